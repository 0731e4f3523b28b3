/* dt-tear-sheet-rows.c - the parts of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dt-drawdown.h"
#include "dt-ratios.h"
#include "dt-trade-measures.h"

#include "dt-tear-sheet-private.h"

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
  g_auto(DtSessionReturns) sessions = { 0 };
  DtTearSheet part = { 0 };
  double periods = record->timeframe >= DT_TIMEFRAME_WEEK ? DT_PERIODS_WEEKLY : DT_PERIODS_DAILY;

  dt_equity_curve_init (&curve, record, 1);
  dt_session_returns_init (&sessions, &curve, record->timeframe);
  part.equity_final = DT_MONEY_NONE;
  part.return_total = part.return_buy_and_hold = NAN;
  dt_tear_sheet_add_result (&part, record, &curve);

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
    .average_profit = DT_MONEY_NONE,
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

/* What a trade is counted under. */
typedef enum
{
  ROWS_SYMBOL,
  ROWS_STRATEGY,
  ROWS_ROLE,
  ROWS_SIDE,
} Rows;

/* The place of a name's row. Names come from few places and again and again: @known has the place
 * + 1 of those that were looked for. */
static guint
find_place (const DtTearSheetRow *rows,
            gsize                 n_rows,
            const char           *name,
            GHashTable           *known)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (known, name));

  if (place == 0)
    {
      place = find_row ((DtTearSheetRow *) rows, n_rows, name) - rows + 1;
      g_hash_table_insert (known, (gpointer) name, GUINT_TO_POINTER (place));
    }

  return place - 1;
}

/* The row that each of the trades belongs to. */
static guint *
find_rows (const DtTearSheetRow *rows,
           gsize                 n_rows,
           const GArray         *trades,
           Rows                  by)
{
  g_autoptr(GHashTable) known = g_hash_table_new (NULL, NULL);
  guint *of = g_new (guint, MAX (trades->len, 1));

  for (guint i = 0; i < trades->len; i++)
    {
      const DtTradeItem *item = &g_array_index (trades, DtTradeItem, i);

      switch (by)
        {
        case ROWS_SYMBOL:
          of[i] = find_place (rows, n_rows, item->symbol, known);
          break;
        case ROWS_STRATEGY:
          of[i] = find_place (rows, n_rows, item->strategy, known);
          break;
        case ROWS_ROLE:
          of[i] = MIN ((gsize) item->trip->exit_role, n_rows - 1);
          break;
        case ROWS_SIDE:
        default:
          of[i] = item->trip->quantity > 0 ? 0 : 1;
        }
    }

  return of;
}

static void
add_trade (DtTearSheetRow    *row,
           const DtRoundTrip *trip)
{
  dt_tear_add_money (&row->profit_total, trip->profit);
  dt_tear_add_money (&row->fees_total, trip->fees);
  row->average_mae += trip->mae;
  row->average_mfe += trip->mfe;
  row->average_bars += trip->bars;
}

/* @n trades in all, whose sums are in the means. */
static void
finish_row (DtTearSheetRow *row,
            const double   *profits,
            const double   *returns,
            gsize           n)
{
  DtTradeMeasures m;

  dt_trade_measures_compute (profits, returns, n, &m);
  row->trade_count = m.n_trades;
  row->win_rate = m.win_rate;
  row->best_trade = m.best_return;
  row->worst_trade = m.worst_return;
  row->expectancy = m.expectancy;
  row->profit_factor = m.profit_factor;
  if (n > 0)
    row->average_profit = dt_tear_money (m.average_profit);
  row->average_mae /= n;
  row->average_mfe /= n;
  row->average_bars /= n;
}

/* Trades of one row side by side: a counting sort by row. */
static void
measure_rows (DtTearSheetRow *rows,
              gsize           n_rows,
              const GArray   *trades,
              Rows            by)
{
  g_autofree double *values = g_new (double, 2 * (gsize) trades->len);
  g_autofree gsize *ends = g_new0 (gsize, n_rows + 1);
  g_autofree guint *of = find_rows (rows, n_rows, trades, by);
  DtTradeColumns columns = { values, values + trades->len };

  for (guint i = 0; i < trades->len; i++)
    ends[of[i] + 1]++;
  for (gsize i = 0; i < n_rows; i++)
    ends[i + 1] += ends[i];
  for (guint i = 0; i < trades->len; i++)
    {
      const DtTradeItem *item = &g_array_index (trades, DtTradeItem, i);

      dt_trade_columns_set (&columns, ends[of[i]]++, item->trip);
      add_trade (&rows[of[i]], item->trip);
    }

  for (gsize i = 0, from = 0; i < n_rows; from = ends[i++])
    finish_row (&rows[i], columns.profits + from, columns.returns + from, ends[i] - from);
}

static guint
count_strategies (const DtRunRecord *record)
{
  return record->spec->strategy_texts != NULL ? g_strv_length (record->spec->strategy_texts) : 0;
}

static void
add_symbols_and_strategies (DtTearSheet       *sheet,
                            const DtTearInput *input)
{
  GArray *symbols = g_array_new (FALSE, FALSE, sizeof (DtTearSheetRow));
  GArray *strategies = g_array_new (FALSE, FALSE, sizeof (DtTearSheetRow));
  const DtRunRecord *records = input->records;
  const GArray *trades = input->trades;

  for (gsize i = 0; i < input->n_records; i++)
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
  measure_rows (sheet->symbols, sheet->n_symbols, trades, ROWS_SYMBOL);
  measure_rows (sheet->strategies, sheet->n_strategies, trades, ROWS_STRATEGY);
}

/* Rows of fixed names, but only those with trades in them. */
static DtTearSheetRow *
make_fixed_rows (const char *const *names,
                 gsize              n_names,
                 const GArray      *trades,
                 Rows               by,
                 gsize             *n_rows)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (DtTearSheetRow));
  DtTearSheetRow *rows;

  for (gsize i = 0; i < n_names; i++)
    add_name (array, names[i]);
  rows = (DtTearSheetRow *) g_array_free (array, FALSE);
  measure_rows (rows, n_names, trades, by);

  *n_rows = 0;
  for (gsize i = 0; i < n_names; i++)
    if (rows[i].trade_count > 0)
      rows[(*n_rows)++] = rows[i];

  return rows;
}

void
dt_tear_sheet_add_rows (DtTearSheet       *sheet,
                        const DtTearInput *input)
{
  static const char *const sides[] = { "long", "short" };
  const char *roles[DT_ROLE_FLATTEN + 1];
  const DtRunRecord *records = input->records;

  add_symbols_and_strategies (sheet, input);
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    roles[i] = dt_order_role_to_string (i);
  sheet->exit_reasons = make_fixed_rows (roles, G_N_ELEMENTS (roles), input->trades, ROWS_ROLE,
                                         &sheet->n_exit_reasons);
  sheet->sides = make_fixed_rows (sides, G_N_ELEMENTS (sides), input->trades, ROWS_SIDE,
                                  &sheet->n_sides);

  if (input->n_records > 1)
    for (gsize i = 0; i < input->n_records; i++)
      if (records[i].traded[0] != NULL)
        add_account (find_row (sheet->symbols, sheet->n_symbols, records[i].traded[0]),
                     &records[i]);
}
