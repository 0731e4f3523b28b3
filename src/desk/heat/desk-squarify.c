/* desk-squarify.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heat"

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "desk-squarify.h"

/* Bruls, Huizing & van Wijk, "Squarified treemaps", 2000: from the largest on, tiles are put in a
 * row along the shorter side as long as that makes the worst of them more square. */

typedef struct
{
  double size;
  guint  place;
} Tile;

static int
compare_tiles (const void *a,
               const void *b)
{
  const Tile *x = a, *y = b;

  if (x->size != y->size)
    return x->size > y->size ? -1 : 1;

  return (x->place > y->place) - (x->place < y->place);
}

/* The worst ratio of sides in a row of tiles of that sum along @side; areas. */
static double
get_worst (double largest,
           double smallest,
           double sum,
           double side)
{
  double a = side * side * largest / (sum * sum), b = sum * sum / (side * side * smallest);

  return MAX (a, b);
}

/* How many of the tiles make the next row, and their sum. */
static guint
find_row (const Tile *tiles,
          guint       n,
          double      side,
          double     *sum)
{
  double worst = INFINITY;
  guint k = 0;

  for (*sum = 0.; k < n; k++)
    {
      double next = get_worst (tiles[0].size, tiles[k].size, *sum + tiles[k].size, side);

      if (next > worst)
        break;
      worst = next;
      *sum += tiles[k].size;
    }

  return k;
}

/* The row takes a strip off the rest, which it makes smaller. */
static void
lay_row (const Tile  *tiles,
         guint        n,
         double       sum,
         gboolean     is_last,
         DeskTileBox *rest,
         DeskTileBox *boxes)
{
  double width = rest->right - rest->left, height = rest->bottom - rest->top, before = 0.;
  gboolean upright = width >= height;
  DeskTileBox strip = *rest;

  if (upright && !is_last)
    strip.right = MIN (rest->left + sum / height, rest->right);
  else if (!is_last)
    strip.bottom = MIN (rest->top + sum / width, rest->bottom);

  for (guint i = 0; i < n; i++)
    {
      DeskTileBox *box = &boxes[tiles[i].place];
      double from = before / sum, to = (before + tiles[i].size) / sum;

      *box = strip;
      if (upright)
        {
          box->top = i == 0 ? strip.top : strip.top + from * height;
          box->bottom = i + 1 == n ? strip.bottom : strip.top + to * height;
        }
      else
        {
          box->left = i == 0 ? strip.left : strip.left + from * width;
          box->right = i + 1 == n ? strip.right : strip.left + to * width;
        }
      before += tiles[i].size;
    }

  if (upright)
    rest->left = strip.right;
  else
    rest->top = strip.bottom;
}

void
desk_squarify (const DeskTileBox *whole,
               const double      *sizes,
               guint              n,
               DeskTileBox       *boxes)
{
  double area = (whole->right - whole->left) * (whole->bottom - whole->top), sum = 0.;
  g_autofree Tile *tiles = g_new (Tile, MAX (n, 1));
  DeskTileBox rest = *whole;
  guint n_tiles = 0;

  for (guint i = 0; i < n; i++)
    {
      boxes[i] = (DeskTileBox) { whole->left, whole->top, whole->left, whole->top };
      if (!(sizes[i] > 0.) || !isfinite (sizes[i]))
        continue;
      tiles[n_tiles++] = (Tile) { sizes[i], i };
      sum += sizes[i];
    }
  if (n_tiles == 0 || !(area > 0.) || !isfinite (sum))
    return;

  for (guint i = 0; i < n_tiles; i++)
    tiles[i].size *= area / sum;
  qsort (tiles, n_tiles, sizeof *tiles, compare_tiles);

  for (guint i = 0; i < n_tiles;)
    {
      double side = MIN (rest.right - rest.left, rest.bottom - rest.top), in_row;
      guint k;

      /* Rounding has eaten up what would have been left for the smallest */
      if (!(side > 0.))
        break;
      k = find_row (tiles + i, n_tiles - i, side, &in_row);
      lay_row (tiles + i, k, in_row, i + k == n_tiles, &rest, boxes);
      i += k;
    }
}

DeskTileRect
desk_tile_box_snap (const DeskTileBox *box)
{
  int left = (int) lrint (box->left), top = (int) lrint (box->top);

  return (DeskTileRect) { left, top, (int) lrint (box->right) - left,
                          (int) lrint (box->bottom) - top };
}
