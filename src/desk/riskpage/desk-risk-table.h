/* desk-risk-table.h - a few rows of figures in a card
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-table.h"

#include "desk-risk-row.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *title;
  guint       width;         /* characters */
  gboolean    numeric;
  DeskRoom    room;
  const char *explanation;   /* (nullable): how it is worked out */
  gboolean    expand;
} DeskRiskColumn;

/**
 * DeskRiskTable:
 *
 * A table with all its rows in sight, below its title. Rows are known by their keys and stay; what
 * is to be shown is put together with desk_risk_table_row(), then shown at once.
 *
 * Thread: main. Signals: "activated" (key of the row).
 */
#define DESK_TYPE_RISK_TABLE (desk_risk_table_get_type ())
G_DECLARE_FINAL_TYPE (DeskRiskTable, desk_risk_table, DESK, RISK_TABLE, AdwBin)

GtkWidget   *desk_risk_table_new        (const char           *title,
                                         const DeskRiskColumn *columns,
                                         guint                 n_columns);
/* How it is arranged is in @setting; exported it is @name.csv. */
void         desk_risk_table_remember   (DeskRiskTable        *self,
                                         DeskSettings         *settings,
                                         const char           *setting,
                                         const char           *name);
void         desk_risk_table_set_narrow (DeskRiskTable        *self,
                                         gboolean              narrow);
/* The next row: (transfer none) */
DeskRiskRow *desk_risk_table_row        (DeskRiskTable        *self,
                                         const char           *key);
/* Those rows, and no others. */
void         desk_risk_table_show       (DeskRiskTable        *self);

G_END_DECLS
