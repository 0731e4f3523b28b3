/* test-regime.c - the measured regime on series whose statistics are worked out by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-regime-measured.h"

#define DAY(i) ((DtTime) (i) * DT_DAY)

static void
push (DtRegimeSource *source,
      guint           day,
      double          close)
{
  DtBar bar = { DAY (day), close, close, close, close, 1. };

  source->klass->push_market (source, &bar, DAY (day));
}

static void
push_member (DtRegimeSource *source,
             guint           member,
             guint           day,
             double          close)
{
  DtBar bar = { DAY (day), close, close, close, close, 1. };

  source->klass->push_member (source, member, &bar, DAY (day));
}

static double
input (const DtRegimeReading *reading,
       const char            *name)
{
  for (guint i = 0; i < reading->n_inputs; i++)
    if (g_str_equal (reading->inputs[i].name, name))
      return reading->inputs[i].value;

  g_error ("There is no input %s", name);
}

static DtRegimeRules
small_rules (void)
{
  DtRegimeRules rules;

  dt_regime_rules_init (&rules);
  rules.trend_length = 4.;
  rules.volatility_length = 2.;
  rules.volatility_history = 4.;
  rules.breadth = FALSE;

  return rules;
}

/* The thresholds of the trend are those of a random walk: |move| / way is about
 * |Z| sqrt (pi / (2 n)), with |Z| below 0.6745 in half and below 1.2816 in four fifths of cases. */
static void
test_sources (void)
{
  DtRegimeRules rules;

  dt_regime_rules_init (&rules);
  g_assert_cmpfloat_with_epsilon (rules.trend_enter,
                                  1.2816 * sqrt (G_PI / (2. * rules.trend_length)), .005);
  g_assert_cmpfloat_with_epsilon (rules.trend_leave,
                                  .6745 * sqrt (G_PI / (2. * rules.trend_length)), .005);
  g_assert_null (dt_regime_rules_check (&rules));
}

/* Efficiency of 100, 102, 101, 104, 103: moved 3, travelled 2 + 1 + 3 + 1. The deviation of two
 * values is their distance by the root of two. */
static void
test_inputs (void)
{
  static const double closes[] = { 100., 102., 101., 104., 103. };
  DtRegimeRules rules = small_rules ();
  g_autoptr(DtRegimeSource) source = dt_regime_measured_new (&rules, 0, FALSE);
  DtRegimeReading reading;

  for (guint i = 0; i < 5; i++)
    {
      push (source, i, closes[i]);
      source->klass->read (source, DAY (i), &reading);
    }

  g_assert_cmpfloat_with_epsilon (input (&reading, "efficiency"), 3. / 7., 1e-15);
  g_assert_cmpfloat (input (&reading, "direction"), ==, 1.);
  g_assert_cmpfloat_with_epsilon (input (&reading, "volatility"),
                                  (log (104. / 101.) - log (103. / 104.)) / G_SQRT2, 1e-15);
  /* Three deviations so far, and the latest is ranked among four before it */
  g_assert_true (isnan (input (&reading, "volatility rank")));
  g_assert_cmpint (reading.regime, ==, DT_REGIME_UNKNOWN);
}

/* Closes that double and halve: log returns of +-ln 2, so that the deviation of two of them is
 * 2 ln 2 / sqrt 2 every time and the rank one half. Then eight times as high, and there it stays:
 *
 *   bar  closes of the trend       efficiency   deviation x sqrt 2 / ln 2   rank
 *    6   64 128 64 128 64            0          2                           2 of 4 (ties)
 *    7   128 64 128 64 512          384/640     3 + 1                       4 of 4: volatile
 *    8   64 128 64 512 512          448/576     3                           3 of 4: not below 0.6
 *    9   128 64 512 512 512         384/512     0                           0 of 4
 *   10   64 512 512 512 512           1         0                           1/2 of 4
 *   11   512 512 512 512 512          0         0                           2/2 of 4: still calm */
static void
test_states (void)
{
  static const double closes[] = {
    64., 128., 64., 128., 64., 128., 64., 512., 512., 512., 512., 512.,
  };
  static const DtRegime regimes[] = {
    DT_REGIME_RANGING, DT_REGIME_VOLATILE, DT_REGIME_VOLATILE, DT_REGIME_TRENDING,
    DT_REGIME_TRENDING, DT_REGIME_CALM,
  };
  static const double ranks[] = { .5, 1., .75, 0., .125, .25 };
  static const double efficiencies[] = { 0., .6, 448. / 576., .75, 1., 0. };
  DtRegimeRules rules = small_rules ();
  g_autoptr(DtRegimeSource) source = dt_regime_measured_new (&rules, 0, FALSE);
  DtRegimeReading reading;

  for (guint i = 0; i < G_N_ELEMENTS (closes); i++)
    {
      push (source, i, closes[i]);
      source->klass->read (source, DAY (i), &reading);
      g_assert_cmpint (reading.regime, ==, i < 6 ? DT_REGIME_UNKNOWN : regimes[i - 6]);
      if (i < 6)
        continue;
      g_assert_cmpfloat (input (&reading, "volatility rank"), ==, ranks[i - 6]);
      g_assert_cmpfloat (input (&reading, "efficiency"), ==, efficiencies[i - 6]);
    }
}

/* A market that doubles with each bar: what it travels is what it moves, and its deviations are all
 * zero, rank one half. Of four members so many close higher than the bar before, which is above the
 * mean of their last two closes. */
