/* desk-overview-page.h - the account at a glance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskOverviewPage:
 *
 * Figures of account and day, the equity line as it grows, open positions, latest activity.
 *
 * Thread: main.
 */
#define DESK_TYPE_OVERVIEW_PAGE (desk_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskOverviewPage, desk_overview_page, DESK, OVERVIEW_PAGE, DeskPage)

G_END_DECLS
