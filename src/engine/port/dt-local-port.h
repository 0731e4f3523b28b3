/* dt-local-port.h - the door to an engine in this process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-engine-backend.h"
#include "dt-engine-port.h"

G_BEGIN_DECLS

/**
 * DtLocalPort:
 *
 * Hands commands to the engine's thread and brings snapshots back, at most one a frame. Dispose of
 * it before the engine: the backend must outlive it.
 *
 * Thread: the one that made it.
 */
#define DT_TYPE_LOCAL_PORT (dt_local_port_get_type ())
G_DECLARE_FINAL_TYPE (DtLocalPort, dt_local_port, DT, LOCAL_PORT, GObject)

DtEnginePort *dt_local_port_new (DtEngineBackend *backend);

G_END_DECLS
