/* dt-ichimoku.c - the equilibrium chart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"
#include "dt-window.h"

typedef struct
{
  DtWindowHighest highs;
  DtWindowHighest lows;      /* with the sign turned */
} Extremes;

typedef struct
{
  Extremes lines[3];         /* conversion, base, second span */
  DtPast   spans[2];         /* until they are due */
  double   values[];         /* tails of the six, then the rings */
} Ichimoku;

static gsize
ichimoku_state_size (const double *parameters)
{
  return sizeof (Ichimoku) +
         (2 * ((gsize) parameters[0] + (gsize) parameters[1] + (gsize) parameters[2]) +
          2 * dt_past_length (parameters[3] + 1.)) *
           sizeof (double);
}

static void
ichimoku_init (gpointer      state,
               const double *parameters)
{
  Ichimoku *self = state;

  for (guint k = 0; k < 3; k++)
    {
      dt_window_highest_init (&self->lines[k].highs, parameters[k]);
      dt_window_highest_init (&self->lines[k].lows, parameters[k]);
    }
  dt_past_init (&self->spans[0], parameters[3] + 1.);
  dt_past_init (&self->spans[1], parameters[3] + 1.);
}

static inline void
ichimoku_push (Ichimoku     *self,
               const double *in,
               double       *out)
{
  double *tails = self->values, lines[3], ahead[2];

  for (guint k = 0; k < 3; k++)
    {
      Extremes *extremes = &self->lines[k];
      guint period = extremes->highs.period;

      dt_window_highest_push (&extremes->highs, tails, in[0]);
      dt_window_highest_push (&extremes->lows, tails + period, -in[1]);
      lines[k] = (extremes->highs.highest - extremes->lows.highest) / 2.;
      tails += 2 * period;
    }

  out[0] = lines[0];
  out[1] = lines[1];
  ahead[0] = (lines[0] + lines[1]) / 2.;
  ahead[1] = lines[2];
  for (guint k = 0; k < 2; k++)
    {
      /* A ring holds missing values as well as any. */
      const double *window = dt_past_push (&self->spans[k], tails, ahead[k]);

      if (window != NULL)
        out[2 + k] = window[0];
      out[4 + k] = ahead[k];
      tails += dt_past_length (self->spans[k].n);
    }
}

DT_DEFINE_KERNELS (ichimoku, Ichimoku, 2, 6)

static guint
ichimoku_warmup (const double *parameters)
{
  double longest = MAX (parameters[0], MAX (parameters[1], parameters[2]));

  return longest + parameters[3] - 1.;
}

const DtIndicator dt_indicator_ichimoku = {
  .id = "ichimoku",
  .title = "Ichimoku Kinko Hyo",
  .category = "trend",
  .summary = "Middles of the extremes over three periods; two of them, carried on into the "
             "future, are the cloud.",
  .source = "Hosoda, Ichimoku Kinko Hyo, 1969",
  .convention = "span_a and span_b are the cloud that stands at this bar, made so many bars ago; "
                "next_a and next_b are what this bar adds to it, to be drawn so many bars ahead. "
                "The lagging span is the close drawn bars back: no value of it is known in time, "
                "so that there is none here; compare close with close[26].",
  .n_inputs = 2,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW },
  .n_parameters = 4,
  .parameters = {
    DT_COUNT_PARAMETER ("conversion", 9),
    DT_COUNT_PARAMETER ("base", 26),
    DT_COUNT_PARAMETER ("span", 52),
    { "ahead", 26, 0, DT_INDICATOR_MAX_PERIOD, TRUE },
  },
  .n_outputs = 6,
  .outputs = {
    { "conversion", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "base", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "span_a", DT_DRAW_OVERLAY_BAND, DT_UNIT_PRICE },
    { "span_b", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "next_a", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "next_b", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
  },
  DT_KERNELS (ichimoku),
};
