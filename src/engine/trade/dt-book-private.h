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

G_END_DECLS
