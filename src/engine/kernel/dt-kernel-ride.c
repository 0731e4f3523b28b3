/* dt-kernel-ride.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-vector.h"

#include "dt-kernel-private.h"

/* A position that quiet bars pass by: what they change of it and of its trailing stop, put together
 * before the book and the broker hear of it. First come the prices, each bar after the other, since
 * the stop that one moves is what the next may touch; then what all of them are worth, which is
 * the same for each and done for several at once. */

/* Whole numbers up to there, and sums of two of them, are exact as doubles. */
#define WHOLE_MAX 0x1p51

/* Added and taken away again it leaves the nearest whole number of at most WHOLE_MAX, half to even:
 * there is nothing behind the point any more. */
#define WHOLE_SHIFT 0x1.8p52

typedef double Pair __attribute__ ((vector_size (16)));
typedef double LoosePair __attribute__ ((vector_size (16), aligned (8), may_alias));
typedef gint64 PairBits __attribute__ ((vector_size (16)));

#define PAIR_AT(values) (*(LoosePair *) (gpointer) (values))

typedef struct
{
  /* The stretch, from its first bar on */
  const double *highs;        /* USD */
  const double *lows;
  const double *closes;
  const double *trail;        /* (nullable): distance on each bar, USD */
  const double *atr;          /* with it: by which its least moves are measured */
  gsize         n;

  gboolean      is_long;
  gint64        units;        /* whole ones, 0 when the position has parts */
  DtMoney       cash;
  DtMoney       tick;
  double        step;         /* least move of the stop, ATRs */

  /* What became of it */
  DtTouchRange  range;        /* in which the instrument's orders do nothing */
  double        trailing;     /* USD */
  double        high;         /* since entry, USD */
  double        low;
  DtMoney       stop;         /* the same; only when it moved */
  guint         n_moves;
  gsize         moved;        /* bar of the last one */
  double        peak;         /* of equity, USD */
} Ride;

static inline void
begin_ride (const DtKernel *kernel,
            gsize           bar,
            gsize           n,
            Ride           *ride)
{
  const DtBarSeries *series = kernel->config.lanes[0].series;
  const DtPosition *position = &kernel->book->positions[0];
  const DtAhead *ahead = &kernel->ahead[0];
  gint64 units = position->quantity / DT_QUANTITY_SCALE;

  ride->highs = series->high + bar;
  ride->lows = series->low + bar;
  ride->closes = series->close + bar;
  ride->n = n;
  ride->is_long = position->quantity > 0;
  ride->units = units * DT_QUANTITY_SCALE == position->quantity ? units : 0;
  ride->cash = kernel->book->cash;
  ride->tick = kernel->config.instruments[0]->tick;
  ride->step = kernel->strategies[0].file->trail_step_atr;
  ride->high = position->high;
  ride->low = position->low;
  ride->range = kernel->alone ? dt_kernel_get_stop_range (kernel)
                              : ((const DtSimulatedBroker *) kernel->config.broker)->ranges[0];
  ride->trailing = kernel->instruments[0].trailing;
  ride->n_moves = 0;
  ride->peak = kernel->peak;
  ride->trail = ride->is_long ? ahead->ahead.trail_long : ahead->ahead.trail_short;
  if (ride->trail == NULL)
    return;

  ride->trail += ahead->at;
  ride->atr = ahead->ahead.atr + ahead->at;
}

/* Prices of bars @first to @end, as far as the orders let them pass. The stop follows them; it only
 * comes nearer, so that it alone can narrow the range.
 *
 * Returns: the bar that orders may act on, or @end */
static inline G_ALWAYS_INLINE gsize
pass_prices_inline (Ride     *ride,
                    gsize     first,
                    gsize     end,
                    gboolean  is_long,
                    gboolean  trails)
{
  const double *highs = ride->highs, *lows = ride->lows, *trail = ride->trail, *atr = ride->atr;
  double high = ride->high, low = ride->low, trailing = ride->trailing;
  double below = ride->range.below, above = ride->range.above, step = ride->step;
  DtMoney tick = ride->tick;
  gsize i;

  for (i = first; i < end; i++)
    {
      double bar_high = highs[i], bar_low = lows[i], best, gain, near;

      if (bar_low <= below || bar_high >= above)
        break;
      high = MAX (high, bar_high);
      low = MIN (low, bar_low);
      if (!trails)
        continue;

      best = is_long ? high : low;
      gain = dt_kernel_get_trail_gain (trailing, is_long, best, trail[i]);
      if (!(gain >= dt_kernel_get_trail_step (step, atr[i]))
          || !dt_kernel_move_trail (trailing, is_long, gain, trail[i], tick, &ride->stop))
        continue;

      trailing = dt_money_to_double (ride->stop);
      ride->n_moves++;
      ride->moved = i;
      near = dt_kernel_get_nearness (trailing);
      if (is_long)
        below = MAX (below, trailing + near);
      else
        above = MIN (above, trailing - near);
    }

  ride->high = high;
  ride->low = low;
  ride->trailing = trailing;
  ride->range = (DtTouchRange) { below, above };

  return i;
}

