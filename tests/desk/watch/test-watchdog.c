/* test-watchdog.c - how long the main thread lets things wait
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-watchdog.h"

static gboolean
sleep_ms (gpointer data)
{
  g_usleep (GPOINTER_TO_UINT (data) * 1000);

  return G_SOURCE_REMOVE;
}

static gboolean
work_ms (gpointer data)
{
  gint64 end = g_get_monotonic_time () + GPOINTER_TO_UINT (data) * 1000;

  while (g_get_monotonic_time () < end)
    continue;

  return G_SOURCE_REMOVE;
}

static void
turn (guint n)
{
  for (guint i = 0; i < n; i++)
    g_main_context_iteration (NULL, FALSE);
}

/* A source that sleeps 40 ms blocks for that long with hardly any work of its own; one that works
 * for 30 ms has most of them, unless others have the processor; short ones are not told. */
static void
test_long (void)
{
  const DeskWatchdogReport *report = desk_watchdog_get ();
  g_autofree char *text = NULL;

  g_assert_false (desk_watchdog_is_on ());
  desk_watchdog_start ();
  desk_watchdog_start ();
  g_assert_true (desk_watchdog_is_on ());
  turn (3);
  desk_watchdog_reset ();
  turn (3);
  g_assert_cmpuint (report->n_turns, >=, 3);

  g_idle_add (sleep_ms, GUINT_TO_POINTER (40));
  turn (3);
  g_assert_cmpuint (report->n_long, >=, 1);
  g_assert_cmpfloat (report->longest, >=, 40.);
  g_assert_cmpfloat (report->longest_own, <, 16.);
  g_assert_cmpuint (report->n_long_own, ==, 0);

  desk_watchdog_reset ();
  g_idle_add (work_ms, GUINT_TO_POINTER (30));
  turn (3);
  g_assert_cmpuint (report->n_long, >=, 1);
  g_assert_cmpfloat (report->longest, >=, 30.);
  g_assert_cmpfloat (report->longest_own, >, 0.);
  text = desk_watchdog_describe ();
  g_assert_true (g_str_has_prefix (text, "3 turns") || g_str_has_prefix (text, "2 turns"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/long", test_long);

  return g_test_run ();
}
