/* bench-rule.c - bars per second of the shipped strategies' rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <time.h>

#include "dt-rule-instance.h"
#include "dt-strategy-file.h"

#define N_BARS   (1 << 14)
#define N_ROUNDS 60

/* How the rules are followed: bar by bar, prepared in blocks, and prepared with a look for the
 * next bar on which an entry speaks. */
typedef enum
{
  STEPPED,
  PREPARED,
  SKIPPED,
} Mode;

static const char *const mode_names[] = { "stepped", "prepared", "skipped" };
static volatile double sink;

static DtBarSeries *
make_bars (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (42);
  DtBarSeries *bars = dt_bar_series_new ("X", DT_TIMEFRAME_MINUTE, N_BARS);
  double close = 100.;

  for (gsize i = 0; i < N_BARS; i++)
    {
      DtBar bar = { .time = i * DT_MINUTE, .open = close };

      close *= 1. + .002 * (g_rand_double (rand) - .5);
      bar.close = close;
      bar.high = MAX (bar.open, close) + .05 * g_rand_double (rand);
      bar.low = MIN (bar.open, close) - .05 * g_rand_double (rand);
      bar.volume = g_rand_int_range (rand, 1, 10000);
      dt_bar_series_append (bars, &bar, bar.time + DT_MINUTE);
    }

  return bars;
}

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);

  return time.tv_sec * 1e9 + time.tv_nsec;
}

/* Bars without an entry are left out; the position here is always flat. */
static gsize
skip (DtRuleInstance *rules)
{
  gsize n, m = 0;
  const double *up = dt_rule_instance_get_column (rules, DT_OUTPUT_LONG (DT_OUTPUT_ENTRY), &n);
  const double *down = dt_rule_instance_get_column (rules, DT_OUTPUT_SHORT (DT_OUTPUT_ENTRY), &n);

  while (m + 1 < n && up[m] == 0. && down[m] == 0.)
    m++;
  if (m > 0 && dt_rule_instance_can_skip (rules))
    {
      dt_rule_instance_skip (rules, m);
      return m;
    }

  return 0;
}

static double
time_round (const DtStrategyFile *file,
            const DtBarSeries    *bars,
            Mode                  mode)
{
  g_autoptr(DtRuleInstance) rules = dt_rule_instance_new (file->program);
  double start = now (), sum = 0.;

  for (gsize i = 0; i < bars->n_bars; i++)
    {
      DtBar bar;

      if (mode != STEPPED && dt_rule_instance_get_n_prepared (rules) == 0)
        dt_rule_instance_prepare (rules, bars, i, MIN (bars->n_bars - i, 256));
      if (mode == SKIPPED)
        i += skip (rules);

      bar = dt_bar_series_get (bars, i);
      dt_rule_instance_step (rules, &bar, NULL);
      sum += dt_rule_instance_get (rules, DT_OUTPUT_LONG (DT_OUTPUT_ENTRY))
             + dt_rule_instance_get (rules, DT_OUTPUT_SHORT (DT_OUTPUT_ENTRY));
    }
  sink = sum;

  return (now () - start) / bars->n_bars;
}

static void
bench (const char        *folder,
       const char        *name,
       const DtBarSeries *bars)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtStrategyFile) file = dt_strategy_file_load (path, NULL, 0, &error);

  if (file == NULL)
    g_error ("%s", error->message);

  for (Mode mode = STEPPED; mode <= SKIPPED; mode++)
    {
      double best = G_MAXDOUBLE;

      for (guint round = 0; round < N_ROUNDS; round++)
        best = MIN (best, time_round (file, bars, mode));
      g_print ("%-28s %-9s %7.2f ns a bar  %7.1f M bars/s\n", name, mode_names[mode], best,
               1e3 / best);
    }
}

int
main (void)
{
  static const char *const names[] = { "sma-10-30.strategy", "ema-crossover.strategy",
                                       "mean-reversion.strategy", "breakout.strategy" };
  g_autofree char *folder = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data",
                                              "strategies", NULL);
  g_autoptr(DtBarSeries) bars = make_bars ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    bench (folder, names[i], bars);

  return 0;
}
