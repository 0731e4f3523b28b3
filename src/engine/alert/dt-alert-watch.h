/* dt-alert-watch.h - alerts held against the market as it goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rule-instance.h"
#include "dt-tape-loader.h"

#include "dt-alert-list.h"

G_BEGIN_DECLS

/* What a rule may ask of the account about @symbol, at the last step. */
typedef void (*DtAlertAccountFunc) (const char      *symbol,
                                    DtRulePosition  *position,
                                    DtRuleAccount   *account,
                                    gpointer         data);

/**
 * DtAlertWatch:
 *
 * Follows the alerts of a list over the tape of a run: at each moment it takes in what became known
 * since the last one, and nothing else, so an alert cannot see further than a strategy can. Bars
 * that a rule reads and the run does not come from the store. It changes nothing of the run.
 *
 * A price has crossed a level upwards when it must have passed it on the way through a bar: last
 * close below and open at it or above, open below and high at it or above, or low below and close
 * at it or above; downwards the other way round. A change is a cross of the level that the close of
 * the session before gives. A rule fires on the bar on which it becomes true.
 *
 * Thread: the engine's.
 */
typedef struct _DtAlertWatch DtAlertWatch;

/* @store (nullable), @list and @tape outlive it. */
DtAlertWatch *dt_alert_watch_new      (DtAlertList        *list,
                                       DtTapeSet          *tape,
                                       DtMarketStore      *store,
                                       gint64              book,
                                       DtAlertAccountFunc  account,
                                       gpointer            data);
void          dt_alert_watch_free     (DtAlertWatch       *watch);
/* The market's clock is at @time now. Alerts that are new since the last step are taken up first,
 * and do not fire for what was known before. */
void          dt_alert_watch_step     (DtAlertWatch       *watch,
                                       DtTime              time);
/* Why an alert cannot be followed in this run, a sentence; %NULL when it is. */
const char   *dt_alert_watch_get_problem (DtAlertWatch    *watch,
                                       guint64             id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtAlertWatch, dt_alert_watch_free)

G_END_DECLS
