/* test-sweep.c - grids, samples, shards; a cell is its single run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "dt-pool.h"

#include "lab-fixture.h"

static DtSweep *
run_sweep (DtTapeSet *tape,
           guint64    n_random,
           guint      shard,
           guint      n_shards)
{
  g_autoptr(DtRunSpec) spec = make_spec ();
  g_autoptr(GPtrArray) axes = make_axes ("fast=3..9:2", "slow=15,25,40");
  g_autoptr(GError) error = NULL;
  DtSweep *sweep = dt_sweep_new (spec, axes, n_random, 7, &error);

  g_assert_no_error (error);
  dt_sweep_run (sweep, tape, shard, n_shards, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return sweep;
}

static void
test_axis (void)
{
  static const struct { const char *text; guint n; double first, last; } good[] = {
    { "fast=5..20", 16, 5., 20. },            /* 20 - 5 + 1 */
    { "fast=5..20:5", 4, 5., 20. },           /* 5 10 15 20 */
    { "atrs=0.5..2:0.1", 16, 0.5, 2. },       /* 15 steps of 0.1, though 0.1 is not exact */
    { "a=5..9:3", 2, 5., 8. },                /* 11 is too far */
    { "a=7", 1, 7., 7. },
    { "a=8,5,13", 3, 8., 13. },
  };
  static const char *const bad[] = {
    "", "=", "a", "a=", "=5", "a=x", "a=5..", "a=9..5", "a=1..5:0", "a=1..5:-1", "a=1,,2",
    "a=1..1e9", "a=nan", "a=1..inf", "a=1..5:1x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(DtSweepAxis) axis = dt_sweep_axis_parse (good[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (axis->n_values, ==, good[i].n);
      g_assert_cmpfloat_with_epsilon (axis->values[0], good[i].first, 1e-12);
      g_assert_cmpfloat_with_epsilon (axis->values[axis->n_values - 1], good[i].last, 1e-12);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      DtSweepAxis *axis = dt_sweep_axis_parse (bad[i], &error);

      g_assert_null (axis);
      g_assert_error (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST);
    }
}

/* Cell 7 of 4 x 3: 7 = 2 * 3 + 1, so the third of the first axis and the second of the second. */
static void
test_grid (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtSweep) sweep = run_sweep (tape, 0, 0, 1);
  double values[2];

  g_assert_cmpuint (sweep->n_cells, ==, 12);
  g_assert_cmpuint (sweep->n_run, ==, 12);
  dt_sweep_get_values (sweep, 7, values);
  g_assert_cmpfloat (values[0], ==, 7.);
  g_assert_cmpfloat (values[1], ==, 25.);
}

static void
test_cell_is_single_run (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtSweep) sweep = run_sweep (tape, 0, 0, 1);
  double trades = 0.;

  for (guint i = 0; i < sweep->n_run; i++)
    {
      const DtSweepCell *cell = &sweep->cells[i];
      g_autoptr(DtRunSpec) spec = dt_sweep_dup_spec (sweep, cell->index);
      g_autoptr(GError) error = NULL;
      g_autoptr(DtRunPlan) plan = dt_run_plan_new (spec, &error);
      g_autoptr(DtBacktest) single = NULL;
      DtRunHashes hashes;

      g_assert_no_error (error);
      single = dt_backtest_run (plan, dt_tape_set_ref (tape), NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      dt_run_files_hash (single->records, single->n_records, &hashes);
      g_assert_cmpstr (cell->trade_list_hash, ==, hashes.trade_list);
      trades += cell->statistics[DT_SWEEP_TRADE_COUNT];
    }

  /* The test would say nothing about runs without trades */
  g_assert_cmpfloat (trades, >, 24.);
}

