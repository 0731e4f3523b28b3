/* dt-cmd-activity.c - daytrader-cli activity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "dt-cli-book.h"

static char *option_book;
static char *option_kind;
static char *option_symbol;
static char *option_from;
static char *option_to;
static int option_limit;
static gboolean option_csv;

static const GOptionEntry entries[] = {
  { "book", 0, 0, G_OPTION_ARG_STRING, &option_book, "Number of the book, else the newest", "N" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &option_kind,
    "run, order, stop-move, rejection, command, data, setting, risk or regime", "KIND" },
  { "symbol", 0, 0, G_OPTION_ARG_STRING, &option_symbol, "Only what concerns it", "S" },
  { "from", 0, 0, G_OPTION_ARG_STRING, &option_from,
    "First day (New York), or a time as 2019-02-11T14:31:00Z", "DATE" },
  { "to", 0, 0, G_OPTION_ARG_STRING, &option_to, "Last day, included, or a time", "DATE" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &option_limit, "Only the last N that fit", "N" },
  { "csv", 0, 0, G_OPTION_ARG_NONE, &option_csv, "Print as CSV", NULL },
  { NULL }
};

static const char *const members[] = { "id", "time", "kind", "symbol", "order", "signal", "text" };

typedef struct
{
  int     kind;            /* -1 for all */
  DtTime  from;
  DtTime  to;              /* exclusive */
} Filter;

/* A day's begin, or with @days 1 its end, in New York; a time as it is, or with @days 1 the moment
 * after it. */
static gboolean
parse_end (const char *text,
           int         days,
           DtTime     *time)
{
  DtDate date;

  if (dt_date_parse (text, &date))
    {
      *time = dt_time_from_new_york (date + days, 0);
      return TRUE;
    }
  if (!dt_time_parse (text, time))
    return FALSE;

  *time += days;
  return TRUE;
}

static gboolean
parse_kind (int *kind)
{
  *kind = -1;
  if (option_kind == NULL)
    return TRUE;

  for (*kind = 0; *kind <= DT_ACTIVITY_REGIME; (*kind)++)
    if (g_str_equal (option_kind, dt_activity_kind_to_string (*kind)))
      return TRUE;

  return FALSE;
}

static gboolean
matches (const Filter     *filter,
         const DtActivity *activity,
         const char       *symbol)
{
  return (filter->kind < 0 || (guint) filter->kind == activity->kind)
         && (option_symbol == NULL || g_strcmp0 (option_symbol, symbol) == 0)
         && (filter->from == DT_TIME_NONE || activity->time >= filter->from)
         && (filter->to == DT_TIME_NONE || activity->time < filter->to);
}

static JsonObject *
make_row (const DtActivity *activity,
          const char       *symbol)
{
  JsonObject *row = json_object_new ();

  json_object_set_int_member (row, "id", activity->id);
  dt_cli_set_time (row, "time", activity->time);
  json_object_set_string_member (row, "kind", dt_activity_kind_to_string (activity->kind));
  if (symbol != NULL)
    json_object_set_string_member (row, "symbol", symbol);
  else
    json_object_set_null_member (row, "symbol");
  dt_cli_set_id (row, "order", activity->order);
  dt_cli_set_id (row, "signal", activity->signal);
  json_object_set_string_member (row, "text", activity->text);

  return row;
}

static JsonArray *
make_rows (const Filter *filter,
           GPtrArray    *activities,
           char        **symbols)
{
  JsonArray *rows = json_array_new ();
  guint n_symbols = g_strv_length (symbols);

  for (guint i = 0; i < activities->len; i++)
    {
      const DtActivity *activity = activities->pdata[i];
      const char *symbol = activity->instrument < n_symbols ? symbols[activity->instrument] : NULL;

      if (matches (filter, activity, symbol))
        json_array_add_object_element (rows, make_row (activity, symbol));
    }

  while (option_limit > 0 && json_array_get_length (rows) > (guint) option_limit)
    json_array_remove_element (rows, 0);

  return rows;
}

static void
append_csv (GString    *out,
            const char *cell)
{
  if (strpbrk (cell, ",\"\r\n") == NULL)
    {
      g_string_append (out, cell);
      return;
    }

  g_string_append_c (out, '"');
  for (; *cell != '\0'; cell++)
    {
      if (*cell == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *cell);
    }
  g_string_append_c (out, '"');
}

