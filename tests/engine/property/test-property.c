/* test-property.c - what holds in any market, for any strategy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "dt-book-store.h"
#include "dt-pool.h"
#include "dt-sweep.h"
#include "dt-vector.h"

#include "ledger-check.h"

/* How many scenarios in all, DT_PROPERTY_SCENARIOS; the first seed is DT_PROPERTY_SEED, or 1. */
#define N_SCENARIOS 6000

/* What to say when a seed fails */
static char how_to_repeat[256];

static void
on_abort (int number)
{
  signal (number, SIG_DFL);
  if (write (STDERR_FILENO, how_to_repeat, strlen (how_to_repeat)) >= 0)
    raise (number);
}

typedef void (*PropertyFunc) (guint64 seed);

typedef struct
{
  const char   *name;
  guint         part;      /* of 100 scenarios */
  PropertyFunc  check;
} Property;

static guint64
read_number (const char *name,
             guint64     fallback)
{
  const char *text = g_getenv (name);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : fallback;
}

static void
test_property (gconstpointer data)
{
  const Property *property = data;
  guint64 first = read_number ("DT_PROPERTY_SEED", 1);
  guint64 n = read_number ("DT_PROPERTY_SCENARIOS", N_SCENARIOS) * property->part / 100;

  for (guint64 seed = first; seed < first + MAX (n, 1); seed++)
    {
      g_snprintf (how_to_repeat, sizeof how_to_repeat,
                  "# seed %" G_GUINT64_FORMAT " fails; repeat it with DT_PROPERTY_SEED=%"
                  G_GUINT64_FORMAT " DT_PROPERTY_SCENARIOS=1 "
                  "build/tests/engine/property/property-test-property -p /property/%s\n",
                  seed, seed, property->name);
      property->check (seed);
    }
  g_test_message ("%" G_GUINT64_FORMAT " scenarios", MAX (n, 1));
}

/* The user, who does something at any time: orders of all types, cancels, moved stops, closes. What
 * is refused is refused; nothing that is done may leave the account wrong. */

static double
pick_price (Scenario          *scenario,
            const DtKernel    *kernel,
            DtInstrumentIndex  instrument)
{
  const DtBarSeries *series;
  gsize bar;

  if (!dt_kernel_get_last_bar (kernel, instrument, &series, &bar))
    return 10.;

  return series->close[bar] * (.97 + .06 * dt_random_uniform (&scenario->random));
}

