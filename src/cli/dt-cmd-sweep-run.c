/* dt-cmd-sweep-run.c - daytrader-cli sweep run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-error.h"
#include "dt-pool.h"
#include "dt-report-text.h"
#include "dt-run-tape.h"
#include "dt-sweep-review.h"

#include "dt-cli-study.h"

/* Cells that the table for people shows. */
#define N_SHOWN 10
/* Statistics of a cell that it shows: up to the number of trades. */
#define N_SHOWN_STATISTICS (DT_SWEEP_TRADE_COUNT + 1)

static char **axis_options;
static char *shard_option, *objective_option, *out_option, *heatmap_option;
static guint map_x, map_y;
static gint64 n_random;
static int n_threads;

static const GOptionEntry entries[] = {
  DT_CLI_RUN_ENTRIES,
  { "independent", 0, 0, G_OPTION_ARG_NONE, &dt_cli_run_options.independent,
    "Each symbol has an account of its own", NULL },
  { "sweep", 0, 0, G_OPTION_ARG_STRING_ARRAY, &axis_options,
    "A parameter and its values: fast=5..20, fast=5..20:5 or fast=5,8,13", "AXIS" },
  { "random", 0, 0, G_OPTION_ARG_INT64, &n_random,
    "Only so many cells of the grid, chosen by --seed", "N" },
  { "objective", 0, 0, G_OPTION_ARG_STRING, &objective_option,
    "Statistic that the best cell is chosen by, sharpe_annualized by default", "NAME" },
  { "heatmap", 0, 0, G_OPTION_ARG_STRING, &heatmap_option,
    "Two axes of the map in --json, the first two by default", "X,Y" },
  { "shard", 0, 0, G_OPTION_ARG_STRING, &shard_option,
    "Only the I-th of N parts, for several machines: 1/4", "I/N" },
  { "out", 'o', 0, G_OPTION_ARG_FILENAME, &out_option,
    "Write the cells; “sweep merge” joins the files of shards", "FILE" },
  { "threads", 0, 0, G_OPTION_ARG_INT, &n_threads,
    "As many threads, all cores by default; the numbers do not depend on it", "N" },
  { NULL }
};

#define refuse(error, ...) dt_refuse (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST, __VA_ARGS__)

static void
on_progress (goffset  done,
             goffset  total,
             gpointer user_data)
{
  if (total > 0)
    dt_cli_progress ("Sweeping", (double) done / (double) total);
}

/* The place of an axis by its name, the number of axes when there is none. */
static guint
find_axis (GPtrArray  *axes,
           const char *name)
{
  guint i = 0;

  while (i < axes->len
         && !g_str_equal (((DtSweepAxis *) g_ptr_array_index (axes, i))->name, name))
    i++;

  return i;
}

/* "slow,fast"; the first two axes without the option. */
static gboolean
read_heatmap (GPtrArray  *axes,
              GError    **error)
{
  g_auto(GStrv) names = NULL;

  map_x = 0;
  map_y = 1;
  if (heatmap_option == NULL)
    return TRUE;

  names = g_strsplit (heatmap_option, ",", -1);
  if (g_strv_length (names) != 2)
    return refuse (error, "--heatmap %s: write it as two axes, fast,slow", heatmap_option);
  map_x = find_axis (axes, names[0]);
  map_y = find_axis (axes, names[1]);

  return (map_x < axes->len && map_y < axes->len && map_x != map_y)
         || refuse (error, "--heatmap %s: it takes two different axes of --sweep", heatmap_option);
}

static DtSweep *
make_sweep (char   **arguments,
            guint    n_arguments,
            GError **error)
{
  g_autoptr(DtRunSpec) spec = dt_cli_run_make_spec (arguments, n_arguments, error);
  g_autoptr(GPtrArray) axes = NULL;

  if (spec == NULL)
    return NULL;
  if (dt_cli_run_options.trades != NULL || dt_cli_run_options.equity != NULL)
    {
      refuse (error, "A sweep keeps no trades: write those of one cell with backtest run --param");
      return NULL;
    }
  if (n_random < 0)
    {
      refuse (error, "--random %" G_GINT64_FORMAT " is no number of cells", n_random);
      return NULL;
    }

  axes = dt_cli_study_read_axes (axis_options, error);
  if (axes == NULL || !read_heatmap (axes, error))
    return NULL;

  return dt_sweep_new (spec, axes, (guint64) n_random, spec->seed, error);
}

/* "1/4" -> 0 of 4 */
static gboolean
read_shard (guint   *shard,
            guint   *n_shards,
            GError **error)
{
  guint64 i, n;
  char *end;

  *shard = 0;
  *n_shards = 1;
  if (shard_option == NULL)
    return TRUE;

  i = g_ascii_strtoull (shard_option, &end, 10);
  n = *end == '/' ? g_ascii_strtoull (end + 1, &end, 10) : 0;
  if (*end != '\0' || i < 1 || n < i || n > G_MAXINT)
    return refuse (error, "--shard %s: write it as 1/4, from 1/N to N/N", shard_option);

  *shard = (guint) i - 1;
  *n_shards = (guint) n;
  return TRUE;
}

