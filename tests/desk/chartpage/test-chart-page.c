/* test-chart-page.c - the chart of a symbol, up to the market's clock and not beyond
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "dt-aggregator.h"

#include "desk-chart-fills.h"
#include "desk-chart-forming.h"
#include "desk-chart-levels.h"
#include "desk-chart-page.h"
#include "desk-chart-table.h"
#include "desk-chart-text.h"
#include "desk-chart.h"
#include "desk-compat.h"
#include "desk-drawing-store.h"
#include "desk-drawings.h"
#include "desk-indicators.h"
#include "desk-position.h"
#include "desk-quote.h"

#include "../overview/page-steps.h"

static Desk desk;

/* Bars at 10, 20, 30: known when they end, at 20, 30, 40. */
static void
test_count_known (void)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("A", DT_TIMEFRAME_MINUTE, 3);

  for (int i = 1; i <= 3; i++)
    {
      DtBar bar = { i * 10, 1., 1., 1., 1., 1. };

      dt_bar_series_append (series, &bar, i * 10 + 10);
    }
  g_assert_cmpuint (desk_chart_count_known (series, DT_TIME_NONE), ==, 0);
  g_assert_cmpuint (desk_chart_count_known (series, 19), ==, 0);
  g_assert_cmpuint (desk_chart_count_known (series, 20), ==, 1);
  g_assert_cmpuint (desk_chart_count_known (series, 29), ==, 1);
  g_assert_cmpuint (desk_chart_count_known (series, 40), ==, 3);
  g_assert_cmpuint (desk_chart_count_known (series, 1000), ==, 3);
}

static DeskChart *
wait_for_chart (GtkWidget *page)
{
  DeskChart *chart = DESK_CHART (find_type (page, DESK_TYPE_CHART));

  g_assert_nonnull (chart);
  wait_for (desk_chart_get_series (chart) != NULL);

  return chart;
}

static void
assert_cut_at_clock (DeskChart *chart)
{
  DtBarSeries *series = desk_chart_get_series (chart);
  gsize n = desk_chart_get_n_known (chart);
  DtTime now = desk_session_get_clock (desk.session)->time;

  g_assert_cmpuint (n, >, 0);
  g_assert_cmpint (series->known[n - 1], <=, now);
  g_assert_true (n == series->n_bars || series->known[n] > now);
}

/* Twelve minutes from the open on, two periods of five and a part: at each moment the running bar
 * is what the minutes known so far make, and no later minute shows. */
static void
test_forming (void)
{
  DtTime open = dt_time_from_new_york (dt_date_new (2019, 2, 11), 570 * DT_MINUTE);
  g_autoptr(DtBarSeries) minutes = dt_bar_series_new ("A", DT_TIMEFRAME_MINUTE, 12);
  g_autoptr(DtBarSeries) whole = NULL;
  g_autoptr(DeskForming) forming = NULL;

  for (int i = 0; i < 12; i++)
    {
      DtBar bar = { open + i * DT_MINUTE, 10 + i, 20 + i, 5 - i, 11 + i, 1. };

      dt_bar_series_append (minutes, &bar, bar.time + DT_MINUTE);
    }
  whole = dt_aggregate_series (minutes, 5 * DT_TIMEFRAME_MINUTE);
  g_assert_cmpuint (whole->n_bars, ==, 2);
  forming = desk_forming_new (minutes, whole);

  /* Forwards, then back, as a replay may go */
  for (int k = 0; k < 24; k++)
    {
      int i = k < 12 ? k : 23 - k;
      DtBarSeries *shown = desk_forming_get_series (forming);
      gboolean grows;
      gsize n = desk_forming_update (forming, open + (i + 1) * DT_MINUTE, &grows);
      int from = i / 5 * 5;

      g_assert_cmpint (grows, ==, i % 5 != 4);
      g_assert_cmpuint (n, ==, (gsize) i / 5 + 1);
      g_assert_cmpint (shown->time[n - 1], ==, open + from * DT_MINUTE);
      g_assert_cmpfloat (shown->open[n - 1], ==, 10 + from);
      g_assert_cmpfloat (shown->high[n - 1], ==, 20 + i);
      g_assert_cmpfloat (shown->low[n - 1], ==, 5 - i);
      g_assert_cmpfloat (shown->close[n - 1], ==, 11 + i);
      g_assert_cmpfloat (shown->volume[n - 1], ==, i % 5 + 1);
      if (n > 1)
        g_assert_cmpfloat (shown->close[n - 2], ==, 11 + from - 1);
    }
}

