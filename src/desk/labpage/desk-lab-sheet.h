/* desk-lab-sheet.h - every statistic of a run, with what it means
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dt-tear-sheet.h"

G_BEGIN_DECLS

/**
 * DeskLabSheet:
 *
 * The statistics in their sections, and a search. What a statistic is and where its formula is
 * from stands in the line below for the row that is selected, by keyboard too, and in its tooltip.
 *
 * Thread: main.
 */
#define DESK_TYPE_LAB_SHEET (desk_lab_sheet_get_type ())
G_DECLARE_FINAL_TYPE (DeskLabSheet, desk_lab_sheet, DESK, LAB_SHEET, AdwBin)

GtkWidget *desk_lab_sheet_new  (void);
void       desk_lab_sheet_show (DeskLabSheet      *self,
                                const DtTearSheet *sheet);

G_END_DECLS
