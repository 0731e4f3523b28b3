/* desk-sparkline.h - a curve as high as a word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "desk-colours.h"

G_BEGIN_DECLS

/**
 * DeskSparkline:
 *
 * The course of a price without axes (Edward Tufte, Beautiful Evidence, 2006), with a line where it
 * began and a dot where it is. Its accessible label says the same in words.
 *
 * Thread: main.
 */
#define DESK_TYPE_SPARKLINE (desk_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (DeskSparkline, desk_sparkline, DESK, SPARKLINE, GtkWidget)

GtkWidget *desk_sparkline_new          (void);
/* Copies. @good: whether this is a profit */
void       desk_sparkline_set_values   (DeskSparkline *self,
                                        const double  *values,
                                        gsize          n,
                                        gboolean       good);
void       desk_sparkline_set_palette  (DeskSparkline *self,
                                        DeskPalette    palette);

G_END_DECLS
