/* desk-journal-reason.h - why the machine did what it did
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-journal-book.h"

G_BEGIN_DECLS

typedef struct
{
  DtTime      time;
  const char *what;     /* "Signal", "Order", "Fill", "Note": static */
  char       *text;     /* a sentence */
} DeskReason;

/* What led to a trade and out of it, oldest first: the rule that spoke and the values that it read,
 * what guards made of the size, its orders and why each fill has its price, and what the activity
 * log says of these. (transfer full): of DeskReason */
GArray *desk_journal_explain (DeskJournalBook *book,
                              guint64          trade);

G_END_DECLS
