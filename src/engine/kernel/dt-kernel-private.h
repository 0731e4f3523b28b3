/* dt-kernel-private.h - the kernel's parts see each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-correlation-rows.h"
#include "dt-day-trades.h"
#include "dt-session-tracker.h"
#include "dt-size-factor.h"
#include "dt-strategy.h"

#include "dt-kernel.h"

G_BEGIN_DECLS

/* A strategy instance that reads a lane as its stream 1 or higher. */
typedef struct
{
  guint strategy;           /* place in DtKernel.strategies */
  guint stream;
} DtSubscriber;

/* What the kernel knows of a lane beside its series. */
typedef struct
{
  DtSubscriber *subscribers;
  guint         n_subscribers;
  gboolean      is_market;          /* its bars go to the selector's source */
  gboolean      is_member;
} DtLaneState;

/* What a strategy instance will say on the bars from @first on. @at bars of them are over; the
 * rules themselves have been taken over only @taken, and catch up when somebody looks at them. What
 * every bar looks at is together: of many instruments each is a line of the cache. */
typedef struct
{
  gsize           first;
  gsize           at;
  gsize           taken;
  gsize           n_silent[3];      /* up to there the rules leave an account alone that is short,
                                     * flat, long; as far as that was looked at */
  gboolean        quiet;            /* the bar of this step needed no look at the rules */
  DtStrategyAhead ahead;
} DtAhead;

/* An entry that the rules asked for at this instant. */
typedef struct
{
  guint             strategy;       /* instance */
  DtInstrumentIndex instrument;
  DtDecision        decision;
} DtWanted;

/* What goes to the broker when the batch is durable. */
typedef enum
{
  DT_SEND_CANCEL,
  DT_SEND_REPLACE,
  DT_SEND_SUBMIT,
} DtSendKind;

typedef struct
{
  DtSendKind kind;
  guint64    order;
} DtSend;

/* How much of the outbox, the touched lists and the book the last batch had seen. */
typedef struct
{
  guint signals;
  guint orders;
  guint fills;
  guint entries;
  guint trades;
  guint activity;
} DtBatchMarks;

/* What the user wants an entry to be protected by; either may be DT_MONEY_NONE. */
typedef struct
{
  guint64 entry;                    /* the order, 0 for none */
  DtMoney stop;
  DtMoney target;
} DtBracket;

/* State of an instrument of the run. */
typedef struct
{
  GQuark           sector;          /* 0 without */
  DtSessionTracker tracker;         /* only when something reads sessions */
  double           trailing;        /* price of the live trailing stop, USD; 0 without */
  guint64          entry;           /* working entry order, 0 for none */
  DtMoney          entry_reserved;  /* what it may cost */
  DtBracket        bracket;         /* of the last entry by hand */
  guint64          exit;            /* working market order that closes, 0 for none */
  guint64          closed_step;     /* last step in which a position was closed */
  const DtBarSeries *series;        /* base lane (nullable: context only) */
  gsize            bar;             /* last base bar that was seen */
  gboolean         seen;            /* there was one */
  DtTime           entered;         /* known time of the bar of the entry */
  gboolean         banned;          /* by the risk profile */
  const DtBarSeries *finer;           /* (nullable): what its bars are made of */
  gsize               finer_bar;       /* in this step: the next of these */
  gsize               finer_end;       /* and where its bar ends */
} DtInstrumentState;

struct _DtKernel
{
  DtKernelConfig      config;
  DtBook             *book;
  DtBrokerCallbacks   callbacks;

  /* By instrument, by lane, by strategy instance (strategy x n_instruments + instrument) */
  DtInstrumentState  *instruments;
  DtLaneState        *lanes;
  DtStrategy         *strategies;
  DtAhead            *ahead;
  DtRuleReads         reads;
  gboolean            tracks_sessions;
  gboolean            watches_day;
  gboolean            flattens;      /* something is not held over night */
  gboolean            step_all;
  gboolean            plain;         /* one series and nothing beside it; dt-kernel-quiet.c */
  gboolean            can_be_alone;  /* and nothing that needs a broker; dt-kernel-alone.c */
  gboolean            alone;         /* the broker has none of the orders that are at work */