static gboolean
sweep_tape (DtCli    *cli,
            DtSweep  *sweep,
            GError  **error)
{
  g_autoptr(DtRunSpec) first = dt_sweep_dup_spec (sweep, 0);
  g_autoptr(DtRunPlan) plan = dt_run_plan_new (first, error);
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(DtTapeSet) tape = NULL;
  guint shard, n_shards;

  if (plan == NULL || !read_shard (&shard, &n_shards, error))
    return FALSE;
  if (first->csv == NULL
      && !(store = dt_market_store_open (cli->data_dir, DT_STORE_READ_ONLY, error)))
    return FALSE;

  tape = dt_run_plan_load_tape (plan, store, cli->cancellable, error);
  if (tape == NULL)
    return FALSE;

  dt_pool_set_n_threads ((guint) MAX (n_threads, 0));
  return dt_sweep_run (sweep, tape, shard, n_shards, on_progress, NULL, cli->cancellable, error);
}

static void
add_row (GPtrArray         *rows,
         const DtSweep     *sweep,
         const DtSweepCell *cell)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree double *values = g_new (double, sweep->axes->len);
  char buf[DT_DECIMAL_BUF_SIZE];

  dt_sweep_get_values (sweep, cell->index, values);
  for (guint i = 0; i < sweep->axes->len; i++)
    {
      g_autofree char *text = g_strdup_printf ("%g", values[i]);

      g_strv_builder_add (builder, text);
    }
  for (guint i = 0; i < N_SHOWN_STATISTICS; i++)
    {
      g_autofree char *text = g_strdup_printf (i == DT_SWEEP_TRADE_COUNT ? "%.0f" : "%.4f",
                                               cell->statistics[i]);

      g_strv_builder_add (builder, text);
    }
  g_strv_builder_add (builder, dt_money_to_string (cell->equity_final, buf));
  g_ptr_array_add (rows, g_strv_builder_end (builder));
}

static DtSweepStatistic sort_by;

static int
compare_cells (gconstpointer a,
               gconstpointer b)
{
  const DtSweepCell *left = *(const DtSweepCell *const *) a;
  const DtSweepCell *right = *(const DtSweepCell *const *) b;
  double x = left->statistics[sort_by], y = right->statistics[sort_by];

  if (isnan (x) || isnan (y) || x == y)
    return isnan (x) - isnan (y) ? isnan (x) - isnan (y)
                                 : (left->index > right->index) - (left->index < right->index);
  return x < y ? 1 : -1;
}

static void
print_best (const DtSweep *sweep)
{
  g_autoptr(GPtrArray) best = g_ptr_array_new ();
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  guint n = sweep->axes->len + N_SHOWN_STATISTICS + 1;
  g_autofree const char **header = g_new0 (const char *, n + 1);
  g_autofree gboolean *numeric = g_new (gboolean, n);

  for (guint64 i = 0; i < sweep->n_run; i++)
    g_ptr_array_add (best, &sweep->cells[i]);
  g_ptr_array_sort (best, compare_cells);

  for (guint i = 0; i < n; i++)
    {
      numeric[i] = TRUE;
      header[i] = i < sweep->axes->len
                  ? ((DtSweepAxis *) g_ptr_array_index (sweep->axes, i))->name
                  : i < n - 1 ? dt_sweep_statistic_to_string (i - sweep->axes->len)
                  : "equity_final";
    }
  for (guint i = 0; i < MIN (best->len, N_SHOWN); i++)
    add_row (rows, sweep, g_ptr_array_index (best, i));

  g_print ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " cells, the best by %s first:\n\n",
           sweep->n_run, sweep->n_cells, dt_sweep_statistic_to_string (sort_by));
  dt_cli_print_table (header, numeric, rows);
  if (sweep->n_run == sweep->n_cells)
    {
      g_autoptr(DtReview) review = dt_sweep_review_new (sweep, sort_by);
      g_autofree char *text = dt_report_review_text (review);

      g_print ("\n%s", text);
    }
}

static void
add_number (JsonObject *object,
            const char *name,
            double      value)
{
  if (!isfinite (value))
    json_object_set_null_member (object, name);
  else
    json_object_set_double_member (object, name, value);
}

static JsonObject *
cell_to_json (const DtSweep     *sweep,
              const DtSweepCell *cell)
{
  JsonObject *object = json_object_new (), *parameters = json_object_new ();
  g_autofree double *values = g_new (double, sweep->axes->len);
  char buf[DT_DECIMAL_BUF_SIZE];

  dt_sweep_get_values (sweep, cell->index, values);
  for (guint i = 0; i < sweep->axes->len; i++)
    json_object_set_double_member (parameters,
                                   ((DtSweepAxis *) g_ptr_array_index (sweep->axes, i))->name,
                                   values[i]);

  json_object_set_int_member (object, "cell", (gint64) cell->index);
  json_object_set_object_member (object, "parameters", parameters);
  for (guint i = 0; i < DT_SWEEP_N_STATISTICS; i++)
    if (dt_sweep_statistic_is_count (i))
      json_object_set_int_member (object, dt_sweep_statistic_to_string (i),
                                  (gint64) cell->statistics[i]);
    else
      add_number (object, dt_sweep_statistic_to_string (i), cell->statistics[i]);
  json_object_set_string_member (object, "equity_final",
                                 dt_money_to_string (cell->equity_final, buf));
  json_object_set_string_member (object, "trade_list_hash", cell->trade_list_hash);

  return object;
}

