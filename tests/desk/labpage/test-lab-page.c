/* test-lab-page.c - a strategy tested, studied, saved and compared as a person does it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "dt-book-store.h"
#include "dt-run-preset.h"

#include "desk-lab-page-private.h"
#include "desk-lab-trades.h"
#include "desk-trip.h"

#include "../overview/page-steps.h"

static Desk desk;

static GtkWidget *
show (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_LAB_PAGE, 1200, 800);

  wait_for (desk_lab_form_get_strategy (desk_lab_page_get_form (DESK_LAB_PAGE (page))) != NULL);

  return page;
}

static DeskLabResult *
run (GtkWidget *page)
{
  DeskLabPage *lab = DESK_LAB_PAGE (page);
  g_autoptr(DeskLabResult) before = NULL;

  /* Held, so that the next one cannot be made at its address. */
  if (desk_lab_page_get_result (lab) != NULL)
    before = desk_lab_result_ref (desk_lab_page_get_result (lab));
  desk_lab_page_do (lab, "lab.run");
  g_assert_true (desk_lab_page_is_running (lab));
  wait_for (!desk_lab_page_is_running (lab));
  g_assert_true (desk_lab_page_get_result (lab) != before);

  return desk_lab_page_get_result (lab);
}

/* A few symbols and years, so that tests are quick. */
static void
set_up_small (GtkWidget *page)
{
  DeskLabForm *form = desk_lab_page_get_form (DESK_LAB_PAGE (page));

  desk_lab_form_set_universe (form, "daily");
  desk_lab_form_set_text (form, "symbols", "AAPL, MSFT");
  desk_lab_form_set_text (form, "from", "2014-01-02");
  desk_lab_form_set_text (form, "to", "2016-12-30");
  desk_lab_form_set_text (form, "commission", "per-share=0.005,min=1");
}

/* The command line beside the tests: tests/desk/this, src/cli/daytrader-cli. */
static char *
run_cli (const char *const *options)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname (self);
  g_autofree char *cli = g_build_filename (folder, "..", "..", "src", "cli", "daytrader-cli", NULL);
  g_autofree char *strategy = dt_strategy_find ("ema-crossover");
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  const char *const head[] = { cli, "--quiet", "--json", "--data-dir", desk.folder, "backtest",
                               "run", "--strategy", strategy };
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *output = NULL;
  int status;

  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    g_ptr_array_add (argv, (gpointer) head[i]);
  for (; *options != NULL; options++)
    g_ptr_array_add (argv, (gpointer) *options);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL, (char **) argv->pdata, NULL, 0, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  root = json_from_string (output, &error);
  g_assert_no_error (error);

  return g_strdup (json_object_get_string_member (json_node_get_object (root),
                                                  "trade_list_hash"));
}

/* The same run from the command line has the same trades, to the byte. */
static void
test_hash (void)
{
  static const char *const options[] = {
    "--universe", "daily", "--symbols", "AAPL,MSFT", "--from", "2014-01-02", "--to", "2016-12-30",
    "--commission", "per-share=0.005,min=1", NULL,
  };
  GtkWidget *page = show ();
  g_autofree char *hash = run_cli (options);
  DeskLabResult *result;

  set_up_small (page);
  result = run (page);
  g_assert_cmpuint (result->sheet->trade_count, >, 10);
  g_assert_cmpstr (result->sheet->hashes.trade_list, ==, hash);
  close_page (page);
}

/* A tab is made when it is seen for the first time. */
static void
show_tab (GtkWidget  *page,
          const char *name)
{
  GtkWidget *switcher = find_type (page, GTK_TYPE_STACK_SWITCHER);
  GtkStack *stack = gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (switcher));
  GtkWidget *bin = gtk_stack_get_child_by_name (stack, name);

  gtk_stack_set_visible_child (stack, bin);
  wait_for (gtk_widget_get_mapped (bin) && gtk_widget_get_first_child (bin) != NULL);
}

static void
check_tabs (GtkWidget *page)
{
  static const char *const tabs[] = { "statistics", "trades", "sweep", "walk-forward",
                                      "monte-carlo", "saved" };

  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    {
      show_tab (page, tabs[i]);
      check_names (page);
    }
  show_tab (page, "trades");
}