  /* This step */
  DtTime              time;
  guint64             step;
  DtMatchBars         bars;
  const DtBarSeries **bar_series;
  gsize              *bar_index;
  DtInstrumentIndex  *present;       /* instruments with a base bar, rising */
  guint               n_present;
  DtRows             *wanted;        /* of DtWanted */
  DtRows             *outbox;        /* of DtSend */
  GArray             *touched_orders;
  GArray             *touched_trades;
  DtBatchMarks        marks;
  GError             *failure;       /* first thing that went wrong in a callback */
  gboolean            deciding;      /* past the market's part of the step */
  guint               n_exposed;

  /* The account between steps */
  DtMoney             equity;
  double              peak;          /* USD */
  double              day_start;     /* equity when the session began, USD */
  DtTime              session_end;
  DtTime              session_counted; /* the session whose end @session_bars is */
  gsize               session_bars;
  DtMoney             reserved;      /* notional of working entries */
  DtRows             *entering;      /* of DtInstrumentIndex: those that have one, as they came */
  gboolean            breaker;       /* the user's emergency stop */
  gboolean            journal_failed;
  DtEmergencyJournal *emergency;     /* (nullable) */
  gint64              emergency_book;
  guint64             n_bars;
  guint               n_commands;
  guint               n_ambiguous;   /* fills whose order inside their bar is unknown */
  guint64             n_missing;     /* of rules that were let go */

  /* What the risk profile wants watched; dt-kernel-risk.c */
  guint32             limits;        /* of it that are on, as guards have their places */
  guint               n_losses;      /* trades lost in a row in this session */
  guint               n_errors;      /* orders rejected in this session */
  DtOutlookFunc       outlook;       /* (nullable) */
  gpointer            outlook_data;
  DtDayTrades        *day_trades;    /* (nullable): when somebody counts them */
  DtTradeRecord      *records;       /* (nullable): by strategy, when sizes go by them */
  DtCorrelationRows  *returns;       /* (nullable): of sessions, by instrument */
  double             *session_close; /* USD, of the last session that was over */
  double             *return_row;
  gboolean            watches_breaker;
  DtCircuit           circuit;
  double              trip_day_start; /* equity then, or at the last re-arming, USD */
  guint               trip_losses;

  /* The selector; dt-kernel-select.c */
  DtSelector         *selector;      /* (nullable) */
  DtRegime            announced;     /* DT_N_REGIMES before the first */

  /* Corporate actions; dt-kernel-action.c */
  GArray             *actions;
  guint               n_actions_done;
  DtTime              next_action;   /* when the next one takes effect, G_MAXINT64 for none */

  /* What is owed over night, and margin; dt-kernel-action.c, dt-kernel-context.c */
  DtTime              next_night;    /* midnight, G_MAXINT64 when nothing is charged */
  DtDate              last_night;    /* day after the last one that was charged */
  DtMoney             day_means;     /* of a pattern day trader, this session */
  gboolean            has_day_means;
  gboolean            has_terms;     /* of nights, margin or latency */
  gboolean            margin_call;

  /* Finer bars; %NULL without */
  const DtBarSeries **finer_series;
  gsize              *finer_index;
};

typedef enum
{
  DT_HAND_ENTER,
  DT_HAND_CLOSE,
  DT_HAND_CANCEL,
  DT_HAND_MOVE_STOP,
  DT_HAND_ADD_STOP,
  DT_HAND_MOVE_TARGET,
  DT_HAND_ADD_TARGET,
} DtHandKind;

