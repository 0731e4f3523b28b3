/* desk-lab-summary.h - a run at a glance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-colours.h"

#include "desk-lab-result.h"

G_BEGIN_DECLS

/**
 * DeskLabSummary:
 *
 * The chief figures, equity and drawdown over time, what speaks against believing the run, months
 * and drawdowns as tables.
 *
 * Thread: main.
 */
#define DESK_TYPE_LAB_SUMMARY (desk_lab_summary_get_type ())
G_DECLARE_FINAL_TYPE (DeskLabSummary, desk_lab_summary, DESK, LAB_SUMMARY, AdwBin)

GtkWidget *desk_lab_summary_new         (void);
void       desk_lab_summary_show        (DeskLabSummary      *self,
                                         const DeskLabResult *result);
void       desk_lab_summary_set_palette (DeskLabSummary      *self,
                                         DeskPalette          palette);

G_END_DECLS
