/* dt-book.h - one account's records, and what they add up to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rows.h"

#include "dt-order.h"

G_BEGIN_DECLS

#define DT_TRADE_ERROR (dt_trade_error_quark ())
GQuark dt_trade_error_quark (void);

typedef enum
{
  DT_TRADE_ERROR_OVERFLOW,      /* money or quantity does not fit */
  DT_TRADE_ERROR_STATE,         /* the order cannot do that now */
  DT_TRADE_ERROR_INCONSISTENT,  /* the fold does not give what is stored */
} DtTradeError;

typedef enum
{
  DT_LEDGER_DEPOSIT,
  DT_LEDGER_FILL,
  DT_LEDGER_FEE,
  DT_LEDGER_DIVIDEND,
  DT_LEDGER_SPLIT,
  DT_LEDGER_SYMBOL_CHANGE,
  DT_LEDGER_EXPIRY,
  DT_LEDGER_EXERCISE,
  DT_LEDGER_ASSIGNMENT,
  DT_LEDGER_INTEREST,
  DT_LEDGER_BORROW,
  DT_LEDGER_TRANSFER,
} DtLedgerKind;

/* Append-only. Cash is the sum of @cash; positions and lots are the fold over @quantity. */
typedef struct
{
  guint64            id;          /* 1, 2, ... without holes */
  DtTime             time;
  DtLedgerKind       kind;
  DtInstrumentIndex  instrument;
  DtQuantity         quantity;    /* signed change */
  DtMoney            price;
  DtMoney            cash;        /* signed change */
  guint64            fill;        /* 0 for none */
} DtLedgerEntry;

/* First in, first out. A position's lots all have its sign. */
typedef struct
{
  DtQuantity quantity;            /* signed, what is left */
  DtMoney    price;
  DtTime     opened;
  guint64    fill;
  guint64    signal;
  guint32    strategy;
} DtLot;

/**
 * DtPosition:
 *
 * What the account holds of one instrument, and the round trip that is running in it. Best and
 * worst are prices since the entry, from the entry fill on.
 */
typedef struct
{
  DtQuantity  quantity;           /* signed; 0 is flat */
  DtMoney     cost;               /* signed sum of lot quantity x price */
  DtRows     *lots;               /* (nullable): of DtLot; %NULL until first used */
  double      last;               /* last mark, USD */
  double      high;               /* highest price since entry, USD */
  double      low;
  guint32     strategy;           /* owner */
  guint32     bars;               /* bars since entry; 0 on the entry's bar */
  guint32     n_marks;            /* bars marked since entry */
  gboolean    at_close;           /* opened at the close of a bar that is not marked yet */
  gboolean    rescaled;           /* by an action since MAE and MFE were worked out */
  gboolean    unsettled;          /* extremes or entry moved since; see dt_book_settle() */
  guint64     trade;              /* running round trip, 0 when flat */
  guint64     group;              /* its exit group, 0 for none */
  guint64     stop_order;         /* live protective orders, 0 for none */
  guint64     target_order;
} DtPosition;

/**
 * DtRoundTrip:
 *
 * From flat to flat (or to the other side: a flip is two). Prices are quantity-weighted averages.
 * MAE and MFE: worst and best move of price against the entry while it ran, as fractions of the
 * entry price, MAE <= 0 <= MFE. @initial_stop is not what a fold over the ledger gives: books of
 * earlier versions do not have it.
 */
typedef struct
{
  guint64            id;
  DtInstrumentIndex  instrument;
  guint32            strategy;
  guint64            signal;       /* of the entry */
  gboolean           open : 8;
  gboolean           ambiguous : 8;
  DtOrderRole        exit_role : 8;
  guint32            bars;         /* bars from entry to exit */
  DtQuantity         quantity;     /* signed, largest held */
  DtTime             entry_time;   /* bar_time of the first fill */
  DtTime             exit_time;    /* of the last; DT_TIME_NONE while open */
  DtMoney            entry_value;  /* sum of quantity x price of opening fills, positive */
  DtQuantity         entry_units;
  DtMoney            exit_value;
  DtQuantity         exit_units;
  DtMoney            fees;
  DtMoney            profit;       /* realised, fees off */
  double             mae;
  double             mfe;
  DtMoney            initial_stop; /* of its first protective stop; 0 without */
} DtRoundTrip;

typedef enum
{
  DT_SIGNAL_ENTER_LONG,
  DT_SIGNAL_ENTER_SHORT,
  DT_SIGNAL_EXIT,
} DtSignalKind;