/* One thing that a command of the user's does. */
typedef struct
{
  DtHandKind         kind;
  DtInstrumentIndex  instrument;
  DtOrder            entry;         /* ENTER: as it is asked for */
  guint32            overrides;     /* ENTER: guards that the user overrides */
  DtCandidate        candidate;     /* ENTER: what the guards were asked */
  DtVerdict          verdict;       /* ENTER: and what they say */
  DtOrderRole        role;          /* CLOSE: of the order */
  DtTimeInForce      tif;           /* CLOSE: of the order */
  DtQuantity         quantity;      /* CLOSE: of the order, unsigned */
  guint64            order;         /* CANCEL */
  DtMoney            stop;          /* MOVE_STOP, ADD_STOP, ENTER: DT_MONEY_NONE without */
  DtMoney            target;        /* MOVE_TARGET, ADD_TARGET, ENTER: DT_MONEY_NONE without */
} DtHandAct;

/* All that it does, in order. Made without changing anything: what a preview shows is what is then
 * performed. */
typedef struct
{
  GArray     *acts;                 /* of DtHandAct */
  gboolean    stops_entries;
  const char *refused_by;           /* when it could not be made: "symbol", "quantity" ... */
} DtHandPlan;

/* dt-kernel-action.c */
void     dt_kernel_collect_actions (DtKernel              *kernel);
void     dt_kernel_apply_actions   (DtKernel              *kernel);
void     dt_kernel_apply_last_delistings (DtKernel        *kernel);
gsize    dt_kernel_count_before_action (const DtKernel    *kernel,
                                    const DtBarSeries     *series,
                                    gsize                  bar,
                                    gsize                  n_max);

void     dt_kernel_begin_nights    (DtKernel              *kernel);
void     dt_kernel_charge_nights   (DtKernel              *kernel);

/* dt-kernel-orders.c */
void     dt_kernel_order_init      (DtKernel              *kernel);
DtOrder *dt_kernel_add_order       (DtKernel              *kernel,
                                    const DtOrder         *order);
void     dt_kernel_touch_order     (DtKernel              *kernel,
                                    guint64                order);
void     dt_kernel_touch_trade     (DtKernel              *kernel,
                                    guint64                trade);
void     dt_kernel_cancel          (DtKernel              *kernel,
                                    guint64                order);
void     dt_kernel_cancel_entries  (DtKernel              *kernel);
void     dt_kernel_cancel_exits    (DtKernel              *kernel,
                                    DtInstrumentIndex      instrument);
gboolean dt_kernel_close_position  (DtKernel              *kernel,
                                    DtInstrumentIndex      instrument,
                                    DtOrderRole            role,
                                    guint64                signal,
                                    DtQuantity             quantity);
gboolean dt_kernel_close_by        (DtKernel              *kernel,
                                    DtInstrumentIndex      instrument,
                                    DtOrderRole            role,
                                    guint64                signal,
                                    DtQuantity             quantity,
                                    DtTimeInForce          tif);
gboolean dt_kernel_move_stop       (DtKernel              *kernel,
                                    DtInstrumentIndex      instrument,
                                    DtMoney                stop,
                                    const char            *why);
void     dt_kernel_add_stop        (DtKernel              *kernel,
                                    DtInstrumentIndex      instrument,
                                    DtMoney                stop);
gboolean dt_kernel_move_target     (DtKernel              *kernel,
                                    DtInstrumentIndex      instrument,
                                    DtMoney                target,
                                    const char            *why);
void     dt_kernel_add_target      (DtKernel              *kernel,
                                    DtInstrumentIndex      instrument,
                                    DtMoney                target);
void     dt_kernel_trail           (DtKernel              *kernel,
                                    DtInstrumentIndex      instrument,
                                    double                 distance,
                                    double                 least);
void     dt_kernel_note_closed     (DtKernel              *kernel,
                                    DtInstrumentIndex      instrument);
void     dt_kernel_take_fill       (DtKernel              *kernel,
                                    DtFill                *fill);
void     dt_kernel_end_order       (DtKernel              *kernel,
                                    DtOrder               *order,
                                    DtOrderStatus          status,
                                    const char            *why);
void     dt_kernel_fail            (DtKernel              *kernel,
                                    GError                *error);

