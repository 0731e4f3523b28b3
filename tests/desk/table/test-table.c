/* test-table.c - columns that the user arranges
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gstdio.h>

#include "desk-csv.h"
#include "desk-table.h"
#include "desk-toast.h"

#define SETTING "table.orders"

typedef GtkColumnView View;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (View, g_object_unref)

static DeskTone
symbol_cell (gpointer  row,
             GString  *text)
{
  g_string_append (text, gtk_string_object_get_string (row));

  return DESK_TONE_PLAIN;
}

static DeskTone
profit_cell (gpointer  row,
             GString  *text)
{
  g_string_append (text, "−$1,250.10");

  return DESK_TONE_DOWN;
}

static DeskTone
missing_cell (gpointer  row,
              GString  *text)
{
  g_string_append (text, "–");

  return DESK_TONE_DIM;
}

static int
compare_symbols (gconstpointer a,
                 gconstpointer b,
                 gpointer      unused)
{
  return desk_compare_texts (gtk_string_object_get_string ((gpointer) a),
                             gtk_string_object_get_string ((gpointer) b));
}

static const DeskTableColumn columns[] = {
  { "symbol", "Symbol", 7, FALSE, DESK_ROOM_NARROW, symbol_cell, compare_symbols, NULL },
  { "profit", "P/L", 10, TRUE, DESK_ROOM_MEDIUM, profit_cell, NULL, "What is won", TRUE },
  { "stop", "Stop", 10, TRUE, DESK_ROOM_WIDE, missing_cell, NULL, NULL },
  { "extra", "Extra", 10, TRUE, DESK_ROOM_CHOSEN, missing_cell, NULL, NULL },
};

static char *folder;

static DeskSettings *
open_settings (void)
{
  g_autofree char *path = g_build_filename (folder, "settings.ini", NULL);

  return desk_settings_new (path);
}

static GtkColumnView *
make_view (DeskSettings *settings)
{
  const char *const symbols[] = { "AAA", "B,B", "=SUM(A1)", NULL };
  GtkWidget *view = gtk_column_view_new (NULL);
  GtkSorter *sorter = gtk_column_view_get_sorter (GTK_COLUMN_VIEW (view));
  GtkSortListModel *rows =
    gtk_sort_list_model_new (G_LIST_MODEL (gtk_string_list_new (symbols)), g_object_ref (sorter));
  g_autoptr(GtkSelectionModel) model =
    GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (rows)));
  g_autoptr(GtkColumnViewColumn) menu = gtk_column_view_column_new (NULL, NULL);

  g_object_ref_sink (view);
  gtk_column_view_set_model (GTK_COLUMN_VIEW (view), model);
  desk_table_add (GTK_COLUMN_VIEW (view), columns, G_N_ELEMENTS (columns));
  gtk_column_view_column_set_fixed_width (menu, 44);
  desk_table_add_column (GTK_COLUMN_VIEW (view), menu, "menu", DESK_ROOM_NARROW);
  desk_table_remember (GTK_COLUMN_VIEW (view), settings, SETTING);

  return GTK_COLUMN_VIEW (view);
}

/* "Symbol,P/L": titles of the columns that are shown, from left to right */
static char *
read_titles (GtkColumnView *view)
{
  g_autoptr(GArray) list = desk_table_list (view);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const DeskTableEntry *entry = &g_array_index (list, DeskTableEntry, i);

      if (entry->shown)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", entry->title);
    }

  return g_string_free (text, FALSE);
}

static void
assert_titles (GtkColumnView *view,
               const char    *wanted)
{
  g_autofree char *titles = read_titles (view);

  g_assert_cmpstr (titles, ==, wanted);
}

static GtkColumnViewColumn *
get_column (GtkColumnView *view,
            guint          i)
{
  g_autoptr(GtkColumnViewColumn) column =
    g_list_model_get_item (gtk_column_view_get_columns (view), i);

  return column;
}

static void
test_room (void)
{
  g_autoptr(DeskSettings) settings = open_settings ();
  g_autoptr(View) view = make_view (settings);

  desk_table_set_room (view, DESK_ROOM_WIDE);
  assert_titles (view, "Symbol,P/L,Stop");
  g_assert_true (gtk_column_view_column_get_expand (get_column (view, 1)));
  desk_table_set_room (view, DESK_ROOM_MEDIUM);
  assert_titles (view, "Symbol,P/L");
  desk_table_set_room (view, DESK_ROOM_NARROW);
  assert_titles (view, "Symbol");
  /* The table still fills its room */
  g_assert_true (gtk_column_view_column_get_expand (get_column (view, 0)));
  g_assert_cmpstr (desk_settings_get_string (settings, SETTING), ==, "");
}

