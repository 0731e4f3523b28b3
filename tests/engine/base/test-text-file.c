/* test-text-file.c - files that are too large, never end or are not there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gstdio.h>

#include "dt-text-file.h"

static char *folder;

static void
assert_text (const char *path,
             gsize       most,
             const char *expected)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length = 0;

  g_assert_true (dt_text_file_load (path, most, &text, &length, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (length, ==, strlen (expected));
}

static void
assert_refused (const char *path,
                gsize       most,
                GFileError  code,
                const char *says)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (dt_text_file_load (path, most, &text, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_null (text);
}

static void
test_size (void)
{
  g_autofree char *path = g_build_filename (folder, "ten", NULL);

  g_assert_true (g_file_set_contents (path, "0123456789", -1, NULL));
  assert_text (path, 11, "0123456789");
  assert_text (path, 10, "0123456789");
  assert_refused (path, 9, G_FILE_ERROR_INVAL, "has more than 9 bytes");
  g_unlink (path);
}

/* It says that it has no bytes and gives as many as one likes. */
static void
test_endless (void)
{
  assert_refused ("/dev/zero", 256 * 1024, G_FILE_ERROR_INVAL, "/dev/zero");
  assert_text ("/dev/null", 10, "");
}

static void
test_not_there (void)
{
  g_autofree char *path = g_build_filename (folder, "nothing", NULL);

  assert_refused (path, 10, G_FILE_ERROR_NOENT, "nothing");
  assert_refused (folder, 10, G_FILE_ERROR_ISDIR, folder);
}

/* What a shell makes of <(printf ...) */
static void
test_pipe (void)
{
  g_autofree char *path = NULL;
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, 0, NULL));
  g_assert_cmpint (write (ends[1], "[strategy]\n", 11), ==, 11);
  close (ends[1]);
  path = g_strdup_printf ("/dev/fd/%d", ends[0]);
  assert_text (path, 100, "[strategy]\n");
  close (ends[0]);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("dt-text-file-XXXXXX", NULL);

  g_test_add_func ("/base/text-file/size", test_size);
  g_test_add_func ("/base/text-file/endless", test_endless);
  g_test_add_func ("/base/text-file/not-there", test_not_there);
  g_test_add_func ("/base/text-file/pipe", test_pipe);

  status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);

  return status;
}
