/* dt-csv-time.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#include <string.h>

#include "dt-csv-import.h"
#include "dt-csv-time.h"

/* Stamps outside are slips of the pen: 0203-02-11. */
#define FIRST_YEAR 1900
#define LAST_YEAR  2199

/* Tried in this order; the second of a pair is what the first may be confused with. */
static const char *const patterns[] = {
  "%m/%d/%Y", "%d/%m/%Y",
  "%m-%d-%Y", "%d-%m-%Y",
  "%m/%d/%y", "%d/%m/%y",
  "%d.%m.%Y", "%d.%m.%y",
  "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%b %d, %Y", "%b %d %Y",
};

static const char *const months[] = {
  "january", "february", "march", "april", "may", "june", "july", "august", "september",
  "october", "november", "december",
};

typedef struct
{
  const char *at;
  const char *end;
} Cursor;

static inline gboolean
take_char (Cursor *cursor,
           char    c)
{
  if (cursor->at == cursor->end || *cursor->at != c)
    return FALSE;

  cursor->at++;
  return TRUE;
}

/* A number of least..most digits. */
static inline gboolean
take_number (Cursor *cursor,
             guint   least,
             guint   most,
             int    *value)
{
  guint n = 0;
  int sum = 0;

  for (; n < most && cursor->at < cursor->end; n++, cursor->at++)
    {
      guint digit = (guchar) *cursor->at - '0';

      if (digit > 9)
        break;
      sum = sum * 10 + digit;
    }

  *value = sum;
  return n >= least;
}

static gboolean
set_date (DtCsvStamp *stamp,
          int         year,
          int         month,
          int         day)
{
  static const guint8 lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1
      || day > lengths[month - 1] + (month == 2 && leap))
    return FALSE;

  stamp->date = dt_date_new (year, month, day);
  return TRUE;
}

/* Digits of a fraction of a second: up to nine count, more are dropped. */
static gboolean
take_fraction_digits (Cursor     *cursor,
                      DtCsvStamp *stamp)
{
  const char *first = cursor->at;
  gint64 unit = DT_SECOND;

  for (; cursor->at < cursor->end && g_ascii_isdigit (*cursor->at); cursor->at++)
    {
      unit /= 10;
      stamp->since_midnight += unit * (*cursor->at - '0');
    }

  return cursor->at > first;
}

static gboolean
take_fraction (Cursor     *cursor,
               DtCsvStamp *stamp)
{
  if (!take_char (cursor, '.') && !take_char (cursor, ','))
    return TRUE;

  return take_fraction_digits (cursor, stamp);
}

/* "PM", after a clock of twelve hours. */
static gboolean
take_half (Cursor *cursor,
           int    *hour)
{
  gboolean afternoon;
  char letter;

  while (take_char (cursor, ' '))
    ;
  if (cursor->end - cursor->at < 2 || (cursor->at[1] | 0x20) != 'm')
    return TRUE;

  letter = cursor->at[0] | 0x20;
  afternoon = letter == 'p';
  if ((letter != 'a' && !afternoon) || *hour < 1 || *hour > 12)
    return FALSE;

  *hour = *hour % 12 + (afternoon ? 12 : 0);
  cursor->at += 2;
  return TRUE;
}

/* "Z", "+00:00", "-0500", "UTC", or nothing. */
static gboolean
take_zone (Cursor     *cursor,
           DtCsvStamp *stamp)
{
  int hours, minutes = 0;
  gint64 sign;

  while (take_char (cursor, ' '))
    ;
  if (cursor->at == cursor->end)
    return TRUE;

  stamp->zoned = TRUE;
  stamp->offset = 0;
  if (take_char (cursor, 'Z'))
    return TRUE;
  if (cursor->end - cursor->at == 3
      && (strncmp (cursor->at, "UTC", 3) == 0 || strncmp (cursor->at, "GMT", 3) == 0))
    {
      cursor->at += 3;
      return TRUE;
    }

  sign = *cursor->at == '-' ? -1 : 1;
  if (!take_char (cursor, '+') && !take_char (cursor, '-'))
    return FALSE;
  if (!take_number (cursor, 2, 2, &hours))
    return FALSE;
  take_char (cursor, ':');
  if (cursor->at < cursor->end && !take_number (cursor, 2, 2, &minutes))
    return FALSE;

  stamp->offset = sign * (hours * DT_HOUR + minutes * DT_MINUTE);
  return hours <= 14 && minutes < 60;
}

