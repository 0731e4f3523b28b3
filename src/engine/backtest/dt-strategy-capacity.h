/* dt-strategy-capacity.h - how large an account the market could have served
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-equity-curve.h"

G_BEGIN_DECLS

/* Of all accounts together, USD, to the nearest thousand; %NAN when nothing was filled, or its bars
 * have no volume. */
double dt_strategy_capacity_find (const DtRunRecord   *records,
                                  gsize                n_records,
                                  const DtEquityCurve *curve);

G_END_DECLS
