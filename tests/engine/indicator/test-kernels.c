/* test-kernels.c - what every indicator keeps, whatever it computes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-indicator.h"
#include "dt-vector.h"

#define N_BARS   1500
#define N_ROUNDS 60

typedef struct
{
  double columns[DT_INDICATOR_MAX_INPUTS][N_BARS];
} Bars;

/* Sessions of 78 bars; a week has five, a month twenty. */
static double
get_session_start (guint i)
{
  guint session = i / 78, begins = DT_BEGINS_SESSION;

  if (i % 78 != 0)
    return 0.;

  begins |= session % 5 == 0 ? DT_BEGINS_WEEK : 0;
  begins |= session % 20 == 0 ? DT_BEGINS_MONTH | DT_BEGINS_QUARTER | DT_BEGINS_YEAR : 0;

  return begins;
}

/* A walk with gaps, flat stretches, repeated prices and missing bars. */
static void
make_bars (const DtIndicator *indicator,
           GRand             *rand,
           double             missing,
           Bars              *bars)
{
  double close = 100., other = 20.;

  for (guint i = 0; i < N_BARS; i++)
    {
      double open = close, high, low, row[DT_N_INPUTS];

      if (g_rand_double (rand) < .8)
        close *= exp (.02 * (g_rand_double (rand) - .5));
      if (g_rand_double (rand) < .2)
        close = round (close);
      high = MAX (open, close) + .5 * g_rand_int_range (rand, 0, 3);
      low = MIN (open, close) - .5 * g_rand_int_range (rand, 0, 3);
      low = MAX (low, .01);

      row[DT_INPUT_SOURCE] = row[DT_INPUT_CLOSE] = close;
      row[DT_INPUT_OPEN] = open;
      row[DT_INPUT_HIGH] = high;
      row[DT_INPUT_LOW] = low;
      row[DT_INPUT_VOLUME] = g_rand_int_range (rand, 0, 5) * 100.;
      row[DT_INPUT_SESSION_START] = get_session_start (i);
      other *= exp (.01 * (g_rand_double (rand) - .5));
      row[DT_INPUT_OTHER] = g_rand_double (rand) < .5 ? other : close;

      for (guint k = 0; k < indicator->n_inputs; k++)
        bars->columns[k][i] = g_rand_double (rand) < missing ? NAN : row[indicator->inputs[k]];
    }
}

static void
random_parameters (const DtIndicator *indicator,
                   GRand             *rand,
                   double            *parameters)
{
  g_autoptr(GError) error = NULL;

  for (guint k = 0; k < indicator->n_parameters; k++)
    {
      const DtIndicatorParameter *p = &indicator->parameters[k];
      double wanted = g_rand_boolean (rand) ? 6. : 90.;
      double top = wanted > p->minimum ? MIN (p->maximum, wanted) : p->maximum;

      parameters[k] = p->whole ? g_rand_int_range (rand, p->minimum, top + 1)
                               : g_rand_double_range (rand, p->minimum, top);
    }

  dt_indicator_check (indicator, parameters, indicator->n_parameters, parameters, &error);
  g_assert_no_error (error);
}

static void
step_all (const DtIndicator *indicator,
          const double      *parameters,
          const Bars        *bars,
          double           (*outputs)[N_BARS])
{
  g_autofree guint64 *state = g_malloc (indicator->state_size (parameters));

  indicator->init (state, parameters);
  for (guint i = 0; i < N_BARS; i++)
    {
      double inputs[DT_INDICATOR_MAX_INPUTS], values[DT_INDICATOR_MAX_OUTPUTS];

      for (guint k = 0; k < indicator->n_inputs; k++)
        inputs[k] = bars->columns[k][i];
      indicator->step (state, inputs, values);
      for (guint k = 0; k < indicator->n_outputs; k++)
        outputs[k][i] = values[k];
    }
}