/* "09:31", "09:31:00.5", "0931", "093100", "9:31 AM", and a zone. */
static gboolean
take_clock (Cursor     *cursor,
            DtCsvStamp *stamp)
{
  int hour, minute, second = 0;
  gboolean colons;

  if (!take_number (cursor, 1, 2, &hour))
    return FALSE;
  colons = take_char (cursor, ':');
  if (!take_number (cursor, 2, 2, &minute))
    return FALSE;
  if (colons ? take_char (cursor, ':')
             : cursor->at < cursor->end && g_ascii_isdigit (*cursor->at))
    if (!take_number (cursor, 2, 2, &second))
      return FALSE;

  stamp->since_midnight = 0;
  if (!take_fraction (cursor, stamp) || !take_half (cursor, &hour)
      || hour > 23 || minute > 59 || second > 59)
    return FALSE;

  stamp->since_midnight += hour * DT_HOUR + minute * DT_MINUTE + second * DT_SECOND;
  return take_zone (cursor, stamp) && cursor->at == cursor->end;
}

/* What may follow a date: nothing, or a clock after a blank, a T or a semicolon. */
static inline gboolean
take_tail (Cursor     *cursor,
           DtCsvStamp *stamp)
{
  if (cursor->at == cursor->end)
    return TRUE;
  if (!take_char (cursor, ' ') && !take_char (cursor, 'T') && !take_char (cursor, ';'))
    return FALSE;
  while (take_char (cursor, ' '))
    ;

  return take_clock (cursor, stamp);
}

static inline gboolean
parse_iso (Cursor     *cursor,
           DtCsvStamp *stamp)
{
  int year, month, day;
  char separator;

  if (!take_number (cursor, 4, 4, &year) || cursor->at == cursor->end)
    return FALSE;

  separator = *cursor->at++;
  return (separator == '-' || separator == '/' || separator == '.')
         && take_number (cursor, 1, 2, &month) && take_char (cursor, separator)
         && take_number (cursor, 1, 2, &day) && set_date (stamp, year, month, day)
         && take_tail (cursor, stamp);
}

static gboolean
parse_compact (Cursor     *cursor,
               DtCsvStamp *stamp)
{
  int year, month, day;

  if (!take_number (cursor, 4, 4, &year) || !take_number (cursor, 2, 2, &month)
      || !take_number (cursor, 2, 2, &day) || !set_date (stamp, year, month, day))
    return FALSE;
  if (cursor->at < cursor->end && g_ascii_isdigit (*cursor->at))
    return cursor->end - cursor->at >= 4 && take_clock (cursor, stamp);

  return take_tail (cursor, stamp);
}

/* Ten digits count seconds from 2001 to 2286, thirteen milliseconds, and so on. */
static gint64
unix_unit_of (guint n_digits)
{
  if (n_digits <= 10)
    return DT_SECOND;
  if (n_digits <= 13)
    return DT_SECOND / 1000;
  if (n_digits <= 16)
    return DT_SECOND / 1000000;
  return 1;
}

static gboolean
parse_unix (Cursor     *cursor,
            gint64      unit,
            DtCsvStamp *stamp)
{
  const char *first = cursor->at;
  guint64 count = 0;
  gint64 days;
  guint n_digits;

  for (; cursor->at < cursor->end && g_ascii_isdigit (*cursor->at); cursor->at++)
    {
      if (count > G_MAXINT64 / 10 - 1)
        return FALSE;
      count = count * 10 + (*cursor->at - '0');
    }

  n_digits = cursor->at - first;
  if (unit == 0)
    unit = unix_unit_of (n_digits);
  if (n_digits == 0 || count > (guint64) (G_MAXINT64 / unit))
    return FALSE;

  days = (gint64) count * unit / DT_DAY;
  stamp->since_midnight = (gint64) count * unit % DT_DAY;
  stamp->date = days;
  stamp->zoned = TRUE;
  stamp->offset = 0;
  if (unit == DT_SECOND && !take_fraction (cursor, stamp))
    return FALSE;

  return cursor->at == cursor->end && days < dt_date_new (LAST_YEAR, 12, 31);
}

static gboolean
take_month (Cursor *cursor,
            int    *month)
{
  gsize length = 0;

  while (cursor->at + length < cursor->end && g_ascii_isalpha (cursor->at[length]))
    length++;

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (length >= 3 && length <= strlen (months[i])
        && g_ascii_strncasecmp (cursor->at, months[i], length) == 0)
      {
        *month = i + 1;
        cursor->at += length;
        return TRUE;
      }

  return FALSE;
}

