/* dt-share.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-feed"

#include "config.h"

#include "dt-share.h"

/* How many folders above the program a source tree may begin. */
#define MAX_CLIMB 6

static char *
keep_if (char      *path,
         GFileTest  test)
{
  if (g_file_test (path, test))
    return path;

  g_free (path);
  return NULL;
}

/* build/src/cli/daytrader-cli stands in the tree that data/ is in. */
static char *
find_beside_program (const char *name,
                     GFileTest   test)
{
  g_autofree char *folder = g_file_read_link ("/proc/self/exe", NULL);
  char *path = NULL;

  for (guint i = 0; folder != NULL && path == NULL && i < MAX_CLIMB; i++)
    {
      g_autofree char *below = g_steal_pointer (&folder);

      folder = g_path_get_dirname (below);
      path = keep_if (g_build_filename (folder, "data", name, NULL), test);
    }

  return path;
}

static char *
find (const char *name,
      GFileTest   test)
{
  const char *share = g_getenv ("DAYTRADER_SHARE_DIR");
  char *path;

  if (share != NULL && *share != '\0')
    return keep_if (g_build_filename (share, name, NULL), test);

  path = keep_if (g_build_filename (DT_DATA_DIR, name, NULL), test);
  return path != NULL ? path : find_beside_program (name, test);
}

char *
dt_share_find (const char *name)
{
  return find (name, G_FILE_TEST_IS_REGULAR);
}

char *
dt_share_find_folder (const char *name)
{
  return find (name, G_FILE_TEST_IS_DIR);
}
