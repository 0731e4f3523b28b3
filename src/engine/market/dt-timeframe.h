/* dt-timeframe.h - the period that a bar covers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-time.h"

G_BEGIN_DECLS

/* Nominal seconds of a bar. Below a day: clock periods counted from the session's open. A day is
 * one session, a week the sessions of one ISO week. */
typedef guint32 DtTimeframe;

#define DT_TIMEFRAME_NONE   0
#define DT_TIMEFRAME_MINUTE 60
#define DT_TIMEFRAME_HOUR   3600
#define DT_TIMEFRAME_DAY    86400
#define DT_TIMEFRAME_WEEK   604800

/* "1m", "15m", "1h", "1d", "1w" */
#define DT_TIMEFRAME_BUF_SIZE 16
gboolean  dt_timeframe_parse      (const char   *text,
                                   DtTimeframe  *timeframe);
char     *dt_timeframe_to_string  (DtTimeframe   timeframe,
                                   char          buf[DT_TIMEFRAME_BUF_SIZE]);

static inline gboolean
dt_timeframe_is_intraday (DtTimeframe timeframe)
{
  return timeframe < DT_TIMEFRAME_DAY;
}

G_END_DECLS
