/* dt-costs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-broker"

#include "config.h"

#include <string.h>

#include "dt-costs.h"

G_DEFINE_QUARK (dt-broker-error-quark, dt_broker_error)

/* Parts per million; a hundred percent. */
#define WHOLE 1000000

/* A term of a spec: name=value. Values are decimals with at most 6 places, times @scale. */
typedef struct
{
  const char *name;
  gsize       offset;
  gint64      scale;     /* parts of DT_MONEY_SCALE kept: the value's unit in the struct */
  gint64      most;      /* largest value, 1e-6 */
} Term;

static const Term commission_terms[] = {
  { "per-share", G_STRUCT_OFFSET (DtCommission, per_share), DT_MONEY_SCALE, DT_DOLLARS (1000000) },
  { "per-order", G_STRUCT_OFFSET (DtCommission, per_order), DT_MONEY_SCALE, DT_DOLLARS (1000000) },
  { "percent", G_STRUCT_OFFSET (DtCommission, ppm), 10000, DT_DOLLARS (100) },
  { "min", G_STRUCT_OFFSET (DtCommission, minimum), DT_MONEY_SCALE, DT_DOLLARS (1000000) },
  { "max", G_STRUCT_OFFSET (DtCommission, cap), DT_MONEY_SCALE, DT_DOLLARS (1000000) },
  { "max-percent", G_STRUCT_OFFSET (DtCommission, cap_ppm), 10000, DT_DOLLARS (100) },
};

static const Term slippage_terms[] = {
  { "bps", G_STRUCT_OFFSET (DtSlippage, ppm), 100, DT_DOLLARS (10000) },
  { "ticks", G_STRUCT_OFFSET (DtSlippage, ticks), 1, DT_DOLLARS (10000) },
};

static gboolean
refuse (GError     **error,
        const char  *what,
        const char  *term,
        const char  *why)
{
  g_set_error (error, DT_BROKER_ERROR, DT_BROKER_ERROR_SPEC, "The %s term “%s” %s", what, term,
               why);
  return FALSE;
}

static gboolean
parse_term (const char  *text,
            const char  *what,
            const Term  *terms,
            guint        n_terms,
            guint       *seen,
            gpointer     result,
            GError     **error)
{
  g_auto(GStrv) sides = g_strsplit (text, "=", 2);
  const Term *term = NULL;
  DtMoney value;
  guint i;

  for (i = 0; i < n_terms && sides[0] != NULL && term == NULL; i++)
    if (strcmp (g_strstrip (sides[0]), terms[i].name) == 0)
      term = &terms[i];

  if (term == NULL)
    return refuse (error, what, text, "is not known");
  if ((*seen & 1u << i) != 0)
    return refuse (error, what, text, "is given twice");
  if (sides[1] == NULL || !dt_money_parse (g_strstrip (sides[1]), &value))
    return refuse (error, what, text, "needs a decimal number with at most 6 places");
  if (value < 0 || value > term->most)
    return refuse (error, what, text, "is out of range");
  if (value % (DT_MONEY_SCALE / term->scale) != 0)
    return refuse (error, what, text, "has more places than can be kept exactly");

  *seen |= 1u << i;
  G_STRUCT_MEMBER (gint64, result, term->offset) = value / (DT_MONEY_SCALE / term->scale);
  return TRUE;
}

static gboolean
parse_terms (const char  *text,
             const char  *what,
             const Term  *terms,
             guint        n_terms,
             gpointer     result,
             GError     **error)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);
  guint seen = 0;

  if (strcmp (text, "none") == 0)
    return TRUE;
  if (*parts == NULL)
    {
      g_set_error (error, DT_BROKER_ERROR, DT_BROKER_ERROR_SPEC,
                   "An empty %s says nothing: write “none” or terms like “%s=1”", what,
                   terms[0].name);
      return FALSE;
    }

  for (guint i = 0; parts[i] != NULL; i++)
    if (!parse_term (parts[i], what, terms, n_terms, &seen, result, error))
      return FALSE;

  return TRUE;
}

gboolean
dt_commission_parse (const char    *text,
                     DtCommission  *commission,
                     GError       **error)
{
  DtCommission parsed = { 0 };

  if (!parse_terms (text, "commission", commission_terms, G_N_ELEMENTS (commission_terms), &parsed,
                    error))
    return FALSE;

  *commission = parsed;
  return TRUE;
}

gboolean
dt_slippage_parse (const char  *text,
                   DtSlippage  *slippage,
                   GError     **error)
{
  DtSlippage parsed = { 0 };

  if (!parse_terms (text, "slippage", slippage_terms, G_N_ELEMENTS (slippage_terms), &parsed,
                    error))
    return FALSE;

  *slippage = parsed;
  return TRUE;
}

