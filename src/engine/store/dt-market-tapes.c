/* dt-market-tapes.c - market.db: tapes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include <string.h>

#include "dt-pool.h"

#include "dt-event.h"

#include "dt-market-store-private.h"

/* Bytes of packed bars that are read before all of them are unpacked: about a million bars. */
#define MOST_PACKED ((gsize) 1 << 24)

void
dt_tape_free (DtTape *tape)
{
  if (tape == NULL)
    return;

  g_free (tape->name);
  g_free (tape->title);
  g_clear_pointer (&tape->series, g_array_unref);
  g_clear_pointer (&tape->roles, g_array_unref);
  g_free (tape);
}

static gboolean
put_tape_row (DtSqlite      *sqlite,
              const DtTape  *tape,
              GError       **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite, "INSERT OR REPLACE INTO tapes (name, title, first, last) "
                                         "VALUES (?, ?, ?, ?)");
  dt_statement_put_text (statement, tape->name);
  dt_statement_put_text (statement, tape->title);
  dt_statement_put_int (statement, tape->from);
  dt_statement_put_int (statement, tape->to);
  if (!dt_statement_run (statement, error))
    return FALSE;

  statement = dt_sqlite_prepare (sqlite, "DELETE FROM tape_series WHERE tape = ?");
  dt_statement_put_text (statement, tape->name);

  return dt_statement_run (statement, error);
}

static gboolean
put_tape_series (DtSqlite      *sqlite,
                 const DtTape  *tape,
                 GError       **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite, "INSERT INTO tape_series (tape, place, series, role) "
                                         "VALUES (?, ?, ?, ?)");
  for (guint i = 0; i < tape->series->len; i++)
    {
      dt_statement_put_text (statement, tape->name);
      dt_statement_put_int (statement, i);
      dt_statement_put_int (statement, g_array_index (tape->series, gint64, i));
      dt_statement_put_int (statement, g_array_index (tape->roles, guint8, i));
      if (!dt_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * dt_market_store_put_tape:
 *
 * Adds a tape, or puts it in the place of the one with the same name.
 */
gboolean
dt_market_store_put_tape (DtMarketStore  *self,
                          const DtTape   *tape,
                          GError        **error)
{
  DtSqlite *sqlite;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), FALSE);
  g_return_val_if_fail (tape->series->len == tape->roles->len, FALSE);

  sqlite = dt_market_store_get_sqlite (self);
  if (!dt_sqlite_begin (sqlite, error))
    return FALSE;

  if (!put_tape_row (sqlite, tape, error) || !put_tape_series (sqlite, tape, error))
    {
      dt_sqlite_rollback (sqlite);
      return FALSE;
    }

  return dt_sqlite_commit (sqlite, error);
}

static DtTape *
take_tape (DtStatement *statement)
{
  DtTape *tape = g_new0 (DtTape, 1);

  tape->name = g_strdup (dt_statement_take_text (statement));
  tape->title = g_strdup (dt_statement_take_text (statement));
  tape->from = dt_statement_take_int (statement);
  tape->to = dt_statement_take_int (statement);
  tape->series = g_array_new (FALSE, FALSE, sizeof (gint64));
  tape->roles = g_array_new (FALSE, FALSE, sizeof (guint8));

  return tape;
}

static gboolean
load_tape_series (DtMarketStore  *self,
                  DtTape         *tape,
                  GError        **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (dt_market_store_get_sqlite (self),
                                 "SELECT series, role FROM tape_series WHERE tape = ? "
                                 "ORDER BY place");
  dt_statement_put_text (statement, tape->name);
  while (dt_statement_next (statement))
    {
      gint64 series = dt_statement_take_range (statement, 1, G_MAXINT64);
      guint8 role = dt_statement_take_range (statement, 0, DT_LANE_CONTEXT);

      g_array_append_val (tape->series, series);
      g_array_append_val (tape->roles, role);
    }

  return dt_statement_end (statement, error);
}

GPtrArray *
dt_market_store_list_tapes (DtMarketStore  *self,
                            GError        **error)
{
  g_autoptr(GPtrArray) tapes = NULL;
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), NULL);

  tapes = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_tape_free);
  statement = dt_sqlite_prepare (dt_market_store_get_sqlite (self),
                                 "SELECT name, title, first, last FROM tapes ORDER BY name");
  while (dt_statement_next (statement))
    g_ptr_array_add (tapes, take_tape (statement));
  if (!dt_statement_end (statement, error))
    return NULL;

  for (guint i = 0; i < tapes->len; i++)
    if (!load_tape_series (self, g_ptr_array_index (tapes, i), error))
      return NULL;

  return g_steal_pointer (&tapes);
}