/* The trades are those of the run, and all controls have names. */
static void
test_result (void)
{
  GtkWidget *page = show ();
  DeskLabResult *result;
  GListModel *rows;
  DtMoney profit = 0;

  check_names (page);
  set_up_small (page);
  result = run (page);
  wait_for (says (page, "EMA crossover"));
  check_names (page);
  check_tabs (page);

  rows = desk_lab_trades_get_rows (
    DESK_LAB_TRADES (find_type (page, DESK_TYPE_LAB_TRADES)));
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, result->sheet->trade_count);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(DeskTrip) trip = g_list_model_get_item (rows, i);

      profit += desk_trip_get_state (trip)->profit;
      g_assert_nonnull (desk_lab_result_find_series (result,
                                                     desk_trip_get_state (trip)->symbol));
    }
  /* Nothing was open at the end, or the sum of closed trades would be another */
  if (result->sheet->open_trade_count == 0)
    g_assert_cmpint (profit, ==, result->sheet->profit_total);
  g_assert_cmpfloat_with_epsilon (result->equity[result->n_points - 1],
                                  dt_money_to_double (result->sheet->equity_final), 1e-6);
  close_page (page);
}

/* A value that means nothing is refused with a sentence, and nothing runs. */
static void
test_refused (void)
{
  GtkWidget *page = show ();
  DeskLabForm *form = desk_lab_page_get_form (DESK_LAB_PAGE (page));

  desk_lab_form_set_text (form, "cash", "much");
  desk_lab_page_do (DESK_LAB_PAGE (page), "lab.run");
  g_assert_false (desk_lab_page_is_running (DESK_LAB_PAGE (page)));
  wait_for (says (page, "“much” is no amount of cash above zero"));
  desk_lab_form_set_text (form, "cash", "100000");
  desk_lab_form_set_text (form, "symbols", "NOSUCH");
  desk_lab_page_do (DESK_LAB_PAGE (page), "lab.run");
  wait_for (!desk_lab_page_is_running (DESK_LAB_PAGE (page)));
  g_assert_null (desk_lab_page_get_result (DESK_LAB_PAGE (page)));
  close_page (page);
}

/* The main loop goes on while it runs, and a run that was cancelled shows nothing. */
static void
test_cancel (void)
{
  GtkWidget *page = show ();

  desk_lab_form_set_universe (desk_lab_page_get_form (DESK_LAB_PAGE (page)), "minute");
  desk_lab_page_do (DESK_LAB_PAGE (page), "lab.run");
  g_main_context_iteration (NULL, FALSE);
  g_assert_true (desk_lab_page_is_running (DESK_LAB_PAGE (page)));
  desk_lab_page_do (DESK_LAB_PAGE (page), "lab.cancel");
  wait_for (!desk_lab_page_is_running (DESK_LAB_PAGE (page)));
  g_assert_null (desk_lab_page_get_result (DESK_LAB_PAGE (page)));
  close_page (page);
}

/* Closing the page while it runs leaves nothing behind. */
static void
test_close (void)
{
  GtkWidget *page = show ();

  desk_lab_page_do (DESK_LAB_PAGE (page), "lab.run");
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  close_page (page);
  wait_for (page == NULL);
}

static guint
count_backtests (void)
{
  g_autoptr(DtBookStore) store = dt_book_store_open (desk.folder, DT_STORE_READ_ONLY, NULL);
  g_autoptr(GPtrArray) books = dt_book_store_list (store, NULL);
  guint n = 0;

  for (guint i = 0; i < books->len; i++)
    n += ((DtBookInfo *) g_ptr_array_index (books, i))->mode == DT_BOOK_BACKTEST;

  return n;
}

/* Of the trades as the table has them. */
static char *
describe_mean_r (DeskLabResult *result)
{
  g_autoptr(GListStore) trips = desk_lab_result_list_trips (result);
  double sum = 0.;
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (trips)); i++)
    {
      g_autoptr(DeskTrip) trip = g_list_model_get_item (G_LIST_MODEL (trips), i);
      double r = desk_trip_get_state (trip)->r_multiple;

      sum += isnan (r) ? 0. : r;
      n += !isnan (r);
    }
  g_assert_cmpuint (n, >, 0);

  return g_strdup_printf ("%s%.2f (%u)", sum < 0. ? "−" : "+", fabs (sum / n), n);
}

