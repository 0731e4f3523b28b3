/* test-screener-page.c - criteria changed, tried and kept; symbols found and watched
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-screen-library.h"

#include "desk-screen-editor.h"
#include "desk-screen-item.h"
#include "desk-screener-page.h"

#include "../overview/page-steps.h"

static Desk desk;

static GListModel *
model_of (GtkWidget *page)
{
  return G_LIST_MODEL (
    gtk_column_view_get_model (GTK_COLUMN_VIEW (find_type (page, GTK_TYPE_COLUMN_VIEW))));
}

static guint
count_rows (GtkWidget *page)
{
  return g_list_model_get_n_items (model_of (page));
}

static const DtScreenRow *
row_at (GtkWidget *page,
        guint      i)
{
  g_autoptr(DeskScreenItem) item = g_list_model_get_item (model_of (page), i);

  return desk_screen_item_get_row (item);
}

static const DtScreenFile *
file_of (GtkWidget *page)
{
  g_autoptr(DeskScreenItem) item = g_list_model_get_item (model_of (page), 0);

  return desk_screen_item_get_result (item)->file;
}

static const DtScreenRow *
row_of (GtkWidget  *page,
        const char *symbol)
{
  for (guint i = 0; i < count_rows (page); i++)
    if (g_str_equal (row_at (page, i)->symbol, symbol))
      return row_at (page, i);

  return NULL;
}

/* A control by its tooltip or the label of a button, the one behind @skip others. */
typedef struct
{
  const char *text;
  guint       skip;
  GtkWidget  *found;
} Wanted;

static void
match (GtkWidget *widget,
       gpointer   data)
{
  Wanted *wanted = data;
  const char *tip = gtk_widget_get_tooltip_text (widget);
  const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;

  if (wanted->found != NULL
      || !(GTK_IS_BUTTON (widget) || GTK_IS_ENTRY (widget) || GTK_IS_DROP_DOWN (widget)))
    return;
  if ((g_strcmp0 (tip, wanted->text) == 0 || g_strcmp0 (label, wanted->text) == 0)
      && wanted->skip-- == 0)
    wanted->found = widget;
}

static GtkWidget *
look_for (GtkWidget  *page,
          const char *text,
          guint       skip)
{
  Wanted wanted = { text, skip, NULL };

  walk (page, match, &wanted);

  return wanted.found;
}

static GtkWidget *
find (GtkWidget  *page,
      const char *text,
      guint       skip)
{
  GtkWidget *found = look_for (page, text, skip);

  if (found == NULL)
    g_error ("There is no control “%s” (%u)", text, skip);

  return found;
}

static void
click (GtkWidget  *page,
       const char *text)
{
  g_signal_emit_by_name (find (page, text, 0), "clicked");
}

static gboolean
is_sensitive (GtkWidget  *page,
              const char *text)
{
  return gtk_widget_get_sensitive (find (page, text, 0));
}

static void
edit (GtkWidget *page)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (page, "Change the Criteria", 0)), TRUE);
}

static void
write_rule (GtkWidget  *page,
            guint       n,
            const char *rule)
{
  gtk_editable_set_text (GTK_EDITABLE (find (page, "Rule of the criterion", n)), rule);
}

static void
act (GtkWidget  *page,
     const char *action)
{
  desk_screener_page_do (DESK_SCREENER_PAGE (page), action);
}

static void
choose_market (GtkWidget  *page,
               const char *title)
{
  GtkDropDown *choice = GTK_DROP_DOWN (find (page, "Market: Which Symbols Are Looked At", 0));
  GtkStringList *titles = GTK_STRING_LIST (gtk_drop_down_get_model (choice));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (titles)); i++)
    if (g_str_equal (gtk_string_list_get_string (titles, i), title))
      {
        gtk_drop_down_set_selected (choice, i);
        return;
      }
  g_error ("There is no market “%s”", title);
}

/* In the morning of Tuesday 12 February 2019 the last complete session is that of Monday, on which
 * SPY closed at 270.62 and Apple at 169.43, as anybody can look up. */
