/* dt-session-returns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-returns.h"

#include "dt-session-returns.h"

/* The last equity of each session of intraday bars. */
static gsize
find_closes (const DtEquityCurve *curve,
             double              *equity)
{
  DtDate last = DT_DATE_NONE;
  gsize n = 0;

  for (gsize i = 0; i < curve->n_points; i++)
    {
      DtDate date = dt_time_get_new_york_date (curve->time[i], NULL);

      n += date != last;
      last = date;
      equity[n - 1] = curve->equity[i];
    }

  return n;
}

static gsize
find_sessions (const DtEquityCurve *curve,
               DtTimeframe          timeframe,
               double              *equity,
               double              *benchmark,
               guint32             *places)
{
  DtDate last = DT_DATE_NONE;
  gsize n = 0;

  for (gsize i = 0; i < curve->n_points; i++)
    {
      DtDate date = dt_timeframe_is_intraday (timeframe)
                    ? dt_time_get_new_york_date (curve->time[i], NULL) : (DtDate) i;

      if (date != last)
        {
          benchmark[n] = NAN;
          n++;
        }
      last = date;
      equity[n - 1] = curve->equity[i];
      places[n - 1] = i;
      if (curve->benchmark != NULL && !isnan (curve->benchmark[i]))
        benchmark[n - 1] = curve->benchmark[i];
    }

  return n;
}

/* The first return is from the deposit, or there is none. */
static void
begin (DtSessionReturns    *sessions,
       const DtEquityCurve *curve,
       double               first)
{
  if (first != curve->deposit)
    {
      sessions->returns[0] = first / curve->deposit - 1.;
      return;
    }

  sessions->n--;
  sessions->returns++;
  if (sessions->places == NULL)
    return;

  sessions->benchmark_returns++;
  sessions->places++;
}

void
dt_session_returns_init_line (DtSessionReturns    *sessions,
                              const DtEquityCurve *curve,
                              DtTimeframe          timeframe)
{
  gsize n = curve->n_points;

  *sessions = (DtSessionReturns) { .n = n };
  sessions->returns = sessions->owned = g_new (double, MAX (n, 1));
  if (n == 0)
    return;

  if (dt_timeframe_is_intraday (timeframe))
    {
      g_autofree double *equity = g_new (double, n);

      sessions->n = find_closes (curve, equity);
      dt_returns_from_values (equity, sessions->n, sessions->returns);
      begin (sessions, curve, equity[0]);
      return;
    }

  dt_returns_from_values (curve->equity, n, sessions->returns);
  begin (sessions, curve, curve->equity[0]);
}

/**
 * dt_session_returns_init:
 * @sessions: (out): the sessions
 */
void
dt_session_returns_init (DtSessionReturns    *sessions,
                         const DtEquityCurve *curve,
                         DtTimeframe          timeframe)
{
  gsize n = MAX (curve->n_points, 1);
  double *equity, *benchmark;

  *sessions = (DtSessionReturns) { 0 };
  sessions->owned = equity = g_new (double, 5 * n);
  benchmark = equity + n;
  sessions->returns = benchmark + n;
  sessions->benchmark_returns = sessions->returns + n;
  sessions->places = (guint32 *) (sessions->benchmark_returns + n);
  sessions->n = find_sessions (curve, timeframe, equity, benchmark, sessions->places);
  if (sessions->n == 0)
    return;

  dt_returns_from_values (equity, sessions->n, sessions->returns);
  if (curve->benchmark != NULL)
    dt_returns_from_values (benchmark, sessions->n, sessions->benchmark_returns);
  else
    memcpy (sessions->benchmark_returns, benchmark, sessions->n * sizeof *benchmark);

  begin (sessions, curve, equity[0]);
}

void
dt_session_returns_clear (DtSessionReturns *sessions)
{
  g_clear_pointer (&sessions->owned, g_free);
}
