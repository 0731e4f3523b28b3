/* desk-plot-input.c - pointer, touch and keys of a plot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-plot"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-plot.h"

#define WHEEL_ZOOM   1.15     /* a click of the wheel */
#define KEY_ZOOM     1.25
#define KEY_PAN      .1       /* of what is in sight */
#define WHEEL_PAN    .05
#define SMOOTH_ZOOM  300.     /* pixels of a touchpad for a factor of e */
/* Gliding slows down by a factor of e in a quarter of a second, as GtkScrolledWindow's. */
#define FRICTION     4.
#define STILL        10.      /* pixels a second */

static void
moved (DeskPlot *plot)
{
  desk_plot_update_cursor (plot);
  plot->hooks->moved (plot->widget);
}

static void
set_cursor (DeskPlot *plot,
            gint64    bar,
            gboolean  by_key)
{
  gboolean changed = bar != plot->cursor;

  plot->cursor = bar;
  plot->by_key = by_key;
  if (changed)
    plot->hooks->pointed (plot->widget, by_key);
}

void
desk_plot_update_cursor (DeskPlot *plot)
{
  double bar;

  if (plot->linked >= plot->view.n)
    plot->linked = -1;
  if (plot->by_key)
    {
      if (plot->cursor >= plot->view.n)
        set_cursor (plot, -1, FALSE);
      return;
    }

  bar = floor (desk_viewport_bar_at (&plot->view, plot->pointer_x) + .5);
  if (isnan (bar) || bar < 0 || bar >= plot->view.n)
    bar = -1;
  set_cursor (plot, (gint64) bar, FALSE);
}

static void
point (DeskPlot *plot,
       double    x,
       double    y)
{
  gboolean inside = x >= 0 && x < plot->width && y >= 0 && y < plot->height + plot->below;
  const char *pointer = plot->hooks->pointer != NULL ? plot->hooks->pointer (plot->widget, x, y)
                                                     : NULL;

  plot->pointer_x = inside ? x : NAN;
  plot->pointer_y = inside ? y : NAN;
  plot->by_key = FALSE;
  gtk_widget_set_cursor_from_name (plot->widget, pointer);
  desk_plot_update_cursor (plot);
  gtk_widget_queue_draw (plot->widget);
}

static void
on_motion (GtkEventControllerMotion *motion,
           double                    x,
           double                    y,
           DeskPlot                 *plot)
{
  /* A pointer that lies still takes no cursor from the keys: things under it move */
  if (plot->by_key && x == plot->pointer_x && y == plot->pointer_y)
    return;

  point (plot, x, y);
}

static void
on_leave (GtkEventControllerMotion *motion,
          DeskPlot                 *plot)
{
  if (!plot->by_key)
    point (plot, NAN, NAN);
}

static void
pan_pixels (DeskPlot *plot,
            double    pixels)
{
  desk_viewport_pan (&plot->view, pixels / desk_viewport_step (&plot->view));
  moved (plot);
}

static gboolean
on_glide (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  DeskPlot *plot = data;
  gint64 time = gdk_frame_clock_get_frame_time (clock);
  double seconds = (time - plot->glide_time) / 1e6;
  double left = plot->view.left;

  plot->glide_time = time;
  pan_pixels (plot, plot->velocity * seconds);
  plot->velocity *= exp (-FRICTION * seconds);

  if (fabs (plot->velocity) > STILL && (seconds <= 0 || plot->view.left != left))
    return G_SOURCE_CONTINUE;

  plot->glide_id = 0;
  return G_SOURCE_REMOVE;
}

void
desk_plot_stop (DeskPlot *plot)
{
  if (plot->glide_id != 0)
    gtk_widget_remove_tick_callback (plot->widget, plot->glide_id);
  plot->glide_id = 0;
}

static void
glide (DeskPlot *plot,
       double    velocity)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (plot->widget);

  desk_plot_stop (plot);
  if (clock == NULL || fabs (velocity) <= STILL)
    return;

  plot->velocity = velocity;
  plot->glide_time = gdk_frame_clock_get_frame_time (clock);
  plot->glide_id = gtk_widget_add_tick_callback (plot->widget, on_glide, plot, NULL);
}

