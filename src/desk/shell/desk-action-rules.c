/* desk-action-rules.c - what can be done when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include <math.h>

#include "desk-window-private.h"

typedef enum
{
  NEEDS_READY     = 1 << 0,   /* a session */
  NEEDS_BOOK      = 1 << 1,   /* a run, even one that is over */
  NEEDS_ALIVE     = 1 << 2,   /* a run that can go on */
  NEEDS_PAUSED    = 1 << 3,
  NEEDS_PLAYING   = 1 << 4,
  NEEDS_FINISHED  = 1 << 5,
  NEEDS_POSITIONS = 1 << 6,
  NEEDS_ORDERS    = 1 << 7,
  NEEDS_BREAKER   = 1 << 8,
  NEEDS_CHART     = 1 << 9,   /* the chart on screen */
  NEEDS_NO_STOP   = 1 << 10,  /* entries not stopped already */
} Needs;

/* A prefix ends with a dot; the first row that fits counts. */
static const struct
{
  const char *id;
  Needs       needs;
} rules[] = {
  { "alert.", NEEDS_READY },
  { "book.", NEEDS_BOOK },
  { "chart.", NEEDS_CHART },
  { "engine.emergency-stop", NEEDS_BOOK | NEEDS_NO_STOP },
  { "engine.quit", NEEDS_READY },
  { "engine.rearm", NEEDS_BOOK | NEEDS_BREAKER },
  { "journal.", NEEDS_READY },
  { "lab.", NEEDS_READY },
  { "order.cancel", NEEDS_ALIVE | NEEDS_ORDERS },
  { "order.move-stop", NEEDS_ALIVE | NEEDS_POSITIONS },
  { "order.move-target", NEEDS_ALIVE | NEEDS_POSITIONS },
  { "order.preview", NEEDS_BOOK },
  { "order.", NEEDS_ALIVE },
  { "page.", NEEDS_READY },
  { "position.", NEEDS_ALIVE | NEEDS_POSITIONS },
  { "quick.arm", NEEDS_READY },
  { "quick.", NEEDS_ALIVE },
  { "replay.go-to", NEEDS_BOOK },
  { "replay.restart", NEEDS_READY },
  { "run.equity", NEEDS_BOOK },
  { "run.faster", NEEDS_PLAYING },
  { "run.pause", NEEDS_PLAYING },
  { "run.resume", NEEDS_PAUSED },
  { "run.rewind", NEEDS_BOOK },
  { "run.slower", NEEDS_PLAYING },
  { "run.start", NEEDS_READY },
  { "run.status", NEEDS_READY },
  { "run.write", NEEDS_FINISHED },
  { "run.", NEEDS_ALIVE },
  { "screen.", NEEDS_READY },
  { "strategy.", NEEDS_READY },
  { "symbol.", NEEDS_READY },
  { "window.detach-chart", NEEDS_READY },
  { "window.detach-quotes", NEEDS_READY },
};

static Needs
find_needs (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].id, id)
        || (g_str_has_suffix (rules[i].id, ".") && g_str_has_prefix (id, rules[i].id)))
      return rules[i].needs;

  return 0;
}

static guint
find_run_facts (DeskSession *session)
{
  const DeskClock *clock = desk_session_get_clock (session);

  switch (clock->state)
    {
    case DESK_RUN_PAUSED:
      return NEEDS_ALIVE | NEEDS_PAUSED;
    case DESK_RUN_PLAYING:
      return NEEDS_ALIVE | NEEDS_PLAYING;
    case DESK_RUN_FINISHED:
      return NEEDS_FINISHED;
    case DESK_RUN_IDLE:
    case DESK_RUN_FAILED:
    default:
      return 0;
    }
}

guint
desk_action_find_facts (DeskSession *session,
                        const char  *page)
{
  guint facts = NEEDS_READY;

  if (desk_session_get_state (session) != DESK_SESSION_READY)
    return 0;

  facts |= find_run_facts (session);
  if (desk_session_get_clock (session)->book != 0)
    facts |= NEEDS_BOOK;
  if (g_list_model_get_n_items (desk_session_get_positions (session)) > 0)
    facts |= NEEDS_POSITIONS;
  if (g_list_model_get_n_items (desk_session_get_orders (session)) > 0)
    facts |= NEEDS_ORDERS;
  facts |= desk_session_get_account (session)->breaker ? NEEDS_BREAKER : NEEDS_NO_STOP;
  if (g_strcmp0 (page, "chart") == 0)
    facts |= NEEDS_CHART;

  return facts;
}

gboolean
desk_action_is_possible (const DeskAction *action,
                         guint             facts)
{
  return (find_needs (action->command->id) & ~facts) == 0;
}

double
desk_speed_next (double speed,
                 int    direction)
{
  static const double speeds[] = {
    1., 2., 5., 10., 30., 60., 120., 300., 600., 1800., 3600., 7200., 23400., INFINITY
  };
  const int n = G_N_ELEMENTS (speeds);

  if (direction > 0)
    {
      for (int i = 0; i < n; i++)
        if (speeds[i] > speed)
          return speeds[i];
      return speeds[n - 1];
    }

  for (int i = n - 1; i >= 0; i--)
    if (speeds[i] < speed)
      return speeds[i];

  return speeds[0];
}
