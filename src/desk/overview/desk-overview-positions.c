/* desk-overview-positions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-overview"

#include "config.h"

#include "desk-column.h"
#include "desk-position.h"
#include "desk-position-cells.h"

#include "desk-overview-positions.h"

static const struct
{
  const char   *title;
  guint         width;
  gboolean      numeric;
  gboolean      when_narrow;
  DeskCellFunc  cell;
} columns[] = {
  { "Symbol", 7, FALSE, TRUE, desk_position_cell_symbol },
  { "Quantity", 9, TRUE, TRUE, desk_position_cell_quantity },
  { "Last", 10, TRUE, FALSE, desk_position_cell_last },
  { "P/L", 11, TRUE, TRUE, desk_position_cell_profit },
  { "P/L %", 9, TRUE, FALSE, desk_position_cell_percent },
  { "Strategy", 16, FALSE, FALSE, desk_position_cell_strategy },
};

void
desk_overview_positions_set_up (GtkColumnView *view,
                                GListModel    *positions)
{
  g_autoptr(GtkSelectionModel) model = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column =
        desk_column_new (columns[i].title, columns[i].width, columns[i].numeric, columns[i].cell,
                         NULL);

      gtk_column_view_column_set_expand (column, columns[i].cell == desk_position_cell_strategy);
      gtk_column_view_append_column (view, column);
    }
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (positions)));
  gtk_column_view_set_model (view, model);
}

void
desk_overview_positions_set_narrow (GtkColumnView *view,
                                    gboolean       narrow)
{
  GListModel *list = gtk_column_view_get_columns (view);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (list, i);

      gtk_column_view_column_set_visible (column, !narrow || columns[i].when_narrow);
      if (i == 0)
        gtk_column_view_column_set_expand (column, narrow);
    }
}

/* The height of a table is known once its rows have been laid out: it is asked for by their number,
 * header included, so that none of a few is cut in two. */
int
desk_overview_positions_get_height (GtkColumnView *view,
                                    guint          n_rows)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *list = header != NULL ? gtk_widget_get_next_sibling (header) : NULL;
  GtkWidget *row = list != NULL ? gtk_widget_get_first_child (list) : NULL;
  int header_height = 0, row_height = 0;

  if (row == NULL)
    return -1;

  gtk_widget_measure (header, GTK_ORIENTATION_VERTICAL, -1, NULL, &header_height, NULL, NULL);
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, NULL, &row_height, NULL, NULL);

  return header_height + (int) n_rows * row_height;
}
