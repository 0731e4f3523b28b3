/* test-portfolio.c - measures of what is held, against arithmetic done here or by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-random.h"
#include "dt-stress.h"

static DtPortfolio *
portfolio_new (const char *const *names,
               guint              n_names,
               gsize              n_returns)
{
  DtPortfolio *portfolio = dt_portfolio_new (n_names, n_returns);

  portfolio->equity = DT_DOLLARS (10000);
  for (guint i = 0; i < n_names; i++)
    portfolio->holdings[i].symbol = g_strdup (names[i]);

  return portfolio;
}

/* Two holdings, 6,000 USD of AAA and -2,000 of BBB, whose returns are +-1 % and +-2 % in a pattern
 * of four sessions, ten times over:
 *
 *   session      0     1     2     3
 *   market     +1 %  -1 %  +1 %  -1 %
 *   AAA        +1 %  -1 %  +1 %  -1 %     beta 1
 *   BBB        +2 %  +2 %  -2 %  -2 %     beta 0: what it does is half with and half against
 *   profit     +20  -100  +100   -20      6000 r - 2000 s
 *
 * Means are zero. Sums of squares of 40 sessions by 39: AAA 40 x 1e-4 / 39, profit
 * 10 x (400 + 10,000 + 10,000 + 400) / 39 = 208,000 / 39. */
static DtPortfolio *
pattern_new (void)
{
  static const char *const names[] = { "AAA", "BBB" };
  DtPortfolio *portfolio = portfolio_new (names, 2, 40);

  portfolio->holdings[0].value = DT_DOLLARS (6000);
  portfolio->holdings[0].sector = g_strdup ("Energy");
  portfolio->holdings[1].value = -DT_DOLLARS (2000);
  portfolio->holdings[1].sector = g_strdup ("Utilities");
  for (guint t = 0; t < 40; t++)
    {
      portfolio->market[t] = t % 2 == 0 ? .01 : -.01;
      portfolio->holdings[0].returns[t] = portfolio->market[t];
      portfolio->holdings[1].returns[t] = t % 4 < 2 ? .02 : -.02;
    }

  return portfolio;
}

static void
test_pattern (void)
{
  g_autoptr(DtPortfolio) portfolio = pattern_new ();
  g_autoptr(DtPortfolioRisk) risk = dt_portfolio_measure (portfolio);
  double deviation = sqrt (208000. / 39.);

  g_assert_cmpint (risk->long_value, ==, DT_DOLLARS (6000));
  g_assert_cmpint (risk->short_value, ==, DT_DOLLARS (2000));
  g_assert_cmpuint (risk->n_sessions, ==, 40);
  g_assert_cmpfloat_with_epsilon (risk->holdings[0].weight, .6, 1e-15);
  g_assert_cmpfloat_with_epsilon (risk->holdings[1].weight, -.2, 1e-15);
  g_assert_cmpfloat_with_epsilon (risk->holdings[0].beta, 1., 1e-12);
  g_assert_cmpfloat_with_epsilon (risk->holdings[1].beta, 0., 1e-12);
  g_assert_cmpfloat_with_epsilon (risk->beta, .6, 1e-12);
  g_assert_cmpfloat_with_epsilon (risk->volatility, deviation, 1e-9);
  g_assert_cmpfloat_with_epsilon (risk->holdings[1].volatility, sqrt (40. * 4e-4 / 39.), 1e-12);
  g_assert_cmpfloat_with_epsilon (risk->correlation[1], 0., 1e-12);
  g_assert_cmpfloat (risk->correlation[0], ==, 1.);

  /* The covariance of AAA with the profit is that with its own 6,000 USD, as BBB is uncorrelated:
   * 6000 x 40e-4 / 39; of BBB -2000 x 160e-4 / 39. Times value by deviation: parts of
   * 144,000 and 64,000 of the 208,000. */
  g_assert_cmpfloat_with_epsilon (risk->holdings[0].share, 144. / 208., 1e-12);
  g_assert_cmpfloat_with_epsilon (risk->holdings[1].share, 64. / 208., 1e-12);
  g_assert_cmpfloat_with_epsilon (risk->holdings[0].contribution, 144. / 208. * deviation, 1e-9);

  /* Sorted, the profits are ten times -100, then -20: the 5th percentile is at place 0.05 x 39 =
   * 1.95, the first at 0.39. The mean of those not above is -100. */
  for (guint k = 0; k < DT_PORTFOLIO_N_LEVELS; k++)
    {
      g_assert_cmpfloat_with_epsilon (risk->tails[k].historical, -100., 1e-9);
      g_assert_cmpfloat_with_epsilon (risk->tails[k].historical_shortfall, -100., 1e-9);
    }
  /* Quantiles 1.644854 and 2.326348 of the normal distribution, densities there 0.103136 and
   * 0.026652: by 0.05 and 0.01 2.062713 and 2.665214 (any table) */
  g_assert_cmpfloat_with_epsilon (risk->tails[0].parametric, -1.644854 * deviation, 1e-4);
  g_assert_cmpfloat_with_epsilon (risk->tails[1].parametric, -2.326348 * deviation, 1e-4);
  g_assert_cmpfloat_with_epsilon (risk->tails[0].parametric_shortfall, -2.062713 * deviation, 1e-4);
  g_assert_cmpfloat_with_epsilon (risk->tails[1].parametric_shortfall, -2.665214 * deviation, 1e-4);
}

