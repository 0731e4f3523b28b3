/* test-poison.c - nothing looks ahead, and what did would be seen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-rule-program-private.h"

#include "scenario.h"

#define N_SCENARIOS 120

static void
test_same_run (void)
{
  for (guint64 seed = 1; seed <= N_SCENARIOS; seed++)
    {
      Scenario scenario;
      g_autoptr(DtBacktest) plain = NULL;
      g_autoptr(DtBacktest) poisoned = NULL;

      scenario_init (&scenario, seed);
      scenario.plan->spec->independent = seed % 3 == 0;
      plain = scenario_run (dt_backtest_run, scenario.plan, scenario.tape);
      poisoned = scenario_run (dt_backtest_run_poisoned, scenario.plan, scenario.tape);
      g_assert_cmpuint (plain->n_records, ==, poisoned->n_records);
      scenario_assert_same (plain->records, poisoned->records, plain->n_records);
      scenario_clear (&scenario);
    }
}

/* Every strategy that is shipped, on daily and on 15-minute bars of three symbols */
static void
test_shipped (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data",
                                              "strategies", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_fills = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    for (guint64 seed = 1; seed <= 12; seed++)
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);
        g_autoptr(DtBacktest) plain = NULL;
        g_autoptr(DtBacktest) poisoned = NULL;
        g_autoptr(DtRunPlan) plan = NULL;
        g_autoptr(GError) error = NULL;
        Scenario scenario;

        scenario_init (&scenario, seed);
        g_free (scenario.spec->strategy_texts[0]);
        g_file_get_contents (path, &scenario.spec->strategy_texts[0], NULL, &error);
        g_assert_no_error (error);
        plan = dt_run_plan_new (scenario.spec, &error);
        g_assert_no_error (error);
        plain = scenario_run (dt_backtest_run, plan, scenario.tape);
        poisoned = scenario_run (dt_backtest_run_poisoned, plan, scenario.tape);
        scenario_assert_same (plain->records, poisoned->records, 1);
        n_fills += plain->records[0].book->fills->len;
        scenario_clear (&scenario);
      }

  g_assert_cmpuint (n_fills, >, 100);
}