/* Runs of random length below @longest, the state moved to other memory between them as snapshots
 * do. */
static void
run_in_pieces (const DtIndicator *indicator,
               const double      *parameters,
               const Bars        *bars,
               GRand             *rand,
               guint              wanted,
               guint              longest,
               double           (*outputs)[N_BARS])
{
  gsize size = indicator->state_size (parameters);
  g_autofree guint64 *state = g_malloc (size);

  indicator->init (state, parameters);
  for (guint i = 0; i < N_BARS; )
    {
      guint n = g_rand_int_range (rand, 0, MIN (longest, N_BARS - i + 1));
      const double *in[DT_INDICATOR_MAX_INPUTS];
      double *out[DT_INDICATOR_MAX_OUTPUTS];
      guint64 *moved = g_memdup2 (state, size);

      for (guint k = 0; k < indicator->n_inputs; k++)
        in[k] = bars->columns[k] + i;
      for (guint k = 0; k < indicator->n_outputs; k++)
        out[k] = wanted & (1u << k) ? outputs[k] + i : NULL;

      g_free (state);
      state = moved;
      indicator->run (state, in, n, out);
      i += n;
    }
}

static void
assert_same_bits (const DtIndicator *indicator,
                  const char        *what,
                  const double      *parameters,
                  const double      *a,
                  const double      *b)
{
  for (guint i = 0; i < N_BARS; i++)
    if (!(isnan (a[i]) && isnan (b[i])) && memcmp (&a[i], &b[i], sizeof a[i]) != 0)
      g_error ("%s (%g, %g, %g), %s, bar %u: %.17g and %.17g", indicator->id, parameters[0],
               parameters[1], parameters[2], what, i, a[i], b[i]);
}

/* Whatever the processor is allowed to do at once. */
static void
test_run_is_steps (gconstpointer data)
{
  const DtIndicator *indicator = data;
  g_autoptr(GRand) rand = g_rand_new_with_seed (20190211);
  g_autofree Bars *bars = g_new (Bars, 1);
  double (*steps)[N_BARS] = g_malloc (sizeof (double[DT_INDICATOR_MAX_OUTPUTS][N_BARS]));
  double (*runs)[N_BARS] = g_malloc (sizeof (double[DT_INDICATOR_MAX_OUTPUTS][N_BARS]));

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      double parameters[DT_INDICATOR_MAX_PARAMETERS] = { 0 };
      guint wanted = g_rand_int_range (rand, 1, 1 << indicator->n_outputs);

      random_parameters (indicator, rand, parameters);
      make_bars (indicator, rand, round % 3 == 0 ? .05 : round % 3 == 1 ? .002 : 0., bars);
      step_all (indicator, parameters, bars, steps);
      for (DtVectorWay way = DT_VECTOR_PLAIN; way <= DT_VECTOR_DEEP; way++)
        {
          dt_vector_limit (way);
          run_in_pieces (indicator, parameters, bars, rand, wanted,
                         g_rand_boolean (rand) ? 200 : N_BARS + 1, runs);

          for (guint k = 0; k < indicator->n_outputs; k++)
            if (wanted & (1u << k))
              assert_same_bits (indicator, "run and steps", parameters, steps[k], runs[k]);
        }
    }

  g_free (steps);
  g_free (runs);
}

