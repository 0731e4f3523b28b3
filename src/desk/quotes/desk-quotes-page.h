/* desk-quotes-page.h - prices of all instruments, and those that are watched
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskQuotesPage:
 *
 * A table of the instruments of the tape, sorted by what one likes, with those that were pinned by
 * themselves when asked for. What is selected is the symbol of the session; Enter or a double click
 * shows its chart.
 *
 * Thread: main.
 */
#define DESK_TYPE_QUOTES_PAGE (desk_quotes_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskQuotesPage, desk_quotes_page, DESK, QUOTES_PAGE, DeskPage)

G_END_DECLS
