/* desk-column.h - columns of figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a figure means; shown by colour, and by the sign or icon that is in the text already. */
typedef enum
{
  DESK_TONE_PLAIN,
  DESK_TONE_UP,
  DESK_TONE_DOWN,
  DESK_TONE_DIM,
  DESK_TONE_WARNING,
} DeskTone;

/* The text of a row's cell; appends to @text, which is empty. */
typedef DeskTone (*DeskCellFunc)  (gpointer       row,
                                   GString       *text);

/* A column of GtkInscription cells that follow their row's "changed" signal in place: no layout, no
 * new widgets. @width: in characters. @numeric: figures, right-aligned. @sort (nullable): compares
 * two rows. */
GtkColumnViewColumn *desk_column_new        (const char      *title,
                                             guint            width,
                                             gboolean         numeric,
                                             DeskCellFunc     cell,
                                             GCompareDataFunc sort);
/* A tooltip, and the accessible description, for the column's cells: how the figure is computed. */
void                 desk_column_explain    (GtkColumnViewColumn *column,
                                             const char      *text);

/* What a column with cells of its own says in words. */
void                 desk_column_set_text    (GtkColumnViewColumn *column,
                                              DeskCellFunc         cell);
/* Whether a column can be read; and what its cell says of a row. */
gboolean             desk_column_has_text    (GtkColumnViewColumn *column);
void                 desk_column_append_text (GtkColumnViewColumn *column,
                                              gpointer             row,
                                              GString             *text);

/* Appends @figure (transfer full) to the text of a cell. */
void                 desk_cell_append       (GString         *text,
                                             char            *figure);

/* Up above zero, down below it. */
DeskTone             desk_tone_of           (double           value);
/* "gain", "loss", …: the style class, or NULL for plain */
const char          *desk_tone_get_class    (DeskTone         tone);
void                 desk_tone_apply        (GtkWidget       *widget,
                                             DeskTone         tone);

G_END_DECLS