static void
look_at_first_position (void)
{
  GListModel *positions = desk_session_get_positions (desk.session);
  g_autoptr(DeskPosition) first = g_list_model_get_item (positions, 0);

  desk_session_set_symbol (desk.session, desk_position_get_state (first)->symbol);
}

static void
test_no_look_ahead (void)
{
  GtkWidget *page;
  DeskChart *chart;

  look_at_first_position ();
  page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1000, 700);
  chart = wait_for_chart (page);
  assert_cut_at_clock (chart);
  for (guint i = 0; i < 20; i++)
    {
      step (&desk, 1);
      assert_cut_at_clock (chart);
    }
  check_names (page);
  close_page (page);
}

/* Five minutes, cut at the clock, the daily bars that are stored, and the tape's again. */
static void
test_timeframes (void)
{
  GtkWidget *page;
  DeskChart *chart;
  DtBarSeries *tape;

  look_at_first_position ();
  page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1000, 700);
  chart = wait_for_chart (page);
  tape = desk_chart_get_series (chart);
  g_assert_cmpuint (tape->timeframe, ==, DT_TIMEFRAME_MINUTE);

  g_assert_true (gtk_widget_activate_action (page, "chart.timeframe", "s", "5m"));
  wait_for (desk_chart_get_series (chart)->timeframe == 5 * DT_TIMEFRAME_MINUTE);
  for (guint i = 0; i < 7; i++)
    {
      DtBarSeries *series = desk_chart_get_series (chart);
      gsize n = desk_chart_get_n_known (chart);

      g_assert_cmpuint (n, >, 0);
      g_assert_cmpint (series->time[n - 1], <, desk_session_get_clock (desk.session)->time);
      step (&desk, 1);
    }
  g_assert_true (desk_chart_page_do (DESK_CHART_PAGE (page), "chart.longer"));
  wait_for (desk_chart_get_series (chart)->timeframe == 15 * DT_TIMEFRAME_MINUTE);
  g_assert_true (desk_chart_page_do (DESK_CHART_PAGE (page), "chart.shorter"));
  wait_for (desk_chart_get_series (chart)->timeframe == 5 * DT_TIMEFRAME_MINUTE);

  g_assert_true (gtk_widget_activate_action (page, "chart.timeframe", "s", ""));
  wait_for (desk_chart_get_series (chart)->timeframe == DT_TIMEFRAME_MINUTE);
  desk_settings_reset (desk.settings, "chart.timeframe");
  close_page (page);
}

static gboolean
has_legend (GtkWidget *page)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  walk (page, collect_text, texts);
  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);

      if (strstr (text, "   O\302\240") && strstr (text, "   V\302\240") && strstr (text, "ema(9)"))
        return TRUE;
    }

  return FALSE;
}

/* A line of it may end between fields, which three spaces part, and nowhere else. */
static void
check_breaks (const char *text)
{
  g_auto(GStrv) fields = g_strsplit (text, "   ", -1);

  /* The time, O, H, L, C, V and two averages */
  g_assert_cmpuint (g_strv_length (fields), >=, 8);
  for (guint i = 1; fields[i] != NULL; i++)
    {
      g_assert_null (strchr (fields[i], ' '));
      g_assert_nonnull (strstr (fields[i], "\302\240"));
    }
}

