/* dt-fisher.c - Fisher transform
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  DtWindowHighest highs;
  DtWindowHighest lows;      /* with the sign turned */
  gboolean        begun;
  double          place;     /* smoothed, -1 to 1 */
  double          fisher;
  double          tails[];   /* of both */
} Fisher;

static gsize
fisher_state_size (const double *parameters)
{
  return sizeof (Fisher) + 2 * (gsize) parameters[0] * sizeof (double);
}

static void
fisher_init (gpointer      state,
             const double *parameters)
{
  Fisher *self = state;

  dt_window_highest_init (&self->highs, parameters[0]);
  dt_window_highest_init (&self->lows, parameters[0]);
  self->begun = FALSE;
  self->place = self->fisher = 0.;
}

/* Of all values while there are fewer than the period. */
static inline double
fisher_extreme (DtWindowHighest *window,
                double          *tails,
                double           value)
{
  dt_window_highest_push (window, tails, value);
  return window->full ? window->highest : window->head;
}

static inline void
fisher_push (Fisher       *self,
             const double *in,
             double       *out)
{
  double highest = fisher_extreme (&self->highs, self->tails, in[0]);
  double lowest = -fisher_extreme (&self->lows, self->tails + self->highs.period, -in[0]);
  double prior = self->fisher, raw = dt_ratio (in[0] - lowest, highest - lowest, NAN);

  self->place = isnan (raw) ? 0. : .33 * 2. * (raw - .5) + .67 * self->place;
  if (self->place > .99)
    self->place = .999;
  if (self->place < -.99)
    self->place = -.999;

  self->fisher = self->begun ? .5 * log ((1. + self->place) / (1. - self->place)) + .5 * prior : 0.;
  out[0] = self->fisher;
  out[1] = prior;
  self->begun = TRUE;
}

DT_DEFINE_KERNELS (fisher, Fisher, 1, 2)

static guint
fisher_warmup (const double *parameters)
{
  return 0;
}

const DtIndicator dt_indicator_fisher = {
  .id = "fisher",
  .title = "Fisher Transform",
  .category = "momentum",
  .summary = "Where the price stands in its range, bent so that turning points stand out sharply.",
  .source = "Ehlers, Using the Fisher Transform, Stocks & Commodities, 2002",
  .convention = "Begins at 0 with the first bar, ranges of fewer bars before the period is full; "
                "trigger is the value of the bar before. Ehlers takes the middle of the bar: "
                "source = hl2.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (10) },
  .n_outputs = 2,
  .outputs = { { "fisher", DT_DRAW_LINE }, { "trigger", DT_DRAW_LINE } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (fisher),
};
