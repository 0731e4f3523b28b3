/* dt-market-store.h - market.db
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-corporate-action.h"

G_BEGIN_DECLS

#define DT_STORE_ERROR (dt_store_error_quark ())
GQuark dt_store_error_quark (void);

typedef enum
{
  DT_STORE_ERROR_OPEN,        /* cannot be opened or created: path, permission */
  DT_STORE_ERROR_NEWER,       /* written by a newer version */
  DT_STORE_ERROR_CORRUPT,
  DT_STORE_ERROR_FULL,        /* disk full */
  DT_STORE_ERROR_READ_ONLY,
  DT_STORE_ERROR_BUSY,        /* another process owns it */
  DT_STORE_ERROR_NOT_FOUND,   /* no such series, book, tape */
  DT_STORE_ERROR_VALUE,       /* a row holds an impossible value */
  DT_STORE_ERROR_FAILED,
} DtStoreError;

typedef enum
{
  DT_STORE_READ_ONLY,
  DT_STORE_READ_WRITE,        /* creates and migrates */
} DtStoreMode;

/* One stored series without its bars. */
typedef struct
{
  gint64            id;
  char             *symbol;
  DtTimeframe       timeframe;
  DtSeriesIdentity  identity;
  gsize             n_bars;
  DtTime            first;      /* start of the first bar */
  DtTime            last;
  char             *hash;       /* SHA-256 of the columns */
} DtSeriesInfo;

void           dt_series_info_free              (DtSeriesInfo          *info);

/**
 * DtMarketStore:
 *
 * Instruments, bars and tapes. Rebuildable: everything in it came from files or feeds.
 *
 * Thread: the one that opened it.
 */
#define DT_TYPE_MARKET_STORE (dt_market_store_get_type ())
G_DECLARE_FINAL_TYPE (DtMarketStore, dt_market_store, DT, MARKET_STORE, GObject)

DtMarketStore *dt_market_store_open             (const char            *data_dir,
                                                 DtStoreMode            mode,
                                                 GError               **error);
/* Everything between begin and commit is one transaction; put_* outside one is its own. */
gboolean       dt_market_store_begin            (DtMarketStore         *store,
                                                 GError               **error);
gboolean       dt_market_store_commit           (DtMarketStore         *store,
                                                 GError               **error);
void           dt_market_store_rollback         (DtMarketStore         *store);

/* Adds or updates by symbol. */
gboolean       dt_market_store_put_instrument   (DtMarketStore         *store,
                                                 const DtInstrument    *instrument,
                                                 GError               **error);
DtInstrument  *dt_market_store_dup_instrument   (DtMarketStore         *store,
                                                 const char            *symbol,
                                                 GError               **error);
/* (transfer full): of DtInstrument, sorted by symbol */
GPtrArray     *dt_market_store_list_instruments (DtMarketStore         *store,
                                                 GError               **error);
/* Replaces the stored series of the same symbol, timeframe and identity, if any. */
gboolean       dt_market_store_put_series       (DtMarketStore         *store,
                                                 const DtBarSeries     *series,
                                                 GError               **error);
gboolean       dt_market_store_put_many         (DtMarketStore         *store,
                                                 GPtrArray             *series,
                                                 GError               **error);
/* (transfer full): of DtSeriesInfo, sorted by symbol, timeframe, source, adjustment */
GPtrArray     *dt_market_store_list_series      (DtMarketStore         *store,
                                                 GError               **error);
/* Whole chunks are read and bars outside [from, to) cut; DT_TIME_NONE leaves an end open. The
 * column of known times is filled from the calendar. */
DtBarSeries   *dt_market_store_load_series      (DtMarketStore         *store,
                                                 gint64                 series_id,
                                                 DtTime                 from,
                                                 DtTime                 to,
                                                 GError               **error);

/* So many series, each from its beginning to @to, and quicker than one by one: unpacked on
 * all threads. @series: (out) (array length=n): all %NULL after an error, which is that of the
 * first one that has one. @progress: (nullable): series loaded and in all, in this thread */
gboolean       dt_market_store_load_many        (DtMarketStore         *store,
                                                 const DtSeriesInfo    **infos,
                                                 guint                  n,
                                                 DtTime                 to,
                                                 DtBarSeries          **series,
                                                 GFileProgressCallback  progress,
                                                 gpointer               user_data,
                                                 GCancellable          *cancellable,
                                                 GError               **error);
DtSeriesInfo  *dt_market_store_dup_series_info  (DtMarketStore         *store,
                                                 gint64                 series_id,
                                                 GError               **error);
/* Whether the database's pages are sound; whether a series' bars still have their hash. */
gboolean       dt_market_store_check            (DtMarketStore         *store,
                                                 GError               **error);
gboolean       dt_market_store_check_series     (DtMarketStore         *store,
                                                 gint64                 series_id,
                                                 GError               **error);
/* SHA-256 of the columns time, open, high, low, close, volume, as #DtSeriesInfo has it. */
char          *dt_bar_series_hash               (const DtBarSeries     *series);

gboolean       dt_market_store_put_actions      (DtMarketStore         *store,
                                                 const char            *symbol,
                                                 const DtActionList    *list,
                                                 GError               **error);
DtActionList  *dt_market_store_load_actions     (DtMarketStore         *store,
                                                 const char            *symbol,
                                                 GError               **error);
GPtrArray     *dt_market_store_list_action_symbols (DtMarketStore      *store,
                                                 const char            *renamed_to,
                                                 GError               **error);

/* What an import refused or found out. @field and @value are %NULL, and @line 0, for what concerns
 * a whole file. */
typedef struct
{
  char    *file;
  guint64  line;       /* from 1 */
  char    *field;
  char    *value;
  char    *reason;     /* a sentence */
} DtSourceNote;

void           dt_source_note_free              (DtSourceNote          *note);
/* @notes: of DtSourceNote; they replace those of the source (see #DtSeriesIdentity). */
gboolean       dt_market_store_put_notes        (DtMarketStore         *store,
                                                 const char            *source,
                                                 GPtrArray             *notes,
                                                 GError               **error);
/* (transfer full): of DtSourceNote, in the order they were put */
GPtrArray     *dt_market_store_list_notes       (DtMarketStore         *store,
                                                 const char            *source,
                                                 GError               **error);

/* A named selection of series: "daily", "minute". @roles: what each is for, see #DtLaneRole. */
typedef struct
{
  char    *name;
  char    *title;
  GArray  *series;     /* of gint64 series ids */
  GArray  *roles;      /* of guint8 DtLaneRole, as long */
  DtTime   from;       /* where playing starts; earlier bars are warm-up */
  DtTime   to;
} DtTape;

void           dt_tape_free                     (DtTape                *tape);
gboolean       dt_market_store_put_tape         (DtMarketStore         *store,
                                                 const DtTape          *tape,
                                                 GError               **error);
DtTape        *dt_market_store_dup_tape         (DtMarketStore         *store,
                                                 const char            *name,
                                                 GError               **error);
/* (transfer full): of DtTape, by name */
GPtrArray     *dt_market_store_list_tapes       (DtMarketStore         *store,
                                                 GError               **error);
/* Copies everything of another market.db (the demo pack) in one transaction. */
gboolean       dt_market_store_merge            (DtMarketStore         *store,
                                                 const char            *path,
                                                 GFileProgressCallback  progress,
                                                 gpointer               user_data,
                                                 GCancellable          *cancellable,
                                                 GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtTape, dt_tape_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtSourceNote, dt_source_note_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtSeriesInfo, dt_series_info_free)

G_END_DECLS