static void
print_csv (JsonArray *rows)
{
  g_autoptr(GString) out = g_string_new ("id,time,kind,symbol,order,signal,text\n");

  for (guint r = 0; r < json_array_get_length (rows); r++)
    for (guint c = 0; c < G_N_ELEMENTS (members); c++)
      {
        g_autofree char *cell = dt_cli_dup_cell (json_array_get_object_element (rows, r),
                                                 members[c]);

        append_csv (out, cell);
        g_string_append_c (out, c + 1 < G_N_ELEMENTS (members) ? ',' : '\n');
      }

  fwrite (out->str, 1, out->len, stdout);
}

static void
print_text (JsonArray *rows)
{
  static const char *const header[] = { "Id", "Time", "Kind", "Symbol", "Order", "Signal", "What",
                                        NULL };
  static const gboolean numeric[] = { TRUE, FALSE, FALSE, FALSE, TRUE, TRUE, FALSE };
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint r = 0; r < json_array_get_length (rows); r++)
    {
      char **row = g_new0 (char *, G_N_ELEMENTS (members) + 1);

      for (guint c = 0; c < G_N_ELEMENTS (members); c++)
        row[c] = dt_cli_dup_cell (json_array_get_object_element (rows, r), members[c]);
      g_ptr_array_add (cells, row);
    }

  dt_cli_print_table (header, numeric, cells);
}

static void
print_json (gint64     book_id,
            JsonArray *rows)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "book", book_id);
  json_object_set_array_member (object, "activity", json_array_ref (rows));
  json_node_take_object (root, object);
  dt_cli_print_json (root);
}

static int
show (DtCli        *cli,
      const Filter *filter)
{
  g_autoptr(DtBookStore) store = NULL;
  g_autoptr(GPtrArray) activities = NULL;
  g_autoptr(JsonArray) rows = NULL;
  g_autoptr(DtBookInfo) info = NULL;
  g_auto(GStrv) symbols = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id;

  store = dt_book_store_open (cli->data_dir, DT_STORE_READ_ONLY, &error);
  if (store == NULL)
    return dt_cli_fail (cli, error);

  id = dt_cli_book_find (store, option_book, &error);
  if (id != 0)
    info = dt_book_store_dup_info (store, id, &error);
  if (info != NULL)
    symbols = dt_book_store_dup_symbols (store, id, &error);
  if (symbols != NULL)
    activities = dt_book_store_load_activity (store, id, 0, &error);
  if (activities == NULL)
    return dt_cli_fail (cli, error);

  rows = make_rows (filter, activities, symbols);
  if (cli->json)
    print_json (id, rows);
  else if (option_csv)
    print_csv (rows);
  else
    print_text (rows);

  return DT_EXIT_OK;
}

static int
run_activity (DtCli  *cli,
              char  **arguments,
              guint   n_arguments)
{
  Filter filter = { -1, DT_TIME_NONE, DT_TIME_NONE };

  if (n_arguments > 0)
    return dt_cli_usage (cli, "activity takes no arguments, but got “%s”", arguments[0]);
  if (cli->json && option_csv)
    return dt_cli_usage (cli, "--json and --csv exclude each other");
  if (option_limit < 0)
    return dt_cli_usage (cli, "--limit %d is not a number of rows", option_limit);
  if (!parse_kind (&filter.kind))
    return dt_cli_usage (cli, "“%s” is no kind of activity; there are run, order, stop-move, "
                         "rejection, command, data, setting, risk and regime", option_kind);
  if (option_from != NULL && !parse_end (option_from, 0, &filter.from))
    return dt_cli_usage (cli, "“%s” is no date such as 2019-02-11", option_from);
  if (option_to != NULL && !parse_end (option_to, 1, &filter.to))
    return dt_cli_usage (cli, "“%s” is no date such as 2019-02-11", option_to);

  return show (cli, &filter);
}

const DtCliCommand dt_cmd_activity = {
  .name = "activity",
  .summary = "Show what the engine did, when and why",
  .description = "Signals, orders, moves of stops, refusals, commands and findings about the data, "
                 "oldest first, of one book.",
  .entries = entries,
  .run = run_activity,
};
