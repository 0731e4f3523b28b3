/* desk-table.h - tables whose columns the user arranges
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-settings.h"

#include "desk-column.h"

G_BEGIN_DECLS

/* How much room there is, and what a column needs to be shown. */
typedef enum
{
  DESK_ROOM_NARROW,    /* a phone: the columns without which a row says nothing */
  DESK_ROOM_MEDIUM,
  DESK_ROOM_WIDE,
  DESK_ROOM_CHOSEN,    /* of a column: shown to who asks for it */
} DeskRoom;

typedef struct
{
  const char       *id;            /* in settings: letters and dashes */
  const char       *title;
  guint             width;         /* characters */
  gboolean          numeric;
  DeskRoom          room;
  DeskCellFunc      cell;
  GCompareDataFunc  compare;       /* (nullable) */
  const char       *explanation;   /* (nullable) */
  gboolean          expand;        /* takes the room that is left */
} DeskTableColumn;

/* Appends columns of text. */
void       desk_table_add          (GtkColumnView         *view,
                                    const DeskTableColumn *columns,
                                    guint                  n_columns);
/* Appends a column with cells of its own. */
void       desk_table_add_column   (GtkColumnView         *view,
                                    GtkColumnViewColumn   *column,
                                    const char            *id,
                                    DeskRoom               room);
/* Takes all columns away, for others; then they are remembered anew. */
void       desk_table_clear        (GtkColumnView         *view);
/* After all columns are there: order, widths, which are shown and what the rows are sorted by are
 * those of @setting, a string, and are put into it when the user changes them. */
void       desk_table_remember     (GtkColumnView         *view,
                                    DeskSettings          *settings,
                                    const char            *setting);
/* Shows the columns that @room is enough for, but for what the user has chosen. */
void       desk_table_set_room     (GtkColumnView         *view,
                                    DeskRoom               room);

/* Pixels that @n_rows need below their titles; −1 before there are rows on screen. */
int        desk_table_get_height   (GtkColumnView         *view,
                                    guint                  n_rows);

/* What the user can do; also by dragging titles and their edges. */
void       desk_table_show_column  (GtkColumnView         *view,
                                    const char            *id,
                                    gboolean               shown);
void       desk_table_move_column  (GtkColumnView         *view,
                                    const char            *id,
                                    int                    by);
void       desk_table_reset        (GtkColumnView         *view);
/* A button whose popover does these, and exports the table as @name.csv. */
GtkWidget *desk_table_button_new   (GtkColumnView         *view,
                                    const char            *name);
/* The columns and rows that are shown, in their order, as RFC 4180 has it: lines end in CRLF, minus
 * signs are those of programs. (transfer full) */
char      *desk_table_make_csv     (GtkColumnView         *view);

/* For menus, in the order of the table; the texts are those of the columns. */
typedef struct
{
  const char *id;
  const char *title;
  gboolean    shown;
} DeskTableEntry;

/* (transfer full): of DeskTableEntry, with titles only */
GArray    *desk_table_list         (GtkColumnView         *view);

/* What is missing comes last. */
int        desk_compare_numbers    (double                 a,
                                    double                 b);
int        desk_compare_texts      (const char            *a,
                                    const char            *b);

G_END_DECLS