static void
test_legend (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1000, 700);
  DeskChart *chart = wait_for_chart (page);
  DtTime time = desk_session_get_clock (desk.session)->time;
  g_autoptr(PangoAttrList) attributes = NULL, shorter_attributes = NULL;
  g_autofree char *text = NULL, *tooltip = NULL, *sooner = NULL;
  g_autoptr(GSList) list = NULL;
  DtBarSeries *series;
  guint n_swatches = 0;

  wait_for (has_legend (page));
  text = desk_chart_make_legend (chart, time, &attributes);
  check_breaks (text);
  g_assert_null (strstr (text, "left"));

  /* One colour each for ema(9) and ema(21), the second and the third of the palette */
  list = pango_attr_list_get_attributes (attributes);
  for (GSList *l = list; l != NULL; l = l->next)
    {
      const PangoAttribute *attribute = l->data;

      if (attribute->klass->type != PANGO_ATTR_BACKGROUND)
        continue;
      n_swatches++;
      g_assert_cmpuint (((const PangoAttrColor *) attribute)->color.red, ==,
                        (guint16) (desk_colours_get (DESK_PALETTE_CLASSIC, FALSE, FALSE)
                                   ->line[n_swatches].red * 65535));
    }
  g_assert_cmpuint (n_swatches, ==, 2);
  g_slist_free_full (g_steal_pointer (&list), (GDestroyNotify) pango_attribute_destroy);

  /* Ninety seconds before it was known there were two minutes left, begun ones counted */
  series = desk_chart_get_series (chart);
  sooner = desk_chart_make_legend (chart, series->known[desk_chart_get_n_known (chart) - 1]
                                   - 90 * DT_SECOND, &shorter_attributes);
  g_assert_nonnull (strstr (sooner, ", 2\302\240min\302\240left   O\302\240"));

  tooltip = desk_chart_make_tooltip (chart, time);
  g_assert_nonnull (strstr (tooltip, "\nema(9) "));
  close_page (page);
}

static void
test_fills (void)
{
  const char *symbol = desk_session_get_symbol (desk.session);
  g_autoptr(DeskChartFills) fills = desk_chart_fills_new (desk.session);
  DeskPosition *position;
  const DeskMarker *markers;
  guint n = 0;

  step (&desk, 60);
  look_at_first_position ();
  symbol = desk_session_get_symbol (desk.session);
  position = desk_session_find_position (desk.session, symbol);
  g_assert_nonnull (position);
  desk_chart_fills_set_symbol (fills, symbol);
  wait_for (desk_chart_fills_get (fills, &n) != NULL && n > 0);
  markers = desk_chart_fills_get (fills, &n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_nonnull (strstr (markers[i].text, markers[i].kind == DESK_MARKER_BUY
                                                 ? "Bought" : "Sold"));
      g_assert_cmpfloat (markers[i].price, >, 0.);
    }
  /* From nothing one can only enter */
  g_assert_false (markers[0].exit);
}

static void
collect_buttons (GtkWidget *widget,
                 gpointer   data)
{
  if (GTK_IS_BUTTON (widget))
    g_ptr_array_add (data, widget);
}

static GtkWidget *
find_labelled (GtkWidget  *root,
               const char *label)
{
  g_autoptr(GPtrArray) buttons = g_ptr_array_new ();

  walk (root, collect_buttons, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), label) == 0)
      return buttons->pdata[i];
  g_assert_not_reached ();
}

static void
count_row (GtkWidget *widget,
           gpointer   data)
{
  if (GTK_IS_LIST_BOX_ROW (widget) && gtk_widget_get_child_visible (widget)
      && g_object_get_data (G_OBJECT (widget), "indicator") != NULL)
    (*(guint *) data)++;
}

static guint
count_shown_rows (GtkWidget *window)
{
  guint n = 0;

  walk (window, count_row, &n);
  return n;
}

static void
close_dialogs (GtkWidget *page)
{
  g_autoptr(GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = g_list_model_get_n_items (windows); i-- > 0; )
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      /* The desktop's own goes with the chart that asked for it */
      if (GTK_WIDGET (window) != GTK_WIDGET (gtk_widget_get_root (page))
          && !GTK_IS_FILE_CHOOSER_DIALOG (window))
        gtk_window_destroy (window);
    }
}

