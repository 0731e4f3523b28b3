/* dt-cmd-screen-run.c - daytrader-cli screen run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <math.h>

#include "dt-engine-host.h"
#include "dt-run-spec.h"
#include "dt-screen-library.h"
#include "dt-screen.h"

#include "dt-cli-book.h"

static char *date_option;
static char *time_option;
static char *universe_option;
static char *symbols_option;
static char *csv_option;
static gboolean all;

static const GOptionEntry entries[] = {
  { "date", 0, 0, G_OPTION_ARG_STRING, &date_option,
    "Moment to look at: before the open of that day, 09:00 New York", "DATE" },
  { "time", 0, 0, G_OPTION_ARG_STRING, &time_option, "Another time of that day, New York",
    "HH:MM" },
  { "universe", 0, 0, G_OPTION_ARG_STRING, &universe_option, "Tape whose symbols are looked at",
    "TAPE" },
  { "symbols", 0, 0, G_OPTION_ARG_STRING, &symbols_option, "Only these symbols", "A,B" },
  { "all", 0, 0, G_OPTION_ARG_NONE, &all, "Show those that do not pass too", NULL },
  { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv_option, "Write the table of all symbols to a file",
    "FILE" },
  G_OPTION_ENTRY_NULL
};

/* What a running engine says: nothing after its clock may be looked at. */
typedef struct
{
  DtTime  time;       /* DT_TIME_NONE: no replay goes on */
  char   *universe;   /* (nullable) */
} Replay;

static void
read_replay (DtCli  *cli,
             Replay *replay)
{
  g_autoptr(DtEngineHost) engine = dt_engine_host_attach (cli->data_dir, NULL);
  g_autoptr(GVariant) status = NULL;
  g_autoptr(DtRunSpec) spec = NULL;
  const char *text;

  *replay = (Replay) { DT_TIME_NONE, NULL };
  if (engine == NULL)
    return;

  status = dt_engine_port_execute (dt_engine_host_get_port (engine), "run.status", NULL,
                                   cli->cancellable, NULL);
  if (status == NULL || !g_variant_lookup (status, "time", "x", &replay->time))
    return;
  if (g_variant_lookup (status, "spec", "&s", &text))
    spec = dt_run_spec_from_json (text, NULL);
  if (spec != NULL)
    replay->universe = g_strdup (spec->universe);
}

static gboolean
parse_clock (const char *text,
             gint64     *since_midnight)
{
  guint64 hours, minutes;
  g_auto(GStrv) parts = g_strsplit (text, ":", 3);

  if (g_strv_length (parts) != 2
      || !g_ascii_string_to_unsigned (parts[0], 10, 0, 23, &hours, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 0, 59, &minutes, NULL))
    return FALSE;

  *since_midnight = (gint64) hours * DT_HOUR + (gint64) minutes * DT_MINUTE;
  return TRUE;
}

static gboolean
find_moment (const Replay  *replay,
             DtTime        *moment,
             GError       **error)
{
  char clock[DT_TIME_BUF_SIZE];
  gint64 since_midnight;
  DtDate date;

  *moment = replay->time;
  if (date_option == NULL)
    return TRUE;
  if (!dt_date_parse (date_option, &date))
    {
      g_set_error (error, DT_SCREEN_ERROR, DT_SCREEN_ERROR_REQUEST,
                   "--date %s is no date: write it like 2017-05-10", date_option);
      return FALSE;
    }

  *moment = dt_screen_get_moment (date);
  if (time_option != NULL)
    {
      if (!parse_clock (time_option, &since_midnight))
        {
          g_set_error (error, DT_SCREEN_ERROR, DT_SCREEN_ERROR_REQUEST,
                       "--time %s is no time of the day: write it like 09:35", time_option);
          return FALSE;
        }
      *moment = dt_time_from_new_york (date, since_midnight);
    }
  if (replay->time != DT_TIME_NONE && *moment > replay->time)
    {
      g_set_error (error, DT_SCREEN_ERROR, DT_SCREEN_ERROR_FUTURE,
                   "--date %s is after the clock of the replay that goes on (%s): nobody knows "
                   "that market yet", date_option, dt_time_to_string (replay->time, clock));
      return FALSE;
    }

  return TRUE;
}

