/* dt-kernel-quiet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-kernel-private.h"

/* Most bars mean nothing to the rules, and the rules say so in columns long before (see
 * dt_strategy_look_ahead()). Such bars are passed over: in a step without taking the rules along,
 * and whole stretches of them, when there is one series only, without a step. Whatever is not
 * plainly quiet is left to dt_kernel_step(), so there is one place where things happen. */

static inline gboolean
says (const double *column,
      gsize         i)
{
  return column != NULL && column[i] > 0.;
}

static inline gboolean
is_quiet (const DtStrategyAhead *ahead,
          gsize                  i,
          DtQuantity             held)
{
  return !(held <= 0 && says (ahead->enter_long, i))
         && !(held >= 0 && says (ahead->enter_short, i))
         && !(held > 0 && says (ahead->exit_long, i))
         && !(held < 0 && says (ahead->exit_short, i));
}

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
  if (kernel->step_all
      || !dt_strategy_look_ahead (&kernel->strategies[place], &ahead->ahead))
    ahead->ahead.n = 0;

  return ahead->ahead.n > 0;
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

  ahead->quiet = look_ahead (kernel, place, kernel->instruments[instrument].bar)
                 && is_quiet (&ahead->ahead, ahead->at, get_held (kernel, place, instrument));
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
                     dt_kernel_get_trail_step (kernel->strategies[place].file, ahead->atr[i]));
}

static gboolean
is_plain (const DtKernel *kernel)
{
  return kernel->config.n_lanes == 1
         && kernel->config.n_strategies == 1
         && kernel->config.simulated
         && !kernel->config.journalled
         && kernel->config.sink == NULL
         && !kernel->tracks_sessions
         && kernel->failure == NULL;
}

static void
pass_bar (DtKernel          *kernel,
          const DtBarSeries *series,
          gsize              bar)
{
  kernel->time = series->known[bar];
  kernel->ahead[0].at++;
  if (kernel->watches_day)
    dt_kernel_begin_day (kernel);
  if (kernel->book->n_open == 0)
    return;

  dt_book_mark (kernel->book, 0, series->high[bar], series->low[bar], series->close[bar]);
  dt_kernel_update_equity (kernel);
  dt_kernel_hold (kernel, 0, 0);
  if (kernel->outbox->len > 0)
    dt_kernel_commit (kernel, NULL, NULL);
}

/* Bars of a flat account without orders: nothing but the rules to ask, and the account stays what
 * it is. */
static gsize
pass_flat (DtKernel *kernel,
           gsize     n_max,
           double   *equity)
{
  DtAhead *ahead = &kernel->ahead[0];
  double value = dt_money_to_double (kernel->equity);
  gsize n = 0;

  while (n < n_max && is_quiet (&ahead->ahead, ahead->at + n, 0))
    equity[n++] = value;

  ahead->at += n;
  return n;
}

static void
note_passed (DtKernel *kernel,
             gsize     bar,
             gsize     n)
{
  DtInstrumentState *state = &kernel->instruments[0];

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
  const DtBarSeries *series = kernel->config.lanes[0].series;
  const DtBroker *broker = kernel->config.broker;
  const DtAhead *ahead = &kernel->ahead[0];
  DtQuantity held;
  gsize n = 0;

  if (!is_plain (kernel) || !look_ahead (kernel, 0, bar))
    return 0;

  held = get_held (kernel, 0, 0);
  if (held != kernel->book->positions[0].quantity)
    return 0;

  n_max = MIN (n_max, ahead->ahead.n - ahead->at);
  kernel->deciding = TRUE;
  if (kernel->book->n_open == 0 && !kernel->watches_day
      && !dt_simulated_broker_has_orders (broker))
    {
      n = n_max = pass_flat (kernel, n_max, equity);
      kernel->time = n > 0 ? series->known[bar + n - 1] : kernel->time;
    }
  while (n < n_max
         && is_quiet (&ahead->ahead, ahead->at, held)
         && !dt_simulated_broker_may_act (broker, 0, series->high[bar + n], series->low[bar + n]))
    {
      pass_bar (kernel, series, bar + n);
      equity[n++] = dt_money_to_double (kernel->equity);
    }

  if (n > 0)
    note_passed (kernel, bar, n);
  return n;
}
