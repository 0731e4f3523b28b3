/* dt-guard.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-risk"

#include "config.h"

#include "dt-risk-private.h"

/* Each guard is a pair: what it lets pass, which is on the path of every entry, and what it has
 * measured, which is only for those who want to know why. */

#define ALL G_MAXINT64

static DtQuantity
all_or_nothing (gboolean refused)
{
  return refused ? 0 : ALL;
}

/* Whole lots that fit into equity x fraction - used; all when the limit is off. */
static DtQuantity
fit_into (const DtGuardCase *c,
          double             fraction,
          DtMoney            used)
{
  DtMoney limit;

  if (fraction <= 0.)
    return ALL;
  if (!dt_risk_take_fraction (c->view->equity, fraction, &limit)
      || __builtin_sub_overflow (limit, used, &limit))
    return 0;

  return dt_money_affords (limit, c->candidate->price, c->candidate->lot);
}

/* What equity would have in it, used and the order together, as a fraction. */
static double
part_of_equity (const DtGuardCase *c,
                DtQuantity         asked,
                DtMoney            used)
{
  double equity = dt_money_to_double (c->view->equity);
  double value = dt_quantity_to_double (asked) * dt_money_to_double (c->candidate->price);

  return equity > 0. ? (dt_money_to_double (used) + value) / equity : NAN;
}

/* For all orders */

static DtQuantity
guard_mode (const DtGuardCase *c)
{
  return all_or_nothing (c->view->locked);
}

static DtQuantity
guard_position (const DtGuardCase *c)
{
  gboolean reduces = c->view->held > 0 ? c->candidate->quantity < 0
                                       : c->view->held < 0 && c->candidate->quantity > 0;

  if (!c->is_exit)
    return ALL;

  return reduces ? MAX (ABS (c->view->held) - c->view->working_exits, 0) : 0;
}

static void
measure_position (const DtGuardCase *c,
                  DtQuantity         asked,
                  double            *measured,
                  double            *limit)
{
  *measured = dt_quantity_to_double (asked);
  *limit = dt_quantity_to_double (guard_position (c));
}

static DtQuantity
guard_duplicate (const DtGuardCase *c)
{
  return all_or_nothing (c->view->duplicate);
}

/* States */

static DtQuantity
guard_emergency (const DtGuardCase *c)
{
  return all_or_nothing (c->view->emergency);
}

static DtQuantity
guard_journal (const DtGuardCase *c)
{
  return all_or_nothing (c->view->journal_failed);
}

static DtQuantity
guard_breaker (const DtGuardCase *c)
{
  return all_or_nothing (c->view->breaker);
}

/* The instrument and its market */

static DtQuantity
guard_tradable (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->require_tradable && c->view->untradable);
}

static DtQuantity
guard_banned (const DtGuardCase *c)
{
  return all_or_nothing (c->view->banned);
}

static DtQuantity
guard_session (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->require_session && c->view->no_session);
}

static DtQuantity
guard_data_age (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->max_data_age > 0
                         && c->view->data_age >= c->profile->max_data_age);
}

static void
measure_data_age (const DtGuardCase *c,
                  DtQuantity         asked,
                  double            *measured,
                  double            *limit)
{
  *measured = c->view->data_age;
  *limit = c->profile->max_data_age;
}

static DtQuantity
guard_min_price (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->min_price > 0
                         && c->candidate->price < c->profile->min_price);
}

static void
measure_min_price (const DtGuardCase *c,
                   DtQuantity         asked,
                   double            *measured,
                   double            *limit)
{
  *measured = dt_money_to_double (c->candidate->price);
  *limit = dt_money_to_double (c->profile->min_price);
}

/* Distance of a price from the last one, as a fraction of that; 0 when there is no such price. */
static double
stray (const DtGuardCase *c,
       DtMoney            price)
{
  double last = dt_money_to_double (c->candidate->last);

  if (price <= 0 || !(last > 0.))
    return 0.;

  return fabs (dt_money_to_double (price) - last) / last;
}

static double
find_stray (const DtGuardCase *c)
{
  return MAX (stray (c, c->candidate->limit), stray (c, c->candidate->stop));
}

static DtQuantity
guard_collar (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->price_collar > 0.
                         && find_stray (c) >= c->profile->price_collar);
}

static void
measure_collar (const DtGuardCase *c,
                DtQuantity         asked,
                double            *measured,
                double            *limit)
{
  *measured = find_stray (c);
  *limit = c->profile->price_collar;
}

