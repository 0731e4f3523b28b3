/* dt-clock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include <stdatomic.h>

#include "dt-clock.h"

struct _DtClock
{
  gatomicrefcount ref_count;
  gboolean        manual;
  _Atomic gint64  now;
};

DtClock *
dt_clock_new_system (void)
{
  DtClock *clock = g_new0 (DtClock, 1);

  g_atomic_ref_count_init (&clock->ref_count);

  return clock;
}

DtClock *
dt_clock_new_manual (DtTime now)
{
  DtClock *clock = dt_clock_new_system ();

  clock->manual = TRUE;
  atomic_store (&clock->now, now);

  return clock;
}

DtClock *
dt_clock_ref (DtClock *clock)
{
  g_atomic_ref_count_inc (&clock->ref_count);

  return clock;
}

void
dt_clock_unref (DtClock *clock)
{
  if (clock != NULL && g_atomic_ref_count_dec (&clock->ref_count))
    g_free (clock);
}

DtTime
dt_clock_get_now (DtClock *clock)
{
  return clock->manual ? atomic_load (&clock->now) : g_get_real_time () * 1000;
}

void
dt_clock_set_now (DtClock *clock,
                  DtTime   now)
{
  g_return_if_fail (clock->manual);

  atomic_store (&clock->now, now);
}

void
dt_clock_advance (DtClock *clock,
                  gint64   nanoseconds)
{
  g_return_if_fail (clock->manual);

  atomic_fetch_add (&clock->now, nanoseconds);
}
