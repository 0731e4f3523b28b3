/* main.c - daytrader
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include "desk-watchdog.h"

#include "desk-application.h"

/* In builds for debugging always, else on demand. */
static gboolean
is_watched (void)
{
  return DESK_WATCHDOG || g_getenv ("DAYTRADER_WATCHDOG") != NULL;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(DeskApplication) application = desk_application_new ();
  int status;

  g_set_application_name ("DayTrader");
  if (is_watched ())
    desk_watchdog_start ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  if (is_watched ())
    {
      g_autofree char *text = desk_watchdog_describe ();

      g_debug ("%s", text);
    }

  return status;
}