typedef struct
{
  int      year, month, day, hour, minute, second;
  gboolean afternoon, twelve;
} Parts;

/* One conversion of a pattern. */
static gboolean
take_part (Cursor     *cursor,
           char        conversion,
           Parts      *parts,
           DtCsvStamp *stamp)
{
  switch (conversion)
    {
    case 'Y':
      return take_number (cursor, 4, 4, &parts->year);
    case 'y':
      if (!take_number (cursor, 2, 2, &parts->year))
        return FALSE;
      parts->year += parts->year < 70 ? 2000 : 1900;
      return TRUE;
    case 'm':
      return take_number (cursor, 1, 2, &parts->month);
    case 'd':
      return take_number (cursor, 1, 2, &parts->day);
    case 'b':
    case 'B':
      return take_month (cursor, &parts->month);
    case 'H':
      return take_number (cursor, 1, 2, &parts->hour);
    case 'I':
      parts->twelve = TRUE;
      return take_number (cursor, 1, 2, &parts->hour);
    case 'M':
      return take_number (cursor, 2, 2, &parts->minute);
    case 'S':
      return take_number (cursor, 2, 2, &parts->second);
    case 'f':
      return take_fraction_digits (cursor, stamp);
    case 'p':
      if (cursor->end - cursor->at < 2)
        return FALSE;
      parts->afternoon = (*cursor->at | 0x20) == 'p';
      cursor->at += 2;
      return TRUE;
    case 'z':
    case 'Z':
      return take_zone (cursor, stamp);
    default:
      return FALSE;
    }
}

static gboolean
set_parts (const Parts *parts,
           DtCsvStamp  *stamp)
{
  int hour = parts->twelve ? parts->hour % 12 + (parts->afternoon ? 12 : 0) : parts->hour;

  if (hour > 23 || parts->minute > 59 || parts->second > 59)
    return FALSE;

  stamp->since_midnight += hour * DT_HOUR + parts->minute * DT_MINUTE
                           + parts->second * DT_SECOND;
  return set_date (stamp, parts->year, parts->month, parts->day);
}

/* A pattern of a date alone may be followed by a clock. */
static gboolean
parse_pattern (Cursor     *cursor,
               const char *pattern,
               DtCsvStamp *stamp)
{
  gboolean has_clock = strstr (pattern, "%H") != NULL || strstr (pattern, "%I") != NULL;
  Parts parts = { 0 };

  for (; *pattern != '\0'; pattern++)
    if (pattern[0] == '%')
      {
        if (!take_part (cursor, *++pattern, &parts, stamp))
          return FALSE;
      }
    else if (!take_char (cursor, *pattern))
      return FALSE;

  if (!set_parts (&parts, stamp))
    return FALSE;

  return has_clock ? cursor->at == cursor->end : take_tail (cursor, stamp);
}

gboolean
dt_csv_time_parse (const DtCsvTimeFormat *format,
                   const char            *text,
                   gsize                  length,
                   DtCsvStamp            *stamp)
{
  Cursor cursor = { text, text + length };

  *stamp = (DtCsvStamp) { 0 };

  switch (format->kind)
    {
    case DT_CSV_TIME_ISO:
      return parse_iso (&cursor, stamp);
    case DT_CSV_TIME_COMPACT:
      return parse_compact (&cursor, stamp);
    case DT_CSV_TIME_UNIX:
      return parse_unix (&cursor, format->unix_unit, stamp);
    case DT_CSV_TIME_PATTERN:
      return parse_pattern (&cursor, format->pattern, stamp);
    default:
      g_assert_not_reached ();
    }
}

/* Adds a clock from a column of its own to a stamp that has a date. "93100" lacks its zero. */
gboolean
dt_csv_time_parse_clock (const char *text,
                         gsize       length,
                         DtCsvStamp *stamp)
{
  char padded[8] = "0";
  Cursor cursor = { text, text + length };

  if ((length == 3 || length == 5) && memchr (text, ':', length) == NULL)
    {
      memcpy (padded + 1, text, length);
      cursor = (Cursor) { padded, padded + length + 1 };
    }

  return take_clock (&cursor, stamp);
}

static gsize
count_fits (const DtCsvTimeFormat *format,
            const DtCsvField      *samples,
            gsize                  n_samples)
{
  DtCsvStamp stamp;
  gsize n_fits = 0;

  for (gsize i = 0; i < n_samples; i++)
    n_fits += dt_csv_time_parse (format, samples[i].text, samples[i].length, &stamp);

  return n_fits;
}

