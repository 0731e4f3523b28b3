/* dt-kernel-skip.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-kernel-private.h"

/* Backtests spend most bars on nothing: no order can fill and no rule speaks. Those of a run on one
 * series are gone over here without the machinery of a step. Whatever is not plainly quiet is left
 * to dt_kernel_step(), so there is one place where things happen. */

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

/* A bar of a position that is held on: mark, value, stop. */
static void
hold (DtKernel              *kernel,
      const DtBarSeries     *series,
      gsize                  bar,
      const DtStrategyAhead *ahead,
      gsize                  i)
{
  DtBook *book = kernel->book;
  const double *trail = book->positions[0].quantity > 0 ? ahead->trail_long : ahead->trail_short;
  double least;

  dt_book_mark (book, 0, series->high[bar], series->low[bar], series->close[bar]);
  dt_kernel_update_equity (kernel);
  if (trail == NULL)
    return;

  least = dt_kernel_get_trail_step (kernel->strategies[0].file, ahead->atr[i]);
  dt_kernel_trail (kernel, 0, trail[i], least);
  if (kernel->outbox->len > 0)
    dt_kernel_commit (kernel, NULL, NULL);
}

static void
pass (DtKernel *kernel,
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
  dt_strategy_skip (&kernel->strategies[0], bar, n);
}

gsize
dt_kernel_skip (DtKernel *kernel,
                gsize     bar,
                gsize     n_max,
                double   *equity)
{
  const DtBarSeries *series = kernel->config.lanes[0].series;
  const DtPosition *position = &kernel->book->positions[0];
  DtStrategyAhead ahead;
  gsize n = 0;

  if (!is_plain (kernel) || !dt_strategy_look_ahead (&kernel->strategies[0], bar, &ahead))
    return 0;
  if (position->quantity != 0 && position->strategy != 0)
    return 0;

  n_max = MIN (n_max, ahead.n);
  kernel->deciding = TRUE;
  while (n < n_max
         && is_quiet (&ahead, n, position->quantity)
         && !dt_simulated_broker_may_act (kernel->config.broker, 0, series->high[bar + n],
                                          series->low[bar + n]))
    {
      kernel->time = series->known[bar + n];
      if (kernel->watches_day)
        dt_kernel_begin_day (kernel);
      if (position->quantity != 0)
        hold (kernel, series, bar + n, &ahead, n);
      equity[n++] = dt_money_to_double (kernel->equity);
    }

  if (n > 0)
    pass (kernel, bar, n);
  return n;
}
