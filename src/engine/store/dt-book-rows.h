/* dt-book-rows.h - a book's records as rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-journal.h"

#include "dt-book-store.h"
#include "dt-sqlite.h"

G_BEGIN_DECLS

/* Writes a batch, inside the caller's transaction. @n_commands: how many the book has already. */
gboolean  dt_book_rows_put   (DtSqlite              *sqlite,
                              gint64                 book_id,
                              const DtBook          *book,
                              const DtJournalBatch  *batch,
                              guint                  n_commands,
                              GError               **error);
/* Appends the stored rows of all kinds to an empty book's arrays. Numbers without holes,
 * enumerations in range and references to rows that are there, or %DT_STORE_ERROR_VALUE. */
gboolean  dt_book_rows_load  (DtSqlite              *sqlite,
                              gint64                 book_id,
                              DtBook                *book,
                              GError               **error);
/* Last price, best and worst since the entry and bars held of all open positions, which the ledger
 * does not know, as bytes: they change with every step, so that rows of their own would cost more
 * than all else. */
GByteArray *dt_book_marks_pack (const DtBook         *book);
/* Into the positions of a rebuilt book. %FALSE when the bytes do not fit it. */
gboolean  dt_book_marks_unpack (DtBook               *book,
                              const guint8          *data,
                              gsize                  size);
/* The marks of open positions, as they were with the last batch. */
gboolean  dt_book_marks_load (DtSqlite              *sqlite,
                              gint64                 book_id,
                              DtBook                *book,
                              GError               **error);

/* The journal of a running book, through a connection of its own. */
DtJournalSink *dt_book_sink_new (const char  *path,
                                 gint64       book_id,
                                 DtBookMode   mode,
                                 GError     **error);

G_END_DECLS
