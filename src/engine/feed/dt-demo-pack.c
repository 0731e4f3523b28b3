/* dt-demo-pack.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-feed"

#include "config.h"

#include "dt-demo-pack.h"
#include "dt-share.h"
#include "dt-tape-loader.h"

#define PACK "demo/demo.db"

/* The merge is one transaction, so all tapes are there or none. */
static const char *const tapes[] = { "daily", "demo", "minute", "minute-etf" };

char *
dt_demo_pack_find (void)
{
  return dt_share_find (PACK);
}

gboolean
dt_demo_pack_is_present (DtMarketStore *store)
{
  for (guint i = 0; i < G_N_ELEMENTS (tapes); i++)
    {
      g_autoptr(DtTape) tape = dt_market_store_dup_tape (store, tapes[i], NULL);

      if (tape == NULL)
        return FALSE;
    }

  return TRUE;
}

gboolean
dt_demo_pack_ensure (DtMarketStore          *store,
                     const char             *path,
                     GFileProgressCallback   progress,
                     gpointer                user_data,
                     GCancellable           *cancellable,
                     GError                **error)
{
  g_autofree char *found = NULL;

  g_return_val_if_fail (DT_IS_MARKET_STORE (store), FALSE);

  if (dt_demo_pack_is_present (store))
    return TRUE;

  if (path == NULL)
    found = dt_demo_pack_find ();
  else if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    found = g_strdup (path);
  if (found != NULL)
    return dt_market_store_merge (store, found, progress, user_data, cancellable, error);

  if (path != NULL)
    g_set_error (error, DT_FEED_ERROR, DT_FEED_ERROR_NO_PACK,
                 "There is no demo market at %s", path);
  else
    g_set_error (error, DT_FEED_ERROR, DT_FEED_ERROR_NO_PACK,
                 "The demo market is not installed: there is no %s/%s; set DAYTRADER_SHARE_DIR to "
                 "the data folder of a source tree", DT_DATA_DIR, PACK);
  return FALSE;
}