static JsonArray *
list_values (const double *values,
             gsize         n_values)
{
  JsonArray *array = json_array_sized_new (n_values);

  for (gsize i = 0; i < n_values; i++)
    if (!isfinite (values[i]))
      json_array_add_null_element (array);
    else
      json_array_add_double_element (array, values[i]);

  return array;
}

static JsonArray *
list_rows (const DtSweepHeatmap *heatmap,
           const double         *values)
{
  JsonArray *array = json_array_sized_new (heatmap->y->n_values);

  for (guint y = 0; y < heatmap->y->n_values; y++)
    json_array_add_array_element (array, list_values (values + (gsize) y * heatmap->x->n_values,
                                                      heatmap->x->n_values));

  return array;
}

/* Null with one axis. */
static void
add_heatmap (JsonObject    *object,
             const DtSweep *sweep)
{
  g_autoptr(DtSweepHeatmap) heatmap = NULL;
  JsonObject *map;

  if (sweep->axes->len < 2)
    {
      json_object_set_null_member (object, "heatmap");
      return;
    }

  heatmap = dt_sweep_heatmap_new (sweep, map_x, map_y, sort_by);
  map = json_object_new ();
  json_object_set_string_member (map, "x", heatmap->x->name);
  json_object_set_string_member (map, "y", heatmap->y->name);
  json_object_set_string_member (map, "statistic", dt_sweep_statistic_to_string (sort_by));
  json_object_set_array_member (map, "x_values",
                                list_values (heatmap->x->values, heatmap->x->n_values));
  json_object_set_array_member (map, "y_values",
                                list_values (heatmap->y->values, heatmap->y->n_values));
  json_object_set_array_member (map, "best", list_rows (heatmap, heatmap->best));
  json_object_set_array_member (map, "mean", list_rows (heatmap, heatmap->mean));
  json_object_set_object_member (object, "heatmap", map);
}

static void
add_summary (JsonObject    *object,
             const DtSweep *sweep)
{
  g_autoptr(DtReview) review = dt_sweep_review_new (sweep, sort_by);
  DtSweepSummary summary;

  dt_sweep_summarise (sweep, sort_by, &summary);
  add_number (object, "sharpe_deviation", summary.sharpe_deviation);
  add_number (object, "sharpe_expected_maximum", summary.sharpe_expected);
  add_number (object, "sharpe_deflated", summary.sharpe_deflated);
  json_object_set_member (object, "review", dt_review_to_json (review));
}

static void
print_json (const DtSweep *sweep)
{
  const DtSweepCell *best = dt_sweep_find_best (sweep, sort_by);
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object = json_object_new ();
  JsonArray *cells = json_array_new ();

  for (guint64 i = 0; i < sweep->n_run; i++)
    json_array_add_object_element (cells, cell_to_json (sweep, &sweep->cells[i]));

  json_object_set_string_member (object, "sweep", sweep->identity);
  json_object_set_int_member (object, "cell_count", (gint64) sweep->n_cells);
  json_object_set_string_member (object, "objective", dt_sweep_statistic_to_string (sort_by));
  if (best != NULL)
    json_object_set_object_member (object, "best", cell_to_json (sweep, best));
  else
    json_object_set_null_member (object, "best");
  json_object_set_array_member (object, "cells", cells);
  add_heatmap (object, sweep);
  add_summary (object, sweep);
  root = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);
  dt_cli_print_json (root);
}

static int
run_sweep_run (DtCli  *cli,
               char  **arguments,
               guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtSweep) sweep = NULL;

  if (!dt_cli_study_read_objective (objective_option, &sort_by, &error)
      || !(sweep = make_sweep (arguments, n_arguments, &error))
      || !sweep_tape (cli, sweep, &error))
    return dt_cli_fail (cli, error);

  dt_cli_progress_end ();
  if (out_option != NULL)
    {
      g_autofree char *text = dt_sweep_to_text (sweep);

      if (!g_file_set_contents (out_option, text, -1, &error))
        return dt_cli_fail (cli, error);
    }
  if (cli->json)
    print_json (sweep);
  else
    print_best (sweep);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_sweep_run = {
  .name = "sweep run",
  .arguments = "--strategy FILE --sweep AXIS… (--csv FILE… | --symbols A,B | --universe NAME)",
  .summary = "Test one strategy under many settings",
  .description = "Takes the options of “backtest run”. Every cell is a run of its own with the "
                 "trades that a single run has. On several machines each runs one --shard with "
                 "--out, and “sweep merge” joins the files.",
  .entries = entries,
  .run = run_sweep_run,
};