/* Afterwards the series are what they were, for whoever has them. */
static void
test_given_back (void)
{
  Scenario scenario;
  g_autoptr(DtBarSeries) series = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree double *close = NULL;
  gsize size;

  scenario_init (&scenario, 5);
  series = dt_bar_series_ref (scenario.tape->lanes[0].series);
  size = series->n_bars * sizeof (double);
  close = g_memdup2 (series->close, size);
  dt_backtest_free (dt_backtest_run_poisoned (scenario.plan, dt_tape_set_ref (scenario.tape), NULL,
                                              NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (series->close, size, close, size);
  dt_bar_series_append (series, &(DtBar) { G_MAXINT64 - 1, 1., 1., 1., 1., 1. }, G_MAXINT64 - 1);
  scenario_clear (&scenario);
}

/* Cheats. An indicator whose step knows where the bars are and reads the one that is to come. */

typedef enum
{
  CHEAT_NEXT_BAR,        /* of the lane that the run plays */
  CHEAT_LAST_BAR,
  CHEAT_OTHER_COLUMN,
  CHEAT_SOURCE,          /* of the series that the tape was loaded as */
  CHEAT_NOT,             /* the bar that is known, and the first one: everybody may */
} Cheat;

static const DtIndicator *honest;
static DtIndicator cheater;
static Cheat cheat;
static const DtBarSeries *played;
static const DtBarSeries *source;
static gsize n_all;
static gsize n_seen;
static volatile double seen;

static void
cheating_step (gpointer      state,
               const double *inputs,
               double       *outputs)
{
  gsize bar = n_seen++;

  honest->step (state, inputs, outputs);
  if (bar + 1 >= n_all)
    return;

  switch (cheat)
    {
    case CHEAT_NEXT_BAR:
      seen = played->close[bar + 1];
      break;
    case CHEAT_LAST_BAR:
      seen = played->close[n_all - 1];
      break;
    case CHEAT_OTHER_COLUMN:
      seen = played->time[bar + 1];
      break;
    case CHEAT_SOURCE:
      seen = source->close[bar];
      break;
    case CHEAT_NOT:
      seen = played->close[bar];
      g_assert_true (seen == inputs[0] && played->close[0] > 0. && played->n_bars == bar + 1);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
corrupt (DtRunPlan *plan)
{
  DtRuleProgram *program = plan->strategies[0]->program;

  for (guint i = 0; i < program->n_steps; i++)
    if (program->steps[i].indicator != NULL)
      {
        honest = program->steps[i].indicator;
        cheater = *honest;
        cheater.step = cheating_step;
        program->steps[i].indicator = &cheater;
      }
}

static void
run_with_cheat (Cheat what)
{
  static const char text[] =
    "[strategy]\nname = c\n[long]\nentry = close > sma(3)\nexit = bars since entry > 2\n"
    "[size]\nsize = shares 1\n";
  Scenario scenario;
  g_autoptr(DtPoison) poison = NULL;
  g_autoptr(DtPoisonedTape) tape = NULL;
  g_autoptr(DtRunPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  const DtInstrument *instrument;
  DtInstant instant;
  DtRun *run;

  scenario_init (&scenario, 11);
  g_free (scenario.spec->strategy_texts[0]);
  scenario.spec->strategy_texts[0] = g_strdup (text);
  plan = dt_run_plan_new (scenario.spec, &error);
  g_assert_no_error (error);
  corrupt (plan);

  instrument = scenario.tape->instruments[0];
  source = scenario.tape->lanes[0].series;
  n_all = source->n_bars;
  n_seen = 0;
  cheat = what;
  poison = dt_poison_new (scenario.tape->lanes, 1, &error);
  g_assert_no_error (error);
  tape = dt_poisoned_tape_new (poison, scenario.tape->lanes, 1, &error);
  g_assert_no_error (error);
  played = dt_poisoned_tape_get_lanes (tape)[0].series;
  run = dt_run_new (plan, &instrument, 1, dt_poisoned_tape_get_lanes (tape), 1,
                    scenario.tape->timeframe, DT_TIME_NONE, FALSE, &error);
  g_assert_no_error (error);
  dt_run_set_poisoned (run);

  dt_poisoned_tape_begin (tape);
  while (dt_poisoned_tape_next (tape, &instant, &error))
    dt_run_step (run, &instant, &error);
  dt_poisoned_tape_end (tape);
  g_assert_no_error (error);
  g_assert_cmpuint (n_seen, ==, n_all);

  dt_run_free (run);
  scenario_clear (&scenario);
}

static void
test_cheat (gconstpointer data)
{
  Cheat what = GPOINTER_TO_INT (data);

  if (g_test_subprocess ())
    {
      run_with_cheat (what);
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  if (what == CHEAT_NOT)
    {
      g_test_trap_assert_passed ();
      return;
    }

  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr (what == CHEAT_OTHER_COLUMN
                             ? "*The future was read: the time of AAA*"
                             : "*The future was read: the close of AAA*");
}

/* The other way to cheat is over a block: a kernel that has columns with what is to come. There
 * are none in this mode, so a cheating kernel is found out by another result. */
static void
cheating_run (gpointer             state,
              const double *const *inputs,
              gsize                n,
              double *const       *outputs)
{
  honest->run (state, inputs, n, outputs);
  for (gsize i = 0; i + 1 < n && outputs[0] != NULL; i++)
    outputs[0][i] = inputs[0][i + 1];
}

static void
test_cheating_block (void)
{
  static const char text[] =
    "[strategy]\nname = c\n[long]\nentry = close < sma(3)\nexit = close > sma(3)\n"
    "[size]\nsize = shares 1\n";
  g_autoptr(DtBacktest) plain = NULL;
  g_autoptr(DtBacktest) poisoned = NULL;
  g_autoptr(DtBacktest) cheated = NULL;
  g_autoptr(DtRunPlan) plan = NULL;
  Scenario scenario;
  DtRunHashes rich, poor;

  scenario_init (&scenario, 11);
  g_free (scenario.spec->strategy_texts[0]);
  scenario.spec->strategy_texts[0] = g_strdup (text);
  plan = dt_run_plan_new (scenario.spec, NULL);
  plain = scenario_run (dt_backtest_run, plan, scenario.tape);
  corrupt (plan);
  cheater.step = honest->step;
  cheater.run = cheating_run;
  cheated = scenario_run (dt_backtest_run, plan, scenario.tape);
  poisoned = scenario_run (dt_backtest_run_poisoned, plan, scenario.tape);

  scenario_assert_same (plain->records, poisoned->records, 1);
  dt_run_files_hash (cheated->records, 1, &rich);
  dt_run_files_hash (poisoned->records, 1, &poor);
  g_assert_cmpstr (rich.trade_list, !=, poor.trade_list);
  scenario_clear (&scenario);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/poison/same-run", test_same_run);
  g_test_add_func ("/poison/shipped", test_shipped);
  g_test_add_func ("/poison/given-back", test_given_back);
  g_test_add_data_func ("/poison/cheat/none", GINT_TO_POINTER (CHEAT_NOT), test_cheat);
  g_test_add_data_func ("/poison/cheat/next-bar", GINT_TO_POINTER (CHEAT_NEXT_BAR), test_cheat);
  g_test_add_data_func ("/poison/cheat/last-bar", GINT_TO_POINTER (CHEAT_LAST_BAR), test_cheat);
  g_test_add_data_func ("/poison/cheat/other-column", GINT_TO_POINTER (CHEAT_OTHER_COLUMN),
                        test_cheat);
  g_test_add_data_func ("/poison/cheat/source", GINT_TO_POINTER (CHEAT_SOURCE), test_cheat);
  g_test_add_func ("/poison/cheat/block", test_cheating_block);

  return g_test_run ();
}
