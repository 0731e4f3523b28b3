/* desk-markers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-markers.h"

#define SIZE      9       /* pixels, odd: the tip is on the middle of the bar */
#define GAP       4
#define MAX_STACK 3
#define REACH     10.     /* pixels from a marker at which its tooltip shows */

typedef struct
{
  DeskMarker marker;      /* owns its text */
  gint64     bar;         /* −1 when none covers it */
  guint      level;       /* in a stack, from 0 */
} Marker;

struct _DeskMarkers
{
  GArray *list;           /* of Marker, by time */
};

static void
clear_marker (gpointer data)
{
  g_free ((char *) ((Marker *) data)->marker.text);
}

DeskMarkers *
desk_markers_new (void)
{
  DeskMarkers *markers = g_new0 (DeskMarkers, 1);

  markers->list = g_array_new (FALSE, FALSE, sizeof (Marker));
  g_array_set_clear_func (markers->list, clear_marker);
  return markers;
}

void
desk_markers_free (DeskMarkers *markers)
{
  if (markers == NULL)
    return;

  g_array_unref (markers->list);
  g_free (markers);
}

static int
compare_markers (gconstpointer a,
                 gconstpointer b)
{
  const Marker *x = a, *y = b;

  return (x->marker.time > y->marker.time) - (x->marker.time < y->marker.time);
}

void
desk_markers_set (DeskMarkers      *markers,
                  const DeskMarker *list,
                  guint             n)
{
  g_array_set_size (markers->list, 0);
  for (guint i = 0; i < n; i++)
    {
      Marker marker = { list[i], -1, 0 };

      marker.marker.text = g_strdup (list[i].text);
      g_array_append_val (markers->list, marker);
    }

  g_array_sort (markers->list, compare_markers);
}

static gint64
covering_bar (const DtBarSeries *series,
              DtTime             time)
{
  gsize i = dt_bar_series_find (series, time);

  return i < series->n_bars && series->time[i] == time ? (gint64) i : (gint64) i - 1;
}

void
desk_markers_place (DeskMarkers       *markers,
                    const DtBarSeries *series)
{
  gint64 last[2] = { -1, -1 };
  guint level[2] = { 0, 0 };

  for (guint i = 0; i < markers->list->len; i++)
    {
      Marker *marker = &g_array_index (markers->list, Marker, i);
      DeskMarkerKind kind = marker->marker.kind;

      marker->bar = series != NULL ? covering_bar (series, marker->marker.time) : -1;
      level[kind] = marker->bar == last[kind] ? level[kind] + 1 : 0;
      last[kind] = marker->bar;
      marker->level = MIN (level[kind], MAX_STACK - 1);
    }
}

/* Device pixels of the middle of a marker's upper edge. */
static gboolean
find_place (const Marker      *marker,
            const DeskPlot    *plot,
            const DtBarSeries *series,
            int               *x,
            int               *y)
{
  int size = SIZE * plot->device, gap = GAP * plot->device;
  int stack = (int) marker->level * (size + plot->device);
  double low = series->low[marker->bar], high = series->high[marker->bar];

  *x = desk_plot_x (plot, marker->bar);
  if (marker->marker.kind == DESK_MARKER_BUY)
    *y = desk_plot_y (plot, low) + gap + stack;
  else
    *y = desk_plot_y (plot, high) - gap - size - stack;

  return !isnan (low) && !isnan (high) && *x >= -size && *x < plot->width * plot->device + size;
}

/* Row by row, from whole device pixels: a shape of so few pixels is crisp only so, and costs no
 * path. @outline leaves the inside open. */
static void
draw_triangle (DeskPlot      *plot,
               GtkSnapshot   *snapshot,
               const GdkRGBA *colour,
               int            x,
               int            y,
               int            size,
               gboolean       up)
{
  for (int row = 0; row < size; row++)
    {
      int half = (up ? row : size - 1 - row) / 2;

      desk_plot_fill (plot, snapshot, colour, x - half, y + row, 2 * half + 1, 1);
    }
}

static void
draw_marker (const Marker      *marker,
             DeskPlot          *plot,
             GtkSnapshot       *snapshot,
             int                x,
             int                y)
{
  gboolean up = marker->marker.kind == DESK_MARKER_BUY;
  const GdkRGBA *colour = up ? &plot->colours->line[0] : &plot->colours->line[5];
  int size = SIZE * plot->device, line = plot->device;

  /* A rim in the background's colour keeps it apart from the bars that it may touch */
  draw_triangle (plot, snapshot, &plot->colours->background, x, y - (up ? 3 : 1) * line,
                 size + 4 * line, up);
  draw_triangle (plot, snapshot, colour, x, y, size, up);
  if (marker->marker.exit)
    draw_triangle (plot, snapshot, &plot->colours->background, x, y + (up ? 3 : 1) * line,
                   size - 4 * line, up);
}

/* Markers that would fall onto the one before are left out: at most one a stack and shape width. */
void
desk_markers_draw (DeskMarkers       *markers,
                   DeskPlot          *plot,
                   GtkSnapshot       *snapshot,
                   const DtBarSeries *series,
                   gsize              n_known)
{
  int taken[2][MAX_STACK], step = (SIZE / 2 + 1) * plot->device;

  memset (taken, 0x80, sizeof taken);
  for (guint i = 0; i < markers->list->len; i++)
    {
      const Marker *marker = &g_array_index (markers->list, Marker, i);
      int *before = &taken[marker->marker.kind][marker->level], x, y;

      if (marker->bar < 0 || marker->bar >= (gint64) n_known
          || !find_place (marker, plot, series, &x, &y) || (x != *before && x < *before + step))
        continue;

      *before = x;
      draw_marker (marker, plot, snapshot, x, y);
    }
}

char *
desk_markers_dup_text (DeskMarkers       *markers,
                       const DeskPlot    *plot,
                       const DtBarSeries *series,
                       gsize              n_known,
                       double             x,
                       double             y)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < markers->list->len; i++)
    {
      const Marker *marker = &g_array_index (markers->list, Marker, i);
      int marker_x, marker_y;

      if (marker->bar < 0 || marker->bar >= (gint64) n_known || marker->marker.text == NULL
          || !find_place (marker, plot, series, &marker_x, &marker_y)
          || fabs ((double) marker_x / plot->device - x) > REACH
          || fabs ((double) marker_y / plot->device + SIZE / 2. - y) > REACH)
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", marker->marker.text);
    }

  return g_string_free (text, text->len == 0);
}
