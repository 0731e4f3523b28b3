/* dt-risk-private.h - what the parts of the room share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-risk.h"

G_BEGIN_DECLS

/* Fractions of money are exact to a billionth. */
#define DT_RISK_FRACTION_SCALE G_GINT64_CONSTANT (1000000000)

static inline gboolean
dt_risk_take_fraction (DtMoney  money,
                       double   fraction,
                       DtMoney *part)
{
  if (!(fraction >= 0. && fraction <= 1e6))
    return FALSE;

  return dt_money_fraction (money, llrint (fraction * DT_RISK_FRACTION_SCALE),
                            DT_RISK_FRACTION_SCALE, part);
}

G_END_DECLS