static DtQuantity
guard_stop (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->require_stop && c->candidate->risk <= 0);
}

static DtQuantity
guard_flat_before_close (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->flat_minutes_before_close > 0
                         && c->view->minutes_to_close <= c->profile->flat_minutes_before_close);
}

static void
measure_flat_before_close (const DtGuardCase *c,
                           DtQuantity         asked,
                           double            *measured,
                           double            *limit)
{
  *measured = c->view->minutes_to_close;
  *limit = c->profile->flat_minutes_before_close;
}

/* What is announced and written */

static DtQuantity
guard_earnings (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->earnings_days > 0
                         && c->view->earnings_days <= c->profile->earnings_days);
}

static void
measure_earnings (const DtGuardCase *c,
                  DtQuantity         asked,
                  double            *measured,
                  double            *limit)
{
  *measured = c->view->earnings_days;
  *limit = c->profile->earnings_days;
}

static DtQuantity
guard_news (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->news_hours > 0
                         && c->view->bad_news_hours <= c->profile->news_hours);
}

static void
measure_news (const DtGuardCase *c,
              DtQuantity         asked,
              double            *measured,
              double            *limit)
{
  *measured = c->view->bad_news_hours;
  *limit = c->profile->news_hours;
}

/* A short wants the opposite. */
static double
sentiment_for (const DtGuardCase *c)
{
  return c->candidate->quantity > 0 ? c->view->sentiment : -c->view->sentiment;
}

static DtQuantity
guard_sentiment (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->min_sentiment > 0.
                         && sentiment_for (c) < c->profile->min_sentiment);
}

static void
measure_sentiment (const DtGuardCase *c,
                   DtQuantity         asked,
                   double            *measured,
                   double            *limit)
{
  *measured = sentiment_for (c);
  *limit = c->profile->min_sentiment;
}

/* The account */

static DtQuantity
guard_day_trades (const DtGuardCase *c)
{
  DtMoney enough = c->profile->day_trade_equity > 0 ? c->profile->day_trade_equity
                                                    : DT_RISK_DAY_TRADE_EQUITY;

  return all_or_nothing (c->profile->max_day_trades > 0
                         && c->view->day_trades >= c->profile->max_day_trades
                         && c->view->equity < enough);
}

static void
measure_day_trades (const DtGuardCase *c,
                    DtQuantity         asked,
                    double            *measured,
                    double            *limit)
{
  *measured = c->view->day_trades;
  *limit = c->profile->max_day_trades;
}

static DtQuantity
guard_max_positions (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->max_positions > 0
                         && c->view->n_positions >= c->profile->max_positions);
}

static void
measure_max_positions (const DtGuardCase *c,
                       DtQuantity         asked,
                       double            *measured,
                       double            *limit)
{
  *measured = c->view->n_positions;
  *limit = c->profile->max_positions;
}

static DtQuantity
guard_daily_loss (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->max_daily_loss > 0.
                         && c->view->day_profit_fraction <= -c->profile->max_daily_loss);
}

static void
measure_daily_loss (const DtGuardCase *c,
                    DtQuantity         asked,
                    double            *measured,
                    double            *limit)
{
  *measured = -c->view->day_profit_fraction;
  *limit = c->profile->max_daily_loss;
}

static DtQuantity
guard_drawdown (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->max_drawdown > 0.
                         && c->view->drawdown <= -c->profile->max_drawdown);
}

static void
measure_drawdown (const DtGuardCase *c,
                  DtQuantity         asked,
                  double            *measured,
                  double            *limit)
{
  *measured = -c->view->drawdown;
  *limit = c->profile->max_drawdown;
}

static DtQuantity
guard_losses (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->max_losses_in_a_row > 0
                         && c->view->losses_in_a_row >= c->profile->max_losses_in_a_row);
}

static void
measure_losses (const DtGuardCase *c,
                DtQuantity         asked,
                double            *measured,
                double            *limit)
{
  *measured = c->view->losses_in_a_row;
  *limit = c->profile->max_losses_in_a_row;
}

static DtQuantity
guard_correlation (const DtGuardCase *c)
{
  return all_or_nothing (c->profile->max_correlation > 0.
                         && c->view->correlation >= c->profile->max_correlation);
}

static void
measure_correlation (const DtGuardCase *c,
                     DtQuantity         asked,
                     double            *measured,
                     double            *limit)
{
  *measured = c->view->correlation;
  *limit = c->profile->max_correlation;
}