static void
test_actions (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1000, 700);
  guint n;
  const DeskAction *rows = desk_action_list (&n);

  wait_for_chart (page);
  for (guint i = 0; i < n; i++)
    if (g_str_has_prefix (rows[i].command->id, "chart."))
      g_assert_true (desk_chart_page_do (DESK_CHART_PAGE (page), rows[i].command->id));
  close_dialogs (page);
  g_assert_false (desk_chart_page_do (DESK_CHART_PAGE (page), "run.pause"));
  g_assert_true (gtk_widget_activate_action (page, "chart.zoom-in", NULL));
  g_assert_true (gtk_widget_activate_action (page, "chart.style", "s", "line"));
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "chart.style"), ==, "line");
  desk_settings_reset (desk.settings, "chart.style");
  desk_settings_reset (desk.settings, "chart.log");
  desk_settings_reset (desk.settings, "chart.volume");
  desk_settings_reset (desk.settings, "chart.percent");
  desk_settings_reset (desk.settings, "chart.sessions");
  desk_settings_reset (desk.settings, "chart.timeframe");
  desk_settings_reset (desk.settings, "chart.cells");
  desk_settings_reset (desk.settings, "chart.linked");
  close_page (page);
}

static guint
count_dialogs (GtkWidget *page)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      n += window != GTK_WIDGET (gtk_widget_get_root (page));
    }

  return n;
}

static void
click_icon (GtkWidget  *root,
            const char *icon)
{
  g_autoptr(GPtrArray) buttons = g_ptr_array_new ();

  walk (root, collect_buttons, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_icon_name (buttons->pdata[i]), icon) == 0
        && gtk_widget_is_sensitive (buttons->pdata[i]))
      {
        g_signal_emit_by_name (buttons->pdata[i], "clicked");
        return;
      }
  g_assert_not_reached ();
}

/* Finds one by its name, changes its period, drags its pane, and takes it off again. */
static void
test_indicators (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1000, 700);
  DeskChart *chart = wait_for_chart (page);
  GtkWidget *window = desk_indicators_new (NULL, desk.settings, 0, -1);
  GtkWidget *search, *spin;

  gtk_window_present (GTK_WINDOW (window));
  check_names (window);
  g_signal_emit_by_name (find_labelled (window, "Add Indicator…"), "clicked");
  search = find_type (window, GTK_TYPE_SEARCH_ENTRY);
  /* Escape leads back from there */
  g_assert_true (gtk_widget_get_mapped (search));
  g_signal_emit_by_name (search, "stop-search");
  g_assert_false (gtk_widget_get_child_visible (gtk_widget_get_ancestor (search,
                                                  GTK_TYPE_SCROLLED_WINDOW)));
  g_signal_emit_by_name (find_labelled (window, "Add Indicator…"), "clicked");
  /* Enter at once, before the entry tells that it was typed in */
  gtk_editable_set_text (GTK_EDITABLE (search), "relative strength index");
  g_signal_emit_by_name (search, "activate");
  g_assert_cmpuint (count_shown_rows (window), ==, 1);
  check_names (window);
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "chart.overlays"), ==,
                   "ema(9);ema(21);rsi(14)");
  g_assert_cmpfloat (desk_chart_get_pane_share (chart, 2), >, 0.);

  spin = find_type (window, GTK_TYPE_SPIN_BUTTON);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 21.);
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "chart.overlays"), ==,
                   "ema(9);ema(21);rsi(21)");

  desk_chart_set_pane_share (chart, 2, .3);
  g_signal_emit_by_name (chart, "panes-resized");
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "chart.heights"), ==, ";;0.3000");
  g_assert_cmpfloat_with_epsilon (desk_chart_get_pane_share (chart, 2), .3, 1e-9);

  g_assert_true (gtk_widget_activate_action (page, "chart.remove-indicator", "i", 2));
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "chart.overlays"), ==,
                   "ema(9);ema(21)");
  gtk_window_destroy (GTK_WINDOW (window));

  /* The first one by the list's own button */
  window = desk_indicators_new (NULL, desk.settings, 0, -1);
  click_icon (window, "user-trash-symbolic");
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "chart.overlays"), ==, "ema(21)");
  gtk_window_destroy (GTK_WINDOW (window));

  desk_settings_reset (desk.settings, "chart.overlays");
  desk_settings_reset (desk.settings, "chart.heights");
  close_page (page);
}

