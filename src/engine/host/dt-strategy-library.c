/* dt-strategy-library.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-host"

#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gstdio.h>

#include "dt-error.h"
#include "dt-share.h"
#include "dt-strategy-words.h"

#include "dt-strategy-library.h"

#define ENDING       ".strategy"
#define MAX_NAME     80
#define MAX_NUMBER   1000

G_DEFINE_QUARK (dt-library-error-quark, dt_library_error)

#define refuse(error, code, ...) \
  dt_refuse (error, DT_LIBRARY_ERROR, DT_LIBRARY_ERROR_ ## code, __VA_ARGS__)

void
dt_library_file_free (DtLibraryFile *file)
{
  if (file == NULL)
    return;

  g_free (file->path);
  g_free (file->id);
  g_free (file->name);
  g_free (file->text);
  g_clear_pointer (&file->file, dt_strategy_file_unref);
  g_clear_error (&file->error);
  g_free (file);
}

char *
dt_strategy_library_get_folder (const char *data_dir)
{
  g_return_val_if_fail (data_dir != NULL, NULL);

  return g_build_filename (data_dir, "strategies", NULL);
}

static gboolean
is_own (const char *data_dir,
        const char *path)
{
  g_autofree char *folder = dt_strategy_library_get_folder (data_dir);
  g_autofree char *its = g_path_get_dirname (path);

  return g_str_equal (folder, its);
}

static char *
make_path (const char *data_dir,
           const char *id)
{
  g_autofree char *folder = dt_strategy_library_get_folder (data_dir);
  g_autofree char *file = g_strconcat (id, ENDING, NULL);

  return g_build_filename (folder, file, NULL);
}

/* Reading */

DtLibraryFile *
dt_strategy_library_load (const char  *data_dir,
                          const char  *path,
                          GError     **error)
{
  g_autoptr(DtLibraryFile) file = g_new0 (DtLibraryFile, 1);
  gsize length;

  g_return_val_if_fail (data_dir != NULL && path != NULL, NULL);

  if (!g_file_get_contents (path, &file->text, &length, error))
    return NULL;

  file->path = g_strdup (path);
  file->own = is_own (data_dir, path);
  file->id = g_path_get_basename (path);
  if (g_str_has_suffix (file->id, ENDING))
    file->id[strlen (file->id) - strlen (ENDING)] = '\0';
  if (strlen (file->text) != length)
    file->error = g_error_new (DT_RULE_ERROR, DT_RULE_ERROR_FILE,
                               "%s is no strategy file: it is not text", path);
  else
    file->file = dt_strategy_file_parse (file->text, NULL, NULL, 0, &file->error);
  file->name = g_strdup (file->file != NULL ? file->file->name : file->id);

  return g_steal_pointer (&file);
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

/* A file that went away while we looked is not there. */
static gboolean
list_folder (const char  *data_dir,
             const char  *folder,
             GPtrArray   *files,
             GError     **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (!list_names (folder, names, error))
    return FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
      g_autoptr(GError) failure = NULL;
      DtLibraryFile *file = dt_strategy_library_load (data_dir, path, &failure);

      if (file != NULL)
        g_ptr_array_add (files, file);
      else if (!g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }

  return TRUE;
}

GPtrArray *
dt_strategy_library_list (const char  *data_dir,
                          GError     **error)
{
  g_autoptr(GPtrArray) files = NULL;
  g_autofree char *shipped = dt_share_find_folder ("strategies");
  g_autofree char *own = NULL;

  g_return_val_if_fail (data_dir != NULL, NULL);

  files = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_library_file_free);
  own = dt_strategy_library_get_folder (data_dir);
  if ((shipped != NULL && !list_folder (data_dir, shipped, files, error))
      || !list_folder (data_dir, own, files, error))
    return NULL;

  return g_steal_pointer (&files);
}

/* Names */

char *
dt_strategy_library_make_id (const char *name)
{
  GString *id = g_string_new (NULL);

  g_return_val_if_fail (name != NULL, NULL);

  for (const char *c = name; *c != '\0'; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (id, g_ascii_tolower (*c));
    else if (id->len > 0 && id->str[id->len - 1] != '-')
      g_string_append_c (id, '-');
  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);

  return g_string_free (id, FALSE);
}

static gboolean
check_name (const char  *name,
            GError     **error)
{
  g_autofree char *id = dt_strategy_library_make_id (name);

  if (*id == '\0')
    return refuse (error, NAME, "“%s” is no name for a strategy: it needs a letter or digit", name);
  if (strlen (name) > MAX_NAME)
    return refuse (error, NAME, "A strategy's name has at most %d characters", MAX_NAME);
  for (const char *c = name; *c != '\0'; c++)
    if (*c == '#' || g_ascii_iscntrl (*c))
      return refuse (error, NAME, "“%s” is no name for a strategy: it cannot have “#” or line ends",
                     name);

  return TRUE;
}