static void
test_rows (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_SCREENER_PAGE, 1300, 800);

  wait_for (count_rows (page) == 23);
  g_assert_cmpfloat_with_epsilon (row_of (page, "SPY")->close, 270.62, .005);
  g_assert_cmpfloat_with_epsilon (row_of (page, "AAPL")->close, 169.43, .005);
  wait_for (says (page, "✓ 270.62"));
  g_assert_true (says (page, "Average volume"));
  g_assert_true (says (page, "Relative strength"));
  g_assert_cmpuint (row_at (page, 0)->rank, ==, 1);
  g_assert_cmpint (row_at (page, 0)->state, ==, DT_SCREEN_PASSES);
  g_assert_cmpint (row_at (page, 22)->state, !=, DT_SCREEN_PASSES);
  check_names (page);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (page, "Only What Passes", 0)), TRUE);
  wait_for (count_rows (page) > 0 && count_rows (page) < 23);
  for (guint i = 0; i < count_rows (page); i++)
    g_assert_cmpint (row_at (page, i)->state, ==, DT_SCREEN_PASSES);
  g_assert_true (desk_settings_get_boolean (desk.settings, "screener.passing"));
  desk_settings_reset (desk.settings, "screener.passing");
  close_page (page);
}

/* The wrong word is named with its column, nothing is run with it, and all is well once it is
 * mended. Silver's fund traded near 15 dollars then, Amazon alone above 1,000. */
static void
test_editing (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_SCREENER_PAGE, 1300, 800);

  wait_for (count_rows (page) == 23);
  edit (page);
  write_rule (page, 1, "close > 10 and closs < 5");
  g_assert_true (says (page, "Column 16: \"closs\" is unknown, did you mean \"close\"?"));
  g_assert_false (is_sensitive (page, "Run"));
  g_assert_nonnull (gtk_entry_get_attributes (GTK_ENTRY (find (page, "Rule of the criterion",
                                                               1))));

  write_rule (page, 1, "close > 100");
  g_assert_true (is_sensitive (page, "Run"));
  wait_for (!row_of (page, "SLV")->met[1]);
  g_assert_true (row_of (page, "SPY")->met[1]);
  check_names (page);

  for (guint i = 0; i < 3; i++)
    click (page, "Remove This Criterion");
  wait_for (file_of (page)->n_criteria == 1);
  click (page, "Remove This Criterion");
  g_assert_false (is_sensitive (page, "Run"));

  /* A new one, whose name is the title of its column */
  click (page, "Add a Condition That Symbols Have to Meet");
  gtk_editable_set_text (GTK_EDITABLE (find (page, "Name of the criterion", 0)), "Dear");
  write_rule (page, 0, "close > 1000");
  wait_for (row_at (page, 0)->n_met == 1 && says (page, "Dear"));
  g_assert_cmpstr (row_at (page, 0)->symbol, ==, "AMZN");
  g_assert_cmpuint (row_at (page, 1)->rank, ==, 0);
  close_page (page);
}

static guint
count_own (void)
{
  g_autoptr(GPtrArray) entries =
    dt_screen_library_list (desk_session_get_data_dir (desk.session), NULL);
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    n += ((DtScreenEntry *) g_ptr_array_index (entries, i))->own;

  return n;
}

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr(GList) tops = gtk_window_list_toplevels ();

  for (GList *l = tops; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;

  return NULL;
}

static void
check_saved (const char *rule)
{
  g_autofree char *path = g_build_filename (desk_session_get_data_dir (desk.session), "screens",
                                            "momentum-2.screen", NULL);
  g_autoptr(DtScreenFile) file = dt_screen_file_load (path, NULL);

  g_assert_nonnull (file);
  g_assert_cmpstr (file->name, ==, "Momentum 2");
  g_assert_cmpstr (file->criteria[1].text, ==, rule);
}

/* A screen that came with the program is saved under another name; that one can be changed and
 * deleted, and comes back. */
