/* dt-demo-pack.h - the market that comes with the program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-market-store.h"

G_BEGIN_DECLS

/* Where the pack is, as dt_share_find() knows. (transfer full) (nullable) */
char     *dt_demo_pack_find        (void);
/* Whether everything of the pack has been merged. */
gboolean  dt_demo_pack_is_present  (DtMarketStore         *store);
/* Merges the pack from @path (%NULL: where it is found) unless it is present. Errors:
 * DT_FEED_ERROR_NO_PACK when there is no pack, and those of the store. */
gboolean  dt_demo_pack_ensure      (DtMarketStore         *store,
                                    const char            *path,
                                    GFileProgressCallback  progress,
                                    gpointer               user_data,
                                    GCancellable          *cancellable,
                                    GError               **error);

G_END_DECLS
