/* dt-risk-grid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-portfolio"

#include "config.h"

#include <math.h>

#include "dt-risk-grid.h"

/* Guides are the default profile's limits where it has one; the others are round numbers that a
 * single position should have a reason to go beyond. */
static const DtRiskKindInfo kinds[DT_N_RISK_KINDS] = {
  [DT_RISK_WEIGHT] = { "weight", "Weight", "Value of the position by equity", DT_RISK_FRACTION,
                       .25 },
  [DT_RISK_TO_STOP] = { "to-stop", "Risk to Stop",
                        "Loss from the last price to the stop by equity; without a stop all of it",
                        DT_RISK_FRACTION, .01 },
  [DT_RISK_BETA] = { "beta", "Beta", "What it moves when the market moves by one", DT_RISK_NUMBER,
                     2. },
  [DT_RISK_VOLATILITY] = { "volatility", "Volatility",
                           "Deviation of its daily returns times the root of 252",
                           DT_RISK_FRACTION, .6 },
  [DT_RISK_SHARE] = { "share", "Share of Risk",
                      "Its part of the deviation of the whole portfolio (Euler's allocation)",
                      DT_RISK_FRACTION, .4 },
  [DT_RISK_SECTOR] = { "sector", "Sector", "All positions of its sector by equity",
                       DT_RISK_FRACTION, .4 },
  [DT_RISK_CORRELATION] = { "correlation", "Correlation",
                            "Highest r of its profit with that of another position",
                            DT_RISK_NUMBER, .7 },
  [DT_RISK_LIQUIDITY] = { "liquidity", "Liquidity",
                          "Sessions to close it with a tenth of the mean volume", DT_RISK_DAYS,
                          1. },
};

const DtRiskKindInfo *
dt_risk_kind_get_info (DtRiskKind kind)
{
  g_return_val_if_fail (kind < DT_N_RISK_KINDS, &kinds[0]);

  return &kinds[kind];
}

/* Beta counts in both directions; all others have no sign that would make them harmless, but for
 * what is below zero: a share that hedges, a stop that is beyond the price already. */
double
dt_risk_cell_get_load (const DtRiskCell *cell)
{
  g_return_val_if_fail (cell != NULL, NAN);

  return cell->value / cell->limit;
}

static double
get_profile_limit (const DtRiskProfile *profile,
                   DtRiskKind           kind)
{
  if (profile == NULL)
    return 0.;

  switch (kind)
    {
    case DT_RISK_WEIGHT:
      return profile->max_position_fraction;
    case DT_RISK_TO_STOP:
      return profile->max_risk_per_trade;
    case DT_RISK_SECTOR:
      return profile->max_sector_fraction;
    case DT_RISK_CORRELATION:
      return profile->max_correlation;
    case DT_RISK_BETA:
    case DT_RISK_VOLATILITY:
    case DT_RISK_SHARE:
    case DT_RISK_LIQUIDITY:
    case DT_N_RISK_KINDS:
    default:
      return 0.;
    }
}

static double
get_risk_to_stop (const DtRiskPosition *position,
                  double                value,
                  double                equity)
{
  double quantity = dt_quantity_to_double (position->quantity);

  if (position->stop == DT_MONEY_NONE)
    return fabs (value) / equity;

  return MAX (quantity * (position->last - dt_money_to_double (position->stop)), 0.) / equity;
}

static double
get_sector (const DtPortfolio     *portfolio,
            const DtPortfolioRisk *risk,
            guint                  i,
            double                 equity)
{
  const char *sector = portfolio->holdings[i].sector;

  for (guint k = 0; sector != NULL && k < risk->n_sectors; k++)
    if (g_str_equal (risk->sectors[k].name, sector))
      return dt_money_to_double (risk->sectors[k].gross) / equity;

  return NAN;
}

/* A short that moves with a long makes up for it. */
static double
get_correlation (const DtPortfolio     *portfolio,
                 const DtPortfolioRisk *risk,
                 guint                  i)
{
  guint n = portfolio->n_holdings;
  double highest = NAN;

  for (guint j = 0; j < n; j++)
    {
      gboolean same = (portfolio->holdings[i].value < 0) == (portfolio->holdings[j].value < 0);
      double r = risk->correlation[i * n + j] * (same ? 1. : -1.);

      if (j != i && !isnan (r) && !(highest >= r))
        highest = r;
    }

  return highest;
}

static double
get_value (const DtPortfolio     *portfolio,
           const DtPortfolioRisk *risk,
           const DtRiskPosition  *position,
           guint                  i,
           DtRiskKind             kind)
{
  double equity = dt_money_to_double (portfolio->equity);
  double value = dt_money_to_double (portfolio->holdings[i].value);

  switch (kind)
    {
    case DT_RISK_WEIGHT:
      return equity > 0. ? fabs (value) / equity : NAN;
    case DT_RISK_TO_STOP:
      return equity > 0. ? get_risk_to_stop (position, value, equity) : NAN;
    case DT_RISK_BETA:
      return fabs (risk->holdings[i].beta);
    case DT_RISK_VOLATILITY:
      return risk->holdings[i].volatility * sqrt (DT_RISK_SESSIONS);
    case DT_RISK_SHARE:
      return portfolio->n_holdings > 1 ? risk->holdings[i].share : NAN;
    case DT_RISK_SECTOR:
      return equity > 0. ? get_sector (portfolio, risk, i, equity) : NAN;
    case DT_RISK_CORRELATION:
      return get_correlation (portfolio, risk, i);
    case DT_RISK_LIQUIDITY:
      return position->volume > 0.
             ? fabs (dt_quantity_to_double (position->quantity))
               / (DT_RISK_PARTICIPATION * position->volume) : NAN;
    case DT_N_RISK_KINDS:
    default:
      return NAN;
    }
}

DtRiskCell *
dt_risk_grid_measure (const DtPortfolio     *portfolio,
                      const DtPortfolioRisk *risk,
                      const DtRiskPosition  *positions,
                      const DtRiskProfile   *profile)
{
  DtRiskCell *cells = g_new (DtRiskCell, MAX (portfolio->n_holdings, 1) * DT_N_RISK_KINDS);

  for (guint i = 0; i < portfolio->n_holdings; i++)
    for (guint kind = 0; kind < DT_N_RISK_KINDS; kind++)
      {
        double limit = get_profile_limit (profile, kind);

        cells[i * DT_N_RISK_KINDS + kind] = (DtRiskCell) {
          .value = get_value (portfolio, risk, &positions[i], i, kind),
          .limit = limit > 0. ? limit : kinds[kind].guide,
          .is_own = limit > 0.,
        };
      }

  return cells;
}