/* Written before any order that follows from it (law 7). */
#define DT_SIGNAL_MAX_INPUTS 8

typedef struct
{
  guint64            id;
  DtTime             time;
  DtInstrumentIndex  instrument;
  guint32            strategy;
  DtSignalKind       kind : 8;
  gboolean           taken : 8;
  guint16            n_inputs;
  guint32            output;      /* of the program: which rule spoke */
  double             price;       /* last close, USD */
  double             rank;        /* NaN without */
  const char        *refused_by;  /* (nullable): static name of the guard */
  DtQuantity         asked;       /* before guards cut it */
  DtQuantity         granted;
  double             inputs[DT_SIGNAL_MAX_INPUTS]; /* n_inputs of them */
} DtSignal;

typedef enum
{
  DT_ACTIVITY_RUN,         /* start, end, recovery */
  DT_ACTIVITY_ORDER,
  DT_ACTIVITY_STOP_MOVE,
  DT_ACTIVITY_REJECTION,
  DT_ACTIVITY_COMMAND,     /* the user's */
  DT_ACTIVITY_DATA,        /* a series began late, ended, has no such day */
  DT_ACTIVITY_SETTING,
  DT_ACTIVITY_RISK,        /* a size was changed, a limit overridden; the breaker */
  DT_ACTIVITY_REGIME,      /* the market is another one, and other strategies are at work */
} DtActivityKind;

typedef struct
{
  guint64            id;
  DtTime             time;
  DtActivityKind     kind;
  DtInstrumentIndex  instrument;
  guint64            order;       /* 0 for none */
  guint64            signal;
  char              *text;        /* what and why, a sentence */
} DtActivity;

/**
 * DtBook:
 *
 * The records of one account in one run and the state they fold to. Rows are appended; orders,
 * the running round trips and positions change in place. Ids are row numbers from 1.
 *
 * Thread: the one that runs its kernel.
 */
typedef struct
{
  guint        n_instruments;
  DtRows      *signals;           /* of DtSignal */
  DtRows      *orders;            /* of DtOrder */
  DtRows      *fills;             /* of DtFill */
  DtRows      *ledger;            /* of DtLedgerEntry */
  DtRows      *trades;            /* of DtRoundTrip */
  DtRows      *activity;          /* of DtActivity */
  DtPosition  *positions;         /* n_instruments */
  guint        n_open;            /* positions that are not flat */
  DtInstrumentIndex *open;        /* these @n_open positions, rising */
  DtMoney      cash;
  guint64      next_group;
  gboolean     defers;            /* MAE and MFE of running round trips wait for dt_book_settle() */
} DtBook;

/* Profit by what the first stop would have lost (Van Tharp, Trade Your Way to Financial Freedom,
 * 1998): (entry - stop) x quantity. NaN without a stop, or with one at the entry's price. */
double        dt_round_trip_get_r     (const DtRoundTrip   *trade);

DtBook       *dt_book_new             (guint                n_instruments,
                                       DtMoney              deposit,
                                       DtTime               time,
                                       GError             **error);
void          dt_book_free            (DtBook              *book);

DtSignal     *dt_book_add_signal      (DtBook              *book,
                                       const DtSignal      *signal);
/* The next signal, zero but for its id, to be filled in; no input is set. */
DtSignal     *dt_book_begin_signal    (DtBook              *book);
DtOrder      *dt_book_add_order       (DtBook              *book,
                                       const DtOrder       *order);
void          dt_book_add_activity    (DtBook              *book,
                                       DtTime               time,
                                       DtActivityKind       kind,
                                       DtInstrumentIndex    instrument,
                                       guint64              order,
                                       guint64              signal,
                                       const char          *format,
                                       ...) G_GNUC_PRINTF (7, 8);

/* Takes a fill in: fill row, ledger entries, lots, position, cash, round trip (a flip closes one
 * and opens another), the order's filled quantity and status. A fill with %DT_FILL_CUT ends its
 * order as filled, whatever is left of it. All or nothing. */
gboolean      dt_book_apply_fill      (DtBook              *book,
                                       const DtFill        *fill,
                                       GError             **error);
/* What a company does to its shares. See dt-book-action.c. */
gboolean      dt_book_apply_split     (DtBook              *book,
                                       DtInstrumentIndex    instrument,
                                       gint64               units_new,
                                       gint64               units_old,
                                       DtQuantity           lot,
                                       DtTime               time,
                                       GError             **error);
