/* desk-drawing-store.h - drawings in the user's data, a key a symbol
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* "drawings.ini" in @folder. A file that cannot be read is kept beside as "drawings.ini.damaged"
 * before anything is written. */
char    *desk_drawing_store_load (const char  *folder,
                                  const char  *symbol,
                                  GError     **error);
gboolean desk_drawing_store_save (const char  *folder,
                                  const char  *symbol,
                                  const char  *text,
                                  GError     **error);

G_END_DECLS
