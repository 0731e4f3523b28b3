/* dt-time.h - instants and dates
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An instant: UTC nanoseconds since 1970-01-01. */
typedef gint64 DtTime;
/* A calendar date: days since 1970-01-01, proleptic Gregorian. */
typedef gint32 DtDate;

#define DT_TIME_NONE   G_MININT64
#define DT_DATE_NONE   G_MININT32
#define DT_SECOND      G_GINT64_CONSTANT (1000000000)
#define DT_MINUTE      (60 * DT_SECOND)
#define DT_HOUR        (60 * DT_MINUTE)
#define DT_DAY         (24 * DT_HOUR)

DtDate    dt_date_new               (int           year,
                                     int           month,
                                     int           day);
void      dt_date_get_ymd           (DtDate        date,
                                     int          *year,
                                     int          *month,
                                     int          *day);
int       dt_date_get_weekday       (DtDate        date);
gboolean  dt_date_parse             (const char   *text,
                                     DtDate       *date);

/* New York wall clock; United States daylight saving rules since 1967, no system data needed. */
gint64    dt_time_new_york_offset   (DtTime        time);
DtTime    dt_time_from_new_york     (DtDate        date,
                                     gint64        since_midnight);
DtDate    dt_time_get_new_york_date (DtTime        time,
                                     gint64       *since_midnight);

/* "2019-02-11" and "2019-02-11T14:31:00Z" (fraction only when there is one). */
#define DT_TIME_BUF_SIZE 40
char     *dt_date_to_string         (DtDate        date,
                                     char          buf[DT_TIME_BUF_SIZE]);
char     *dt_time_to_string         (DtTime        time,
                                     char          buf[DT_TIME_BUF_SIZE]);
gboolean  dt_time_parse             (const char   *text,
                                     DtTime       *time);

G_END_DECLS
