/* test-risk-grid.c - positions against kinds of risk, by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-risk-grid.h"

#define UNITS(n) ((DtQuantity) (n) * G_GINT64_CONSTANT (1000000000))

/* 10,000 USD: 60 AAA at 100, stop 98; 20 BBB short at 100 without a stop. Returns of AAA +1 % and
 * -1 % in turns as the market's, of BBB in pairs of 2 %: no correlation. */
static DtPortfolio *
portfolio_new (void)
{
  DtPortfolio *portfolio = dt_portfolio_new (2, 40);

  portfolio->equity = DT_DOLLARS (10000);
  portfolio->holdings[0].symbol = g_strdup ("AAA");
  portfolio->holdings[0].sector = g_strdup ("Energy");
  portfolio->holdings[0].value = DT_DOLLARS (6000);
  portfolio->holdings[1].symbol = g_strdup ("BBB");
  portfolio->holdings[1].sector = g_strdup ("Energy");
  portfolio->holdings[1].value = -DT_DOLLARS (2000);
  for (guint t = 0; t < 40; t++)
    {
      portfolio->market[t] = t % 2 == 0 ? .01 : -.01;
      portfolio->holdings[0].returns[t] = portfolio->market[t];
      portfolio->holdings[1].returns[t] = t % 4 < 2 ? .02 : -.02;
    }

  return portfolio;
}

static const DtRiskPosition positions[] = {
  { UNITS (60), 100., DT_DOLLARS (98), 200. },
  { -UNITS (20), 100., DT_MONEY_NONE, NAN },
};

static void
assert_cell (const DtRiskCell *cells,
             guint             row,
             DtRiskKind        kind,
             double            value,
             double            limit)
{
  const DtRiskCell *cell = &cells[row * DT_N_RISK_KINDS + kind];

  if (isnan (value))
    g_assert_true (isnan (cell->value) && isnan (dt_risk_cell_get_load (cell)));
  else
    g_assert_cmpfloat_with_epsilon (cell->value, value, 1e-12);
  g_assert_cmpfloat_with_epsilon (cell->limit, limit, 1e-12);
}

/* The default profile: 25 % in one, 1 % to the stop, 40 % in a sector, r below 0.7. */
static void
test_cells (void)
{
  g_autoptr(DtPortfolio) portfolio = portfolio_new ();
  g_autoptr(DtPortfolioRisk) risk = dt_portfolio_measure (portfolio);
  g_autoptr(DtRiskProfile) profile = dt_risk_profile_load ("default", NULL);
  g_autofree DtRiskCell *cells = dt_risk_grid_measure (portfolio, risk, positions, profile);

  assert_cell (cells, 0, DT_RISK_WEIGHT, .6, .25);
  assert_cell (cells, 1, DT_RISK_WEIGHT, .2, .25);
  g_assert_cmpfloat_with_epsilon (dt_risk_cell_get_load (&cells[DT_RISK_WEIGHT]), 2.4, 1e-12);
  /* 60 x 2 USD of 10,000; all of the 2,000 */
  assert_cell (cells, 0, DT_RISK_TO_STOP, .012, .01);
  assert_cell (cells, 1, DT_RISK_TO_STOP, .2, .01);
  assert_cell (cells, 0, DT_RISK_BETA, 1., 2.);
  assert_cell (cells, 1, DT_RISK_BETA, 0., 2.);
  /* Squares of 40 sessions by 39, times 252 */
  assert_cell (cells, 0, DT_RISK_VOLATILITY, sqrt (252. * 40. * 1e-4 / 39.), .6);
  /* As in test-portfolio: 144 and 64 of 208 */
  assert_cell (cells, 0, DT_RISK_SHARE, 144. / 208., .4);
  assert_cell (cells, 1, DT_RISK_SHARE, 64. / 208., .4);
  /* 6,000 and 2,000 without sign */
  assert_cell (cells, 0, DT_RISK_SECTOR, .8, .4);
  assert_cell (cells, 1, DT_RISK_CORRELATION, 0., .7);
  /* A tenth of 200 is 20 a session */
  assert_cell (cells, 0, DT_RISK_LIQUIDITY, 3., 1.);
  assert_cell (cells, 1, DT_RISK_LIQUIDITY, NAN, 1.);
  g_assert_true (cells[DT_RISK_WEIGHT].is_own && cells[DT_RISK_CORRELATION].is_own);
  g_assert_false (cells[DT_RISK_BETA].is_own || cells[DT_RISK_LIQUIDITY].is_own);
}

/* A short that goes with the long makes up for it; a stop beyond the price risks nothing more. */
static void
test_sides (void)
{
  g_autoptr(DtPortfolio) portfolio = portfolio_new ();
  g_autoptr(DtPortfolioRisk) risk = NULL;
  g_autofree DtRiskCell *cells = NULL;
  DtRiskPosition stopped[2] = { positions[0], positions[1] };

  for (guint t = 0; t < 40; t++)
    portfolio->holdings[1].returns[t] = 2. * portfolio->market[t];
  risk = dt_portfolio_measure (portfolio);
  stopped[0].stop = DT_DOLLARS (101);
  stopped[1].stop = DT_DOLLARS (103);
  cells = dt_risk_grid_measure (portfolio, risk, stopped, NULL);

  assert_cell (cells, 0, DT_RISK_CORRELATION, -1., .7);
  assert_cell (cells, 0, DT_RISK_TO_STOP, 0., .01);
  /* -20 x (100 - 103) = 60 USD */
  assert_cell (cells, 1, DT_RISK_TO_STOP, .006, .01);
  g_assert_false (cells[DT_RISK_WEIGHT].is_own);
}

/* One position alone has no part and no company; an account without equity has no weights. */
static void
test_alone (void)
{
  g_autoptr(DtPortfolio) portfolio = dt_portfolio_new (1, 0);
  g_autoptr(DtPortfolioRisk) risk = NULL;
  g_autofree DtRiskCell *cells = NULL;

  portfolio->holdings[0].symbol = g_strdup ("AAA");
  portfolio->holdings[0].value = DT_DOLLARS (6000);
  risk = dt_portfolio_measure (portfolio);
  cells = dt_risk_grid_measure (portfolio, risk, positions, NULL);

  assert_cell (cells, 0, DT_RISK_WEIGHT, NAN, .25);
  assert_cell (cells, 0, DT_RISK_SHARE, NAN, .4);
  assert_cell (cells, 0, DT_RISK_CORRELATION, NAN, .7);
  assert_cell (cells, 0, DT_RISK_SECTOR, NAN, .4);
  assert_cell (cells, 0, DT_RISK_BETA, NAN, 2.);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/risk-grid/cells", test_cells);
  g_test_add_func ("/risk-grid/sides", test_sides);
  g_test_add_func ("/risk-grid/alone", test_alone);

  return g_test_run ();
}
