/* dt-tape-catalog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-feed"

#include "config.h"

#include <string.h>

#include "dt-aggregator.h"
#include "dt-pool.h"
#include "dt-tape-catalog.h"

static void
candidate_free (gpointer data)
{
  DtTapeCandidate *candidate = data;

  dt_series_info_free (candidate->info);
  g_clear_pointer (&candidate->series, dt_bar_series_unref);
  g_free (candidate);
}

static void
add_candidate (DtTapeCatalog   *catalog,
               DtTapeCandidate *candidate)
{
  const char *symbol = candidate->info->symbol;
  GPtrArray *list = g_hash_table_lookup (catalog->by_symbol, symbol);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (catalog->by_symbol, g_strdup (symbol), list);
    }
  g_ptr_array_add (list, candidate);
  g_ptr_array_add (catalog->all, candidate);
}

void
dt_tape_catalog_free (DtTapeCatalog *catalog)
{
  if (catalog == NULL)
    return;

  g_hash_table_unref (catalog->by_symbol);
  g_ptr_array_unref (catalog->symbols);
  g_ptr_array_unref (catalog->all);
  g_clear_pointer (&catalog->tape, dt_tape_free);
  g_clear_object (&catalog->store);
  g_free (catalog);
}

/* Files */

typedef struct
{
  GPtrArray  *series;    /* of DtBarSeries */
  char      **hashes;
} Hashing;

static gboolean
hash_one (gsize      i,
          gpointer   data,
          GError   **error)
{
  Hashing *hashing = data;

  hashing->hashes[i] = dt_bar_series_hash (g_ptr_array_index (hashing->series, i));
  return TRUE;
}

static char **
hash_all (GPtrArray *series)
{
  Hashing hashing = { series, g_new0 (char *, series->len + 1) };

  dt_pool_each (series->len, hash_one, &hashing, NULL, NULL, NULL, NULL);
  return hashing.hashes;
}

static DtTapeCandidate *
candidate_from_series (DtBarSeries *series,
                       const char  *hash)
{
  DtTapeCandidate *candidate = g_new0 (DtTapeCandidate, 1);
  DtSeriesInfo *info = g_new0 (DtSeriesInfo, 1);

  info->symbol = g_strdup (series->symbol);
  info->timeframe = series->timeframe;
  dt_series_identity_copy (&series->identity, &info->identity);
  info->n_bars = series->n_bars;
  info->first = series->time[0];
  info->last = series->time[series->n_bars - 1];
  info->hash = g_strdup (hash);

  candidate->info = info;
  candidate->series = dt_bar_series_ref (series);
  candidate->of_tape = candidate->is_base = TRUE;

  return candidate;
}

static void
note_file (GPtrArray        *notes,
           const char       *path,
           const DtCsvTable *table)
{
  g_autofree char *name = g_path_get_basename (path);
  const DtCsvReject *first;

  for (guint i = 0; i < table->notes->len; i++)
    g_ptr_array_add (notes, g_strdup_printf ("%s: %s", name,
                                             (char *) g_ptr_array_index (table->notes, i)));
  if (table->n_rejected == 0)
    return;

  first = g_ptr_array_index (table->rejects, 0);
  g_ptr_array_add (notes, g_strdup_printf (
    "%s: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " rows are left out; the first is line %"
    G_GUINT64_FORMAT ", where %s \"%s\" %s.", name, table->n_rejected, table->n_rows, first->line,
    *first->field != '\0' ? first->field : "the row", first->value, first->reason));
}

static gboolean
refuse_twice (const DtBarSeries  *series,
              const char         *path,
              GError            **error)
{
  char timeframe[DT_TIMEFRAME_BUF_SIZE];

  g_set_error (error, DT_FEED_ERROR, DT_FEED_ERROR_REQUEST,
               "The file %s has %s bars of %s, and a file before it has them too", path,
               dt_timeframe_to_string (series->timeframe, timeframe), series->symbol);
  return FALSE;
}

static gboolean
has_file_series (DtTapeCatalog     *catalog,
                 const DtBarSeries *series)
{
  GPtrArray *list = g_hash_table_lookup (catalog->by_symbol, series->symbol);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const DtTapeCandidate *other = g_ptr_array_index (list, i);

      if (other->series != NULL && other->info->timeframe == series->timeframe)
        return TRUE;
    }

  return FALSE;
}

static gboolean
add_file (DtTapeCatalog          *catalog,
          const char             *path,
          const DtTapeRequest    *request,
          GPtrArray              *notes,
          GFileProgressCallback   progress,
          gpointer                user_data,
          GCancellable           *cancellable,
          GError                **error)
{
  g_autoptr(DtCsvTable) table = dt_csv_import_file (path, request->csv_options, progress,
                                                    user_data, cancellable, error);
  g_auto(GStrv) hashes = NULL;

  if (table == NULL)
    return FALSE;

  note_file (notes, path, table);
  hashes = hash_all (table->series);
  for (guint i = 0; i < table->series->len; i++)
    {
      DtBarSeries *series = g_ptr_array_index (table->series, i);

      if (has_file_series (catalog, series))
        return refuse_twice (series, path, error);
      add_candidate (catalog, candidate_from_series (series, hashes[i]));
    }

  return TRUE;
}