/* A bar with a missing input answers missing and is as if it had not been. */
static void
test_missing_is_skipped (gconstpointer data)
{
  const DtIndicator *indicator = data;
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  g_autofree Bars *bars = g_new (Bars, 1);
  double parameters[DT_INDICATOR_MAX_PARAMETERS];
  g_autofree guint64 *with = NULL;
  g_autofree guint64 *without = NULL;

  random_parameters (indicator, rand, parameters);
  make_bars (indicator, rand, 0., bars);
  with = g_malloc (indicator->state_size (parameters));
  without = g_malloc (indicator->state_size (parameters));
  indicator->init (with, parameters);
  indicator->init (without, parameters);

  for (guint i = 0; i < N_BARS; i++)
    {
      double inputs[DT_INDICATOR_MAX_INPUTS], holed[DT_INDICATOR_MAX_INPUTS];
      double a[DT_INDICATOR_MAX_OUTPUTS], b[DT_INDICATOR_MAX_OUTPUTS];
      const double holes[] = { NAN, INFINITY, -INFINITY };

      for (guint k = 0; k < indicator->n_inputs; k++)
        inputs[k] = holed[k] = bars->columns[k][i];
      holed[g_rand_int_range (rand, 0, indicator->n_inputs)] = holes[i % 3];

      indicator->step (with, holed, a);
      for (guint k = 0; k < indicator->n_outputs; k++)
        g_assert_true (isnan (a[k]));

      indicator->step (with, inputs, a);
      indicator->step (without, inputs, b);
      for (guint k = 0; k < indicator->n_outputs; k++)
        g_assert_true ((isnan (a[k]) && isnan (b[k])) || memcmp (&a[k], &b[k], sizeof a[k]) == 0);
    }
}

/* Values begin after warmup() bars, not earlier for the last output and not later for any. */
static void
test_warmup (gconstpointer data)
{
  const DtIndicator *indicator = data;
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);
  g_autofree Bars *bars = g_new (Bars, 1);
  double (*outputs)[N_BARS] = g_malloc (sizeof (double[DT_INDICATOR_MAX_OUTPUTS][N_BARS]));

  for (guint round = 0; round < 20; round++)
    {
      double parameters[DT_INDICATOR_MAX_PARAMETERS];
      guint warmup, all = 0;

      random_parameters (indicator, rand, parameters);
      make_bars (indicator, rand, 0., bars);
      for (guint k = 0; k < indicator->n_inputs; k++)
        for (guint i = 0; i < N_BARS && indicator->inputs[k] == DT_INPUT_VOLUME; i++)
          bars->columns[k][i] += 1.;
      step_all (indicator, parameters, bars, outputs);

      warmup = indicator->warmup (parameters);
      for (guint i = warmup; i < N_BARS; i++)
        for (guint k = 0; k < indicator->n_outputs; k++)
          g_assert_true (isfinite (outputs[k][i]) || indicator->outputs[k].sparse);
      for (guint k = 0; k < indicator->n_outputs && warmup > 0; k++)
        all += isfinite (outputs[k][warmup - 1]);
      g_assert_cmpuint (all, <, indicator->n_outputs);
    }

  g_free (outputs);
}

/* Prices twice as large, or volumes, or both: what an output says about itself holds to the bit,
 * because nothing is rounded when a number is doubled. And it stays within its bounds. */
static const struct
{
  int price;
  int volume;
} powers[] = {
  [DT_UNIT_NUMBER] = { 0, 0 },
  [DT_UNIT_PRICE] = { 1, 0 },
  [DT_UNIT_PRICE_SQUARED] = { 2, 0 },
  [DT_UNIT_VOLUME] = { 0, 1 },
  [DT_UNIT_MONEY] = { 1, 1 },
};

static void
scale_bars (const DtIndicator *indicator,
            const Bars        *bars,
            int                price,
            int                volume,
            Bars              *scaled)
{
  for (guint k = 0; k < indicator->n_inputs; k++)
    {
      DtIndicatorInput input = indicator->inputs[k];
      int power = input == DT_INPUT_VOLUME ? volume : input == DT_INPUT_SESSION_START ? 0 : price;

      for (guint i = 0; i < N_BARS; i++)
        scaled->columns[k][i] = ldexp (bars->columns[k][i], power);
    }
}

