/* dt-money.h - exact money and quantity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include <glib.h>

G_BEGIN_DECLS

/* Money, and prices per unit: signed counts of 1e-6 USD. Quantities: signed counts of 1e-9 units
 * (shares, contracts). Sums and products are checked; products go through 128 bits and are rounded
 * half to even, once. Doubles become money at dt_money_from_double() and nowhere else. */
typedef gint64 DtMoney;
typedef gint64 DtQuantity;

#define DT_MONEY_SCALE    G_GINT64_CONSTANT (1000000)
#define DT_QUANTITY_SCALE G_GINT64_CONSTANT (1000000000)

/* No price: the order has no such limit or stop. */
#define DT_MONEY_NONE     G_MININT64

#define DT_DOLLARS(d)     ((DtMoney) (d) * DT_MONEY_SCALE)
#define DT_CENT           (DT_MONEY_SCALE / 100)
#define DT_UNITS(n)       ((DtQuantity) (n) * DT_QUANTITY_SCALE)

/* Largest double that dt_money_from_double() takes, USD. */
#define DT_MONEY_MAX_DOUBLE 9.2e12

/**
 * dt_money_from_double:
 * @value: USD
 * @money: (out): the same in 1e-6 USD, rounded half to even
 *
 * Returns: %FALSE when @value is not finite or beyond ±9.2e12 USD
 */
static inline gboolean
dt_money_from_double (double   value,
                      DtMoney *money)
{
  if (!(fabs (value) < DT_MONEY_MAX_DOUBLE))
    return FALSE;

  *money = llrint (value * DT_MONEY_SCALE);
  return TRUE;
}

static inline double
dt_money_to_double (DtMoney money)
{
  return (double) money / DT_MONEY_SCALE;
}

static inline double
dt_quantity_to_double (DtQuantity quantity)
{
  return (double) quantity / DT_QUANTITY_SCALE;
}

static inline gboolean
dt_money_add (DtMoney  a,
              DtMoney  b,
              DtMoney *sum)
{
  return !__builtin_add_overflow (a, b, sum);
}

gboolean    dt_quantity_from_double  (double       units,
                                      DtQuantity  *quantity);
gboolean    dt_money_times_parts     (DtMoney      price,
                                      DtQuantity   quantity,
                                      DtMoney     *notional);
gboolean    dt_money_fraction        (DtMoney      money,
                                      gint64       numerator,
                                      gint64       denominator,
                                      DtMoney     *part);
DtQuantity  dt_money_affords         (DtMoney      cash,
                                      DtMoney      price,
                                      DtQuantity   lot);
DtMoney     dt_money_round_to_any    (DtMoney      price,
                                      DtMoney      tick);
DtQuantity  dt_quantity_floor_to_lot (DtQuantity   quantity,
                                      DtQuantity   lot);

/**
 * dt_money_times:
 * @price: 1e-6 USD a unit
 * @quantity: signed, 1e-9 units
 * @notional: (out): price x quantity in 1e-6 USD, half to even
 *
 * Returns: %FALSE on overflow
 */
static inline gboolean
dt_money_times (DtMoney     price,
                DtQuantity  quantity,
                DtMoney    *notional)
{
  gint64 units = quantity / DT_QUANTITY_SCALE;

  /* Whole units need no rounding, and no 128-bit division on the path of every mark */
  if (G_LIKELY (units * DT_QUANTITY_SCALE == quantity))
    return !__builtin_mul_overflow (price, units, notional) && *notional != DT_MONEY_NONE;

  return dt_money_times_parts (price, quantity, notional);
}

/* The nearest multiple of @tick, half to even: where the sum is whole, @magnitude lay in the middle
 * of two when @tick has a middle. */
static inline guint64
dt_money_round_magnitude (guint64 magnitude,
                          guint64 tick)
{
  guint64 sum = magnitude + tick / 2;
  guint64 ticks = sum / tick;

  if (ticks * tick == sum && tick % 2 == 0)
    ticks &= ~G_GUINT64_CONSTANT (1);

  return ticks * tick;
}

/**
 * dt_money_round_to_tick:
 *
 * Returns: the nearest multiple of @tick, half to even; @price itself when that is %DT_MONEY_NONE,
 *   or @tick is 1 or none
 */
static inline DtMoney
dt_money_round_to_tick (DtMoney price,
                        DtMoney tick)
{
  /* Nearly every tick is a cent, and what the compiler knows it need not divide by */
  if (G_LIKELY (tick == DT_CENT && price >= 0))
    return dt_money_round_magnitude (price, DT_CENT);

  return dt_money_round_to_any (price, tick);
}

/* Decimal text: "-1234.5", trailing zeros dropped, no exponent; parse takes exactly that form. */
#define DT_DECIMAL_BUF_SIZE 32
char       *dt_money_to_string       (DtMoney      money,
                                      char         buf[DT_DECIMAL_BUF_SIZE]);
char       *dt_quantity_to_string    (DtQuantity   quantity,
                                      char         buf[DT_DECIMAL_BUF_SIZE]);
gboolean    dt_money_parse           (const char  *text,
                                      DtMoney     *money);
gboolean    dt_quantity_parse        (const char  *text,
                                      DtQuantity  *quantity);

G_END_DECLS
