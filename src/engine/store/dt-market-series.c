/* dt-market-series.c - market.db: series and their bars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-hash.h"
#include "dt-pool.h"

#include "dt-calendar.h"

#include "dt-bar-chunk.h"
#include "dt-market-store-private.h"

void
dt_series_info_free (DtSeriesInfo *info)
{
  if (info == NULL)
    return;

  dt_series_identity_clear (&info->identity);
  g_free (info->symbol);
  g_free (info->hash);
  g_free (info);
}

static void
packed_chunk_clear (gpointer data)
{
  DtPackedChunk *chunk = data;

  g_clear_pointer (&chunk->bars, g_byte_array_unref);
}

static GArray *
packed_chunks_new (void)
{
  GArray *chunks = g_array_new (FALSE, FALSE, sizeof (DtPackedChunk));

  g_array_set_clear_func (chunks, packed_chunk_clear);

  return chunks;
}

/* The first day of the chunk that a bar belongs to: a decade of days or weeks, a year of bars of
 * 15 minutes and more, a month of minutes, a day of anything shorter: some thousand bars. */
static DtDate
chunk_period (DtTime      time,
              DtTimeframe timeframe)
{
  DtDate date = time / DT_DAY - (time % DT_DAY < 0);
  int year, month, day;

  dt_date_get_ymd (date, &year, &month, &day);
  if (timeframe >= DT_TIMEFRAME_DAY)
    return dt_date_new (year >= 0 ? year - year % 10 : year, 1, 1);
  if (timeframe >= 15 * DT_TIMEFRAME_MINUTE)
    return dt_date_new (year, 1, 1);
  if (timeframe >= DT_TIMEFRAME_MINUTE)
    return dt_date_new (year, month, 1);

  return date;
}

static void
hash_column (DtHash        *hash,
             gconstpointer  column,
             gsize          n_values)
{
  const guint64 *words = column;

  if (G_BYTE_ORDER == G_LITTLE_ENDIAN)
    {
      dt_hash_add (hash, column, n_values * sizeof *words);
      return;
    }

  for (gsize i = 0; i < n_values; i++)
    {
      guint64 word = GUINT64_TO_LE (words[i]);

      dt_hash_add (hash, &word, sizeof word);
    }
}

/**
 * dt_bar_series_hash:
 *
 * Returns: (transfer full): SHA-256, in hexadecimal, of the columns time, open, high, low, close
 *   and volume one after the other, 8 bytes a value, least first. What they are called, how they
 *   are stored and when they are known is not in it.
 */
char *
dt_bar_series_hash (const DtBarSeries *series)
{
  g_autoptr(DtHash) hash = dt_hash_new ();

  hash_column (hash, series->time, series->n_bars);
  hash_column (hash, series->open, series->n_bars);
  hash_column (hash, series->high, series->n_bars);
  hash_column (hash, series->low, series->n_bars);
  hash_column (hash, series->close, series->n_bars);
  hash_column (hash, series->volume, series->n_bars);

  return dt_hash_finish (hash);
}

/* Writing */

static gboolean
check_finite (const DtBarSeries  *series,
              gsize               first,
              GError            **error)
{
  const double *columns[] = { series->open, series->high, series->low, series->close,
                              series->volume };

  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    for (gsize i = first; i < series->n_bars; i++)
      if (!isfinite (columns[c][i]))
        {
          char buf[DT_TIME_BUF_SIZE];

          g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE,
                       "The bar of %s at %s has a value that is no number", series->symbol,
                       dt_time_to_string (series->time[i], buf));
          return FALSE;
        }

  return TRUE;
}

static gboolean
check_series (const DtBarSeries  *series,
              GError            **error)
{
  if (series->n_bars == 0)
    {
      g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE,
                   "The series of %s has no bars, there is nothing to store", series->symbol);
      return FALSE;
    }

  for (gsize i = 1; i < series->n_bars; i++)
    if (series->time[i] <= series->time[i - 1])
      {
        char buf[DT_TIME_BUF_SIZE];

        g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE,
                     "The bars of %s are not in order at %s", series->symbol,
                     dt_time_to_string (series->time[i], buf));
        return FALSE;
      }

  return check_finite (series, 0, error);
}

