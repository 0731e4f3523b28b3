/* main.c - daytrader
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include "desk-application.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(DeskApplication) application = desk_application_new ();

  g_set_application_name ("DayTrader");
  return g_application_run (G_APPLICATION (application), argc, argv);
}
