/* dt-tear-sheet-spans.c - months, years and drawdowns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-drawdown.h"
#include "dt-returns.h"
#include "dt-session-measures.h"
#include "dt-statistics.h"

#include "dt-tear-sheet-private.h"

static DtDate *
find_dates (const DtTearInput *input)
{
  const DtSessionReturns *s = &input->sessions;
  DtDate *dates = g_new (DtDate, MAX (s->n, 1));

  for (gsize i = 0; i < s->n; i++)
    dates[i] = dt_time_get_new_york_date (input->curve.time[s->places[i]], NULL);

  return dates;
}

/* Calendar years */

static void
clear_year (DtTearSheetYear *year,
            int              number)
{
  year->year = number;
  year->return_total = year->benchmark = year->max_drawdown = NAN;
  for (int i = 0; i < 12; i++)
    year->months[i] = NAN;
}

/* The sessions of one year: @from up to @to. */
static void
fill_year (DtTearSheetYear        *year,
           const DtSessionReturns *s,
           const DtDate           *dates,
           gsize                   from,
           gsize                   to)
{
  gsize n = to - from, n_benchmark = 0;

  year->return_total = dt_returns_total (s->returns + from, n);
  year->max_drawdown = dt_drawdown_max_of_returns (s->returns + from, n);
  for (gsize i = from; i < to; i++)
    n_benchmark += !isnan (s->benchmark_returns[i]);
  if (n_benchmark > 0)
    year->benchmark = dt_returns_total (s->benchmark_returns + from, n);

  for (gsize i = from; i < to; i++)
    {
      int month, day, number;
      double *value;

      dt_date_get_ymd (dates[i], &number, &month, &day);
      value = &year->months[month - 1];
      *value = (1. + (isnan (*value) ? 0. : *value))
               * (1. + (isnan (s->returns[i]) ? 0. : s->returns[i])) - 1.;
    }
}

static int
get_year (DtDate date)
{
  int year, month, day;

  dt_date_get_ymd (date, &year, &month, &day);
  return year;
}

static void
add_years (DtTearSheet            *sheet,
           const DtSessionReturns *s,
           const DtDate           *dates)
{
  int first = get_year (dates[0]);
  gsize from = 0;

  sheet->n_years = get_year (dates[s->n - 1]) - first + 1;
  sheet->years = g_new (DtTearSheetYear, sheet->n_years);
  for (gsize y = 0; y < sheet->n_years; y++)
    {
      gsize to = from;

      clear_year (&sheet->years[y], first + (int) y);
      while (to < s->n && get_year (dates[to]) == first + (int) y)
        to++;
      if (to > from)
        fill_year (&sheet->years[y], s, dates, from, to);
      from = to;
    }
}

/* Best, worst and won periods */

static gsize
aggregate (const DtSessionReturns *s,
           const DtDate           *dates,
           DtAggregate             period,
           double                 *work,
           DtSessionMeasures      *m)
{
  gsize n = dt_returns_aggregate (s->returns, dates, s->n, period, work);

  dt_session_measures_compute (work, n, m);
  return n;
}

static void
add_periods (DtTearSheet            *sheet,
             const DtSessionReturns *s,
             const DtDate           *dates)
{
  g_autofree double *work = g_new (double, s->n);
  DtSessionMeasures m;
  gsize n;

  aggregate (s, dates, DT_AGGREGATE_WEEK, work, &m);
  sheet->week_win_rate = m.win_rate;
  aggregate (s, dates, DT_AGGREGATE_QUARTER, work, &m);
  sheet->quarter_win_rate = m.win_rate;

  n = aggregate (s, dates, DT_AGGREGATE_MONTH, work, &m);
  sheet->best_month = m.best;
  sheet->worst_month = m.worst;
  sheet->month_win_rate = m.win_rate;
  sheet->average_up_month = m.average_up;
  sheet->average_down_month = m.average_down;
  sheet->gain_to_pain_months = m.gain_to_pain;
  sheet->expected_return_month = dt_returns_geometric_mean (work, n);

  n = aggregate (s, dates, DT_AGGREGATE_YEAR, work, &m);
  sheet->best_year = m.best;
  sheet->worst_year = m.worst;
  sheet->year_win_rate = m.win_rate;
  sheet->expected_return_year = dt_returns_geometric_mean (work, n);
}

/* Drawdowns */

static int
compare_drawdowns (gconstpointer a,
                   gconstpointer b,
                   gpointer      data)
{
  const DtTearSheetDrawdown *x = a, *y = b;

  if (x->depth != y->depth)
    return x->depth < y->depth ? -1 : 1;
  return (x->peak > y->peak) - (x->peak < y->peak);
}

static void
add_drawdowns (DtTearSheet       *sheet,
               const DtTearInput *input)
{
  const DtEquityCurve *curve = &input->curve;
  GArray *found = g_array_new (FALSE, FALSE, sizeof (DtTearSheetDrawdown));
  DtDrawdownSpell spell;
  gsize cursor = 0;

  while (dt_drawdown_next_spell (curve->equity, curve->n_points, &cursor, &spell))
    {
      DtTime peak = curve->time[spell.peak], end = curve->time[spell.end];
      DtTearSheetDrawdown drawdown = {
        .peak = peak,
        .trough = curve->time[spell.trough],
        .end = spell.recovered ? end : DT_TIME_NONE,
        .depth = spell.depth,
      };

      drawdown.days = dt_tear_span_in_days (input->records,
                                            dt_tear_time_between (input->records, peak, end), 1);
      drawdown.days_to_trough
        = dt_tear_span_in_days (input->records,
                                dt_tear_time_between (input->records, peak, drawdown.trough), 1);
      g_array_append_val (found, drawdown);
    }

  g_qsort_with_data (found->data, found->len, sizeof (DtTearSheetDrawdown), compare_drawdowns,
                     NULL);
  sheet->n_drawdowns = MIN (found->len, DT_TEAR_SHEET_MAX_DRAWDOWNS);
  sheet->drawdowns = (DtTearSheetDrawdown *) g_array_free (found, FALSE);
}

void
dt_tear_sheet_add_spans (DtTearSheet       *sheet,
                         const DtTearInput *input)
{
  g_autofree DtDate *dates = find_dates (input);

  if (input->sessions.n > 0)
    {
      add_years (sheet, &input->sessions, dates);
      add_periods (sheet, &input->sessions, dates);
    }
  add_drawdowns (sheet, input);
}
