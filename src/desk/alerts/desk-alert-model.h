/* desk-alert-model.h - the engine's alerts as lists
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-session.h"

#include "desk-alert.h"

G_BEGIN_DECLS

/**
 * DeskAlertModel:
 *
 * Follows what the session knows of alerts. Signals: "changed" after the lists are in place;
 * "fired" (id of the alert, its symbol, text) for each firing that came after the model was made.
 *
 * Thread: main.
 */
#define DESK_TYPE_ALERT_MODEL (desk_alert_model_get_type ())
G_DECLARE_FINAL_TYPE (DeskAlertModel, desk_alert_model, DESK, ALERT_MODEL, GObject)

DeskAlertModel *desk_alert_model_new         (DeskSession     *session);
/* (transfer none): of DeskAlert by id; of DeskNote, newest first */
GListModel     *desk_alert_model_get_alerts  (DeskAlertModel  *self);
GListModel     *desk_alert_model_get_history (DeskAlertModel  *self);
/* What the engine takes for the watchlist: "SPY,QQQ". */
char           *desk_alert_model_dup_watchlist (DeskAlertModel *self);

G_END_DECLS