static void
test_sectors (void)
{
  static const char *const names[] = { "AAA", "BBB", "CCC", "DDD" };
  g_autoptr(DtPortfolio) portfolio = portfolio_new (names, 4, 0);
  g_autoptr(DtPortfolioRisk) risk = NULL;

  portfolio->holdings[0].value = DT_DOLLARS (100);
  portfolio->holdings[1].value = DT_DOLLARS (700);
  portfolio->holdings[1].sector = g_strdup ("Utilities");
  portfolio->holdings[2].value = -DT_DOLLARS (200);
  portfolio->holdings[2].sector = g_strdup ("Utilities");
  portfolio->holdings[3].value = DT_DOLLARS (50);
  portfolio->holdings[3].sector = g_strdup ("Energy");
  risk = dt_portfolio_measure (portfolio);

  g_assert_cmpuint (risk->n_sectors, ==, 3);
  g_assert_cmpstr (risk->sectors[0].name, ==, "Energy");
  g_assert_cmpstr (risk->sectors[1].name, ==, "Utilities");
  g_assert_cmpint (risk->sectors[1].net, ==, DT_DOLLARS (500));
  g_assert_cmpint (risk->sectors[1].gross, ==, DT_DOLLARS (900));
  g_assert_cmpstr (risk->sectors[2].name, ==, "");
  /* Without returns there is nothing to say about tails */
  g_assert_true (isnan (risk->tails[0].historical) && isnan (risk->tails[1].parametric));
  g_assert_true (isnan (risk->holdings[0].beta) && isnan (risk->beta));
}

/* A session in which one of them has no return says nothing about both; 29 are too few. */
static void
test_missing (void)
{
  g_autoptr(DtPortfolio) portfolio = pattern_new ();
  g_autoptr(DtPortfolioRisk) risk = NULL;

  for (guint t = 0; t < 11; t++)
    portfolio->holdings[1].returns[t] = NAN;
  risk = dt_portfolio_measure (portfolio);
  g_assert_cmpuint (risk->n_sessions, ==, 29);
  g_assert_true (isnan (risk->tails[0].historical) && isnan (risk->tails[0].parametric_shortfall));
  g_assert_cmpfloat_with_epsilon (risk->holdings[0].beta, 1., 1e-12);
}

static const DtStress *
find (GPtrArray  *list,
      const char *name)
{
  for (guint i = 0; i < list->len; i++)
    {
      const DtStress *stress = g_ptr_array_index (list, i);

      if (g_str_equal (stress->name, name))
        return stress;
    }

  g_error ("There is no scenario %s", name);
}

