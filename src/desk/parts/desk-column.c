/* desk-column.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-parts"

#include "config.h"

#include "desk-compat.h"

#include "desk-column.h"

/* Rows move under the reader's eyes at most this often. */
#define SORT_INTERVAL_MS 1000
/* A text column may become this narrow, in characters. */
#define MIN_TEXT_WIDTH   6

/* Shared by the column, its factory and its cells. */
typedef struct
{
  char         *title;
  char         *explanation;   /* (nullable) */
  guint         width;
  gboolean      numeric;
  DeskCellFunc  cell;
  GtkSorter    *sorter;        /* (nullable) */
  guint         sort_timeout;
  gint64        sorted;        /* monotonic, µs */
  GString      *text;          /* scratch: what a cell is about to show */
} Column;

typedef struct
{
  Column         *column;
  GtkInscription *label;
  GObject        *row;         /* (nullable): while bound */
  gulong          changed;
  DeskTone        tone;
  gboolean        is_stale;    /* the row changed while nobody could see it */
} Cell;

void
desk_cell_append (GString *text,
                  char    *figure)
{
  g_string_append (text, figure);
  g_free (figure);
}

DeskTone
desk_tone_of (double value)
{
  return value > 0. ? DESK_TONE_UP : value < 0. ? DESK_TONE_DOWN : DESK_TONE_PLAIN;
}

const char *
desk_tone_get_class (DeskTone tone)
{
  switch (tone)
    {
    case DESK_TONE_UP:
      return "gain";
    case DESK_TONE_DOWN:
      return "loss";
    case DESK_TONE_DIM:
      return "dim";
    case DESK_TONE_WARNING:
      return "warning";
    case DESK_TONE_PLAIN:
    default:
      return NULL;
    }
}

void
desk_tone_apply (GtkWidget *widget,
                 DeskTone   tone)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  for (DeskTone other = DESK_TONE_UP; other <= DESK_TONE_WARNING; other++)
    if (other != tone)
      gtk_widget_remove_css_class (widget, desk_tone_get_class (other));
  if (tone != DESK_TONE_PLAIN)
    gtk_widget_add_css_class (widget, desk_tone_get_class (tone));
}

static void
column_clear (gpointer data)
{
  Column *column = data;

  g_clear_handle_id (&column->sort_timeout, g_source_remove);
  g_clear_object (&column->sorter);
  g_clear_pointer (&column->title, g_free);
  g_clear_pointer (&column->explanation, g_free);
  g_string_free (column->text, TRUE);
}

static void
column_release (gpointer data)
{
  g_rc_box_release_full (data, column_clear);
}

static void
column_release_closure (gpointer  data,
                        GClosure *closure)
{
  column_release (data);
}

static gboolean
column_sort (gpointer data)
{
  Column *column = data;

  column->sort_timeout = 0;
  column->sorted = g_get_monotonic_time ();
  gtk_sorter_changed (column->sorter, GTK_SORTER_CHANGE_DIFFERENT);

  return G_SOURCE_REMOVE;
}

/* Views listen only to the sorters they sort by. */
static void
column_queue_sort (Column *column)
{
  gint64 due;

  if (column->sorter == NULL || column->sort_timeout != 0)
    return;

  due = column->sorted / 1000 + SORT_INTERVAL_MS - g_get_monotonic_time () / 1000;
  column->sort_timeout = g_timeout_add (CLAMP (due, 0, SORT_INTERVAL_MS), column_sort, column);
}

static void
cell_show (Cell *cell)
{
  GString *text = cell->column->text;
  DeskTone tone;

  g_string_truncate (text, 0);
  tone = cell->column->cell (cell->row, text);
  if (g_strcmp0 (gtk_inscription_get_text (cell->label), text->str) != 0)
    {
      gtk_inscription_set_text (cell->label, text->str);
      gtk_accessible_update_property (GTK_ACCESSIBLE (cell->label),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
    }
  if (tone != cell->tone)
    {
      desk_tone_apply (GTK_WIDGET (cell->label), tone);
      cell->tone = tone;
    }
  cell->is_stale = FALSE;
}

static void
cell_row_changed (Cell *cell)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (cell->label)))
    {
      cell->is_stale = TRUE;
      return;
    }

  cell_show (cell);
  column_queue_sort (cell->column);
}

