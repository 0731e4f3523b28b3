/* desk-fold.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-parts"

#include "config.h"

#include "desk-fold.h"

/* What a window can always be made as narrow as. */
#define LEAST_WIDTH 320

struct _DeskFold
{
  AdwBin    parent_instance;

  int       threshold;
  gboolean  narrow;
  guint     turn_source;   /* the layout cannot change while it is being made */
};

G_DEFINE_FINAL_TYPE (DeskFold, desk_fold, ADW_TYPE_BIN)

enum
{
  PROP_THRESHOLD = 1,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
turn (gpointer data)
{
  DeskFold *self = data;

  self->turn_source = 0;
  self->narrow = !self->narrow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);

  return G_SOURCE_REMOVE;
}

/* How much larger than usual the user has texts: what fits into a width is less then. */
double
desk_fold_get_text_scale (GtkWidget *widget)
{
  int dpi = -1;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 1.);

  /* In 1024ths of dots an inch, of which a plain text has 96 */
  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? MAX (1., dpi / (96. * 1024.)) : 1.;
}

static void
consider_width (DeskFold *self,
                int       width)
{
  gboolean narrow = width < self->threshold * desk_fold_get_text_scale (GTK_WIDGET (self));

  if (narrow == self->narrow)
    g_clear_handle_id (&self->turn_source, g_source_remove);
  else if (self->turn_source == 0)
    self->turn_source = g_idle_add_full (GTK_PRIORITY_RESIZE, turn, self, NULL);
}

static void
desk_fold_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int least = 0;

  if (child == NULL)
    return;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    {
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      for_size = MAX (for_size, least);
    }
  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, LEAST_WIDTH);
}

static void
desk_fold_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int least_width, least_height;

  if (child == NULL)
    return;

  /* For the one frame until the layout has turned, it may not fit */
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  least_width = MAX (width, least_width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, least_width, &least_height, NULL,
                      NULL, NULL);
  gtk_widget_allocate (child, least_width, MAX (height, least_height), baseline, NULL);
  consider_width (DESK_FOLD (widget), width);
}

static GtkSizeRequestMode
desk_fold_get_request_mode (GtkWidget *widget)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  return child != NULL ? gtk_widget_get_request_mode (child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
desk_fold_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  DeskFold *self = DESK_FOLD (object);

  switch (prop_id)
    {
    case PROP_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_fold_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  DeskFold *self = DESK_FOLD (object);

  switch (prop_id)
    {
    case PROP_THRESHOLD:
      self->threshold = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_fold_dispose (GObject *object)
{
  DeskFold *self = DESK_FOLD (object);

  g_clear_handle_id (&self->turn_source, g_source_remove);

  G_OBJECT_CLASS (desk_fold_parent_class)->dispose (object);
}

static void
desk_fold_class_init (DeskFoldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_fold_get_property;
  object_class->set_property = desk_fold_set_property;
  object_class->dispose = desk_fold_dispose;
  widget_class->measure = desk_fold_measure;
  widget_class->size_allocate = desk_fold_size_allocate;
  widget_class->get_request_mode = desk_fold_get_request_mode;

  properties[PROP_THRESHOLD] =
    g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 800,
                      G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_fold_init (DeskFold *self)
{
  /* A bin's own layout would ask for the child's width */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

gboolean
desk_fold_get_narrow (DeskFold *self)
{
  g_return_val_if_fail (DESK_IS_FOLD (self), FALSE);

  return self->narrow;
}
