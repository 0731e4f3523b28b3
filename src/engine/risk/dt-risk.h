/* dt-risk.h - sizing and the chain of guards
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-guard.h"

G_BEGIN_DECLS

/* Runs the guards for entries and for all, in the table's order. */
DtVerdict      dt_risk_check_entry    (const DtRiskProfile  *profile,
                                       const DtRiskView     *view,
                                       const DtCandidate    *candidate);
/* The same for many entries under one profile; @limits is what dt_risk_find_limits() says of it. */
DtVerdict      dt_risk_check_entry_by (const DtRiskProfile  *profile,
                                       guint32               limits,
                                       const DtRiskView     *view,
                                       const DtCandidate    *candidate);
/* Guards whose limit is on: 1 << place. */
guint32        dt_risk_find_limits    (const DtRiskProfile  *profile);
/* Only the guards for all: what reduces, closes or protects meets no limit (law 4). */
DtVerdict      dt_risk_check_exit     (const DtRiskProfile  *profile,
                                       const DtRiskView     *view,
                                       const DtCandidate    *candidate);

/* The unsigned quantity, in whole lots, that a size means.
 * @price: expected or actual price, 1e-6 USD; @risk: distance to the stop, 1e-6 USD, for risk x%;
 * 0 when it buys nothing or risk is asked without a stop. Sizes: see #DtSizeKind; all-in spends
 * @buying_power; fees are the broker's cut at the fill. */
DtQuantity     dt_size_get_quantity   (const DtSize         *size,
                                       DtMoney               equity,
                                       DtMoney               buying_power,
                                       DtMoney               price,
                                       DtMoney               risk,
                                       DtQuantity            lot);

G_END_DECLS
