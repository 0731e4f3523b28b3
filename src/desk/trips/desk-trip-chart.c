/* desk-trip-chart.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-trips"

#include "config.h"

#include "desk-format.h"

#include "desk-trip-chart.h"

/* Bars before and after, at least; and as a part of those in between. */
#define LEAST_AROUND 20.
#define PART_AROUND  .5
#define BARS_AFTER   40

static void
set_markers (DeskChart           *chart,
             const DeskTripState *state)
{
  gboolean is_long = state->quantity > 0;
  g_autofree char *quantity = desk_format_quantity (ABS (state->quantity));
  g_autofree char *entry = desk_format_price (dt_money_to_double (state->entry));
  g_autofree char *exit = desk_format_price (dt_money_to_double (state->exit));
  g_autofree char *bought = g_strdup_printf ("%s %s at %s, entry",
                                             is_long ? "Bought" : "Sold short", quantity, entry);
  g_autofree char *sold = g_strdup_printf ("%s %s at %s, %s", is_long ? "Sold" : "Bought back",
                                           quantity, exit, state->exit_reason);
  const DeskMarker markers[] = {
    { state->entry_time, dt_money_to_double (state->entry),
      is_long ? DESK_MARKER_BUY : DESK_MARKER_SELL, FALSE, bought },
    { state->exit_time, dt_money_to_double (state->exit),
      is_long ? DESK_MARKER_SELL : DESK_MARKER_BUY, TRUE, sold },
  };

  desk_chart_set_markers (chart, markers, G_N_ELEMENTS (markers));
}

void
desk_trip_chart_show (DeskChart   *chart,
                      DtBarSeries *series,
                      DeskTrip    *trip)
{
  const DeskTripState *state = desk_trip_get_state (trip);
  DeskLevel level = { dt_money_to_double (state->entry), DESK_LEVEL_ENTRY };
  double first, last, around;
  gsize n_known;

  g_return_if_fail (DESK_IS_CHART (chart));
  g_return_if_fail (series != NULL);

  first = (double) dt_bar_series_find (series, state->entry_time);
  last = (double) dt_bar_series_find (series, state->exit_time);
  n_known = MIN (series->n_bars, (gsize) last + BARS_AFTER);
  around = MAX (LEAST_AROUND, (last - first) * PART_AROUND);
  if (desk_chart_get_series (chart) == series)
    desk_chart_set_n_known (chart, n_known);
  else
    desk_chart_set_series (chart, series, n_known);
  set_markers (chart, state);
  desk_chart_set_levels (chart, &level, 1);
  desk_chart_set_range (chart, first - around, last + around);
}