static GVariant *
make_order (Scenario *scenario,
            DtKernel *kernel)
{
  DtInstrumentIndex instrument = scenario_pick (scenario, scenario->tape->n_instruments);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", scenario->tape->instruments[instrument]->symbol);
  g_variant_dict_insert (&dict, "quantity", "d", 1. + scenario_pick (scenario, 50));
  g_variant_dict_insert (&dict, "price", "d", pick_price (scenario, kernel, instrument));
  if (scenario_chance (scenario, 30))
    g_variant_dict_insert (&dict, "limit", "d", pick_price (scenario, kernel, instrument));
  if (scenario_chance (scenario, 30))
    g_variant_dict_insert (&dict, "stop", "d", pick_price (scenario, kernel, instrument));
  /* A bracket; on the wrong side it is refused */
  if (scenario_chance (scenario, 30))
    g_variant_dict_insert (&dict, "protect", "d", pick_price (scenario, kernel, instrument));
  if (scenario_chance (scenario, 30))
    g_variant_dict_insert (&dict, "target", "d", pick_price (scenario, kernel, instrument));
  if (scenario_chance (scenario, 20))
    g_variant_dict_insert (&dict, "fraction", "d", .5);
  if (scenario_chance (scenario, 30))
    g_variant_dict_insert (&dict, "tif", "s",
                           dt_tif_to_string (scenario_pick (scenario, DT_TIF_CLS + 1)));

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static GVariant *
make_cancel (Scenario *scenario,
             DtKernel *kernel)
{
  const DtBook *book = dt_kernel_get_book (kernel);
  guint64 id = book->orders->len - MIN (book->orders->len, scenario_pick (scenario, 5));
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "order", "t", id);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* What the user did, to do it again. */
typedef struct
{
  guint64     step;
  const char *name;
  GVariant   *arguments;
} Deed;

static void
deed_clear (gpointer data)
{
  g_variant_unref (((Deed *) data)->arguments);
}

/* @deeds: (nullable): of Deed, what was done is added */
static void
meddle (Scenario *scenario,
        DtKernel *kernel,
        GArray   *deeds)
{
  static const char *const names[] = {
    "order.buy", "order.sell", "order.buy", "order.sell", "order.cancel", "order.cancel",
    "order.move-stop", "order.move-stop", "order.move-target", "position.close", "position.close",
    "position.close-all", "engine.emergency-stop", "engine.rearm",
  };
  const char *name = SCENARIO_ONE_OF (scenario, names);
  g_autoptr(GVariant) arguments = g_str_equal (name, "order.cancel")
                                  ? make_cancel (scenario, kernel) : make_order (scenario, kernel);
  g_autoptr(GError) error = NULL;
  g_auto(DtPreview) preview = { 0 };
  gboolean done, trades = dt_kernel_trades (name);
  Deed deed = { dt_kernel_get_step (kernel), name, arguments };

  if (deeds != NULL)
    {
      g_variant_ref (arguments);
      g_array_append_val (deeds, deed);
    }
  if (trades)
    dt_kernel_preview (kernel, name, arguments, &preview);
  done = dt_kernel_command (kernel, name, arguments, &error);
  g_assert_true (done == (error == NULL));
  /* What is promised is kept */
  g_assert_true (!trades || preview.allowed == done);
}

static DtRun *
make_run (Scenario     *scenario,
          const DtLane *lanes)
{
  g_autoptr(GError) error = NULL;
  DtRun *run = dt_run_new (scenario->plan,
                           (const DtInstrument *const *) scenario->tape->instruments,
                           scenario->tape->n_instruments, lanes, scenario->tape->n_lanes,
                           scenario->tape->timeframe, scenario->tape->from, TRUE, &error);

  g_assert_no_error (error);
  return run;
}

/* Cash plus positions at their last closes, by the test's own product */
static void
check_equity (const DtRun *run)
{
  const DtBook *book = dt_kernel_get_book (run->kernel);
  DtMoney equity = book->cash;

  for (guint i = 0; i < book->n_instruments; i++)
    {
      const DtBarSeries *series;
      DtMoney price = 0;
      gsize bar;

      if (book->positions[i].quantity == 0)
        continue;
      g_assert_true (dt_kernel_get_last_bar (run->kernel, i, &series, &bar));
      g_assert_true (dt_money_from_double (series->close[bar], &price));
      equity += check_product (price, book->positions[i].quantity);
    }
  g_assert_cmpint (equity, ==, dt_kernel_get_equity (run->kernel));
}

/* The pessimist's run is the worst case itself, the optimist's the best one. */
static void
check_bounds (const DtRun      *run,
              DtIntrabarPolicy  policy)
{
  double worst, best, equity = dt_money_to_double (dt_kernel_get_equity (run->kernel));

  dt_run_get_bounds (run, &worst, &best);
  g_assert_cmpfloat (worst, <=, equity);
  g_assert_cmpfloat (equity, <=, best);
  if (policy == DT_POLICY_PESSIMISTIC)
    g_assert_cmpfloat (worst, ==, equity);
  else if (policy == DT_POLICY_OPTIMISTIC)
    g_assert_cmpfloat (best, ==, equity);
}

static void
check_account (guint64 seed)
{
  g_autoptr(DtLaneReader) reader = NULL;
  g_autoptr(GError) error = NULL;
  Scenario scenario;
  DtInstant instant;
  guint meddling;
  DtRun *run;

  scenario_init (&scenario, seed);
  meddling = scenario_chance (&scenario, 50) ? 20 : 0;
  run = make_run (&scenario, scenario.tape->lanes);
  reader = dt_lane_reader_new (scenario.tape->lanes, scenario.tape->n_lanes);
  while (dt_lane_reader_next (reader, &instant))
    {
      dt_run_step (run, &instant, &error);
      g_assert_no_error (error);
      check_equity (run);
      while (scenario_chance (&scenario, meddling))
        meddle (&scenario, run->kernel, NULL);
      if (scenario_chance (&scenario, 5))
        check_book (dt_kernel_get_book (run->kernel), scenario.tape, scenario.spec);
    }
  dt_run_finish (run, &error);
  g_assert_no_error (error);
  check_book (dt_kernel_get_book (run->kernel), scenario.tape, scenario.spec);
  check_bounds (run, scenario.spec->policy);
  g_assert_true (scenario.spec->finish == DT_FINISH_KEEP
                 || dt_kernel_get_book (run->kernel)->n_open == 0);

  dt_run_free (run);
  scenario_clear (&scenario);
}

/* Two tapes with one past. */

static DtTapeSet *
change_future (Scenario *scenario,
               DtTime    now)
{
  DtTapeSet *other = scenario_copy_tape (scenario->tape);

  for (guint i = 0; i < other->n_lanes; i++)
    {
      DtBarSeries *series = other->lanes[i].series;
      gsize n = 0, n_new = scenario_pick (scenario, 40);

      while (n < series->n_bars && series->known[n] <= now)
        n++;
      series->n_bars = MIN (series->n_bars, n + n_new);
      for (; n < series->n_bars; n++)
        {
          double by = exp (.2 * dt_random_normal (&scenario->random));

          series->open[n] *= by;
          series->high[n] *= by * 1.01;
          series->low[n] *= by * .99;
          series->close[n] *= by;
          series->volume[n] *= .5;
        }
      for (n = 0; other->lanes[i].finer != NULL && n < other->lanes[i].finer->n_bars; n++)
        if (other->lanes[i].finer->known[n] > now)
          other->lanes[i].finer->volume[n] *= .5;
    }

  return other;
}

static void
check_same_past (const DtRunRecord *a,
                 const DtRunRecord *b,
                 DtTime             now)
{
  gsize i;

  for (i = 0; i < a->n_points && a->known[i] <= now; i++)
    {
      g_assert_cmpuint (i, <, b->n_points);
      g_assert_true (a->known[i] == b->known[i] && a->equity[i] == b->equity[i]);
    }
  g_assert_true (i == b->n_points || b->known[i] > now);

  for (i = 0; i < a->book->fills->len; i++)
    {
      const DtFill *fill = &dt_rows_index (a->book->fills, DtFill, i);

      if (fill->time > now)
        break;
      g_assert_cmpuint (i, <, b->book->fills->len);
      g_assert_true (memcmp (fill, &dt_rows_index (b->book->fills, DtFill, i), sizeof *fill) == 0);
    }
  g_assert_true (i == b->book->fills->len || dt_rows_index (b->book->fills, DtFill, i).time > now);

  for (i = 0; i < a->book->signals->len; i++)
    {
      const DtSignal *signal = &dt_rows_index (a->book->signals, DtSignal, i);
      const DtSignal *same;

      if (signal->time > now)
        break;
      g_assert_cmpuint (i, <, b->book->signals->len);
      same = &dt_rows_index (b->book->signals, DtSignal, i);
      g_assert_true (signal->time == same->time && signal->kind == same->kind
                     && signal->instrument == same->instrument && signal->asked == same->asked
                     && signal->granted == same->granted && signal->taken == same->taken);
      g_assert_true (memcmp (signal->inputs, same->inputs,
                             signal->n_inputs * sizeof *signal->inputs) == 0);
    }
}

static void
check_future (guint64 seed)
{
  g_autoptr(DtTapeSet) other = NULL;
  g_autoptr(DtBacktest) left = NULL;
  g_autoptr(DtBacktest) right = NULL;
  const DtBarSeries *series;
  Scenario scenario;
  DtTime now;

  scenario_init (&scenario, seed);
  scenario.plan->spec->finish = DT_FINISH_KEEP;
  series = scenario.tape->lanes[0].series;
  now = series->known[scenario_pick (&scenario, series->n_bars)];
  other = change_future (&scenario, now);
  left = scenario_run (dt_backtest_run, scenario.plan, scenario.tape);
  right = scenario_run (dt_backtest_run, scenario.plan, other);
  check_same_past (left->records, right->records, now);
  scenario_clear (&scenario);
}

/* One run in four ways: as a backtest, which passes over quiet bars and looks at blocks; step by
 * step with a journal, as Replay does; with a future that cannot be read; and accounts of their own
 * for each symbol, which are runs of their own. */

static void
check_replay (Scenario          *scenario,
              const DtRunRecord *expected)
{
  g_autoptr(DtLaneReader) reader = NULL;
  g_autoptr(GError) error = NULL;
  DtRunRecord record;
  DtInstant instant;
  DtRun *run = make_run (scenario, scenario->tape->lanes);

  dt_kernel_set_step_all (run->kernel, TRUE);
  reader = dt_lane_reader_new (scenario->tape->lanes, scenario->tape->n_lanes);
  while (dt_lane_reader_next (reader, &instant))
    {
      dt_run_step (run, &instant, &error);
      g_assert_no_error (error);
    }
  dt_run_finish (run, &error);
  g_assert_no_error (error);
  dt_run_record_init (&record, run);
  scenario_assert_same (expected, &record, 1);
  dt_run_record_clear (&record);
  dt_run_free (run);
}

static void
check_ways (guint64 seed)
{
  g_autoptr(DtBacktest) backtest = NULL;
  g_autoptr(DtBacktest) poisoned = NULL;
  Scenario scenario;

  scenario_init (&scenario, seed);
  backtest = scenario_run (dt_backtest_run, scenario.plan, scenario.tape);
  poisoned = scenario_run (dt_backtest_run_poisoned, scenario.plan, scenario.tape);
  scenario_assert_same (backtest->records, poisoned->records, 1);
  check_replay (&scenario, backtest->records);
  check_book (backtest->records->book, scenario.tape, scenario.spec);
  scenario_clear (&scenario);
}

/* What a plain run keeps to itself instead of sending it to the broker: in slices of any length,
 * each of which ends with everything handed over, it is what steps make of it. One of both computes
 * as a processor with less registers does. */

static DtRun *
play_slices (Scenario *scenario)
{
  const DtBarSeries *series = scenario->tape->lanes->series;
  g_autoptr(GError) error = NULL;
  DtRun *run = dt_run_new (scenario->plan,
                           (const DtInstrument *const *) scenario->tape->instruments, 1,
                           scenario->tape->lanes, 1, scenario->tape->timeframe,
                           scenario->tape->from, FALSE, &error);
  guint longest = 1 + scenario_pick (scenario, 40);
  gsize n;

  g_assert_no_error (error);
  for (gsize bar = 0; bar < series->n_bars; bar += n)
    {
      n = 1 + scenario_pick (scenario, longest);
      n = MIN (n, series->n_bars - bar);
      dt_run_play (run, bar, n, &error);
      g_assert_no_error (error);
    }
  dt_run_finish (run, &error);
  g_assert_no_error (error);

  return run;
}

static void
check_plain (guint64 seed)
{
  g_autoptr(DtBacktest) backtest = NULL;
  DtRunRecord record;
  Scenario scenario;
  DtRun *run;

  scenario_init_plain (&scenario, seed);
  dt_vector_limit ((DtVectorWay) (seed % (DT_VECTOR_DEEP + 1)));
  backtest = scenario_run (dt_backtest_run, scenario.plan, scenario.tape);
  dt_vector_limit (DT_VECTOR_DEEP);
  check_replay (&scenario, backtest->records);
  run = play_slices (&scenario);
  dt_run_record_init (&record, run);
  scenario_assert_same (backtest->records, &record, 1);
  dt_run_record_clear (&record);
  dt_run_free (run);
  check_book (backtest->records->book, scenario.tape, scenario.spec);
  scenario_clear (&scenario);
}

/* Killed at any moment: the run is stepped again to where its journal ends, is the same up to
 * there, and goes on to the same end as one that nobody killed. */

/* One for the process: making a database takes longer than a scenario. */
static DtBookStore *books;
static char *books_folder;

static DtBookStore *
get_books (void)
{
  g_autoptr(GError) error = NULL;

  if (books == NULL)
    {
      books_folder = g_dir_make_tmp ("dt-property-XXXXXX", &error);
      g_assert_no_error (error);
      books = dt_book_store_open (books_folder, DT_STORE_READ_WRITE, &error);
      g_assert_no_error (error);
    }

  return books;
}

static void
remove_books (void)
{
  g_autoptr(GDir) folder = books_folder != NULL ? g_dir_open (books_folder, 0, NULL) : NULL;
  const char *name;

  g_clear_object (&books);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (books_folder, name, NULL);

      g_unlink (path);
    }
  if (books_folder != NULL)
    g_rmdir (books_folder);
  g_clear_pointer (&books_folder, g_free);
}

