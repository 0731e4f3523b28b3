/* dt-cmd-backtest-run.c - daytrader-cli backtest run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-backtest.h"
#include "dt-report-file.h"
#include "dt-run-save.h"
#include "dt-run-tape.h"

#include "dt-cli-result.h"
#include "dt-cli-run.h"

static gboolean save;
static char *report_path;
static gboolean poison;

static const GOptionEntry entries[] = {
  DT_CLI_RUN_ENTRIES,
  DT_CLI_RUN_RECORD_ENTRY,
  { "independent", 0, 0, G_OPTION_ARG_NONE, &dt_cli_run_options.independent,
    "Each symbol has an account of its own", NULL },
  { "save", 0, 0, G_OPTION_ARG_NONE, &save,
    "Keep the run in book.db, a book an account, for “book show”", NULL },
  { "poison", 0, 0, G_OPTION_ARG_NONE, &poison,
    "Make all bars unreadable before they are known; what looks ahead crashes", NULL },
  { "report", 0, 0, G_OPTION_ARG_FILENAME, &report_path,
    "Write everything about the run as one page, .html or .md", "FILE" },
  { NULL }
};

static void
on_progress (goffset  done,
             goffset  total,
             gpointer user_data)
{
  if (total > 0)
    dt_cli_progress ("Testing", (double) done / (double) total);
}

/* Files name their bars themselves; everything else is in market.db. */
static gboolean
open_store (DtCli            *cli,
            const DtRunSpec  *spec,
            DtMarketStore   **store,
            GError          **error)
{
  if (spec->csv != NULL)
    return TRUE;

  *store = dt_market_store_open (cli->data_dir, DT_STORE_READ_ONLY, error);
  return *store != NULL;
}

static DtBacktest *
test (DtCli            *cli,
      const DtRunSpec  *spec,
      GError          **error)
{
  g_autoptr(DtRunPlan) plan = dt_run_plan_new (spec, error);
  g_autoptr(DtMarketStore) store = NULL;
  DtTapeSet *tape;

  if (plan == NULL || !open_store (cli, spec, &store, error))
    return NULL;

  tape = dt_run_plan_load_tape (plan, store, cli->cancellable, error);
  if (tape == NULL)
    return NULL;

  return (poison ? dt_backtest_run_poisoned : dt_backtest_run) (plan, tape, on_progress, NULL,
                                                                cli->cancellable, error);
}

static gboolean
write_report (const DtBacktest  *backtest,
              GError           **error)
{
  return report_path == NULL
         || dt_report_write (backtest->plan, backtest->records, backtest->n_records,
                             backtest->tape->notes, report_path, error);
}

static int
run_backtest_run (DtCli  *cli,
                  char  **arguments,
                  guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunSpec) spec = dt_cli_run_make_spec (arguments, n_arguments, &error);
  g_autoptr(DtBacktest) backtest = NULL;

  if (spec == NULL || !dt_cli_run_read_records (cli, spec, &error)
      || (report_path != NULL && !dt_report_check_path (report_path, &error)))
    return dt_cli_fail (cli, error);

  backtest = test (cli, spec, &error);
  dt_cli_progress_end ();
  if (backtest == NULL
      || !dt_cli_write_run_files (backtest->records, backtest->n_records, &error)
      || !write_report (backtest, &error)
      || (save && dt_run_save (backtest, cli->data_dir, &error) == 0))
    return dt_cli_fail (cli, error);

  dt_cli_print_result (cli, backtest->plan, backtest->tape->timeframe, backtest->records,
                       backtest->n_records, backtest->tape->notes);
  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_backtest_run = {
  .name = "backtest run",
  .arguments = "--strategy FILE (--csv FILE… | --symbols A,B | --universe NAME)",
  .summary = "Test rules on history",
  .description = "Signals on the close of a bar are traded from the next bar on; "
                 "docs/conventions.md spells every rule out. Everything is "
                 "deterministic: the same command on the same data gives the same bytes.",
  .entries = entries,
  .run = run_backtest_run,
};
