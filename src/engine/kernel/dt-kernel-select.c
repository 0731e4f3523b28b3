/* dt-kernel-select.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-kernel-private.h"

/* What a strategy may do now, beside the account's guards: not hold over night when it says so. */

/**
 * dt_kernel_get_minutes_left:
 *
 * What is left of the instrument's session for an order decided on its last bar, minutes. It
 * fills at the open of the next bar: when that is the session's last, nothing is left, however
 * long the bar is. NaN on daily bars, and where nobody follows sessions.
 */
double
dt_kernel_get_minutes_left (const DtKernel    *kernel,
                            DtInstrumentIndex  instrument)
{
  double minutes = kernel->instruments[instrument].tracker.terms.minutes_to_close;

  if (!kernel->tracks_sessions || !dt_timeframe_is_intraday (kernel->config.timeframe))
    return NAN;

  return minutes * 60. <= kernel->config.timeframe ? MIN (minutes, 0.) : minutes;
}

static gboolean
is_flat_time (const DtKernel    *kernel,
              DtInstrumentIndex  instrument,
              guint              minutes)
{
  return minutes > 0 && dt_kernel_get_minutes_left (kernel, instrument) <= minutes;
}

/* From how many minutes before the close on the owner of an order or a position has none. */
static guint
get_flat_minutes (const DtKernel *kernel,
                  guint           strategy)
{
  guint minutes = kernel->config.risk->flat_minutes_before_close;

  return strategy < kernel->config.n_strategies
         ? MAX (minutes, kernel->config.strategies[strategy]->flat_before_close) : minutes;
}

/* From so many minutes before the close on everything goes that is not to be held over night: by
 * the risk profile all, by a strategy's own word what is its. */
void
dt_kernel_flatten_before_close (DtKernel *kernel)
{
  for (guint i = 0; i < kernel->n_present; i++)
    {
      DtInstrumentIndex instrument = kernel->present[i];
      const DtPosition *position = &kernel->book->positions[instrument];
      guint64 entry = kernel->instruments[instrument].entry;

      if (entry != 0
          && is_flat_time (kernel, instrument,
                           get_flat_minutes (kernel, dt_book_get_order (kernel->book,
                                                                        entry)->strategy)))
        dt_kernel_cancel (kernel, entry);
      if (position->quantity != 0
          && is_flat_time (kernel, instrument, get_flat_minutes (kernel, position->strategy)))
        dt_kernel_close_position (kernel, instrument, DT_ROLE_FLATTEN, 0, 0);
    }
}

/* Why the strategy may open nothing in the instrument now; %NULL: it may. Exits are not asked. */
const char *
dt_kernel_check_strategy (const DtKernel    *kernel,
                          guint              strategy,
                          DtInstrumentIndex  instrument)
{
  return is_flat_time (kernel, instrument,
                       kernel->config.strategies[strategy]->flat_before_close)
         ? "flat-before-close" : NULL;
}
