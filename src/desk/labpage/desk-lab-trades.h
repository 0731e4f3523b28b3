/* desk-lab-trades.h - the trades of a run and the chart of each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-colours.h"
#include "desk-settings.h"

#include "desk-lab-result.h"

G_BEGIN_DECLS

/**
 * DeskLabTrades:
 *
 * A table that can be sorted, and below it the bars of the trade that is selected with its entry
 * and exit. Activating a row opens it on the chart page (win.symbol.show).
 *
 * Thread: main.
 */
#define DESK_TYPE_LAB_TRADES (desk_lab_trades_get_type ())
G_DECLARE_FINAL_TYPE (DeskLabTrades, desk_lab_trades, DESK, LAB_TRADES, AdwBin)

GtkWidget *desk_lab_trades_new         (void);
/* The columns as the user left them. */
void       desk_lab_trades_remember    (DeskLabTrades *self,
                                        DeskSettings  *settings);
void       desk_lab_trades_show        (DeskLabTrades *self,
                                        DeskLabResult *result);
void       desk_lab_trades_set_palette (DeskLabTrades *self,
                                        DeskPalette    palette);
/* Rows as they are sorted: for tests. (transfer none) */
GListModel *desk_lab_trades_get_rows   (DeskLabTrades *self);

G_END_DECLS
