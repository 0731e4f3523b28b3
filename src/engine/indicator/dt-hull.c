/* dt-hull.c - Hull moving average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-weighted.h"

typedef struct
{
  DtWeighted half;
  DtWeighted whole;
  DtWeighted smooth;      /* of twice the half's less the whole's */
  double     tails[];     /* of the three */
} Hull;

static inline guint
hull_root (const double *parameters)
{
  return sqrt (parameters[0]);
}

static inline guint
hull_half (const double *parameters)
{
  return MAX (parameters[0] / 2., 1.);
}

static gsize
hull_state_size (const double *parameters)
{
  return sizeof (Hull) +
         ((gsize) parameters[0] + hull_half (parameters) + hull_root (parameters)) *
           sizeof (double);
}

static void
hull_init (gpointer      state,
           const double *parameters)
{
  Hull *self = state;

  dt_weighted_init (&self->whole, parameters[0]);
  dt_weighted_init (&self->half, hull_half (parameters));
  dt_weighted_init (&self->smooth, hull_root (parameters));
}

static inline void
hull_push (Hull         *self,
           const double *in,
           double       *out)
{
  double *half_tails = self->tails + self->whole.period;
  double whole = dt_weighted_push (&self->whole, self->tails, in[0]);
  double half = dt_weighted_push (&self->half, half_tails, in[0]);

  if (!isnan (whole))
    out[0] = dt_weighted_push (&self->smooth, half_tails + self->half.period,
                               half + (half - whole));
}

DT_DEFINE_KERNELS (hull, Hull, 1, 1)

static guint
hull_warmup (const double *parameters)
{
  return parameters[0] + hull_root (parameters) - 2;
}

const DtIndicator dt_indicator_hull = {
  .id = "hull",
  .title = "Hull Moving Average",
  .category = "trend",
  .summary = "A smooth average with little lag, of three weighted ones.",
  .source = "Hull, www.alanhull.com, 2005",
  .convention = "wma (2 wma (period / 2) - wma (period)) over the root of the period; half and "
                "root are rounded down.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 1,
  .outputs = { { "hull", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  DT_KERNELS (hull),
};
