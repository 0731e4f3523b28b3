/* dt-cmd-alert-list.c - daytrader-cli alert list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <math.h>

#include "dt-cli-alert.h"
#include "dt-cli-book.h"

static gboolean history;

static const GOptionEntry entries[] = {
  { "history", 0, 0, G_OPTION_ARG_NONE, &history, "Show when which alert fired instead", NULL },
  G_OPTION_ENTRY_NULL
};

static char *
dup_time (DtTime time)
{
  char buf[DT_TIME_BUF_SIZE];

  return g_strdup (time != DT_TIME_NONE ? dt_time_to_string (time, buf) : "");
}

static void
print_alerts (const DtAlertList *list)
{
  static const char *const header[] = { "Id", "Alert", "State", "Fired", "Last", "Note", NULL };
  static const gboolean numeric[] = { TRUE, FALSE, FALSE, TRUE, FALSE, FALSE };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < list->alerts->len; i++)
    {
      const DtAlert *alert = g_ptr_array_index (list->alerts, i);
      char **row = g_new0 (char *, 7);

      row[0] = g_strdup_printf ("%" G_GUINT64_FORMAT, alert->id);
      row[1] = dt_alert_describe (alert);
      row[2] = g_strdup (alert->enabled ? "on" : alert->once && alert->n_fired > 0 ? "fired"
                                                                                   : "off");
      row[3] = g_strdup_printf ("%u", alert->n_fired);
      row[4] = dup_time (alert->fired_time);
      row[5] = g_strdup (alert->note);
      g_ptr_array_add (rows, row);
    }
  dt_cli_print_table (header, numeric, rows);
}

static void
print_history (const DtAlertList *list)
{
  static const char *const header[] = { "Time", "Alert", "What", NULL };
  static const gboolean numeric[] = { FALSE, TRUE, FALSE };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < list->history->len; i++)
    {
      const DtAlertFiring *firing = g_ptr_array_index (list->history, i);
      char **row = g_new0 (char *, 4);

      row[0] = dup_time (firing->time);
      row[1] = g_strdup_printf ("%" G_GUINT64_FORMAT, firing->alert);
      row[2] = g_strdup (firing->text);
      g_ptr_array_add (rows, row);
    }
  dt_cli_print_table (header, numeric, rows);
}

static JsonObject *
make_alert (const DtAlert *alert)
{
  g_autofree char *text = dt_alert_describe (alert);
  JsonObject *object = json_object_new ();
  JsonArray *symbols = json_array_new ();

  for (guint i = 0; alert->symbols[i] != NULL; i++)
    json_array_add_string_element (symbols, alert->symbols[i]);
  dt_cli_set_id (object, "id", alert->id);
  json_object_set_string_member (object, "text", text);
  json_object_set_string_member (object, "kind", dt_alert_kind_to_string (alert->kind));
  json_object_set_string_member (object, "direction",
                                 dt_alert_direction_to_string (alert->direction));
  dt_cli_set_double (object, "level", alert->level);
  if (alert->rule != NULL)
    json_object_set_string_member (object, "rule", alert->rule);
  else
    json_object_set_null_member (object, "rule");
  json_object_set_string_member (object, "scope", dt_alert_scope_to_string (alert->scope));
  json_object_set_array_member (object, "symbols", symbols);
  json_object_set_boolean_member (object, "once", alert->once);
  json_object_set_int_member (object, "pause", alert->pause);
  json_object_set_string_member (object, "note", alert->note);
  json_object_set_boolean_member (object, "enabled", alert->enabled);
  json_object_set_int_member (object, "fired_count", alert->n_fired);
  dt_cli_set_time (object, "fired", alert->fired_time);

  return object;
}

static JsonObject *
make_firing (const DtAlertFiring *firing)
{
  JsonObject *object = json_object_new ();

  dt_cli_set_id (object, "id", firing->id);
  dt_cli_set_id (object, "alert", firing->alert);
  dt_cli_set_id (object, "book", (guint64) firing->book);
  dt_cli_set_time (object, "time", firing->time);
  json_object_set_string_member (object, "symbol", firing->symbol);
  dt_cli_set_double (object, "price", firing->price);
  json_object_set_string_member (object, "text", firing->text);

  return object;
}

static void
print_json (const DtAlertList *list)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *rows = json_array_new ();
  GPtrArray *source = history ? list->history : list->alerts;

  for (guint i = 0; i < source->len; i++)
    json_array_add_object_element (rows, history ? make_firing (g_ptr_array_index (source, i))
                                                 : make_alert (g_ptr_array_index (source, i)));
  json_object_set_array_member (object, history ? "history" : "alerts", rows);
  json_node_take_object (root, object);
  dt_cli_print_json (root);
}

static int
run_list (DtCli  *cli,
          char  **arguments,
          guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtAlertList) list = NULL;

  if (n_arguments > 0)
    return dt_cli_usage (cli, "alert list takes no argument, but got “%s”", arguments[0]);

  list = dt_alert_list_load (cli->data_dir, &error);
  if (list == NULL)
    return dt_cli_fail (cli, error);

  if (cli->json)
    print_json (list);
  else if (history)
    print_history (list);
  else
    print_alerts (list);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_alert_list = {
  .name = "alert list",
  .summary = "List the alerts, or when they fired",
  .entries = entries,
  .run = run_list,
};
