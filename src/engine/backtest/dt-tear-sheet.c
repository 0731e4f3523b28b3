/* dt-tear-sheet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <math.h>

#include "dt-benchmark.h"
#include "dt-drawdown.h"
#include "dt-ratios.h"
#include "dt-statistics.h"
#include "dt-trade-measures.h"

#include "dt-tear-sheet-private.h"

DtMoney
dt_tear_money (double value)
{
  DtMoney money;

  return dt_money_from_double (value, &money) ? money : DT_MONEY_NONE;
}

void
dt_tear_add_money (DtMoney *sum,
                   DtMoney  money)
{
  if (*sum == DT_MONEY_NONE || !dt_money_add (*sum, money, sum))
    *sum = DT_MONEY_NONE;
}

/* Daily bars and longer are dates; what is between two of them is whole days, whatever the
 * clocks did in between. */
gint64
dt_tear_time_between (const DtRunRecord *record,
                      DtTime             from,
                      DtTime             to)
{
  if (dt_timeframe_is_intraday (record->timeframe))
    return to - from;

  return (gint64) (dt_time_get_new_york_date (to, NULL) - dt_time_get_new_york_date (from, NULL))
         * DT_DAY;
}

/* The mean of @count spans that sum to @total, rounded up to days or minutes; in days. */
double
dt_tear_span_in_days (const DtRunRecord *record,
                      DtSpanSum          total,
                      gint64             count)
{
  DtSpanSum unit = dt_timeframe_is_intraday (record->timeframe) ? DT_MINUTE : DT_DAY;
  DtSpanSum n_units;

  if (count == 0)
    return NAN;

  n_units = (total + unit * count - 1) / (unit * count);
  return (double) (n_units * unit) / DT_DAY;
}

void
dt_trade_columns_set (DtTradeColumns    *columns,
                      gsize              i,
                      const DtRoundTrip *trip)
{
  double entry = dt_money_to_double (trip->entry_value);

  columns->profits[i] = dt_money_to_double (trip->profit);
  columns->returns[i] = entry > 0. ? columns->profits[i] / entry : NAN;
}

/* Result and risk */

/* From the close that ended the warm-up: the last before the rules could speak. */
static double
find_buy_and_hold (const double *benchmark,
                   gsize         n_points,
                   gsize         first_decision)
{
  gsize first = first_decision > 0 ? first_decision - 1 : 0;

  while (first < n_points && isnan (benchmark[first]))
    first++;
  while (n_points > first && isnan (benchmark[n_points - 1]))
    n_points--;
  if (first >= n_points || !(benchmark[first] > 0.))
    return NAN;

  return benchmark[n_points - 1] / benchmark[first] - 1.;
}

void
dt_tear_sheet_add_result (DtTearSheet         *sheet,
                          const DtRunRecord   *record,
                          const DtEquityCurve *curve)
{
  double first = curve->deposit, last, peak;

  sheet->equity_initial = dt_tear_money (first);
  if (curve->n_points == 0)
    return;

  last = curve->equity[curve->n_points - 1];
  peak = curve->equity[0];
  for (gsize i = 1; i < curve->n_points; i++)
    if (curve->equity[i] > peak || isnan (peak))
      peak = curve->equity[i];

  sheet->period_start = curve->time[0];
  sheet->period_end = curve->time[curve->n_points - 1];
  sheet->equity_final = dt_tear_money (last);
  sheet->equity_peak = dt_tear_money (peak);
  sheet->profit_total = dt_tear_money (last - first);
  sheet->return_total = first > 0. ? (last - first) / first : NAN;
  sheet->cagr = dt_returns_cagr (first, last,
                                 (double) dt_tear_time_between (record, sheet->period_start,
                                                        sheet->period_end) / DT_DAY);
  if (curve->benchmark != NULL)
    sheet->return_buy_and_hold = find_buy_and_hold (curve->benchmark, curve->n_points,
                                                    curve->first_decision);
}

