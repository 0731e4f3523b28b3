/* desk-readiness-page.h - what must be true before real money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskReadinessPage:
 *
 * The checklist that unlocks live trading, measured from the paper books each time the page is
 * shown. Nothing on it can be ticked by hand.
 *
 * Thread: main; books are read on the pool.
 */
#define DESK_TYPE_READINESS_PAGE (desk_readiness_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskReadinessPage, desk_readiness_page, DESK, READINESS_PAGE, DeskPage)

G_END_DECLS