static gint64
create_book (const Scenario *scenario)
{
  g_autofree char *spec = dt_run_spec_to_json (scenario->spec);
  const char *symbols[SCENARIO_SYMBOLS + 1] = { NULL };
  g_autoptr(GError) error = NULL;
  DtBookInfo info = {
    .mode = DT_BOOK_REPLAY,
    .account = (char *) "demo",
    .state = DT_RUN_RUNNING,
    .spec = spec,
    .tape_hash = scenario->tape->hash,
  };
  gint64 id;

  for (guint i = 0; i < scenario->tape->n_instruments; i++)
    symbols[i] = scenario->tape->instruments[i]->symbol;
  id = dt_book_store_create (get_books (), &info, symbols, &error);
  g_assert_no_error (error);

  return id;
}

static void
write_to (DtRun  *run,
          gint64  book)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtJournalSink) sink = dt_book_store_open_sink (get_books (), book, &error);

  g_assert_no_error (error);
  dt_kernel_set_sink (run->kernel, sink);
}

/* Those of the deeds from @next on that belong to the step the run is at; at most @n. */
static void
repeat_deeds (DtRun  *run,
              GArray *deeds,
              guint  *next,
              guint   n)
{
  for (; n > 0 && *next < deeds->len; (*next)++, n--)
    {
      const Deed *deed = &g_array_index (deeds, Deed, *next);
      g_autoptr(GError) refusal = NULL;

      if (deed->step > dt_kernel_get_step (run->kernel))
        break;
      dt_kernel_command (run->kernel, deed->name, deed->arguments, &refusal);
    }
}

