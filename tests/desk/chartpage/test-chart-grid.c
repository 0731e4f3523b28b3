/* test-chart-grid.c - charts side by side: each its own, one in use, all of one moment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "desk-chart-cell.h"
#include "desk-chart-page.h"
#include "desk-drawing-store.h"
#include "desk-drawings.h"
#include "desk-indicator-list.h"
#include "desk-position.h"
#include "desk-quote.h"

#include "../overview/page-steps.h"

static Desk desk;

static void
collect_cell (GtkWidget *widget,
              gpointer   data)
{
  if (DESK_IS_CHART_CELL (widget))
    g_ptr_array_add (data, widget);
}

/* In the order of their numbers, which is that of the grid. */
static GPtrArray *
find_cells (GtkWidget *page)
{
  GPtrArray *cells = g_ptr_array_new ();

  walk (page, collect_cell, cells);
  for (guint i = 0; i < cells->len; i++)
    g_assert_cmpuint (desk_chart_cell_get_number (cells->pdata[i]), ==, i);
  return cells;
}

static guint
count_cells (GtkWidget *page)
{
  g_autoptr(GPtrArray) cells = find_cells (page);

  return cells->len;
}

static DeskChartCell *
nth_cell (GtkWidget *page,
          guint      i)
{
  g_autoptr(GPtrArray) cells = find_cells (page);

  g_assert_cmpuint (i, <, cells->len);
  return cells->pdata[i];
}

static DeskChart *
nth_chart (GtkWidget *page,
           guint      i)
{
  return desk_chart_cell_get_chart (nth_cell (page, i));
}

static gboolean
is_active (GtkWidget *page,
           guint      i)
{
  return gtk_widget_has_css_class (GTK_WIDGET (nth_cell (page, i)), "active");
}

static void
wait_for_bars (GtkWidget *page)
{
  for (guint i = 0; i < count_cells (page); i++)
    wait_for (desk_chart_get_series (nth_chart (page, i)) != NULL);
}

static void
act (GtkWidget  *page,
     const char *id)
{
  g_assert_true (desk_chart_page_do (DESK_CHART_PAGE (page), id));
}

/* The @nth symbol of the tape. */
static const char *
nth_symbol (guint nth)
{
  g_autoptr(DeskQuote) quote = g_list_model_get_item (desk_session_get_quotes (desk.session), nth);

  return desk_quote_get_state (quote)->symbol;
}

static void
forget (void)
{
  guint n;
  const DeskSettingRow *rows = desk_setting_list (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_has_prefix (rows[i].id, "chart."))
      desk_settings_reset (desk.settings, rows[i].id);
}

/* Four show four instruments, in a square; one of them is the one that is searched for. */
static void
test_layouts (void)
{
  GtkWidget *page;
  graphene_rect_t a, b, c;

  desk_session_set_symbol (desk.session, nth_symbol (0));
  page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1200, 700);
  g_assert_cmpuint (count_cells (page), ==, 1);
  act (page, "chart.four");
  g_assert_cmpuint (count_cells (page), ==, 4);
  wait_for_bars (page);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpint (is_active (page, i), ==, i == 0);
      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (desk_chart_cell_get_symbol (nth_cell (page, i)), !=,
                         desk_chart_cell_get_symbol (nth_cell (page, k)));
    }
  wait_for (gtk_widget_get_width (GTK_WIDGET (nth_cell (page, 3))) > 0);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (nth_cell (page, 0)), page, &a));
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (nth_cell (page, 1)), page, &b));
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (nth_cell (page, 2)), page, &c));
  g_assert_cmpfloat (a.origin.y, ==, b.origin.y);
  g_assert_cmpfloat (a.origin.x, ==, c.origin.x);
  g_assert_cmpfloat_with_epsilon (a.size.width, b.size.width, 1.5);
  g_assert_cmpfloat_with_epsilon (a.size.height, c.size.height, 1.5);
  check_names (page);

  act (page, "chart.two");
  g_assert_cmpuint (count_cells (page), ==, 2);
  act (page, "chart.one");
  g_assert_cmpuint (count_cells (page), ==, 1);
  close_page (page);
  forget ();
}

