/* desk-risk-table.h - a few rows of figures in a card
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-column.h"

G_BEGIN_DECLS

/* @numeric: right-aligned; @always: also in a narrow window; @explanation: how it is worked out */
typedef struct
{
  const char *title;
  gboolean    numeric;
  gboolean    always;
  const char *explanation;
} DeskRiskColumn;

/**
 * DeskRiskTable:
 *
 * Labels in a grid, for tables of some dozen rows at most that are read and not sorted: labels are
 * kept and their texts changed. The first column of a row that has an action is a button.
 *
 * Thread: main.
 */
#define DESK_TYPE_RISK_TABLE (desk_risk_table_get_type ())
G_DECLARE_FINAL_TYPE (DeskRiskTable, desk_risk_table, DESK, RISK_TABLE, AdwBin)

GtkWidget *desk_risk_table_new        (const char           *name,
                                       const DeskRiskColumn *columns,
                                       guint                 n_columns);
void       desk_risk_table_set_narrow (DeskRiskTable        *self,
                                       gboolean              narrow);
/* Rows beyond @n are not shown. */
void       desk_risk_table_set_n_rows (DeskRiskTable        *self,
                                       guint                 n);
/* @text is taken. */
void       desk_risk_table_set        (DeskRiskTable        *self,
                                       guint                 row,
                                       guint                 column,
                                       char                 *text,
                                       DeskTone              tone);
/* A tooltip for the whole row. */
void       desk_risk_table_explain    (DeskRiskTable        *self,
                                       guint                 row,
                                       const char           *text);
/* What the first cell of the row does when it is pressed: it shows that symbol. */
void       desk_risk_table_set_symbol (DeskRiskTable        *self,
                                       guint                 row,
                                       const char           *symbol);

G_END_DECLS