static GArray *
pack_series (const DtBarSeries *series)
{
  GArray *chunks = packed_chunks_new ();
  gsize first = 0;

  while (first < series->n_bars)
    {
      DtPackedChunk chunk = { chunk_period (series->time[first], series->timeframe), NULL };
      gsize last = first + 1;

      while (last < series->n_bars && last - first < DT_BAR_CHUNK_MAX_BARS
             && chunk_period (series->time[last], series->timeframe) == chunk.period)
        last++;
      chunk.bars = dt_bar_chunk_encode (series, first, last - first);
      g_array_append_val (chunks, chunk);
      first = last;
    }

  return chunks;
}

/* The instrument of a symbol, made as a stock when an import brings a new one. */
static DtInstrumentId
ensure_instrument (DtMarketStore  *self,
                   const char     *symbol,
                   GError        **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(DtInstrument) instrument = NULL;
  DtInstrumentId id = dt_market_store_find_instrument (self, symbol, &local_error);

  if (id != 0)
    return id;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return 0;
    }

  instrument = dt_instrument_new (symbol, DT_INSTRUMENT_STOCK);
  if (!dt_market_store_put_instrument (self, instrument, error))
    return 0;

  return dt_market_store_find_instrument (self, symbol, error);
}

static void
put_identity (DtStatement        *statement,
              DtInstrumentId      instrument,
              const DtSeriesInfo *info)
{
  dt_statement_put_int (statement, instrument);
  dt_statement_put_int (statement, info->timeframe);
  dt_statement_put_int (statement, info->identity.adjustment);
  dt_statement_put_int (statement, info->identity.as_of);
  dt_statement_put_int (statement, info->identity.stamp);
  dt_statement_put_int (statement, info->identity.session);
  dt_statement_put_text (statement, info->identity.zone != NULL ? info->identity.zone
                                                                : "America/New_York");
  dt_statement_put_text (statement, info->identity.source != NULL ? info->identity.source : "");
}

static gboolean
find_series_row (DtMarketStore       *self,
                 DtInstrumentId       instrument,
                 const DtSeriesInfo  *info,
                 gint64              *id,
                 GError             **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (dt_market_store_get_sqlite (self),
                                 "SELECT id FROM series WHERE instrument = ? AND timeframe = ?"
                                 " AND adjustment = ? AND as_of = ? AND stamp = ? AND session = ?"
                                 " AND zone = ? AND source = ?");
  put_identity (statement, instrument, info);
  *id = dt_statement_next (statement) ? dt_statement_take_range (statement, 1, G_MAXINT64) : 0;

  return dt_statement_end (statement, error);
}

