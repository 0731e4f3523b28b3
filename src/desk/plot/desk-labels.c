/* desk-labels.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-plot"

#include "config.h"

#include <math.h>

#include "desk-labels.h"

/* Crosshair tags bring ever new texts; far fewer than this are in sight at once. */
#define MAX_LAYOUTS 512

void
desk_labels_init (DeskLabels *labels,
                  GtkWidget  *widget)
{
  labels->widget = widget;
  labels->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

void
desk_labels_clear (DeskLabels *labels)
{
  g_clear_pointer (&labels->layouts, g_hash_table_unref);
}

void
desk_labels_forget (DeskLabels *labels)
{
  if (labels->layouts != NULL)
    g_hash_table_remove_all (labels->layouts);
}

static PangoLayout *
get_layout (DeskLabels *labels,
            const char *text)
{
  PangoLayout *layout = g_hash_table_lookup (labels->layouts, text);
  PangoAttrList *attributes;

  if (layout != NULL)
    return layout;

  if (g_hash_table_size (labels->layouts) >= MAX_LAYOUTS)
    g_hash_table_remove_all (labels->layouts);

  /* Figures of one width, so that tags do not tremble under a moving crosshair */
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_scale_new (.86));
  layout = gtk_widget_create_pango_layout (labels->widget, text);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  g_hash_table_insert (labels->layouts, g_strdup (text), layout);
  return layout;
}

void
desk_labels_measure (DeskLabels *labels,
                     const char *text,
                     int        *width,
                     int        *height)
{
  pango_layout_get_pixel_size (get_layout (labels, text), width, height);
}

void
desk_labels_draw (DeskLabels    *labels,
                  GtkSnapshot   *snapshot,
                  const char    *text,
                  const GdkRGBA *colour,
                  double         x,
                  double         y,
                  double         x_align)
{
  PangoLayout *layout = get_layout (labels, text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x - x_align * width),
                                                          (float) round (y - height / 2.)));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}
