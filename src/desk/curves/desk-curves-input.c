/* desk-curves-input.c - pointer and keys over curves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-curves"

#include "config.h"

#include <math.h>

#include "desk-curves-private.h"

/* A shorter drag is a click. */
#define LEAST_DRAG 6.

static void
on_motion (DeskCurves *self,
           double      x,
           double      y)
{
  desk_curves_move (self, desk_curves_point_at (self, x), FALSE);
}

static void
on_leave (DeskCurves *self)
{
  if (!self->by_key)
    desk_curves_move (self, -1, FALSE);
}

static void
on_drag_begin (DeskCurves *self,
               double      x)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_start = x;
  self->drag_end = x;
}

static void
on_drag_update (DeskCurves *self,
                double      offset)
{
  self->drag_end = self->drag_start + offset;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_end (DeskCurves *self,
             double      offset)
{
  gint64 from = desk_curves_point_at (self, MIN (self->drag_start, self->drag_start + offset));
  gint64 to = desk_curves_point_at (self, MAX (self->drag_start, self->drag_start + offset));

  self->drag_start = self->drag_end = NAN;
  if (fabs (offset) >= LEAST_DRAG && to - from >= 2)
    desk_curves_set_range (self, from, to);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_pressed (DeskCurves *self,
            int         n_press)
{
  if (n_press == 2)
    desk_curves_set_range (self, 0, self->n - 1);
}

void
desk_curves_add_input (DeskCurves *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
zoom (DeskCurves *self,
      double      factor)
{
  gint64 length = self->last - self->first;
  gint64 centre = self->cursor >= 0 ? self->cursor : self->first + length / 2;
  gint64 wanted = MAX (2, llround (length / factor));
  gint64 first = centre - llround ((double) (centre - self->first) / MAX (length, 1) * wanted);

  desk_curves_set_range (self, first, first + wanted);
}

static gboolean
on_key (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   unused)
{
  DeskCurves *self = DESK_CURVES (widget);
  gint64 at = self->cursor;
  const char *name;

  g_variant_get (arguments, "(&s)", &name);
  if (self->n == 0)
    return GDK_EVENT_PROPAGATE;

  if (g_str_equal (name, "left"))
    desk_curves_move (self, at < 0 ? self->last : MAX (at - 1, 0), TRUE);
  else if (g_str_equal (name, "right"))
    desk_curves_move (self, at < 0 ? self->last : MIN (at + 1, self->n - 1), TRUE);
  else if (g_str_equal (name, "home"))
    desk_curves_move (self, 0, TRUE);
  else if (g_str_equal (name, "end"))
    desk_curves_move (self, self->n - 1, TRUE);
  else if (g_str_equal (name, "in"))
    zoom (self, 1.5);
  else if (g_str_equal (name, "out"))
    zoom (self, 1. / 1.5);
  else
    desk_curves_set_range (self, 0, self->n - 1);

  return GDK_EVENT_STOP;
}

void
desk_curves_bind_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint       key;
    const char *name;
  } keys[] = {
    { GDK_KEY_Left, "left" }, { GDK_KEY_KP_Left, "left" },
    { GDK_KEY_Right, "right" }, { GDK_KEY_KP_Right, "right" },
    { GDK_KEY_Home, "home" }, { GDK_KEY_End, "end" },
    { GDK_KEY_plus, "in" }, { GDK_KEY_KP_Add, "in" }, { GDK_KEY_equal, "in" },
    { GDK_KEY_minus, "out" }, { GDK_KEY_KP_Subtract, "out" },
    { GDK_KEY_0, "all" }, { GDK_KEY_KP_0, "all" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, on_key, "(s)", keys[i].name);
}