/* The row keeps its id when it is there already: tapes name it. */
static gboolean
put_series_row (DtMarketStore   *self,
                DtInstrumentId   instrument,
                DtSeriesInfo    *info,
                GError         **error)
{
  DtSqlite *sqlite = dt_market_store_get_sqlite (self);
  DtStatement *statement;

  if (!find_series_row (self, instrument, info, &info->id, error))
    return FALSE;

  if (info->id == 0)
    {
      statement = dt_sqlite_prepare (sqlite,
                                     "INSERT INTO series (instrument, timeframe, adjustment,"
                                     " as_of, stamp, session, zone, source, n_bars, first, last,"
                                     " hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
      put_identity (statement, instrument, info);
    }
  else
    statement = dt_sqlite_prepare (sqlite, "UPDATE series SET n_bars = ?, first = ?, last = ?,"
                                           " hash = ? WHERE id = ?");

  dt_statement_put_int (statement, info->n_bars);
  dt_statement_put_int (statement, info->first);
  dt_statement_put_int (statement, info->last);
  dt_statement_put_text (statement, info->hash);
  if (info->id != 0)
    dt_statement_put_int (statement, info->id);
  if (!dt_statement_run (statement, error))
    return FALSE;

  if (info->id == 0)
    info->id = dt_sqlite_get_last_id (sqlite);

  return TRUE;
}

static gboolean
put_chunks (DtMarketStore  *self,
            gint64          series,
            GArray         *chunks,
            GError        **error)
{
  DtSqlite *sqlite = dt_market_store_get_sqlite (self);
  DtStatement *statement = dt_sqlite_prepare (sqlite, "DELETE FROM chunks WHERE series = ?");

  dt_statement_put_int (statement, series);
  if (!dt_statement_run (statement, error))
    return FALSE;

  statement = dt_sqlite_prepare (sqlite,
                                 "INSERT INTO chunks (series, period, bars) VALUES (?, ?, ?)");
  for (guint i = 0; i < chunks->len; i++)
    {
      const DtPackedChunk *chunk = &g_array_index (chunks, DtPackedChunk, i);

      dt_statement_put_int (statement, series);
      dt_statement_put_int (statement, chunk->period);
      dt_statement_put_blob (statement, chunk->bars->data, chunk->bars->len);
      if (!dt_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
dt_market_store_put_packed (DtMarketStore  *self,
                            DtSeriesInfo   *info,
                            GArray         *chunks,
                            GError        **error)
{
  DtInstrumentId instrument;

  if (!dt_market_store_begin (self, error))
    return FALSE;

  instrument = ensure_instrument (self, info->symbol, error);
  if (instrument == 0
      || !put_series_row (self, instrument, info, error)
      || !put_chunks (self, info->id, chunks, error))
    {
      dt_market_store_rollback (self);
      return FALSE;
    }

  return dt_market_store_commit (self, error);
}

/* What is stored of a series, worked out without the database. */
typedef struct
{
  const DtBarSeries *series;
  GArray            *chunks;
  char              *hash;
  gint               ready;      /* atomic: what is above is there */
} Prepared;

static void
prepared_clear (Prepared *prepared)
{
  g_clear_pointer (&prepared->chunks, g_array_unref);
  g_clear_pointer (&prepared->hash, g_free);
}

static gboolean
prepare (Prepared           *prepared,
         const DtBarSeries  *series,
         GError            **error)
{
  if (!check_series (series, error))
    return FALSE;

  prepared->series = series;
  prepared->chunks = pack_series (series);
  prepared->hash = dt_bar_series_hash (series);

  return TRUE;
}

static gboolean
put_prepared (DtMarketStore   *self,
              const Prepared  *prepared,
              GError         **error)
{
  const DtBarSeries *series = prepared->series;
  DtSeriesInfo info = {
    .symbol = series->symbol,
    .timeframe = series->timeframe,
    .identity = series->identity,
    .n_bars = series->n_bars,
    .first = series->time[0],
    .last = series->time[series->n_bars - 1],
    .hash = prepared->hash,
  };

  return dt_market_store_put_packed (self, &info, prepared->chunks, error);
}

gboolean
dt_market_store_put_series (DtMarketStore      *self,
                            const DtBarSeries  *series,
                            GError            **error)
{
  Prepared prepared = { 0 };
  gboolean done;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), FALSE);

  done = prepare (&prepared, series, error) && put_prepared (self, &prepared, error);
  prepared_clear (&prepared);

  return done;
}

/* Series are packed by all threads of the pool. The database is one thread's, who after each one
 * that it has packed itself writes those whose turn it is. */
typedef struct
{
  DtMarketStore *store;
  GThread       *writer;
  GPtrArray     *series;
  Prepared      *prepared;      /* of each */
  gsize          n_written;     /* the writer's own */
} Packing;

static gboolean
write_ready (Packing  *packing,
             GError  **error)
{
  gboolean done = TRUE;

  for (; done && packing->n_written < packing->series->len; packing->n_written++)
    {
      Prepared *next = &packing->prepared[packing->n_written];

      if (!g_atomic_int_get (&next->ready))
        break;
      done = put_prepared (packing->store, next, error);
      prepared_clear (next);
    }

  return done;
}

static gboolean
pack_one (gsize      i,
          gpointer   data,
          GError   **error)
{
  Packing *packing = data;
  Prepared *prepared = &packing->prepared[i];

  if (!prepare (prepared, g_ptr_array_index (packing->series, i), error))
    return FALSE;
  g_atomic_int_set (&prepared->ready, TRUE);

  return packing->writer != g_thread_self () || write_ready (packing, error);
}

/**
 * dt_market_store_put_many:
 * @series: of #DtBarSeries
 *
 * dt_market_store_put_series() of each, packed on all threads of the pool and written in the order
 * of the list. To have all or none of them, begin a transaction first.
 */
gboolean
dt_market_store_put_many (DtMarketStore  *self,
                          GPtrArray      *series,
                          GError        **error)
{
  Packing packing = { self, g_thread_self (), series };
  gboolean done;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), FALSE);

  packing.prepared = g_new0 (Prepared, series->len);
  done = dt_pool_each (series->len, pack_one, &packing, NULL, NULL, NULL, error)
         && write_ready (&packing, error);
  for (gsize i = 0; i < series->len; i++)
    prepared_clear (&packing.prepared[i]);
  g_free (packing.prepared);

  return done;
}

