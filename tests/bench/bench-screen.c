/* bench-screen.c - a screen over the daily market
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gstdio.h>

#include "dt-demo-pack.h"
#include "dt-pool.h"
#include "dt-screen-library.h"
#include "dt-screen.h"

#define N_ROUNDS 9

/* Loading from market.db and evaluating, apart, best of some rounds. */
static void
measure (DtMarketStore *store,
         DtScreenFile  *file,
         guint          n_threads)
{
  double load = INFINITY, evaluate = INFINITY;
  guint n = 0, n_passed = 0;

  dt_pool_set_n_threads (n_threads);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(DtTapeSet) set = NULL;
      g_autoptr(DtScreenResult) result = NULL;
      gint64 start = g_get_monotonic_time (), loaded;

      set = dt_screen_load (file, store, "daily", NULL, DT_TIME_NONE, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      loaded = g_get_monotonic_time ();
      result = dt_screen_run (file, set, DT_TIME_NONE, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      load = MIN (load, (loaded - start) / 1e3);
      evaluate = MIN (evaluate, (g_get_monotonic_time () - loaded) / 1e3);
      n = result->n_rows;
      n_passed = result->n_passed;
    }
  g_print ("%-12s %u thread%s  %u symbols, %u pass: loading %.1f ms, evaluating %.1f ms\n",
           file->name, dt_pool_get_n_threads (), n_threads == 1 ? " " : "s", n, n_passed, load,
           evaluate);
}

int
main (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("dt-bench-XXXXXX", &error);
  g_autoptr(DtMarketStore) store = dt_market_store_open (folder, DT_STORE_READ_WRITE, &error);
  g_autoptr(GPtrArray) entries = NULL;

  g_assert_no_error (error);
  if (!dt_demo_pack_ensure (store, NULL, NULL, NULL, NULL, &error)
      || !(entries = dt_screen_library_list (folder, &error)))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  for (guint i = 0; i < entries->len; i++)
    {
      const DtScreenEntry *entry = g_ptr_array_index (entries, i);

      measure (store, entry->file, 1);
      measure (store, entry->file, 0);
    }

  g_clear_object (&store);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const names[] = { "market.db", "market.db-wal", "market.db-shm" };
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);

  return 0;
}