/* Saved, it is a book; opened again it has the same trades; compared with itself nothing differs,
 * with other settings something does. */
static void
test_saved (void)
{
  GtkWidget *page = show ();
  DeskLabCompare *saved = desk_lab_page_get_saved (DESK_LAB_PAGE (page));
  guint before = count_backtests ();
  g_autofree char *hash = NULL, *mean = NULL;
  DeskLabResult *result;

  set_up_small (page);
  result = run (page);
  mean = describe_mean_r (result);
  hash = g_strdup (result->sheet->hashes.trade_list);
  desk_lab_page_do (DESK_LAB_PAGE (page), "lab.save");
  wait_for (desk_lab_compare_get_n_saved (saved) == before + 1);
  wait_for (desk_lab_compare_is_idle (saved));
  g_assert_cmpuint (count_backtests (), ==, before + 1);

  desk_lab_compare_compare (saved, 0);
  g_assert_false (desk_lab_compare_is_idle (saved));
  wait_for (desk_lab_compare_is_idle (saved));
  wait_for (says (page, "Both runs have the same orders and fills."));
  wait_for (says (page, mean));

  desk_lab_form_set_text (desk_lab_page_get_form (DESK_LAB_PAGE (page)), "slippage", "bps=50");
  result = run (page);
  g_assert_cmpstr (result->sheet->hashes.trade_list, !=, hash);
  desk_lab_compare_compare (saved, 0);
  wait_for (desk_lab_compare_is_idle (saved));
  g_assert_false (says (page, "Both runs have the same orders and fills."));

  desk_lab_compare_open (saved, 0);
  wait_for (desk_lab_compare_is_idle (saved));
  wait_for (desk_lab_page_get_result (DESK_LAB_PAGE (page)) != result);
  g_assert_cmpstr (desk_lab_page_get_result (DESK_LAB_PAGE (page))->sheet->hashes.trade_list, ==,
                   hash);
  close_page (page);
}

static void
run_study (DeskLabStudy *study)
{
  desk_lab_study_run (study);
  g_assert_true (desk_lab_study_is_running (study));
  wait_for (!desk_lab_study_is_running (study));
}

/* Studies come to an end and say what they found. */
static void
test_studies (void)
{
  GtkWidget *page = show ();
  DeskLabPage *lab = DESK_LAB_PAGE (page);
  DeskLabStudy *sweep = desk_lab_page_get_study (lab, DESK_STUDY_SWEEP);
  DeskLabStudy *walk = desk_lab_page_get_study (lab, DESK_STUDY_WALK_FORWARD);
  DeskLabStudy *monte_carlo = desk_lab_page_get_study (lab, DESK_STUDY_MONTE_CARLO);

  set_up_small (page);
  desk_lab_study_run (monte_carlo);
  g_assert_false (desk_lab_study_is_running (monte_carlo));
  g_assert_nonnull (strstr (desk_lab_study_get_verdict (monte_carlo), "Run a backtest first"));

  desk_lab_study_set_axis (sweep, "fast", "5..10:5");
  desk_lab_study_set_axis (sweep, "slow", "20,30");
  run_study (sweep);
  g_assert_true (g_str_has_prefix (desk_lab_study_get_verdict (sweep), "Best of 4:"));
  desk_lab_study_set_axis (sweep, "slow", NULL);
  run_study (sweep);
  g_assert_true (g_str_has_prefix (desk_lab_study_get_verdict (sweep), "Best of 2:"));
  desk_lab_study_set_axis (sweep, "fast", "5..");
  desk_lab_study_run (sweep);
  g_assert_false (desk_lab_study_is_running (sweep));
  g_assert_cmpuint (strlen (desk_lab_study_get_verdict (sweep)), >, 10);

  desk_lab_study_set_axis (walk, "fast", "5,10");
  desk_lab_study_set_axis (walk, "slow", NULL);
  run_study (walk);
  g_assert_true (g_str_has_prefix (desk_lab_study_get_verdict (walk), "Out of sample:"));

  run (page);
  desk_lab_study_set_number (monte_carlo, "runs", 50);
  run_study (monte_carlo);
  g_assert_true (g_str_has_prefix (desk_lab_study_get_verdict (monte_carlo),
                                   "50 other orders of "));
  close_page (page);
}

