/* dt-kernel-quiet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-bar-path.h"

#include "dt-kernel-private.h"

/* Most bars mean nothing to the rules, and the rules say so in columns long before (see
 * dt_strategy_look_ahead()). Such bars are passed over: in a step without taking the rules along,
 * and whole stretches of them, when there is one series only, without a step. Whatever is not
 * plainly quiet is left to dt_kernel_step(), so there is one place where things happen. */

/* Bars that are searched together for one on which a resting order of a flat account acts. */
#define FLAT_STRETCH 32

/* What the strategy holds of it: somebody else's position is not its. */
static inline DtQuantity
get_held (const DtKernel    *kernel,
          guint              place,
          DtInstrumentIndex  instrument)
{
  const DtPosition *position = &kernel->book->positions[instrument];

  return position->strategy == place / kernel->config.n_instruments ? position->quantity : 0;
}

/* Takes the rules over the bars that were passed. */
void
dt_kernel_catch_up (DtKernel *kernel,
                    guint     place)
{
  DtAhead *ahead = &kernel->ahead[place];

  if (ahead->at > ahead->taken)
    dt_strategy_skip (&kernel->strategies[place], ahead->at - ahead->taken);
  ahead->taken = ahead->at;
}

/* Columns for the bar: those at hand, or new ones when they are used up. */
static gboolean
look_ahead (DtKernel *kernel,
            guint     place,
            gsize     bar)
{
  DtAhead *ahead = &kernel->ahead[place];

  if (ahead->at < ahead->ahead.n && ahead->first + ahead->at == bar)
    return TRUE;

  dt_kernel_catch_up (kernel, place);
  ahead->first = bar;
  ahead->at = ahead->taken = 0;
  ahead->n_silent[0] = ahead->n_silent[1] = ahead->n_silent[2] = 0;
  if (kernel->step_all
      || !dt_strategy_look_ahead (&kernel->strategies[place], &ahead->ahead))
    ahead->ahead.n = 0;

  return ahead->ahead.n > 0;
}

/* Where one of two columns says something, from @i on; @n when neither does. */
static gsize
find_word (const double *a,
           const double *b,
           gsize         i,
           gsize         n)
{
  if (a == NULL && b == NULL)
    return n;
  if (a == NULL)
    a = b;
  if (b == NULL)
    b = a;

  while (i < n && !(a[i] > 0. || b[i] > 0.))
    i++;

  return i;
}

/* How many of the next n bars pass before the rules of an account that is flat, long (1) or short
 * (-1) say something; what was found is kept for the next time. */
static gsize
count_silent (DtAhead *ahead,
              int      side,
              gsize    n)
{
  const DtStrategyAhead *columns = &ahead->ahead;
  gsize *n_silent = &ahead->n_silent[side + 1];

  if (*n_silent <= ahead->at)
    *n_silent = find_word (side > 0 ? columns->exit_long : columns->enter_long,
                           side < 0 ? columns->exit_short : columns->enter_short, ahead->at,
                           columns->n);

  return MIN (*n_silent - ahead->at, n);
}

/**
 * dt_kernel_pass:
 *
 * Passes over the bar of this step when it means nothing to the strategy.
 *
 * Returns: %FALSE when the rules must be stepped; they are caught up then
 */
gboolean
dt_kernel_pass (DtKernel          *kernel,
                guint              place,
                DtInstrumentIndex  instrument)
{
  DtAhead *ahead = &kernel->ahead[place];
  DtQuantity held = get_held (kernel, place, instrument);

  ahead->quiet = look_ahead (kernel, place, kernel->instruments[instrument].bar)
                 && count_silent (ahead, (held > 0) - (held < 0), 1) > 0;
  if (ahead->quiet)
    {
      ahead->at++;
      return TRUE;
    }

  dt_kernel_catch_up (kernel, place);
  /* The step that follows takes this bar */
  if (ahead->at < ahead->ahead.n)
    ahead->taken = ++ahead->at;

  return FALSE;
}

