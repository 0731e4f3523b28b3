/* dt-cli-engine.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-engine.h"
#include "dt-local-port.h"
#include "dt-owner-lock.h"
#include "dt-run-result.h"
#include "dt-socket-port.h"
#include "dt-socket-server.h"

#include "dt-cli-engine.h"

struct _DtCliEngine
{
  DtEngine       *engine;   /* (nullable): ours */
  DtSocketServer *server;
  DtEnginePort   *port;
};

DtCliEngine *
dt_cli_engine_attach (DtCli   *cli,
                      GError **error)
{
  g_autoptr(DtCliEngine) engine = g_new0 (DtCliEngine, 1);

  engine->port = dt_socket_port_new (cli->data_dir, error);
  if (engine->port == NULL)
    return NULL;

  return g_steal_pointer (&engine);
}

static DtCliEngine *
open_own (DtCli   *cli,
          GError **error)
{
  g_autoptr(DtCliEngine) engine = g_new0 (DtCliEngine, 1);
  DtEngineBackend *backend;

  engine->engine = dt_engine_new (cli->data_dir, &dt_run_result_class, error);
  if (engine->engine == NULL)
    return NULL;

  backend = dt_engine_get_backend (engine->engine);
  engine->server = dt_socket_server_new (backend, cli->data_dir, error);
  if (engine->server == NULL)
    return NULL;

  engine->port = dt_local_port_new (backend);
  return g_steal_pointer (&engine);
}

DtCliEngine *
dt_cli_engine_open (DtCli   *cli,
                    GError **error)
{
  g_autoptr(GError) reason = NULL;
  DtCliEngine *engine = open_own (cli, &reason);

  if (engine != NULL)
    return engine;

  if (g_error_matches (reason, DT_OWNER_ERROR, DT_OWNER_ERROR_OWNED))
    engine = dt_cli_engine_attach (cli, NULL);
  if (engine == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));

  return engine;
}

void
dt_cli_engine_free (DtCliEngine *engine)
{
  if (engine == NULL)
    return;

  g_clear_object (&engine->port);
  g_clear_pointer (&engine->server, dt_socket_server_free);
  g_clear_pointer (&engine->engine, dt_engine_free);
  g_free (engine);
}

DtEnginePort *
dt_cli_engine_get_port (DtCliEngine *engine)
{
  return engine->port;
}

gboolean
dt_cli_engine_is_own (DtCliEngine *engine)
{
  return engine->engine != NULL;
}

gboolean
dt_cli_engine_is_running (DtCliEngine *engine)
{
  return engine->engine == NULL || dt_engine_is_running (engine->engine);
}
