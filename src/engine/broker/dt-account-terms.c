/* dt-account-terms.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-broker"

#include "config.h"

#include <string.h>

#include "dt-time.h"

#include "dt-account-terms.h"

/* Bars and milliseconds (a day of them) that a request may take. */
#define MAX_LATENCY_BARS 1000
#define MAX_LATENCY_MS   86400000

static gboolean G_GNUC_PRINTF (2, 3)
refuse (GError     **error,
        const char  *format,
        ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, DT_BROKER_ERROR, DT_BROKER_ERROR_SPEC, text);

  return FALSE;
}

static gboolean
is_none (const char *text)
{
  return text == NULL || strcmp (text, "none") == 0;
}

/* "2.5%" as parts per million: four places of a percent. */
static gboolean
parse_percent (const char  *text,
               const char  *what,
               gint64       most,
               gint64      *ppm,
               GError     **error)
{
  g_autofree char *number = NULL;
  DtMoney value;

  if (is_none (text))
    return TRUE;

  number = g_strndup (text, strlen (text) - g_str_has_suffix (text, "%"));
  if (!g_str_has_suffix (text, "%") || !dt_money_parse (number, &value))
    return refuse (error, "The %s “%s” is no percentage: write it as 2.5%%", what, text);
  if (value < 0 || value > DT_DOLLARS (most) || value % 100 != 0)
    return refuse (error, "The %s “%s” is not between 0%% and %" G_GINT64_FORMAT
                   "%%, in steps of 0.0001%%", what, text, most);

  *ppm = value / 100;
  return TRUE;
}

static gboolean
parse_margin (const char  *text,
              DtMargin    *margin,
              GError     **error)
{
  if (text == NULL)
    return TRUE;

  for (DtMargin i = DT_MARGIN_NONE; i <= DT_MARGIN_PDT; i++)
    if (strcmp (text, dt_margin_to_string (i)) == 0)
      {
        *margin = i;
        return TRUE;
      }

  return refuse (error, "The margin “%s” is none of none, cash, regt and pdt", text);
}

static gboolean
parse_latency (const char  *text,
               DtLatency   *latency,
               GError     **error)
{
  guint64 n;

  if (is_none (text))
    return TRUE;

  if (g_str_has_prefix (text, "bars=")
      && g_ascii_string_to_unsigned (text + 5, 10, 0, MAX_LATENCY_BARS, &n, NULL))
    latency->bars = n;
  else if (g_str_has_prefix (text, "ms=")
           && g_ascii_string_to_unsigned (text + 3, 10, 0, MAX_LATENCY_MS, &n, NULL))
    latency->nanoseconds = n * (DT_SECOND / 1000);
  else
    return refuse (error, "The latency “%s” means nothing: write it as bars=1 or ms=250", text);

  return TRUE;
}

static gboolean
parse_intrabar (const char      *text,
                DtAccountTerms  *terms,
                GError         **error)
{
  if (is_none (text))
    return TRUE;

  terms->intrabar_auto = strcmp (text, "auto") == 0;
  if (!terms->intrabar_auto
      && (!dt_timeframe_parse (text, &terms->intrabar)
          || !dt_timeframe_is_intraday (terms->intrabar)))
    return refuse (error, "The bars inside bars “%s” are no intraday timeframe: write 1m, or auto",
                   text);

  return TRUE;
}

gboolean
dt_account_terms_parse (const DtAccountTexts  *texts,
                        DtAccountTerms        *terms,
                        GError               **error)
{
  *terms = (DtAccountTerms) { 0 };

  return parse_percent (texts->volume_share, "share of volume", 100, &terms->volume_share, error)
         && parse_percent (texts->borrow, "borrow fee", 1000, &terms->borrow, error)
         && parse_percent (texts->interest, "interest", 1000, &terms->interest, error)
         && parse_margin (texts->margin, &terms->margin, error)
         && parse_latency (texts->latency, &terms->latency, error)
         && parse_intrabar (texts->intrabar, terms, error);
}
