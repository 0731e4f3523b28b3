/* dt-risk.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-risk"

#include "config.h"

#include "dt-risk.h"

/* Fractions of money are exact to a billionth. */
#define FRACTION_SCALE G_GINT64_CONSTANT (1000000000)

/* What a guard works on: all limits are for unsigned quantities. */
typedef struct
{
  const DtRiskProfile *profile;
  const DtRiskView    *view;
  const DtCandidate   *candidate;
} Case;

static gboolean
take_fraction (DtMoney  money,
               double   fraction,
               DtMoney *part)
{
  if (!(fraction >= 0. && fraction <= 1e6))
    return FALSE;

  return dt_money_fraction (money, llrint (fraction * FRACTION_SCALE), FRACTION_SCALE, part);
}

/* Whole lots that fit into equity x fraction - used; all when the limit is off. */
static DtQuantity
fit_into (const Case *c,
          double      fraction,
          DtMoney     used)
{
  DtMoney limit;

  if (fraction <= 0.)
    return G_MAXINT64;
  if (!take_fraction (c->view->equity, fraction, &limit)
      || __builtin_sub_overflow (limit, used, &limit))
    return 0;

  return dt_money_affords (limit, c->candidate->price, c->candidate->lot);
}

static DtQuantity
all_or_nothing (gboolean refused)
{
  return refused ? 0 : G_MAXINT64;
}

static DtQuantity
guard_breaker (const Case *c)
{
  return all_or_nothing (c->view->breaker);
}

static DtQuantity
guard_min_price (const Case *c)
{
  return all_or_nothing (c->profile->min_price > 0
                         && c->candidate->price < c->profile->min_price);
}

static DtQuantity
guard_flat_before_close (const Case *c)
{
  return all_or_nothing (c->profile->flat_minutes_before_close > 0
                         && c->view->minutes_to_close <= c->profile->flat_minutes_before_close);
}

static DtQuantity
guard_max_positions (const Case *c)
{
  return all_or_nothing (c->profile->max_positions > 0
                         && c->view->n_positions >= c->profile->max_positions);
}

static DtQuantity
guard_daily_loss (const Case *c)
{
  return all_or_nothing (c->profile->max_daily_loss > 0.
                         && c->view->day_profit_fraction <= -c->profile->max_daily_loss);
}

static DtQuantity
guard_drawdown (const Case *c)
{
  return all_or_nothing (c->profile->max_drawdown > 0.
                         && c->view->drawdown <= -c->profile->max_drawdown);
}

static DtQuantity
guard_sector (const Case *c)
{
  return fit_into (c, c->profile->max_sector_fraction, c->view->sector);
}

static DtQuantity
guard_position_fraction (const Case *c)
{
  return fit_into (c, c->profile->max_position_fraction, 0);
}

static DtQuantity
guard_notional (const Case *c)
{
  if (c->profile->max_order_notional <= 0)
    return G_MAXINT64;

  return dt_money_affords (c->profile->max_order_notional, c->candidate->price, c->candidate->lot);
}

/* A volume that is missing limits nothing; one of 0 does. */
static DtQuantity
guard_participation (const Case *c)
{
  double most = c->candidate->volume * c->profile->max_participation;
  DtQuantity quantity;

  if (c->profile->max_participation <= 0. || isnan (most)
      || !dt_quantity_from_double (most, &quantity))
    return G_MAXINT64;

  return dt_quantity_floor_to_lot (quantity, c->candidate->lot);
}

static DtQuantity
guard_buying_power (const Case *c)
{
  DtMoney used;

  if (c->profile->max_gross_exposure <= 0.)
    return G_MAXINT64;
  if (!dt_money_add (c->view->gross, c->view->reserved, &used))
    return 0;

  return fit_into (c, c->profile->max_gross_exposure, used);
}

static const struct
{
  const char *name;
  DtQuantity (*most) (const Case *c);   /* unsigned units allowed */
} chain[] = {
  { "breaker", guard_breaker },
  { "min-price", guard_min_price },
  { "flat-before-close", guard_flat_before_close },
  { "max-positions", guard_max_positions },
  { "daily-loss", guard_daily_loss },
  { "drawdown", guard_drawdown },
  { "sector", guard_sector },
  { "position-fraction", guard_position_fraction },
  { "notional", guard_notional },
  { "participation", guard_participation },
  { "buying-power", guard_buying_power },
};

/**
 * dt_risk_check_entry:
 *
 * Each guard sees what the ones before left. A guard that leaves less than one lot refuses, and
 * those after it are not asked.
 */
DtVerdict
dt_risk_check_entry (const DtRiskProfile *profile,
                     const DtRiskView    *view,
                     const DtCandidate   *candidate)
{
  const Case c = { profile, view, candidate };
  DtQuantity granted = ABS (candidate->quantity);
  DtVerdict verdict = { candidate->quantity, NULL };

  g_return_val_if_fail (candidate->quantity != G_MININT64, verdict);

  for (guint i = 0; i < G_N_ELEMENTS (chain) && granted > 0; i++)
    {
      DtQuantity most = chain[i].most (&c);

      if (most >= granted)
        continue;
      granted = dt_quantity_floor_to_lot (MAX (most, 0), candidate->lot);
      verdict.guard = chain[i].name;
    }

  verdict.granted = candidate->quantity > 0 ? granted : -granted;
  return verdict;
}

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
      return dt_money_affords (buying_power, price, lot);

    case DT_SIZE_FRACTION:
      return take_fraction (equity, size->value, &money) ? dt_money_affords (money, price, lot) : 0;

    case DT_SIZE_SHARES:
      if (!(size->value > 0.) || !dt_quantity_from_double (size->value, &quantity))
        return 0;
      return dt_quantity_floor_to_lot (quantity, lot);

    case DT_SIZE_NOTIONAL:
      return dt_money_from_double (size->value, &money) ? dt_money_affords (money, price, lot) : 0;

    case DT_SIZE_RISK:
      return take_fraction (equity, size->value, &money) ? dt_money_affords (money, risk, lot) : 0;

    default:
      return 0;
    }
}
