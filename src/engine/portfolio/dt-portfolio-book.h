/* dt-portfolio-book.h - the portfolio of a stored book
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book-store.h"
#include "dt-market-store.h"

#include "dt-portfolio.h"

G_BEGIN_DECLS

/* Sessions of returns that are looked back on when nobody says: a year. */
#define DT_PORTFOLIO_WINDOW 252
/* What betas are measured against, where it has bars up to the end. */
#define DT_PORTFOLIO_MARKET "SPY"

DtPortfolio *dt_portfolio_load  (DtBookStore    *books,
                                 gint64          id,
                                 DtMarketStore  *market,
                                 gsize           window,
                                 GCancellable   *cancellable,
                                 GError        **error);

G_END_DECLS
