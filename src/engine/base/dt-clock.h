/* dt-clock.h - what time it is, as far as the engine is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-time.h"

G_BEGIN_DECLS

/**
 * DtClock:
 *
 * The wall clock, handed to whoever needs one: nobody below the application asks the system, so
 * that a test can say what time it is. Decisions never read it; it dates log lines, file names and
 * staleness.
 *
 * Thread: any.
 */
typedef struct _DtClock DtClock;

DtClock *dt_clock_new_system (void);
DtClock *dt_clock_new_manual (DtTime   now);
DtClock *dt_clock_ref        (DtClock *clock);
void     dt_clock_unref      (DtClock *clock);
DtTime   dt_clock_get_now    (DtClock *clock);
/* Only of a manual clock. */
void     dt_clock_set_now    (DtClock *clock,
                              DtTime   now);
void     dt_clock_advance    (DtClock *clock,
                              gint64   nanoseconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtClock, dt_clock_unref)

G_END_DECLS