static double
pointer_anchor (const DeskPlot *plot)
{
  return isnan (plot->pointer_x) ? desk_viewport_right_anchor (&plot->view)
                                 : desk_viewport_bar_at (&plot->view, plot->pointer_x);
}

static void
scroll_wheel (DeskPlot       *plot,
              GdkModifierType modifiers,
              double          dx,
              double          dy)
{
  double span = plot->view.right - plot->view.left;

  if (modifiers & GDK_SHIFT_MASK)
    dx += dy;
  else if (dy != 0)
    desk_viewport_zoom (&plot->view, pow (WHEEL_ZOOM, -dy), pointer_anchor (plot));

  if (dx != 0)
    desk_viewport_pan (&plot->view, dx * span * WHEEL_PAN);
}

static gboolean
on_scroll (GtkEventControllerScroll *scroll,
           double                    dx,
           double                    dy,
           DeskPlot                 *plot)
{
  GdkModifierType modifiers =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));

  /* A chart on a page that scrolls must not catch the wheel that passes over it */
  if (plot->on_page && dx == 0 && !(modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)))
    return GDK_EVENT_PROPAGATE;

  desk_plot_stop (plot);
  if (gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_WHEEL)
    scroll_wheel (plot, modifiers, dx, dy);
  else
    {
      desk_viewport_zoom (&plot->view, exp (-dy / SMOOTH_ZOOM), pointer_anchor (plot));
      desk_viewport_pan (&plot->view, dx / desk_viewport_step (&plot->view));
    }

  moved (plot);
  return GDK_EVENT_STOP;
}

static void
on_decelerate (GtkEventControllerScroll *scroll,
               double                    velocity_x,
               double                    velocity_y,
               DeskPlot                 *plot)
{
  if (fabs (velocity_x) > fabs (velocity_y))
    glide (plot, velocity_x);
}

static void
on_drag_begin (GtkGestureDrag *drag,
               double          x,
               double          y,
               DeskPlot       *plot)
{
  desk_plot_stop (plot);
  gtk_widget_grab_focus (plot->widget);
  plot->drag_left = plot->view.left;
  plot->drag_right = plot->view.right;
  plot->grabbed = plot->hooks->grab != NULL && plot->hooks->grab (plot->widget, x, y);
}

static void
on_drag_update (GtkGestureDrag *drag,
                double          dx,
                double          dy,
                DeskPlot       *plot)
{
  double bars = dx * (plot->drag_right - plot->drag_left) / MAX (1, plot->width);
  double x, y;

  if (plot->grabbed && gtk_gesture_drag_get_start_point (drag, &x, &y))
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
      plot->hooks->drag (plot->widget, x + dx, y + dy);
      return;
    }

  if (dx == 0 || plot->grabbed)
    return;

  /* The bar that was taken hold of stays under the pointer: what the last motion said is old */
  if (!plot->by_key && !isnan (plot->pointer_x)
      && gtk_gesture_drag_get_start_point (drag, &x, &y))
    plot->pointer_x = x + dx;

  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  desk_viewport_set_edges (&plot->view, plot->drag_left - bars, plot->drag_right - bars);
  moved (plot);
}

static void
on_drag_end (GtkGestureDrag *drag,
             double          dx,
             double          dy,
             DeskPlot       *plot)
{
  if (plot->grabbed)
    plot->hooks->release (plot->widget, dx != 0 || dy != 0);
  plot->grabbed = FALSE;
}

static void
on_swipe (GtkGestureSwipe *swipe,
          double           velocity_x,
          double           velocity_y,
          DeskPlot        *plot)
{
  if (!plot->grabbed && plot->view.left != plot->drag_left)
    glide (plot, -velocity_x);
}

