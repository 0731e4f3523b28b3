/* test-windows.c - rolling values against the definition, on a long and wild series
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-indicator.h"

#define N_VALUES (10 * 1000 * 1000)
#define N_BLOCK  (1000 * 1000)
#define MAX_PERIOD 200
#define EVERY    1009          /* a prime: every place in a block is looked at */
#define TOLERANCE 1e-9

/* Magnitudes from 1e-8 to 1e15 that stay for a while, then jump. */
static void
make_values (GRand  *rand,
             double *values)
{
  double scale = 1.;

  for (gsize i = 0; i < N_VALUES; i++)
    {
      if (g_rand_int_range (rand, 0, 50) == 0)
        scale = pow (10., g_rand_double_range (rand, -8., 15.));
      values[i] = scale * g_rand_double_range (rand, .5, 1.5);
    }
}

typedef double (*Definition) (const double *window,
                              guint         period);

static double
define_sum (const double *window,
            guint         period)
{
  long double sum = 0.;

  for (guint i = 0; i < period; i++)
    sum += window[i];

  return sum;
}

static double
define_mean (const double *window,
             guint         period)
{
  return define_sum (window, period) / period;
}

static double
define_weighted (const double *window,
                 guint         period)
{
  long double sum = 0., weights = 0.;

  for (guint i = 0; i < period; i++)
    {
      sum += (i + 1.L) * window[i];
      weights += i + 1.L;
    }

  return sum / weights;
}

static double
define_deviation (const double *window,
                  guint         period)
{
  long double mean = 0., squares = 0.;

  for (guint i = 0; i < period; i++)
    mean += (long double) window[i] / period;
  for (guint i = 0; i < period; i++)
    squares += (window[i] - mean) * (window[i] - mean);

  return sqrtl (squares / period);
}

static double
define_highest (const double *window,
                guint         period)
{
  double highest = window[0];

  for (guint i = 1; i < period; i++)
    highest = MAX (highest, window[i]);

  return highest;
}

static double
define_lowest (const double *window,
               guint         period)
{
  double lowest = window[0];

  for (guint i = 1; i < period; i++)
    lowest = MIN (lowest, window[i]);

  return lowest;
}

static const struct
{
  const char *id;
  Definition  define;
} cases[] = {
  { "sma", define_mean },
  { "sum", define_sum },
  { "wma", define_weighted },
  { "stddev", define_deviation },
  { "highest", define_highest },
  { "lowest", define_lowest },
};

static void
check_case (const double *values,
            const char   *id,
            double        period,
            Definition    define,
            double       *outputs)
{
  const DtIndicator *indicator = dt_indicator_find (id);
  double parameters[DT_INDICATOR_MAX_PARAMETERS];
  g_autofree guint64 *state = NULL;

  g_assert_true (dt_indicator_check (indicator, &period, 1, parameters, NULL));
  state = g_malloc (indicator->state_size (parameters));
  indicator->init (state, parameters);
  for (gsize first = 0; first < N_VALUES; first += N_BLOCK)
    {
      const double *inputs = values + first;
      double *into = outputs;

      indicator->run (state, &inputs, N_BLOCK, &into);
      for (gsize i = first == 0 ? MAX_PERIOD : 0; i < N_BLOCK; i += EVERY)
        {
          double expected = define (inputs + i + 1 - (gsize) period, period);

          if (!(fabs (outputs[i] - expected) <= TOLERANCE * fabs (expected)))
            g_error ("%s (%g), value %" G_GSIZE_FORMAT ": %.17g, by definition %.17g",
                     id, period, first + i, outputs[i], expected);
        }
    }
}

static void
test_wild (void)
{
  static const double periods[] = { 3, 20, MAX_PERIOD };
  g_autoptr(GRand) rand = g_rand_new_with_seed (1987);
  g_autofree double *values = g_new (double, N_VALUES);
  g_autofree double *outputs = g_new (double, N_BLOCK);

  make_values (rand, values);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint k = 0; k < G_N_ELEMENTS (periods); k++)
      check_case (values, cases[i].id, periods[k], cases[i].define, outputs);
}

/* A price that stands still must not make averages of it wander around each other. */
static void
test_flat (void)
{
  static const char *const ids[] = { "sma", "wma", "ema", "highest", "lowest", "bollinger" };
  const double price = 212.8, period = 10;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const DtIndicator *indicator = dt_indicator_find (ids[i]);
      double parameters[DT_INDICATOR_MAX_PARAMETERS], outputs[DT_INDICATOR_MAX_OUTPUTS];
      g_autofree guint64 *state = NULL;
      g_autoptr(GError) error = NULL;

      dt_indicator_check (indicator, &period, 1, parameters, &error);
      g_assert_no_error (error);
      state = g_malloc (indicator->state_size (parameters));
      indicator->init (state, parameters);
      for (guint n = 0; n < 100; n++)
        {
          indicator->step (state, &price, outputs);
          for (guint k = 0; k < indicator->n_outputs; k++)
            g_assert_true (n < 9 ? isnan (outputs[k]) : outputs[k] == price);
        }
    }
}

/* Nothing moves: neither side has anything to say, and no number is divided by zero. */
static void
test_flat_oscillators (void)
{
  static const struct
  {
    const char *id;
    double      expected;
  } flat[] = { { "rsi", 50. }, { "stochastic", 50. }, { "adx", 0. }, { "roc", 0. },
               { "mom", 0. }, { "macd", 0. }, { "stddev", 0. }, { "atr", 0. }, { "obv", 0. } };

  for (guint i = 0; i < G_N_ELEMENTS (flat); i++)
    {
      const DtIndicator *indicator = dt_indicator_find (flat[i].id);
      double parameters[DT_INDICATOR_MAX_PARAMETERS], outputs[DT_INDICATOR_MAX_OUTPUTS];
      double inputs[DT_INDICATOR_MAX_INPUTS];
      g_autofree guint64 *state = NULL;
      g_autoptr(GError) error = NULL;

      dt_indicator_check (indicator, NULL, 0, parameters, &error);
      g_assert_no_error (error);
      state = g_malloc (indicator->state_size (parameters));
      indicator->init (state, parameters);
      for (guint k = 0; k < indicator->n_inputs; k++)
        inputs[k] = 41.7;
      for (guint n = 0; n < 100; n++)
        indicator->step (state, inputs, outputs);
      g_assert_cmpfloat (outputs[0], ==, flat[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/indicator/windows/wild", test_wild);
  g_test_add_func ("/indicator/windows/flat", test_flat);
  g_test_add_func ("/indicator/windows/flat-oscillators", test_flat_oscillators);

  return g_test_run ();
}
