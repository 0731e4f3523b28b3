/* dt-bar-path.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-broker"

#include "config.h"

#include <string.h>

#include "dt-bar-path.h"

/* Prices are taken to move without jumps inside a bar. So after a fill on the way down, say, all
 * prices below it are still to come, and of those above it surely only the ones up to the close. */

static const char *const policy_names[] = { "pessimistic", "optimistic", "path" };

const char *
dt_intrabar_policy_to_string (DtIntrabarPolicy policy)
{
  return (guint) policy < G_N_ELEMENTS (policy_names) ? policy_names[policy] : "unknown";
}

gboolean
dt_intrabar_policy_parse (const char       *text,
                          DtIntrabarPolicy *policy)
{
  for (guint i = 0; i < G_N_ELEMENTS (policy_names); i++)
    if (strcmp (text, policy_names[i]) == 0)
      {
        *policy = i;
        return TRUE;
      }

  return FALSE;
}

/* Open, nearer extreme, other extreme, close; the low first when both are as near. */
static void
get_path (const DtMoneyBar *bar,
          DtMoney           path[4])
{
  gboolean high_first = bar->high - bar->open < bar->open - bar->low;

  path[0] = bar->open;
  path[1] = high_first ? bar->high : bar->low;
  path[2] = high_first ? bar->low : bar->high;
  path[3] = bar->close;
}

/* Where the path from the window's start first has the price; %FALSE when not any more. */
static gboolean
find_on_path (const DtMoneyBar  *bar,
              const DtBarWindow *window,
              DtMoney            price,
              gboolean           up,
              guint             *leg,
              DtMoney           *distance)
{
  DtMoney path[4];
  DtMoney from = window->start;

  get_path (bar, path);
  for (guint i = window->leg; i < 3; i++)
    {
      DtMoney to = path[i + 1];

      if (up ? to >= price : to <= price)
        {
          *leg = i;
          *distance = ABS (price - from);
          return TRUE;
        }
      from = to;
    }

  return FALSE;
}

static inline DtTouch
find_touch (const DtMoneyBar  *bar,
            const DtBarWindow *window,
            DtMoney            price,
            gboolean           up)
{
  if (up ? window->start >= price : window->start <= price)
    return DT_TOUCH_AT_START;
  if (window->over)
    return DT_TOUCH_NONE;
  if (up ? bar->high < price : bar->low > price)
    return DT_TOUCH_NONE;
  if (up ? window->sure_high >= price : window->sure_low <= price)
    return DT_TOUCH_SURE;

  return DT_TOUCH_MAYBE;
}

/* What is left of the bar once the price was reached inside it, on this leg of the path. */
static inline void
enter_window (const DtMoneyBar  *bar,
              const DtBarWindow *window,
              DtMoney            price,
              gboolean           up,
              DtTouch            touch,
              guint              leg,
              DtBarWindow       *after)
{
  gboolean ahead = touch == DT_TOUCH_SURE && window->whole;

  /* On the way up all higher prices are ahead; not so if it may have been the second time */
  after->start = price;
  after->sure_low = ahead && !up ? bar->low : MIN (price, bar->close);
  after->sure_high = ahead && up ? bar->high : MAX (price, bar->close);
  after->leg = leg;
  after->whole = after->over = FALSE;
}

/* Reaches it where the bar's path comes by first. */
static G_NO_INLINE void
reach_on_path (const DtMoneyBar  *bar,
               const DtBarWindow *window,
               DtMoney            price,
               gboolean           up,
               DtTouch            touch,
               DtBarOutcome      *outcome)
{
  gboolean on_path = find_on_path (bar, window, price, up, &outcome->leg, &outcome->distance);

  enter_window (bar, window, price, up, touch, outcome->leg, &outcome->after);
  outcome->takes = touch == DT_TOUCH_SURE || on_path;
}

/* Reaches a price inside the bar. */
static inline void
reach_inside (const DtMoneyBar  *bar,
              const DtBarWindow *window,
              DtMoney            price,
              gboolean           up,
              DtIntrabarPolicy   policy,
              DtTouch            touch,
              DtBarOutcome      *outcome)
{
  outcome->price = price;
  outcome->takes = TRUE;
  /* Only this policy asks where on the path */
  if (G_UNLIKELY (policy == DT_POLICY_PATH))
    {
      reach_on_path (bar, window, price, up, touch, outcome);
      return;
    }

  outcome->distance = ABS (price - window->start);
  enter_window (bar, window, price, up, touch, window->leg, &outcome->after);
  if (touch == DT_TOUCH_MAYBE)
    outcome->takes = outcome->adverse == (policy == DT_POLICY_PESSIMISTIC);
}

/* At once, at the price at which the window begins. */
static inline void
reach_at_start (const DtBarWindow *window,
                DtMoney            price,
                DtFillWhy          gap,
                DtBarOutcome      *outcome)
{
  outcome->takes = TRUE;
  outcome->price = window->start;
  outcome->after = *window;
  if (window->start != price)
    outcome->why = window->whole ? gap : DT_FILL_AT_ONCE;
}

