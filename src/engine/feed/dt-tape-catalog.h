/* dt-tape-catalog.h - the series that a run can choose from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-tape-loader.h"

G_BEGIN_DECLS

/* A stored series, or one out of a file, which is in memory already. */
typedef struct
{
  DtSeriesInfo *info;
  DtBarSeries  *series;     /* (nullable): not loaded yet */
  gboolean      of_tape;    /* the universe's own, or a file's */
  gboolean      is_base;    /* the universe says so, or a file's */
} DtTapeCandidate;

typedef struct
{
  DtMarketStore *store;     /* (nullable) */
  GPtrArray     *all;       /* of DtTapeCandidate, owned */
  GHashTable    *by_symbol; /* char* -> GPtrArray of the same, in their order */
  DtTape        *tape;      /* (nullable): of the universe */
  GPtrArray     *symbols;   /* of const char*: base symbols, sorted */
} DtTapeCatalog;

/* What makes one series better than another for a place in a run. */
typedef struct
{
  int     adjustment;       /* -1: any */
  int     like;             /* adjustment that is better where @adjustment does not decide, or -1 */
  DtTime  from;
  DtTime  to;
  int     session;          /* 0: any; else a DtSessionKind + 1 */
} DtTapeWish;

DtTapeCatalog   *dt_tape_catalog_new   (DtMarketStore          *store,
                                        const DtTapeRequest    *request,
                                        GPtrArray              *notes,
                                        GFileProgressCallback   progress,
                                        gpointer                user_data,
                                        GCancellable           *cancellable,
                                        GError                **error);
void             dt_tape_catalog_free  (DtTapeCatalog          *catalog);
/* The best stored bars of that timeframe; %NULL when there are none in the wish's range. */
DtTapeCandidate *dt_tape_catalog_find  (DtTapeCatalog          *catalog,
                                        const char             *symbol,
                                        DtTimeframe             timeframe,
                                        const DtTapeWish       *wish);
/* The best bars that those of @timeframe can be built from. */
DtTapeCandidate *dt_tape_catalog_find_finer (DtTapeCatalog     *catalog,
                                        const char             *symbol,
                                        DtTimeframe             timeframe,
                                        const DtTapeWish       *wish);
/* The shortest timeframe below that one, NONE when there is none in the wish's range. */
DtTimeframe      dt_tape_catalog_find_finest (DtTapeCatalog     *catalog,
                                        const char             *symbol,
                                        DtTimeframe             timeframe,
                                        const DtTapeWish       *wish);
/* (transfer full): the bars before wish->to */
DtBarSeries     *dt_tape_catalog_load  (DtTapeCatalog          *catalog,
                                        DtTapeCandidate        *candidate,
                                        const DtTapeWish       *wish,
                                        GError                **error);
/* Loads those of the candidates, DtTapeCandidate, that are not in memory yet, several at once. */
gboolean         dt_tape_catalog_preload (DtTapeCatalog        *catalog,
                                        GPtrArray              *candidates,
                                        const DtTapeWish       *wish,
                                        GFileProgressCallback   progress,
                                        gpointer                user_data,
                                        GCancellable           *cancellable,
                                        GError                **error);
DtTimeframe      dt_tape_catalog_choose_timeframe (DtTapeCatalog *catalog);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtTapeCatalog, dt_tape_catalog_free)

G_END_DECLS
