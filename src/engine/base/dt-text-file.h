/* dt-text-file.h - small files that a person named
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* g_file_get_contents() of a file with at most @most bytes; a larger one, or a device that never
 * ends, is refused with %G_FILE_ERROR_INVAL, and no more than that is read. @length: (nullable) */
gboolean dt_text_file_load (const char  *path,
                            gsize        most,
                            char       **text,
                            gsize       *length,
                            GError     **error);

G_END_DECLS