static void
test_files (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_SCREENER_PAGE, 1300, 800);
  AdwMessageDialog *dialog;
  GtkWidget *entry;

  wait_for (count_rows (page) == 23);
  edit (page);
  write_rule (page, 1, "close > 12");
  act (page, "screen.save");
  wait_for ((dialog = find_dialog ()) != NULL);
  entry = adw_message_dialog_get_extra_child (dialog);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Momentum 2");
  adw_message_dialog_response (dialog, "save");
  wait_for (count_own () == 1);
  wait_for (is_sensitive (page, "Delete"));
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "screener.screen"), ==,
                   "own/momentum-2");
  check_saved ("close > 12");

  write_rule (page, 1, "close > 13");
  g_assert_true (is_sensitive (page, "Save"));
  act (page, "screen.save");
  wait_for (!is_sensitive (page, "Save"));
  check_saved ("close > 13");

  act (page, "screen.delete");
  wait_for (count_own () == 0 && look_for (page, "Undo", 0) != NULL);
  g_signal_emit_by_name (find (page, "Undo", 0), "clicked");
  wait_for (count_own () == 1 && is_sensitive (page, "Delete"));
  act (page, "screen.delete");
  wait_for (count_own () == 0 && !is_sensitive (page, "Delete"));
  desk_settings_reset (desk.settings, "screener.screen");
  close_page (page);
}

/* Those that are selected are watched, and no longer when that is undone. */
static void
test_watch (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_SCREENER_PAGE, 400, 800);
  g_autofree char *both = NULL;
  const char *first;

  desk_settings_set (desk.settings, "quotes.pinned", g_variant_new_string ("XLP"));
  wait_for (count_rows (page) == 23);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (model_of (page)), 0, TRUE);
  first = row_at (page, 0)->symbol;
  act (page, "screen.watch");
  both = g_strconcat (strcmp (first, "XLP") < 0 ? first : "XLP", ";",
                      strcmp (first, "XLP") < 0 ? "XLP" : first, NULL);
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "quotes.pinned"), ==, both);
  wait_for (look_for (page, "Undo", 0) != NULL);
  g_signal_emit_by_name (find (page, "Undo", 0), "clicked");
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "quotes.pinned"), ==, "XLP");

  /* A market of its own, and an empty one */
  choose_market (page, "Watchlist");
  wait_for (count_rows (page) == 1);
  desk_settings_reset (desk.settings, "quotes.pinned");
  act (page, "screen.run");
  wait_for (says (page, "The Watchlist Is Empty"));
  choose_market (page, "Replay’s Market");
  wait_for (count_rows (page) == 23);
  close_page (page);
}

/* When a session ends, its bars are looked at: SPY closed at 274.10 on Tuesday. */
static void
test_session (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_SCREENER_PAGE, 1000, 700);

  wait_for (count_rows (page) == 23);
  g_assert_cmpfloat_with_epsilon (row_of (page, "SPY")->close, 270.62, .005);
  step (&desk, 400);
  wait_for (row_of (page, "SPY")->close > 272.);
  g_assert_cmpfloat_with_epsilon (row_of (page, "SPY")->close, 274.10, .1);
  close_page (page);
}

static void
test_leaks (void)
{
  check_leaks (&desk, DESK_TYPE_SCREENER_PAGE);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *share = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data", NULL);
  int status;

  g_setenv ("DAYTRADER_SHARE_DIR", share, TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  desk_begin (&desk);
  desk_session_start_demo (desk.session, "minute", "ema-crossover", 0.);
  wait_for (desk_session_get_clock (desk.session)->book != 0
            && desk_session_get_clock (desk.session)->state == DESK_RUN_PAUSED);
  step (&desk, 30);
  g_test_add_func ("/desk/screener/rows", test_rows);
  g_test_add_func ("/desk/screener/editing", test_editing);
  g_test_add_func ("/desk/screener/files", test_files);
  g_test_add_func ("/desk/screener/watch", test_watch);
  g_test_add_func ("/desk/screener/session", test_session);
  g_test_add_func ("/desk/screener/leaks", test_leaks);
  status = g_test_run ();
  desk_end (&desk);

  return status;
}
