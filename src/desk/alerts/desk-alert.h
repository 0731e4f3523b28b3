/* desk-alert.h - an alert, as the list shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-alert.h"

G_BEGIN_DECLS

typedef struct
{
  DtAlert *alert;          /* without how far it is, but for the counts */
  char    *text;           /* all of it in words */
  char    *problem;        /* "" when it is followed */
} DeskAlertState;

/**
 * DeskAlert:
 *
 * The same object stands for the same alert as long as there is one; what it shows is put into it
 * in place. Signals: "changed".
 *
 * Thread: main.
 */
#define DESK_TYPE_ALERT (desk_alert_get_type ())
G_DECLARE_FINAL_TYPE (DeskAlert, desk_alert, DESK, ALERT, GObject)

DeskAlert            *desk_alert_new            (guint64         id);
guint64               desk_alert_get_id         (DeskAlert      *self);
const DeskAlertState *desk_alert_get_state      (DeskAlert      *self);
/* From a row of the engine's, %DT_ROW_ALERT_TYPE of dt-engine.h. */
void                  desk_alert_update         (DeskAlert      *self,
                                                 GVariant       *row);
/* Arguments of alert.add and alert.edit, floating. @id: 0 for a new one */
GVariant             *desk_alert_make_arguments (const DtAlert  *alert,
                                                 guint64         id);

G_END_DECLS
