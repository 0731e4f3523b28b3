/* dt-screen-library.h - the screens that there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-shelf.h"

#include "dt-screen-file.h"

G_BEGIN_DECLS

#define DT_SCREEN_LIBRARY_ERROR (dt_screen_library_error_quark ())
GQuark dt_screen_library_error_quark (void);

typedef enum
{
  DT_SCREEN_LIBRARY_ERROR_NAME,     /* it has no letter or digit, is too long, or has a line end */
  DT_SCREEN_LIBRARY_ERROR_UNKNOWN,  /* there is no such screen */
} DtScreenLibraryError;

/* A file of the library. One that does not pass the check is there too, with the reason. */
typedef struct
{
  char         *path;
  char         *id;        /* name of the file without the ending */
  gboolean      own;       /* in the data directory; else it came with the program */
  DtScreenFile *file;      /* (nullable) */
  GError       *error;     /* (nullable): why there is no @file */
} DtScreenEntry;

void            dt_screen_entry_free         (DtScreenEntry  *entry);
/* (transfer full): of DtScreenEntry: those that came with the program, then the user's, each by id.
 * A folder that is not there holds none. */
GPtrArray      *dt_screen_library_list       (const char     *data_dir,
                                              GError        **error);
/* A screen by id, the user's first, or by path. (transfer full): its path */
char           *dt_screen_library_find       (const char     *data_dir,
                                              const char     *name,
                                              GError        **error);
/* The user's file for a screen of that name: it may be there already. (transfer full) (nullable) */
char           *dt_screen_library_make_path  (const char     *data_dir,
                                              const char     *name,
                                              GError        **error);
/* Whole or not at all; own files only, one that came with the program is DT_SHELF_ERROR. */
gboolean        dt_screen_library_save       (const char     *data_dir,
                                              const char     *path,
                                              const char     *text,
                                              GError        **error);
gboolean        dt_screen_library_delete     (const char     *data_dir,
                                              const char     *path,
                                              GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtScreenEntry, dt_screen_entry_free)

G_END_DECLS
