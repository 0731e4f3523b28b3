/* dt-tear-sheet-private.h - what the parts of the tear sheet share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-session-returns.h"
#include "dt-tear-sheet.h"
#include "dt-trade-list.h"

G_BEGIN_DECLS

/* All that the statistics of one run are made from, laid out once. */
typedef struct
{
  const DtRunRecord *records;
  gsize              n_records;
  DtEquityCurve      curve;
  DtSessionReturns   sessions;
  double             periods;   /* sessions a year */
  GArray            *trades;    /* of DtTradeItem, whose trips are those of @trips */
  DtRoundTrip       *trips;     /* copies in the order of the list, side by side */
} DtTearInput;

/* Money of trades as numbers, in the order of the list they are made from. */
typedef struct
{
  double *profits;
  double *returns;
} DtTradeColumns;

void     dt_trade_columns_set      (DtTradeColumns    *columns,
                                    gsize              i,
                                    const DtRoundTrip *trip);

/* DT_MONEY_NONE of what is no amount. */
DtMoney  dt_tear_money             (double             value);
/* A sum that overflowed stays undefined. */
void     dt_tear_add_money         (DtMoney           *sum,
                                    DtMoney            money);
/* Sums of spans in nanoseconds: of 30,000 trades they are longer than 64 bits. */
typedef __int128 DtSpanSum;

gint64   dt_tear_time_between      (const DtRunRecord *record,
                                    DtTime             from,
                                    DtTime             to);
double   dt_tear_span_in_days      (const DtRunRecord *record,
                                    DtSpanSum          total,
                                    gint64             count);
void     dt_tear_sheet_add_result  (DtTearSheet       *sheet,
                                    const DtRunRecord *record,
                                    const DtEquityCurve *curve);

void     dt_tear_sheet_add_rows    (DtTearSheet       *sheet,
                                    const DtTearInput *input);
/* After everything else. */
void     dt_tear_sheet_add_detail  (DtTearSheet       *sheet,
                                    const DtTearInput *input);
void     dt_tear_sheet_add_spans   (DtTearSheet       *sheet,
                                    const DtTearInput *input);

G_END_DECLS
