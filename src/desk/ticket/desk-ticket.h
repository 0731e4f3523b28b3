/* desk-ticket.h - orders by hand: asked for, shown, confirmed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-action-table.h"
#include "desk-session.h"

G_BEGIN_DECLS

/* The dialogs of everything that trades or destroys. For an action whose arguments are not all
 * known, a form asks for them (symbol, quantity or fraction, limit, stop, price). The engine's
 * preview then says what will happen, in lines and figures, renewed while the user types; what the
 * guards refuse cannot be confirmed and says why and what would pass. Confirming executes exactly
 * what was shown; how it went is told by "trouble" of the session or by @done.
 *
 * Nothing happens without a confirmation. Escape and closing cancel. The form's default button is
 * never a destructive one. */
typedef void (*DeskTicketDone)  (gboolean           executed,
                                 const char        *said,       /* one line for a toast */
                                 gpointer           data);

void       desk_ticket_present  (GtkWindow         *parent,
                                 DeskSession       *session,
                                 const DeskAction  *action,
                                 GVariant          *arguments,  /* (nullable): a{sv} */
                                 DeskTicketDone     done,
                                 gpointer           data);

G_END_DECLS