/* Reaches one price, a stop's or a limit's. @outcome has no more so far than what it would be. */
static inline void
reach (const DtMoneyBar  *bar,
       const DtBarWindow *window,
       DtMoney            price,
       gboolean           up,
       DtFillWhy          gap,
       DtIntrabarPolicy   policy,
       DtBarOutcome      *outcome)
{
  DtTouch touch = find_touch (bar, window, price, up);

  outcome->touch = touch;
  outcome->leg = window->leg;
  if (touch == DT_TOUCH_AT_START)
    reach_at_start (window, price, gap, outcome);
  else if (touch != DT_TOUCH_NONE)
    reach_inside (bar, window, price, up, policy, touch, outcome);
}

static inline void
find_stop (const DtMoneyBar  *bar,
           const DtBarWindow *window,
           const DtOrder     *order,
           DtIntrabarPolicy   policy,
           DtBarOutcome      *outcome)
{
  outcome->adverse = TRUE;
  outcome->why = DT_FILL_AT_STOP;
  reach (bar, window, order->stop, order->quantity > 0, DT_FILL_STOP_GAP, policy, outcome);
}

static inline void
find_limit (const DtMoneyBar  *bar,
            const DtBarWindow *window,
            const DtOrder     *order,
            DtIntrabarPolicy   policy,
            DtBarOutcome      *outcome)
{
  outcome->adverse = FALSE;
  outcome->why = DT_FILL_AT_LIMIT;
  reach (bar, window, order->limit, order->quantity < 0, DT_FILL_LIMIT_GAP, policy, outcome);
}

/* The stop first, then the limit in what is left of the bar. */
static G_NO_INLINE void
find_stop_limit (const DtMoneyBar  *bar,
                 const DtBarWindow *window,
                 const DtOrder     *order,
                 DtIntrabarPolicy   policy,
                 DtBarOutcome      *outcome)
{
  DtBarOutcome stop = { 0 };

  find_stop (bar, window, order, policy, &stop);
  *outcome = stop;
  outcome->adverse = FALSE;
  outcome->triggered = stop.takes;
  if (!stop.takes)
    return;

  /* Filled on the spot, where the limit allows the price that triggered it */
  if (order->quantity > 0 ? stop.price <= order->limit : stop.price >= order->limit)
    return;

  *outcome = (DtBarOutcome) { .triggered = TRUE };
  find_limit (bar, &stop.after, order, policy, outcome);
  if (stop.touch == DT_TOUCH_MAYBE && outcome->touch != DT_TOUCH_NONE)
    outcome->touch = DT_TOUCH_MAYBE;
}

static gboolean
is_allowed (const DtOrder *order,
            DtMoney        price)
{
  if (order->type != DT_ORDER_LIMIT)
    return TRUE;

  return order->quantity > 0 ? price <= order->limit : price >= order->limit;
}

/* What an order on the open meets at it. */
void
dt_bar_outcome_at_open (const DtBarWindow *window,
                        const DtOrder     *order,
                        DtBarOutcome      *outcome)
{
  *outcome = (DtBarOutcome) { 0 };
  if (!is_allowed (order, window->start))
    return;

  dt_bar_outcome_at_market (window, outcome);
  outcome->adverse = order->type != DT_ORDER_LIMIT;
}

/* And one on the close. Nothing of the bar is left for what it brings to life. */
void
dt_bar_outcome_at_close (const DtMoneyBar *bar,
                         const DtOrder    *order,
                         DtBarOutcome     *outcome)
{
  *outcome = (DtBarOutcome) { 0 };
  if (!is_allowed (order, bar->close))
    return;

  outcome->touch = DT_TOUCH_SURE;
  outcome->takes = outcome->at_close = TRUE;
  outcome->adverse = order->type != DT_ORDER_LIMIT;
  outcome->price = bar->close;
  outcome->why = DT_FILL_AT_CLOSE;
  outcome->leg = 3;
  outcome->after = (DtBarWindow) { bar->close, bar->close, bar->close, 3, FALSE, TRUE };
}

/**
 * dt_bar_outcome_find:
 * @triggered: the stop was reached in an earlier bar: what is left of it is a limit, or without one
 *   an order at the market
 * @outcome: (out): what the order meets in the window of the bar
 */
void
dt_bar_outcome_find (const DtMoneyBar  *bar,
                     const DtBarWindow *window,
                     const DtOrder     *order,
                     gboolean           triggered,
                     DtIntrabarPolicy   policy,
                     DtBarOutcome      *outcome)
{
  gboolean has_stop = order->type >= DT_ORDER_STOP && !triggered;

  *outcome = (DtBarOutcome) { 0 };

  if (order->type == DT_ORDER_MARKET || (order->type == DT_ORDER_STOP && triggered))
    dt_bar_outcome_at_market (window, outcome);
  else if (!has_stop)
    find_limit (bar, window, order, policy, outcome);
  else if (order->type == DT_ORDER_STOP)
    find_stop (bar, window, order, policy, outcome);
  else
    find_stop_limit (bar, window, order, policy, outcome);
}