/* What is chosen stays chosen, but for what a phone has no room for. */
static void
test_choice (void)
{
  g_autoptr(DeskSettings) settings = open_settings ();
  g_autoptr(View) view = make_view (settings);
  g_autoptr(View) later = NULL;

  desk_table_set_room (view, DESK_ROOM_WIDE);
  desk_table_show_column (view, "stop", FALSE);
  desk_table_show_column (view, "extra", TRUE);
  assert_titles (view, "Symbol,P/L,Extra");
  g_assert_cmpstr (desk_settings_get_string (settings, SETTING), ==,
                   "symbol;profit;-stop;+extra;menu");

  later = make_view (settings);
  desk_table_set_room (later, DESK_ROOM_MEDIUM);
  assert_titles (later, "Symbol,P/L,Extra");
  desk_table_set_room (later, DESK_ROOM_NARROW);
  assert_titles (later, "Symbol");
  desk_table_reset (later);
  desk_table_set_room (later, DESK_ROOM_WIDE);
  assert_titles (later, "Symbol,P/L,Stop");
  g_assert_cmpstr (desk_settings_get_string (settings, SETTING), ==, "");
}

/* Moved by keys, or by dragging, which inserts the column anew. */
static void
test_order (void)
{
  g_autoptr(DeskSettings) settings = open_settings ();
  g_autoptr(View) view = make_view (settings);
  g_autoptr(View) later = NULL;

  desk_table_set_room (view, DESK_ROOM_WIDE);
  desk_table_move_column (view, "stop", -1);
  assert_titles (view, "Symbol,Stop,P/L");
  desk_table_move_column (view, "symbol", -1);
  assert_titles (view, "Symbol,Stop,P/L");
  /* Past the hidden one and not past the menus */
  desk_table_move_column (view, "profit", 1);
  assert_titles (view, "Symbol,Stop,P/L");
  gtk_column_view_insert_column (view, 0, get_column (view, 2));
  assert_titles (view, "P/L,Symbol,Stop");
  g_assert_cmpstr (desk_settings_get_string (settings, SETTING), ==,
                   "profit;symbol;stop;extra;menu");

  later = make_view (settings);
  assert_titles (later, "P/L,Symbol,Stop");
  desk_table_reset (later);
  assert_titles (later, "Symbol,P/L,Stop");
}

static void
test_width (void)
{
  g_autoptr(DeskSettings) settings = open_settings ();
  g_autoptr(View) view = make_view (settings);
  g_autoptr(View) later = NULL;

  desk_table_set_room (view, DESK_ROOM_WIDE);
  g_assert_true (gtk_column_view_column_get_resizable (get_column (view, 0)));
  gtk_column_view_column_set_fixed_width (get_column (view, 0), 123);
  g_assert_cmpstr (desk_settings_get_string (settings, SETTING), ==,
                   "symbol:123;profit;stop;extra;menu");
  later = make_view (settings);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (get_column (later, 0)), ==, 123);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (get_column (later, 4)), ==, 44);
  desk_table_reset (later);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (get_column (later, 0)), ==, -1);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (get_column (later, 4)), ==, 44);
}

/* "AAA": the text of row @i */
static void
assert_row (GtkColumnView *view,
            guint          i,
            const char    *wanted)
{
  g_autoptr(GtkStringObject) row =
    g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view)), i);

  g_assert_cmpstr (gtk_string_object_get_string (row), ==, wanted);
}

static void
assert_setting (DeskSettings *settings,
                const char   *wanted)
{
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpstr (desk_settings_get_string (settings, SETTING), ==, wanted);
}

/* By its bytes "=" (0x3d) comes before "A" (0x41), which comes before "B". */
static void
test_sort (void)
{
  g_autoptr(DeskSettings) settings = open_settings ();
  g_autoptr(View) view = make_view (settings);
  g_autoptr(View) later = NULL, last = NULL;

  assert_row (view, 0, "AAA");
  gtk_column_view_sort_by_column (view, get_column (view, 0), GTK_SORT_DESCENDING);
  assert_setting (settings, "symbol>;profit;stop;extra;menu");
  later = make_view (settings);
  assert_row (later, 0, "B,B");
  assert_row (later, 2, "=SUM(A1)");
  /* Neither being moved nor hidden takes it away */
  desk_table_move_column (later, "symbol", 1);
  desk_table_show_column (later, "symbol", FALSE);
  assert_row (later, 0, "B,B");
  assert_setting (settings, "profit;-symbol>;stop;extra;menu");
  gtk_column_view_sort_by_column (later, get_column (later, 1), GTK_SORT_ASCENDING);
  assert_setting (settings, "profit;-symbol<;stop;extra;menu");
  assert_row (later, 0, "=SUM(A1)");

  desk_table_reset (later);
  assert_row (later, 0, "AAA");
  assert_setting (settings, "");
  last = make_view (settings);
  assert_row (last, 0, "AAA");
}

