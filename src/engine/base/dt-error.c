/* dt-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include "dt-error.h"

gboolean
dt_refuse (GError     **error,
           GQuark       domain,
           int          code,
           const char  *format,
           ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (domain, code, format, arguments);
  va_end (arguments);

  return FALSE;
}
