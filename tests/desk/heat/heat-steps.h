/* heat-steps.h - what tests of heatmaps do again and again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include <gtk/gtk.h>

#include "../base/session-steps.h"

static inline GtkWidget *
show (GtkWidget *widget,
      int        width,
      int        height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0);

  return window;
}

/* Rendered as on screen. (transfer full) */
static inline guchar *
render (GtkWidget *widget,
        int       *width,
        int       *height)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  guchar *pixels;

  *width = gtk_widget_get_width (widget);
  *height = gtk_widget_get_height (widget);
  gdk_paintable_snapshot (paintable, snapshot, *width, *height);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                         node, &GRAPHENE_RECT_INIT (0, 0, *width, *height));
  pixels = g_malloc0 ((gsize) *width * *height * 4);
  gdk_texture_download (texture, pixels, (gsize) *width * 4);

  return pixels;
}

static inline gboolean
is_colour (const guchar  *pixels,
           int            width,
           int            x,
           int            y,
           const GdkRGBA *colour)
{
  const guchar *p = pixels + ((gsize) y * width + x) * 4;

  return abs (p[2] - (int) lrintf (colour->red * 255.f)) <= 1
         && abs (p[1] - (int) lrintf (colour->green * 255.f)) <= 1
         && abs (p[0] - (int) lrintf (colour->blue * 255.f)) <= 1;
}

/* Relative luminance and contrast ratio: W3C, Web Content Accessibility Guidelines 2.1. */
static inline double
linear (double channel)
{
  return channel <= .03928 ? channel / 12.92 : pow ((channel + .055) / 1.055, 2.4);
}

static inline double
luminance (const GdkRGBA *colour)
{
  return .2126 * linear (colour->red) + .7152 * linear (colour->green)
         + .0722 * linear (colour->blue);
}

static inline double
contrast (const GdkRGBA *a,
          const GdkRGBA *b)
{
  double x = luminance (a) + .05, y = luminance (b) + .05;

  return MAX (x, y) / MIN (x, y);
}

static inline GtkEventController *
find_controller (GtkWidget *widget,
                 GType      type)
{
  g_autoptr(GListModel) list = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (list, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }

  g_assert_not_reached ();
}

/* As the toolkit does when a key is pressed: the action of the shortcut with this trigger. */
static inline gboolean
press_with (GtkWidget       *widget,
            guint            key,
            GdkModifierType  modifiers)
{
  g_autoptr(GListModel) list = gtk_widget_observe_controllers (widget);
  g_autoptr(GtkShortcutTrigger) wanted = gtk_keyval_trigger_new (key, modifiers);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (list, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }

  return FALSE;
}

static inline gboolean
press (GtkWidget *widget,
       guint      key)
{
  return press_with (widget, key, 0);
}

static inline void
move_pointer (GtkWidget *widget,
              double     x,
              double     y)
{
  g_signal_emit_by_name (find_controller (widget, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion", x,
                         y);
}

static inline void
leave (GtkWidget *widget)
{
  g_signal_emit_by_name (find_controller (widget, GTK_TYPE_EVENT_CONTROLLER_MOTION), "leave");
}

static inline void
click (GtkWidget *widget,
       double     x,
       double     y)
{
  GtkEventController *controller = find_controller (widget, GTK_TYPE_GESTURE_CLICK);

  g_signal_emit_by_name (controller, "pressed", 1, x, y);
  g_signal_emit_by_name (controller, "released", 1, x, y);
}
