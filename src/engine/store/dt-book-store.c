/* dt-book-store.c - book.db: the books
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include "dt-book-rows.h"
#include "dt-book-store.h"
#include "dt-migration.h"

struct _DtBookStore
{
  GObject   parent_instance;

  DtSqlite *sqlite;
};

G_DEFINE_FINAL_TYPE (DtBookStore, dt_book_store, G_TYPE_OBJECT)

void
dt_book_info_free (DtBookInfo *info)
{
  if (info == NULL)
    return;

  g_free (info->account);
  g_free (info->spec);
  g_free (info->tape_hash);
  g_free (info->result);
  g_free (info);
}

static void
dt_book_store_finalize (GObject *object)
{
  DtBookStore *self = (DtBookStore *) object;

  g_clear_pointer (&self->sqlite, dt_sqlite_close);

  G_OBJECT_CLASS (dt_book_store_parent_class)->finalize (object);
}

static void
dt_book_store_class_init (DtBookStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dt_book_store_finalize;
}

static void
dt_book_store_init (DtBookStore *self)
{
}

/**
 * dt_book_store_open:
 * @data_dir: the folder of book.db; made, for this user only, when it is to be written
 *
 * Returns: (transfer full): the store; otherwise %NULL and @error says whether the file is absent
 *   (%DT_STORE_ERROR_NOT_FOUND, when reading), newer, damaged, read-only or in use
 */
DtBookStore *
dt_book_store_open (const char   *data_dir,
                    DtStoreMode   mode,
                    GError      **error)
{
  g_autoptr(DtSqlite) sqlite = NULL;
  g_autofree char *path = NULL;
  DtBookStore *self;

  if (!dt_sqlite_make_folder (data_dir, mode, error))
    return NULL;

  path = g_build_filename (data_dir, "book.db", NULL);
  sqlite = dt_schema_open (&dt_book_schema, path, mode, error);
  if (sqlite == NULL || !dt_sqlite_exec (sqlite, "PRAGMA synchronous = FULL", error))
    return NULL;

  self = g_object_new (DT_TYPE_BOOK_STORE, NULL);
  self->sqlite = g_steal_pointer (&sqlite);

  return self;
}

/**
 * dt_book_store_check:
 *
 * Reads every page of the database.
 */
gboolean
dt_book_store_check (DtBookStore  *self,
                     GError      **error)
{
  return dt_sqlite_check (self->sqlite, error);
}

/* Beginning and end of a book */

static gboolean
insert_book (DtSqlite          *sqlite,
             const DtBookInfo  *info,
             gint64            *id,
             GError           **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "INSERT INTO books (mode, account, parent, started, state, spec,"
                                 " tape_hash) VALUES (?, ?, ?, ?, ?, ?, ?)");
  dt_statement_put_int (statement, info->mode);
  dt_statement_put_text (statement, info->account != NULL ? info->account : "");
  dt_statement_put_int (statement, info->parent);
  dt_statement_put_int (statement, info->started);
  dt_statement_put_int (statement, DT_RUN_RUNNING);
  dt_statement_put_text (statement, info->spec != NULL ? info->spec : "");
  dt_statement_put_text (statement, info->tape_hash != NULL ? info->tape_hash : "");
  if (!dt_statement_run (statement, error))
    return FALSE;

  *id = dt_sqlite_get_last_id (sqlite);
  statement = dt_sqlite_prepare (sqlite,
                                 "INSERT INTO progress (book, step, time, next_group, equity,"
                                 " marks) VALUES (?, 0, ?, 1, 0, x'')");
  dt_statement_put_int (statement, *id);
  dt_statement_put_int (statement, DT_TIME_NONE);

  return dt_statement_run (statement, error);
}

