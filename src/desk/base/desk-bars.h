/* desk-bars.h - stored bars for charts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-bar-series.h"

G_BEGIN_DECLS

/**
 * DeskBars:
 *
 * Reads series from market.db, read-only, in a thread of its own ("desk-bars"), and keeps the last
 * few. A series is the whole of it, future bars of a replay included: whoever draws cuts it at the
 * clock.
 *
 * Thread: main; the store belongs to its worker.
 */
#define DESK_TYPE_BARS (desk_bars_get_type ())
G_DECLARE_FINAL_TYPE (DeskBars, desk_bars, DESK, BARS, GObject)

DeskBars    *desk_bars_new          (const char           *data_dir);
void         desk_bars_load_async   (DeskBars             *self,
                                     gint64                series_id,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
/* (transfer full) */
DtBarSeries *desk_bars_load_finish  (DeskBars             *self,
                                     GAsyncResult         *result,
                                     GError              **error);

/* A series of market.db without its bars. */
typedef struct
{
  gint64       id;
  DtTimeframe  timeframe;
  char        *source;       /* where it came from */
} DeskStoredSeries;

/* All that are stored of an instrument, by timeframe. */
void         desk_bars_list_async    (DeskBars             *self,
                                      const char           *symbol,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
/* (transfer full): of DeskStoredSeries */
GPtrArray   *desk_bars_list_finish   (DeskBars             *self,
                                      GAsyncResult         *result,
                                      GError              **error);

/* Longer bars of a whole series, made in the same thread. */
void         desk_bars_resample_async (DeskBars            *self,
                                      DtBarSeries          *series,
                                      DtTimeframe           timeframe,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
/* (transfer full) */
DtBarSeries *desk_bars_resample_finish (DeskBars           *self,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
