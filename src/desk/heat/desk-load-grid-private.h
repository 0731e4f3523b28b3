/* desk-load-grid-private.h - what the files of the widget share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-labels.h"

#include "desk-load-grid.h"

G_BEGIN_DECLS

typedef struct
{
  char   *text;
  double  load;
} Cell;

struct _DeskLoadGrid
{
  GtkWidget         parent_instance;

  char            **rows;
  char            **notes;
  char            **columns;
  char            **limits;
  Cell             *cells;
  guint             n_rows;
  guint             n_columns;
  DeskLoadDescribe  describe;
  gpointer          describe_data;

  int               row;         /* of the cursor; −1: none */
  int               column;
  gboolean          by_key;
  double            pointer_x;   /* where the pointer was last */
  double            pointer_y;

  DeskPalette       palette;
  DeskTints         tints;
  DeskLabels        labels;
  GskRenderNode    *node;        /* (nullable): all but the cursor */
  int               drawn_width;
};

/* Logical pixels: a grid asks for no more width than this. */
#define DESK_LOAD_GRID_LEAST 200

int  desk_load_grid_get_natural (DeskLoadGrid *self);
int  desk_load_grid_get_height  (DeskLoadGrid *self,
                                 int           width);
void desk_load_grid_draw        (DeskLoadGrid *self,
                                 GtkSnapshot  *snapshot);

G_END_DECLS
