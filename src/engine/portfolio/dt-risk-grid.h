/* dt-risk-grid.h - every position against every kind of risk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-risk-profile.h"

#include "dt-portfolio.h"

G_BEGIN_DECLS

typedef enum
{
  DT_RISK_WEIGHT,        /* value by equity */
  DT_RISK_TO_STOP,       /* what is lost from the last price to the stop, by equity */
  DT_RISK_BETA,
  DT_RISK_VOLATILITY,    /* of its returns, a year */
  DT_RISK_SHARE,         /* its part of the risk of the whole */
  DT_RISK_SECTOR,        /* gross value of its sector by equity */
  DT_RISK_CORRELATION,   /* the highest with another position, its side heeded */
  DT_RISK_LIQUIDITY,     /* sessions to close it with a tenth of the volume */
  DT_N_RISK_KINDS
} DtRiskKind;

typedef enum
{
  DT_RISK_FRACTION,
  DT_RISK_NUMBER,
  DT_RISK_DAYS,
} DtRiskUnit;

typedef struct
{
  const char *id;        /* "to-stop" */
  const char *title;     /* "Risk to Stop" */
  const char *summary;   /* how it is worked out */
  DtRiskUnit  unit;
  double      guide;     /* the limit where the profile has none */
} DtRiskKindInfo;

/* Sessions of a year, and the part of the volume that one can be without moving the price much. */
#define DT_RISK_SESSIONS      252
#define DT_RISK_PARTICIPATION .1

/* What the measures need beside the portfolio. */
typedef struct
{
  DtQuantity quantity;   /* signed */
  double     last;       /* USD */
  DtMoney    stop;       /* DT_MONEY_NONE without one: then all of it is at risk */
  double     volume;     /* units a session; NaN when not known */
} DtRiskPosition;

typedef struct
{
  double   value;        /* NaN: not known, or means nothing here */
  double   limit;
  gboolean is_own;       /* of the risk profile, not our guide */
} DtRiskCell;

const DtRiskKindInfo *dt_risk_kind_get_info (DtRiskKind             kind);
/* How full the limit is: 1 is at it; NaN without a value */
double                dt_risk_cell_get_load (const DtRiskCell      *cell);
/* (transfer full): a row of DT_N_RISK_KINDS for each holding. @risk: of @portfolio;
 * @positions: as its holdings; @profile: (nullable) */
DtRiskCell           *dt_risk_grid_measure  (const DtPortfolio     *portfolio,
                                             const DtPortfolioRisk *risk,
                                             const DtRiskPosition  *positions,
                                             const DtRiskProfile   *profile);

G_END_DECLS
