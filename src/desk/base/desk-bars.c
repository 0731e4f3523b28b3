/* desk-bars.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

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

  if (reader->store == NULL)
    reader->store = dt_market_store_open (reader->data_dir, DT_STORE_READ_ONLY, &error);
  if (reader->store != NULL)
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
