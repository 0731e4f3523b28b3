/* dt-cmd-book-list.c - daytrader-cli book list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-cli-book.h"

static void
print_text (GPtrArray *list)
{
  static const char *const members[] = { "id", "mode", "state", "account", "started", "step",
                                         "market_time" };
  static const char *const header[] = { "Id", "Mode", "State", "Account", "Started", "Step",
                                        "Market time", NULL };
  static const gboolean numeric[] = { TRUE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < list->len; i++)
    {
      g_autoptr(JsonObject) object = dt_cli_book_make_info (list->pdata[i]);
      char **row = g_new0 (char *, G_N_ELEMENTS (members) + 1);

      for (guint c = 0; c < G_N_ELEMENTS (members); c++)
        row[c] = dt_cli_dup_cell (object, members[c]);
      g_ptr_array_add (rows, row);
    }

  dt_cli_print_table (header, numeric, rows);
}

static void
print_json (GPtrArray *list)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *books = json_array_new ();

  for (guint i = 0; i < list->len; i++)
    json_array_add_object_element (books, dt_cli_book_make_info (list->pdata[i]));
  json_object_set_array_member (object, "books", books);
  json_node_take_object (root, object);
  dt_cli_print_json (root);
}

static int
run_book_list (DtCli  *cli,
               char  **arguments,
               guint   n_arguments)
{
  g_autoptr(DtBookStore) store = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;

  if (n_arguments > 0)
    return dt_cli_usage (cli, "book list takes no arguments, but got “%s”", arguments[0]);

  store = dt_book_store_open (cli->data_dir, DT_STORE_READ_ONLY, &error);
  if (store != NULL)
    list = dt_book_store_list (store, &error);
  else if (g_error_matches (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND))
    list = g_ptr_array_new ();
  if (list == NULL)
    return dt_cli_fail (cli, error);

  if (cli->json)
    print_json (list);
  else if (list->len > 0)
    print_text (list);
  else
    dt_cli_note (cli, "No books yet: “replay run” and “backtest run --save” make them");

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_book_list = {
  .name = "book list",
  .summary = "List the books, newest first",
  .description = "A book is the account of one run: its ledger, signals, orders, fills and trades.",
  .run = run_book_list,
};
