/* desk-session-private.h - what the files of the session share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-engine-host.h"
#include "dt-worker.h"

#include "desk-position.h"
#include "desk-quote.h"
#include "desk-row-list.h"
#include "desk-session.h"

G_BEGIN_DECLS

/* Reading of snapshots, in desk-session-take.c. A part that is missing or of another type than
 * expected reads as empty: whoever speaks to us may be older or newer. */

void     desk_clock_clear        (DeskClock   *clock);
void     desk_clock_read         (DeskClock   *clock,
                                  GVariant    *part);
void     desk_account_clear      (DeskAccount *account);
void     desk_account_read       (DeskAccount *account,
                                  GVariant    *part);
void     desk_tape_clear         (DeskTape    *tape);
void     desk_tape_read          (DeskTape    *tape,
                                  GVariant    *part);
void     desk_regime_free        (DeskRegime  *regime);
void     desk_regime_clear       (DeskRegime  *regime);
void     desk_regime_read        (DeskRegime  *regime,
                                  GVariant    *part);

/* Lists of rows and what they are found by. */
typedef struct
{
  DeskRowList  *positions;
  DeskRowList  *orders;
  DeskRowList  *quotes;
  GHashTable   *position_of;   /* symbol -> DeskPosition */
  GHashTable   *order_of;      /* id -> DeskOrder */
  GHashTable   *quote_of;      /* symbol -> DeskQuote */
  GPtrArray    *tape;          /* DeskQuote in the order of the tape */
} DeskRows;

void       desk_rows_init            (DeskRows *rows);
void       desk_rows_clear           (DeskRows *rows);
void       desk_rows_read_positions  (DeskRows *rows,
                                      GVariant *part);
void       desk_rows_read_orders     (DeskRows *rows,
                                      GVariant *part);
void       desk_rows_read_tape       (DeskRows *rows,
                                      GVariant *part);
void       desk_rows_read_quotes     (DeskRows *rows,
                                      GVariant *part);
/* (transfer full): of DeskNote by strictly rising id */
GPtrArray *desk_notes_read           (GVariant *part);

/* Histories that are fetched page by page, in desk-session-pages.c. */

typedef struct
{
  DeskNoteList *notes;
  GArray       *time;           /* of DtTime */
  GArray       *equity;         /* of double, as long */
  DeskEquity    line;           /* view of both */
  guint         generation;     /* of the book: answers for an earlier one are dropped */

  gboolean      equity_stale;   /* there may be points that are not here */
  gboolean      equity_busy;
  gboolean      equity_unknown; /* the engine has no such command */
  gint64        equity_asked;   /* monotonic time, microseconds */
  guint         equity_timer;

  guint64       gap_after;      /* notes after this and before @gap_until are not here */
  guint64       gap_until;      /* 0: nothing is missing */
  gboolean      gap_busy;
  gboolean      gap_unknown;
  gint64        gap_asked;
  guint         gap_timer;
} DeskPages;

void desk_pages_init      (DeskPages   *pages);
void desk_pages_clear     (DeskPages   *pages);
void desk_pages_reset     (DeskSession *self);
void desk_pages_stop      (DeskSession *self);
void desk_pages_take_tail (DeskSession *self,
                           GVariant    *part);
void desk_pages_pump      (DeskSession *self);

/* What was asked of the run and not answered yet, in desk-session-asked.c. */

typedef struct
{
  guint         round;        /* of an engine and its run, above 0 */
  guint         n_waiting;    /* answers */
  gboolean      refused;      /* one of them was a refusal */
  DeskRunState  state;        /* as asked for */
  double        speed;
  DeskRunState  said_state;   /* as the engine said last */
  double        said_speed;
} DeskAsked;

guint    desk_asked_begin        (DeskSession *self,
                                  const char  *command,
                                  GVariant    *arguments);
void     desk_asked_show         (DeskSession *self);
void     desk_asked_answered     (DeskSession *self,
                                  guint        round,
                                  gboolean     refused);
void     desk_asked_keep         (DeskSession *self);
void     desk_asked_reset        (DeskSession *self);

/**
 * DeskOpening:
 *
 * What takes long in opening a data directory, on the session's worker. Who stops waiting for it
 * abandons it; what it has opened by then or opens later is closed on the worker.
 */
typedef struct _DeskOpening DeskOpening;

/* Called on the main thread, from sources of the context that the opening was started in. */
typedef struct
{
  void (*progress)  (DeskSession  *self,
                     gboolean      importing,
                     double        fraction);
  /* @host (transfer full) (nullable); @error (nullable) says why not, @trouble (nullable) what
   * does not keep the desk from going on */
  void (*done)      (DeskSession  *self,
                     DtEngineHost *host,
                     const GError *error,
                     const GError *trouble);
} DeskOpeningClass;

DeskOpening *desk_opening_start    (DeskSession            *session,
                                    const DeskOpeningClass *klass,
                                    const char             *data_dir,
                                    DtWorker               *worker);
void         desk_opening_abandon  (DeskOpening            *opening);

enum
{
  DESK_PART_CLOCK,
  DESK_PART_TAPE,
  DESK_PART_ACCOUNT,
  DESK_PART_POSITIONS,
  DESK_PART_ORDERS,
  DESK_PART_QUOTES,
  DESK_PART_ACTIVITY,
  DESK_PART_REGIME,
  DESK_PART_ALERTS,
  DESK_N_PARTS
};

struct _DeskSession
{
  GObject           parent_instance;

  char             *data_dir;
  DeskBars         *bars;
  char             *symbol;
  gboolean          symbol_chosen;   /* by somebody; else it is the tape's first */

  DeskSessionState  state;
  double            progress;
  GError           *error;

  DtWorker         *worker;      /* opens engines and ends them */
  DeskOpening      *opening;
  GError           *trouble;     /* of the opening, told when it is ready */
  DtEngineHost     *host;
  DtEnginePort     *port;        /* the host's */
  guint             watch;       /* looks whether an own engine is there still */
  GCancellable     *cancellable; /* of what we ask for ourselves */

  guint64           version[DESK_N_PARTS];
  gboolean          seen[DESK_N_PARTS];
  DeskClock         clock;
  DeskAsked         asked;
  DeskAccount       account;
  DeskTape          tape;
  DeskRegime        regime;
  GVariant         *alerts;      /* (nullable): the part */
  DeskRows          rows;
  DeskPages         pages;
};

void desk_session_tell_clock  (DeskSession *self);
void desk_session_tell_equity (DeskSession *self);

G_END_DECLS
