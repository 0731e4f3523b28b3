/* desk-treemap-private.h - what the files of the widget share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-squarify.h"
#include "desk-treemap.h"

G_BEGIN_DECLS

typedef struct
{
  char         *name;
  char         *value;
  guint         group;
  double        size;
  double        tint;
  gboolean      marked;
  DeskTileRect  rect;      /* device pixels */
} Tile;

typedef struct
{
  char         *name;
  char         *value;
  DeskTileRect  rect;
  int           header;    /* its height; 0: there is no room for one */
} Group;

struct _DeskTreemap
{
  GtkWidget      parent_instance;

  Tile          *tiles;
  guint          n_tiles;
  Group         *groups;
  guint          n_groups;
  DeskTileDescribe describe;    /* (nullable) */
  gpointer       describe_data;
  DeskTintKind   kind;
  DeskPalette    palette;
  DeskTints      tints;

  int            cursor;      /* −1: none */
  gboolean       by_key;
  double         pointer_x;   /* where the pointer was last */
  double         pointer_y;

  gboolean       is_laid_out;
  int            device;      /* device pixels of one logical */
  int            width;       /* device pixels that the layout is for */
  int            height;
  GskRenderNode *node;        /* (nullable): tiles and headers as they are */
  GHashTable    *layouts;     /* "3:AAPL" to PangoLayout */
  int            line;        /* logical pixels: height of plain text */
};

/* Sizes of text, from the smallest, as multiples of the widget's font. */
#define DESK_TREEMAP_N_SCALES 7
extern const double desk_treemap_scales[DESK_TREEMAP_N_SCALES];

void         desk_treemap_lay_out    (DeskTreemap *self);
void         desk_treemap_draw       (DeskTreemap *self,
                                      GtkSnapshot *snapshot);
PangoLayout *desk_treemap_get_layout (DeskTreemap *self,
                                      const char  *text,
                                      guint        scale,
                                      gboolean     bold);

static inline gboolean
desk_tile_is_shown (const Tile *tile)
{
  return tile->rect.width > 0 && tile->rect.height > 0;
}

G_END_DECLS
