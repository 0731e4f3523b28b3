/* dt-tape-loader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-feed"

#include "config.h"

#include <string.h>

#include "dt-aggregator.h"
#include "dt-session-view.h"
#include "dt-tape-actions.h"
#include "dt-tape-catalog.h"
#include "dt-tape-notes.h"

G_DEFINE_QUARK (dt-feed-error-quark, dt_feed_error)

typedef struct
{
  const DtTapeRequest *request;
  DtTapeCatalog       *catalog;
  DtTapeActions       *actions;
  DtTapeSet           *set;
  DtTapeWish           wish;
  GArray              *places;     /* of DtTapePlace */
  guint                n_base;     /* the first of them are the base lanes' */
  GPtrArray           *left_out;   /* of const char*: symbols of the universe without bars */
  GHashTable          *taken;      /* set of "symbol timeframe" */
} Loader;

static void
loader_clear (Loader *loader)
{
  g_clear_pointer (&loader->catalog, dt_tape_catalog_free);
  g_clear_pointer (&loader->actions, dt_tape_actions_free);
  g_clear_pointer (&loader->set, dt_tape_set_unref);
  g_clear_pointer (&loader->places, g_array_unref);
  g_clear_pointer (&loader->left_out, g_ptr_array_unref);
  g_clear_pointer (&loader->taken, g_hash_table_unref);
}

static void
place_clear (gpointer data)
{
  DtTapePlace *place = data;

  g_clear_pointer (&place->series, dt_bar_series_unref);
  g_clear_pointer (&place->actions, dt_action_list_unref);
  g_clear_pointer (&place->old_hash, g_free);
  g_clear_pointer (&place->finer, dt_bar_series_unref);
  g_clear_pointer (&place->finer_hash, g_free);
}

static char *
dup_key (const char  *symbol,
         DtTimeframe  timeframe)
{
  return g_strdup_printf ("%s %u", symbol, timeframe);
}

/* Loads a candidate's bars, of the hours that were asked for. */
static DtBarSeries *
load (Loader            *loader,
      DtTapeCandidate   *candidate,
      const DtTapeWish  *wish,
      GError           **error)
{
  g_autoptr(DtBarSeries) series = dt_tape_catalog_load (loader->catalog, candidate, wish, error);

  if (series == NULL || wish->session != DT_SESSION_REGULAR + 1)
    return g_steal_pointer (&series);

  return dt_bar_series_take_regular (series);
}

/* An instrument that changed its symbol has the bars of both. */
static gboolean
join_old (Loader            *loader,
          DtTapePlace       *place,
          const DtTapeWish  *wish,
          DtBarSeries      **series,
          GError           **error)
{
  DtTapeWish raw = { DT_ADJUSTMENT_RAW, -1, DT_TIME_NONE, wish->to, wish->session };
  const char *old = dt_tape_actions_find_old (loader->actions, place->symbol, &place->renamed);
  DtTapeCandidate *candidate = NULL;
  g_autoptr(DtBarSeries) before = NULL, after = NULL;

  if (old != NULL)
    candidate = dt_tape_catalog_find (loader->catalog, old, (*series)->timeframe, &raw);
  if (candidate == NULL || candidate->info->identity.adjustment != DT_ADJUSTMENT_RAW)
    return TRUE;

  before = load (loader, candidate, &raw, error);
  if (before == NULL)
    return FALSE;

  place->old_symbol = old;
  place->old_hash = g_strdup (candidate->info->hash);
  after = g_steal_pointer (series);
  *series = dt_bar_series_join (before, after, place->renamed);

  return TRUE;
}

/* A file that nobody said is raw may be adjusted for all that one can see. */
static gboolean
is_surely_raw (const DtTapePlace *place,
               const DtTapeWish  *wish,
               const DtBarSeries *series)
{
  gboolean of_file = place->candidate->info->id == 0;

  return series->n_bars > 0 && series->timeframe <= DT_TIMEFRAME_DAY
         && series->identity.adjustment == DT_ADJUSTMENT_RAW
         && !(of_file && wish->adjustment < 0);
}

/* What was done to the shares is either in the view of the bars that was asked for, or, of raw
 * ones, left to the kernel. */
