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

/* The part of a run that went through one symbol or one strategy, or that ended for one reason. */
typedef struct
{
  const char *name;               /* borrowed from the record, or static */
  guint64     trade_count;
  DtMoney     profit_total;
  DtMoney     fees_total;
  double      win_rate;
  double      best_trade;
  double      worst_trade;
  double      expectancy;
  double      profit_factor;
  DtMoney     average_profit;
  double      average_mae;
  double      average_mfe;
  double      average_bars;

  /* Of a symbol with an account of its own */
  gboolean    has_account;
  DtMoney     equity_final;
  double      return_total;
  double      return_buy_and_hold;
  double      sharpe;
  double      max_drawdown;
} DtTearSheetRow;

/* Returns of calendar months and years; NaN where there was no session. */
typedef struct
{
  int    year;
  double months[12];
  double return_total;
  double benchmark;
  double max_drawdown;            /* inside the year, from its own peaks */
} DtTearSheetYear;

typedef struct
{
  DtTime  peak;                   /* starts of bars */
  DtTime  trough;
  DtTime  end;                    /* DT_TIME_NONE: not recovered */
  double  depth;
  double  days;                   /* from the peak to the end, of it or of the run */
  double  days_to_trough;
} DtTearSheetDrawdown;

#define DT_TEAR_SHEET_MAX_DRAWDOWNS 10

