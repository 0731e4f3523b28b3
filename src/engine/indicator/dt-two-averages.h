/* dt-two-averages.h - a fast and a slow average of the same values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-smoother.h"
#include "dt-window.h"

G_BEGIN_DECLS

enum
{
  DT_AVERAGE_EXPONENTIAL,
  DT_AVERAGE_SIMPLE,
};

extern const char *const dt_average_choices[];

#define DT_AVERAGE_PARAMETER(fallback_) \
  { "average", (fallback_), 0, 1, TRUE, dt_average_choices }

/* Plain data beside the tails of the simple ones, as many as both periods. */
typedef struct
{
  gboolean    simple;
  guint32     n_to_skip[2];    /* values that each does not see, as TA-Lib would have it */
  DtSmoother  smoothers[2];    /* fast, slow */
  DtWindowSum windows[2];
} DtTwoAverages;

static inline void
dt_two_averages_init (DtTwoAverages *self,
                      guint          fast,
                      guint          slow,
                      guint          average,
                      guint          seed)
{
  guint periods[] = { fast, slow };

  self->simple = average == DT_AVERAGE_SIMPLE;
  for (guint k = 0; k < 2; k++)
    {
      gboolean late = seed == DT_SEED_TALIB && periods[k] < periods[1 - k];

      self->n_to_skip[k] = late ? periods[1 - k] - periods[k] : 0;
      dt_window_sum_init (&self->windows[k], periods[k]);
      dt_smoother_init_ema (&self->smoothers[k], periods[k], 0);
      dt_smoother_set_seed (&self->smoothers[k],
                            seed == DT_SEED_TALIB ? DT_SEED_MEAN : seed);
    }
}

static inline guint
dt_two_averages_delay (guint fast,
                       guint slow,
                       guint average,
                       guint seed)
{
  guint slower = MAX (fast, slow);

  return average == DT_AVERAGE_SIMPLE ? slower - 1 : dt_smoother_delay (slower, seed);
}

/* Writes both; either may be missing. */
static inline void
dt_two_averages_push (DtTwoAverages *self,
                      double        *tails,
                      double         value,
                      double        *averages)
{
  for (guint k = 0; k < 2; k++)
    {
      averages[k] = NAN;
      if (self->simple)
        {
          dt_window_sum_push (&self->windows[k], tails, value);
          averages[k] = dt_window_sum_get_mean (&self->windows[k]);
          tails += self->windows[k].period;
        }
      else if (self->n_to_skip[k] > 0)
        self->n_to_skip[k]--;
      else
        averages[k] = dt_smoother_push (&self->smoothers[k], value);
    }
}

G_END_DECLS
