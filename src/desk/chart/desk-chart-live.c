/* desk-chart-live.c - last bar, levels, last price and crosshair
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>

#include "desk-candles.h"
#include "desk-chart-private.h"

#define MAX_TAGS 64

/* Told apart by their dashes, their names and only then by colour. */
static const struct
{
  const char *name;
  int         pattern[5];
} kinds[] = {
  [DESK_LEVEL_ENTRY] = { "Entry", { 1000, 0 } },
  [DESK_LEVEL_STOP] = { "Stop", { 8, 4, 0 } },
  [DESK_LEVEL_TRAIL] = { "Trailing stop", { 2, 3, 0 } },
  [DESK_LEVEL_TARGET] = { "Target", { 8, 3, 2, 3, 0 } },
  [DESK_LEVEL_ORDER] = { "Order", { 12, 4, 0 } },
  [DESK_LEVEL_ALERT] = { "Alert", { 1, 5, 0 } },
};
static const int last_dashes[] = { 1, 3, 0 };

typedef struct
{
  const char    *name;      /* in the plot, nullable */
  double         price;
  double         y;         /* of the tag, moved where another is in the way */
  const GdkRGBA *colour;
  const int     *pattern;   /* (nullable): has no line here */
} Tag;

static const GdkRGBA *
level_colour (const DeskColours *colours,
              DeskLevelKind      kind)
{
  switch (kind)
    {
    case DESK_LEVEL_STOP: return &colours->down;
    case DESK_LEVEL_TRAIL: return &colours->warning;
    case DESK_LEVEL_TARGET: return &colours->up;
    case DESK_LEVEL_ORDER: return &colours->line[2];
    case DESK_LEVEL_ALERT: return &colours->line[1];
    case DESK_LEVEL_ENTRY:
    default: return &colours->line[0];
    }
}

static const char *
level_name (const DeskLevel *level)
{
  return level->text[0] != '\0' ? level->text : kinds[level->kind].name;
}

static gint64
last_priced_bar (const DeskChart *self)
{
  gint64 i = (gint64) self->n_known - 1;

  while (i >= 0 && isnan (self->series->close[i]))
    i--;

  return i;
}

static int
tag_height (DeskChart *self)
{
  int height;

  desk_labels_measure (&self->plot.labels, "0", NULL, &height);
  return height + 5;
}

/* Prices of horizontal lines in sight, as many as the axis has room for. */
static guint
add_drawn (DeskChart *self,
           Tag       *tags,
           guint      n)
{
  const DeskScale *scale = &self->plot.scale;
  guint room = MIN (MAX_TAGS, self->plot.height / tag_height (self));

  for (guint i = 0; i < desk_drawings_get_n (self->drawings) && n < room; i++)
    {
      const DeskDrawing *drawing = desk_drawings_get (self->drawings, i);
      double price = drawing->points[0].price;

      if (drawing->kind == DESK_DRAWING_LEVEL && price >= scale->low && price <= scale->high)
        tags[n++] = (Tag) { NULL, price, 0., desk_drawing_colour (drawing, &self->plot), NULL };
    }

  return n;
}

static guint
collect_tags (DeskChart *self,
              Tag       *tags)
{
  const DeskColours *colours = self->plot.colours;
  gint64 last = last_priced_bar (self);
  guint n = 0;

  for (guint i = 0; i < self->levels->len && n < MAX_TAGS / 2; i++)
    {
      const DeskLevel *level = &g_array_index (self->levels, DeskLevel, i);

      if (isfinite (level->price))
        tags[n++] = (Tag) { level_name (level), level->price, 0.,
                            level_colour (colours, level->kind), kinds[level->kind].pattern };
    }

  if (last >= 0)
    {
      double before = self->series->close[MAX (last - 1, 0)], close = self->series->close[last];

      tags[n++] = (Tag) { NULL, close, 0., close < before ? &colours->down : &colours->up,
                          last_dashes };
    }
  n = add_drawn (self, tags, n);

  for (guint i = 0; i < n; i++)
    tags[i].y = desk_scale_to_pixel (&self->plot.scale, tags[i].price);

  return n;
}

static int
compare_tags (gconstpointer a,
              gconstpointer b)
{
  const Tag *x = a, *y = b;

  return (x->y > y->y) - (x->y < y->y);
}

/* Pushes tags apart downwards, then up again what left the plot. */
static void
spread_tags (DeskChart *self,
             Tag       *tags,
             guint      n)
{
  int height = tag_height (self);
  double foot = self->plot.height - height / 2.;

  qsort (tags, n, sizeof *tags, compare_tags);

  for (guint i = 0; i < n; i++)
    tags[i].y = MAX (tags[i].y, i > 0 ? tags[i - 1].y + height : height / 2.);
  for (guint i = n; i-- > 0; foot -= height)
    {
      tags[i].y = MIN (tags[i].y, foot);
      foot = MIN (foot, tags[i].y);
    }
}

static void
draw_line (DeskChart   *self,
           GtkSnapshot *snapshot,
           const Tag   *tag)
{
  DeskPlot *plot = &self->plot;
  int y = desk_plot_y (plot, tag->price);

  if (tag->pattern == NULL || y < 0 || y > plot->scale.start * plot->device)
    return;

  desk_plot_draw_dashes (plot, snapshot, tag->colour, 0, y, plot->width * plot->device, FALSE,
                         tag->pattern);
}

