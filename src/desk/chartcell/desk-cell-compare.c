/* desk-cell-compare.c - other instruments beside the one that is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartcell"

#include "config.h"

#include <string.h>

#include "desk-quote.h"
#include "desk-symbol-entry.h"

#include "desk-chart-cell-private.h"
#include "desk-chart-text.h"

#define MOST 4

/* One that is being loaded, or is there. */
typedef struct
{
  char        *symbol;
  DtBarSeries *series;      /* (nullable) */
} Other;

static void
other_free (gpointer data)
{
  Other *other = data;

  g_clear_pointer (&other->series, dt_bar_series_unref);
  g_free (other->symbol);
  g_free (other);
}

/* Those that have arrived, in the order of the list. */
static void
show_others (DeskChartCell *self)
{
  DtTime time = desk_session_get_clock (self->session)->time;

  desk_chart_clear_compares (get_chart (self));
  for (guint i = 0; i < self->others->len; i++)
    {
      const Other *other = self->others->pdata[i];

      if (other->series != NULL)
        desk_chart_add_compare (get_chart (self), other->symbol, other->series,
                                desk_chart_count_known (other->series, time));
    }
  desk_chart_cell_show_legend (self);
}

typedef struct
{
  DeskChartCell *self;
  char          *symbol;
} Loading;

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Loading *loading = data;
  g_autoptr(DeskChartCell) self = loading->self;
  g_autofree char *symbol = loading->symbol;
  g_autoptr(GError) error = NULL;
  g_autoptr(DtBarSeries) series = desk_bars_load_finish (DESK_BARS (source), result, &error);

  g_free (loading);
  if (series == NULL)
    g_debug ("No bars of %s to compare: %s", symbol, error->message);

  /* The page may be gone, and its chart with it */
  for (guint i = 0; series != NULL && self->others != NULL && i < self->others->len; i++)
    {
      Other *other = self->others->pdata[i];

      if (!g_str_equal (other->symbol, symbol))
        continue;
      g_clear_pointer (&other->series, dt_bar_series_unref);
      other->series = dt_bar_series_ref (series);
      show_others (self);
    }
}

static void
load (DeskChartCell *self,
      const char    *symbol,
      gint64         id)
{
  Loading *loading = g_new (Loading, 1);

  *loading = (Loading) { g_object_ref (self), g_strdup (symbol) };
  desk_bars_load_async (desk_session_get_bars (self->session), id, NULL, on_loaded, loading);
}

/* As the settings have it; the instrument that is shown and those not on the tape are left out. */
void
desk_chart_cell_show_compares (DeskChartCell *self)
{
  const char *text = desk_chart_cell_get_setting (self, "chart.compare");
  const char *shown = self->symbol;
  g_auto(GStrv) symbols = g_strsplit (text, ";", -1);
  g_autofree char *wanted = g_strdup_printf ("%s|%s", shown, text);

  if (g_strcmp0 (wanted, self->compared) == 0)
    return;

  g_free (self->compared);
  self->compared = g_steal_pointer (&wanted);
  if (self->others == NULL)
    self->others = g_ptr_array_new_with_free_func (other_free);
  g_ptr_array_set_size (self->others, 0);
  for (guint i = 0; symbols[i] != NULL && self->others->len < MOST; i++)
    {
      DeskQuote *quote = desk_session_find_quote (self->session, g_strstrip (symbols[i]));
      Other *other;

      if (quote == NULL || g_strcmp0 (symbols[i], shown) == 0
          || desk_quote_get_state (quote)->series == 0)
        continue;
      other = g_new0 (Other, 1);
      other->symbol = g_strdup (symbols[i]);
      g_ptr_array_add (self->others, other);
      load (self, symbols[i], desk_quote_get_state (quote)->series);
    }
  show_others (self);
}

/* What is known moves with the clock. */
void
desk_chart_cell_follow_compares (DeskChartCell *self)
{
  DtTime time = desk_session_get_clock (self->session)->time;
  guint shown = 0;

  for (guint i = 0; self->others != NULL && i < self->others->len; i++)
    {
      const Other *other = self->others->pdata[i];

      if (other->series != NULL)
        desk_chart_set_compare_known (get_chart (self), shown++,
                                      desk_chart_count_known (other->series, time));
    }
}

/* The one that is chosen comes to the list, or goes when it is there. */
static void
compare_chosen (DeskChartCell *self,
                const char    *symbol)
{
  g_auto(GStrv) symbols =
    g_strsplit (desk_chart_cell_get_setting (self, "chart.compare"), ";", -1);
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean there = FALSE;

  for (guint i = 0; symbols[i] != NULL; i++)
    {
      there = there || g_str_equal (symbols[i], symbol);
      if (*symbols[i] != '\0' && !g_str_equal (symbols[i], symbol))
        g_string_append_printf (text, "%s%s", text->len > 0 ? ";" : "", symbols[i]);
    }
  if (!there)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ";" : "", symbol);

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  desk_chart_cell_set_setting (self, "chart.compare", text->str);
  /* On one scale of prices the two would be far apart */
  if (!there)
    desk_settings_set (self->settings, "chart.percent", g_variant_new_boolean (TRUE));
  desk_chart_cell_show_settings (self);
  gtk_widget_grab_focus (self->chart);
}

static void
ask (DeskChartCell *self)
{
  GtkWidget *entry = desk_symbol_entry_new (self->session);

  gtk_widget_set_size_request (entry, 220, -1);
  g_signal_connect_object (entry, "chosen", G_CALLBACK (compare_chosen), self, G_CONNECT_SWAPPED);
  desk_chart_cell_open (self, entry, gtk_widget_get_width (self->chart) / 2., 0);
}

gboolean
desk_chart_cell_compare (DeskChartCell *self,
                         const char    *action_id)
{
  if (g_str_equal (action_id, "chart.compare"))
    ask (self);
  else if (g_str_equal (action_id, "chart.compare-none"))
    {
      desk_chart_cell_set_setting (self, "chart.compare", "");
      desk_chart_cell_show_settings (self);
    }
  else
    return FALSE;

  return TRUE;
}