static gboolean
insert_symbols (DtSqlite           *sqlite,
                gint64              book_id,
                const char *const  *symbols,
                GError            **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite, "INSERT INTO book_symbols (book, place, symbol) "
                                         "VALUES (?, ?, ?)");
  for (guint i = 0; symbols != NULL && symbols[i] != NULL; i++)
    {
      dt_statement_put_int (statement, book_id);
      dt_statement_put_int (statement, i);
      dt_statement_put_text (statement, symbols[i]);
      if (!dt_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * dt_book_store_create:
 * @info: mode, account, parent, started, spec and tape hash are taken from it; the rest begins anew
 * @symbols: %NULL-terminated, by instrument index
 *
 * Returns: the id of the new book, or 0 and @error is set
 */
gint64
dt_book_store_create (DtBookStore        *self,
                      const DtBookInfo   *info,
                      const char *const  *symbols,
                      GError            **error)
{
  gint64 id = 0;

  g_return_val_if_fail (DT_IS_BOOK_STORE (self), 0);

  if (!dt_sqlite_begin (self->sqlite, error))
    return 0;

  if (!insert_book (self->sqlite, info, &id, error)
      || !insert_symbols (self->sqlite, id, symbols, error))
    {
      dt_sqlite_rollback (self->sqlite);
      return 0;
    }

  return dt_sqlite_commit (self->sqlite, error) ? id : 0;
}

DtJournalSink *
dt_book_store_open_sink (DtBookStore  *self,
                         gint64        book_id,
                         GError      **error)
{
  g_autoptr(DtBookInfo) info = NULL;

  g_return_val_if_fail (DT_IS_BOOK_STORE (self), NULL);

  info = dt_book_store_dup_info (self, book_id, error);
  if (info == NULL)
    return NULL;

  return dt_book_sink_new (dt_sqlite_get_path (self->sqlite), book_id, info->mode, error);
}

gboolean
dt_book_store_finish (DtBookStore  *self,
                      gint64        book_id,
                      DtRunState    state,
                      const char   *result,
                      GError      **error)
{
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_BOOK_STORE (self), FALSE);

  statement = dt_sqlite_prepare (self->sqlite,
                                 "UPDATE books SET state = ?, result = ? WHERE id = ?");
  dt_statement_put_int (statement, state);
  dt_statement_put_text (statement, result);
  dt_statement_put_int (statement, book_id);

  return dt_statement_run (statement, error);
}

/**
 * dt_book_store_save:
 * @end: market time of the last instant of the run, which need not have changed the book; or
 *   %DT_TIME_NONE
 * @result: (nullable): JSON
 *
 * Writes all rows of @book, its marks and result in one transaction and calls the run finished. Its
 * market time becomes @end, its step stays 0: nothing is to be resumed.
 */
gboolean
dt_book_store_save (DtBookStore   *self,
                    gint64         book_id,
                    const DtBook  *book,
                    DtTime         end,
                    const char    *result,
                    GError       **error)
{
  DtJournalBatch batch = { .time = end };

  g_return_val_if_fail (DT_IS_BOOK_STORE (self), FALSE);

  if (!dt_book_get_equity (book, &batch.equity))
    batch.equity = book->cash;

  if (!dt_sqlite_begin (self->sqlite, error))
    return FALSE;

  if (!dt_book_rows_put (self->sqlite, book_id, book, &batch, 0, error)
      || !dt_book_store_finish (self, book_id, DT_RUN_FINISHED, result, error))
    {
      dt_sqlite_rollback (self->sqlite);
      return FALSE;
    }

  return dt_sqlite_commit (self->sqlite, error);
}

/* Reading */

#define SELECT_BOOKS \
  "SELECT id, mode, account, parent, started, state, spec, tape_hash, result, step, time " \
  "FROM books, progress WHERE progress.book = books.id "

static DtBookInfo *
take_info (DtStatement *statement)
{
  DtBookInfo *info = g_new0 (DtBookInfo, 1);

  info->id = dt_statement_take_range (statement, 1, G_MAXINT64);
  info->mode = dt_statement_take_range (statement, 0, DT_BOOK_LIVE);
  info->account = g_strdup (dt_statement_take_text (statement));
  info->parent = dt_statement_take_range (statement, 0, G_MAXINT64);
  info->started = dt_statement_take_int (statement);
  info->state = dt_statement_take_range (statement, 0, DT_RUN_STOPPED);
  info->spec = g_strdup (dt_statement_take_text (statement));
  info->tape_hash = g_strdup (dt_statement_take_text (statement));
  info->result = g_strdup (dt_statement_take_nullable (statement));
  info->step = dt_statement_take_range (statement, 0, G_MAXINT64);
  info->market_time = dt_statement_take_int (statement);

  return info;
}

GPtrArray *
dt_book_store_list (DtBookStore  *self,
                    GError      **error)
{
  g_autoptr(GPtrArray) list = NULL;
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_BOOK_STORE (self), NULL);

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_book_info_free);
  statement = dt_sqlite_prepare (self->sqlite, SELECT_BOOKS "ORDER BY id DESC");
  while (dt_statement_next (statement))
    g_ptr_array_add (list, take_info (statement));
  if (!dt_statement_end (statement, error))
    return NULL;

  return g_steal_pointer (&list);
}