/* Indicators of all kinds: of the bars, of each other, of several outputs. */
static const char many_indicators[] =
  "[strategy]\n"
  "name = Many\n"
  "[parameters]\n"
  "fast = 5 in 2..50 step 1\n"
  "slow = 20 in 3..200 step 1\n"
  "[long]\n"
  "entry = ema(rsi(slow), fast) crosses above 50 and close > bollinger(slow).lower\n"
  "exit = ema(fast) crosses below ema(slow) or macd(fast, 60, 9).histogram < -2\n"
  "trail = 3 * atr(fast)\n"
  "[short]\n"
  "entry = ema(fast) crosses below ema(slow) and W0:close < W0:sma(slow)\n"
  "trail = 2 * atr(14)\n"
  "[size]\n"
  "size = risk 1%\n"
  "rank = abs(ema(fast) - ema(slow)) / atr(14)\n";

static DtBarSeries *
make_walk (const char *symbol,
           guint       n,
           guint       first,
           DtRandom   *random)
{
  DtBarSeries *series = dt_bar_series_new (symbol, DT_TIMEFRAME_DAY, n);
  DtDate date = dt_date_new (2010, 1, 3);
  double price = 100.;

  for (guint i = 0; i < n; i++)
    {
      double open = price, close = open * (1. + 0.01 * dt_random_normal (random));
      DtBar bar = { .open = open, .close = close, .high = MAX (open, close) * 1.002,
                    .low = MIN (open, close) * 0.998, .volume = 1e6 };

      date = dt_calendar_next_session (date);
      bar.time = dt_time_from_new_york (date, 0);
      price = close;
      if (i >= first)
        dt_bar_series_append (series, &bar, dt_calendar_bar_known (bar.time, DT_TIMEFRAME_DAY));
    }

  return series;
}

/* Series longer than a block of rules; one begins late, one is short. */
static DtTapeSet *
make_tape_of_many (guint n)
{
  DtTapeSet *tape = make_tape ();
  DtRandom random;

  g_clear_pointer (&tape->instruments[0], dt_instrument_free);
  dt_bar_series_unref (tape->lanes[0].series);
  tape->lanes = g_renew (DtLane, tape->lanes, n);
  tape->instruments = g_renew (DtInstrument *, tape->instruments, n);
  tape->n_lanes = tape->n_instruments = n;
  dt_random_init (&random, 5);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *symbol = g_strdup_printf ("W%u", i);
      DtBarSeries *series = make_walk (symbol, i == 2 ? 200 : 1300, i == 1 ? 150 : 0, &random);

      tape->lanes[i] = (DtLane) { series, i, DT_LANE_BASE };
      tape->instruments[i] = dt_instrument_new (symbol, DT_INSTRUMENT_STOCK);
    }

  return tape;
}

/* All that is kept of a cell, to the bit. */
static double
check_cells (const DtSweep *sweep,
             DtTapeSet     *tape)
{
  double trades = 0.;

  for (guint i = 0; i < sweep->n_run; i++)
    {
      const DtSweepCell *cell = &sweep->cells[i];
      g_autoptr(DtRunSpec) spec = dt_sweep_dup_spec (sweep, cell->index);
      g_autoptr(DtBacktest) single = run_backtest (spec, tape);
      g_autoptr(DtTearSheet) sheet = dt_tear_sheet_new (single->records, single->n_records);
      double statistics[DT_SWEEP_N_STATISTICS];
      DtRunHashes hashes;

      dt_run_files_hash (single->records, single->n_records, &hashes);
      g_assert_cmpstr (cell->trade_list_hash, ==, hashes.trade_list);
      dt_sweep_read_statistics (sheet, statistics);
      g_assert_cmpmem (statistics, sizeof statistics, cell->statistics, sizeof statistics);
      g_assert_cmpint (cell->equity_final, ==, sheet->equity_final);
      trades += cell->statistics[DT_SWEEP_TRADE_COUNT];
    }

  return trades;
}

