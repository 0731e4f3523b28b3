/* desk-risk-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-riskpage"

#include "config.h"

#include <math.h>

#include "desk-table.h"

#include "desk-risk-row.h"

typedef struct
{
  char     *text;
  double    value;
  DeskTone  tone;
} Figure;

struct _DeskRiskRow
{
  GObject  parent_instance;

  char    *key;
  Figure   figures[DESK_RISK_ROW_CELLS];
};

G_DEFINE_FINAL_TYPE (DeskRiskRow, desk_risk_row, G_TYPE_OBJECT)

static guint changed;

static void
desk_risk_row_finalize (GObject *object)
{
  DeskRiskRow *self = DESK_RISK_ROW (object);

  g_free (self->key);
  for (guint i = 0; i < DESK_RISK_ROW_CELLS; i++)
    g_free (self->figures[i].text);

  G_OBJECT_CLASS (desk_risk_row_parent_class)->finalize (object);
}

static void
desk_risk_row_class_init (DeskRiskRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_risk_row_finalize;
  changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                          NULL, G_TYPE_NONE, 0);
}

static void
desk_risk_row_init (DeskRiskRow *self)
{
}

DeskRiskRow *
desk_risk_row_new (const char *key)
{
  DeskRiskRow *self = g_object_new (DESK_TYPE_RISK_ROW, NULL);

  self->key = g_strdup (key);

  return self;
}

const char *
desk_risk_row_get_key (DeskRiskRow *self)
{
  g_return_val_if_fail (DESK_IS_RISK_ROW (self), NULL);

  return self->key;
}

void
desk_risk_row_set (DeskRiskRow *self,
                   guint        cell,
                   char        *text,
                   double       value,
                   DeskTone     tone)
{
  g_return_if_fail (DESK_IS_RISK_ROW (self));
  g_return_if_fail (cell < DESK_RISK_ROW_CELLS);

  g_free (self->figures[cell].text);
  self->figures[cell] = (Figure) { text, value, tone };
}

void
desk_risk_row_changed (DeskRiskRow *self)
{
  g_return_if_fail (DESK_IS_RISK_ROW (self));

  g_signal_emit (self, changed, 0);
}

static DeskTone
show_cell (gpointer  row,
           guint     i,
           GString  *text)
{
  const Figure *figure = &DESK_RISK_ROW (row)->figures[i];

  g_string_append (text, figure->text != NULL ? figure->text : "");

  return figure->tone;
}

static int
compare_cells (gconstpointer a,
               gconstpointer b,
               guint         i)
{
  const Figure *x = &((DeskRiskRow *) a)->figures[i], *y = &((DeskRiskRow *) b)->figures[i];

  if (isnan (x->value) && isnan (y->value))
    return desk_compare_texts (x->text, y->text);

  return desk_compare_numbers (x->value, y->value);
}

/* A cell has no data of its own to know its column by. */
#define CELL(i)                          \
  static DeskTone                        \
  show_cell_ ## i (gpointer  row,        \
                   GString  *text)       \
  {                                      \
    return show_cell (row, i, text);     \
  }                                      \
                                         \
  static int                             \
  compare_cells_ ## i (gconstpointer a,  \
                       gconstpointer b,  \
                       gpointer      c)  \
  {                                      \
    return compare_cells (a, b, i);      \
  }

CELL (0) CELL (1) CELL (2) CELL (3) CELL (4) CELL (5) CELL (6)

const DeskCellFunc desk_risk_row_cells[DESK_RISK_ROW_CELLS] = {
  show_cell_0, show_cell_1, show_cell_2, show_cell_3, show_cell_4, show_cell_5, show_cell_6,
};

const GCompareDataFunc desk_risk_row_compares[DESK_RISK_ROW_CELLS] = {
  compare_cells_0, compare_cells_1, compare_cells_2, compare_cells_3, compare_cells_4,
  compare_cells_5, compare_cells_6,
};