/* The store */

static gboolean
add_stored (DtTapeCatalog  *catalog,
            GError        **error)
{
  g_autoptr(GPtrArray) list = dt_market_store_list_series (catalog->store, error);
  g_autoptr(GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);
  const DtTape *tape = catalog->tape;

  if (list == NULL)
    return FALSE;

  for (guint i = 0; tape != NULL && i < tape->series->len; i++)
    g_hash_table_insert (places, &g_array_index (tape->series, gint64, i),
                         GUINT_TO_POINTER (i + 1));

  for (guint i = 0; i < list->len; i++)
    {
      DtTapeCandidate *candidate = g_new0 (DtTapeCandidate, 1);
      guint place;

      candidate->info = g_steal_pointer (&g_ptr_array_index (list, i));
      place = GPOINTER_TO_UINT (g_hash_table_lookup (places, &candidate->info->id));
      candidate->of_tape = place > 0;
      candidate->is_base = place > 0
                           && g_array_index (tape->roles, guint8, place - 1) == DT_LANE_BASE;
      add_candidate (catalog, candidate);
    }

  return TRUE;
}

/* Which symbols trade */

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
sort_unique (GPtrArray *symbols)
{
  guint n = 0;

  g_ptr_array_sort (symbols, compare_strings);
  for (guint i = 0; i < symbols->len; i++)
    if (n == 0 || strcmp (symbols->pdata[n - 1], symbols->pdata[i]) != 0)
      symbols->pdata[n++] = symbols->pdata[i];
  g_ptr_array_set_size (symbols, n);
}

static gboolean
check_symbol (DtTapeCatalog        *catalog,
              const DtTapeRequest  *request,
              const char           *symbol,
              GError              **error)
{
  GPtrArray *list = g_hash_table_lookup (catalog->by_symbol, symbol);
  gboolean bound = request->universe != NULL || request->csv != NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!bound || ((DtTapeCandidate *) g_ptr_array_index (list, i))->is_base)
      return TRUE;

  if (request->universe != NULL)
    g_set_error (error, DT_FEED_ERROR, DT_FEED_ERROR_NO_DATA,
                 "The universe %s has no symbol %s", request->universe, symbol);
  else
    g_set_error (error, DT_FEED_ERROR, DT_FEED_ERROR_NO_DATA,
                 "There are no bars of %s in the %s", symbol,
                 request->csv != NULL ? "files" : "data directory; import them first");
  return FALSE;
}

static gboolean
choose_symbols (DtTapeCatalog        *catalog,
                const DtTapeRequest  *request,
                GError              **error)
{
  for (guint i = 0; request->symbols != NULL && request->symbols[i] != NULL; i++)
    {
      if (!check_symbol (catalog, request, request->symbols[i], error))
        return FALSE;
      g_ptr_array_add (catalog->symbols, (char *) request->symbols[i]);
    }

  for (guint i = 0; request->symbols == NULL && i < catalog->all->len; i++)
    {
      const DtTapeCandidate *candidate = g_ptr_array_index (catalog->all, i);

      if (candidate->is_base)
        g_ptr_array_add (catalog->symbols, candidate->info->symbol);
    }
  sort_unique (catalog->symbols);
  if (catalog->symbols->len > 0)
    return TRUE;

  g_set_error (error, DT_FEED_ERROR, DT_FEED_ERROR_NO_DATA, "%s", request->universe != NULL
               ? "The universe has no series to trade." : "No symbol, universe or file is given");
  return FALSE;
}

static gboolean
fill (DtTapeCatalog          *catalog,
      const DtTapeRequest    *request,
      GPtrArray              *notes,
      GFileProgressCallback   progress,
      gpointer                user_data,
      GCancellable           *cancellable,
      GError                **error)
{
  for (guint i = 0; request->csv != NULL && request->csv[i] != NULL; i++)
    if (!add_file (catalog, request->csv[i], request, notes, progress, user_data, cancellable,
                   error))
      return FALSE;

  if (catalog->store != NULL)
    {
      if (request->universe != NULL
          && !(catalog->tape = dt_market_store_dup_tape (catalog->store, request->universe, error)))
        return FALSE;
      if (!add_stored (catalog, error))
        return FALSE;
    }
  else if (request->csv == NULL)
    {
      g_set_error (error, DT_FEED_ERROR, DT_FEED_ERROR_NO_DATA,
                   "There is no market database to find the bars in");
      return FALSE;
    }

  return choose_symbols (catalog, request, error);
}

