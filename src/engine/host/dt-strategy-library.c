/* dt-strategy-library.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-host"

#include "config.h"

#include <string.h>

#include "dt-error.h"
#include "dt-shelf.h"
#include "dt-strategy-words.h"

#include "dt-strategy-library.h"

#define MAX_NAME     80
#define MAX_NUMBER   1000

static const DtShelf shelf = { "strategies", ".strategy" };

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
  return dt_shelf_get_folder (&shelf, data_dir);
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
  file->own = dt_shelf_is_own (&shelf, data_dir, path);
  file->id = dt_shelf_make_id (&shelf, path);
  if (strlen (file->text) != length)
    file->error = g_error_new (DT_RULE_ERROR, DT_RULE_ERROR_FILE,
                               "%s is no strategy file: it is not text", path);
  else
    file->file = dt_strategy_file_parse (file->text, NULL, NULL, 0, &file->error);
  file->name = g_strdup (file->file != NULL ? file->file->name : file->id);

  return g_steal_pointer (&file);
}

/* A file that went away while we looked is not there. */
GPtrArray *
dt_strategy_library_list (const char  *data_dir,
                          GError     **error)
{
  g_autoptr(GPtrArray) files
    = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_library_file_free);
  g_autoptr(GPtrArray) paths = dt_shelf_list (&shelf, data_dir, error);

  if (paths == NULL)
    return NULL;

  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr(GError) failure = NULL;
      DtLibraryFile *file
        = dt_strategy_library_load (data_dir, g_ptr_array_index (paths, i), &failure);

      if (file != NULL)
        g_ptr_array_add (files, file);
      else if (!g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }

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

gboolean
dt_strategy_library_save (const char  *data_dir,
                          const char  *path,
                          const char  *text,
                          GError     **error)
{
  return dt_shelf_save (&shelf, data_dir, path, text, error);
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
  path = dt_shelf_make_path (&shelf, data_dir, id);
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

  if (!dt_shelf_check_own (&shelf, data_dir, path, error)
      || !check_free (data_dir, name, path, error)
      || !g_file_get_contents (path, &text, NULL, error))
    return NULL;

  id = dt_strategy_library_make_id (name);
  target = dt_shelf_make_path (&shelf, data_dir, id);
  named = dt_strategy_text_rename (text, name);
  if (!dt_strategy_library_save (data_dir, target, named, error)
      || (!g_str_equal (target, path) && !dt_shelf_delete (&shelf, data_dir, path, error)))
    return NULL;

  return g_steal_pointer (&target);
}

gboolean
dt_strategy_library_delete (const char  *data_dir,
                            const char  *path,
                            GError     **error)
{
  return dt_shelf_delete (&shelf, data_dir, path, error);
}
