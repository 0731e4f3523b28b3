/* dt-kernel-journal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-kernel-private.h"
#include "dt-run-spec.h"

/* The end of a step: its records first, then what they set off (law 3). */

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return (x > y) - (x < y);
}

static void
sort_unique (GArray *ids)
{
  guint n = 0;

  g_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    if (n == 0 || g_array_index (ids, guint64, i) != g_array_index (ids, guint64, n - 1))
      g_array_index (ids, guint64, n++) = g_array_index (ids, guint64, i);
  g_array_set_size (ids, n);
}

static gboolean
write_batch (DtKernel                *kernel,
             const DtJournalCommand  *command,
             GError                 **error)
{
  DtJournalBatch batch = {
    .step = kernel->step,
    .time = kernel->time,
    .command = command,
    .first_signal = kernel->marks.signals,
    .first_order = kernel->marks.orders,
    .first_fill = kernel->marks.fills,
    .first_entry = kernel->marks.entries,
    .first_trade = kernel->marks.trades,
    .first_activity = kernel->marks.activity,
    .equity = kernel->equity,
  };

  sort_unique (kernel->touched_orders);
  sort_unique (kernel->touched_trades);
  batch.touched_orders = (const guint64 *) kernel->touched_orders->data;
  batch.n_touched_orders = kernel->touched_orders->len;
  batch.touched_trades = (const guint64 *) kernel->touched_trades->data;
  batch.n_touched_trades = kernel->touched_trades->len;

  return dt_journal_sink_commit (kernel->config.sink, kernel->book, &batch, error);
}

static void
move_marks (DtKernel *kernel)
{
  const DtBook *book = kernel->book;

  kernel->marks = (DtBatchMarks) {
    book->signals->len, book->orders->len, book->fills->len,
    book->ledger->len, book->trades->len, book->activity->len,
  };
  g_array_set_size (kernel->touched_orders, 0);
  g_array_set_size (kernel->touched_trades, 0);
}

/* An exit leaves even when it cannot be noted here either: nothing stands in its way (law 4). */
static void
note_emergency (DtKernel       *kernel,
                DtEmergencyAct  act,
                const DtOrder  *order)
{
  DtEmergencyRecord record;

  if (!kernel->journal_failed || kernel->emergency == NULL)
    return;

  record = (DtEmergencyRecord) {
    .book = kernel->emergency_book,
    .step = kernel->step,
    .time = kernel->time,
    .act = act,
    .order = order->id,
    .instrument = order->instrument,
    .type = order->type,
    .role = order->role,
    .quantity = order->quantity,
    .limit = order->limit,
    .stop = order->stop,
  };
  dt_emergency_journal_append (kernel->emergency, &record, NULL);
}

static void
submit (DtKernel *kernel,
        DtOrder  *order)
{
  GError *error = NULL;

  if (!dt_order_is_live (order))
    return;

  /* Nothing new is opened that could not be written down; what reduces still goes (law 3) */
  if (kernel->journal_failed && order->role == DT_ROLE_ENTRY)
    {
      dt_kernel_end_order (kernel, order, DT_ORDER_REJECTED, "the journal cannot be written");
      return;
    }

  if (kernel->config.risk->require_session && order->role == DT_ROLE_ENTRY
      && !dt_guard_has_session (kernel->time, order->tif))
    {
      dt_kernel_end_order (kernel, order, DT_ORDER_REJECTED, "no session can execute it any more");
      return;
    }

  note_emergency (kernel, DT_EMERGENCY_SUBMIT, order);
  dt_order_advance (order, DT_ORDER_WORKING, kernel->time);
  dt_kernel_touch_order (kernel, order->id);
  if (!dt_kernel_send_order (kernel, order, &error))
    {
      dt_kernel_end_order (kernel, order, DT_ORDER_REJECTED, error->message);
      g_error_free (error);
    }
}

/* What is sent from here on takes its time, or does so no more. */
static void
set_travels (DtKernel *kernel,
             gboolean  travels)
{
  DtSimulatedBroker *broker = (DtSimulatedBroker *) kernel->config.broker;

  if (!kernel->config.simulated || !dt_kernel_has_latency (kernel))
    return;

  broker->travels = travels;
  broker->now = kernel->time;
}

static void
send_all (DtKernel *kernel)
{
  set_travels (kernel, TRUE);
  for (guint i = 0; i < kernel->outbox->len; i++)
    {
      const DtSend *send = &dt_rows_index (kernel->outbox, DtSend, i);
      DtOrder *order = dt_book_get_order (kernel->book, send->order);

      if (send->kind == DT_SEND_CANCEL)
        {
          note_emergency (kernel, DT_EMERGENCY_CANCEL, order);
          dt_kernel_send_cancel (kernel, order->id);
        }
      else if (send->kind == DT_SEND_SUBMIT)
        submit (kernel, order);
      else if (dt_order_is_live (order))
        {
          note_emergency (kernel, DT_EMERGENCY_REPLACE, order);
          dt_kernel_send_replace (kernel, order->id, order->limit, order->stop, order->quantity);
        }
    }

  set_travels (kernel, FALSE);
  kernel->outbox->len = 0;
}

/**
 * dt_kernel_commit:
 * @command: (nullable): the command whose batch this is
 *
 * Writes what happened since the last commit, then sends the orders that wait for it. When the
 * journal fails, entries are dropped from then on; cancels and exits are sent all the same.
 */
gboolean
dt_kernel_commit (DtKernel                *kernel,
                  const DtJournalCommand  *command,
                  GError                 **error)
{
  gboolean written = TRUE;

  if (kernel->config.sink != NULL)
    {
      written = !kernel->journal_failed && write_batch (kernel, command, error);
      if (kernel->journal_failed)
        g_set_error_literal (error, DT_RUN_ERROR, DT_RUN_ERROR_JOURNAL,
                             "The journal failed earlier: no entries until the run is recovered");
      kernel->journal_failed |= !written;
    }
  if (kernel->config.journalled)
    move_marks (kernel);
  if (kernel->outbox->len > 0)
    send_all (kernel);

  return written;
}
