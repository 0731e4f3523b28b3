/* desk-screen-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-screener"

#include "config.h"

#include <math.h>

#include "desk-format.h"

#include "desk-column.h"

#include "desk-screen-columns.h"
#include "desk-screen-item.h"

/* From here on a figure is told in thousands and millions. */
#define LARGE        1e5
#define MOST_WIDE    18
#define LEAST_WIDE   11

#define ROW(item) desk_screen_item_get_row ((DeskScreenItem *) (item))

static char *
format_value (double value)
{
  return fabs (value) >= LARGE ? desk_format_large (value) : desk_format_price (value);
}

static DeskTone
rank_cell (gpointer  item,
           GString  *text)
{
  if (ROW (item)->rank > 0)
    g_string_append_printf (text, "%u", ROW (item)->rank);

  return DESK_TONE_DIM;
}

static DeskTone
symbol_cell (gpointer  item,
             GString  *text)
{
  g_string_append (text, ROW (item)->symbol);

  return DESK_TONE_PLAIN;
}

static DeskTone
company_cell (gpointer  item,
              GString  *text)
{
  if (ROW (item)->name != NULL)
    g_string_append (text, ROW (item)->name);

  return DESK_TONE_DIM;
}

static DeskTone
state_cell (gpointer  item,
            GString  *text)
{
  const DtScreenRow *row = ROW (item);
  const DtScreenResult *result = desk_screen_item_get_result (item);

  switch (row->state)
    {
    case DT_SCREEN_PASSES:
      g_string_append_printf (text, "✓ %u/%u", row->n_met, result->file->n_criteria);
      return DESK_TONE_UP;
    case DT_SCREEN_FAILS:
      g_string_append_printf (text, "✗ %u/%u", row->n_met, result->file->n_criteria);
      return DESK_TONE_DOWN;
    case DT_SCREEN_STALE:
      g_string_append (text, "– stale");
      return DESK_TONE_DIM;
    case DT_SCREEN_NO_BARS:
    default:
      g_string_append (text, "– none");
      return DESK_TONE_DIM;
    }
}

static DeskTone
score_cell (gpointer  item,
            GString  *text)
{
  desk_cell_append (text, format_value (ROW (item)->score));

  return isnan (ROW (item)->score) ? DESK_TONE_DIM : DESK_TONE_PLAIN;
}

static DeskTone
criterion_cell (gpointer  item,
                guint     k,
                GString  *text)
{
  const DtScreenRow *row = ROW (item);
  const DtScreenFile *file = desk_screen_item_get_result (item)->file;

  if (k >= file->n_criteria || row->state == DT_SCREEN_NO_BARS)
    {
      g_string_append (text, "–");
      return DESK_TONE_DIM;
    }

  g_string_append (text, row->met[k] ? "✓ " : "✗ ");
  if (file->criteria[k].has_value)
    desk_cell_append (text, format_value (row->values[k]));
  else
    g_string_append (text, row->met[k] ? "yes" : "no");

  return row->met[k] ? DESK_TONE_UP : DESK_TONE_DOWN;
}

/* A cell has no data of its own to know its criterion by. */
#define CELL(k)                       \
  static DeskTone                     \
  criterion_cell_ ## k (gpointer  row,   \
                        GString  *text)  \
  {                                   \
    return criterion_cell (row, k, text); \
  }

CELL (0) CELL (1) CELL (2) CELL (3) CELL (4) CELL (5) CELL (6) CELL (7)
CELL (8) CELL (9) CELL (10) CELL (11) CELL (12) CELL (13) CELL (14) CELL (15)
CELL (16) CELL (17) CELL (18) CELL (19) CELL (20) CELL (21) CELL (22) CELL (23)
CELL (24) CELL (25) CELL (26) CELL (27) CELL (28) CELL (29) CELL (30) CELL (31)

#define EIGHT(a, b, c, d, e, f, g, h)                                               \
  criterion_cell_ ## a, criterion_cell_ ## b, criterion_cell_ ## c, criterion_cell_ ## d, \
  criterion_cell_ ## e, criterion_cell_ ## f, criterion_cell_ ## g, criterion_cell_ ## h

