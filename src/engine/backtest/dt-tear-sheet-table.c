/* dt-tear-sheet-table.c - what every statistic is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include "dt-tear-sheet.h"

#define ROW(name, label, section, unit, definition, source) \
  { #name, label, DT_SECTION_ ## section, DT_STATISTIC_ ## unit, \
    G_STRUCT_OFFSET (DtTearSheet, name), definition, source }

/* Own: defined here. Session returns: from the last equity of one session to that of the next; a
 * week's on weekly bars. Names and definitions are stable. */
static const DtStatistic statistics[] = {
  ROW (period_start, "From", RESULT, TIME,
       "Start of the first bar.", "own"),
  ROW (period_end, "To", RESULT, TIME,
       "Start of the last bar.", "own"),
  ROW (equity_initial, "Equity at the start", RESULT, MONEY,
       "Cash that the run began with, of all accounts.", "own"),
  ROW (equity_final, "Equity at the end", RESULT, MONEY,
       "Cash plus positions at their last prices.", "backtesting.py"),
  ROW (equity_peak, "Highest equity", RESULT, MONEY,
       "Highest equity after any bar.", "backtesting.py"),
  ROW (profit_total, "Profit", RESULT, MONEY,
       "Equity at the end less equity at the start.", "own"),
  ROW (return_total, "Return", RESULT, FRACTION,
       "Profit by equity at the start.", "backtesting.py"),
  ROW (return_buy_and_hold, "Buy and hold", RESULT, FRACTION,
       "Return of the benchmark from its close before the first bar at which the rules "
       "could speak to its last close; with an account for each symbol, the mean over "
       "accounts.",
       "backtesting.py"),
  ROW (return_annual, "Annual return", RESULT, FRACTION,
       "Growth a year that compounds to the return, 252 sessions a year (52 weeks on weekly "
       "bars); the first session counts when equity changed in it.", "empyrical, backtesting.py"),
  ROW (cagr, "CAGR", RESULT, FRACTION,
       "Growth a year that compounds to the return, by calendar: 365.25 days a year, from the "
       "first bar's date to the last bar's.", "backtesting.py"),

  ROW (volatility_annual, "Volatility, a year", RISK, FRACTION,
       "Sample deviation of session returns times the root of 252.", "empyrical"),
  ROW (volatility_annual_compounded, "Volatility, compounded", RISK, FRACTION,
       "Deviation of a year's return of compounding sessions: root of (v + (1 + g)^2)^252 - "
       "(1 + g)^504 with v the variance and g the geometric mean of session returns.",
       "backtesting.py"),
  ROW (sharpe, "Sharpe ratio", RISK, RATIO,
       "Mean of session returns by their sample deviation, times the root of 252; risk-free "
       "rate 0.", "empyrical"),
  ROW (sharpe_annualized, "Sharpe, of annual figures", RISK, RATIO,
       "Annual return by the compounded volatility.", "backtesting.py"),
  ROW (sortino, "Sortino ratio", RISK, RATIO,
       "Mean of session returns times 252 by the downside risk.", "empyrical"),
  ROW (sortino_annualized, "Sortino, of annual figures", RISK, RATIO,
       "Annual return by the downside risk.", "backtesting.py"),
  ROW (calmar, "Calmar ratio", RISK, RATIO,
       "Annual return by the size of the maximum drawdown.", "empyrical, backtesting.py"),
  ROW (omega, "Omega ratio", RISK, RATIO,
       "Sum of session gains by the sum of session losses.", "empyrical"),
  ROW (tail_ratio, "Tail ratio", RISK, RATIO,
       "Size of the 95th percentile of session returns by that of the 5th.", "empyrical"),
  ROW (downside_risk, "Downside risk, a year", RISK, FRACTION,
       "Root of the mean square of session returns, gains taken as 0, times the root of 252.",
       "empyrical"),
  ROW (value_at_risk, "Value at risk, 5 %", RISK, FRACTION,
       "5th percentile of session returns.", "empyrical"),
  ROW (conditional_value_at_risk, "Mean of the worst 5 %", RISK, FRACTION,
       "Mean of the worst 5 % of session returns, at least of one.", "empyrical"),
  ROW (stability, "Stability", RISK, RATIO,
       "R squared of a straight line through the cumulated logarithms of session growth.",
       "empyrical"),
  ROW (max_drawdown, "Maximum drawdown", RISK, FRACTION,
       "Deepest fall of equity below its highest value before, over bars; negative.",
       "empyrical, backtesting.py"),
  ROW (average_drawdown, "Average drawdown", RISK, FRACTION,
       "Mean of the deepest points of all drawdowns longer than one bar; negative.",
       "backtesting.py"),
  ROW (max_drawdown_days, "Longest drawdown", RISK, DAYS,
       "Longest time from a peak until it is reached again or the run ends, in calendar days; "
       "rounded up to whole days, on intraday bars to whole minutes.", "backtesting.py"),
  ROW (average_drawdown_days, "Average drawdown lasts", RISK, DAYS,
       "Mean time from a peak until it is reached again or the run ends, in calendar days; "
       "rounded up likewise.", "backtesting.py"),
  ROW (drawdown_count, "Drawdowns", RISK, COUNT,
       "Number of drawdowns longer than one bar.", "own"),
  ROW (alpha, "Alpha, a year", RISK, FRACTION,
       "Mean session return that beta does not explain, compounded over 252 sessions; "
       "risk-free rate 0.", "empyrical"),
  ROW (beta, "Beta", RISK, RATIO,
       "Covariance of session returns with the benchmark's by the variance of the "
       "benchmark's.", "empyrical"),
  ROW (alpha_buy_and_hold, "Alpha, whole run", RISK, FRACTION,
       "Return less beta_buy_and_hold times the return of buy and hold.", "backtesting.py"),
  ROW (beta_buy_and_hold, "Beta, of logarithms", RISK, RATIO,
       "Covariance of logarithmic returns, bar by bar, with the benchmark's by the variance "
       "of the benchmark's.", "backtesting.py"),

  ROW (trade_count, "Trades", TRADES, COUNT,
       "Completed round trips: from flat to flat or to the other side.", "backtesting.py"),
  ROW (long_trade_count, "Long", TRADES, COUNT,
       "Completed round trips that began with a purchase.", "own"),
  ROW (short_trade_count, "Short", TRADES, COUNT,
       "Completed round trips that began with a sale.", "own"),
  ROW (open_trade_count, "Still open", TRADES, COUNT,
       "Round trips that are not over; no other statistic of trades has them.", "own"),
  ROW (win_rate, "Win rate", TRADES, FRACTION,
       "Trades with a profit by all trades.", "backtesting.py"),
  ROW (best_trade, "Best trade", TRADES, FRACTION,
       "Highest return of a trade: profit after fees by the value of its entry.", "backtesting.py"),
  ROW (worst_trade, "Worst trade", TRADES, FRACTION,
       "Lowest return of a trade.", "backtesting.py"),
  ROW (average_trade, "Average trade, geometric", TRADES, FRACTION,
       "Geometric mean of the returns of trades.", "backtesting.py"),
  ROW (expectancy, "Expectancy", TRADES, FRACTION,
       "Arithmetic mean of the returns of trades.", "backtesting.py"),
  ROW (profit_factor, "Profit factor, of returns", TRADES, RATIO,
       "Sum of the positive returns of trades by the size of the sum of the negative ones.",
       "backtesting.py"),
  ROW (profit_factor_money, "Profit factor, of money", TRADES, RATIO,
       "Profits of the winning trades by the losses of the losing ones.", "own"),
  ROW (average_profit, "Average profit", TRADES, MONEY,
       "Mean profit of a trade after fees.", "own"),
  ROW (average_win, "Average win", TRADES, MONEY,
       "Mean profit of the winning trades.", "own"),
  ROW (average_loss, "Average loss", TRADES, MONEY,
       "Mean profit of the losing trades; negative.", "own"),
  ROW (sqn, "System quality number", TRADES, RATIO,
       "Root of the number of trades times mean profit by its sample deviation (Tharp).",
       "backtesting.py"),
  ROW (kelly, "Kelly fraction", TRADES, FRACTION,
       "Win rate less loss rate by the ratio of average win to average loss (Kelly 1956).",
       "backtesting.py"),
  ROW (max_trade_days, "Longest trade", TRADES, DAYS,
       "Longest time from entry to exit in calendar days; rounded up to whole days, on "
       "intraday bars to whole minutes.", "backtesting.py"),
  ROW (average_trade_days, "Average trade lasts", TRADES, DAYS,
       "Mean time from entry to exit in calendar days; rounded up likewise.", "backtesting.py"),
  ROW (average_trade_bars, "Average trade lasts", TRADES, BARS,
       "Mean number of bars from entry to exit.", "own"),
  ROW (average_mae, "Average worst move", TRADES, FRACTION,
       "Mean of the worst moves against the entry price while a trade ran (MAE); negative.", "own"),
  ROW (average_mfe, "Average best move", TRADES, FRACTION,
       "Mean of the best moves from the entry price while a trade ran (MFE).", "own"),
  ROW (longest_win_streak, "Longest row of wins", TRADES, COUNT,
       "Most winning trades in a row, in the order of the trade list.", "own"),
  ROW (longest_loss_streak, "Longest row of losses", TRADES, COUNT,
       "Most losing trades in a row, in the order of the trade list.", "own"),
  ROW (exposure, "Exposure", TRADES, FRACTION,
       "Bars in which a position was held by all bars; with an account for each symbol, over "
       "the bars of all accounts.", "backtesting.py"),
  ROW (max_positions, "Positions at most", TRADES, COUNT,
       "Most positions in one bar.", "own"),

  ROW (fees_total, "Fees", COSTS, MONEY,
       "Sum of the commissions of all fills.", "own"),
  ROW (slippage_total, "Slippage", COSTS, MONEY,
       "Sum over fills of quantity times what the price moved against the order.", "own"),
  ROW (turnover, "Turnover", COSTS, MONEY,
       "Sum of the values of all fills, bought and sold.", "own"),
  ROW (order_count, "Orders", COSTS, COUNT,
       "Orders of every kind and fate.", "own"),
  ROW (fill_count, "Fills", COSTS, COUNT,
       "Fills of orders.", "own"),

  ROW (bar_count, "Bars", HONESTY, COUNT,
       "Bars of the base timeframe that went through the engine.", "own"),
  ROW (account_count, "Accounts", HONESTY, COUNT,
       "1, or one for each symbol.", "own"),
  ROW (ambiguous_exit_count, "Ambiguous exits", HONESTY, COUNT,
       "Completed trades in which the order of prices inside a bar decided the exit and is "
       "not known.", "own"),
  ROW (equity_worst_case, "Equity, worst case", HONESTY, MONEY,
       "Equity at the end if every ambiguous exit had gone against the account, other trades "
       "the same.", "own"),
  ROW (equity_best_case, "Equity, best case", HONESTY, MONEY,
       "Equity at the end if every ambiguous exit had gone its way, other trades the same.", "own"),
  ROW (missing_comparison_count, "Missing comparisons", HONESTY, COUNT,
       "Comparisons in the rules that had a missing value and therefore were false.", "own"),
  ROW (cut_fill_count, "Fills cut", HONESTY, COUNT,
       "Fills whose quantity was cut to what the account could pay.", "own"),
};