static void
check_many (const char *strategy,
            guint       n_symbols,
            gboolean    independent)
{
  g_autoptr(DtTapeSet) tape = make_tape_of_many (n_symbols);
  g_autoptr(DtRunSpec) spec = make_spec ();
  g_autoptr(GPtrArray) axes = make_axes ("fast=5..12", "slow=5,9,14,15,40");
  g_autoptr(DtSweep) sweep = NULL;
  g_autoptr(GError) error = NULL;

  g_free (spec->strategy_texts[0]);
  spec->strategy_texts[0] = g_strdup (strategy);
  spec->independent = independent;
  sweep = dt_sweep_new (spec, axes, 0, 0, &error);
  g_assert_no_error (error);
  dt_sweep_run (sweep, tape, 0, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (check_cells (sweep, tape), >, 400.);
}

/* Cells that are played side by side and share what their rules compute. */
static void
test_side_by_side (void)
{
  dt_pool_set_n_threads (2);
  check_many (lab_strategy, 1, FALSE);
  check_many (many_indicators, 1, FALSE);
  check_many (lab_strategy, 3, TRUE);
  check_many (many_indicators, 3, TRUE);
  check_many (many_indicators, 3, FALSE);
  dt_pool_set_n_threads (0);
}

typedef struct
{
  goffset n_last;
  guint   n_calls;
} Seen;

static void
see (goffset  n_done,
     goffset  n_all,
     gpointer data)
{
  Seen *seen = data;

  g_assert_cmpint (n_all, ==, 12);
  g_assert_cmpint (n_done, >=, seen->n_last);
  g_assert_cmpint (n_done, <=, n_all);
  seen->n_last = n_done;
  seen->n_calls++;
}

/* Cells are told, however they are played. */
static void
test_progress (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtSweep) sweep = run_sweep (tape, 0, 0, 1);
  Seen seen = { 0 };

  g_assert_true (dt_sweep_run (sweep, tape, 0, 1, see, &seen, NULL, NULL));
  g_assert_cmpuint (seen.n_calls, >, 0);
  g_assert_cmpint (seen.n_last, ==, 12);
}

static void
test_threads (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtSweep) one = NULL, four = NULL;
  g_autofree char *a = NULL, *b = NULL;

  dt_pool_set_n_threads (1);
  one = run_sweep (tape, 0, 0, 1);
  dt_pool_set_n_threads (4);
  four = run_sweep (tape, 0, 0, 1);
  dt_pool_set_n_threads (0);

  a = dt_sweep_to_text (one);
  b = dt_sweep_to_text (four);
  g_assert_cmpstr (a, ==, b);
}

static void
test_sample (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtSweep) sample = run_sweep (tape, 5, 0, 1), whole = run_sweep (tape, 0, 0, 1);

  g_assert_cmpuint (sample->n_run, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      const DtSweepCell *cell = &sample->cells[i];

      g_assert_cmpuint (cell->index, <, 12);
      if (i > 0)
        g_assert_cmpuint (cell->index, >, sample->cells[i - 1].index);
      g_assert_cmpstr (cell->trade_list_hash, ==, whole->cells[cell->index].trade_list_hash);
    }
  g_assert_cmpstr (sample->identity, !=, whole->identity);
}

