/* dt-return-line.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-lab"

#include "config.h"

#include "dt-error.h"
#include "dt-returns.h"

#include "dt-equity-curve.h"
#include "dt-trade-list.h"

#include "dt-return-line.h"
#include "dt-sweep.h"

#define refuse(error, ...) dt_refuse (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST, __VA_ARGS__)

static DtReturnLine *
line_new (const DtRunRecord *records,
          gsize              n_records,
          gsize              n_reserved)
{
  DtReturnLine *line = g_new0 (DtReturnLine, 1);
  DtTime first = G_MAXINT64, last = G_MININT64;

  for (gsize i = 0; i < n_records; i++)
    {
      line->start += dt_money_to_double (records[i].spec->cash);
      if (records[i].n_points == 0)
        continue;
      first = MIN (first, records[i].time[0]);
      last = MAX (last, records[i].time[records[i].n_points - 1]);
    }

  line->returns = g_new (double, MAX (n_reserved, 1));
  line->dates = g_new (DtDate, MAX (n_reserved, 1));
  if (first < last)
    line->days = dt_timeframe_is_intraday (records->timeframe)
                 ? (double) (last - first) / DT_DAY
                 : dt_time_get_new_york_date (last, NULL) - dt_time_get_new_york_date (first, NULL);
  return line;
}

void
dt_return_line_free (DtReturnLine *line)
{
  if (line == NULL)
    return;

  g_free (line->returns);
  g_free (line->dates);
  g_free (line);
}

static gboolean
add_return (DtReturnLine  *line,
            double         before,
            double         after,
            DtDate         date,
            GError       **error)
{
  char buf[DT_TIME_BUF_SIZE];

  if (!(before > 0.))
    return refuse (error, "The account was wiped out before %s: there is no return from nothing",
                   dt_date_to_string (date, buf));

  line->returns[line->n] = after / before - 1.;
  line->dates[line->n++] = date;
  return TRUE;
}

DtReturnLine *
dt_return_line_new_of_sessions (const DtRunRecord  *records,
                                gsize               n_records,
                                GError            **error)
{
  g_auto(DtEquityCurve) curve = { 0 };
  g_autoptr(DtReturnLine) line = NULL;
  gboolean intraday = dt_timeframe_is_intraday (records->timeframe);
  gboolean begun = FALSE;
  double before;

  dt_equity_curve_init (&curve, records, n_records);
  line = line_new (records, n_records, curve.n_points);
  line->periods_per_year = records->timeframe >= DT_TIMEFRAME_WEEK ? DT_PERIODS_WEEKLY
                                                                   : DT_PERIODS_DAILY;
  before = line->start;
  for (gsize i = 0; i < curve.n_points; i++)
    {
      DtDate date = dt_time_get_new_york_date (curve.time[i], NULL);

      if (intraday && i + 1 < curve.n_points
          && dt_time_get_new_york_date (curve.time[i + 1], NULL) == date)
        continue;
      /* The very first session is left out when nothing happened in it */
      if ((begun || curve.equity[i] != before)
          && !add_return (line, before, curve.equity[i], date, error))
        return NULL;
      begun = TRUE;
      before = curve.equity[i];
    }

  if (line->n == 0)
    {
      refuse (error, "The run has less than two sessions: there is no return to study");
      return NULL;
    }
  return g_steal_pointer (&line);
}

static int
compare_exits (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  DtTime left = ((const DtTradeItem *) a)->trip->exit_time;
  DtTime right = ((const DtTradeItem *) b)->trip->exit_time;

  return left < right ? -1 : left > right;
}

DtReturnLine *
dt_return_line_new_of_trades (const DtRunRecord  *records,
                              gsize               n_records,
                              GError            **error)
{
  g_autoptr(GArray) trades = dt_trade_list_new (records, n_records);
  g_autoptr(DtReturnLine) line = line_new (records, n_records, trades->len);
  double equity = line->start;

  /* Stable: what ends together keeps the order of the trade list */
  g_qsort_with_data (trades->data, trades->len, sizeof (DtTradeItem), compare_exits, NULL);
  for (guint i = 0; i < trades->len; i++)
    {
      const DtRoundTrip *trip = g_array_index (trades, DtTradeItem, i).trip;
      double after = equity + dt_money_to_double (trip->profit);

      if (!add_return (line, equity, after, dt_time_get_new_york_date (trip->exit_time, NULL),
                       error))
        return NULL;
      equity = after;
    }

  if (line->n == 0)
    {
      refuse (error, "The run has no completed trade: there is nothing to shuffle");
      return NULL;
    }
  return g_steal_pointer (&line);
}