static void
add_main_ratios (DtTearSheet            *sheet,
                 const DtSessionReturns *sessions,
                 double                  periods)
{
  const double *r = sessions->returns;
  gsize n = sessions->n;
  DtRatioSums sums;

  dt_ratio_sums_find (&sums, r, n);
  sheet->return_annual = dt_returns_annualize (sums.total, n, periods);
  sheet->volatility_annual_compounded
    = dt_ratios_moments_volatility_compounded (&sums.moments, sums.geometric_mean, periods);
  sheet->downside_risk = sums.downside * sqrt (periods);
  sheet->sharpe = dt_ratios_moments_sharpe (&sums.moments, 0., periods);
  sheet->sharpe_annualized = sheet->return_annual / sheet->volatility_annual_compounded;
  sheet->sortino_annualized = sheet->return_annual / sheet->downside_risk;
  sheet->session_count = n;
  sheet->skewness = dt_moments_get_skewness (&sums.moments);
  sheet->kurtosis = dt_moments_get_kurtosis (&sums.moments);
}

static void
add_other_ratios (DtTearSheet            *sheet,
                  const DtSessionReturns *sessions,
                  double                  periods)
{
  const double *r = sessions->returns;
  gsize n = sessions->n;

  sheet->volatility_annual = dt_ratios_volatility (r, n, periods);
  sheet->sortino = dt_ratios_sortino (r, n, 0., periods);
  sheet->omega = dt_ratios_omega (r, n, 0., 0., periods);
  if (sheet->max_drawdown < 0.)
    sheet->calmar = sheet->return_annual / -sheet->max_drawdown;
}

static void
add_deepest (DtTearSheet         *sheet,
             const DtEquityCurve *curve)
{
  sheet->max_drawdown = dt_drawdown_max (curve->equity, curve->n_points);
  /* The deposit is a peak too, should the very first instant have lost money */
  for (gsize i = 0; i < curve->n_points && curve->equity[i] < curve->deposit; i++)
    sheet->max_drawdown = fmin (sheet->max_drawdown, curve->equity[i] / curve->deposit - 1.);
}

static void
add_drawdowns (DtTearSheet         *sheet,
               const DtRunRecord   *record,
               const DtEquityCurve *curve)
{
  DtDrawdownSpell spell;
  DtSpanSum total = 0;
  gint64 longest = 0;
  double depths = 0.;
  gsize cursor = 0;

  while (dt_drawdown_next_spell (curve->equity, curve->n_points, &cursor, &spell))
    {
      gint64 span = dt_tear_time_between (record, curve->time[spell.peak], curve->time[spell.end]);

      longest = MAX (longest, span);
      total += span;
      depths += spell.depth;
      sheet->drawdown_count++;
    }

  if (sheet->drawdown_count == 0)
    return;
  sheet->average_drawdown = depths / sheet->drawdown_count;
  sheet->max_drawdown_days = dt_tear_span_in_days (record, longest, 1);
  sheet->average_drawdown_days = dt_tear_span_in_days (record, total, sheet->drawdown_count);
}

/* Logarithmic returns over the points at which the benchmark has a price. */
static double
find_log_beta (const DtEquityCurve *curve)
{
  g_autofree double *logs = g_new (double, 2 * curve->n_points);
  double *benchmark_logs = logs + curve->n_points;
  gsize n = 0, last = G_MAXSIZE;

  for (gsize i = 0; i < curve->n_points; i++)
    {
      if (isnan (curve->benchmark[i]))
        continue;
      if (last != G_MAXSIZE)
        {
          logs[n] = log (curve->equity[i] / curve->equity[last]);
          benchmark_logs[n++] = log (curve->benchmark[i] / curve->benchmark[last]);
        }
      last = i;
    }

  return dt_benchmark_beta (logs, benchmark_logs, n, DT_FACTOR_ANY, 0.);
}

static void
add_benchmark (DtTearSheet         *sheet,
               const DtEquityCurve *curve,
               const DtSessionReturns      *sessions,
               double               periods)
{
  DtAlphaBeta against;

  if (curve->benchmark == NULL)
    return;

  against = dt_benchmark_alpha_beta (sessions->returns, sessions->benchmark_returns, sessions->n,
                                     DT_FACTOR_ANY, 0., periods);
  sheet->alpha = against.alpha;
  sheet->beta = against.beta;
  sheet->beta_buy_and_hold = find_log_beta (curve);
  sheet->alpha_buy_and_hold = sheet->return_total
                              - sheet->beta_buy_and_hold * sheet->return_buy_and_hold;
}

/* What a brief sheet has of its curve. */
static void
add_line (DtTearSheet       *sheet,
          const DtTearInput *input)
{
  dt_tear_sheet_add_result (sheet, input->records, &input->curve);
  add_main_ratios (sheet, &input->sessions, input->periods);
  add_deepest (sheet, &input->curve);
}

