/* desk-risk-row.h - a row of figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-column.h"

G_BEGIN_DECLS

#define DESK_RISK_ROW_CELLS 7

/**
 * DeskRiskRow:
 *
 * Stands for one thing, which its key names, as long as that is there.
 *
 * Thread: main. Signals: "changed".
 */
#define DESK_TYPE_RISK_ROW (desk_risk_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskRiskRow, desk_risk_row, DESK, RISK_ROW, GObject)

DeskRiskRow *desk_risk_row_new      (const char  *key);
const char  *desk_risk_row_get_key  (DeskRiskRow *self);
/* @text is taken; @value is what the column is sorted by, NaN: by the text. */
void         desk_risk_row_set      (DeskRiskRow *self,
                                     guint        cell,
                                     char        *text,
                                     double       value,
                                     DeskTone     tone);
/* After its cells were set. */
void         desk_risk_row_changed  (DeskRiskRow *self);

/* How the columns show and order their cells. */
extern const DeskCellFunc     desk_risk_row_cells[DESK_RISK_ROW_CELLS];
extern const GCompareDataFunc desk_risk_row_compares[DESK_RISK_ROW_CELLS];

G_END_DECLS
