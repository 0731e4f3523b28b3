/* dt-book-sink.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include "dt-book-rows.h"
#include "dt-migration.h"

/**
 * DtBookSink:
 *
 * Writes the batches of one book through a connection of its own, so that how durable a commit is
 * depends on the book's mode alone. The first failure is the last: a journal with a hole is none.
 *
 * Thread: the kernel's.
 */
#define DT_TYPE_BOOK_SINK (dt_book_sink_get_type ())
G_DECLARE_FINAL_TYPE (DtBookSink, dt_book_sink, DT, BOOK_SINK, GObject)

struct _DtBookSink
{
  GObject   parent_instance;

  DtSqlite *sqlite;
  gint64    book_id;
  guint     n_commands;
  GError   *failure;
};

static void dt_book_sink_sink_init (DtJournalSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DtBookSink, dt_book_sink, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DT_TYPE_JOURNAL_SINK,
                                                      dt_book_sink_sink_init))

static gboolean
write_batch (DtBookSink            *self,
             const DtBook          *book,
             const DtJournalBatch  *batch,
             GError               **error)
{
  if (!dt_sqlite_begin (self->sqlite, error))
    return FALSE;

  if (!dt_book_rows_put (self->sqlite, self->book_id, book, batch, self->n_commands, error))
    {
      dt_sqlite_rollback (self->sqlite);
      return FALSE;
    }

  return dt_sqlite_commit (self->sqlite, error);
}

static gboolean
dt_book_sink_commit (DtJournalSink         *sink,
                     const DtBook          *book,
                     const DtJournalBatch  *batch,
                     GError               **error)
{
  DtBookSink *self = DT_BOOK_SINK (sink);

  if (self->failure == NULL && write_batch (self, book, batch, &self->failure))
    {
      if (batch->command != NULL)
        self->n_commands++;
      return TRUE;
    }

  if (error != NULL)
    *error = g_error_copy (self->failure);

  return FALSE;
}

static void
dt_book_sink_sink_init (DtJournalSinkInterface *iface)
{
  iface->commit = dt_book_sink_commit;
}

static void
dt_book_sink_finalize (GObject *object)
{
  DtBookSink *self = (DtBookSink *) object;

  g_clear_pointer (&self->sqlite, dt_sqlite_close);
  g_clear_error (&self->failure);

  G_OBJECT_CLASS (dt_book_sink_parent_class)->finalize (object);
}

static void
dt_book_sink_class_init (DtBookSinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dt_book_sink_finalize;
}

static void
dt_book_sink_init (DtBookSink *self)
{
}

static gboolean
count_commands (DtBookSink  *self,
                GError     **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (self->sqlite, "SELECT count(*) FROM commands WHERE book = ?");
  dt_statement_put_int (statement, self->book_id);
  if (dt_statement_next (statement))
    self->n_commands = dt_statement_take_range (statement, 0, G_MAXINT32);

  return dt_statement_end (statement, error);
}

DtJournalSink *
dt_book_sink_new (const char  *path,
                  gint64       book_id,
                  DtBookMode   mode,
                  GError     **error)
{
  g_autoptr(DtBookSink) self = g_object_new (DT_TYPE_BOOK_SINK, NULL);
  const char *settings = mode == DT_BOOK_PAPER || mode == DT_BOOK_LIVE
                         ? "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4096"
                         : "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4096";

  self->book_id = book_id;
  self->sqlite = dt_schema_open (&dt_book_schema, path, DT_STORE_READ_WRITE, error);
  if (self->sqlite == NULL || !dt_sqlite_exec (self->sqlite, settings, error)
      || !count_commands (self, error))
    return NULL;

  return DT_JOURNAL_SINK (g_steal_pointer (&self));
}
