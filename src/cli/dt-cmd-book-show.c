/* dt-cmd-book-show.c - daytrader-cli book show
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-cli-book.h"

static gboolean wanted[DT_CLI_BOOK_N_KINDS];

static const GOptionEntry entries[] = {
  { "positions", 0, 0, G_OPTION_ARG_NONE, &wanted[DT_CLI_BOOK_POSITIONS],
    "What is held, marked at the last bar", NULL },
  { "trades", 0, 0, G_OPTION_ARG_NONE, &wanted[DT_CLI_BOOK_TRADES], "Round trips", NULL },
  { "orders", 0, 0, G_OPTION_ARG_NONE, &wanted[DT_CLI_BOOK_ORDERS], "Orders", NULL },
  { "fills", 0, 0, G_OPTION_ARG_NONE, &wanted[DT_CLI_BOOK_FILLS],
    "Fills, each with the reason of its price", NULL },
  { "ledger", 0, 0, G_OPTION_ARG_NONE, &wanted[DT_CLI_BOOK_LEDGER],
    "Every change of cash and quantity", NULL },
  { "signals", 0, 0, G_OPTION_ARG_NONE, &wanted[DT_CLI_BOOK_SIGNALS],
    "What the strategies wanted, and what became of it", NULL },
  { NULL }
};

/* A document that was stored as text, or null. */
static void
set_document (JsonObject *object,
              const char *member,
              const char *text)
{
  g_autoptr(JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  if (node != NULL)
    json_object_set_member (object, member, g_steal_pointer (&node));
  else
    json_object_set_null_member (object, member);
}

static JsonObject *
make_account (const DtBook *book)
{
  JsonObject *account = json_object_new ();
  DtMoney equity, realized = 0;

  for (guint i = 0; i < book->trades->len; i++)
    realized += dt_rows_index (book->trades, DtRoundTrip, i).profit;
  if (!dt_book_get_equity (book, &equity))
    equity = DT_MONEY_NONE;

  dt_cli_set_money (account, "cash", book->cash);
  dt_cli_set_money (account, "equity", equity);
  dt_cli_set_money (account, "realized_profit", realized);
  json_object_set_int_member (account, "position_count", book->n_open);
  json_object_set_int_member (account, "trade_count", book->trades->len);
  json_object_set_int_member (account, "order_count", book->orders->len);
  json_object_set_int_member (account, "fill_count", book->fills->len);
  json_object_set_int_member (account, "signal_count", book->signals->len);

  return account;
}

static gboolean
any_wanted (void)
{
  for (guint kind = 0; kind < DT_CLI_BOOK_N_KINDS; kind++)
    if (wanted[kind])
      return TRUE;

  return FALSE;
}

static void
print_json (const DtBookInfo  *info,
            const DtBook      *book,
            const char *const *symbols)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = dt_cli_book_make_info (info);
  gboolean any = any_wanted ();

  json_object_set_object_member (object, "balance", make_account (book));
  for (guint kind = 0; kind < DT_CLI_BOOK_N_KINDS; kind++)
    if (any ? wanted[kind] : kind == DT_CLI_BOOK_POSITIONS)
      json_object_set_array_member (object, dt_cli_book_kind_to_string (kind),
                                    dt_cli_book_make_rows (kind, book, symbols));
  set_document (object, "spec", info->spec);
  set_document (object, "result", info->result);
  json_node_take_object (root, object);
  dt_cli_print_json (root);
}

static void
print_pairs (JsonObject *object)
{
  g_autoptr(GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    {
      g_autofree char *cell = dt_cli_dup_cell (object, l->data);

      if (*cell != '\0')
        g_print ("%-16s %s\n", (const char *) l->data, cell);
    }
}

static void
print_text (const DtBookInfo  *info,
            const DtBook      *book,
            const char *const *symbols)
{
  g_autoptr(JsonObject) head = dt_cli_book_make_info (info);
  g_autoptr(JsonObject) account = make_account (book);
  gboolean any = any_wanted ();

  if (!any)
    {
      print_pairs (head);
      print_pairs (account);
    }

  for (guint kind = 0; kind < DT_CLI_BOOK_N_KINDS; kind++)
    {
      g_autoptr(JsonArray) rows = NULL;

      if (any ? !wanted[kind] : kind != DT_CLI_BOOK_POSITIONS || book->n_open == 0)
        continue;

      rows = dt_cli_book_make_rows (kind, book, symbols);
      if (!any)
        g_print ("\n");
      dt_cli_book_print_rows (kind, rows);
    }
}

static int
run_book_show (DtCli  *cli,
               char  **arguments,
               guint   n_arguments)
{
  g_autoptr(DtBookStore) store = NULL;
  g_autoptr(DtBookInfo) info = NULL;
  g_autoptr(DtBook) book = NULL;
  g_auto(GStrv) symbols = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id;

  if (n_arguments > 1)
    return dt_cli_usage (cli, "book show takes one book, but got “%s” too", arguments[1]);

  store = dt_book_store_open (cli->data_dir, DT_STORE_READ_ONLY, &error);
  if (store == NULL)
    return dt_cli_fail (cli, error);

  id = dt_cli_book_find (store, n_arguments > 0 ? arguments[0] : NULL, &error);
  if (id == 0)
    return dt_cli_fail (cli, error);

  info = dt_book_store_dup_info (store, id, &error);
  if (info != NULL)
    symbols = dt_book_store_dup_symbols (store, id, &error);
  if (symbols != NULL)
    book = dt_book_store_load (store, id, &error);
  if (book == NULL)
    return dt_cli_fail (cli, error);

  if (cli->json)
    print_json (info, book, (const char *const *) symbols);
  else
    print_text (info, book, (const char *const *) symbols);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_book_show = {
  .name = "book show",
  .arguments = "[BOOK]",
  .summary = "Show one book: account, positions, trades, orders, fills, ledger",
  .description = "Without BOOK the newest. The book is folded again from its ledger and compared "
                 "with its records before anything is shown.",
  .entries = entries,
  .run = run_book_show,
};
