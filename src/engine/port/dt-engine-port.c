/* dt-engine-port.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-port"

#include "config.h"

#include "dt-engine-port.h"

G_DEFINE_QUARK (dt-port-error-quark, dt_port_error)
G_DEFINE_INTERFACE (DtEnginePort, dt_engine_port, G_TYPE_OBJECT)

static void
dt_engine_port_default_init (DtEnginePortInterface *iface)
{
  g_signal_new ("changed", G_TYPE_FROM_INTERFACE (iface), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_signal_new ("closed", G_TYPE_FROM_INTERFACE (iface), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

void
dt_engine_port_execute_async (DtEnginePort        *port,
                              const char          *command,
                              GVariant            *arguments,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GVariant) owned = NULL;

  g_return_if_fail (DT_IS_ENGINE_PORT (port));
  g_return_if_fail (command != NULL);
  g_return_if_fail (arguments != NULL);
  g_return_if_fail (g_variant_is_of_type (arguments, G_VARIANT_TYPE_VARDICT));

  owned = g_variant_ref_sink (arguments);
  DT_ENGINE_PORT_GET_IFACE (port)->execute_async (port, command, owned, cancellable, callback,
                                                  user_data);
}

GVariant *
dt_engine_port_execute_finish (DtEnginePort  *port,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (DT_IS_ENGINE_PORT (port), NULL);

  return DT_ENGINE_PORT_GET_IFACE (port)->execute_finish (port, result, error);
}

static void
on_executed (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

GVariant *
dt_engine_port_execute (DtEnginePort  *port,
                        const char    *command,
                        GVariant      *arguments,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr(GMainContext) context = g_main_context_ref_thread_default ();
  g_autoptr(GAsyncResult) result = NULL;

  dt_engine_port_execute_async (port, command, arguments, cancellable, on_executed, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);

  return dt_engine_port_execute_finish (port, result, error);
}

GVariant *
dt_engine_port_dup_snapshot (DtEnginePort *port)
{
  g_return_val_if_fail (DT_IS_ENGINE_PORT (port), NULL);

  return DT_ENGINE_PORT_GET_IFACE (port)->dup_snapshot (port);
}
