/* desk-journal-page.h - every trade, why it was made, and what the user says of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskJournalPage:
 *
 * The completed trades of a book: searched, filtered, grouped and exported; one of them with its
 * chart, the machine's reasons, tags, note and rating. Books are read from the database; notes are
 * written by the engine.
 *
 * Thread: main; books and bars are read on the pool.
 */
#define DESK_TYPE_JOURNAL_PAGE (desk_journal_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskJournalPage, desk_journal_page, DESK, JOURNAL_PAGE, DeskPage)

/* The running book's trade @number, whatever was looked for before. */
void        desk_journal_page_show_trade (DeskJournalPage *self,
                                        guint64          number);
/* Carries out an action "journal.NAME". */
void        desk_journal_page_do       (DeskJournalPage *self,
                                        const char      *action);
/* Trades as they are filtered and sorted: of DeskTrip, (transfer none) */
GListModel *desk_journal_page_get_rows (DeskJournalPage *self);

G_END_DECLS
