/* desk-range-bar.h - where a price stands between two others
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskRangeBar:
 *
 * A line from low to high, filled up to the place of the last price, which has a mark.
 *
 * Thread: main.
 */
#define DESK_TYPE_RANGE_BAR (desk_range_bar_get_type ())
G_DECLARE_FINAL_TYPE (DeskRangeBar, desk_range_bar, DESK, RANGE_BAR, GtkWidget)

GtkWidget *desk_range_bar_new        (void);
/* 0 is low, 1 is high; NaN: neither is known */
void       desk_range_bar_set_place  (DeskRangeBar *self,
                                      double        place);

G_END_DECLS
