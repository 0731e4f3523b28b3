/* dt-cmd-indicator-compute.c - daytrader-cli indicator compute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "dt-csv-import.h"
#include "dt-indicator.h"
#include "dt-market-store.h"
#include "dt-session-tracker.h"

#include "dt-cli.h"

static char **assignments;
static char *csv, *symbol, *timeframe, *adjustment, *column, *other_column, *from, *to;

static const GOptionEntry entries[] = {
  { "param", 'p', 0, G_OPTION_ARG_STRING_ARRAY, &assignments,
    "Set a parameter; the others keep their defaults", "NAME=VALUE" },
  { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv, "Read this price table", "FILE" },
  { "symbol", 0, 0, G_OPTION_ARG_STRING, &symbol,
    "Read this symbol from the market database, or from a table of several", "S" },
  { "timeframe", 0, 0, G_OPTION_ARG_STRING, &timeframe, "1m, 15m, 1h, 1d …", "T" },
  { "adjustment", 0, 0, G_OPTION_ARG_STRING, &adjustment,
    "Series to take: raw, split, total-return", "A" },
  { "of", 0, 0, G_OPTION_ARG_STRING, &column,
    "Column that is the source: open, high, low, close (default), volume", "COLUMN" },
  { "other", 0, 0, G_OPTION_ARG_STRING, &other_column,
    "Column that is the second series of those that read one", "COLUMN" },
  { "from", 0, 0, G_OPTION_ARG_STRING, &from,
    "First day to show; earlier bars are used all the same", "DATE" },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to, "Last day, included", "DATE" },
  G_OPTION_ENTRY_NULL
};

/* What the command line asks for. */
typedef struct
{
  const DtIndicator *indicator;
  double             parameters[DT_INDICATOR_MAX_PARAMETERS];
  DtTimeframe        timeframe;
  DtAdjustment       adjustment;
  DtIndicatorInput   source;
  DtIndicatorInput   other;
  DtTime             from;
  DtTime             to;          /* not included */
} Request;

/* Options */

static gboolean
refuse (const char  *option,
        const char  *value,
        const char  *expected,
        GError     **error)
{
  g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION, "--%s takes %s, not “%s”", option,
               expected, value);
  return FALSE;
}

static gboolean
find_indicator (const char         *id,
                const DtIndicator **indicator,
                GError            **error)
{
  const char *meant;

  *indicator = dt_indicator_find (id);
  if (*indicator != NULL)
    return TRUE;

  meant = dt_indicator_suggest (id);
  if (meant != NULL)
    g_set_error (error, DT_INDICATOR_ERROR, DT_INDICATOR_ERROR_UNKNOWN,
                 "There is no indicator “%s”. Did you mean “%s”?", id, meant);
  else
    g_set_error (error, DT_INDICATOR_ERROR, DT_INDICATOR_ERROR_UNKNOWN,
                 "There is no indicator “%s”. “daytrader-cli indicator list” lists them.", id);
  return FALSE;
}

static gboolean
set_choice (const DtIndicator           *indicator,
            const DtIndicatorParameter  *parameter,
            const char                  *name,
            double                      *value,
            GError                     **error)
{
  g_autofree char *choices = NULL;

  if (dt_indicator_find_choice (parameter, name, value))
    return TRUE;

  choices = g_strjoinv (", ", (char **) parameter->choices);
  g_set_error (error, DT_INDICATOR_ERROR, DT_INDICATOR_ERROR_PARAMETER,
               "The %s of “%s” must be one of %s, not “%s”", parameter->name, indicator->id,
               choices, name);
  return FALSE;
}

static gboolean
set_parameter (const DtIndicator  *indicator,
               const char         *assignment,
               double             *parameters,
               GError            **error)
{
  const char *equals = strchr (assignment, '=');
  gsize length = equals == NULL ? 0 : equals - assignment;
  char *end = NULL;

  for (guint i = 0; i < indicator->n_parameters && length > 0; i++)
    if (strlen (indicator->parameters[i].name) == length &&
        strncmp (indicator->parameters[i].name, assignment, length) == 0)
      {
        if (indicator->parameters[i].choices != NULL)
          return set_choice (indicator, &indicator->parameters[i], equals + 1, &parameters[i],
                             error);
        parameters[i] = g_ascii_strtod (equals + 1, &end);
        if (end == equals + 1 || *end != '\0' || isnan (parameters[i]))
          return refuse ("param", assignment, "a name and a number like period=14", error);
        return TRUE;
      }

  if (length == 0)
    return refuse ("param", assignment, "a name and a number like period=14", error);

  g_set_error (error, DT_INDICATOR_ERROR, DT_INDICATOR_ERROR_PARAMETER,
               "“%s” has no parameter “%.*s”", indicator->id, (int) length, assignment);
  return FALSE;
}

