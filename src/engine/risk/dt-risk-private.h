/* dt-risk-private.h - what the parts of the room share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-risk.h"

G_BEGIN_DECLS

/* Fractions of money are exact to a billionth. */
#define DT_RISK_FRACTION_SCALE G_GINT64_CONSTANT (1000000000)

/* Places in the table of guards: the order in which they are asked. */
typedef enum
{
  DT_PLACE_MODE,
  DT_PLACE_POSITION,
  DT_PLACE_DUPLICATE,
  DT_PLACE_EMERGENCY_STOP,
  DT_PLACE_JOURNAL,
  DT_PLACE_BREAKER,
  DT_PLACE_TRADABLE,
  DT_PLACE_BANNED,
  DT_PLACE_SESSION,
  DT_PLACE_DATA_AGE,
  DT_PLACE_MIN_PRICE,
  DT_PLACE_COLLAR,
  DT_PLACE_STOP,
  DT_PLACE_FLAT_BEFORE_CLOSE,
  DT_PLACE_EARNINGS,
  DT_PLACE_NEWS,
  DT_PLACE_SENTIMENT,
  DT_PLACE_DAY_TRADES,
  DT_PLACE_MAX_POSITIONS,
  DT_PLACE_DAILY_LOSS,
  DT_PLACE_DRAWDOWN,
  DT_PLACE_LOSSES_IN_A_ROW,
  DT_PLACE_CORRELATION,
  DT_PLACE_RISK_PER_TRADE,
  DT_PLACE_SECTOR,
  DT_PLACE_POSITION_FRACTION,
  DT_PLACE_NOTIONAL,
  DT_PLACE_SHARES,
  DT_PLACE_PARTICIPATION,
  DT_PLACE_BUYING_POWER,
} DtGuardPlace;

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