DtTape *
dt_market_store_dup_tape (DtMarketStore  *self,
                          const char     *name,
                          GError        **error)
{
  g_autoptr(GPtrArray) tapes = dt_market_store_list_tapes (self, error);

  if (tapes == NULL)
    return NULL;

  for (guint i = 0; i < tapes->len; i++)
    {
      DtTape *tape = g_ptr_array_index (tapes, i);

      if (g_str_equal (tape->name, name))
        return g_ptr_array_steal_index (tapes, i);
    }

  g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND,
               "There is no tape \"%s\" in %s", name,
               dt_sqlite_get_path (dt_market_store_get_sqlite (self)));
  return NULL;
}

/* The series of a tape */

/* Series that are in memory as they are stored. */
typedef struct
{
  const char          *path;
  const DtSeriesInfo **infos;
  DtTime               to;
  GPtrArray           *chunks;    /* of GArray of DtPackedChunk */
  DtBarSeries        **series;
  GError             **errors;
} Unpacking;

static gboolean
unpack_one (gsize      i,
            gpointer   data,
            GError   **error)
{
  Unpacking *work = data;

  work->series[i] = dt_packed_series_unpack (work->path, work->infos[i],
                                             g_ptr_array_index (work->chunks, i), DT_TIME_NONE,
                                             work->to, &work->errors[i]);
  return TRUE;
}

/* Returns how many it read, of @n; 0 with an error. */
static guint
read_some (DtMarketStore       *self,
           Unpacking           *work,
           guint                n,
           GError             **error)
{
  gsize n_bytes = 0;
  guint i;

  for (i = 0; i < n && n_bytes < MOST_PACKED; i++)
    {
      GArray *chunks = dt_market_store_load_packed (self, work->infos[i], DT_TIME_NONE, work->to,
                                                    FALSE, error);

      if (chunks == NULL)
        return 0;
      g_ptr_array_add (work->chunks, chunks);
      for (guint k = 0; k < chunks->len; k++)
        n_bytes += g_array_index (chunks, DtPackedChunk, k).bars->len;
    }

  return i;
}

/* Reads and unpacks the next ones. Returns how many, 0 with an error. */
static guint
load_some (DtMarketStore       *self,
           Unpacking           *work,
           guint                n,
           GCancellable        *cancellable,
           GError             **error)
{
  g_autofree GError **errors = g_new0 (GError *, n);
  GError *first = NULL;
  guint n_read;

  work->errors = errors;
  work->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  n_read = read_some (self, work, n, error);
  if (n_read > 0 && !dt_pool_each (n_read, unpack_one, work, NULL, NULL, cancellable, error))
    n_read = 0;
  g_ptr_array_unref (work->chunks);

  for (guint i = 0; i < n; i++)
    if (first == NULL)
      first = errors[i];
    else
      g_clear_error (&errors[i]);
  if (first == NULL)
    return n_read;

  /* Of a cancelled load there is that error already */
  if (n_read > 0)
    g_propagate_error (error, first);
  else
    g_error_free (first);
  return 0;
}

gboolean
dt_market_store_load_many (DtMarketStore          *self,
                           const DtSeriesInfo    **infos,
                           guint                   n,
                           DtTime                  to,
                           DtBarSeries           **series,
                           GFileProgressCallback   progress,
                           gpointer                user_data,
                           GCancellable           *cancellable,
                           GError                **error)
{
  Unpacking work = { dt_sqlite_get_path (dt_market_store_get_sqlite (self)), infos, to };

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), FALSE);

  memset (series, 0, n * sizeof *series);
  for (guint done = 0, some; done < n; done += some)
    {
      work.infos = infos + done;
      work.series = series + done;
      some = g_cancellable_set_error_if_cancelled (cancellable, error)
             ? 0 : load_some (self, &work, n - done, cancellable, error);
      if (some == 0)
        {
          for (guint i = 0; i < n; i++)
            g_clear_pointer (&series[i], dt_bar_series_unref);
          return FALSE;
        }
      if (progress != NULL)
        progress (done + some, n, user_data);
    }

  return TRUE;
}
