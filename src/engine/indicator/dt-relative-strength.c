/* dt-relative-strength.c - price relative to another series
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"

typedef struct
{
  DtPast own;
  DtPast other;
  double values[];      /* of both */
} RelativeStrength;

static gsize
relative_strength_state_size (const double *parameters)
{
  return sizeof (RelativeStrength) + 2 * dt_past_length (parameters[0] + 1.) * sizeof (double);
}

static void
relative_strength_init (gpointer      state,
                        const double *parameters)
{
  RelativeStrength *self = state;

  dt_past_init (&self->own, parameters[0] + 1.);
  dt_past_init (&self->other, parameters[0] + 1.);
}

static inline void
relative_strength_push (RelativeStrength *self,
                        const double     *in,
                        double           *out)
{
  const double *own = dt_past_push (&self->own, self->values, in[0]);
  const double *other = dt_past_push (&self->other, self->values + dt_past_length (self->own.n),
                                      in[1]);

  out[0] = dt_ratio (in[0], in[1], NAN);
  if (own != NULL && other != NULL)
    out[1] = 100. * (dt_ratio (in[0] - own[0], own[0], NAN) -
                     dt_ratio (in[1] - other[0], other[0], NAN));
}

DT_DEFINE_KERNELS (relative_strength, RelativeStrength, 2, 2)

static guint
relative_strength_warmup (const double *parameters)
{
  return parameters[0];
}

const DtIndicator dt_indicator_relative_strength = {
  .id = "relative_strength",
  .title = "Price Relative Strength",
  .category = "statistics",
  .summary = "The value as a multiple of another series, and by how many percent it did better "
             "over the last bars.",
  .source = "Levy, Relative Strength as a Criterion for Investment Selection, 1967",
  .convention = "source / other; the second is the difference of both rates of change in percent. "
                "Missing where it would divide by zero.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_SOURCE, DT_INPUT_OTHER },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (30) },
  .n_outputs = 2,
  .outputs = {
    { "relative_strength", DT_DRAW_LINE },
    { "difference", DT_DRAW_LINE },
  },
  DT_KERNELS (relative_strength),
};
