/* dt-time.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include <string.h>

#include "dt-time.h"

/**
 * dt_date_new:
 * @month: 1..12
 * @day: 1..31
 *
 * Days since 1970-01-01 of a proleptic Gregorian date, counted in 400-year eras that begin on
 * 1 March so that the leap day ends the year.
 */
DtDate
dt_date_new (int year,
             int month,
             int day)
{
  int y = month <= 2 ? year - 1 : year;
  int era = (y >= 0 ? y : y - 399) / 400;
  int year_of_era = y - era * 400;
  int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100
         + day_of_year - 719468;
}

void
dt_date_get_ymd (DtDate  date,
                 int    *year,
                 int    *month,
                 int    *day)
{
  int days = date + 719468;
  int era = (days >= 0 ? days : days - 146096) / 146097;
  int day_of_era = days - era * 146097;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096)
                    / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted = (5 * day_of_year + 2) / 153;

  *day = day_of_year - (153 * shifted + 2) / 5 + 1;
  *month = shifted < 10 ? shifted + 3 : shifted - 9;
  *year = year_of_era + era * 400 + (*month <= 2);
}

/* 0 is Sunday, 6 is Saturday. */
int
dt_date_get_weekday (DtDate date)
{
  int weekday = (date + 4) % 7;

  return weekday < 0 ? weekday + 7 : weekday;
}

static gboolean
parse_digits (const char **text,
              guint        n_digits,
              int         *value)
{
  int sum = 0;

  for (guint i = 0; i < n_digits; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      sum = sum * 10 + (**text - '0');
    }

  *value = sum;
  return TRUE;
}

static gboolean
parse_date (const char **text,
            DtDate      *date)
{
  int year, month, day, y, m, d;

  if (!parse_digits (text, 4, &year) || *(*text)++ != '-'
      || !parse_digits (text, 2, &month) || *(*text)++ != '-'
      || !parse_digits (text, 2, &day)
      || month < 1 || month > 12 || day < 1)
    return FALSE;

  *date = dt_date_new (year, month, day);
  dt_date_get_ymd (*date, &y, &m, &d);

  /* 30 February would come back as a day of March */
  return m == month && d == day;
}

gboolean
dt_date_parse (const char *text,
               DtDate     *date)
{
  return parse_date (&text, date) && *text == '\0';
}

/* The n-th Sunday (1..) of a month. */
static DtDate
nth_sunday (int year,
            int month,
            int n)
{
  DtDate first = dt_date_new (year, month, 1);

  return first + (7 - dt_date_get_weekday (first)) % 7 + 7 * (n - 1);
}

static DtDate
last_sunday (int year,
             int month)
{
  DtDate last = dt_date_new (year, month + 1, 1) - 1;

  return last - dt_date_get_weekday (last);
}

/* First and last date of daylight saving: Uniform Time Act 1966, its 1974-75 exception, the 1986
 * amendment and the Energy Policy Act of 2005. */
static void
daylight_dates (int     year,
                DtDate *begin,
                DtDate *end)
{
  if (year >= 2007)
    {
      *begin = nth_sunday (year, 3, 2);
      *end = nth_sunday (year, 11, 1);
      return;
    }

  if (year == 1974)
    *begin = dt_date_new (1974, 1, 6);
  else if (year == 1975)
    *begin = dt_date_new (1975, 2, 23);
  else
    *begin = year >= 1987 ? nth_sunday (year, 4, 1) : last_sunday (year, 4);
  *end = last_sunday (year, 10);
}

static gint64
floor_divide (gint64 a,
              gint64 b)
{
  return a / b - (a % b < 0);
}

/**
 * dt_time_new_york_offset:
 *
 * Returns: what to add to UTC to read a New York clock, nanoseconds: -5 h, or -4 h in summer
 */
