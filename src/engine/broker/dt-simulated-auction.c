/* dt-simulated-auction.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-broker"

#include "config.h"

#include "dt-calendar.h"

#include "dt-simulated-private.h"

/* Orders that wait for no price: the moment fills them, or they are over. */

/* Whether the bar begins or ends the regular session: a daily bar does both. */
static gboolean
is_auction (const DtBarSeries *series,
            gsize              bar,
            gboolean           closing)
{
  DtSession session;

  if (!dt_timeframe_is_intraday (series->timeframe))
    return TRUE;
  if (!dt_calendar_get_session (dt_time_get_new_york_date (series->time[bar], NULL), &session))
    return FALSE;
  if (closing)
    return series->time[bar] < session.close && series->known[bar] >= session.close;

  return series->known[bar] > session.open && series->time[bar] < session.close
         && (bar == 0 || series->known[bar - 1] <= session.open);
}

/* An order on the open or on the close, or one that the bar fills at once or not at all. */
void
dt_simulated_find_immediate (const DtMeeting *meeting,
                             const DtResting *resting,
                             DtBarOutcome    *outcome)
{
  gboolean closing = resting->order.tif == DT_TIF_CLS;
  const DtMatchBars *bars = meeting->bars;

  if (resting->order.tif == DT_TIF_IOC)
    {
      dt_bar_outcome_find (&meeting->bar, &meeting->window, &resting->order, resting->triggered,
                           meeting->self->config.policy, outcome);
      outcome->takes &= outcome->touch == DT_TOUCH_AT_START;
      return;
    }

  *outcome = (DtBarOutcome) { 0 };
  if (!is_auction (bars->series[meeting->instrument], bars->bar[meeting->instrument], closing))
    return;
  if (closing)
    dt_bar_outcome_at_close (&meeting->bar, &resting->order, outcome);
  else
    dt_bar_outcome_at_open (&meeting->window, &resting->order, outcome);
}

/* Immediate orders and those of an auction: what the moment did not fill is over, but for an exit,
 * which goes on at the market. */
void
dt_simulated_pass_immediate (DtSimulated       *self,
                             DtResting         *resting,
                             const DtMatchBars *bars)
{
  static const char *const why[] = {
    [DT_TIF_IOC] = "the bar's open did not fill it at once",
    [DT_TIF_OPG] = "the open did not fill it",
    [DT_TIF_CLS] = "the close did not fill it",
  };
  DtTimeInForce tif = resting->order.tif;
  DtInstrumentIndex instrument = resting->order.instrument;

  if (tif != DT_TIF_IOC
      && !is_auction (bars->series[instrument], bars->bar[instrument], tif == DT_TIF_CLS))
    return;
  if (resting->order.role != DT_ROLE_ENTRY && resting->order.type == DT_ORDER_MARKET)
    dt_simulated_go_on (self, resting);
  else
    dt_simulated_end (self, resting, DT_ORDER_EXPIRED, why[tif]);
}
