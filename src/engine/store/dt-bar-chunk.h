/* dt-bar-chunk.h - bars as bytes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"

G_BEGIN_DECLS

/* More bars than any calendar period that is stored as one chunk can have. */
#define DT_BAR_CHUNK_MAX_BARS (1u << 20)

/* Bytes of a packed chunk; every double comes back bit for bit. The layout is described at the
 * top of dt-bar-chunk.c. */
GByteArray *dt_bar_chunk_encode  (const DtBarSeries  *series,
                                  gsize               first,
                                  gsize               n_bars);
/* Header and checksum only. Errors: %DT_STORE_ERROR_CORRUPT, without the name of the chunk. */
gboolean    dt_bar_chunk_check   (const guint8       *data,
                                  gsize               size,
                                  guint              *n_bars,
                                  GError            **error);
/* Appends the bars to @series, which is unchanged after an error. Stamps that do not rise are an
 * error; @known of the new bars is left to the caller. */
gboolean    dt_bar_chunk_decode  (const guint8       *data,
                                  gsize               size,
                                  DtBarSeries        *series,
                                  GError            **error);
/* Writes the right checksum over whatever is there: the fuzzer gets behind it with this. */
void        dt_bar_chunk_reseal  (guint8             *data,
                                  gsize               size);

G_END_DECLS
