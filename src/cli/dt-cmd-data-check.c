/* dt-cmd-data-check.c - daytrader-cli data check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-market-store.h"
#include "dt-series-check.h"

#include "dt-cli.h"

static char *symbol;
static gboolean only_integrity;

static const GOptionEntry entries[] = {
  { "symbol", 0, 0, G_OPTION_ARG_STRING, &symbol, "Only series of this symbol", "S" },
  { "integrity", 0, 0, G_OPTION_ARG_NONE, &only_integrity,
    "Only whether the bars are those that came in", NULL },
  G_OPTION_ENTRY_NULL
};

typedef struct
{
  DtCli       *cli;
  JsonBuilder *builder;     /* (nullable): text */
  guint        n_series;
  guint        n_findings;
} Check;

static void
add_member (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
say (Check              *check,
     const DtSeriesInfo *info,
     const DtFinding    *finding)
{
  char timeframe[DT_TIMEFRAME_BUF_SIZE], date[DT_TIME_BUF_SIZE];
  g_autofree char *text = dt_finding_dup_text (finding);

  check->n_findings++;
  dt_timeframe_to_string (info->timeframe, timeframe);
  if (check->builder == NULL)
    {
      dt_cli_progress_end ();
      g_print ("%s %s %s: %s\n", info->symbol, timeframe, info->identity.source, text);
      return;
    }

  json_builder_begin_object (check->builder);
  add_member (check->builder, "symbol", info->symbol);
  add_member (check->builder, "timeframe", timeframe);
  add_member (check->builder, "source", info->identity.source);
  add_member (check->builder, "kind", dt_finding_kind_to_string (finding->kind));
  json_builder_set_member_name (check->builder, "count");
  json_builder_add_int_value (check->builder, finding->count);
  add_member (check->builder, "first",
              dt_date_to_string (dt_time_get_new_york_date (finding->first, NULL), date));
  json_builder_end_object (check->builder);
}

static gboolean
check_one (Check               *check,
           DtMarketStore       *store,
           const DtSeriesInfo  *info,
           GError             **error)
{
  g_autoptr(DtBarSeries) series = NULL;
  g_autoptr(GArray) findings = NULL;

  if (!dt_market_store_check_series (store, info->id, error))
    return FALSE;

  check->n_series++;
  if (only_integrity)
    return TRUE;
  if (!(series = dt_market_store_load_series (store, info->id, DT_TIME_NONE, DT_TIME_NONE, error)))
    return FALSE;

  findings = dt_series_check (series);
  for (guint i = 0; i < findings->len; i++)
    say (check, info, &g_array_index (findings, DtFinding, i));

  return TRUE;
}

static gboolean
check_all (Check          *check,
           DtMarketStore  *store,
           GError        **error)
{
  g_autoptr(GPtrArray) list = dt_market_store_list_series (store, error);

  if (list == NULL || !dt_market_store_check (store, error))
    return FALSE;

  for (guint i = 0; i < list->len; i++)
    {
      const DtSeriesInfo *info = g_ptr_array_index (list, i);

      if (g_cancellable_set_error_if_cancelled (check->cli->cancellable, error))
        return FALSE;
      if (symbol != NULL && !g_str_equal (info->symbol, symbol))
        continue;
      if (!check_one (check, store, info, error))
        return FALSE;
      dt_cli_progress ("Checking", (double) (i + 1) / list->len);
    }
  dt_cli_progress_end ();

  return TRUE;
}

static void
finish (Check *check)
{
  g_autoptr(JsonNode) root = NULL;

  if (check->builder == NULL)
    {
      g_print ("%u series are whole; %u finding%s.\n", check->n_series, check->n_findings,
               check->n_findings == 1 ? "" : "s");
      return;
    }

  json_builder_end_array (check->builder);
  json_builder_set_member_name (check->builder, "series_checked");
  json_builder_add_int_value (check->builder, check->n_series);
  json_builder_end_object (check->builder);
  root = json_builder_get_root (check->builder);
  dt_cli_print_json (root);
}

static int
run_data_check (DtCli  *cli,
                char  **arguments,
                guint   n_arguments)
{
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(JsonBuilder) builder = NULL;
  g_autoptr(GError) error = NULL;
  Check check = { .cli = cli };

  if (n_arguments > 0)
    return dt_cli_usage (cli, "data check takes no arguments, but got “%s”", arguments[0]);
  if (!(store = dt_market_store_open (cli->data_dir, DT_STORE_READ_ONLY, &error)))
    return dt_cli_fail (cli, error);

  if (cli->json)
    {
      check.builder = builder = json_builder_new ();
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "findings");
      json_builder_begin_array (builder);
    }
  if (!check_all (&check, store, &error))
    return dt_cli_fail (cli, error);
  finish (&check);

  return check.n_findings > 0 ? DT_EXIT_FINDINGS : DT_EXIT_OK;
}

const DtCliCommand dt_cmd_data_check = {
  .name = "data check",
  .summary = "Check that stored bars are whole, and say what is odd about them",
  .description =
    "Compares every series with the hash that was taken when it came in, then reports missing and "
    "short sessions, bars outside sessions, bars without volume and closes that halved or doubled. "
    "Exit code 5 when there is something to report; odd is not wrong, real data is so.",
  .entries = entries,
  .run = run_data_check,
};