DtBookInfo *
dt_book_store_dup_info (DtBookStore  *self,
                        gint64        book_id,
                        GError      **error)
{
  g_autoptr(DtBookInfo) info = NULL;
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_BOOK_STORE (self), NULL);

  statement = dt_sqlite_prepare (self->sqlite, SELECT_BOOKS "AND id = ?");
  dt_statement_put_int (statement, book_id);
  if (dt_statement_next (statement))
    info = take_info (statement);
  if (!dt_statement_end (statement, error))
    return NULL;

  if (info == NULL)
    g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND,
                 "There is no book %" G_GINT64_FORMAT " in %s", book_id,
                 dt_sqlite_get_path (self->sqlite));

  return g_steal_pointer (&info);
}

char **
dt_book_store_dup_symbols (DtBookStore  *self,
                           gint64        book_id,
                           GError      **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  DtStatement *statement;
  gint64 n = 0;

  g_return_val_if_fail (DT_IS_BOOK_STORE (self), NULL);

  statement = dt_sqlite_prepare (self->sqlite,
                                 "SELECT place, symbol FROM book_symbols WHERE book = ? "
                                 "ORDER BY place");
  dt_statement_put_int (statement, book_id);
  while (dt_statement_next (statement))
    {
      dt_statement_take_range (statement, n, n);
      g_strv_builder_add (builder, dt_statement_take_text (statement));
      n++;
    }

  return dt_statement_end (statement, error) ? g_strv_builder_end (builder) : NULL;
}

static DtBook *
load (DtBookStore  *self,
      gint64        book_id,
      GError      **error)
{
  g_autoptr(DtBookInfo) info = dt_book_store_dup_info (self, book_id, error);
  g_auto(GStrv) symbols = NULL;
  g_autoptr(DtBook) book = NULL;

  if (info == NULL)
    return NULL;

  symbols = dt_book_store_dup_symbols (self, book_id, error);
  if (symbols == NULL)
    return NULL;

  book = dt_book_new (g_strv_length (symbols), 0, DT_TIME_NONE, error);
  if (book == NULL)
    return NULL;

  /* The deposit is among the stored rows */
  dt_rows_set_size (book->ledger, 0);
  if (!dt_book_rows_load (self->sqlite, book_id, book, error)
      || !dt_book_rebuild (book, error)
      || !dt_book_marks_load (self->sqlite, book_id, book, error)
      || !dt_book_verify (book, error))
    {
      g_prefix_error (error, "Book %" G_GINT64_FORMAT ": ", book_id);
      return NULL;
    }

  return g_steal_pointer (&book);
}

/**
 * dt_book_store_load:
 *
 * Returns: (transfer full): the book as of its last batch, with cash, lots and positions folded
 *   from its rows and compared with them; otherwise %NULL and @error names the row or difference.
 *   All rows are of one moment, although a running book is written on meanwhile
 */
DtBook *
dt_book_store_load (DtBookStore  *self,
                    gint64        book_id,
                    GError      **error)
{
  DtBook *book;

  g_return_val_if_fail (DT_IS_BOOK_STORE (self), NULL);

  if (!dt_sqlite_exec (self->sqlite, "BEGIN", error))
    return NULL;

  book = load (self, book_id, error);
  /* It only read: there is nothing to lose, and nothing to say when that fails */
  dt_sqlite_exec (self->sqlite, "COMMIT", NULL);

  return book;
}

