/* desk-activity-page.h - what the engine did, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskActivityPage:
 *
 * The activity log: the newest as it happens, older ones loaded while scrolling, filters by kind
 * and text.
 *
 * Thread: main.
 */
#define DESK_TYPE_ACTIVITY_PAGE (desk_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskActivityPage, desk_activity_page, DESK, ACTIVITY_PAGE, DeskPage)

G_END_DECLS
