/* dt-screen-library.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-screen"

#include "config.h"

#include <string.h>

#include "dt-error.h"
#include "dt-shelf.h"

#include "dt-screen-library.h"

#define MAX_NAME 80

static const DtShelf shelf = { "screens", ".screen" };

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

GPtrArray *
dt_screen_library_list (const char  *data_dir,
                        GError     **error)
{
  g_autoptr(GPtrArray) entries
    = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_screen_entry_free);
  g_autoptr(GPtrArray) paths = dt_shelf_list (&shelf, data_dir, error);

  if (paths == NULL)
    return NULL;

  for (guint i = 0; i < paths->len; i++)
    {
      DtScreenEntry *entry = g_new0 (DtScreenEntry, 1);

      entry->path = g_strdup (g_ptr_array_index (paths, i));
      entry->id = dt_shelf_make_id (&shelf, entry->path);
      entry->own = dt_shelf_is_own (&shelf, data_dir, entry->path);
      entry->file = dt_screen_file_load (entry->path, &entry->error);
      /* One that went away while we looked is not there */
      if (g_error_matches (entry->error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        dt_screen_entry_free (entry);
      else
        g_ptr_array_add (entries, entry);
    }

  return g_steal_pointer (&entries);
}

char *
dt_screen_library_find (const char  *data_dir,
                        const char  *name,
                        GError     **error)
{
  char *path;

  if (g_file_test (name, G_FILE_TEST_IS_REGULAR))
    return g_strdup (name);

  path = dt_shelf_find (&shelf, data_dir, name);
  if (path == NULL)
    refuse (error, UNKNOWN, "There is no screen “%s”: it is neither a file nor the name of one "
            "that “screen list” shows", name);

  return path;
}

char *
dt_screen_library_make_path (const char  *data_dir,
                             const char  *name,
                             GError     **error)
{
  g_autofree char *id = NULL, *lower = NULL;

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

  return dt_shelf_make_path (&shelf, data_dir, lower);
}

gboolean
dt_screen_library_save (const char  *data_dir,
                        const char  *path,
                        const char  *text,
                        GError     **error)
{
  return dt_shelf_save (&shelf, data_dir, path, text, error);
}

gboolean
dt_screen_library_delete (const char  *data_dir,
                          const char  *path,
                          GError     **error)
{
  return dt_shelf_delete (&shelf, data_dir, path, error);
}
