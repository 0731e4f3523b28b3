/* test-strategies-page.c - strategies listed, copied, changed, run and deleted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-run-preset.h"
#include "dt-strategy-library.h"

#include "desk-rule-editor.h"
#include "desk-strategies-page.h"
#include "desk-strategy-row.h"
#include "desk-strategy-stats.h"
#include "desk-strategy-table.h"

#include "../overview/page-steps.h"

static Desk desk;

static GVariant *
make_target (const char *path)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "strategy", "s", path);

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static void
act (GtkWidget  *page,
     const char *action,
     const char *path)
{
  g_autoptr(GVariant) target = path != NULL ? make_target (path) : NULL;

  desk_strategies_page_do (DESK_STRATEGIES_PAGE (page), action, target);
}

static GtkWidget *
show (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_STRATEGIES_PAGE, 1000, 700);

  /* One that has not traded is in no other place than the list of files */
  wait_for (says (page, "Opening range breakout"));

  return page;
}

static DeskRuleEditor *
get_editor (GtkWidget *page)
{
  return DESK_RULE_EDITOR (find_type (page, DESK_TYPE_RULE_EDITOR));
}

/* The message dialog that is open. */
static GtkWidget *
find_dialog (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    if (ADW_IS_MESSAGE_DIALOG (window->data) && gtk_widget_get_mapped (window->data))
      return window->data;

  return NULL;
}

static GtkWidget *
wait_for_dialog (void)
{
  wait_for (find_dialog () != NULL);

  return find_dialog ();
}

/* As a click on the button does. */
static void
answer (GtkWidget  *dialog,
        const char *response)
{
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
find_undo (GtkWidget *widget,
           gpointer   data)
{
  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "Undo") == 0)
    *(GtkWidget **) data = widget;
}

static void
check_width (GtkWidget *widget,
             gpointer   unused)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkPolicyType policy = GTK_POLICY_NEVER;
  int minimum;

  /* What lies in one that scrolls sideways may be as wide as it likes */
  if (scroller != NULL && scroller != widget)
    g_object_get (scroller, "hscrollbar-policy", &policy, NULL);
  if (policy != GTK_POLICY_NEVER)
    return;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > 400)
    g_error ("A %s (style %s) asks for %d pixels", G_OBJECT_TYPE_NAME (widget),
             gtk_widget_get_css_name (widget), minimum);
}

/* Nothing asks for more than the narrowest window. */
static void
test_narrow (void)
{
  GtkWidget *page = show ();

  walk (page, check_width, NULL);
  close_page (page);
}

/* All files, each with what it does; every control has a name. */
static void
test_list (void)
{
  g_autoptr(GPtrArray) files = dt_strategy_library_list (desk.folder, NULL);
  GtkWidget *page = show ();

  for (guint i = 0; i < files->len; i++)
    {
      const DtLibraryFile *file = g_ptr_array_index (files, i);

      g_assert_true (says (page, file->name));
      g_assert_true (says (page, file->file->description));
    }
  check_names (page);
  close_page (page);
}

/* What came with the program is copied; the copy is changed and saved, and is as it was typed. */
static void
test_copy (void)
{
  g_autofree char *shipped = dt_strategy_find ("ema-crossover");
  GtkWidget *page = show ();
  g_autofree char *path = g_build_filename (desk.folder, "strategies",
                                            "ema-crossover-2.strategy", NULL);
  g_autofree char *text = NULL, *saved = NULL, *title = NULL;

  act (page, "strategy.copy", shipped);
  wait_for (says (page, "EMA crossover 2"));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  wait_for (desk_rule_editor_is_checked (get_editor (page)));
  g_assert_no_error (desk_rule_editor_get_problem (get_editor (page)));
  check_names (page);

  text = desk_rule_editor_dup_text (get_editor (page));
  g_assert_nonnull (strstr (text, "name = EMA crossover 2\n"));
  g_assert_false (desk_strategies_page_has_changes (DESK_STRATEGIES_PAGE (page)));
  gtk_text_buffer_insert_at_cursor (
    gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_type (page, GTK_TYPE_TEXT_VIEW))), "# Mine\n",
    -1);
  g_assert_true (desk_strategies_page_has_changes (DESK_STRATEGIES_PAGE (page)));
  wait_for (says (page, "• EMA crossover 2"));
  act (page, "strategy.save", NULL);
  g_assert_false (desk_strategies_page_has_changes (DESK_STRATEGIES_PAGE (page)));
  g_assert_true (g_file_get_contents (path, &saved, NULL, NULL));
  title = g_strconcat ("# Mine\n", text, NULL);
  g_assert_cmpstr (saved, ==, title);
  close_page (page);
}

