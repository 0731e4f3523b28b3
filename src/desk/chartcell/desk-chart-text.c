/* desk-chart-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartcell"

#include "config.h"

#include <math.h>

#include "desk-action-table.h"
#include "desk-format.h"
#include "desk-position.h"
#include "desk-quote.h"

#include "desk-chart-text.h"

#define NO_BREAK "\302\240"

gsize
desk_chart_count_known (const DtBarSeries *series,
                        DtTime             time)
{
  gsize low = 0, high = series->n_bars;

  if (time == DT_TIME_NONE)
    return 0;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (series->known[middle] <= time)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* A field begins after three spaces, where a line may end, and has none
 * inside. */
static void
append_field (GString    *text,
              const char *name,
              char       *figure)
{
  g_string_append_printf (text, "   %s" NO_BREAK, name);
  for (const char *p = figure; *p != '\0'; p++)
    if (*p == ' ')
      g_string_append (text, NO_BREAK);
    else
      g_string_append_c (text, *p);
  g_free (figure);
}

/* "4 min left", "1 h 30 min left", "2 d left" of a bar that is not complete at @time. */
static void
append_left (GString *text,
             DtTime   left)
{
  gint64 minutes = (left + DT_MINUTE - 1) / DT_MINUTE, hours = minutes / 60;

  g_string_append (text, ", ");
  if (hours >= 24)
    g_string_append_printf (text, "%d" NO_BREAK "d", (int) ((hours + 23) / 24));
  else if (hours > 0)
    g_string_append_printf (text, "%d" NO_BREAK "h" NO_BREAK "%d" NO_BREAK "min", (int) hours,
                            (int) (minutes % 60));
  else
    g_string_append_printf (text, "%d" NO_BREAK "min", (int) minutes);
  g_string_append (text, NO_BREAK "left");
}

static void
append_bar (GString           *text,
            const DtBarSeries *series,
            gsize              i,
            DtTime             time)
{
  gboolean is_daily = series->timeframe >= DT_TIMEFRAME_DAY;
  g_autofree char *date = desk_format_time (series->time[i], DESK_TIME_DATE);
  g_autofree char *clock = desk_format_time (series->time[i], DESK_TIME_MINUTE);

  g_string_append (text, date);
  if (!is_daily)
    g_string_append_printf (text, "," NO_BREAK "%s", clock);
  g_string_replace (text, " ", NO_BREAK, 0);
  if (time != DT_TIME_NONE && series->known[i] > time)
    append_left (text, series->known[i] - time);
  append_field (text, "O", desk_format_price (series->open[i]));
  append_field (text, "H", desk_format_price (series->high[i]));
  append_field (text, "L", desk_format_price (series->low[i]));
  append_field (text, "C", desk_format_price (series->close[i]));
  append_field (text, "V", desk_format_large (series->volume[i]));
}

/* The bar that is pointed to, else the latest; −1 without any. */
static gint64
find_bar (DeskChart *chart)
{
  gsize n_known = desk_chart_get_n_known (chart);
  gint64 bar = desk_chart_get_cursor (chart);

  if (desk_chart_get_series (chart) == NULL)
    return -1;

  return bar >= 0 && (gsize) bar < n_known ? bar : (gint64) n_known - 1;
}

char *
desk_chart_make_legend (DeskChart      *chart,
                        DtTime          time,
                        PangoAttrList **attributes)
{
  GString *text = g_string_new (NULL);
  gint64 bar = find_bar (chart);

  *attributes = pango_attr_list_new ();
  if (bar >= 0)
    {
      append_bar (text, desk_chart_get_series (chart), (gsize) bar, time);
      desk_chart_write_legend (chart, bar, text, *attributes);
    }

  return g_string_free (text, FALSE);
}

char *
desk_chart_make_tooltip (DeskChart *chart,
                         DtTime     time)
{
  GString *text = g_string_new (NULL);
  gint64 bar = find_bar (chart);
  g_auto(GStrv) overlays = NULL;

  if (bar < 0)
    return g_string_free (text, FALSE);

  append_bar (text, desk_chart_get_series (chart), (gsize) bar, time);
  overlays = desk_chart_dup_legend (chart, bar);
  for (guint i = 0; overlays != NULL && overlays[i] != NULL; i++)
    g_string_append_printf (text, "\n%s", overlays[i]);

  return g_string_free (text, FALSE);
}

GVariant *
desk_chart_make_target (const char *symbol)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", symbol);

  return g_variant_dict_end (&dict);
}

static void
append_priced (GMenu      *menu,
               const char *id,
               const char *what,
               const char *symbol,
               const char *argument,
               double      price)
{
  g_autofree char *figure = desk_format_price (price);
  g_autofree char *label = g_strdup_printf ("%s %s…", what, figure);
  g_autofree char *name = g_strconcat ("win.", id, NULL);
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", symbol);
  g_variant_dict_insert (&dict, argument, "d", price);
  g_menu_item_set_action_and_target_value (item, name, g_variant_dict_end (&dict));
  g_menu_append_item (menu, item);
}

/* On the side of the last price where it loses a stop can be, on the other one a target. */
static void
append_exits (GMenu       *menu,
              DeskSession *session,
              const char  *symbol,
              double       price)
{
  DeskPosition *position = desk_session_find_position (session, symbol);
  DeskQuote *quote = desk_session_find_quote (session, symbol);
  double last = quote != NULL ? desk_quote_get_state (quote)->last : NAN;
  gboolean is_long;

  if (position == NULL)
    return;

  is_long = desk_position_get_state (position)->quantity > 0;
  if (!(is_long ? price >= last : price <= last))
    append_priced (menu, "order.move-stop", "Move Stop to", symbol, "price", price);
  if (!(is_long ? price <= last : price >= last))
    append_priced (menu, "order.move-target", "Move Target to", symbol, "price", price);
}

GMenu *
desk_chart_make_menu (DeskSession *session,
                      const char  *symbol,
                      double       price)
{
  static const char *const order_ids[] = { "order.buy", "order.sell", NULL };
  static const char *const close_ids[] = { "position.close", NULL };
  static const char *const view_ids[] = {
    "chart.latest", "chart.all", "", "chart.indicators", NULL,
  };
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) orders = desk_action_make_menu (order_ids, desk_chart_make_target (symbol));
  g_autoptr(GMenu) here = g_menu_new ();
  g_autoptr(GMenu) close = NULL;
  g_autoptr(GMenu) view = desk_action_make_menu (view_ids, NULL);
  gboolean is_held = desk_session_find_position (session, symbol) != NULL;

  g_menu_append_section (menu, NULL, G_MENU_MODEL (orders));
  /* A price is worth a cent */
  price = round (price * 100.) / 100.;
  if (price > 0.)
    {
      append_priced (here, "order.buy", "Buy with Limit", symbol, "limit", price);
      append_priced (here, "order.sell", "Sell with Limit", symbol, "limit", price);
      append_exits (here, session, symbol, price);
      append_priced (here, "alert.new", "Alert at", symbol, "level", price);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (here));
    }
  if (is_held)
    {
      close = desk_action_make_menu (close_ids, desk_chart_make_target (symbol));
      g_menu_append_section (menu, NULL, G_MENU_MODEL (close));
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (view));

  return menu;
}
