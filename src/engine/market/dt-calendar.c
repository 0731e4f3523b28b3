/* dt-calendar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-market"

#include "config.h"

#include "dt-calendar.h"

/* Sources: NYSE Rule 7.2 and the exchange's yearly notices; the odd days are listed one by one. */

#define OPEN      (9 * DT_HOUR + 30 * DT_MINUTE)
#define CLOSE     (16 * DT_HOUR)
#define HALF_DAY  (13 * DT_HOUR)
/* Half days until 1992 ended at 14:00. */
#define LONG_HALF (14 * DT_HOUR)

#define N_YEARS  (DT_CALENDAR_LAST_YEAR - DT_CALENDAR_FIRST_YEAR + 1)
#define MAX_DAYS (N_YEARS * 366)

enum
{
  SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY
};

typedef struct
{
  int year;
  int month;
  int day;
} Day;

static const Day special_closures[] = {
  { 1994, 4, 27 },                                                     /* funeral of Nixon */
  { 2001, 9, 11 }, { 2001, 9, 12 }, { 2001, 9, 13 }, { 2001, 9, 14 },  /* attacks */
  { 2004, 6, 11 },                                                     /* funeral of Reagan */
  { 2007, 1, 2 },                                                      /* mourning for Ford */
  { 2012, 10, 29 }, { 2012, 10, 30 },                                  /* hurricane Sandy */
  { 2018, 12, 5 },                                                     /* mourning for Bush */
  { 2025, 1, 9 },                                                      /* mourning for Carter */
};

/* Half days that no rule gives. */
static const Day special_half_days[] = {
  { 1997, 12, 26 }, { 1999, 12, 31 }, { 2003, 12, 26 },
};

/* Sessions in order, and for each day of the range the place of the first session on or after
 * it: every question is one look-up. Filled once, then read by all threads. */
typedef struct
{
  DtDate    first_day;
  guint     n_days;
  guint     n_sessions;
  DtSession sessions[MAX_DAYS];
  guint16   at_or_after[MAX_DAYS + 1];
} Calendar;

static Calendar calendar;

static gboolean
lists_day (const Day *days,
           guint      n_days,
           DtDate     date)
{
  for (guint i = 0; i < n_days; i++)
    if (dt_date_new (days[i].year, days[i].month, days[i].day) == date)
      return TRUE;

  return FALSE;
}

static DtDate
nth_weekday (int year,
             int month,
             int weekday,
             int n)
{
  DtDate first = dt_date_new (year, month, 1);

  return first + (weekday - dt_date_get_weekday (first) + 7) % 7 + 7 * (n - 1);
}

static DtDate
last_weekday (int year,
              int month,
              int weekday)
{
  DtDate last = dt_date_new (year, month + 1, 1) - 1;

  return last - (dt_date_get_weekday (last) - weekday + 7) % 7;
}

/* Gregorian Easter after the anonymous computus (Nature, 1876; Meeus, "Astronomical Algorithms",
 * chapter 8). */
static DtDate
easter_sunday (int year)
{
  int a = year % 19, b = year / 100, c = year % 100;
  int g = (8 * b + 13) / 25;
  int h = (19 * a + b - b / 4 - g + 15) % 30;
  int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  int m = (a + 11 * h + 22 * l) / 451;
  int n = h + l - 7 * m + 114;

  return dt_date_new (year, n / 31, n % 31 + 1);
}

/* A holiday on Saturday is kept the Friday before, on Sunday the Monday after. */
static DtDate
observed (DtDate date)
{
  int weekday = dt_date_get_weekday (date);

  return date - (weekday == SATURDAY) + (weekday == SUNDAY);
}

static gboolean
is_holiday (DtDate date,
            int    year)
{
  DtDate new_year = dt_date_new (year, 1, 1);

  /* The Friday before a New Year on Saturday ends the books of a year and is worked */
  if (date == new_year + (dt_date_get_weekday (new_year) == SUNDAY))
    return TRUE;

  return (year >= 1998 && date == nth_weekday (year, 1, MONDAY, 3))
         || date == nth_weekday (year, 2, MONDAY, 3)
         || date == easter_sunday (year) - 2
         || date == last_weekday (year, 5, MONDAY)
         || (year >= 2022 && date == observed (dt_date_new (year, 6, 19)))
         || date == observed (dt_date_new (year, 7, 4))
         || date == nth_weekday (year, 9, MONDAY, 1)
         || date == nth_weekday (year, 11, THURSDAY, 4)
         || date == observed (dt_date_new (year, 12, 25));
}

/* The half day beside Independence Day, since 1995: the 3rd when the 4th is Tuesday to
 * Friday; until 2012 a 4th on Thursday made it the 5th. */
static gboolean
is_independence_half_day (DtDate date,
                          int    year)
{
  DtDate fourth = dt_date_new (year, 7, 4);
  int weekday = dt_date_get_weekday (fourth);

  if (year < 1995 || weekday < TUESDAY || weekday > FRIDAY)
    return FALSE;

  return date == fourth + (weekday == THURSDAY && year < 2013 ? 1 : -1);
}

/* Nanoseconds of New York's clock at which a session closes. */
static gint64
close_of_day (DtDate date,
              int    year)
{
  gint64 half_day = year <= 1992 ? LONG_HALF : HALF_DAY;

  if (date == dt_date_new (year, 12, 24)
      || (year >= 1992 && date == nth_weekday (year, 11, THURSDAY, 4) + 1))
    return half_day;

  if (is_independence_half_day (date, year)
      || lists_day (special_half_days, G_N_ELEMENTS (special_half_days), date))
    return HALF_DAY;

  return CLOSE;
}

