/* desk-heat-draw.c - cells, labels and the cursor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heat"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-heat-private.h"

#define LABEL_GAP     6
#define LEAST_CELL_X  40     /* pixels: a cell this wide and high says its value */
#define LEAST_CELL_Y  16
#define MAX_LABEL     120

static GdkRGBA
mix (const GdkRGBA *from,
     const GdkRGBA *to,
     double         part)
{
  float p = (float) CLAMP (part, 0., 1.);

  return (GdkRGBA) {
    from->red + (to->red - from->red) * p, from->green + (to->green - from->green) * p,
    from->blue + (to->blue - from->blue) * p, 1.f,
  };
}

GdkRGBA
desk_heat_colour_of (const DeskColours *colours,
                     DeskHeatScale      scale,
                     double             low,
                     double             high,
                     double             value)
{
  double most = MAX (fabs (low), fabs (high));

  g_return_val_if_fail (scale != DESK_HEAT_CORRELATION, colours->grid);

  if (isnan (value))
    return colours->grid;
  if (scale == DESK_HEAT_SIGNED)
    return mix (&colours->background, value < 0. ? &colours->down : &colours->up,
                most > 0. ? fabs (value) / most : 0.);

  return mix (&colours->background, &colours->line[0],
              high > low ? .1 + .9 * (value - low) / (high - low) : .5);
}

/* A tree is left out where it would take a lot of the cells, or where rows are thinner than its
 * lines. */
static int
get_tree_width (DeskHeat *self,
                int       width,
                int       height)
{
  int tree = DESK_HEAT_TREE + DESK_HEAT_TREE_GAP;

  return self->n_brackets > 0 && width >= 5 * tree && height >= (int) self->n_y ? tree : 0;
}

static int
measure_widest (DeskHeat *self,
                char    **labels,
                guint     n)
{
  int widest = 0;

  for (guint i = 0; i < n && i < 200; i++)
    {
      int label;

      desk_labels_measure (&self->labels, labels[i], &label, NULL);
      widest = MAX (widest, label);
    }

  return MIN (widest, MAX_LABEL);
}

/* Where the cells are: the left labels take what the longest of them needs. Columns of a square
 * table are as narrow as rows are high: their labels stand upright, and the table in the middle. */
