/* desk-drawings-draw.c - how drawings look, and what they say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-plot"

#include "config.h"

#include <math.h>

#include "desk-drawings.h"

#define WIDTH   1.5
#define HANDLE  7           /* pixels, odd */
#define PAD     6
#define TINT    .14

static const int solid[] = { 1000, 0 };

const GdkRGBA *
desk_drawing_colour (const DeskDrawing *drawing,
                     const DeskPlot    *plot)
{
  const DeskPoint *points = drawing->points;

  if (drawing->kind == DESK_DRAWING_MEASURE)
    return points[1].price < points[0].price ? &plot->colours->down : &plot->colours->up;

  return &plot->colours->line[drawing->kind == DESK_DRAWING_NOTE ? 3 : 6];
}

static void
find_pixels (const DeskDrawing *drawing,
             const DeskCanvas  *canvas,
             double             x[2],
             double             y[2])
{
  for (guint i = 0; i < 2; i++)
    {
      x[i] = desk_canvas_x (canvas, drawing->points[i].time);
      y[i] = desk_scale_to_pixel (&canvas->plot->scale, drawing->points[i].price);
      y[i] = CLAMP (y[i], -4000., 4000. + canvas->plot->height);
    }
}

static void
draw_handle (DeskPlot      *plot,
             GtkSnapshot   *snapshot,
             const GdkRGBA *colour,
             double         x,
             double         y)
{
  int size = HANDLE * plot->device;
  int left = (int) floor (x * plot->device) - size / 2, top = (int) floor (y * plot->device);

  top -= size / 2;
  desk_plot_fill (plot, snapshot, colour, left, top, size, size);
  desk_plot_fill (plot, snapshot, &plot->colours->background, left + plot->device,
                  top + plot->device, size - 2 * plot->device, size - 2 * plot->device);
}

static void
draw_level (const DeskDrawing *drawing,
            const DeskCanvas  *canvas,
            GtkSnapshot       *snapshot,
            gboolean           selected)
{
  DeskPlot *plot = canvas->plot;
  const GdkRGBA *colour = desk_drawing_colour (drawing, plot);
  double price = drawing->points[0].price, y = desk_scale_to_pixel (&plot->scale, price);

  if (!(y >= 0 && y < plot->height))
    return;

  desk_plot_draw_dashes (plot, snapshot, colour, 0, desk_plot_y (plot, price),
                         plot->width * plot->device, FALSE, solid);
  if (selected)
    draw_handle (plot, snapshot, colour, plot->width / 2., y);
}

static void
draw_trend (const DeskDrawing *drawing,
            const DeskCanvas  *canvas,
            GtkSnapshot       *snapshot,
            gboolean           selected)
{
  DeskPlot *plot = canvas->plot;
  const GdkRGBA *colour = desk_drawing_colour (drawing, plot);
  double x[2], y[2], left, right, top, bottom;
  cairo_t *cr;

  find_pixels (drawing, canvas, x, y);
  left = MAX (floor (MIN (x[0], x[1])) - 2, 0);
  right = MIN (ceil (MAX (x[0], x[1])) + 2, plot->width);
  top = MAX (floor (MIN (y[0], y[1])) - 2, 0);
  bottom = MIN (ceil (MAX (y[0], y[1])) + 2, plot->height);
  if (left >= right || top >= bottom)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) left, (float) top,
                                                                 (float) (right - left),
                                                                 (float) (bottom - top)));
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, WIDTH);
  cairo_move_to (cr, x[0] + .5, y[0] + .5);
  cairo_line_to (cr, x[1] + .5, y[1] + .5);
  cairo_stroke (cr);
  cairo_destroy (cr);
  for (guint i = 0; selected && i < 2; i++)
    draw_handle (plot, snapshot, colour, x[i], y[i]);
}

static void
draw_plate (const DeskCanvas *canvas,
            GtkSnapshot      *snapshot,
            const char       *text,
            const GdkRGBA    *colour,
            double            x,
            double            y)
{
  DeskPlot *plot = canvas->plot;
  int width, height;
  graphene_rect_t plate;
  GskRoundedRect rounded;

  desk_labels_measure (&plot->labels, text, &width, &height);
  x = CLAMP (round (x), 2, MAX (2, plot->width - width - 2 * PAD - 2));
  y = CLAMP (round (y), 2, MAX (2, plot->height - height - PAD - 2));
  plate = GRAPHENE_RECT_INIT ((float) x, (float) y, width + 2 * PAD, height + PAD);
  gsk_rounded_rect_init_from_rect (&rounded, &plate, 4);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &plot->colours->background, &plate);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &rounded, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { *colour, *colour, *colour, *colour });
  desk_labels_draw (&plot->labels, snapshot, text, &plot->colours->text, x + PAD,
                    y + (height + PAD) / 2., 0.);
}

