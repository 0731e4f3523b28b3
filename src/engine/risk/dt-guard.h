/* dt-guard.h - one limit: what it looks at, what it lets pass, how it is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-order.h"
#include "dt-risk-profile.h"

G_BEGIN_DECLS

/* What the guards may look at: the account as it stands after the candidates before this one. What
 * no limit of the profile asks for is left at 0; what is not known is NaN and limits nothing. */
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
  guint        losses_in_a_row;       /* closed in this session */
  guint        day_trades;            /* in five sessions */
  double       correlation;           /* highest r with what is held, same side; NaN unknown */
  DtInstrumentIndex correlated;       /* with which */
  double       data_age;              /* of the last bar, in bars of session time */
  double       earnings_days;         /* to the nearest announcement, unsigned; NaN unknown */
  double       sentiment;             /* -1 to 1; NaN unknown */
  double       bad_news_hours;        /* since a strongly negative headline; NaN none */
  gboolean     emergency;             /* the user's stop was pressed */
  gboolean     journal_failed;
  gboolean     breaker;               /* tripped */
  gboolean     untradable;            /* a level, a rate, or something that has expired */
  gboolean     banned;
  gboolean     no_session;            /* nothing can execute it: see dt_guard_has_session() */

  /* For all orders */
  gboolean     locked;                /* the run's mode may not trade */
  gboolean     duplicate;             /* the same order is working, or has just been given */
  DtQuantity   held;                  /* signed */
  DtQuantity   working_exits;         /* unsigned: market orders that close, none of its own */
} DtRiskView;

typedef struct
{
  DtInstrumentIndex  instrument;
  DtQuantity         quantity;        /* signed, as sized */
  DtMoney            price;           /* expected */
  double             volume;          /* of the last bar, units */
  DtQuantity         lot;
  gboolean           closes;          /* the instrument's opposite position first: a reversal */
  DtMoney            risk;            /* per unit, to the protective stop; 0 without one */
  DtMoney            last;            /* price; 0 unknown */
  DtMoney            limit;           /* 0 or DT_MONEY_NONE without */
  DtMoney            stop;
  guint32            overrides;       /* guards that the user overrides: 1 << place */
  gboolean           by_hand;         /* the user sees what is left of it and says yes */
} DtCandidate;

/* Which orders a guard is for. Exits, cancels and the emergency stop pass only the guards for all
 * (law 4). */
typedef enum
{
  DT_GUARD_ENTRIES,
  DT_GUARD_ALL,
} DtGuardScope;

/* What its numbers are. */
typedef enum
{
  DT_GUARD_NO_UNIT,       /* it has none */
  DT_GUARD_COUNT,
  DT_GUARD_PERCENT,       /* of a fraction */
  DT_GUARD_RATIO,         /* r, a score */
  DT_GUARD_USD,
  DT_GUARD_UNITS,         /* shares */
  DT_GUARD_MINUTES,
  DT_GUARD_HOURS,
  DT_GUARD_DAYS,
  DT_GUARD_BARS,
} DtGuardUnit;

typedef struct
{
  const DtRiskProfile *profile;
  const DtRiskView    *view;
  const DtCandidate   *candidate;
  gboolean             is_exit;       /* it reduces, closes or protects */
} DtGuardCase;

/* Static names of guards are @guard of a verdict; "size" is what finds less than one lot, "kelly"
 * what finds no edge. */
typedef struct
{
  DtQuantity   granted;               /* signed; 0 is refused */
  const char  *guard;                 /* (nullable): the one that refused, or cut last */
  double       measured;              /* in its unit: what it found, and what it holds it against */
  double       limit;
  guint32      overridden;            /* guards that would have refused or cut: 1 << place */
  DtQuantity   left;                  /* refused since no more than that was left of it; unsigned */
} DtVerdict;

/**
 * DtGuard:
 *
 * A row of the table of guards, whose order is the order in which they are asked. Each is a
 * function over a view that it cannot change. What is measured is refused from its limit on; what
 * the order itself makes may fill its limit to the brim.
 *
 * @most returns the unsigned quantity that it lets pass: all when its limit is off. @measure is
 * asked only when it does not let all pass, with the unsigned quantity that was asked.
 */
typedef struct
{
  const char   *id;
  const char   *title;
  DtGuardScope  scope;
  const char   *key;                  /* (nullable): of the profile; without one it is always on */
  DtGuardUnit   unit;
  gboolean      overridable;          /* by the user, for one order */
  const char   *told;                 /* with {measured} and {limit}: what is, what would pass */
  DtQuantity  (*most)    (const DtGuardCase *c);
  void        (*measure) (const DtGuardCase *c,
                          DtQuantity         asked,
                          double            *measured,
                          double            *limit);
  gboolean      shares;               /* its limit is for all positions together */
} DtGuard;

const DtGuard *dt_guard_list           (guint               *n_guards);
const DtGuard *dt_guard_find           (const char          *id);
gboolean       dt_guard_is_overridable (const char          *id);
/* What people call it, or what else refuses an entry: "Buying Power". (transfer none) */
const char    *dt_guard_get_title      (const char          *id);
gboolean       dt_guard_parse_overrides (const char         *text,
                                        guint32             *overrides,
                                        char               **wrong);
char          *dt_guard_explain        (const DtVerdict     *verdict,
                                        const DtCandidate   *candidate);

/* Whether an order with that life can be executed in the session that is open at @time or, when
 * none is, in the next one. */
gboolean       dt_guard_has_session    (DtTime               time,
                                        DtTimeInForce        tif);
/* Session time since @known, in bars: 0 when nothing was to come since. At most @most. */
double         dt_guard_get_data_age   (DtTime               known,
                                        DtTime               time,
                                        DtTimeframe          timeframe,
                                        double               most);

G_END_DECLS