/* The @nth that is not held; @limit: below the price, where it does not fill */
static const char *
find_not_held (guint   nth,
               double *limit)
{
  GListModel *quotes = desk_session_get_quotes (desk.session);

  for (guint i = 0; i < g_list_model_get_n_items (quotes); i++)
    {
      g_autoptr(DeskQuote) quote = g_list_model_get_item (quotes, i);
      const char *symbol = desk_quote_get_state (quote)->symbol;

      if (desk_session_find_position (desk.session, symbol) == NULL
          && desk_quote_get_state (quote)->last > 20 && nth-- == 0)
        {
          *limit = floor (desk_quote_get_state (quote)->last * .95);
          return symbol;
        }
    }

  g_assert_not_reached ();
}

static guint
count_levels (const char    *symbol,
              DeskLevelKind  kind,
              DeskLevel     *found)
{
  g_autoptr(GArray) levels = desk_chart_collect_levels (desk.session, symbol);
  guint n = 0;

  for (guint i = 0; i < levels->len; i++)
    if (g_array_index (levels, DeskLevel, i).kind == kind)
      {
        *found = g_array_index (levels, DeskLevel, i);
        n++;
      }

  return n;
}

static void
on_trouble (DeskSession *session,
            const char  *title,
            const char  *text,
            gboolean    *refused)
{
  g_test_message ("%s: %s", title, text);
  *refused = TRUE;
}

static void
buy_one (const char *symbol,
         double      limit)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", symbol);
  g_variant_dict_insert (&dict, "quantity", "d", 1.);
  g_variant_dict_insert (&dict, "limit", "d", limit);
  desk_session_do (desk.session, "order.buy", g_variant_dict_end (&dict));
}

/* An order that waits below the price. A strategy may own the instrument, or a guard refuse it:
 * then another one. */
static const char *
place_order (double    *limit,
             DeskLevel *level)
{
  gboolean refused;
  gulong handler = g_signal_connect (desk.session, "trouble", G_CALLBACK (on_trouble), &refused);

  for (guint i = 0; ; i++)
    {
      const char *symbol = find_not_held (i, limit);

      refused = FALSE;
      buy_one (symbol, *limit);
      step (&desk, 1);
      wait_for (refused || count_levels (symbol, DESK_LEVEL_ORDER, level) == 1);
      if (refused)
        continue;
      g_signal_handler_disconnect (desk.session, handler);
      return symbol;
    }
}

/* What is held has an entry that stays and a stop that moves; an order by hand is a level of its
 * own, and moving it asks first. */
static void
test_levels (void)
{
  double limit;
  const char *held, *symbol;
  GtkWidget *page;
  DeskLevel level = { 0 };
  GVariantDict dict;

  look_at_first_position ();
  held = desk_session_get_symbol (desk.session);
  g_assert_cmpuint (count_levels (held, DESK_LEVEL_ENTRY, &level), ==, 1);
  g_assert_false (level.movable);
  if (count_levels (held, DESK_LEVEL_STOP, &level) + count_levels (held, DESK_LEVEL_TRAIL, &level)
      > 0)
    g_assert_true (level.movable);

  symbol = place_order (&limit, &level);
  g_assert_cmpfloat (level.price, ==, limit);
  g_assert_cmpstr (level.text, ==, "Buy 1, limit");
  g_assert_true (level.movable);
  g_assert_cmpuint (level.order, >, 0);

  desk_session_set_symbol (desk.session, symbol);
  page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1000, 700);
  wait_for_chart (page);
  g_signal_emit_by_name (find_type (page, DESK_TYPE_CHART), "level-moved", &level, limit + 1);
  wait_for (count_dialogs (page) == 1);
  close_dialogs (page);
  g_assert_cmpuint (count_levels (symbol, DESK_LEVEL_ORDER, &level), ==, 1);
  g_assert_cmpfloat (level.price, ==, limit);

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "order", "t", level.order);
  desk_session_do (desk.session, "order.cancel", g_variant_dict_end (&dict));
  step (&desk, 1);
  wait_for (count_levels (symbol, DESK_LEVEL_ORDER, &level) == 0);
  close_page (page);
}

