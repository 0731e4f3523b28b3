/* desk-load-grid-draw.c - where cells are, and what is in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heat"

#include "config.h"

#include <string.h>

#include "desk-load-grid-private.h"

/* Logical pixels */
#define LEAST_CELL  76      /* a column narrower than this is no column */
#define MOST_CELL   180
#define LEAST_NAMES 96
#define SPACE       9       /* around two lines of text in a cell, above and below */
#define GAP         3
#define BLOCK_GAP   12

/* Layout: logical pixels, all whole */

static int
get_line (DeskLoadGrid *self)
{
  int line;

  desk_labels_measure (&self->labels, "0", NULL, &line);

  return line;
}

/* As high as text is large. */
static int
get_cell_height (DeskLoadGrid *self)
{
  return 2 * get_line (self) + 2 * SPACE;
}

static int
measure_widest (DeskLoadGrid *self,
                char        **texts,
                guint         n,
                int           least)
{
  for (guint i = 0; i < n; i++)
    {
      int width;

      desk_labels_measure (&self->labels, texts[i], &width, NULL);
      least = MAX (least, width + 2 * GAP);
    }

  return least;
}

static int
get_names_width (DeskLoadGrid *self)
{
  return measure_widest (self, self->rows, self->n_rows, LEAST_NAMES);
}

static gboolean
is_table (DeskLoadGrid *self,
          int           width)
{
  /* Limits are not broken into lines, names of columns are */
  int least = measure_widest (self, self->limits, self->n_columns, LEAST_CELL);

  return width >= get_names_width (self) + (int) self->n_columns * least;
}

/* Cells of a block side by side: as many in each line. */
static int
count_beside (DeskLoadGrid *self,
              int           width)
{
  int n = MAX ((int) self->n_columns, 1);
  int most = CLAMP (width / measure_widest (self, self->columns, self->n_columns, LEAST_CELL), 1,
                    n);
  int lines = (n + most - 1) / most;

  return (n + lines - 1) / lines;
}

static int
get_head (DeskLoadGrid *self)
{
  return 3 * get_line (self) + 2 * GAP;
}

static int
get_block_height (DeskLoadGrid *self,
                  int           width)
{
  int beside = count_beside (self, width);
  int lines = ((int) self->n_columns + beside - 1) / beside;

  return get_line (self) + GAP + lines * get_cell_height (self) + BLOCK_GAP;
}

/* A table with columns as narrow as they may be. */
int
desk_load_grid_get_natural (DeskLoadGrid *self)
{
  return get_names_width (self) + (int) self->n_columns * LEAST_CELL;
}

int
desk_load_grid_get_height (DeskLoadGrid *self,
                           int           width)
{
  if (is_table (self, width))
    return get_head (self) + (int) self->n_rows * get_cell_height (self);

  return (int) self->n_rows * get_block_height (self, width);
}

static int
get_cell_width (DeskLoadGrid *self,
                int           width)
{
  return MIN ((width - get_names_width (self)) / MAX ((int) self->n_columns, 1), MOST_CELL);
}

void
desk_load_grid_get_place (DeskLoadGrid *self,
                          guint         row,
                          guint         column,
                          GdkRectangle *place)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), high = get_cell_height (self);

  if (is_table (self, width))
    {
      int cell = get_cell_width (self, width);

      *place = (GdkRectangle) { get_names_width (self) + (int) column * cell,
                                get_head (self) + (int) row * high, cell - GAP, high - GAP };
    }
  else
    {
      int beside = count_beside (self, width), cell = width / beside;

      *place = (GdkRectangle) {
        (int) column % beside * cell,
        (int) row * get_block_height (self, width) + get_line (self) + GAP
        + (int) column / beside * high, cell - GAP, high - GAP,
      };
    }
}

/* Drawing */

static const Cell *
get_cell (DeskLoadGrid *self,
          guint         row,
          guint         column)
{
  return &self->cells[row * self->n_columns + column];
}

static void
fill (GtkSnapshot        *snapshot,
      const GdkRGBA      *colour,
      const GdkRectangle *place)
{
  if (place->width > 0 && place->height > 0)
    gtk_snapshot_append_color (snapshot, colour,
                               &GRAPHENE_RECT_INIT ((float) place->x, (float) place->y,
                                                    (float) place->width,
                                                    (float) place->height));
}

static void
draw_frame (GtkSnapshot        *snapshot,
            const GdkRGBA      *colour,
            const GdkRectangle *place,
            int                 thick)
{
  int x = place->x, y = place->y, w = place->width, h = place->height;

  fill (snapshot, colour, &(GdkRectangle) { x, y, w, thick });
  fill (snapshot, colour, &(GdkRectangle) { x, y + h - thick, w, thick });
  fill (snapshot, colour, &(GdkRectangle) { x, y, thick, h });
  fill (snapshot, colour, &(GdkRectangle) { x + w - thick, y, thick, h });
}

