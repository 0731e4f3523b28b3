/* dt-tear-sheet-detail.c - the statistics that only a single run is worth
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <math.h>

#include "dt-benchmark.h"
#include "dt-drawdown.h"
#include "dt-ratios.h"
#include "dt-row-order.h"
#include "dt-session-measures.h"
#include "dt-significance.h"
#include "dt-statistics.h"
#include "dt-tail.h"
#include "dt-trade-path.h"

#include "dt-strategy-capacity.h"
#include "dt-tear-sheet-private.h"

#define TAIL         .05
#define EXTREME_TAIL .01
#define CONFIDENCE   .95
/* The part of the trades that counts as the best of them. */
#define BEST_PART    .05

/* Sessions */

static void
add_tails (DtTearSheet  *sheet,
           const double *r,
           gsize         n)
{
  DtTailFit fit;

  sheet->stability = dt_ratios_stability (r, n);
  sheet->tail_ratio = dt_tail_ratio (r, n);
  sheet->value_at_risk = dt_tail_value_at_risk (r, n, TAIL);
  sheet->conditional_value_at_risk = dt_tail_conditional_value_at_risk (r, n, TAIL);
  if (dt_tail_fit (r, n, EXTREME_TAIL, &fit))
    {
      sheet->value_at_risk_extreme = -fit.value_at_risk;
      sheet->expected_shortfall_extreme = -fit.expected_shortfall;
    }
}

static void
add_session_measures (DtTearSheet  *sheet,
                      const double *r,
                      gsize         n)
{
  DtSessionMeasures m;

  dt_session_measures_compute (r, n, &m);
  sheet->best_session = m.best;
  sheet->worst_session = m.worst;
  sheet->session_win_rate = m.win_rate;
  sheet->average_up_session = m.average_up;
  sheet->average_down_session = m.average_down;
  sheet->longest_up_sessions = m.longest_up;
  sheet->longest_down_sessions = m.longest_down;
  sheet->payoff_sessions = m.payoff;
  sheet->profit_factor_sessions = m.profit_factor;
  sheet->gain_to_pain = m.gain_to_pain;
  sheet->kelly_sessions = m.kelly;
  sheet->risk_return_ratio = m.risk_return;
  sheet->autocorrelation = m.autocorrelation;
  sheet->sharpe_smart = sheet->sharpe / m.smoothing;
  sheet->sortino_smart = sheet->sortino / m.smoothing;
  sheet->value_at_risk_normal = m.normal_value_at_risk;
  sheet->conditional_value_at_risk_normal = m.normal_expected_shortfall;
  sheet->outlier_win_ratio = m.outlier_win;
  sheet->outlier_loss_ratio = m.outlier_loss;
  sheet->common_sense_ratio = m.common_sense;
  sheet->cpc_index = m.cpc;
  sheet->risk_of_ruin = m.risk_of_ruin;
  sheet->ulcer_index = m.ulcer_index;
  sheet->ulcer_performance_index = m.ulcer_performance;
  sheet->serenity_index = m.serenity;
  sheet->recovery_factor = m.recovery;
}

/* What follows from statistics that are there already. */
static void
add_derived (DtTearSheet  *sheet,
             const double *r,
             gsize         n,
             double        periods)
{
  sheet->variance_annual = sheet->volatility_annual * sheet->volatility_annual;
  sheet->sharpe_compounded = (pow (1. + dt_statistics_mean (r, n), periods) - 1.)
                             / sheet->volatility_annual;
  sheet->sortino_adjusted = sheet->sortino / G_SQRT2;
  sheet->return_risk_adjusted = sheet->cagr / sheet->exposure;
  sheet->expected_return_session = dt_returns_geometric_mean (r, n);
}

static void
add_significance (DtTearSheet  *sheet,
                  const double *r,
                  gsize         n,
                  double        periods)
{
  DtSharpeSample sample;

  dt_significance_sample (r, n, &sample);
  sheet->sharpe_error = dt_significance_sharpe_error (&sample) * sqrt (periods);
  sheet->probabilistic_sharpe = dt_significance_probability (&sample, 0.);
  sheet->probabilistic_sharpe_one = dt_significance_probability (&sample, 1. / sqrt (periods));
  sheet->min_track_record_sessions = dt_significance_min_length (&sample, 0., CONFIDENCE);
}

/* Benchmark */

static void
add_alpha_beta (const DtSessionReturns *s,
                DtFactorDirection       direction,
                double                  periods,
                double                 *alpha,
                double                 *beta)
{
  DtAlphaBeta found = dt_benchmark_alpha_beta (s->returns, s->benchmark_returns, s->n, direction,
                                               0., periods);

  *alpha = found.alpha;
  *beta = found.beta;
}