static void
on_pinch_begin (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                DeskPlot         *plot)
{
  desk_plot_stop (plot);
  gtk_gesture_set_state (plot->drag, GTK_EVENT_SEQUENCE_DENIED);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  plot->pinch_left = plot->view.left;
  plot->pinch_right = plot->view.right;
}

static void
on_pinch (GtkGestureZoom *zoom,
          double          scale,
          DeskPlot       *plot)
{
  double x, y, anchor;

  if (!gtk_gesture_get_bounding_box_center (GTK_GESTURE (zoom), &x, &y))
    x = plot->width / 2.;

  plot->view.left = plot->pinch_left;
  plot->view.right = plot->pinch_right;
  anchor = desk_viewport_bar_at (&plot->view, x);
  desk_viewport_zoom (&plot->view, scale, anchor);
  moved (plot);
}

static void
on_pressed (GtkGestureClick *click,
            int              n_press,
            double           x,
            double           y,
            DeskPlot        *plot)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (click));

  gtk_widget_grab_focus (plot->widget);
  if (button == GDK_BUTTON_SECONDARY)
    plot->hooks->menu (plot->widget, x, y);
  else if (button == GDK_BUTTON_PRIMARY && n_press == 2)
    desk_plot_key (plot, "end");
}

static void
on_long_press (GtkGestureLongPress *press,
               double               x,
               double               y,
               DeskPlot            *plot)
{
  plot->hooks->menu (plot->widget, x, y);
}

static void
add_drag (DeskPlot *plot)
{
  GtkGesture *drag = gtk_gesture_drag_new (), *swipe = gtk_gesture_swipe_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), plot);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), plot);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), plot);
  g_signal_connect (swipe, "swipe", G_CALLBACK (on_swipe), plot);
  gtk_widget_add_controller (plot->widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (plot->widget, GTK_EVENT_CONTROLLER (swipe));
  gtk_gesture_group (drag, swipe);
  plot->drag = drag;
}

static void
add_presses (DeskPlot *plot)
{
  GtkGesture *click = gtk_gesture_click_new (), *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), plot);
  gtk_widget_add_controller (plot->widget, GTK_EVENT_CONTROLLER (click));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (on_long_press), plot);
  gtk_widget_add_controller (plot->widget, GTK_EVENT_CONTROLLER (press));
}

void
desk_plot_add_gestures (DeskPlot *plot)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES
                                     | GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
  GtkGesture *zoom = gtk_gesture_zoom_new ();

  g_signal_connect (motion, "enter", G_CALLBACK (on_motion), plot);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), plot);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), plot);
  gtk_widget_add_controller (plot->widget, motion);

  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), plot);
  g_signal_connect (scroll, "decelerate", G_CALLBACK (on_decelerate), plot);
  gtk_widget_add_controller (plot->widget, scroll);

  g_signal_connect (zoom, "begin", G_CALLBACK (on_pinch_begin), plot);
  g_signal_connect (zoom, "scale-changed", G_CALLBACK (on_pinch), plot);
  gtk_widget_add_controller (plot->widget, GTK_EVENT_CONTROLLER (zoom));

  add_drag (plot);
  add_presses (plot);
}

void
desk_plot_view_moved (DeskPlot *plot)
{
  desk_plot_stop (plot);
  moved (plot);
}

void
desk_plot_zoom (DeskPlot *plot,
                double    factor)
{
  desk_viewport_zoom (&plot->view, factor,
                      plot->by_key && plot->cursor >= 0 ? plot->cursor
                      : desk_viewport_right_anchor (&plot->view));
  desk_plot_view_moved (plot);
}

