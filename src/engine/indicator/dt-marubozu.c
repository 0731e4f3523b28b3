/* dt-marubozu.c - the candlestick pattern
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

DT_DEFINE_STATE_SIZE (marubozu, Limit)

static void
marubozu_init (gpointer      state,
               const double *parameters)
{
  Limit *self = state;

  self->limit = parameters[0];
}

static inline void
marubozu_push (Limit        *self,
               const double *in,
               double       *out)
{
  double body = in[3] - in[0], range = in[1] - in[2];
  gboolean matches = range > 0. && fabs (body) >= self->limit / 100. * range;

  out[0] = !matches ? 0. : body > 0. ? 100. : -100.;
}

DT_DEFINE_KERNELS (marubozu, Limit, 4, 1)

static guint
marubozu_warmup (const double *parameters)
{
  return 0;
}

const DtIndicator dt_indicator_marubozu = {
  .id = "marubozu",
  .title = "Marubozu",
  .summary = "A candle that is all body.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = "Where the body is at least so many percent of the range: 100 rising, -100 "
                "falling, else 0.",
  .n_parameters = 1,
  .parameters = { { "percent", 95, 50, 100, FALSE } },
  DT_PATTERN_ROW (marubozu),
};
