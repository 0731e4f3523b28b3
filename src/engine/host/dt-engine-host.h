/* dt-engine-host.h - reaching the engine of a data directory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-engine-port.h"

G_BEGIN_DECLS

/**
 * DtEngineHost:
 *
 * A port to the engine of a data directory: the one that runs there already, or one of our own that
 * listens on the directory's socket for others. Command line and desk reach the engine through it,
 * so which process owns the directory makes no difference to them.
 *
 * Thread: the one that opened or connected it; the port's signals and answers come in its
 * thread-default context.
 */
typedef struct _DtEngineHost DtEngineHost;

DtEngineHost *dt_engine_host_open       (const char    *data_dir,
                                         GError       **error);
DtEngineHost *dt_engine_host_attach     (const char    *data_dir,
                                         GError       **error);
/* Opening in two parts, and letting go in two, so that only the short ones are on the port's
 * thread. */
DtEngineHost *dt_engine_host_prepare    (const char    *data_dir,
                                         GCancellable  *cancellable,
                                         GError       **error);
void          dt_engine_host_connect    (DtEngineHost  *host);
void          dt_engine_host_disconnect (DtEngineHost  *host);
void          dt_engine_host_free       (DtEngineHost  *host);
/* (transfer none) (nullable): %NULL before it is connected */
DtEnginePort *dt_engine_host_get_port   (DtEngineHost  *host);
/* Whether the engine lives in this process and ends with the host. */
gboolean      dt_engine_host_is_own     (DtEngineHost  *host);
/* %FALSE when the engine has quit or, if it was not ours, gone away. */
gboolean      dt_engine_host_is_running (DtEngineHost  *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtEngineHost, dt_engine_host_free)

G_END_DECLS
