/* dt-socket-path.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-port"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/un.h>

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "dt-socket-path.h"

#define FILE_NAME "engine.sock"

char *
dt_socket_path_build (const char *data_dir)
{
  return g_build_filename (data_dir, FILE_NAME, NULL);
}

GSocketAddress *
dt_socket_path_open (const char  *data_dir,
                     int         *dir_fd,
                     GError     **error)
{
  g_autofree char *path = dt_socket_path_build (data_dir);
  g_autofree char *short_path = NULL;
  struct sockaddr_un address;

  *dir_fd = -1;
  if (strlen (path) < sizeof address.sun_path)
    return g_unix_socket_address_new (path);

  *dir_fd = g_open (data_dir, O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
  if (*dir_fd < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   "The data directory %s cannot be opened: %s", data_dir, g_strerror (errno));
      return NULL;
    }

  short_path = g_strdup_printf ("/proc/self/fd/%d/" FILE_NAME, *dir_fd);
  return g_unix_socket_address_new (short_path);
}
