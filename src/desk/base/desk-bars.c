/* desk-bars.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

#include "dt-aggregator.h"
#include "dt-market-store.h"
#include "dt-worker.h"

#include "desk-bars.h"

#define MAX_CACHED 16

/* The worker's side; freed there. */
typedef struct
{
  char          *data_dir;
  DtMarketStore *store;      /* opened with the first series that is asked for */
} Reader;

typedef struct
{
  gint64       id;
  DtBarSeries *series;
} Cached;

struct _DeskBars
{
  GObject    parent_instance;

  char      *data_dir;
  DtWorker  *worker;   /* made with the first request */
  Reader    *reader;
  GQueue     cache;    /* of Cached, last used first */
};

G_DEFINE_FINAL_TYPE (DeskBars, desk_bars, G_TYPE_OBJECT)

static void
cached_free (gpointer data)
{
  Cached *cached = data;

  dt_bar_series_unref (cached->series);
  g_free (cached);
}

static void
reader_free (gpointer data)
{
  Reader *reader = data;

  g_clear_object (&reader->store);
  g_free (reader->data_dir);
  g_free (reader);
}

static gboolean
do_nothing (gpointer data)
{
  return G_SOURCE_REMOVE;
}

static void
desk_bars_finalize (GObject *object)
{
  DeskBars *self = (DeskBars *) object;

  if (self->worker != NULL)
    {
      dt_worker_invoke (self->worker, do_nothing, self->reader, reader_free);
      dt_worker_stop (self->worker);
      g_object_unref (self->worker);
    }
  g_queue_clear_full (&self->cache, cached_free);
  g_free (self->data_dir);

  G_OBJECT_CLASS (desk_bars_parent_class)->finalize (object);
}

static void
desk_bars_class_init (DeskBarsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_bars_finalize;
}

static void
desk_bars_init (DeskBars *self)
{
  g_queue_init (&self->cache);
}

DeskBars *
desk_bars_new (const char *data_dir)
{
  DeskBars *self;

  g_return_val_if_fail (data_dir != NULL, NULL);

  self = g_object_new (DESK_TYPE_BARS, NULL);
  self->data_dir = g_strdup (data_dir);
  return self;
}

/* What travels to the worker and back. */
typedef struct
{
  Reader *reader;
  gint64  id;
} Request;

static gboolean
open_store (Reader  *reader,
            GError **error)
{
  if (reader->store == NULL)
    reader->store = dt_market_store_open (reader->data_dir, DT_STORE_READ_ONLY, error);

  return reader->store != NULL;
}

static void
load_in_worker (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Request *request = data;
  Reader *reader = request->reader;
  GError *error = NULL;
  DtBarSeries *series = NULL;

  if (open_store (reader, &error))
    series = dt_market_store_load_series (reader->store, request->id, DT_TIME_NONE, DT_TIME_NONE,
                                          &error);

  if (series != NULL)
    g_task_return_pointer (task, series, (GDestroyNotify) dt_bar_series_unref);
  else
    g_task_return_error (task, error);
}

/* Puts a series in front, and drops the one that was not asked for the longest. */
static void
remember (DeskBars    *self,
          gint64       id,
          DtBarSeries *series)
{
  Cached *cached = g_new (Cached, 1);

  for (GList *link = self->cache.head; link != NULL; link = link->next)
    if (((Cached *) link->data)->id == id)
      {
        cached_free (link->data);
        g_queue_delete_link (&self->cache, link);
        break;
      }

  cached->id = id;
  cached->series = dt_bar_series_ref (series);
  g_queue_push_head (&self->cache, cached);
  if (self->cache.length > MAX_CACHED)
    cached_free (g_queue_pop_tail (&self->cache));
}

