/* desk-order.h - a row of the orders list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-money.h"
#include "dt-time.h"

G_BEGIN_DECLS

typedef struct
{
  guint64     id;
  char       *symbol;
  char       *role;        /* entry, stop, target, trail, close, flatten … */
  char       *type;        /* market, limit, stop, stop-limit */
  char       *side;        /* buy, sell */
  DtQuantity  quantity;    /* signed */
  DtQuantity  filled;
  DtMoney     limit;       /* DT_MONEY_NONE without one */
  DtMoney     stop;
  DtTime      created;
  char       *tif;
  char       *strategy;
} DeskOrderState;

/**
 * DeskOrder:
 *
 * A live order; see #DeskPosition for how rows live. Signals: "changed".
 *
 * Thread: main.
 */
#define DESK_TYPE_ORDER (desk_order_get_type ())
G_DECLARE_FINAL_TYPE (DeskOrder, desk_order, DESK, ORDER, GObject)

DeskOrder            *desk_order_new       (guint64               id);
const DeskOrderState *desk_order_get_state (DeskOrder            *self);
/* As desk_position_update(); the id is not read. */
gboolean              desk_order_update    (DeskOrder            *self,
                                            const DeskOrderState *state);

G_END_DECLS
