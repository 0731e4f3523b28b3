/* test-session-trouble.c - what is in the way of opening, and that it can be opened afterwards
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <sqlite3.h>

#include "dt-market-store.h"
#include "dt-owner-lock.h"
#include "dt-socket-path.h"

#include "session-steps.h"

static char *imported;

static void
on_trouble (DeskSession *session,
            const char  *title,
            const char  *text,
            gpointer     data)
{
  g_string_append_printf (data, "%s: %s\n", title, text);
}

static void
write_text (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
delete_file (const char *folder,
             const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
assert_failed (DeskSession *session)
{
  wait_for (desk_session_get_state (session) >= DESK_SESSION_READY);
  g_assert_cmpint (desk_session_get_state (session), ==, DESK_SESSION_FAILED);
  g_assert_nonnull (desk_session_get_error (session));
}

/* The home is a file, as good as one that cannot be written. */
static void
test_no_folder (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "file", "daytrader", NULL);
  DeskSession *session = desk_session_new (path);

  write_text (folder, "file", "in the way");
  desk_session_open (session);
  assert_failed (session);
  g_assert_error (desk_session_get_error (session), G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_assert_nonnull (strstr (desk_session_get_error (session)->message, path));

  delete_file (folder, "file");
  desk_session_open (session);
  assert_ready (session);
  g_assert_null (desk_session_get_error (session));
  end_session (session);
  remove_folder (folder);
}

static void
test_read_only (void)
{
  g_autofree char *folder = make_folder ();
  DeskSession *session;

  if (geteuid () == 0)
    {
      g_test_skip ("Nothing is read-only for root");
      remove_folder (folder);
      return;
    }

  g_assert_cmpint (chmod (folder, 0500), ==, 0);
  session = desk_session_new (folder);
  desk_session_open (session);
  assert_failed (session);
  end_session (session);
  chmod (folder, 0700);
  remove_folder (folder);
}

/* An owner that has no socket. */
static void
test_locked (void)
{
  g_autofree char *folder = make_data_dir (imported);
  g_autoptr(GError) error = NULL;
  DtOwnerLock *lock = dt_owner_lock_acquire (folder, &error);
  DeskSession *session = desk_session_new (folder);

  g_assert_no_error (error);
  desk_session_open (session);
  assert_failed (session);
  g_assert_error (desk_session_get_error (session), DT_OWNER_ERROR, DT_OWNER_ERROR_OWNED);

  dt_owner_lock_release (lock);
  desk_session_open (session);
  assert_ready (session);
  end_session (session);
  remove_folder (folder);
}

/* An owner that listens and says nothing. It is waited for on the worker: the session can be closed
 * meanwhile, and that does not wait for the owner either. */
