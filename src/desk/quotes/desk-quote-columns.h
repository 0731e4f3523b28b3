/* desk-quote-columns.h - what is said of an instrument
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Of rows that are DeskQuote. */
void                 desk_quote_columns_add (GtkColumnView *view);
/* The session's range and the last price in it. (transfer full) */
GtkColumnViewColumn *desk_range_column_new  (void);

G_END_DECLS