gint64
dt_time_new_york_offset (DtTime time)
{
  /* The half year of the last answer: bars come in order, and whole files ask nothing else */
  static __thread DtTime from = 1, until = 0;
  static __thread gint64 offset;
  int year, month, day;
  DtDate first, last;
  DtTime begin, end;

  if (time >= from && time < until)
    return offset;

  dt_date_get_ymd (floor_divide (time - 5 * DT_HOUR, DT_DAY), &year, &month, &day);
  daylight_dates (year, &first, &last);

  /* Clocks change at 02:00 local: 07:00 UTC in spring, 06:00 UTC in autumn */
  begin = first * DT_DAY + 7 * DT_HOUR;
  end = last * DT_DAY + 6 * DT_HOUR;
  offset = time >= begin && time < end ? -4 * DT_HOUR : -5 * DT_HOUR;
  from = begin;
  until = end;

  /* A winter lies in two years */
  if (time < begin)
    {
      daylight_dates (year - 1, &first, &last);
      from = last * DT_DAY + 6 * DT_HOUR;
      until = begin;
    }
  else if (time >= end)
    {
      daylight_dates (year + 1, &first, &last);
      from = end;
      until = first * DT_DAY + 7 * DT_HOUR;
    }

  return offset;
}

/**
 * dt_time_from_new_york:
 * @since_midnight: nanoseconds that a New York clock shows past midnight of @date
 *
 * In the hour that autumn repeats, the first one is meant; the hour that spring skips reads on
 * winter time.
 */
DtTime
dt_time_from_new_york (DtDate date,
                       gint64 since_midnight)
{
  DtTime local = date * DT_DAY + since_midnight;
  DtTime summer = local + 4 * DT_HOUR;

  if (dt_time_new_york_offset (summer) == -4 * DT_HOUR)
    return summer;

  return local + 5 * DT_HOUR;
}

DtDate
dt_time_get_new_york_date (DtTime  time,
                           gint64 *since_midnight)
{
  DtTime local = time + dt_time_new_york_offset (time);
  DtDate date = floor_divide (local, DT_DAY);

  if (since_midnight != NULL)
    *since_midnight = local - date * DT_DAY;

  return date;
}

/* Files have a date or two a line: printf would be most of the work. */
static void
put_digits (char *at,
            int   value)
{
  at[0] = (char) ('0' + value / 10);
  at[1] = (char) ('0' + value % 10);
}

char *
dt_date_to_string (DtDate date,
                   char   buf[DT_TIME_BUF_SIZE])
{
  int year, month, day;

  dt_date_get_ymd (date, &year, &month, &day);
  if (year < 0 || year > 9999)
    {
      g_snprintf (buf, DT_TIME_BUF_SIZE, "%04d-%02d-%02d", year, month, day);
      return buf;
    }

  put_digits (buf, year / 100);
  put_digits (buf + 2, year % 100);
  buf[4] = buf[7] = '-';
  put_digits (buf + 5, month);
  put_digits (buf + 8, day);
  buf[10] = '\0';

  return buf;
}

char *
dt_time_to_string (DtTime time,
                   char   buf[DT_TIME_BUF_SIZE])
{
  DtDate date = floor_divide (time, DT_DAY);
  gint64 rest = time - date * DT_DAY;
  int nanoseconds = rest % DT_SECOND;
  int seconds = rest / DT_SECOND;
  gsize length;

  dt_date_to_string (date, buf);
  length = strlen (buf);
  length += g_snprintf (buf + length, DT_TIME_BUF_SIZE - length, "T%02d:%02d:%02d",
                        seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (nanoseconds != 0)
    {
      length += g_snprintf (buf + length, DT_TIME_BUF_SIZE - length, ".%09d", nanoseconds);
      while (buf[length - 1] == '0')
        length--;
    }
  g_strlcpy (buf + length, "Z", DT_TIME_BUF_SIZE - length);

  return buf;
}

gboolean
dt_time_parse (const char *text,
               DtTime     *time)
{
  DtDate date;
  int hour, minute, second;
  gint64 fraction = 0, unit = DT_SECOND;

  if (!parse_date (&text, &date) || *text++ != 'T'
      || !parse_digits (&text, 2, &hour) || *text++ != ':'
      || !parse_digits (&text, 2, &minute) || *text++ != ':'
      || !parse_digits (&text, 2, &second)
      || hour > 23 || minute > 59 || second > 59)
    return FALSE;

  if (*text == '.')
    for (text++; g_ascii_isdigit (*text) && unit > 1; text++)
      {
        unit /= 10;
        fraction += (*text - '0') * unit;
      }

  *time = date * DT_DAY + (hour * 3600 + minute * 60 + second) * DT_SECOND + fraction;
  return text[0] == 'Z' && text[1] == '\0';
}
