/* dt-portfolio.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-portfolio"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-benchmark.h"
#include "dt-significance.h"
#include "dt-statistics.h"
#include "dt-tail.h"

#include "dt-portfolio.h"

const double dt_portfolio_levels[DT_PORTFOLIO_N_LEVELS] = { .95, .99 };

/**
 * dt_portfolio_new:
 *
 * Returns: (transfer full): room for so many holdings and sessions, all returns missing
 */
DtPortfolio *
dt_portfolio_new (guint n_holdings,
                  gsize n_returns)
{
  DtPortfolio *portfolio = g_new0 (DtPortfolio, 1);

  portfolio->n_holdings = n_holdings;
  portfolio->n_returns = n_returns;
  portfolio->holdings = g_new0 (DtHolding, n_holdings);
  portfolio->dates = g_new0 (DtDate, n_returns);
  portfolio->market = g_new (double, n_returns);
  for (gsize t = 0; t < n_returns; t++)
    portfolio->market[t] = NAN;
  for (guint i = 0; i < n_holdings; i++)
    portfolio->holdings[i].returns = g_memdup2 (portfolio->market, n_returns * sizeof (double));

  return portfolio;
}

void
dt_portfolio_free (DtPortfolio *portfolio)
{
  if (portfolio == NULL)
    return;

  for (guint i = 0; i < portfolio->n_holdings; i++)
    {
      g_free (portfolio->holdings[i].symbol);
      g_free (portfolio->holdings[i].sector);
      g_free (portfolio->holdings[i].returns);
    }
  g_free (portfolio->holdings);
  g_free (portfolio->dates);
  g_free (portfolio->market);
  g_free (portfolio->market_name);
  g_free (portfolio);
}

void
dt_portfolio_risk_free (DtPortfolioRisk *risk)
{
  if (risk == NULL)
    return;

  g_free (risk->holdings);
  g_free (risk->correlation);
  g_free (risk->sectors);
  g_free (risk);
}

/* Sectors */

static int
compare_sectors (gconstpointer a,
                 gconstpointer b)
{
  const DtSectorExposure *x = a, *y = b;

  /* The nameless one last */
  if ((*x->name == '\0') != (*y->name == '\0'))
    return *x->name == '\0' ? 1 : -1;

  return strcmp (x->name, y->name);
}

static DtSectorExposure *
find_sector (DtPortfolioRisk *risk,
             const char      *name)
{
  for (guint i = 0; i < risk->n_sectors; i++)
    if (g_str_equal (risk->sectors[i].name, name))
      return &risk->sectors[i];

  risk->sectors[risk->n_sectors].name = name;
  return &risk->sectors[risk->n_sectors++];
}

static void
add_exposure (const DtPortfolio *portfolio,
              DtPortfolioRisk   *risk)
{
  risk->sectors = g_new0 (DtSectorExposure, portfolio->n_holdings);
  for (guint i = 0; i < portfolio->n_holdings; i++)
    {
      const DtHolding *holding = &portfolio->holdings[i];
      DtSectorExposure *sector = find_sector (risk, holding->sector != NULL ? holding->sector : "");

      sector->net += holding->value;
      sector->gross += ABS (holding->value);
      *(holding->value > 0 ? &risk->long_value : &risk->short_value) += ABS (holding->value);
    }

  if (risk->n_sectors > 0)
    qsort (risk->sectors, risk->n_sectors, sizeof *risk->sectors, compare_sectors);
}

/* Sessions in which all holdings have a return */

typedef struct
{
  double **returns;       /* by holding */
  double  *profit;        /* of what is held now, USD */
  gsize    n;
} Complete;

static void
complete_init (Complete          *complete,
               const DtPortfolio *portfolio)
{
  complete->returns = g_new (double *, portfolio->n_holdings);
  complete->profit = g_new0 (double, portfolio->n_returns);
  complete->n = 0;
  for (guint i = 0; i < portfolio->n_holdings; i++)
    complete->returns[i] = g_new (double, portfolio->n_returns);

  for (gsize t = 0; t < portfolio->n_returns; t++)
    {
      gboolean all = TRUE;

      for (guint i = 0; i < portfolio->n_holdings && all; i++)
        all = isfinite (portfolio->holdings[i].returns[t]);
      for (guint i = 0; i < portfolio->n_holdings && all; i++)
        {
          const DtHolding *holding = &portfolio->holdings[i];

          complete->returns[i][complete->n] = holding->returns[t];
          complete->profit[complete->n] += dt_money_to_double (holding->value)
                                           * holding->returns[t];
        }
      complete->n += all;
    }
}