/* Reading */

#define SELECT_SERIES \
  "SELECT series.id, symbol, timeframe, adjustment, as_of, stamp, session, zone, source, n_bars," \
  " series.first, series.last, hash FROM series, symbols " \
  "WHERE symbols.instrument = series.instrument AND symbols.last IS NULL "

static DtSeriesInfo *
take_series_info (DtStatement *statement)
{
  DtSeriesInfo *info = g_new0 (DtSeriesInfo, 1);

  info->id = dt_statement_take_range (statement, 1, G_MAXINT64);
  info->symbol = g_strdup (dt_statement_take_text (statement));
  info->timeframe = dt_statement_take_range (statement, 1, G_MAXINT32);
  info->identity.adjustment = dt_statement_take_range (statement, 0, DT_ADJUSTMENT_TOTAL_RETURN);
  info->identity.as_of = dt_statement_take_range (statement, G_MININT32, G_MAXINT32);
  info->identity.stamp = dt_statement_take_range (statement, 0, DT_STAMP_END);
  info->identity.session = dt_statement_take_range (statement, 0, DT_SESSION_EXTENDED);
  info->identity.zone = g_strdup (dt_statement_take_text (statement));
  info->identity.source = g_strdup (dt_statement_take_text (statement));
  info->n_bars = dt_statement_take_range (statement, 1, G_MAXINT32);
  info->first = dt_statement_take_int (statement);
  info->last = dt_statement_take_int (statement);
  info->hash = g_strdup (dt_statement_take_text (statement));

  return info;
}

GPtrArray *
dt_market_store_list_series (DtMarketStore  *self,
                             GError        **error)
{
  g_autoptr(GPtrArray) list = NULL;
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), NULL);

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_series_info_free);
  statement = dt_sqlite_prepare (dt_market_store_get_sqlite (self),
                                 SELECT_SERIES "ORDER BY symbol, timeframe, source, adjustment,"
                                               " as_of, stamp, session, zone");
  while (dt_statement_next (statement))
    g_ptr_array_add (list, take_series_info (statement));
  if (!dt_statement_end (statement, error))
    return NULL;

  return g_steal_pointer (&list);
}

/**
 * dt_market_store_dup_series_info:
 *
 * Returns: (transfer full): what is stored under this id; otherwise %NULL and @error is set
 */
