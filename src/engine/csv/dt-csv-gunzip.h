/* dt-csv-gunzip.h - compressed text, unpacked ahead of its reader
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-csv-block.h"

G_BEGIN_DECLS

/**
 * DtCsvGunzip:
 *
 * Unpacking a table takes longer than parsing it, so a thread does it a few blocks ahead while the
 * reader parses what is there.
 *
 * Thread: the one that made it; the stream and the unpacking belong to a thread of its own,
 * "csv-gunzip", from dt_csv_gunzip_new() to dt_csv_gunzip_free().
 */
typedef struct _DtCsvGunzip DtCsvGunzip;

gboolean     dt_csv_gunzip_knows (gconstpointer  bytes,
                                  gsize          n_bytes);
DtCsvGunzip *dt_csv_gunzip_new   (const char    *name,
                                  GInputStream  *stream,
                                  gconstpointer  begin,
                                  gsize          n_begin,
                                  GCancellable  *cancellable);
void         dt_csv_gunzip_free  (DtCsvGunzip   *self);
gboolean     dt_csv_gunzip_next  (DtCsvGunzip   *self,
                                  DtCsvBlock   **block,
                                  goffset       *taken,
                                  GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtCsvGunzip, dt_csv_gunzip_free)

G_END_DECLS
