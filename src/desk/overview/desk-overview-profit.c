/* desk-overview-profit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-overview"

#include "config.h"

#include "desk-format.h"
#include "desk-line-chart.h"

#include "desk-overview-panels.h"

#define HEIGHT 260

enum
{
  TODAY,
  ALL,
  N_RANGES
};

struct _DeskOverviewProfit
{
  DeskOverviewPanel  parent_instance;

  GtkWidget         *ranges[N_RANGES];
  GtkWidget         *point;
  GtkWidget         *chart;

  /* What the chart has */
  int                range;
  gint64             book;
  gsize              first;       /* point of the equity line that is its first */
  double             base;        /* USD: the equity that is neither profit nor loss */
  GArray            *profit;      /* of double */
};

G_DEFINE_FINAL_TYPE (DeskOverviewProfit, desk_overview_profit, DESK_TYPE_OVERVIEW_PANEL)

static DeskSession *
session_of (DeskOverviewProfit *self)
{
  return desk_overview_panel_get_session (DESK_OVERVIEW_PANEL (self));
}

static void
show_point (DeskOverviewProfit *self)
{
  const DeskEquity *equity = desk_session_get_equity (session_of (self));
  gint64 point = desk_line_chart_get_cursor (DESK_LINE_CHART (self->chart));
  g_autofree char *time = NULL;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;
  DtMoney money;

  if (point >= 0 && (gsize) point < self->profit->len && self->first + point < equity->n
      && dt_money_from_double (g_array_index (self->profit, double, point), &money))
    {
      time = desk_format_time (equity->time[self->first + point], DESK_TIME_FULL);
      value = desk_format_profit (money);
      text = g_strdup_printf ("%s · %s", time, value);
    }
  gtk_label_set_text (GTK_LABEL (self->point), text != NULL ? text : "");
}

/* The first point of the session of the last one. */
static gsize
find_session (const DeskEquity *equity)
{
  DtTime midnight;
  gsize low = 0, high = equity->n;

  if (equity->n == 0)
    return 0;

  midnight = dt_time_from_new_york (dt_time_get_new_york_date (equity->time[equity->n - 1], NULL),
                                    0);
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (equity->time[middle] < midnight)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
start_anew (DeskOverviewProfit *self,
            int                 range,
            gsize               first,
            double              base)
{
  self->range = range;
  self->first = first;
  self->base = base;
  self->book = desk_session_get_clock (session_of (self))->book;
  g_array_set_size (self->profit, 0);
  desk_line_chart_set_points (DESK_LINE_CHART (self->chart), NULL, NULL, 0);
}

static void
desk_overview_profit_show (DeskOverviewPanel *panel)
{
  DeskOverviewProfit *self = DESK_OVERVIEW_PROFIT (panel);
  DeskSession *session = session_of (self);
  const DeskEquity *equity = desk_session_get_equity (session);
  const DeskAccount *account = desk_session_get_account (session);
  int range = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->ranges[TODAY])) ? TODAY : ALL;
  double base = dt_money_to_double (range == TODAY ? account->day_start : account->deposit);
  gsize first = range == TODAY ? find_session (equity) : 0;

  if (range != self->range || first != self->first || base != self->base
      || desk_session_get_clock (session)->book != self->book
      || first + self->profit->len > equity->n)
    start_anew (self, range, first, base);

  for (gsize i = first + self->profit->len; i < equity->n; i++)
    {
      double profit = equity->equity[i] - base;

      g_array_append_val (self->profit, profit);
    }
  if (self->profit->len > 0)
    desk_line_chart_set_points (DESK_LINE_CHART (self->chart), equity->time + first,
                                (const double *) self->profit->data, self->profit->len);
  desk_line_chart_set_palette (
    DESK_LINE_CHART (self->chart),
    g_str_equal (desk_settings_get_string (desk_overview_panel_get_settings (panel),
                                           "style.palette"), "blue-orange")
    ? DESK_PALETTE_BLUE_ORANGE : DESK_PALETTE_CLASSIC);
}

static void
range_toggled (DeskOverviewProfit *self,
               GtkToggleButton    *button)
{
  if (self->chart != NULL && gtk_toggle_button_get_active (button)
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    desk_overview_profit_show (DESK_OVERVIEW_PANEL (self));
}

static void
desk_overview_profit_finalize (GObject *object)
{
  g_array_unref (DESK_OVERVIEW_PROFIT (object)->profit);

  G_OBJECT_CLASS (desk_overview_profit_parent_class)->finalize (object);
}

static void
desk_overview_profit_class_init (DeskOverviewProfitClass *klass)
{
  static const char *const signals[] = { "equity-changed", "account-changed", "clock-changed",
                                         NULL };
  static const char *const settings[] = { "style.palette", NULL };
  DeskOverviewPanelClass *panel_class = DESK_OVERVIEW_PANEL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = desk_overview_profit_finalize;
  panel_class->signals = signals;
  panel_class->settings = settings;
  panel_class->show = desk_overview_profit_show;
}

static GtkWidget *
make_point (void)
{
  GtkWidget *point = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, "xalign", 1.,
                                   "hexpand", TRUE, NULL);

  gtk_widget_add_css_class (point, "dim-label");
  gtk_widget_add_css_class (point, "caption");
  gtk_widget_add_css_class (point, "figure");

  return point;
}

static void
desk_overview_profit_init (DeskOverviewProfit *self)
{
  static const char *const labels[] = { "Today", "All", NULL };
  GtkWidget *suffix = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->profit = g_array_new (FALSE, FALSE, sizeof (double));
  self->range = -1;
  self->point = make_point ();
  gtk_box_append (GTK_BOX (suffix), self->point);
  gtk_box_append (GTK_BOX (suffix),
                  desk_overview_make_switch (labels, self->ranges, G_CALLBACK (range_toggled),
                                             self));
  gtk_widget_set_tooltip_text (self->ranges[TODAY], "Equity less equity when this session began");
  gtk_widget_set_tooltip_text (self->ranges[ALL], "Equity less the first deposit");

  self->chart = desk_line_chart_new ();
  gtk_widget_set_size_request (self->chart, -1, HEIGHT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Profit and loss over time", -1);
  desk_line_chart_set_base (DESK_LINE_CHART (self->chart), 0.);
  g_signal_connect_object (self->chart, "cursor-changed", G_CALLBACK (show_point), self,
                           G_CONNECT_SWAPPED);
  desk_overview_panel_set_up (DESK_OVERVIEW_PANEL (self), "Profit and Loss", suffix, self->chart);
}

GtkWidget *
desk_overview_profit_get_chart (DeskOverviewProfit *self)
{
  g_return_val_if_fail (DESK_IS_OVERVIEW_PROFIT (self), NULL);

  return self->chart;
}
