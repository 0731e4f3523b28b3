/* dt-tear-sheet.h - a run in numbers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "dt-run-files.h"
#include "dt-run-record.h"

G_BEGIN_DECLS

/* Fractions and ratios are NaN where undefined, money is DT_MONEY_NONE. Each member that is a
 * statistic has a row in dt_tear_sheet_get_statistics() that defines it. */

/* The part of a run that went through one symbol or one strategy. */
typedef struct
{
  const char *name;               /* borrowed from the record */
  guint64     trade_count;
  DtMoney     profit_total;
  DtMoney     fees_total;
  double      win_rate;
  double      best_trade;
  double      worst_trade;
  double      expectancy;
  double      profit_factor;

  /* Of a symbol with an account of its own */
  gboolean    has_account;
  DtMoney     equity_final;
  double      return_total;
  double      return_buy_and_hold;
  double      sharpe;
  double      max_drawdown;
} DtTearSheetRow;

typedef struct
{
  /* Result */
  DtTime   period_start;
  DtTime   period_end;
  DtMoney  equity_initial;
  DtMoney  equity_final;
  DtMoney  equity_peak;
  DtMoney  profit_total;
  double   return_total;
  double   return_buy_and_hold;
  double   return_annual;
  double   cagr;

  /* Risk */
  double   volatility_annual;
  double   volatility_annual_compounded;
  double   sharpe;
  double   sharpe_annualized;
  double   sortino;
  double   sortino_annualized;
  double   calmar;
  double   omega;
  double   tail_ratio;
  double   downside_risk;
  double   value_at_risk;
  double   conditional_value_at_risk;
  double   stability;
  double   max_drawdown;
  double   average_drawdown;
  double   max_drawdown_days;
  double   average_drawdown_days;
  guint64  drawdown_count;
  double   alpha;
  double   beta;
  double   alpha_buy_and_hold;
  double   beta_buy_and_hold;

  /* Trades */
  guint64  trade_count;
  guint64  long_trade_count;
  guint64  short_trade_count;
  guint64  open_trade_count;
  double   win_rate;
  double   best_trade;
  double   worst_trade;
  double   average_trade;
  double   expectancy;
  double   profit_factor;
  double   profit_factor_money;
  DtMoney  average_profit;
  DtMoney  average_win;
  DtMoney  average_loss;
  double   sqn;
  double   kelly;
  double   max_trade_days;
  double   average_trade_days;
  double   average_trade_bars;
  double   average_mae;
  double   average_mfe;
  guint64  longest_win_streak;
  guint64  longest_loss_streak;
  double   exposure;
  guint64  max_positions;

  /* Costs */
  DtMoney  fees_total;
  DtMoney  slippage_total;
  DtMoney  turnover;
  guint64  order_count;
  guint64  fill_count;

  /* Honesty */
  guint64  bar_count;
  guint64  account_count;
  guint64  ambiguous_exit_count;
  DtMoney  equity_worst_case;
  DtMoney  equity_best_case;
  guint64  missing_comparison_count;
  guint64  cut_fill_count;

  DtTimeframe     timeframe;
  const char     *benchmark_symbol; /* (nullable): borrowed */
  DtTearSheetRow *symbols;          /* by symbol */
  gsize           n_symbols;
  DtTearSheetRow *strategies;       /* by name */
  gsize           n_strategies;
  GPtrArray      *notes;            /* of char*: what the data lacked, each once */
  gboolean        has_hashes;
  DtRunHashes     hashes;
} DtTearSheet;

typedef enum
{
  DT_STATISTIC_TIME,       /* DtTime; in JSON a New York date, on intraday bars UTC, ISO 8601 */
  DT_STATISTIC_MONEY,      /* DtMoney; decimal text in JSON */
  DT_STATISTIC_FRACTION,   /* double: 0.05 is 5 % */
  DT_STATISTIC_RATIO,      /* double */
  DT_STATISTIC_DAYS,       /* double */
  DT_STATISTIC_BARS,       /* double */
  DT_STATISTIC_COUNT,      /* guint64 */
} DtStatisticUnit;

typedef enum
{
  DT_SECTION_RESULT,
  DT_SECTION_RISK,
  DT_SECTION_TRADES,
  DT_SECTION_COSTS,
  DT_SECTION_HONESTY,
  DT_N_SECTIONS,
} DtStatisticSection;

/* What a statistic is: drives JSON, the report and the documentation. */
typedef struct
{
  const char         *name;        /* stable, snake_case */
  const char         *label;       /* for people */
  DtStatisticSection  section;
  DtStatisticUnit     unit;
  gsize               offset;      /* in DtTearSheet */
  const char         *definition;  /* a sentence */
  const char         *source;      /* whose definition it is */
} DtStatistic;

DtTearSheet       *dt_tear_sheet_new            (const DtRunRecord  *records,
                                                 gsize               n_records);
void               dt_tear_sheet_free           (DtTearSheet        *sheet);
void               dt_tear_sheet_add_hashes     (DtTearSheet        *sheet,
                                                 const DtRunRecord  *records,
                                                 gsize               n_records);
void               dt_tear_sheet_add_note       (DtTearSheet        *sheet,
                                                 const char         *note);
JsonNode          *dt_tear_sheet_to_json        (const DtTearSheet  *sheet);

const DtStatistic *dt_tear_sheet_get_statistics (gsize              *n_statistics);
char              *dt_tear_sheet_describe       (void);
const char        *dt_statistic_unit_to_string  (DtStatisticUnit     unit);
const char        *dt_statistic_section_to_string
                                                (DtStatisticSection  section);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtTearSheet, dt_tear_sheet_free)

G_END_DECLS