static gboolean
act (Loader            *loader,
     DtTapePlace       *place,
     const DtTapeWish  *wish,
     DtBarSeries      **series,
     GError           **error)
{
  DtDate as_of;
  DtBarSeries *view;

  if (!is_surely_raw (place, wish, *series))
    return TRUE;

  place->actions = dt_tape_actions_dup_list (loader->actions, place->symbol);
  if (!join_old (loader, place, wish, series, error))
    return FALSE;
  if (place->actions == NULL || wish->adjustment <= DT_ADJUSTMENT_RAW)
    return TRUE;

  as_of = dt_time_get_new_york_date ((*series)->time[(*series)->n_bars - 1], NULL);
  view = dt_bar_series_adjust (*series, place->actions, wish->adjustment, as_of);
  dt_bar_series_unref (*series);
  *series = view;

  return TRUE;
}

/* The bars that a place's own are, or can be built from. */
static DtTapeCandidate *
choose (Loader            *loader,
        const char        *symbol,
        DtTimeframe        timeframe,
        const DtTapeWish  *wish,
        gboolean          *is_built)
{
  DtTapeCandidate *candidate = dt_tape_catalog_find (loader->catalog, symbol, timeframe, wish);

  *is_built = FALSE;
  if (candidate != NULL)
    return candidate;

  candidate = dt_tape_catalog_find_finer (loader->catalog, symbol, timeframe, wish);
  *is_built = candidate != NULL;
  return candidate;
}

/* Finds, loads and, when only finer bars are stored, builds the bars for a place. Returns FALSE
 * with an error; a place that stays empty is no error here. */
static gboolean
fill_place (Loader            *loader,
            DtTapePlace       *place,
            const DtTapeWish  *wish,
            GError           **error)
{
  g_autoptr(DtBarSeries) finer = NULL;

  place->candidate = choose (loader, place->symbol, place->timeframe, wish, &place->is_built);
  if (place->candidate == NULL)
    return TRUE;
  if (!place->is_built)
    return (place->series = load (loader, place->candidate, wish, error)) != NULL
           && act (loader, place, wish, &place->series, error);

  finer = load (loader, place->candidate, wish, error);
  return finer != NULL && act (loader, place, wish, &finer, error)
         && (place->series = dt_aggregate_series (finer, place->timeframe)) != NULL;
}

static gboolean
refuse_empty (const DtTapePlace  *place,
              const DtTapeWish   *wish,
              GError            **error)
{
  char timeframe[DT_TIMEFRAME_BUF_SIZE], from[DT_TIME_BUF_SIZE], to[DT_TIME_BUF_SIZE];

  g_set_error (error, DT_FEED_ERROR, DT_FEED_ERROR_NO_DATA,
               "There are no %s bars of %s%s%s%s%s",
               dt_timeframe_to_string (place->timeframe, timeframe), place->symbol,
               wish->from != DT_TIME_NONE ? " from " : "",
               wish->from != DT_TIME_NONE ? dt_time_to_string (wish->from, from) : "",
               wish->to != DT_TIME_NONE ? " before " : "",
               wish->to != DT_TIME_NONE ? dt_time_to_string (wish->to, to) : "");
  return FALSE;
}

/* Who names a symbol wants its bars; a whole universe is played with those that have any. */
static gboolean
leave_out (Loader             *loader,
           const DtTapePlace  *place,
           const DtTapeWish   *wish,
           GError            **error)
{
  if (loader->request->universe == NULL || loader->request->symbols != NULL)
    return refuse_empty (place, wish, error);

  g_ptr_array_add (loader->left_out, (gpointer) place->symbol);
  return TRUE;
}

static void
note_left_out (Loader *loader)
{
  g_autofree char *names = NULL;

  if (loader->left_out->len == 0)
    return;

  g_ptr_array_add (loader->left_out, NULL);
  names = g_strjoinv (", ", (char **) loader->left_out->pdata);
  g_ptr_array_add (loader->set->notes,
                   g_strdup_printf ("No bars in the range, left out: %s.", names));
}

static gboolean
add_place (Loader            *loader,
           const char        *symbol,
           DtTimeframe        timeframe,
           DtLaneRole         role,
           const DtTapeWish  *wish,
           GError           **error)
{
  DtTapePlace place = { .symbol = symbol, .timeframe = timeframe, .role = role };
  g_autofree char *key = dup_key (symbol, timeframe);

  if (!g_hash_table_add (loader->taken, g_steal_pointer (&key)))
    return TRUE;
  if (!fill_place (loader, &place, wish, error))
    return FALSE;

  if (place.series != NULL && place.series->n_bars == 0)
    g_clear_pointer (&place.series, dt_bar_series_unref);
  if (place.series == NULL && role == DT_LANE_BASE)
    return leave_out (loader, &place, wish, error);

  g_array_append_val (loader->places, place);
  return TRUE;
}