/* A table whose columns come and go keeps what was chosen of those that are away. */
static void
test_absent (void)
{
  g_autoptr(DeskSettings) settings = open_settings ();
  g_autoptr(View) view = make_view (settings);

  desk_table_set_room (view, DESK_ROOM_WIDE);
  desk_table_move_column (view, "stop", -1);
  desk_table_show_column (view, "stop", FALSE);
  gtk_column_view_sort_by_column (view, get_column (view, 0), GTK_SORT_DESCENDING);
  assert_setting (settings, "symbol>;-stop;profit;extra;menu");

  desk_table_clear (view);
  desk_table_add (view, columns, 2);
  desk_table_remember (view, settings, SETTING);
  assert_titles (view, "Symbol,P/L");
  assert_row (view, 0, "B,B");
  gtk_column_view_column_set_fixed_width (get_column (view, 1), 90);
  assert_setting (settings, "symbol>;-stop;profit:90;extra;menu");

  desk_table_clear (view);
  desk_table_add (view, columns, G_N_ELEMENTS (columns));
  desk_table_remember (view, settings, SETTING);
  assert_titles (view, "Symbol,P/L");
  desk_table_show_column (view, "stop", TRUE);
  assert_titles (view, "Symbol,Stop,P/L");
  assert_row (view, 0, "B,B");
  desk_table_reset (view);
}

/* Nonsense and columns of other versions do no harm. */
static void
test_damaged (void)
{
  const char *const layouts[] = { ";;;", "none;+no:3;symbol:x", "symbol;symbol;-menu",
                                  "stop:999999999999", "+symbol:-5;:;-", "<;>", "symbol<<;menu>>" };

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autoptr(DeskSettings) settings = open_settings ();
      g_autoptr(View) view = NULL;

      desk_settings_set (settings, SETTING, g_variant_new_string (layouts[i]));
      view = make_view (settings);
      g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (view)), ==, 5);
      desk_table_set_room (view, DESK_ROOM_NARROW);
      assert_titles (view, "Symbol");
      g_assert_true (gtk_column_view_column_get_visible (get_column (view, 4))
                     || gtk_column_view_column_get_visible (get_column (view, 0)));
      desk_table_reset (view);
    }
}

static void
test_csv (void)
{
  g_autoptr(DeskSettings) settings = open_settings ();
  g_autoptr(View) view = make_view (settings);
  g_autofree char *csv = NULL;

  desk_table_set_room (view, DESK_ROOM_WIDE);
  csv = desk_table_make_csv (view);
  g_assert_cmpstr (csv, ==,
                   "Symbol,P/L,Stop\r\n"
                   "AAA,\"-$1,250.10\",\r\n"
                   "\"B,B\",\"-$1,250.10\",\r\n"
                   "'=SUM(A1),\"-$1,250.10\",\r\n");
}

