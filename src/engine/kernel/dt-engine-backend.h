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

G_END_DECLS
