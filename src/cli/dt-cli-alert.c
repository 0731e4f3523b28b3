/* dt-cli-alert.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <math.h>

#include "dt-engine-host.h"
#include "dt-owner-lock.h"

#include "dt-cli-alert.h"

/* The engine owns the file while it runs; without one, whoever has the lock does. */
static DtEngineHost *
attach (DtCli   *cli,
        GError **error)
{
  DtOwner owner;

  return dt_owner_lock_peek (cli->data_dir, &owner) ? dt_engine_host_attach (cli->data_dir, error)
                                                    : NULL;
}

static guint64
send (DtCli         *cli,
      DtEngineHost  *engine,
      const char    *command,
      GVariant      *arguments,
      GError       **error)
{
  g_autoptr(GVariant) answer = dt_engine_port_execute (dt_engine_host_get_port (engine), command,
                                                       arguments, cli->cancellable, error);
  guint64 id = 0;

  if (answer != NULL)
    g_variant_lookup (answer, "id", "t", &id);

  return id;
}

static GVariant *
make_arguments (const DtAlert *alert)
{
  g_autofree char *symbols = g_strjoinv (",", alert->symbols);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "kind", "s", dt_alert_kind_to_string (alert->kind));
  g_variant_dict_insert (&dict, "direction", "s", dt_alert_direction_to_string (alert->direction));
  g_variant_dict_insert (&dict, "scope", "s", dt_alert_scope_to_string (alert->scope));
  if (isfinite (alert->level))
    g_variant_dict_insert (&dict, "level", "d", alert->level);
  if (alert->rule != NULL)
    g_variant_dict_insert (&dict, "rule", "s", alert->rule);
  if (*symbols != '\0')
    g_variant_dict_insert (&dict, "symbols", "s", symbols);
  g_variant_dict_insert (&dict, "once", "b", alert->once);
  g_variant_dict_insert (&dict, "pause", "u", alert->pause);
  g_variant_dict_insert (&dict, "note", "s", alert->note);

  return g_variant_dict_end (&dict);
}

guint64
dt_cli_alert_add (DtCli          *cli,
                  const DtAlert  *alert,
                  GError        **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(DtEngineHost) engine = attach (cli, &failure);
  g_autoptr(DtOwnerLock) lock = NULL;
  g_autoptr(DtAlertList) list = NULL;
  guint64 id;

  if (engine != NULL)
    return send (cli, engine, "alert.add", make_arguments (alert), error);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return 0;
    }

  lock = dt_owner_lock_acquire (cli->data_dir, error);
  if (lock == NULL || !(list = dt_alert_list_load (cli->data_dir, error)))
    return 0;

  id = dt_alert_list_add (list, (DtAlert *) alert, 0, DT_TIME_NONE, error);
  return id > 0 && dt_alert_list_save (list, error) ? id : 0;
}

guint64
dt_cli_alert_remove (DtCli    *cli,
                     guint64   id,
                     GError  **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(DtEngineHost) engine = attach (cli, &failure);
  g_autoptr(DtOwnerLock) lock = NULL;
  g_autoptr(DtAlertList) list = NULL;
  GVariantDict dict;

  if (engine != NULL)
    {
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "id", "t", id);
      return send (cli, engine, "alert.remove", g_variant_dict_end (&dict), error);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return 0;
    }

  lock = dt_owner_lock_acquire (cli->data_dir, error);
  if (lock == NULL || !(list = dt_alert_list_load (cli->data_dir, error))
      || !dt_alert_list_remove (list, id, error) || !dt_alert_list_save (list, error))
    return 0;

  return id;
}
