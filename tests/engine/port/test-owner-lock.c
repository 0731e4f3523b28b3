/* test-owner-lock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "dt-owner-lock.h"

static char *self_path;

typedef struct
{
  char *dir;
  char *file;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->dir = g_dir_make_tmp ("dt-owner-XXXXXX", NULL);
  fixture->file = g_build_filename (fixture->dir, "owner.lock", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_unlink (fixture->file);
  g_rmdir (fixture->dir);
  g_free (fixture->file);
  g_free (fixture->dir);
}

static void
test_acquire (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  DtOwnerLock *lock = dt_owner_lock_acquire (fixture->dir, &error);
  g_autofree char *pid = g_strdup_printf ("process %d since ", (int) getpid ());
  DtOwner owner;
  struct stat info;

  g_assert_no_error (error);
  g_assert_false (dt_owner_lock_was_stale (lock));
  g_assert_cmpint (g_stat (fixture->file, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  g_assert_null (dt_owner_lock_acquire (fixture->dir, &error));
  g_assert_error (error, DT_OWNER_ERROR, DT_OWNER_ERROR_OWNED);
  g_assert_nonnull (strstr (error->message, fixture->dir));
  g_assert_nonnull (strstr (error->message, pid));

  g_assert_true (dt_owner_lock_peek (fixture->dir, &owner));
  g_assert_cmpint (owner.pid, ==, getpid ());
  g_assert_cmpint (ABS (owner.since - g_get_real_time () * 1000), <, DT_MINUTE);

  dt_owner_lock_release (lock);
  g_assert_false (dt_owner_lock_peek (fixture->dir, &owner));

  lock = dt_owner_lock_acquire (fixture->dir, NULL);
  g_assert_nonnull (lock);
  g_assert_false (dt_owner_lock_was_stale (lock));
  dt_owner_lock_release (lock);
}

static void
test_unavailable (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *missing = g_build_filename (fixture->dir, "missing", NULL);
  g_autoptr(GError) error = NULL;
  DtOwner owner;

  g_assert_null (dt_owner_lock_acquire (missing, &error));
  g_assert_error (error, DT_OWNER_ERROR, DT_OWNER_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (error->message, missing));
  g_assert_false (dt_owner_lock_peek (missing, &owner));
}

/* What stands in the file is never trusted. */
static void
test_garbage (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const texts[] = {
    "", "\n", "-5 2019-02-11T14:31:00Z\n", "99999999999999999999 x", "1", "1 yesterday\n",
    "\xff\xfe\x00binary", "                                                                     "
    "                                                                                          ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      DtOwnerLock *lock;
      DtOwner owner;

      g_assert_true (g_file_set_contents (fixture->file, texts[i], -1, NULL));
      g_assert_false (dt_owner_lock_peek (fixture->dir, &owner));
      lock = dt_owner_lock_acquire (fixture->dir, NULL);
      g_assert_nonnull (lock);
      g_assert_true (dt_owner_lock_peek (fixture->dir, &owner));
      g_assert_cmpint (owner.pid, ==, getpid ());
      dt_owner_lock_release (lock);
    }
}

/* The owner is killed: the kernel drops its lock, its name stays and says that it was cut off. */
static void
test_killed (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                                   self_path, "--hold", fixture->dir, NULL);
  DtOwnerLock *lock;
  DtOwner owner;
  char byte;

  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (child), &byte, 1, NULL,
                                        NULL), ==, 1);
  g_assert_true (dt_owner_lock_peek (fixture->dir, &owner));
  g_assert_cmpint (owner.pid, ==, g_ascii_strtoll (g_subprocess_get_identifier (child), NULL, 10));
  g_assert_null (dt_owner_lock_acquire (fixture->dir, &error));
  g_assert_error (error, DT_OWNER_ERROR, DT_OWNER_ERROR_OWNED);

  g_subprocess_send_signal (child, SIGKILL);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));

  g_assert_false (dt_owner_lock_peek (fixture->dir, &owner));
  lock = dt_owner_lock_acquire (fixture->dir, NULL);
  g_assert_nonnull (lock);
  g_assert_true (dt_owner_lock_was_stale (lock));
  dt_owner_lock_release (lock);
}

/* The other process of test_killed(). */
static int
hold (const char *dir)
{
  DtOwnerLock *lock = dt_owner_lock_acquire (dir, NULL);

  if (lock == NULL)
    return 1;

  putchar ('!');
  fflush (stdout);
  for (;;)
    pause ();
}

#define ADD(name, func) \
  g_test_add ("/port/owner-lock/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--hold"))
    return hold (argv[2]);

  self_path = argv[0];
  g_test_init (&argc, &argv, NULL);

  ADD ("acquire", test_acquire);
  ADD ("unavailable", test_unavailable);
  ADD ("garbage", test_garbage);
  ADD ("killed", test_killed);

  return g_test_run ();
}