/* What is searched for goes to the one in use; its symbol is the session's. Timeframe and
 * indicators are each one's own. */
static void
test_own (void)
{
  GtkWidget *page;
  const char *other;

  desk_session_set_symbol (desk.session, nth_symbol (0));
  page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1200, 700);
  act (page, "chart.two");
  wait_for_bars (page);
  other = desk_chart_cell_get_symbol (nth_cell (page, 1));
  act (page, "chart.next");
  g_assert_true (is_active (page, 1) && !is_active (page, 0));
  g_assert_cmpstr (desk_session_get_symbol (desk.session), ==, other);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (nth_chart (page, 1))));

  desk_session_set_symbol (desk.session, nth_symbol (7));
  g_assert_cmpstr (desk_chart_cell_get_symbol (nth_cell (page, 1)), ==, nth_symbol (7));
  g_assert_cmpstr (desk_chart_cell_get_symbol (nth_cell (page, 0)), ==, nth_symbol (0));

  g_assert_true (gtk_widget_activate_action (page, "chart.timeframe", "s", "5m"));
  wait_for_bars (page);
  wait_for (desk_chart_get_series (nth_chart (page, 1))->timeframe == 5 * DT_TIMEFRAME_MINUTE);
  g_assert_cmpuint (desk_chart_get_series (nth_chart (page, 0))->timeframe, ==,
                    DT_TIMEFRAME_MINUTE);
  g_assert_true (gtk_widget_activate_action (page, "chart.remove-indicator", "i", 1));
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "chart.overlays-2"), ==, "ema(9)");
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "chart.overlays"), ==,
                   "ema(9);ema(21)");

  act (page, "chart.previous");
  g_assert_true (is_active (page, 0));
  g_assert_cmpstr (desk_session_get_symbol (desk.session), ==, nth_symbol (0));
  close_page (page);

  /* All of it is there again */
  page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1200, 700);
  g_assert_cmpuint (count_cells (page), ==, 2);
  wait_for_bars (page);
  g_assert_cmpstr (desk_chart_cell_get_symbol (nth_cell (page, 1)), ==, nth_symbol (7));
  wait_for (desk_chart_get_series (nth_chart (page, 1))->timeframe == 5 * DT_TIMEFRAME_MINUTE);
  close_page (page);

  /* A symbol that one of them shows makes that one the one in use */
  desk_session_set_symbol (desk.session, nth_symbol (7));
  page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1200, 700);
  g_assert_true (is_active (page, 1));
  g_assert_cmpstr (desk_chart_cell_get_symbol (nth_cell (page, 0)), ==, nth_symbol (0));

  /* Alone it is the one that was in use */
  act (page, "chart.one");
  g_assert_cmpstr (desk_chart_cell_get_symbol (nth_cell (page, 0)), ==, nth_symbol (7));
  close_page (page);
  forget ();
}

/* Minutes of two instruments: the bar under the data cursor of one is the bar of the same moment in
 * the other; so is what is in sight. Unlinked, nothing moves. */
