/* dt-engine.h - the engine thread of a data directory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-engine-backend.h"
#include "dt-run.h"

G_BEGIN_DECLS

/**
 * Parts of a snapshot. Money is an int64 of 1e-6 USD with DT_MONEY_NONE for none, quantity an int64
 * of 1e-9 units, time an int64 of UTC nanoseconds with DT_TIME_NONE for none.
 *
 * - "clock" a{sv}: state s ("idle", "paused", "playing", "finished", "failed"), mode s ("replay",
 *   "paper", "live"), book x (0: no run), speed d (of playing, also while it pauses; G_MAXDOUBLE is
 *   as fast as possible, %DT_ENGINE_SPEED what "run.resume" takes before anyone said), recovered b
 *   (the run has been taken up from its journal; until the user plays, steps, rewinds or starts
 *   one), cut_off b (so it was, and the engine before this one did not end by itself), message s
 *   (only when there is something to say); with a run also step t, total t, commands u, time x,
 *   first x and last x (known times of the tape's first and last instant).
 * - "tape" a{sv}: universe s ("" for none), timeframe s ("1m"), strategies as (names),
 *   instruments a(sssx): symbol, name or "", sector or "", id of its series in market.db or 0; in
 *   the order of the run. Changes with the run only.
 * - "account" a{sv}, empty without a run: equity, cash, deposit, day_start (equity when the session
 *   began), day_realised, realised (fees off), fees, long, short (market values, both positive),
 *   buying_power, open_risk (sum of |last - stop| x quantity where there is a stop), loss_left
 *   (that this session may still lose before nothing new is opened, DT_MONEY_NONE without a limit),
 *   all x; day_trades u (in five sessions), max_day_trades u (0 without a limit), positions u,
 *   trades u, breaker b (nothing new is opened), breaker_reason s (a sentence or "").
 * - "positions" %DT_SNAPSHOT_POSITIONS: symbol, quantity (signed), average, last, stop, whether it
 *   trails, owner ("user" or the strategy's name), target, opened (start of the bar of the entry),
 *   first stop that it had.
 * - "orders" %DT_SNAPSHOT_ORDERS, the live ones: id, symbol, role, type, side ("buy", "sell"),
 *   quantity and filled (signed as the side), limit, stop, created, time in force, owner.
 * - "quotes" %DT_SNAPSHOT_QUOTES, as many as instruments: last close, close of the session before,
 *   volume, open, high and low of this session, mean volume of up to ten sessions before to the
 *   same time of day, start of the last bar; NaN and 0 before the first bar: #DtQuoteRow.
 * - "activity" %DT_SNAPSHOT_ACTIVITY, the newest 100, oldest first: id, time, kind, symbol or "",
 *   text.
 * - "regime" a{sv}, empty in a run without a selector: regime s ("trending", "ranging", "volatile",
 *   "calm", "unknown"), reading s (what the last bar says; the regime is kept for its dwell),
 *   since x (DT_TIME_NONE before the first reading), selector s (its name), inputs a(sd) (name and
 *   value, NaN where missing), strategies a(sd) (name, and the part of its size with which it
 *   enters now: 0 for one that opens nothing).
 * - "alerts" a{sv}: alerts, rows %DT_ROW_ALERT: id, kind ("price", "change", "rule"), direction
 *   ("above", "below", "either"), level, rule or "", scope ("symbols", "watchlist", "universe"),
 *   symbols, once, pause (minutes), note, enabled, times fired, when last (DT_TIME_NONE for never),
 *   why it cannot be followed in this run or "", and all of it in words; firings %DT_ROWS_FIRINGS,
 *   the newest 50, oldest first: id, alert, time, symbol, last price, text; watchlist as. They are
 *   the data directory's and go on from run to run.
 */
#define DT_ENGINE_SPEED       60.          /* of a run that began paused, or was taken up */
#define DT_SNAPSHOT_POSITIONS "a(sxxdxbsxxx)"
#define DT_SNAPSHOT_ORDERS    "a(tssssxxxxxss)"
#define DT_SNAPSHOT_QUOTES    "a(dddddddx)"
#define DT_SNAPSHOT_ACTIVITY  "a(txsss)"
#define DT_ROW_ALERT          "(tssdss^asbusbuxss)"    /* as it is written */
#define DT_ROW_ALERT_TYPE     "(tssdssasbusbuxss)"     /* as it is read */
#define DT_ROWS_FIRINGS       "a(ttxsds)"

/**
 * Answers of the commands that read the run's records. Rows come oldest first.
 *
 * - "book.fills", rows %DT_ROWS_FILLS: id, time (start of the bar that filled it), symbol, signed
 *   quantity, price, fee, role of its order, why that price (a sentence), order. @after is an id.
 * - "book.trades", rows %DT_ROWS_TRADES, completed round trips only: number (1, 2, ... in the
 *   order in which they were completed; @after is one), symbol, signed quantity, opened and closed
 *   (starts of the bars of first and last fill), mean entry and exit price, net profit, fees,
 *   profit by the risk to the first stop in millionths (DT_MONEY_NONE without a stop), exit reason,
 *   MAE and MFE as millionths of the entry price, owner.
 * - "book.activity", rows %DT_SNAPSHOT_ACTIVITY: with @after the oldest above it, else the newest
 *   (with @before: below it).
 * - "run.equity": time ax (when each point was known), equity ad (USD), n u (points that there
 *   are). The end of a run may change the last point.
 * - "order.preview": what a command would do, see #DtPreview: allowed b, refused_by s, reason s,
 *   symbol s, quantity x, price x, notional x, fees x, cash_after x, position_after x,
 *   exposure_after d, loss_at_stop x, effects as; overridable b: the command's argument "override"
 *   may name the guard that refuses. refused_by is a guard's name, or "arguments", "run", "symbol",
 *   "quantity", "price", "order", "stop", "owner", "working-entry", "closing", "size", "override".
 */
#define DT_ROWS_FILLS         "a(txsxxxsst)"
#define DT_ROWS_TRADES        "a(tsxxxxxxxxsxxs)"

/* What a room above makes of a finished run, in the engine's thread. */
typedef struct
{
  /* Its result, a JSON object. (transfer full) */
  char     *(*make)  (const DtRun  *run);
  /* Its trade list and equity line as files; either path may be %NULL. */
  gboolean  (*write) (const DtRun  *run,
                      const char   *trades,
                      const char   *equity,
                      GError      **error);
} DtRunResultClass;

/**
 * DtEngine:
 *
 * Owns a data directory: its lock, both databases, the run that is going on and the feed that
 * drives it. Start-up and recovery are one path: a run that was cut off is stepped again from its
 * recorded spec, tape and commands without effects, compared with what the journal has, and goes on
 * from there, paused.
 *
 * Thread: "dt-engine", its own; made and freed from any other. Commands come in through the
 * #DtEngineBackend, answers and snapshots go out the same way.
 */
typedef struct _DtEngine DtEngine;

DtEngine        *dt_engine_new          (const char              *data_dir,
                                         const DtRunResultClass  *result_class,
                                         GError                 **error);
void             dt_engine_free         (DtEngine                *engine);
DtEngineBackend *dt_engine_get_backend  (DtEngine                *engine);
/* %FALSE once its thread has ended, by engine.quit. */
gboolean         dt_engine_is_running   (DtEngine                *engine);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtEngine, dt_engine_free)

G_END_DECLS
