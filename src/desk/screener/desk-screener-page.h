/* desk-screener-page.h - symbols that meet criteria
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskScreenerPage:
 *
 * Evaluates a screen over a universe at the market's time, when it is asked to and with each
 * session that ends, and shows every symbol with the value of every criterion. The criteria can be
 * changed line by line, tried at once and kept as files of one's own.
 *
 * Thread: main; loading and evaluating have a thread of their own ("desk-screen").
 */
#define DESK_TYPE_SCREENER_PAGE (desk_screener_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskScreenerPage, desk_screener_page, DESK, SCREENER_PAGE, DeskPage)

/* "screen.run" and the other rows of the action table that begin so. */
void desk_screener_page_do (DeskScreenerPage *self,
                            const char       *action);

G_END_DECLS