static void
assert_bounds (const DtIndicator *indicator,
               double           (*outputs)[N_BARS])
{
  for (guint k = 0; k < indicator->n_outputs; k++)
    {
      double lowest = indicator->outputs[k].lowest, highest = indicator->outputs[k].highest;
      double slack = 1e-9 * (highest - lowest);

      for (guint i = 0; i < N_BARS && lowest < highest; i++)
        if (outputs[k][i] < lowest - slack || outputs[k][i] > highest + slack)
          g_error ("%s.%s, bar %u: %.17g is not between %g and %g", indicator->id,
                   indicator->outputs[k].name, i, outputs[k][i], lowest, highest);
    }
}

static void
assert_scaled (const DtIndicator *indicator,
               const double      *parameters,
               guint              k,
               int                power,
               double            *plain,
               const double      *scaled)
{
  for (guint i = 0; i < N_BARS; i++)
    plain[i] = ldexp (plain[i], power);
  assert_same_bits (indicator, indicator->outputs[k].name, parameters, plain, scaled);
}

/* The period that the second series is would grow with it. */
static gboolean
is_scalable (const DtIndicator *indicator)
{
  return !g_str_equal (indicator->id, "mavp");
}

static void
test_scale (gconstpointer data)
{
  const DtIndicator *indicator = data;
  g_autoptr(GRand) rand = g_rand_new_with_seed (1729);
  g_autofree Bars *bars = g_new (Bars, 2);
  double (*plain)[N_BARS] = g_malloc (sizeof (double[DT_INDICATOR_MAX_OUTPUTS][N_BARS]));
  double (*scaled)[N_BARS] = g_malloc (sizeof (double[DT_INDICATOR_MAX_OUTPUTS][N_BARS]));

  for (guint round = 0; round < 20 && is_scalable (indicator); round++)
    {
      double parameters[DT_INDICATOR_MAX_PARAMETERS] = { 0 };
      int price = g_rand_int_range (rand, -3, 4), volume = g_rand_int_range (rand, -3, 4);

      random_parameters (indicator, rand, parameters);
      make_bars (indicator, rand, 0., &bars[0]);
      scale_bars (indicator, &bars[0], price, volume, &bars[1]);
      step_all (indicator, parameters, &bars[0], plain);
      step_all (indicator, parameters, &bars[1], scaled);
      assert_bounds (indicator, plain);

      for (guint k = 0; k < indicator->n_outputs; k++)
        {
          DtIndicatorUnit unit = indicator->outputs[k].unit;

          if (unit != DT_UNIT_MIXED)
            assert_scaled (indicator, parameters, k,
                           price * powers[unit].price + volume * powers[unit].volume, plain[k],
                           scaled[k]);
        }
    }

  g_free (plain);
  g_free (scaled);
}

#define PRICE 41.7

/* A line on the price is at the price where all prices are one; but for what keeps a distance. */
static void
assert_constant (const DtIndicator *indicator,
                 guint              k,
                 double             value)
{
  const DtIndicatorOutput *output = &indicator->outputs[k];
  gboolean overlay = output->draw != DT_DRAW_LINE && output->draw != DT_DRAW_HISTOGRAM &&
                     output->draw != DT_DRAW_OVERLAY_MARKS;

  if (overlay && fabs (value - PRICE) > 1e-9 && !g_str_equal (indicator->id, "envelope"))
    g_error ("%s.%s of %g is %.17g", indicator->id, output->name, PRICE, value);
}

/* A parabolic stop that touches the price is hit with each bar. */
static gboolean
is_restless (const DtIndicator *indicator)
{
  return g_str_has_prefix (indicator->id, "sar");
}

/* Bars that are all the same: what is there is finite and, once the beginning is forgotten, stays
 * where it is. */