/* Bars of an old symbol come in under the new one, when both are to be traded. */
static gboolean
goes_by_new_symbol (const Loader *loader,
                    const char   *symbol)
{
  GPtrArray *symbols = loader->catalog->symbols;
  const char *new_symbol;
  DtDate date;

  new_symbol = dt_tape_actions_find_new (loader->actions, symbol, &date);
  for (guint i = 0; new_symbol != NULL && i < symbols->len; i++)
    if (g_str_equal (new_symbol, g_ptr_array_index (symbols, i)))
      return TRUE;

  return FALSE;
}

/* The stored bars of all base symbols, which is nearly all of the work. */
static gboolean
preload_base (Loader                 *loader,
              GFileProgressCallback   progress,
              gpointer                user_data,
              GCancellable           *cancellable,
              GError                **error)
{
  GPtrArray *symbols = loader->catalog->symbols;
  g_autoptr(GPtrArray) candidates = g_ptr_array_new ();

  for (guint i = 0; i < symbols->len; i++)
    {
      const char *symbol = g_ptr_array_index (symbols, i);
      DtTapeCandidate *candidate = NULL;
      gboolean is_built;

      if (!goes_by_new_symbol (loader, symbol))
        candidate = choose (loader, symbol, loader->set->timeframe, &loader->wish, &is_built);
      if (candidate != NULL && !g_ptr_array_find (candidates, candidate, NULL))
        g_ptr_array_add (candidates, candidate);
    }

  return dt_tape_catalog_preload (loader->catalog, candidates, &loader->wish, progress, user_data,
                                  cancellable, error);
}

static gboolean
add_base (Loader                 *loader,
          GFileProgressCallback   progress,
          gpointer                user_data,
          GCancellable           *cancellable,
          GError                **error)
{
  GPtrArray *symbols = loader->catalog->symbols;

  if (!preload_base (loader, progress, user_data, cancellable, error))
    return FALSE;
  for (guint i = 0; i < symbols->len; i++)
    {
      if (goes_by_new_symbol (loader, g_ptr_array_index (symbols, i)))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !add_place (loader, g_ptr_array_index (symbols, i), loader->set->timeframe,
                         DT_LANE_BASE, &loader->wish, error))
        return FALSE;
    }

  loader->n_base = loader->places->len;
  if (loader->n_base == 0)
    {
      g_set_error (error, DT_FEED_ERROR, DT_FEED_ERROR_NO_DATA,
                   "No symbol of \"%s\" has bars in the range", loader->request->universe);
      return FALSE;
    }

  note_left_out (loader);
  return TRUE;
}

/* Bars that are only read: warm-up counts, so their range begins with them. */
static gboolean
add_stream (Loader              *loader,
            const DtRuleStream  *stream,
            GError             **error)
{
  DtTimeframe timeframe = stream->timeframe != DT_TIMEFRAME_NONE ? stream->timeframe
                                                                 : loader->set->timeframe;
  DtTapeWish wish = loader->wish;

  wish.from = DT_TIME_NONE;
  for (guint i = 0; i < (stream->symbol == NULL ? loader->n_base : 1); i++)
    {
      const DtTapePlace *base = &g_array_index (loader->places, DtTapePlace, i);

      wish.like = base->series->identity.adjustment;
      if (!add_place (loader, stream->symbol != NULL ? stream->symbol : base->symbol, timeframe,
                      DT_LANE_CONTEXT, &wish, error))
        return FALSE;
    }

  return TRUE;
}

/* Finer bars, by what was asked for: of the same hours as the bars that they are in. */
static gboolean
find_finer (Loader            *loader,
            DtTapePlace       *base,
            GError           **error)
{
  const DtTapeRequest *request = loader->request;
  DtTapePlace place = { .symbol = base->symbol, .role = DT_LANE_CONTEXT };
  DtTapeWish wish = loader->wish;
  gboolean done;

  wish.like = base->series->identity.adjustment;
  if (loader->set->timeframe >= DT_TIMEFRAME_DAY)
    wish.session = DT_SESSION_REGULAR + 1;
  place.timeframe = request->intrabar_auto
                    ? dt_tape_catalog_find_finest (loader->catalog, base->symbol,
                                                   loader->set->timeframe, &wish)
                    : request->intrabar;
  if (place.timeframe == DT_TIMEFRAME_NONE)
    return TRUE;

  done = fill_place (loader, &place, &wish, error);
  if (done && place.series != NULL && place.series->n_bars > 0)
    {
      base->finer = g_steal_pointer (&place.series);
      base->finer_hash = g_strdup (place.candidate->info->hash);
    }
  place_clear (&place);

  return done;
}

