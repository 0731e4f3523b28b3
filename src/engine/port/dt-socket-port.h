/* dt-socket-port.h - the door to another process's engine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-engine-port.h"

G_BEGIN_DECLS

/**
 * DtSocketPort:
 *
 * A client of the #DtSocketServer of the process that owns a data directory.
 *
 * Thread: the one that made it.
 */
#define DT_TYPE_SOCKET_PORT (dt_socket_port_get_type ())
G_DECLARE_FINAL_TYPE (DtSocketPort, dt_socket_port, DT, SOCKET_PORT, GObject)

DtEnginePort *dt_socket_port_new            (const char    *data_dir,
                                             GError       **error);
/* The same in two parts: the first waits for the owner's greeting, in any thread; the second does
 * not wait. */
GSocket      *dt_socket_port_connect        (const char    *data_dir,
                                             GCancellable  *cancellable,
                                             GError       **error);
DtEnginePort *dt_socket_port_new_for_socket (GSocket       *socket);
gboolean      dt_socket_port_is_closed      (DtSocketPort  *port);

G_END_DECLS
