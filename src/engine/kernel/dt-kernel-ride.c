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
typedef gint64 PairBits __attribute__ ((vector_size (16)));

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
  ride->moved = 0;
  ride->stop = 0;
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
 * On which bars it moves nobody can foresee, and a processor that guesses wrong loses more time
 * than it takes to work out on each where the stop would go, by dt_kernel_find_trail(): only
 * whether it goes there waits for the bar before. A short position is one that rises, with the
 * signs of prices turned.
 *
 * Returns: the bar that orders may act on, or @end */
static inline G_ALWAYS_INLINE gsize
pass_prices_inline (Ride     *ride,
                    gsize     first,
                    gsize     end,
                    gboolean  is_long,
                    gboolean  trails)
{
  const double *bests = is_long ? ride->highs : ride->lows;
  const double *worsts = is_long ? ride->lows : ride->highs;
  const double *trail = ride->trail, *atr = ride->atr;
  double sign = is_long ? 1. : -1., step = ride->step;
  double best = sign * (is_long ? ride->high : ride->low);
  double worst = sign * (is_long ? ride->low : ride->high);
  double above = is_long ? ride->range.above : -ride->range.below;
  /* Of the stop: its price, and where bars are near it */
  Pair at = { sign * ride->trailing, is_long ? ride->range.below : -ride->range.above };
  DtMoney tick = ride->tick, stop = ride->stop;
  double unit = dt_money_to_double (tick), below = at[1];
  gsize i, moved = ride->moved, n_moves = 0;

  for (i = first; i < end; i++)
    {
      double bar_best = sign * bests[i], bar_worst = sign * worsts[i];
      double price, least, reach, value, bound;
      DtMoney money;
      Pair next;
      PairBits moves;

      if (bar_worst <= at[1] || bar_best >= above)
        break;
      best = MAX (best, bar_best);
      worst = MIN (worst, bar_worst);
      if (!trails || !(trail[i] > 0.))
        continue;

      price = best - trail[i];
      if (!dt_money_from_double (sign * price, &money))
        continue;
      money = dt_money_round_to_tick (money, tick);
      if (money <= 0)
        continue;

      least = step * atr[i];
      reach = price - MAX (least, unit);
      value = dt_money_to_double (money);
      bound = sign * value + dt_kernel_get_nearness (value);
      moves = (Pair) { reach, reach } >= (Pair) { at[0], at[0] };
      next = (Pair) { sign * value, MAX (bound, below) };
      at = (Pair) ((moves & (PairBits) next) | (~moves & (PairBits) at));
      stop = (moves[0] & money) | (~moves[0] & stop);
      moved = (moves[0] & i) | (~moves[0] & moved);
      n_moves -= moves[0];
    }

  ride->high = is_long ? best : -worst;
  ride->low = is_long ? worst : -best;
  if (!trails)
    return i;

  ride->trailing = sign * at[0];
  ride->stop = stop;
  ride->moved = moved;
  ride->n_moves += n_moves;
  if (is_long)
    ride->range.below = at[1];
  else
    ride->range.above = -at[1];

  return i;
}

static inline G_ALWAYS_INLINE gsize
pass_prices (Ride  *ride,
             gsize  first,
             gsize  end)
{
  if (ride->trail == NULL || !(ride->trailing > 0.))
    return ride->is_long ? pass_prices_inline (ride, first, end, TRUE, FALSE)
                         : pass_prices_inline (ride, first, end, FALSE, FALSE);

  return ride->is_long ? pass_prices_inline (ride, first, end, TRUE, TRUE)
                       : pass_prices_inline (ride, first, end, FALSE, TRUE);
}

static inline double
larger (double a,
        double b)
{
  return MAX (a, b);
}

/* A price in USD in whole numbers of money, half to even. */
#define WHOLE(price) (((price) * (double) DT_MONEY_SCALE + WHOLE_SHIFT) - WHOLE_SHIFT)

/* Equity at the closes of the first n bars, and its peak: in doubles what dt_position_get_value()
 * and dt_money_add() are in whole numbers, which is the same as long as these are small enough.
 *
 * Returns: %FALSE when they are not: nothing is to be used then */
static inline G_ALWAYS_INLINE gboolean
value_closes (Ride   *ride,
              gsize   n,
              double *equity)
{
  const double *closes = ride->closes;
  double units = (double) ride->units, cash = (double) ride->cash, peak = ride->peak;
  double most = WHOLE_MAX / DT_MONEY_SCALE / fabs (units);
  DtQuad four_peaks = { peak, peak, peak, peak };
  DtQuadBits four_fit = { -1, -1, -1, -1 };
  gint64 fit = -1;
  gsize i = 0;

  if (ride->units == 0 || !(fabs (cash) < WHOLE_MAX))
    return FALSE;

  most *= most;
  for (; n - i >= 4; i += 4)
    {
      DtQuad close = DT_QUAD_AT (closes + i);
      DtQuad value = (WHOLE (close) * units + cash) / (double) DT_MONEY_SCALE;
      DtQuadBits higher = value > four_peaks;

      four_fit &= close * close < most;
      DT_QUAD_AT (equity + i) = value;
      dt_quad_select (&higher, &value, &four_peaks, &four_peaks);
    }
  for (; i < n; i++)
    {
      double close = closes[i];

      fit &= -(gint64) (close * close < most);
      equity[i] = (WHOLE (close) * units + cash) / DT_MONEY_SCALE;
      peak = larger (peak, equity[i]);
    }

  ride->peak = larger (larger (larger (peak, four_peaks[0]), four_peaks[1]),
                       larger (four_peaks[2], four_peaks[3]));
  return (fit & four_fit[0] & four_fit[1] & four_fit[2] & four_fit[3]) != 0;
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

static inline G_ALWAYS_INLINE gsize
ride_inline (DtKernel *kernel,
             gsize     bar,
             gsize     n,
             double   *equity)
{
  Ride ride;

  begin_ride (kernel, bar, n, &ride);
  n = pass_prices (&ride, 0, n);
  if (n == 0)
    return 0;
  if (!value_closes (&ride, n, equity))
    return ride_carefully (kernel, bar, ride.n, equity);

  end_ride (kernel, &ride, bar, n);
  return n;
}

DT_WIDE static gsize
ride_wide (DtKernel *kernel,
           gsize     bar,
           gsize     n,
           double   *equity)
{
  return ride_inline (kernel, bar, n, equity);
}

static gsize
ride_plain (DtKernel *kernel,
            gsize     bar,
            gsize     n,
            double   *equity)
{
  return ride_inline (kernel, bar, n, equity);
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
  if (kernel->watches_breaker)
    return ride_carefully (kernel, bar, n, equity);

  return dt_vector_get () >= DT_VECTOR_WIDE ? ride_wide (kernel, bar, n, equity)
                                            : ride_plain (kernel, bar, n, equity);
}