/* A quiet bar of a position: its stop may trail. */
void
dt_kernel_hold (DtKernel          *kernel,
                guint              place,
                DtInstrumentIndex  instrument)
{
  const DtStrategyAhead *ahead = &kernel->ahead[place].ahead;
  gsize i = kernel->ahead[place].at - 1;
  const double *trail = kernel->book->positions[instrument].quantity > 0 ? ahead->trail_long
                                                                        : ahead->trail_short;

  if (trail != NULL)
    dt_kernel_trail (kernel, instrument, trail[i],
                     dt_kernel_get_trail_step (kernel->strategies[place].file->trail_step_atr,
                                               ahead->atr[i]));
}

/* Whether bars of the run can be passed over without a step at all; what may change comes later. */
void
dt_kernel_find_plain (DtKernel *kernel)
{
  kernel->plain = !kernel->step_all
                  && kernel->config.n_lanes == 1
                  && kernel->config.lanes[0].role == DT_LANE_BASE
                  && kernel->config.n_instruments == 1
                  && kernel->config.n_strategies == 1
                  && kernel->config.simulated
                  && !kernel->config.journalled
                  && kernel->selector == NULL
                  && !kernel->tracks_sessions
                  && !kernel->has_terms
                  && kernel->returns == NULL;
}

static gboolean
is_plain (const DtKernel *kernel)
{
  return kernel->plain && kernel->config.sink == NULL && !kernel->breaker
         && kernel->failure == NULL;
}

/* The first bar from @bar on that is known after the session's end. */
static gsize
find_session_end (const DtBarSeries *series,
                  gsize              bar,
                  DtTime             end)
{
  gsize first = bar, last = series->n_bars;

  while (first < last)
    {
      gsize middle = first + (last - first) / 2;

      if (series->known[middle] <= end)
        first = middle + 1;
      else
        last = middle;
    }

  return first;
}

static inline gboolean
leaves_orders_alone (const DtKernel *kernel,
                     gsize           bar)
{
  const DtBarSeries *series = kernel->config.lanes[0].series;

  return !dt_simulated_broker_may_act (kernel->config.broker, 0, series->high[bar],
                                       series->low[bar]);
}

/* How many of the n bars from @bar on leave the resting orders alone. */
static gsize
count_untouched (const DtKernel *kernel,
                 gsize           bar,
                 gsize           n)
{
  gsize i = 0;

  while (i < n && leaves_orders_alone (kernel, bar + i))
    i++;

  return i;
}

/* Bars of a flat account: nothing but the rules to ask, and the orders if there are any; the
 * account stays what it is. */
static gsize
pass_flat (DtKernel *kernel,
           gsize     bar,
           gsize     n_max,
           double   *equity)
{
  double value = dt_money_to_double (kernel->equity);
  gsize n = count_silent (&kernel->ahead[0], 0, n_max);

  if (dt_simulated_broker_has_orders (kernel->config.broker))
    n = count_untouched (kernel, bar, MIN (n, FLAT_STRETCH));

  for (gsize i = 0; i < n; i++)
    equity[i] = value;

  return n;
}

/* A position that bars pass by: what they change of it and of its trailing stop, put together
 * before the book and the broker hear of it. */
typedef struct
{
  gboolean      is_long;
  gint64        units;        /* whole ones, 0 when the position has parts */
  double        high;         /* since entry, USD */
  double        low;
  DtMoney       equity;
  double        peak;         /* USD */
  DtTouchRange  range;        /* in which the instrument's orders do nothing */
  const double *trail;        /* (nullable): distance on each bar, USD */
  const double *atr;
  double        step;         /* least move of the stop, ATRs */
  DtMoney       tick;
  double        trailing;     /* USD */
  DtMoney       stop;         /* the same; only when it moved */
  guint         n_moves;
  DtTime        moved;        /* the last time */
} Ride;