static void
add_comparison (DtTearSheet            *sheet,
                const DtSessionReturns *s,
                double                  periods)
{
  const double *r = s->returns, *b = s->benchmark_returns;
  g_autofree double *active = g_new (double, s->n);
  gsize n = s->n;

  sheet->benchmark_return_annual = dt_returns_annual (b, n, periods);
  sheet->benchmark_volatility_annual = dt_ratios_volatility (b, n, periods);
  sheet->benchmark_sharpe = dt_ratios_sharpe (b, n, 0., periods);
  sheet->benchmark_max_drawdown = dt_drawdown_max_of_returns (b, n);
  sheet->correlation = dt_statistics_correlation (r, b, n);
  sheet->r_squared = sheet->correlation * sheet->correlation;
  sheet->tracking_error = dt_benchmark_tracking_error (r, b, n, periods);
  sheet->information_ratio = dt_benchmark_information_ratio (r, b, n, periods);
  dt_returns_subtract (r, b, n, active);
  sheet->excess_sharpe = dt_ratios_excess_sharpe (active, n);
  sheet->treynor = (pow (1. + dt_statistics_mean (r, n), periods) - 1.) / sheet->beta;
  sheet->capture = dt_benchmark_capture (r, b, n, DT_FACTOR_ANY, periods);
  sheet->up_capture = dt_benchmark_capture (r, b, n, DT_FACTOR_UP, periods);
  sheet->down_capture = dt_benchmark_capture (r, b, n, DT_FACTOR_DOWN, periods);
  sheet->up_down_capture = dt_benchmark_up_down_capture (r, b, n, periods);
  sheet->batting_average = dt_benchmark_batting (r, b, n);
  sheet->beta_fragility = dt_benchmark_fragility (r, b, n);
  add_alpha_beta (s, DT_FACTOR_UP, periods, &sheet->alpha_up, &sheet->beta_up);
  add_alpha_beta (s, DT_FACTOR_DOWN, periods, &sheet->alpha_down, &sheet->beta_down);
}

/* Trades */

/* Where trades are in the list, by their exits; what ended at one time stays as it is there. */
static DtRowKey *
sort_by_exit (const GArray *trades)
{
  DtRowKey *keys = g_new (DtRowKey, MAX (trades->len, 1));

  for (guint i = 0; i < trades->len; i++)
    keys[i] = (DtRowKey) { g_array_index (trades, DtTradeItem, i).trip->exit_time, 0, i };
  dt_row_keys_sort (keys, trades->len);

  return keys;
}

static DtMoney
money_or_undefined (double value)
{
  return isnan (value) ? DT_MONEY_NONE : dt_tear_money (value);
}

static void
add_path (DtTearSheet  *sheet,
          const GArray *trades)
{
  g_autofree DtRowKey *exits = sort_by_exit (trades);
  g_autofree double *profits = g_new (double, 3 * (gsize) MAX (trades->len, 1));
  double *worst = profits + trades->len, *best = worst + trades->len;
  DtTradePath path;

  for (guint i = 0; i < trades->len; i++)
    {
      const DtRoundTrip *trip = g_array_index (trades, DtTradeItem, exits[i].row).trip;
      double entry = dt_money_to_double (trip->entry_value);

      profits[i] = dt_money_to_double (trip->profit);
      worst[i] = fmin (trip->mae * entry, 0.);
      best[i] = fmax (trip->mfe * entry, 0.);
    }

  dt_trade_path_compute (profits, worst, best, trades->len, &path);
  sheet->largest_win = money_or_undefined (path.largest_profit);
  sheet->largest_loss = money_or_undefined (path.largest_loss);
  sheet->profit_deviation = money_or_undefined (path.deviation);
  sheet->loss_deviation = money_or_undefined (path.loss_deviation);
  sheet->trade_sharpe = path.sharpe;
  sheet->trade_sortino = path.sortino;
  sheet->max_closed_trade_drawdown = money_or_undefined (path.max_closed_drawdown);
  sheet->max_intra_trade_drawdown = money_or_undefined (path.max_intra_drawdown);
  sheet->profit_to_closed_drawdown = path.profit_to_drawdown;
  sheet->max_give_back = money_or_undefined (path.max_give_back);
  sheet->average_give_back = money_or_undefined (path.average_give_back);
}

/* Puts the @k-th smallest value in its place, no greater ones before it, no smaller ones after it
 * (Hoare 1961). */
