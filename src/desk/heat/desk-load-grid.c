/* desk-load-grid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heat"

#include "config.h"

#include <math.h>

#include <adwaita.h>

#include "desk-compat.h"

#include "desk-load-grid-private.h"

G_DEFINE_FINAL_TYPE (DeskLoadGrid, desk_load_grid, GTK_TYPE_WIDGET)

enum
{
  CURSOR_CHANGED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
draw_anew (DeskLoadGrid *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
desk_load_grid_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  desk_load_grid_draw (DESK_LOAD_GRID (widget), snapshot);
}

/* The cursor */

static char *
dup_text (DeskLoadGrid *self,
          guint         row,
          guint         column)
{
  if (self->describe != NULL)
    return self->describe (row, column, self->describe_data);

  return g_strdup_printf ("%s, %s: %s", self->rows[row], self->columns[column],
                          self->cells[row * self->n_columns + column].text);
}

static void
scroll_to (DeskLoadGrid *self)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GdkRectangle place;

  if (window == NULL)
    return;

  desk_load_grid_get_place (self, (guint) self->row, (guint) self->column, &place);
  /* The first row brings what stands above it into sight */
  if (self->row == 0)
    {
      place.height += place.y;
      place.y = 0;
    }
  gtk_adjustment_clamp_page (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window)), place.y,
    place.y + place.height);
}

static void
move (DeskLoadGrid *self,
      int           row,
      int           column,
      gboolean      by_key)
{
  if (row == self->row && column == self->column)
    return;

  self->row = row;
  self->column = column;
  self->by_key = by_key && row >= 0;
  if (self->by_key)
    {
      g_autofree char *text = dup_text (self, (guint) row, (guint) column);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      text, -1);
      desk_compat_announce (GTK_WIDGET (self), text);
      scroll_to (self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CURSOR_CHANGED], 0);
}

static gboolean
find_cell (DeskLoadGrid *self,
           double        x,
           double        y,
           int          *row,
           int          *column)
{
  for (guint i = 0; i < self->n_rows; i++)
    for (guint k = 0; k < self->n_columns; k++)
      {
        GdkRectangle place;

        desk_load_grid_get_place (self, i, k, &place);
        if (x >= place.x && y >= place.y && x < place.x + place.width
            && y < place.y + place.height)
          {
            *row = (int) i;
            *column = (int) k;
            return TRUE;
          }
      }

  return FALSE;
}

static void
on_motion (DeskLoadGrid *self,
           double        x,
           double        y)
{
  gboolean rests = x == self->pointer_x && y == self->pointer_y;
  int row = -1, column = -1;

  self->pointer_x = x;
  self->pointer_y = y;
  /* One that rests, of which the toolkit tells when something was laid out, takes nothing from the
   * keyboard */
  if ((find_cell (self, x, y, &row, &column) && !rests) || !self->by_key)
    move (self, row, column, FALSE);
}

static void
on_leave (DeskLoadGrid *self)
{
  if (!self->by_key)
    move (self, -1, -1, FALSE);
}

static void
on_pressed (DeskLoadGrid *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_released (DeskLoadGrid *self,
             int           n_press,
             double        x,
             double        y)
{
  int row, column;

  if (!find_cell (self, x, y, &row, &column))
    return;

  move (self, row, column, FALSE);
  g_signal_emit (self, signals[ACTIVATED], 0, (guint) row);
}

static void
on_focus (DeskLoadGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->row < 0 && self->n_rows > 0 && self->n_columns > 0 && GTK_IS_WINDOW (root)
      && gtk_window_get_focus_visible (GTK_WINDOW (root)))
    move (self, 0, 0, TRUE);
}

