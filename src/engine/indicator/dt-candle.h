/* dt-candle.h - what candlestick patterns look at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-total.h"
#include "dt-window.h"

G_BEGIN_DECLS

/* Bars that say what is usual. */
#define DT_CANDLE_USUAL 10
#define DT_CANDLES      6

typedef struct
{
  double open;
  double high;
  double low;
  double close;
  double usual;      /* mean body of the ten bars before it; missing while there are fewer */
  double mean;       /* of the ten closes before it */
} DtCandle;

/* The last candles, newest first. Plain data, no resources: copied by assignment. */
typedef struct
{
  guint64     n_bars;     /* not counted beyond what patterns need */
  double      limit;      /* of those patterns that take one */
  DtCandle    candles[DT_CANDLES];
  DtTotal     bodies;
  DtWindowSum closes;
  double      tails[2 * DT_CANDLE_USUAL];
} DtCandles;

static inline double
dt_candle_body (const DtCandle *candle)
{
  return fabs (candle->close - candle->open);
}

static inline double
dt_candle_range (const DtCandle *candle)
{
  return candle->high - candle->low;
}

static inline double
dt_candle_top (const DtCandle *candle)
{
  return MAX (candle->open, candle->close);
}

static inline double
dt_candle_bottom (const DtCandle *candle)
{
  return MIN (candle->open, candle->close);
}

static inline double
dt_candle_middle (const DtCandle *candle)
{
  return (candle->open + candle->close) / 2.;
}

static inline double
dt_candle_upper_shadow (const DtCandle *candle)
{
  return candle->high - dt_candle_top (candle);
}

static inline double
dt_candle_lower_shadow (const DtCandle *candle)
{
  return dt_candle_bottom (candle) - candle->low;
}

static inline gboolean
dt_candle_is_up (const DtCandle *candle)
{
  return candle->close > candle->open;
}

static inline gboolean
dt_candle_is_down (const DtCandle *candle)
{
  return candle->close < candle->open;
}

static inline gboolean
dt_candle_is_long (const DtCandle *candle)
{
  return dt_candle_body (candle) > candle->usual;
}

static inline gboolean
dt_candle_is_short (const DtCandle *candle)
{
  return dt_candle_body (candle) < candle->usual;
}

static inline gboolean
dt_candle_is_doji (const DtCandle *candle)
{
  return dt_candle_body (candle) <= .1 * dt_candle_range (candle);
}

/* Whether the price had come down, or up, before this candle of the pattern. */
static inline gboolean
dt_candle_after_fall (const DtCandle *candle)
{
  return candle[1].close < candle->mean;
}

static inline gboolean
dt_candle_after_rise (const DtCandle *candle)
{
  return candle[1].close > candle->mean;
}

void   dt_candles_init  (DtCandles    *self,
                         double        limit);
void   dt_candles_push  (DtCandles    *self,
                         const double *bar);

typedef gboolean (*DtCandleMatch) (const DtCandle *candles);

/* Returns: 100 when @match, which knows the rising side, takes the candles, -100 when it takes them
 * upside down, else 0 */
double dt_candles_match (const DtCandles *self,
                         DtCandleMatch    match);

#define DT_PATTERN_CONVENTION                                                                     \
  "100 for rising, -100 for falling prices to come, else 0. A body is long or short beside the "  \
  "mean of the ten before it; a doji’s is a tenth of its range at most; a fall came before where " \
  "the close before was below the mean of ten."

/* Defines the kernels of a pattern of so many candles from NAME_value (const DtCandles *). */
#define DT_DEFINE_PATTERN(name, n_candles)                              \
static inline void                                                      \
name##_push (DtCandles    *self,                                        \
             const double *in,                                          \
             double       *out)                                         \
{                                                                       \
  dt_candles_push (self, in);                                           \
  if (self->n_bars >= DT_CANDLE_USUAL + (n_candles))                    \
    out[0] = name##_value (self);                                       \
}                                                                       \
                                                                        \
DT_DEFINE_STATE_SIZE (name, DtCandles)                                  \
DT_DEFINE_KERNELS (name, DtCandles, 4, 1)                               \
                                                                        \
static void                                                             \
name##_init (gpointer      state,                                       \
             const double *parameters)                                  \
{                                                                       \
  dt_candles_init (state, 0.);                                          \
}                                                                       \
                                                                        \
static guint                                                            \
name##_warmup (const double *parameters)                                \
{                                                                       \
  return DT_CANDLE_USUAL + (n_candles) - 1;                             \
}

/* What the rows of all patterns share. */
#define DT_PATTERN_ROW(name)                                            \
  .category = "pattern",                                                \
  .n_inputs = 4,                                                        \
  .inputs = { DT_INPUT_OPEN, DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE }, \
  .n_outputs = 1,                                                       \
  .outputs = { { #name, DT_DRAW_OVERLAY_MARKS, DT_UNIT_NUMBER, -100, 100 } }, \
  DT_KERNELS (name)

G_END_DECLS
