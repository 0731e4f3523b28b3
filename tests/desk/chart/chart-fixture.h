/* chart-fixture.h - charts that tests look at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>
#include <string.h>

#include <adwaita.h>

#include "dt-random.h"

#include "desk-chart-private.h"

#define WIDTH  800
#define HEIGHT 500

/* What a person would see, as pixels. */
typedef struct
{
  int      width;
  int      height;
  guint32 *pixels;        /* 0xAARRGGBB */
} Picture;

static inline void
picture_free (Picture *picture)
{
  g_free (picture->pixels);
  g_free (picture);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Picture, picture_free)

/* Weekdays from 2018-01-01 on. */
static inline DtTime
day_time (gsize i)
{
  return dt_time_from_new_york (dt_date_new (2018, 1, 1) + (DtDate) (i / 5 * 7 + i % 5), 0);
}

static inline void
add_day (DtBarSeries *series,
         double       open,
         double       high,
         double       low,
         double       close,
         double       volume)
{
  DtTime time = day_time (series->n_bars);
  DtBar bar = { time, open, high, low, close, volume };

  dt_bar_series_append (series, &bar, time + 16 * DT_HOUR);
}

static inline DtBarSeries *
make_walk (gsize   n,
           guint64 seed,
           double  start)
{
  DtBarSeries *series = dt_bar_series_new ("WALK", DT_TIMEFRAME_DAY, n);
  double close = start;
  DtRandom random;

  dt_random_init (&random, seed);
  for (gsize i = 0; i < n; i++)
    {
      double open = close;

      close *= exp (.01 * dt_random_normal (&random));
      add_day (series, open, MAX (open, close) * (1 + .004 * dt_random_uniform (&random)),
               MIN (open, close) * (1 - .004 * dt_random_uniform (&random)), close,
               1 + dt_random_below (&random, 1000000));
    }

  return series;
}

/* A child of a window that is never shown: it has style and size, and nothing draws it but us. */
static inline GtkWidget *
show_widget (GtkWidget *widget)
{
  GtkWidget *window = gtk_window_new ();
  int least;

  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_allocate (widget, WIDTH, HEIGHT, -1, NULL);
  return window;
}

static inline void
resize_widget (GtkWidget *widget,
               int        width,
               int        height)
{
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_allocate (widget, width, height, -1, NULL);
}

static inline GskRenderNode *
take_node (GtkWidget *widget)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

static inline Picture *
take_picture (GtkWidget *widget)
{
  Picture *picture = g_new (Picture, 1);
  g_autoptr(GskRenderer) renderer = gsk_cairo_renderer_new ();
  g_autoptr(GdkTexture) texture = NULL;
  g_autoptr(GError) error = NULL;
  GskRenderNode *node = take_node (widget);
  graphene_rect_t viewport;

  picture->width = gtk_widget_get_width (widget);
  picture->height = gtk_widget_get_height (widget);
  picture->pixels = g_new0 (guint32, (gsize) picture->width * picture->height);
  graphene_rect_init (&viewport, 0, 0, picture->width, picture->height);

  gsk_renderer_realize (renderer, NULL, &error);
  g_assert_no_error (error);
  texture = gsk_renderer_render_texture (renderer, node, &viewport);
  gdk_texture_download (texture, (guchar *) picture->pixels, (gsize) picture->width * 4);
  gsk_renderer_unrealize (renderer);
  gsk_render_node_unref (node);
  return picture;
}

static inline guint32
pack (const GdkRGBA *colour)
{
  return 0xffu << 24 | (guint32) (colour->red * 255 + .5) << 16
         | (guint32) (colour->green * 255 + .5) << 8 | (guint32) (colour->blue * 255 + .5);
}

static inline guint32
pixel_at (const Picture *picture,
          int            x,
          int            y)
{
  g_assert_true (x >= 0 && x < picture->width && y >= 0 && y < picture->height);
  return picture->pixels[(gsize) y * picture->width + x];
}

static inline void
assert_pixel (const Picture *picture,
              int            x,
              int            y,
              const GdkRGBA *colour)
{
  g_assert_cmphex (pixel_at (picture, x, y), ==, pack (colour));
}

/* How many pixels of a rectangle have a colour. */
static inline guint
count_pixels (const Picture *picture,
              const GdkRGBA *colour,
              int            left,
              int            right,
              int            top,
              int            bottom)
{
  guint n = 0;

  for (int y = MAX (top, 0); y < MIN (bottom, picture->height); y++)
    for (int x = MAX (left, 0); x < MIN (right, picture->width); x++)
      n += pixel_at (picture, x, y) == pack (colour);

  return n;
}

static inline gboolean
same_pictures (const Picture *a,
               const Picture *b)
{
  return a->width == b->width && a->height == b->height
         && memcmp (a->pixels, b->pixels, (gsize) a->width * a->height * 4) == 0;
}
