/* desk-range-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-quotes"

#include "config.h"

#include <math.h>

#include <adwaita.h>

#include "desk-colours.h"

#include "desk-range-bar.h"

#define WIDTH  64
#define LEAST  40
#define HEIGHT 12
#define LINE   4.f
#define MARK   4.f

struct _DeskRangeBar
{
  GtkWidget parent_instance;

  double    place;
};

G_DEFINE_FINAL_TYPE (DeskRangeBar, desk_range_bar, GTK_TYPE_WIDGET)

static void
desk_range_bar_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  DeskRangeBar *self = DESK_RANGE_BAR (widget);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const DeskColours *colours = desk_colours_get (DESK_PALETTE_CLASSIC,
                                                 adw_style_manager_get_dark (manager),
                                                 adw_style_manager_get_high_contrast (manager));
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  float top = floorf ((height - LINE) / 2), x;
  GdkRGBA empty = colours->dim_text;

  if (isnan (self->place) || width <= MARK)
    return;

  empty.alpha = .3f;
  x = roundf ((float) CLAMP (self->place, 0., 1.) * (width - MARK));
  gtk_snapshot_append_color (snapshot, &empty, &GRAPHENE_RECT_INIT (0, top, width, LINE));
  gtk_snapshot_append_color (snapshot, &colours->line[0], &GRAPHENE_RECT_INIT (0, top, x, LINE));
  gtk_snapshot_append_color (snapshot, &colours->text,
                             &GRAPHENE_RECT_INIT (x, floorf ((height - HEIGHT) / 2), MARK,
                                                  HEIGHT));
}

static void
desk_range_bar_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
desk_range_bar_class_init (DeskRangeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = desk_range_bar_snapshot;
  widget_class->measure = desk_range_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "rangebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
desk_range_bar_init (DeskRangeBar *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->place = NAN;
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
desk_range_bar_new (void)
{
  return g_object_new (DESK_TYPE_RANGE_BAR, NULL);
}

void
desk_range_bar_set_place (DeskRangeBar *self,
                          double        place)
{
  g_return_if_fail (DESK_IS_RANGE_BAR (self));

  if (place == self->place || (isnan (place) && isnan (self->place)))
    return;

  self->place = place;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
