/* desk-screen-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-screener"

#include "config.h"

#include <math.h>

#include "desk-format.h"

#include "desk-column.h"
#include "desk-table.h"

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
  return desk_compare_numbers (ROW (a)->score, ROW (b)->score);
}

static int
compare_criteria (gconstpointer a,
                  gconstpointer b,
                  gpointer      data)
{
  const DtScreenRow *x = ROW (a), *y = ROW (b);
  guint k = GPOINTER_TO_UINT (data);
  int order = desk_compare_numbers (x->values[k], y->values[k]);

  return order != 0 ? order : (int) x->met[k] - (int) y->met[k];
}

/* Columns */

static const DeskTableColumn before[] = {
  { "rank", "Rank", 5, TRUE, DESK_ROOM_WIDE, rank_cell, compare_places,
    "Place among those that pass, by the score" },
  { "symbol", "Symbol", 8, FALSE, DESK_ROOM_NARROW, symbol_cell, compare_symbols, NULL },
  { "company", "Company", 20, FALSE, DESK_ROOM_WIDE, company_cell, compare_companies, NULL, TRUE },
  { "met", "Met", 8, FALSE, DESK_ROOM_NARROW, state_cell, compare_met,
    "How many of the criteria are met" },
};

/* "criterion-rsi-30": what a label says. */
static char *
make_name (const char *label)
{
  GString *name = g_string_new ("criterion");
  gboolean joins = TRUE;

  for (const char *c = label; *c != '\0'; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_printf (name, "%s%c", joins ? "-" : "", g_ascii_tolower (*c));
      joins = !g_ascii_isalnum (*c);
    }

  return g_string_free (name, FALSE);
}

/* With a number where several say the same, as "RSI < 30" and "RSI > 30" do. */
static char *
make_id (const DtScreenFile *file,
         guint               k)
{
  g_autofree char *name = make_name (file->criteria[k].label);
  guint n = 1;

  for (guint i = 0; i < k; i++)
    {
      g_autofree char *other = make_name (file->criteria[i].label);

      n += g_str_equal (name, other);
    }

  return n == 1 ? g_steal_pointer (&name) : g_strdup_printf ("%s-%u", name, n);
}

/* A phone has room for one figure beside what is met: the score, or the first of the criteria. */
static void
add_criterion (GtkColumnView      *view,
               const DtScreenFile *file,
               guint               k)
{
  const DtScreenCriterion *criterion = &file->criteria[k];
  guint width = CLAMP ((guint) g_utf8_strlen (criterion->label, -1) + 2, LEAST_WIDE, MOST_WIDE);
  g_autofree char *id = make_id (file, k);
  g_autoptr(GtkColumnViewColumn) column = desk_column_new (criterion->label, width, TRUE,
                                                           criterion_cells[k], NULL);
  g_autoptr(GtkSorter) sorter =
    GTK_SORTER (gtk_custom_sorter_new (compare_criteria, GUINT_TO_POINTER (k), NULL));

  desk_column_explain (column, criterion->text);
  gtk_column_view_column_set_sorter (column, sorter);
  desk_table_add_column (view, column, id, k == 0 && file->score_label == NULL ? DESK_ROOM_NARROW
                                                                               : DESK_ROOM_WIDE);
}

void
desk_screen_columns_set (GtkColumnView      *view,
                         const DtScreenFile *file,
                         DeskSettings       *settings)
{
  desk_table_clear (view);
  desk_table_add (view, before, G_N_ELEMENTS (before));
  if (file->score_label != NULL)
    {
      guint width = MAX ((guint) g_utf8_strlen (file->score_label, -1) + 1, 9);
      DeskTableColumn score = { "score", file->score_label, width, TRUE, DESK_ROOM_NARROW,
                                score_cell, compare_scores, file->score_text };

      desk_table_add (view, &score, 1);
    }
  for (guint k = 0; k < file->n_criteria; k++)
    add_criterion (view, file, k);
  desk_table_remember (view, settings, "table.screener");
}