static void
step_once (DtRun        *run,
           DtLaneReader *reader)
{
  g_autoptr(GError) error = NULL;
  DtInstant instant;

  g_assert_true (dt_lane_reader_next (reader, &instant));
  dt_run_step (run, &instant, &error);
  g_assert_no_error (error);
}

/* Plays as nobody but the user disturbs it; @deeds is what that did. */
static DtRun *
play_whole (Scenario *scenario,
            GArray   *deeds)
{
  guint meddling = scenario_chance (scenario, 70) ? 20 : 0;
  DtRun *run = make_run (scenario, scenario->tape->lanes);
  g_autoptr(DtLaneReader) reader = dt_lane_reader_new (scenario->tape->lanes,
                                                       scenario->tape->n_lanes);
  g_autoptr(GError) error = NULL;
  DtInstant instant;

  while (dt_lane_reader_next (reader, &instant))
    {
      dt_run_step (run, &instant, &error);
      g_assert_no_error (error);
      while (scenario_chance (scenario, meddling))
        meddle (scenario, run->kernel, deeds);
    }
  dt_run_finish (run, &error);
  g_assert_no_error (error);

  return run;
}

/* Plays with a journal and stops in the middle: after step @cut and so many of its deeds. */
static void
play_and_die (Scenario *scenario,
              GArray   *deeds,
              gint64    book,
              guint64   cut,
              guint    *n_done)
{
  DtRun *run = make_run (scenario, scenario->tape->lanes);
  g_autoptr(DtLaneReader) reader = dt_lane_reader_new (scenario->tape->lanes,
                                                       scenario->tape->n_lanes);

  write_to (run, book);
  *n_done = 0;
  while (dt_kernel_get_step (run->kernel) < cut)
    {
      step_once (run, reader);
      repeat_deeds (run, deeds, n_done, dt_kernel_get_step (run->kernel) < cut
                                        ? G_MAXUINT : scenario_pick (scenario, 3));
    }
  dt_run_free (run);
}

