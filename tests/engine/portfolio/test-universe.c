/* test-universe.c - sessions side by side, cut at the clock; what belongs together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-universe.h"

static const char *const names[] = { "CCC", "AAA", "DDD", "BBB", NULL };

/* Row @symbol from its first close and returns. */
static void
fill (DtUniverse   *universe,
      const char   *symbol,
      double        close,
      const double *returns)
{
  guint place;

  g_assert_true (dt_universe_find (universe, symbol, &place));
  for (gsize t = 0; t < universe->n_sessions; t++)
    {
      universe->close[place * universe->n_sessions + t] = close;
      universe->volume[place * universe->n_sessions + t] = 1000. * (t + 1);
      close *= 1. + returns[t];
    }
}

/* AAA goes +1 %, -1 % ..., BBB by twice as much with it, CCC against it; DDD is not there yet in
 * the first session. Session t is over at 10 (t + 1). */
static DtUniverse *
universe_new (void)
{
  static const double up[] = { .01, -.01, .01, -.01, .01, 0. };
  DtUniverse *universe = dt_universe_new (names, 6);
  double twice[6], against[6];

  for (guint t = 0; t < 6; t++)
    {
      twice[t] = 2. * up[t];
      against[t] = -up[t];
      universe->dates[t] = 100 + t;
      universe->known[t] = 10 * (t + 1);
    }
  fill (universe, "AAA", 100., up);
  fill (universe, "BBB", 50., twice);
  fill (universe, "CCC", 20., against);
  fill (universe, "DDD", 10., up);
  universe->close[3 * 6] = NAN;

  return universe;
}

static void
test_known (void)
{
  g_autoptr(DtUniverse) universe = universe_new ();
  guint place;

  g_assert_cmpstr (universe->symbols[0], ==, "AAA");
  g_assert_cmpstr (universe->symbols[3], ==, "DDD");
  g_assert_true (dt_universe_find (universe, "CCC", &place));
  g_assert_cmpuint (place, ==, 2);
  g_assert_false (dt_universe_find (universe, "EEE", &place));
  g_assert_cmpuint (dt_universe_count_known (universe, 9), ==, 0);
  g_assert_cmpuint (dt_universe_count_known (universe, 29), ==, 2);
  g_assert_cmpuint (dt_universe_count_known (universe, 30), ==, 3);
  g_assert_cmpuint (dt_universe_count_known (universe, 1000), ==, 6);
}

/* 100, 101, 99.99: of two sessions back 99.99 / 100 - 1 = -0.01 %. Volumes 1000, 2000, 3000. */
static void
test_figures (void)
{
  g_autoptr(DtUniverse) universe = universe_new ();

  g_assert_cmpfloat_with_epsilon (dt_universe_get_change (universe, 0, 3, 2), -.0001, 1e-12);
  g_assert_cmpfloat_with_epsilon (dt_universe_get_change (universe, 0, 3, 1), -.01, 1e-12);
  g_assert_true (isnan (dt_universe_get_change (universe, 0, 3, 3)));
  g_assert_true (isnan (dt_universe_get_change (universe, 0, 0, 0)));
  g_assert_true (isnan (dt_universe_get_change (universe, 3, 3, 2)));
  g_assert_cmpfloat (dt_universe_get_mean_volume (universe, 0, 3, 2), ==, 2500.);
  g_assert_cmpfloat (dt_universe_get_mean_volume (universe, 0, 3, 20), ==, 2000.);
  g_assert_true (isnan (dt_universe_get_mean_volume (universe, 0, 0, 20)));
  /* (100 x 1000 + 101 x 2000) / 2; without the first session of DDD 10.1 x 2000 */
  g_assert_cmpfloat_with_epsilon (dt_universe_get_turnover (universe, 0, 2, 20), 151000., 1e-9);
  g_assert_cmpfloat_with_epsilon (dt_universe_get_turnover (universe, 3, 2, 20), 20200., 1e-9);
}

/* AAA and BBB move as one, CCC against them: 1 - r is 0 and 2. DDD lacks the first return of the
 * five and has no r with anything; in the last four it moves as AAA does. */
