/* dt-cmd-data-check.c - daytrader-cli data check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-book-store.h"
#include "dt-market-store.h"
#include "dt-series-check.h"

#include "dt-cli.h"

static char *symbol;
static gboolean only_integrity;

static const GOptionEntry entries[] = {
  { "symbol", 0, 0, G_OPTION_ARG_STRING, &symbol, "Only series of this symbol, no books", "S" },
  { "integrity", 0, 0, G_OPTION_ARG_NONE, &only_integrity,
    "Only what is broken, not what is odd", NULL },
  G_OPTION_ENTRY_NULL
};

/* What is broken is a finding; what is merely odd, as real data is, an observation. */
typedef struct
{
  DtCli     *cli;
  GPtrArray *findings;      /* of char* */
  JsonArray *observations;
  guint      n_series;
  guint      n_books;
} Check;

static void
find (Check        *check,
      const GError *error)
{
  g_ptr_array_add (check->findings, g_strdup (error->message));
}

static void
observe (Check              *check,
         const DtSeriesInfo *info,
         const DtFinding    *finding)
{
  char timeframe[DT_TIMEFRAME_BUF_SIZE], date[DT_TIME_BUF_SIZE];
  g_autofree char *text = dt_finding_dup_text (finding);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "symbol", info->symbol);
  json_object_set_string_member (object, "timeframe",
                                 dt_timeframe_to_string (info->timeframe, timeframe));
  json_object_set_string_member (object, "source", info->identity.source);
  json_object_set_string_member (object, "kind", dt_finding_kind_to_string (finding->kind));
  json_object_set_int_member (object, "count", finding->count);
  dt_date_to_string (dt_time_get_new_york_date (finding->first, NULL), date);
  json_object_set_string_member (object, "first", date);
  json_object_set_string_member (object, "text", text);
  json_array_add_object_element (check->observations, object);
}

/* A damaged series is told, and the next one looked at. */
static void
check_one (Check              *check,
           DtMarketStore      *store,
           const DtSeriesInfo *info)
{
  g_autoptr(DtBarSeries) series = NULL;
  g_autoptr(GArray) odd = NULL;
  g_autoptr(GError) error = NULL;

  check->n_series++;
  if (!dt_market_store_check_series (store, info->id, &error)
      || (!only_integrity
          && !(series = dt_market_store_load_series (store, info->id, DT_TIME_NONE, DT_TIME_NONE,
                                                     &error))))
    {
      find (check, error);
      return;
    }
  if (only_integrity)
    return;

  odd = dt_series_check (series);
  for (guint i = 0; i < odd->len; i++)
    observe (check, info, &g_array_index (odd, DtFinding, i));
}

static gboolean
check_market (Check          *check,
              DtMarketStore  *store,
              GError        **error)
{
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) broken = NULL;

  if (!dt_market_store_check (store, &broken))
    find (check, broken);
  if (!(list = dt_market_store_list_series (store, error)))
    return FALSE;

  for (guint i = 0; i < list->len; i++)
    {
      const DtSeriesInfo *info = g_ptr_array_index (list, i);

      if (g_cancellable_set_error_if_cancelled (check->cli->cancellable, error))
        return FALSE;
      if (symbol == NULL || g_str_equal (info->symbol, symbol))
        check_one (check, store, info);
      dt_cli_progress ("Checking", (double) (i + 1) / list->len);
    }
  dt_cli_progress_end ();

  return TRUE;
}

/* Loading a book folds its ledger again and compares. */
static gboolean
check_books (Check   *check,
             GError **error)
{
  g_autofree char *path = g_build_filename (check->cli->data_dir, "book.db", NULL);
  g_autoptr(DtBookStore) store = NULL;
  g_autoptr(GPtrArray) books = NULL;

  if (symbol != NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!(store = dt_book_store_open (check->cli->data_dir, DT_STORE_READ_ONLY, error))
      || !(books = dt_book_store_list (store, error)))
    return FALSE;

  for (guint i = 0; i < books->len; i++)
    {
      const DtBookInfo *info = g_ptr_array_index (books, i);
      g_autoptr(GError) broken = NULL;
      DtBook *book;

      if (g_cancellable_set_error_if_cancelled (check->cli->cancellable, error))
        return FALSE;
      check->n_books++;
      if (!(book = dt_book_store_load (store, info->id, &broken)))
        find (check, broken);
      g_clear_pointer (&book, dt_book_free);
    }

  return TRUE;
}

static void
print_text (Check *check)
{
  for (guint i = 0; i < json_array_get_length (check->observations); i++)
    {
      JsonObject *object = json_array_get_object_element (check->observations, i);

      g_print ("%s %s %s: %s\n", json_object_get_string_member (object, "symbol"),
               json_object_get_string_member (object, "timeframe"),
               json_object_get_string_member (object, "source"),
               json_object_get_string_member (object, "text"));
    }
  for (guint i = 0; i < check->findings->len; i++)
    g_print ("broken: %s\n", (char *) g_ptr_array_index (check->findings, i));

  g_print ("%u series and %u books checked: %u broken, %u odd\n", check->n_series,
           check->n_books, check->findings->len, json_array_get_length (check->observations));
}

static void
print_json (Check *check)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object = json_object_new ();
  JsonArray *findings = json_array_new ();

  for (guint i = 0; i < check->findings->len; i++)
    json_array_add_string_element (findings, g_ptr_array_index (check->findings, i));
  json_object_set_int_member (object, "series_checked", check->n_series);
  json_object_set_int_member (object, "books_checked", check->n_books);
  json_object_set_array_member (object, "findings", findings);
  json_object_set_array_member (object, "observations", json_array_ref (check->observations));

  root = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);
  dt_cli_print_json (root);
}

static int
run_data_check (DtCli  *cli,
                char  **arguments,
                guint   n_arguments)
{
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(JsonArray) observations = json_array_new ();
  g_autoptr(GError) error = NULL;
  Check check = { cli, findings, observations, 0, 0 };

  if (n_arguments > 0)
    return dt_cli_usage (cli, "data check takes no arguments, but got “%s”", arguments[0]);
  if (!(store = dt_market_store_open (cli->data_dir, DT_STORE_READ_ONLY, &error))
      || !check_market (&check, store, &error) || !check_books (&check, &error))
    return dt_cli_fail (cli, error);

  if (cli->json)
    print_json (&check);
  else
    print_text (&check);

  return findings->len > 0 ? DT_EXIT_FINDINGS : DT_EXIT_OK;
}

const DtCliCommand dt_cmd_data_check = {
  .name = "data check",
  .summary = "Check that stored bars are whole, and say what is odd about them",
  .description =
    "Checks the databases' pages, compares every series with the hash that was taken when it came "
    "in, and folds the ledger of every book again. Exit code 5 when something is broken.\n\n"
    "Also observes what is odd about the bars, as real data is: missing and short sessions, bars "
    "outside sessions or without volume, closes that halved or doubled. That is no error.",
  .entries = entries,
  .run = run_data_check,
};
