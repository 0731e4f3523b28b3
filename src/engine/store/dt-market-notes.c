/* dt-market-notes.c - market.db: what imports refused or found out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include "dt-market-store-private.h"

void
dt_source_note_free (DtSourceNote *note)
{
  if (note == NULL)
    return;

  g_free (note->file);
  g_free (note->field);
  g_free (note->value);
  g_free (note->reason);
  g_free (note);
}

static gboolean
put_note (DtSqlite            *sqlite,
          const char          *source,
          guint                place,
          const DtSourceNote  *note,
          GError             **error)
{
  g_autofree char *field = note->field != NULL ? g_utf8_make_valid (note->field, -1) : NULL;
  g_autofree char *value = note->value != NULL ? g_utf8_make_valid (note->value, -1) : NULL;
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite, "INSERT INTO notes (source, place, file, line, field,"
                                         " value, reason) VALUES (?, ?, ?, ?, ?, ?, ?)");
  dt_statement_put_text (statement, source);
  dt_statement_put_int (statement, place);
  dt_statement_put_text (statement, note->file);
  dt_statement_put_int (statement, note->line);
  dt_statement_put_text (statement, field);
  dt_statement_put_text (statement, value);
  dt_statement_put_text (statement, note->reason);

  return dt_statement_run (statement, error);
}

gboolean
dt_market_store_put_notes (DtMarketStore  *self,
                           const char     *source,
                           GPtrArray      *notes,
                           GError        **error)
{
  DtSqlite *sqlite;
  DtStatement *statement;
  gboolean done;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), FALSE);

  sqlite = dt_market_store_get_sqlite (self);
  if (!dt_sqlite_begin (sqlite, error))
    return FALSE;

  statement = dt_sqlite_prepare (sqlite, "DELETE FROM notes WHERE source = ?");
  dt_statement_put_text (statement, source);
  done = dt_statement_run (statement, error);
  for (guint i = 0; done && i < notes->len; i++)
    done = put_note (sqlite, source, i, g_ptr_array_index (notes, i), error);

  if (!done)
    {
      dt_sqlite_rollback (sqlite);
      return FALSE;
    }

  return dt_sqlite_commit (sqlite, error);
}

GPtrArray *
dt_market_store_list_notes (DtMarketStore  *self,
                            const char     *source,
                            GError        **error)
{
  g_autoptr(GPtrArray) notes = NULL;
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), NULL);

  notes = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_source_note_free);
  statement = dt_sqlite_prepare (dt_market_store_get_sqlite (self),
                                 "SELECT file, line, field, value, reason FROM notes "
                                 "WHERE source = ? ORDER BY place");
  dt_statement_put_text (statement, source);
  while (dt_statement_next (statement))
    {
      DtSourceNote *note = g_new0 (DtSourceNote, 1);

      note->file = g_strdup (dt_statement_take_text (statement));
      note->line = dt_statement_take_range (statement, 0, G_MAXINT64);
      note->field = g_strdup (dt_statement_take_nullable (statement));
      note->value = g_strdup (dt_statement_take_nullable (statement));
      note->reason = g_strdup (dt_statement_take_text (statement));
      g_ptr_array_add (notes, note);
    }
  if (!dt_statement_end (statement, error))
    return NULL;

  return g_steal_pointer (&notes);
}