/* Those that cut */

static DtQuantity
guard_risk (const DtGuardCase *c)
{
  DtMoney most;

  if (c->profile->max_risk_per_trade <= 0. || c->candidate->risk <= 0)
    return ALL;
  if (!dt_risk_take_fraction (c->view->equity, c->profile->max_risk_per_trade, &most))
    return 0;

  return dt_money_affords (most, c->candidate->risk, c->candidate->lot);
}

static void
measure_risk (const DtGuardCase *c,
              DtQuantity         asked,
              double            *measured,
              double            *limit)
{
  double equity = dt_money_to_double (c->view->equity);
  double lost = dt_quantity_to_double (asked) * dt_money_to_double (c->candidate->risk);

  *measured = equity > 0. ? lost / equity : NAN;
  *limit = c->profile->max_risk_per_trade;
}

static DtQuantity
guard_sector (const DtGuardCase *c)
{
  return fit_into (c, c->profile->max_sector_fraction, c->view->sector);
}

static void
measure_sector (const DtGuardCase *c,
                DtQuantity         asked,
                double            *measured,
                double            *limit)
{
  *measured = part_of_equity (c, asked, c->view->sector);
  *limit = c->profile->max_sector_fraction;
}

static DtQuantity
guard_position_fraction (const DtGuardCase *c)
{
  return fit_into (c, c->profile->max_position_fraction, 0);
}

static void
measure_position_fraction (const DtGuardCase *c,
                           DtQuantity         asked,
                           double            *measured,
                           double            *limit)
{
  *measured = part_of_equity (c, asked, 0);
  *limit = c->profile->max_position_fraction;
}

static DtQuantity
guard_notional (const DtGuardCase *c)
{
  if (c->profile->max_order_notional <= 0)
    return ALL;

  return dt_money_affords (c->profile->max_order_notional, c->candidate->price, c->candidate->lot);
}

static void
measure_notional (const DtGuardCase *c,
                  DtQuantity         asked,
                  double            *measured,
                  double            *limit)
{
  *measured = dt_quantity_to_double (asked) * dt_money_to_double (c->candidate->price);
  *limit = dt_money_to_double (c->profile->max_order_notional);
}

static DtQuantity
guard_shares (const DtGuardCase *c)
{
  if (c->profile->max_order_shares == 0)
    return ALL;

  return dt_quantity_floor_to_lot (DT_UNITS (c->profile->max_order_shares), c->candidate->lot);
}

static void
measure_shares (const DtGuardCase *c,
                DtQuantity         asked,
                double            *measured,
                double            *limit)
{
  *measured = dt_quantity_to_double (asked);
  *limit = c->profile->max_order_shares;
}

/* A volume that is missing limits nothing; one of 0 does. */
static DtQuantity
guard_participation (const DtGuardCase *c)
{
  double most = c->candidate->volume * c->profile->max_participation;
  DtQuantity quantity;

  if (c->profile->max_participation <= 0. || isnan (most)
      || !dt_quantity_from_double (most, &quantity))
    return ALL;

  return dt_quantity_floor_to_lot (quantity, c->candidate->lot);
}

static void
measure_participation (const DtGuardCase *c,
                       DtQuantity         asked,
                       double            *measured,
                       double            *limit)
{
  *measured = c->candidate->volume > 0. ? dt_quantity_to_double (asked) / c->candidate->volume
                                        : INFINITY;
  *limit = c->profile->max_participation;
}

static DtQuantity
guard_buying_power (const DtGuardCase *c)
{
  DtMoney used;

  if (c->profile->max_gross_exposure <= 0.)
    return ALL;
  if (!dt_money_add (c->view->gross, c->view->reserved, &used))
    return 0;

  return fit_into (c, c->profile->max_gross_exposure, used);
}

static void
measure_buying_power (const DtGuardCase *c,
                      DtQuantity         asked,
                      double            *measured,
                      double            *limit)
{
  DtMoney used;

  *measured = dt_money_add (c->view->gross, c->view->reserved, &used)
              ? part_of_equity (c, asked, used) : INFINITY;
  *limit = c->profile->max_gross_exposure;
}

