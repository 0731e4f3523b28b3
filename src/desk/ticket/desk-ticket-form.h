/* desk-ticket-form.h - the arguments of an order, asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-action-table.h"
#include "desk-session.h"

G_BEGIN_DECLS

/**
 * DeskTicketForm:
 *
 * A field for each argument that an action takes, filled with what is known already.
 *
 * Thread: main. Signals: "changed".
 */
#define DESK_TYPE_TICKET_FORM (desk_ticket_form_get_type ())
G_DECLARE_FINAL_TYPE (DeskTicketForm, desk_ticket_form, DESK, TICKET_FORM, AdwBin)

/* @arguments: (nullable): a{sv} */
GtkWidget *desk_ticket_form_new           (DeskSession       *session,
                                           const DeskAction  *action,
                                           GVariant          *arguments);
/* What is in the form, an a{sv}: (transfer full), not floating; %NULL while something is missing,
 * which @missing then says in a sentence. */
GVariant  *desk_ticket_form_dup_arguments (DeskTicketForm    *self,
                                           const char       **missing);
/* Whether a limit refuses that the user may override. */
void       desk_ticket_form_offer_override (DeskTicketForm   *self,
                                           gboolean           offered);
/* The focus goes to the first field that is empty. */
void       desk_ticket_form_focus         (DeskTicketForm    *self);

G_END_DECLS
