/* dt-pool.h - the threads that compute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The one pool for work that takes long (backtests, sweeps, training), apart from GIO's, which is
 * small and which all of GIO shares. One thread a core; while real orders are out
 * the background setting leaves one core free and lets the threads yield to the rest. */

/* Calls @func on a thread of the pool, first come, first served; the task completes in its own
 * context. A task that was cancelled before its turn returns %G_IO_ERROR_CANCELLED. */
void     dt_pool_run_task       (GTask           *task,
                                 GTaskThreadFunc  func);
/* 0: as many as there are cores, less one in the background. */
void     dt_pool_set_n_threads  (guint            n_threads);
guint    dt_pool_get_n_threads  (void);
void     dt_pool_set_background (gboolean         background);
/* The caller is a thread of the pool. */
gboolean dt_pool_is_current     (void);

/**
 * DtPoolEachFunc:
 * @i: which one
 * @data: shared by all; what a call writes belongs to its own @i
 */
typedef gboolean (*DtPoolEachFunc) (gsize      i,
                                    gpointer   data,
                                    GError   **error);

gboolean dt_pool_each           (gsize                   n,
                                 DtPoolEachFunc          func,
                                 gpointer                data,
                                 GFileProgressCallback   progress,
                                 gpointer                user_data,
                                 GCancellable           *cancellable,
                                 GError                **error);

G_END_DECLS