static void
begin_ride (const DtKernel *kernel,
            Ride           *ride)
{
  const DtPosition *position = &kernel->book->positions[0];
  const DtStrategyAhead *ahead = &kernel->ahead[0].ahead;
  gint64 units = position->quantity / DT_QUANTITY_SCALE;

  *ride = (Ride) {
    .is_long = position->quantity > 0,
    .units = units * DT_QUANTITY_SCALE == position->quantity ? units : 0,
    .high = position->high,
    .low = position->low,
    .equity = kernel->equity,
    .peak = kernel->peak,
    .range = ((const DtSimulatedBroker *) kernel->config.broker)->ranges[0],
    .step = kernel->strategies[0].file->trail_step_atr,
    .tick = kernel->config.instruments[0]->tick,
    .trailing = kernel->instruments[0].trailing,
  };
  ride->trail = ride->is_long ? ahead->trail_long : ahead->trail_short;
  if (ride->trail == NULL)
    return;

  ride->trail += kernel->ahead[0].at;
  ride->atr = ahead->atr + kernel->ahead[0].at;
}

/* The stop follows; it only comes nearer, so that it alone can narrow the range. */
static inline void
trail_ride (Ride   *ride,
            gsize   i,
            DtTime  time)
{
  double least = dt_kernel_get_trail_step (ride->step, ride->atr[i]), near;

  if (!dt_kernel_find_trail (ride->trailing, ride->is_long, ride->is_long ? ride->high : ride->low,
                             ride->trail[i], least, ride->tick, &ride->stop))
    return;

  ride->trailing = dt_money_to_double (ride->stop);
  ride->n_moves++;
  ride->moved = time;

  /* Not the exact bound: a bar that comes so near is stepped, and that knows */
  near = ride->trailing * 1e-12 + 2. / DT_MONEY_SCALE;
  if (ride->is_long)
    ride->range.below = MAX (ride->range.below, ride->trailing + near);
  else
    ride->range.above = MIN (ride->range.above, ride->trailing - near);
}

/* dt_position_get_value(), whose parts stay the same from bar to bar. */
static inline gboolean
get_ride_value (const Ride       *ride,
                const DtPosition *position,
                double            close,
                DtMoney          *value)
{
  DtMoney money;

  if (G_UNLIKELY (ride->units == 0))
    return dt_position_get_value (position, close, value);

  return dt_money_from_double (close, &money)
         && !__builtin_mul_overflow (money, ride->units, value) && *value != DT_MONEY_NONE;
}

static void
end_ride (DtKernel   *kernel,
          const Ride *ride,
          gsize       n_bars,
          double      close)
{
  const DtPosition *position = &kernel->book->positions[0];
  DtOrder *order;

  dt_book_mark_bars (kernel->book, 0, n_bars, ride->high, ride->low, close);
  kernel->equity = ride->equity;
  kernel->peak = ride->peak;
  if (ride->n_moves == 0)
    return;

  order = dt_book_get_order (kernel->book, position->stop_order);
  order->stop = ride->stop;
  order->n_replaced += ride->n_moves;
  order->updated = ride->moved;
  kernel->instruments[0].trailing = ride->trailing;
  dt_kernel_send_replace (kernel, order->id, DT_MONEY_NONE, ride->stop, 0);
}

/* The bar at which the breaker trips is stepped. */
static gboolean
would_trip (const DtKernel *kernel,
            const Ride     *ride,
            DtMoney         value)
{
  double equity = dt_money_to_double (value);
  DtCircuit circuit;

  return dt_kernel_would_trip (kernel, equity, MAX (ride->peak, equity), &circuit);
}

