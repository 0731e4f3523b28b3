/* desk-journal-book.h - a book as the journal reads it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book-store.h"
#include "dt-run.h"

#include "desk-trip.h"

G_BEGIN_DECLS

/**
 * DeskJournalBook:
 *
 * All records of a book, read from book.db without the engine, which may be writing on: what was
 * committed by then.
 *
 * Thread: any; made on the pool, immutable, shared by reference.
 */
typedef struct
{
  gatomicrefcount  ref_count;
  DtBookInfo      *info;
  DtBook          *book;
  char           **symbols;
  DtRunPlan       *plan;       /* (nullable): of a spec that cannot be read any more */
  GPtrArray       *notes;      /* of DtTradeNote, by trade */
} DeskJournalBook;

void             desk_journal_load_async  (const char           *data_dir,
                                           gint64                book,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
DeskJournalBook *desk_journal_load_finish (GAsyncResult         *result,
                                           GError              **error);
DeskJournalBook *desk_journal_book_ref    (DeskJournalBook      *book);
void             desk_journal_book_unref  (DeskJournalBook      *book);

/* All books of a data directory: (transfer full): of DtBookInfo, newest first */
void             desk_journal_list_async  (const char           *data_dir,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GPtrArray       *desk_journal_list_finish (GAsyncResult         *result,
                                           GError              **error);

/* The bars that a symbol of the book was traded on. */
void             desk_journal_bars_async  (const char           *data_dir,
                                           DeskJournalBook      *book,
                                           const char           *symbol,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
DtBarSeries     *desk_journal_bars_finish (GAsyncResult         *result,
                                           GError              **error);

/* Completed round trips, in the order of their exits, with the user's notes: (transfer full), of
 * DeskTrip, whose number is the id of the trade. In the main thread. */
GPtrArray       *desk_journal_book_list_trips (DeskJournalBook  *book);
const char      *desk_journal_book_get_strategy (const DeskJournalBook *book,
                                           guint32               strategy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskJournalBook, desk_journal_book_unref)

G_END_DECLS
