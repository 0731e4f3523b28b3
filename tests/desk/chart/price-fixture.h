/* price-fixture.h - charts of prices that tests look at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chart-fixture.h"

typedef struct
{
  GtkWidget *window;
  DeskChart *chart;
  DeskPlot  *plot;
} Fixture;

static inline void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *chart = desk_chart_new ();

  fixture->window = show_widget (chart);
  fixture->chart = DESK_CHART (chart);
  fixture->plot = &fixture->chart->plot;
}

static inline void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

/* One rising, one falling and one flat bar between 100 and 110; the first has a volume of 1,000. */
static inline DtBarSeries *
make_three (double second_volume,
            double third_volume)
{
  DtBarSeries *series = dt_bar_series_new ("THREE", DT_TIMEFRAME_DAY, 3);

  add_day (series, 102., 110., 100., 108., 1000.);
  add_day (series, 108., 109., 101., 103., second_volume);
  add_day (series, 105., 107., 103., 105., third_volume);
  return series;
}