static void
test_silent_owner (void)
{
  g_autofree char *folder = make_data_dir (imported);
  g_autoptr(DtOwnerLock) lock = dt_owner_lock_acquire (folder, NULL);
  g_autofree char *path = dt_socket_path_build (folder);
  g_autoptr(GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr(GSocket) socket = NULL;
  DeskSession *session = desk_session_new (folder);
  gint64 begin = g_get_monotonic_time (), closing;

  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT,
                         NULL);
  g_assert_true (g_socket_bind (socket, address, TRUE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  desk_session_open (session);
  while (g_get_monotonic_time () < begin + G_USEC_PER_SEC / 2)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_cmpint (desk_session_get_state (session), ==, DESK_SESSION_OPENING);
  closing = g_get_monotonic_time ();
  end_session (session);
  /* The owner's word is waited for 10 s */
  g_assert_cmpint (g_get_monotonic_time () - closing, <, 9 * G_USEC_PER_SEC);
  remove_folder (folder);
}

static void
test_corrupt (gconstpointer name)
{
  g_autofree char *folder = make_data_dir (imported);
  DeskSession *session = desk_session_new (folder);

  write_text (folder, name, "This is no database, and longer than the header of one would be; it "
                            "goes on and on until it is more than one hundred bytes.");
  desk_session_open (session);
  assert_failed (session);
  g_assert_true (desk_session_get_error (session)->domain == DT_STORE_ERROR);
  g_assert_nonnull (strstr (desk_session_get_error (session)->message, name));

  delete_file (folder, name);
  desk_session_open (session);
  assert_ready (session);
  end_session (session);
  remove_folder (folder);
}

static void
test_newer (gconstpointer name)
{
  g_autofree char *folder = make_data_dir (imported);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  DeskSession *session = desk_session_new (folder);
  sqlite3 *db;

  end_session (open_session (folder));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = 9999", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (db);
  desk_session_open (session);
  assert_failed (session);
  g_assert_error (desk_session_get_error (session), DT_STORE_ERROR, DT_STORE_ERROR_NEWER);
  end_session (session);
  remove_folder (folder);
}

/* Opens an empty place with the packs below @share; returns what was told. */
static char *
open_without_pack (const char *share)
{
  g_autofree char *before = g_strdup (g_getenv ("DAYTRADER_SHARE_DIR"));
  g_autofree char *folder = make_folder ();
  DeskSession *session = desk_session_new (folder);
  GString *trouble = g_string_new (NULL);

  g_setenv ("DAYTRADER_SHARE_DIR", share, TRUE);
  g_signal_connect (session, "trouble", G_CALLBACK (on_trouble), trouble);
  desk_session_open (session);
  assert_ready (session);
  g_assert_cmpstr (desk_session_get_tape (session)->universe, ==, "");
  g_assert_cmpuint (g_list_model_get_n_items (desk_session_get_quotes (session)), ==, 0);
  end_session (session);
  g_setenv ("DAYTRADER_SHARE_DIR", before, TRUE);
  remove_folder (folder);

  return g_string_free (trouble, FALSE);
}

static void
test_no_pack (void)
{
  g_autofree char *share = make_folder ();
  g_autofree char *told = open_without_pack (share);

  g_assert_true (g_str_has_prefix (told, "No Demo Market: The demo market is not installed"));
  g_assert_nonnull (strstr (told, "import csv"));
  remove_folder (share);
}

static void
test_damaged_pack (void)
{
  g_autofree char *share = make_folder ();
  g_autofree char *demo = g_build_filename (share, "demo", NULL);
  g_autofree char *told = NULL;

  g_mkdir_with_parents (demo, 0700);
  write_text (demo, "demo.db", "This is no database either, whatever its name says, and it is "
                               "longer than a header, so that it is read at all.");
  told = open_without_pack (share);
  g_assert_true (g_str_has_prefix (told, "No Demo Market: "));
  remove_folder (share);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *share = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data", NULL);
  int status;

  g_setenv ("DAYTRADER_SHARE_DIR", share, TRUE);
  g_test_init (&argc, &argv, NULL);
  imported = make_folder ();
  end_session (open_session (imported));
  g_test_add_func ("/desk/session-trouble/no-folder", test_no_folder);
  g_test_add_func ("/desk/session-trouble/read-only", test_read_only);
  g_test_add_func ("/desk/session-trouble/locked", test_locked);
  g_test_add_func ("/desk/session-trouble/silent-owner", test_silent_owner);
  g_test_add_data_func ("/desk/session-trouble/corrupt-market", "market.db", test_corrupt);
  g_test_add_data_func ("/desk/session-trouble/corrupt-book", "book.db", test_corrupt);
  g_test_add_data_func ("/desk/session-trouble/newer-market", "market.db", test_newer);
  g_test_add_data_func ("/desk/session-trouble/newer-book", "book.db", test_newer);
  g_test_add_func ("/desk/session-trouble/no-pack", test_no_pack);
  g_test_add_func ("/desk/session-trouble/damaged-pack", test_damaged_pack);
  status = g_test_run ();
  remove_folder (imported);
  g_free (imported);

  return status;
}