/* Nothing asks for more than the narrowest window, before and after a run. */
static void
check_width (GtkWidget *widget,
             gpointer   unused)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > 400)
    g_error ("A %s (style %s) asks for %d pixels", G_OBJECT_TYPE_NAME (widget),
             gtk_widget_get_css_name (widget), minimum);
}

static void
test_narrow (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_LAB_PAGE, 400, 700);
  int minimum;

  wait_for (desk_lab_form_get_strategy (desk_lab_page_get_form (DESK_LAB_PAGE (page))) != NULL);
  walk (find_type (page, DESK_TYPE_LAB_FORM), check_width, NULL);
  set_up_small (page);
  run (page);
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 400);
  close_page (page);
}

/* All tabs have a button where there is room for them, a line in a list where there is none; what
 * is chosen in either is chosen in both. */
static void
test_tabs (void)
{
  GtkWidget *page = show ();
  GtkWidget *bar = find_type (page, GTK_TYPE_STACK_SWITCHER);
  GtkDropDown *list = GTK_DROP_DOWN (gtk_widget_get_next_sibling (bar));
  GtkStack *stack = gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (bar));

  set_up_small (page);
  run (page);
  wait_for (gtk_widget_get_mapped (bar) && !gtk_widget_get_child_visible (GTK_WIDGET (list)));
  show_tab (page, "sweep");
  g_assert_cmpuint (gtk_drop_down_get_selected (list), ==, 3);

  gtk_window_set_default_size (GTK_WINDOW (gtk_widget_get_root (page)), 400, 800);
  wait_for (gtk_widget_get_mapped (GTK_WIDGET (list)) && !gtk_widget_get_child_visible (bar));
  gtk_drop_down_set_selected (list, 6);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "saved");
  check_names (page);
  close_page (page);
}

/* The last set-up is there at the next look, terms, parameters and all; nonsense is none. */
static void
test_remembered (void)
{
  GtkWidget *page = show ();
  DeskLabForm *form = desk_lab_page_get_form (DESK_LAB_PAGE (page));
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunSpec) spec = NULL;

  set_up_small (page);
  desk_lab_form_set_text (form, "latency", "bars=1");
  desk_lab_form_set_text (form, "others", "mean-reversion");
  before = desk_lab_form_dup_words (form);
  close_page (page);

  page = show ();
  form = desk_lab_page_get_form (DESK_LAB_PAGE (page));
  wait_for (desk_lab_form_get_strategy (form) != NULL);
  after = desk_lab_form_dup_words (form);
  g_assert_cmpstr (after, ==, before);
  spec = desk_lab_form_make_spec (form, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (spec->latency, ==, "bars=1");
  g_assert_cmpuint (g_strv_length (spec->strategy_paths), ==, 2);
  close_page (page);

  desk_settings_set (desk.settings, "lab.setup", g_variant_new_string ("{'latency': 3"));
  page = show ();
  close_page (page);
  desk_settings_reset (desk.settings, "lab.setup");
}

static void
test_leaks (void)
{
  for (guint i = 0; i < 20; i++)
    {
      GtkWidget *page = show_page (&desk, DESK_TYPE_LAB_PAGE, i % 2 == 0 ? 1000 : 400, 700);

      g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
      close_page (page);
      wait_for (page == NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  desk_begin (&desk);

  g_test_add_func ("/lab/page/hash", test_hash);
  g_test_add_func ("/lab/page/result", test_result);
  g_test_add_func ("/lab/page/refused", test_refused);
  g_test_add_func ("/lab/page/cancel", test_cancel);
  g_test_add_func ("/lab/page/close", test_close);
  g_test_add_func ("/lab/page/saved", test_saved);
  g_test_add_func ("/lab/page/studies", test_studies);
  g_test_add_func ("/lab/page/narrow", test_narrow);
  g_test_add_func ("/lab/page/tabs", test_tabs);
  g_test_add_func ("/lab/page/remembered", test_remembered);
  g_test_add_func ("/lab/page/leaks", test_leaks);

  status = g_test_run ();
  desk_end (&desk);

  return status;
}