DtTapeCatalog *
dt_tape_catalog_new (DtMarketStore          *store,
                     const DtTapeRequest    *request,
                     GPtrArray              *notes,
                     GFileProgressCallback   progress,
                     gpointer                user_data,
                     GCancellable           *cancellable,
                     GError                **error)
{
  g_autoptr(DtTapeCatalog) catalog = g_new0 (DtTapeCatalog, 1);

  g_set_object (&catalog->store, store);
  catalog->all = g_ptr_array_new_with_free_func (candidate_free);
  catalog->by_symbol = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify) g_ptr_array_unref);
  catalog->symbols = g_ptr_array_new ();

  if (!fill (catalog, request, notes, progress, user_data, cancellable, error))
    return NULL;

  return g_steal_pointer (&catalog);
}

/* Which series is better */

/* Bars that a series has in the range, as if they were evenly spread over its life. */
static double
bars_in_range (const DtSeriesInfo *info,
               const DtTapeWish   *wish)
{
  double first = info->first, last = info->last;
  double from = wish->from != DT_TIME_NONE ? MAX (first, (double) wish->from) : first;
  double to = wish->to != DT_TIME_NONE ? MIN (last, (double) wish->to) : last;

  if (info->n_bars == 0 || to < from)
    return 0.;

  return last > first ? 1. + (info->n_bars - 1) * (to - from) / (last - first) : 1.;
}

static int
compare_identity (const DtSeriesInfo *a,
                  const DtSeriesInfo *b)
{
  int order = g_strcmp0 (a->identity.source, b->identity.source);

  if (order == 0)
    order = strcmp (a->hash, b->hash);

  return order;
}

/* The preference order of docs/data.md: the adjustment that was asked for; the tape's own series;
 * the adjustment of the bars that it is read beside; the most bars in the range; then name and
 * hash, so that the order of imports does not decide. */
static gboolean
is_better (const DtTapeCandidate *a,
           const DtTapeCandidate *b,
           const DtTapeWish      *wish)
{
  const DtSeriesIdentity *x = &a->info->identity, *y = &b->info->identity;
  double bars_a = bars_in_range (a->info, wish), bars_b = bars_in_range (b->info, wish);

  if (wish->adjustment >= 0 && x->adjustment != y->adjustment
      && (x->adjustment == (guint) wish->adjustment || y->adjustment == (guint) wish->adjustment))
    return x->adjustment == (guint) wish->adjustment;
  if (wish->session > 0 && x->session != y->session)
    return (int) x->session + 1 == wish->session;
  if (a->of_tape != b->of_tape)
    return a->of_tape;
  if (wish->like >= 0 && x->adjustment != y->adjustment
      && (x->adjustment == (guint) wish->like || y->adjustment == (guint) wish->like))
    return x->adjustment == (guint) wish->like;
  if (bars_a != bars_b)
    return bars_a > bars_b;

  return compare_identity (a->info, b->info) < 0;
}

DtTapeCandidate *
dt_tape_catalog_find (DtTapeCatalog    *catalog,
                      const char       *symbol,
                      DtTimeframe       timeframe,
                      const DtTapeWish *wish)
{
  GPtrArray *list = g_hash_table_lookup (catalog->by_symbol, symbol);
  DtTapeCandidate *best = NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      DtTapeCandidate *candidate = g_ptr_array_index (list, i);

      if (candidate->info->timeframe == timeframe && bars_in_range (candidate->info, wish) > 0.
          && (best == NULL || is_better (candidate, best, wish)))
        best = candidate;
    }

  return best;
}

/* Of two timeframes the one with the longer history, because it warms up longer bars; of equal
 * ones the longer, because it is less work. */
static gboolean
is_better_source (const DtTapeCandidate *a,
                  const DtTapeCandidate *b,
                  const DtTapeWish      *wish)
{
  DtTime days_a = (a->info->last - a->info->first) / DT_DAY;
  DtTime days_b = (b->info->last - b->info->first) / DT_DAY;

  if (a->info->timeframe == b->info->timeframe || a->of_tape != b->of_tape)
    return is_better (a, b, wish);
  if (days_a != days_b)
    return days_a > days_b;

  return a->info->timeframe > b->info->timeframe;
}

DtTapeCandidate *
dt_tape_catalog_find_finer (DtTapeCatalog    *catalog,
                            const char       *symbol,
                            DtTimeframe       timeframe,
                            const DtTapeWish *wish)
{
  GPtrArray *list = g_hash_table_lookup (catalog->by_symbol, symbol);
  DtTapeCandidate *best = NULL;
  DtAggregator aggregator;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      DtTapeCandidate *candidate = g_ptr_array_index (list, i);

      if (dt_aggregator_init (&aggregator, candidate->info->timeframe, timeframe)
          && bars_in_range (candidate->info, wish) > 0.
          && (best == NULL || is_better_source (candidate, best, wish)))
        best = candidate;
    }

  return best;
}

