/* dt-text-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "dt-error.h"
#include "dt-text-file.h"

static gboolean
refuse_size (const char  *path,
             gsize        most,
             GError     **error)
{
  return dt_refuse (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "The file “%s” has more than %" G_GSIZE_FORMAT " bytes", path, most);
}

/* Of what does not say how long it is: a pipe, a device */
static gboolean
load_stream (const char  *path,
             gsize        most,
             char       **text,
             gsize       *length,
             GError     **error)
{
  FILE *file = fopen (path, "rbe");
  g_autoptr(GString) read = g_string_new (NULL);
  char part[4096];
  gsize n = 1;
  int trouble = file == NULL ? errno : 0;

  while (file != NULL && n > 0 && read->len <= most)
    {
      n = fread (part, 1, sizeof part, file);
      g_string_append_len (read, part, n);
    }
  if (file != NULL && ferror (file))
    trouble = errno;
  if (file != NULL)
    fclose (file);

  if (trouble != 0)
    return dt_refuse (error, G_FILE_ERROR, g_file_error_from_errno (trouble),
                      "The file “%s” cannot be read: %s", path, g_strerror (trouble));
  if (read->len > most)
    return refuse_size (path, most, error);

  if (length != NULL)
    *length = read->len;
  *text = g_string_free (g_steal_pointer (&read), FALSE);
  return TRUE;
}

gboolean
dt_text_file_load (const char  *path,
                   gsize        most,
                   char       **text,
                   gsize       *length,
                   GError     **error)
{
  struct stat info;
  gboolean known;

  g_return_val_if_fail (path != NULL && text != NULL, FALSE);

  *text = NULL;
  known = stat (path, &info) == 0;
  if (known && !S_ISREG (info.st_mode) && !S_ISDIR (info.st_mode))
    return load_stream (path, most, text, length, error);
  if (known && S_ISREG (info.st_mode) && (guint64) info.st_size > most)
    return refuse_size (path, most, error);

  return g_file_get_contents (path, text, length, error);
}
