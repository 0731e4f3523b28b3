/* desk-quick.h - what one key does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-session.h"

G_BEGIN_DECLS

/* @said: what was sent, or why it was not, as a sentence without its full stop */
typedef void (*DeskQuickDone) (const char *said,
                               gpointer    data);

/**
 * desk_quick_do:
 * @id: "quick.buy", "quick.sell", "quick.halve", "quick.break-even" or "quick.flatten"
 * @done: called once
 *
 * Trades the session's symbol at once, without a ticket and with what a ticket fills in. The guards
 * of the engine look at it like at any other order. Buying covers a short and selling closes a long
 * before anything is opened.
 */
void desk_quick_do (DeskSession   *session,
                    const char    *id,
                    DeskQuickDone  done,
                    gpointer       data);

G_END_DECLS
