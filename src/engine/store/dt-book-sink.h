/* dt-book-sink.h - the journal of a running book
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book-store.h"

G_BEGIN_DECLS

#define DT_TYPE_BOOK_SINK (dt_book_sink_get_type ())
G_DECLARE_FINAL_TYPE (DtBookSink, dt_book_sink, DT, BOOK_SINK, GObject)

DtJournalSink *dt_book_sink_new (const char  *path,
                                 gint64       book_id,
                                 DtBookMode   mode,
                                 GError     **error);

G_END_DECLS