void
desk_heat_allocate (DeskHeat *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int device = MAX (1, gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  int left, title, tree, head, foot, line;
  gboolean has_titles = *self->x_title != '\0' || *self->y_title != '\0';

  desk_labels_measure (&self->labels, "0", NULL, &line);
  desk_labels_measure (&self->labels, self->y_title, &title, NULL);
  left = MAX (measure_widest (self, self->y_labels, self->n_y), MIN (title, MAX_LABEL))
         + LABEL_GAP;
  /* Labels of rows that are lower than they are stand out by half */
  head = *self->title != '\0' ? line + LABEL_GAP : line / 2;
  foot = LABEL_GAP + (has_titles ? line : 0)
         + (self->is_square ? measure_widest (self, self->x_labels, self->n_x) : line);
  height = MAX (1, height - head - foot);
  tree = get_tree_width (self, width - left, height);
  if (self->is_square)
    {
      int side = MAX (1, MIN (width - left - tree, height));

      left += MAX (0, width - left - tree - side) / 2;
      width = height = side;
    }
  else
    width = MAX (1, width - left - tree);
  if (self->device == device && self->left == left * device && self->width == width * device
      && self->height == height * device)
    return;

  self->device = device;
  self->left = left * device;
  self->top = head * device;
  self->width = width * device;
  self->height = height * device;
  self->foot = foot;
  g_clear_object (&self->texture);
  g_clear_pointer (&self->node, gsk_render_node_unref);
}

void
desk_heat_fill (DeskHeat      *self,
                GtkSnapshot   *snapshot,
                const GdkRGBA *colour,
                int            x,
                int            y,
                int            width,
                int            height)
{
  float d = (float) self->device;

  if (width > 0 && height > 0)
    gtk_snapshot_append_color (snapshot, colour,
                               &GRAPHENE_RECT_INIT ((float) x / d, (float) y / d,
                                                    (float) width / d, (float) height / d));
}

static GdkRGBA
cell_colour (DeskHeat *self,
             guint     x,
             guint     y)
{
  double value = self->values[(gsize) y * self->n_x + x];

  /* What goes together is warm: the colour that losses have in that palette */
  if (self->scale == DESK_HEAT_CORRELATION)
    return desk_tints_get (&self->tints, DESK_TINT_SIGNED, -value);

  return desk_heat_colour_of (self->colours, self->scale, self->low, self->high, value);
}

/* Dark text on light cells and the other way round: by luminance as in WCAG 2, unlinearised. */
static void
draw_value (DeskHeat      *self,
            GtkSnapshot   *snapshot,
            guint          x,
            guint          y,
            const GdkRGBA *colour)
{
  static const GdkRGBA black = { 0.f, 0.f, 0.f, 1.f }, white = { 1.f, 1.f, 1.f, 1.f };
  float light = .2126f * colour->red + .7152f * colour->green + .0722f * colour->blue;
  double left = desk_heat_edge (self->width, self->n_x, x);
  double right = desk_heat_edge (self->width, self->n_x, x + 1);
  double top = desk_heat_edge (self->height, self->n_y, y);
  double bottom = desk_heat_edge (self->height, self->n_y, y + 1);
  double value = self->values[(gsize) y * self->n_x + x];
  g_autofree char *text = NULL;

  if (isnan (value) || (right - left) / self->device < LEAST_CELL_X
      || (bottom - top) / self->device < LEAST_CELL_Y)
    return;

  text = desk_heat_format_value (self, value);
  desk_labels_draw (&self->labels, snapshot, text, light > .45f ? &black : &white,
                    (self->left + (left + right) / 2.) / self->device,
                    (self->top + (top + bottom) / 2.) / self->device, .5);
}

static void
draw_cells (DeskHeat    *self,
            GtkSnapshot *snapshot)
{
  for (guint y = 0; y < self->n_y; y++)
    for (guint x = 0; x < self->n_x; x++)
      {
        int left = desk_heat_edge (self->width, self->n_x, x);
        int top = desk_heat_edge (self->height, self->n_y, y);
        GdkRGBA colour = cell_colour (self, x, y);

        desk_heat_fill (self, snapshot, &colour, self->left + left, self->top + top,
                        desk_heat_edge (self->width, self->n_x, x + 1) - left,
                        desk_heat_edge (self->height, self->n_y, y + 1) - top);
        draw_value (self, snapshot, x, y, &colour);
      }
}

static guint32
make_pixel (const GdkRGBA *colour)
{
  return 0xff000000u | (guint32) lrintf (colour->red * 255.f) << 16
         | (guint32) lrintf (colour->green * 255.f) << 8 | (guint32) lrintf (colour->blue * 255.f);
}

/* Pixels of correlations from −1 to 1: a quarter of a million cells have no colour each to mix. */
#define N_STEPS 1023

static void
make_ramp (DeskHeat *self,
           guint32  *ramp)
{
  for (guint i = 0; i < N_STEPS; i++)
    {
      GdkRGBA colour = desk_tints_get (&self->tints, DESK_TINT_SIGNED,
                                       1. - 2. * i / (N_STEPS - 1));

      ramp[i] = make_pixel (&colour);
    }
}

static guint32
get_pixel (DeskHeat      *self,
           const guint32 *ramp,
           guint          x,
           guint          y)
{
  double value = self->values[(gsize) y * self->n_x + x];
  GdkRGBA colour;

  if (self->scale == DESK_HEAT_CORRELATION && !isnan (value))
    return ramp[(guint) ((CLAMP (value, -1., 1.) + 1.) / 2. * (N_STEPS - 1) + .5)];

  colour = cell_colour (self, x, y);
  return make_pixel (&colour);
}

static void
paint_row (DeskHeat      *self,
           const guint32 *ramp,
           guint32       *pixels,
           guint          y)
{
  for (guint x = 0; x < self->n_x; x++)
    {
      guint32 pixel = get_pixel (self, ramp, x, y);

      for (int k = desk_heat_edge (self->width, self->n_x, x);
           k < desk_heat_edge (self->width, self->n_x, x + 1); k++)
        pixels[k] = pixel;
    }
}

/* One row of pixels a row of cells, copied down. */
static void
make_texture (DeskHeat *self)
{
  gsize stride = (gsize) self->width * 4;
  guint32 *pixels = g_malloc0 (stride * self->height);
  guint32 ramp[N_STEPS];
  g_autoptr(GBytes) bytes = NULL;

  make_ramp (self, ramp);
  for (guint y = 0; y < self->n_y; y++)
    {
      int top = desk_heat_edge (self->height, self->n_y, y);
      int bottom = desk_heat_edge (self->height, self->n_y, y + 1);

      if (bottom == top)
        continue;
      paint_row (self, ramp, pixels + (gsize) top * self->width, y);
      for (int k = top + 1; k < bottom; k++)
        memcpy (pixels + (gsize) k * self->width, pixels + (gsize) top * self->width, stride);
    }
  bytes = g_bytes_new_take (pixels, stride * self->height);
  self->texture = gdk_memory_texture_new (self->width, self->height, GDK_MEMORY_DEFAULT, bytes,
                                          stride);
}

static void
draw_texture (DeskHeat    *self,
              GtkSnapshot *snapshot)
{
  float d = (float) self->device;

  if (self->texture == NULL)
    make_texture (self);
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT ((float) self->left / d, (float) self->top / d,
                                                    (float) self->width / d,
                                                    (float) self->height / d));
}

