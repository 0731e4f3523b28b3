/* dt-engine-private.h - the engine's parts see each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book-store.h"
#include "dt-owner-lock.h"
#include "dt-replay-feed.h"
#include "dt-tape-loader.h"

#include "dt-engine.h"

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
  DT_PART_ACCOUNT,
  DT_PART_POSITIONS,
  DT_PART_ORDERS,
  DT_PART_ACTIVITY,
  DT_N_PARTS,
};

typedef struct
{
  guint64   version;
  guint64   made_at;     /* the engine's change count when it was made */
  GVariant *value;
} DtPart;

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
  gint64           book_id;       /* of the run, 0 for none */
  DtTapeSet       *tape;
  DtRun           *run;
  DtReplayFeed    *feed;
  guint64          total;         /* instants of the tape */
  double           speed;         /* when playing */
  DtEngineState    state;
  gboolean         recovered;     /* the run was cut off and taken up again */
  char            *spec;          /* (nullable): JSON of the run's spec, as it was given */
  char            *message;       /* (nullable): why it failed */
  char            *result;        /* (nullable): JSON of the finished run */
  guint64          changes;       /* anything that a snapshot shows */
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
void        dt_engine_set_speed     (DtEngine      *engine,
                                     double         speed);

/* dt-engine-command.c */
GVariant   *dt_engine_execute       (DtEngine      *engine,
                                     const char    *command,
                                     GVariant      *arguments,
                                     GError       **error);

/* dt-engine-snapshot.c */
GVariant   *dt_engine_dup_snapshot  (DtEngine      *engine);
void        dt_engine_drop_parts    (DtEngine      *engine);

/* dt-recovery.c */
gboolean    dt_book_compare         (const DtBook  *stored,
                                     const DtBook  *stepped,
                                     GError       **error);

G_END_DECLS
