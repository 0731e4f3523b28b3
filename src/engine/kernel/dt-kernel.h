/* dt-kernel.h - one deterministic step at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-broker.h"
#include "dt-circuit.h"
#include "dt-day-trades.h"
#include "dt-emergency-journal.h"
#include "dt-journal.h"
#include "dt-risk.h"
#include "dt-rule-instance.h"
#include "dt-selector.h"
#include "dt-trade-record.h"
#include "dt-strategy-file.h"

G_BEGIN_DECLS

/* What others know of an instrument at a time, for guards and sizes. Fields it does not know it
 * leaves as they are. Same time, same answer: it is part of the run. */
typedef struct
{
  double earnings_days;     /* to the nearest announcement, unsigned; NaN unknown */
  double sentiment;         /* -1 to 1; NaN unknown */
  double bad_news_hours;    /* since a strongly negative headline; NaN none */
  double size_factor;       /* what a model makes of the normal size, from 0 on; NaN unknown */
} DtOutlook;

typedef void (*DtOutlookFunc) (gpointer           data,
                               DtInstrumentIndex  instrument,
                               DtTime             time,
                               DtOutlook         *outlook);

/* What a kernel is made of. Everything pointed to outlives it. */
typedef struct
{
  const DtInstrument *const *instruments;   /* by index, sorted by symbol */
  guint                      n_instruments;
  const DtLane              *lanes;         /* sorted by instrument, then timeframe */
  guint                      n_lanes;
  DtStrategyFile *const     *strategies;    /* in order of precedence */
  guint                      n_strategies;
  DtTimeframe                timeframe;
  DtTime                     decide_from;   /* no decision before; DT_TIME_NONE: first bar */
  DtMoney                    cash;
  const DtSelectorFile      *selector;      /* (nullable): all strategies are always at work */
  const guint               *selected;      /* with it: place of each strategy in the selector */
  const DtRiskProfile       *risk;
  const DtTradeRecord       *records;       /* (nullable): of earlier books, by strategy */
  DtCommission               commission;    /* the broker's, to cut entries to what they cost */
  DtSlippage                 slippage;      /* the broker's, for closing at the end of the run */
  DtAccountTerms             terms;         /* of the account; the broker has its part too */
  DtBroker                  *broker;        /* (transfer full) */
  gboolean                   simulated;     /* it is a #DtSimulatedBroker, and fills in the step */
  DtJournalSink             *sink;          /* (nullable): %NULL keeps the book in memory only */
  gboolean                   journalled;    /* records activity too, as a run in book.db does */
  gboolean                   locked;        /* its mode may not trade: Live before its unlocking */
} DtKernelConfig;

/**
 * DtKernel:
 *
 * The engine of Replay, Paper, Live and backtests alike (law 1): instants and the user's commands
 * go in, orders come out, everything is in the book. It knows no clock, no thread and no random
 * number that was not given to it: same config, same inputs, same book.
 *
 * One step runs the phases of law 2: broker fills, mark, indicators, decisions, candidates by rank,
 * sizing and guards one after the other, journal, submit.
 *
 * Thread: one at a time, the engine's or a backtest's.
 */
typedef struct _DtKernel DtKernel;

DtKernel      *dt_kernel_new             (const DtKernelConfig  *config,
                                          DtTime                 start,
                                          GError               **error);
void           dt_kernel_free            (DtKernel              *kernel);
/* Takes an instant. %FALSE: the journal could not be written, or money overflowed; entries are off
 * from then on, exits still work. */
gboolean       dt_kernel_step            (DtKernel              *kernel,
                                          const DtInstant       *instant,
                                          GError               **error);
/* Passes over bars on which nothing can happen but marks and moves of a trailing stop, and of a run
 * that can keep its orders to itself (dt-kernel-alone.c) over all others too: at most @n_max bars
 * of the only lane, from @bar on, exactly as so many steps would. @equity: (out): USD after each,
 * and @n_exposed: (out): dt_kernel_get_n_exposed(). Returns how many; 0 when the next bar must be
 * stepped, or the run is not of that kind. */
gsize          dt_kernel_skip            (DtKernel              *kernel,
                                          gsize                  bar,
                                          gsize                  n_max,
                                          double                *equity,
                                          guint32               *n_exposed);
/* A command between two instants: "order.buy", "position.close" ...; @arguments is an a{sv}. It is
 * journalled with what it caused, also when it is refused for a reason of the account's. */
gboolean       dt_kernel_command         (DtKernel              *kernel,
                                          const char            *name,
                                          GVariant              *arguments,
                                          GError               **error);
/* What a command that trades would do now. Money is 1e-6 USD. */
typedef struct
{
  gboolean           allowed;
  const char        *refused_by;      /* (nullable): static; a guard's name, "symbol", "owner" … */
  char              *reason;          /* (nullable): a sentence, when it is refused */
  gboolean           overridable;     /* the user may override the guard that refuses */
  DtInstrumentIndex  instrument;      /* DT_INSTRUMENT_INDEX_NONE: none, or several */
  DtQuantity         quantity;        /* signed, of the order that goes out; 0: none or several */
  DtMoney            price;           /* expected; DT_MONEY_NONE for none or several */
  DtMoney            notional;        /* of all orders that go out */
  DtMoney            fees;            /* of their fills at those prices */
  DtMoney            cash_after;      /* when all is filled at those prices */
  DtQuantity         position_after;  /* signed */
  double             exposure_after;  /* value of all positions by equity */
  DtMoney            loss_at_stop;    /* from the last price to the stop that there is then, of what
                                       * is held then; DT_MONEY_NONE without one */
  GPtrArray         *effects;         /* of char*: a line for each thing that happens */
} DtPreview;

