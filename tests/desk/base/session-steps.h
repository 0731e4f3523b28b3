/* session-steps.h - what tests of the session do again and again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib/gstdio.h>

#include "desk-session.h"

/* How long anything may take, seconds: far more than it does, for slow machines. */
#define PATIENCE 120

static inline void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static inline char *
make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *path = g_dir_make_tmp ("daytrader-desk-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

/* Iterates until @condition holds. */
#define wait_for(condition) \
  G_STMT_START { \
    gint64 end_ = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC; \
    while (!(condition)) \
      { \
        if (g_get_monotonic_time () > end_) \
          g_error ("%s:%d: waited too long for %s", __FILE__, __LINE__, #condition); \
        g_main_context_iteration (NULL, FALSE) ? (void) 0 : g_usleep (500); \
      } \
  } G_STMT_END

static inline void
assert_ready (DeskSession *session)
{
  wait_for (desk_session_get_state (session) >= DESK_SESSION_READY);
  g_assert_no_error (desk_session_get_error (session));
  g_assert_cmpint (desk_session_get_state (session), ==, DESK_SESSION_READY);
}

static inline DeskSession *
open_session (const char *data_dir)
{
  DeskSession *session = desk_session_new (data_dir);

  desk_session_open (session);
  assert_ready (session);
  return session;
}

/* Nobody else has it, once the answers that are still on their way are in. */
static inline void
assert_let_go (gpointer object)
{
  gpointer weak = object;

  g_object_add_weak_pointer (object, &weak);
  g_object_unref (object);
  wait_for (weak == NULL);
}

static inline void
end_session (DeskSession *session)
{
  desk_session_close (session);
  g_assert_cmpint (desk_session_get_state (session), ==, DESK_SESSION_CLOSED);
  desk_session_wait_closed (session);
  assert_let_go (session);
}

static inline void
take_answer (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* (transfer full) (nullable): the answer; @error as of the command */
static inline GVariant *
call (DeskSession  *session,
      const char   *command,
      GVariant     *arguments,
      GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  desk_session_call_async (session, command, arguments, NULL, take_answer, &result);
  wait_for (result != NULL);
  return desk_session_call_finish (session, result, error);
}

/* Of the run, as the engine says it: what is shown may be a frame behind. */
static inline guint64
ask_step (DeskSession *session)
{
  g_autoptr(GVariant) status = call (session, "run.status", NULL, NULL);
  guint64 step = 0;

  g_assert_nonnull (status);
  g_assert_true (g_variant_lookup (status, "step", "t", &step));
  return step;
}

/* A data directory with the demo market in it, imported once; copies are cheap. */
static inline char *
make_data_dir (const char *imported)
{
  char *folder = make_folder ();
  g_autofree char *from = g_build_filename (imported, "market.db", NULL);
  g_autofree char *to = g_build_filename (folder, "market.db", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_file_get_contents (from, &text, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, text, length, &error);
  g_assert_no_error (error);

  return folder;
}