static const DtGuard guards[] = {
  [DT_PLACE_MODE] =
  { "mode", "Mode", DT_GUARD_ALL, NULL, DT_GUARD_NO_UNIT, FALSE,
    "this mode is locked; it passes once it is unlocked", guard_mode },
  [DT_PLACE_POSITION] =
  { "position", "Position", DT_GUARD_ALL, NULL, DT_GUARD_UNITS, FALSE,
    "{measured} are more than what is held and not being closed already; {limit} would pass",
    guard_position, measure_position },
  [DT_PLACE_DUPLICATE] =
  { "duplicate", "Duplicate Order", DT_GUARD_ALL, NULL, DT_GUARD_NO_UNIT, FALSE,
    "the same order is working or has just been given; it passes later, or as another order",
    guard_duplicate },

  [DT_PLACE_EMERGENCY_STOP] =
  { "emergency-stop", "Emergency Stop", DT_GUARD_ENTRIES, NULL, DT_GUARD_NO_UNIT, FALSE,
    "the emergency stop was pressed; it passes once the engine is re-armed", guard_emergency },
  [DT_PLACE_JOURNAL] =
  { "journal", "Journal", DT_GUARD_ENTRIES, NULL, DT_GUARD_NO_UNIT, FALSE,
    "the journal cannot be written; it passes once the run is recovered", guard_journal },
  [DT_PLACE_BREAKER] =
  { "breaker", "Circuit Breaker", DT_GUARD_ENTRIES, NULL, DT_GUARD_NO_UNIT, FALSE,
    "the circuit breaker has tripped; it passes once the engine is re-armed", guard_breaker },

  [DT_PLACE_TRADABLE] =
  { "tradable", "Tradable Symbol", DT_GUARD_ENTRIES, "require-tradable", DT_GUARD_NO_UNIT, FALSE,
    "it cannot be bought or sold: a level, a rate, or expired; no order in it would pass",
    guard_tradable },
  [DT_PLACE_BANNED] =
  { "banned", "Banned Symbol", DT_GUARD_ENTRIES, "banned", DT_GUARD_NO_UNIT, FALSE,
    "the symbol is banned; it passes once it is taken off the list", guard_banned },
  [DT_PLACE_SESSION] =
  { "session", "Session", DT_GUARD_ENTRIES, "require-session", DT_GUARD_NO_UNIT, FALSE,
    "no session can execute it as long as it lives; one that waits for the open would pass",
    guard_session },
  [DT_PLACE_DATA_AGE] =
  { "data-age", "Age of Data", DT_GUARD_ENTRIES, "max-data-age", DT_GUARD_BARS, FALSE,
    "the last price is {measured} old; less than {limit} would pass",
    guard_data_age, measure_data_age },
  [DT_PLACE_MIN_PRICE] =
  { "min-price", "Least Price", DT_GUARD_ENTRIES, "min-price", DT_GUARD_USD, FALSE,
    "the price is {measured}; {limit} or more would pass", guard_min_price, measure_min_price },
  [DT_PLACE_COLLAR] =
  { "collar", "Price Collar", DT_GUARD_ENTRIES, "price-collar", DT_GUARD_PERCENT, FALSE,
    "its price is {measured} away from the last one; less than {limit} would pass",
    guard_collar, measure_collar },
  [DT_PLACE_STOP] =
  { "stop", "Protective Stop", DT_GUARD_ENTRIES, "require-stop", DT_GUARD_NO_UNIT, FALSE,
    "it has no protective stop; with one it would pass", guard_stop },
  [DT_PLACE_FLAT_BEFORE_CLOSE] =
  { "flat-before-close", "Flat Before the Close", DT_GUARD_ENTRIES, "flat-minutes-before-close",
    DT_GUARD_MINUTES, FALSE,
    "{measured} are left of the session; more than {limit} would pass",
    guard_flat_before_close, measure_flat_before_close },
  [DT_PLACE_EARNINGS] =
  { "earnings", "Earnings", DT_GUARD_ENTRIES, "earnings-days", DT_GUARD_DAYS, FALSE,
    "earnings are {measured} away; more than {limit} would pass",
    guard_earnings, measure_earnings },
  [DT_PLACE_NEWS] =
  { "news", "News", DT_GUARD_ENTRIES, "news-hours", DT_GUARD_HOURS, FALSE,
    "a strongly negative headline is {measured} old; more than {limit} would pass",
    guard_news, measure_news },
  [DT_PLACE_SENTIMENT] =
  { "sentiment", "Sentiment", DT_GUARD_ENTRIES, "min-sentiment", DT_GUARD_RATIO, FALSE,
    "the sentiment for that side is {measured}; {limit} or more would pass",
    guard_sentiment, measure_sentiment },

  [DT_PLACE_DAY_TRADES] =
  { "day-trades", "Pattern Day Trader", DT_GUARD_ENTRIES, "max-day-trades", DT_GUARD_COUNT, FALSE,
    "{measured} day trades were made in five sessions; fewer than {limit}, or more equity, would "
    "pass", guard_day_trades, measure_day_trades },
  [DT_PLACE_MAX_POSITIONS] =
  { "max-positions", "Number of Positions", DT_GUARD_ENTRIES, "max-positions", DT_GUARD_COUNT,
    FALSE, "{measured} positions are open or being opened; with fewer than {limit} it would pass",
    guard_max_positions, measure_max_positions },
  [DT_PLACE_DAILY_LOSS] =
  { "daily-loss", "Daily Loss", DT_GUARD_ENTRIES, "max-daily-loss", DT_GUARD_PERCENT, FALSE,
    "the session has lost {measured}; with less than {limit} it would pass",
    guard_daily_loss, measure_daily_loss },
  [DT_PLACE_DRAWDOWN] =
  { "drawdown", "Drawdown", DT_GUARD_ENTRIES, "max-drawdown", DT_GUARD_PERCENT, FALSE,
    "the account is {measured} below its highest value; with less than {limit} it would pass",
    guard_drawdown, measure_drawdown },
  [DT_PLACE_LOSSES_IN_A_ROW] =
  { "losses-in-a-row", "Losses in a Row", DT_GUARD_ENTRIES, "max-losses-in-a-row",
    DT_GUARD_COUNT, FALSE,
    "{measured} trades in a row lost in this session; with fewer than {limit} it would pass",
    guard_losses, measure_losses },
  [DT_PLACE_CORRELATION] =
  { "correlation", "Correlation", DT_GUARD_ENTRIES, "max-correlation", DT_GUARD_RATIO, TRUE,
    "its returns have a correlation of {measured} with what is held; less than {limit} would pass",
    guard_correlation, measure_correlation },

  [DT_PLACE_RISK_PER_TRADE] =
  { "risk-per-trade", "Risk per Trade", DT_GUARD_ENTRIES, "max-risk-per-trade", DT_GUARD_PERCENT,
    FALSE, "to its stop {measured} of equity would be lost; up to {limit} would pass",
    guard_risk, measure_risk },
  [DT_PLACE_SECTOR] =
  { "sector", "Sector", DT_GUARD_ENTRIES, "max-sector-fraction", DT_GUARD_PERCENT, TRUE,
    "{measured} of equity would be in its sector; up to {limit} would pass",
    guard_sector, measure_sector, TRUE },
  [DT_PLACE_POSITION_FRACTION] =
  { "position-fraction", "Part in One Position", DT_GUARD_ENTRIES, "max-position-fraction",
    DT_GUARD_PERCENT, FALSE, "{measured} of equity would be in it; up to {limit} would pass",
    guard_position_fraction, measure_position_fraction },
  [DT_PLACE_NOTIONAL] =
  { "notional", "Value of an Order", DT_GUARD_ENTRIES, "max-order-notional", DT_GUARD_USD, FALSE,
    "the order is worth {measured}; up to {limit} would pass", guard_notional, measure_notional },
  [DT_PLACE_SHARES] =
  { "shares", "Size of an Order", DT_GUARD_ENTRIES, "max-order-shares", DT_GUARD_UNITS, FALSE,
    "the order is for {measured}; up to {limit} would pass", guard_shares, measure_shares },
  [DT_PLACE_PARTICIPATION] =
  { "participation", "Part of the Volume", DT_GUARD_ENTRIES, "max-participation",
    DT_GUARD_PERCENT, FALSE,
    "the order is {measured} of the last bar's volume; up to {limit} would pass",
    guard_participation, measure_participation },
  [DT_PLACE_BUYING_POWER] =
  { "buying-power", "Buying Power", DT_GUARD_ENTRIES, "max-gross-exposure", DT_GUARD_PERCENT,
    FALSE, "positions and entries would be {measured} of equity; up to {limit} would pass",
    guard_buying_power, measure_buying_power, TRUE },
};

/* Returns: (transfer none): the guards in the order in which they are asked */
const DtGuard *
dt_guard_list (guint *n_guards)
{
  *n_guards = G_N_ELEMENTS (guards);

  return guards;
}
