/* dt-order.h - orders and fills
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-event.h"
#include "dt-strategy-file.h"

G_BEGIN_DECLS

typedef enum
{
  DT_ORDER_MARKET,
  DT_ORDER_LIMIT,
  DT_ORDER_STOP,
  DT_ORDER_STOP_LIMIT,
} DtOrderType;

typedef enum
{
  DT_TIF_DAY,
  DT_TIF_GTC,
  DT_TIF_IOC,
  DT_TIF_OPG,   /* at the open of a session, or not at all */
  DT_TIF_CLS,   /* at its close; an exit goes on at the market when there was none */
} DtTimeInForce;

/* Why the order exists. Everything but an entry only reduces or closes (law 4). */
typedef enum
{
  DT_ROLE_ENTRY,
  DT_ROLE_EXIT,     /* the strategy's exit rule, or the closing half of a reversal */
  DT_ROLE_STOP,     /* protective stop, fixed */
  DT_ROLE_TRAIL,    /* protective stop that trails */
  DT_ROLE_TARGET,
  DT_ROLE_CLOSE,    /* the user closes */
  DT_ROLE_FLATTEN,  /* emergency stop, end of session or of the run */
} DtOrderRole;

typedef enum
{
  DT_ORDER_PENDING,    /* intent is journalled, nothing sent */
  DT_ORDER_WORKING,
  DT_ORDER_FILLED,
  DT_ORDER_CANCELLED,
  DT_ORDER_EXPIRED,
  DT_ORDER_REJECTED,
} DtOrderStatus;

/* The user as owner of an order or position; strategies count from 0. */
#define DT_STRATEGY_USER G_MAXUINT32

/**
 * DtOrder:
 * @id: 1, 2, ... in its book; the client order id is made of book and id
 * @signal: the signal it follows from, 0 for none
 * @group: exit group; when one order of a group fills, the broker cancels the others; 0 for none
 * @quantity: signed: positive buys
 * @size: when kind and value stand for a quantity that the simulator works out at the fill
 *   (@sized_at_fill), @quantity holds only the sign as one lot until then
 * @risk: distance to the stop that a size of risk x% goes by, 1e-6 USD, 0 without
 */
typedef struct
{
  guint64            id;
  guint64            signal;
  guint64            group;
  DtInstrumentIndex  instrument;
  guint32            strategy;
  DtOrderType        type : 8;
  DtTimeInForce      tif : 8;
  DtOrderRole        role : 8;
  DtOrderStatus      status : 8;
  gboolean           sized_at_fill : 8;
  gboolean           leaving : 8;   /* a cancel is on its way to the broker; not stored */
  guint32            n_replaced;    /* moves of a stop so far */
  guint32            bars_left;     /* of a resting entry; 0 is no limit */
  DtSize             size;
  DtMoney            risk;
  DtQuantity         quantity;
  DtQuantity         filled;
  DtMoney            limit;
  DtMoney            stop;
  DtTime             submitted;
  DtTime             updated;
} DtOrder;

/* Why a fill has the price it has. */
typedef enum
{
  DT_FILL_AT_OPEN,        /* market order, or one on the open, at the bar's open */
  DT_FILL_AT_STOP,
  DT_FILL_STOP_GAP,       /* the bar opened beyond the stop: filled at the open */
  DT_FILL_AT_LIMIT,
  DT_FILL_LIMIT_GAP,      /* the bar opened better than the limit: filled at the open */
  DT_FILL_AT_CLOSE,       /* at the close: an order on the close, or --finish close */
  DT_FILL_REPORTED,       /* a broker outside said so */
  DT_FILL_AT_ONCE,        /* a protective order whose price lay beyond the market when the entry
                           * inside the bar brought it to life: filled at the entry's price */
  DT_FILL_DELISTED,       /* the shares were struck off: what was paid, or the last close */
} DtFillWhy;

typedef enum
{
  /* stop and target lay in the same bar, or an exit in the bar of a resting entry: the order of
   * prices inside the bar is unknown and the policy chose */
  DT_FILL_AMBIGUOUS = 1 << 0,
  /* the quantity was cut to what the account could pay */
  DT_FILL_CUT       = 1 << 1,
  /* an exit that finer bars inside the bar decided */
  DT_FILL_FINER     = 1 << 2,
} DtFillFlags;

/**
 * DtFill:
 * @price: including slippage, 1e-6 USD
 * @reference: the price before slippage: the bar's open, the stop, the limit
 * @fee: commission, positive, 1e-6 USD
 * @alternative: only with %DT_FILL_AMBIGUOUS: what the account would have had per unit in the other
 *   order of events: the price of the order not chosen, or the bar's close where nothing would have
 *   filled; %DT_MONEY_NONE for an entry
 */
typedef struct
{
  guint64            id;
  guint64            order;
  DtInstrumentIndex  instrument;
  DtQuantity         quantity;     /* signed */
  DtMoney            price;
  DtMoney            reference;
  DtMoney            fee;
  DtTime             time;         /* when the bar was known that filled it */
  DtTime             bar_time;     /* that bar's start */
  DtFillWhy          why;
  DtFillFlags        flags;
  DtMoney            alternative;
} DtFill;

/* Stable lower-case names for files, JSON and the activity log: "stop-limit", "gtc", "entry" ... */
const char *dt_order_type_to_string    (DtOrderType    type);
const char *dt_tif_to_string           (DtTimeInForce  tif);
const char *dt_order_role_to_string    (DtOrderRole    role);
const char *dt_order_status_to_string  (DtOrderStatus  status);
const char *dt_fill_why_to_string      (DtFillWhy      why);
/* A sentence: "opened at 171.2, below the stop 172; 1 bp slippage". */
char       *dt_fill_explain            (const DtFill  *fill,
                                        const DtOrder *order);

static inline gboolean
dt_order_is_live (const DtOrder *order)
{
  return order->status == DT_ORDER_PENDING || order->status == DT_ORDER_WORKING;
}

/**
 * dt_order_advance:
 * @time: when, UTC nanoseconds; becomes the order's time of update
 *
 * The state machine of an order: pending may become anything, working anything but pending (working
 * again is a replace), the rest is final.
 *
 * Returns: %FALSE, changing nothing, when @status cannot follow the status that @order has
 */
static inline gboolean
dt_order_advance (DtOrder       *order,
                  DtOrderStatus  status,
                  DtTime         time)
{
  if (!dt_order_is_live (order) || status == DT_ORDER_PENDING)
    return FALSE;

  order->status = status;
  order->updated = time;
  return TRUE;
}

G_END_DECLS
