/* bench-indicator.c - nanoseconds per bar of every indicator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "dt-indicator.h"

/* Blocks as a backtest runs them: inputs and outputs stay in the second-level cache, so that the
 * kernel is measured and not the memory. */
#define N_BARS   (1 << 15)
#define N_BLOCK  2048
#define N_ROUNDS 200

typedef struct
{
  double *columns[DT_N_INPUTS];
} Bars;

static void
make_bars (Bars *bars)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (42);
  double close = 100.;

  for (guint k = 0; k < G_N_ELEMENTS (bars->columns); k++)
    bars->columns[k] = g_new (double, N_BARS);

  for (gsize i = 0; i < N_BARS; i++)
    {
      double open = close;

      close *= exp (.002 * (g_rand_double (rand) - .5));
      bars->columns[DT_INPUT_SOURCE][i] = bars->columns[DT_INPUT_CLOSE][i] = close;
      bars->columns[DT_INPUT_OPEN][i] = open;
      bars->columns[DT_INPUT_HIGH][i] = MAX (open, close) + .05 * g_rand_double (rand);
      bars->columns[DT_INPUT_LOW][i] = MIN (open, close) - .05 * g_rand_double (rand);
      bars->columns[DT_INPUT_VOLUME][i] = g_rand_int_range (rand, 1, 10000);
      bars->columns[DT_INPUT_SESSION_START][i] = i % 390 == 0;
      bars->columns[DT_INPUT_OTHER][i] = 10. * open + g_rand_double (rand);
    }
}

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

/* Nanoseconds per bar; the least of many short rounds, as other work on the machine is not ours. */
static double
time_copy (const Bars        *bars,
           const DtIndicator *indicator)
{
  g_autofree double *target = g_new (double, N_BLOCK);
  double best = INFINITY;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      double start = now ();

      for (gsize i = 0; i < N_BARS; i += N_BLOCK)
        for (guint k = 0; k < indicator->n_inputs; k++)
          {
            memcpy (target, bars->columns[indicator->inputs[k]] + i, N_BLOCK * sizeof *target);
            __asm__ volatile ("" : : "r" (target) : "memory");
          }
      best = MIN (best, now () - start);
    }

  return best / N_BARS;
}

static double
time_run (const Bars        *bars,
          const DtIndicator *indicator,
          const double      *parameters)
{
  g_autofree guint64 *state = g_malloc (indicator->state_size (parameters));
  double *outputs[DT_INDICATOR_MAX_OUTPUTS];
  double best = INFINITY;

  for (guint k = 0; k < indicator->n_outputs; k++)
    outputs[k] = g_new (double, N_BLOCK);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      double start = now ();

      indicator->init (state, parameters);
      for (gsize i = 0; i < N_BARS; i += N_BLOCK)
        {
          const double *inputs[DT_INDICATOR_MAX_INPUTS];

          for (guint k = 0; k < indicator->n_inputs; k++)
            inputs[k] = bars->columns[indicator->inputs[k]] + i;
          indicator->run (state, inputs, N_BLOCK, outputs);
        }
      best = MIN (best, now () - start);
    }

  for (guint k = 0; k < indicator->n_outputs; k++)
    g_free (outputs[k]);

  return best / N_BARS;
}

static double
time_steps (const Bars        *bars,
            const DtIndicator *indicator,
            const double      *parameters)
{
  g_autofree guint64 *state = g_malloc (indicator->state_size (parameters));
  double best = INFINITY;
  double sum = 0.;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      double start = now ();

      indicator->init (state, parameters);
      for (gsize i = 0; i < N_BARS; i++)
        {
          double inputs[DT_INDICATOR_MAX_INPUTS], outputs[DT_INDICATOR_MAX_OUTPUTS];

          for (guint k = 0; k < indicator->n_inputs; k++)
            inputs[k] = bars->columns[indicator->inputs[k]][i];
          indicator->step (state, inputs, outputs);
          sum += outputs[0];
        }
      best = MIN (best, now () - start);
      __asm__ volatile ("" : : "g" (&sum) : "memory");
    }

  return best / N_BARS;
}

static void
free_bars (Bars *bars)
{
  for (guint k = 0; k < G_N_ELEMENTS (bars->columns); k++)
    g_free (bars->columns[k]);
}

/* All, or those that are named on the command line. */
static gboolean
is_wanted (const DtIndicator *indicator,
           int                argc,
           char              *argv[])
{
  gboolean wanted = argc < 2;

  for (int i = 1; i < argc; i++)
    wanted |= g_str_equal (argv[i], indicator->id);

  return wanted;
}

int
main (int   argc,
      char *argv[])
{
  const DtIndicator *const *table;
  Bars bars;
  guint n;

  make_bars (&bars);
  g_print ("%-12s %12s %12s %12s %14s\n", "indicator", "run ns/bar", "step ns/bar", "copy ns/bar",
           "run / copy");

  table = dt_indicator_list (&n);
  for (guint i = 0; i < n; i++)
    {
      double parameters[DT_INDICATOR_MAX_PARAMETERS], copy, run, step;
      g_autoptr(GError) error = NULL;

      if (!is_wanted (table[i], argc, argv))
        continue;
      if (!dt_indicator_check (table[i], NULL, 0, parameters, &error))
        g_error ("%s", error->message);

      copy = time_copy (&bars, table[i]);
      run = time_run (&bars, table[i], parameters);
      step = time_steps (&bars, table[i], parameters);
      g_print ("%-12s %12.2f %12.2f %12.2f %14.1f\n", table[i]->id, run, step, copy, run / copy);
    }

  free_bars (&bars);
  return 0;
}
