/* dt-guard-ask.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-risk"

#include "config.h"

#include "dt-risk-private.h"

/* Only guards that can say anything are asked: those whose limit is on, which is worked out once
 * for a profile, and those whose state is set. */

#define PLACE(name) (1u << DT_PLACE_##name)
#define LIMIT(name, on) ((on) ? PLACE (name) : 0)

guint32
dt_risk_find_limits (const DtRiskProfile *profile)
{
  return LIMIT (TRADABLE, profile->require_tradable)
         | LIMIT (SESSION, profile->require_session)
         | LIMIT (DATA_AGE, profile->max_data_age > 0)
         | LIMIT (MIN_PRICE, profile->min_price > 0)
         | LIMIT (COLLAR, profile->price_collar > 0.)
         | LIMIT (STOP, profile->require_stop)
         | LIMIT (FLAT_BEFORE_CLOSE, profile->flat_minutes_before_close > 0)
         | LIMIT (EARNINGS, profile->earnings_days > 0)
         | LIMIT (NEWS, profile->news_hours > 0)
         | LIMIT (SENTIMENT, profile->min_sentiment > 0.)
         | LIMIT (DAY_TRADES, profile->max_day_trades > 0)
         | LIMIT (MAX_POSITIONS, profile->max_positions > 0)
         | LIMIT (DAILY_LOSS, profile->max_daily_loss > 0.)
         | LIMIT (DRAWDOWN, profile->max_drawdown > 0.)
         | LIMIT (LOSSES_IN_A_ROW, profile->max_losses_in_a_row > 0)
         | LIMIT (CORRELATION, profile->max_correlation > 0.)
         | LIMIT (RISK_PER_TRADE, profile->max_risk_per_trade > 0.)
         | LIMIT (SECTOR, profile->max_sector_fraction > 0.)
         | LIMIT (POSITION_FRACTION, profile->max_position_fraction > 0.)
         | LIMIT (NOTIONAL, profile->max_order_notional > 0)
         | LIMIT (SHARES, profile->max_order_shares > 0)
         | LIMIT (PARTICIPATION, profile->max_participation > 0.)
         | LIMIT (BUYING_POWER, profile->max_gross_exposure > 0.);
}

static guint32
find_states (const DtRiskView *view)
{
  return LIMIT (MODE, view->locked)
         | LIMIT (DUPLICATE, view->duplicate)
         | LIMIT (EMERGENCY_STOP, view->emergency)
         | LIMIT (JOURNAL, view->journal_failed)
         | LIMIT (BREAKER, view->breaker)
         | LIMIT (BANNED, view->banned);
}

static DtVerdict ask (const DtGuardCase *c,
                      guint32            places);

/* Whether what limits for all positions have left of an entry is too small a part of what an
 * account that holds nothing would take of it. */
static gboolean
is_handful (const DtGuardCase *c,
            guint32            places,
            DtQuantity         granted)
{
  DtRiskProfile profile = *c->profile;
  DtRiskView empty = *c->view;
  const DtGuardCase alone = { &profile, &empty, c->candidate, FALSE };
  DtMoney least;

  if (c->profile->min_entry_part <= 0. || c->candidate->by_hand)
    return FALSE;

  profile.min_entry_part = 0.;
  empty.gross = empty.reserved = empty.sector = 0;
  /* Quantities and money are counts alike */
  return !dt_risk_take_fraction (ABS (ask (&alone, places).granted), c->profile->min_entry_part,
                                 &least)
         || granted < least;
}

/* @places: of the guards that may say something, 1 << place */
static DtVerdict
ask (const DtGuardCase *c,
     guint32            places)
{
  const DtCandidate *candidate = c->candidate;
  DtQuantity granted = ABS (candidate->quantity);
  DtVerdict verdict = { candidate->quantity, NULL, NAN, NAN, 0, 0 };
  DtVerdict shared = verdict;
  guint n_guards;
  const DtGuard *guards = dt_guard_list (&n_guards);

  for (guint32 left = places; left != 0 && granted > 0; left &= left - 1)
    {
      guint i = __builtin_ctz (left);
      const DtGuard *guard = &guards[i];
      DtQuantity most = guard->most (c);

      if (most >= granted)
        continue;
      if (guard->overridable && (candidate->overrides & 1u << i) != 0)
        {
          verdict.overridden |= 1u << i;
          continue;
        }

      verdict.guard = guard->id;
      verdict.measured = verdict.limit = NAN;
      /* Of the order as it was asked: what others cut from it is nobody's wish */
      if (guard->measure != NULL)
        guard->measure (c, ABS (candidate->quantity), &verdict.measured, &verdict.limit);
      most = MAX (most, 0);
      granted = c->is_exit ? most : dt_quantity_floor_to_lot (most, candidate->lot);
      if (guard->shares)
        shared = verdict;
    }

  if (G_UNLIKELY (shared.guard != NULL) && granted > 0 && is_handful (c, places, granted))
    {
      shared.granted = 0;
      shared.overridden = verdict.overridden;
      shared.left = granted;
      return shared;
    }

  verdict.granted = candidate->quantity > 0 ? granted : -granted;
  return verdict;
}

/**
 * dt_risk_check_entry_by:
 * @limits: dt_risk_find_limits() of the profile
 *
 * A guard cuts what the ones before left, and tells what the whole order would have been. One that
 * leaves less than one lot refuses, and those after it are not asked.
 */
DtVerdict
dt_risk_check_entry_by (const DtRiskProfile *profile,
                        guint32              limits,
                        const DtRiskView    *view,
                        const DtCandidate   *candidate)
{
  const DtGuardCase c = { profile, view, candidate, FALSE };

  g_return_val_if_fail (candidate->quantity != G_MININT64, ((DtVerdict) { 0 }));

  limits |= find_states (view);
  if (limits != 0)
    return ask (&c, limits);

  return (DtVerdict) { candidate->quantity, NULL, NAN, NAN, 0, 0 };
}

DtVerdict
dt_risk_check_entry (const DtRiskProfile *profile,
                     const DtRiskView    *view,
                     const DtCandidate   *candidate)
{
  return dt_risk_check_entry_by (profile, dt_risk_find_limits (profile), view, candidate);
}

/**
 * dt_risk_check_exit:
 *
 * An exit is never cut to nothing by anything but there being nothing to close: @profile is there
 * for the view's sake, no limit of it is asked.
 */
DtVerdict
dt_risk_check_exit (const DtRiskProfile *profile,
                    const DtRiskView    *view,
                    const DtCandidate   *candidate)
{
  const DtGuardCase c = { profile, view, candidate, TRUE };

  g_return_val_if_fail (candidate->quantity != G_MININT64, ((DtVerdict) { 0 }));

  return ask (&c, PLACE (POSITION) | LIMIT (MODE, view->locked)
                  | LIMIT (DUPLICATE, view->duplicate));
}
