/* dt-tear-sheet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-benchmark.h"
#include "dt-drawdown.h"
#include "dt-ratios.h"
#include "dt-statistics.h"
#include "dt-tail.h"
#include "dt-trade-measures.h"

#include "dt-equity-curve.h"
#include "dt-tear-sheet.h"
#include "dt-trade-list.h"

#define TAIL .05

static DtMoney
money_or_none (double value)
{
  DtMoney money;

  return dt_money_from_double (value, &money) ? money : DT_MONEY_NONE;
}

/* A sum that overflowed stays undefined. */
static void
add_money (DtMoney *sum,
           DtMoney  money)
{
  if (*sum == DT_MONEY_NONE || !dt_money_add (*sum, money, sum))
    *sum = DT_MONEY_NONE;
}

/* Daily bars and longer are dates; what is between two of them is whole days, whatever the
 * clocks did in between. */
static gint64
time_between (const DtRunRecord *record,
              DtTime             from,
              DtTime             to)
{
  if (dt_timeframe_is_intraday (record->timeframe))
    return to - from;

  return (gint64) (dt_time_get_new_york_date (to, NULL) - dt_time_get_new_york_date (from, NULL))
         * DT_DAY;
}

/* The mean of @count spans that sum to @total, rounded up to days or minutes; in days. */
static double
span_in_days (const DtRunRecord *record,
              gint64             total,
              gint64             count)
{
  gint64 unit = dt_timeframe_is_intraday (record->timeframe) ? DT_MINUTE : DT_DAY;
  gint64 n_units;

  if (count == 0)
    return NAN;

  n_units = (total + unit * count - 1) / (unit * count);
  return (double) (n_units * unit) / DT_DAY;
}

/* Sessions */

/* The last equity and benchmark of each session, and the returns from one to the next. */
typedef struct
{
  gsize   n;                  /* returns */
  double *equity;
  double *benchmark;
  double *returns;
  double *benchmark_returns;
} Sessions;

static gsize
find_sessions (const DtEquityCurve *curve,
               DtTimeframe          timeframe,
               Sessions            *sessions)
{
  DtDate last = DT_DATE_NONE;
  gsize n = 0;

  for (gsize i = 0; i < curve->n_points; i++)
    {
      DtDate date = dt_timeframe_is_intraday (timeframe)
                    ? dt_time_get_new_york_date (curve->time[i], NULL) : (DtDate) i;

      if (date != last)
        {
          sessions->benchmark[n] = NAN;
          n++;
        }
      last = date;
      sessions->equity[n - 1] = curve->equity[i];
      if (curve->benchmark != NULL && !isnan (curve->benchmark[i]))
        sessions->benchmark[n - 1] = curve->benchmark[i];
    }

  return n;
}

static void
sessions_init (Sessions            *sessions,
               const DtEquityCurve *curve,
               DtTimeframe          timeframe)
{
  gsize n = MAX (curve->n_points, 1);
  gsize n_sessions;

  sessions->equity = g_new (double, 4 * n);
  sessions->benchmark = sessions->equity + n;
  sessions->returns = sessions->benchmark + n;
  sessions->benchmark_returns = sessions->returns + n;
  n_sessions = find_sessions (curve, timeframe, sessions);
  if (n_sessions == 0)
    return;

  dt_returns_from_values (sessions->equity, n_sessions, sessions->returns);
  dt_returns_from_values (sessions->benchmark, n_sessions, sessions->benchmark_returns);

  /* The first session has a return only when something happened in it: from the deposit */
  sessions->n = n_sessions;
  if (sessions->equity[0] != curve->deposit)
    sessions->returns[0] = sessions->equity[0] / curve->deposit - 1.;
  else
    {
      sessions->n--;
      sessions->returns++;
      sessions->benchmark_returns++;
    }
}

