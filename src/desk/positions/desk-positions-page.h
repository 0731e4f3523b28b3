/* desk-positions-page.h - positions and orders
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskPositionsPage:
 *
 * Positions and working orders as live rows, each with a context menu of what can be done with it.
 *
 * Thread: main.
 */
#define DESK_TYPE_POSITIONS_PAGE (desk_positions_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskPositionsPage, desk_positions_page, DESK, POSITIONS_PAGE, DeskPage)

G_END_DECLS