static gsize
pass_prices (Ride  *ride,
             gsize  first,
             gsize  end)
{
  if (ride->trail == NULL || !(ride->trailing > 0.))
    return pass_prices_inline (ride, first, end, ride->is_long, FALSE);

  return ride->is_long ? pass_prices_inline (ride, first, end, TRUE, TRUE)
                       : pass_prices_inline (ride, first, end, FALSE, TRUE);
}

static inline double
larger (double a,
        double b)
{
  return MAX (a, b);
}

/* Equity at the closes of the first n bars, and its peak: in doubles what dt_position_get_value()
 * and dt_money_add() are in whole numbers, which is the same as long as these are small enough.
 *
 * Returns: %FALSE when they are not: nothing is to be used then */
static gboolean
value_closes (Ride   *ride,
              gsize   n,
              double *equity)
{
  const double *closes = ride->closes;
  double units = (double) ride->units, cash = (double) ride->cash, peak = ride->peak;
  double most = WHOLE_MAX / DT_MONEY_SCALE / fabs (units);
  PairBits good = { -1, -1 };
  gsize i = 0;

  if (ride->units == 0 || !(fabs (cash) < WHOLE_MAX))
    return FALSE;

  most *= most;
  for (; n - i >= 2; i += 2)
    {
      Pair close = PAIR_AT (closes + i);
      Pair money = (close * (double) DT_MONEY_SCALE + WHOLE_SHIFT) - WHOLE_SHIFT;
      Pair value = (money * units + cash) / (double) DT_MONEY_SCALE;

      good &= close * close < most;
      PAIR_AT (equity + i) = value;
      peak = larger (peak, value[0]);
      peak = larger (peak, value[1]);
    }
  if (i < n)
    {
      double money = (closes[i] * DT_MONEY_SCALE + WHOLE_SHIFT) - WHOLE_SHIFT;

      good[0] &= -(gint64) (closes[i] * closes[i] < most);
      equity[i] = (money * units + cash) / DT_MONEY_SCALE;
      peak = larger (peak, equity[i]);
    }

  ride->peak = peak;
  return (good[0] & good[1]) != 0;
}

/* The bar at which the breaker trips is stepped. */
static gboolean
would_trip (const DtKernel *kernel,
            const Ride     *ride,
            double          equity)
{
  DtCircuit circuit;

  return kernel->watches_breaker
         && dt_kernel_would_trip (kernel, equity, MAX (ride->peak, equity), &circuit);
}

/* One bar after the other: with a breaker to watch, with parts of a unit, and with sums so large
 * that they may not fit into money. */
static gsize
pass_carefully (const DtKernel *kernel,
                Ride           *ride,
                double         *equity)
{
  gsize i;

  for (i = 0; i < ride->n; i++)
    {
      DtMoney value;

      if (!dt_position_get_value (&kernel->book->positions[0], ride->closes[i], &value)
          || !dt_money_add (ride->cash, value, &value))
        break;

      equity[i] = dt_money_to_double (value);
      if (would_trip (kernel, ride, equity[i]) || pass_prices (ride, i, i + 1) == i)
        break;
      ride->peak = MAX (ride->peak, equity[i]);
    }

  return i;
}

static void
end_ride (DtKernel   *kernel,
          const Ride *ride,
          gsize       bar,
          gsize       n)
{
  const DtPosition *position = &kernel->book->positions[0];
  double close = ride->closes[n - 1];
  DtOrder *order;
  DtMoney value;

  if (!dt_position_get_value (position, close, &value)
      || !dt_money_add (ride->cash, value, &kernel->equity))
    g_assert_not_reached ();
  dt_book_mark_bars (kernel->book, 0, n, ride->high, ride->low, close);
  kernel->peak = ride->peak;
  if (ride->n_moves == 0)
    return;

  order = dt_book_get_order (kernel->book, position->stop_order);
  order->stop = ride->stop;
  order->n_replaced += ride->n_moves;
  order->updated = kernel->config.lanes[0].series->known[bar + ride->moved];
  kernel->instruments[0].trailing = ride->trailing;
  dt_kernel_send_replace (kernel, order->id, DT_MONEY_NONE, ride->stop, 0);
}

/* The same from the beginning. */
static G_GNUC_NO_INLINE gsize
ride_carefully (DtKernel *kernel,
                gsize     bar,
                gsize     n,
                double   *equity)
{
  Ride ride;
  gsize n_passed;

  begin_ride (kernel, bar, n, &ride);
  n_passed = pass_carefully (kernel, &ride, equity);
  if (n_passed > 0)
    end_ride (kernel, &ride, bar, n_passed);

  return n_passed;
}

/**
 * dt_kernel_ride:
 * @bar: the first of @n bars on which the rules say nothing about the position of a run of one
 *   series
 * @equity: (out): at each of those that were passed, USD
 *
 * Returns: how many were passed; the next one is to be stepped
 */
gsize
dt_kernel_ride (DtKernel *kernel,
                gsize     bar,
                gsize     n,
                double   *equity)
{
  Ride ride;

  if (kernel->watches_breaker)
    return ride_carefully (kernel, bar, n, equity);

  begin_ride (kernel, bar, n, &ride);
  n = pass_prices (&ride, 0, n);
  if (n == 0)
    return 0;
  if (!value_closes (&ride, n, equity))
    return ride_carefully (kernel, bar, ride.n, equity);

  end_ride (kernel, &ride, bar, n);
  return n;
}
