/* desk-headless.h - the program's Replay without a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-session.h"

G_BEGIN_DECLS

/* Plays the run that waits, or the demo account's, to its end, and prints the result as JSON. The
 * window does the same through the same session; a test holds it to the command line's Replay.
 *
 * @data_dir, @universe, @strategy: (nullable): the user's, "minute", "ema-crossover"
 * @speed: times real time, 0 as fast as possible
 *
 * Returns: the exit code */
int desk_headless_run (const char *data_dir,
                       const char *universe,
                       const char *strategy,
                       double      speed);

G_END_DECLS