DtTimeframe
dt_tape_catalog_find_finest (DtTapeCatalog    *catalog,
                             const char       *symbol,
                             DtTimeframe       timeframe,
                             const DtTapeWish *wish)
{
  GPtrArray *list = g_hash_table_lookup (catalog->by_symbol, symbol);
  DtTimeframe finest = timeframe;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const DtTapeCandidate *candidate = g_ptr_array_index (list, i);

      if (candidate->info->timeframe < finest && bars_in_range (candidate->info, wish) > 0.)
        finest = candidate->info->timeframe;
    }

  return finest < timeframe ? finest : DT_TIMEFRAME_NONE;
}

/* A file's bars from @to on are left out, as the store leaves them out. */
static DtBarSeries *
cut (DtBarSeries *series,
     DtTime       to)
{
  gsize n = to == DT_TIME_NONE ? series->n_bars : dt_bar_series_find (series, to);
  DtBarSeries *head;

  if (n == series->n_bars)
    return dt_bar_series_ref (series);

  head = dt_bar_series_new (series->symbol, series->timeframe, n);
  dt_series_identity_copy (&series->identity, &head->identity);
  for (gsize i = 0; i < n; i++)
    {
      DtBar bar = dt_bar_series_get (series, i);

      dt_bar_series_append (head, &bar, series->known[i]);
    }

  return head;
}

DtBarSeries *
dt_tape_catalog_load (DtTapeCatalog     *catalog,
                      DtTapeCandidate   *candidate,
                      const DtTapeWish  *wish,
                      GError           **error)
{
  if (candidate->series == NULL
      && !(candidate->series = dt_market_store_load_series (catalog->store, candidate->info->id,
                                                            DT_TIME_NONE, wish->to, error)))
    return NULL;

  return cut (candidate->series, wish->to);
}

gboolean
dt_tape_catalog_preload (DtTapeCatalog          *catalog,
                         GPtrArray              *candidates,
                         const DtTapeWish       *wish,
                         GFileProgressCallback   progress,
                         gpointer                user_data,
                         GCancellable           *cancellable,
                         GError                **error)
{
  g_autofree const DtSeriesInfo **infos = g_new (const DtSeriesInfo *, candidates->len + 1);
  g_autofree DtBarSeries **series = g_new0 (DtBarSeries *, candidates->len + 1);
  guint n = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      DtTapeCandidate *candidate = g_ptr_array_index (candidates, i);

      if (candidate->series == NULL)
        infos[n++] = candidate->info;
    }
  if (n == 0)
    return TRUE;
  if (!dt_market_store_load_many (catalog->store, infos, n, wish->to, series, progress, user_data,
                                  cancellable, error))
    return FALSE;

  n = 0;
  for (guint i = 0; i < candidates->len; i++)
    {
      DtTapeCandidate *candidate = g_ptr_array_index (candidates, i);

      if (candidate->series == NULL)
        candidate->series = series[n++];
    }

  return TRUE;
}

/* Timeframe */

static gboolean
all_have (DtTapeCatalog *catalog,
          DtTimeframe    timeframe)
{
  DtTapeWish any = { -1, -1, DT_TIME_NONE, DT_TIME_NONE };

  for (guint i = 0; i < catalog->symbols->len; i++)
    if (dt_tape_catalog_find (catalog, g_ptr_array_index (catalog->symbols, i), timeframe, &any)
        == NULL)
      return FALSE;

  return TRUE;
}

/* The universe's; else a day when every symbol has it; else the finest that every symbol has; else
 * the coarsest that the first one has. */
DtTimeframe
dt_tape_catalog_choose_timeframe (DtTapeCatalog *catalog)
{
  GPtrArray *list = g_hash_table_lookup (catalog->by_symbol,
                                         g_ptr_array_index (catalog->symbols, 0));
  DtTimeframe finest = DT_TIMEFRAME_NONE, coarsest = DT_TIMEFRAME_NONE;

  for (guint i = 0; i < list->len; i++)
    {
      const DtTapeCandidate *candidate = g_ptr_array_index (list, i);
      DtTimeframe timeframe = candidate->info->timeframe;

      if (catalog->tape != NULL && candidate->is_base)
        return timeframe;
      coarsest = MAX (coarsest, timeframe);
      if ((finest == DT_TIMEFRAME_NONE || timeframe < finest) && all_have (catalog, timeframe))
        finest = timeframe;
    }

  if (all_have (catalog, DT_TIMEFRAME_DAY))
    return DT_TIMEFRAME_DAY;

  return finest != DT_TIMEFRAME_NONE ? finest : coarsest;
}
