/* dt-money.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include <string.h>

#include "dt-money.h"

typedef __int128 Wide;

/* divide_half_even() where 64 bits hold everything, which is nearly always and takes a fraction of
 * the time; denominator <= G_MAXINT64 / 2. */
static inline gboolean
divide_narrow (gint64  numerator,
               gint64  denominator,
               gint64 *quotient)
{
  gint64 q = numerator / denominator;
  gint64 r = numerator % denominator;
  gint64 twice = ABS (r) * 2;

  if (twice > denominator || (twice == denominator && (q & 1) != 0))
    q += numerator < 0 ? -1 : 1;

  *quotient = q;
  return q != DT_MONEY_NONE;
}

static G_NO_INLINE gboolean
divide_wide (Wide    numerator,
             Wide    denominator,
             gint64 *quotient)
{
  Wide q = numerator / denominator;
  Wide r = numerator % denominator;
  Wide twice = (r < 0 ? -r : r) * 2;

  if (twice > denominator || (twice == denominator && (q & 1) != 0))
    q += numerator < 0 ? -1 : 1;

  /* G_MININT64 is DT_MONEY_NONE and never a value */
  if (q > G_MAXINT64 || q <= G_MININT64)
    return FALSE;

  *quotient = (gint64) q;
  return TRUE;
}

/* a x b / denominator, rounded half to even, once; denominator > 0. */
static inline gboolean
divide_half_even (gint64  a,
                  gint64  b,
                  gint64  denominator,
                  gint64 *quotient)
{
  gint64 product;

  if (G_LIKELY (!__builtin_mul_overflow (a, b, &product) && denominator <= G_MAXINT64 / 2))
    return divide_narrow (product, denominator, quotient);

  return divide_wide ((Wide) a * b, denominator, quotient);
}

gboolean
dt_quantity_from_double (double      units,
                         DtQuantity *quantity)
{
  if (!(units > -9.2e9 && units < 9.2e9))
    return FALSE;

  *quantity = llrint (units * DT_QUANTITY_SCALE);
  return TRUE;
}

/* dt_money_times() for any quantity. */
gboolean
dt_money_times_parts (DtMoney     price,
                      DtQuantity  quantity,
                      DtMoney    *notional)
{
  return divide_half_even (price, quantity, DT_QUANTITY_SCALE, notional);
}

/**
 * dt_money_fraction:
 * @part: (out): @money x @numerator / @denominator, half to even
 *
 * Returns: %FALSE on overflow or when @denominator is not positive
 */
gboolean
dt_money_fraction (DtMoney  money,
                   gint64   numerator,
                   gint64   denominator,
                   DtMoney *part)
{
  if (denominator <= 0)
    return FALSE;

  return divide_half_even (money, numerator, denominator, part);
}

DtQuantity
dt_quantity_floor_to_lot (DtQuantity quantity,
                          DtQuantity lot)
{
  if (lot <= 0)
    return quantity;

  return quantity - quantity % lot;
}

/**
 * dt_money_affords:
 * @cash: 1e-6 USD
 * @price: 1e-6 USD a unit, positive
 * @lot: smallest step of the quantity, 1e-9 units
 *
 * Returns: the most whole lots that @cash buys at @price, 0 when none; never negative
 */
DtQuantity
dt_money_affords (DtMoney    cash,
                  DtMoney    price,
                  DtQuantity lot)
{
  Wide units;

  if (cash <= 0 || price <= 0)
    return 0;
  /* Whole units need no product of 128 bits */
  if (G_LIKELY (lot == DT_QUANTITY_SCALE))
    return MIN (cash / price, G_MAXINT64 / DT_QUANTITY_SCALE) * DT_QUANTITY_SCALE;

  units = (Wide) cash * DT_QUANTITY_SCALE;
  if (units <= G_MAXINT64)
    return dt_quantity_floor_to_lot ((gint64) units / price, lot);

  units = MIN (units / price, G_MAXINT64);
  return dt_quantity_floor_to_lot ((DtQuantity) units, lot);
}

/* dt_money_round_to_tick() for any price and tick. */
DtMoney
dt_money_round_to_any (DtMoney price,
                       DtMoney tick)
{
  if (tick <= 1 || price == DT_MONEY_NONE)
    return price;

  return price < 0 ? -(DtMoney) dt_money_round_magnitude (-price, tick)
                   : (DtMoney) dt_money_round_magnitude (price, tick);
}

static char *
decimal_to_string (gint64  value,
                   guint   places,
                   char   *buf)
{
  guint64 magnitude = value < 0 ? -(guint64) value : (guint64) value;
  char *end = buf + DT_DECIMAL_BUF_SIZE - 1;
  char *cursor = end;
  gboolean written = FALSE;

  *cursor = '\0';
  for (guint i = 0; i < places; i++, magnitude /= 10)
    {
      if (written || magnitude % 10 != 0)
        {
          *--cursor = (char) ('0' + magnitude % 10);
          written = TRUE;
        }
    }
  if (written)
    *--cursor = '.';
  do
    *--cursor = (char) ('0' + magnitude % 10);
  while ((magnitude /= 10) != 0);
  if (value < 0)
    *--cursor = '-';

  return memmove (buf, cursor, end - cursor + 1);
}

static gboolean
decimal_parse (const char *text,
               guint       places,
               gint64     *value)
{
  gboolean negative = *text == '-';
  Wide sum = 0;
  guint digits = 0, after = 0;
  gboolean point = FALSE;

  if (*text == '-' || *text == '+')
    text++;

  for (; *text != '\0'; text++)
    {
      if (*text == '.' && !point)
        {
          point = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (*text) || (point && ++after > places) || ++digits > 30)
        return FALSE;
      sum = sum * 10 + (*text - '0');
    }

  for (; after < places; after++)
    sum *= 10;
  if (digits == 0 || sum > G_MAXINT64)
    return FALSE;

  *value = negative ? -(gint64) sum : (gint64) sum;
  return TRUE;
}

char *
dt_money_to_string (DtMoney money,
                    char    buf[DT_DECIMAL_BUF_SIZE])
{
  return decimal_to_string (money, 6, buf);
}

char *
dt_quantity_to_string (DtQuantity quantity,
                       char       buf[DT_DECIMAL_BUF_SIZE])
{
  return decimal_to_string (quantity, 9, buf);
}

gboolean
dt_money_parse (const char *text,
                DtMoney    *money)
{
  return decimal_parse (text, 6, money);
}

gboolean
dt_quantity_parse (const char *text,
                   DtQuantity *quantity)
{
  return decimal_parse (text, 9, quantity);
}