/* An arrow says where a level is that is not in sight. */
static void
draw_name (DeskChart   *self,
           GtkSnapshot *snapshot,
           const Tag   *tag)
{
  const DeskScale *scale = &self->plot.scale;
  char text[64];

  if (tag->name == NULL)
    return;

  g_snprintf (text, sizeof text, "%s%s",
              tag->price > scale->high ? "↑ " : tag->price < scale->low ? "↓ " : "", tag->name);
  desk_plot_draw_tag (&self->plot, snapshot, text, tag->colour, tag->y, DESK_TAG_START);
}

static void
draw_tags (DeskChart   *self,
           GtkSnapshot *snapshot)
{
  char label[DESK_AXIS_LABEL_SIZE];
  Tag tags[MAX_TAGS];
  guint n = collect_tags (self, tags);

  for (guint i = 0; i < n; i++)
    draw_line (self, snapshot, &tags[i]);

  spread_tags (self, tags, n);
  for (guint i = 0; i < n; i++)
    desk_plot_hide_labels (&self->plot, snapshot, tags[i].y);
  for (guint i = 0; i < n; i++)
    {
      desk_plot_format (&self->plot, tags[i].price, label);
      desk_plot_draw_tag (&self->plot, snapshot, label, tags[i].colour, tags[i].y, DESK_TAG_AXIS);
      draw_name (self, snapshot, &tags[i]);
    }
}

/* Where the level would go, and where it is as long as nobody said so. */
static void
draw_held (DeskChart   *self,
           GtkSnapshot *snapshot)
{
  DeskPlot *plot = &self->plot;
  const GdkRGBA *colour = level_colour (plot->colours, self->held.kind);
  double change = (self->held_price / self->held.price - 1) * 100;
  char price[DESK_AXIS_LABEL_SIZE], label[DESK_AXIS_LABEL_SIZE], text[96];
  Tag tag = { NULL, self->held_price, desk_scale_to_pixel (&plot->scale, self->held_price), colour,
              kinds[DESK_LEVEL_ENTRY].pattern };

  desk_axis_format_value (self->held_price, plot->decimals, price);
  desk_axis_format_value (change, 2, label);
  g_snprintf (text, sizeof text, "%s to %s, %s%s %%", level_name (&self->held), price,
              change > 0 ? "+" : "", label);
  draw_line (self, snapshot, &tag);
  desk_plot_draw_tag (plot, snapshot, text, colour, tag.y, DESK_TAG_START);
  desk_plot_draw_tag (plot, snapshot, desk_plot_format (plot, self->held_price, label), colour,
                      tag.y, DESK_TAG_AXIS);
}

/* Where the others stand, with their names, at the last bar that is known. */
static void
draw_compares (DeskChart   *self,
               GtkSnapshot *snapshot)
{
  DeskPlot *plot = &self->plot;
  gint64 last = (gint64) self->n_known - 1, first, end;

  if (!desk_plot_get_bars (plot, &first, &end))
    return;

  for (guint i = 0; i < self->compares->len; i++)
    {
      DeskCompare *compare = self->compares->pdata[i];
      double change = desk_compare_change (compare, self->series, first, MIN (last, end - 1));
      double factor = desk_compare_factor (compare, self->series, first, end);
      gint64 from = first;
      double y;

      while (from < end && !(self->series->close[from] > 0))
        from++;
      if (from == end || !(factor > 0) || isnan (change))
        continue;
      y = desk_scale_to_pixel (&plot->scale, self->series->close[from] * (1 + change));
      desk_plot_draw_tag (plot, snapshot, desk_compare_get_name (compare),
                          desk_chart_compare_colour (self, i), y, DESK_TAG_END);
    }
}

void
desk_chart_draw_last_bar (DeskChart   *self,
                          GtkSnapshot *snapshot)
{
  DeskPlot *plot = &self->plot;
  DeskColumns bars = desk_chart_columns (self), traded = desk_candles_columns (self->series);
  gint64 last = (gint64) self->n_known - 1, first, end;

  if (desk_plot_step (plot) < 1 || !desk_plot_get_bars (plot, &first, &end)
      || last < first || last >= end)
    return;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, plot->width, plot->height));
  if (self->volume_height > 0)
    desk_candles_draw_volume (plot, snapshot, &traded, self->prices, self->volume_height,
                              self->volume_peak, last, last + 1);
  if (!desk_chart_is_line (self))
    desk_candles_draw (plot, snapshot, &bars, desk_chart_extremes (self), self->style, last,
                       last + 1);
  gtk_snapshot_pop (snapshot);
}

void
desk_chart_draw_live (DeskChart   *self,
                      GtkSnapshot *snapshot)
{
  gint64 cursor = desk_chart_get_cursor (self);

  draw_compares (self, snapshot);
  draw_tags (self, snapshot);
  for (guint i = 0; i < self->panes->len; i++)
    if (desk_chart_shows_pane (self->panes->pdata[i]))
      desk_subplot_draw_live (self->panes->pdata[i], &self->plot, snapshot,
                           cursor >= 0 ? cursor : (gint64) self->n_known - 1);
  desk_chart_draw_drawings (self, snapshot);
  desk_plot_draw_crosshair (&self->plot, snapshot,
                            cursor >= 0 ? self->series->close[cursor] : NAN);
  if (!isnan (self->held_price))
    draw_held (self, snapshot);
}
