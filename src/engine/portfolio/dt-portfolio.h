/* dt-portfolio.h - what is held, and what it can lose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-money.h"
#include "dt-time.h"

G_BEGIN_DECLS

/* One position. Returns are simple, by session, of the portfolio's dates; NaN where missing. */
typedef struct
{
  char    *symbol;
  char    *sector;        /* (nullable) */
  DtMoney  value;         /* signed, at its mark */
  double  *returns;
} DtHolding;

/**
 * DtPortfolio:
 *
 * Positions at one time and the returns that came before: everything that the measures of this room
 * go by. They take what is held as it is now through the past, which is not what the account did.
 *
 * Thread: any, one at a time. Plain data.
 */
typedef struct
{
  DtMoney    equity;
  DtHolding *holdings;
  guint      n_holdings;
  gsize      n_returns;
  DtDate    *dates;         /* n_returns sessions, oldest first */
  double    *market;        /* returns of what betas are measured against */
  char      *market_name;
} DtPortfolio;

/* Fewer sessions than these in which all holdings have a return say nothing about tails. */
#define DT_PORTFOLIO_LEAST_SESSIONS 30

#define DT_PORTFOLIO_N_LEVELS 2
extern const double dt_portfolio_levels[DT_PORTFOLIO_N_LEVELS];   /* 0.95, 0.99 */

/* What a position has to do with it. NaN where undefined. */
typedef struct
{
  double weight;          /* value by equity, signed */
  double beta;
  double volatility;      /* of its returns, a session */
  double contribution;    /* to the deviation of the whole, USD a session */
  double share;           /* the same by the whole; all add up to 1 */
} DtHoldingRisk;

/* One sector; holdings without one are together in the last, whose name is empty. */
typedef struct
{
  const char *name;
  DtMoney     net;
  DtMoney     gross;
} DtSectorExposure;

/* Of one session, USD, negative: a loss that is not reached with the level's probability, and the
 * mean of those that go beyond it. */
typedef struct
{
  double historical;
  double parametric;
  double historical_shortfall;
  double parametric_shortfall;
} DtTailRisk;

typedef struct
{
  DtMoney           long_value;     /* unsigned */
  DtMoney           short_value;
  double            beta;           /* of the account */
  double            volatility;     /* USD a session */
  gsize             n_sessions;     /* in which all holdings have a return */
  DtTailRisk        tails[DT_PORTFOLIO_N_LEVELS];
  DtHoldingRisk    *holdings;       /* as those of the portfolio */
  double           *correlation;    /* n_holdings x n_holdings */
  DtSectorExposure *sectors;        /* by name */
  guint             n_sectors;
} DtPortfolioRisk;

DtPortfolio     *dt_portfolio_new          (guint               n_holdings,
                                            gsize               n_returns);
void             dt_portfolio_free         (DtPortfolio        *portfolio);
DtPortfolioRisk *dt_portfolio_measure      (const DtPortfolio  *portfolio);
void             dt_portfolio_risk_free    (DtPortfolioRisk    *risk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtPortfolio, dt_portfolio_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtPortfolioRisk, dt_portfolio_risk_free)

G_END_DECLS