static void
test_linked (void)
{
  GtkWidget *page;
  DeskChart *a, *b;
  DtBarSeries *series;
  double first, last;
  gint64 bar, there;

  desk_session_set_symbol (desk.session, nth_symbol (0));
  page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1200, 700);
  act (page, "chart.two");
  wait_for_bars (page);
  a = nth_chart (page, 0);
  b = nth_chart (page, 1);
  gtk_widget_grab_focus (GTK_WIDGET (a));
  desk_chart_pan (a, -60);
  desk_chart_get_range (a, &first, &last);
  bar = (gint64) floor (last + .5);
  series = desk_chart_get_series (a);
  desk_chart_get_range (b, &first, &last);
  there = (gint64) floor (last + .5);
  /* The last in sight of the other began no later than the one here ended, and is the last such */
  g_assert_cmpint (desk_chart_get_series (b)->time[there], <, series->known[bar]);
  g_assert_cmpint (desk_chart_get_series (b)->time[there + 1], >=, series->known[bar]);

  g_assert_cmpint (desk_chart_get_cursor (b), ==, -1);
  g_assert_true (gtk_widget_activate_action (page, "chart.latest", NULL));
  desk_chart_link_cursor (b, series->known[bar]);
  there = desk_chart_get_cursor (b);
  g_assert_cmpint (desk_chart_get_series (b)->time[there], <, series->known[bar]);
  desk_chart_link_cursor (b, DT_TIME_NONE);
  g_assert_cmpint (desk_chart_get_cursor (b), ==, -1);

  act (page, "chart.link");
  desk_chart_get_range (b, &first, &last);
  desk_chart_pan (a, -30);
  {
    double from, to;

    desk_chart_get_range (b, &from, &to);
    g_assert_cmpfloat (from, ==, first);
    g_assert_cmpfloat (to, ==, last);
  }
  close_page (page);
  forget ();
}

/* Where there is room for one the one in use is seen, says which it is, and the next can be had. */
static void
test_narrow (void)
{
  GtkWidget *page;

  desk_session_set_symbol (desk.session, nth_symbol (0));
  desk_settings_set (desk.settings, "chart.cells", g_variant_new_string ("4"));
  page = show_page (&desk, DESK_TYPE_CHART_PAGE, 400, 700);
  wait_for (gtk_widget_get_mapped (GTK_WIDGET (nth_cell (page, 0)))
            && !gtk_widget_get_mapped (GTK_WIDGET (nth_cell (page, 1))));
  g_assert_true (says (page, "1 of 4"));
  act (page, "chart.previous");
  wait_for (gtk_widget_get_mapped (GTK_WIDGET (nth_cell (page, 3))));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (nth_cell (page, 0))));
  g_assert_true (says (page, "4 of 4"));
  close_page (page);
  forget ();
}

/* One symbol in two charts has one set of drawings: neither writes over what the other one has. */
static void
test_drawings (void)
{
  GtkWidget *page;
  g_autofree char *both = NULL;

  desk_session_set_symbol (desk.session, nth_symbol (0));
  page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1200, 700);
  act (page, "chart.two");
  desk_chart_cell_set_symbol (nth_cell (page, 1), nth_symbol (0));
  wait_for_bars (page);

  for (guint i = 0; i < 2; i++)
    {
      DeskDrawing drawing = { DESK_DRAWING_LEVEL, { { 5, 10. + i }, { 5, 10. + i } }, NULL };

      desk_drawings_add (desk_chart_get_drawings (nth_chart (page, i)), &drawing);
      g_signal_emit_by_name (nth_chart (page, i), "drawings-changed");
    }
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (desk_drawings_get_n (desk_chart_get_drawings (nth_chart (page, i))), ==, 2);
  both = desk_drawing_store_load (desk_session_get_data_dir (desk.session), nth_symbol (0), NULL);
  g_assert_cmpstr (both, ==, "level 5 10\nlevel 5 11\n");

  g_assert_true (desk_drawing_store_save (desk_session_get_data_dir (desk.session), nth_symbol (0),
                                          "", NULL));
  close_page (page);
  forget ();
}

static void
test_leaks (void)
{
  desk_settings_set (desk.settings, "chart.cells", g_variant_new_string ("4"));
  check_leaks (&desk, DESK_TYPE_CHART_PAGE);
  forget ();
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
  step (&desk, 120);

  g_test_add_func ("/chartgrid/layouts", test_layouts);
  g_test_add_func ("/chartgrid/own", test_own);
  g_test_add_func ("/chartgrid/linked", test_linked);
  g_test_add_func ("/chartgrid/narrow", test_narrow);
  g_test_add_func ("/chartgrid/drawings", test_drawings);
  g_test_add_func ("/chartgrid/leaks", test_leaks);

  status = g_test_run ();
  desk_end (&desk);

  return status;
}