/**
 * dt_commission_get:
 * @quantity: of the fill, the sign does not matter
 * @price: 1e-6 USD
 * @first_fill: whether the part per order and the minimum are due
 * @fee: (out): 1e-6 USD, not negative; each part is rounded half to even
 *
 * The minimum yields to the caps: an order of one cheap share pays 1 % under Interactive Brokers'
 * fixed plan, not the minimum.
 *
 * Returns: %FALSE on overflow
 */
gboolean
dt_commission_get (const DtCommission *commission,
                   DtQuantity          quantity,
                   DtMoney             price,
                   gboolean            first_fill,
                   DtMoney            *fee)
{
  DtMoney notional, by_share, by_value, cap, sum;

  *fee = 0;
  if (dt_commission_is_none (commission))
    return TRUE;

  if (quantity == G_MININT64 || price < 0)
    return FALSE;
  quantity = ABS (quantity);

  if (!dt_money_times (price, quantity, &notional)
      || !dt_money_times (commission->per_share, quantity, &by_share)
      || !dt_money_fraction (notional, commission->ppm, WHOLE, &by_value)
      || !dt_money_add (by_share, by_value, &sum)
      || !dt_money_add (sum, first_fill ? commission->per_order : 0, &sum))
    return FALSE;

  if (first_fill)
    sum = MAX (sum, commission->minimum);
  if (commission->cap > 0)
    sum = MIN (sum, commission->cap);
  if (commission->cap_ppm > 0)
    {
      if (!dt_money_fraction (notional, commission->cap_ppm, WHOLE, &cap))
        return FALSE;
      sum = MIN (sum, cap);
    }

  *fee = sum;
  return TRUE;
}

static gboolean
is_affordable (const DtCommission *commission,
               DtMoney             cash,
               DtMoney             price,
               DtQuantity          quantity)
{
  DtMoney cost, fee;

  return dt_money_times (price, quantity, &cost)
         && dt_commission_get (commission, quantity, price, TRUE, &fee)
         && dt_money_add (cost, fee, &cost)
         && cost <= cash;
}

static G_NO_INLINE DtQuantity
get_affordable_with_fee (const DtCommission *commission,
                         DtMoney             cash,
                         DtMoney             price,
                         DtQuantity          lot)
{
  DtQuantity most = dt_money_affords (cash, price, lot);
  gint64 low = 0, high;

  if (lot <= 0)
    lot = 1;
  if (most == 0 || is_affordable (commission, cash, price, most))
    return most;

  /* Cost rises with quantity: the cap by notional makes the fee fall nowhere */
  for (high = most / lot; high - low > 1;)
    {
      gint64 middle = low + (high - low) / 2;

      if (is_affordable (commission, cash, price, middle * lot))
        low = middle;
      else
        high = middle;
    }

  return low * lot;
}

/**
 * dt_commission_get_affordable:
 *
 * Returns: the most whole lots that @cash buys at @price with the commission of a first fill paid
 *   from it too, 0 when none
 */
DtQuantity
dt_commission_get_affordable (const DtCommission *commission,
                              DtMoney             cash,
                              DtMoney             price,
                              DtQuantity          lot)
{
  if (dt_commission_is_none (commission))
    return dt_money_affords (cash, price, lot);

  return get_affordable_with_fee (commission, cash, price, lot);
}

/**
 * dt_slippage_apply:
 * @price: before slippage, 1e-6 USD
 * @quantity: only its sign: a buyer pays more, a seller gets less
 * @tick: of the instrument
 * @slipped: (out): 1e-6 USD, not rounded to the tick; at least one tick, or @price when that is
 *   less
 *
 * Returns: %FALSE on overflow
 */
gboolean
dt_slippage_apply (const DtSlippage *slippage,
                   DtMoney           price,
                   DtQuantity        quantity,
                   DtMoney           tick,
                   DtMoney          *slipped)
{
  DtMoney by_price, by_tick, least = MIN (price, MAX (tick, 1));

  *slipped = price;
  if (dt_slippage_is_none (slippage))
    return TRUE;

  if (!dt_money_fraction (price, slippage->ppm, WHOLE, &by_price)
      || __builtin_mul_overflow (slippage->ticks, tick, &by_tick)
      || !dt_money_add (by_price, by_tick, &by_price)
      || !dt_money_add (price, quantity > 0 ? by_price : -by_price, slipped))
    return FALSE;

  *slipped = MAX (*slipped, least);
  return TRUE;
}