static gboolean
on_key (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   unused)
{
  DeskLoadGrid *self = DESK_LOAD_GRID (widget);
  int dx, dy;

  g_variant_get (arguments, "(ii)", &dx, &dy);
  if (self->n_rows == 0 || self->n_columns == 0)
    return GDK_EVENT_PROPAGATE;

  if (self->row < 0)
    move (self, 0, 0, TRUE);
  else
    move (self, CLAMP (self->row + dy, 0, (int) self->n_rows - 1),
          CLAMP (self->column + dx, 0, (int) self->n_columns - 1), TRUE);
  self->by_key = TRUE;

  return GDK_EVENT_STOP;
}

static gboolean
on_enter (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   unused)
{
  DeskLoadGrid *self = DESK_LOAD_GRID (widget);

  if (self->row < 0)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[ACTIVATED], 0, (guint) self->row);
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
    { GDK_KEY_Home, 0, -G_MAXINT16 }, { GDK_KEY_End, 0, G_MAXINT16 },
    { GDK_KEY_Page_Up, 0, -10 }, { GDK_KEY_Page_Down, 0, 10 },
  };
  static const guint enters[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_space };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, on_key, "(ii)", keys[i].dx,
                                  keys[i].dy);
  for (guint i = 0; i < G_N_ELEMENTS (enters); i++)
    gtk_widget_class_add_binding (widget_class, enters[i], 0, on_enter, NULL);
}

static gboolean
desk_load_grid_query_tooltip (GtkWidget  *widget,
                              int         x,
                              int         y,
                              gboolean    by_key,
                              GtkTooltip *tooltip)
{
  DeskLoadGrid *self = DESK_LOAD_GRID (widget);
  g_autofree char *text = NULL;
  int row = self->row, column = self->column;
  GdkRectangle place;

  if ((!by_key && !find_cell (self, x, y, &row, &column)) || row < 0)
    return FALSE;

  text = dup_text (self, (guint) row, (guint) column);
  desk_load_grid_get_place (self, (guint) row, (guint) column, &place);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &place);

  return TRUE;
}

/* Life */

static void
clear (DeskLoadGrid *self)
{
  for (guint i = 0; i < self->n_rows * self->n_columns; i++)
    g_free (self->cells[i].text);
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->rows, g_strfreev);
  g_clear_pointer (&self->notes, g_strfreev);
  g_clear_pointer (&self->columns, g_strfreev);
  g_clear_pointer (&self->limits, g_strfreev);
}

static void
style_changed (DeskLoadGrid *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  desk_tints_init (&self->tints, self->palette, adw_style_manager_get_dark (manager),
                   adw_style_manager_get_high_contrast (manager));
  desk_labels_forget (&self->labels);
  draw_anew (self);
}

static GtkSizeRequestMode
desk_load_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
desk_load_grid_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  DeskLoadGrid *self = DESK_LOAD_GRID (widget);
  int whole = desk_load_grid_get_natural (self);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = DESK_LOAD_GRID_LEAST;
      *natural = MAX (whole, DESK_LOAD_GRID_LEAST);
    }
  else
    *minimum = *natural = desk_load_grid_get_height (self, for_size >= 0 ? for_size : whole);
}

static void
desk_load_grid_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (desk_load_grid_parent_class)->css_changed (widget, change);
  style_changed (DESK_LOAD_GRID (widget));
}

static void
desk_load_grid_dispose (GObject *object)
{
  DeskLoadGrid *self = DESK_LOAD_GRID (object);

  desk_labels_clear (&self->labels);
  g_clear_pointer (&self->node, gsk_render_node_unref);

  G_OBJECT_CLASS (desk_load_grid_parent_class)->dispose (object);
}

static void
desk_load_grid_finalize (GObject *object)
{
  clear (DESK_LOAD_GRID (object));

  G_OBJECT_CLASS (desk_load_grid_parent_class)->finalize (object);
}