/* What was changed and not saved is asked about, and discarded only when that is the answer. */
static void
test_unsaved (void)
{
  g_autofree char *path = g_build_filename (desk.folder, "strategies",
                                            "ema-crossover-2.strategy", NULL);
  GtkWidget *page = show ();
  gboolean gone = FALSE;

  act (page, "strategy.edit", path);
  wait_for (says (page, "EMA crossover 2"));
  gtk_text_buffer_insert_at_cursor (
    gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_type (page, GTK_TYPE_TEXT_VIEW))), "# Two\n",
    -1);
  desk_strategies_page_ask (DESK_STRATEGIES_PAGE (page), G_CALLBACK (g_atomic_int_inc), &gone);
  answer (wait_for_dialog (), "cancel");
  g_assert_false (gone);
  g_assert_true (desk_strategies_page_has_changes (DESK_STRATEGIES_PAGE (page)));

  desk_strategies_page_ask (DESK_STRATEGIES_PAGE (page), G_CALLBACK (g_atomic_int_inc), &gone);
  answer (wait_for_dialog (), "discard");
  wait_for (gone);
  close_page (page);
}

static void
test_rename (void)
{
  g_autofree char *old = g_build_filename (desk.folder, "strategies", "ema-crossover-2.strategy",
                                           NULL);
  g_autofree char *new = g_build_filename (desk.folder, "strategies", "quick-cross.strategy", NULL);
  GtkWidget *page = show (), *dialog;

  act (page, "strategy.rename", old);
  dialog = wait_for_dialog ();
  gtk_editable_set_text (GTK_EDITABLE (find_type (dialog, GTK_TYPE_ENTRY)), "Quick cross");
  answer (dialog, "ok");
  wait_for (says (page, "Quick cross"));
  g_assert_true (g_file_test (new, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  close_page (page);
}

/* Deleting can be undone, to the last byte. */
static void
test_delete (void)
{
  g_autofree char *path = g_build_filename (desk.folder, "strategies", "quick-cross.strategy",
                                            NULL);
  g_autofree char *before = NULL, *after = NULL;
  GtkWidget *page = show (), *undo = NULL;

  wait_for (says (page, "Quick cross"));
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  act (page, "strategy.delete", path);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  wait_for (!says (page, "Quick cross"));
  wait_for ((walk (page, find_undo, &undo), undo != NULL));
  g_signal_emit_by_name (undo, "clicked");
  wait_for (says (page, "Quick cross"));
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, before);
  close_page (page);
}

/* What the engine says of the completed trades, added up here in another way. */
typedef struct
{
  guint   n_trades;
  guint   n_wins;
  DtMoney profit;
} Sum;

static Sum
add_up (const char *strategy)
{
  g_autoptr(GVariant) answer = NULL, rows = NULL;
  g_autoptr(GError) error = NULL;
  Sum sum = { 0 };

  answer = call (desk.session, "book.trades", NULL, &error);
  g_assert_no_error (error);
  rows = g_variant_lookup_value (answer, "rows", NULL);
  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr(GVariant) row = g_variant_get_child_value (rows, i);
      g_autoptr(GVariant) profit = g_variant_get_child_value (row, 7);
      g_autoptr(GVariant) name = g_variant_get_child_value (row, 13);

      if (!g_str_equal (g_variant_get_string (name, NULL), strategy))
        continue;
      sum.n_trades++;
      sum.n_wins += g_variant_get_int64 (profit) > 0;
      sum.profit += g_variant_get_int64 (profit);
    }

  return sum;
}

