/* dt-cci.c - commodity channel index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"

typedef struct
{
  DtPast ring;
  double values[];
} Cci;

static gsize
cci_state_size (const double *parameters)
{
  return sizeof (Cci) + dt_past_length (parameters[0]) * sizeof (double);
}

static void
cci_init (gpointer      state,
          const double *parameters)
{
  Cci *self = state;

  dt_past_init (&self->ring, parameters[0]);
}

static inline void
cci_push (Cci          *self,
          const double *in,
          double       *out)
{
  double price = (in[0] + in[1] + in[2]) / 3., sum = 0., distances = 0., n = self->ring.n;
  const double *window = dt_past_push (&self->ring, self->values, price);

  if (window == NULL)
    return;

  for (guint k = 0; k < self->ring.n; k++)
    sum += window[k] - price;
  for (guint k = 0; k < self->ring.n; k++)
    distances += fabs (window[k] - price - sum / n);
  out[0] = dt_ratio (-sum / n, .015 * (distances / n), 0.);
}

DT_DEFINE_KERNELS (cci, Cci, 3, 1)

static guint
cci_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_cci = {
  .id = "cci",
  .title = "Commodity Channel Index",
  .category = "momentum",
  .summary = "How far the price is from its mean, in units of the usual distance: mostly between "
             "-100 and 100.",
  .source = "Lambert, Commodity Channel Index, Commodities, 1980",
  .convention = "Of typical prices; the mean absolute distance is from the mean of the same bars, "
                "times 0.015; 0 where all prices are equal.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 1,
  .parameters = { DT_SEARCH_PARAMETER (20, 1) },
  .n_outputs = 1,
  .outputs = { { "cci", DT_DRAW_LINE } },
  .n_levels = 2,
  .levels = { -100, 100 },
  DT_KERNELS (cci),
};
