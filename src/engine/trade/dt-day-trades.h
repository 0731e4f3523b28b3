/* dt-day-trades.h - how often an account bought and sold on one day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book.h"

G_BEGIN_DECLS

/* FINRA Rule 4210 (f)(8)(B): so many day trades in so many sessions make a pattern day trader. */
#define DT_PATTERN_DAY_TRADES   4
#define DT_PATTERN_SESSIONS     5

typedef struct _DtDayTrades DtDayTrades;

/**
 * DtDayTrades:
 *
 * Day trades by the definition of FINRA: buying and selling, or selling short and buying, the same
 * security on one day. Each turn from opening to closing is one, in however many fills (Regulatory
 * Notice 21-13); what was held over night and is closed before anything is added to it is none.
 *
 * It reads the ledger of its book, which may have grown since it was last asked: nobody has to tell
 * it about fills. Days are sessions of New York.
 *
 * Thread: its book's.
 */
DtDayTrades *dt_day_trades_new      (guint          n_instruments);
void         dt_day_trades_free     (DtDayTrades   *self);
/* In the last five sessions, that of @date included, or before it when there is none on it. */
guint        dt_day_trades_count    (DtDayTrades   *self,
                                     const DtBook  *book,
                                     DtDate         date);
/* Whether there ever were four in five sessions: the mark stays with the account. */
gboolean     dt_day_trades_is_pattern (DtDayTrades *self,
                                     const DtBook  *book);
/* Of all its life. */
guint        dt_day_trades_get_total (DtDayTrades  *self,
                                     const DtBook  *book);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtDayTrades, dt_day_trades_free)

G_END_DECLS
