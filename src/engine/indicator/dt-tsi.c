/* dt-tsi.c - true strength index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

typedef struct
{
  double     prior;        /* missing before the first value */
  DtSmoother moves[2];     /* the second of the first */
  DtSmoother sizes[2];     /* of the moves without their signs */
  DtSmoother signal;
} Tsi;

DT_DEFINE_STATE_SIZE (tsi, Tsi)

static void
tsi_init (gpointer      state,
          const double *parameters)
{
  Tsi *self = state;

  self->prior = NAN;
  for (guint k = 0; k < 2; k++)
    {
      dt_smoother_init_ema (&self->moves[k], parameters[k], 0);
      dt_smoother_init_ema (&self->sizes[k], parameters[k], 0);
      dt_smoother_set_seed (&self->moves[k], parameters[3]);
      dt_smoother_set_seed (&self->sizes[k], parameters[3]);
    }
  dt_smoother_init_ema (&self->signal, parameters[2], 0);
  dt_smoother_set_seed (&self->signal, parameters[3]);
}

static inline void
tsi_push (Tsi          *self,
          const double *in,
          double       *out)
{
  double move = in[0] - self->prior, size = fabs (move);

  self->prior = in[0];
  for (guint k = 0; k < 2; k++)
    {
      if (isnan (move))
        return;
      move = dt_smoother_push (&self->moves[k], move);
      size = dt_smoother_push (&self->sizes[k], size);
    }
  if (isnan (move))
    return;

  out[0] = dt_ratio (100. * move, size, 0.);
  out[1] = dt_smoother_push (&self->signal, out[0]);
}

DT_DEFINE_KERNELS (tsi, Tsi, 1, 2)

static guint
tsi_warmup (const double *parameters)
{
  guint n = 1;

  for (guint k = 0; k < 3; k++)
    n += dt_smoother_delay (parameters[k], parameters[3]);

  return n;
}

const DtIndicator dt_indicator_tsi = {
  .id = "tsi",
  .title = "True Strength Index",
  .category = "momentum",
  .summary = "The twice smoothed move as a share of the twice smoothed size of the moves, -100 to "
             "100.",
  .source = "Blau, True Strength Index, Stocks & Commodities, 1991",
  .convention = "Exponential averages, the longer first; each begins with the first value of the "
                "one before; 0 where nothing moved.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 4,
  .parameters = {
    DT_COUNT_PARAMETER ("long", 25),
    DT_COUNT_PARAMETER ("short", 13),
    DT_COUNT_PARAMETER ("signal", 7),
    DT_SEED_PARAMETER,
  },
  .n_outputs = 2,
  .outputs = {
    { "tsi", DT_DRAW_LINE, DT_UNIT_NUMBER, -100, 100 },
    { "signal", DT_DRAW_LINE, DT_UNIT_NUMBER, -100, 100 },
  },
  .n_levels = 3,
  .levels = { -25, 0, 25 },
  DT_KERNELS (tsi),
};
