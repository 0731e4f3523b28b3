/* desk-pane.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include "desk-pane.h"

/* Logical pixels of a pane with a width of its own: what no window is lower than. */
#define LEAST_HEIGHT 240

struct _DeskPane
{
  AdwBin   parent_instance;

  int      natural_width;
  gboolean shrinks;
};

G_DEFINE_FINAL_TYPE (DeskPane, desk_pane, ADW_TYPE_BIN)

enum
{
  PROP_NATURAL_WIDTH = 1,
  PROP_SHRINKS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_natural_width (DeskPane *self,
                   int       width)
{
  if (self->natural_width == width)
    return;

  self->natural_width = width;
  if (width > 0)
    gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NATURAL_WIDTH]);
}

static void
set_shrinks (DeskPane *self,
             gboolean  shrinks)
{
  if (self->shrinks == shrinks)
    return;

  self->shrinks = shrinks;
  gtk_widget_set_overflow (GTK_WIDGET (self), shrinks ? GTK_OVERFLOW_HIDDEN : GTK_OVERFLOW_VISIBLE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHRINKS]);
}

static GtkSizeRequestMode
desk_pane_get_request_mode (GtkWidget *widget)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  return child != NULL ? gtk_widget_get_request_mode (child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
desk_pane_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  DeskPane *self = DESK_PANE (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  if (child == NULL || !gtk_widget_get_visible (child))
    return;

  if (self->natural_width > 0 && orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = LEAST_HEIGHT;
      return;
    }

  if (self->shrinks || self->natural_width > 0)
    for_size = -1;
  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    return;

  if (self->natural_width > 0)
    *natural = MAX (*minimum, self->natural_width);
  if (self->shrinks)
    *minimum = 0;
}

static void
desk_pane_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  DeskPane *self = DESK_PANE (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));
  int minimum = 0, least = 0;

  if (child == NULL || !gtk_widget_should_layout (child))
    return;

  if (self->shrinks)
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  width = MAX (width, minimum);
  if (self->natural_width > 0)
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  gtk_widget_allocate (child, width, MAX (height, least), baseline, NULL);
}

static void
desk_pane_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  DeskPane *self = DESK_PANE (object);

  switch (id)
    {
    case PROP_NATURAL_WIDTH:
      g_value_set_int (value, self->natural_width);
      break;

    case PROP_SHRINKS:
      g_value_set_boolean (value, self->shrinks);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
desk_pane_set_property (GObject      *object,
                        guint         id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  DeskPane *self = DESK_PANE (object);

  switch (id)
    {
    case PROP_NATURAL_WIDTH:
      set_natural_width (self, g_value_get_int (value));
      break;

    case PROP_SHRINKS:
      set_shrinks (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
desk_pane_class_init (DeskPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_pane_get_property;
  object_class->set_property = desk_pane_set_property;
  widget_class->get_request_mode = desk_pane_get_request_mode;
  widget_class->measure = desk_pane_measure;
  widget_class->size_allocate = desk_pane_size_allocate;

  properties[PROP_NATURAL_WIDTH] =
    g_param_spec_int ("natural-width", NULL, NULL, 0, G_MAXINT, 0,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SHRINKS] =
    g_param_spec_boolean ("shrinks", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_pane_init (DeskPane *self)
{
  /* A bin's own layout would ask for the child's widths */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}
