/* desk-treemap.h - things in groups, as large as they weigh, in the colour of how they do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "desk-tint.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;     /* "Energy"; "" has no header */
  const char *value;    /* "+0.8 %", at the other end of the header where there is room */
} DeskTileGroup;

typedef struct
{
  const char *name;     /* "AAPL"; unique */
  const char *value;    /* "+1.2 %", below the name where there is room */
  guint       group;
  double      size;     /* what is not above zero is not shown */
  double      tint;     /* see #DeskTintKind; NaN: none */
  gboolean    marked;   /* a corner says so */
} DeskTile;

/* All that is to be said of a tile, or of a group: tooltip and announcement. (transfer full) */
typedef char *(*DeskTileDescribe) (const char *name,
                                   gboolean    is_group,
                                   gpointer    data);

/**
 * DeskTreemap:
 *
 * Squarified tiles on whole device pixels, in groups with headers. A tile has its name and value in
 * it where they fit whole, larger in larger tiles; everything is in its tooltip. Arrow keys go to
 * the neighbour on that side, Page Up and Page Down from group to group, Home and End to the first
 * and the last; where the cursor is, is said. A click, Enter or Space activates a tile, a click on
 * its header, or Shift and Enter, its group.
 *
 * What is drawn is kept as a render node until something changes. Tiles of the same names and sizes
 * stay where they are and only take other colours and texts.
 *
 * Thread: main. Signals: "cursor-changed", "activated" (name), "group-activated" (name).
 */
#define DESK_TYPE_TREEMAP (desk_treemap_get_type ())
G_DECLARE_FINAL_TYPE (DeskTreemap, desk_treemap, DESK, TREEMAP, GtkWidget)

GtkWidget  *desk_treemap_new         (void);
/* Copied. */
void        desk_treemap_set_tiles   (DeskTreemap         *self,
                                      const DeskTileGroup *groups,
                                      guint                n_groups,
                                      const DeskTile      *tiles,
                                      guint                n_tiles);
void        desk_treemap_set_palette (DeskTreemap         *self,
                                      DeskPalette          palette);
void        desk_treemap_set_kind    (DeskTreemap         *self,
                                      DeskTintKind         kind);
/* @data must live as long as the widget, or until another function is set. */
void        desk_treemap_set_describe (DeskTreemap        *self,
                                      DeskTileDescribe     describe,
                                      gpointer             data);
/* (transfer none) (nullable): the name of the tile under cursor or pointer */
const char *desk_treemap_get_cursor  (DeskTreemap         *self);
/* (transfer full) (nullable): what is said of it */
char       *desk_treemap_dup_text    (DeskTreemap         *self);
/* As keys do; a name that is not shown takes the cursor away. */
void        desk_treemap_set_cursor  (DeskTreemap         *self,
                                      const char          *name);
/* Logical pixels; %FALSE when it is not shown. */
gboolean    desk_treemap_get_place   (DeskTreemap         *self,
                                      const char          *name,
                                      graphene_rect_t     *place);

G_END_DECLS