static gboolean
mean_the_same (const DtCsvTimeFormat *a,
               const DtCsvTimeFormat *b,
               const DtCsvField      *samples,
               gsize                  n_samples)
{
  DtCsvStamp x, y;

  for (gsize i = 0; i < n_samples; i++)
    if (dt_csv_time_parse (a, samples[i].text, samples[i].length, &x)
        && dt_csv_time_parse (b, samples[i].text, samples[i].length, &y) && x.date != y.date)
      return FALSE;

  return TRUE;
}

static void
fill_candidates (DtCsvTimeFormat *candidates)
{
  candidates[0] = (DtCsvTimeFormat) { .kind = DT_CSV_TIME_ISO };
  candidates[1] = (DtCsvTimeFormat) { .kind = DT_CSV_TIME_COMPACT };
  candidates[2] = (DtCsvTimeFormat) { .kind = DT_CSV_TIME_UNIX };
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    candidates[3 + i] = (DtCsvTimeFormat) { DT_CSV_TIME_PATTERN, 0, patterns[i] };
}

gboolean
dt_csv_time_detect (const DtCsvField  *samples,
                    gsize              n_samples,
                    DtCsvTimeFormat   *format,
                    GError           **error)
{
  DtCsvTimeFormat candidates[3 + G_N_ELEMENTS (patterns)], rival = { 0 };
  gsize most = 0, rival_fits = 0;

  fill_candidates (candidates);
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      gsize n_fits = count_fits (&candidates[i], samples, n_samples);

      if (n_fits > most)
        {
          most = n_fits;
          *format = candidates[i];
          rival_fits = 0;
        }
      else if (n_fits > 0 && n_fits == most && rival_fits == 0
               && format->kind == DT_CSV_TIME_PATTERN)
        {
          rival_fits = n_fits;
          rival = candidates[i];
        }
    }

  if (most == 0)
    {
      g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION,
                   "No known date format fits \"%.*s\"; give one with --date-format",
                   n_samples > 0 ? (int) MIN (samples[0].length, 40) : 0,
                   n_samples > 0 ? samples[0].text : "");
      return FALSE;
    }

  if (rival_fits == most && !mean_the_same (format, &rival, samples, n_samples))
    {
      g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION,
                   "The date \"%.*s\" can be read in two ways; say --date-format \"%s\" or "
                   "--date-format \"%s\"", (int) MIN (samples[0].length, 40), samples[0].text,
                   format->pattern, rival.pattern);
      return FALSE;
    }

  return TRUE;
}

gboolean
dt_csv_time_format_parse (const char       *text,
                          DtCsvTimeFormat  *format,
                          GError          **error)
{
  static const struct { const char *name; gint64 unit; } units[] = {
    { "unix", 0 }, { "unix-s", DT_SECOND }, { "unix-ms", DT_SECOND / 1000 },
    { "unix-us", DT_SECOND / 1000000 }, { "unix-ns", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (text, units[i].name))
      {
        *format = (DtCsvTimeFormat) { DT_CSV_TIME_UNIX, units[i].unit, NULL };
        return TRUE;
      }

  if (g_str_equal (text, "iso"))
    {
      *format = (DtCsvTimeFormat) { .kind = DT_CSV_TIME_ISO };
      return TRUE;
    }

  for (const char *at = text; (at = strchr (at, '%')) != NULL; at += 2)
    if (at[1] == '\0' || strchr ("YymdbBHIMSfpzZ", at[1]) == NULL)
      {
        g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION,
                     "The date format \"%s\" has the unknown conversion %%%c", text, at[1]);
        return FALSE;
      }

  if (strchr (text, '%') == NULL)
    {
      g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION,
                   "The date format \"%s\" is neither a pattern nor iso or unix", text);
      return FALSE;
    }

  *format = (DtCsvTimeFormat) { DT_CSV_TIME_PATTERN, 0, text };
  return TRUE;
}

/* (transfer full) (nullable): what a reader should know about the format */
char *
dt_csv_time_format_dup_note (const DtCsvTimeFormat *format)
{
  switch (format->kind)
    {
    case DT_CSV_TIME_UNIX:
      return g_strdup ("Stamps are read as Unix time in UTC.");
    case DT_CSV_TIME_PATTERN:
      return g_strdup_printf ("Dates are read as %s.", format->pattern);
    default:
      return NULL;
    }
}