static guint
count_completed (void)
{
  const DeskAccount *account = desk_session_get_account (desk.session);

  return account->n_trades - account->n_positions;
}

static void
test_figures (void)
{
  g_autoptr(DeskStrategyStats) stats = desk_strategy_stats_new (desk.session);
  const DeskStrategyFigures *figures;
  g_autofree double *line = NULL;
  gsize n;
  Sum sum;

  while (count_completed () < 3)
    step (&desk, 30);
  desk_strategy_stats_follow (stats, TRUE);
  wait_for (desk_strategy_stats_get_n (stats) > 0
            && desk_strategy_stats_get (stats, 0)->n_trades == count_completed ());
  figures = desk_strategy_stats_get (stats, 0);
  sum = add_up (figures->name);
  g_assert_cmpuint (figures->n_trades, ==, sum.n_trades);
  g_assert_cmpuint (figures->n_wins, ==, sum.n_wins);
  g_assert_cmpint (figures->profit, ==, sum.profit);
  g_assert_cmpint (figures->won + figures->lost, ==, sum.profit);
  g_assert_cmpfloat (desk_strategy_figures_win_rate (figures), ==,
                     (double) sum.n_wins / sum.n_trades);

  desk_strategy_stats_get_times (stats, &n);
  g_assert_cmpuint (n, ==, sum.n_trades);
  line = desk_strategy_stats_dup_line (stats, 0);
  g_assert_cmpfloat_with_epsilon (line[n - 1], (double) sum.profit / 1e6, 1e-9);
  desk_strategy_stats_follow (stats, FALSE);
}

/* The table says what the engine's trades add up to; a line opens its strategy's rules. */
static void
test_table (void)
{
  GtkWidget *page = show ();
  DeskStrategyTable *table;
  GtkColumnView *view;
  g_autofree char *csv = NULL;
  g_auto(GStrv) lines = NULL, cells = NULL;
  Sum sum = add_up ("EMA crossover");

  table = DESK_STRATEGY_TABLE (find_type (page, DESK_TYPE_STRATEGY_TABLE));
  wait_for (gtk_widget_get_mapped (GTK_WIDGET (table)));
  view = desk_strategy_table_get_view (table);
  csv = desk_table_make_csv (view);
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==, "Strategy,Trades,Win Rate,Profit Factor,A Trade,Profit");
  g_assert_true (g_str_has_prefix (lines[1], "EMA crossover,"));
  g_assert_cmpstr (lines[2], ==, "");
  cells = g_strsplit (lines[1], ",", 4);
  g_assert_cmpuint (g_ascii_strtoull (cells[1], NULL, 10), ==, sum.n_trades);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (cells[2], NULL),
                                  100. * sum.n_wins / sum.n_trades, .005);

  g_signal_emit_by_name (view, "activate", 0);
  wait_for (gtk_widget_get_mapped (GTK_WIDGET (get_editor (page))));
  close_page (page);
}

/* Two strategies beside each other, as chosen in the dialog, are what the engine runs then. */
static void
test_replay (void)
{
  g_autofree char *path = g_build_filename (desk.folder, "strategies", "quick-cross.strategy",
                                            NULL);
  GtkWidget *page = show ();
  gint64 book = desk_session_get_clock (desk.session)->book;
  const DeskTape *tape = desk_session_get_tape (desk.session);

  desk_settings_set (desk.settings, "replay.speed", g_variant_new_double (0.1));
  wait_for (says (page, "Quick cross"));
  act (page, "strategy.replay", path);
  answer (wait_for_dialog (), "start");
  wait_for (desk_session_get_clock (desk.session)->book > book && tape->strategies != NULL
            && g_strv_length (tape->strategies) == 2);
  g_assert_cmpstr (tape->strategies[0], ==, "Quick cross");
  g_assert_cmpstr (tape->strategies[1], ==, "EMA crossover");
  close_page (page);
}

