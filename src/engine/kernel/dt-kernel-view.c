/* dt-kernel-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-kernel-private.h"

/* What is worked out for people who look at the account, not for the rules. */

/* Fractions of money are exact to a billionth, as the guards take them. */
#define FRACTION_SCALE G_GINT64_CONSTANT (1000000000)

static DtEntriesState
entries_state (const DtKernel *kernel)
{
  const DtRiskProfile *risk = kernel->config.risk;

  if (kernel->breaker)
    return DT_ENTRIES_EMERGENCY;
  if (kernel->journal_failed)
    return DT_ENTRIES_JOURNAL;
  if (risk->max_drawdown > 0. && dt_kernel_get_drawdown (kernel) <= -risk->max_drawdown)
    return DT_ENTRIES_DRAWDOWN;
  if (risk->max_daily_loss > 0. && dt_kernel_get_day_profit (kernel) <= -risk->max_daily_loss)
    return DT_ENTRIES_DAILY_LOSS;

  return DT_ENTRIES_ALLOWED;
}

static DtMoney
buying_power (const DtKernel *kernel,
              DtMoney         gross)
{
  double leverage = kernel->config.risk->max_gross_exposure;
  DtMoney means;

  if (!dt_money_fraction (kernel->equity,
                          llrint ((leverage > 0. ? leverage : 1.) * FRACTION_SCALE),
                          FRACTION_SCALE, &means))
    return 0;

  return MAX (means - gross - kernel->reserved, 0);
}

static DtMoney
open_risk (const DtKernel   *kernel,
           const DtPosition *position)
{
  DtMoney last, risk;

  if (position->stop_order == 0
      || !dt_money_from_double (position->last, &last)
      || !dt_money_times (ABS (last - dt_book_get_order (kernel->book, position->stop_order)->stop),
                          ABS (position->quantity), &risk))
    return 0;

  return risk;
}

/**
 * dt_kernel_view_account:
 *
 * Realised profit is what cash and the cost of what is held have gained on the deposit: every fill
 * moves all three by the same amount, and a fee takes it off.
 */
void
dt_kernel_view_account (const DtKernel *kernel,
                        DtAccountView  *view)
{
  const DtBook *book = kernel->book;

  *view = (DtAccountView) {
    .realised = book->cash - kernel->config.cash,
    .entries = entries_state (kernel),
  };

  for (guint i = 0; i < book->n_open; i++)
    {
      const DtPosition *position = &book->positions[book->open[i]];
      DtMoney *side = position->quantity > 0 ? &view->long_value : &view->short_value;

      *side += dt_kernel_get_value (kernel, book->open[i]);
      view->realised += position->cost;
      view->open_risk += open_risk (kernel, position);
    }

  view->buying_power = buying_power (kernel, view->long_value + view->short_value);
}

gboolean
dt_kernel_get_last_bar (const DtKernel     *kernel,
                        DtInstrumentIndex   instrument,
                        const DtBarSeries **series,
                        gsize              *bar)
{
  const DtInstrumentState *state = &kernel->instruments[instrument];

  *series = state->series;
  *bar = state->bar;

  return state->series != NULL && state->seen;
}
