/* dt-indicator-private.h - what the files of the indicators share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "dt-indicator.h"
#include "dt-indicator-list.h"

G_BEGIN_DECLS

/* A period costs one to three doubles of state. */
#define DT_INDICATOR_MAX_PERIOD 100000

/* Beyond this a value counts as missing: no state can then be poisoned by an overflow. */
#define DT_INDICATOR_MAX_VALUE 1e100

#define DT_PERIOD_PARAMETER(fallback_) \
  { "period", (fallback_), 1, DT_INDICATOR_MAX_PERIOD, TRUE }

/* Where libraries differ in what an exponential average begins with. */
enum
{
  DT_SEED_MEAN,      /* the simple mean of its first n values, which is its first value */
  DT_SEED_FIRST,     /* the first value */
  DT_SEED_METASTOCK, /* the first value, but nothing is shown of it before there are n */
  DT_SEED_TALIB,     /* what TA-Lib begins with, where that is none of these */
};

extern const char *const dt_seed_choices[];
extern const char *const dt_seed_choices_talib[];

#define DT_SEED_PARAMETER       { "seed", DT_SEED_MEAN, 0, 2, TRUE, dt_seed_choices }
#define DT_SEED_TALIB_PARAMETER { "seed", DT_SEED_MEAN, 0, 3, TRUE, dt_seed_choices_talib }

/* Divided by n (Bollinger, TA-Lib) or by n - 1 (pandas). */
enum
{
  DT_DEVIATION_POPULATION,
  DT_DEVIATION_SAMPLE,
};

extern const char *const dt_deviation_choices[];

#define DT_DEVIATION_PARAMETER \
  { "of", DT_DEVIATION_POPULATION, 0, 1, TRUE, dt_deviation_choices }

/* From the population's standard deviation to the one that is asked for; a sample of one has none,
 * so that it stays 0. */
static inline double
dt_deviation_factor (double n,
                     double of)
{
  return of == DT_DEVIATION_SAMPLE && n > 1. ? sqrt (n / (n - 1.)) : 1.;
}

/* What is searched anew with each bar has a shorter memory. */
#define DT_INDICATOR_MAX_SEARCH 1000

#define DT_SEARCH_PARAMETER(fallback_, minimum_) \
  { "period", (fallback_), (minimum_), DT_INDICATOR_MAX_SEARCH, TRUE }

#define DT_COUNT_PARAMETER(name_, fallback_) \
  { (name_), (fallback_), 1, DT_INDICATOR_MAX_PERIOD, TRUE }

#define DT_DECLARE_INDICATOR(id_) extern const DtIndicator dt_indicator_##id_;
DT_INDICATORS (DT_DECLARE_INDICATOR)
#undef DT_DECLARE_INDICATOR

static inline gboolean
dt_is_present (double value)
{
  return fabs (value) <= DT_INDICATOR_MAX_VALUE;
}

