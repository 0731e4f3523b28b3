/* dt-adjust.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-market"

#include "config.h"

#include "dt-corporate-action.h"

/* Views of raw bars. Prices before an ex-date are multiplied with the factors of all actions from
 * it on up to the as-of date, the convention of the Center for Research in Security Prices: old by
 * new units for a split, 1 - cash / close before it for what is paid out. */

/**
 * dt_corporate_action_get_factor:
 * @close: last close before the action, in units before it
 *
 * Returns: the factor; 1 for what does not change prices, and where cash is as much as the close
 */
double
dt_corporate_action_get_factor (const DtCorporateAction *action,
                                double                   close)
{
  double cash;

  if (action->kind == DT_ACTION_SPLIT)
    return (double) action->units_old / (double) action->units_new;
  if (action->kind != DT_ACTION_DIVIDEND && action->kind != DT_ACTION_SPIN_OFF)
    return 1.;

  cash = dt_money_to_double (action->cash);
  return close > cash ? (close - cash) / close : 1.;
}

/* Bars from here on are of the date or later. */
static gsize
find_date (const DtBarSeries *series,
           DtDate             date)
{
  return dt_bar_series_find (series, dt_time_from_new_york (date, 0));
}

typedef struct
{
  gsize  bar;      /* bars before it are multiplied */
  double price;
  double volume;
} Step;

/* One step a date: the date's splits, then its cash, each on the close that is left by the one
 * before. */
static guint
collect_steps (const DtBarSeries  *raw,
               const DtActionList *list,
               DtAdjustment        adjustment,
               DtDate              as_of,
               Step               *steps)
{
  guint n = 0;
  double close = 0.;

  for (guint i = 0; i < dt_action_list_count (list); i++)
    {
      const DtCorporateAction *action = dt_action_list_get (list, i);
      gsize bar = find_date (raw, action->date);
      double factor;

      if (as_of != DT_DATE_NONE && action->date > as_of)
        break;
      if (bar == 0 || (adjustment == DT_ADJUSTMENT_SPLIT && action->kind != DT_ACTION_SPLIT))
        continue;
      if (n == 0 || steps[n - 1].bar != bar)
        {
          steps[n++] = (Step) { bar, 1., 1. };
          close = raw->close[bar - 1];
        }
      factor = dt_corporate_action_get_factor (action, close);
      close *= factor;
      steps[n - 1].price *= factor;
      if (action->kind == DT_ACTION_SPLIT)
        steps[n - 1].volume /= factor;
    }

  return n;
}

static void
scale_bars (DtBarSeries *series,
            gsize        from,
            gsize        to,
            double       price,
            double       volume)
{
  for (gsize i = from; i < to; i++)
    {
      series->open[i] *= price;
      series->high[i] *= price;
      series->low[i] *= price;
      series->close[i] *= price;
      series->volume[i] *= volume;
    }
}

static DtBarSeries *
copy_bars (const DtBarSeries *series)
{
  DtBarSeries *copy = dt_bar_series_new (series->symbol, series->timeframe, series->n_bars);

  dt_series_identity_copy (&series->identity, &copy->identity);
  for (gsize i = 0; i < series->n_bars; i++)
    {
      DtBar bar = dt_bar_series_get (series, i);

      dt_bar_series_append (copy, &bar, series->known[i]);
    }

  return copy;
}

/**
 * dt_bar_series_adjust:
 * @raw: of a day or less a bar; adjusted bars and longer ones cannot be adjusted
 * @list: (nullable): sorted
 * @adjustment: for splits alone, or for splits and all that was paid out
 * @as_of: later actions are not known; %DT_DATE_NONE: all are
 *
 * Volumes follow splits only. An action on or before the first bar has nothing to change.
 *
 * Returns: (transfer full): a series with an identity of its own, or %NULL when @raw cannot be
 *   adjusted
 */
DtBarSeries *
dt_bar_series_adjust (const DtBarSeries  *raw,
                      const DtActionList *list,
                      DtAdjustment        adjustment,
                      DtDate              as_of)
{
  g_autofree Step *steps = NULL;
  double price = 1., volume = 1.;
  DtBarSeries *series;
  guint n;

  if (raw->identity.adjustment != DT_ADJUSTMENT_RAW || adjustment == DT_ADJUSTMENT_RAW
      || raw->timeframe > DT_TIMEFRAME_DAY)
    return NULL;

  steps = g_new (Step, dt_action_list_count (list) + 1);
  n = collect_steps (raw, list, adjustment, as_of, steps);
  series = copy_bars (raw);
  series->identity.adjustment = adjustment;
  series->identity.as_of = as_of;

  while (n-- > 0)
    {
      price *= steps[n].price;
      volume *= steps[n].volume;
      scale_bars (series, n > 0 ? steps[n - 1].bar : 0, steps[n].bar, price, volume);
    }

  return series;
}

/**
 * dt_bar_series_join:
 * @before: of the old symbol; its bars count before @date
 * @after: of the new symbol, which may have been somebody else's before @date
 *
 * The bars of one instrument that changed its symbol.
 *
 * Returns: (transfer full): a series with symbol and identity of @after
 */
DtBarSeries *
dt_bar_series_join (const DtBarSeries *before,
                    const DtBarSeries *after,
                    DtDate             date)
{
  gsize n_before = find_date (before, date), first = find_date (after, date);
  DtBarSeries *series = dt_bar_series_new (after->symbol, after->timeframe,
                                           n_before + after->n_bars - first);

  dt_series_identity_copy (&after->identity, &series->identity);
  for (gsize i = 0; i < n_before; i++)
    {
      DtBar bar = dt_bar_series_get (before, i);

      dt_bar_series_append (series, &bar, before->known[i]);
    }
  for (gsize i = first; i < after->n_bars; i++)
    {
      DtBar bar = dt_bar_series_get (after, i);

      dt_bar_series_append (series, &bar, after->known[i]);
    }

  return series;
}
