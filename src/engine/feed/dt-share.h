/* dt-share.h - files that come with the program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The file @name of the data folder ("demo/demo.db", "strategies/breakout.strategy"): below
 * $DAYTRADER_SHARE_DIR when that is set, else below the installed data, else beside the source tree
 * that the running program was built in. (transfer full) (nullable) */
char *dt_share_find        (const char *name);
/* The same of a folder: "strategies". (transfer full) (nullable) */
char *dt_share_find_folder (const char *name);

G_END_DECLS