/* Read from below. */
static void
draw_upright (DeskHeat    *self,
              GtkSnapshot *snapshot,
              const char  *label,
              double       x,
              double       top)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x), (float) top));
  gtk_snapshot_rotate (snapshot, -90.f);
  desk_labels_draw (&self->labels, snapshot, label, &self->colours->dim_text, 0., 0., 1.);
  gtk_snapshot_restore (snapshot);
}

static void
draw_upright_labels (DeskHeat    *self,
                     GtkSnapshot *snapshot,
                     double       top,
                     int          line)
{
  double free_from = -INFINITY;

  for (guint i = 0; i < self->n_x; i++)
    {
      double x = (self->left + (desk_heat_edge (self->width, self->n_x, i)
                                + desk_heat_edge (self->width, self->n_x, i + 1)) / 2.)
                 / self->device;

      if (x - line / 2. < free_from)
        continue;
      draw_upright (self, snapshot, self->x_labels[i], x, top);
      free_from = x + line / 2.;
    }
}

/* As many as fit. */
static void
draw_x_labels (DeskHeat    *self,
               GtkSnapshot *snapshot,
               double       y)
{
  double free_from = -INFINITY;

  for (guint i = 0; i < self->n_x; i++)
    {
      double x = (self->left + (desk_heat_edge (self->width, self->n_x, i)
                                + desk_heat_edge (self->width, self->n_x, i + 1)) / 2.)
                 / self->device;
      int width;

      desk_labels_measure (&self->labels, self->x_labels[i], &width, NULL);
      if (x - width / 2. < free_from)
        continue;
      desk_labels_draw (&self->labels, snapshot, self->x_labels[i], &self->colours->dim_text, x, y,
                        .5);
      free_from = x + width / 2. + LABEL_GAP;
    }
}

static void
draw_y_labels (DeskHeat    *self,
               GtkSnapshot *snapshot,
               int          line)
{
  double free_from = -INFINITY;

  for (guint i = 0; i < self->n_y; i++)
    {
      double y = (self->top + (desk_heat_edge (self->height, self->n_y, i)
                               + desk_heat_edge (self->height, self->n_y, i + 1)) / 2.)
                 / self->device;

      if (y - line / 2. < free_from)
        continue;
      desk_labels_draw (&self->labels, snapshot, self->y_labels[i], &self->colours->dim_text,
                        (double) self->left / self->device - LABEL_GAP, y, 1.);
      free_from = y + line / 2.;
    }
}