static void
draw_note (const DeskDrawing *drawing,
           const DeskCanvas  *canvas,
           GtkSnapshot       *snapshot,
           gboolean           selected)
{
  const GdkRGBA *colour = desk_drawing_colour (drawing, canvas->plot);
  double x[2], y[2];

  find_pixels (drawing, canvas, x, y);
  if (x[0] < 0 || x[0] > canvas->plot->width || y[0] < 0 || y[0] > canvas->plot->height)
    return;

  draw_handle (canvas->plot, snapshot, colour, x[0], y[0]);
  draw_plate (canvas, snapshot, *drawing->text != '\0' ? drawing->text : "…", colour,
              x[0] + PAD + (selected ? 2 : 0), y[0] - 3 * PAD - (selected ? 4 : 0));
  if (selected)
    desk_plot_fill (canvas->plot, snapshot, colour, (int) (x[0] * canvas->plot->device) - 1,
                    (int) (y[0] * canvas->plot->device) - 1, 3, 3);
}

static void
draw_measure (const DeskDrawing *drawing,
              const DeskCanvas  *canvas,
              GtkSnapshot       *snapshot)
{
  DeskPlot *plot = canvas->plot;
  GdkRGBA colour = *desk_drawing_colour (drawing, plot), tint = colour;
  g_autofree char *text = desk_drawing_measure (drawing, canvas);
  double x[2], y[2];
  graphene_rect_t box;
  GskRoundedRect outline;

  find_pixels (drawing, canvas, x, y);
  tint.alpha = (float) TINT;
  box = GRAPHENE_RECT_INIT ((float) round (MIN (x[0], x[1])), (float) round (MIN (y[0], y[1])),
                            (float) MAX (round (fabs (x[1] - x[0])), 1),
                            (float) MAX (round (fabs (y[1] - y[0])), 1));
  gtk_snapshot_append_color (snapshot, &tint, &box);
  gsk_rounded_rect_init_from_rect (&outline, &box, 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { colour, colour, colour, colour });
  draw_plate (canvas, snapshot, text, &colour, MIN (x[0], x[1]) + PAD,
              y[1] < y[0] ? y[1] - 5 * PAD : y[1] + PAD);
}

void
desk_drawing_draw (const DeskDrawing *drawing,
                   const DeskCanvas  *canvas,
                   GtkSnapshot       *snapshot,
                   gboolean           selected)
{
  switch (drawing->kind)
    {
    case DESK_DRAWING_LEVEL:
      draw_level (drawing, canvas, snapshot, selected);
      break;

    case DESK_DRAWING_TREND:
      draw_trend (drawing, canvas, snapshot, selected);
      break;

    case DESK_DRAWING_NOTE:
      draw_note (drawing, canvas, snapshot, selected);
      break;

    case DESK_DRAWING_MEASURE:
    default:
      draw_measure (drawing, canvas, snapshot);
      break;
    }
}

void
desk_drawings_draw (DeskDrawings     *drawings,
                    const DeskCanvas *canvas,
                    GtkSnapshot      *snapshot,
                    int               selected)
{
  for (guint i = 0; i < desk_drawings_get_n (drawings); i++)
    desk_drawing_draw (desk_drawings_get (drawings, i), canvas, snapshot, (int) i == selected);
}

/* "3 d 4 h", "2 h 15 min": the two largest units. */
static char *
format_span (DtTime span)
{
  gint64 minutes = ABS (span) / DT_MINUTE, hours = minutes / 60, days = hours / 24;

  if (days > 0)
    return g_strdup_printf (hours % 24 != 0 ? "%d d %d h" : "%d d", (int) days,
                            (int) (hours % 24));
  if (hours > 0)
    return g_strdup_printf (minutes % 60 != 0 ? "%d h %d min" : "%d h", (int) hours,
                            (int) (minutes % 60));

  return g_strdup_printf ("%d min", (int) minutes);
}

char *
desk_drawing_measure (const DeskDrawing *drawing,
                      const DeskCanvas  *canvas)
{
  const DeskPoint *points = drawing->points;
  gint64 bars = desk_canvas_bar (canvas, points[1].time) - desk_canvas_bar (canvas, points[0].time);
  double change = points[1].price - points[0].price;
  g_autofree char *span = format_span (points[1].time - points[0].time);
  char price[DESK_AXIS_LABEL_SIZE], percent[DESK_AXIS_LABEL_SIZE];

  desk_axis_format_value (change, canvas->plot->decimals, price);
  desk_axis_format_value (change / points[0].price * 100, 2, percent);
  return g_strdup_printf ("%d bar%s, %s, %s%s, %s%s %%", (int) ABS (bars),
                          ABS (bars) == 1 ? "" : "s", span, change > 0 ? "+" : "", price,
                          change > 0 ? "+" : "", percent);
}

char *
desk_drawing_describe (const DeskDrawing *drawing,
                       int                decimals)
{
  char from[DESK_AXIS_LABEL_SIZE], to[DESK_AXIS_LABEL_SIZE];

  desk_axis_format_value (drawing->points[0].price, decimals, from);
  desk_axis_format_value (drawing->points[1].price, decimals, to);
  switch (drawing->kind)
    {
    case DESK_DRAWING_LEVEL:
      return g_strdup_printf ("Horizontal line at %s", from);
    case DESK_DRAWING_TREND:
      return g_strdup_printf ("Trend line from %s to %s", from, to);
    case DESK_DRAWING_NOTE:
      return g_strdup_printf ("Note at %s: %s", from, drawing->text);
    case DESK_DRAWING_MEASURE:
    default:
      return g_strdup_printf ("Measured from %s to %s", from, to);
    }
}
