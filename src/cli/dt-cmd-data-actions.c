/* dt-cmd-data-actions.c - daytrader-cli data actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-market-store.h"

#include "dt-cli.h"

static char *symbol;

static const GOptionEntry entries[] = {
  { "symbol", 0, 0, G_OPTION_ARG_STRING, &symbol, "Only actions of this symbol", "S" },
  G_OPTION_ENTRY_NULL
};

static void
add_rows (GPtrArray          *rows,
          const char         *name,
          const DtActionList *list)
{
  for (guint i = 0; i < dt_action_list_count (list); i++)
    {
      const DtCorporateAction *action = dt_action_list_get (list, i);
      char **row = g_new0 (char *, 5);
      char date[DT_TIME_BUF_SIZE];

      row[0] = g_strdup (name);
      row[1] = g_strdup (dt_date_to_string (action->date, date));
      row[2] = g_strdup (dt_action_kind_to_string (action->kind));
      row[3] = dt_corporate_action_dup_value (action);
      g_ptr_array_add (rows, row);
    }
}

static void
add_member (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (*value != '\0')
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
print_json (GPtrArray *rows)
{
  static const char *const names[] = { "symbol", "ex_date", "action", "value" };
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "actions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);

      json_builder_begin_object (builder);
      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        add_member (builder, names[j], row[j]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  dt_cli_print_json (root);
}

static int
run_data_actions (DtCli  *cli,
                  char  **arguments,
                  guint   n_arguments)
{
  static const char *const header[] = { "Symbol", "Ex-date", "Action", "Value", NULL };
  static const gboolean numeric[] = { FALSE, FALSE, FALSE, TRUE };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(GPtrArray) symbols = NULL;
  g_autoptr(GError) error = NULL;

  if (n_arguments > 0)
    return dt_cli_usage (cli, "data actions takes no arguments, but got “%s”", arguments[0]);
  if (!(store = dt_market_store_open (cli->data_dir, DT_STORE_READ_ONLY, &error))
      || !(symbols = dt_market_store_list_action_symbols (store, NULL, &error)))
    return dt_cli_fail (cli, error);

  for (guint i = 0; i < symbols->len; i++)
    {
      const char *name = g_ptr_array_index (symbols, i);
      g_autoptr(DtActionList) list = NULL;

      if (symbol != NULL && !g_str_equal (symbol, name))
        continue;
      if (!(list = dt_market_store_load_actions (store, name, &error)))
        return dt_cli_fail (cli, error);
      add_rows (rows, name, list);
    }

  if (cli->json)
    print_json (rows);
  else
    dt_cli_print_table (header, numeric, rows);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_data_actions = {
  .name = "data actions",
  .summary = "List stored splits, dividends and other corporate actions",
  .entries = entries,
  .run = run_data_actions,
};
