/* dt-engine-backend.h - what a port needs of an engine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DtEngineBackend:
 *
 * The engine as the ports and the socket server see it. Both functions are called in the engine's
 * thread, from sources in its main context @context; the ports take requests there and answers
 * back.
 *
 * @execute runs a command that dt_command_check() has passed and answers with an a{sv} (transfer
 * full, not floating), or %NULL with an error of a domain whose name and code travel with the
 * message.
 * @dup_snapshot gives the newest snapshot, an a{s(tv)}: part name -> version, value. Parts that did
 * not change have the version, and are the same GVariant, as in the snapshot before.
 */
typedef struct _DtEngineBackend DtEngineBackend;

struct _DtEngineBackend
{
  GMainContext *context;

  GVariant *(*execute)      (DtEngineBackend  *backend,
                             const char       *command,
                             GVariant         *arguments,
                             GError          **error);
  GVariant *(*dup_snapshot) (DtEngineBackend  *backend);
};

/* Finds the command in the registry, checks the arguments and executes: the one way in. In the
 * engine's thread. (transfer full) */
GVariant *dt_engine_backend_execute  (DtEngineBackend      *backend,
                                      const char           *command,
                                      GVariant             *arguments,
                                      GError              **error);

/* Calls @func in the engine's thread and waits for it; in the caller's when no thread
 * iterates the context any more. */
void      dt_engine_backend_call     (DtEngineBackend      *backend,
                                      GFunc                 func,
                                      gpointer              data);

/* Part @i of a snapshot. The name is valid as long as @snapshot, @value (out) (optional) (transfer
 * full). Reading by a format with "&" would flatten the snapshot and part its values from
 * the next one's. */
void      dt_snapshot_get_part       (GVariant             *snapshot,
                                      gsize                 i,
                                      const char          **name,
                                      guint64              *version,
                                      GVariant            **value);

/* Called in the engine's thread with a snapshot of which some part has another version than in the
 * one before; the first time with all there is. */
typedef void (*DtSnapshotFunc)       (GVariant             *snapshot,
                                      gpointer              data);

/* Looks at most once a frame, less often while nothing changes. Dropped by g_source_destroy(). */
GSource  *dt_engine_backend_watch    (DtEngineBackend      *backend,
                                      DtSnapshotFunc        func,
                                      gpointer              data,
                                      GDestroyNotify        destroy);

G_END_DECLS
