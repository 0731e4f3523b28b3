/* dt-engine-private.h - the engine's parts see each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-alert-watch.h"
#include "dt-book-store.h"
#include "dt-owner-lock.h"
#include "dt-replay-feed.h"
#include "dt-tape-loader.h"

#include "dt-engine.h"
#include "dt-quote-track.h"

G_BEGIN_DECLS

typedef enum
{
  DT_ENGINE_IDLE,        /* no run yet */
  DT_ENGINE_PAUSED,
  DT_ENGINE_PLAYING,
  DT_ENGINE_FINISHED,
  DT_ENGINE_FAILED,      /* message says why; the book is safe and can be recovered */
} DtEngineState;

/* Parts of a snapshot. */
enum
{
  DT_PART_CLOCK,
  DT_PART_TAPE,
  DT_PART_ACCOUNT,
  DT_PART_POSITIONS,
  DT_PART_ORDERS,
  DT_PART_QUOTES,
  DT_PART_ACTIVITY,
  DT_PART_REGIME,
  DT_PART_ALERTS,
  DT_N_PARTS,
};

/* @state is what @value was made from, in plain numbers: while they stay, so does the value. */
typedef struct
{
  guint64     version;
  guint64     looked_at; /* the engine's change count then */
  GByteArray *state;
  GVariant   *value;
} DtPart;

/**
 * DtEngineIndex:
 *
 * What people ask of a book that its rows answer only by a walk over all of them. It follows the
 * book when it is looked at: each row is taken in once, so a run that nobody looks at pays nothing.
 */
typedef struct
{
  guint       n_orders;       /* rows taken in */
  guint       n_fills;
  GArray     *live;           /* of guint64: orders that had not ended, rising */
  GArray     *closed;         /* of guint64: round trips in the order in which they closed */
  DtMoney     fees;           /* of all fills */
  guint64     n_trades;       /* opened by the fills taken in */
  DtQuantity *held;           /* by instrument, after those fills */
  guint64    *trade;          /* by instrument: the running one */
} DtEngineIndex;

void        dt_engine_index_init    (DtEngineIndex  *index,
                                     guint           n_instruments);
void        dt_engine_index_clear   (DtEngineIndex  *index);
void        dt_engine_index_follow  (DtEngineIndex  *index,
                                     const DtBook   *book);

/* The running session of the account. */
typedef struct
{
  DtTime  end;
  DtMoney equity;             /* when it began */
  DtMoney realised;
} DtEngineDay;

struct _DtEngine
{
  DtEngineBackend  backend;       /* first: a backend is cast to its engine */

  /* Immutable */
  char            *data_dir;
  const DtRunResultClass *result_class;

  /* Start-up, under the mutex */
  GThread         *thread;
  GMutex           mutex;
  GCond            cond;
  gboolean         ready;
  gboolean         ended;
  GError          *start_error;

  /* Engine thread */
  GMainLoop       *loop;
  DtOwnerLock     *lock;
  DtMarketStore   *market;
  DtBookStore     *books;
  DtEmergencyJournal *emergency;
  DtAlertList     *alerts;
  DtAlertWatch    *watch;         /* (nullable): of the run */
  GSource         *alert_save;    /* (nullable): the file is written soon */
  gint64           book_id;       /* of the run, 0 for none */
  DtTapeSet       *tape;
  DtRun           *run;
  DtReplayFeed    *feed;
  guint64          total;         /* instants of the tape */
  DtTime           first;         /* known times of its first and last instant */
  DtTime           last;
  DtEngineDay      day;
  DtEngineIndex    index;
  DtQuoteTrack    *quotes;        /* by instrument */
  gint64          *series_ids;    /* by instrument: of its base lane in market.db, 0 for none */
  guint64          n_runs;        /* loaded by this engine */
  double           speed;         /* when playing */
  DtEngineState    state;
  gboolean         seeking;       /* playing up to a time, where it pauses */
  gboolean         recovered;     /* taken up from its journal, and nobody has played on since */
  GPtrArray       *commands;      /* (nullable): of DtJournalCommand: of the book that this one
                                   * was wound back from, to be given again */
  guint            next_command;
  char            *spec;          /* (nullable): JSON of the run's spec, as it was given */
  char            *message;       /* (nullable): why it failed */
  char            *result;        /* (nullable): JSON of the finished run */
  guint64          changes;       /* anything that a snapshot shows */
  GByteArray      *scratch;
  DtPart           parts[DT_N_PARTS];
};