static char *
write_part (const char *folder,
            guint       i,
            const char *text)
{
  g_autofree char *name = g_strdup_printf ("part-%u", i);
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
expect_refusal (const char *const *paths,
                guint              n,
                int                code)
{
  g_autoptr(GError) error = NULL;
  char *text = dt_sweep_merge (paths, n, &error);

  g_assert_null (text);
  g_assert_error (error, DT_LAB_ERROR, code);
}

/* Five shards of twelve cells, joined in any order. */
static void
test_shards (void)
{
  static const guint order[] = { 3, 0, 4, 1, 2 };
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtSweep) whole = run_sweep (tape, 0, 0, 1);
  g_autofree char *folder = g_dir_make_tmp ("dt-sweep-XXXXXX", NULL);
  g_autofree char *expected = dt_sweep_to_text (whole), *joined = NULL, *torn = NULL;
  g_autoptr(GError) error = NULL;
  char *paths[7] = { NULL };
  guint64 n = 0;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(DtSweep) part = run_sweep (tape, 0, order[i], 5);
      g_autofree char *text = dt_sweep_to_text (part);

      n += part->n_run;
      paths[i] = write_part (folder, i, text);
    }
  g_assert_cmpuint (n, ==, 12);

  joined = dt_sweep_merge ((const char *const *) paths, 5, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (joined, ==, expected);

  expect_refusal ((const char *const *) paths, 4, DT_LAB_ERROR_INCOMPLETE);
  torn = g_strndup (expected, strlen (expected) - 9);
  paths[5] = write_part (folder, 5, torn);
  expect_refusal ((const char *const *) paths, 6, DT_LAB_ERROR_FILE);
  expected[strlen (expected) - 2] ^= 1;
  g_assert_true (g_file_set_contents (paths[5], expected, -1, NULL));
  expect_refusal ((const char *const *) paths, 6, DT_LAB_ERROR_FILE);
  g_assert_true (g_file_set_contents (paths[5], "cell,fast\n", -1, NULL));
  expect_refusal ((const char *const *) &paths[5], 1, DT_LAB_ERROR_FILE);

  for (guint i = 0; i < 6; i++)
    {
      g_unlink (paths[i]);
      g_free (paths[i]);
    }
  g_rmdir (folder);
}

static void
test_best (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtSweep) sweep = run_sweep (tape, 0, 0, 1);
  const DtSweepCell *best = dt_sweep_find_best (sweep, DT_SWEEP_RETURN_TOTAL);

  for (guint i = 0; i < sweep->n_run; i++)
    g_assert_cmpfloat (best->statistics[DT_SWEEP_RETURN_TOTAL], >=,
                       sweep->cells[i].statistics[DT_SWEEP_RETURN_TOTAL]);
}

static void
test_refusals (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtRunSpec) spec = make_spec ();
  g_autoptr(GPtrArray) outside = make_axes ("fast=3..99", "slow=20");
  g_autoptr(GPtrArray) unknown = make_axes ("quick=3", "slow=20");
  g_autoptr(GPtrArray) twice = make_axes ("fast=3", "fast=4");
  g_autoptr(DtSweep) sweep = NULL, stranger = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (dt_sweep_new (spec, twice, 0, 0, &error));
  g_assert_error (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST);
  g_clear_error (&error);

  /* 99 is outside the parameter's own range */
  sweep = dt_sweep_new (spec, outside, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_false (dt_sweep_run (sweep, tape, 0, 1, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (sweep->n_run, ==, 0);
  g_clear_error (&error);

  stranger = dt_sweep_new (spec, unknown, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_false (dt_sweep_run (stranger, tape, 0, 1, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
}

static void
test_cancel (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtRunSpec) spec = make_spec ();
  g_autoptr(GPtrArray) axes = make_axes ("fast=3..40", "slow=50..150");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(DtSweep) sweep = dt_sweep_new (spec, axes, 0, 0, &error);

  g_cancellable_cancel (cancellable);
  g_assert_false (dt_sweep_run (sweep, tape, 0, 1, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lab/sweep/axis", test_axis);
  g_test_add_func ("/lab/sweep/grid", test_grid);
  g_test_add_func ("/lab/sweep/cell-is-single-run", test_cell_is_single_run);
  g_test_add_func ("/lab/sweep/side-by-side", test_side_by_side);
  g_test_add_func ("/lab/sweep/progress", test_progress);
  g_test_add_func ("/lab/sweep/threads", test_threads);
  g_test_add_func ("/lab/sweep/sample", test_sample);
  g_test_add_func ("/lab/sweep/shards", test_shards);
  g_test_add_func ("/lab/sweep/best", test_best);
  g_test_add_func ("/lab/sweep/refusals", test_refusals);
  g_test_add_func ("/lab/sweep/cancel", test_cancel);

  return g_test_run ();
}
