/* desk-lab-page.h - rules tested on history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskLabPage:
 *
 * Set-up on one side, what came out on the other: summary, statistics, trades, studies, saved runs.
 * In a narrow window they are two pages.
 *
 * Thread: main; runs and studies are made one after the other in a thread of the lab ("desk-lab").
 */
#define DESK_TYPE_LAB_PAGE (desk_lab_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskLabPage, desk_lab_page, DESK, LAB_PAGE, DeskPage)

/* Sets up a strategy by its path and runs it with the rest as it is. */
void            desk_lab_page_backtest    (DeskLabPage  *self,
                                           const char   *strategy);
/* Carries out an action "lab.NAME". */
void            desk_lab_page_do          (DeskLabPage  *self,
                                           const char   *action);

G_END_DECLS