/* As the journal has it: its commands, not what we know of the user. */
static void
repeat_commands (DtRun     *run,
                 GPtrArray *commands,
                 guint     *next)
{
  for (; *next < commands->len; (*next)++)
    {
      const DtJournalCommand *command = g_ptr_array_index (commands, *next);
      g_autoptr(GVariant) arguments = NULL;
      g_autoptr(GError) refusal = NULL;

      if (command->step > dt_kernel_get_step (run->kernel))
        break;
      arguments = g_variant_parse (G_VARIANT_TYPE_VARDICT, command->arguments, NULL, NULL, NULL);
      g_assert_nonnull (arguments);
      dt_kernel_command (run->kernel, command->name, arguments, &refusal);
    }
}

static void
compare_with_stored (const DtRun *run,
                     gint64       book)
{
  g_autoptr(GError) error = NULL;
  DtBook *stored = dt_book_store_load (get_books (), book, &error);
  guint64 row = 0;

  g_assert_no_error (error);
  g_assert_cmpstr (dt_book_compare (stored, dt_kernel_get_book (run->kernel), &row), ==, NULL);
  g_assert_cmpuint (row, ==, 0);
  dt_book_free (stored);
}

static DtRun *
recover_and_finish (Scenario *scenario,
                    GArray   *deeds,
                    gint64    book,
                    guint64   cut,
                    guint     next_deed)
{
  DtRun *run = make_run (scenario, scenario->tape->lanes);
  g_autoptr(DtLaneReader) reader = dt_lane_reader_new (scenario->tape->lanes,
                                                       scenario->tape->n_lanes);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) commands = dt_book_store_load_commands (get_books (), book, &error);
  DtBookInfo *info = dt_book_store_dup_info (get_books (), book, NULL);
  DtInstant instant;
  guint next = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (info->step, ==, cut);
  while (dt_kernel_get_step (run->kernel) < info->step)
    {
      step_once (run, reader);
      repeat_commands (run, commands, &next);
    }
  g_assert_cmpuint (next, ==, next_deed);
  compare_with_stored (run, book);

  write_to (run, book);
  repeat_deeds (run, deeds, &next_deed, G_MAXUINT);
  while (dt_lane_reader_next (reader, &instant))
    {
      dt_run_step (run, &instant, &error);
      g_assert_no_error (error);
      repeat_deeds (run, deeds, &next_deed, G_MAXUINT);
    }
  dt_run_finish (run, &error);
  g_assert_no_error (error);
  compare_with_stored (run, book);
  dt_book_info_free (info);

  return run;
}

