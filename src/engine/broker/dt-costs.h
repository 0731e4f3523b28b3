/* dt-costs.h - commission and slippage
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-money.h"

G_BEGIN_DECLS

#define DT_BROKER_ERROR (dt_broker_error_quark ())
GQuark dt_broker_error_quark (void);

typedef enum
{
  DT_BROKER_ERROR_SPEC,          /* a commission or slippage text that means nothing */
  DT_BROKER_ERROR_ORDER,         /* an order that no broker would take */
  DT_BROKER_ERROR_UNKNOWN_ORDER,
} DtBrokerError;

/* Commission of a fill: sum of the parts, then at least @minimum, then at most the caps (of which
 * the lower one holds). Parts are
 * fixed-point: money per share, money per order (its first fill), parts per million of the
 * notional. */
typedef struct
{
  DtMoney per_share;
  DtMoney per_order;
  gint64  ppm;               /* percent x 10,000 */
  DtMoney minimum;           /* 0 is none */
  DtMoney cap;               /* 0 is none */
  gint64  cap_ppm;           /* cap as parts per million of the notional, 0 is none */
} DtCommission;

static inline gboolean
dt_commission_is_none (const DtCommission *commission)
{
  return (commission->per_share | commission->per_order | commission->ppm
          | commission->minimum) == 0;
}

/* "none", or terms joined by commas: per-share=0.005, per-order=1, percent=0.1, min=1, max=10,
 * max-percent=1. Interactive Brokers' fixed plan is "per-share=0.005,min=1,max-percent=1". */
gboolean dt_commission_parse (const char         *text,
                              DtCommission       *commission,
                              GError            **error);
gboolean dt_commission_get   (const DtCommission *commission,
                              DtQuantity          quantity,
                              DtMoney             price,
                              gboolean            first_fill,
                              DtMoney            *fee);
/* The most whole lots that cash buys, commission included. */
DtQuantity dt_commission_get_affordable (const DtCommission *commission,
                                         DtMoney             cash,
                                         DtMoney             price,
                                         DtQuantity          lot);

/* Slippage moves a market or stop fill against the order: basis points of the price plus whole
 * ticks. Limit orders fill at their price or better and slip not at all. */
typedef struct
{
  gint64 ppm;                /* basis points x 100 */
  gint64 ticks;
} DtSlippage;

static inline gboolean
dt_slippage_is_none (const DtSlippage *slippage)
{
  return (slippage->ppm | slippage->ticks) == 0;
}

/* "none", "bps=1", "ticks=1", "bps=1,ticks=1" */
gboolean dt_slippage_parse   (const char         *text,
                              DtSlippage         *slippage,
                              GError            **error);
gboolean dt_slippage_apply   (const DtSlippage   *slippage,
                              DtMoney             price,
                              DtQuantity          quantity,
                              DtMoney             tick,
                              DtMoney            *slipped);

G_END_DECLS