static void
cell_map (GtkWidget *label,
          Cell      *cell)
{
  if (cell->row == NULL || !cell->is_stale)
    return;

  cell_show (cell);
  column_queue_sort (cell->column);
}

static gboolean
cell_query_tooltip (GtkWidget  *label,
                    int         x,
                    int         y,
                    gboolean    by_keyboard,
                    GtkTooltip *tooltip,
                    Cell       *cell)
{
  const char *text = gtk_inscription_get_text (cell->label);
  const char *explanation = cell->column->explanation;
  g_autofree char *both = NULL;

  if (text == NULL || g_utf8_strlen (text, -1) <= (glong) cell->column->width)
    text = NULL;
  if (text == NULL && explanation == NULL)
    return FALSE;

  if (text != NULL && explanation != NULL)
    both = g_strconcat (text, "\n", explanation, NULL);
  gtk_tooltip_set_text (tooltip, both != NULL ? both : text != NULL ? text : explanation);
  return TRUE;
}

static void
cell_free (gpointer data)
{
  Cell *cell = data;

  column_release (cell->column);
  g_free (cell);
}

static void
setup_cell (GtkSignalListItemFactory *factory,
            GtkListItem              *item,
            Column                   *column)
{
  GtkWidget *label = gtk_inscription_new (NULL);
  Cell *cell = g_new0 (Cell, 1);
  guint least = column->numeric ? column->width : MIN (column->width, MIN_TEXT_WIDTH);

  cell->column = g_rc_box_acquire (column);
  cell->label = GTK_INSCRIPTION (label);
  gtk_inscription_set_min_chars (cell->label, least);
  gtk_inscription_set_nat_chars (cell->label, column->width);
  gtk_inscription_set_xalign (cell->label, column->numeric ? 1. : 0.);
  gtk_inscription_set_text_overflow (cell->label, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  if (column->numeric)
    gtk_widget_add_css_class (label, "figure");
  if (column->explanation != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    column->explanation, -1);
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (cell_query_tooltip), cell);
  g_signal_connect (label, "map", G_CALLBACK (cell_map), cell);
  g_object_set_data_full (G_OBJECT (label), "desk-cell", cell, cell_free);

  gtk_list_item_set_child (item, label);
}

static Cell *
get_cell (GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);

  return label != NULL ? g_object_get_data (G_OBJECT (label), "desk-cell") : NULL;
}

static void
bind_cell (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           Column                   *column)
{
  Cell *cell = get_cell (item);

  cell->row = g_object_ref (gtk_list_item_get_item (item));
  /* Rows that never change have no such signal */
  if (g_signal_lookup ("changed", G_OBJECT_TYPE (cell->row)) != 0)
    cell->changed = g_signal_connect_swapped (cell->row, "changed",
                                              G_CALLBACK (cell_row_changed), cell);
  cell_show (cell);
}

static void
unbind_cell (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             Column                   *column)
{
  Cell *cell = get_cell (item);

  if (cell == NULL || cell->row == NULL)
    return;

  g_clear_signal_handler (&cell->changed, cell->row);
  g_clear_object (&cell->row);
}