typedef struct
{
  guint      n_checks;
  guint      n_sensitive;
  guint      n_active;
  GtkWidget *list;
} ReplayDialog;

static void
look_at (GtkWidget *widget,
         gpointer   data)
{
  ReplayDialog *dialog = data;

  if (GTK_IS_CHECK_BUTTON (widget))
    {
      dialog->n_checks++;
      dialog->n_sensitive += gtk_widget_get_sensitive (widget);
      dialog->n_active += gtk_check_button_get_active (GTK_CHECK_BUTTON (widget));
    }
  if (GTK_IS_DROP_DOWN (widget))
    dialog->list = widget;
}

/* Asked for where no strategy is meant, on a page that is just made: all files are there to choose
 * from, and those of the run are chosen. */
static void
test_replay_at_once (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_STRATEGIES_PAGE, 1000, 700), *dialog;
  ReplayDialog parts = { 0 };

  act (page, "strategy.replay", NULL);
  dialog = wait_for_dialog ();
  walk (dialog, look_at, &parts);
  g_assert_nonnull (parts.list);
  /* The seven of data/strategies, and "Quick cross" */
  g_assert_cmpuint (parts.n_checks, ==, 8);
  g_assert_cmpuint (parts.n_active, ==, 2);
  answer (dialog, "cancel");
  close_page (page);
}

/* A selector brings its own strategies: nothing else can be chosen beside it. */
static void
test_selector (void)
{
  g_autofree char *path = g_build_filename (desk.folder, "strategies", "quick-cross.strategy",
                                            NULL);
  GtkWidget *page = show (), *dialog;
  gint64 book = desk_session_get_clock (desk.session)->book;
  const DeskRegime *regime = desk_session_get_regime (desk.session);
  ReplayDialog parts = { 0 };

  wait_for (says (page, "Quick cross"));
  act (page, "strategy.replay", path);
  dialog = wait_for_dialog ();
  walk (dialog, look_at, &parts);
  g_assert_nonnull (parts.list);
  g_assert_cmpuint (parts.n_sensitive, ==, parts.n_checks);
  check_names (dialog);
  /* None, then those that there are */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (parts.list), 1);
  parts = (ReplayDialog) { 0 };
  walk (dialog, look_at, &parts);
  g_assert_cmpuint (parts.n_checks, >, 0);
  g_assert_cmpuint (parts.n_sensitive, ==, 0);

  answer (dialog, "start");
  wait_for (desk_session_get_clock (desk.session)->book > book && *regime->selector != '\0');
  g_assert_cmpstr (regime->selector, ==, "By regime");
  g_assert_cmpuint (regime->n_strategies, ==, 3);
  step (&desk, 3);
  wait_for (says (page, "Trending"));
  /* The first announcement of the run, New York's date */
  wait_for (says (page, "Switches\n12 Feb 2019: trending"));
  close_page (page);
}

static void
test_leaks (void)
{
  check_leaks (&desk, DESK_TYPE_STRATEGIES_PAGE);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  desk_begin (&desk);
  desk_play (&desk);

  g_test_add_func ("/strategies/page/list", test_list);
  g_test_add_func ("/strategies/page/narrow", test_narrow);
  g_test_add_func ("/strategies/page/copy", test_copy);
  g_test_add_func ("/strategies/page/unsaved", test_unsaved);
  g_test_add_func ("/strategies/page/rename", test_rename);
  g_test_add_func ("/strategies/page/delete", test_delete);
  g_test_add_func ("/strategies/page/figures", test_figures);
  g_test_add_func ("/strategies/page/table", test_table);
  g_test_add_func ("/strategies/page/replay", test_replay);
  g_test_add_func ("/strategies/page/replay-at-once", test_replay_at_once);
  g_test_add_func ("/strategies/page/selector", test_selector);
  g_test_add_func ("/strategies/page/leaks", test_leaks);

  status = g_test_run ();
  desk_end (&desk);

  return status;
}