/**
 * dt_tear_sheet_get_statistics:
 *
 * Returns: (transfer none): all statistics, in the order of JSON, report and documentation
 */
const DtStatistic *
dt_tear_sheet_get_statistics (gsize *n_statistics)
{
  *n_statistics = G_N_ELEMENTS (statistics);
  return statistics;
}

const char *
dt_statistic_unit_to_string (DtStatisticUnit unit)
{
  static const char *const names[] = {
    "time", "USD", "fraction", "ratio", "days", "bars", "count",
  };

  g_return_val_if_fail (unit < G_N_ELEMENTS (names), NULL);
  return names[unit];
}

const char *
dt_statistic_section_to_string (DtStatisticSection section)
{
  static const char *const names[] = { "Result", "Risk", "Trades", "Costs", "Honesty" };

  g_return_val_if_fail (section < G_N_ELEMENTS (names), NULL);
  return names[section];
}

/**
 * dt_tear_sheet_describe:
 *
 * Returns: (transfer full): the table of names as docs/cli.md has it, Markdown
 */
char *
dt_tear_sheet_describe (void)
{
  GString *text = g_string_new ("| Name | Unit | Definition | Source |\n|---|---|---|---|\n");

  for (gsize i = 0; i < G_N_ELEMENTS (statistics); i++)
    g_string_append_printf (text, "| `%s` | %s | %s | %s |\n", statistics[i].name,
                            dt_statistic_unit_to_string (statistics[i].unit),
                            statistics[i].definition, statistics[i].source);

  return g_string_free (text, FALSE);
}
