/* dt-stress.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-portfolio"

#include "config.h"

#include <math.h>

#include "dt-significance.h"

#include "dt-stress.h"

/* A sector alone. */
#define SECTOR_SHOCK -.1

static const struct
{
  const char *name;
  const char *what;
  double      move;
} index_moves[] = {
  { "index-5", "The market falls by 5 %; each position moves by its beta", -.05 },
  { "index-10", "The market falls by 10 %; each position moves by its beta", -.1 },
  { "index-20", "The market falls by 20 %; each position moves by its beta", -.2 },
  /* 3,386.15 on 2020-02-19 to 2,237.40 on 2020-03-23, closes of the index (S&P Dow Jones) */
  { "2020", "As the S&P 500 from 2020-02-19 to 2020-03-23, down 33.9 %; each position moves by its "
            "beta", 2237.40 / 3386.15 - 1. },
};

/* From 2007-10-09, the index's high, to 2009-03-09, its low: price changes of the S&P 500 and its
 * sectors as Standard & Poor's published them ("The Outlook", 2009). Real estate was a part of
 * financials then. */
#define INDEX_2008 -.5678
static const struct
{
  const char *sector;
  double      move;
} moves_2008[] = {
  { "Consumer Discretionary", -.5801 },
  { "Consumer Staples", -.3123 },
  { "Energy", -.4676 },
  { "Financials", -.8262 },
  { "Health Care", -.3988 },
  { "Industrials", -.6515 },
  { "Information Technology", -.5295 },
  { "Materials", -.5955 },
  { "Real Estate", -.8262 },
  { "Telecommunication Services", -.5072 },
  { "Utilities", -.4587 },
};

static void
stress_free (gpointer data)
{
  DtStress *stress = data;

  g_free (stress->name);
  g_free (stress->what);
  g_free (stress->moves);
  g_free (stress);
}

static DtStress *
stress_new (const DtPortfolio *portfolio,
            char              *name,
            const char        *what)
{
  DtStress *stress = g_new0 (DtStress, 1);

  stress->name = name;
  stress->what = g_strdup (what);
  stress->moves = g_new0 (double, portfolio->n_holdings);

  return stress;
}

/* Adds up what the moves do. No price falls by more than all of it. */
static DtStress *
finish (const DtPortfolio *portfolio,
        DtStress          *stress)
{
  double equity = dt_money_to_double (portfolio->equity);

  for (guint i = 0; i < portfolio->n_holdings; i++)
    {
      double value = dt_money_to_double (portfolio->holdings[i].value);

      if (isnan (stress->moves[i]))
        {
          stress->n_unknown++;
          continue;
        }
      stress->moves[i] = MAX (stress->moves[i], -1.);
      stress->profit += value * stress->moves[i];
    }
  stress->fraction = equity > 0. ? stress->profit / equity : NAN;

  return stress;
}

static DtStress *
move_index (const DtPortfolio     *portfolio,
            const DtPortfolioRisk *risk,
            guint                  k)
{
  DtStress *stress = stress_new (portfolio, g_strdup (index_moves[k].name), index_moves[k].what);

  for (guint i = 0; i < portfolio->n_holdings; i++)
    stress->moves[i] = risk->holdings[i].beta * index_moves[k].move;

  return finish (portfolio, stress);
}

static DtStress *
move_sector (const DtPortfolio *portfolio,
             const char        *sector)
{
  g_autofree char *what = g_strdup_printf ("What is held in %s falls by 10 %%, nothing else moves",
                                           sector);
  DtStress *stress = stress_new (portfolio, g_strconcat ("sector ", sector, NULL), what);

  for (guint i = 0; i < portfolio->n_holdings; i++)
    stress->moves[i] = g_strcmp0 (portfolio->holdings[i].sector, sector) == 0 ? SECTOR_SHOCK : 0.;

  return finish (portfolio, stress);
}

static double
find_2008 (const char *sector,
           double      beta)
{
  for (guint k = 0; sector != NULL && k < G_N_ELEMENTS (moves_2008); k++)
    if (g_str_equal (moves_2008[k].sector, sector))
      return moves_2008[k].move;

  return beta * INDEX_2008;
}

static DtStress *
move_2008 (const DtPortfolio     *portfolio,
           const DtPortfolioRisk *risk)
{
  DtStress *stress
    = stress_new (portfolio, g_strdup ("2008"),
                  "As the S&P 500's sectors from 2007-10-09 to 2009-03-09, the index down 56.8 %; "
                  "by beta where a sector is not known");

  for (guint i = 0; i < portfolio->n_holdings; i++)
    stress->moves[i] = find_2008 (portfolio->holdings[i].sector, risk->holdings[i].beta);

  return finish (portfolio, stress);
}

/* No direction to it: what one session in a hundred loses when everything moves twice as much. */
static DtStress *
double_volatility (const DtPortfolio     *portfolio,
                   const DtPortfolioRisk *risk)
{
  DtStress *stress = stress_new (portfolio, g_strdup ("volatility-x2"),
                                 "All volatilities double, correlations stay: the parametric value "
                                 "at risk of one session at 99 % then");
  double equity = dt_money_to_double (portfolio->equity);

  g_clear_pointer (&stress->moves, g_free);
  stress->profit = risk->n_sessions >= DT_PORTFOLIO_LEAST_SESSIONS
                   ? -2. * dt_significance_normal_quantile (.99) * risk->volatility : NAN;
  stress->fraction = equity > 0. ? stress->profit / equity : NAN;

  return stress;
}

GPtrArray *
dt_stress_run (const DtPortfolio     *portfolio,
               const DtPortfolioRisk *risk)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (stress_free);

  for (guint k = 0; k < G_N_ELEMENTS (index_moves); k++)
    g_ptr_array_add (list, move_index (portfolio, risk, k));
  g_ptr_array_add (list, move_2008 (portfolio, risk));
  g_ptr_array_add (list, double_volatility (portfolio, risk));
  for (guint i = 0; i < risk->n_sectors; i++)
    if (*risk->sectors[i].name != '\0')
      g_ptr_array_add (list, move_sector (portfolio, risk->sectors[i].name));

  return list;
}
