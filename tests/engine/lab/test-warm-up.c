/* test-warm-up.c - drift against averages worked out beside it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-warm-up.h"

#include "lab-fixture.h"

static DtWarmUp *
study (DtTapeSet  *tape,
       const char *entry)
{
  g_autoptr(DtRunSpec) spec = make_spec ();
  g_autoptr(DtRunPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  DtWarmUp *study;

  g_free (spec->strategy_texts[0]);
  spec->strategy_texts[0] = g_strdup_printf ("[strategy]\nname = Test\n[long]\nentry = %s\n"
                                             "[orders]\nentry = market\n"
                                             "[size]\nsize = fraction 0.5\n", entry);
  plan = dt_run_plan_new (spec, &error);
  g_assert_no_error (error);
  study = dt_warm_up_run (plan, tape, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return study;
}

static const DtWarmUpRow *
find_row (const DtWarmUp *study,
          const char     *indicator)
{
  for (guint i = 0; i < study->rows->len; i++)
    {
      const DtWarmUpRow *row = &g_array_index (study->rows, DtWarmUpRow, i);

      if (g_str_equal (row->indicator, indicator))
        return row;
    }

  g_assert_not_reached ();
}

/* Mean of the first n closes from @first on, then a step of 2 / (n + 1) towards each close. */
static double
find_ema (const DtBarSeries *series,
          gsize              first,
          guint              n)
{
  double value = 0.;

  for (gsize i = first; i < first + n; i++)
    value += series->close[i] / n;
  for (gsize i = first + n; i < series->n_bars; i++)
    value += 2. / (n + 1.) * (series->close[i] - value);

  return value;
}

/* The rule has all its values after 19 bars; k times 19 and the last one are 20, 30 (28.5 and one,
 * rounded up), 39, 58 and 96 bars. The average then is the one of just these bars; the plain mean
 * of 20 forgets all else and never drifts. */
static void
test_ema (void)
{
  static const gsize n_bars[DT_WARM_UP_N_LENGTHS] = { 20, 30, 39, 58, 96 };
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtWarmUp) drift = study (tape, "ema(20) > sma(20) and close > ema(5)");
  const DtBarSeries *series = tape->lanes[0].series;
  const DtWarmUpRow *ema = find_row (drift, "ema(20)"), *sma = find_row (drift, "sma(20)");
  const DtWarmUpRow *fast = find_row (drift, "ema(5)");
  double all = find_ema (series, 0, 20);

  g_assert_cmpuint (drift->rows->len, ==, 3);
  g_assert_cmpuint (drift->warmups[0], ==, 19);
  g_assert_cmpstr (ema->symbol, ==, "WALK");
  g_assert_cmpfloat_with_epsilon (ema->value, all, 1e-9);
  for (guint k = 0; k < DT_WARM_UP_N_LENGTHS; k++)
    {
      double little = find_ema (series, N_BARS - n_bars[k], 20);

      g_assert_cmpuint (dt_warm_up_count_bars (19, k), ==, n_bars[k]);
      g_assert_cmpfloat_with_epsilon (ema->values[k], little, 1e-9);
      g_assert_cmpfloat_with_epsilon (ema->drifts[k], fabs (little / all - 1.), 1e-12);
      g_assert_cmpfloat (sma->drifts[k], <, 1e-12);
      g_assert_cmpfloat_with_epsilon (fast->values[k], find_ema (series, N_BARS - n_bars[k], 5),
                                      1e-9);
    }
  g_assert_cmpfloat (ema->drifts[0], >, 0.);
  /* 76 steps of 19 / 21 leave 0.0005 of what the seed was off by */
  g_assert_cmpfloat (ema->drifts[4], <, 0.0005);
}

/* 1.5 times 400 bars and one are more than the 600 there are: no answer, not a good one. */
static void
test_short_history (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtWarmUp) drift = study (tape, "close > ema(401)");
  const DtWarmUpRow *row = find_row (drift, "ema(401)");

  g_assert_cmpuint (drift->warmups[0], ==, 400);
  g_assert_false (isnan (row->drifts[0]));
  for (guint k = 1; k < DT_WARM_UP_N_LENGTHS; k++)
    g_assert_true (isnan (row->drifts[k]) && isnan (row->values[k]));
}

static void
expect_error (const char   *entry,
              GCancellable *cancellable,
              GQuark        domain,
              int           code)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtRunSpec) spec = make_spec ();
  g_autoptr(DtRunPlan) plan = NULL;
  g_autoptr(GError) error = NULL;

  g_free (spec->strategy_texts[0]);
  spec->strategy_texts[0] = g_strdup_printf ("[strategy]\nname = Test\n[long]\nentry = %s\n"
                                             "[orders]\nentry = market\n"
                                             "[size]\nsize = fraction 0.5\n", entry);
  plan = dt_run_plan_new (spec, &error);
  g_assert_no_error (error);
  g_assert_null (dt_warm_up_run (plan, tape, NULL, NULL, cancellable, &error));
  g_assert_error (error, domain, code);
}

static void
test_refusals (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  expect_error ("close > open", NULL, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST);
  g_cancellable_cancel (cancellable);
  expect_error ("close > ema(5)", cancellable, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lab/warm-up/ema", test_ema);
  g_test_add_func ("/lab/warm-up/short-history", test_short_history);
  g_test_add_func ("/lab/warm-up/refusals", test_refusals);

  return g_test_run ();
}
