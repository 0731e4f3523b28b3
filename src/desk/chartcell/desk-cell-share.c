/* desk-cell-share.c - what leaves the chart: pictures, a table; and the way to a day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartcell"

#include "config.h"

#include "desk-chart-cell-private.h"
#include "desk-chart-table.h"

static GtkWindow *
get_window (DeskChartCell *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
say (DeskChartCell *self,
     const char    *text)
{
  g_signal_emit_by_name (self, "said", text);
}

static void
tell (DeskChartCell *self,
      const GError  *error)
{
  g_signal_emit_by_name (self->session, "trouble", "The Picture Was Not Made", error->message);
}

/* Pictures */

/* As the name says, else as it was asked for. */
static gboolean
is_svg (GtkFileChooserNative *chooser,
        const char           *path)
{
  return g_str_has_suffix (path, ".svg")
         || (g_object_get_data (G_OBJECT (chooser), "svg") != NULL
             && !g_str_has_suffix (path, ".png"));
}

static void
save (DeskChartCell *self,
      const char    *path,
      gboolean       as_svg)
{
  g_autofree char *name = g_path_get_basename (path), *readable = NULL, *text = NULL;
  g_autoptr(GError) error = NULL;

  if (!desk_chart_save_picture (get_chart (self), path, as_svg, &error))
    {
      tell (self, error);
      return;
    }

  readable = g_filename_display_name (name);
  text = g_strdup_printf ("Picture saved as “%s”", readable);
  say (self, text);
}

static void
file_chosen (GtkFileChooserNative *chooser,
             int                   response,
             DeskChartCell        *self)
{
  g_autoptr(GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT
      && (file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))) != NULL
      && (path = g_file_get_path (file)) != NULL)
    save (self, path, is_svg (chooser, path));
  g_clear_object (&self->chooser);
}

static void
add_filter (GtkFileChooser *chooser,
            const char     *name,
            const char     *pattern)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
ask_for_file (DeskChartCell *self,
              const char    *suffix)
{
  g_autofree char *frame = desk_chart_source_dup_label (self->source);
  const char *symbol = *self->symbol != '\0' ? self->symbol : "chart";
  g_autofree char *name = g_strdup_printf ("%s %s.%s", symbol, frame, suffix);
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new ("Save Picture of the Chart", get_window (self),
                                 GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_object_set_data (G_OBJECT (chooser), "svg", GINT_TO_POINTER (g_str_equal (suffix, "svg")));
  if (g_str_equal (suffix, "svg"))
    add_filter (GTK_FILE_CHOOSER (chooser), "SVG", "*.svg");
  else
    add_filter (GTK_FILE_CHOOSER (chooser), "PNG", "*.png");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen), self, 0);
  g_clear_object (&self->chooser);
  self->chooser = chooser;
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
copy (DeskChartCell *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = desk_chart_make_texture (get_chart (self), &error);

  if (texture == NULL)
    {
      tell (self, error);
      return;
    }

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  say (self, "Picture copied");
}

/* The way to a day */

static void
day_chosen (GtkCalendar   *calendar,
            DeskChartCell *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (calendar);
  DtDate date = dt_date_new (g_date_time_get_year (day), g_date_time_get_month (day),
                             g_date_time_get_day_of_month (day));

  desk_chart_show_time (get_chart (self), dt_time_from_new_york (date, 0));
}

static void
show_calendar (DeskChartCell *self)
{
  DtBarSeries *series = desk_chart_get_series (get_chart (self));
  GtkWidget *calendar = gtk_calendar_new ();
  g_autoptr(GDateTime) day = NULL;
  double first, last;

  if (series != NULL && desk_chart_get_n_known (get_chart (self)) > 0)
    {
      gint64 bar;

      desk_chart_get_range (get_chart (self), &first, &last);
      bar = CLAMP ((gint64) last, 0, (gint64) desk_chart_get_n_known (get_chart (self)) - 1);
      day = g_date_time_new_from_unix_utc (series->time[bar] / DT_SECOND);
      gtk_calendar_select_day (GTK_CALENDAR (calendar), day);
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (calendar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Day to show", -1);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_chosen), self, 0);
  desk_chart_cell_open (self, calendar, gtk_widget_get_width (self->chart) / 2., 0);
}

static void
show_table (DeskChartCell *self)
{
  if (desk_chart_get_series (get_chart (self)) != NULL)
    gtk_window_present (GTK_WINDOW (desk_chart_table_new (get_window (self), get_chart (self),
                                                          self->symbol)));
}

gboolean
desk_chart_cell_share (DeskChartCell *self,
                       const char    *action_id)
{
  if (g_str_equal (action_id, "chart.copy"))
    copy (self);
  else if (g_str_equal (action_id, "chart.go-to"))
    show_calendar (self);
  else if (g_str_equal (action_id, "chart.save-png"))
    ask_for_file (self, "png");
  else if (g_str_equal (action_id, "chart.save-svg"))
    ask_for_file (self, "svg");
  else if (g_str_equal (action_id, "chart.table"))
    show_table (self);
  else
    return FALSE;

  return TRUE;
}
