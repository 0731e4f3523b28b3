/* dt-tear-sheet-table.c - what every statistic is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include "dt-tear-sheet.h"

#define ROW(name, label, section, unit, definition, source) \
  { #name, label, DT_SECTION_ ## section, DT_STATISTIC_ ## unit, FALSE, \
    G_STRUCT_OFFSET (DtTearSheet, name), definition, source }
#define DETAIL(name, label, section, unit, definition, source) \
  { #name, label, DT_SECTION_ ## section, DT_STATISTIC_ ## unit, TRUE, \
    G_STRUCT_OFFSET (DtTearSheet, name), definition, source }

/* Own: defined here. Session returns: from the last equity of one session to that of the next; a
 * week's on weekly bars. Names and definitions are stable. */
static const DtStatistic statistics[] = {
  ROW (period_start, "From", RESULT, TIME,
       "Start of the first bar.", "own"),
  ROW (period_end, "To", RESULT, TIME,
       "Start of the last bar.", "own"),
  DETAIL (duration_days, "Duration", RESULT, DAYS,
          "Calendar days from the first bar to the last.", "backtesting.py"),
  DETAIL (session_count, "Sessions", RESULT, COUNT,
          "Session returns; all statistics of sessions are of so many.", "own"),
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

  DETAIL (return_risk_adjusted, "CAGR by exposure", RESULT, FRACTION,
          "CAGR by exposure.", "quantstats"),
  DETAIL (expected_return_session, "Expected, a session", RESULT, FRACTION,
          "Geometric mean of session returns.", "quantstats"),
  DETAIL (expected_return_month, "Expected, a month", RESULT, FRACTION,
          "Geometric mean of the returns of calendar months.", "quantstats"),
  DETAIL (expected_return_year, "Expected, a year", RESULT, FRACTION,
          "Geometric mean of the returns of calendar years, the first and the last as long as they "
          "are.", "quantstats"),

  ROW (best_session, "Best session", PERIODS, FRACTION,
       "Highest session return.", "quantstats"),
  ROW (worst_session, "Worst session", PERIODS, FRACTION,
       "Lowest session return.", "quantstats"),
  ROW (best_month, "Best month", PERIODS, FRACTION,
       "Highest return of a calendar month.", "quantstats"),
  ROW (worst_month, "Worst month", PERIODS, FRACTION,
       "Lowest return of a calendar month.", "quantstats"),
  DETAIL (best_year, "Best year", PERIODS, FRACTION,
          "Highest return of a calendar year.", "quantstats"),
  DETAIL (worst_year, "Worst year", PERIODS, FRACTION,
          "Lowest return of a calendar year.", "quantstats"),
  ROW (session_win_rate, "Sessions won", PERIODS, FRACTION,
       "Sessions with a gain by sessions with a gain or a loss.", "quantstats"),
  DETAIL (week_win_rate, "Weeks won", PERIODS, FRACTION,
          "The same of ISO weeks.", "quantstats"),
  ROW (month_win_rate, "Months won", PERIODS, FRACTION,
       "The same of calendar months.", "quantstats"),
  DETAIL (quarter_win_rate, "Quarters won", PERIODS, FRACTION,
          "The same of calendar quarters.", "quantstats"),
  DETAIL (year_win_rate, "Years won", PERIODS, FRACTION,
          "The same of calendar years.", "quantstats"),
  DETAIL (average_up_session, "Average gain, session", PERIODS, FRACTION,
          "Mean of the session returns above 0.", "quantstats"),
  DETAIL (average_down_session, "Average loss, session", PERIODS, FRACTION,
          "Mean of the session returns below 0; negative.", "quantstats"),
  DETAIL (average_up_month, "Average gain, month", PERIODS, FRACTION,
          "Mean of the monthly returns above 0.", "quantstats"),
  DETAIL (average_down_month, "Average loss, month", PERIODS, FRACTION,
          "Mean of the monthly returns below 0; negative.", "quantstats"),
  DETAIL (longest_up_sessions, "Sessions up in a row", PERIODS, COUNT,
          "Most sessions with a gain in a row.", "quantstats"),
  DETAIL (longest_down_sessions, "Sessions down in a row", PERIODS, COUNT,
          "Most sessions with a loss in a row.", "quantstats"),
  DETAIL (payoff_sessions, "Payoff, sessions", PERIODS, RATIO,
          "Average gain of a session by the size of the average loss.", "quantstats"),
  DETAIL (profit_factor_sessions, "Profit factor, sessions", PERIODS, RATIO,
          "Sum of session gains by the size of the sum of session losses.", "quantstats"),
  DETAIL (gain_to_pain, "Gain to pain", PERIODS, RATIO,
          "Sum of session returns by the size of the sum of session losses (Schwager 2012).",
          "quantstats"),
  DETAIL (gain_to_pain_months, "Gain to pain, months", PERIODS, RATIO,
          "The same of calendar months.", "quantstats"),
  DETAIL (kelly_sessions, "Kelly, of sessions", PERIODS, FRACTION,
          "Win rate less loss rate by the payoff, of sessions.", "quantstats"),

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
  DETAIL (variance_annual, "Variance, a year", RISK, RATIO,
          "Sample variance of session returns times 252.", "LEAN"),
  DETAIL (risk_return_ratio, "Return by risk, a session", RISK, RATIO,
          "Mean of session returns by their sample deviation, not annualised.", "quantstats"),
  DETAIL (sharpe_compounded, "Sharpe, mean compounded", RISK, RATIO,
          "Mean session return compounded over 252 sessions by the annual volatility.", "LEAN"),
  DETAIL (sharpe_smart, "Sharpe, smart", RISK, RATIO,
          "Sharpe ratio by root of (1 + 2 sum (1 - k / n) c^k), with c the size of the correlation "
          "of neighbouring session returns: what smoothing hides.", "quantstats"),
  DETAIL (sortino_smart, "Sortino, smart", RISK, RATIO,
          "Sortino ratio by the same.", "quantstats"),
  DETAIL (sortino_adjusted, "Sortino, adjusted", RISK, RATIO,
          "Sortino ratio by the root of 2, so that it compares with the Sharpe ratio (Schwager).",
          "quantstats"),
  DETAIL (autocorrelation, "Autocorrelation", RISK, RATIO,
          "Correlation of each session return with the next.", "quantstats"),
  ROW (skewness, "Skewness", RISK, RATIO,
       "Of session returns, adjusted for the size of the sample; negative has the longer tail of "
       "losses.", "quantstats"),
  ROW (kurtosis, "Excess kurtosis", RISK, RATIO,
       "Of session returns, adjusted for the size of the sample; 0 of a normal distribution.",
       "quantstats"),
  DETAIL (value_at_risk_normal, "Value at risk, normal", RISK, FRACTION,
          "5th percentile of the normal distribution with the mean and the deviation of session "
          "returns.", "quantstats"),
  DETAIL (conditional_value_at_risk_normal, "Mean below it", RISK, FRACTION,
          "Mean of the session returns below value_at_risk_normal.", "quantstats"),
  DETAIL (value_at_risk_extreme, "Value at risk, 1 % tail", RISK, FRACTION,
          "1st percentile by a generalised Pareto distribution fitted to the losses over a "
          "threshold.", "empyrical"),
  DETAIL (expected_shortfall_extreme, "Mean beyond it", RISK, FRACTION,
          "Mean loss beyond value_at_risk_extreme by the same distribution.", "empyrical"),
  DETAIL (outlier_win_ratio, "Outliers, gains", RISK, RATIO,
          "99th percentile of session returns by the mean of those not below 0.", "quantstats"),
  DETAIL (outlier_loss_ratio, "Outliers, losses", RISK, RATIO,
          "1st percentile of session returns by the mean of those below 0.", "quantstats"),
  DETAIL (common_sense_ratio, "Common sense ratio", RISK, RATIO,
          "Profit factor of sessions times tail ratio.", "quantstats"),
  DETAIL (cpc_index, "CPC index", RISK, RATIO,
          "Profit factor times win rate times payoff, of sessions.", "quantstats"),
  DETAIL (risk_of_ruin, "Risk of ruin", RISK, FRACTION,
          "((1 - w) / (1 + w)) to the power of the number of sessions, with w the part of sessions "
          "won.", "quantstats"),
  ROW (ulcer_index, "Ulcer index", RISK, FRACTION,
       "Root of the sum of the squared depths below the peak at each session by their number "
       "less 1 (Martin 1987).", "quantstats"),
  DETAIL (ulcer_performance_index, "Ulcer performance index", RISK, RATIO,
          "Compounded session returns by the ulcer index.", "quantstats"),
  DETAIL (serenity_index, "Serenity index", RISK, RATIO,
          "Sum of session returns by the ulcer index and by the pitfall: the mean of the depths "
          "below their normal 5th percentile by the deviation of session returns.", "quantstats"),
  DETAIL (recovery_factor, "Recovery factor", RISK, RATIO,
          "Size of the sum of session returns by that of the maximum drawdown of sessions.",
          "quantstats"),
  ROW (time_under_water, "Time under water", RISK, FRACTION,
       "Bars at which equity was below its highest value before, by all bars.", "own"),
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

  ROW (probabilistic_sharpe, "Probability Sharpe > 0", SIGNIFICANCE, FRACTION,
       "Probability that the true Sharpe ratio is above 0, given length, skewness and kurtosis "
       "(Bailey and López de Prado 2012).", "quantstats"),
  ROW (probabilistic_sharpe_one, "Probability Sharpe > 1", SIGNIFICANCE, FRACTION,
       "The same of an annual Sharpe ratio above 1.", "LEAN"),
  ROW (sharpe_error, "Sharpe, standard error", SIGNIFICANCE, RATIO,
       "Standard error of the annual Sharpe ratio (Mertens 2002).", "own"),
  ROW (min_track_record_sessions, "Sessions it needs", SIGNIFICANCE, RATIO,
       "Sessions after which a Sharpe ratio like this one is above 0 with 95 % confidence (Bailey "
       "and López de Prado 2012); undefined when it is not above 0.", "own"),

  ROW (alpha, "Alpha, a year", BENCHMARK, FRACTION,
       "Mean session return that beta does not explain, compounded over 252 sessions; "
       "risk-free rate 0.", "empyrical"),
  ROW (beta, "Beta", BENCHMARK, RATIO,
       "Covariance of session returns with the benchmark's by the variance of the "
       "benchmark's.", "empyrical"),
  ROW (alpha_buy_and_hold, "Alpha, whole run", BENCHMARK, FRACTION,
       "Return less beta_buy_and_hold times the return of buy and hold.", "backtesting.py"),
  ROW (beta_buy_and_hold, "Beta, of logarithms", BENCHMARK, RATIO,
       "Covariance of logarithmic returns, bar by bar, with the benchmark's by the variance "
       "of the benchmark's.", "backtesting.py"),
  ROW (correlation, "Correlation", BENCHMARK, RATIO,
       "Of session returns with the benchmark's.", "quantstats"),
  DETAIL (r_squared, "R squared", BENCHMARK, RATIO,
          "Square of the correlation: the part of the variance that the benchmark explains.",
          "quantstats"),
  ROW (tracking_error, "Tracking error, a year", BENCHMARK, FRACTION,
       "Sample deviation of session returns less the benchmark's times the root of 252.", "LEAN"),
  ROW (information_ratio, "Information ratio", BENCHMARK, RATIO,
       "Mean session return compounded over 252 sessions, less that of the benchmark, by the "
       "tracking error.", "LEAN"),
  DETAIL (excess_sharpe, "Information ratio, session", BENCHMARK, RATIO,
          "Mean of session returns less the benchmark's by their sample deviation, not "
          "annualised.", "empyrical, quantstats"),
  DETAIL (treynor, "Treynor ratio", BENCHMARK, RATIO,
          "Mean session return compounded over 252 sessions by beta.", "LEAN"),
  DETAIL (capture, "Capture", BENCHMARK, RATIO,
          "Annual return by the benchmark's.", "empyrical"),
  ROW (up_capture, "Capture, up", BENCHMARK, RATIO,
       "The same of the sessions in which the benchmark rose.", "empyrical"),
  ROW (down_capture, "Capture, down", BENCHMARK, RATIO,
       "The same of the sessions in which the benchmark fell.", "empyrical"),
  DETAIL (up_down_capture, "Capture, up by down", BENCHMARK, RATIO,
          "Up capture by down capture.", "empyrical"),
  DETAIL (batting_average, "Batting average", BENCHMARK, FRACTION,
          "Sessions with a return above the benchmark's by all sessions.", "empyrical"),
  DETAIL (alpha_up, "Alpha, up", BENCHMARK, FRACTION,
          "Alpha of the sessions in which the benchmark rose.", "empyrical"),
  DETAIL (beta_up, "Beta, up", BENCHMARK, RATIO,
          "Beta of the sessions in which the benchmark rose.", "empyrical"),
  DETAIL (alpha_down, "Alpha, down", BENCHMARK, FRACTION,
          "Alpha of the sessions in which the benchmark fell.", "empyrical"),
  DETAIL (beta_down, "Beta, down", BENCHMARK, RATIO,
          "Beta of the sessions in which the benchmark fell.", "empyrical"),
  DETAIL (beta_fragility, "Fragility", BENCHMARK, FRACTION,
          "How far the return at the middle of the benchmark's range lies below the line between "
          "its ends; negative is fragile (Taleb and others 2012).", "empyrical"),
  DETAIL (benchmark_return_annual, "Benchmark, annual return", BENCHMARK, FRACTION,
          "return_annual of the benchmark.", "empyrical"),
  DETAIL (benchmark_volatility_annual, "Benchmark, volatility", BENCHMARK, FRACTION,
          "volatility_annual of the benchmark.", "empyrical"),
  DETAIL (benchmark_sharpe, "Benchmark, Sharpe ratio", BENCHMARK, RATIO,
          "sharpe of the benchmark.", "empyrical"),
  DETAIL (benchmark_max_drawdown, "Benchmark, drawdown", BENCHMARK, FRACTION,
          "Maximum drawdown of the benchmark, from session to session; negative.", "empyrical"),

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
  DETAIL (win_count, "Winners", TRADES, COUNT,
          "Trades with a profit.", "LEAN"),
  DETAIL (loss_count, "Losers", TRADES, COUNT,
          "Trades with a loss.", "LEAN"),
  DETAIL (loss_rate, "Loss rate", TRADES, FRACTION,
          "Trades with a loss by all trades.", "LEAN"),
  DETAIL (win_loss_ratio, "Winners by losers", TRADES, RATIO,
          "Trades with a profit by trades with a loss.", "LEAN"),
  ROW (payoff_ratio, "Payoff ratio", TRADES, RATIO,
       "Average win by the size of the average loss.", "LEAN, quantstats"),
  DETAIL (expectancy_payoff, "Expectancy, in losses", TRADES, RATIO,
          "Win rate times the payoff of returns, less the loss rate: what is won for each part "
          "that is lost.", "LEAN"),
  DETAIL (average_win_return, "Average win", TRADES, FRACTION,
          "Mean return of the trades with a profit.", "LEAN"),
  DETAIL (average_loss_return, "Average loss", TRADES, FRACTION,
          "Mean return of the trades with a loss; negative.", "LEAN"),
  DETAIL (gross_profit, "Gross profit", TRADES, MONEY,
          "Sum of the profits of the trades with a profit.", "LEAN"),
  DETAIL (gross_loss, "Gross loss", TRADES, MONEY,
          "Sum of the losses of the others; negative.", "LEAN"),
  ROW (largest_win, "Largest win", TRADES, MONEY,
       "Highest profit of a trade.", "LEAN"),
  ROW (largest_loss, "Largest loss", TRADES, MONEY,
       "Lowest profit of a trade; negative.", "LEAN"),
  DETAIL (profit_deviation, "Deviation of profits", TRADES, MONEY,
          "Sample deviation of the profits of trades.", "LEAN"),
  DETAIL (loss_deviation, "Deviation of losses", TRADES, MONEY,
          "Sample deviation of the losses of the losing trades.", "LEAN"),
  DETAIL (trade_sharpe, "Sharpe, of trades", TRADES, RATIO,
          "Mean profit by the deviation of profits.", "LEAN"),
  DETAIL (trade_sortino, "Sortino, of trades", TRADES, RATIO,
          "Mean profit by the deviation of losses.", "LEAN"),
  DETAIL (median_trade_days, "Median trade lasts", TRADES, DAYS,
          "Median time from entry to exit in calendar days; rounded up likewise.", "LEAN"),
  DETAIL (average_win_days, "Average winner lasts", TRADES, DAYS,
          "Mean time of the trades with a profit; rounded up likewise.", "LEAN"),
  DETAIL (average_loss_days, "Average loser lasts", TRADES, DAYS,
          "Mean time of the trades with a loss; rounded up likewise.", "LEAN"),
  DETAIL (median_win_days, "Median winner lasts", TRADES, DAYS,
          "Median time of the trades with a profit; rounded up likewise.", "LEAN"),
  DETAIL (median_loss_days, "Median loser lasts", TRADES, DAYS,
          "Median time of the trades with a loss; rounded up likewise.", "LEAN"),
  DETAIL (trades_per_year, "Trades a year", TRADES, RATIO,
          "Trades by years of 365.25 days.", "own"),
  DETAIL (worst_mae, "Worst move of all", TRADES, FRACTION,
          "Worst MAE of a trade; negative.", "LEAN"),
  DETAIL (best_mfe, "Best move of all", TRADES, FRACTION,
          "Best MFE of a trade.", "LEAN"),
  DETAIL (edge_ratio, "Edge ratio", TRADES, RATIO,
          "Average MFE by the size of the average MAE.", "own"),
  DETAIL (average_give_back, "Given back, average", TRADES, MONEY,
          "Mean of the profit of a trade less the most it had been worth (MFE times the value of "
          "its entry); negative.", "LEAN"),
  DETAIL (max_give_back, "Given back at most", TRADES, MONEY,
          "The most negative of these.", "LEAN"),
  DETAIL (max_closed_trade_drawdown, "Drawdown of closed trades", TRADES, MONEY,
          "Deepest fall of the sum of profits, in the order of exits, below its highest value "
          "before; negative.", "LEAN"),
  DETAIL (max_intra_trade_drawdown, "Drawdown inside trades", TRADES, MONEY,
          "The same with each trade at its worst (MAE) against peaks with each trade at its best "
          "(MFE).", "LEAN"),
  DETAIL (profit_to_closed_drawdown, "Profit by that drawdown", TRADES, RATIO,
          "Sum of profits by the size of the drawdown of closed trades.", "LEAN"),
  DETAIL (profit_without_best, "Profit without the best", TRADES, MONEY,
          "Sum of the profits of all trades but the best 5 %, at least one.", "own"),
  ROW (exposure, "Exposure", TRADES, FRACTION,
       "Bars in which a position was held by all bars; with an account for each symbol, over "
       "the bars of all accounts.", "backtesting.py"),
  ROW (max_positions, "Positions at most", TRADES, COUNT,
       "Most positions in one bar.", "own"),
  DETAIL (average_positions, "Positions on average", TRADES, RATIO,
          "Mean number of positions in a bar.", "own"),

  ROW (fees_total, "Fees", COSTS, MONEY,
       "Sum of the commissions of all fills.", "own"),
  ROW (slippage_total, "Slippage", COSTS, MONEY,
       "Sum over fills of quantity times what the price moved against the order.", "own"),
  DETAIL (borrow_total, "Borrow fees", COSTS, MONEY,
          "Fees for shares sold short, over all nights; also in the profit of trades.", "own"),
  DETAIL (interest_total, "Interest", COSTS, MONEY,
          "Interest on borrowed cash, over all nights; in no trade's profit.", "own"),
  ROW (turnover, "Turnover", COSTS, MONEY,
       "Sum of the values of all fills, bought and sold.", "own"),
  DETAIL (costs_total, "Costs", COSTS, MONEY,
          "Fees plus slippage.", "own"),
  DETAIL (equity_double_costs, "Equity at twice the costs", COSTS, MONEY,
          "Equity at the end less the costs once more, sizes the same.", "own"),
  ROW (costs_per_turnover, "Costs by turnover", COSTS, FRACTION,
       "Fees plus slippage by turnover.", "own"),
  ROW (break_even_cost, "Costs that eat the profit", COSTS, FRACTION,
       "Profit plus costs by turnover: at costs of this part of each fill's value nothing is left, "
       "sizes the same.", "own"),
  DETAIL (costs_per_gross_profit, "Costs by gross profit", COSTS, FRACTION,
          "Costs by the gross profit before costs.", "own"),
  ROW (turnover_annual, "Turnover, a year", COSTS, RATIO,
       "Turnover by mean equity and by years of 365.25 days; bought and sold count both.",
       "own"),
  ROW (strategy_capacity, "Capacity", COSTS, MONEY,
       "Estimate of the largest account that the market could serve: each week 2 % of the dollars "
       "that changed hands on the days of the fills (5 % in their hours, 20 % in the minutes after "
       "them) of the symbol with the least of it, by its fills and by its part of the account; a "
       "third of the week's, two thirds of what it was, to the nearest 1,000 USD.", "LEAN"),
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
  DETAIL (same_bar_trade_count, "Trades inside one bar", HONESTY, COUNT,
          "Completed trades that ended in the bar in which they began.", "own"),
  ROW (equity_worst_case, "Equity, worst case", HONESTY, MONEY,
       "Equity at the end if every ambiguous exit had gone against the account, other trades "
       "the same.", "own"),
  ROW (equity_best_case, "Equity, best case", HONESTY, MONEY,
       "Equity at the end if every ambiguous exit had gone its way, other trades the same.", "own"),
  ROW (missing_comparison_count, "Missing comparisons", HONESTY, COUNT,
       "Comparisons in the rules that had a missing value and therefore were false.", "own"),
  ROW (cut_fill_count, "Fills cut", HONESTY, COUNT,
       "Fills whose quantity was cut to what the account could pay.", "own"),
  DETAIL (finer_exit_count, "Exits by finer bars", HONESTY, COUNT,
          "Fills of exits that finer bars inside the bar decided.", "own"),
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
  static const char *const names[] = {
    "Result", "Periods", "Risk", "Significance", "Benchmark", "Trades", "Costs", "Honesty",
  };


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
