/* dt-market-merge.c - everything of another market.db
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include "dt-market-store-private.h"

typedef struct
{
  DtMarketStore         *to;
  DtMarketStore         *from;
  GHashTable            *new_ids;      /* series id there -> series id here, of gint64 */
  GHashTable            *sources;      /* set of the names of sources */
  goffset                n_bars;
  goffset                n_bars_done;
  GFileProgressCallback  progress;
  gpointer               user_data;
  GCancellable          *cancellable;
} Merge;

/* Ids differ between databases: an underlying is found again by its symbol. */
static gboolean
translate_underlying (Merge         *merge,
                      GPtrArray     *instruments,
                      DtInstrument  *instrument,
                      GError       **error)
{
  for (guint i = 0; i < instruments->len; i++)
    {
      const DtInstrument *other = g_ptr_array_index (instruments, i);

      if (other->id != instrument->underlying)
        continue;

      instrument->underlying = dt_market_store_find_instrument (merge->to, other->symbol, error);
      return instrument->underlying != 0;
    }

  g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE,
               "The option %s in the merged database has no underlying", instrument->symbol);
  return FALSE;
}

static gboolean
merge_instruments (Merge   *merge,
                   GError **error)
{
  g_autoptr(GPtrArray) instruments = dt_market_store_list_instruments (merge->from, error);

  if (instruments == NULL)
    return FALSE;

  /* Underlyings first */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < instruments->len; i++)
      {
        g_autoptr(DtInstrument) copy = dt_instrument_copy (g_ptr_array_index (instruments, i));

        if ((copy->underlying != 0) != (pass == 1))
          continue;
        if (pass == 1 && !translate_underlying (merge, instruments, copy, error))
          return FALSE;
        if (!dt_market_store_put_instrument (merge->to, copy, error))
          return FALSE;
      }

  return TRUE;
}

static gboolean
merge_one_series (Merge         *merge,
                  DtSeriesInfo  *info,
                  GError       **error)
{
  g_autoptr(GArray) chunks = NULL;
  gint64 old_id = info->id;

  if (g_cancellable_set_error_if_cancelled (merge->cancellable, error))
    return FALSE;

  chunks = dt_market_store_load_packed (merge->from, info, DT_TIME_NONE, DT_TIME_NONE, TRUE,
                                        error);
  if (chunks == NULL || !dt_market_store_put_packed (merge->to, info, chunks, error))
    return FALSE;

  g_hash_table_insert (merge->new_ids, g_memdup2 (&old_id, sizeof old_id),
                       g_memdup2 (&info->id, sizeof info->id));
  g_hash_table_add (merge->sources, g_strdup (info->identity.source));

  merge->n_bars_done += info->n_bars;
  if (merge->progress != NULL)
    merge->progress (merge->n_bars_done, merge->n_bars, merge->user_data);

  return TRUE;
}

static gboolean
merge_series (Merge   *merge,
              GError **error)
{
  g_autoptr(GPtrArray) list = dt_market_store_list_series (merge->from, error);

  if (list == NULL)
    return FALSE;

  for (guint i = 0; i < list->len; i++)
    merge->n_bars += ((DtSeriesInfo *) g_ptr_array_index (list, i))->n_bars;
  for (guint i = 0; i < list->len; i++)
    if (!merge_one_series (merge, g_ptr_array_index (list, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
merge_tapes (Merge   *merge,
             GError **error)
{
  g_autoptr(GPtrArray) tapes = dt_market_store_list_tapes (merge->from, error);

  if (tapes == NULL)
    return FALSE;

  for (guint i = 0; i < tapes->len; i++)
    {
      DtTape *tape = g_ptr_array_index (tapes, i);

      for (guint j = 0; j < tape->series->len; j++)
        {
          gint64 *id = &g_array_index (tape->series, gint64, j);
          const gint64 *new_id = g_hash_table_lookup (merge->new_ids, id);

          if (new_id == NULL)
            {
              g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE,
                           "The tape \"%s\" of the merged database names series %"
                           G_GINT64_FORMAT ", which is not there", tape->name, *id);
              return FALSE;
            }
          *id = *new_id;
        }
      if (!dt_market_store_put_tape (merge->to, tape, error))
        return FALSE;
    }

  return TRUE;
}

/* The order of the table does not matter: sources are independent of each other. */
static gboolean
merge_notes (Merge   *merge,
             GError **error)
{
  GHashTableIter iter;
  gpointer source;

  g_hash_table_iter_init (&iter, merge->sources);
  while (g_hash_table_iter_next (&iter, &source, NULL))
    {
      g_autoptr(GPtrArray) notes = dt_market_store_list_notes (merge->from, source, error);

      if (notes == NULL || !dt_market_store_put_notes (merge->to, source, notes, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
merge_actions (Merge   *merge,
               GError **error)
{
  g_autoptr(GPtrArray) symbols = dt_market_store_list_action_symbols (merge->from, NULL, error);

  if (symbols == NULL)
    return FALSE;

  for (guint i = 0; i < symbols->len; i++)
    {
      const char *symbol = g_ptr_array_index (symbols, i);
      g_autoptr(DtActionList) list = dt_market_store_load_actions (merge->from, symbol, error);

      if (list == NULL || !dt_market_store_put_actions (merge->to, symbol, list, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * dt_market_store_merge:
 * @path: another market.db, only read
 * @progress: (nullable): called with bars done and in all, after each series
 * @cancellable: (nullable): checked before each series
 *
 * Copies instruments, series, tapes, notes and actions; what has the same symbol, identity or name
 * is replaced. All of it or, after an error or cancellation, nothing.
 */
gboolean
dt_market_store_merge (DtMarketStore          *self,
                       const char             *path,
                       GFileProgressCallback   progress,
                       gpointer                user_data,
                       GCancellable           *cancellable,
                       GError                **error)
{
  g_autoptr(DtMarketStore) from = NULL;
  g_autoptr(GHashTable) new_ids = g_hash_table_new_full (g_int64_hash, g_int64_equal,
                                                         g_free, g_free);
  g_autoptr(GHashTable) sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Merge merge;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), FALSE);

  from = dt_market_store_open_file (path, DT_STORE_READ_ONLY, error);
  if (from == NULL || !dt_market_store_begin (self, error))
    return FALSE;

  merge = (Merge) { self, from, new_ids, sources, 0, 0, progress, user_data, cancellable };
  if (!merge_instruments (&merge, error) || !merge_series (&merge, error)
      || !merge_tapes (&merge, error) || !merge_notes (&merge, error)
      || !merge_actions (&merge, error))
    {
      dt_market_store_rollback (self);
      return FALSE;
    }

  return dt_market_store_commit (self, error);
}