static void
add_curve (DtTearSheet       *sheet,
           const DtTearInput *input)
{
  const DtEquityCurve *curve = &input->curve;

  add_other_ratios (sheet, &input->sessions, input->periods);
  add_drawdowns (sheet, input->records, curve);
  add_benchmark (sheet, curve, &input->sessions, input->periods);

  sheet->exposure = curve->exposure;
  for (gsize i = 0; i < curve->n_points; i++)
    sheet->max_positions = MAX (sheet->max_positions, curve->n_positions[i]);
}

/* Trades */

static DtMoney
mean_money (double mean)
{
  return isnan (mean) ? DT_MONEY_NONE : dt_tear_money (mean);
}

static void
add_trade_measures (DtTearSheet  *sheet,
                    const GArray *trades)
{
  g_autofree double *values = g_new (double, 2 * (gsize) trades->len);
  DtTradeColumns columns = { values, values + trades->len };
  DtTradeMeasures m;

  for (guint i = 0; i < trades->len; i++)
    dt_trade_columns_set (&columns, i, g_array_index (trades, DtTradeItem, i).trip);
  dt_trade_measures_compute (columns.profits, columns.returns, trades->len, &m);

  sheet->trade_count = m.n_trades;
  sheet->win_rate = m.win_rate;
  sheet->best_trade = m.best_return;
  sheet->worst_trade = m.worst_return;
  sheet->average_trade = m.average_return;
  sheet->expectancy = m.expectancy;
  sheet->profit_factor = m.profit_factor;
  sheet->profit_factor_money = m.profit_factor_money;
  sheet->average_profit = mean_money (m.average_profit);
  sheet->average_win = mean_money (m.average_win);
  sheet->average_loss = mean_money (m.average_loss);
  sheet->sqn = m.sqn;
  sheet->kelly = m.kelly;
  sheet->longest_win_streak = m.longest_win_streak;
  sheet->longest_loss_streak = m.longest_loss_streak;
}

static void
add_trade_spans (DtTearSheet  *sheet,
                 const GArray *trades)
{
  DtSpanSum total = 0;
  gint64 longest = 0;
  double bars = 0., mae = 0., mfe = 0.;
  const DtRunRecord *record = NULL;

  for (guint i = 0; i < trades->len; i++)
    {
      const DtRoundTrip *trip = g_array_index (trades, DtTradeItem, i).trip;
      gint64 span;

      record = g_array_index (trades, DtTradeItem, i).record;
      span = dt_tear_time_between (record, trip->entry_time, trip->exit_time);
      longest = MAX (longest, span);
      total += span;
      bars += trip->bars;
      mae += trip->mae;
      mfe += trip->mfe;
      if (trip->quantity > 0)
        sheet->long_trade_count++;
      else
        sheet->short_trade_count++;
      sheet->ambiguous_exit_count += trip->ambiguous;
    }

  if (trades->len == 0)
    return;
  sheet->max_trade_days = dt_tear_span_in_days (record, longest, 1);
  sheet->average_trade_days = dt_tear_span_in_days (record, total, trades->len);
  sheet->average_trade_bars = bars / trades->len;
  sheet->average_mae = mae / trades->len;
  sheet->average_mfe = mfe / trades->len;
}

/* Costs and honesty */

static void
add_fill (DtTearSheet  *sheet,
          const DtFill *fill)
{
  DtMoney value, reference;

  dt_tear_add_money (&sheet->fees_total, fill->fee);
  sheet->cut_fill_count += (fill->flags & DT_FILL_CUT) != 0;
  sheet->finer_exit_count += (fill->flags & DT_FILL_FINER) != 0;

  if (!dt_money_times (fill->price, fill->quantity, &value)
      || !dt_money_times (fill->reference, fill->quantity, &reference))
    {
      sheet->turnover = sheet->slippage_total = DT_MONEY_NONE;
      return;
    }
  dt_tear_add_money (&sheet->turnover, ABS (value));
  /* Positive when a purchase cost more or a sale brought less */
  dt_tear_add_money (&sheet->slippage_total, value - reference);
}

