/* dt-calendar.h - the sessions of the New York Stock Exchange
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-time.h"
#include "dt-timeframe.h"

G_BEGIN_DECLS

/* First and last year whose holidays are known. */
#define DT_CALENDAR_FIRST_YEAR 1990
#define DT_CALENDAR_LAST_YEAR  2030

typedef struct
{
  DtDate date;
  DtTime open;
  DtTime close;      /* 16:00 New York, 13:00 on a half day */
} DtSession;

gboolean dt_calendar_get_session   (DtDate      date,
                                    DtSession  *session);
gboolean dt_calendar_find_session  (DtTime      time,
                                    DtSession  *session);
DtDate   dt_calendar_next_session  (DtDate      date);
DtDate   dt_calendar_prev_session  (DtDate      date);
DtTime   dt_calendar_bar_known     (DtTime      start,
                                    DtTimeframe timeframe);

G_END_DECLS
