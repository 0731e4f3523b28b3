/* dt-mama.c - MESA adaptive moving average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-hilbert.h"

typedef struct
{
  DtHilbert hilbert;
  double    fast;          /* limits of the weight */
  double    slow;
  gboolean  empty;         /* averages begin at zero, as TA-Lib's do */
  guint32   n_bars;
  double    phase;         /* degrees */
  double    mama;
  double    fama;
} Mama;

DT_DEFINE_STATE_SIZE (mama, Mama)

static void
mama_init (gpointer      state,
           const double *parameters)
{
  Mama *self = state;

  *self = (Mama) {
    .fast = MAX (parameters[0], parameters[1]),
    .slow = MIN (parameters[0], parameters[1]),
    .empty = parameters[2] == DT_HILBERT_TALIB,
  };
  dt_hilbert_init (&self->hilbert, self->empty ? 12 : 6);
}

/* The mean of what was seen until the discriminator runs. */
static inline void
mama_begin (Mama   *self,
            double  value)
{
  self->n_bars++;
  self->mama += (value - self->mama) / self->n_bars;
  self->fama = self->mama;
}

static inline void
mama_push (Mama         *self,
           const double *in,
           double       *out)
{
  gboolean runs = dt_hilbert_push (&self->hilbert, in[0]);
  double in_phase = self->hilbert.in_phase[0], last = self->phase, weight;

  if (!runs)
    {
      if (!self->empty)
        mama_begin (self, in[0]);
      return;
    }

  self->phase = in_phase != 0. ? atan (self->hilbert.quadrature[0] / in_phase) * (180. / G_PI) : 0.;
  weight = CLAMP (self->fast / MAX (last - self->phase, 1.), self->slow, self->fast);
  self->mama += weight * (in[0] - self->mama);
  self->fama += weight / 2. * (self->mama - self->fama);
  out[0] = self->mama;
  out[1] = self->fama;
}

DT_DEFINE_KERNELS (mama, Mama, 1, 2)

static guint
mama_warmup (const double *parameters)
{
  return parameters[2] == DT_HILBERT_FIRST ? 6 : 12;
}

static const char *const mama_choices[] = { "talib", "mean", NULL };

const DtIndicator dt_indicator_mama = {
  .id = "mama",
  .title = "MESA Adaptive Moving Average",
  .category = "trend",
  .summary = "An exponential average that is faster the slower the cycle’s phase turns, and one "
             "that follows it at half the speed.",
  .source = "Ehlers, MAMA, the Mother of Adaptive Moving Averages, Stocks & Commodities, 2001",
  .convention = "With seed = talib both averages begin at zero on the 13th bar, as TA-Lib’s do, "
                "which shows them from the 33rd on: take some hundred bars; with seed = mean they "
                "begin with the mean of the first six.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 3,
  .parameters = {
    { "fast", 0.5, 0.01, 0.99, FALSE },
    { "slow", 0.05, 0.01, 0.99, FALSE },
    { "seed", 1, 0, 1, TRUE, mama_choices },
  },
  .n_outputs = 2,
  .outputs = {
    { "mama", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "fama", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
  },
  DT_KERNELS (mama),
};
