/* dt-demo-pack.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-feed"

#include "config.h"

#include "dt-demo-pack.h"
#include "dt-tape-loader.h"

#define PACK "demo/demo.db"

/* How many folders above the program a source tree may begin. */
#define MAX_CLIMB 6

/* The merge is one transaction, so all tapes are there or none. */
static const char *const tapes[] = { "daily", "demo", "minute", "minute-etf" };

static char *
dup_if_file (char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return path;

  g_free (path);
  return NULL;
}

/* build/src/cli/daytrader-cli stands in the tree that data/ is in. */
static char *
find_beside_program (void)
{
  g_autofree char *folder = g_file_read_link ("/proc/self/exe", NULL);
  char *path = NULL;

  for (guint i = 0; folder != NULL && path == NULL && i < MAX_CLIMB; i++)
    {
      g_autofree char *below = g_steal_pointer (&folder);

      folder = g_path_get_dirname (below);
      path = dup_if_file (g_build_filename (folder, "data", PACK, NULL));
    }

  return path;
}

char *
dt_demo_pack_find (void)
{
  const char *share = g_getenv ("DAYTRADER_SHARE_DIR");
  char *path;

  if (share != NULL && *share != '\0')
    return dup_if_file (g_build_filename (share, PACK, NULL));

  path = dup_if_file (g_build_filename (DT_DATA_DIR, PACK, NULL));
  return path != NULL ? path : find_beside_program ();
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

  found = path != NULL ? dup_if_file (g_strdup (path)) : dt_demo_pack_find ();
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
