/* desk-subplot.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>

#include "desk-stroke.h"

#include "desk-chart-private.h"
#include "desk-subplot.h"

#define MARGIN       .08
#define TICK_SPACING 26.
#define LABEL_GAP    8
#define TEXT_TOP     3
#define SWATCH       8
/* Larger numbers are shown in thousands of thousands. */
#define LARGE        1e5

static const int level_dashes[] = { 3, 3, 0 };
static const int pointer_dashes[] = { 4, 4, 0 };

DeskSubplot *
desk_subplot_new (DeskOverlay *overlay)
{
  DeskSubplot *pane = g_new0 (DeskSubplot, 1);

  pane->overlay = overlay;
  pane->share = DESK_SUBPLOT_SHARE;
  pane->scale = (DeskScale) { DESK_SCALE_LINEAR, 0., 1., 1., 0. };
  pane->unit = 1.;
  pane->decimals = 2;
  return pane;
}

/* The plot as the pane sees it: same times, other values. */
static DeskPlot
plot_of (const DeskSubplot *pane,
         const DeskPlot    *plot)
{
  DeskPlot own = *plot;

  own.height = pane->height;
  own.below = 0;
  own.base = 0;
  own.scale = pane->scale;
  own.decimals = pane->decimals;
  own.n_value_ticks = pane->n_ticks;
  memcpy (own.value_ticks, pane->ticks, pane->n_ticks * sizeof *pane->ticks);
  return own;
}

static void
enter (const DeskSubplot *pane,
       GtkSnapshot       *snapshot)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, pane->top));
}

static const char *
suffix_of (double unit)
{
  return unit >= 1e12 ? " T" : unit >= 1e9 ? " B" : unit >= 1e6 ? " M" : unit >= 1e3 ? " K" : "";
}

static double
unit_of (double most)
{
  double unit = 1.;

  while (most >= LARGE * unit && unit < 1e12)
    unit *= 1e3;

  return unit;
}

char *
desk_subplot_format (const DeskSubplot *pane,
                     double             value,
                     char               label[DESK_AXIS_LABEL_SIZE])
{
  desk_axis_format_value (value / pane->unit, pane->decimals, label);
  if (!isnan (value))
    g_strlcat (label, suffix_of (pane->unit), DESK_AXIS_LABEL_SIZE);

  return label;
}

static void
add_lines (const DeskSubplot *pane,
           gint64             first,
           gint64             end,
           double            *low,
           double            *high)
{
  for (guint k = 0; k < desk_overlay_get_n_lines (pane->overlay); k++)
    {
      double lowest, highest;

      if (!desk_pyramid_range (desk_overlay_get_pyramid (pane->overlay, k), first, end, &lowest,
                               &highest))
        continue;
      *low = fmin (*low, lowest);
      *high = fmax (*high, highest);
      if (desk_overlay_get_output (pane->overlay, k)->draw == DT_DRAW_HISTOGRAM)
        {
          *low = MIN (*low, 0.);
          *high = MAX (*high, 0.);
        }
    }
}

static void
add_levels (const DeskSubplot *pane,
            double            *low,
            double            *high)
{
  const DtIndicator *indicator = desk_overlay_get_call (pane->overlay)->indicator;

  for (guint i = 0; i < indicator->n_levels; i++)
    {
      *low = fmin (*low, indicator->levels[i]);
      *high = fmax (*high, indicator->levels[i]);
    }
}

static void
find_ticks (DeskSubplot *pane,
            int          text)
{
  DeskScale scale = pane->scale;

  pane->unit = unit_of (MAX (fabs (scale.low), fabs (scale.high)));
  scale.low /= pane->unit;
  scale.high /= pane->unit;
  pane->decimals = desk_axis_decimals (&scale);
  pane->n_ticks = desk_axis_value_ticks (&scale, MAX (TICK_SPACING, 1.5 * text), pane->ticks);
  for (guint i = 0; i < pane->n_ticks; i++)
    g_strlcat (pane->ticks[i].label, suffix_of (pane->unit), DESK_AXIS_LABEL_SIZE);
}

static int
needed_width (DeskSubplot *pane,
              DeskPlot    *plot)
{
  const double ends[] = { pane->scale.low, pane->scale.high };
  char label[DESK_AXIS_LABEL_SIZE];
  int widest = 0, width;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      desk_labels_measure (&plot->labels, desk_subplot_format (pane, ends[i], label), &width, NULL);
      widest = MAX (widest, width);
    }

  return widest + 2 * LABEL_GAP;
}

int
desk_subplot_fit (DeskSubplot *pane,
                  DeskPlot    *plot,
                  gint64       first,
                  gint64       end)
{
  double low = NAN, high = NAN;
  int text;

  add_lines (pane, first, end, &low, &high);
  add_levels (pane, &low, &high);

  /* Below the name, where there is room for both */
  desk_labels_measure (&plot->labels, "0", NULL, &text);
  text += 2 * TEXT_TOP;
  pane->scale.end = pane->height > 3 * text ? text : TEXT_TOP;
  pane->scale.start = MAX (pane->height - TEXT_TOP, pane->scale.end + 1);
  desk_scale_fit (&pane->scale, low, high, MARGIN);
  find_ticks (pane, text - 2 * TEXT_TOP);
  return needed_width (pane, plot);
}

