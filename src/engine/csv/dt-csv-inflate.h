/* dt-csv-inflate.h - one gzip member after the other, by the quickest library at hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ISA-L unpacks three times as fast as zlib and is used where it was there when the program was
 * built. No thread of its own. */
typedef struct _DtCsvInflate DtCsvInflate;

typedef enum
{
  DT_CSV_INFLATE_MORE,       /* of input, or of room */
  DT_CSV_INFLATE_END,        /* of the member, whose checksum is right */
  DT_CSV_INFLATE_DAMAGED,
} DtCsvInflateState;

DtCsvInflate      *dt_csv_inflate_new       (void);
void               dt_csv_inflate_free      (DtCsvInflate   *self);
/* A member begins with the next byte that is read. */
void               dt_csv_inflate_begin     (DtCsvInflate   *self);
void               dt_csv_inflate_give      (DtCsvInflate   *self,
                                             const guint8   *packed,
                                             gsize           n_bytes);
/* What is left of what was given. */
gsize              dt_csv_inflate_get_left  (DtCsvInflate   *self,
                                             const guint8  **packed);
DtCsvInflateState  dt_csv_inflate_read      (DtCsvInflate   *self,
                                             char           *text,
                                             gsize           n_room,
                                             gsize          *n_read);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtCsvInflate, dt_csv_inflate_free)

G_END_DECLS
