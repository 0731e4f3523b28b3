/* dt-book-store.h - book.db
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-journal.h"
#include "dt-market-store.h"

G_BEGIN_DECLS

typedef enum
{
  DT_BOOK_BACKTEST,
  DT_BOOK_REPLAY,
  DT_BOOK_PAPER,
  DT_BOOK_LIVE,
} DtBookMode;

typedef enum
{
  DT_RUN_RUNNING,      /* or cut off: to be recovered */
  DT_RUN_FINISHED,
  DT_RUN_STOPPED,      /* by the user, not to go on */
} DtRunState;

/* A row of the books table. @spec is the run spec as text: with the tape and the journalled
 * commands it determines the run. */
typedef struct
{
  gint64      id;
  DtBookMode  mode;
  char       *account;
  gint64      parent;       /* book that this one was wound back from, 0 for none */
  DtTime      started;      /* wall clock */
  DtRunState  state;
  char       *spec;
  char       *tape_hash;    /* over the hashes of the series it was started on */
  guint64     step;         /* instants committed */
  DtTime      market_time;  /* of the last one */
  char       *result;       /* (nullable): JSON of the finished run */
} DtBookInfo;

void          dt_book_info_free          (DtBookInfo         *info);

/**
 * DtBookStore:
 *
 * All books of a data directory. An open book is written through its #DtJournalSink.
 *
 * Thread: the one that opened it.
 */
#define DT_TYPE_BOOK_STORE (dt_book_store_get_type ())
G_DECLARE_FINAL_TYPE (DtBookStore, dt_book_store, DT, BOOK_STORE, GObject)

DtBookStore   *dt_book_store_open        (const char         *data_dir,
                                          DtStoreMode         mode,
                                          GError            **error);
/* Registers a new running book and returns its id, or 0. @symbols: by instrument index, so that
 * rows can be read without the run. */
gint64         dt_book_store_create      (DtBookStore        *store,
                                          const DtBookInfo   *info,
                                          const char *const  *symbols,
                                          GError            **error);
/* The sink of a running book: NORMAL for Replay, FULL for Paper and Live. */
DtJournalSink *dt_book_store_open_sink   (DtBookStore        *store,
                                          gint64              book_id,
                                          GError            **error);
gboolean       dt_book_store_finish      (DtBookStore        *store,
                                          gint64              book_id,
                                          DtRunState          state,
                                          const char         *result,
                                          GError            **error);
/* (transfer full): of DtBookInfo, newest first */
GPtrArray     *dt_book_store_list        (DtBookStore        *store,
                                          GError            **error);
DtBookInfo    *dt_book_store_dup_info    (DtBookStore        *store,
                                          gint64              book_id,
                                          GError            **error);
char         **dt_book_store_dup_symbols (DtBookStore        *store,
                                          gint64              book_id,
                                          GError            **error);
/* Everything stored, folded again and verified. */
DtBook        *dt_book_store_load        (DtBookStore        *store,
                                          gint64              book_id,
                                          GError            **error);
/* (transfer full): of DtJournalCommand, in the order they entered */
GPtrArray     *dt_book_store_load_commands (DtBookStore      *store,
                                          gint64              book_id,
                                          GError            **error);
/* One instant of a run. */
typedef struct
{
  guint64 step;
  DtTime  time;
  DtMoney equity;
} DtEquityPoint;

/* (transfer full): of DtEquityPoint, by step; one for each committed step */
GArray        *dt_book_store_load_equity (DtBookStore        *store,
                                          gint64              book_id,
                                          GError            **error);
/* (transfer full): of DtActivity with ids above @after, oldest first; instruments unchecked */
GPtrArray     *dt_book_store_load_activity (DtBookStore      *store,
                                          gint64              book_id,
                                          guint64             after,
                                          GError            **error);
/* The user's words on a trade. */
#define DT_NOTE_MAX_TAGS   200     /* characters */
#define DT_NOTE_MAX_TEXT   10000
#define DT_NOTE_MAX_RATING 5

typedef struct
{
  guint64  trade;        /* id of the round trip in its book */
  char    *tags;         /* "gap, late entry": apart by commas; "" for none */
  char    *text;
  guint    rating;       /* stars; 0 for none */
  DtTime   written;      /* wall clock */
} DtTradeNote;

void           dt_trade_note_free        (DtTradeNote        *note);
/* (transfer full): of DtTradeNote, by trade */
GPtrArray     *dt_book_store_load_notes  (DtBookStore        *store,
                                          gint64              book_id,
                                          GError            **error);
/* In place of the note that the trade had. A note without tags, text and rating is taken away. */
gboolean       dt_book_store_put_note    (DtBookStore        *store,
                                          gint64              book_id,
                                          const DtTradeNote  *note,
                                          GError            **error);
/* Whether the database's pages are sound. */
gboolean       dt_book_store_check       (DtBookStore        *store,
                                          GError            **error);
/* Saves a finished backtest whole: the book in memory and its result. @end: market time of its last
 * instant. */
gboolean       dt_book_store_save        (DtBookStore        *store,
                                          gint64              book_id,
                                          const DtBook       *book,
                                          DtTime              end,
                                          const char         *result,
                                          GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtBookInfo, dt_book_info_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtTradeNote, dt_trade_note_free)

G_END_DECLS
