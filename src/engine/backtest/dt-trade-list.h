/* dt-trade-list.h - the completed trades of a run in their one order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-run-record.h"

G_BEGIN_DECLS

/* A completed round trip and its names, borrowed from the record. */
typedef struct
{
  const DtRoundTrip *trip;
  const DtRunRecord *record;
  const char        *symbol;
  const char        *strategy;
} DtTradeItem;

/* Completed trades of all accounts of a run, by (entry time, symbol, exit time, strategy); what
 * is equal in all four keeps the order in which it happened. Nothing in the order hangs on ids
 * or on the place of an instrument. */
GArray      *dt_trade_list_new         (const DtRunRecord  *records,
                                        gsize               n_records);
/* The name a strategy has in files: the user's own orders are "user". */
const char  *dt_run_record_get_strategy (const DtRunRecord *record,
                                         guint32            strategy);

G_END_DECLS