static void
check_killed (guint64 seed)
{
  g_autoptr(GArray) deeds = g_array_new (FALSE, FALSE, sizeof (Deed));
  DtRunRecord expected, recovered;
  DtRun *whole, *again;
  Scenario scenario;
  guint n_done;
  guint64 cut;
  gint64 book;

  g_array_set_clear_func (deeds, deed_clear);
  scenario_init (&scenario, seed);
  whole = play_whole (&scenario, deeds);
  cut = 1 + scenario_pick (&scenario, dt_kernel_get_step (whole->kernel));
  book = create_book (&scenario);
  play_and_die (&scenario, deeds, book, cut, &n_done);
  again = recover_and_finish (&scenario, deeds, book, cut, n_done);

  dt_run_record_init (&expected, whole);
  dt_run_record_init (&recovered, again);
  scenario_assert_same (&expected, &recovered, 1);
  dt_run_record_clear (&expected);
  dt_run_record_clear (&recovered);
  dt_run_free (whole);
  dt_run_free (again);
  scenario_clear (&scenario);
}

/* A sweep by one thread and by three; independent accounts too. The parameter enters as well, so
 * that no two cells are the same run. */

static char *
add_parameter (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "]\nentry = ", -1);
  g_autofree char *rules = NULL;
  GString *joined = g_string_new (parts[0]);

  for (guint i = 1; parts[i] != NULL; i++)
    g_string_append_printf (joined, "]\nentry = %s%s",
                            g_str_has_suffix (parts[i - 1], "[orders") ? ""
                            : "close crosses above sma(fast) or ", parts[i]);
  g_string_append (joined, "[parameters]\nfast = 3 in 2..9 step 1\n");
  rules = g_string_free (joined, FALSE);

  return g_strconcat (rules, strstr (rules, "sma(fast)") == NULL
                             ? "[long]\nentry = close crosses above sma(fast)\n" : "", NULL);
}

