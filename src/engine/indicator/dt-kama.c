/* dt-kama.c - Kaufman's adaptive moving average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"
#include "dt-total.h"

typedef struct
{
  DtPast  ring;         /* the last values, one more than the period */
  DtTotal path;         /* of the distances from value to value */
  double  slow;         /* weights */
  double  fast;
  double  prior;        /* missing before the first value */
  double  average;
  double  values[];     /* of the ring, then the path's tails */
} Kama;

static gsize
kama_state_size (const double *parameters)
{
  return sizeof (Kama) +
         (dt_past_length (parameters[0] + 1.) + (gsize) parameters[0]) * sizeof (double);
}

static void
kama_init (gpointer      state,
           const double *parameters)
{
  Kama *self = state;
  guint period = parameters[0];

  dt_past_init (&self->ring, period + 1);
  dt_total_init (&self->path, period);
  self->fast = 2. / (parameters[1] + 1.);
  self->slow = 2. / (parameters[2] + 1.);
  self->prior = self->average = NAN;
}

static inline void
kama_push (Kama         *self,
           const double *in,
           double       *out)
{
  double value = in[0], prior = self->prior, efficiency, weight;
  const double *window = dt_past_push (&self->ring, self->values, value);

  self->prior = value;
  if (isnan (prior))
    return;

  dt_total_push (&self->path, self->values + dt_past_length (self->ring.n),
                 fabs (value - prior));
  if (window == NULL)
    return;

  if (isnan (self->average))
    self->average = prior;
  efficiency = dt_ratio (fabs (value - window[0]), self->path.total, 1.);
  weight = MIN (efficiency, 1.) * (self->fast - self->slow) + self->slow;
  self->average += weight * weight * (value - self->average);
  out[0] = self->average;
}

DT_DEFINE_KERNELS (kama, Kama, 1, 1)

static guint
kama_warmup (const double *parameters)
{
  return parameters[0];
}

const DtIndicator dt_indicator_kama = {
  .id = "kama",
  .title = "Kaufman’s Adaptive Moving Average",
  .category = "trend",
  .summary = "An exponential average that is fast where the price goes straight and slow where it "
             "wanders.",
  .source = "Kaufman, Smarter Trading, 1995",
  .convention = "Begins with the value before the first bar that has one, as TA-Lib does. A price "
                "that stands still counts as going straight.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 3,
  .parameters = {
    DT_PERIOD_PARAMETER (10),
    DT_COUNT_PARAMETER ("fast", 2),
    DT_COUNT_PARAMETER ("slow", 30),
  },
  .n_outputs = 1,
  .outputs = { { "kama", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  DT_KERNELS (kama),
};