/* @otherwise where the ratio is no number or too large for one: what is added up stays sane. */
static inline double
dt_ratio (double part,
          double whole,
          double otherwise)
{
  double ratio = part / whole;

  return dt_is_present (ratio) ? ratio : otherwise;
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

static inline void
dt_pair_store (double *values,
               DtPair  pair)
{
  *(DtLoosePair *) values = pair;
}

static inline DtPair
dt_pair_select (DtPairBits mask,
                DtPair     value)
{
  return (DtPair) (mask & (DtPairBits) value);
}

/* MAX (a, b) of each: @b where they are equal. */
static inline DtPair
dt_pair_max (DtPair a,
             DtPair b)
{
#ifdef __SSE2__
  return (DtPair) _mm_max_pd ((__m128d) a, (__m128d) b);
#else
  DtPairBits above = a > b;

  return (DtPair) ((DtPairBits) dt_pair_select (above, a) |
                   (DtPairBits) dt_pair_select (~above, b));
#endif
}

/* MIN (a, b) of each: @b where they are equal. */
static inline DtPair
dt_pair_min (DtPair a,
             DtPair b)
{
#ifdef __SSE2__
  return (DtPair) _mm_min_pd ((__m128d) a, (__m128d) b);
#else
  DtPairBits below = a < b;

  return (DtPair) ((DtPairBits) dt_pair_select (below, a) |
                   (DtPairBits) dt_pair_select (~below, b));
#endif
}

static inline DtPair
dt_pair_sqrt (DtPair value)
{
#ifdef __SSE2__
  return (DtPair) _mm_sqrt_pd ((__m128d) value);
#else
  return (DtPair) { sqrt (value[0]), sqrt (value[1]) };
#endif
}

/* Rows become columns. */
static inline void
dt_pair_turn (DtPair *rows)
{
  DtPair first = __builtin_shufflevector (rows[0], rows[1], 0, 2);

  rows[1] = __builtin_shufflevector (rows[0], rows[1], 1, 3);
  rows[0] = first;
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

/* Bars that a run looks at together where it works column by column. */
#define DT_INDICATOR_CHUNK 504

gboolean dt_are_present (const double *values,
                         gsize         n);
void     dt_true_ranges (const double *high,
                         const double *low,
                         const double *close,
                         double        prior_close,
                         gsize         n,
                         double       *ranges);

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

/* The same of two bars. */
static inline DtPair
dt_true_range2 (DtPair high,
                DtPair low,
                DtPair prior_close)
{
  return dt_pair_max (high, prior_close) - dt_pair_min (low, prior_close);
}

/* A run of @n bars, one after the other. */
static inline G_ALWAYS_INLINE void
dt_step_bars (void               (*step) (gpointer state, const double *inputs, double *outputs),
              gpointer             state,
              const double *const *inputs,
              guint                n_in,
              gsize                n,
              double *const       *outputs,
              guint                n_out)
{
  for (gsize i = 0; i < n; i++)
    {
      double in[DT_INDICATOR_MAX_INPUTS], out[DT_INDICATOR_MAX_OUTPUTS];

      for (guint k = 0; k < n_in; k++)
        in[k] = inputs[k][i];
      step (state, in, out);
      for (guint k = 0; k < n_out; k++)
        dt_put (outputs[k], i, out[k]);
    }
}

/* Defines NAME_step and NAME_run from a function that takes a bar whose inputs are all present and
 * writes those of its outputs that have a value:
 *
 *   static inline void NAME_push (Type *self, const double *in, double *out);
 */
#define DT_DEFINE_STEP(name, Type, n_in, n_out)                         \
static void                                                             \
name##_step (gpointer      state,                                       \
             const double *inputs,                                      \
             double       *outputs)                                     \
{                                                                       \
  for (guint k = 0; k < (n_out); k++)                                   \
    outputs[k] = NAN;                                                   \
  for (guint k = 0; k < (n_in); k++)                                    \
    if (G_UNLIKELY (!dt_is_present (inputs[k])))                        \
      return;                                                           \
                                                                        \
  name##_push ((Type *) state, inputs, outputs);                        \
}

#define DT_DEFINE_KERNELS(name, Type, n_in, n_out)                      \
DT_DEFINE_STEP (name, Type, n_in, n_out)                                \
                                                                        \
static void                                                             \
name##_run (gpointer             state,                                 \
            const double *const *inputs,                                \
            gsize                n,                                     \
            double *const       *outputs)                               \
{                                                                       \
  dt_step_bars (name##_step, state, inputs, n_in, n, outputs, n_out);   \
}

/* Defines NAME_step as above and NAME_run from two more functions: one that says whether all memory
 * is filled and blocks begin, and one that then takes bars whose inputs are all present, a multiple
 * of four up to a chunk. It does what so many pushes do, to the bit:
 *
 *   static inline gboolean NAME_is_ready (const Type *self);
 *   static inline void NAME_run_columns (Type *self, const double *const *in, gsize n,
 *                                        double *const *out);
 */
#define DT_DEFINE_COLUMN_KERNELS(name, Type, n_in, n_out)               \
DT_DEFINE_STEP (name, Type, n_in, n_out)                                \
DT_DEFINE_COLUMN_RUN (name, Type, n_in, n_out)

/* The same where there is a NAME_step. */
#define DT_DEFINE_COLUMN_RUN(name, Type, n_in, n_out)                   \
static void                                                             \
name##_run (gpointer             state,                                 \
            const double *const *inputs,                                \
            gsize                n,                                     \
            double *const       *outputs)                               \
{                                                                       \
  double nowhere[n_out][DT_INDICATOR_CHUNK];                            \
                                                                        \
  for (gsize i = 0, m; i < n; i += m)                                   \
    {                                                                   \
      const double *in[n_in];                                           \
      double *out[n_out];                                               \
      gboolean present = name##_is_ready ((Type *) state) && n - i >= 4; \
                                                                        \
      m = present ? MIN ((n - i) & ~(gsize) 3, DT_INDICATOR_CHUNK) : 1; \
      for (guint k = 0; k < (n_in); k++)                                \
        in[k] = inputs[k] + i;                                          \
      for (guint k = 0; k < (n_out); k++)                               \
        out[k] = dt_output_at (outputs[k], i, nowhere[k]);              \
      for (guint k = 0; k < (n_in) && present; k++)                     \
        present = dt_are_present (in[k], m);                            \
                                                                        \
      if (present)                                                      \
        name##_run_columns ((Type *) state, in, m, out);                \
      else                                                              \
        dt_step_bars (name##_step, state, in, n_in, m, out, n_out);     \
    }                                                                   \
}

/* The size of a state that does not grow with the parameters. */
#define DT_DEFINE_STATE_SIZE(name, Type)                                \
static gsize                                                            \
name##_state_size (const double *parameters)                            \
{                                                                       \
  return (sizeof (Type) + 7) & ~(gsize) 7;                              \
}

/* The functions of a row of the table. */
#define DT_KERNELS(name)                                                \
  .state_size = name##_state_size, .init = name##_init, .step = name##_step, \
  .run = name##_run, .warmup = name##_warmup

/* Whether one of @anchors begins with the bar of which %DT_INPUT_SESSION_START is @begins. A number
 * that is no sum of what can begin is none. */
static inline gboolean
dt_begins (double begins,
           guint  anchors)
{
  return begins >= 0. && begins < 2 * DT_BEGINS_YEAR && ((guint) begins & anchors) != 0;
}

G_END_DECLS