/* Printing */

static char *
dup_number (double value)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return g_strdup ("-");

  return g_strdup (g_ascii_formatd (buf, sizeof buf, fabs (value) >= 1e5 ? "%.0f" : "%.4g", value));
}

static char **
make_row (const DtScreenResult *result,
          const DtScreenRow    *row)
{
  const DtScreenFile *file = result->file;
  char **cells = g_new0 (char *, file->n_criteria + 5);

  cells[0] = row->rank > 0 ? g_strdup_printf ("%u", row->rank) : g_strdup ("");
  cells[1] = g_strdup (row->symbol);
  cells[2] = g_strdup (dt_screen_state_to_string (row->state));
  cells[3] = dup_number (row->score);
  for (guint k = 0; k < file->n_criteria; k++)
    {
      g_autofree char *value = file->criteria[k].has_value ? dup_number (row->values[k])
                                                           : g_strdup ("");

      cells[4 + k] = g_strdup_printf ("%s%s%s", value, *value != '\0' ? " " : "",
                                      row->met[k] ? "yes" : "no");
    }

  return cells;
}

static void
print_table (const DtScreenResult *result)
{
  const DtScreenFile *file = result->file;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree const char **header = g_new0 (const char *, file->n_criteria + 5);
  g_autofree gboolean *numeric = g_new (gboolean, file->n_criteria + 4);
  char moment[DT_TIME_BUF_SIZE];

  header[0] = "Rank";
  header[1] = "Symbol";
  header[2] = "State";
  header[3] = file->score_label != NULL ? file->score_label : "Score";
  for (guint k = 0; k < file->n_criteria; k++)
    header[4 + k] = file->criteria[k].label;
  for (guint k = 0; k < file->n_criteria + 4; k++)
    numeric[k] = k != 1 && k != 2;

  for (guint i = 0; i < (all ? result->n_rows : result->n_passed); i++)
    g_ptr_array_add (rows, make_row (result, &result->rows[i]));

  g_print ("%s at %s: %u of %u symbols pass\n", file->name,
           result->moment != DT_TIME_NONE ? dt_time_to_string (result->moment, moment) : "no time",
           result->n_passed, result->n_rows);
  if (rows->len > 0)
    {
      g_print ("\n");
      dt_cli_print_table (header, numeric, rows);
    }
}

static JsonObject *
make_object (const DtScreenResult *result,
             const DtScreenRow    *row)
{
  JsonObject *object = json_object_new ();
  JsonArray *criteria = json_array_new ();

  dt_cli_set_id (object, "rank", row->rank);
  json_object_set_string_member (object, "symbol", row->symbol);
  json_object_set_string_member (object, "state", dt_screen_state_to_string (row->state));
  dt_cli_set_time (object, "time", row->time);
  dt_cli_set_double (object, "close", row->close);
  dt_cli_set_double (object, "score", row->score);
  json_object_set_int_member (object, "met_count", row->n_met);
  for (guint k = 0; k < result->file->n_criteria; k++)
    {
      JsonObject *criterion = json_object_new ();

      json_object_set_string_member (criterion, "name", result->file->criteria[k].name);
      dt_cli_set_double (criterion, "value", row->values[k]);
      json_object_set_boolean_member (criterion, "met", row->met[k]);
      json_array_add_object_element (criteria, criterion);
    }
  json_object_set_array_member (object, "criteria", criteria);

  return object;
}

