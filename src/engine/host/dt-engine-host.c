/* dt-engine-host.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-host"

#include "config.h"

#include <glib/gstdio.h>

#include "dt-engine.h"
#include "dt-local-port.h"
#include "dt-owner-lock.h"
#include "dt-run-result.h"
#include "dt-socket-port.h"
#include "dt-socket-server.h"

#include "dt-engine-host.h"

struct _DtEngineHost
{
  DtEngine       *engine;   /* (nullable): ours */
  DtSocketServer *server;
  GSocket        *socket;   /* (nullable): to another's, until the port is made */
  DtEnginePort   *port;     /* (nullable): made by dt_engine_host_connect() */
};

static DtEngineHost *
prepare_attached (const char    *data_dir,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr(DtEngineHost) host = g_new0 (DtEngineHost, 1);

  host->socket = dt_socket_port_connect (data_dir, cancellable, error);
  if (host->socket == NULL)
    return NULL;

  return g_steal_pointer (&host);
}

static DtEngineHost *
prepare_own (const char  *data_dir,
             GError     **error)
{
  g_autoptr(DtEngineHost) host = g_new0 (DtEngineHost, 1);

  host->engine = dt_engine_new (data_dir, &dt_run_result_class, error);
  if (host->engine == NULL)
    return NULL;

  host->server = dt_socket_server_new (dt_engine_get_backend (host->engine), data_dir, error);
  if (host->server == NULL)
    return NULL;

  return g_steal_pointer (&host);
}

/**
 * dt_engine_host_attach:
 * @data_dir: a data directory
 *
 * Returns: (transfer full): a host to the engine that runs on @data_dir already, or %NULL with
 *   %DT_PORT_ERROR_ABSENT when none does
 */
DtEngineHost *
dt_engine_host_attach (const char  *data_dir,
                       GError     **error)
{
  DtEngineHost *host = prepare_attached (data_dir, NULL, error);

  if (host != NULL)
    dt_engine_host_connect (host);

  return host;
}

/**
 * dt_engine_host_open:
 * @data_dir: a data directory; made when it is not there
 *
 * Starts an engine on @data_dir, or attaches to the one that owns it. A run that was cut off has
 * been taken up, paused, when this returns.
 *
 * Returns: (transfer full): a host, or %NULL with #DtOwnerError, #DtStoreError or #DtPortError
 */
DtEngineHost *
dt_engine_host_open (const char  *data_dir,
                     GError     **error)
{
  DtEngineHost *host = dt_engine_host_prepare (data_dir, NULL, error);

  if (host != NULL)
    dt_engine_host_connect (host);

  return host;
}

/**
 * dt_engine_host_prepare:
 * @data_dir: a data directory; made when it is not there
 * @cancellable: (nullable): of waiting for another owner's greeting
 *
 * The part of dt_engine_host_open() that takes as long as a recovery or a busy owner does. In any
 * thread: for programs whose main thread must not wait.
 *
 * Returns: (transfer full): a host without a port, or %NULL as dt_engine_host_open()
 */
DtEngineHost *
dt_engine_host_prepare (const char    *data_dir,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr(GError) reason = NULL;
  DtEngineHost *host;

  /* What keeps it from being made keeps the engine from owning it, and that error says so */
  g_mkdir_with_parents (data_dir, 0700);
  host = prepare_own (data_dir, &reason);
  if (host != NULL)
    return host;

  if (g_error_matches (reason, DT_OWNER_ERROR, DT_OWNER_ERROR_OWNED))
    host = prepare_attached (data_dir, cancellable, NULL);
  if (host == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));

  return host;
}

/* Makes the port of a prepared host; from here on the host is the calling thread's. */
void
dt_engine_host_connect (DtEngineHost *host)
{
  g_return_if_fail (host != NULL && host->port == NULL);

  if (host->engine != NULL)
    host->port = dt_local_port_new (dt_engine_get_backend (host->engine));
  else
    host->port = dt_socket_port_new_for_socket (host->socket);
  g_clear_object (&host->socket);
}

/* Lets go of the port, in its thread; the host can then be freed in any. Requests that are under
 * way hold on to a port, so it is told to let go of the engine. */
void
dt_engine_host_disconnect (DtEngineHost *host)
{
  if (host->port != NULL)
    g_object_run_dispose (G_OBJECT (host->port));
  g_clear_object (&host->port);
}

void
dt_engine_host_free (DtEngineHost *host)
{
  if (host == NULL)
    return;

  dt_engine_host_disconnect (host);
  g_clear_object (&host->socket);
  g_clear_pointer (&host->server, dt_socket_server_free);
  g_clear_pointer (&host->engine, dt_engine_free);
  g_free (host);
}

DtEnginePort *
dt_engine_host_get_port (DtEngineHost *host)
{
  return host->port;
}

gboolean
dt_engine_host_is_own (DtEngineHost *host)
{
  return host->engine != NULL;
}

gboolean
dt_engine_host_is_running (DtEngineHost *host)
{
  if (host->engine != NULL)
    return dt_engine_is_running (host->engine);

  return host->port == NULL || !dt_socket_port_is_closed (DT_SOCKET_PORT (host->port));
}
