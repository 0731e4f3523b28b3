/* dt-kvo.c - Klinger volume oscillator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

typedef struct
{
  guint64    n_bars;       /* up to 2 */
  double     price;        /* high + low + close of the prior bar */
  double     trend;        /* 1 or -1 */
  double     range;        /* of the prior bar */
  double     sum;          /* of the ranges since the trend began */
  double     force;
  DtSmoother fast;
  DtSmoother slow;
  DtSmoother signal;
} Kvo;

DT_DEFINE_STATE_SIZE (kvo, Kvo)

static void
kvo_init (gpointer      state,
          const double *parameters)
{
  Kvo *self = state;

  *self = (Kvo) { 0 };
  dt_smoother_init_ema (&self->fast, parameters[0], 0);
  dt_smoother_init_ema (&self->slow, parameters[1], 0);
  dt_smoother_init_ema (&self->signal, parameters[2], 0);
  dt_smoother_set_seed (&self->fast, parameters[3]);
  dt_smoother_set_seed (&self->slow, parameters[3]);
  dt_smoother_set_seed (&self->signal, parameters[3]);
}

static inline double
kvo_force (Kvo    *self,
           double  range,
           double  volume)
{
  if (range == self->sum || volume == 0.)
    return 0.;
  if (range == 0.)
    return 200. * volume * self->trend;
  if (self->sum != 0.)
    return 100. * volume * self->trend * fabs (2. * dt_ratio (range, self->sum, 1.) - 2.);

  return self->force;
}

static inline void
kvo_push (Kvo          *self,
          const double *in,
          double       *out)
{
  double price = in[0] + in[1] + in[2], range = in[0] - in[1], last = self->trend, distance;
  double trend = price > self->price ? 1. : -1., prior_range = self->range;

  self->price = price;
  self->range = range;
  if (self->n_bars < 2)
    {
      self->trend = self->n_bars == 0 ? 0. : trend;
      self->n_bars++;
      return;
    }

  self->trend = trend;
  self->sum = trend == last ? self->sum + range : prior_range + range;
  self->force = kvo_force (self, range, in[3]);
  distance = dt_smoother_push (&self->fast, self->force);
  distance -= dt_smoother_push (&self->slow, self->force);
  if (isnan (distance))
    return;

  out[0] = distance;
  out[1] = dt_smoother_push (&self->signal, distance);
}

DT_DEFINE_KERNELS (kvo, Kvo, 4, 2)

static guint
kvo_warmup (const double *parameters)
{
  return 2 + dt_smoother_delay (MAX (parameters[0], parameters[1]), parameters[3]) +
         dt_smoother_delay (parameters[2], parameters[3]);
}

const DtIndicator dt_indicator_kvo = {
  .id = "kvo",
  .title = "Klinger Volume Oscillator",
  .category = "volume",
  .summary = "The distance of a fast from a slow average of a volume that knows the trend.",
  .source = "Klinger, Identifying Trends with Volume Analysis, Stocks & Commodities, 1997",
  .convention = "Volume force is 100 volume trend |2 (range / sum - 1)|, sum the ranges since the "
                "trend of high + low + close began; it begins on the third bar.",
  .n_inputs = 4,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE, DT_INPUT_VOLUME },
  .n_parameters = 4,
  .parameters = {
    DT_COUNT_PARAMETER ("fast", 34),
    DT_COUNT_PARAMETER ("slow", 55),
    DT_COUNT_PARAMETER ("signal", 13),
    DT_SEED_PARAMETER,
  },
  .n_outputs = 2,
  .outputs = {
    { "kvo", DT_DRAW_LINE, DT_UNIT_VOLUME },
    { "signal", DT_DRAW_LINE, DT_UNIT_VOLUME },
  },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (kvo),
};