static void
sessions_clear (Sessions *sessions)
{
  g_clear_pointer (&sessions->equity, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sessions, sessions_clear)

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

static void
add_result (DtTearSheet         *sheet,
            const DtRunRecord   *record,
            const DtEquityCurve *curve)
{
  double first = curve->deposit, last, peak;

  sheet->equity_initial = money_or_none (first);
  if (curve->n_points == 0)
    return;

  last = curve->equity[curve->n_points - 1];
  peak = curve->equity[0];
  for (gsize i = 1; i < curve->n_points; i++)
    peak = fmax (peak, curve->equity[i]);

  sheet->period_start = curve->time[0];
  sheet->period_end = curve->time[curve->n_points - 1];
  sheet->equity_final = money_or_none (last);
  sheet->equity_peak = money_or_none (peak);
  sheet->profit_total = money_or_none (last - first);
  sheet->return_total = first > 0. ? (last - first) / first : NAN;
  sheet->cagr = dt_returns_cagr (first, last,
                                 (double) time_between (record, sheet->period_start,
                                                        sheet->period_end) / DT_DAY);
  if (curve->benchmark != NULL)
    sheet->return_buy_and_hold = find_buy_and_hold (curve->benchmark, curve->n_points,
                                                    curve->first_decision);
}

static void
add_ratios (DtTearSheet    *sheet,
            const Sessions *sessions,
            double          periods)
{
  const double *r = sessions->returns;
  gsize n = sessions->n;

  sheet->return_annual = dt_returns_annual (r, n, periods);
  sheet->volatility_annual = dt_ratios_volatility (r, n, periods);
  sheet->volatility_annual_compounded = dt_ratios_volatility_compounded (r, n, periods);
  sheet->downside_risk = dt_ratios_downside_risk (r, n, 0., periods);
  sheet->sharpe = dt_ratios_sharpe (r, n, 0., periods);
  sheet->sharpe_annualized = sheet->return_annual / sheet->volatility_annual_compounded;
  sheet->sortino = dt_ratios_sortino (r, n, 0., periods);
  sheet->sortino_annualized = sheet->return_annual / sheet->downside_risk;
  sheet->omega = dt_ratios_omega (r, n, 0., 0., periods);
  sheet->stability = dt_ratios_stability (r, n);
  sheet->tail_ratio = dt_tail_ratio (r, n);
  sheet->value_at_risk = dt_tail_value_at_risk (r, n, TAIL);
  sheet->conditional_value_at_risk = dt_tail_conditional_value_at_risk (r, n, TAIL);
}

static void
add_drawdowns (DtTearSheet         *sheet,
               const DtRunRecord   *record,
               const DtEquityCurve *curve)
{
  DtDrawdownSpell spell;
  gint64 total = 0, longest = 0;
  double depths = 0.;
  gsize cursor = 0;

  sheet->max_drawdown = dt_drawdown_max (curve->equity, curve->n_points);
  /* The deposit is a peak too, should the very first instant have lost money */
  for (gsize i = 0; i < curve->n_points && curve->equity[i] < curve->deposit; i++)
    sheet->max_drawdown = fmin (sheet->max_drawdown, curve->equity[i] / curve->deposit - 1.);
  while (dt_drawdown_next_spell (curve->equity, curve->n_points, &cursor, &spell))
    {
      gint64 span = time_between (record, curve->time[spell.peak], curve->time[spell.end]);

      longest = MAX (longest, span);
      total += span;
      depths += spell.depth;
      sheet->drawdown_count++;
    }

  if (sheet->drawdown_count == 0)
    return;
  sheet->average_drawdown = depths / sheet->drawdown_count;
  sheet->max_drawdown_days = span_in_days (record, longest, 1);
  sheet->average_drawdown_days = span_in_days (record, total, sheet->drawdown_count);
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
               const Sessions      *sessions,
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

static void
add_curve (DtTearSheet       *sheet,
           const DtRunRecord *records,
           gsize              n_records)
{
  g_auto(DtEquityCurve) curve = { 0 };
  g_auto(Sessions) sessions = { 0 };
  double periods = records->timeframe >= DT_TIMEFRAME_WEEK ? DT_PERIODS_WEEKLY
                                                           : DT_PERIODS_DAILY;

  dt_equity_curve_init (&curve, records, n_records);
  sessions_init (&sessions, &curve, records->timeframe);

  add_result (sheet, records, &curve);
  add_ratios (sheet, &sessions, periods);
  add_drawdowns (sheet, records, &curve);
  if (sheet->max_drawdown < 0.)
    sheet->calmar = sheet->return_annual / -sheet->max_drawdown;
  add_benchmark (sheet, &curve, &sessions, periods);

  sheet->exposure = curve.exposure;
  for (gsize i = 0; i < curve.n_points; i++)
    sheet->max_positions = MAX (sheet->max_positions, curve.n_positions[i]);
}

/* Trades */

/* Money of trades as numbers, in the order of the list they are made from. */
typedef struct
{
  double *profits;
  double *returns;
} TradeColumns;

static void
trade_columns_set (TradeColumns      *columns,
                   gsize              i,
                   const DtRoundTrip *trip)
{
  double entry = dt_money_to_double (trip->entry_value);

  columns->profits[i] = dt_money_to_double (trip->profit);
  columns->returns[i] = entry > 0. ? columns->profits[i] / entry : NAN;
}

static DtMoney
mean_money (double mean)
{
  return isnan (mean) ? DT_MONEY_NONE : money_or_none (mean);
}

static void
add_trade_measures (DtTearSheet  *sheet,
                    const GArray *trades)
{
  g_autofree double *values = g_new (double, 2 * (gsize) trades->len);
  TradeColumns columns = { values, values + trades->len };
  DtTradeMeasures m;

  for (guint i = 0; i < trades->len; i++)
    trade_columns_set (&columns, i, g_array_index (trades, DtTradeItem, i).trip);
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
  gint64 total = 0, longest = 0;
  double bars = 0., mae = 0., mfe = 0.;
  const DtRunRecord *record = NULL;

  for (guint i = 0; i < trades->len; i++)
    {
      const DtRoundTrip *trip = g_array_index (trades, DtTradeItem, i).trip;
      gint64 span;

      record = g_array_index (trades, DtTradeItem, i).record;
      span = time_between (record, trip->entry_time, trip->exit_time);
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
  sheet->max_trade_days = span_in_days (record, longest, 1);
  sheet->average_trade_days = span_in_days (record, total, trades->len);
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

  add_money (&sheet->fees_total, fill->fee);
  sheet->cut_fill_count += (fill->flags & DT_FILL_CUT) != 0;

  if (!dt_money_times (fill->price, fill->quantity, &value)
      || !dt_money_times (fill->reference, fill->quantity, &reference))
    {
      sheet->turnover = sheet->slippage_total = DT_MONEY_NONE;
      return;
    }
  add_money (&sheet->turnover, ABS (value));
  /* Positive when a purchase cost more or a sale brought less */
  add_money (&sheet->slippage_total, value - reference);
}

static void
add_book (DtTearSheet       *sheet,
          const DtRunRecord *record)
{
  const DtBook *book = record->book;

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

  sheet->equity_worst_case = money_or_none (worst);
  sheet->equity_best_case = money_or_none (best);
}

/* Rows by symbol and by strategy */

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  return strcmp (((const DtTearSheetRow *) a)->name, ((const DtTearSheetRow *) b)->name);
}

static int
compare_name (const void *key,
              const void *row)
{
  return strcmp (key, ((const DtTearSheetRow *) row)->name);
}

static DtTearSheetRow *
find_row (DtTearSheetRow *rows,
          gsize           n_rows,
          const char     *name)
{
  return bsearch (name, rows, n_rows, sizeof *rows, compare_name);
}

static void
add_account (DtTearSheetRow    *row,
             const DtRunRecord *record)
{
  g_auto(DtEquityCurve) curve = { 0 };
  g_auto(Sessions) sessions = { 0 };
  DtTearSheet part = { 0 };
  double periods = record->timeframe >= DT_TIMEFRAME_WEEK ? DT_PERIODS_WEEKLY : DT_PERIODS_DAILY;

  dt_equity_curve_init (&curve, record, 1);
  sessions_init (&sessions, &curve, record->timeframe);
  part.equity_final = DT_MONEY_NONE;
  part.return_total = part.return_buy_and_hold = NAN;
  add_result (&part, record, &curve);

  row->has_account = TRUE;
  row->equity_final = part.equity_final;
  row->return_total = part.return_total;
  row->return_buy_and_hold = part.return_buy_and_hold;
  row->sharpe = dt_ratios_sharpe (sessions.returns, sessions.n, 0., periods);
  row->max_drawdown = dt_drawdown_max (curve.equity, curve.n_points);
}

static void
add_name (GArray     *rows,
          const char *name)
{
  DtTearSheetRow row = {
    .name = name, .equity_final = DT_MONEY_NONE, .return_total = NAN,
    .return_buy_and_hold = NAN, .sharpe = NAN, .max_drawdown = NAN,
  };

  g_array_append_val (rows, row);
}

/* Sorts the names and leaves each once. */
static DtTearSheetRow *
finish_names (GArray *rows,
              gsize  *n_rows)
{
  DtTearSheetRow *row = (DtTearSheetRow *) rows->data;
  gsize n = 0;

  g_qsort_with_data (row, rows->len, sizeof *row, compare_rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    if (n == 0 || !g_str_equal (row[n - 1].name, row[i].name))
      row[n++] = row[i];

  *n_rows = n;
  return (DtTearSheetRow *) g_array_free (rows, FALSE);
}

/* Trades of one row side by side: a counting sort by row. */
static void
measure_rows (DtTearSheetRow *rows,
              gsize           n_rows,
              const GArray   *trades,
              gboolean        by_symbol)
{
  g_autofree double *values = g_new (double, 2 * (gsize) trades->len);
  g_autofree gsize *ends = g_new0 (gsize, n_rows + 1);
  g_autofree guint *of = g_new (guint, trades->len);
  TradeColumns columns = { values, values + trades->len };

  for (guint i = 0; i < trades->len; i++)
    {
      const DtTradeItem *item = &g_array_index (trades, DtTradeItem, i);

      of[i] = find_row (rows, n_rows, by_symbol ? item->symbol : item->strategy) - rows;
      ends[of[i] + 1]++;
    }
  for (gsize i = 0; i < n_rows; i++)
    ends[i + 1] += ends[i];
  for (guint i = 0; i < trades->len; i++)
    {
      const DtTradeItem *item = &g_array_index (trades, DtTradeItem, i);

      trade_columns_set (&columns, ends[of[i]]++, item->trip);
      add_money (&rows[of[i]].profit_total, item->trip->profit);
      add_money (&rows[of[i]].fees_total, item->trip->fees);
    }

  for (gsize i = 0, from = 0; i < n_rows; from = ends[i++])
    {
      DtTradeMeasures m;

      dt_trade_measures_compute (columns.profits + from, columns.returns + from, ends[i] - from,
                                 &m);
      rows[i].trade_count = m.n_trades;
      rows[i].win_rate = m.win_rate;
      rows[i].best_trade = m.best_return;
      rows[i].worst_trade = m.worst_return;
      rows[i].expectancy = m.expectancy;
      rows[i].profit_factor = m.profit_factor;
    }
}

static guint
count_strategies (const DtRunRecord *record)
{
  return record->spec->strategy_texts != NULL ? g_strv_length (record->spec->strategy_texts) : 0;
}

static void
add_rows (DtTearSheet       *sheet,
          const DtRunRecord *records,
          gsize              n_records,
          const GArray      *trades)
{
  GArray *symbols = g_array_new (FALSE, FALSE, sizeof (DtTearSheetRow));
  GArray *strategies = g_array_new (FALSE, FALSE, sizeof (DtTearSheetRow));

  for (gsize i = 0; i < n_records; i++)
    {
      for (const char *const *symbol = records[i].traded; *symbol != NULL; symbol++)
        add_name (symbols, *symbol);
      for (guint j = 0; j < count_strategies (&records[i]); j++)
        add_name (strategies, records[i].strategies[j]);
    }
  /* The user, and whatever else traded */
  for (guint i = 0; i < trades->len; i++)
    if (g_array_index (trades, DtTradeItem, i).trip->strategy == DT_STRATEGY_USER
        || count_strategies (records) == 0)
      add_name (strategies, g_array_index (trades, DtTradeItem, i).strategy);

  sheet->symbols = finish_names (symbols, &sheet->n_symbols);
  sheet->strategies = finish_names (strategies, &sheet->n_strategies);
  measure_rows (sheet->symbols, sheet->n_symbols, trades, TRUE);
  measure_rows (sheet->strategies, sheet->n_strategies, trades, FALSE);

  if (n_records > 1)
    for (gsize i = 0; i < n_records; i++)
      if (records[i].traded[0] != NULL)
        add_account (find_row (sheet->symbols, sheet->n_symbols, records[i].traded[0]),
                     &records[i]);
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

/**
 * dt_tear_sheet_new:
 * @records: one for each account of the run, in the order of their symbols; they must outlive the
 *   sheet, which borrows names from them
 *
 * Returns: (transfer full): the statistics, without hashes
 */
DtTearSheet *
dt_tear_sheet_new (const DtRunRecord *records,
                   gsize              n_records)
{
  DtTearSheet *sheet = g_new0 (DtTearSheet, 1);
  g_autoptr(GArray) trades = NULL;

  g_return_val_if_fail (n_records > 0, NULL);

  clear_statistics (sheet);
  sheet->notes = g_ptr_array_new_with_free_func (g_free);
  sheet->fees_total = sheet->slippage_total = sheet->turnover = 0;
  sheet->timeframe = records->timeframe;
  sheet->account_count = n_records;
  sheet->benchmark_symbol = n_records == 1 ? records->benchmark_symbol : records->spec->benchmark;

  trades = dt_trade_list_new (records, n_records);
  add_curve (sheet, records, n_records);
  add_trade_measures (sheet, trades);
  add_trade_spans (sheet, trades);
  for (gsize i = 0; i < n_records; i++)
    add_book (sheet, &records[i]);
  add_bounds (sheet, records, n_records);
  add_rows (sheet, records, n_records, trades);

  return sheet;
}

void
dt_tear_sheet_free (DtTearSheet *sheet)
{
  if (sheet == NULL)
    return;

  g_free (sheet->symbols);
  g_free (sheet->strategies);
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
  dt_run_files_hash (records, n_records, &sheet->hashes);
  sheet->has_hashes = TRUE;
}
