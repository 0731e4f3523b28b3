/* dt-cli-engine.h - reaching the engine of a data directory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-engine-port.h"

#include "dt-cli.h"

G_BEGIN_DECLS

/**
 * DtCliEngine:
 *
 * A port to the engine of the data directory: the one that runs there already, or one of our own
 * that listens for others as long as the command lasts.
 *
 * Thread: main.
 */
typedef struct _DtCliEngine DtCliEngine;

/* Only one that runs already. */
DtCliEngine  *dt_cli_engine_attach    (DtCli        *cli,
                                       GError      **error);
/* One that runs already, or a new one. */
DtCliEngine  *dt_cli_engine_open      (DtCli        *cli,
                                       GError      **error);
void          dt_cli_engine_free      (DtCliEngine  *engine);
DtEnginePort *dt_cli_engine_get_port  (DtCliEngine  *engine);
gboolean      dt_cli_engine_is_own    (DtCliEngine  *engine);
/* %FALSE when it is ours and has quit. */
gboolean      dt_cli_engine_is_running (DtCliEngine *engine);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtCliEngine, dt_cli_engine_free)

G_END_DECLS