/* What was owed over night: the ledger has it as cash that went. */
static void
add_carry (DtTearSheet  *sheet,
           const DtBook *book)
{
  for (guint i = 0; i < book->ledger->len; i++)
    {
      const DtLedgerEntry *entry = &dt_rows_index (book->ledger, DtLedgerEntry, i);

      if (entry->kind == DT_LEDGER_BORROW)
        dt_tear_add_money (&sheet->borrow_total, -entry->cash);
      else if (entry->kind == DT_LEDGER_INTEREST)
        dt_tear_add_money (&sheet->interest_total, -entry->cash);
    }
}

static void
add_book (DtTearSheet       *sheet,
          const DtRunRecord *record)
{
  const DtBook *book = record->book;

  if (record->spec->borrow != NULL || record->spec->interest != NULL)
    add_carry (sheet, book);
  for (guint i = 0; i < book->fills->len; i++)
    add_fill (sheet, &dt_rows_index (book->fills, DtFill, i));
  for (guint i = 0; i < book->trades->len; i++)
    sheet->open_trade_count += dt_rows_index (book->trades, DtRoundTrip, i).open;
  for (guint i = 0; i < book->activity->len; i++)
    {
      const DtActivity *activity = &dt_rows_index (book->activity, DtActivity, i);

      if (activity->kind == DT_ACTIVITY_DATA)
        dt_tear_sheet_add_note (sheet, activity->text);
    }

  sheet->order_count += book->orders->len;
  sheet->fill_count += book->fills->len;
  sheet->bar_count += record->n_bars;
  sheet->missing_comparison_count += record->n_missing;
}

static void
add_bounds (DtTearSheet       *sheet,
            const DtRunRecord *records,
            gsize              n_records)
{
  double worst = 0., best = 0.;

  for (gsize i = 0; i < n_records; i++)
    {
      worst += records[i].equity_worst;
      best += records[i].equity_best;
    }

  sheet->equity_worst_case = dt_tear_money (worst);
  sheet->equity_best_case = dt_tear_money (best);
}

/* All that is undefined until it is computed. */
static void
clear_statistics (DtTearSheet *sheet)
{
  gsize n;
  const DtStatistic *statistics = dt_tear_sheet_get_statistics (&n);

  for (gsize i = 0; i < n; i++)
    switch (statistics[i].unit)
      {
      case DT_STATISTIC_TIME:
        G_STRUCT_MEMBER (DtTime, sheet, statistics[i].offset) = DT_TIME_NONE;
        break;
      case DT_STATISTIC_MONEY:
        G_STRUCT_MEMBER (DtMoney, sheet, statistics[i].offset) = DT_MONEY_NONE;
        break;
      case DT_STATISTIC_COUNT:
        break;
      case DT_STATISTIC_FRACTION:
      case DT_STATISTIC_RATIO:
      case DT_STATISTIC_DAYS:
      case DT_STATISTIC_BARS:
      default:
        G_STRUCT_MEMBER (double, sheet, statistics[i].offset) = NAN;
      }
}

/* Sorted by entry the trades of many books lie all over memory, and they are gone through often. */
static DtRoundTrip *
gather_trips (GArray *trades)
{
  DtRoundTrip *trips = g_new (DtRoundTrip, MAX (trades->len, 1));

  for (guint i = 0; i < trades->len; i++)
    {
      DtTradeItem *item = &g_array_index (trades, DtTradeItem, i);

      trips[i] = *item->trip;
      item->trip = &trips[i];
    }

  return trips;
}

/* The curve is there already. */
static void
tear_input_init (DtTearInput       *input,
                 const DtRunRecord *records,
                 gsize              n_records,
                 gboolean           brief)
{
  input->records = records;
  input->n_records = n_records;
  input->periods = records->timeframe >= DT_TIMEFRAME_WEEK ? DT_PERIODS_WEEKLY
                                                           : DT_PERIODS_DAILY;
  if (brief)
    dt_session_returns_init_line (&input->sessions, &input->curve, records->timeframe);
  else
    dt_session_returns_init (&input->sessions, &input->curve, records->timeframe);
  input->trades = dt_trade_list_new (records, n_records);
}

static void
tear_input_clear (DtTearInput *input)
{
  g_array_unref (input->trades);
  g_free (input->trips);
  dt_session_returns_clear (&input->sessions);
  dt_equity_curve_clear (&input->curve);
}

static DtTearSheet *
new_sheet (const DtRunRecord *records,
           gsize              n_records)
{
  DtTearSheet *sheet = g_new0 (DtTearSheet, 1);

  clear_statistics (sheet);
  sheet->notes = g_ptr_array_new_with_free_func (g_free);
  sheet->timeframe = records->timeframe;
  sheet->account_count = n_records;
  return sheet;
}