static void
desk_load_grid_class_init (DeskLoadGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_load_grid_dispose;
  object_class->finalize = desk_load_grid_finalize;
  widget_class->get_request_mode = desk_load_grid_get_request_mode;
  widget_class->measure = desk_load_grid_measure;
  widget_class->snapshot = desk_load_grid_snapshot;
  widget_class->css_changed = desk_load_grid_css_changed;
  widget_class->query_tooltip = desk_load_grid_query_tooltip;

  signals[CURSOR_CHANGED] = g_signal_new ("cursor-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  bind_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "loadgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
desk_load_grid_init (DeskLoadGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->row = self->column = -1;
  self->pointer_x = self->pointer_y = -1.;
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
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
}

/**
 * desk_load_grid_new:
 *
 * Returns: (transfer floating): without rows; its accessible label is for the page to set
 */
GtkWidget *
desk_load_grid_new (void)
{
  return g_object_new (DESK_TYPE_LOAD_GRID, NULL);
}

static char **
copy (const char *const *texts,
      guint              n)
{
  char **copied = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    copied[i] = g_strdup (texts[i]);

  return copied;
}

static gboolean
is_same (DeskLoadGrid       *self,
         const char *const  *rows,
         const char *const  *notes,
         guint               n_rows,
         const char *const  *limits,
         guint               n_columns,
         const DeskLoadCell *cells)
{
  if (n_rows != self->n_rows || n_columns != self->n_columns)
    return FALSE;
  for (guint i = 0; i < n_rows; i++)
    if (!g_str_equal (rows[i], self->rows[i]) || !g_str_equal (notes[i], self->notes[i]))
      return FALSE;
  for (guint i = 0; i < n_columns; i++)
    if (!g_str_equal (limits[i], self->limits[i]))
      return FALSE;
  for (guint i = 0; i < n_rows * n_columns; i++)
    if (!g_str_equal (cells[i].text, self->cells[i].text)
        || !(cells[i].load == self->cells[i].load
             || (isnan (cells[i].load) && isnan (self->cells[i].load))))
      return FALSE;

  return TRUE;
}

void
desk_load_grid_set (DeskLoadGrid       *self,
                    const char *const  *rows,
                    const char *const  *notes,
                    guint               n_rows,
                    const char *const  *columns,
                    const char *const  *limits,
                    guint               n_columns,
                    const DeskLoadCell *cells)
{
  gboolean resized;

  g_return_if_fail (DESK_IS_LOAD_GRID (self));

  if (is_same (self, rows, notes, n_rows, limits, n_columns, cells))
    return;

  resized = n_rows != self->n_rows || n_columns != self->n_columns;
  clear (self);
  self->rows = copy (rows, n_rows);
  self->notes = copy (notes, n_rows);
  self->columns = copy (columns, n_columns);
  self->limits = copy (limits, n_columns);
  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->cells = g_new (Cell, MAX (n_rows * n_columns, 1));
  for (guint i = 0; i < n_rows * n_columns; i++)
    self->cells[i] = (Cell) { g_strdup (cells[i].text), cells[i].load };
  if (resized)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  draw_anew (self);
  if (self->row >= (int) n_rows || self->column >= (int) n_columns)
    move (self, -1, -1, FALSE);
  else if (self->row >= 0)
    g_signal_emit (self, signals[CURSOR_CHANGED], 0);
}

void
desk_load_grid_set_palette (DeskLoadGrid *self,
                            DeskPalette   palette)
{
  g_return_if_fail (DESK_IS_LOAD_GRID (self));

  self->palette = palette;
  style_changed (self);
}

void
desk_load_grid_set_describe (DeskLoadGrid     *self,
                             DeskLoadDescribe  describe,
                             gpointer          data)
{
  g_return_if_fail (DESK_IS_LOAD_GRID (self));

  self->describe = describe;
  self->describe_data = data;
}

gboolean
desk_load_grid_get_cursor (DeskLoadGrid *self,
                           guint        *row,
                           guint        *column)
{
  g_return_val_if_fail (DESK_IS_LOAD_GRID (self), FALSE);

  if (self->row < 0)
    return FALSE;

  *row = (guint) self->row;
  *column = (guint) self->column;
  return TRUE;
}
