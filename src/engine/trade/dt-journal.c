/* dt-journal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-trade"

#include "config.h"

#include "dt-journal.h"

G_DEFINE_INTERFACE (DtJournalSink, dt_journal_sink, G_TYPE_OBJECT)

static void
dt_journal_sink_default_init (DtJournalSinkInterface *iface)
{
}

/**
 * dt_journal_sink_commit:
 * @book: with the rows that the batch names appended
 *
 * Returns: %TRUE when the batch is as durable as the sink is meant to be; otherwise %FALSE and
 *   @error is set, and no order of the batch may leave
 */
gboolean
dt_journal_sink_commit (DtJournalSink         *sink,
                        const DtBook          *book,
                        const DtJournalBatch  *batch,
                        GError               **error)
{
  g_return_val_if_fail (DT_IS_JOURNAL_SINK (sink), FALSE);
  g_return_val_if_fail (book != NULL && batch != NULL, FALSE);

  return DT_JOURNAL_SINK_GET_IFACE (sink)->commit (sink, book, batch, error);
}

void
dt_journal_command_free (DtJournalCommand *command)
{
  if (command == NULL)
    return;

  g_free (command->name);
  g_free (command->arguments);
  g_free (command);
}

/**
 * DtMemorySink:
 *
 * The sink of runs whose book in memory is the record: there is nothing left to do at a commit.
 *
 * Thread: the kernel's.
 */
#define DT_TYPE_MEMORY_SINK (dt_memory_sink_get_type ())
G_DECLARE_FINAL_TYPE (DtMemorySink, dt_memory_sink, DT, MEMORY_SINK, GObject)

struct _DtMemorySink
{
  GObject parent_instance;
};

static void dt_memory_sink_sink_init (DtJournalSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DtMemorySink, dt_memory_sink, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DT_TYPE_JOURNAL_SINK,
                                                      dt_memory_sink_sink_init))

static gboolean
dt_memory_sink_commit (DtJournalSink         *sink,
                       const DtBook          *book,
                       const DtJournalBatch  *batch,
                       GError               **error)
{
  return TRUE;
}

static void
dt_memory_sink_sink_init (DtJournalSinkInterface *iface)
{
  iface->commit = dt_memory_sink_commit;
}

static void
dt_memory_sink_class_init (DtMemorySinkClass *klass)
{
}

static void
dt_memory_sink_init (DtMemorySink *self)
{
}

DtJournalSink *
dt_memory_sink_new (void)
{
  return g_object_new (DT_TYPE_MEMORY_SINK, NULL);
}
