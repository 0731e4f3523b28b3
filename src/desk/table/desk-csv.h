/* desk-csv.h - fields of a table as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Quoted where RFC 4180 asks for it. What a spreadsheet would take for a formula though it is no
 * number gets an apostrophe in front, as OWASP advises ("CSV Injection"). */
void desk_csv_append (GString       *csv,
                      const char    *field);

/* Asks where to, then writes what @make makes of @data; @data is freed by @destroy (nullable) when
 * the file is written or not wanted. A toast says what became of it. */
void desk_csv_export (GtkWidget      *from,
                      const char     *title,
                      const char     *file_name,
                      char         *(*make) (gpointer data),
                      gpointer        data,
                      GDestroyNotify  destroy);

G_END_DECLS
