/* desk-tint-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heat"

#include "config.h"

#include <adwaita.h>

#include "desk-tint-bar.h"

#define N_STEPS    41
#define STEP_WIDTH 3
#define BAR_HEIGHT 10
#define MOST_LOAD  1.25   /* what is beyond the limit is seen too */

struct _DeskTintBar
{
  GtkWidget     parent_instance;

  DeskTintKind  kind;
  DeskPalette   palette;
  gboolean      reversed;
  GtkWidget    *low;
  GtkWidget    *high;
};

G_DEFINE_FINAL_TYPE (DeskTintBar, desk_tint_bar, GTK_TYPE_WIDGET)

#define SPACE 6

static int
get_natural (GtkWidget      *child,
             GtkOrientation  orientation)
{
  int natural;

  gtk_widget_measure (child, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
desk_tint_bar_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  DeskTintBar *self = DESK_TINT_BAR (widget);
  int low = get_natural (self->low, orientation), high = get_natural (self->high, orientation);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                        ? low + high + 2 * SPACE + N_STEPS * STEP_WIDTH
                        : MAX (BAR_HEIGHT, MAX (low, high));
}

static void
desk_tint_bar_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  DeskTintBar *self = DESK_TINT_BAR (widget);
  int low = get_natural (self->low, GTK_ORIENTATION_HORIZONTAL);
  int high = get_natural (self->high, GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_size_allocate (self->low, &(GtkAllocation) { 0, 0, low, height }, -1);
  gtk_widget_size_allocate (self->high,
                            &(GtkAllocation) { low + 2 * SPACE + N_STEPS * STEP_WIDTH, 0, high,
                                               height }, -1);
}

static void
desk_tint_bar_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  DeskTintBar *self = DESK_TINT_BAR (widget);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  int left = gtk_widget_get_width (self->low) + SPACE;
  int top = (gtk_widget_get_height (widget) - BAR_HEIGHT) / 2;
  DeskTints tints;

  desk_tints_init (&tints, self->palette, adw_style_manager_get_dark (manager),
                   adw_style_manager_get_high_contrast (manager));
  for (int i = 0; i < N_STEPS; i++)
    {
      double part = (double) i / (N_STEPS - 1);
      double tint = self->kind == DESK_TINT_LOAD ? part * MOST_LOAD : 2. * part - 1.;
      GdkRGBA colour = desk_tints_get (&tints, self->kind, self->reversed ? -tint : tint);

      gtk_snapshot_append_color (snapshot, &colour,
                                 &GRAPHENE_RECT_INIT ((float) (left + i * STEP_WIDTH),
                                                      (float) top, STEP_WIDTH, BAR_HEIGHT));
    }
  gtk_widget_snapshot_child (widget, self->low, snapshot);
  gtk_widget_snapshot_child (widget, self->high, snapshot);
}

static void
desk_tint_bar_dispose (GObject *object)
{
  DeskTintBar *self = DESK_TINT_BAR (object);

  g_clear_pointer (&self->low, gtk_widget_unparent);
  g_clear_pointer (&self->high, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_tint_bar_parent_class)->dispose (object);
}

static void
desk_tint_bar_class_init (DeskTintBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_tint_bar_dispose;
  widget_class->measure = desk_tint_bar_measure;
  widget_class->size_allocate = desk_tint_bar_size_allocate;
  widget_class->snapshot = desk_tint_bar_snapshot;
  gtk_widget_class_set_css_name (widget_class, "tintbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static GtkWidget *
add_label (DeskTintBar *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "figure");
  gtk_widget_set_parent (label, GTK_WIDGET (self));

  return label;
}

static void
desk_tint_bar_init (DeskTintBar *self)
{
  self->low = add_label (self);
  self->high = add_label (self);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

void
desk_tint_bar_set (DeskTintBar  *self,
                   DeskTintKind  kind,
                   DeskPalette   palette,
                   gboolean      reversed,
                   const char   *low,
                   const char   *high)
{
  g_autofree char *label = NULL;

  g_return_if_fail (DESK_IS_TINT_BAR (self));

  self->kind = kind;
  self->palette = palette;
  self->reversed = reversed;
  gtk_label_set_text (GTK_LABEL (self->low), low);
  gtk_label_set_text (GTK_LABEL (self->high), high);
  label = g_strdup_printf ("Colours from %s to %s", low, high);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
