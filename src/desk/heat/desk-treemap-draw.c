/* desk-treemap-draw.c - where tiles are, and what is in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heat"

#include "config.h"

#include <math.h>

#include "desk-treemap-private.h"

/* Logical pixels */
#define GROUP_GAP    4
#define HEADER_SPACE 4      /* above and below its text */
#define TILE_SPACE   3      /* between a tile's edge and its text */
#define LEAST_HEADER 56     /* a group narrower than this has none */
#define MARK         6

#define MAX_LAYOUTS  4096

const double desk_treemap_scales[DESK_TREEMAP_N_SCALES] = { .7, .82, 1., 1.25, 1.6, 2.1, 2.8 };

/* The header's, and that of what is below a name */
#define PLAIN 1

/* Layout */

static void
lay_out_group (DeskTreemap       *self,
               guint              i,
               const DeskTileBox *box,
               double            *sizes,
               DeskTileBox       *boxes)
{
  Group *group = &self->groups[i];
  int gap = GROUP_GAP * self->device, header = (self->line + 2 * HEADER_SPACE) * self->device;
  guint n = 0;

  group->rect = desk_tile_box_snap (box);
  /* Half of the gap on either side, but not along the edge of the whole */
  if (group->rect.x > 0)
    {
      group->rect.x += gap / 2;
      group->rect.width -= gap / 2;
    }
  if (group->rect.y > 0)
    {
      group->rect.y += gap / 2;
      group->rect.height -= gap / 2;
    }
  if (group->rect.x + group->rect.width < self->width)
    group->rect.width -= gap - gap / 2;
  if (group->rect.y + group->rect.height < self->height)
    group->rect.height -= gap - gap / 2;

  group->header = *group->name != '\0' && group->rect.height >= 2 * header
                  && group->rect.width >= LEAST_HEADER * self->device ? header : 0;
  for (guint t = 0; t < self->n_tiles; t++)
    if (self->tiles[t].group == i)
      sizes[n++] = self->tiles[t].size;
  desk_squarify (&(DeskTileBox) { group->rect.x, group->rect.y + group->header,
                                  group->rect.x + group->rect.width,
                                  group->rect.y + group->rect.height }, sizes, n, boxes);
  n = 0;
  for (guint t = 0; t < self->n_tiles; t++)
    if (self->tiles[t].group == i)
      self->tiles[t].rect = desk_tile_box_snap (&boxes[n++]);
}

void
desk_treemap_lay_out (DeskTreemap *self)
{
  int device = MAX (1, gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  int width = gtk_widget_get_width (GTK_WIDGET (self)) * device;
  int height = gtk_widget_get_height (GTK_WIDGET (self)) * device;
  g_autofree double *sizes = NULL;
  g_autofree double *of_groups = NULL;
  g_autofree DeskTileBox *boxes = NULL;
  g_autofree DeskTileBox *group_boxes = NULL;

  if (self->is_laid_out && self->device == device && self->width == width
      && self->height == height)
    return;

  self->is_laid_out = TRUE;
  self->device = device;
  self->width = width;
  self->height = height;
  g_clear_pointer (&self->node, gsk_render_node_unref);
  pango_layout_get_pixel_size (desk_treemap_get_layout (self, "0", PLAIN, TRUE), NULL,
                               &self->line);

  sizes = g_new (double, MAX (self->n_tiles, 1));
  boxes = g_new (DeskTileBox, MAX (self->n_tiles, 1));
  of_groups = g_new0 (double, MAX (self->n_groups, 1));
  group_boxes = g_new (DeskTileBox, MAX (self->n_groups, 1));
  for (guint i = 0; i < self->n_tiles; i++)
    if (self->tiles[i].size > 0. && isfinite (self->tiles[i].size))
      of_groups[self->tiles[i].group] += self->tiles[i].size;
  desk_squarify (&(DeskTileBox) { 0., 0., width, height }, of_groups, self->n_groups,
                 group_boxes);
  for (guint i = 0; i < self->n_groups; i++)
    lay_out_group (self, i, &group_boxes[i], sizes, boxes);
}

/* Text */

PangoLayout *
desk_treemap_get_layout (DeskTreemap *self,
                         const char  *text,
                         guint        scale,
                         gboolean     bold)
{
  g_autofree char *key = g_strdup_printf ("%u%c%s", scale, bold ? 'b' : ' ', text);
  PangoLayout *layout = g_hash_table_lookup (self->layouts, key);
  PangoAttrList *attributes;

  if (layout != NULL)
    return layout;

  if (g_hash_table_size (self->layouts) >= MAX_LAYOUTS)
    g_hash_table_remove_all (self->layouts);

  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_scale_new (desk_treemap_scales[scale]));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_SEMIBOLD));
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  g_hash_table_insert (self->layouts, g_steal_pointer (&key), layout);
  return layout;
}