static DtRegimeSource *
rising_new (guint *day)
{
  DtRegimeRules rules = small_rules ();
  DtRegimeSource *source;
  DtRegimeReading reading;

  rules.breadth = TRUE;
  rules.breadth_length = 2.;
  rules.breadth_least = 4.;
  source = dt_regime_measured_new (&rules, 4, FALSE);
  for (*day = 0; *day < 10; (*day)++)
    {
      push (source, *day, ldexp (1., *day));
      source->klass->read (source, DAY (*day), &reading);
      /* Without members nobody can say */
      g_assert_cmpint (reading.regime, ==, DT_REGIME_UNKNOWN);
    }

  return source;
}

static void
step_rising (DtRegimeSource  *source,
             guint           *day,
             double          *closes,
             guint            n_members,
             guint            n_higher,
             DtRegimeReading *reading)
{
  push (source, *day, ldexp (1., *day));
  for (guint m = 0; m < n_members; m++)
    push_member (source, m, *day, closes[m] += m < n_higher ? 1. : -1.);
  source->klass->read (source, DAY (*day), reading);
  (*day)++;
}

static void
test_breadth (void)
{
  static const struct
  {
    guint    n_higher;
    DtRegime regime;
  } bars[] = {
    { 2, DT_REGIME_RANGING },      /* 0.5 do not make a trend */
    { 3, DT_REGIME_TRENDING },     /* 0.75 do, from 0.6 on */
    { 2, DT_REGIME_TRENDING },     /* 0.5 keep it */
    { 1, DT_REGIME_RANGING },      /* 0.25 end it */
    { 2, DT_REGIME_RANGING },
  };
  double closes[4] = { 100., 100., 100., 100. };
  DtRegimeReading reading;
  guint day;
  g_autoptr(DtRegimeSource) source = rising_new (&day);

  /* With one close there is no mean of two; three members are too few */
  step_rising (source, &day, closes, 4, 2, &reading);
  g_assert_cmpint (reading.regime, ==, DT_REGIME_UNKNOWN);
  for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
    {
      step_rising (source, &day, closes, 4, bars[i].n_higher, &reading);
      g_assert_cmpfloat (input (&reading, "breadth"), ==, bars[i].n_higher / 4.);
      g_assert_cmpfloat (input (&reading, "efficiency"), ==, 1.);
      g_assert_cmpint (reading.regime, ==, bars[i].regime);
    }
}

/* A member that has no bars for more than five days does not count, and three are too few. */
static void
test_members_missing (void)
{
  double closes[4] = { 100., 100., 100., 100. };
  DtRegimeReading reading;
  guint day;
  g_autoptr(DtRegimeSource) source = rising_new (&day);

  step_rising (source, &day, closes, 4, 4, &reading);
  step_rising (source, &day, closes, 4, 4, &reading);
  g_assert_cmpint (reading.regime, ==, DT_REGIME_TRENDING);
  for (guint i = 0; i < 5; i++)
    {
      step_rising (source, &day, closes, 3, 3, &reading);
      g_assert_cmpint (reading.regime, ==, DT_REGIME_TRENDING);
    }
  step_rising (source, &day, closes, 3, 3, &reading);
  g_assert_true (isnan (input (&reading, "breadth")));
  g_assert_cmpint (reading.regime, ==, DT_REGIME_UNKNOWN);
}

/* A market that ends says nothing from the sixth day on, and what was on before its end is not on
 * when it comes back. */
static void
test_market_ends (void)
{
  DtRegimeRules rules = small_rules ();
  g_autoptr(DtRegimeSource) source = dt_regime_measured_new (&rules, 0, FALSE);
  DtRegimeReading reading;

  for (guint i = 0; i < 12; i++)
    {
      push (source, i, 64. * (1 + i % 2));
      source->klass->read (source, DAY (i), &reading);
    }
  g_assert_cmpint (reading.regime, ==, DT_REGIME_RANGING);
  source->klass->read (source, DAY (16), &reading);
  g_assert_cmpint (reading.regime, ==, DT_REGIME_RANGING);
  source->klass->read (source, DAY (17), &reading);
  g_assert_cmpint (reading.regime, ==, DT_REGIME_UNKNOWN);
  g_assert_true (isnan (input (&reading, "efficiency")));
}

/* The mean of two members' returns: +10 % and +20 % make 1.15, 0 and -10 % make that times 0.95. Of
 * three closes 1, 1.15 and 1.0925 the efficiency is 0.0925 / 0.2075. */
static void
test_universe (void)
{
  static const double closes[][2] = { { 100., 50. }, { 100., 50. }, { 110., 60. }, { 110., 54. } };
  DtRegimeRules rules = small_rules ();
  g_autoptr(DtRegimeSource) source = NULL;
  DtRegimeReading reading;

  rules.trend_length = 2.;
  source = dt_regime_measured_new (&rules, 2, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (closes); i++)
    {
      push_member (source, 0, i, closes[i][0]);
      push_member (source, 1, i, closes[i][1]);
      source->klass->read (source, DAY (i), &reading);
    }
  g_assert_cmpfloat_with_epsilon (input (&reading, "efficiency"), .0925 / .2075, 1e-12);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/regime/sources", test_sources);
  g_test_add_func ("/regime/inputs", test_inputs);
  g_test_add_func ("/regime/states", test_states);
  g_test_add_func ("/regime/breadth", test_breadth);
  g_test_add_func ("/regime/members-missing", test_members_missing);
  g_test_add_func ("/regime/market-ends", test_market_ends);
  g_test_add_func ("/regime/universe", test_universe);

  return g_test_run ();
}
