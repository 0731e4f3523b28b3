/* desk-transport.h - play, pause, step, speed, date
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

/**
 * DeskTransport:
 *
 * The controls of a replay: play or pause, step, a speed that is dragged (1× to as fast as
 * possible), and a calendar to jump to a day. They activate the window's actions run.*; what cannot
 * be done now is insensitive.
 *
 * Thread: main. Properties: "session", "compact" (only play and a menu for the rest).
 */
#define DESK_TYPE_TRANSPORT (desk_transport_get_type ())
G_DECLARE_FINAL_TYPE (DeskTransport, desk_transport, DESK, TRANSPORT, AdwBin)

/* Opens the calendar, or the menu that it is in. */
void desk_transport_ask_date (DeskTransport *self);

/**
 * DeskMarketClock:
 *
 * Day and time at the exchange, the state of the session (before the open, open, after the close,
 * no session), with the local time as tooltip, and the mode badge beside it.
 *
 * Thread: main. Properties: "session", "compact" (without the year and the weekday).
 */
#define DESK_TYPE_MARKET_CLOCK (desk_market_clock_get_type ())
G_DECLARE_FINAL_TYPE (DeskMarketClock, desk_market_clock, DESK, MARKET_CLOCK, AdwBin)

/* "Open", "Open, half day", "Before the open", "Closed": the exchange at @time. */
const char *desk_market_state_describe (DtTime time);

G_END_DECLS