static void
draw_frame (DeskHeat    *self,
            GtkSnapshot *snapshot,
            int          x,
            int          y,
            int          width,
            int          height,
            int          thick)
{
  const GdkRGBA *colour = &self->colours->text;

  desk_heat_fill (self, snapshot, colour, x, y, width, thick);
  desk_heat_fill (self, snapshot, colour, x, y + height - thick, width, thick);
  desk_heat_fill (self, snapshot, colour, x, y, thick, height);
  desk_heat_fill (self, snapshot, colour, x + width - thick, y, thick, height);
}

static void
draw_cursor (DeskHeat    *self,
             GtkSnapshot *snapshot)
{
  int left, top, thick = 2 * self->device;

  if (self->x < 0)
    return;

  left = desk_heat_edge (self->width, self->n_x, (guint) self->x);
  top = desk_heat_edge (self->height, self->n_y, (guint) self->y);
  draw_frame (self, snapshot, self->left + left - thick, self->top + top - thick,
              desk_heat_edge (self->width, self->n_x, (guint) self->x + 1) - left + 2 * thick,
              desk_heat_edge (self->height, self->n_y, (guint) self->y + 1) - top + 2 * thick,
              thick);
}

static void
draw_breaks (DeskHeat    *self,
             GtkSnapshot *snapshot)
{
  int thick = self->width / (int) self->n_x >= 10 * self->device ? 2 * self->device : self->device;

  /* Where a line would hide cells, it is none */
  if (self->width < (int) self->n_x)
    return;

  for (guint i = 0; i < self->n_breaks; i++)
    {
      int x = desk_heat_edge (self->width, self->n_x, MIN (self->breaks[i], self->n_x));
      int y = desk_heat_edge (self->height, self->n_y, MIN (self->breaks[i], self->n_y));

      desk_heat_fill (self, snapshot, &self->colours->background, self->left + x - thick / 2,
                      self->top, thick, self->height);
      desk_heat_fill (self, snapshot, &self->colours->background, self->left,
                      self->top + y - thick / 2, self->width, thick);
    }
}

static void
draw_still (DeskHeat *self,
            int       line)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  double right = (double) (self->left + self->width) / self->device;
  double bottom = (double) (self->top + self->height) / self->device;

  if ((guint64) self->n_x * self->n_y > DESK_HEAT_MAX_CELLS)
    draw_texture (self, snapshot);
  else
    draw_cells (self, snapshot);
  draw_breaks (self, snapshot);
  desk_heat_draw_tree (self, snapshot);
  if (self->is_square)
    draw_upright_labels (self, snapshot, bottom + LABEL_GAP, line);
  else
    draw_x_labels (self, snapshot, bottom + LABEL_GAP / 2. + line / 2.);
  draw_y_labels (self, snapshot, line);
  desk_labels_draw (&self->labels, snapshot, self->x_title, &self->colours->text, right,
                    bottom + self->foot - LABEL_GAP / 2. - line / 2., 1.);
  desk_labels_draw (&self->labels, snapshot, self->y_title, &self->colours->text, 0.,
                    bottom + self->foot - LABEL_GAP / 2. - line / 2., 0.);
  self->node = gtk_snapshot_free_to_node (snapshot);
}

void
desk_heat_draw (DeskHeat    *self,
                GtkSnapshot *snapshot)
{
  g_autofree char *text = NULL;
  int line;

  if (self->n_x == 0 || self->n_y == 0)
    return;

  desk_heat_allocate (self);
  desk_labels_measure (&self->labels, "0", NULL, &line);
  if (self->x >= 0 && self->describe == NULL)
    text = desk_heat_dup_text (self, (guint) self->x, (guint) self->y);
  desk_labels_draw (&self->labels, snapshot, text != NULL ? text : self->title,
                    &self->colours->text, 0., line / 2., 0.);
  if (self->node == NULL)
    draw_still (self, line);
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  draw_cursor (self, snapshot);
}
