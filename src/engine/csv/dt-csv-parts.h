/* dt-csv-parts.h - the body of a table, parsed by two threads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-csv-parser.h"
#include "dt-csv-source.h"

G_BEGIN_DECLS

typedef void (*DtCsvPlaceFunc) (DtCsvSource *source,
                                gpointer     data);

/* Reads the rest of the source into the parser, which has seen the header: the same rows, rejects
 * and errors as line by line. @progress (nullable) is called after each block. */
gboolean dt_csv_parts_read (DtCsvParser    *parser,
                            DtCsvSource    *source,
                            DtCsvPlaceFunc  progress,
                            gpointer        data,
                            GCancellable   *cancellable,
                            GError        **error);

G_END_DECLS
