/* desk-session.h - the engine as the desk sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-money.h"
#include "dt-time.h"

#include "desk-bars.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_SESSION_CLOSED,
  DESK_SESSION_IMPORTING,    /* first start: the demo market is copied; see "progress" */
  DESK_SESSION_OPENING,      /* the engine starts, or recovers a run that was cut off */
  DESK_SESSION_READY,
  DESK_SESSION_FAILED,       /* could not be opened: see the error */
  DESK_SESSION_LOST,         /* the engine went away */
} DeskSessionState;

typedef enum
{
  DESK_RUN_IDLE,
  DESK_RUN_PAUSED,
  DESK_RUN_PLAYING,
  DESK_RUN_FINISHED,
  DESK_RUN_FAILED,
} DeskRunState;

typedef struct
{
  DeskRunState  state;
  char         *mode;        /* "replay" */
  gint64        book;        /* 0: no run */
  double        speed;       /* when playing; infinite: as fast as possible */
  guint64       step;
  guint64       total;
  DtTime        time;        /* the market's; DT_TIME_NONE before the first instant */
  DtTime        first;       /* of the tape */
  DtTime        last;
  gboolean      recovered;   /* taken up from its journal, and waits */
  gboolean      cut_off;     /* so it was, after an engine that did not end by itself */
  char         *message;     /* (nullable): why it failed */
} DeskClock;

typedef struct
{
  DtMoney   equity;
  DtMoney   cash;
  DtMoney   deposit;
  DtMoney   day_start;       /* equity when the session began */
  DtMoney   day_realised;
  DtMoney   realised;
  DtMoney   fees;
  DtMoney   long_value;
  DtMoney   short_value;
  DtMoney   buying_power;
  DtMoney   open_risk;       /* lost if every stop were hit at its price */
  DtMoney   loss_left;       /* until the daily loss limit; DT_MONEY_NONE: there is none */
  guint     day_trades;      /* in five sessions */
  guint     max_day_trades;  /* 0: as many as one likes */
  guint     n_positions;
  guint     n_trades;
  gboolean  breaker;
  char     *breaker_reason;  /* "" while it is not tripped */
} DeskAccount;

typedef struct
{
  char    *universe;         /* "minute"; "" for none */
  char    *timeframe;        /* "1m" */
  char   **strategies;
} DeskTape;

/* A measure of the market, or a strategy and the part of its size with which it enters now. */
typedef struct
{
  char   *name;
  double  value;             /* NaN where missing; of a strategy 0 when it opens nothing */
} DeskNamed;

/* What kind of market it is, and who trades in it, in a run with a selector. */
typedef struct
{
  char      *selector;       /* its name; "" in a run without one */
  char      *regime;         /* "trending", "ranging", "volatile", "calm", "unknown" */
  char      *reading;        /* the same, by the last bar alone */
  DtTime     since;          /* DT_TIME_NONE before the first reading */
  guint      n_inputs;
  DeskNamed *inputs;
  guint      n_strategies;
  DeskNamed *strategies;     /* in the order of the run */
} DeskRegime;

/* The equity line of the run, one point an instant, growing. */
typedef struct
{
  gsize         n;
  const DtTime *time;
  const double *equity;      /* USD */
} DeskEquity;

/**
 * DeskSession:
 *
 * Opens a data directory: imports the demo market when there is no market, reaches the engine (the
 * one that runs there, else its own), and turns snapshots into values and rows that stay the same
 * objects. Works without a window, which is how tests compare it with the command line.
 *
 * Thread: main. At most one snapshot is taken a frame (the port sees to that).
 *
 * Properties: "state", "progress" (0..1 while importing), "symbol" (that the user looks at).
 * Signals: "clock-changed", "account-changed", "tape-changed", "equity-changed", "regime-changed",
 * "alerts-changed", each after the values are in place; "trouble" (title, text) when something that
 * the user did was refused.
 */
#define DESK_TYPE_SESSION (desk_session_get_type ())
G_DECLARE_FINAL_TYPE (DeskSession, desk_session, DESK, SESSION, GObject)

/* @data_dir: (nullable): in place of the user's */
DeskSession       *desk_session_new            (const char           *data_dir);
/* Leaves CLOSED, FAILED or LOST; how it went shows in "state". */
void               desk_session_open           (DeskSession          *self);
/* Lets go of the engine: an own one ends, its run is taken up at the next start. */
void               desk_session_close          (DeskSession          *self);
/* After closing, at the end of the program: returns when an own engine's books are closed. */
void               desk_session_wait_closed    (DeskSession          *self);
const char        *desk_session_get_data_dir   (DeskSession          *self);
DeskSessionState   desk_session_get_state      (DeskSession          *self);
double             desk_session_get_progress   (DeskSession          *self);
/* (nullable): why the state is FAILED or LOST */
const GError      *desk_session_get_error      (DeskSession          *self);
/* Whether the engine lives in this process. */
gboolean           desk_session_is_own         (DeskSession          *self);

const DeskClock   *desk_session_get_clock      (DeskSession          *self);
const DeskAccount *desk_session_get_account    (DeskSession          *self);
const DeskTape    *desk_session_get_tape       (DeskSession          *self);
const DeskEquity  *desk_session_get_equity     (DeskSession          *self);
/* (transfer none) (nullable): the part "alerts" of the snapshot, as dt-engine.h has it */
GVariant          *desk_session_get_alerts     (DeskSession          *self);
const DeskRegime  *desk_session_get_regime     (DeskSession          *self);
/* (transfer none): of DeskPosition, DeskOrder, DeskQuote by symbol, DeskNote newest first */
GListModel        *desk_session_get_positions  (DeskSession          *self);
GListModel        *desk_session_get_orders     (DeskSession          *self);
GListModel        *desk_session_get_quotes     (DeskSession          *self);
GListModel        *desk_session_get_activity   (DeskSession          *self);
DeskBars          *desk_session_get_bars       (DeskSession          *self);
/* The row of a symbol, or NULL: (transfer none); items are DeskQuote and DeskPosition */
gpointer           desk_session_find_quote     (DeskSession          *self,
                                                const char           *symbol);
gpointer           desk_session_find_position  (DeskSession          *self,
                                                const char           *symbol);

/* (nullable) before there is a tape, whose first instrument is chosen when none of it was */
const char        *desk_session_get_symbol     (DeskSession          *self);
void               desk_session_set_symbol     (DeskSession          *self,
                                                const char           *symbol);
/* Whether somebody chose it; else it is the first one of the tape. */
gboolean           desk_session_has_chosen_symbol (DeskSession       *self);

/* A command of the engine; @arguments is an a{sv}, floating is sunk, %NULL is none. */
void               desk_session_call_async     (DeskSession          *self,
                                                const char           *command,
                                                GVariant             *arguments,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GVariant          *desk_session_call_finish    (DeskSession          *self,
                                                GAsyncResult         *result,
                                                GError              **error);
/* The same without an answer: a refusal is told by "trouble". */
void               desk_session_do             (DeskSession          *self,
                                                const char           *command,
                                                GVariant             *arguments);
/* Starts a run in a new book; an earlier one is stopped. @spec: JSON of a DtRunSpec. Trouble is
 * told. */
void               desk_session_start_run      (DeskSession          *self,
                                                const char           *spec,
                                                double                speed);
/* Starts the demo account ($100,000, default risk profile) on a tape with a shipped strategy, in
 * a new book: "minute" with "ema-crossover". An earlier run is stopped. Trouble is told. */
void               desk_session_start_demo     (DeskSession          *self,
                                                const char           *universe,
                                                const char           *strategy,
                                                double                speed);

G_END_DECLS
