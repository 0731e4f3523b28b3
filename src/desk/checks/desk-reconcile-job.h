/* desk-reconcile-job.h - a stored book checked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book-store.h"
#include "dt-reconcile.h"

G_BEGIN_DECLS

/* What was found in book.db. */
typedef struct
{
  DtBookInfo     *info;
  char          **symbols;
  DtBook         *book;      /* folded again from its ledger, and verified */
  DtAccountSide   side;      /* what it says is held and works */
} DeskStoredBook;

void            desk_stored_book_free    (DeskStoredBook       *stored);
/* On the pool. */
void            desk_stored_book_load_async  (const char           *data_dir,
                                              gint64                book,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* An error is also what a book says that does not add up. */
DeskStoredBook *desk_stored_book_load_finish (GAsyncResult         *result,
                                              GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskStoredBook, desk_stored_book_free)

G_END_DECLS
