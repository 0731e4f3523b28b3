/* desk-headless.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include <glib-unix.h>

#include "dt-json.h"

#include "desk-headless.h"

/* The report for people, which the result carries along. */
#define REPORT "report"

typedef struct
{
  GMainLoop   *loop;
  DeskSession *session;
  const char  *universe;
  const char  *strategy;
  double       speed;
  gboolean     has_begun;
  gboolean     is_over;
  int          code;
} Headless;

static void
end (Headless *self,
     int       code)
{
  self->is_over = TRUE;
  self->code = code;
  g_main_loop_quit (self->loop);
}

static void
fail (Headless   *self,
      const char *message)
{
  if (self->is_over)
    return;

  g_printerr ("daytrader: %s\n", message);
  end (self, EXIT_FAILURE);
}

static void
print_result (Headless   *self,
              const char *result)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = dt_json_parse (result, -1, &error);
  g_autofree char *text = NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      fail (self, error != NULL ? error->message : "The engine's result is no JSON object");
      return;
    }

  json_object_remove_member (json_node_get_object (root), REPORT);
  text = dt_json_to_string (root, TRUE);
  g_print ("%s\n", text);
  end (self, EXIT_SUCCESS);
}

static void
on_status (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Headless *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = desk_session_call_finish (DESK_SESSION (source), result, &error);
  const char *text;

  if (answer == NULL)
    fail (self, error->message);
  else if (!g_variant_lookup (answer, "result", "&s", &text))
    fail (self, "The run has ended without a result");
  else
    print_result (self, text);
}

static void
resume (Headless *self)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "speed", "d", self->speed);
  desk_session_do (self->session, "run.speed", g_variant_dict_end (&dict));
}

static void
begin (Headless *self)
{
  const DeskClock *clock = desk_session_get_clock (self->session);

  self->has_begun = TRUE;
  if (clock->state == DESK_RUN_PAUSED)
    resume (self);
  else if (clock->state == DESK_RUN_IDLE)
    desk_session_start_demo (self->session, self->universe, self->strategy, self->speed);
}

static void
on_clock_changed (Headless *self)
{
  const DeskClock *clock = desk_session_get_clock (self->session);

  if (desk_session_get_state (self->session) != DESK_SESSION_READY || self->is_over)
    return;

  if (!self->has_begun)
    begin (self);
  else if (clock->state == DESK_RUN_FAILED)
    fail (self, clock->message != NULL ? clock->message : "The run has failed");

  if (clock->state == DESK_RUN_FINISHED)
    {
      self->is_over = TRUE;
      desk_session_call_async (self->session, "run.status", NULL, NULL, on_status, self);
    }
}

static void
on_state (Headless *self)
{
  DeskSessionState state = desk_session_get_state (self->session);
  const GError *error = desk_session_get_error (self->session);

  if (state == DESK_SESSION_FAILED || state == DESK_SESSION_LOST)
    fail (self, error != NULL ? error->message : "The engine went away");
  else
    on_clock_changed (self);
}

static void
on_trouble (Headless   *self,
            const char *title,
            const char *text)
{
  g_autofree char *message = g_strdup_printf ("%s: %s", title, text);

  fail (self, message);
}

static gboolean
on_signal (gpointer data)
{
  fail (data, "Interrupted; the run waits for the next start");

  return G_SOURCE_CONTINUE;
}

int
desk_headless_run (const char *data_dir,
                   const char *universe,
                   const char *strategy,
                   double      speed)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(DeskSession) session = desk_session_new (data_dir);
  Headless self = {
    .loop = loop,
    .session = session,
    .universe = universe != NULL ? universe : "minute",
    .strategy = strategy != NULL ? strategy : "ema-crossover",
    .speed = speed > 0. ? speed : INFINITY,
    .code = EXIT_FAILURE,
  };
  guint interrupt = g_unix_signal_add (SIGINT, on_signal, &self);
  guint terminate = g_unix_signal_add (SIGTERM, on_signal, &self);

  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (on_state), &self);
  g_signal_connect_swapped (session, "clock-changed", G_CALLBACK (on_clock_changed), &self);
  g_signal_connect_swapped (session, "trouble", G_CALLBACK (on_trouble), &self);
  desk_session_open (session);
  if (!self.is_over)
    g_main_loop_run (loop);
  g_signal_handlers_disconnect_by_data (session, &self);
  desk_session_close (session);
  desk_session_wait_closed (session);
  g_source_remove (interrupt);
  g_source_remove (terminate);

  return self.code;
}
