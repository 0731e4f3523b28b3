/* desk-sparkline.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-positions"

#include "config.h"

#include <string.h>

#include <adwaita.h>

#include "desk-format.h"

#include "desk-sparkline.h"

#define WIDTH  96
#define LEAST  72
#define HEIGHT 18
/* Pixels around the curve, for its line and the dot. */
#define MARGIN 2.5
#define DOT    2.

struct _DeskSparkline
{
  GtkWidget    parent_instance;

  GArray      *values;      /* of double */
  gboolean     good;
  DeskPalette  palette;
};

G_DEFINE_FINAL_TYPE (DeskSparkline, desk_sparkline, GTK_TYPE_WIDGET)

static double
get_value (DeskSparkline *self,
           guint          i)
{
  return g_array_index (self->values, double, i);
}

static void
find_range (DeskSparkline *self,
            double        *low,
            double        *high)
{
  *low = *high = get_value (self, 0);
  for (guint i = 1; i < self->values->len; i++)
    {
      *low = MIN (*low, get_value (self, i));
      *high = MAX (*high, get_value (self, i));
    }
}

typedef struct
{
  double width;
  double height;
  double low;
  double high;
} Frame;

static double
y_of (const Frame *frame,
      double       value)
{
  double room = frame->height - 2 * MARGIN;

  return frame->high > frame->low
         ? MARGIN + room * (frame->high - value) / (frame->high - frame->low)
         : frame->height / 2;
}

static void
draw (DeskSparkline *self,
      cairo_t       *cr,
      const Frame   *frame)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const DeskColours *colours = desk_colours_get (self->palette,
                                                 adw_style_manager_get_dark (manager),
                                                 adw_style_manager_get_high_contrast (manager));
  guint n = self->values->len;
  double step = (frame->width - 2 * MARGIN) / (n - 1), y = y_of (frame, get_value (self, 0));

  gdk_cairo_set_source_rgba (cr, &colours->grid);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, 0, floor (y) + .5);
  cairo_line_to (cr, frame->width, floor (y) + .5);
  cairo_stroke (cr);

  gdk_cairo_set_source_rgba (cr, self->good ? &colours->up : &colours->down);
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < n; i++)
    cairo_line_to (cr, MARGIN + i * step, y_of (frame, get_value (self, i)));
  cairo_stroke (cr);
  cairo_arc (cr, MARGIN + (n - 1) * step, y_of (frame, get_value (self, n - 1)), DOT, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
desk_sparkline_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  DeskSparkline *self = DESK_SPARKLINE (widget);
  Frame frame = { gtk_widget_get_width (widget), gtk_widget_get_height (widget), 0., 0. };
  cairo_t *cr;

  if (self->values->len < 2 || frame.width <= 4 * MARGIN || frame.height <= 4 * MARGIN)
    return;

  find_range (self, &frame.low, &frame.high);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) frame.width,
                                                       (float) frame.height));
  draw (self, cr, &frame);
  cairo_destroy (cr);
}

static void
desk_sparkline_measure (GtkWidget      *widget,
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
desk_sparkline_finalize (GObject *object)
{
  g_array_unref (DESK_SPARKLINE (object)->values);

  G_OBJECT_CLASS (desk_sparkline_parent_class)->finalize (object);
}

static void
desk_sparkline_class_init (DeskSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = desk_sparkline_finalize;
  widget_class->snapshot = desk_sparkline_snapshot;
  widget_class->measure = desk_sparkline_measure;
  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
desk_sparkline_init (DeskSparkline *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->values = g_array_new (FALSE, FALSE, sizeof (double));
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
desk_sparkline_new (void)
{
  return g_object_new (DESK_TYPE_SPARKLINE, NULL);
}

/* "Since entry from 28.78 to 28.84, between 28.70 and 28.90" */
static void
describe (DeskSparkline *self)
{
  guint n = self->values->len;
  g_autofree char *text = NULL;

  if (n >= 2)
    {
      double low, high;
      g_autofree char *from = desk_format_price (get_value (self, 0));
      g_autofree char *to = desk_format_price (get_value (self, n - 1));
      g_autofree char *lowest = NULL;
      g_autofree char *highest = NULL;

      find_range (self, &low, &high);
      lowest = desk_format_price (low);
      highest = desk_format_price (high);
      text = g_strdup_printf ("Since entry from %s to %s, between %s and %s", from, to, lowest,
                              highest);
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : "No prices since entry", -1);
}

void
desk_sparkline_set_values (DeskSparkline *self,
                           const double  *values,
                           gsize          n,
                           gboolean       good)
{
  g_return_if_fail (DESK_IS_SPARKLINE (self));

  if (n == self->values->len && good == self->good
      && memcmp (values, self->values->data, n * sizeof *values) == 0)
    return;

  g_array_set_size (self->values, 0);
  g_array_append_vals (self->values, values, (guint) n);
  self->good = good;
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
desk_sparkline_set_palette (DeskSparkline *self,
                            DeskPalette    palette)
{
  g_return_if_fail (DESK_IS_SPARKLINE (self));

  if (palette == self->palette)
    return;

  self->palette = palette;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