/* Over figures the title is at the right as well, with the sort arrow before it. */
static void
dress_title (GtkColumnViewColumn *self,
             GParamSpec          *pspec,
             Column              *column)
{
  GtkColumnView *view = gtk_column_view_column_get_column_view (self);
  GtkWidget *button = view != NULL ? desk_compat_find_title (view, column->title) : NULL;
  GtkWidget *box = button != NULL ? gtk_widget_get_first_child (button) : NULL;

  if (box == NULL)
    return;

  if (column->numeric && GTK_IS_BOX (box))
    {
      GtkWidget *label = gtk_widget_get_first_child (box);

      gtk_widget_set_halign (box, GTK_ALIGN_END);
      if (GTK_IS_LABEL (label))
        gtk_box_reorder_child_after (GTK_BOX (box), label, gtk_widget_get_last_child (box));
    }
  gtk_widget_set_tooltip_text (button, column->explanation);
}

static void
connect_factory (GtkListItemFactory *factory,
                 const char         *signal,
                 GCallback           callback,
                 Column             *column)
{
  g_signal_connect_data (factory, signal, callback, g_rc_box_acquire (column),
                         column_release_closure, 0);
}

/**
 * desk_column_new:
 * @title: of the column, unlike those of its neighbours
 * @width: characters
 * @numeric: figures: right-aligned, never cut
 * @cell: makes the text of a row's cell
 * @sort: (nullable): compares two rows; its user data is %NULL
 *
 * Returns: (transfer full)
 */
GtkColumnViewColumn *
desk_column_new (const char       *title,
                 guint             width,
                 gboolean          numeric,
                 DeskCellFunc      cell,
                 GCompareDataFunc  sort)
{
  Column *column;
  GtkListItemFactory *factory;
  GtkColumnViewColumn *self;

  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (cell != NULL, NULL);

  column = g_rc_box_new0 (Column);
  column->title = g_strdup (title);
  column->width = width;
  column->numeric = numeric;
  column->cell = cell;
  column->text = g_string_new (NULL);

  factory = gtk_signal_list_item_factory_new ();
  connect_factory (factory, "setup", G_CALLBACK (setup_cell), column);
  connect_factory (factory, "bind", G_CALLBACK (bind_cell), column);
  connect_factory (factory, "unbind", G_CALLBACK (unbind_cell), column);

  self = gtk_column_view_column_new (title, factory);
  if (sort != NULL)
    {
      column->sorter = GTK_SORTER (gtk_custom_sorter_new (sort, NULL, NULL));
      gtk_column_view_column_set_sorter (self, column->sorter);
    }
  g_signal_connect (self, "notify::column-view", G_CALLBACK (dress_title), column);
  g_object_set_data_full (G_OBJECT (self), "desk-column", column, column_release);

  return self;
}

void
desk_column_explain (GtkColumnViewColumn *self,
                     const char          *text)
{
  Column *column;

  g_return_if_fail (GTK_IS_COLUMN_VIEW_COLUMN (self));

  column = g_object_get_data (G_OBJECT (self), "desk-column");
  g_return_if_fail (column != NULL);

  g_free (column->explanation);
  column->explanation = g_strdup (text);
  dress_title (self, NULL, column);
}

gboolean
desk_column_has_text (GtkColumnViewColumn *self)
{
  g_return_val_if_fail (GTK_IS_COLUMN_VIEW_COLUMN (self), FALSE);

  return g_object_get_data (G_OBJECT (self), "desk-cell-text") != NULL
         || g_object_get_data (G_OBJECT (self), "desk-column") != NULL;
}

void
desk_column_append_text (GtkColumnViewColumn *self,
                         gpointer             row,
                         GString             *text)
{
  DeskCellFunc cell;
  Column *column;

  g_return_if_fail (desk_column_has_text (self));

  column = g_object_get_data (G_OBJECT (self), "desk-column");
  cell = column != NULL ? column->cell : g_object_get_data (G_OBJECT (self), "desk-cell-text");
  cell (row, text);
}

void
desk_column_set_text (GtkColumnViewColumn *self,
                      DeskCellFunc         cell)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW_COLUMN (self));

  g_object_set_data (G_OBJECT (self), "desk-cell-text", cell);
}