/* dt-kernel-entries.c */
void     dt_kernel_take_candidate  (DtKernel              *kernel,
                                    const DtWanted        *wanted);
void     dt_kernel_take_candidates (DtKernel              *kernel);
void     dt_kernel_judge_entry     (DtKernel              *kernel,
                                    const DtOrder         *order,
                                    double                 close,
                                    guint32                overrides,
                                    gboolean               logged,
                                    DtCandidate           *candidate,
                                    DtVerdict             *verdict);
gboolean dt_kernel_enter           (DtKernel              *kernel,
                                    DtSignal              *signal,
                                    DtOrder               *order,
                                    guint32                overrides,
                                    DtCandidate           *candidate,
                                    DtVerdict             *verdict);
char    *dt_kernel_explain_refusal (const DtKernel        *kernel,
                                    const DtCandidate     *candidate,
                                    const DtVerdict       *verdict);
gboolean dt_kernel_check_exit      (const DtKernel        *kernel,
                                    DtInstrumentIndex      instrument,
                                    DtQuantity             quantity,
                                    gboolean               duplicate);

/* dt-kernel-context.c */
DtMoney  dt_kernel_get_value       (const DtKernel        *kernel,
                                    DtInstrumentIndex      instrument);
DtMoney  dt_kernel_get_gross       (const DtKernel        *kernel,
                                    DtInstrumentIndex      without);
void     dt_kernel_update_equity   (DtKernel              *kernel);
DtMoney  dt_kernel_limit_by_margin (const DtKernel        *kernel,
                                    DtMoney                equity,
                                    DtMoney                means);
void     dt_kernel_check_margin    (DtKernel              *kernel,
                                    const DtRiskView      *view,
                                    const DtCandidate     *candidate,
                                    DtVerdict             *verdict);
void     dt_kernel_keep_margin     (DtKernel              *kernel);
double   dt_kernel_get_drawdown    (const DtKernel        *kernel);
double   dt_kernel_get_day_profit  (const DtKernel        *kernel);

/* dt-kernel-risk.c */
void     dt_kernel_risk_init       (DtKernel              *kernel);
void     dt_kernel_risk_clear      (DtKernel              *kernel);
void     dt_kernel_note_outlook    (DtKernel              *kernel);
void     dt_kernel_take_returns    (DtKernel              *kernel);
void     dt_kernel_view_correlation (DtKernel             *kernel,
                                    DtInstrumentIndex      instrument,
                                    int                    side,
                                    DtRiskView            *view);
void     dt_kernel_note_trade      (DtKernel              *kernel,
                                    const DtRoundTrip     *trade);
DtQuantity dt_kernel_scale_size    (DtKernel              *kernel,
                                    const DtOrder         *order,
                                    DtMoney                price,
                                    DtQuantity             normal,
                                    DtQuantity             affordable,
                                    gboolean               logged);
gboolean dt_kernel_would_trip      (const DtKernel        *kernel,
                                    double                 equity,
                                    double                 peak,
                                    DtCircuit             *circuit);
void     dt_kernel_watch_breaker   (DtKernel              *kernel);
void     dt_kernel_begin_risk_day  (DtKernel              *kernel);
void     dt_kernel_rearm           (DtKernel              *kernel);

/* dt-kernel-send.c */
gboolean dt_kernel_send_order      (DtKernel              *kernel,
                                    const DtOrder         *order,
                                    GError               **error);
void     dt_kernel_send_cancel     (DtKernel              *kernel,
                                    guint64                order);
void     dt_kernel_send_replace    (DtKernel              *kernel,
                                    guint64                order,
                                    DtMoney                limit,
                                    DtMoney                stop,
                                    DtQuantity             quantity);

/* dt-kernel-hand.c */
gboolean dt_hand_plan_make         (DtHandPlan            *plan,
                                    DtKernel              *kernel,
                                    const char            *command,
                                    GVariant              *arguments,
                                    GError               **error);
gboolean dt_hand_plan_perform      (const DtHandPlan      *plan,
                                    DtKernel              *kernel,
                                    GError               **error);
