/* desk-session-open.c - what takes long in opening a data directory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

#include <errno.h>

#include <glib/gstdio.h>

#include "dt-demo-pack.h"
#include "dt-owner-lock.h"
#include "dt-tape-loader.h"

#include "desk-session-private.h"

struct _DeskOpening
{
  gatomicrefcount         ref_count;
  const DeskOpeningClass *klass;
  GMainContext           *context;      /* the session's */
  DtWorker               *worker;
  char                   *data_dir;
  GCancellable           *cancellable;

  /* Main */
  DeskSession            *session;      /* NULL once it does not wait any more */

  /* Under the lock */
  GMutex                  lock;
  gboolean                abandoned;
  gboolean                importing;
  int                     percent;
  DtEngineHost           *host;

  /* The worker's until "done" is on its way, then main's */
  GError                 *error;
  GError                 *trouble;
};

static DeskOpening *
opening_ref (DeskOpening *opening)
{
  g_atomic_ref_count_inc (&opening->ref_count);

  return opening;
}

static void
opening_unref (gpointer data)
{
  DeskOpening *opening = data;

  if (!g_atomic_ref_count_dec (&opening->ref_count))
    return;

  g_main_context_unref (opening->context);
  g_object_unref (opening->worker);
  g_free (opening->data_dir);
  g_object_unref (opening->cancellable);
  g_mutex_clear (&opening->lock);
  g_clear_error (&opening->error);
  g_clear_error (&opening->trouble);
  g_free (opening);
}

static void
post (DeskOpening *opening,
      GSourceFunc  func)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, opening_ref (opening), opening_unref);
  g_source_attach (source, opening->context);
}

static gboolean
tell_progress (gpointer data)
{
  DeskOpening *opening = data;
  gboolean importing;
  int percent;

  g_mutex_lock (&opening->lock);
  importing = opening->importing;
  percent = opening->percent;
  g_mutex_unlock (&opening->lock);

  if (opening->session != NULL)
    opening->klass->progress (opening->session, importing, percent / 100.);

  return G_SOURCE_REMOVE;
}

static gboolean
tell_done (gpointer data)
{
  DeskOpening *opening = data;
  DtEngineHost *host;

  if (opening->session == NULL)
    return G_SOURCE_REMOVE;

  g_mutex_lock (&opening->lock);
  host = g_steal_pointer (&opening->host);
  g_mutex_unlock (&opening->lock);
  opening->klass->done (opening->session, host, opening->error, opening->trouble);

  return G_SOURCE_REMOVE;
}

static void
set_progress (DeskOpening *opening,
              gboolean     importing,
              int          percent)
{
  gboolean differs;

  g_mutex_lock (&opening->lock);
  differs = opening->importing != importing || opening->percent != percent;
  opening->importing = importing;
  opening->percent = percent;
  g_mutex_unlock (&opening->lock);

  if (differs)
    post (opening, tell_progress);
}

static void
on_merged (goffset  done,
           goffset  total,
           gpointer data)
{
  set_progress (data, TRUE, total > 0 ? CLAMP (100 * done / total, 0, 100) : 0);
}

static gboolean
make_data_dir (DeskOpening  *opening,
               GError      **error)
{
  int code;

  if (g_mkdir_with_parents (opening->data_dir, 0700) == 0)
    return TRUE;

  code = errno;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
               "The data directory %s cannot be made: %s", opening->data_dir, g_strerror (code));
  return FALSE;
}

/* Whether it is the pack that is at fault: the market that it goes into was just found sound. */
static gboolean
blames_pack (const GError *error)
{
  return g_error_matches (error, DT_FEED_ERROR, DT_FEED_ERROR_NO_PACK)
         || g_error_matches (error, DT_STORE_ERROR, DT_STORE_ERROR_OPEN)
         || g_error_matches (error, DT_STORE_ERROR, DT_STORE_ERROR_NEWER)
         || g_error_matches (error, DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT)
         || g_error_matches (error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE);
}

/* The demo market goes where there is none yet. Without a pack the desk still opens: prices can be
 * imported by hand. */
static gboolean
ensure_market (DeskOpening  *opening,
               GError      **error)
{
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(GPtrArray) tapes = NULL;
  g_autoptr(GError) reason = NULL;

  store = dt_market_store_open (opening->data_dir, DT_STORE_READ_WRITE, error);
  if (store == NULL || !(tapes = dt_market_store_list_tapes (store, error)))
    return FALSE;
  if (tapes->len > 0)
    return TRUE;

  set_progress (opening, TRUE, 0);
  if (dt_demo_pack_ensure (store, NULL, on_merged, opening, opening->cancellable, &reason))
    return TRUE;

  if (blames_pack (reason))
    opening->trouble = g_steal_pointer (&reason);
  else
    g_propagate_error (error, g_steal_pointer (&reason));

  return opening->trouble != NULL;
}

static DtEngineHost *
reach_engine (DeskOpening  *opening,
              GError      **error)
{
  DtOwner owner;

  if (!make_data_dir (opening, error))
    return NULL;

  /* The market of a running engine is its own business */
  if (!dt_owner_lock_peek (opening->data_dir, &owner) && !ensure_market (opening, error))
    return NULL;

  if (g_cancellable_set_error_if_cancelled (opening->cancellable, error))
    return NULL;

  set_progress (opening, FALSE, 100);
  return dt_engine_host_prepare (opening->data_dir, opening->cancellable, error);
}

static gboolean
open_in_worker (gpointer data)
{
  DeskOpening *opening = data;
  DtEngineHost *host = reach_engine (opening, &opening->error);

  g_mutex_lock (&opening->lock);
  if (!opening->abandoned)
    opening->host = g_steal_pointer (&host);
  g_mutex_unlock (&opening->lock);

  g_clear_pointer (&host, dt_engine_host_free);
  post (opening, tell_done);

  return G_SOURCE_REMOVE;
}

/* Returns: (transfer none): valid until "done" is called or it is abandoned */
DeskOpening *
desk_opening_start (DeskSession            *session,
                    const DeskOpeningClass *klass,
                    const char             *data_dir,
                    DtWorker               *worker)
{
  DeskOpening *opening = g_new0 (DeskOpening, 1);

  g_atomic_ref_count_init (&opening->ref_count);
  opening->klass = klass;
  opening->context = g_main_context_ref_thread_default ();
  opening->worker = g_object_ref (worker);
  opening->data_dir = g_strdup (data_dir);
  opening->cancellable = g_cancellable_new ();
  opening->session = session;
  g_mutex_init (&opening->lock);
  dt_worker_invoke (worker, open_in_worker, opening, opening_unref);

  return opening;
}

static gboolean
do_nothing (gpointer data)
{
  return G_SOURCE_REMOVE;
}

void
desk_opening_abandon (DeskOpening *opening)
{
  DtEngineHost *host;

  opening->session = NULL;
  g_cancellable_cancel (opening->cancellable);
  g_mutex_lock (&opening->lock);
  opening->abandoned = TRUE;
  host = g_steal_pointer (&opening->host);
  g_mutex_unlock (&opening->lock);

  if (host != NULL)
    dt_worker_invoke (opening->worker, do_nothing, host, (GDestroyNotify) dt_engine_host_free);
}