/* What is drawn on one symbol is not on another, and is there again in the next session; a file
 * that is none is kept beside. */
static void
test_drawings (void)
{
  const char *folder = desk_session_get_data_dir (desk.session);
  g_autofree char *path = g_build_filename (folder, "drawings.ini", NULL);
  g_autofree char *beside = g_strconcat (path, ".damaged", NULL);
  g_autofree char *none = NULL, *text = NULL, *left = NULL, *kept = NULL;
  g_autoptr(GError) error = NULL;
  GtkWidget *page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1000, 700);
  DeskChart *chart = wait_for_chart (page);

  none = desk_drawing_store_load (folder, "BRK.B", &error);
  g_assert_cmpstr (none, ==, "");
  g_assert_true (desk_chart_page_do (DESK_CHART_PAGE (page), "chart.draw-trend"));
  g_assert_cmpint (desk_chart_get_tool (chart), ==, DESK_DRAWING_TREND);
  g_assert_true (desk_chart_page_do (DESK_CHART_PAGE (page), "chart.draw-trend"));
  g_assert_cmpint (desk_chart_get_tool (chart), ==, -1);

  desk_chart_set_drawings (chart, "level 5 10\n");
  g_signal_emit_by_name (chart, "drawings-changed");
  text = desk_drawing_store_load (folder, desk_session_get_symbol (desk.session), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "level 5 10\n");
  close_page (page);

  page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1000, 700);
  chart = wait_for_chart (page);
  g_assert_cmpuint (desk_drawings_get_n (desk_chart_get_drawings (chart)), ==, 1);
  close_page (page);

  g_assert_true (desk_drawing_store_save (folder, "BRK.B", "level 1 2\n", &error));
  g_assert_true (desk_drawing_store_save (folder, "BRK.B", "", &error));
  left = desk_drawing_store_load (folder, "BRK.B", &error);
  g_assert_cmpstr (left, ==, "");

  g_assert_true (g_file_set_contents (path, "no key file", -1, NULL));
  g_assert_null (desk_drawing_store_load (folder, "BRK.B", &error));
  g_assert_nonnull (error);
  g_assert_true (desk_drawing_store_save (folder, "BRK.B", "level 1 2\n", NULL));
  g_assert_true (g_file_get_contents (beside, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "no key file");
  g_assert_cmpint (g_remove (path), ==, 0);
}

static guint
count_items (const char *symbol)
{
  g_autoptr(GMenu) menu = desk_chart_make_menu (desk.session, symbol, 12.34);

  return check_menu (G_MENU_MODEL (menu));
}

static void
test_menu (void)
{
  look_at_first_position ();
  /* What is held can be closed and its stop moved too */
  g_assert_cmpuint (count_items (desk_session_get_symbol (desk.session)), ==, 10);
  g_assert_cmpuint (count_items ("NOT-HELD"), ==, 8);
}

static gboolean
legend_has (DeskChart  *chart,
            const char *prefix)
{
  g_auto(GStrv) lines = desk_chart_dup_legend (chart, -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], prefix))
      return TRUE;

  return FALSE;
}

/* As wide as its eight columns need, 100 each and as much again for the time; over figures titles
 * are at the right, as the figures are. */
