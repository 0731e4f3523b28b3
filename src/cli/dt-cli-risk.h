/* dt-cli-risk.h - what "risk show" and "risk stress" share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-portfolio.h"

#include "dt-cli.h"

G_BEGIN_DECLS

/* The portfolio of the book that the arguments name, or of the newest. @book: (out): its id */
DtPortfolio *dt_cli_risk_load        (DtCli              *cli,
                                      char              **arguments,
                                      guint               n_arguments,
                                      int                 window,
                                      gint64             *book,
                                      GError            **error);
/* Members "book", "equity", "market", "sessions", "from" and "to". (transfer full) */
JsonObject  *dt_cli_risk_make_head   (gint64              book,
                                      const DtPortfolio  *portfolio);
/* USD to the cent, or "-". (transfer full) */
char        *dt_cli_risk_dup_usd     (double              usd);
/* Per cent with two places, or "-". (transfer full) */
char        *dt_cli_risk_dup_percent (double              fraction);
char        *dt_cli_risk_dup_number  (double              value);
void         dt_cli_risk_print_head  (gint64              book,
                                      const DtPortfolio  *portfolio);

G_END_DECLS
