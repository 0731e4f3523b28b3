/* dt-stress.h - what if
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-portfolio.h"

G_BEGIN_DECLS

/* What a scenario would do to what is held. Fractions; NaN where a beta is missing. */
typedef struct
{
  char   *name;           /* "index-10", "sector Energy", "2008" ... */
  char   *what;           /* a sentence: the moves and where they are from */
  double  profit;         /* USD, negative is a loss; of holdings whose move is known */
  double  fraction;       /* of equity */
  guint   n_unknown;      /* holdings whose move is not */
  double *moves;          /* by holding; %NULL when it is no move of prices */
} DtStress;

/* (transfer full) (element-type DtStress): @risk is dt_portfolio_measure()'s of @portfolio */
GPtrArray *dt_stress_run  (const DtPortfolio      *portfolio,
                           const DtPortfolioRisk  *risk);

G_END_DECLS