GPtrArray *
dt_book_store_load_commands (DtBookStore  *self,
                             gint64        book_id,
                             GError      **error)
{
  g_autoptr(GPtrArray) commands = NULL;
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_BOOK_STORE (self), NULL);

  commands = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_journal_command_free);
  statement = dt_sqlite_prepare (self->sqlite,
                                 "SELECT place, step, time, name, arguments FROM commands "
                                 "WHERE book = ? ORDER BY place");
  dt_statement_put_int (statement, book_id);
  while (dt_statement_next (statement))
    {
      DtJournalCommand *command = g_new0 (DtJournalCommand, 1);

      dt_statement_take_range (statement, commands->len, commands->len);
      command->step = dt_statement_take_range (statement, 0, G_MAXINT64);
      command->time = dt_statement_take_int (statement);
      command->name = g_strdup (dt_statement_take_text (statement));
      command->arguments = g_strdup (dt_statement_take_text (statement));
      g_ptr_array_add (commands, command);
    }
  if (!dt_statement_end (statement, error))
    return NULL;

  return g_steal_pointer (&commands);
}

/**
 * dt_book_store_load_equity:
 *
 * Returns: (transfer full): of DtEquityPoint, by step
 */
GArray *
dt_book_store_load_equity (DtBookStore  *self,
                           gint64        book_id,
                           GError      **error)
{
  g_autoptr(GArray) points = NULL;
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_BOOK_STORE (self), NULL);

  points = g_array_new (FALSE, FALSE, sizeof (DtEquityPoint));
  statement = dt_sqlite_prepare (self->sqlite,
                                 "SELECT step, time, equity FROM equity WHERE book = ? "
                                 "ORDER BY step");
  dt_statement_put_int (statement, book_id);
  while (dt_statement_next (statement))
    {
      DtEquityPoint point;

      point.step = dt_statement_take_range (statement, 0, G_MAXINT64);
      point.time = dt_statement_take_int (statement);
      point.equity = dt_statement_take_int (statement);
      g_array_append_val (points, point);
    }
  if (!dt_statement_end (statement, error))
    return NULL;

  return g_steal_pointer (&points);
}

static void
activity_free (gpointer data)
{
  DtActivity *activity = data;

  g_free (activity->text);
  g_free (activity);
}

/**
 * dt_book_store_load_activity:
 *
 * Without the book around them: for pages of history and for listing.
 */
GPtrArray *
dt_book_store_load_activity (DtBookStore  *self,
                             gint64        book_id,
                             guint64       after,
                             GError      **error)
{
  g_autoptr(GPtrArray) list = NULL;
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_BOOK_STORE (self), NULL);

  list = g_ptr_array_new_with_free_func (activity_free);
  statement = dt_sqlite_prepare (self->sqlite,
                                 "SELECT id, time, kind, instrument, order_id, signal, text "
                                 "FROM activity WHERE book = ? AND id > ? ORDER BY id");
  dt_statement_put_int (statement, book_id);
  dt_statement_put_int (statement, after);
  while (dt_statement_next (statement))
    {
      DtActivity *activity = g_new0 (DtActivity, 1);

      activity->id = dt_statement_take_range (statement, 1, G_MAXINT64);
      activity->time = dt_statement_take_int (statement);
      activity->kind = dt_statement_take_range (statement, 0, DT_ACTIVITY_REGIME);
      activity->instrument = dt_statement_take_range (statement, 0, G_MAXUINT32);
      activity->order = dt_statement_take_range (statement, 0, G_MAXINT64);
      activity->signal = dt_statement_take_range (statement, 0, G_MAXINT64);
      activity->text = g_strdup (dt_statement_take_text (statement));
      g_ptr_array_add (list, activity);
    }
  if (!dt_statement_end (statement, error))
    return NULL;

  return g_steal_pointer (&list);
}

/* The user's words */