static gint64
select_kth (gint64 *values,
            gsize   n,
            gsize   k)
{
  gint64 *low = values, *high = values + n - 1;

  while (low < high)
    {
      gint64 pivot = low[(high - low) / 2], *i = low, *j = high;

      while (i <= j)
        {
          while (*i < pivot)
            i++;
          while (pivot < *j)
            j--;
          if (i <= j)
            {
              gint64 swap = *i;

              *i++ = *j;
              *j-- = swap;
            }
        }
      if (values + k <= j)
        high = j;
      else if (values + k >= i)
        low = i;
      else
        break;
    }

  return values[k];
}

/* The profit of all trades but the best twentieth, at least one. */
static void
add_profit_without_best (DtTearSheet  *sheet,
                         const GArray *trades)
{
  g_autofree gint64 *profits = g_new (gint64, MAX (trades->len, 1));
  guint n = trades->len, n_left;

  if (n == 0)
    return;

  for (guint i = 0; i < n; i++)
    profits[i] = g_array_index (trades, DtTradeItem, i).trip->profit;
  n_left = n - MAX ((guint) ceil (BEST_PART * n), 1);
  select_kth (profits, n, n_left);
  sheet->profit_without_best = 0;
  for (guint i = 0; i < n_left; i++)
    dt_tear_add_money (&sheet->profit_without_best, profits[i]);
}

/* Profits of winners and losers as parts of the value of their entries, and what stands beside. */
static void
add_returns_of_sides (DtTearSheet  *sheet,
                      const GArray *trades)
{
  double wins = 0., losses = 0.;

  for (guint i = 0; i < trades->len; i++)
    {
      const DtRoundTrip *trip = g_array_index (trades, DtTradeItem, i).trip;
      double profit = dt_money_to_double (trip->profit);
      double value = dt_money_to_double (trip->entry_value);

      sheet->win_count += profit > 0.;
      sheet->loss_count += profit < 0.;
      if (profit > 0.)
        wins += profit / value;
      else if (profit < 0.)
        losses += profit / value;
      sheet->worst_mae = fmin (sheet->worst_mae, trip->mae);
      sheet->best_mfe = fmax (sheet->best_mfe, trip->mfe);
      sheet->same_bar_trade_count += trip->bars == 0;
    }

  sheet->average_win_return = sheet->win_count > 0 ? wins / sheet->win_count : NAN;
  sheet->average_loss_return = sheet->loss_count > 0 ? losses / sheet->loss_count : NAN;
}

static void
add_gross (DtTearSheet  *sheet,
           const GArray *trades)
{
  sheet->gross_profit = sheet->gross_loss = 0;
  for (guint i = 0; i < trades->len; i++)
    {
      DtMoney profit = g_array_index (trades, DtTradeItem, i).trip->profit;

      dt_tear_add_money (profit > 0 ? &sheet->gross_profit : &sheet->gross_loss, profit);
    }
}

static void
add_trade_ratios (DtTearSheet *sheet)
{
  double years = sheet->duration_days / 365.25;

  if (sheet->trade_count > 0)
    sheet->loss_rate = (double) sheet->loss_count / sheet->trade_count;
  if (sheet->loss_count > 0)
    {
      sheet->win_loss_ratio = (double) sheet->win_count / sheet->loss_count;
      if (sheet->win_count > 0)
        sheet->payoff_ratio = dt_money_to_double (sheet->average_win)
                              / -dt_money_to_double (sheet->average_loss);
      sheet->expectancy_payoff = sheet->win_rate * sheet->average_win_return
                                 / -sheet->average_loss_return - sheet->loss_rate;
    }
  if (sheet->average_mae < 0.)
    sheet->edge_ratio = sheet->average_mfe / -sheet->average_mae;
  if (years > 0.)
    sheet->trades_per_year = sheet->trade_count / years;
}

/* Spans */

static double
find_median (const DtRunRecord *record,
             gint64            *spans,
             gsize              n)
{
  gint64 high = select_kth (spans, n, n / 2), low = high;

  if (n % 2 == 1)
    return dt_tear_span_in_days (record, high, 1);

  for (gsize i = 0; i < n / 2; i++)
    low = i == 0 ? spans[0] : MAX (low, spans[i]);
  return dt_tear_span_in_days (record, (DtSpanSum) low + high, 2);
}

