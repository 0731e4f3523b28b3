/* desk-state-page.h - what is shown while there is no engine to show
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

/**
 * DeskStatePage:
 *
 * Progress of the first import, the wait for the engine, or what went wrong and what to do about
 * it, with buttons to do it.
 *
 * Thread: main. Properties: "session".
 */
#define DESK_TYPE_STATE_PAGE (desk_state_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskStatePage, desk_state_page, DESK, STATE_PAGE, AdwBin)

G_END_DECLS
