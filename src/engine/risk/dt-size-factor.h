/* dt-size-factor.h - how much of its normal size an entry gets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-money.h"
#include "dt-risk-profile.h"
#include "dt-trade-record.h"

G_BEGIN_DECLS

#define DT_SIZE_FACTOR_LEAST .5
#define DT_SIZE_FACTOR_MOST  2.

/* After so many in a row. */
#define DT_STREAK_LOSSES     3
#define DT_STREAK_WINS       5

typedef struct
{
  double   factor;      /* of the normal size: the product, clamped; 0 is no entry */
  double   kelly;       /* each is 1 when it is off or knows nothing */
  double   streak;
  double   volatility;
  double   model;
  double   bet;         /* part of equity that Kelly's criterion would put in; NaN unknown */
} DtSizeFactors;

/* Kelly's bet, a part of equity to put in: NaN without a win and a loss to go by. */
double      dt_kelly_bet             (const DtTradeRecord *record,
                                      guint                prior);
void        dt_size_factors_get      (const DtRiskProfile *profile,
                                      const DtTradeRecord *record,
                                      double               normal,
                                      double               volatility,
                                      double               model,
                                      DtSizeFactors       *factors);
DtQuantity  dt_size_factors_apply    (const DtSizeFactors *factors,
                                      DtQuantity           normal,
                                      DtQuantity           lot);
char       *dt_size_factors_explain  (const DtSizeFactors *factors,
                                      const DtTradeRecord *record,
                                      const DtRiskProfile *profile,
                                      double               volatility);

G_END_DECLS
