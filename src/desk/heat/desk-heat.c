/* desk-heat.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heat"

#include "config.h"

#include <math.h>

#include <adwaita.h>

#include "desk-compat.h"

#include "desk-heat-private.h"

#define LEAST_WIDTH  200
#define LEAST_HEIGHT 160

G_DEFINE_FINAL_TYPE (DeskHeat, desk_heat, GTK_TYPE_WIDGET)

enum
{
  CURSOR_CHANGED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

char *
desk_heat_format_value (DeskHeat *self,
                        double    value)
{
  static const char *const signs[] = { "", "−" };
  const char *sign = signs[value < 0.];

  if (isnan (value))
    return g_strdup ("–");

  switch (self->unit)
    {
    case DESK_HEAT_FRACTION:
      return g_strdup_printf ("%s%.1f %%", sign, fabs (value) * 100.);
    case DESK_HEAT_COUNT:
      return g_strdup_printf ("%s%.0f", sign, fabs (value));
    case DESK_HEAT_NUMBER:
    default:
      return g_strdup_printf ("%s%.2f", sign, fabs (value));
    }
}

char *
desk_heat_dup_text (DeskHeat *self,
                    guint     x,
                    guint     y)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (DESK_IS_HEAT (self), NULL);
  g_return_val_if_fail (x < self->n_x && y < self->n_y, NULL);

  if (self->describe != NULL)
    return self->describe (x, y, self->describe_data);

  value = desk_heat_format_value (self, self->values[(gsize) y * self->n_x + x]);

  return g_strdup_printf ("%s %s, %s %s: %s %s", self->x_title, self->x_labels[x], self->y_title,
                          self->y_labels[y], value, self->title);
}

/* The cursor */

static void
move (DeskHeat *self,
      gint64    x,
      gint64    y,
      gboolean  by_key)
{
  if (x == self->x && y == self->y)
    return;

  self->x = x;
  self->y = y;
  self->by_key = by_key;
  if (x >= 0 && by_key)
    {
      g_autofree char *text = desk_heat_dup_text (self, (guint) x, (guint) y);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      text, -1);
      desk_compat_announce (GTK_WIDGET (self), text);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CURSOR_CHANGED], 0);
}

/* The cell of a device pixel, by the edges that it is drawn with. */
static gint64
find_cell (double pixel,
           int    length,
           guint  n)
{
  gint64 i;

  if (pixel < 0. || pixel >= length || n == 0)
    return -1;

  i = MIN ((gint64) (pixel * n / length), (gint64) n - 1);
  while (i + 1 < (gint64) n && desk_heat_edge (length, n, (guint) i + 1) <= pixel)
    i++;

  return i;
}

static void
point_at (DeskHeat *self,
          double    x,
          double    y)
{
  gint64 cell_x = find_cell (x * self->device - self->left, self->width, self->n_x);
  gint64 cell_y = find_cell (y * self->device - self->top, self->height, self->n_y);

  if (cell_x >= 0 && cell_y >= 0)
    move (self, cell_x, cell_y, FALSE);
  else if (!self->by_key)
    move (self, -1, -1, FALSE);
}

/* One that rests, of which the toolkit tells when something was laid out, takes nothing from the
 * keyboard. */
static void
on_motion (DeskHeat *self,
           double    x,
           double    y)
{
  gboolean rests = x == self->pointer_x && y == self->pointer_y;

  self->pointer_x = x;
  self->pointer_y = y;
  if (!self->by_key || !rests)
    point_at (self, x, y);
}

static void
on_leave (DeskHeat *self)
{
  if (!self->by_key)
    move (self, -1, -1, FALSE);
}

static void
on_pressed (DeskHeat *self,
            int       n_press,
            double    x,
            double    y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  point_at (self, x, y);
  if (self->x >= 0)
    g_signal_emit (self, signals[ACTIVATED], 0);
}

/* The keyboard is somewhere: on the first cell. */
static void
on_focus (DeskHeat *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->x < 0 && self->n_x > 0 && self->n_y > 0 && GTK_IS_WINDOW (root)
      && gtk_window_get_focus_visible (GTK_WINDOW (root)))
    move (self, 0, 0, TRUE);
}

static gboolean
on_key (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   unused)
{
  DeskHeat *self = DESK_HEAT (widget);
  int dx, dy;

  g_variant_get (arguments, "(ii)", &dx, &dy);
  if (self->n_x == 0 || self->n_y == 0)
    return GDK_EVENT_PROPAGATE;

  if (self->x < 0)
    move (self, 0, 0, TRUE);
  else
    move (self, CLAMP (self->x + dx, 0, (gint64) self->n_x - 1),
          CLAMP (self->y + dy, 0, (gint64) self->n_y - 1), TRUE);

  return GDK_EVENT_STOP;
}

static gboolean
on_enter (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   unused)
{
  DeskHeat *self = DESK_HEAT (widget);

  if (self->x < 0)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[ACTIVATED], 0);
  return GDK_EVENT_STOP;
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    int   dx;
    int   dy;
  } keys[] = {
    { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Right, 1, 0 }, { GDK_KEY_Up, 0, -1 }, { GDK_KEY_Down, 0, 1 },
    { GDK_KEY_Home, -G_MAXINT16, 0 }, { GDK_KEY_End, G_MAXINT16, 0 },
    { GDK_KEY_Page_Up, 0, -10 }, { GDK_KEY_Page_Down, 0, 10 },
  };
  static const guint enters[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_space };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, on_key, "(ii)", keys[i].dx,
                                  keys[i].dy);
  for (guint i = 0; i < G_N_ELEMENTS (enters); i++)
    gtk_widget_class_add_binding (widget_class, enters[i], 0, on_enter, NULL);
}

