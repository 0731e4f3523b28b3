/* dt-journal.h - where a step's records go before they act
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-book.h"

G_BEGIN_DECLS

/* A command of the user as it entered the run: between instant number @step and the next. */
typedef struct
{
  guint64  step;
  DtTime   time;         /* market time */
  char    *name;         /* registry id: "position.close" */
  char    *arguments;    /* GVariant text of its a{sv} */
} DtJournalCommand;

/**
 * DtJournalBatch:
 *
 * What one step added to a book: rows from these numbers (0-based) on are new; older orders and
 * round trips in the touched lists changed and are written again. One batch, one transaction.
 */
typedef struct
{
  guint64                  step;            /* instants done, this one included */
  DtTime                   time;
  const DtJournalCommand  *command;         /* (nullable): the batch is a command's */
  guint                    first_signal;
  guint                    first_order;
  guint                    first_fill;
  guint                    first_entry;
  guint                    first_trade;
  guint                    first_activity;
  const guint64           *touched_orders;  /* ids, each once, rising */
  guint                    n_touched_orders;
  const guint64           *touched_trades;
  guint                    n_touched_trades;
  DtMoney                  equity;
} DtJournalBatch;

/**
 * DtJournalSink:
 *
 * Takes batches, in order. When commit() returns %TRUE the batch is as durable as the sink is
 * meant to be, and only then may its orders leave. A sink that has failed fails ever after.
 *
 * Thread: the kernel's.
 */
#define DT_TYPE_JOURNAL_SINK (dt_journal_sink_get_type ())
G_DECLARE_INTERFACE (DtJournalSink, dt_journal_sink, DT, JOURNAL_SINK, GObject)

struct _DtJournalSinkInterface
{
  GTypeInterface parent_interface;

  gboolean (*commit) (DtJournalSink         *sink,
                      const DtBook          *book,
                      const DtJournalBatch  *batch,
                      GError               **error);
};

gboolean       dt_journal_sink_commit  (DtJournalSink         *sink,
                                        const DtBook          *book,
                                        const DtJournalBatch  *batch,
                                        GError               **error);

/* Backtests: the book itself is the record, a commit costs nothing. */
DtJournalSink *dt_memory_sink_new      (void);

void           dt_journal_command_free (DtJournalCommand      *command);

G_END_DECLS
