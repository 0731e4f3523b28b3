/* desk-trade-bars.h - profit of each completed trade
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dt-time.h"

#include "desk-colours.h"

G_BEGIN_DECLS

typedef struct
{
  const char *symbol;
  DtTime      entry;
  DtTime      exit;       /* never before that of the bar before it */
  double      profit;     /* USD, after fees */
  guint64     number;     /* of the trade in its book */
} DeskTradeBar;

/**
 * DeskTradeBars:
 *
 * A bar for each completed trade, oldest first: up from the line for a profit, down for a loss, so
 * that the direction says what the colour says. Pans, zooms and has a data cursor as #DeskLineChart
 * does; a click or Enter opens the trade. Trades that share a pixel column become one bar that
 * reaches from the worst to the best of them.
 *
 * Thread: main. Signals: "cursor-changed", "activated" (index of the trade).
 */
#define DESK_TYPE_TRADE_BARS (desk_trade_bars_get_type ())
G_DECLARE_FINAL_TYPE (DeskTradeBars, desk_trade_bars, DESK, TRADE_BARS, GtkWidget)

GtkWidget    *desk_trade_bars_new          (void);
/* Copies. */
void          desk_trade_bars_append       (DeskTradeBars      *self,
                                            const DeskTradeBar *trades,
                                            gsize               n);
void          desk_trade_bars_clear        (DeskTradeBars      *self);
gsize         desk_trade_bars_get_n        (DeskTradeBars      *self);
/* The trade at @i, whose text lives until the next clear. */
DeskTradeBar  desk_trade_bars_get          (DeskTradeBars      *self,
                                            gsize               i);
void          desk_trade_bars_set_palette  (DeskTradeBars      *self,
                                            DeskPalette         palette);
/* The trade under crosshair or data cursor, else −1. */
gint64        desk_trade_bars_get_cursor   (DeskTradeBars      *self);

G_END_DECLS