static gboolean
parse_parameters (Request  *request,
                  GError  **error)
{
  double given[DT_INDICATOR_MAX_PARAMETERS];

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    given[i] = NAN;

  for (guint i = 0; assignments != NULL && assignments[i] != NULL; i++)
    if (!set_parameter (request->indicator, assignments[i], given, error))
      return FALSE;

  return dt_indicator_check (request->indicator, given, request->indicator->n_parameters,
                             request->parameters, error);
}

static gboolean
parse_column (const char        *option,
              const char        *name,
              DtIndicatorInput  *input,
              GError           **error)
{
  static const char *const names[] = { "open", "high", "low", "close", "volume" };

  *input = DT_INPUT_CLOSE;
  if (name == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      {
        *input = DT_INPUT_OPEN + i;
        return TRUE;
      }

  return refuse (option, name, "open, high, low, close or volume", error);
}

static gboolean
parse_columns (Request  *request,
               GError  **error)
{
  if (other_column == NULL && dt_indicator_reads (request->indicator, DT_INPUT_OTHER))
    {
      g_set_error (error, DT_INDICATOR_ERROR, DT_INDICATOR_ERROR_PARAMETER,
                   "“%s” reads a second series: name its column with --other",
                   request->indicator->id);
      return FALSE;
    }

  return parse_column ("of", column, &request->source, error) &&
         parse_column ("other", other_column, &request->other, error);
}

static gboolean
parse_day (const char  *option,
           const char  *text,
           int          days_later,
           DtTime      *time,
           GError     **error)
{
  DtDate date;

  *time = DT_TIME_NONE;
  if (text == NULL)
    return TRUE;
  if (!dt_date_parse (text, &date))
    return refuse (option, text, "a date like 2018-02-07", error);

  *time = dt_time_from_new_york (date + days_later, 0);
  return TRUE;
}

static gboolean
parse_request (const char  *id,
               Request     *request,
               GError     **error)
{
  *request = (Request) { .timeframe = DT_TIMEFRAME_NONE };

  if (timeframe != NULL && !dt_timeframe_parse (timeframe, &request->timeframe))
    return refuse ("timeframe", timeframe, "a period like 1m, 15m, 1h, 1d or 1w", error);
  if (adjustment != NULL && !dt_adjustment_parse (adjustment, &request->adjustment))
    return refuse ("adjustment", adjustment, "raw, split or total-return", error);

  return find_indicator (id, &request->indicator, error) &&
         parse_parameters (request, error) &&
         parse_columns (request, error) &&
         parse_day ("from", from, 0, &request->from, error) &&
         parse_day ("to", to, 1, &request->to, error);
}

/* Bars */

static void
on_progress (goffset  done,
             goffset  total,
             gpointer user_data)
{
  dt_cli_progress ("Reading", total > 0 ? (double) done / total : 0.);
}

static DtBarSeries *
choose_from_table (const DtCsvTable  *table,
                   GError           **error)
{
  for (guint i = 0; i < table->series->len; i++)
    {
      DtBarSeries *series = g_ptr_array_index (table->series, i);

      if (table->series->len == 1 || (symbol != NULL && g_str_equal (series->symbol, symbol)))
        return dt_bar_series_ref (series);
    }

  if (symbol != NULL)
    g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION, "%s has no bars of “%s”", csv, symbol);
  else
    g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION,
                 "%s has %u symbols: choose one with --symbol", csv, table->series->len);
  return NULL;
}

static DtBarSeries *
read_table (DtCli          *cli,
            const Request  *request,
            GError        **error)
{
  const DtCsvOptions options = {
    .symbol = symbol,
    .timeframe = request->timeframe,
    .adjustment = request->adjustment,
    .as_of = DT_DATE_NONE,
  };
  g_autoptr(DtCsvTable) table = dt_csv_import_file (csv, &options, on_progress, NULL,
                                                    cli->cancellable, error);

  dt_cli_progress_end ();
  if (table == NULL)
    return NULL;

  if (table->n_rejected > 0)
    dt_cli_note (cli, "%s: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " rows are bad and left "
                 "out; “import csv --dry-run” says why", csv, table->n_rejected, table->n_rows);
  for (guint i = 0; i < table->notes->len; i++)
    dt_cli_note (cli, "%s: %s", csv, (char *) g_ptr_array_index (table->notes, i));

  return choose_from_table (table, error);
}

