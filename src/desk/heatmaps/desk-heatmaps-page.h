/* desk-heatmaps-page.h - the market and what is held as colours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskHeatmapsPage:
 *
 * Three maps, one at a time: sectors, what moves together, and the risk of what is held. The one
 * that is seen follows the run, once a second at most.
 *
 * Thread: main.
 */
#define DESK_TYPE_HEATMAPS_PAGE (desk_heatmaps_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskHeatmapsPage, desk_heatmaps_page, DESK, HEATMAPS_PAGE, DeskPage)

/* An action of the table: "heatmaps.sectors", "heatmaps.correlation", "heatmaps.risk" */
void desk_heatmaps_page_do (DeskHeatmapsPage *self,
                            const char       *action_id);

G_END_DECLS
