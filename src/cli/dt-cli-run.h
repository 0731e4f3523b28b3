/* dt-cli-run.h - the options that "backtest run" and "replay run" share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-run-spec.h"

#include "dt-cli.h"

G_BEGIN_DECLS

/* What the option parser fills in. */
typedef struct
{
  char    **strategies;
  char     *selector;
  char    **csv;
  char     *symbols;
  char     *universe;
  char     *from;
  char     *to;
  char     *cash;
  char     *commission;
  char     *slippage;
  char     *volume_share;
  char     *borrow;
  char     *interest;
  char     *margin;
  char     *latency;
  char     *intrabar;
  char     *finish;
  char     *timeframe;
  char    **parameters;
  char     *policy;
  char     *seed;
  char     *benchmark;
  char     *adjustment;
  char     *session;
  char     *risk;
  char    **records;
  gboolean  independent;
  char     *trades;
  char     *equity;
} DtCliRunOptions;

extern DtCliRunOptions dt_cli_run_options;

#define DT_CLI_RUN_ENTRIES                                                                         \
  { "strategy", 's', 0, G_OPTION_ARG_FILENAME_ARRAY, &dt_cli_run_options.strategies,               \
    "Rule file; may be given more than once", "FILE" },                                            \
  { "selector", 0, 0, G_OPTION_ARG_FILENAME, &dt_cli_run_options.selector,                         \
    "Which strategies are at work in which market, and these", "FILE" },                           \
  { "csv", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &dt_cli_run_options.csv,                             \
    "Price tables, without importing them", "FILE…" },                                             \
  { "symbols", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.symbols,                             \
    "Symbols from the market database", "A,B,…" },                                                 \
  { "universe", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.universe,                           \
    "A stored tape: demo, daily, minute", "NAME" },                                                \
  { "from", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.from,                                   \
    "First day; earlier bars warm the rules up", "DATE" },                                         \
  { "to", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.to, "Last day, included", "DATE" },       \
  { "timeframe", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.timeframe,                         \
    "1m, 15m, 1h, 1d …; the strategy's, else the data's", "T" },                                   \
  { "cash", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.cash,                                   \
    "Starting cash in USD, 100000 by default", "N" },                                              \
  { "commission", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.commission,                       \
    "per-share=0.005,min=1 or percent=0.1 …, none by default", "SPEC" },                           \
  { "slippage", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.slippage,                           \
    "bps=1, ticks=1 or both, none by default", "SPEC" },                                           \
  { "volume-share", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.volume_share,                   \
    "Of a bar's volume that orders fill at most: 10%, all by default", "P%" },                     \
  { "borrow", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.borrow,                               \
    "Fee a year for shares sold short: 2%, none by default", "P%" },                               \
  { "interest", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.interest,                           \
    "Interest a year on borrowed cash: 6%, none by default", "P%" },                               \
  { "margin", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.margin,                               \
    "Rule of the account: none (default), cash, regt, pdt", "RULE" },                              \
  { "latency", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.latency,                             \
    "How late requests arrive: bars=1 or ms=250, at once by default", "SPEC" },                    \
  { "intrabar", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.intrabar,                           \
    "Finer bars that decide inside bars: 1m … or auto, none by default", "T" },                    \
  { "finish", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.finish,                               \
    "What becomes of open trades: keep (default), close, open", "HOW" },                           \
  { "param", 'p', 0, G_OPTION_ARG_STRING_ARRAY, &dt_cli_run_options.parameters,                    \
    "Set a parameter of the strategy", "NAME=VALUE" },                                             \
  { "policy", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.policy,                               \
    "Prices inside a bar: pessimistic (default), optimistic, path", "P" },                         \
  { "seed", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.seed,                                   \
    "Seed of everything random, 0 by default", "N" },                                              \
  { "benchmark", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.benchmark,                         \
    "Symbol to compare with", "S" },                                                               \
  { "adjustment", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.adjustment,                       \
    "Series to take: raw, split, total-return", "A" },                                             \
  { "session", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.session,                             \
    "Hours of intraday bars: regular, extended", "HOURS" },                                        \
  { "risk", 0, 0, G_OPTION_ARG_STRING, &dt_cli_run_options.risk,                                   \
    "Profile of guards: none (default), default, or a file", "PROFILE" },                          \
  { "trades", 0, 0, G_OPTION_ARG_FILENAME, &dt_cli_run_options.trades,                             \
    "Write the trade list", "FILE.csv" },                                                          \
  { "equity", 0, 0, G_OPTION_ARG_FILENAME, &dt_cli_run_options.equity,                             \
    "Write the equity line", "FILE.csv" }

/* Of what plays one run. */
#define DT_CLI_RUN_RECORD_ENTRY                                                                    \
  { "record", 0, 0, G_OPTION_ARG_STRING_ARRAY, &dt_cli_run_options.records,                        \
    "Earlier book whose trades Kelly and streaks go on from; may be given more than once",         \
    "BOOK" }

/* The spec that the options mean; errors are #DtRunError, #DtRuleError and file errors. Arguments
 * that are left over are more price tables. */
DtRunSpec *dt_cli_run_make_spec (char   **arguments,
                                 guint    n_arguments,
                                 GError **error);
/* What --record asks for. */
gboolean   dt_cli_run_read_records (DtCli      *cli,
                                    DtRunSpec  *spec,
                                    GError    **error);

G_END_DECLS
