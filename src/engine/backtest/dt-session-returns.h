/* dt-session-returns.h - the sessions of an equity curve
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-equity-curve.h"

G_BEGIN_DECLS

/* The last equity and benchmark of each session, and the returns from one to the next: n of them.
 * On daily bars and longer a bar is a session. The first session has a return, from the deposit,
 * only when something happened in it. */
typedef struct
{
  gsize    n;                   /* returns */
  double  *returns;
  double  *benchmark_returns;   /* NaN without a benchmark; (nullable) */
  guint32 *places;              /* (nullable): last point of each return's session in the curve */
  double  *owned;
} DtSessionReturns;

void  dt_session_returns_init  (DtSessionReturns    *sessions,
                                const DtEquityCurve *curve,
                                DtTimeframe          timeframe);
/* The returns alone: no benchmark, no places. */
void  dt_session_returns_init_line
                               (DtSessionReturns    *sessions,
                                const DtEquityCurve *curve,
                                DtTimeframe          timeframe);
void  dt_session_returns_clear (DtSessionReturns    *sessions);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtSessionReturns, dt_session_returns_clear)

G_END_DECLS
