/* desk-ticket-preview.h - what an order would do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskTicketPreview:
 *
 * The engine's preview of a command in lines and figures, or why there is none.
 *
 * Thread: main.
 */
#define DESK_TYPE_TICKET_PREVIEW (desk_ticket_preview_get_type ())
G_DECLARE_FINAL_TYPE (DeskTicketPreview, desk_ticket_preview, DESK, TICKET_PREVIEW, AdwBin)

/* The answer to order.preview: %TRUE when what it shows is allowed. */
gboolean    desk_ticket_preview_show_answer   (DeskTicketPreview *self,
                                               GVariant          *answer);
/* A hint on what to do, or an error, in place of figures. */
void        desk_ticket_preview_show_text     (DeskTicketPreview *self,
                                               const char        *text,
                                               gboolean           is_error);
/* Beside what is shown: what went wrong. %NULL takes it away. */
void        desk_ticket_preview_show_problem  (DeskTicketPreview *self,
                                               const char        *text);
/* (nullable): the first of the lines: what would be done */
const char *desk_ticket_preview_get_effect    (DeskTicketPreview *self);

G_END_DECLS