static gboolean
has_name (GPtrArray  *files,
          const char *name,
          const char *except)
{
  g_autofree char *id = dt_strategy_library_make_id (name);

  for (guint i = 0; i < files->len; i++)
    {
      const DtLibraryFile *file = g_ptr_array_index (files, i);

      if (g_strcmp0 (file->path, except) != 0
          && (g_str_equal (file->name, name) || g_str_equal (file->id, id)))
        return TRUE;
    }

  return FALSE;
}

/* "EMA crossover 2" goes on with 3. */
static char *
strip_number (const char *name)
{
  gsize length = strlen (name), digits = 0;

  while (digits < length && g_ascii_isdigit (name[length - 1 - digits]))
    digits++;
  if (digits > 0 && digits + 1 < length && name[length - 1 - digits] == ' ')
    length -= digits + 1;

  return g_strndup (name, length);
}

char *
dt_strategy_library_make_name (const char  *data_dir,
                               const char  *name,
                               GError     **error)
{
  g_autoptr(GPtrArray) files = dt_strategy_library_list (data_dir, error);
  g_autofree char *stem = NULL;

  if (files == NULL)
    return NULL;
  if (!has_name (files, name, NULL))
    return g_strdup (name);

  stem = strip_number (name);
  for (guint i = 2; i < MAX_NUMBER; i++)
    {
      g_autofree char *next = g_strdup_printf ("%s %u", stem, i);

      if (!has_name (files, next, NULL))
        return g_steal_pointer (&next);
    }

  refuse (error, TAKEN, "There are too many strategies that are called “%s”", stem);
  return NULL;
}

/* Writing */

static gboolean
check_free (const char  *data_dir,
            const char  *name,
            const char  *except,
            GError     **error)
{
  g_autoptr(GPtrArray) files = NULL;

  if (!check_name (name, error))
    return FALSE;

  files = dt_strategy_library_list (data_dir, error);
  if (files == NULL)
    return FALSE;
  if (has_name (files, name, except))
    return refuse (error, TAKEN, "There is a strategy that is called “%s” already", name);

  return TRUE;
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
dt_strategy_library_save (const char  *data_dir,
                          const char  *path,
                          const char  *text,
                          GError     **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (data_dir != NULL && path != NULL && text != NULL, FALSE);

  if (!check_own (data_dir, path, error))
    return FALSE;

  folder = dt_strategy_library_get_folder (data_dir);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, "Cannot make the folder", folder);

  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

char *
dt_strategy_library_add (const char  *data_dir,
                         const char  *name,
                         const char  *text,
                         GError     **error)
{
  g_autofree char *id = NULL, *path = NULL, *named = NULL;

  g_return_val_if_fail (data_dir != NULL && name != NULL && text != NULL, NULL);

  if (!check_free (data_dir, name, NULL, error))
    return NULL;

  id = dt_strategy_library_make_id (name);
  path = make_path (data_dir, id);
  named = dt_strategy_text_rename (text, name);

  return dt_strategy_library_save (data_dir, path, named, error) ? g_steal_pointer (&path) : NULL;
}

char *
dt_strategy_library_rename (const char  *data_dir,
                            const char  *path,
                            const char  *name,
                            GError     **error)
{
  g_autofree char *id = NULL, *target = NULL, *text = NULL, *named = NULL;

  g_return_val_if_fail (data_dir != NULL && path != NULL && name != NULL, NULL);

  if (!check_own (data_dir, path, error) || !check_free (data_dir, name, path, error)
      || !g_file_get_contents (path, &text, NULL, error))
    return NULL;

  id = dt_strategy_library_make_id (name);
  target = make_path (data_dir, id);
  named = dt_strategy_text_rename (text, name);
  if (!dt_strategy_library_save (data_dir, target, named, error))
    return NULL;
  if (!g_str_equal (target, path) && g_unlink (path) != 0)
    {
      fail (error, "Cannot take away", path);
      return NULL;
    }

  return g_steal_pointer (&target);
}

gboolean
dt_strategy_library_delete (const char  *data_dir,
                            const char  *path,
                            GError     **error)
{
  g_return_val_if_fail (data_dir != NULL && path != NULL, FALSE);

  if (!check_own (data_dir, path, error))
    return FALSE;

  return g_unlink (path) == 0 || fail (error, "Cannot delete", path);
}
