/* dt-indicator-private.h - what the files of the indicators share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>
#include <string.h>

#include "dt-indicator.h"

G_BEGIN_DECLS

/* A period costs one to three doubles of state. */
#define DT_INDICATOR_MAX_PERIOD 100000

/* Beyond this a value counts as missing: no state can then be poisoned by an overflow. */
#define DT_INDICATOR_MAX_VALUE 1e100

#define DT_PERIOD_PARAMETER(fallback_) \
  { "period", (fallback_), 1, DT_INDICATOR_MAX_PERIOD, TRUE }

extern const DtIndicator dt_indicator_adx;
extern const DtIndicator dt_indicator_atr;
extern const DtIndicator dt_indicator_bollinger;
extern const DtIndicator dt_indicator_donchian;
extern const DtIndicator dt_indicator_ema;
extern const DtIndicator dt_indicator_highest;
extern const DtIndicator dt_indicator_lowest;
extern const DtIndicator dt_indicator_macd;
extern const DtIndicator dt_indicator_mom;
extern const DtIndicator dt_indicator_obv;
extern const DtIndicator dt_indicator_roc;
extern const DtIndicator dt_indicator_rsi;
extern const DtIndicator dt_indicator_sma;
extern const DtIndicator dt_indicator_stddev;
extern const DtIndicator dt_indicator_stochastic;
extern const DtIndicator dt_indicator_sum;
extern const DtIndicator dt_indicator_tr;
extern const DtIndicator dt_indicator_volume_sma;
extern const DtIndicator dt_indicator_vwap;
extern const DtIndicator dt_indicator_wma;

static inline gboolean
dt_is_present (double value)
{
  return fabs (value) <= DT_INDICATOR_MAX_VALUE;
}

/* Two doubles that are computed with at once, each exactly as it would be alone. */
typedef double DtPair __attribute__ ((vector_size (16)));
typedef double DtLoosePair __attribute__ ((vector_size (16), aligned (8), may_alias));
typedef gint64 DtPairBits __attribute__ ((vector_size (16)));

static inline DtPair
dt_pair_load (const double *values)
{
  return *(const DtLoosePair *) values;
}

static inline DtPair
dt_pair_select (DtPairBits mask,
                DtPair     value)
{
  return (DtPair) (mask & (DtPairBits) value);
}

static inline DtPair
dt_pair_abs (DtPair value)
{
  return dt_pair_select ((DtPairBits) { G_MAXINT64, G_MAXINT64 }, value);
}

static inline DtPair
dt_magnitude4 (const double *values)
{
  return dt_pair_abs (dt_pair_load (values)) + dt_pair_abs (dt_pair_load (values + 2));
}

/* These may say no when all are present, if they are huge: then the slow path is taken. */
static inline gboolean
dt_are_present4 (const double *values)
{
  DtPair sum = dt_magnitude4 (values);

  return sum[0] + sum[1] <= DT_INDICATOR_MAX_VALUE;
}

static inline gboolean
dt_are_present4x3 (const double *a,
                   const double *b,
                   const double *c)
{
  DtPair sum = (dt_magnitude4 (a) + dt_magnitude4 (b)) + dt_magnitude4 (c);

  return sum[0] + sum[1] <= DT_INDICATOR_MAX_VALUE;
}

/* Bars that a run looks at together where it works column by column. */
#define DT_INDICATOR_CHUNK 256

static inline gboolean
dt_are_present (const double *values,
                gsize         n)
{
  DtPair sum = { 0., 0. };
  gsize i = 0;

  for (; n - i >= 4; i += 4)
    sum += dt_magnitude4 (values + i);
  for (; i < n; i++)
    sum[0] += fabs (values[i]);

  return sum[0] + sum[1] <= DT_INDICATOR_MAX_VALUE;
}

static inline void
dt_put (double *output,
        gsize   i,
        double  value)
{
  if (output != NULL)
    output[i] = value;
}

/* Where a block's four values go: straight to the output, or nowhere. */
static inline double *
dt_output_at (double *output,
              gsize   i,
              double *nowhere)
{
  return output != NULL ? output + i : nowhere;
}

static inline void
dt_put_all (double       *output,
            gsize         i,
            const double *values,
            gsize         n)
{
  if (output != NULL)
    memcpy (output + i, values, n * sizeof *values);
}

/* The largest distance that the price can have gone since the prior close; Wilder, 1978. */
static inline double
dt_true_range (double high,
               double low,
               double prior_close)
{
  return MAX (high, prior_close) - MIN (low, prior_close);
}

G_END_DECLS
