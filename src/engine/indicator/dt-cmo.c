/* dt-cmo.c - Chande momentum oscillator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"
#include "dt-total.h"

typedef struct
{
  double     prior;        /* missing before the first value */
  gboolean   wilder;
  DtSmoother averages[2];  /* of rises and falls */
  DtTotal    totals[2];
  double     tails[];      /* of both totals */
} Cmo;

static gsize
cmo_state_size (const double *parameters)
{
  return sizeof (Cmo) + 2 * (gsize) parameters[0] * sizeof (double);
}

static void
cmo_init (gpointer      state,
          const double *parameters)
{
  Cmo *self = state;

  self->prior = NAN;
  self->wilder = parameters[1];
  for (guint k = 0; k < 2; k++)
    {
      dt_smoother_init_wilder (&self->averages[k], parameters[0], 0);
      dt_total_init (&self->totals[k], parameters[0]);
    }
}

static inline void
cmo_push (Cmo          *self,
          const double *in,
          double       *out)
{
  double change = in[0] - self->prior, rises, falls;

  self->prior = in[0];
  if (isnan (change))
    return;

  if (self->wilder)
    {
      rises = dt_smoother_push (&self->averages[0], MAX (change, 0.));
      falls = dt_smoother_push (&self->averages[1], MAX (-change, 0.));
    }
  else
    {
      rises = dt_total_push (&self->totals[0], self->tails, MAX (change, 0.));
      falls = dt_total_push (&self->totals[1], self->tails + self->totals[0].period,
                             MAX (-change, 0.));
    }

  if (!isnan (rises))
    out[0] = dt_ratio (100. * (rises - falls), rises + falls, 0.);
}

DT_DEFINE_KERNELS (cmo, Cmo, 1, 1)

static guint
cmo_warmup (const double *parameters)
{
  return parameters[0];
}

static const char *const sum_choices[] = { "simple", "wilder", NULL };

const DtIndicator dt_indicator_cmo = {
  .id = "cmo",
  .title = "Chande Momentum Oscillator",
  .category = "momentum",
  .summary = "Rises less falls as a share of all movement, -100 to 100.",
  .source = "Chande and Kroll, The New Technical Trader, 1994",
  .convention = "Chande sums the last moves; TA-Lib takes Wilder’s averages (sum = wilder), which "
                "makes it twice the rsi less 100. 0 where nothing moved.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (14), { "sum", 0, 0, 1, TRUE, sum_choices } },
  .n_outputs = 1,
  .outputs = { { "cmo", DT_DRAW_LINE, DT_UNIT_NUMBER, -100, 100 } },
  .n_levels = 2,
  .levels = { -50, 50 },
  DT_KERNELS (cmo),
};
