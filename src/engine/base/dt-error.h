/* dt-error.h - refusing in one statement
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets @error (nullable) to a whole sentence and returns %FALSE, so that a check that fails is one
 * statement: return dt_refuse (...). */
gboolean dt_refuse (GError     **error,
                    GQuark       domain,
                    int          code,
                    const char  *format,
                    ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