static void
set_days (const DtRunRecord *record,
          gint64            *spans,
          gsize              n,
          double            *average,
          double            *median)
{
  DtSpanSum total = 0;

  if (n == 0)
    return;
  for (gsize i = 0; i < n; i++)
    total += spans[i];
  *average = dt_tear_span_in_days (record, total, n);
  *median = find_median (record, spans, n);
}

static void
add_trade_days (DtTearSheet  *sheet,
                const GArray *trades)
{
  gsize n = trades->len, n_wins = 0, n_losses = 0;
  g_autofree gint64 *spans = g_new (gint64, MAX (3 * n, 1));
  gint64 *wins = spans + n, *losses = wins + n;
  const DtRunRecord *record = NULL;
  double average;

  for (gsize i = 0; i < n; i++)
    {
      const DtTradeItem *item = &g_array_index (trades, DtTradeItem, i);

      record = item->record;
      spans[i] = dt_tear_time_between (record, item->trip->entry_time, item->trip->exit_time);
      if (item->trip->profit > 0)
        wins[n_wins++] = spans[i];
      else if (item->trip->profit < 0)
        losses[n_losses++] = spans[i];
    }

  set_days (record, spans, n, &average, &sheet->median_trade_days);
  set_days (record, wins, n_wins, &sheet->average_win_days, &sheet->median_win_days);
  set_days (record, losses, n_losses, &sheet->average_loss_days, &sheet->median_loss_days);
}

/* Costs */

static void
add_costs (DtTearSheet         *sheet,
           const DtEquityCurve *curve)
{
  double mean = dt_statistics_mean (curve->equity, curve->n_points);
  double years = sheet->duration_days / 365.25, turnover, costs;

  if (sheet->fees_total == DT_MONEY_NONE || sheet->slippage_total == DT_MONEY_NONE
      || sheet->turnover == DT_MONEY_NONE
      || !dt_money_add (sheet->fees_total, sheet->slippage_total, &sheet->costs_total))
    {
      sheet->costs_total = DT_MONEY_NONE;
      return;
    }

  turnover = dt_money_to_double (sheet->turnover);
  costs = dt_money_to_double (sheet->costs_total);
  if (sheet->equity_final != DT_MONEY_NONE)
    sheet->equity_double_costs = dt_tear_money (dt_money_to_double (sheet->equity_final) - costs);
  if (turnover > 0.)
    {
      sheet->costs_per_turnover = costs / turnover;
      if (sheet->profit_total != DT_MONEY_NONE)
        sheet->break_even_cost = (dt_money_to_double (sheet->profit_total) + costs) / turnover;
    }
  if (sheet->gross_profit != DT_MONEY_NONE
      && dt_money_to_double (sheet->gross_profit) + costs > 0.)
    sheet->costs_per_gross_profit = costs / (dt_money_to_double (sheet->gross_profit) + costs);
  if (years > 0. && mean > 0.)
    sheet->turnover_annual = turnover / mean / years;
}

static void
add_curve_shape (DtTearSheet         *sheet,
                 const DtEquityCurve *curve)
{
  double peak = curve->deposit, positions = 0.;
  gsize n_under = 0;

  for (gsize i = 0; i < curve->n_points; i++)
    {
      peak = fmax (peak, curve->equity[i]);
      n_under += curve->equity[i] < peak;
      positions += curve->n_positions[i];
    }
  if (curve->n_points == 0)
    return;

  sheet->time_under_water = (double) n_under / curve->n_points;
  sheet->average_positions = positions / curve->n_points;
}

void
dt_tear_sheet_add_detail (DtTearSheet       *sheet,
                          const DtTearInput *input)
{
  const DtSessionReturns *s = &input->sessions;

  if (input->curve.n_points > 0)
    sheet->duration_days
      = (double) dt_tear_time_between (input->records, sheet->period_start, sheet->period_end)
        / DT_DAY;
  add_tails (sheet, s->returns, s->n);
  add_session_measures (sheet, s->returns, s->n);
  add_derived (sheet, s->returns, s->n, input->periods);
  add_significance (sheet, s->returns, s->n, input->periods);
  if (input->curve.benchmark != NULL)
    add_comparison (sheet, s, input->periods);

  add_returns_of_sides (sheet, input->trades);
  add_gross (sheet, input->trades);
  add_trade_ratios (sheet);
  add_path (sheet, input->trades);
  add_profit_without_best (sheet, input->trades);
  add_trade_days (sheet, input->trades);

  add_costs (sheet, &input->curve);
  sheet->strategy_capacity = money_or_undefined (dt_strategy_capacity_find (input->records,
                                                                            input->n_records,
                                                                            &input->curve));
  add_curve_shape (sheet, &input->curve);
}