static void
complete_clear (Complete          *complete,
                const DtPortfolio *portfolio)
{
  for (guint i = 0; i < portfolio->n_holdings; i++)
    g_free (complete->returns[i]);
  g_free (complete->returns);
  g_free (complete->profit);
}

/* Measures */

static void
add_correlation (const DtPortfolio *portfolio,
                 const Complete    *complete,
                 DtPortfolioRisk   *risk)
{
  guint n = portfolio->n_holdings;

  risk->correlation = g_new (double, (gsize) n * n);
  for (guint i = 0; i < n; i++)
    for (guint j = i; j < n; j++)
      {
        double r = dt_statistics_correlation (complete->returns[i], complete->returns[j],
                                              complete->n);

        if (i == j && isfinite (r))
          r = 1.;
        risk->correlation[i * n + j] = risk->correlation[j * n + i] = r;
      }
}

/* Euler's allocation (Tasche, "Risk contributions and performance measurement", 1999): a deviation
 * is homogeneous of degree one in the amounts held, so that amount times derivative add up to it;
 * that product is the covariance of the position's profit with the whole's, by the deviation. */
static void
add_contributions (const DtPortfolio *portfolio,
                   const Complete    *complete,
                   DtPortfolioRisk   *risk)
{
  double equity = dt_money_to_double (portfolio->equity);

  risk->volatility = dt_statistics_deviation (complete->profit, complete->n, 1);
  risk->beta = portfolio->n_holdings > 0 ? 0. : NAN;
  for (guint i = 0; i < portfolio->n_holdings; i++)
    {
      const DtHolding *holding = &portfolio->holdings[i];
      DtHoldingRisk *row = &risk->holdings[i];
      double value = dt_money_to_double (holding->value);

      row->weight = equity > 0. ? value / equity : NAN;
      row->beta = dt_benchmark_beta (holding->returns, portfolio->market, portfolio->n_returns,
                                     DT_FACTOR_ANY, 0.);
      row->volatility = dt_statistics_deviation (complete->returns[i], complete->n, 1);
      row->contribution = risk->volatility > 0.
                          ? value * dt_statistics_covariance (complete->returns[i],
                                                              complete->profit, complete->n, 1)
                            / risk->volatility : NAN;
      row->share = row->contribution / risk->volatility;
      risk->beta += row->weight * row->beta;
    }
}

/* Historical: the percentile of what the positions would have gained in each session, linear
 * between neighbours; the shortfall is the mean of those at or below it. Parametric: of a normal
 * distribution with mean zero and that deviation (J.P. Morgan, "RiskMetrics Technical Document",
 * 1996); the mean beyond z is density (z) / (1 - level) deviations (McNeil, Frey & Embrechts,
 * "Quantitative Risk Management", 2005, example 2.18). */
static void
add_tails (const Complete  *complete,
           DtPortfolioRisk *risk)
{
  for (guint k = 0; k < DT_PORTFOLIO_N_LEVELS; k++)
    {
      double tail = 1. - dt_portfolio_levels[k];
      double z = dt_significance_normal_quantile (dt_portfolio_levels[k]);
      double density = exp (-z * z / 2.) / sqrt (2. * G_PI);
      double sum = 0.;
      guint n = 0;
      DtTailRisk *row = &risk->tails[k];

      *row = (DtTailRisk) { NAN, NAN, NAN, NAN };
      if (complete->n < DT_PORTFOLIO_LEAST_SESSIONS)
        continue;

      row->historical = dt_tail_value_at_risk (complete->profit, complete->n, tail);
      for (gsize t = 0; t < complete->n; t++)
        if (complete->profit[t] <= row->historical)
          {
            sum += complete->profit[t];
            n++;
          }
      row->historical_shortfall = n > 0 ? sum / n : NAN;
      row->parametric = -z * risk->volatility;
      row->parametric_shortfall = -density / tail * risk->volatility;
    }
}

/**
 * dt_portfolio_measure:
 *
 * Exposure, betas, correlations, value at risk and what each position has to do with it. Moments
 * are those of the sample (n - 1), over the sessions in which all holdings have a return; betas
 * each over the sessions that it has with the market.
 *
 * Returns: (transfer full): names in it are the portfolio's
 */
DtPortfolioRisk *
dt_portfolio_measure (const DtPortfolio *portfolio)
{
  DtPortfolioRisk *risk = g_new0 (DtPortfolioRisk, 1);
  Complete complete;

  complete_init (&complete, portfolio);
  risk->n_sessions = complete.n;
  risk->holdings = g_new0 (DtHoldingRisk, portfolio->n_holdings);
  add_exposure (portfolio, risk);
  add_correlation (portfolio, &complete, risk);
  add_contributions (portfolio, &complete, risk);
  add_tails (&complete, risk);
  complete_clear (&complete, portfolio);

  return risk;
}
