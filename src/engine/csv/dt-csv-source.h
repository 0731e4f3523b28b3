/* dt-csv-source.h - a file's text, a megabyte of whole lines at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-csv-block.h"

G_BEGIN_DECLS

/* A longer line is not one of a price table. */
#define DT_CSV_MAX_LINE (1024 * 1024)

typedef struct _DtCsvSource DtCsvSource;

DtCsvSource *dt_csv_source_new_file  (const char             *path,
                                      GCancellable           *cancellable,
                                      GError                **error);
DtCsvSource *dt_csv_source_new_bytes (const char             *data,
                                      gsize                   length,
                                      const char             *name);
void         dt_csv_source_free      (DtCsvSource            *source);
/* The next whole lines, the last one without its newline at the end of the text. Length 0 is the
 * end. Valid until the next call. */
gboolean     dt_csv_source_next      (DtCsvSource            *source,
                                      const char            **text,
                                      gsize                  *length,
                                      GCancellable           *cancellable,
                                      GError                **error);
/* The block with the text that was handed out last, which then stays as it is until it is given
 * back, or freed. */
DtCsvBlock  *dt_csv_source_take_block (DtCsvSource           *source);
void         dt_csv_source_give_block (DtCsvSource           *source,
                                       DtCsvBlock            *block);
/* Nothing is left after what was handed out. */
gboolean     dt_csv_source_is_over   (DtCsvSource            *source);
/* Bytes of the file taken so far and in all, compressed ones when it is. */
void         dt_csv_source_get_place (DtCsvSource            *source,
                                      goffset                *taken,
                                      goffset                *size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtCsvSource, dt_csv_source_free)

G_END_DECLS