static gboolean
add_finer (Loader  *loader,
           GError **error)
{
  const DtTapeRequest *request = loader->request;
  char finer[DT_TIMEFRAME_BUF_SIZE], coarse[DT_TIMEFRAME_BUF_SIZE];
  guint n_without = 0;

  if (request->intrabar == DT_TIMEFRAME_NONE && !request->intrabar_auto)
    return TRUE;
  if (!request->intrabar_auto && request->intrabar >= loader->set->timeframe)
    {
      g_set_error (error, DT_FEED_ERROR, DT_FEED_ERROR_REQUEST,
                   "Bars of %s are no finer than the run's, which are of %s",
                   dt_timeframe_to_string (request->intrabar, finer),
                   dt_timeframe_to_string (loader->set->timeframe, coarse));
      return FALSE;
    }

  for (guint i = 0; i < loader->n_base; i++)
    {
      DtTapePlace *base = &g_array_index (loader->places, DtTapePlace, i);

      if (!find_finer (loader, base, error))
        return FALSE;
      n_without += base->finer == NULL;
    }
  if (n_without > 0)
    g_ptr_array_add (loader->set->notes,
                     g_strdup_printf ("No finer bars for %u of %u symbols: the policy decides "
                                      "inside their bars.", n_without, loader->n_base));

  return TRUE;
}

/* Lanes */

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const DtTapePlace *x = a, *y = b;
  int order = strcmp (x->symbol, y->symbol);

  return order != 0 ? order : (x->timeframe > y->timeframe) - (x->timeframe < y->timeframe);
}

static DtInstrument *
dup_instrument (Loader     *loader,
                const char *symbol)
{
  DtMarketStore *store = loader->catalog->store;
  DtInstrument *instrument = store != NULL ? dt_market_store_dup_instrument (store, symbol, NULL)
                                           : NULL;

  return instrument != NULL ? instrument : dt_instrument_new (symbol, DT_INSTRUMENT_STOCK);
}

static gboolean
is_level (const DtInstrument *instrument)
{
  return instrument->kind == DT_INSTRUMENT_INDEX || instrument->kind == DT_INSTRUMENT_RATE;
}

/* For the kernel: only what happens to raw bars that are traded. */
static DtActionList *
dup_pending (const DtTapePlace *place)
{
  if (place->actions == NULL || place->role != DT_LANE_BASE
      || place->series->identity.adjustment != DT_ADJUSTMENT_RAW)
    return NULL;

  return dt_action_list_ref (place->actions);
}

static void
fill_lanes (Loader *loader)
{
  DtTapeSet *set = loader->set;
  GArray *places = loader->places;

  set->lanes = g_new0 (DtLane, places->len);
  set->instruments = g_new0 (DtInstrument *, places->len);

  for (guint i = 0; i < places->len; i++)
    {
      DtTapePlace *place = &g_array_index (places, DtTapePlace, i);

      if (set->n_instruments == 0
          || strcmp (set->instruments[set->n_instruments - 1]->symbol, place->symbol) != 0)
        set->instruments[set->n_instruments++] = dup_instrument (loader, place->symbol);
      place->is_level = is_level (set->instruments[set->n_instruments - 1]);
      if (place->series != NULL)
        set->lanes[set->n_lanes++] = (DtLane) { dt_bar_series_ref (place->series),
                                                set->n_instruments - 1, place->role,
                                                dup_pending (place),
                                                g_steal_pointer (&place->finer) };
    }
}

static void
hash_actions (GChecksum         *checksum,
              const DtTapePlace *place)
{
  g_autofree char *actions = dt_tape_actions_describe (place->actions);
  g_autofree char *line = NULL;

  if (*actions == '\0' && place->old_hash == NULL
      && place->series->identity.session == place->candidate->info->identity.session)
    return;

  line = g_strdup_printf ("%s %s %s\n%s",
                          dt_session_kind_to_string (place->series->identity.session),
                          dt_adjustment_to_string (place->series->identity.adjustment),
                          place->old_hash != NULL ? place->old_hash : "", actions);
  g_checksum_update (checksum, (const guchar *) line, strlen (line));
}

static void
fill_hash (Loader *loader)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < loader->places->len; i++)
    {
      const DtTapePlace *place = &g_array_index (loader->places, DtTapePlace, i);
      g_autofree char *line = NULL;

      if (place->series == NULL)
        continue;
      line = g_strdup_printf ("%s %u %d %d %s %u %" G_GSIZE_FORMAT "\n", place->symbol,
                              place->timeframe, place->role,
                              place->candidate->info->identity.adjustment,
                              place->candidate->info->hash, place->candidate->info->timeframe,
                              place->series->n_bars);
      g_checksum_update (checksum, (const guchar *) line, strlen (line));
      hash_actions (checksum, place);
      if (place->finer_hash != NULL)
        g_checksum_update (checksum, (const guchar *) place->finer_hash,
                           strlen (place->finer_hash));
    }

  loader->set->hash = g_strdup (g_checksum_get_string (checksum));
}

