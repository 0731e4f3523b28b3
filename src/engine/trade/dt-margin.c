/* dt-margin.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-trade"

#include "config.h"

#include "dt-margin.h"

static const char *const margin_names[] = { "none", "cash", "regt", "pdt" };

const char *
dt_margin_to_string (DtMargin margin)
{
  return (guint) margin < G_N_ELEMENTS (margin_names) ? margin_names[margin] : "unknown";
}

/* Short: of a share below 5 USD 2.50 USD or all of it, else 5 USD or 30 %, whichever is more. */
static gboolean
get_short_maintenance (DtMoney     mark,
                       DtQuantity  units,
                       DtMoney    *required)
{
  DtMoney value, least;
  gboolean cheap = mark < DT_DOLLARS (5);

  if (!dt_money_times (mark, units, &value)
      || !dt_money_times (cheap ? DT_DOLLARS (5) / 2 : DT_DOLLARS (5), units, &least)
      || !dt_money_fraction (value, cheap ? 100 : 30, 100, &value))
    return FALSE;

  *required = MAX (value, least);
  return TRUE;
}

/**
 * dt_margin_get_maintenance:
 * @required: (out): 1e-6 USD, at the position's mark
 *
 * FINRA Rule 4210 (c): 25 % of what is long, 30 % and more of what is short.
 *
 * Returns: %FALSE when it does not fit into money
 */
gboolean
dt_margin_get_maintenance (const DtPosition *position,
                           DtMoney          *required)
{
  DtMoney mark, value;

  *required = 0;
  if (position->quantity == 0)
    return TRUE;
  if (!dt_money_from_double (position->last, &mark))
    return FALSE;
  if (position->quantity < 0)
    return get_short_maintenance (mark, -position->quantity, required);

  return dt_money_times (mark, position->quantity, &value)
         && dt_money_fraction (value, 25, 100, required);
}

gboolean
dt_margin_sum_maintenance (const DtBook *book,
                           DtMoney      *required)
{
  *required = 0;
  for (guint i = 0; i < book->n_open; i++)
    {
      DtMoney part;

      if (!dt_margin_get_maintenance (&book->positions[book->open[i]], &part)
          || !dt_money_add (*required, part, required))
        return FALSE;
    }

  return TRUE;
}

/**
 * dt_margin_get_day_means:
 * @book: as the last session left it
 * @equity: then
 * @means: (out): what all positions may be worth during the day, those held over night included
 *
 * FINRA Rule 4210 (f)(8)(B)(iii): four times the equity above the maintenance requirement at the
 * last close, beside what was held then.
 *
 * Returns: %FALSE when it does not fit into money
 */
gboolean
dt_margin_get_day_means (const DtBook *book,
                         DtMoney       equity,
                         DtMoney      *means)
{
  DtMoney required, gross, excess;

  return dt_margin_sum_maintenance (book, &required)
         && dt_book_get_gross (book, &gross)
         && !__builtin_sub_overflow (equity, required, &excess)
         && !__builtin_mul_overflow (MAX (excess, 0), 4, &excess)
         && dt_money_add (gross, excess, means);
}
