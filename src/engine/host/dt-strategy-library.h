/* dt-strategy-library.h - the strategy files that there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-shelf.h"
#include "dt-strategy-file.h"

G_BEGIN_DECLS

#define DT_LIBRARY_ERROR (dt_library_error_quark ())
GQuark dt_library_error_quark (void);

typedef enum
{
  DT_LIBRARY_ERROR_NAME,      /* empty, too long, or of characters that a name cannot have */
  DT_LIBRARY_ERROR_TAKEN,     /* another file has that name */
} DtLibraryError;

/* A file of the library. One that does not pass the check is there too, with the reason. */
typedef struct
{
  char           *path;
  char           *id;        /* name of the file without the ending */
  char           *name;      /* that the file gives itself, else the id */
  char           *text;
  gboolean        own;       /* in the data directory; else it came with the program */
  DtStrategyFile *file;      /* (nullable) */
  GError         *error;     /* (nullable): why there is no @file */
} DtLibraryFile;

void           dt_library_file_free         (DtLibraryFile  *file);
/* (transfer full): of DtLibraryFile: those that came with the program, then the user's, each by
 * id. A folder that is not there holds none. */
GPtrArray     *dt_strategy_library_list     (const char     *data_dir,
                                             GError        **error);
/* What a file is now. (transfer full) */
DtLibraryFile *dt_strategy_library_load     (const char     *data_dir,
                                             const char     *path,
                                             GError        **error);
/* The folder of the user's own files. (transfer full) */
char          *dt_strategy_library_get_folder (const char   *data_dir);
/* "ema-crossover" of "EMA crossover". (transfer full) */
char          *dt_strategy_library_make_id  (const char     *name);
/* A name like @name that no file has: "EMA crossover 2". (transfer full) */
char          *dt_strategy_library_make_name (const char    *data_dir,
                                             const char     *name,
                                             GError        **error);

/* All return the path of the user's file, (transfer full), or %NULL with an error. */
char          *dt_strategy_library_add      (const char     *data_dir,
                                             const char     *name,
                                             const char     *text,
                                             GError        **error);
char          *dt_strategy_library_rename   (const char     *data_dir,
                                             const char     *path,
                                             const char     *name,
                                             GError        **error);
/* Own files only, whole or not at all; a file that came with the program is DT_SHELF_ERROR. */
gboolean       dt_strategy_library_save     (const char     *data_dir,
                                             const char     *path,
                                             const char     *text,
                                             GError        **error);
gboolean       dt_strategy_library_delete   (const char     *data_dir,
                                             const char     *path,
                                             GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtLibraryFile, dt_library_file_free)

G_END_DECLS