static void
test_correlation (void)
{
  static const guint all[] = { 3, 2, 0, 1 };
  static const guint order[] = { 1, 2, 3, 0 };
  g_autoptr(DtUniverse) universe = universe_new ();
  g_autoptr(DtUniverseCorrelation) five = dt_universe_correlate (universe, all, 4, 6, 100);
  g_autoptr(DtUniverseCorrelation) four = dt_universe_correlate (universe, all, 4, 6, 4);
  g_autoptr(DtUniverseCorrelation) none = dt_universe_correlate (universe, all, 4, 0, 4);

  g_assert_cmpuint (five->n_sessions, ==, 5);
  g_assert_true (isnan (five->r[0]) && isnan (five->r[1]));
  g_assert_cmpfloat (five->r[1 * 4 + 1], ==, 1.);
  g_assert_cmpfloat_with_epsilon (five->r[2 * 4 + 3], 1., 1e-12);
  g_assert_cmpfloat_with_epsilon (five->r[1 * 4 + 3], -1., 1e-12);
  g_assert_cmpmem (five->tree->order, sizeof order, order, sizeof order);
  g_assert_cmpfloat_with_epsilon (five->tree->merges[0].height, 0., 1e-12);
  g_assert_cmpfloat_with_epsilon (five->tree->merges[1].height, 2., 1e-12);

  g_assert_cmpuint (four->n_sessions, ==, 4);
  g_assert_cmpfloat_with_epsilon (four->r[0 * 4 + 2], 1., 1e-12);
  g_assert_cmpuint (none->n_sessions, ==, 0);
  g_assert_true (isnan (none->r[0]));
}

/* The future does not count: what comes after the third session may be anything. */
static void
test_future (void)
{
  static const guint all[] = { 0, 1, 2 };
  g_autoptr(DtUniverse) universe = universe_new (), other = universe_new ();
  g_autoptr(DtUniverseCorrelation) a = NULL, b = NULL;
  g_autoptr(DtPortfolio) p = NULL, q = NULL;

  for (guint i = 0; i < 4; i++)
    for (guint t = 3; t < 6; t++)
      other->close[i * 6 + t] = other->volume[i * 6 + t] = 1e6 + i * t;
  a = dt_universe_correlate (universe, all, 3, 3, 100);
  b = dt_universe_correlate (other, all, 3, 3, 100);
  g_assert_cmpmem (a->r, 9 * sizeof (double), b->r, 9 * sizeof (double));
  p = dt_universe_make_portfolio (universe, all, 3, 3, 100);
  q = dt_universe_make_portfolio (other, all, 3, 3, 100);
  g_assert_cmpmem (p->market, p->n_returns * sizeof (double), q->market,
                   q->n_returns * sizeof (double));
  g_assert_cmpfloat (dt_universe_get_turnover (universe, 0, 3, 2), ==,
                     dt_universe_get_turnover (other, 0, 3, 2));
}

/* Without SPY the market is the mean of those that have a return: 1, 2 and -1 % are 2/3 %, and in
 * the next session -1, -2, 1 and, of DDD, -1 % are -3/4 %. With it, it is SPY. */
static void
test_portfolio (void)
{
  static const guint held[] = { 1, 0 };
  g_autoptr(DtUniverse) universe = universe_new ();
  g_autoptr(DtPortfolio) without = dt_universe_make_portfolio (universe, held, 2, 3, 252);
  g_autoptr(DtPortfolio) with = NULL;

  g_assert_cmpuint (without->n_returns, ==, 2);
  g_assert_cmpstr (without->holdings[0].symbol, ==, "BBB");
  g_assert_null (without->holdings[0].sector);
  g_assert_cmpint (without->dates[0], ==, 101);
  g_assert_cmpfloat_with_epsilon (without->holdings[0].returns[0], .02, 1e-12);
  g_assert_cmpfloat_with_epsilon (without->market[0], .02 / 3., 1e-12);
  g_assert_cmpfloat_with_epsilon (without->market[1], -.03 / 4., 1e-12);
  g_assert_cmpstr (without->market_name, ==, "the mean of 4 symbols");

  for (guint t = 0; t < 6; t++)
    universe->market[t] = 200. + 2. * t;
  with = dt_universe_make_portfolio (universe, held, 2, 3, 1);
  g_assert_cmpuint (with->n_returns, ==, 1);
  g_assert_cmpstr (with->market_name, ==, "SPY");
  g_assert_cmpfloat_with_epsilon (with->market[0], 204. / 202. - 1., 1e-12);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/universe/known", test_known);
  g_test_add_func ("/universe/figures", test_figures);
  g_test_add_func ("/universe/correlation", test_correlation);
  g_test_add_func ("/universe/future", test_future);
  g_test_add_func ("/universe/portfolio", test_portfolio);

  return g_test_run ();
}
