/* dt-engine-port.h - the one door to a running engine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DT_PORT_ERROR (dt_port_error_quark ())
GQuark dt_port_error_quark (void);

typedef enum
{
  DT_PORT_ERROR_ABSENT,     /* nobody listens in that data directory */
  DT_PORT_ERROR_CLOSED,     /* the engine went away: what was asked may or may not have happened */
  DT_PORT_ERROR_PROTOCOL,   /* the other side does not speak as it should, or another version */
} DtPortError;

/**
 * DtEnginePort:
 *
 * Commands go down, snapshots come up, both as GVariants, whether the engine is in this process
 * (#DtLocalPort) or behind the socket of the data directory's owner (#DtSocketPort).
 *
 * A snapshot is an a{s(tv)}: part name -> version, value. A part whose version did not
 * change since the snapshot before is the same GVariant; over the socket it is left out and the
 * port puts the one it has in its place.
 *
 * Thread: the one that made it; its main context gets the callbacks and the signal.
 *
 * Errors of the engine keep domain, code and message on their way; %DT_PORT_ERROR is the port's
 * own.
 *
 * Signals: "changed": a newer snapshot is there. "closed": the engine went away and stays away;
 * requests that were under way have failed.
 */
#define DT_TYPE_ENGINE_PORT (dt_engine_port_get_type ())
G_DECLARE_INTERFACE (DtEnginePort, dt_engine_port, DT, ENGINE_PORT, GObject)

struct _DtEnginePortInterface
{
  GTypeInterface parent_interface;

  void       (*execute_async)  (DtEnginePort         *port,
                                const char           *command,
                                GVariant             *arguments,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
  GVariant  *(*execute_finish) (DtEnginePort         *port,
                                GAsyncResult         *result,
                                GError              **error);
  GVariant  *(*dup_snapshot)   (DtEnginePort         *port);
};

/* Runs a command of the registry; @arguments is an a{sv}, floating is sunk. The answer's shape is
 * the command's own, a{sv} too. */
void      dt_engine_port_execute_async   (DtEnginePort         *port,
                                          const char           *command,
                                          GVariant             *arguments,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GVariant *dt_engine_port_execute_finish  (DtEnginePort         *port,
                                          GAsyncResult         *result,
                                          GError              **error);
/* The same, iterating the caller's thread-default context until the answer is there. */
GVariant *dt_engine_port_execute         (DtEnginePort         *port,
                                          const char           *command,
                                          GVariant             *arguments,
                                          GCancellable         *cancellable,
                                          GError              **error);
/* (transfer full) (nullable): the newest snapshot that arrived */
GVariant *dt_engine_port_dup_snapshot    (DtEnginePort         *port);

G_END_DECLS
