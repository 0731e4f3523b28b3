/* test-trip.c - a completed round trip read, told and shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <adwaita.h>

#include "desk-trip-chart.h"
#include "desk-table.h"
#include "desk-trip-columns.h"

#include "../base/session-steps.h"

/* 120 units bought at 170.25 and sold at 172.10: 120 × 1.85 = 222 USD before fees of 2, so 220
 * after them, 220 / (120 × 170.25) = 1.0769 % of the entry. */
static DeskTrip *
make_trip (DtTime entry,
           DtTime exit)
{
  g_autoptr(GVariant) row = g_variant_ref_sink (
    g_variant_new ("(tsxxxxxxxxsxxs)", (guint64) 7, "AAPL", 120 * DT_QUANTITY_SCALE, entry, exit,
                   G_GINT64_CONSTANT (170250000), G_GINT64_CONSTANT (172100000),
                   G_GINT64_CONSTANT (220000000), G_GINT64_CONSTANT (2000000), DT_MONEY_NONE,
                   "target", (gint64) -12000, (gint64) 25000, "EMA crossover"));

  return desk_trip_read (row);
}

static void
test_read (void)
{
  g_autoptr(DeskTrip) trip = make_trip (0, DT_HOUR);
  const DeskTripState *state = desk_trip_get_state (trip);
  g_autofree char *text = desk_trip_describe (trip);

  g_assert_cmpuint (state->number, ==, 7);
  g_assert_cmpstr (state->symbol, ==, "AAPL");
  g_assert_cmpint (state->profit, ==, 220000000);
  g_assert_cmpfloat_with_epsilon (state->profit_fraction, 220. / (120. * 170.25), 1e-12);
  g_assert_true (isnan (state->r_multiple));
  g_assert_cmpfloat (state->mae, ==, -.012);
  g_assert_cmpfloat (state->mfe, ==, .025);
  g_assert_cmpstr (text, ==, "Bought 120 AAPL at 170.25, sold at 172.10 (target): +$220.00");
}

/* The chart has the bars up to some after the exit, and the trip in sight. */
static void
test_chart (void)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("AAPL", DT_TIMEFRAME_NONE, 1000);
  g_autoptr(DeskTrip) trip = make_trip (500 * DT_MINUTE, 520 * DT_MINUTE);
  DeskChart *chart = DESK_CHART (desk_chart_new ());
  GtkWidget *window = gtk_window_new ();
  double first, last;

  for (int i = 0; i < 1000; i++)
    {
      DtBar bar = { i * DT_MINUTE, 170., 171., 169., 170.5, 100. };

      dt_bar_series_append (series, &bar, (i + 1) * DT_MINUTE);
    }
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (chart));
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 400);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (gtk_widget_get_width (GTK_WIDGET (chart)) > 0);
  desk_trip_chart_show (chart, series, trip);
  g_assert_cmpuint (desk_chart_get_n_known (chart), ==, 560);
  desk_chart_get_range (chart, &first, &last);
  g_assert_cmpfloat (first, <, 500.);
  g_assert_cmpfloat (last, >, 520.);
  g_assert_cmpfloat (first, >, 440.);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_columns (void)
{
  GListStore *list = g_list_store_new (DESK_TYPE_TRIP);
  GtkWidget *view = gtk_column_view_new (
    GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (list))));
  GtkWidget *window = gtk_window_new ();
  g_autoptr(DeskTrip) trip = make_trip (0, DT_HOUR);
  guint n_visible = 0;

  g_list_store_append (list, trip);
  desk_trip_columns_add (GTK_COLUMN_VIEW (view));
  desk_table_set_room (GTK_COLUMN_VIEW (view), DESK_ROOM_NARROW);
  for (guint i = 0;
       i < g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view))); i++)
    {
      g_autoptr(GtkColumnViewColumn) column =
        g_list_model_get_item (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view)), i);

      n_visible += gtk_column_view_column_get_visible (column);
    }
  g_assert_cmpuint (n_visible, ==, 3);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (gtk_widget_get_mapped (view));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/trips/read", test_read);
  g_test_add_func ("/trips/chart", test_chart);
  g_test_add_func ("/trips/columns", test_columns);

  return g_test_run ();
}