DtSeriesInfo *
dt_market_store_dup_series_info (DtMarketStore  *self,
                                 gint64          series_id,
                                 GError        **error)
{
  g_autoptr(DtSeriesInfo) info = NULL;
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), NULL);

  statement = dt_sqlite_prepare (dt_market_store_get_sqlite (self),
                                 SELECT_SERIES "AND series.id = ?");
  dt_statement_put_int (statement, series_id);
  if (dt_statement_next (statement))
    info = take_series_info (statement);
  if (!dt_statement_end (statement, error))
    return NULL;

  if (info == NULL)
    g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND,
                 "There is no series %" G_GINT64_FORMAT " in %s", series_id,
                 dt_sqlite_get_path (dt_market_store_get_sqlite (self)));

  return g_steal_pointer (&info);
}

static void
prefix_chunk (GError             **error,
              const char          *path,
              const DtSeriesInfo  *info,
              DtDate               period)
{
  char date[DT_TIME_BUF_SIZE], timeframe[DT_TIMEFRAME_BUF_SIZE];

  g_prefix_error (error, "%s, series %s %s \"%s\", chunk of %s: ", path, info->symbol,
                  dt_timeframe_to_string (info->timeframe, timeframe), info->identity.source,
                  dt_date_to_string (period, date));
}

static DtStatement *
select_chunks (DtMarketStore      *self,
               const DtSeriesInfo *info,
               DtTime              from,
               DtTime              to)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (dt_market_store_get_sqlite (self),
                                 "SELECT period, bars FROM chunks WHERE series = ?"
                                 " AND period BETWEEN ? AND ? ORDER BY period");
  dt_statement_put_int (statement, info->id);
  dt_statement_put_int (statement, from == DT_TIME_NONE ? G_MININT32
                                                        : chunk_period (from, info->timeframe));
  dt_statement_put_int (statement, to == DT_TIME_NONE ? G_MAXINT32
                                                      : chunk_period (to, info->timeframe));

  return statement;
}

/**
 * dt_market_store_load_packed:
 * @checked: whether their checksums are looked at, which unpacking does as well
 */
GArray *
dt_market_store_load_packed (DtMarketStore       *self,
                             const DtSeriesInfo  *info,
                             DtTime               from,
                             DtTime               to,
                             gboolean             checked,
                             GError             **error)
{
  g_autoptr(GArray) chunks = packed_chunks_new ();
  DtStatement *statement = select_chunks (self, info, from, to);

  while (dt_statement_next (statement))
    {
      DtPackedChunk chunk = { dt_statement_take_range (statement, G_MININT32, G_MAXINT32), NULL };
      gsize size;
      const guint8 *data = dt_statement_take_blob (statement, &size);
      guint n_bars;

      if (checked && !dt_bar_chunk_check (data, size, &n_bars, error))
        {
          prefix_chunk (error, dt_sqlite_get_path (dt_market_store_get_sqlite (self)), info,
                        chunk.period);
          dt_statement_end (statement, NULL);
          return NULL;
        }
      chunk.bars = g_byte_array_sized_new (size);
      g_byte_array_append (chunk.bars, data, size);
      g_array_append_val (chunks, chunk);
    }
  if (!dt_statement_end (statement, error))
    return NULL;

  return g_steal_pointer (&chunks);
}

static gboolean
decode_chunks (const char          *path,
               const DtSeriesInfo  *info,
               const GArray        *chunks,
               DtBarSeries         *series,
               GError             **error)
{
  for (guint i = 0; i < chunks->len; i++)
    {
      const DtPackedChunk *chunk = &g_array_index (chunks, DtPackedChunk, i);
      gsize before = series->n_bars;

      if (!dt_bar_chunk_decode (chunk->bars->data, chunk->bars->len, series, error)
          || !check_finite (series, before, error))
        {
          prefix_chunk (error, path, info, chunk->period);
          return FALSE;
        }
    }

  return TRUE;
}

static void
shift_column (gpointer column,
              gsize    first,
              gsize    n_bars)
{
  guint64 *words = column;

  memmove (words, words + first, n_bars * sizeof *words);
}

