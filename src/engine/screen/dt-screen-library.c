/* dt-screen-library.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-screen"

#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gstdio.h>

#include "dt-error.h"
#include "dt-share.h"

#include "dt-screen-library.h"

#define ENDING   ".screen"
#define MAX_NAME 80

G_DEFINE_QUARK (dt-screen-library-error-quark, dt_screen_library_error)

#define refuse(error, code, ...) \
  dt_refuse (error, DT_SCREEN_LIBRARY_ERROR, DT_SCREEN_LIBRARY_ERROR_ ## code, __VA_ARGS__)

void
dt_screen_entry_free (DtScreenEntry *entry)
{
  if (entry == NULL)
    return;

  g_free (entry->path);
  g_free (entry->id);
  g_clear_pointer (&entry->file, dt_screen_file_unref);
  g_clear_error (&entry->error);
  g_free (entry);
}

static char *
get_folder (const char *data_dir)
{
  return g_build_filename (data_dir, "screens", NULL);
}

static gboolean
is_own (const char *data_dir,
        const char *path)
{
  g_autofree char *folder = get_folder (data_dir);
  g_autofree char *its = g_path_get_dirname (path);

  return g_str_equal (folder, its);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
list_names (const char  *folder,
            GPtrArray   *names,
            GError     **error)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return TRUE;

  dir = g_dir_open (folder, 0, error);
  if (dir == NULL)
    return FALSE;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ENDING) && name[0] != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return TRUE;
}

static gboolean
list_folder (const char  *folder,
             gboolean     own,
             GPtrArray   *entries,
             GError     **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (!list_names (folder, names, error))
    return FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      DtScreenEntry *entry = g_new0 (DtScreenEntry, 1);

      entry->path = g_build_filename (folder, name, NULL);
      entry->id = g_strndup (name, strlen (name) - strlen (ENDING));
      entry->own = own;
      entry->file = dt_screen_file_load (entry->path, &entry->error);
      /* One that went away while we looked is not there */
      if (g_error_matches (entry->error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        dt_screen_entry_free (entry);
      else
        g_ptr_array_add (entries, entry);
    }

  return TRUE;
}

GPtrArray *
dt_screen_library_list (const char  *data_dir,
                        GError     **error)
{
  g_autoptr(GPtrArray) entries = NULL;
  g_autofree char *shipped = dt_share_find_folder ("screens");
  g_autofree char *own = NULL;

  g_return_val_if_fail (data_dir != NULL, NULL);

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_screen_entry_free);
  own = get_folder (data_dir);
  if ((shipped != NULL && !list_folder (shipped, FALSE, entries, error))
      || !list_folder (own, TRUE, entries, error))
    return NULL;

  return g_steal_pointer (&entries);
}

char *
dt_screen_library_find (const char  *data_dir,
                        const char  *name,
                        GError     **error)
{
  g_autofree char *file = g_strconcat (name, ENDING, NULL);
  g_autofree char *folder = get_folder (data_dir);
  g_autofree char *own = g_build_filename (folder, file, NULL);
  g_autofree char *below = g_build_filename ("screens", file, NULL);
  char *shipped;

  if (g_file_test (name, G_FILE_TEST_IS_REGULAR))
    return g_strdup (name);
  if (g_file_test (own, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&own);

  shipped = dt_share_find (below);
  if (shipped == NULL)
    refuse (error, UNKNOWN, "There is no screen “%s”: it is neither a file nor the name of one "
            "that “screen list” shows", name);

  return shipped;
}

char *
dt_screen_library_make_path (const char  *data_dir,
                             const char  *name,
                             GError     **error)
{
  g_autofree char *id = NULL, *lower = NULL, *file = NULL, *folder = NULL;

  g_return_val_if_fail (data_dir != NULL && name != NULL, NULL);

  id = dt_screen_make_name (name);
  if (*id == '\0')
    {
      refuse (error, NAME, "“%s” is no name for a screen: it needs a letter or digit", name);
      return NULL;
    }
  if (strlen (name) > MAX_NAME || strpbrk (name, "#\r\n") != NULL)
    {
      refuse (error, NAME, "A screen's name has at most %d characters in one line, and no “#”",
              MAX_NAME);
      return NULL;
    }

  lower = g_ascii_strdown (id, -1);
  file = g_strconcat (lower, ENDING, NULL);
  folder = get_folder (data_dir);

  return g_build_filename (folder, file, NULL);
}

static gboolean
check_own (const char  *data_dir,
           const char  *path,
           GError     **error)
{
  if (is_own (data_dir, path))
    return TRUE;

  return refuse (error, SHIPPED, "%s came with the program: change a copy of it", path);
}

static gboolean
fail (GError     **error,
      const char  *what,
      const char  *path)
{
  int saved = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved), "%s %s: %s", what, path,
               g_strerror (saved));
  return FALSE;
}

gboolean
dt_screen_library_save (const char  *data_dir,
                        const char  *path,
                        const char  *text,
                        GError     **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (data_dir != NULL && path != NULL && text != NULL, FALSE);

  if (!check_own (data_dir, path, error))
    return FALSE;

  folder = get_folder (data_dir);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, "Cannot make the folder", folder);

  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

gboolean
dt_screen_library_delete (const char  *data_dir,
                          const char  *path,
                          GError     **error)
{
  g_return_val_if_fail (data_dir != NULL && path != NULL, FALSE);

  if (!check_own (data_dir, path, error))
    return FALSE;

  return g_unlink (path) == 0 || fail (error, "Cannot delete", path);
}
