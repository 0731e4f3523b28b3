/* dt-bar-path.h - what an order meets inside one bar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <string.h>

#include "dt-broker.h"

G_BEGIN_DECLS

/* A bar in exact prices. */
typedef struct
{
  DtMoney open;
  DtMoney high;
  DtMoney low;
  DtMoney close;
} DtMoneyBar;

/**
 * DtBarWindow:
 * @start: the price when the order begins to work: the open, or the price of the fill that it
 *   protects
 * @sure_low: prices from here to @sure_high were surely traded after the start; the rest of the
 *   bar's range was traded before or after it
 * @leg: for %DT_POLICY_PATH: the leg of the path, 0..2, in which the start lies
 *
 * The part of a bar in which an order works.
 */
typedef struct
{
  DtMoney start;
  DtMoney sure_low;
  DtMoney sure_high;
  guint   leg;
  guint16 whole;        /* from the open on */
  guint16 over;         /* the start was the close */
} DtBarWindow;

typedef enum
{
  DT_TOUCH_NONE,
  DT_TOUCH_MAYBE,       /* the bar has the price, perhaps only before the window */
  DT_TOUCH_SURE,
  DT_TOUCH_AT_START,    /* at once, at the window's first price */
} DtTouch;

/**
 * DtBarOutcome:
 * @takes: whether the policy fills it, as if no other order were there
 * @adverse: a stop: hurts, and slips
 * @triggered: a stop-limit's stop was reached, whether or not its limit was
 * @at_close: at the close: after all else in the bar
 * @leg: with @distance: when it fills, along the path
 * @after: the window of what begins to work with its fill
 */
typedef struct
{
  DtTouch     touch;
  gboolean    takes;
  gboolean    adverse;
  guint16     triggered;
  guint16     at_close;
  DtMoney     price;    /* before slippage */
  DtFillWhy   why;
  guint       leg;
  DtMoney     distance;
  DtBarWindow after;
} DtBarOutcome;

static inline gboolean
dt_money_bar_from_series (const DtBarSeries *series,
                          gsize              bar,
                          DtMoneyBar        *money)
{
  return dt_money_from_double (series->open[bar], &money->open)
         && dt_money_from_double (series->high[bar], &money->high)
         && dt_money_from_double (series->low[bar], &money->low)
         && dt_money_from_double (series->close[bar], &money->close);
}

static inline void
dt_bar_window_init (DtBarWindow      *window,
                    const DtMoneyBar *bar)
{
  *window = (DtBarWindow) { bar->open, bar->low, bar->high, 0, TRUE, FALSE };
}

/* What an order at the market meets. */
static inline void
dt_bar_outcome_at_market (const DtBarWindow *window,
                          DtBarOutcome      *outcome)
{
  outcome->touch = DT_TOUCH_AT_START;
  outcome->takes = outcome->adverse = TRUE;
  outcome->triggered = outcome->at_close = FALSE;
  outcome->price = window->start;
  outcome->why = DT_FILL_AT_OPEN;
  outcome->leg = window->leg;
  outcome->distance = 0;
  outcome->after = *window;
}

void     dt_bar_outcome_find      (const DtMoneyBar   *bar,
                                   const DtBarWindow  *window,
                                   const DtOrder      *order,
                                   gboolean            triggered,
                                   DtIntrabarPolicy    policy,
                                   DtBarOutcome       *outcome);
void     dt_bar_outcome_at_open    (const DtBarWindow  *window,
                                   const DtOrder      *order,
                                   DtBarOutcome       *outcome);
void     dt_bar_outcome_at_close   (const DtMoneyBar   *bar,
                                   const DtOrder      *order,
                                   DtBarOutcome       *outcome);

/* Prices are positive, so the next double is the next bit pattern. */
static inline double
dt_price_step (double price,
               gint64 step)
{
  gint64 bits;

  memcpy (&bits, &price, sizeof bits);
  bits += step;
  memcpy (&price, &bits, sizeof price);

  return price;
}

/* Beyond this neighbouring doubles are more than 1e-6 apart and no order has such a price. */
#define DT_PRICE_LARGEST (G_GINT64_CONSTANT (1) << 52)

/* The largest double that is not above the price when it becomes money: so that bars can be
 * compared without making money of them first. */
static inline double
dt_price_not_above (DtMoney price)
{
  double at;

  if (price <= 0)
    return -INFINITY;
  if (price > DT_PRICE_LARGEST)
    return INFINITY;

  /* Half a millionth up is where rounding turns, give or take the last bits */
  at = ((double) price + .5) / DT_MONEY_SCALE;
  while (llrint (at * DT_MONEY_SCALE) > price)
    at = dt_price_step (at, -1);
  while (llrint (dt_price_step (at, 1) * DT_MONEY_SCALE) <= price)
    at = dt_price_step (at, 1);

  return at;
}

/* The smallest one that is not below. */
static inline double
dt_price_not_below (DtMoney price)
{
  double at;

  if (price <= 0 || price > DT_PRICE_LARGEST)
    return price <= 0 ? -INFINITY : (double) DT_PRICE_LARGEST / DT_MONEY_SCALE;

  at = ((double) price - .5) / DT_MONEY_SCALE;
  while (llrint (at * DT_MONEY_SCALE) < price)
    at = dt_price_step (at, 1);
  while (llrint (dt_price_step (at, -1) * DT_MONEY_SCALE) >= price)
    at = dt_price_step (at, -1);

  return at;
}

G_END_DECLS
