/* dt-cmd-import-actions.c - daytrader-cli import actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-csv-actions.h"
#include "dt-market-store.h"

#include "dt-cli.h"

/* Rejected rows that are shown without being asked for. */
#define N_SHOWN 20

static char *symbol;
static gboolean dry_run, all_rejects;

static const GOptionEntry entries[] = {
  { "symbol", 0, 0, G_OPTION_ARG_STRING, &symbol,
    "Symbol of a file that names none; else the file's name", "S" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "Read and check, store nothing", NULL },
  { "all-rejects", 0, 0, G_OPTION_ARG_NONE, &all_rejects,
    "Show every rejected row, not only the first 20", NULL },
  G_OPTION_ENTRY_NULL
};

static gboolean
store_symbol (DtMarketStore             *store,
              const DtCsvSymbolActions  *actions,
              GError                   **error)
{
  g_autoptr(DtInstrument) known = dt_market_store_dup_instrument (store, actions->symbol, NULL);

  if (known == NULL)
    {
      g_autoptr(DtInstrument) instrument = dt_instrument_new (actions->symbol,
                                                              DT_INSTRUMENT_STOCK);

      if (!dt_market_store_put_instrument (store, instrument, error))
        return FALSE;
    }

  return dt_market_store_put_actions (store, actions->symbol, actions->list, error);
}

static gboolean
store_all (DtMarketStore  *store,
           GPtrArray      *files,
           GError        **error)
{
  if (!dt_market_store_begin (store, error))
    return FALSE;

  for (guint i = 0; i < files->len; i++)
    {
      const DtCsvActions *actions = g_ptr_array_index (files, i);

      for (guint j = 0; j < actions->symbols->len; j++)
        if (!store_symbol (store, g_ptr_array_index (actions->symbols, j), error))
          {
            dt_market_store_rollback (store);
            return FALSE;
          }
    }

  return dt_market_store_commit (store, error);
}

static void
count_kinds (const DtCsvActions *actions,
             guint               counts[DT_ACTION_DELISTING + 1])
{
  for (guint i = 0; i < actions->symbols->len; i++)
    {
      const DtActionList *list
        = ((DtCsvSymbolActions *) g_ptr_array_index (actions->symbols, i))->list;

      for (guint j = 0; j < dt_action_list_count (list); j++)
        counts[dt_action_list_get (list, j)->kind]++;
    }
}

static void
print_text (DtCli              *cli,
            const char         *path,
            const DtCsvActions *actions)
{
  guint counts[DT_ACTION_DELISTING + 1] = { 0 };
  guint n = all_rejects ? actions->rejects->len : MIN (actions->rejects->len, N_SHOWN);

  for (guint i = 0; i < n; i++)
    {
      const DtCsvReject *reject = g_ptr_array_index (actions->rejects, i);

      dt_cli_note (cli, "%s:%" G_GUINT64_FORMAT ": %s “%s” %s", path, reject->line,
                   reject->field, reject->value, reject->reason);
    }
  if (actions->n_rejected > n)
    dt_cli_note (cli, "%s: %" G_GUINT64_FORMAT " more rejected rows", path,
                 actions->n_rejected - n);

  count_kinds (actions, counts);
  g_print ("%s: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " rows %s, of %u symbols:", path,
           actions->n_rows - actions->n_rejected, actions->n_rows,
           dry_run ? "could be imported" : "imported", actions->symbols->len);
  for (guint kind = 0; kind < G_N_ELEMENTS (counts); kind++)
    g_print ("%s %u %s", kind > 0 ? "," : "", counts[kind], dt_action_kind_to_string (kind));
  g_print ("\n");
}

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_count (JsonBuilder *builder,
           const char  *name,
           guint64      count)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, count);
}

static void
add_json (JsonBuilder        *builder,
          const char         *path,
          const DtCsvActions *actions)
{
  guint counts[DT_ACTION_DELISTING + 1] = { 0 };

  count_kinds (actions, counts);
  json_builder_begin_object (builder);
  add_text (builder, "file", path);
  add_count (builder, "rows", actions->n_rows);
  add_count (builder, "rejected", actions->n_rejected);
  add_count (builder, "symbols", actions->symbols->len);
  json_builder_set_member_name (builder, "kinds");
  json_builder_begin_object (builder);
  for (guint kind = 0; kind < G_N_ELEMENTS (counts); kind++)
    add_count (builder, dt_action_kind_to_string (kind), counts[kind]);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "rejects");
  json_builder_begin_array (builder);
  for (guint i = 0; i < actions->rejects->len; i++)
    {
      const DtCsvReject *reject = g_ptr_array_index (actions->rejects, i);

      json_builder_begin_object (builder);
      add_count (builder, "line", reject->line);
      add_text (builder, "field", reject->field);
      add_text (builder, "value", reject->value);
      add_text (builder, "reason", reject->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_json (char      **paths,
            GPtrArray  *files)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < files->len; i++)
    add_json (builder, paths[i], g_ptr_array_index (files, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  dt_cli_print_json (root);
}

static int
run_import_actions (DtCli  *cli,
                    char  **arguments,
                    guint   n_arguments)
{
  g_autoptr(GPtrArray) files
    = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_csv_actions_free);
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(GError) error = NULL;

  if (n_arguments == 0)
    return dt_cli_usage (cli, "import actions needs at least one file");

  for (guint i = 0; i < n_arguments; i++)
    {
      DtCsvActions *actions = dt_csv_actions_read_file (arguments[i], symbol, cli->cancellable,
                                                        &error);

      if (actions == NULL)
        return dt_cli_fail (cli, error);
      g_ptr_array_add (files, actions);
    }

  if (!dry_run
      && (!(store = dt_market_store_open (cli->data_dir, DT_STORE_READ_WRITE, &error))
          || !store_all (store, files, &error)))
    return dt_cli_fail (cli, error);

  if (cli->json)
    print_json (arguments, files);
  else
    for (guint i = 0; i < files->len; i++)
      print_text (cli, arguments[i], g_ptr_array_index (files, i));

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_import_actions = {
  .name = "import actions",
  .arguments = "FILE…",
  .summary = "Import splits, dividends, spin-offs, symbol changes and delistings",
  .description =
    "Reads tables with a header, plain or gzip: columns symbol, ex_date, action (split, dividend, "
    "spin-off, symbol-change, delisting) and value, or tables of dividends, of splits, or of price "
    "factors; docs/data.md has the rules. An action takes the place of those of its symbol, date "
    "and kind.\n\n"
    "Actions act on raw series: a run on them splits positions and orders and pays dividends, and "
    "split-adjusted and total-return bars are built from them.",
  .entries = entries,
  .run = run_import_actions,
};
