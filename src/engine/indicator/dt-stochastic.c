/* dt-stochastic.c - stochastic oscillator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-vector.h"

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
 * it says nothing for either side. What is added takes the sign from a distance that is zero. */
static inline double
stochastic_raw (double highest,
                double lowest,
                double close)
{
  double range = highest - lowest, place = 100. * ((close - lowest) + 0.) / range;

  if (range == 0.)
    return 50.;

  /* Nowhere else, where bars do not contradict themselves */
  return place > 0. ? MIN (place, 100.) : 0.;
}

/* Of @n bars, a multiple of four. */
static inline G_ALWAYS_INLINE void
run_raw_inline (const double *highest,
                const double *lowest,
                const double *close,
                gsize         n,
                double       *raw,
                gboolean      wide)
{
  const DtQuad middle = { 50., 50., 50., 50. }, top = { 100., 100., 100., 100. };

  for (gsize i = 0; i < n; i += 4)
    {
      DtQuad low = DT_QUAD_AT (lowest + i), range = DT_QUAD_AT (highest + i) - low;
      DtQuad place = 100. * ((DT_QUAD_AT (close + i) - low) + 0.) / range;
      DtQuadBits still = range == 0., below;

      place = (DtQuad) ((place > 0.) & (DtQuadBits) place);
      below = place < 100.;
      dt_quad_select (&below, &place, &top, &place);
      dt_quad_select (&still, &middle, &place, &place);
      DT_QUAD_AT (raw + i) = place;
    }
}

DT_DEFINE_WIDE (static, run_raw,
                (const double *highest, const double *lowest, const double *close, gsize n,
                 double *raw),
                highest, lowest, close, n, raw)

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

/* At most a chunk of bars that are present, behind @n_before such ones; every window is full. */
static void
stochastic_run_columns (Stochastic   *self,
                        const double *high,
                        const double *low,
                        const double *close,
                        gsize         n_before,
                        gsize         n,
                        double       *k,
                        double       *d)
{
  Windows *windows = &self->windows;
  double *smooth_tails = self->tails + 2 * (gsize) windows->range.period;
  double raw[DT_INDICATOR_CHUNK], highest[DT_INDICATOR_CHUNK], lowest[DT_INDICATOR_CHUNK];
  gsize whole = n & ~(gsize) 3;

  dt_window_range_run (&windows->range, self->tails, high, low, n_before, n, highest, lowest);
  run_raw (highest, lowest, close, whole, raw);
  for (gsize i = whole; i < n; i++)
    raw[i] = stochastic_raw (highest[i], lowest[i], close[i]);

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
  double k[DT_INDICATOR_CHUNK], d[DT_INDICATOR_CHUNK];

  for (gsize i = 0, m, n_before = 0; i < n; i += m)
    {
      const double *bars[] = { inputs[0] + i, inputs[1] + i, inputs[2] + i };
      double *lines[] = { dt_output_at (outputs[0], i, k), dt_output_at (outputs[1], i, d) };
      gboolean present = TRUE;

      m = MIN (n - i, n_before < DT_WINDOW_RANGE_BEFORE ? DT_WINDOW_RANGE_BEFORE
                                                        : DT_INDICATOR_CHUNK);
      for (guint j = 0; j < 3 && present; j++)
        present = dt_are_present (bars[j], m);

      if (present && self->windows.signal.full)
        stochastic_run_columns (self, bars[0], bars[1], bars[2], n_before, m, lines[0], lines[1]);
      else
        dt_step_bars (stochastic_step, state, bars, 3, m, lines, 2);
      n_before = present ? n_before + m : 0;
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
