/* desk-drawing-store.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartcell"

#include "config.h"

#include <glib/gstdio.h>

#include "desk-drawing-store.h"

#define GROUP "drawings"

static char *
make_path (const char *folder)
{
  return g_build_filename (folder, "drawings.ini", NULL);
}

/* No file is one without drawings. */
static GKeyFile *
open_file (const char  *path,
           GError     **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(GError) local = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local)
      && !g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local),
                                  "The drawings in %s could not be read: ", path);
      return NULL;
    }

  return g_steal_pointer (&file);
}

/* Symbols may have characters that keys may not. */
static char *
make_key (const char *symbol)
{
  GString *key = g_string_new (NULL);

  for (; *symbol != '\0'; symbol++)
    if (g_ascii_isalnum (*symbol))
      g_string_append_c (key, *symbol);
    else
      g_string_append_printf (key, "-%02x", (guchar) *symbol);

  return g_string_free (key, FALSE);
}

/**
 * desk_drawing_store_load:
 *
 * Returns: (transfer full) (nullable): "" when there are none; %NULL with @error set when the file
 *   cannot be read
 */
char *
desk_drawing_store_load (const char  *folder,
                         const char  *symbol,
                         GError     **error)
{
  g_autofree char *path = make_path (folder), *key = make_key (symbol);
  g_autoptr(GKeyFile) file = open_file (path, error);
  char *text;

  if (file == NULL)
    return NULL;

  text = g_key_file_get_string (file, GROUP, key, NULL);
  return text != NULL ? text : g_strdup ("");
}

gboolean
desk_drawing_store_save (const char  *folder,
                         const char  *symbol,
                         const char  *text,
                         GError     **error)
{
  g_autofree char *path = make_path (folder), *key = make_key (symbol);
  g_autoptr(GKeyFile) file = open_file (path, NULL);

  if (file == NULL)
    {
      g_autofree char *beside = g_strconcat (path, ".damaged", NULL);

      if (g_rename (path, beside) != 0)
        {
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                       "The damaged %s could not be kept as %s", path, beside);
          return FALSE;
        }
      file = g_key_file_new ();
    }

  if (*text != '\0')
    g_key_file_set_string (file, GROUP, key, text);
  else
    g_key_file_remove_key (file, GROUP, key, NULL);
  return g_key_file_save_to_file (file, path, error);
}
