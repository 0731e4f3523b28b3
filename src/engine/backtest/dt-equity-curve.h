/* dt-equity-curve.h - the equity of all accounts of a run together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-run-record.h"

G_BEGIN_DECLS

/**
 * DtEquityCurve:
 *
 * One account: its own arrays. Several: the instants of all, at each the sum of what every account
 * had last; the benchmark is then the mean growth of the accounts' own benchmarks from their first
 * decisions on (1 before).
 */
typedef struct
{
  gsize          n_points;
  const DtTime  *time;
  const DtTime  *known;
  const double  *equity;
  const guint32 *n_positions;
  const double  *benchmark;       /* (nullable) */
  gsize          first_decision;
  double         deposit;         /* USD, of all accounts */
  double         exposure;        /* account-instants in a position by account-instants */

  gpointer       owned[5];
} DtEquityCurve;

void  dt_equity_curve_init   (DtEquityCurve      *curve,
                              const DtRunRecord  *records,
                              gsize               n_records);
void  dt_equity_curve_init_line
                             (DtEquityCurve      *curve,
                              const DtRunRecord  *records,
                              gsize               n_records);
void  dt_equity_curve_clear  (DtEquityCurve      *curve);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtEquityCurve, dt_equity_curve_clear)

G_END_DECLS
