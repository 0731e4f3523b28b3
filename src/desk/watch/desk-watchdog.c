/* desk-watchdog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-watch"

#include "config.h"

#include <time.h>

#include "desk-watchdog.h"

/* Of the main context: there is one, and one thread that runs it. */
static struct
{
  GPollFunc           poll;       /* (nullable): of the context; %NULL: not started */
  gint64              woke;       /* monotonic, microseconds; 0: not since the start */
  double              own;        /* of the thread then, milliseconds */
  DeskWatchdogReport  report;
} watchdog;

static double
own_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static void
end_turn (void)
{
  DeskWatchdogReport *report = &watchdog.report;
  double busy = (g_get_monotonic_time () - watchdog.woke) / 1000.;
  double own = own_time () - watchdog.own;

  report->n_turns++;
  report->longest = MAX (report->longest, busy);
  report->longest_own = MAX (report->longest_own, own);
  if (busy <= DESK_WATCHDOG_LIMIT)
    return;

  report->n_long++;
  report->n_long_own += own > DESK_WATCHDOG_LIMIT;
  g_debug ("The main thread was busy for %.1f ms, %.1f ms of it with its own work", busy, own);
}

/* Between two polls the context dispatches. */
static int
watch_poll (GPollFD *fds,
            guint    n_fds,
            int      timeout)
{
  int n;

  if (watchdog.woke != 0)
    end_turn ();
  n = watchdog.poll (fds, n_fds, timeout);
  watchdog.woke = g_get_monotonic_time ();
  watchdog.own = own_time ();

  return n;
}

void
desk_watchdog_start (void)
{
  GMainContext *context = g_main_context_default ();

  if (watchdog.poll != NULL)
    return;

  watchdog.poll = g_main_context_get_poll_func (context);
  g_main_context_set_poll_func (context, watch_poll);
}

gboolean
desk_watchdog_is_on (void)
{
  return watchdog.poll != NULL;
}

const DeskWatchdogReport *
desk_watchdog_get (void)
{
  return &watchdog.report;
}

void
desk_watchdog_reset (void)
{
  watchdog.report = (DeskWatchdogReport) { 0 };
}

char *
desk_watchdog_describe (void)
{
  const DeskWatchdogReport *report = &watchdog.report;

  return g_strdup_printf ("%" G_GUINT64_FORMAT " turns of the main loop, %" G_GUINT64_FORMAT
                          " above %.0f ms, the longest %.1f ms (%" G_GUINT64_FORMAT
                          " by their own work, %.1f ms at most)",
                          report->n_turns, report->n_long, DESK_WATCHDOG_LIMIT, report->longest,
                          report->n_long_own, report->longest_own);
}