static void
draw_cell (DeskLoadGrid *self,
           GtkSnapshot  *snapshot,
           guint         row,
           guint         column,
           gboolean      is_block)
{
  const Cell *cell = get_cell (self, row, column);
  GdkRGBA colour = desk_tints_get (&self->tints, DESK_TINT_LOAD, cell->load);
  const GdkRGBA *text = desk_tint_text (&colour);
  /* Not by colour alone: a mark says that it is too much */
  g_autofree char *marked = g_strconcat (cell->load >= 1. ? "▲ " : "", cell->text, NULL);
  GdkRectangle place;
  double middle, line = get_line (self);

  desk_load_grid_get_place (self, row, column, &place);
  fill (snapshot, &colour, &place);
  if (self->tints.has_frames)
    draw_frame (snapshot, &self->tints.colours->dim_text, &place, 1);
  middle = place.y + place.height / 2.;
  if (is_block)
    desk_labels_draw (&self->labels, snapshot, self->columns[column], text,
                      place.x + place.width / 2., middle - line / 2., .5);
  desk_labels_draw (&self->labels, snapshot, marked, text, place.x + place.width / 2.,
                    is_block ? middle + line / 2. : middle, .5);
}

/* "Risk to Stop" on two lines where it is too long for one. */
static void
draw_head (DeskLoadGrid *self,
           GtkSnapshot  *snapshot,
           guint         column)
{
  const char *title = self->columns[column], *space = strrchr (title, ' ');
  const GdkRGBA *colour = &self->tints.colours->dim_text;
  int line = get_line (self), wide;
  GdkRectangle place;
  double x;

  desk_load_grid_get_place (self, 0, column, &place);
  desk_labels_measure (&self->labels, title, &wide, NULL);
  x = place.x + place.width / 2.;
  desk_labels_draw (&self->labels, snapshot, self->limits[column], colour, x, 2.5 * line, .5);
  colour = &self->tints.colours->text;
  if (wide <= place.width || space == NULL)
    desk_labels_draw (&self->labels, snapshot, title, colour, x, 1.5 * line, .5);
  else
    {
      g_autofree char *first = g_strndup (title, space - title);

      desk_labels_draw (&self->labels, snapshot, first, colour, x, .5 * line, .5);
      desk_labels_draw (&self->labels, snapshot, space + 1, colour, x, 1.5 * line, .5);
    }
}

static void
draw_name (DeskLoadGrid *self,
           GtkSnapshot  *snapshot,
           guint         row,
           gboolean      table)
{
  const DeskColours *colours = self->tints.colours;
  int line = get_line (self), wide;
  GdkRectangle place;

  desk_load_grid_get_place (self, row, 0, &place);
  if (table)
    {
      double middle = place.y + place.height / 2.;

      desk_labels_draw (&self->labels, snapshot, self->rows[row], &colours->text, 0.,
                        middle - line / 2., 0.);
      desk_labels_draw (&self->labels, snapshot, self->notes[row], &colours->dim_text, 0.,
                        middle + line / 2., 0.);
      return;
    }

  desk_labels_measure (&self->labels, self->rows[row], &wide, NULL);
  desk_labels_draw (&self->labels, snapshot, self->rows[row], &colours->text, 0.,
                    place.y - GAP - line / 2., 0.);
  desk_labels_draw (&self->labels, snapshot, self->notes[row], &colours->dim_text, wide + 8.,
                    place.y - GAP - line / 2., 0.);
}

static void
draw_all (DeskLoadGrid *self,
          int           width)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gboolean table = is_table (self, width);

  for (guint column = 0; table && self->n_rows > 0 && column < self->n_columns; column++)
    draw_head (self, snapshot, column);
  for (guint row = 0; row < self->n_rows; row++)
    {
      draw_name (self, snapshot, row, table);
      for (guint column = 0; column < self->n_columns; column++)
        draw_cell (self, snapshot, row, column, !table);
    }
  self->drawn_width = width;
  self->node = gtk_snapshot_free_to_node (snapshot);
}

void
desk_load_grid_draw (DeskLoadGrid *self,
                     GtkSnapshot  *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  GdkRectangle place;

  if (self->drawn_width != width)
    g_clear_pointer (&self->node, gsk_render_node_unref);
  if (self->node == NULL)
    draw_all (self, width);
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  if (self->row < 0)
    return;

  desk_load_grid_get_place (self, (guint) self->row, (guint) self->column, &place);
  draw_frame (snapshot, &self->tints.colours->text, &place, 2);
  draw_frame (snapshot, &self->tints.colours->background,
              &(GdkRectangle) { place.x + 2, place.y + 2, place.width - 4, place.height - 4 }, 1);
}
