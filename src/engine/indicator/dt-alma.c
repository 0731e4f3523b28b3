/* dt-alma.c - Arnaud Legoux moving average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"

typedef struct
{
  DtPast  ring;
  double  sum;            /* of the weights */
  double  values[];       /* of the ring, then the weights, oldest first */
} Alma;

static gsize
alma_state_size (const double *parameters)
{
  return sizeof (Alma) +
         (dt_past_length (parameters[0]) + (gsize) parameters[0]) * sizeof (double);
}

static void
alma_init (gpointer      state,
           const double *parameters)
{
  Alma *self = state;
  guint n = parameters[0];
  double middle = parameters[1] * (n - 1.), width = n / parameters[2];
  double *weights = self->values + dt_past_length (n);

  dt_past_init (&self->ring, n);
  self->sum = 0.;
  for (guint k = 0; k < n; k++)
    {
      weights[k] = exp (-((k - middle) * (k - middle)) / (2. * width * width));
      self->sum += weights[k];
    }
}

static inline void
alma_push (Alma         *self,
           const double *in,
           double       *out)
{
  guint n = self->ring.n;
  const double *window = dt_past_push (&self->ring, self->values, in[0]);
  const double *weights = self->values + dt_past_length (n);
  double sum = 0.;

  if (window == NULL)
    return;

  for (guint k = 0; k < n; k++)
    sum += weights[k] * (window[k] - in[0]);
  out[0] = in[0] + dt_ratio (sum, self->sum, 0.);
}

DT_DEFINE_KERNELS (alma, Alma, 1, 1)

static guint
alma_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_alma = {
  .id = "alma",
  .title = "Arnaud Legoux Moving Average",
  .category = "trend",
  .summary = "A mean with the weights of a bell curve that stands towards the newest values.",
  .source = "Legoux and Kouzis Loukas, 2009",
  .convention = "The bell’s top is at offset times (period - 1), its deviation period / sigma.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 3,
  .parameters = {
    DT_SEARCH_PARAMETER (9, 1),
    { "offset", 0.85, 0, 1, FALSE },
    { "sigma", 6, 0.1, 100, FALSE },
  },
  .n_outputs = 1,
  .outputs = { { "alma", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  DT_KERNELS (alma),
};
