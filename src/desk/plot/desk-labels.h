/* desk-labels.h - short texts, laid out once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Axis labels come back frame after frame: their layouts are kept until the font changes. */
typedef struct
{
  GtkWidget  *widget;     /* not owned: the one that they are part of */
  GHashTable *layouts;    /* text to PangoLayout */
} DeskLabels;

void desk_labels_init    (DeskLabels    *labels,
                          GtkWidget     *widget);
void desk_labels_clear   (DeskLabels    *labels);
/* The font changed. */
void desk_labels_forget  (DeskLabels    *labels);
void desk_labels_measure (DeskLabels    *labels,
                          const char    *text,
                          int           *width,
                          int           *height);
/* @x_align: 0 has the text begin at @x, 1 end there; @y is the middle of the line. */
void desk_labels_draw    (DeskLabels    *labels,
                          GtkSnapshot   *snapshot,
                          const char    *text,
                          const GdkRGBA *colour,
                          double         x,
                          double         y,
                          double         x_align);

G_END_DECLS
