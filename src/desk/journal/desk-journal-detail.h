/* desk-journal-detail.h - one trade: its chart, the machine's reasons, the user's words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-colours.h"
#include "desk-session.h"

#include "desk-journal-book.h"

G_BEGIN_DECLS

/**
 * DeskJournalDetail:
 *
 * What the user writes is kept a moment after the last key, and before another trade is shown: the
 * engine writes it ("book.note").
 *
 * Thread: main. Signals: "noted" after a note was changed and is kept; "trouble" (text).
 */
#define DESK_TYPE_JOURNAL_DETAIL (desk_journal_detail_get_type ())
G_DECLARE_FINAL_TYPE (DeskJournalDetail, desk_journal_detail, DESK, JOURNAL_DETAIL, AdwBin)

GtkWidget *desk_journal_detail_new         (DeskSession       *session);
/* @trip (nullable): nothing is selected */
void       desk_journal_detail_show        (DeskJournalDetail *self,
                                            DeskJournalBook   *book,
                                            DeskTrip          *trip);
void       desk_journal_detail_set_palette (DeskJournalDetail *self,
                                            DeskPalette        palette);
/* Keeps now what was written. */
void       desk_journal_detail_flush       (DeskJournalDetail *self);

/* As the user does, for tests. */
void       desk_journal_detail_set_tags    (DeskJournalDetail *self,
                                            const char        *tags);
void       desk_journal_detail_set_text    (DeskJournalDetail *self,
                                            const char        *text);
void       desk_journal_detail_set_rating  (DeskJournalDetail *self,
                                            guint              rating);
/* The chart shows the bars of the trade. */
gboolean   desk_journal_detail_has_chart   (DeskJournalDetail *self);

G_END_DECLS
