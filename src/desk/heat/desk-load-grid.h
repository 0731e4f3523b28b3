/* desk-load-grid.h - how full limits are, thing by thing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "desk-tint.h"

G_BEGIN_DECLS

typedef struct
{
  const char *text;     /* "31 %" */
  double      load;     /* 1 is at the limit; NaN: nothing is known */
} DeskLoadCell;

/* (transfer full): all that is to be said of a cell */
typedef char *(*DeskLoadDescribe) (guint    row,
                                   guint    column,
                                   gpointer data);

/**
 * DeskLoadGrid:
 *
 * A cell for each row and column in the colour of its load, with its figure, and a mark where it is
 * at the limit or beyond. Wide, it is a table; where columns would be too narrow for their figures,
 * each row becomes a block with the names of the columns in its cells.
 *
 * Arrow keys go from cell to cell, Home and End to the first and the last row; Enter, Space and a
 * click activate a row.
 *
 * Thread: main. Signals: "cursor-changed", "activated" (row).
 */
#define DESK_TYPE_LOAD_GRID (desk_load_grid_get_type ())
G_DECLARE_FINAL_TYPE (DeskLoadGrid, desk_load_grid, DESK, LOAD_GRID, GtkWidget)

GtkWidget *desk_load_grid_new          (void);
/* Copied; @cells is rows by columns; @notes stand below the rows' names, @limits below the
 * columns', "limit 25 %". */
void       desk_load_grid_set          (DeskLoadGrid       *self,
                                        const char *const  *rows,
                                        const char *const  *notes,
                                        guint               n_rows,
                                        const char *const  *columns,
                                        const char *const  *limits,
                                        guint               n_columns,
                                        const DeskLoadCell *cells);
void       desk_load_grid_set_palette  (DeskLoadGrid       *self,
                                        DeskPalette         palette);
/* @data must live as long as the widget. */
void       desk_load_grid_set_describe (DeskLoadGrid       *self,
                                        DeskLoadDescribe    describe,
                                        gpointer            data);
/* %FALSE without a cell under pointer or cursor */
gboolean   desk_load_grid_get_cursor   (DeskLoadGrid       *self,
                                        guint              *row,
                                        guint              *column);
/* Logical pixels */
void       desk_load_grid_get_place    (DeskLoadGrid       *self,
                                        guint               row,
                                        guint               column,
                                        GdkRectangle       *place);

G_END_DECLS
