/* dt-doji.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

typedef struct
{
  double limit;       /* percent */
} Limit;

DT_DEFINE_STATE_SIZE (doji, Limit)

static void
doji_init (gpointer      state,
           const double *parameters)
{
  Limit *self = state;

  self->limit = parameters[0];
}

static inline void
doji_push (Limit        *self,
           const double *in,
           double       *out)
{
  out[0] = fabs (in[3] - in[0]) <= self->limit / 100. * fabs (in[0]) ? 100. : 0.;
}

DT_DEFINE_KERNELS (doji, Limit, 4, 1)

static guint
doji_warmup (const double *parameters)
{
  return 0;
}

const DtIndicator dt_indicator_doji = {
  .id = "doji",
  .title = "Doji",
  .summary = "A candle that closes where it opened.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = "Where the close is at most so many percent of the open away from it; 100, else 0.",
  .n_parameters = 1,
  .parameters = { { "percent", 0.1, 0, 10, FALSE } },
  DT_PATTERN_ROW (doji),
};
