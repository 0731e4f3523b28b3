/* desk-format.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

#include <langinfo.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include <glib.h>

#include "desk-format.h"

#define MINUS "\xe2\x88\x92"
#define DASH  "\xe2\x80\x93"
#define TIMES "\xc3\x97"

/* Above this a speed is "as fast as possible", which engines write as the largest double. */
#define SPEED_MAX 1e300

#define NUMBER_SIZE 400   /* "%.4f" of the largest double */

typedef struct
{
  char decimal[8];
  char thousands[8];
} Separators;

static gboolean
copy_separator (char        out[8],
                const char *text)
{
  if (text == NULL || strlen (text) >= 8 || !g_utf8_validate (text, -1, NULL))
    return FALSE;

  strcpy (out, text);
  return TRUE;
}

/* A locale without a thousands separator that has the English decimal point is the plain C locale
 * more often than a wish. */
static void
get_separators (Separators *separators)
{
  const struct lconv *locale = localeconv ();

  if (!copy_separator (separators->decimal, locale->decimal_point)
      || *separators->decimal == '\0')
    strcpy (separators->decimal, ".");
  if (!copy_separator (separators->thousands, locale->thousands_sep))
    strcpy (separators->thousands, "");
  if (*separators->thousands == '\0' && g_str_equal (separators->decimal, "."))
    strcpy (separators->thousands, ",");
}

static gboolean
is_zero (const char *digits)
{
  return digits[strspn (digits, "0.")] == '\0';
}

/* "-1234.5" becomes the sign, if any, the prefix and "1,234.5". Signed figures have a plus too;
 * what was rounded to zero has no sign. */
static char *
localise (const char *plain,
          const char *prefix,
          gboolean    with_sign)
{
  gboolean negative = *plain == '-';
  const char *digits = plain + negative;
  const char *point = strchr (digits, '.');
  gsize n = point != NULL ? (gsize) (point - digits) : strlen (digits);
  GString *text = g_string_sized_new (32);
  Separators separators;

  get_separators (&separators);
  if (!is_zero (digits))
    g_string_append (text, negative ? MINUS : with_sign ? "+" : "");
  g_string_append (text, prefix);
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append (text, separators.thousands);
      g_string_append_c (text, digits[i]);
    }
  if (point != NULL)
    {
      g_string_append (text, separators.decimal);
      g_string_append (text, point + 1);
    }

  return g_string_free (text, FALSE);
}