/* Nothing changes. It goes by the very plan that dt_kernel_command() performs, so one is allowed if
 * and only if the other would be accepted. @name: one that dt_kernel_trades(). */
void           dt_kernel_preview         (DtKernel              *kernel,
                                          const char            *name,
                                          GVariant              *arguments,
                                          DtPreview             *preview);
void           dt_preview_clear          (DtPreview             *preview);
/* Whether it is a command that sends, changes or cancels orders. */
gboolean       dt_kernel_trades          (const char            *name);

/* After the last instant: resting orders expire, positions are closed as @close says: at their last
 * close (%DT_FILL_AT_CLOSE), at the open of their last bar (%DT_FILL_AT_OPEN), or kept (-1). */
#define DT_COMMAND_FINISH "run.finish"       /* how the journal names it */
gboolean       dt_kernel_finish          (DtKernel              *kernel,
                                          int                    close,
                                          GError               **error);
/* What the data lack, as activity before the first step. @notes: of char* */
void           dt_kernel_log_notes       (DtKernel              *kernel,
                                          GPtrArray             *notes);
/* No passing over of quiet bars from here on: what it gives must be the same, and tests look. */
void           dt_kernel_set_step_all    (DtKernel              *kernel,
                                          gboolean               step_all);
/* Before the first step: rules get bar after bar as they come, nothing is worked out in blocks from
 * bars that are still to come. What it gives must be the same. */
void           dt_kernel_set_streaming   (DtKernel              *kernel);
/* Before the first step: who knows of earnings and news. Without one nothing is known of them. */
void           dt_kernel_set_outlook     (DtKernel              *kernel,
                                          DtOutlookFunc          outlook,
                                          gpointer               data);
/* From here on batches go to @sink: recovery ran what is in it already without one. */
void           dt_kernel_set_sink        (DtKernel              *kernel,
                                          DtJournalSink         *sink);

/* Where cancels and exits are noted before they leave when the journal has failed; outlives the
 * kernel. @book: the id to note them under. */
void           dt_kernel_set_emergency   (DtKernel              *kernel,
                                          DtEmergencyJournal    *journal,
                                          gint64                 book);

const DtBook  *dt_kernel_get_book        (const DtKernel        *kernel);
/* USD, after the last step. */
DtMoney        dt_kernel_get_equity      (const DtKernel        *kernel);
guint64        dt_kernel_get_step        (const DtKernel        *kernel);
DtTime         dt_kernel_get_time        (const DtKernel        *kernel);
/* Positions that were open at some time during the last step. */
guint          dt_kernel_get_n_exposed   (const DtKernel        *kernel);
gboolean       dt_kernel_get_breaker     (const DtKernel        *kernel);
guint64        dt_kernel_get_missing     (const DtKernel        *kernel);
/* Commands of the user so far, refused ones too. */
guint          dt_kernel_get_n_commands  (const DtKernel        *kernel);
/* Fills so far that have %DT_FILL_AMBIGUOUS. */
guint          dt_kernel_get_n_ambiguous (const DtKernel        *kernel);
/* Bar events of the base timeframe so far. */
guint64        dt_kernel_get_n_bars      (const DtKernel        *kernel);

/* Whether anything new may be opened now, and what keeps it from that. Exits always work. */
typedef enum
{
  DT_ENTRIES_ALLOWED,
  DT_ENTRIES_EMERGENCY,     /* the user's stop, until re-armed */
  DT_ENTRIES_JOURNAL,       /* the journal cannot be written */
  DT_ENTRIES_BREAKER,       /* the circuit breaker has tripped, until re-armed */
  DT_ENTRIES_DRAWDOWN,      /* the account fell by its limit, until re-armed */
  DT_ENTRIES_DAILY_LOSS,    /* for the rest of the session */
} DtEntriesState;

/* The account as it stands between two steps, for those who look at it. All 1e-6 USD. */
typedef struct
{
  DtMoney        long_value;    /* of positions at their marks, unsigned */
  DtMoney        short_value;
  DtMoney        realised;      /* by all fills, fees off */
  DtMoney        buying_power;  /* what entries may still take, by the limit of gross exposure */
  DtMoney        open_risk;     /* sum of |last - stop| x quantity where there is a stop */
  DtEntriesState entries;
  DtCircuit      circuit;       /* what tripped the breaker */
  DtMoney        loss_left;     /* until the daily loss limit; DT_MONEY_NONE without one */
  guint          day_trades;    /* in the last five sessions, this one among them */
  guint          max_day_trades; /* 0: none are counted */
} DtAccountView;

void           dt_kernel_view_account    (const DtKernel        *kernel,
                                          DtAccountView         *view);
/* What rules may ask of them, as they are now. */
void           dt_kernel_get_position    (DtKernel              *kernel,
                                          DtInstrumentIndex      instrument,
                                          DtRulePosition        *position);
void           dt_kernel_get_account     (DtKernel              *kernel,
                                          DtRuleAccount         *account);
/* What the selector goes by; %NULL without one. */
const DtSelector *dt_kernel_get_selector (const DtKernel        *kernel);
/* The part of its size with which a strategy enters now: 0 when it opens nothing, else up to 1. */
double         dt_kernel_get_weight      (const DtKernel        *kernel,
                                          guint                  strategy);
/* The last base bar that an instrument had; %FALSE before its first. */
gboolean       dt_kernel_get_last_bar    (const DtKernel        *kernel,
                                          DtInstrumentIndex      instrument,
                                          const DtBarSeries    **series,
                                          gsize                 *bar);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtKernel, dt_kernel_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtPreview, dt_preview_clear)

G_END_DECLS