/**
 * dt_tear_sheet_new:
 * @records: one for each account of the run, in the order of their symbols; they must outlive the
 *   sheet, which borrows names from them
 *
 * Returns: (transfer full): all statistics and tables, without hashes
 */
DtTearSheet *
dt_tear_sheet_new (const DtRunRecord *records,
                   gsize              n_records)
{
  DtTearSheet *sheet;
  DtTearInput input = { 0 };

  g_return_val_if_fail (n_records > 0, NULL);

  sheet = new_sheet (records, n_records);
  sheet->fees_total = sheet->slippage_total = sheet->turnover = 0;
  sheet->borrow_total = sheet->interest_total = 0;
  sheet->benchmark_symbol = n_records == 1 ? records->benchmark_symbol : records->spec->benchmark;

  dt_equity_curve_init (&input.curve, records, n_records);
  tear_input_init (&input, records, n_records, FALSE);
  input.trips = gather_trips (input.trades);
  add_line (sheet, &input);
  add_curve (sheet, &input);
  add_trade_measures (sheet, input.trades);
  add_trade_spans (sheet, input.trades);
  for (gsize i = 0; i < n_records; i++)
    add_book (sheet, &records[i]);
  add_bounds (sheet, records, n_records);
  dt_tear_sheet_add_rows (sheet, &input);
  dt_tear_sheet_add_detail (sheet, &input);
  dt_tear_sheet_add_spans (sheet, &input);
  tear_input_clear (&input);

  return sheet;
}

/**
 * dt_tear_sheet_new_brief:
 * @trade_list_hash: (out) (nullable): that of dt_run_files_hash(), DT_RUN_HASH_SIZE characters
 *
 * For those who make many: without tables, and of the statistics only the result, the ratios of
 * the equity line, its deepest fall and the measures of trades. The rest stays undefined, counts
 * that are not of trades or sessions are 0.
 *
 * Returns: (transfer full): the sheet
 */
DtTearSheet *
dt_tear_sheet_new_brief (const DtRunRecord *records,
                         gsize              n_records,
                         char              *trade_list_hash)
{
  DtTearSheet *sheet;
  DtTearInput input = { 0 };

  g_return_val_if_fail (n_records > 0, NULL);

  sheet = new_sheet (records, n_records);
  dt_equity_curve_init_line (&input.curve, records, n_records);
  tear_input_init (&input, records, n_records, TRUE);
  add_line (sheet, &input);
  add_trade_measures (sheet, input.trades);
  if (trade_list_hash != NULL)
    dt_run_files_hash_trades (input.trades, records->timeframe, trade_list_hash);
  tear_input_clear (&input);

  return sheet;
}

void
dt_tear_sheet_free (DtTearSheet *sheet)
{
  if (sheet == NULL)
    return;

  g_free (sheet->symbols);
  g_free (sheet->strategies);
  g_free (sheet->exit_reasons);
  g_free (sheet->sides);
  g_free (sheet->years);
  g_free (sheet->drawdowns);
  g_ptr_array_unref (sheet->notes);
  g_free (sheet);
}

/**
 * dt_tear_sheet_add_note:
 * @note: a whole sentence about the data: a choice, a mixture, a series that ended
 *
 * Accounts of their own tend to say the same: what is there already is not added again.
 */
void
dt_tear_sheet_add_note (DtTearSheet *sheet,
                        const char  *note)
{
  if (!g_ptr_array_find_with_equal_func (sheet->notes, note, g_str_equal, NULL))
    g_ptr_array_add (sheet->notes, g_strdup (note));
}

/**
 * dt_tear_sheet_add_hashes:
 *
 * Computes the hashes of trade list and order list into @sheet; apart from the rest because a sweep
 * does not need them.
 */
void
dt_tear_sheet_add_hashes (DtTearSheet       *sheet,
                          const DtRunRecord *records,
                          gsize              n_records)
{
  DtRunHashes hashes;

  dt_run_files_hash (records, n_records, &hashes);
  dt_tear_sheet_set_hashes (sheet, &hashes);
}

void
dt_tear_sheet_set_hashes (DtTearSheet       *sheet,
                          const DtRunHashes *hashes)
{
  sheet->hashes = *hashes;
  sheet->has_hashes = TRUE;
}