static void
test_table (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1000, 700);
  DeskChart *chart = wait_for_chart (page);
  GtkWidget *window = desk_chart_table_new (NULL, chart, "AAPL");
  GtkColumnView *view = GTK_COLUMN_VIEW (find_type (window, GTK_TYPE_COLUMN_VIEW));
  g_auto(GStrv) titles = desk_chart_dup_columns (chart);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_assert_cmpuint (g_strv_length (titles), ==, 8);
  g_assert_cmpint (width, ==, 900);
  for (guint i = 0; titles[i] != NULL; i++)
    g_assert_cmpint (gtk_widget_get_halign (gtk_widget_get_first_child (
                       desk_compat_find_title (view, titles[i]))) == GTK_ALIGN_END, ==, i > 0);
  check_names (window);
  gtk_window_destroy (GTK_WINDOW (window));
  close_page (page);
}

/* Another instrument comes beside the one that is shown, follows the clock, and goes again. */
static void
test_compare (void)
{
  double limit;
  const char *other = find_not_held (0, &limit);
  g_autofree char *prefix = g_strconcat (other, " ", NULL);
  GtkWidget *page = show_page (&desk, DESK_TYPE_CHART_PAGE, 1000, 700);
  DeskChart *chart = wait_for_chart (page);

  desk_settings_set (desk.settings, "chart.compare", g_variant_new_string (other));
  wait_for (legend_has (chart, prefix));
  step (&desk, 2);
  g_assert_true (legend_has (chart, prefix));
  g_assert_true (desk_chart_page_do (DESK_CHART_PAGE (page), "chart.compare-none"));
  g_assert_false (legend_has (chart, prefix));
  desk_settings_reset (desk.settings, "chart.compare");
  close_page (page);
}

static void
test_unknown_symbol (void)
{
  GtkWidget *page;

  desk_session_set_symbol (desk.session, "NO-SUCH");
  page = show_page (&desk, DESK_TYPE_CHART_PAGE, 400, 700);
  g_assert_true (says (page, "No Bars") || says (page, "No Symbol")
                 || find_type (page, DESK_TYPE_CHART) != NULL);
  close_page (page);
  look_at_first_position ();
}

/* A time that is asked for before the bars are there is in sight once they are. */
static void
test_show_time (void)
{
  GtkWidget *page;
  DeskChart *chart;
  DtBarSeries *series;
  double first, last;

  look_at_first_position ();
  page = show_page (&desk, DESK_TYPE_CHART_PAGE, 600, 500);
  chart = DESK_CHART (find_type (page, DESK_TYPE_CHART));
  desk_chart_page_show_time (DESK_CHART_PAGE (page), 0);
  wait_for (desk_chart_get_series (chart) != NULL);
  series = desk_chart_get_series (chart);
  desk_chart_get_range (chart, &first, &last);
  g_assert_cmpfloat (first, <, 1.);

  desk_chart_page_show_time (DESK_CHART_PAGE (page),
                             series->time[desk_chart_get_n_known (chart) - 1]);
  desk_chart_get_range (chart, &first, &last);
  g_assert_cmpfloat (last, >=, desk_chart_get_n_known (chart) - 1);
  close_page (page);
}

static void
test_leaks (void)
{
  check_leaks (&desk, DESK_TYPE_CHART_PAGE);
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

  g_test_add_func ("/chartpage/count-known", test_count_known);
  g_test_add_func ("/chartpage/forming", test_forming);
  g_test_add_func ("/chartpage/levels", test_levels);
  g_test_add_func ("/chartpage/timeframes", test_timeframes);
  g_test_add_func ("/chartpage/no-look-ahead", test_no_look_ahead);
  g_test_add_func ("/chartpage/legend", test_legend);
  g_test_add_func ("/chartpage/fills", test_fills);
  g_test_add_func ("/chartpage/show-time", test_show_time);
  g_test_add_func ("/chartpage/actions", test_actions);
  g_test_add_func ("/chartpage/indicators", test_indicators);
  g_test_add_func ("/chartpage/drawings", test_drawings);
  g_test_add_func ("/chartpage/compare", test_compare);
  g_test_add_func ("/chartpage/table", test_table);
  g_test_add_func ("/chartpage/menu", test_menu);
  g_test_add_func ("/chartpage/unknown-symbol", test_unknown_symbol);
  g_test_add_func ("/chartpage/leaks", test_leaks);

  status = g_test_run ();
  desk_end (&desk);

  return status;
}
