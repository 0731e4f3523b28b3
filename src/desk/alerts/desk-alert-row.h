/* desk-alert-row.h - an alert in the list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-alert.h"

G_BEGIN_DECLS

/**
 * DeskAlertRow:
 *
 * What an alert is about, how far it is, a switch, and what can be done with it. Follows its alert.
 *
 * Thread: main. Signals: "switched" (on), "edit", "remove".
 */
#define DESK_TYPE_ALERT_ROW (desk_alert_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskAlertRow, desk_alert_row, DESK, ALERT_ROW, GtkListBoxRow)

GtkWidget *desk_alert_row_new       (DeskAlert     *alert);
DeskAlert *desk_alert_row_get_alert (DeskAlertRow  *self);

G_END_DECLS