static void
test_fields (void)
{
  static const struct
  {
    const char *field;
    const char *wanted;
  } cases[] = {
    { "", "" }, { "a", "a" }, { "a,b", "\"a,b\"" }, { "a\"b", "\"a\"\"b\"" },
    { "a\nb", "\"a\nb\"" }, { "-12.5", "-12.5" }, { "+1.25 %", "+1.25 %" }, { "-", "-" },
    { "=1+1", "'=1+1" }, { "-1+cmd", "'-1+cmd" }, { "@x", "'@x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      desk_csv_append (text, cases[i].field);
      g_assert_cmpstr (text->str, ==, cases[i].wanted);
    }
}

/* The button lists what there is, and does what it says. */
static GtkWidget *
find_check (GtkWidget  *root,
            const char *label)
{
  if (GTK_IS_CHECK_BUTTON (root)
      && g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_check (child, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_button (void)
{
  g_autoptr(DeskSettings) settings = open_settings ();
  g_autoptr(View) view = make_view (settings);
  GtkWidget *button = desk_table_button_new (view, "orders");
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *check;

  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (view));
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  check = find_check (button, "Stop");
  g_assert_nonnull (check);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  assert_titles (view, "Symbol,P/L");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (button, "Extra")), TRUE);
  assert_titles (view, "Symbol,P/L,Extra");
  desk_table_reset (view);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Only the last thing can be taken back, and only once. */
static void
add_one (gpointer data)
{
  (*(int *) data)++;
}

static void
test_undo (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *page = gtk_label_new ("page");
  int first = 0, second = 0, dropped = 0;

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  g_assert_false (desk_toast_undo (page));
  desk_toast_done (page, "First", add_one, &first, NULL);
  desk_toast_done (page, "Second", add_one, &second, NULL);
  g_assert_true (desk_toast_undo (page));
  g_assert_false (desk_toast_undo (page));
  g_assert_cmpint (first, ==, 0);
  g_assert_cmpint (second, ==, 1);
  desk_toast_done (page, "Third", add_one, &first, NULL);
  desk_toast_done (window, "Nowhere", add_one, &dropped,
                   add_one);
  /* What has no overlay around it cannot be taken back, and lets go */
  g_assert_cmpint (dropped, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_cmpint (first, ==, 0);
}

static void
spin (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
}

/* The button "Undo" in the toast that says @text; (nullable) */
static GtkWidget *
find_undo (GtkWidget  *root,
           const char *text)
{
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_label (GTK_LABEL (root)), text))
    return gtk_widget_get_next_sibling (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_undo (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Things are done faster than they can be told, and taken back before they were told: whatever
 * comes, a toast has come in before it goes. The memory checkers see it when one has not. */
static void
test_hurry (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *page = gtk_label_new ("page");
  int done = 0, last = 0, dropped = 0;

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), 500, 300);
  gtk_window_present (GTK_WINDOW (window));
  spin (300);

  for (guint i = 0; i < 20; i++)
    {
      desk_toast_done (page, "Done", add_one, &done, NULL);
      spin (i * 3);
    }
  desk_toast_done (page, "Last", add_one, &last, NULL);
  g_assert_true (desk_toast_undo (page));
  g_assert_cmpint (done, ==, 0);
  g_assert_cmpint (last, ==, 1);
  spin (1500);
  g_assert_null (find_undo (overlay, "Done"));

  /* Pressed in the frame in which it comes */
  desk_toast (page, "A line before it");
  desk_toast_done (page, "Pressed", add_one, &done, NULL);
  desk_toast_done (page, "Pressed", add_one, &last, NULL);
  spin (50);
  g_assert_null (find_undo (overlay, "Pressed"));
  desk_toast_undo (page);
  g_assert_cmpint (last, ==, 2);
  spin (700);
  gtk_window_destroy (GTK_WINDOW (window));

  window = gtk_window_new ();
  overlay = adw_toast_overlay_new ();
  page = gtk_label_new ("page");
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_present (GTK_WINDOW (window));
  spin (200);
  desk_toast_done (page, "Pressed", add_one, &last, NULL);
  g_signal_emit_by_name (find_undo (overlay, "Pressed"), "clicked");
  g_assert_cmpint (last, ==, 3);
  g_assert_false (desk_toast_undo (page));
  spin (200);
  /* What waits when the window goes is let go of, and never told */
  desk_toast_done (page, "Waits", add_one, &dropped, add_one);
  gtk_window_destroy (GTK_WINDOW (window));
  spin (100);
  g_assert_cmpint (dropped, ==, 1);
}

static GtkWidget *
find_label (GtkWidget  *root,
            const char *text)
{
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_label (GTK_LABEL (root)), text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Ten lines at once: the first is told at once, then the last three. */
static void
test_burst (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *page = gtk_label_new ("page");

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_present (GTK_WINDOW (window));
  spin (200);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *text = g_strdup_printf ("Line %u", i);

      desk_toast (page, text);
    }
  spin (700);
  g_assert_nonnull (find_label (overlay, "Line 0"));
  g_signal_emit_by_name (gtk_widget_get_last_child (gtk_widget_get_last_child (overlay)),
                         "clicked");
  spin (700);
  g_assert_null (find_label (overlay, "Line 0"));
  g_assert_nonnull (find_label (overlay, "Line 7"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  folder = g_dir_make_tmp ("table-XXXXXX", NULL);

  g_test_add_func ("/table/room", test_room);
  g_test_add_func ("/table/choice", test_choice);
  g_test_add_func ("/table/order", test_order);
  g_test_add_func ("/table/width", test_width);
  g_test_add_func ("/table/sort", test_sort);
  g_test_add_func ("/table/absent", test_absent);
  g_test_add_func ("/table/damaged", test_damaged);
  g_test_add_func ("/table/csv", test_csv);
  g_test_add_func ("/table/fields", test_fields);
  g_test_add_func ("/table/button", test_button);
  g_test_add_func ("/table/undo", test_undo);
  g_test_add_func ("/table/hurry", test_hurry);
  g_test_add_func ("/table/burst", test_burst);

  status = g_test_run ();
  {
    g_autofree char *path = g_build_filename (folder, "settings.ini", NULL);

    g_remove (path);
    g_rmdir (folder);
  }
  g_free (folder);

  return status;
}