static const struct
{
  guint           key;
  GdkModifierType modifiers;
  const char     *name;
} keys[] = {
  { GDK_KEY_Left, 0, "left" }, { GDK_KEY_KP_Left, 0, "left" },
  { GDK_KEY_Right, 0, "right" }, { GDK_KEY_KP_Right, 0, "right" },
  { GDK_KEY_Up, 0, "up" }, { GDK_KEY_KP_Up, 0, "up" },
  { GDK_KEY_Down, 0, "down" }, { GDK_KEY_KP_Down, 0, "down" },
  { GDK_KEY_plus, 0, "in" }, { GDK_KEY_equal, 0, "in" }, { GDK_KEY_KP_Add, 0, "in" },
  { GDK_KEY_minus, 0, "out" }, { GDK_KEY_KP_Subtract, 0, "out" },
  { GDK_KEY_Home, 0, "home" }, { GDK_KEY_KP_Home, 0, "home" },
  { GDK_KEY_End, 0, "end" }, { GDK_KEY_KP_End, 0, "end" },
  { GDK_KEY_Left, GDK_SHIFT_MASK, "cursor-left" },
  { GDK_KEY_Right, GDK_SHIFT_MASK, "cursor-right" },
  { GDK_KEY_Escape, 0, "clear" },
  { GDK_KEY_Return, 0, "enter" }, { GDK_KEY_KP_Enter, 0, "enter" },
  { GDK_KEY_Delete, 0, "delete" }, { GDK_KEY_KP_Delete, 0, "delete" },
  { GDK_KEY_BackSpace, 0, "delete" },
  { GDK_KEY_Menu, 0, "menu" }, { GDK_KEY_F10, GDK_SHIFT_MASK, "menu" },
};

void
desk_plot_bind_keys (GtkWidgetClass  *widget_class,
                     GtkShortcutFunc  callback)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].modifiers, callback, "(s)",
                                  keys[i].name);
}

static void
show_first (DeskPlot *plot)
{
  double span = plot->view.right - plot->view.left;

  desk_viewport_set_edges (&plot->view, -.5, span - .5);
}

static void
step_cursor (DeskPlot *plot,
             int       bars)
{
  gint64 from = plot->cursor;

  if (plot->view.n == 0)
    return;

  /* The first step only says where the cursor is */
  if (from < 0)
    from = (gint64) floor (plot->view.right) - bars;

  from = CLAMP (from + bars, 0, plot->view.n - 1);
  desk_viewport_reveal (&plot->view, from);
  set_cursor (plot, from, TRUE);
}

static void
open_menu (DeskPlot *plot)
{
  double x = plot->width / 2., y = plot->height / 2.;

  if (plot->cursor >= 0)
    x = (double) desk_plot_x (plot, plot->cursor) / plot->device;
  if (!plot->by_key && !isnan (plot->pointer_y))
    y = plot->pointer_y;
  plot->hooks->menu (plot->widget, x, y);
}

gboolean
desk_plot_key (DeskPlot   *plot,
               const char *name)
{
  double page = (plot->view.right - plot->view.left) * KEY_PAN;
  double anchor = plot->by_key ? plot->cursor : desk_viewport_right_anchor (&plot->view);
  double left = plot->view.left, right = plot->view.right;

  desk_plot_stop (plot);
  if (strcmp (name, "left") == 0)
    desk_viewport_pan (&plot->view, -page);
  else if (strcmp (name, "right") == 0)
    desk_viewport_pan (&plot->view, page);
  else if (strcmp (name, "in") == 0)
    desk_viewport_zoom (&plot->view, KEY_ZOOM, anchor);
  else if (strcmp (name, "out") == 0)
    desk_viewport_zoom (&plot->view, 1 / KEY_ZOOM, anchor);
  else if (strcmp (name, "home") == 0)
    show_first (plot);
  else if (strcmp (name, "end") == 0)
    desk_viewport_show_latest (&plot->view);
  else if (strcmp (name, "cursor-left") == 0)
    step_cursor (plot, -1);
  else if (strcmp (name, "cursor-right") == 0)
    step_cursor (plot, 1);
  else if (strcmp (name, "menu") == 0)
    open_menu (plot);
  else if (strcmp (name, "clear") == 0 && plot->cursor >= 0 && plot->by_key)
    set_cursor (plot, -1, FALSE);
  else
    return FALSE;

  if (plot->view.left != left || plot->view.right != right)
    moved (plot);
  return TRUE;
}
