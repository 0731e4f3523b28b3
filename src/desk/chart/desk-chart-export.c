/* desk-chart-export.c - the chart as a picture and as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>

#include <cairo-svg.h>

#include "desk-chart-private.h"

/* Without crosshair and focus: they are the reader's, not the picture's. */
static GskRenderNode *
make_node (DeskChart *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  double x = self->plot.pointer_x, y = self->plot.pointer_y;
  gint64 cursor = self->plot.cursor, linked = self->plot.linked;

  self->plot.pointer_x = self->plot.pointer_y = NAN;
  self->plot.cursor = self->plot.linked = -1;
  self->exporting = TRUE;
  desk_chart_draw (self, snapshot);
  self->exporting = FALSE;
  self->plot.pointer_x = x;
  self->plot.pointer_y = y;
  self->plot.cursor = cursor;
  self->plot.linked = linked;

  return gtk_snapshot_free_to_node (snapshot);
}

static gboolean
has_size (DeskChart  *self,
          GError    **error)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (gtk_widget_get_width (widget) > 0 && gtk_widget_get_height (widget) > 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The chart is not on screen");
  return FALSE;
}

/**
 * desk_chart_make_texture:
 * @self: a chart that is on screen
 * @error: a #GError, or %NULL
 *
 * Returns: (transfer full) (nullable): what is seen, in device pixels
 */
GdkTexture *
desk_chart_make_texture (DeskChart  *self,
                         GError    **error)
{
  g_autoptr(GskRenderer) renderer = NULL;
  g_autoptr(GskTransform) transform = NULL;
  GtkWidget *widget = GTK_WIDGET (self);
  GskRenderNode *node, *scaled;
  GdkTexture *texture;
  int device;

  g_return_val_if_fail (DESK_IS_CHART (self), NULL);

  renderer = gsk_cairo_renderer_new ();
  if (!has_size (self, error) || !gsk_renderer_realize (renderer, NULL, error))
    return NULL;

  node = make_node (self);
  device = self->plot.device;
  /* Nothing to scale is no transform */
  transform = gsk_transform_scale (NULL, (float) device, (float) device);
  scaled = transform != NULL ? gsk_transform_node_new (node, transform)
                             : gsk_render_node_ref (node);
  texture = gsk_renderer_render_texture (renderer, scaled,
                                         &GRAPHENE_RECT_INIT (0, 0,
                                           gtk_widget_get_width (widget) * device,
                                           gtk_widget_get_height (widget) * device));
  gsk_renderer_unrealize (renderer);
  gsk_render_node_unref (scaled);
  gsk_render_node_unref (node);
  return texture;
}

static GBytes *
make_png (DeskChart  *self,
          GError    **error)
{
  g_autoptr(GdkTexture) texture = desk_chart_make_texture (self, error);

  return texture != NULL ? gdk_texture_save_to_png_bytes (texture) : NULL;
}

static cairo_status_t
append_svg (void                *data,
            const unsigned char *bytes,
            unsigned int         length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_svg (DeskChart  *self,
          GError    **error)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;
  GskRenderNode *node;
  cairo_t *cr;

  surface = cairo_svg_surface_create_for_stream (append_svg, bytes, gtk_widget_get_width (widget),
                                                 gtk_widget_get_height (widget));
  cr = cairo_create (surface);
  node = make_node (self);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (bytes);

  g_byte_array_unref (bytes);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The picture could not be drawn: %s",
               cairo_status_to_string (status));
  return NULL;
}

/**
 * desk_chart_save_picture:
 * @self: a chart that is on screen
 * @path: where to
 * @as_svg: as lines that can be enlarged; else as PNG
 * @error: a #GError, or %NULL
 *
 * What was there before is replaced when all of the picture is written, else it stays.
 *
 * Returns: whether it was written
 */
gboolean
desk_chart_save_picture (DeskChart   *self,
                         const char  *path,
                         gboolean     as_svg,
                         GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  gconstpointer data;
  gsize size;

  g_return_val_if_fail (DESK_IS_CHART (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (!has_size (self, error)
      || (bytes = as_svg ? make_svg (self, error) : make_png (self, error)) == NULL)
    return FALSE;

  data = g_bytes_get_data (bytes, &size);
  return g_file_set_contents (path, data, (gssize) size, error);
}

/* The table: time, prices and volume, then every line of every indicator */

#define N_PRICES 6

static char *
line_title (DeskOverlay *overlay,
            guint        line)
{
  if (desk_overlay_get_n_lines (overlay) == 1)
    return g_strdup (desk_overlay_get_name (overlay));

  return g_strdup_printf ("%s %s", desk_overlay_get_name (overlay),
                          desk_overlay_get_output (overlay, line)->name);
}

/**
 * desk_chart_dup_columns:
 *
 * Returns: (transfer full): titles of the columns of what is shown, NULL-ended
 */
char **
desk_chart_dup_columns (DeskChart *self)
{
  static const char *const prices[N_PRICES] = { "Time", "Open", "High", "Low", "Close", "Volume" };
  g_autoptr(GStrvBuilder) titles = g_strv_builder_new ();

  g_return_val_if_fail (DESK_IS_CHART (self), NULL);

  for (guint i = 0; i < N_PRICES; i++)
    g_strv_builder_add (titles, prices[i]);
  for (guint i = 0; i < self->overlays->len; i++)
    for (guint k = 0; k < desk_overlay_get_n_lines (self->overlays->pdata[i]); k++)
      {
        g_autofree char *title = line_title (self->overlays->pdata[i], k);

        g_strv_builder_add (titles, title);
      }

  return g_strv_builder_end (titles);
}

static char *
price_cell (DeskChart *self,
            gint64     bar,
            guint      column)
{
  const DtBarSeries *series = self->series;
  const double *columns[N_PRICES] = { NULL, series->open, series->high, series->low,
                                      series->close, series->volume };
  char label[DESK_AXIS_LABEL_SIZE];

  if (column == 0)
    return g_strdup (desk_axis_format_time (series->time[bar], self->plot.clock, label));

  return g_strdup (desk_axis_format_value (columns[column][bar],
                                           column == N_PRICES - 1 ? 0 : self->plot.decimals,
                                           label));
}

/**
 * desk_chart_dup_cell:
 * @bar: a known bar
 * @column: as desk_chart_dup_columns() has them
 *
 * Returns: (transfer full): what the table says there; an en dash for what is missing
 */
char *
desk_chart_dup_cell (DeskChart *self,
                     gint64     bar,
                     guint      column)
{
  char label[DESK_AXIS_LABEL_SIZE];

  g_return_val_if_fail (DESK_IS_CHART (self), NULL);

  if (bar < 0 || bar >= (gint64) self->n_known)
    return g_strdup ("");
  if (column < N_PRICES)
    return price_cell (self, bar, column);

  desk_chart_compute (self);
  column -= N_PRICES;
  for (guint i = 0; i < self->overlays->len; i++)
    {
      DeskOverlay *overlay = self->overlays->pdata[i];
      guint n = desk_overlay_get_n_lines (overlay);

      if (column < n)
        return g_strdup (desk_axis_format_value (desk_overlay_get_values (overlay, column)[bar],
                                                 desk_chart_decimals_of (self, overlay), label));
      column -= n;
    }

  return g_strdup ("");
}