static void
print_json (const DtScreenResult *result)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *rows = json_array_new (), *notes = json_array_new ();

  for (guint i = 0; i < result->n_rows; i++)
    json_array_add_object_element (rows, make_object (result, &result->rows[i]));
  for (guint i = 0; i < result->notes->len; i++)
    json_array_add_string_element (notes, g_ptr_array_index (result->notes, i));
  json_object_set_string_member (object, "screen", result->file->name);
  dt_cli_set_time (object, "moment", result->moment);
  dt_cli_set_time (object, "newest_bar", result->newest);
  json_object_set_int_member (object, "symbol_count", result->n_rows);
  json_object_set_int_member (object, "pass_count", result->n_passed);
  json_object_set_int_member (object, "keep", result->file->keep);
  json_object_set_array_member (object, "rows", rows);
  json_object_set_array_member (object, "notes", notes);
  json_node_take_object (root, object);
  dt_cli_print_json (root);
}

/* The run */

static void
progress (goffset  done,
          goffset  all_of_it,
          gpointer data)
{
  dt_cli_progress (data, all_of_it > 0 ? (double) done / (double) all_of_it : 0.);
}

static DtScreenResult *
evaluate (DtCli         *cli,
          DtScreenFile  *file,
          const Replay  *replay,
          GError       **error)
{
  const char *universe = universe_option != NULL ? universe_option
                         : file->universe != NULL ? file->universe : replay->universe;
  g_auto(GStrv) symbols = symbols_option != NULL ? g_strsplit (symbols_option, ",", -1) : NULL;
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(DtTapeSet) set = NULL;
  DtScreenResult *result = NULL;
  DtTime moment;

  for (guint i = 0; symbols != NULL && symbols[i] != NULL; i++)
    g_strstrip (symbols[i]);
  if (symbols != NULL && universe_option == NULL)
    universe = NULL;

  if (!find_moment (replay, &moment, error)
      || !(store = dt_market_store_open (cli->data_dir, DT_STORE_READ_ONLY, error)))
    return NULL;
  set = dt_screen_load (file, store, universe, (const char *const *) symbols, moment, progress,
                        (gpointer) "Loading", cli->cancellable, error);
  if (set != NULL)
    result = dt_screen_run (file, set, moment, progress, (gpointer) "Screening", cli->cancellable,
                            error);
  dt_cli_progress_end ();

  return result;
}

static int
run_screen (DtCli  *cli,
            char  **arguments,
            guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtScreenFile) file = NULL;
  g_autoptr(DtScreenResult) result = NULL;
  g_autofree char *path = NULL, *csv = NULL;
  Replay replay;

  if (n_arguments != 1)
    return dt_cli_usage (cli, "screen run takes one screen, but got %u", n_arguments);
  if (time_option != NULL && date_option == NULL)
    return dt_cli_usage (cli, "--time is a time of --date, which is not there");

  path = dt_screen_library_find (cli->data_dir, arguments[0], &error);
  if (path == NULL || !(file = dt_screen_file_load (path, &error)))
    return dt_cli_fail (cli, error);

  read_replay (cli, &replay);
  result = evaluate (cli, file, &replay, &error);
  g_free (replay.universe);
  if (result == NULL)
    return dt_cli_fail (cli, error);

  if (csv_option != NULL)
    {
      csv = dt_screen_result_to_csv (result);
      if (!g_file_set_contents (csv_option, csv, -1, &error))
        return dt_cli_fail (cli, error);
    }
  for (guint i = 0; i < result->notes->len; i++)
    dt_cli_note (cli, "%s", (const char *) g_ptr_array_index (result->notes, i));
  if (cli->json)
    print_json (result);
  else
    print_table (result);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_screen_run = {
  .name = "screen run",
  .arguments = "SCREEN",
  .summary = "Find the symbols that meet a screen at a moment of market time",
  .description = "SCREEN is a file or a name that “screen list” shows. Without --date it looks at "
                 "the clock of the replay that goes on, and at the end of the data when there is "
                 "none; never at anything later.",
  .entries = entries,
  .run = run_screen,
};
