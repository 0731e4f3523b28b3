/* desk-chart-legend.c - what the lines are and where they stand, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-chart-private.h"

#define NO_BREAK "\302\240"
/* Spaces that are as wide as a swatch, in the size of the text, when they are this much of it. */
#define SWATCH       NO_BREAK NO_BREAK NO_BREAK
#define SWATCH_SCALE .6

static char *
legend_line (DeskChart   *self,
             DeskOverlay *overlay,
             gint64       bar)
{
  const DeskSubplot *pane = desk_chart_find_pane_of (self, overlay);
  GString *line = g_string_new (desk_overlay_get_name (overlay));
  char label[DESK_AXIS_LABEL_SIZE];

  for (guint k = 0; k < desk_overlay_get_n_lines (overlay); k++)
    {
      double value = desk_overlay_get_values (overlay, k)[bar];

      if (pane != NULL)
        desk_subplot_format (pane, value, label);
      else
        desk_axis_format_value (value, self->plot.decimals, label);
      g_string_append_printf (line, " %s", label);
    }

  return g_string_free (line, FALSE);
}

/* "SPY +1.25 %": since the first bar in sight. */
static char *
compare_line (DeskChart   *self,
              DeskCompare *compare,
              gint64       bar)
{
  char label[DESK_AXIS_LABEL_SIZE];
  gint64 first, end;
  double change;

  desk_plot_get_bars (&self->plot, &first, &end);
  change = desk_compare_change (compare, self->series, first, bar) * 100;
  desk_axis_format_value (change, 2, label);
  return g_strdup_printf ("%s %s%s%s", desk_compare_get_name (compare), change > 0 ? "+" : "",
                          label, isnan (change) ? "" : " %");
}

static gboolean
shows_compares (DeskChart *self)
{
  gint64 first, end;

  return desk_plot_get_bars (&self->plot, &first, &end);
}

/**
 * desk_chart_dup_legend:
 * @self: a chart
 * @bar: a known bar; −1 stands for the last
 *
 * Returns: (transfer full): "ema(9) 172.31" for each overlay, in the order they were added, with an
 *   en dash for values that are missing; empty without bars
 */
char **
desk_chart_dup_legend (DeskChart *self,
                       gint64     bar)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();

  g_return_val_if_fail (DESK_IS_CHART (self), NULL);

  if (bar < 0)
    bar = (gint64) self->n_known - 1;

  if (bar >= 0 && bar < (gint64) self->n_known)
    {
      desk_chart_compute (self);
      for (guint i = 0; i < self->overlays->len; i++)
        {
          g_autofree char *line = legend_line (self, self->overlays->pdata[i], bar);

          g_strv_builder_add (lines, line);
        }
      for (guint i = 0; shows_compares (self) && i < self->compares->len; i++)
        {
          g_autofree char *line = compare_line (self, self->compares->pdata[i], bar);

          g_strv_builder_add (lines, line);
        }
    }

  return g_strv_builder_end (lines);
}

/* The same beside the chart, in the colours of the lines */

/* A name and its value stay on one line. */
static void
append_unbroken (GString    *text,
                 const char *words)
{
  for (const char *end; (end = strchr (words, ' ')) != NULL; words = end + 1)
    {
      g_string_append_len (text, words, end - words);
      g_string_append (text, NO_BREAK);
    }
  g_string_append (text, words);
}

static void
add_attribute (PangoAttrList  *attributes,
               PangoAttribute *attribute,
               gsize           start,
               gsize           end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (attributes, attribute);
}

/* Spaces on a coloured ground: no font lacks them, and nobody reads them out. */
static void
append_swatch (GString       *text,
               PangoAttrList *attributes,
               const GdkRGBA *colour)
{
  gsize start = text->len;

  g_string_append (text, SWATCH);
  add_attribute (attributes, pango_attr_background_new ((guint16) (colour->red * 65535),
                                                        (guint16) (colour->green * 65535),
                                                        (guint16) (colour->blue * 65535)),
                 start, text->len);
  add_attribute (attributes, pango_attr_scale_new (SWATCH_SCALE), start, text->len);
  g_string_append (text, NO_BREAK);
}

/* Lines of several colours have each its swatch before its value, others one before the name. */
static void
append_overlay (DeskChart     *self,
                DeskOverlay   *overlay,
                guint          colour,
                gint64         bar,
                GString       *text,
                PangoAttrList *attributes)
{
  gboolean many = desk_lines_count_colours (overlay) > 1;

  if (!many && desk_lines_have_range (overlay, 0))
    append_swatch (text, attributes, desk_lines_colour (&self->plot, overlay, colour, 0));
  append_unbroken (text, desk_overlay_get_name (overlay));

  for (guint k = 0; k < desk_overlay_get_n_lines (overlay); k++)
    {
      char label[DESK_AXIS_LABEL_SIZE];

      desk_axis_format_value (desk_overlay_get_values (overlay, k)[bar], self->plot.decimals,
                              label);
      g_string_append (text, NO_BREAK);
      if (many)
        append_swatch (text, attributes, desk_lines_colour (&self->plot, overlay, colour, k));
      append_unbroken (text, label);
    }
}

/**
 * desk_chart_write_legend:
 * @self: a chart
 * @bar: a known bar
 * @text: what is said of it is added here
 * @attributes: and here its colours
 *
 * What lies on the prices, each after three spaces: indicators and other instruments with a swatch
 * in the colour of their lines. Panes have their own.
 */
void
desk_chart_write_legend (DeskChart     *self,
                         gint64         bar,
                         GString       *text,
                         PangoAttrList *attributes)
{
  guint colour = 1;

  g_return_if_fail (DESK_IS_CHART (self));
  g_return_if_fail (bar >= 0 && bar < (gint64) self->n_known);

  desk_chart_compute (self);
  for (guint i = 0; i < self->overlays->len; i++)
    {
      DeskOverlay *overlay = self->overlays->pdata[i];

      if (!desk_overlay_is_on_prices (overlay))
        continue;
      g_string_append (text, "   ");
      append_overlay (self, overlay, colour, bar, text, attributes);
      colour += desk_lines_count_colours (overlay);
    }

  for (guint i = 0; shows_compares (self) && i < self->compares->len; i++)
    {
      g_autofree char *line = compare_line (self, self->compares->pdata[i], bar);

      g_string_append (text, "   ");
      append_swatch (text, attributes, desk_chart_compare_colour (self, i));
      append_unbroken (text, line);
    }
}
