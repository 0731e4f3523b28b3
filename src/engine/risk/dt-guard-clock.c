/* dt-guard-clock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-risk"

#include "config.h"

#include <math.h>

#include "dt-calendar.h"

#include "dt-guard.h"

/* What guards ask the calendar. */

gboolean
dt_guard_has_session (DtTime        time,
                      DtTimeInForce tif)
{
  DtSession session;
  DtDate date = dt_time_get_new_york_date (time, NULL);
  gboolean today = dt_calendar_get_session (date, &session) && time < session.close;

  switch (tif)
    {
    /* It is filled at once or not at all */
    case DT_TIF_IOC:
      return today && time >= session.open;
    /* There is an auction to come */
    case DT_TIF_OPG:
      return (today && time < session.open) || dt_calendar_next_session (date) != DT_DATE_NONE;
    case DT_TIF_DAY:
    case DT_TIF_GTC:
    case DT_TIF_CLS:
    default:
      return today || dt_calendar_next_session (date) != DT_DATE_NONE;
    }
}

/* The part of a session that lies between two times, ns. */
static double
overlap (const DtSession *session,
         DtTime           from,
         DtTime           to)
{
  return MAX (0., (double) (MIN (session->close, to) - MAX (session->open, from)));
}

double
dt_guard_get_data_age (DtTime      known,
                       DtTime      time,
                       DtTimeframe timeframe,
                       double      most)
{
  gboolean intraday = dt_timeframe_is_intraday (timeframe);
  /* Of trading time, or of sessions: five make a week */
  double bar = intraday ? (double) timeframe * DT_SECOND
                        : timeframe < DT_TIMEFRAME_WEEK ? 1. : 5. * timeframe / DT_TIMEFRAME_WEEK;
  double age = 0.;
  DtDate date;

  if (time <= known)
    return 0.;

  date = dt_time_get_new_york_date (known, NULL);
  for (; date != DT_DATE_NONE && age < most; date = dt_calendar_next_session (date))
    {
      DtSession session;

      if (!dt_calendar_get_session (date, &session))
        continue;
      if (session.open >= time)
        break;
      /* A daily bar is late once the session that it is of has closed */
      age += (intraday ? overlap (&session, known, time)
                       : session.close > known && session.close <= time) / bar;
    }

  return MIN (age, most);
}