static const DeskCellFunc criterion_cells[DT_SCREEN_MAX_CRITERIA] = {
  EIGHT (0, 1, 2, 3, 4, 5, 6, 7), EIGHT (8, 9, 10, 11, 12, 13, 14, 15),
  EIGHT (16, 17, 18, 19, 20, 21, 22, 23), EIGHT (24, 25, 26, 27, 28, 29, 30, 31),
};

/* Order */

/* What is missing comes last. */
static int
compare_numbers (double a,
                 double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) - isnan (b);

  return (a > b) - (a < b);
}

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      unused)
{
  guint x = desk_screen_item_get_place ((DeskScreenItem *) a);
  guint y = desk_screen_item_get_place ((DeskScreenItem *) b);

  return (x > y) - (x < y);
}

static int
compare_symbols (gconstpointer a,
                 gconstpointer b,
                 gpointer      unused)
{
  return g_strcmp0 (ROW (a)->symbol, ROW (b)->symbol);
}

static int
compare_companies (gconstpointer a,
                   gconstpointer b,
                   gpointer      unused)
{
  const char *x = ROW (a)->name, *y = ROW (b)->name;

  return g_utf8_collate (x != NULL ? x : "", y != NULL ? y : "");
}

static int
compare_met (gconstpointer a,
             gconstpointer b,
             gpointer      unused)
{
  const DtScreenRow *x = ROW (a), *y = ROW (b);

  if (x->state != y->state)
    return (int) x->state - (int) y->state;

  return (int) y->n_met - (int) x->n_met;
}

static int
compare_scores (gconstpointer a,
                gconstpointer b,
                gpointer      unused)
{
  return compare_numbers (ROW (a)->score, ROW (b)->score);
}

static int
compare_criteria (gconstpointer a,
                  gconstpointer b,
                  gpointer      data)
{
  const DtScreenRow *x = ROW (a), *y = ROW (b);
  guint k = GPOINTER_TO_UINT (data);
  int order = compare_numbers (x->values[k], y->values[k]);

  return order != 0 ? order : (int) x->met[k] - (int) y->met[k];
}

/* Columns */

static void
add (GtkColumnView    *view,
     const char       *title,
     guint             width,
     gboolean          numeric,
     DeskCellFunc      cell,
     GCompareDataFunc  compare,
     const char       *explanation)
{
  g_autoptr(GtkColumnViewColumn) column = desk_column_new (title, width, numeric, cell, compare);

  if (explanation != NULL)
    desk_column_explain (column, explanation);
  gtk_column_view_column_set_expand (column, cell == company_cell);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (view, column);
}

static void
add_criterion (GtkColumnView           *view,
               const DtScreenCriterion *criterion,
               guint                    k)
{
  guint width = CLAMP ((guint) g_utf8_strlen (criterion->label, -1) + 2, LEAST_WIDE, MOST_WIDE);
  g_autoptr(GtkColumnViewColumn) column = desk_column_new (criterion->label, width, TRUE,
                                                           criterion_cells[k], NULL);
  g_autoptr(GtkSorter) sorter =
    GTK_SORTER (gtk_custom_sorter_new (compare_criteria, GUINT_TO_POINTER (k), NULL));

  desk_column_explain (column, criterion->text);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (view, column);
}

void
desk_screen_columns_set (GtkColumnView      *view,
                         const DtScreenFile *file,
                         gboolean            narrow)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (view, column);
    }

  if (!narrow)
    add (view, "Rank", 5, TRUE, rank_cell, compare_places,
         "Place among those that pass, by the score");
  add (view, "Symbol", 8, FALSE, symbol_cell, compare_symbols, NULL);
  if (!narrow)
    add (view, "Company", 20, FALSE, company_cell, compare_companies, NULL);
  add (view, "Met", 8, FALSE, state_cell, compare_met, "How many of the criteria are met");
  if (file->score_label != NULL)
    add (view, file->score_label, MAX ((guint) g_utf8_strlen (file->score_label, -1) + 1, 9), TRUE,
         score_cell, compare_scores, file->score_text);
  for (guint k = 0; k < file->n_criteria; k++)
    add_criterion (view, &file->criteria[k], k);
}
