/* dt-report-number.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-report"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-report-number.h"

/* Numbers: two decimals and thousands apart, so that a column reads at a glance. */

static void
group_thousands (const char *digits,
                 GString    *text)
{
  gsize length = strcspn (digits, ".");

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0 && digits[i - 1] != '-')
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }
  g_string_append (text, digits + length);
}

char *
dt_report_format_double (double      value,
                         int         places,
                         const char *suffix)
{
  char format[16], digits[G_ASCII_DTOSTR_BUF_SIZE];
  GString *text = g_string_new (NULL);

  if (!isfinite (value))
    {
      g_string_assign (text, "-");
      return g_string_free (text, FALSE);
    }

  /* Beyond that no table has room, and no report a use */
  if (fabs (value) >= 1e15)
    {
      g_string_append_printf (text, "%s%s", g_ascii_formatd (digits, sizeof digits, "%.3e", value),
                              suffix);
      return g_string_free (text, FALSE);
    }

  g_snprintf (format, sizeof format, "%%.%df", places);
  g_ascii_formatd (digits, sizeof digits, format, value);
  /* No minus before what rounds to nothing */
  if (strspn (digits, "-0.") == strlen (digits) && digits[0] == '-')
    memmove (digits, digits + 1, strlen (digits));
  group_thousands (digits, text);
  g_string_append (text, suffix);

  return g_string_free (text, FALSE);
}

char *
dt_report_format_money (DtMoney money)
{
  return money == DT_MONEY_NONE ? g_strdup ("-")
                                : dt_report_format_double (dt_money_to_double (money), 2, "");
}

char *
dt_report_format_time (DtTime      time,
                       DtTimeframe timeframe)
{
  char buf[DT_TIME_BUF_SIZE];

  if (time == DT_TIME_NONE)
    return g_strdup ("-");
  if (!dt_timeframe_is_intraday (timeframe))
    return g_strdup (dt_date_to_string (dt_time_get_new_york_date (time, NULL), buf));

  /* Seconds are always 0 */
  dt_time_to_string (time, buf);
  buf[strlen ("2019-02-11T14:31")] = '\0';
  buf[strlen ("2019-02-11")] = ' ';
  return g_strdup (buf);
}

/* Day trades last minutes: 0.01 d tells nobody anything. */
char *
dt_report_format_days (double      days,
                       DtTimeframe timeframe)
{
  if (!dt_timeframe_is_intraday (timeframe))
    return dt_report_format_double (days, 0, " d");
  if (days >= 2.)
    return dt_report_format_double (days, 1, " d");
  if (days * 24. >= 2.)
    return dt_report_format_double (days * 24., 1, " h");

  return dt_report_format_double (days * 24. * 60., 0, " min");
}

char *
dt_report_format_statistic (const DtTearSheet *sheet,
                            const DtStatistic *s)
{
  switch (s->unit)
    {
    case DT_STATISTIC_TIME:
      return dt_report_format_time (G_STRUCT_MEMBER (DtTime, sheet, s->offset), sheet->timeframe);
    case DT_STATISTIC_MONEY:
      return dt_report_format_money (G_STRUCT_MEMBER (DtMoney, sheet, s->offset));
    case DT_STATISTIC_COUNT:
      return dt_report_format_double ((double) G_STRUCT_MEMBER (guint64, sheet, s->offset), 0, "");
    case DT_STATISTIC_FRACTION:
      return dt_report_format_double (100. * G_STRUCT_MEMBER (double, sheet, s->offset), 2, " %");
    case DT_STATISTIC_DAYS:
      return dt_report_format_days (G_STRUCT_MEMBER (double, sheet, s->offset), sheet->timeframe);
    case DT_STATISTIC_BARS:
      return dt_report_format_double (G_STRUCT_MEMBER (double, sheet, s->offset), 1, " bars");
    case DT_STATISTIC_RATIO:
    default:
      return dt_report_format_double (G_STRUCT_MEMBER (double, sheet, s->offset), 3, "");
    }
}