typedef struct
{
  /* Result */
  DtTime   period_start;
  DtTime   period_end;
  double   duration_days;
  guint64  session_count;
  DtMoney  equity_initial;
  DtMoney  equity_final;
  DtMoney  equity_peak;
  DtMoney  profit_total;
  double   return_total;
  double   return_buy_and_hold;
  double   return_annual;
  double   cagr;
  double   return_risk_adjusted;
  double   expected_return_session;
  double   expected_return_month;
  double   expected_return_year;

  /* Sessions, months, years */
  double   best_session;
  double   worst_session;
  double   best_month;
  double   worst_month;
  double   best_year;
  double   worst_year;
  double   session_win_rate;
  double   week_win_rate;
  double   month_win_rate;
  double   quarter_win_rate;
  double   year_win_rate;
  double   average_up_session;
  double   average_down_session;
  double   average_up_month;
  double   average_down_month;
  guint64  longest_up_sessions;
  guint64  longest_down_sessions;
  double   payoff_sessions;
  double   profit_factor_sessions;
  double   gain_to_pain;
  double   gain_to_pain_months;
  double   kelly_sessions;

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
  double   variance_annual;
  double   risk_return_ratio;
  double   sharpe_compounded;
  double   sharpe_smart;
  double   sortino_smart;
  double   sortino_adjusted;
  double   autocorrelation;
  double   skewness;
  double   kurtosis;
  double   value_at_risk_normal;
  double   conditional_value_at_risk_normal;
  double   value_at_risk_extreme;
  double   expected_shortfall_extreme;
  double   outlier_win_ratio;
  double   outlier_loss_ratio;
  double   common_sense_ratio;
  double   cpc_index;
  double   risk_of_ruin;
  double   ulcer_index;
  double   ulcer_performance_index;
  double   serenity_index;
  double   recovery_factor;
  double   time_under_water;
  double   max_drawdown;
  double   average_drawdown;
  double   max_drawdown_days;
  double   average_drawdown_days;
  guint64  drawdown_count;

  /* Significance */
  double   sharpe_error;
  double   probabilistic_sharpe;
  double   probabilistic_sharpe_one;
  double   min_track_record_sessions;

  /* Benchmark */
  double   benchmark_return_annual;
  double   benchmark_volatility_annual;
  double   benchmark_sharpe;
  double   benchmark_max_drawdown;
  double   correlation;
  double   r_squared;
  double   tracking_error;
  double   information_ratio;
  double   excess_sharpe;
  double   treynor;
  double   capture;
  double   up_capture;
  double   down_capture;
  double   up_down_capture;
  double   batting_average;
  double   alpha_up;
  double   beta_up;
  double   alpha_down;
  double   beta_down;
  double   beta_fragility;
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
  guint64  win_count;
  guint64  loss_count;
  double   loss_rate;
  double   win_loss_ratio;
  double   payoff_ratio;
  double   expectancy_payoff;
  double   average_win_return;
  double   average_loss_return;
  DtMoney  gross_profit;
  DtMoney  gross_loss;
  DtMoney  largest_win;
  DtMoney  largest_loss;
  DtMoney  profit_deviation;
  DtMoney  loss_deviation;
  double   trade_sharpe;
  double   trade_sortino;
  double   median_trade_days;
  double   average_win_days;
  double   average_loss_days;
  double   median_win_days;
  double   median_loss_days;
  double   trades_per_year;
  double   worst_mae;
  double   best_mfe;
  double   edge_ratio;
  DtMoney  average_give_back;
  DtMoney  max_give_back;
  DtMoney  max_closed_trade_drawdown;
  DtMoney  max_intra_trade_drawdown;
  double   profit_to_closed_drawdown;
  DtMoney  profit_without_best;
  double   exposure;
  double   average_positions;
  guint64  max_positions;

  /* Costs */
  DtMoney  fees_total;
  DtMoney  slippage_total;
  DtMoney  borrow_total;
  DtMoney  interest_total;
  DtMoney  turnover;
  DtMoney  costs_total;
  DtMoney  equity_double_costs;
  double   costs_per_turnover;
  double   costs_per_gross_profit;
  double   break_even_cost;
  double   turnover_annual;
  DtMoney  strategy_capacity;
  guint64  order_count;
  guint64  fill_count;

  /* Honesty */
  guint64  bar_count;
  guint64  account_count;
  guint64  ambiguous_exit_count;
  guint64  same_bar_trade_count;
  DtMoney  equity_worst_case;
  DtMoney  equity_best_case;
  guint64  missing_comparison_count;
  guint64  cut_fill_count;
  guint64  finer_exit_count;

  DtTimeframe     timeframe;
  const char     *benchmark_symbol; /* (nullable): borrowed */
  DtTearSheetRow *symbols;          /* by symbol */
  gsize           n_symbols;
  DtTearSheetRow *strategies;       /* by name */
  gsize           n_strategies;
  DtTearSheetRow *exit_reasons;     /* in the order of DtOrderRole, those that occur */
  gsize           n_exit_reasons;
  DtTearSheetRow *sides;            /* long, short */
  gsize           n_sides;
  DtTearSheetYear *years;           /* oldest first, none left out */
  gsize           n_years;
  DtTearSheetDrawdown *drawdowns;   /* deepest first */
  gsize           n_drawdowns;
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
  DT_SECTION_PERIODS,
  DT_SECTION_RISK,
  DT_SECTION_SIGNIFICANCE,
  DT_SECTION_BENCHMARK,
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
  gboolean            detail;      /* not in the report on a terminal */
  gsize               offset;      /* in DtTearSheet */
  const char         *definition;  /* a sentence */
  const char         *source;      /* whose definition it is */
} DtStatistic;

DtTearSheet       *dt_tear_sheet_new            (const DtRunRecord  *records,
                                                 gsize               n_records);
DtTearSheet       *dt_tear_sheet_new_brief      (const DtRunRecord  *records,
                                                 gsize               n_records,
                                                 char               *trade_list_hash);
void               dt_tear_sheet_free           (DtTearSheet        *sheet);
void               dt_tear_sheet_add_hashes     (DtTearSheet        *sheet,
                                                 const DtRunRecord  *records,
                                                 gsize               n_records);
void               dt_tear_sheet_set_hashes     (DtTearSheet        *sheet,
                                                 const DtRunHashes  *hashes);
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