/* dt-engine-run.c */
gboolean    dt_engine_start_run     (DtEngine      *engine,
                                     const char    *spec,
                                     double         speed,
                                     GError       **error);
gboolean    dt_engine_recover       (DtEngine      *engine,
                                     GError       **error);
gboolean    dt_engine_stop_run      (DtEngine      *engine,
                                     GError       **error);
void        dt_engine_drop_run      (DtEngine      *engine);
void        dt_engine_choose_speed  (DtEngine      *engine,
                                     double         speed);
void        dt_engine_set_speed     (DtEngine      *engine,
                                     double         speed);
void        dt_engine_play_until    (DtEngine      *engine,
                                     DtTime         time);
gboolean    dt_engine_rewind        (DtEngine      *engine,
                                     DtTime         time,
                                     GError       **error);
/* Notices that a play-until has arrived. */
void        dt_engine_settle        (DtEngine      *engine);

/* The run's next instant, and the engine's own records of it. */
gboolean    dt_engine_step          (DtEngine         *engine,
                                     const DtInstant  *instant,
                                     GError          **error);

/* dt-engine-command.c */
GVariant   *dt_engine_execute       (DtEngine      *engine,
                                     const char    *command,
                                     GVariant      *arguments,
                                     GError       **error);

/* dt-engine-read.c */
GVariant   *dt_engine_read_activity (DtEngine      *engine,
                                     GVariant      *arguments,
                                     GError       **error);
GVariant   *dt_engine_read_equity   (DtEngine      *engine,
                                     GVariant      *arguments,
                                     GError       **error);
GVariant   *dt_engine_read_fills    (DtEngine      *engine,
                                     GVariant      *arguments,
                                     GError       **error);
GVariant   *dt_engine_read_trades   (DtEngine      *engine,
                                     GVariant      *arguments,
                                     GError       **error);

/* dt-engine-alert.c */
gboolean    dt_engine_alerts_open   (DtEngine      *engine,
                                     GError       **error);
void        dt_engine_alerts_close  (DtEngine      *engine);
void        dt_engine_alerts_step   (DtEngine      *engine,
                                     DtTime         time);
void        dt_engine_alerts_rewound (DtEngine     *engine,
                                     DtTime         time);
void        dt_engine_alerts_note   (DtEngine      *engine,
                                     GByteArray    *state);
GVariant   *dt_engine_alerts_make   (DtEngine      *engine,
                                     const guint8  *state,
                                     gsize          size);
GVariant   *dt_engine_alert_add     (DtEngine      *engine,
                                     GVariant      *arguments,
                                     GError       **error);
GVariant   *dt_engine_alert_edit    (DtEngine      *engine,
                                     GVariant      *arguments,
                                     GError       **error);
GVariant   *dt_engine_alert_enable  (DtEngine      *engine,
                                     GVariant      *arguments,
                                     GError       **error);
GVariant   *dt_engine_alert_history (DtEngine      *engine,
                                     GVariant      *arguments,
                                     GError       **error);
GVariant   *dt_engine_alert_list    (DtEngine      *engine,
                                     GVariant      *arguments,
                                     GError       **error);
GVariant   *dt_engine_alert_remove  (DtEngine      *engine,
                                     GVariant      *arguments,
                                     GError       **error);
GVariant   *dt_engine_alert_watchlist (DtEngine    *engine,
                                     GVariant      *arguments,
                                     GError       **error);

/* dt-engine-snapshot.c */
GVariant   *dt_engine_dup_snapshot  (DtEngine      *engine);
GVariant   *dt_engine_dup_clock     (DtEngine      *engine);
void        dt_engine_drop_parts    (DtEngine      *engine);
GVariant   *dt_engine_make_activity_row (DtEngine         *engine,
                                         const DtActivity *row);

G_END_DECLS
