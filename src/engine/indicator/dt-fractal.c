/* dt-fractal.c - Williams' fractals and the channel between them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"

typedef struct
{
  DtPast highs;
  DtPast lows;
  double upper;         /* of the last fractals; missing before the first */
  double lower;
  double values[];      /* of both */
} Fractal;

static gsize
fractal_state_size (const double *parameters)
{
  return sizeof (Fractal) + 2 * dt_past_length (2. * parameters[0] + 1.) * sizeof (double);
}

static void
fractal_init (gpointer      state,
              const double *parameters)
{
  Fractal *self = state;

  dt_past_init (&self->highs, 2. * parameters[0] + 1.);
  dt_past_init (&self->lows, 2. * parameters[0] + 1.);
  self->upper = self->lower = NAN;
}

/* Whether the middle one stands out, upwards for a sign of 1. */
static inline gboolean
stands_out (const double *window,
            guint         n,
            double        sign)
{
  double middle = sign * window[n / 2];

  if (window == NULL)
    return FALSE;
  for (guint k = 0; k < n; k++)
    if (k != n / 2 && sign * window[k] >= middle)
      return FALSE;

  return TRUE;
}

static inline void
fractal_push (Fractal      *self,
              const double *in,
              double       *out)
{
  guint n = self->highs.n;
  const double *highs = dt_past_push (&self->highs, self->values, in[0]);
  const double *lows = dt_past_push (&self->lows, self->values + dt_past_length (n), in[1]);

  if (highs == NULL)
    return;

  if (stands_out (highs, n, 1.))
    out[0] = self->upper = highs[n / 2];
  if (stands_out (lows, n, -1.))
    out[1] = self->lower = lows[n / 2];
  out[2] = self->upper;
  out[3] = self->lower;
}

DT_DEFINE_KERNELS (fractal, Fractal, 2, 4)

static guint
fractal_warmup (const double *parameters)
{
  return 0;
}

const DtIndicator dt_indicator_fractal = {
  .id = "fractal",
  .title = "Fractals and Fractal Chaos Bands",
  .category = "trend",
  .summary = "Highs above, and lows below, all those around them; and the channel between the "
             "last ones.",
  .source = "Williams, Trading Chaos, 1995",
  .convention = "A fractal is given when it is known, as many bars later as have to follow it; "
                "charts draw it back to its own bar. Equal highs are no fractal. The bands hold "
                "the last ones.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW },
  .n_parameters = 1,
  .parameters = { { "span", 2, 1, DT_INDICATOR_MAX_SEARCH, TRUE } },
  .n_outputs = 4,
  .outputs = {
    { "high", DT_DRAW_OVERLAY_DOTS, DT_UNIT_PRICE, 0, 0, TRUE },
    { "low", DT_DRAW_OVERLAY_DOTS, DT_UNIT_PRICE, 0, 0, TRUE },
    { "upper", DT_DRAW_OVERLAY_STEPS, DT_UNIT_PRICE, 0, 0, TRUE },
    { "lower", DT_DRAW_OVERLAY_STEPS, DT_UNIT_PRICE, 0, 0, TRUE },
  },
  DT_KERNELS (fractal),
};
