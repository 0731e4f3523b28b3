/* test-column.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gtk/gtk.h>

#include "desk-column.h"

/* A row as rooms below make them: it stays, and says when it changed. */
#define TEST_TYPE_ROW (test_row_get_type ())
G_DECLARE_FINAL_TYPE (TestRow, test_row, TEST, ROW, GObject)

struct _TestRow
{
  GObject parent_instance;
  int     figure;
};

G_DEFINE_FINAL_TYPE (TestRow, test_row, G_TYPE_OBJECT)

static guint changed_signal;

static void
test_row_class_init (TestRowClass *klass)
{
  changed_signal = g_signal_new ("changed", TEST_TYPE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
test_row_init (TestRow *self)
{
}

static TestRow *
add_row (GListStore *rows,
         int         figure)
{
  g_autoptr(TestRow) row = g_object_new (TEST_TYPE_ROW, NULL);

  row->figure = figure;
  g_list_store_append (rows, row);
  return row;
}

static void
set_figure (TestRow *row,
            int      figure)
{
  row->figure = figure;
  g_signal_emit (row, changed_signal, 0);
}

static DeskTone
show_figure (gpointer  row,
             GString  *text)
{
  int figure = TEST_ROW (row)->figure;

  g_string_append_printf (text, "%d", figure);
  return figure > 0 ? DESK_TONE_UP : figure < 0 ? DESK_TONE_DOWN : DESK_TONE_PLAIN;
}

static int
compare_figures (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  return ((const TestRow *) a)->figure - ((const TestRow *) b)->figure;
}

typedef struct
{
  GListStore          *rows;
  GtkSortListModel    *sorted;
  GtkColumnViewColumn *column;
  GtkWidget           *view;
  GtkWidget           *window;
} Fixture;

static void
settle (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

/* Iterates until @condition holds. */
#define wait_for(condition) \
  G_STMT_START { \
    gint64 end_ = g_get_monotonic_time () + 60 * G_USEC_PER_SEC; \
    while (!(condition)) \
      { \
        if (g_get_monotonic_time () > end_) \
          g_error ("%s:%d: waited too long for %s", __FILE__, __LINE__, #condition); \
        settle (5); \
      } \
  } G_STMT_END

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkSelectionModel *selection;

  fixture->rows = g_list_store_new (TEST_TYPE_ROW);
  fixture->view = gtk_column_view_new (NULL);
  fixture->sorted = gtk_sort_list_model_new (
    G_LIST_MODEL (g_object_ref (fixture->rows)),
    g_object_ref (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (fixture->view))));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (
    G_LIST_MODEL (g_object_ref (fixture->sorted))));
  gtk_column_view_set_model (GTK_COLUMN_VIEW (fixture->view), selection);
  g_object_unref (selection);

  fixture->column = desk_column_new ("Figure", 8, TRUE, show_figure, compare_figures);
  desk_column_explain (fixture->column, "A figure of the test");
  gtk_column_view_append_column (GTK_COLUMN_VIEW (fixture->view), fixture->column);

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 300, 300);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->view);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->sorted);
  g_assert_finalize_object (fixture->column);
  g_assert_finalize_object (fixture->rows);
}

static GtkWidget *
find_inscription (GtkWidget  *widget,
                  const char *text)
{
  if (GTK_IS_INSCRIPTION (widget)
      && g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_inscription (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_follows (Fixture       *fixture,
              gconstpointer  data)
{
  TestRow *row = add_row (fixture->rows, 7);
  GtkWidget *cell;
  g_autofree char *wrong = NULL;

  wait_for ((cell = find_inscription (fixture->view, "7")) != NULL);
  g_assert_true (gtk_widget_has_css_class (cell, "gain"));
  g_assert_true (gtk_widget_has_css_class (cell, "figure"));
  g_assert_cmpfloat (gtk_inscription_get_xalign (GTK_INSCRIPTION (cell)), ==, 1.f);

  set_figure (row, -3);
  g_assert_cmpstr (gtk_inscription_get_text (GTK_INSCRIPTION (cell)), ==, "-3");
  g_assert_true (gtk_widget_has_css_class (cell, "loss"));
  g_assert_false (gtk_widget_has_css_class (cell, "gain"));
  wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (cell),
                                              GTK_ACCESSIBLE_PROPERTY_LABEL, "-3");
  g_assert_null (wrong);
}

/* Cells let go of rows that left. */
static void
test_unbinds (Fixture       *fixture,
              gconstpointer  data)
{
  TestRow *row = g_object_ref (add_row (fixture->rows, 7));

  wait_for (g_signal_has_handler_pending (row, changed_signal, 0, TRUE));
  g_list_store_remove_all (fixture->rows);
  wait_for (!g_signal_has_handler_pending (row, changed_signal, 0, TRUE));
  g_assert_finalize_object (row);
}

static int
first_figure (Fixture *fixture)
{
  g_autoptr(TestRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->sorted), 0);

  return row->figure;
}

static void
count (gpointer counter)
{
  (*(guint *) counter)++;
}

static void
test_sorts (Fixture       *fixture,
            gconstpointer  data)
{
  TestRow *row = add_row (fixture->rows, 1);
  GtkSorter *sorter = gtk_column_view_column_get_sorter (fixture->column);
  guint n_sorts = 0;
  gint64 begin;

  add_row (fixture->rows, 2);
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (fixture->view), fixture->column,
                                  GTK_SORT_DESCENDING);
  wait_for (first_figure (fixture) == 2);

  /* Once a second, and once more at either end */
  g_signal_connect_swapped (sorter, "changed", G_CALLBACK (count), &n_sorts);
  begin = g_get_monotonic_time ();
  for (guint i = 0; i < 60; i++)
    {
      set_figure (row, 10 + i);
      settle (10);
    }
  g_assert_cmpuint (n_sorts, <=, 2 + (g_get_monotonic_time () - begin) / G_USEC_PER_SEC);
  wait_for (first_figure (fixture) == 69);
}

/* Hidden cells rest, and are right when they are seen again. */
static void
test_hidden (Fixture       *fixture,
             gconstpointer  data)
{
  TestRow *row = add_row (fixture->rows, 7);
  GtkWidget *cell;

  wait_for ((cell = find_inscription (fixture->view, "7")) != NULL);
  gtk_widget_set_visible (fixture->view, FALSE);
  set_figure (row, 8);
  g_assert_cmpstr (gtk_inscription_get_text (GTK_INSCRIPTION (cell)), ==, "7");
  gtk_widget_set_visible (fixture->view, TRUE);
  wait_for (find_inscription (fixture->view, "8") != NULL);
}

static void
test_header (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *header = gtk_widget_get_first_child (fixture->view);
  GtkWidget *title = gtk_widget_get_first_child (header);
  GtkWidget *box = gtk_widget_get_first_child (title);

  g_assert_cmpint (gtk_widget_get_halign (box), ==, GTK_ALIGN_END);
  g_assert_true (GTK_IS_LABEL (gtk_widget_get_last_child (box)));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (title), ==, "A figure of the test");
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  ADD ("/column/follows", test_follows);
  ADD ("/column/unbinds", test_unbinds);
  ADD ("/column/sorts", test_sorts);
  ADD ("/column/hidden", test_hidden);
  ADD ("/column/header", test_header);

  return g_test_run ();
}
