/* dt-stochastic.c - stochastic oscillator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  DtWindowRange range;
  DtWindowSum   smooth;      /* of the raw oscillator: k */
  DtWindowSum   signal;      /* of k: d */
} Windows;

typedef struct
{
  Windows windows;
  double  tails[];           /* of the three, one after the other */
} Stochastic;

static gsize
stochastic_state_size (const double *parameters)
{
  return sizeof (Stochastic) +
         (2 * (gsize) parameters[0] + (gsize) parameters[1] + (gsize) parameters[2]) *
           sizeof (double);
}

static void
stochastic_init (gpointer      state,
                 const double *parameters)
{
  Stochastic *self = state;

  dt_window_range_init (&self->windows.range, parameters[0]);
  dt_window_sum_init (&self->windows.smooth, parameters[1]);
  dt_window_sum_init (&self->windows.signal, parameters[2]);
}

/* Where the close stands between the lowest low and the highest high, in percent. Without a range
 * it says nothing for either side. */
static inline double
stochastic_raw (double highest,
                double lowest,
                double close)
{
  double range = highest - lowest;

  return range == 0. ? 50. : 100. * (close - lowest) / range;
}

/* The same for two bars at once; of each the highest high and the lowest low, its sign turned. */
static inline DtPair
stochastic_raw2 (const double *ranges,
                 DtPair        close)
{
  DtPair early = dt_pair_load (ranges), late = dt_pair_load (ranges + 2);
  DtPair highest = { early[0], late[0] }, lowest = { -early[1], -late[1] };
  DtPair range = highest - lowest;
  DtPairBits still = range == 0.;

  return (DtPair) ((DtPairBits) dt_pair_select (still, (DtPair) { 50., 50. }) |
                   (DtPairBits) dt_pair_select (~still, 100. * (close - lowest) / range));
}

/* Writes k and d. */
static inline G_ALWAYS_INLINE void
stochastic_push (Windows *windows,
                 double  *tails,
                 double   high,
                 double   low,
                 double   close,
                 double  *lines)
{
  double *smooth_tails = tails + 2 * (gsize) windows->range.period;

  lines[0] = lines[1] = NAN;
  if (G_UNLIKELY (!(dt_is_present (high) && dt_is_present (low) && dt_is_present (close))))
    return;

  dt_window_range_push (&windows->range, tails, high, low);
  if (G_UNLIKELY (!windows->range.full))
    return;

  dt_window_sum_push (&windows->smooth, smooth_tails,
                       stochastic_raw (windows->range.range[0], -windows->range.range[1], close));
  if (G_UNLIKELY (!windows->smooth.full))
    return;

  lines[0] = dt_window_sum_get_mean (&windows->smooth);
  dt_window_sum_push (&windows->signal, smooth_tails + windows->smooth.period, lines[0]);
  lines[1] = dt_window_sum_get_mean (&windows->signal);
}

static void
stochastic_step (gpointer      state,
                 const double *inputs,
                 double       *outputs)
{
  Stochastic *self = state;

  stochastic_push (&self->windows, self->tails, inputs[0], inputs[1], inputs[2], outputs);
}

/* At most a chunk of bars that are present, once every window is full. */
static void
stochastic_run_columns (Stochastic   *self,
                        const double *high,
                        const double *low,
                        const double *close,
                        gsize         n,
                        double       *k,
                        double       *d)
{
  Windows *windows = &self->windows;
  double *smooth_tails = self->tails + 2 * (gsize) windows->range.period;
  double raw[DT_INDICATOR_CHUNK], ranges[2 * DT_INDICATOR_CHUNK];
  gsize i = 0;

  dt_window_range_run (&windows->range, self->tails, high, low, n, ranges);
  for (; n - i >= 2; i += 2)
    dt_pair_store (raw + i, stochastic_raw2 (ranges + 2 * i, dt_pair_load (close + i)));
  for (; i < n; i++)
    raw[i] = stochastic_raw (ranges[2 * i], -ranges[2 * i + 1], close[i]);

  dt_window_sum_run (&windows->smooth, smooth_tails, raw, n, k);
  dt_window_sum_run (&windows->signal, smooth_tails + windows->smooth.period, k, n, d);
}

static void
stochastic_run (gpointer             state,
                const double *const *inputs,
                gsize                n,
                double *const       *outputs)
{
  Stochastic *self = state;
  double lines[2], k[DT_INDICATOR_CHUNK], d[DT_INDICATOR_CHUNK];

  for (gsize i = 0, m; i < n; i += m)
    {
      const double *high = inputs[0] + i, *low = inputs[1] + i, *close = inputs[2] + i;

      m = MIN (n - i, DT_INDICATOR_CHUNK);
      if (self->windows.signal.full && dt_are_present (high, m) && dt_are_present (low, m) &&
          dt_are_present (close, m))
        {
          stochastic_run_columns (self, high, low, close, m, dt_output_at (outputs[0], i, k),
                                  dt_output_at (outputs[1], i, d));
          continue;
        }

      for (gsize j = 0; j < m; j++)
        {
          stochastic_push (&self->windows, self->tails, high[j], low[j], close[j], lines);
          k[j] = lines[0];
          d[j] = lines[1];
        }

      dt_put_all (outputs[0], i, k, m);
      dt_put_all (outputs[1], i, d, m);
    }
}

static guint
stochastic_warmup (const double *parameters)
{
  return parameters[0] + parameters[1] + parameters[2] - 3;
}

const DtIndicator dt_indicator_stochastic = {
  .id = "stochastic",
  .title = "Stochastic Oscillator",
  .category = "momentum",
  .summary = "Where the close stands in the range of the last bars, 0 to 100.",
  .source = "Lane, Lane’s Stochastics, 1984",
  .convention = "Slow: k is the simple mean of the raw values over smooth bars, d that of k over "
                "signal bars; the current bar is included; 50 where there is no range.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 3,
  .parameters = {
    DT_PERIOD_PARAMETER (14),
    { "smooth", 3, 1, DT_INDICATOR_MAX_PERIOD, TRUE },
    { "signal", 3, 1, DT_INDICATOR_MAX_PERIOD, TRUE },
  },
  .n_outputs = 2,
  .outputs = {
    { "k", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
    { "d", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
  },
  .n_levels = 2,
  .levels = { 20, 80 },
  .state_size = stochastic_state_size,
  .init = stochastic_init,
  .step = stochastic_step,
  .run = stochastic_run,
  .warmup = stochastic_warmup,
};
