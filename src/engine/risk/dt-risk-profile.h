/* dt-risk-profile.h - the limits that a run trades under
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-money.h"

G_BEGIN_DECLS

#define DT_RISK_ERROR (dt_risk_error_quark ())
GQuark dt_risk_error_quark (void);

typedef enum
{
  DT_RISK_ERROR_PROFILE,   /* unknown key, value out of range */
} DtRiskError;

/* Limits; one of zero is off, and with all of them off nothing is worked out for them. Fractions
 * are of equity unless said otherwise. Built-in profiles: "none" has all off; "default" is a day
 * trader's, see dt_risk_profile_load(). docs/conventions.md says what each guard does. */
typedef struct
{
  char    *name;

  /* Guards */
  guint    max_positions;
  double   max_position_fraction;
  double   max_sector_fraction;
  double   max_gross_exposure;        /* 1 is no leverage */
  double   max_daily_loss;            /* entries stop for the session */
  double   max_drawdown;              /* entries stop while the account is that far down */
  double   max_participation;         /* of the last bar's volume */
  double   min_entry_part;            /* of what an account that holds nothing would take: less is
                                       * refused */
  double   max_risk_per_trade;        /* distance to the stop x quantity */
  double   max_correlation;           /* of session returns, with anything held */
  double   price_collar;              /* of the last price, for limits and stops of entries */
  double   min_sentiment;             /* score of the news, 0 to 1; shorts need its negative */
  DtMoney  min_price;
  DtMoney  max_order_notional;
  DtMoney  day_trade_equity;          /* max_day_trades holds below it; 0 is 25,000 USD */
  guint    max_order_shares;          /* units */
  guint    max_data_age;              /* bars of the run's timeframe */
  guint    max_losses_in_a_row;       /* in one session */
  guint    max_day_trades;            /* in five sessions */
  guint    duplicate_seconds;         /* of market time */
  guint    earnings_days;             /* on either side of an announcement */
  guint    news_hours;                /* since a strongly negative headline */
  guint    flat_minutes_before_close; /* intraday: no entry and all flat from then on */
  gboolean require_session;
  gboolean require_tradable;
  gboolean require_stop;
  char    *banned;                    /* (nullable): symbols with semicolons between */

  /* Size of an entry, as a multiple of what the strategy file says */
  double   kelly_fraction;            /* of Kelly's bet; 0.5 is half Kelly */
  guint    kelly_trades;              /* closed trades before it speaks; 0 is 30 */
  guint    kelly_prior;               /* trades without an edge that are added; 0 is 30 */
  gboolean streak_sizing;
  double   target_volatility;         /* of an instrument's session returns, a year */

  /* Circuit breaker */
  double   breaker_daily_loss;
  double   breaker_drawdown;
  guint    breaker_losses;            /* in a row */
  guint    breaker_errors;            /* orders that the broker rejected, in one session */
  guint    breaker_data_age;          /* bars, of anything held */
  gboolean breaker_flattens;
} DtRiskProfile;

#define DT_RISK_DAY_TRADE_EQUITY DT_DOLLARS (25000)
#define DT_RISK_KELLY_TRADES     30
#define DT_RISK_KELLY_PRIOR      30

/* "none", "default" or the path of a key file with a [risk] section, whose keys are the fields'
 * names with hyphens: "max-positions=5", "min-price=2.5". What it leaves out is off. */
DtRiskProfile *dt_risk_profile_load    (const char           *name_or_path,
                                        GError              **error);
DtRiskProfile *dt_risk_profile_parse   (const char           *text,
                                        const char           *path,
                                        GError              **error);
/* As a key file that dt_risk_profile_parse() reads back: what a run's spec stores. */
char          *dt_risk_profile_to_text (const DtRiskProfile  *profile);
gboolean       dt_risk_profile_bans    (const DtRiskProfile  *profile,
                                        const char           *symbol);
void           dt_risk_profile_free    (DtRiskProfile        *profile);

/* Whether returns of sessions must be kept for the guards or the sizes. */
static inline gboolean
dt_risk_profile_reads_returns (const DtRiskProfile *profile)
{
  return profile->max_correlation > 0. || profile->target_volatility > 0.;
}

static inline gboolean
dt_risk_profile_has_breaker (const DtRiskProfile *profile)
{
  return profile->breaker_daily_loss > 0. || profile->breaker_drawdown > 0.
         || profile->breaker_losses > 0 || profile->breaker_errors > 0
         || profile->breaker_data_age > 0;
}

static inline gboolean
dt_risk_profile_has_factors (const DtRiskProfile *profile)
{
  return profile->kelly_fraction > 0. || profile->streak_sizing
         || profile->target_volatility > 0.;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRiskProfile, dt_risk_profile_free)

G_END_DECLS
