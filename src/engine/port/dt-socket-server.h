/* dt-socket-server.h - the engine's door for other processes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-engine-backend.h"

G_BEGIN_DECLS

/**
 * DtSocketServer:
 *
 * Listens on "engine.sock" (mode 0600) in the data directory that its process owns, and lets
 * several clients give commands and watch snapshots; each is sent only the parts it does not have
 * yet. A client that does not speak as it should is dropped; the others and the engine do not
 * notice.
 *
 * Thread: everything happens in the engine's; made and freed from any. Freed before the engine.
 */
typedef struct _DtSocketServer DtSocketServer;

DtSocketServer *dt_socket_server_new           (DtEngineBackend  *backend,
                                                const char       *data_dir,
                                                GError          **error);
void            dt_socket_server_free          (DtSocketServer   *server);
guint           dt_socket_server_get_n_clients (DtSocketServer   *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtSocketServer, dt_socket_server_free)

G_END_DECLS