static char *
sweep_text (Scenario *scenario,
            guint     n_threads)
{
  g_autoptr(GPtrArray) axes = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_sweep_axis_free);
  g_autoptr(DtSweep) sweep = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (axes, dt_sweep_axis_parse ("fast=2..5", &error));
  g_assert_no_error (error);
  sweep = dt_sweep_new (scenario->spec, axes, 0, 0, &error);
  g_assert_no_error (error);
  dt_pool_set_n_threads (n_threads);
  dt_sweep_run (sweep, scenario->tape, 0, 1, NULL, NULL, NULL, &error);
  dt_pool_set_n_threads (0);
  g_assert_no_error (error);

  return dt_sweep_to_text (sweep);
}

static void
check_threads (guint64 seed)
{
  g_autofree char *one = NULL;
  g_autofree char *many = NULL;
  Scenario scenario;
  char *text;

  scenario_init (&scenario, seed);
  scenario.spec->independent = scenario_chance (&scenario, 50);
  text = scenario.spec->strategy_texts[0];
  scenario.spec->strategy_texts[0] = add_parameter (text);
  g_free (text);
  one = sweep_text (&scenario, 1);
  many = sweep_text (&scenario, 3);
  g_assert_cmpstr (one, ==, many);
  scenario_clear (&scenario);
}

int
main (int   argc,
      char *argv[])
{
  static const Property properties[] = {
    { "account", 40, check_account },
    { "future", 25, check_future },
    { "ways", 18, check_ways },
    { "plain", 10, check_plain },
    { "killed", 2, check_killed },
    { "threads", 5, check_threads },
  };
  int status;

  g_test_init (&argc, &argv, NULL);
  signal (SIGABRT, on_abort);
  signal (SIGFPE, on_abort);

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_autofree char *path = g_strconcat ("/property/", properties[i].name, NULL);

      g_test_add_data_func (path, &properties[i], test_property);
    }

  status = g_test_run ();
  remove_books ();

  return status;
}