static char *
format_double (double      value,
               int         decimals,
               const char *prefix,
               gboolean    with_sign)
{
  char format[8], plain[NUMBER_SIZE];

  if (!isfinite (value))
    return g_strdup (DASH);

  g_snprintf (format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd (plain, sizeof plain, format, value);
  return localise (plain, prefix, with_sign);
}

/* Half cents away from zero; in integers, since the largest amounts are no doubles. */
static char *
format_cents (DtMoney     money,
              const char *prefix,
              gboolean    with_sign)
{
  guint64 amount = money < 0 ? 0 - (guint64) money : (guint64) money;
  guint64 cents = (amount + DT_MONEY_SCALE / 200) / (DT_MONEY_SCALE / 100);
  char plain[DT_DECIMAL_BUF_SIZE];

  g_snprintf (plain, sizeof plain, "%s%" G_GUINT64_FORMAT ".%02u", money < 0 ? "-" : "",
              cents / 100, (guint) (cents % 100));
  return localise (plain, prefix, with_sign);
}

char *
desk_format_money (DtMoney money)
{
  return money == DT_MONEY_NONE ? g_strdup (DASH) : format_cents (money, "", FALSE);
}

char *
desk_format_profit (DtMoney money)
{
  return money == DT_MONEY_NONE ? g_strdup (DASH) : format_cents (money, "$", TRUE);
}

char *
desk_format_price (double price)
{
  return format_double (price, fabs (price) < 1. && price != 0. ? 4 : 2, "", FALSE);
}

char *
desk_format_quantity (DtQuantity quantity)
{
  char plain[DT_DECIMAL_BUF_SIZE];

  return localise (dt_quantity_to_string (quantity, plain), "", FALSE);
}

static char *
format_percent (double   fraction,
                gboolean with_sign)
{
  g_autofree char *number = format_double (fraction * 100., 2, "", with_sign);

  return isfinite (fraction * 100.) ? g_strconcat (number, " %", NULL) : g_steal_pointer (&number);
}

char *
desk_format_percent (double fraction)
{
  return format_percent (fraction, FALSE);
}

char *
desk_format_signed_percent (double fraction)
{
  return format_percent (fraction, TRUE);
}

char *
desk_format_figure (const char *text)
{
  if (g_str_equal (text, "-"))
    return g_strdup ("–");
  if (text[0] == '-' && g_ascii_isdigit (text[1]))
    return g_strconcat ("−", text + 1, NULL);

  return g_strdup (text);
}

char *
desk_format_r (double r)
{
  if (!isfinite (r))
    return g_strdup ("–");

  return g_strdup_printf ("%s%.2f R", r > 0. ? "+" : r < 0. ? "−" : "", fabs (r));
}

char *
desk_format_large (double number)
{
  static const char *const units[] = { "", " K", " M", " B", " T" };
  double rest = number;
  guint i = 0;
  g_autofree char *text = NULL;

  if (!isfinite (number))
    return g_strdup (DASH);

  /* 999,960 would be "1,000.0 K" */
  while (i < G_N_ELEMENTS (units) - 1 && fabs (rest) >= (i == 0 ? 999.5 : 999.95))
    {
      rest /= 1000.;
      i++;
    }

  text = format_double (rest, i == 0 ? 0 : 1, "", FALSE);
  return g_strconcat (text, units[i], NULL);
}

char *
desk_format_speed (double speed)
{
  g_autofree char *number = NULL;

  if (isnan (speed))
    return g_strdup (DASH);
  if (speed >= SPEED_MAX)
    return g_strdup ("max");
  if (speed <= 0.)
    return g_strdup ("paused");

  number = format_double (speed, speed < 10. && speed != floor (speed) ? 1 : 0, "", FALSE);
  return g_strconcat (number, TIMES, NULL);
}

/* How the user's locale orders a date, told from its short form. */
static const char *
get_date_format (void)
{
  const char *name = setlocale (LC_TIME, NULL);
  const char *form = nl_langinfo (D_FMT);
  gsize day = strcspn (form, "de"), month = strcspn (form, "mbBDh");

  if (name == NULL || name[0] == 'C' || g_str_equal (name, "POSIX"))
    return "%-d %b %Y";
  if (g_str_has_prefix (form, "%Y") || g_str_has_prefix (form, "%F"))
    return "%Y-%m-%d";

  return month < day ? "%b %-d, %Y" : "%-d %b %Y";
}

static char *
print_time (GDateTime     *when,
            DeskTimeStyle  style,
            const char    *zone)
{
  g_autofree char *format = NULL;

  if (when == NULL)
    return g_strdup (DASH);
  if (style == DESK_TIME_CLOCK)
    return g_date_time_format (when, "%H:%M:%S");
  if (style == DESK_TIME_MINUTE)
    return g_date_time_format (when, "%H:%M");
  if (style == DESK_TIME_DATE)
    return g_date_time_format (when, get_date_format ());

  format = g_strdup_printf ("%%a %s, %%H:%%M:%%S %s", get_date_format (), zone);
  return g_date_time_format (when, format);
}

/* Years that GDateTime does not have end as a dash. */
static GDateTime *
make_new_york (DtTime time)
{
  gint64 since;
  DtDate date = dt_time_get_new_york_date (time, &since);
  int year, month, day;

  dt_date_get_ymd (date, &year, &month, &day);
  if (year < 1 || year > 9999)
    return NULL;

  return g_date_time_new_utc (year, month, day, since / DT_HOUR, since / DT_MINUTE % 60,
                              since / DT_SECOND % 60);
}

char *
desk_format_time (DtTime        time,
                  DeskTimeStyle style)
{
  g_autoptr(GDateTime) when = NULL;

  if (time == DT_TIME_NONE)
    return g_strdup (DASH);

  when = make_new_york (time);
  return print_time (when, style, "New York");
}

char *
desk_format_local_time (DtTime time)
{
  g_autoptr(GDateTime) when = NULL;

  if (time == DT_TIME_NONE)
    return g_strdup (DASH);

  when = g_date_time_new_from_unix_local (time / DT_SECOND - (time % DT_SECOND < 0));
  return print_time (when, DESK_TIME_FULL, "%Z");
}
