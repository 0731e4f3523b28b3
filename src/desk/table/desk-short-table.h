/* desk-short-table.h - a few rows of figures in a card
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-table.h"

G_BEGIN_DECLS

/**
 * DeskShortTable:
 *
 * A table with all its rows in sight, sorted as the user likes. Its columns are those of its view.
 *
 * Thread: main. Signals: "activated" (GObject: the row).
 */
#define DESK_TYPE_SHORT_TABLE (desk_short_table_get_type ())
G_DECLARE_FINAL_TYPE (DeskShortTable, desk_short_table, DESK, SHORT_TABLE, AdwBin)

/* @rows: a reference is taken. @label: for those who do not see it */
GtkWidget     *desk_short_table_new      (GListModel     *rows,
                                          const char     *label);
GtkColumnView *desk_short_table_get_view (DeskShortTable *self);

G_END_DECLS
