/* dt-timeframe.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-market"

#include "config.h"

#include "dt-timeframe.h"

/* Longest first, so that to_string() takes the largest unit that divides. */
static const struct
{
  char        letter;
  DtTimeframe seconds;
} units[] = {
  { 'w', DT_TIMEFRAME_WEEK },
  { 'd', DT_TIMEFRAME_DAY },
  { 'h', DT_TIMEFRAME_HOUR },
  { 'm', DT_TIMEFRAME_MINUTE },
  { 's', 1 },
};

/**
 * dt_timeframe_parse:
 * @text: a whole number from 1 and one of s, m, h, d, w
 *
 * Returns: %FALSE when @text is anything else; more than one day or week is not a timeframe, nor
 *   is an intraday period of a day or longer
 */
gboolean
dt_timeframe_parse (const char  *text,
                    DtTimeframe *timeframe)
{
  guint count = 0;

  for (; g_ascii_isdigit (*text) && count < DT_TIMEFRAME_DAY; text++)
    count = count * 10 + (*text - '0');

  if (count == 0 || text[0] == '\0' || text[1] != '\0')
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (units[i].letter == *text)
      {
        guint64 seconds = (guint64) count * units[i].seconds;

        *timeframe = (DtTimeframe) seconds;
        return units[i].seconds >= DT_TIMEFRAME_DAY ? count == 1 : seconds < DT_TIMEFRAME_DAY;
      }

  return FALSE;
}

char *
dt_timeframe_to_string (DtTimeframe timeframe,
                        char        buf[DT_TIMEFRAME_BUF_SIZE])
{
  guint i = 0;

  while (timeframe % units[i].seconds != 0)
    i++;
  g_snprintf (buf, DT_TIMEFRAME_BUF_SIZE, "%u%c", timeframe / units[i].seconds, units[i].letter);

  return buf;
}
