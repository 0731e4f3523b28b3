/* dt-shelf.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-feed"

#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gstdio.h>

#include "dt-error.h"
#include "dt-share.h"

#include "dt-shelf.h"

G_DEFINE_QUARK (dt-shelf-error-quark, dt_shelf_error)

char *
dt_shelf_get_folder (const DtShelf *shelf,
                     const char    *data_dir)
{
  g_return_val_if_fail (data_dir != NULL, NULL);

  return g_build_filename (data_dir, shelf->folder, NULL);
}

char *
dt_shelf_make_path (const DtShelf *shelf,
                    const char    *data_dir,
                    const char    *id)
{
  g_autofree char *folder = dt_shelf_get_folder (shelf, data_dir);
  g_autofree char *file = g_strconcat (id, shelf->ending, NULL);

  return g_build_filename (folder, file, NULL);
}

char *
dt_shelf_make_id (const DtShelf *shelf,
                  const char    *path)
{
  char *id = g_path_get_basename (path);

  if (g_str_has_suffix (id, shelf->ending))
    id[strlen (id) - strlen (shelf->ending)] = '\0';

  return id;
}

gboolean
dt_shelf_is_own (const DtShelf *shelf,
                 const char    *data_dir,
                 const char    *path)
{
  g_autofree char *folder = dt_shelf_get_folder (shelf, data_dir);
  g_autofree char *its = g_path_get_dirname (path);

  return g_str_equal (folder, its);
}

/* Reading */

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
list_folder (const DtShelf  *shelf,
             const char     *folder,
             GPtrArray      *paths,
             GError        **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = NULL;
  const char *name;

  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return TRUE;

  dir = g_dir_open (folder, 0, error);
  if (dir == NULL)
    return FALSE;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, shelf->ending) && name[0] != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (paths, g_build_filename (folder, names->pdata[i], NULL));

  return TRUE;
}

GPtrArray *
dt_shelf_list (const DtShelf  *shelf,
               const char     *data_dir,
               GError        **error)
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *shipped = dt_share_find_folder (shelf->folder);
  g_autofree char *own = dt_shelf_get_folder (shelf, data_dir);

  if ((shipped != NULL && !list_folder (shelf, shipped, paths, error))
      || !list_folder (shelf, own, paths, error))
    return NULL;

  return g_steal_pointer (&paths);
}

char *
dt_shelf_find (const DtShelf *shelf,
               const char    *data_dir,
               const char    *id)
{
  g_autofree char *own = dt_shelf_make_path (shelf, data_dir, id);
  g_autofree char *file = g_strconcat (id, shelf->ending, NULL);
  g_autofree char *shipped = g_build_filename (shelf->folder, file, NULL);

  if (strchr (id, '/') != NULL)
    return NULL;
  if (g_file_test (own, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&own);

  return dt_share_find (shipped);
}

/* Writing */

gboolean
dt_shelf_check_own (const DtShelf  *shelf,
                    const char     *data_dir,
                    const char     *path,
                    GError        **error)
{
  if (dt_shelf_is_own (shelf, data_dir, path))
    return TRUE;

  return dt_refuse (error, DT_SHELF_ERROR, DT_SHELF_ERROR_SHIPPED,
                    "%s came with the program: change a copy of it", path);
}

static gboolean
fail (GError     **error,
      const char  *what,
      const char  *path)
{
  int saved = errno;

  return dt_refuse (error, G_FILE_ERROR, g_file_error_from_errno (saved), "%s %s: %s", what, path,
                    g_strerror (saved));
}

gboolean
dt_shelf_save (const DtShelf  *shelf,
               const char     *data_dir,
               const char     *path,
               const char     *text,
               GError        **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (data_dir != NULL && path != NULL && text != NULL, FALSE);

  if (!dt_shelf_check_own (shelf, data_dir, path, error))
    return FALSE;

  folder = dt_shelf_get_folder (shelf, data_dir);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, "Cannot make the folder", folder);

  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

gboolean
dt_shelf_delete (const DtShelf  *shelf,
                 const char     *data_dir,
                 const char     *path,
                 GError        **error)
{
  g_return_val_if_fail (data_dir != NULL && path != NULL, FALSE);

  if (!dt_shelf_check_own (shelf, data_dir, path, error))
    return FALSE;

  return g_unlink (path) == 0 || fail (error, "Cannot delete", path);
}