static gboolean
is_session (DtDate date,
            int    year)
{
  int weekday = dt_date_get_weekday (date);

  return weekday != SATURDAY && weekday != SUNDAY && !is_holiday (date, year)
         && !lists_day (special_closures, G_N_ELEMENTS (special_closures), date);
}

static void
fill_calendar (void)
{
  DtDate end = dt_date_new (DT_CALENDAR_LAST_YEAR + 1, 1, 1);

  calendar.first_day = dt_date_new (DT_CALENDAR_FIRST_YEAR, 1, 1);
  for (DtDate date = calendar.first_day; date < end; date++)
    {
      int year, month, day;

      dt_date_get_ymd (date, &year, &month, &day);
      calendar.at_or_after[calendar.n_days++] = calendar.n_sessions;
      if (is_session (date, year))
        calendar.sessions[calendar.n_sessions++] = (DtSession) {
          date, dt_time_from_new_york (date, OPEN),
          dt_time_from_new_york (date, close_of_day (date, year))
        };
    }
  calendar.at_or_after[calendar.n_days] = calendar.n_sessions;
}

static inline const Calendar *
get_calendar (void)
{
  static gsize filled;

  if (g_once_init_enter (&filled))
    {
      fill_calendar ();
      g_once_init_leave (&filled, 1);
    }

  return &calendar;
}

/* The session of a date, or NULL. */
static inline const DtSession *
look_up (DtDate date)
{
  const Calendar *all = get_calendar ();
  gint64 day = (gint64) date - all->first_day;
  const DtSession *session;

  if (day < 0 || day >= all->n_days || all->at_or_after[day] == all->n_sessions)
    return NULL;

  session = &all->sessions[all->at_or_after[day]];
  return session->date == date ? session : NULL;
}

static inline DtDate
utc_date (DtTime time)
{
  return time / DT_DAY - (time % DT_DAY < 0);
}

/* The session of the New York date of a time. From 05:00 UTC on the dates are the same. */
static inline const DtSession *
look_up_day_of (DtTime time)
{
  DtDate date = utc_date (time);

  if (time - date * DT_DAY < 5 * DT_HOUR)
    date = dt_time_get_new_york_date (time, NULL);

  return look_up (date);
}

/**
 * dt_calendar_get_session:
 * @session: (out) (optional): filled when there is one
 *
 * Returns: %FALSE when the exchange is closed on @date, or before 1990 or after 2030
 */
gboolean
dt_calendar_get_session (DtDate     date,
                         DtSession *session)
{
  const DtSession *found = look_up (date);

  if (found != NULL && session != NULL)
    *session = *found;

  return found != NULL;
}

/**
 * dt_calendar_find_session:
 * @session: (out) (optional): the session that @time falls into
 *
 * Returns: %FALSE when no session runs at @time; the open belongs to it, the close does not
 */
gboolean
dt_calendar_find_session (DtTime     time,
                          DtSession *session)
{
  /* A session lies within one UTC date in winter and in summer */
  const DtSession *found = look_up (utc_date (time));

  if (found == NULL || time < found->open || time >= found->close)
    return FALSE;

  if (session != NULL)
    *session = *found;

  return TRUE;
}

/* Returns: the first session after @date, or %DT_DATE_NONE after the last one that is known */
DtDate
dt_calendar_next_session (DtDate date)
{
  const Calendar *all = get_calendar ();
  gint64 day = (gint64) date + 1 - all->first_day;
  guint i;

  if (day >= all->n_days)
    return DT_DATE_NONE;

  i = all->at_or_after[MAX (day, 0)];
  return i < all->n_sessions ? all->sessions[i].date : DT_DATE_NONE;
}

/* Returns: the last session before @date, or %DT_DATE_NONE before the first one that is known */
DtDate
dt_calendar_prev_session (DtDate date)
{
  const Calendar *all = get_calendar ();
  gint64 day = (gint64) date - all->first_day;
  guint i;

  if (day < 0)
    return DT_DATE_NONE;

  i = all->at_or_after[MIN (day, all->n_days)];
  return i > 0 ? all->sessions[i - 1].date : DT_DATE_NONE;
}

/* Close of the last session of the ISO week that a time falls into, or DT_TIME_NONE. */
static DtTime
close_of_week (DtTime time)
{
  DtDate date = dt_time_get_new_york_date (time, NULL);
  DtDate monday = date - (dt_date_get_weekday (date) + 6) % 7;

  for (DtDate day = monday + 6; day >= monday; day--)
    {
      const DtSession *session = look_up (day);

      if (session != NULL)
        return session->close;
    }

  return DT_TIME_NONE;
}

/**
 * dt_calendar_bar_known:
 * @start: of the bar
 *
 * When a bar is complete (law 2): an intraday bar after its timeframe but at its session's close
 * at the latest, a daily bar at the close of its session, a weekly one at the close of the last
 * session of its ISO week. A bar outside all sessions, after its timeframe.
 *
 * Returns: UTC nanoseconds
 */
DtTime
dt_calendar_bar_known (DtTime      start,
                       DtTimeframe timeframe)
{
  DtTime end = start + timeframe * DT_SECOND;

  if (dt_timeframe_is_intraday (timeframe))
    {
      const DtSession *session = look_up (utc_date (start));

      if (session != NULL && start >= session->open && start < session->close)
        return MIN (end, session->close);
    }
  else if (timeframe == DT_TIMEFRAME_DAY)
    {
      const DtSession *session = look_up_day_of (start);

      if (session != NULL && start < session->close)
        return session->close;
    }
  else
    {
      DtTime close = close_of_week (start);

      if (close > start)
        return close;
    }

  return end;
}