/* Bars of a position: its value, its extremes and its stop move. */
static gsize
pass_held (DtKernel *kernel,
           gsize     bar,
           gsize     n_max,
           double   *equity)
{
  const DtBarSeries *series = kernel->config.lanes[0].series;
  const DtPosition *position = &kernel->book->positions[0];
  const double *highs = series->high + bar, *lows = series->low + bar;
  const double *closes = series->close + bar;
  gboolean watches_breaker = kernel->watches_breaker;
  DtMoney cash = kernel->book->cash;
  gsize n = 0, n_silent = count_silent (&kernel->ahead[0], position->quantity > 0 ? 1 : -1, n_max);
  Ride ride;

  if (n_silent == 0)
    return 0;

  begin_ride (kernel, &ride);
  for (; n < n_silent; n++)
    {
      double high = highs[n], low = lows[n];
      DtMoney value;

      if (low <= ride.range.below || high >= ride.range.above
          || !get_ride_value (&ride, position, closes[n], &value)
          || !dt_money_add (cash, value, &value)
          || (watches_breaker && would_trip (kernel, &ride, value)))
        break;

      ride.high = MAX (ride.high, high);
      ride.low = MIN (ride.low, low);
      ride.equity = value;
      equity[n] = dt_money_to_double (value);
      ride.peak = MAX (ride.peak, equity[n]);
      if (ride.trail != NULL)
        trail_ride (&ride, n, series->known[bar + n]);
    }

  if (n > 0)
    end_ride (kernel, &ride, n, closes[n - 1]);

  return n;
}

/* How many of the n bars from @bar on may be passed in one go: a new session is begun at its
 * first. */
static gsize
begin_session (DtKernel *kernel,
               gsize     bar,
               gsize     n_max)
{
  const DtBarSeries *series = kernel->config.lanes[0].series;

  if (!kernel->watches_day)
    return n_max;

  kernel->time = series->known[bar];
  if (kernel->time > kernel->session_end)
    dt_kernel_begin_day (kernel);
  if (kernel->session_counted != kernel->session_end)
    {
      kernel->session_counted = kernel->session_end;
      kernel->session_bars = find_session_end (series, bar, kernel->session_end);
    }

  return kernel->session_bars > bar ? MIN (kernel->session_bars - bar, n_max) : 1;
}

static void
note_passed (DtKernel *kernel,
             gsize     bar,
             gsize     n)
{
  DtInstrumentState *state = &kernel->instruments[0];

  kernel->time = state->series->known[bar + n - 1];
  kernel->ahead[0].at += n;
  kernel->step += n;
  kernel->n_bars += n;
  kernel->n_present = 0;
  kernel->n_exposed = kernel->book->n_open;
  state->bar = bar + n - 1;
  state->seen = TRUE;
}

gsize
dt_kernel_skip (DtKernel *kernel,
                gsize     bar,
                gsize     n_max,
                double   *equity)
{
  const DtAhead *ahead = &kernel->ahead[0];
  gsize n_passed = 0, n_tried, n;

  /* An order at the market acts at once */
  if (!is_plain (kernel) || !leaves_orders_alone (kernel, bar) || !look_ahead (kernel, 0, bar)
      || get_held (kernel, 0, 0) != kernel->book->positions[0].quantity)
    return 0;

  kernel->deciding = TRUE;
  n_max = MIN (n_max, ahead->ahead.n - ahead->at);
  n_max = dt_kernel_count_before_action (kernel, kernel->config.lanes[0].series, bar, n_max);
  if (n_max == 0)
    return 0;
  do
    {
      n_tried = begin_session (kernel, bar + n_passed, n_max - n_passed);
      n = kernel->book->n_open > 0
          ? pass_held (kernel, bar + n_passed, n_tried, equity + n_passed)
          : pass_flat (kernel, bar + n_passed, n_tried, equity + n_passed);
      if (n > 0)
        note_passed (kernel, bar + n_passed, n);
      n_passed += n;
    }
  while (n == n_tried && n_passed < n_max);

  return n_passed;
}
