/* dt-kernel-alone.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-vector.h"

#include "dt-kernel-private.h"

/* A plain run whose strategy enters at the market and leaves by a stop has two orders at work at
 * most, and never two that could fill in each other's way. Then nobody needs to keep and to search
 * them: the broker is asked what a bar makes of the one that meets it, and everything that follows
 * from its answer happens where it always does. When something comes that this is not made for, the
 * broker gets the orders, and steps go on as if it had had them all the time. */

/* Whether a run can be played like that; what may change comes later. */
void
dt_kernel_find_alone (DtKernel *kernel)
{
  const DtStrategyFile *file = kernel->plain ? kernel->config.strategies[0] : NULL;

  kernel->can_be_alone = file != NULL
                         && file->entry == DT_ENTRY_MARKET
                         && file->entry_moment == DT_MOMENT_ANY
                         && file->exit_moment == DT_MOMENT_ANY
                         && !file->entry_immediate
                         && !file->has[DT_OUTPUT_LONG (DT_OUTPUT_TARGET)]
                         && !file->has[DT_OUTPUT_SHORT (DT_OUTPUT_TARGET)]
                         && kernel->config.terms.volume_share == 0
                         && kernel->finer_series == NULL
                         && !kernel->watches_breaker
                         && !kernel->config.risk->require_session;
}

/* The bar of this step and an order; 0 for none. */
static inline void
meet_order (DtKernel *kernel,
            guint64   id)
{
  const char *why_not;
  DtOrder *order;
  DtAlone became;
  DtFill fill;

  if (id == 0)
    return;

  order = dt_book_get_order (kernel->book, id);
  became = dt_simulated_broker_meet_alone (kernel->config.broker, order, &kernel->bars, &fill,
                                           &why_not);
  if (became == DT_ALONE_FILLS)
    dt_kernel_take_fill (kernel, &fill);
  else if (became != DT_ALONE_WAITS)
    dt_kernel_end_order (kernel, order, became == DT_ALONE_CANCELLED ? DT_ORDER_CANCELLED
                                                                     : DT_ORDER_REJECTED, why_not);
}

/* Whether the stop may do something in the bar. */
static inline gboolean
may_touch (const DtKernel *kernel,
           gsize           bar)
{
  const DtBarSeries *series = kernel->config.lanes[0].series;
  DtTouchRange range = dt_kernel_get_stop_range (kernel);

  return series->low[bar] <= range.below || series->high[bar] >= range.above;
}

/* What reduces first, then what opens, then what protects that: the bar's start is the same for all
 * of them, as all but the stops fill there. */
static inline void
meet_orders (DtKernel *kernel,
             gsize     bar)
{
  const DtInstrumentState *state = &kernel->instruments[0];
  guint64 entry = state->entry;

  if (may_touch (kernel, bar))
    meet_order (kernel, kernel->book->positions[0].stop_order);
  meet_order (kernel, state->exit);
  if (entry == 0)
    return;

  meet_order (kernel, entry);
  if (may_touch (kernel, bar))
    meet_order (kernel, kernel->book->positions[0].stop_order);
}

/* Orders of this step have nowhere to go. */
static inline void
keep_orders (DtKernel *kernel)
{
  for (guint i = 0; i < kernel->outbox->len; i++)
    {
      const DtSend *send = &dt_rows_index (kernel->outbox, DtSend, i);

      if (send->kind == DT_SEND_SUBMIT)
        dt_order_advance (dt_book_get_order (kernel->book, send->order), DT_ORDER_WORKING,
                          kernel->time);
    }

  kernel->outbox->len = 0;
}

/* Whether an order at the market waits for a bar that fills it. */
static inline gboolean
has_pending (const DtKernel *kernel)
{
  return (kernel->instruments[0].entry | kernel->instruments[0].exit) != 0;
}

/* Quiet bars, as far as they go from here; the first one's orders have met it when it has @begun.
 * @n_max: 1 or more */
static inline gsize
pass_quiet (DtKernel *kernel,
            gsize     bar,
            gsize     n_max,
            gboolean  begun,
            double   *equity)
{
  DtQuantity held = kernel->book->positions[0].quantity;
  gsize n = dt_kernel_count_silent (kernel, 0, (held > 0) - (held < 0));

  if (n == 0)
    return 0;
  n = has_pending (kernel) ? 1 : MIN (n, n_max);
  if (held != 0)
    return dt_kernel_ride (kernel, bar, n, equity);

  if (begun)
    dt_kernel_update_equity (kernel);
  dt_vector_fill (equity, n, dt_money_to_double (kernel->equity));
  return n;
}

/* Bars that begin with one on which something may happen, or are quiet all together. How many they
 * are. */
