/* desk-alert-dialog.h - an alert is made, or changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

#include "dt-alert.h"

G_BEGIN_DECLS

/* What became of it, for a toast. */
typedef void (*DeskAlertDone) (const char  *said,
                               gpointer     data);

/* Asks for what @alert lacks and gives it to the engine: a new one where its id is 0. What is wrong
 * is said while it is written. @data is freed with @free_data when the dialog ends. */
void desk_alert_dialog_present (GtkWindow       *parent,
                                DeskSession     *session,
                                const DtAlert   *alert,
                                DeskAlertDone    done,
                                gpointer         data,
                                GDestroyNotify   free_data);

G_END_DECLS
