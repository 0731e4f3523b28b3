/* dt-book-private.h - what the book's own files share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book.h"

G_BEGIN_DECLS

void dt_book_set_open    (DtBook            *book,
                          DtInstrumentIndex  instrument,
                          gboolean           open);

void dt_book_settle_position (DtBook     *book,
                              DtPosition *position);

/* dt-book-action.c */
gboolean dt_lots_scale        (DtRows      *lots,
                               DtQuantity   from,
                               DtQuantity   to);
gboolean dt_lots_get_cost     (const DtRows *lots,
                               DtMoney     *cost);
gboolean dt_round_trip_scale  (DtRoundTrip *trade,
                               DtQuantity   from,
                               DtQuantity   to);

G_END_DECLS
