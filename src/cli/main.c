/* main.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <glib.h>

int
main (int   argc,
      char *argv[])
{
  g_print ("daytrader-cli %s\n", DT_VERSION);

  return 0;
}