static void
draw_text (DeskTreemap   *self,
           GtkSnapshot   *snapshot,
           PangoLayout   *layout,
           const GdkRGBA *colour,
           double         x,
           double         y)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

/* The largest size at which a text is no wider and, lines over all, no higher than that. */
static int
find_scale (DeskTreemap *self,
            const char  *text,
            double       width,
            double       height)
{
  int at_one_x, at_one_y;

  pango_layout_get_pixel_size (desk_treemap_get_layout (self, text, 2, TRUE), &at_one_x,
                               &at_one_y);
  for (int i = DESK_TREEMAP_N_SCALES - 1; i >= 0; i--)
    /* A pixel for rounding, as glyphs are hinted */
    if (ceil (at_one_x * desk_treemap_scales[i]) + 1. <= width
        && ceil (at_one_y * desk_treemap_scales[i]) + 1. <= height)
      return i;

  return -1;
}

/* Whether a name at that size and the value one size smaller fit, one below the other. */
static gboolean
has_room (DeskTreemap *self,
          const Tile  *tile,
          int          scale,
          double       width,
          double       height)
{
  int name_width, name_height, value_width, value_height;

  pango_layout_get_pixel_size (desk_treemap_get_layout (self, tile->name, (guint) scale, TRUE),
                               &name_width, &name_height);
  pango_layout_get_pixel_size (desk_treemap_get_layout (self, tile->value,
                                                        (guint) MAX (scale - 1, 0), FALSE),
                               &value_width, &value_height);

  return name_width <= width && value_width <= width && name_height + value_height <= height;
}

/* A name and, below it, the value: as large as both fit. A name alone where they do not, and
 * nothing rather than a part. */
static void
draw_tile_text (DeskTreemap   *self,
                GtkSnapshot   *snapshot,
                const Tile    *tile,
                const GdkRGBA *colour)
{
  double width = (double) tile->rect.width / self->device - 2 * TILE_SPACE;
  double height = (double) tile->rect.height / self->device - 2 * TILE_SPACE;
  double left = (double) tile->rect.x / self->device, top = (double) tile->rect.y / self->device;
  /* The two are at most about half of a tile */
  int scale = find_scale (self, tile->name, width * .8, height * .4);
  int name_width, name_height, value_width = 0, value_height = 0;
  PangoLayout *name, *value = NULL;

  while (scale >= 0 && !has_room (self, tile, scale, width, height))
    scale--;
  if (scale >= 0 && *tile->value != '\0')
    {
      value = desk_treemap_get_layout (self, tile->value, (guint) MAX (scale - 1, 0), FALSE);
      pango_layout_get_pixel_size (value, &value_width, &value_height);
    }
  if (scale < 0)
    scale = MIN (find_scale (self, tile->name, width, height), PLAIN);
  if (scale < 0)
    return;

  name = desk_treemap_get_layout (self, tile->name, (guint) scale, TRUE);
  pango_layout_get_pixel_size (name, &name_width, &name_height);
  if (name_width > width || name_height > height)
    return;

  left += TILE_SPACE;
  top += TILE_SPACE + floor ((height - name_height - value_height) / 2.);
  draw_text (self, snapshot, name, colour, left + floor ((width - name_width) / 2.), top);
  if (value != NULL)
    draw_text (self, snapshot, value, colour, left + floor ((width - value_width) / 2.),
               top + name_height);
}

/* Drawing */

static void
fill (DeskTreemap        *self,
      GtkSnapshot        *snapshot,
      const GdkRGBA      *colour,
      const DeskTileRect *rect)
{
  float d = (float) self->device;

  if (rect->width > 0 && rect->height > 0)
    gtk_snapshot_append_color (snapshot, colour,
                               &GRAPHENE_RECT_INIT ((float) rect->x / d, (float) rect->y / d,
                                                    (float) rect->width / d,
                                                    (float) rect->height / d));
}

