/* minimal-window.c - what a window costs before there is anything of ours in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The yardstick of bench-desk.py: an empty window of the toolkit. Says "first frame" once the first
 * one has been painted, and stays until it is told to end.
 */

#include "config.h"

#include <gtk/gtk.h>

static void
on_after_paint (GdkFrameClock *clock,
                gpointer       data)
{
  g_signal_handlers_disconnect_by_func (clock, on_after_paint, data);
  g_printerr ("first frame\n");
}

static void
on_map (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                    G_CALLBACK (on_after_paint), NULL);
}

static void
on_activate (GtkApplication *application)
{
  GtkWidget *window = gtk_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  gtk_window_set_child (GTK_WINDOW (window), gtk_label_new ("Minimal"));
  g_signal_connect (window, "map", G_CALLBACK (on_map), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GtkApplication) application =
    gtk_application_new ("io.github.daytraderai.Minimal", G_APPLICATION_DEFAULT_FLAGS);

  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
