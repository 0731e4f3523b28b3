/* dt-cli-alert.h - alerts of the engine that runs, or of the data directory when none does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-alert-list.h"

#include "dt-cli.h"

G_BEGIN_DECLS

/* Both return the number of the alert, 0 with an error. */
guint64 dt_cli_alert_add    (DtCli          *cli,
                             const DtAlert  *alert,
                             GError        **error);
guint64 dt_cli_alert_remove (DtCli          *cli,
                             guint64         id,
                             GError        **error);

G_END_DECLS
