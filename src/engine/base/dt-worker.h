/* dt-worker.h - a thread that does one thing after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DtWorker:
 *
 * A named thread with a main context of its own. Tasks are served one at a time in the order they
 * were given, so what only the worker touches needs no lock; sources attached to its context
 * (timeouts, sockets) run between them.
 *
 * Thread: any may give it work. dt_worker_stop() serves what was given before and joins.
 */
#define DT_TYPE_WORKER (dt_worker_get_type ())
G_DECLARE_FINAL_TYPE (DtWorker, dt_worker, DT, WORKER, GObject)

DtWorker     *dt_worker_new         (const char      *name);
GMainContext *dt_worker_get_context (DtWorker        *worker);
gboolean      dt_worker_is_current  (DtWorker        *worker);
void          dt_worker_run_task    (DtWorker        *worker,
                                     GTask           *task,
                                     GTaskThreadFunc  func);
void          dt_worker_invoke      (DtWorker        *worker,
                                     GSourceFunc      func,
                                     gpointer         data,
                                     GDestroyNotify   destroy);
void          dt_worker_stop        (DtWorker        *worker);

#define dt_worker_assert_current(worker) g_assert (dt_worker_is_current (worker))

G_END_DECLS
