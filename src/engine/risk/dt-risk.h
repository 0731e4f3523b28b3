/* dt-risk.h - sizing and the chain of guards
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-order.h"

G_BEGIN_DECLS

#define DT_RISK_ERROR (dt_risk_error_quark ())
GQuark dt_risk_error_quark (void);

typedef enum
{
  DT_RISK_ERROR_PROFILE,   /* unknown key, value out of range */
} DtRiskError;

/* Limits; a negative or zero one is off. Fractions of equity. Built-in profiles: "none" has all
 * off; "default" is a day trader's: 10 positions, 25 % of equity in one, 40 % in a sector, daily
 * loss 3 %, drawdown 15 %, price at least 1 USD, 20 % of equity at least kept out, flat from 5
 * minutes before the close on. */
typedef struct
{
  char    *name;
  guint    max_positions;
  double   max_position_fraction;
  double   max_sector_fraction;
  double   max_gross_exposure;        /* 1 is no leverage */
  double   max_daily_loss;            /* entries stop for the session */
  double   max_drawdown;              /* entries stop until re-armed */
  double   max_participation;         /* of the last bar's volume */
  DtMoney  min_price;
  DtMoney  max_order_notional;
  guint    flat_minutes_before_close; /* intraday: no entry and all flat from then on; 0 is off */
} DtRiskProfile;

/* "none", "default" or the path of a key file with a [risk] section, whose keys are the fields'
 * names with hyphens: "max-positions=5", "min-price=2.5". What it leaves out is off. */
DtRiskProfile *dt_risk_profile_load   (const char           *name_or_path,
                                       GError              **error);
DtRiskProfile *dt_risk_profile_parse  (const char           *text,
                                       const char           *path,
                                       GError              **error);
/* As a key file that dt_risk_profile_parse() reads back: what a run's spec stores. */
char          *dt_risk_profile_to_text (const DtRiskProfile *profile);
void           dt_risk_profile_free   (DtRiskProfile        *profile);

/* What the guards may look at: the account as it stands after the candidates before this one. */
typedef struct
{
  DtMoney      equity;
  DtMoney      cash;
  DtMoney      reserved;              /* notional of working and just accepted entries */
  DtMoney      gross;                 /* value of positions, both signs */
  DtMoney      sector;                /* the same in the candidate's sector, reserved included */
  guint        n_positions;           /* open or with a working entry */
  double       day_profit_fraction;
  double       drawdown;              /* fraction, negative */
  double       minutes_to_close;      /* NaN on daily bars */
  gboolean     breaker;               /* emergency stop pressed, or breaker tripped */
} DtRiskView;

typedef struct
{
  DtInstrumentIndex  instrument;
  DtQuantity         quantity;        /* signed, as sized */
  DtMoney            price;           /* expected */
  double             volume;          /* of the last bar, units */
  DtQuantity         lot;
  gboolean           closes;          /* the instrument's opposite position first: a reversal */
} DtCandidate;

/* Static names of guards, in the order of the chain: "breaker", "min-price", "flat-before-close",
 * "max-positions", "daily-loss", "drawdown", "sector", "position-fraction", "notional",
 * "participation", "buying-power". */
typedef struct
{
  DtQuantity   granted;               /* signed; 0 is refused */
  const char  *guard;                 /* (nullable): the one that refused, or cut last */
} DtVerdict;

/* Runs the chain in its fixed order. Only for entries: exits never come here (law 4). */
DtVerdict      dt_risk_check_entry    (const DtRiskProfile  *profile,
                                       const DtRiskView     *view,
                                       const DtCandidate    *candidate);

/* The unsigned quantity, in whole lots, that a size means.
 * @price: expected or actual price, 1e-6 USD; @risk: distance to the stop, 1e-6 USD, for risk x%;
 * 0 when it buys nothing or risk is asked without a stop. Sizes: see #DtSizeKind; all-in spends
 * @buying_power; fees are the broker's cut at the fill. */
DtQuantity     dt_size_get_quantity   (const DtSize         *size,
                                       DtMoney               equity,
                                       DtMoney               buying_power,
                                       DtMoney               price,
                                       DtMoney               risk,
                                       DtQuantity            lot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRiskProfile, dt_risk_profile_free)

G_END_DECLS
