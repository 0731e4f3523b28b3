/* desk-alerts-page.h - what the user wants to be told, and what was
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskAlertsPage:
 *
 * The alerts of the engine, each with its state, and when which fired. Adding and changing has a
 * dialog; what is removed can be brought back.
 *
 * Thread: main.
 */
#define DESK_TYPE_ALERTS_PAGE (desk_alerts_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskAlertsPage, desk_alerts_page, DESK, ALERTS_PAGE, DeskPage)

G_END_DECLS