static void
test_constant (gconstpointer data)
{
  const DtIndicator *indicator = data;
  double parameters[DT_INDICATOR_MAX_PARAMETERS], inputs[DT_INDICATOR_MAX_INPUTS];
  double outputs[DT_INDICATOR_MAX_OUTPUTS], last[DT_INDICATOR_MAX_OUTPUTS] = { 0 };
  g_autofree guint64 *state = NULL;
  g_autoptr(GError) error = NULL;

  dt_indicator_check (indicator, NULL, 0, parameters, &error);
  g_assert_no_error (error);
  state = g_malloc (indicator->state_size (parameters));
  indicator->init (state, parameters);

  for (guint i = 0; i < 2000; i++)
    {
      for (guint k = 0; k < indicator->n_inputs; k++)
        inputs[k] = indicator->inputs[k] == DT_INPUT_SESSION_START ? get_session_start (i)
                    : indicator->inputs[k] == DT_INPUT_VOLUME      ? 1000.
                                                                   : PRICE;
      indicator->step (state, inputs, outputs);
      for (guint k = 0; k < indicator->n_outputs; k++)
        {
          g_assert_false (isinf (outputs[k]));
          if (i < indicator->warmup (parameters) || isnan (outputs[k]))
            continue;

          assert_constant (indicator, k, outputs[k]);
          if (i > 1900 && !is_restless (indicator) && fabs (outputs[k] - last[k]) > 1e-9)
            g_error ("%s.%s moves from %.17g to %.17g though nothing does", indicator->id,
                     indicator->outputs[k].name, last[k], outputs[k]);
        }
      memcpy (last, outputs, sizeof last);
    }
}

/* Overlays are prices; bands have two sides; numbers that have words have one each. */
static void
test_metadata (gconstpointer data)
{
  const DtIndicator *indicator = data;

  g_assert_cmpuint (indicator->n_levels, <=, DT_INDICATOR_MAX_LEVELS);
  for (guint k = 0; k < indicator->n_outputs; k++)
    {
      const DtIndicatorOutput *output = &indicator->outputs[k];

      g_assert_nonnull (output->name);
      g_assert_cmpfloat (output->lowest, <=, output->highest);
      if (output->draw != DT_DRAW_LINE && output->draw != DT_DRAW_HISTOGRAM &&
          output->draw != DT_DRAW_OVERLAY_MARKS)
        g_assert_cmpint (output->unit, ==, DT_UNIT_PRICE);
      if (output->draw == DT_DRAW_OVERLAY_BAND)
        g_assert_cmpuint (k + 1, <, indicator->n_outputs);
    }

  for (guint k = 0; k < indicator->n_parameters; k++)
    {
      const DtIndicatorParameter *parameter = &indicator->parameters[k];

      if (parameter->choices == NULL)
        continue;
      g_assert_cmpfloat (parameter->minimum, ==, 0.);
      g_assert_cmpfloat (parameter->maximum + 1., ==,
                         g_strv_length ((char **) parameter->choices));
    }
}

int
main (int   argc,
      char *argv[])
{
  const DtIndicator *const *table;
  guint n;

  g_test_init (&argc, &argv, NULL);

  table = dt_indicator_list (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *run = g_strdup_printf ("/indicator/run-is-steps/%s", table[i]->id);
      g_autofree char *missing = g_strdup_printf ("/indicator/missing/%s", table[i]->id);
      g_autofree char *warmup = g_strdup_printf ("/indicator/warmup/%s", table[i]->id);
      g_autofree char *scale = g_strdup_printf ("/indicator/scale/%s", table[i]->id);
      g_autofree char *constant = g_strdup_printf ("/indicator/constant/%s", table[i]->id);
      g_autofree char *metadata = g_strdup_printf ("/indicator/metadata/%s", table[i]->id);

      g_test_add_data_func (run, table[i], test_run_is_steps);
      g_test_add_data_func (missing, table[i], test_missing_is_skipped);
      g_test_add_data_func (warmup, table[i], test_warmup);
      g_test_add_data_func (scale, table[i], test_scale);
      g_test_add_data_func (constant, table[i], test_constant);
      g_test_add_data_func (metadata, table[i], test_metadata);
    }

  return g_test_run ();
}
