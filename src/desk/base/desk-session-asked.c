/* desk-session-asked.c - what was asked of the run counts before the engine shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

#include <math.h>

#include "desk-session-private.h"

/* A snapshot comes up to 100 ms after what it shows, later on a busy machine. Who presses a key a
 * second time by then means what was asked for last: play, then pause, and not play twice. So state
 * and speed of the clock are those that were asked for until the engine has answered. Snapshots and
 * answers come in the order in which the engine sent them, so whatever comes after the answer shows
 * what was asked for, or what happened since. */

static gboolean
is_alive (DeskRunState state)
{
  return state == DESK_RUN_PAUSED || state == DESK_RUN_PLAYING;
}

static gboolean
find_wish (const char   *command,
           GVariant     *arguments,
           DeskRunState *state,
           double       *speed)
{
  gboolean play = TRUE;

  if (g_str_equal (command, "run.pause") || g_str_equal (command, "run.step"))
    *state = DESK_RUN_PAUSED;
  else if (g_str_equal (command, "run.resume"))
    *state = DESK_RUN_PLAYING;
  else if (!g_str_equal (command, "run.speed")
           || !g_variant_lookup (arguments, "speed", "d", speed))
    return FALSE;
  else
    {
      g_variant_lookup (arguments, "play", "b", &play);
      if (*speed == 0.)
        *state = DESK_RUN_PAUSED;
      else if (play)
        *state = DESK_RUN_PLAYING;
    }

  return TRUE;
}

static void
show (DeskSession  *self,
      DeskRunState  state,
      double        speed)
{
  if (self->clock.state == state && self->clock.speed == speed)
    return;

  self->clock.state = state;
  self->clock.speed = speed;
  desk_session_tell_clock (self);
}

/* Returns what desk_asked_answered() wants to know, 0 when @command asks for neither. */
guint
desk_asked_begin (DeskSession *self,
                  const char  *command,
                  GVariant    *arguments)
{
  DeskAsked *asked = &self->asked;
  DeskRunState state = self->clock.state;
  double speed = self->clock.speed;

  if (!is_alive (state) || !find_wish (command, arguments, &state, &speed))
    return 0;

  if (asked->n_waiting == 0)
    {
      asked->said_state = self->clock.state;
      asked->said_speed = self->clock.speed;
      asked->refused = FALSE;
    }
  asked->n_waiting++;
  asked->state = state;
  asked->speed = speed > 0. ? speed : self->clock.speed;

  return asked->round;
}

/* After the command has left: whoever is told may do whatever comes next. */
void
desk_asked_show (DeskSession *self)
{
  if (self->asked.n_waiting > 0 && is_alive (self->clock.state))
    show (self, self->asked.state, self->asked.speed);
}

void
desk_asked_answered (DeskSession *self,
                     guint        round,
                     gboolean     refused)
{
  DeskAsked *asked = &self->asked;

  if (round != asked->round || asked->n_waiting == 0)
    return;

  asked->refused |= refused;
  if (--asked->n_waiting == 0 && asked->refused && is_alive (self->clock.state))
    show (self, asked->said_state, asked->said_speed);
}

/* The clock of a snapshot was read: what was asked for and not answered stays. */
void
desk_asked_keep (DeskSession *self)
{
  DeskAsked *asked = &self->asked;

  if (asked->n_waiting == 0 || !is_alive (self->clock.state))
    return;

  asked->said_state = self->clock.state;
  asked->said_speed = self->clock.speed;
  self->clock.state = asked->state;
  self->clock.speed = asked->speed;
}

/* The engine is another one, or the run: answers that are on their way are about what was. */
void
desk_asked_reset (DeskSession *self)
{
  self->asked.n_waiting = 0;
  self->asked.round++;
}
