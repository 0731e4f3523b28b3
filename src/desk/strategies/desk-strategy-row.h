/* desk-strategy-row.h - a strategy in the list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dt-strategy-library.h"

#include "desk-strategy-stats.h"

G_BEGIN_DECLS

/**
 * DeskStrategyRow:
 *
 * Name and description, whether it came with the program, runs or is wrong, its figures in the
 * running book, its rules in words, and a menu of what can be done with it.
 *
 * Thread: main.
 */
#define DESK_TYPE_STRATEGY_ROW (desk_strategy_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskStrategyRow, desk_strategy_row, DESK, STRATEGY_ROW, GtkListBoxRow)

GtkWidget  *desk_strategy_row_new         (void);
/* Another file, or the same one changed; the texts are copied. */
void        desk_strategy_row_set_file    (DeskStrategyRow           *self,
                                           const DtLibraryFile       *file);
const char *desk_strategy_row_get_path    (DeskStrategyRow           *self);
/* @figures: (nullable): it has no trade */
void        desk_strategy_row_set_figures (DeskStrategyRow           *self,
                                           const DeskStrategyFigures *figures,
                                           gboolean                   runs);

G_END_DECLS
