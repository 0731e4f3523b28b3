/* bench-tear-sheet.c - what statistics, tables and review of a run cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-review.h"

#include "bench-tape.h"

#define N_TIMES 9

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *times)
{
  qsort (times, N_TIMES, sizeof *times, compare_doubles);
  return times[N_TIMES / 2] * 1e3;
}

static void
measure (const char *title,
         GPtrArray  *series,
         const char *strategy,
         gboolean    independent)
{
  g_autoptr(DtRunSpec) spec = bench_spec (strategy, "none", independent);
  g_autoptr(DtRunPlan) plan = bench_plan (spec);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtBacktest) run = dt_backtest_run (plan, bench_tape (series, series->len,
                                                                 DT_TIMEFRAME_DAY),
                                               NULL, NULL, NULL, &error);
  double brief[N_TIMES], whole[N_TIMES], review[N_TIMES];
  guint64 n_trades = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < N_TIMES; i++)
    {
      double start = bench_cpu_seconds (), middle, end;
      g_autoptr(DtTearSheet) little = dt_tear_sheet_new_brief (run->records, run->n_records,
                                                                 NULL);
      g_autoptr(DtTearSheet) sheet = NULL;
      g_autoptr(DtReview) answers = NULL;

      middle = bench_cpu_seconds ();
      sheet = dt_tear_sheet_new (run->records, run->n_records);
      end = bench_cpu_seconds ();
      answers = dt_review_new_of_run (sheet, plan, run->records, run->n_records);
      brief[i] = middle - start;
      whole[i] = end - middle;
      review[i] = bench_cpu_seconds () - end;
      n_trades = sheet->trade_count;
    }

  g_print ("%-28s brief %7.2f ms   whole %7.2f ms   review %7.2f ms  %7" G_GUINT64_FORMAT
           " trades\n", title, median (brief), median (whole), median (review), n_trades);
}

int
main (int   argc,
      char *argv[])
{
  DtCsvOptions options = { .as_of = DT_DATE_NONE, .timeframe = DT_TIMEFRAME_DAY };
  g_autoptr(DtCsvTable) table = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *strategy = NULL;

  if (argc < 3 || !g_file_test (argv[2], G_FILE_TEST_EXISTS))
    {
      g_print ("Usage: bench-tear-sheet STRATEGY.strategy PRICES.csv.gz\n");
      return 77;
    }

  strategy = bench_read (argv[1]);
  table = dt_csv_import_file (argv[2], &options, NULL, NULL, NULL, &error);
  if (table == NULL)
    g_error ("%s", error->message);

  measure ("one account", table->series, strategy, FALSE);
  measure ("an account for each symbol", table->series, strategy, TRUE);

  return 0;
}