static DtBarSeries *
recall (DeskBars *self,
        gint64    id)
{
  for (GList *link = self->cache.head; link != NULL; link = link->next)
    {
      Cached *cached = link->data;

      if (cached->id != id)
        continue;

      g_queue_unlink (&self->cache, link);
      g_queue_push_head_link (&self->cache, link);
      return dt_bar_series_ref (cached->series);
    }

  return NULL;
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  const Request *request = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  DtBarSeries *series = g_task_propagate_pointer (G_TASK (result), &error);

  if (series == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  remember (g_task_get_source_object (task), request->id, series);
  g_task_return_pointer (task, series, (GDestroyNotify) dt_bar_series_unref);
}

static void
start_reader (DeskBars *self)
{
  if (self->worker != NULL)
    return;

  self->worker = dt_worker_new ("desk-bars");
  self->reader = g_new0 (Reader, 1);
  self->reader->data_dir = g_strdup (self->data_dir);
}

/**
 * desk_bars_load_async:
 * @series_id: of market.db, as a quote has it
 *
 * Errors are #DtStoreError; what failed is tried again when it is asked for again.
 */
void
desk_bars_load_async (DeskBars            *self,
                      gint64               series_id,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) inner = NULL;
  DtBarSeries *series;
  Request *request;

  g_return_if_fail (DESK_IS_BARS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  series = recall (self, series_id);
  if (series != NULL)
    {
      g_task_return_pointer (task, series, (GDestroyNotify) dt_bar_series_unref);
      return;
    }

  start_reader (self);
  request = g_new (Request, 1);
  *request = (Request) { self->reader, series_id };
  /* Without a source object: the worker must not be the one to let go of us */
  inner = g_task_new (NULL, cancellable, on_loaded, g_steal_pointer (&task));
  g_task_set_task_data (inner, request, g_free);
  dt_worker_run_task (self->worker, inner, load_in_worker);
}

DtBarSeries *
desk_bars_load_finish (DeskBars      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What there is of an instrument */

typedef struct
{
  Reader *reader;
  char   *symbol;
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_free (listing->symbol);
  g_free (listing);
}

static void
stored_free (gpointer data)
{
  DeskStoredSeries *stored = data;

  g_free (stored->source);
  g_free (stored);
}

static void
list_in_worker (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Listing *listing = data;
  GPtrArray *found = g_ptr_array_new_with_free_func (stored_free);
  g_autoptr(GPtrArray) all = NULL;
  GError *error = NULL;

  if (open_store (listing->reader, &error))
    all = dt_market_store_list_series (listing->reader->store, &error);
  if (all == NULL)
    {
      g_ptr_array_unref (found);
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < all->len; i++)
    {
      const DtSeriesInfo *info = all->pdata[i];
      DeskStoredSeries *stored;

      if (g_strcmp0 (info->symbol, listing->symbol) != 0)
        continue;
      stored = g_new (DeskStoredSeries, 1);
      *stored = (DeskStoredSeries) { info->id, info->timeframe, g_strdup (info->identity.source) };
      g_ptr_array_add (found, stored);
    }
  g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

/* The source object is asked for by @callback and must not be let go of by the worker. */
static void
pass_on (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  gpointer value = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, value, g_task_get_task_data (task));
}

static void
run_in_worker (DeskBars            *self,
               GTask               *task,
               GTaskThreadFunc      work,
               gpointer             data,
               GDestroyNotify       free_data,
               GDestroyNotify       free_value)
{
  g_autoptr(GTask) inner = g_task_new (NULL, g_task_get_cancellable (task), pass_on, task);

  g_task_set_task_data (task, free_value, NULL);
  g_task_set_task_data (inner, data, free_data);
  dt_worker_run_task (self->worker, inner, work);
}

void
desk_bars_list_async (DeskBars            *self,
                      const char          *symbol,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  Listing *listing;

  g_return_if_fail (DESK_IS_BARS (self));
  g_return_if_fail (symbol != NULL);

  start_reader (self);
  listing = g_new (Listing, 1);
  *listing = (Listing) { self->reader, g_strdup (symbol) };
  run_in_worker (self, g_task_new (self, cancellable, callback, user_data), list_in_worker,
                 listing, listing_free, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
desk_bars_list_finish (DeskBars      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Longer bars */

typedef struct
{
  DtBarSeries *series;
  DtTimeframe  timeframe;
} Resampling;

static void
resampling_free (gpointer data)
{
  Resampling *resampling = data;

  dt_bar_series_unref (resampling->series);
  g_free (resampling);
}

static void
resample_in_worker (GTask        *task,
                    gpointer      source,
                    gpointer      data,
                    GCancellable *cancellable)
{
  const Resampling *resampling = data;
  DtBarSeries *series = dt_aggregate_series (resampling->series, resampling->timeframe);
  char wanted[DT_TIMEFRAME_BUF_SIZE], there[DT_TIMEFRAME_BUF_SIZE];

  if (series != NULL)
    {
      g_task_return_pointer (task, series, (GDestroyNotify) dt_bar_series_unref);
      return;
    }

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "Bars of %s cannot be made from bars of %s",
                           dt_timeframe_to_string (resampling->timeframe, wanted),
                           dt_timeframe_to_string (resampling->series->timeframe, there));
}

void
desk_bars_resample_async (DeskBars            *self,
                          DtBarSeries         *series,
                          DtTimeframe          timeframe,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Resampling *resampling;

  g_return_if_fail (DESK_IS_BARS (self));
  g_return_if_fail (series != NULL);

  start_reader (self);
  resampling = g_new (Resampling, 1);
  *resampling = (Resampling) { dt_bar_series_ref (series), timeframe };
  run_in_worker (self, g_task_new (self, cancellable, callback, user_data), resample_in_worker,
                 resampling, resampling_free, (GDestroyNotify) dt_bar_series_unref);
}

DtBarSeries *
desk_bars_resample_finish (DeskBars      *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
