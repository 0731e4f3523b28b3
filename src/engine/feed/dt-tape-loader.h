/* dt-tape-loader.h - from stored series or files to the lanes of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-event.h"
#include "dt-market-store.h"
#include "dt-rule-program.h"

#include "dt-csv-import.h"

G_BEGIN_DECLS

#define DT_FEED_ERROR (dt_feed_error_quark ())
GQuark dt_feed_error_quark (void);

typedef enum
{
  DT_FEED_ERROR_REQUEST,   /* contradicts itself: two files with the same bars */
  DT_FEED_ERROR_NO_DATA,   /* no bars for a symbol, timeframe or range */
  DT_FEED_ERROR_NO_PACK,   /* the demo pack is not where it should be */
} DtFeedError;

/* What a run wants to see. Of @universe, @symbols and @csv one must be there; symbols with a
 * universe take only these of it. Zeroed fields mean: whatever there is. */
typedef struct
{
  const char          *universe;    /* (nullable): a tape's name */
  const char *const   *symbols;     /* (nullable): NULL-terminated */
  const char *const   *csv;         /* (nullable): paths; what rules read beside them may still
                                     * come from the store */
  const DtCsvOptions  *csv_options; /* (nullable): for all of @csv */
  DtTimeframe          timeframe;   /* of the base lanes; NONE: the tape's, else 1d when every
                                     * symbol has it, else the finest that every symbol has */
  int                  adjustment;  /* a DtAdjustment, or -1 */
  int                  session;     /* a DtSessionKind, or -1 */
  DtTime               from;        /* DT_TIME_NONE: the tape's; bars before it stay, as warm-up */
  DtTime               to;          /* exclusive; DT_TIME_NONE: the tape's */
  const DtRuleStream  *streams;     /* what rules read beside the base lane: a %NULL symbol is each
                                     * instrument itself, DT_TIMEFRAME_NONE the base timeframe */
  guint                n_streams;
  DtTimeframe          intrabar;    /* of the bars that the base bars are made of, for orders to
                                     * meet; NONE: without */
  gboolean             intrabar_auto; /* the finest there is */
} DtTapeRequest;

/**
 * DtTapeSet:
 *
 * Lanes, ready for #DtLaneReader and kernel: sorted by instrument, then timeframe. Instruments are
 * sorted by symbol; those that are only read by rules have no base lane. It owns all it points to.
 *
 * Thread: any. Immutable once loaded; shared by reference.
 */
typedef struct
{
  gatomicrefcount ref_count;
  DtLane        *lanes;
  guint          n_lanes;
  DtInstrument **instruments;
  guint          n_instruments;
  DtTimeframe    timeframe;   /* of the base lanes */
  DtTime         from;        /* where playing starts, DT_TIME_NONE: at the first bar */
  DtTime         to;
  GPtrArray     *notes;       /* of char*: whole sentences about ends, mixtures and choices */
  char          *hash;        /* SHA-256 over symbols, roles and series hashes, as hex */
} DtTapeSet;

/* @store may be %NULL when @request names files. Errors: DT_FEED_ERROR_NO_DATA and
 * DT_FEED_ERROR_REQUEST, those of the store and, for files, of the import. */
DtTapeSet *dt_tape_load           (DtMarketStore         *store,
                                   const DtTapeRequest   *request,
                                   GFileProgressCallback  progress,
                                   gpointer               user_data,
                                   GCancellable          *cancellable,
                                   GError               **error);
DtTapeSet *dt_tape_set_ref        (DtTapeSet             *set);
void       dt_tape_set_unref      (DtTapeSet             *set);
void       dt_tape_request_init   (DtTapeRequest         *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtTapeSet, dt_tape_set_unref)

G_END_DECLS
