/* desk-ticket-order.h - how many, at what price, protected by what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

/**
 * DeskTicketOrder:
 *
 * The fields of an order to buy or sell. What opens a position is sized by what may be lost, and
 * comes with a stop and a target filled in; quantity and risk follow each other. What reduces a
 * position has neither.
 *
 * Thread: main. Signals: "changed".
 */
#define DESK_TYPE_TICKET_ORDER (desk_ticket_order_get_type ())
G_DECLARE_FINAL_TYPE (DeskTicketOrder, desk_ticket_order, DESK, TICKET_ORDER, GObject)

/* What is filled in for an entry at a price: a stop 1 % off, a target twice as far, and as many
 * whole units as lose 0.2 % of equity at the stop. */
typedef struct
{
  double protect;      /* USD, to the cent */
  double target;
  double quantity;     /* 0 when one unit would lose more */
} DeskTicketSize;

void             desk_ticket_size_entry       (double           equity,
                                               double           price,
                                               int              side,
                                               DeskTicketSize  *size);

/* @rows: where the fields go; @side: 1 buys, -1 sells; @known: arguments that are known already */
DeskTicketOrder *desk_ticket_order_new        (DeskSession     *session,
                                               GtkListBox      *rows,
                                               int              side,
                                               const char      *symbol,
                                               GVariantDict    *known);
/* Fills in prices and size for another instrument. */
void             desk_ticket_order_set_symbol (DeskTicketOrder *self,
                                               const char      *symbol);
/* Adds the arguments to @dict. (nullable): what is missing, as a sentence */
const char      *desk_ticket_order_read       (DeskTicketOrder *self,
                                               GVariantDict    *dict);
void             desk_ticket_order_focus      (DeskTicketOrder *self);

G_END_DECLS