static void
draw_levels (const DeskSubplot *pane,
             DeskPlot          *own,
             GtkSnapshot       *snapshot)
{
  const DtIndicator *indicator = desk_overlay_get_call (pane->overlay)->indicator;

  for (guint i = 0; i < indicator->n_levels; i++)
    {
      int y = desk_plot_y (own, indicator->levels[i]);

      if (y >= 0 && y < own->height * own->device)
        desk_plot_draw_dashes (own, snapshot, &own->colours->dim_text, 0, y,
                               own->width * own->device, FALSE, level_dashes);
    }
}

void
desk_subplot_draw_grid (DeskSubplot *pane,
                        DeskPlot    *plot,
                        GtkSnapshot *snapshot)
{
  DeskPlot own = plot_of (pane, plot);

  enter (pane, snapshot);
  desk_plot_draw_values (&own, snapshot);
  draw_levels (pane, &own, snapshot);
  gtk_snapshot_append_color (snapshot, &own.colours->dim_text,
                             &GRAPHENE_RECT_INIT (0, 0, own.width + own.axis_width, 1));
  gtk_snapshot_restore (snapshot);
}

void
desk_subplot_draw_lines (DeskSubplot *pane,
                         DeskPlot    *plot,
                         GtkSnapshot *snapshot)
{
  DeskPlot own = plot_of (pane, plot);
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (DeskLine));
  gint64 first, end;

  if (!desk_plot_get_bars (&own, &first, &end))
    return;

  enter (pane, snapshot);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 1, own.width, own.height - 1));
  desk_lines_draw_shapes (&own, snapshot, pane->overlay, NULL, first, end);
  desk_lines_collect (&own, pane->overlay, 0, lines);
  desk_stroke_draw (&own, snapshot, (const DeskLine *) lines->data, lines->len);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

static int
draw_text (DeskPlot    *plot,
           GtkSnapshot *snapshot,
           const char  *text,
           int          x,
           double       y)
{
  int width;

  desk_labels_measure (&plot->labels, text, &width, NULL);
  desk_labels_draw (&plot->labels, snapshot, text, &plot->colours->text, x, y, 0.);
  return x + width;
}

/* "macd(12, 26, 9)  ■ macd 1.2  ■ signal 0.8": as much of it as the width holds. */
static void
draw_values (DeskSubplot *pane,
             DeskPlot    *own,
             GtkSnapshot *snapshot,
             gint64       bar)
{
  int height, x;

  desk_labels_measure (&own->labels, "0", NULL, &height);
  x = draw_text (own, snapshot, desk_overlay_get_name (pane->overlay), LABEL_GAP,
                 TEXT_TOP + height / 2.) + LABEL_GAP;

  for (guint k = 0; bar >= 0 && k < desk_overlay_get_n_lines (pane->overlay); k++)
    {
      const DtIndicatorOutput *output = desk_overlay_get_output (pane->overlay, k);
      char value[DESK_AXIS_LABEL_SIZE], text[64];

      desk_subplot_format (pane, desk_overlay_get_values (pane->overlay, k)[bar], value);
      if (desk_overlay_get_n_lines (pane->overlay) > 1)
        g_snprintf (text, sizeof text, "%s %s", output->name, value);
      else
        g_strlcpy (text, value, sizeof text);
      if (output->draw == DT_DRAW_LINE)
        {
          gtk_snapshot_append_color (snapshot,
                                     desk_lines_colour (own, pane->overlay, 0, k),
                                     &GRAPHENE_RECT_INIT (x, TEXT_TOP + (height - SWATCH) / 2,
                                                          SWATCH, SWATCH));
          x += SWATCH + LABEL_GAP / 2;
        }
      x = draw_text (own, snapshot, text, x, TEXT_TOP + height / 2.) + LABEL_GAP;
    }
}

static void
draw_tag (DeskSubplot   *pane,
          DeskPlot      *own,
          GtkSnapshot   *snapshot,
          const GdkRGBA *colour,
          double         value,
          gboolean       resting)
{
  char label[DESK_AXIS_LABEL_SIZE];
  double y = desk_scale_to_pixel (&pane->scale, value);

  if (isnan (value) || y < 0 || y > pane->height)
    return;

  if (resting)
    desk_plot_hide_labels (own, snapshot, y);
  desk_plot_draw_tag (own, snapshot, desk_subplot_format (pane, value, label), colour, y,
                      DESK_TAG_AXIS);
}

static void
draw_pointer (DeskSubplot *pane,
              DeskPlot    *own,
              GtkSnapshot *snapshot)
{
  double y = own->pointer_y - pane->top;

  if (own->by_key || !(y > 0 && y < pane->height))
    return;

  desk_plot_draw_dashes (own, snapshot, &own->colours->crosshair, 0,
                         (int) floor (y * own->device), own->width * own->device, FALSE,
                         pointer_dashes);
  draw_tag (pane, own, snapshot, &own->colours->crosshair,
            desk_scale_to_value (&pane->scale, y), FALSE);
}

void
desk_subplot_draw_live (DeskSubplot *pane,
                        DeskPlot    *plot,
                        GtkSnapshot *snapshot,
                        gint64       bar)
{
  DeskPlot own = plot_of (pane, plot);
  gint64 last = own.view.n - 1;

  enter (pane, snapshot);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 1, own.width, own.height - 1));
  draw_values (pane, &own, snapshot, bar);
  gtk_snapshot_pop (snapshot);
  if (last >= 0)
    draw_tag (pane, &own, snapshot, desk_lines_colour (&own, pane->overlay, 0, 0),
              desk_overlay_get_values (pane->overlay, 0)[last], TRUE);
  draw_pointer (pane, &own, snapshot);
  gtk_snapshot_restore (snapshot);
}
