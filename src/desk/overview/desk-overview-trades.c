/* desk-overview-trades.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-overview"

#include "config.h"

#include "desk-format.h"

#include "desk-overview-panels.h"
#include "desk-overview-stats.h"
#include "desk-trade-bars.h"

#define HEIGHT    150
#define PAGE_ROWS 1000
#define ROWS_TYPE "a(tsxxxxxxxxsxxs)"

struct _DeskOverviewTrades
{
  DeskOverviewPanel  parent_instance;

  GtkWidget         *point;
  GtkWidget         *bars;

  gint64             book;
  guint64            last;         /* number of the newest trade that is here */
  guint              n_closed;     /* when it was last asked for */
  GCancellable      *loading;      /* (nullable) */
};

G_DEFINE_FINAL_TYPE (DeskOverviewTrades, desk_overview_trades, DESK_TYPE_OVERVIEW_PANEL)

static DeskSession *
session_of (DeskOverviewTrades *self)
{
  return desk_overview_panel_get_session (DESK_OVERVIEW_PANEL (self));
}

static void
drop_request (DeskOverviewTrades *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
show_point (DeskOverviewTrades *self)
{
  DeskTradeBars *bars = DESK_TRADE_BARS (self->bars);
  gint64 i = desk_trade_bars_get_cursor (bars);
  gsize n = desk_trade_bars_get_n (bars);
  g_autofree char *time = NULL;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;
  DtMoney money;

  if (i >= 0 && (gsize) i < n)
    {
      DeskTradeBar trade = desk_trade_bars_get (bars, i);

      if (dt_money_from_double (trade.profit, &money))
        {
          time = desk_format_time (trade.exit, DESK_TIME_FULL);
          value = desk_format_profit (money);
          text = g_strdup_printf ("%s · %s · %s", trade.symbol, time, value);
        }
    }
  else if (n > 0)
    text = g_strdup_printf (n == 1 ? "%" G_GSIZE_FORMAT " trade" : "%" G_GSIZE_FORMAT " trades",
                            n);
  gtk_label_set_text (GTK_LABEL (self->point), text != NULL ? text : "");
}

static void
take_rows (DeskOverviewTrades *self,
           GVariant           *rows)
{
  gsize n = g_variant_n_children (rows);
  g_autofree DeskTradeBar *trades = g_new0 (DeskTradeBar, n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) row = g_variant_get_child_value (rows, i);
      DtMoney profit;

      /* What is borrowed from the row is borrowed from @rows */
      g_variant_get (row, "(t&sxxxxxxxx&sxx&s)", &self->last, &trades[i].symbol, NULL,
                     &trades[i].entry, &trades[i].exit, NULL, NULL, &profit, NULL, NULL, NULL,
                     NULL, NULL, NULL);
      trades[i].number = self->last;
      trades[i].profit = dt_money_to_double (profit);
    }
  desk_trade_bars_append (DESK_TRADE_BARS (self->bars), trades, n);
  show_point (self);
}

static void ask (DeskOverviewTrades *self);

static void
page_arrived (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(DeskOverviewTrades) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = desk_session_call_finish (DESK_SESSION (source), result, &error);
  g_autoptr(GVariant) rows = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  if (answer != NULL)
    rows = g_variant_lookup_value (answer, "rows", G_VARIANT_TYPE (ROWS_TYPE));
  if (rows == NULL)
    return;

  take_rows (self, rows);
  if (g_variant_n_children (rows) == PAGE_ROWS)
    ask (self);
}

static void
ask (DeskOverviewTrades *self)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "after", "t", self->last);
  g_variant_dict_insert (&dict, "limit", "u", PAGE_ROWS);
  self->loading = g_cancellable_new ();
  desk_session_call_async (session_of (self), "book.trades", g_variant_dict_end (&dict),
                           self->loading, page_arrived, g_object_ref (self));
}

static void
start_anew (DeskOverviewTrades *self,
            gint64              book)
{
  drop_request (self);
  self->book = book;
  self->last = 0;
  self->n_closed = 0;
  desk_trade_bars_clear (DESK_TRADE_BARS (self->bars));
  show_point (self);
}

static void
desk_overview_trades_show (DeskOverviewPanel *panel)
{
  DeskOverviewTrades *self = DESK_OVERVIEW_TRADES (panel);
  const DeskAccount *account = desk_session_get_account (session_of (self));
  gint64 book = desk_session_get_clock (session_of (self))->book;
  guint n_closed = desk_overview_count_completed (account);

  if (book != self->book)
    start_anew (self, book);
  desk_trade_bars_set_palette (
    DESK_TRADE_BARS (self->bars),
    g_str_equal (desk_settings_get_string (desk_overview_panel_get_settings (panel),
                                           "style.palette"), "blue-orange")
    ? DESK_PALETTE_BLUE_ORANGE : DESK_PALETTE_CLASSIC);
  if (book == 0 || self->loading != NULL || n_closed == self->n_closed)
    return;

  self->n_closed = n_closed;
  ask (self);
}

static void
bar_activated (DeskOverviewTrades *self,
               guint               i)
{
  DeskTradeBar trade = desk_trade_bars_get (DESK_TRADE_BARS (self->bars), i);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "trade", "t", trade.number);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.journal.show",
                                      g_variant_dict_end (&dict));
}

static void
desk_overview_trades_dispose (GObject *object)
{
  drop_request (DESK_OVERVIEW_TRADES (object));

  G_OBJECT_CLASS (desk_overview_trades_parent_class)->dispose (object);
}

static void
desk_overview_trades_class_init (DeskOverviewTradesClass *klass)
{
  static const char *const signals[] = { "account-changed", "clock-changed", NULL };
  static const char *const settings[] = { "style.palette", NULL };
  DeskOverviewPanelClass *panel_class = DESK_OVERVIEW_PANEL_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_overview_trades_dispose;
  panel_class->signals = signals;
  panel_class->settings = settings;
  panel_class->show = desk_overview_trades_show;
}

static void
desk_overview_trades_init (DeskOverviewTrades *self)
{
  self->point = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, "xalign", 1.,
                              NULL);
  gtk_widget_add_css_class (self->point, "dim-label");
  gtk_widget_add_css_class (self->point, "caption");
  gtk_widget_add_css_class (self->point, "figure");
  self->bars = desk_trade_bars_new ();
  gtk_widget_set_size_request (self->bars, -1, HEIGHT);
  g_signal_connect_object (self->bars, "cursor-changed", G_CALLBACK (show_point), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bars, "activated", G_CALLBACK (bar_activated), self,
                           G_CONNECT_SWAPPED);
  desk_overview_panel_set_up (DESK_OVERVIEW_PANEL (self), "Completed Trades", self->point,
                              self->bars);
}