void     dt_hand_plan_clear        (DtHandPlan            *plan);

/* dt-kernel-journal.c */
gboolean dt_kernel_commit          (DtKernel               *kernel,
                                    const DtJournalCommand *command,
                                    GError                **error);

/* dt-kernel-select.c */
void     dt_kernel_select_init     (DtKernel              *kernel);
void     dt_kernel_select_clear    (DtKernel              *kernel);
void     dt_kernel_select          (DtKernel              *kernel,
                                    const DtInstant       *instant,
                                    gboolean               decides);
void     dt_kernel_flatten_before_close (DtKernel         *kernel);
double   dt_kernel_get_minutes_left (const DtKernel       *kernel,
                                    DtInstrumentIndex      instrument);
const char *dt_kernel_check_strategy (const DtKernel      *kernel,
                                    guint                  strategy,
                                    DtInstrumentIndex      instrument);

/* dt-kernel-preview.c */
#define DT_KERNEL_PRICE_SIZE (DT_DECIMAL_BUF_SIZE + 3)

/* With two decimals at least, as prices are read. Returns @buf. */
char    *dt_kernel_write_price     (DtMoney                price,
                                    char                   buf[DT_KERNEL_PRICE_SIZE]);

/* dt-kernel-quiet.c */
void     dt_kernel_find_plain      (DtKernel              *kernel);
gboolean dt_kernel_look_ahead      (DtKernel              *kernel,
                                    guint                  place,
                                    gsize                  bar);
gsize    dt_kernel_count_silent    (DtKernel              *kernel,
                                    guint                  place,
                                    int                    side);
gsize    dt_kernel_begin_stretch   (DtKernel              *kernel,
                                    gsize                  bar,
                                    gsize                  n_max);
void     dt_kernel_note_passed     (DtKernel              *kernel,
                                    gsize                  bar,
                                    gsize                  n);
gboolean dt_kernel_pass            (DtKernel              *kernel,
                                    guint                  place,
                                    DtInstrumentIndex      instrument);
void     dt_kernel_catch_up        (DtKernel              *kernel,
                                    guint                  place);
void     dt_kernel_hold            (DtKernel              *kernel,
                                    guint                  place,
                                    DtInstrumentIndex      instrument);

/* dt-kernel-ride.c */
gsize    dt_kernel_ride            (DtKernel              *kernel,
                                    gsize                  bar,
                                    gsize                  n,
                                    double                *equity);

/* dt-kernel-alone.c */
void     dt_kernel_find_alone      (DtKernel              *kernel);
gsize    dt_kernel_play_alone      (DtKernel              *kernel,
                                    gsize                  bar,
                                    gsize                  n_max,
                                    double                *equity,
                                    guint32               *n_exposed);

/* dt-kernel-match.c */
void     dt_kernel_match           (DtKernel              *kernel);

/* dt-kernel.c */
void     dt_kernel_begin_plain     (DtKernel              *kernel,
                                    DtTime                 time,
                                    gsize                  bar);
void     dt_kernel_finish_plain    (DtKernel              *kernel);
void     dt_kernel_begin_day       (DtKernel              *kernel);
DtSignal *dt_kernel_begin_signal   (DtKernel              *kernel,
                                    guint                  place,
                                    DtInstrumentIndex      instrument,
                                    DtSignalKind           kind,
                                    guint                  output);

/* Least move of a trailing stop, USD; @step_atr is the file's, in ATRs, and there may be no ATR. */
static inline double
dt_kernel_get_trail_step (double step_atr,
                          double atr)
{
  double step = step_atr * atr;

  return MAX (step, 0.);
}

/* Whether what closes only does so at the close: whatever comes sooner is welcome. */
static inline gboolean
dt_kernel_waits_for_close (const DtKernel    *kernel,
                           DtInstrumentIndex  instrument)
{
  guint64 exit = kernel->instruments[instrument].exit;

  return exit != 0 && dt_book_get_order (kernel->book, exit)->tif == DT_TIF_CLS;
}