/* Life */

static void
clear (DeskHeat *self)
{
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->x_labels, g_strfreev);
  g_clear_pointer (&self->y_labels, g_strfreev);
  g_clear_pointer (&self->x_title, g_free);
  g_clear_pointer (&self->y_title, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->breaks, g_free);
  g_clear_pointer (&self->brackets, g_free);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->node, gsk_render_node_unref);
}

static void
style_changed (DeskHeat *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->colours = desk_colours_get (self->palette, adw_style_manager_get_dark (manager),
                                    adw_style_manager_get_high_contrast (manager));
  desk_tints_init (&self->tints, DESK_PALETTE_BLUE_ORANGE, adw_style_manager_get_dark (manager),
                   adw_style_manager_get_high_contrast (manager));
  desk_labels_forget (&self->labels);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
desk_heat_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  desk_heat_draw (DESK_HEAT (widget), snapshot);
}

static void
desk_heat_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : LEAST_HEIGHT;
  *natural = 2 * *minimum;
}

static void
desk_heat_css_changed (GtkWidget         *widget,
                       GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (desk_heat_parent_class)->css_changed (widget, change);
  style_changed (DESK_HEAT (widget));
}

static void
desk_heat_dispose (GObject *object)
{
  desk_labels_clear (&DESK_HEAT (object)->labels);

  G_OBJECT_CLASS (desk_heat_parent_class)->dispose (object);
}

static void
desk_heat_finalize (GObject *object)
{
  clear (DESK_HEAT (object));

  G_OBJECT_CLASS (desk_heat_parent_class)->finalize (object);
}

static void
desk_heat_class_init (DeskHeatClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_heat_dispose;
  object_class->finalize = desk_heat_finalize;
  widget_class->snapshot = desk_heat_snapshot;
  widget_class->measure = desk_heat_measure;
  widget_class->css_changed = desk_heat_css_changed;

  signals[CURSOR_CHANGED] = g_signal_new ("cursor-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  bind_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "heat");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
desk_heat_init (DeskHeat *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->x = self->y = -1;
  self->pointer_x = self->pointer_y = -1.;
  self->device = 1;
  desk_labels_init (&self->labels, widget);
  style_changed (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (style_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (style_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus), self);
  gtk_widget_add_controller (widget, focus);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
}

/**
 * desk_heat_new:
 *
 * Returns: (transfer floating): without values; its accessible label is for the page to set
 */
GtkWidget *
desk_heat_new (void)
{
  return g_object_new (DESK_TYPE_HEAT, NULL);
}

static char **
copy_labels (const char *const *labels,
             guint              n)
{
  char **copy = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    copy[i] = g_strdup (labels[i]);

  return copy;
}

static void
find_bounds (DeskHeat *self)
{
  self->low = INFINITY;
  self->high = -INFINITY;
  for (gsize i = 0; i < (gsize) self->n_x * self->n_y; i++)
    if (isfinite (self->values[i]))
      {
        self->low = MIN (self->low, self->values[i]);
        self->high = MAX (self->high, self->values[i]);
      }
}

void
desk_heat_set_table (DeskHeat            *self,
                     const DeskHeatTable *table)
{
  g_return_if_fail (DESK_IS_HEAT (self));
  g_return_if_fail (table != NULL);

  clear (self);
  self->n_x = table->n_x;
  self->n_y = table->n_y;
  self->values = g_memdup2 (table->values, (gsize) table->n_x * table->n_y * sizeof (double));
  self->x_labels = copy_labels (table->x_labels, table->n_x);
  self->y_labels = copy_labels (table->y_labels, table->n_y);
  self->x_title = g_strdup (table->x_title);
  self->y_title = g_strdup (table->y_title);
  self->title = g_strdup (table->title);
  self->scale = table->scale;
  self->unit = table->unit;
  self->is_square = table->is_square;
  self->n_breaks = table->n_breaks;
  self->breaks = g_memdup2 (table->breaks, table->n_breaks * sizeof *table->breaks);
  self->n_brackets = table->n_brackets;
  self->brackets = g_memdup2 (table->brackets, table->n_brackets * sizeof *table->brackets);
  self->describe = table->describe;
  self->describe_data = table->describe_data;
  find_bounds (self);
  self->x = self->y = -1;
  /* Labels may need another width */
  self->width = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
desk_heat_set_palette (DeskHeat    *self,
                       DeskPalette  palette)
{
  g_return_if_fail (DESK_IS_HEAT (self));

  self->palette = palette;
  style_changed (self);
}

gboolean
desk_heat_get_cursor (DeskHeat *self,
                      guint    *x,
                      guint    *y)
{
  g_return_val_if_fail (DESK_IS_HEAT (self), FALSE);

  if (self->x < 0)
    return FALSE;

  *x = (guint) self->x;
  *y = (guint) self->y;
  return TRUE;
}

void
desk_heat_set_cursor (DeskHeat *self,
                      guint     x,
                      guint     y)
{
  g_return_if_fail (DESK_IS_HEAT (self));
  g_return_if_fail (x < self->n_x && y < self->n_y);

  move (self, x, y, TRUE);
}