/* The first series that fits, daily bars before others; says so when more do. */
static const DtSeriesInfo *
choose_from_store (DtCli          *cli,
                   const Request  *request,
                   GPtrArray      *infos)
{
  const DtSeriesInfo *chosen = NULL;
  char buf[DT_TIMEFRAME_BUF_SIZE];
  guint n_fitting = 0;

  for (guint i = 0; i < infos->len; i++)
    {
      const DtSeriesInfo *info = g_ptr_array_index (infos, i);

      if (!g_str_equal (info->symbol, symbol) ||
          (request->timeframe != DT_TIMEFRAME_NONE && info->timeframe != request->timeframe) ||
          (adjustment != NULL && info->identity.adjustment != request->adjustment))
        continue;

      n_fitting++;
      if (chosen == NULL || (chosen->timeframe != DT_TIMEFRAME_DAY &&
                             info->timeframe == DT_TIMEFRAME_DAY))
        chosen = info;
    }

  if (n_fitting > 1)
    dt_cli_note (cli, "%u series of %s fit; this is %s, %s, from %s", n_fitting, symbol,
                 dt_timeframe_to_string (chosen->timeframe, buf),
                 dt_adjustment_to_string (chosen->identity.adjustment), chosen->identity.source);
  return chosen;
}

static DtBarSeries *
read_store (DtCli          *cli,
            const Request  *request,
            GError        **error)
{
  g_autoptr(DtMarketStore) store = dt_market_store_open (cli->data_dir, DT_STORE_READ_ONLY, error);
  g_autoptr(GPtrArray) infos = NULL;
  const DtSeriesInfo *info;

  if (store == NULL || !(infos = dt_market_store_list_series (store, error)))
    return NULL;

  info = choose_from_store (cli, request, infos);
  if (info == NULL)
    {
      g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND,
                   "The market database has no such series of “%s”", symbol);
      return NULL;
    }

  return dt_market_store_load_series (store, info->id, DT_TIME_NONE, DT_TIME_NONE, error);
}

/* (transfer full): what begins with the first bar of each session, on others 0 */
static double *
dup_session_starts (const DtBarSeries *series)
{
  double *starts = g_new (double, series->n_bars);
  DtSessionTracker tracker;
  DtDate last = DT_DATE_NONE;

  dt_session_tracker_init (&tracker);
  for (gsize i = 0; i < series->n_bars; i++)
    {
      DtBar bar = dt_bar_series_get (series, i);

      dt_session_tracker_push (&tracker, &bar, series->timeframe);
      starts[i] = 0.;
      if (tracker.terms.first_bar)
        {
          DtDate date = dt_time_get_new_york_date (series->time[i], NULL);

          starts[i] = dt_indicator_session_start (last, date);
          last = date;
        }
    }

  return starts;
}

static const double *
get_column (const DtBarSeries *series,
            DtIndicatorInput   input,
            const double      *starts)
{
  switch (input)
    {
    case DT_INPUT_OPEN:
      return series->open;
    case DT_INPUT_HIGH:
      return series->high;
    case DT_INPUT_LOW:
      return series->low;
    case DT_INPUT_VOLUME:
      return series->volume;
    case DT_INPUT_SESSION_START:
      return starts;
    case DT_INPUT_SOURCE:
    case DT_INPUT_OTHER:
    case DT_INPUT_CLOSE:
    default:
      return series->close;
    }
}

static void
compute (const Request     *request,
         const DtBarSeries *series,
         double           **outputs)
{
  const DtIndicator *indicator = request->indicator;
  g_autofree guint64 *state = g_malloc (indicator->state_size (request->parameters));
  g_autofree double *starts = dup_session_starts (series);
  const double *inputs[DT_INDICATOR_MAX_INPUTS];

  for (guint i = 0; i < indicator->n_inputs; i++)
    {
      DtIndicatorInput input = indicator->inputs[i];

      if (input == DT_INPUT_SOURCE)
        input = request->source;
      else if (input == DT_INPUT_OTHER)
        input = request->other;
      inputs[i] = get_column (series, input, starts);
    }

  for (guint k = 0; k < indicator->n_outputs; k++)
    outputs[k] = g_new (double, series->n_bars);

  indicator->init (state, request->parameters);
  indicator->run (state, inputs, series->n_bars, outputs);
}

/* Showing */

static const char *
bar_time_to_string (const DtBarSeries *series,
                    gsize              i,
                    char               buf[DT_TIME_BUF_SIZE])
{
  if (dt_timeframe_is_intraday (series->timeframe))
    return dt_time_to_string (series->time[i], buf);

  return dt_date_to_string (dt_time_get_new_york_date (series->time[i], NULL), buf);
}

static void
find_shown (const Request     *request,
            const DtBarSeries *series,
            gsize             *first,
            gsize             *end)
{
  for (*first = 0; *first < series->n_bars && request->from != DT_TIME_NONE &&
                   series->time[*first] < request->from; )
    (*first)++;
  for (*end = series->n_bars; *end > *first && request->to != DT_TIME_NONE &&
                              series->time[*end - 1] >= request->to; )
    (*end)--;
}