/* Whether there is something to close that is not being closed already. */
static inline gboolean
dt_kernel_may_close (const DtKernel    *kernel,
                     DtInstrumentIndex  instrument)
{
  return kernel->book->positions[instrument].quantity != 0
         && (kernel->instruments[instrument].exit == 0
             || dt_kernel_waits_for_close (kernel, instrument));
}

/* Whether all that is held is being closed already; an order for a part of it makes way. */
static inline gboolean
dt_kernel_is_closing (const DtKernel    *kernel,
                      DtInstrumentIndex  instrument)
{
  guint64 exit = kernel->instruments[instrument].exit;
  const DtOrder *order = exit != 0 ? dt_book_get_order (kernel->book, exit) : NULL;

  return order != NULL && ABS (order->quantity - order->filled)
                          >= ABS (kernel->book->positions[instrument].quantity);
}

/* Whether requests take their time to the simulated broker. */
static inline gboolean
dt_kernel_has_latency (const DtKernel *kernel)
{
  return dt_latency_is_set (&kernel->config.terms.latency);
}

/* Where a trailing stop at @trailing goes next, @distance behind the best price since entry: never
 * back, and not for less than @least or a tick. All but tick and @stop in USD; %FALSE leaves that
 * alone. */
static inline gboolean
dt_kernel_find_trail (double    trailing,
                      gboolean  is_long,
                      double    best,
                      double    distance,
                      double    least,
                      DtMoney   tick,
                      DtMoney  *stop)
{
  double price = is_long ? best - distance : best + distance;
  double unit = dt_money_to_double (tick);
  DtMoney money;

  least = MAX (least, unit);
  if (!(is_long ? price - least >= trailing : price + least <= trailing)
      || !(distance > 0.) || !(trailing > 0.) || !dt_money_from_double (price, &money))
    return FALSE;

  money = dt_money_round_to_tick (money, tick);
  if (money <= 0)
    return FALSE;

  *stop = money;
  return TRUE;
}

/* How near to a stop's price, USD, bars are stepped: nearer than that only the step knows whether
 * they touch it. */
static inline double
dt_kernel_get_nearness (double price)
{
  return price * 1e-12 + 2. / DT_MONEY_SCALE;
}

/* Of the only instrument of a run: in which bars its stop surely does nothing. */
static inline DtTouchRange
dt_kernel_get_stop_range (const DtKernel *kernel)
{
  const DtPosition *position = &kernel->book->positions[0];
  double stop, near;

  if (position->stop_order == 0)
    return (DtTouchRange) { -INFINITY, INFINITY };

  stop = dt_money_to_double (dt_book_get_order (kernel->book, position->stop_order)->stop);
  near = dt_kernel_get_nearness (stop);
  if (position->quantity > 0)
    return (DtTouchRange) { stop + near, INFINITY };

  return (DtTouchRange) { -INFINITY, stop - near };
}

/**
 * dt_kernel_limit_means:
 * @equity: now
 * @means: what all positions may be worth together by the risk profile
 *
 * Returns: the same by the account's margin rule too
 */
static inline DtMoney
dt_kernel_limit_means (const DtKernel *kernel,
                       DtMoney         equity,
                       DtMoney         means)
{
  if (G_LIKELY (kernel->config.terms.margin == DT_MARGIN_NONE))
    return means;

  return dt_kernel_limit_by_margin (kernel, equity, means);
}

/* Which of the strategies the instance is of. */
static inline guint
dt_kernel_get_owner (const DtKernel *kernel,
                     guint           place)
{
  return kernel->config.n_strategies == 1 ? 0 : place / kernel->config.n_instruments;
}

static inline DtStrategy *
dt_kernel_get_strategy (DtKernel          *kernel,
                        guint              strategy,
                        DtInstrumentIndex  instrument)
{
  return &kernel->strategies[strategy * kernel->config.n_instruments + instrument];
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtHandPlan, dt_hand_plan_clear)

G_END_DECLS
