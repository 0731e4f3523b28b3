/* dt-socket-path.h - where the engine's socket is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * dt_socket_path_open:
 * @data_dir: a directory
 * @dir_fd: (out): to be closed after bind or connect; -1 for none
 *
 * The address of "engine.sock" in @data_dir. A Unix socket's path has 107 bytes; a longer one goes
 * by way of the open directory.
 *
 * Returns: (transfer full): the address, or %NULL when the directory cannot be opened
 */
GSocketAddress *dt_socket_path_open  (const char  *data_dir,
                                      int         *dir_fd,
                                      GError     **error);
/* (transfer full): the path itself */
char           *dt_socket_path_build (const char  *data_dir);

G_END_DECLS