gboolean      dt_book_apply_cash      (DtBook              *book,
                                       DtInstrumentIndex    instrument,
                                       DtMoney              per_unit,
                                       gboolean             moves,
                                       DtTime               time,
                                       GError             **error);
/* What was owed over night for shares sold short (%DT_LEDGER_BORROW) or, with
 * DT_INSTRUMENT_INDEX_NONE, for borrowed cash (%DT_LEDGER_INTEREST). */
gboolean      dt_book_apply_carry     (DtBook              *book,
                                       DtLedgerKind         kind,
                                       DtInstrumentIndex    instrument,
                                       DtMoney              owed,
                                       DtTime               time,
                                       GError             **error);
void          dt_book_note_symbol     (DtBook              *book,
                                       DtInstrumentIndex    instrument,
                                       DtTime               time);
/* Bars of the instrument completed without a fill in between: mark, best and worst, MAE and MFE,
 * bars held. */
void          dt_book_mark_bars       (DtBook              *book,
                                       DtInstrumentIndex    instrument,
                                       guint                n_bars,
                                       double               high,
                                       double               low,
                                       double               close);
/* Works out what was deferred; to be called before somebody looks at the running round trips of a
 * book that defers it. */
void          dt_book_settle          (DtBook              *book);
/* @sum plus positions at their marks. */
gboolean      dt_book_add_values      (const DtBook        *book,
                                       DtMoney              sum,
                                       DtMoney             *with_values);
/* Value of all positions at their marks, both signs counted up. */
gboolean      dt_book_get_gross       (const DtBook        *book,
                                       DtMoney             *gross);
DtMoney       dt_position_average     (const DtPosition    *position);

/* The fold from nothing over the ledger and fills, compared with what the book holds: cash, every
 * position, every lot, every round trip's money and every order's filled quantity, exactly. Errors
 * name the first difference. */
gboolean      dt_book_verify          (const DtBook        *book,
                                       GError             **error);

/* Whether stepping a run again gave what its journal holds. */
const char   *dt_book_compare         (const DtBook        *stored,
                                       const DtBook        *stepped,
                                       guint64             *row);

/* For a book read back from a store: its rows are there, cash, positions and lots are folded from
 * them. Marks start at the newest lot's price, bars held at 0: the ledger does not know them. */
gboolean      dt_book_rebuild         (DtBook              *book,
                                       GError             **error);

const char   *dt_ledger_kind_to_string   (DtLedgerKind      kind);
const char   *dt_signal_kind_to_string   (DtSignalKind      kind);
const char   *dt_activity_kind_to_string (DtActivityKind    kind);

/* Rows by their ids; pointers hold until the next row of the kind is added. */
static inline DtOrder *
dt_book_get_order (DtBook  *book,
                   guint64  id)
{
  g_return_val_if_fail (id > 0 && id <= book->orders->len, NULL);

  return &dt_rows_index (book->orders, DtOrder, id - 1);
}

static inline DtSignal *
dt_book_get_signal (DtBook  *book,
                    guint64  id)
{
  g_return_val_if_fail (id > 0 && id <= book->signals->len, NULL);

  return &dt_rows_index (book->signals, DtSignal, id - 1);
}

static inline DtRoundTrip *
dt_book_get_trade (DtBook  *book,
                   guint64  id)
{
  g_return_val_if_fail (id > 0 && id <= book->trades->len, NULL);

  return &dt_rows_index (book->trades, DtRoundTrip, id - 1);
}

static inline void
dt_book_mark (DtBook            *book,
              DtInstrumentIndex  instrument,
              double             high,
              double             low,
              double             close)
{
  dt_book_mark_bars (book, instrument, 1, high, low, close);
}

/**
 * dt_book_get_equity:
 * @equity: (out): cash plus positions at their marks, 1e-6 USD
 *
 * Returns: %FALSE when the sum does not fit into money
 */
static inline gboolean
dt_book_get_equity (const DtBook *book,
                    DtMoney      *equity)
{
  if (book->n_open > 0)
    return dt_book_add_values (book, book->cash, equity);

  *equity = book->cash;
  return TRUE;
}

/* Of the position at a price in USD; %FALSE when it does not fit into money. */
static inline gboolean
dt_position_get_value (const DtPosition *position,
                       double            price,
                       DtMoney          *value)
{
  DtMoney money;

  return dt_money_from_double (price, &money) && dt_money_times (money, position->quantity, value);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtBook, dt_book_free)

G_END_DECLS
