/* dt-shelf.h - files of one kind: those that came with the program, and the user's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DT_SHELF_ERROR (dt_shelf_error_quark ())
GQuark dt_shelf_error_quark (void);

typedef enum
{
  DT_SHELF_ERROR_SHIPPED,   /* it came with the program: it can be copied, not changed */
} DtShelfError;

typedef struct
{
  const char *folder;       /* "strategies": of the program's data and of the data directory */
  const char *ending;       /* ".strategy" */
} DtShelf;

/* Of the user's own files. (transfer full) */
char      *dt_shelf_get_folder (const DtShelf  *shelf,
                                const char     *data_dir);
/* Of the user's own file @id, be it there or not. (transfer full) */
char      *dt_shelf_make_path  (const DtShelf  *shelf,
                                const char     *data_dir,
                                const char     *id);
/* Name of a file without its ending. (transfer full) */
char      *dt_shelf_make_id    (const DtShelf  *shelf,
                                const char     *path);
gboolean   dt_shelf_is_own     (const DtShelf  *shelf,
                                const char     *data_dir,
                                const char     *path);
/* (transfer full): paths of those that came with the program, then of the user's, each by name. A
 * folder that is not there holds none. */
GPtrArray *dt_shelf_list       (const DtShelf  *shelf,
                                const char     *data_dir,
                                GError        **error);
/* Path of the user's file @id, else of the program's. (transfer full) (nullable) */
char      *dt_shelf_find       (const DtShelf  *shelf,
                                const char     *data_dir,
                                const char     *id);
/* Own files only, whole or not at all. */
gboolean   dt_shelf_check_own  (const DtShelf  *shelf,
                                const char     *data_dir,
                                const char     *path,
                                GError        **error);
gboolean   dt_shelf_save       (const DtShelf  *shelf,
                                const char     *data_dir,
                                const char     *path,
                                const char     *text,
                                GError        **error);
gboolean   dt_shelf_delete     (const DtShelf  *shelf,
                                const char     *data_dir,
                                const char     *path,
                                GError        **error);

G_END_DECLS
