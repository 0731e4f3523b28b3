/* dt-book-marks.h - what the ledger does not know of a position
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book.h"

G_BEGIN_DECLS

/* Last price, best and worst since the entry and bars held of all open positions, as bytes: they
 * change with every step, so that rows of their own would cost more than all else. */
GByteArray *dt_book_marks_pack    (const DtBook  *book);
/* Into the positions of a rebuilt book. %FALSE when the bytes do not fit it. */
gboolean    dt_book_marks_unpack  (DtBook        *book,
                                   const guint8  *data,
                                   gsize          size);

G_END_DECLS
