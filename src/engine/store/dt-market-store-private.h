/* dt-market-store-private.h - what the tables of market.db share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-sqlite.h"

G_BEGIN_DECLS

DtSqlite       *dt_market_store_get_sqlite       (DtMarketStore     *store);
/* %FALSE: a file of an older version is read, which has no table of them. */
gboolean        dt_market_store_has_actions      (DtMarketStore     *store);
/* A pack: any path, read-only. */
DtMarketStore  *dt_market_store_open_file        (const char        *path,
                                                  DtStoreMode        mode,
                                                  GError           **error);
/* The row id of a symbol of today, 0 when there is none; check @error then. */
DtInstrumentId  dt_market_store_find_instrument  (DtMarketStore     *store,
                                                  const char        *symbol,
                                                  GError           **error);
/* Packed bars of one calendar period. */
typedef struct
{
  DtDate      period;
  GByteArray *bars;
} DtPackedChunk;

/* Replaces a series by bars that are packed already; @info->id is filled in. */
gboolean        dt_market_store_put_packed       (DtMarketStore     *store,
                                                  DtSeriesInfo      *info,
                                                  GArray            *chunks,
                                                  GError           **error);
/* (transfer full): of DtPackedChunk, by period */
GArray         *dt_market_store_load_packed      (DtMarketStore     *store,
                                                  const DtSeriesInfo *info,
                                                  DtTime             from,
                                                  DtTime             to,
                                                  gboolean           checked,
                                                  GError           **error);
/* (transfer full): the bars of these chunks in [from, to); @path is for errors. Any thread. */
DtBarSeries    *dt_packed_series_unpack          (const char        *path,
                                                  const DtSeriesInfo *info,
                                                  const GArray      *chunks,
                                                  DtTime             from,
                                                  DtTime             to,
                                                  GError           **error);

G_END_DECLS
