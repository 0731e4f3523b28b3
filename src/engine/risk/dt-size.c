/* dt-size.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-risk"

#include "config.h"

#include "dt-risk-private.h"

DtQuantity
dt_size_get_quantity (const DtSize *size,
                      DtMoney       equity,
                      DtMoney       buying_power,
                      DtMoney       price,
                      DtMoney       risk,
                      DtQuantity    lot)
{
  DtQuantity quantity;
  DtMoney money;

  switch (size->kind)
    {
    case DT_SIZE_ALL_IN:
      if (size->value > 0. && size->value < 1.)
        return dt_risk_take_fraction (buying_power, size->value, &money)
               ? dt_money_affords (money, price, lot) : 0;
      return dt_money_affords (buying_power, price, lot);

    case DT_SIZE_FRACTION:
      return dt_risk_take_fraction (equity, size->value, &money)
             ? dt_money_affords (money, price, lot) : 0;

    case DT_SIZE_SHARES:
      if (!(size->value > 0.) || !dt_quantity_from_double (size->value, &quantity))
        return 0;
      return dt_quantity_floor_to_lot (quantity, lot);

    case DT_SIZE_NOTIONAL:
      return dt_money_from_double (size->value, &money) ? dt_money_affords (money, price, lot) : 0;

    case DT_SIZE_RISK:
      return dt_risk_take_fraction (equity, size->value, &money)
             ? dt_money_affords (money, risk, lot) : 0;

    default:
      return 0;
    }
}