static void
test_stress (void)
{
  g_autoptr(DtPortfolio) portfolio = pattern_new ();
  g_autoptr(DtPortfolioRisk) risk = dt_portfolio_measure (portfolio);
  g_autoptr(GPtrArray) list = dt_stress_run (portfolio, risk);

  /* Beta 1 of 6,000 USD, beta 0 of the rest */
  g_assert_cmpfloat_with_epsilon (find (list, "index-5")->profit, -300., 1e-9);
  g_assert_cmpfloat_with_epsilon (find (list, "index-20")->profit, -1200., 1e-9);
  g_assert_cmpfloat_with_epsilon (find (list, "index-20")->fraction, -.12, 1e-12);
  g_assert_cmpfloat_with_epsilon (find (list, "2020")->profit, 6000. * (2237.40 / 3386.15 - 1.),
                                  1e-9);
  /* Energy fell by 46.76 %, utilities by 45.87 %, of which the short one gains */
  g_assert_cmpfloat_with_epsilon (find (list, "2008")->profit, -6000. * .4676 + 2000. * .4587,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (find (list, "sector Energy")->profit, -600., 1e-9);
  g_assert_cmpfloat_with_epsilon (find (list, "sector Utilities")->profit, 200., 1e-9);
  g_assert_cmpfloat_with_epsilon (find (list, "volatility-x2")->profit,
                                  2. * risk->tails[1].parametric, 1e-9);
}

/* A beta of 6 does not make a price fall by 120 %. One without returns is not guessed. */
static void
test_stress_edges (void)
{
  static const char *const names[] = { "AAA", "BBB" };
  g_autoptr(DtPortfolio) portfolio = portfolio_new (names, 2, 40);
  g_autoptr(DtPortfolioRisk) risk = NULL;
  g_autoptr(GPtrArray) list = NULL;

  portfolio->holdings[0].value = portfolio->holdings[1].value = DT_DOLLARS (1000);
  for (guint t = 0; t < 40; t++)
    {
      portfolio->market[t] = t % 2 == 0 ? .01 : -.01;
      portfolio->holdings[0].returns[t] = 6. * portfolio->market[t];
    }
  risk = dt_portfolio_measure (portfolio);
  list = dt_stress_run (portfolio, risk);
  g_assert_cmpfloat_with_epsilon (find (list, "index-20")->profit, -1000., 1e-9);
  g_assert_cmpuint (find (list, "index-20")->n_unknown, ==, 1);
  g_assert_true (isnan (find (list, "volatility-x2")->profit));
}

/* Contributions add up to the whole, whatever is held, and the matrix is one. */
static void
test_properties (void)
{
  static const char *const names[] = { "A", "B", "C", "D", "E" };
  DtRandom random;

  dt_random_init (&random, 17);
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr(DtPortfolio) portfolio = portfolio_new (names, 5, 60);
      g_autoptr(DtPortfolioRisk) risk = NULL;
      double sum = 0., share = 0.;

      for (guint t = 0; t < 60; t++)
        {
          portfolio->market[t] = dt_random_uniform (&random) - .5;
          for (guint i = 0; i < 5; i++)
            portfolio->holdings[i].returns[t] = .02 * (dt_random_uniform (&random) - .5)
                                                + .01 * i * portfolio->market[t];
        }
      for (guint i = 0; i < 5; i++)
        portfolio->holdings[i].value = (DtMoney) ((dt_random_uniform (&random) - .4) * 1e10);
      risk = dt_portfolio_measure (portfolio);

      for (guint i = 0; i < 5; i++)
        {
          sum += risk->holdings[i].contribution;
          share += risk->holdings[i].share;
          g_assert_cmpfloat (risk->correlation[i * 5 + i], ==, 1.);
          for (guint j = 0; j < 5; j++)
            {
              g_assert_cmpfloat (risk->correlation[i * 5 + j], ==, risk->correlation[j * 5 + i]);
              g_assert_cmpfloat (fabs (risk->correlation[i * 5 + j]), <=, 1. + 1e-12);
            }
        }
      g_assert_cmpfloat_with_epsilon (sum, risk->volatility, 1e-9 * risk->volatility);
      g_assert_cmpfloat_with_epsilon (share, 1., 1e-9);
      for (guint k = 0; k < DT_PORTFOLIO_N_LEVELS; k++)
        {
          g_assert_cmpfloat (risk->tails[k].historical_shortfall, <=, risk->tails[k].historical);
          g_assert_cmpfloat (risk->tails[k].parametric_shortfall, <=, risk->tails[k].parametric);
        }
      g_assert_cmpfloat (risk->tails[1].historical, <=, risk->tails[0].historical);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portfolio/pattern", test_pattern);
  g_test_add_func ("/portfolio/sectors", test_sectors);
  g_test_add_func ("/portfolio/missing", test_missing);
  g_test_add_func ("/portfolio/stress", test_stress);
  g_test_add_func ("/portfolio/stress/edges", test_stress_edges);
  g_test_add_func ("/portfolio/properties", test_properties);

  return g_test_run ();
}