static inline gsize
play (DtKernel *kernel,
      gsize     bar,
      gsize     n_max,
      double   *equity,
      guint32  *n_exposed)
{
  gboolean begun = has_pending (kernel) || may_touch (kernel, bar);
  DtTime known = kernel->config.lanes[0].series->known[bar];
  guint n_met = 0;
  gsize n;

  if (begun)
    {
      dt_kernel_begin_plain (kernel, known, bar);
      meet_orders (kernel, bar);
      n_met = kernel->n_exposed;
      kernel->deciding = TRUE;
    }

  n = pass_quiet (kernel, bar, n_max, begun, equity);
  if (n == 0)
    {
      if (!begun)
        dt_kernel_begin_plain (kernel, known, bar);
      dt_kernel_finish_plain (kernel);
      keep_orders (kernel);
      *equity = dt_money_to_double (kernel->equity);
      *n_exposed = kernel->n_exposed;
      return 1;
    }

  /* A step that was begun is among them */
  kernel->step -= begun;
  kernel->n_bars -= begun;
  kernel->bar_series[0] = NULL;
  dt_kernel_note_passed (kernel, bar, n);
  dt_vector_fill_counts (n_exposed, n, kernel->n_exposed);
  *n_exposed += n_met;
  if (n == 1)
    kernel->n_exposed = *n_exposed;

  return n;
}

/* Bars that a line of the cache has of a column. */
#define LINE 8

/* So many bars ahead columns are asked for: those that are read where something happens, and those
 * that the rules read in their next block. */
#define NEAR_AHEAD 160
#define FAR_AHEAD  (DT_RULE_MAX_AHEAD + 512)

/* Asks memory for what will be read when bars up to @end have been passed, from @first on. The
 * processor does so by itself only for what is read without a gap. Returns from where to go on. */
static inline gsize
fetch (const DtBarSeries *series,
       gsize              first,
       gsize              end)
{
  for (; first < end; first += LINE)
    {
      gsize near = first + NEAR_AHEAD, far = first + FAR_AHEAD;

      if (near < series->n_bars)
        {
          __builtin_prefetch (series->known + near);
          __builtin_prefetch (series->time + near);
          __builtin_prefetch (series->open + near);
          __builtin_prefetch (series->volume + near);
        }
      if (far < series->n_bars)
        {
          __builtin_prefetch (series->high + far, 0, 2);
          __builtin_prefetch (series->low + far, 0, 2);
          __builtin_prefetch (series->close + far, 0, 2);
        }
    }

  return first;
}

/* Takes from the broker what is at work; %FALSE when it has more than that. */
static gboolean
take_over (DtKernel *kernel)
{
  const DtBroker *broker = kernel->config.broker;
  guint64 orders[] = { kernel->book->positions[0].stop_order, kernel->instruments[0].exit,
                       kernel->instruments[0].entry };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (orders[i] != 0)
      dt_kernel_send_cancel (kernel, orders[i]);
  kernel->alone = TRUE;

  return !dt_simulated_broker_has_orders (broker);
}

/* The broker gets what is at work, in the order in which it was given. */
static void
hand_over (DtKernel *kernel)
{
  guint64 orders[] = { kernel->book->positions[0].stop_order, kernel->instruments[0].exit,
                       kernel->instruments[0].entry };
  GError *error = NULL;

  kernel->alone = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (orders[i] != 0
        && !dt_kernel_send_order (kernel, dt_book_get_order (kernel->book, orders[i]), &error))
      dt_kernel_fail (kernel, g_steal_pointer (&error));
}

/**
 * dt_kernel_play_alone:
 *
 * As dt_kernel_skip(), but for a run that can_be_alone.
 */
gsize
dt_kernel_play_alone (DtKernel *kernel,
                      gsize     bar,
                      gsize     n_max,
                      double   *equity,
                      guint32  *n_exposed)
{
  const DtBarSeries *series = kernel->config.lanes[0].series;
  gsize i = 0, end = 0, fetched = bar;
  gboolean alone = take_over (kernel);

  kernel->deciding = TRUE;
  while (alone && i < n_max && kernel->failure == NULL)
    {
      if (i == end)
        {
          if (!dt_kernel_look_ahead (kernel, 0, bar + i))
            break;
          end = MIN (n_max - i, kernel->ahead[0].ahead.n - kernel->ahead[0].at);
          end = i + dt_kernel_begin_stretch (kernel, bar + i, end);
        }
      i += play (kernel, bar + i, end - i, equity + i, n_exposed + i);
      fetched = fetch (series, fetched, bar + i);
    }
  hand_over (kernel);

  return i;
}