static void
print_csv (const Request     *request,
           const DtBarSeries *series,
           double           **outputs)
{
  const DtIndicator *indicator = request->indicator;
  g_autoptr(GString) text = g_string_new ("time");
  gsize first, end;

  for (guint k = 0; k < indicator->n_outputs; k++)
    g_string_append_printf (text, ",%s", indicator->outputs[k].name);
  g_string_append_c (text, '\n');

  find_shown (request, series, &first, &end);
  for (gsize i = first; i < end; i++)
    {
      char time[DT_TIME_BUF_SIZE], value[DT_DOUBLE_BUF_SIZE];

      g_string_append (text, bar_time_to_string (series, i, time));
      for (guint k = 0; k < indicator->n_outputs; k++)
        {
          g_string_append_c (text, ',');
          if (isfinite (outputs[k][i]))
            g_string_append (text, dt_double_to_string (outputs[k][i], value));
        }
      g_string_append_c (text, '\n');
    }

  fwrite (text->str, 1, text->len, stdout);
}

static void
add_parameters (JsonBuilder   *builder,
                const Request *request)
{
  json_builder_set_member_name (builder, "parameters");
  json_builder_begin_object (builder);
  for (guint i = 0; i < request->indicator->n_parameters; i++)
    {
      const DtIndicatorParameter *parameter = &request->indicator->parameters[i];

      json_builder_set_member_name (builder, parameter->name);
      if (parameter->choices != NULL)
        json_builder_add_string_value (builder,
                                       parameter->choices[(int) request->parameters[i]]);
      else
        json_builder_add_double_value (builder, request->parameters[i]);
    }
  json_builder_end_object (builder);
}

static void
add_values (JsonBuilder   *builder,
            const char    *name,
            const double  *values,
            gsize          first,
            gsize          end)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (gsize i = first; i < end; i++)
    if (isfinite (values[i]))
      json_builder_add_double_value (builder, values[i]);
    else
      json_builder_add_null_value (builder);
  json_builder_end_array (builder);
}

static void
add_times (JsonBuilder       *builder,
           const DtBarSeries *series,
           gsize              first,
           gsize              end)
{
  char buf[DT_TIME_BUF_SIZE];

  json_builder_set_member_name (builder, "time");
  json_builder_begin_array (builder);
  for (gsize i = first; i < end; i++)
    json_builder_add_string_value (builder, bar_time_to_string (series, i, buf));
  json_builder_end_array (builder);
}

static void
add_member (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
print_json (const Request     *request,
            const DtBarSeries *series,
            double           **outputs)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  char buf[DT_TIMEFRAME_BUF_SIZE];
  gsize first, end;

  find_shown (request, series, &first, &end);
  json_builder_begin_object (builder);
  add_member (builder, "indicator", request->indicator->id);
  add_parameters (builder, request);
  add_member (builder, "symbol", series->symbol);
  add_member (builder, "timeframe", dt_timeframe_to_string (series->timeframe, buf));
  add_member (builder, "adjustment", dt_adjustment_to_string (series->identity.adjustment));
  json_builder_set_member_name (builder, "warmup");
  json_builder_add_int_value (builder, request->indicator->warmup (request->parameters));
  add_times (builder, series, first, end);

  json_builder_set_member_name (builder, "outputs");
  json_builder_begin_object (builder);
  for (guint k = 0; k < request->indicator->n_outputs; k++)
    add_values (builder, request->indicator->outputs[k].name, outputs[k], first, end);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  dt_cli_print_json (root);
}

/* The command */

static int
run_indicator_compute (DtCli  *cli,
                       char  **arguments,
                       guint   n_arguments)
{
  double *outputs[DT_INDICATOR_MAX_OUTPUTS] = { NULL };
  g_autoptr(DtBarSeries) series = NULL;
  g_autoptr(GError) error = NULL;
  Request request;

  if (n_arguments != 1)
    return dt_cli_usage (cli, "indicator compute takes one indicator, not %u", n_arguments);
  if (csv == NULL && symbol == NULL)
    return dt_cli_usage (cli, "indicator compute needs --csv FILE or --symbol S");

  if (!parse_request (arguments[0], &request, &error))
    return dt_cli_fail (cli, error);

  series = csv != NULL ? read_table (cli, &request, &error) : read_store (cli, &request, &error);
  if (series == NULL)
    return dt_cli_fail (cli, error);

  compute (&request, series, outputs);
  if (cli->json)
    print_json (&request, series, outputs);
  else
    print_csv (&request, series, outputs);

  for (guint k = 0; k < G_N_ELEMENTS (outputs); k++)
    g_free (outputs[k]);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_indicator_compute = {
  .name = "indicator compute",
  .arguments = "NAME",
  .summary = "Compute an indicator over a price table or a stored series",
  .description = "Prints time and outputs as CSV, missing values empty; with --json as columns, "
                 "missing values null.",
  .entries = entries,
  .run = run_indicator_compute,
};