void
dt_trade_note_free (DtTradeNote *note)
{
  if (note == NULL)
    return;

  g_free (note->tags);
  g_free (note->text);
  g_free (note);
}

GPtrArray *
dt_book_store_load_notes (DtBookStore  *self,
                          gint64        book_id,
                          GError      **error)
{
  g_autoptr(GPtrArray) notes = NULL;
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_BOOK_STORE (self), NULL);

  notes = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_trade_note_free);
  statement = dt_sqlite_prepare (self->sqlite,
                                 "SELECT trade, tags, text, rating, written FROM journal_notes "
                                 "WHERE book = ? ORDER BY trade");
  dt_statement_put_int (statement, book_id);
  while (dt_statement_next (statement))
    {
      DtTradeNote *note = g_new0 (DtTradeNote, 1);

      note->trade = dt_statement_take_range (statement, 0, G_MAXINT64);
      note->tags = g_strdup (dt_statement_take_text (statement));
      note->text = g_strdup (dt_statement_take_text (statement));
      note->rating = dt_statement_take_range (statement, 0, DT_NOTE_MAX_RATING);
      note->written = dt_statement_take_int (statement);
      g_ptr_array_add (notes, note);
    }
  if (!dt_statement_end (statement, error))
    return NULL;

  return g_steal_pointer (&notes);
}

static gboolean
check_note (DtBookStore        *self,
            gint64              book_id,
            const DtTradeNote  *note,
            GError            **error)
{
  DtStatement *statement;
  gboolean found;

  if (note->rating > DT_NOTE_MAX_RATING || g_utf8_strlen (note->tags, -1) > DT_NOTE_MAX_TAGS
      || g_utf8_strlen (note->text, -1) > DT_NOTE_MAX_TEXT)
    {
      g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE,
                   "A note has at most %d stars, %d characters of tags and %d of text",
                   DT_NOTE_MAX_RATING, DT_NOTE_MAX_TAGS, DT_NOTE_MAX_TEXT);
      return FALSE;
    }

  statement = dt_sqlite_prepare (self->sqlite, "SELECT id FROM trades WHERE book = ? AND id = ?");
  dt_statement_put_int (statement, book_id);
  dt_statement_put_int (statement, (gint64) note->trade);
  found = dt_statement_next (statement);
  if (!dt_statement_end (statement, error))
    return FALSE;
  if (!found)
    g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND,
                 "Book %" G_GINT64_FORMAT " has no trade %" G_GUINT64_FORMAT, book_id, note->trade);

  return found;
}

/**
 * dt_book_store_put_note:
 *
 * Errors: %DT_STORE_ERROR_NOT_FOUND without such a trade, %DT_STORE_ERROR_VALUE when the note is
 * too long.
 */
gboolean
dt_book_store_put_note (DtBookStore        *self,
                        gint64              book_id,
                        const DtTradeNote  *note,
                        GError            **error)
{
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_BOOK_STORE (self), FALSE);

  if (!check_note (self, book_id, note, error))
    return FALSE;

  if (*note->tags == '\0' && *note->text == '\0' && note->rating == 0)
    {
      statement = dt_sqlite_prepare (self->sqlite,
                                     "DELETE FROM journal_notes WHERE book = ? AND trade = ?");
      dt_statement_put_int (statement, book_id);
      dt_statement_put_int (statement, (gint64) note->trade);
      return dt_statement_run (statement, error);
    }

  statement = dt_sqlite_prepare (self->sqlite,
                                 "INSERT INTO journal_notes (book, trade, written, tags, text, "
                                 "rating) VALUES (?, ?, ?, ?, ?, ?) "
                                 "ON CONFLICT (book, trade) DO UPDATE SET "
                                 "written = excluded.written, tags = excluded.tags, "
                                 "text = excluded.text, rating = excluded.rating");
  dt_statement_put_int (statement, book_id);
  dt_statement_put_int (statement, (gint64) note->trade);
  dt_statement_put_int (statement, note->written);
  dt_statement_put_text (statement, note->tags);
  dt_statement_put_text (statement, note->text);
  dt_statement_put_int (statement, note->rating);

  return dt_statement_run (statement, error);
}