static gboolean
fill_set (Loader                 *loader,
          GFileProgressCallback   progress,
          gpointer                user_data,
          GCancellable           *cancellable,
          GError                **error)
{
  const DtTapeRequest *request = loader->request;
  const DtTape *tape = loader->catalog->tape;
  DtTapeSet *set = loader->set;

  set->from = request->from != DT_TIME_NONE || tape == NULL ? request->from : tape->from;
  set->to = request->to != DT_TIME_NONE || tape == NULL ? request->to : tape->to;
  set->timeframe = request->timeframe != DT_TIMEFRAME_NONE
                   ? request->timeframe : dt_tape_catalog_choose_timeframe (loader->catalog);
  loader->wish = (DtTapeWish) { request->adjustment, -1, set->from, set->to,
                                request->session + 1 };

  if (!add_base (loader, progress, user_data, cancellable, error))
    return FALSE;
  for (guint i = 0; i < request->n_streams; i++)
    if (!add_stream (loader, &request->streams[i], error))
      return FALSE;
  if (!add_finer (loader, error))
    return FALSE;

  g_array_sort (loader->places, compare_places);
  fill_lanes (loader);
  fill_hash (loader);
  dt_tape_notes_add (set->notes, (const DtTapePlace *) loader->places->data, loader->places->len,
                     &loader->wish);

  return TRUE;
}

/* Nothing asked for: every adjustment, the whole range. */
void
dt_tape_request_init (DtTapeRequest *request)
{
  *request = (DtTapeRequest) {
    .adjustment = -1,
    .session = -1,
    .from = DT_TIME_NONE,
    .to = DT_TIME_NONE,
  };
}

/**
 * dt_tape_load:
 * @store: (nullable): where to find series; it can be closed afterwards
 * @progress: (nullable) (scope call): stored series of base lanes loaded and in all, or bytes of a
 *   file
 *
 * Chooses, loads and if need be builds the series of a run. docs/data.md has the order of
 * preference. A base symbol without bars is an error; a series that rules read and that is not
 * there is a note, its values are missing.
 *
 * Returns: (transfer full): the lanes, or %NULL
 */
DtTapeSet *
dt_tape_load (DtMarketStore          *store,
              const DtTapeRequest    *request,
              GFileProgressCallback   progress,
              gpointer                user_data,
              GCancellable           *cancellable,
              GError                **error)
{
  Loader loader = { .request = request };
  DtTapeSet *set = NULL;

  g_return_val_if_fail (request != NULL, NULL);

  loader.set = g_new0 (DtTapeSet, 1);
  g_atomic_ref_count_init (&loader.set->ref_count);
  loader.set->notes = g_ptr_array_new_with_free_func (g_free);
  loader.places = g_array_new (FALSE, FALSE, sizeof (DtTapePlace));
  g_array_set_clear_func (loader.places, place_clear);
  loader.left_out = g_ptr_array_new ();
  loader.taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  loader.catalog = dt_tape_catalog_new (store, request, loader.set->notes, progress, user_data,
                                        cancellable, error);

  if (loader.catalog != NULL)
    loader.actions = dt_tape_actions_new (store, error);
  if (loader.actions != NULL && fill_set (&loader, progress, user_data, cancellable, error))
    set = g_steal_pointer (&loader.set);
  loader_clear (&loader);

  return set;
}

DtTapeSet *
dt_tape_set_ref (DtTapeSet *set)
{
  g_atomic_ref_count_inc (&set->ref_count);

  return set;
}

void
dt_tape_set_unref (DtTapeSet *set)
{
  if (set == NULL || !g_atomic_ref_count_dec (&set->ref_count))
    return;

  for (guint i = 0; i < set->n_lanes; i++)
    {
      dt_bar_series_unref (set->lanes[i].series);
      dt_action_list_unref (set->lanes[i].actions);
      if (set->lanes[i].finer != NULL)
        dt_bar_series_unref (set->lanes[i].finer);
    }
  for (guint i = 0; i < set->n_instruments; i++)
    dt_instrument_free (set->instruments[i]);
  g_free (set->lanes);
  g_free (set->instruments);
  g_clear_pointer (&set->notes, g_ptr_array_unref);
  g_free (set->hash);
  g_free (set);
}
