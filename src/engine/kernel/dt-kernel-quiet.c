/* dt-kernel-quiet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-bar-path.h"
#include "dt-vector.h"

#include "dt-kernel-private.h"

/* Most bars mean nothing to the rules, and the rules say so in columns long before (see
 * dt_strategy_look_ahead()). Such bars are passed over: in a step without taking the rules along,
 * and whole stretches of them, when there is one series only, without a step. Whatever is not
 * plainly quiet is left to dt_kernel_step(), or to dt-kernel-alone.c, which begins and ends steps
 * with the same functions. */

/* Bars that are searched together for one on which a resting order of a flat account acts. */
#define FLAT_STRETCH 32

/* On which side the strategy holds it: 1 long, -1 short, 0 flat. Somebody else's position is not
 * its. */
static inline int
get_side (const DtKernel    *kernel,
          guint              place,
          DtInstrumentIndex  instrument)
{
  const DtPosition *position = &kernel->book->positions[instrument];

  if (position->quantity == 0
      || position->strategy * kernel->config.n_instruments + instrument != place)
    return 0;

  return position->quantity > 0 ? 1 : -1;
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

/* New columns, when those at hand are used up. */
static G_GNUC_NO_INLINE gboolean
renew_ahead (DtKernel *kernel,
             guint     place,
             gsize     bar)
{
  DtAhead *ahead = &kernel->ahead[place];

  dt_kernel_catch_up (kernel, place);
  ahead->first = bar;
  ahead->at = ahead->taken = 0;
  ahead->n_silent[0] = ahead->n_silent[1] = ahead->n_silent[2] = 0;
  if (kernel->step_all
      || !dt_strategy_look_ahead (&kernel->strategies[place], &ahead->ahead))
    ahead->ahead.n = 0;

  return ahead->ahead.n > 0;
}

/* What the rules will say of the bar must be known; it is at @at then. */
gboolean
dt_kernel_look_ahead (DtKernel *kernel,
                      guint     place,
                      gsize     bar)
{
  const DtAhead *ahead = &kernel->ahead[place];

  return (ahead->at < ahead->ahead.n && ahead->first + ahead->at == bar)
         || renew_ahead (kernel, place, bar);
}

/* The first bar from i on of which a bit is set, @n when there is none. */
static gsize
find_said (const guint64 *said,
           gsize          i,
           gsize          n)
{
  guint64 word = said[i / 64] >> i % 64;

  if (word != 0)
    return i + (gsize) __builtin_ctzll (word);

  for (gsize k = i / 64 + 1; k < (n + 63) / 64; k++)
    if (said[k] != 0)
      return k * 64 + (gsize) __builtin_ctzll (said[k]);

  return n;
}

/* How many bars pass before the rules of an account that is flat, long (1) or short (-1) say
 * something; what was found is kept for the next time. */
gsize
dt_kernel_count_silent (DtKernel *kernel,
                        guint     place,
                        int       side)
{
  DtAhead *ahead = &kernel->ahead[place];
  gsize *n_silent = &ahead->n_silent[side + 1];

  if (*n_silent <= ahead->at)
    *n_silent = find_said (ahead->ahead.said[side + 1], ahead->at, ahead->ahead.n);

  return *n_silent - ahead->at;
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
  int side = get_side (kernel, place, instrument);

  ahead->quiet = dt_kernel_look_ahead (kernel, place, kernel->instruments[instrument].bar)
                 && dt_kernel_count_silent (kernel, place, side) > 0;
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
  dt_kernel_find_alone (kernel);
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
  gsize n = MIN (dt_kernel_count_silent (kernel, 0, 0), n_max);

  if (dt_simulated_broker_has_orders (kernel->config.broker))
    n = count_untouched (kernel, bar, MIN (n, FLAT_STRETCH));

  dt_vector_fill (equity, n, value);

  return n;
}

/* Bars of a position: it rides along. */
static gsize
pass_held (DtKernel *kernel,
           gsize     bar,
           gsize     n_max,
           double   *equity)
{
  int side = kernel->book->positions[0].quantity > 0 ? 1 : -1;
  gsize n_silent = MIN (dt_kernel_count_silent (kernel, 0, side), n_max);

  return n_silent > 0 ? dt_kernel_ride (kernel, bar, n_silent, equity) : 0;
}

/* How many of the n bars from @bar on may be passed in one go: a new session is begun at its
 * first. */
gsize
dt_kernel_begin_stretch (DtKernel *kernel,
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

void
dt_kernel_note_passed (DtKernel *kernel,
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

static gsize
skip_quiet (DtKernel *kernel,
            gsize     bar,
            gsize     n_max,
            double   *equity)
{
  const DtAhead *ahead = &kernel->ahead[0];
  gsize n_passed = 0, n_tried, n;

  /* An order at the market acts at once */
  if (!leaves_orders_alone (kernel, bar) || !dt_kernel_look_ahead (kernel, 0, bar))
    return 0;

  kernel->deciding = TRUE;
  n_max = MIN (n_max, ahead->ahead.n - ahead->at);
  if (n_max == 0)
    return 0;
  do
    {
      n_tried = dt_kernel_begin_stretch (kernel, bar + n_passed, n_max - n_passed);
      n = kernel->book->n_open > 0
          ? pass_held (kernel, bar + n_passed, n_tried, equity + n_passed)
          : pass_flat (kernel, bar + n_passed, n_tried, equity + n_passed);
      if (n > 0)
        dt_kernel_note_passed (kernel, bar + n_passed, n);
      n_passed += n;
    }
  while (n == n_tried && n_passed < n_max);

  return n_passed;
}

gsize
dt_kernel_skip (DtKernel *kernel,
                gsize     bar,
                gsize     n_max,
                double   *equity,
                guint32  *n_exposed)
{
  gsize n;

  /* A position may be another's */
  if (!is_plain (kernel)
      || (kernel->book->positions[0].quantity != 0 && get_side (kernel, 0, 0) == 0))
    return 0;

  n_max = dt_kernel_count_before_action (kernel, kernel->config.lanes[0].series, bar, n_max);
  if (kernel->can_be_alone)
    return dt_kernel_play_alone (kernel, bar, n_max, equity, n_exposed);

  n = skip_quiet (kernel, bar, n_max, equity);
  dt_vector_fill_counts (n_exposed, n, kernel->n_exposed);
  return n;
}
