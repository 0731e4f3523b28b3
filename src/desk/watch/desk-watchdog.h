/* desk-watchdog.h - how long the main thread lets things wait
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A turn of the main loop that is longer is felt: a frame at 60 a second. */
#define DESK_WATCHDOG_LIMIT 16.

/* Milliseconds, from when the main loop wakes up until it sleeps again. */
typedef struct
{
  guint64 n_turns;
  guint64 n_long;       /* above the limit */
  guint64 n_long_own;   /* of these, by what the thread did itself, others or not */
  double  longest;
  double  longest_own;  /* of the thread's own time on a processor, in one turn */
} DeskWatchdogReport;

/* Looks at the default main context from now on, and tells each long turn (G_MESSAGES_DEBUG=
 * desk-watch) with how much of it the thread itself has worked: what is left others took. Costs two
 * looks at the clock a turn. Thread: main. */
void                      desk_watchdog_start   (void);
gboolean                  desk_watchdog_is_on   (void);
const DeskWatchdogReport *desk_watchdog_get     (void);
/* Begins to count anew. */
void                      desk_watchdog_reset   (void);
/* "12345 turns of the main loop, 3 above 16 ms, the longest 24.1 ms (2 by their own work, 20.3 ms
 * at most)" (transfer full) */
char                     *desk_watchdog_describe (void);

G_END_DECLS