/* Cuts to [from, to). */
static void
cut_series (DtBarSeries *series,
            DtTime       from,
            DtTime       to)
{
  gsize first = from == DT_TIME_NONE ? 0 : dt_bar_series_find (series, from);
  gsize last = to == DT_TIME_NONE ? series->n_bars : dt_bar_series_find (series, to);

  series->n_bars = last > first ? last - first : 0;
  if (first == 0)
    return;

  shift_column (series->time, first, series->n_bars);
  shift_column (series->open, first, series->n_bars);
  shift_column (series->high, first, series->n_bars);
  shift_column (series->low, first, series->n_bars);
  shift_column (series->close, first, series->n_bars);
  shift_column (series->volume, first, series->n_bars);
}

/* Whole series must be as long as their row says: a lost chunk is damage, not history. */
static gboolean
check_length (const char          *path,
              const DtSeriesInfo  *info,
              const DtBarSeries   *series,
              GError             **error)
{
  if (series->n_bars == info->n_bars)
    return TRUE;

  g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT,
               "%s, series %s \"%s\": %" G_GSIZE_FORMAT " bars are stored, %" G_GSIZE_FORMAT
               " should be: import it again", path, info->symbol, info->identity.source,
               series->n_bars, info->n_bars);
  return FALSE;
}

DtBarSeries *
dt_packed_series_unpack (const char          *path,
                         const DtSeriesInfo  *info,
                         const GArray        *chunks,
                         DtTime               from,
                         DtTime               to,
                         GError             **error)
{
  gboolean whole = from == DT_TIME_NONE && to == DT_TIME_NONE;
  g_autoptr(DtBarSeries) series = dt_bar_series_new (info->symbol, info->timeframe,
                                                     whole ? info->n_bars : 0);

  dt_series_identity_copy (&info->identity, &series->identity);
  if (!decode_chunks (path, info, chunks, series, error)
      || (whole && !check_length (path, info, series, error)))
    return NULL;

  cut_series (series, from, to);
  for (gsize i = 0; i < series->n_bars; i++)
    series->known[i] = dt_calendar_bar_known (series->time[i], series->timeframe);

  return g_steal_pointer (&series);
}

static DtBarSeries *
load_info (DtMarketStore       *self,
           const DtSeriesInfo  *info,
           DtTime               from,
           DtTime               to,
           GError             **error)
{
  g_autoptr(GArray) chunks = dt_market_store_load_packed (self, info, from, to, FALSE, error);

  if (chunks == NULL)
    return NULL;

  return dt_packed_series_unpack (dt_sqlite_get_path (dt_market_store_get_sqlite (self)), info,
                                  chunks, from, to, error);
}

DtBarSeries *
dt_market_store_load_series (DtMarketStore  *self,
                             gint64          series_id,
                             DtTime          from,
                             DtTime          to,
                             GError        **error)
{
  g_autoptr(DtSeriesInfo) info = dt_market_store_dup_series_info (self, series_id, error);

  return info != NULL ? load_info (self, info, from, to, error) : NULL;
}

/**
 * dt_market_store_check_series:
 *
 * Reads all bars of a series and compares them with the hash that was taken when they came in.
 */
gboolean
dt_market_store_check_series (DtMarketStore  *self,
                              gint64          series_id,
                              GError        **error)
{
  g_autoptr(DtSeriesInfo) info = dt_market_store_dup_series_info (self, series_id, error);
  g_autoptr(DtBarSeries) series = NULL;
  g_autofree char *hash = NULL;

  if (info == NULL)
    return FALSE;

  series = load_info (self, info, DT_TIME_NONE, DT_TIME_NONE, error);
  if (series == NULL)
    return FALSE;

  hash = dt_bar_series_hash (series);
  if (g_str_equal (hash, info->hash))
    return TRUE;

  g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT,
               "%s, series %s \"%s\": the bars are not those that came in (hash %s, not %s): "
               "import it again",
               dt_sqlite_get_path (dt_market_store_get_sqlite (self)), info->symbol,
               info->identity.source, hash, info->hash);
  return FALSE;
}