/* A line inside of the edge */
static void
draw_frame (DeskTreemap        *self,
            GtkSnapshot        *snapshot,
            const GdkRGBA      *colour,
            const DeskTileRect *rect,
            int                 thick)
{
  int w = rect->width, h = rect->height;

  thick = MIN (thick, MIN (w, h));
  fill (self, snapshot, colour, &(DeskTileRect) { rect->x, rect->y, w, thick });
  fill (self, snapshot, colour, &(DeskTileRect) { rect->x, rect->y + h - thick, w, thick });
  fill (self, snapshot, colour, &(DeskTileRect) { rect->x, rect->y, thick, h });
  fill (self, snapshot, colour, &(DeskTileRect) { rect->x + w - thick, rect->y, thick, h });
}

/* A pixel to the right and below stays free: the background draws the lines between. */
static DeskTileRect
get_face (DeskTreemap *self,
          const Tile  *tile)
{
  DeskTileRect face = tile->rect;
  const Group *group = &self->groups[tile->group];

  if (face.x + face.width < group->rect.x + group->rect.width && face.width > 2)
    face.width -= self->device;
  if (face.y + face.height < group->rect.y + group->rect.height && face.height > 2)
    face.height -= self->device;

  return face;
}

static void
draw_tile (DeskTreemap *self,
           GtkSnapshot *snapshot,
           const Tile  *tile)
{
  DeskTileRect face = get_face (self, tile);
  GdkRGBA colour = desk_tints_get (&self->tints, self->kind, tile->tint);
  const GdkRGBA *text = desk_tint_text (&colour);
  int mark = MARK * self->device;

  fill (self, snapshot, &colour, &face);
  if (self->tints.has_frames)
    draw_frame (self, snapshot, &self->tints.colours->dim_text, &face, self->device);
  draw_tile_text (self, snapshot, tile, text);
  if (tile->marked && face.width > 2 * mark && face.height > 2 * mark)
    fill (self, snapshot, text,
          &(DeskTileRect) { face.x + face.width - mark - 2 * self->device,
                            face.y + 2 * self->device, mark, mark });
}

static void
draw_header (DeskTreemap *self,
             GtkSnapshot *snapshot,
             const Group *group)
{
  double left = (double) group->rect.x / self->device + 2.;
  double width = (double) group->rect.width / self->device - 4.;
  double top = (double) group->rect.y / self->device + HEADER_SPACE;
  PangoLayout *name = desk_treemap_get_layout (self, group->name, PLAIN, TRUE);
  PangoLayout *value = desk_treemap_get_layout (self, group->value, PLAIN, FALSE);
  int name_width, value_width;

  if (group->header == 0)
    return;

  pango_layout_get_pixel_size (name, &name_width, NULL);
  pango_layout_get_pixel_size (value, &value_width, NULL);
  if (name_width > width)
    return;

  draw_text (self, snapshot, name, &self->tints.colours->text, left, top);
  if (name_width + 12 + value_width <= width)
    draw_text (self, snapshot, value, &self->tints.colours->dim_text,
               left + width - value_width, top);
}

static void
draw_all (DeskTreemap *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  for (guint i = 0; i < self->n_groups; i++)
    draw_header (self, snapshot, &self->groups[i]);
  for (guint i = 0; i < self->n_tiles; i++)
    if (desk_tile_is_shown (&self->tiles[i]))
      draw_tile (self, snapshot, &self->tiles[i]);
  self->node = gtk_snapshot_free_to_node (snapshot);
}

/* Two lines, dark and light, that are seen on any colour. */
static void
draw_cursor (DeskTreemap *self,
             GtkSnapshot *snapshot)
{
  DeskTileRect face;
  int thick = 2 * self->device;

  if (self->cursor < 0 || !desk_tile_is_shown (&self->tiles[self->cursor]))
    return;

  face = get_face (self, &self->tiles[self->cursor]);
  draw_frame (self, snapshot, &self->tints.colours->text, &face, thick);
  face = (DeskTileRect) { face.x + thick, face.y + thick, face.width - 2 * thick,
                          face.height - 2 * thick };
  draw_frame (self, snapshot, &self->tints.colours->background, &face, self->device);
}

void
desk_treemap_draw (DeskTreemap *self,
                   GtkSnapshot *snapshot)
{
  desk_treemap_lay_out (self);
  if (self->node == NULL)
    draw_all (self);
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  draw_cursor (self, snapshot);
}
