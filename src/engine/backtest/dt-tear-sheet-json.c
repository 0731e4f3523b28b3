/* dt-tear-sheet-json.c - the tear sheet for machines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <math.h>

#include "dt-tear-sheet.h"

static void
set_double (JsonObject *object,
            const char *name,
            double      value)
{
  if (isfinite (value))
    json_object_set_double_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static void
set_money (JsonObject *object,
           const char *name,
           DtMoney     money)
{
  char buf[DT_DECIMAL_BUF_SIZE];

  if (money != DT_MONEY_NONE)
    json_object_set_string_member (object, name, dt_money_to_string (money, buf));
  else
    json_object_set_null_member (object, name);
}

static void
set_time (JsonObject  *object,
          const char  *name,
          DtTime       time,
          DtTimeframe  timeframe)
{
  char buf[DT_TIME_BUF_SIZE];

  if (time == DT_TIME_NONE)
    json_object_set_null_member (object, name);
  else if (dt_timeframe_is_intraday (timeframe))
    json_object_set_string_member (object, name, dt_time_to_string (time, buf));
  else
    json_object_set_string_member (object, name,
                                   dt_date_to_string (dt_time_get_new_york_date (time, NULL),
                                                      buf));
}

static void
set_statistic (JsonObject        *object,
               const DtTearSheet *sheet,
               const DtStatistic *s)
{
  switch (s->unit)
    {
    case DT_STATISTIC_TIME:
      set_time (object, s->name, G_STRUCT_MEMBER (DtTime, sheet, s->offset), sheet->timeframe);
      break;
    case DT_STATISTIC_MONEY:
      set_money (object, s->name, G_STRUCT_MEMBER (DtMoney, sheet, s->offset));
      break;
    case DT_STATISTIC_COUNT:
      json_object_set_int_member (object, s->name, G_STRUCT_MEMBER (guint64, sheet, s->offset));
      break;
    case DT_STATISTIC_FRACTION:
    case DT_STATISTIC_RATIO:
    case DT_STATISTIC_DAYS:
    case DT_STATISTIC_BARS:
    default:
      set_double (object, s->name, G_STRUCT_MEMBER (double, sheet, s->offset));
    }
}

static JsonArray *
rows_to_json (const char           *key,
              const DtTearSheetRow *rows,
              gsize                 n_rows)
{
  JsonArray *array = json_array_sized_new (n_rows);

  for (gsize i = 0; i < n_rows; i++)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, key, rows[i].name);
      json_object_set_int_member (object, "trade_count", rows[i].trade_count);
      set_money (object, "profit_total", rows[i].profit_total);
      set_money (object, "fees_total", rows[i].fees_total);
      set_double (object, "win_rate", rows[i].win_rate);
      set_double (object, "best_trade", rows[i].best_trade);
      set_double (object, "worst_trade", rows[i].worst_trade);
      set_double (object, "expectancy", rows[i].expectancy);
      set_double (object, "profit_factor", rows[i].profit_factor);
      set_money (object, "average_profit", rows[i].average_profit);
      set_double (object, "average_mae", rows[i].average_mae);
      set_double (object, "average_mfe", rows[i].average_mfe);
      set_double (object, "average_trade_bars", rows[i].average_bars);
      if (rows[i].has_account)
        {
          set_money (object, "equity_final", rows[i].equity_final);
          set_double (object, "return_total", rows[i].return_total);
          set_double (object, "return_buy_and_hold", rows[i].return_buy_and_hold);
          set_double (object, "sharpe", rows[i].sharpe);
          set_double (object, "max_drawdown", rows[i].max_drawdown);
        }
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
add_number (JsonArray *array,
            double     value)
{
  if (isfinite (value))
    json_array_add_double_element (array, value);
  else
    json_array_add_null_element (array);
}

static JsonArray *
years_to_json (const DtTearSheet *sheet)
{
  JsonArray *array = json_array_sized_new (sheet->n_years);

  for (gsize i = 0; i < sheet->n_years; i++)
    {
      const DtTearSheetYear *year = &sheet->years[i];
      JsonObject *object = json_object_new ();
      JsonArray *months = json_array_sized_new (12);

      for (int m = 0; m < 12; m++)
        add_number (months, year->months[m]);
      json_object_set_int_member (object, "year", year->year);
      json_object_set_array_member (object, "months", months);
      set_double (object, "return_total", year->return_total);
      set_double (object, "benchmark", year->benchmark);
      set_double (object, "max_drawdown", year->max_drawdown);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
drawdowns_to_json (const DtTearSheet *sheet)
{
  JsonArray *array = json_array_sized_new (sheet->n_drawdowns);

  for (gsize i = 0; i < sheet->n_drawdowns; i++)
    {
      const DtTearSheetDrawdown *drawdown = &sheet->drawdowns[i];
      JsonObject *object = json_object_new ();

      set_time (object, "peak", drawdown->peak, sheet->timeframe);
      set_time (object, "trough", drawdown->trough, sheet->timeframe);
      set_time (object, "recovery", drawdown->end, sheet->timeframe);
      set_double (object, "depth", drawdown->depth);
      set_double (object, "days", drawdown->days);
      set_double (object, "days_to_trough", drawdown->days_to_trough);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
add_tables (JsonObject        *object,
            const DtTearSheet *sheet)
{
  json_object_set_array_member (object, "symbols",
                                rows_to_json ("symbol", sheet->symbols, sheet->n_symbols));
  json_object_set_array_member (object, "strategies",
                                rows_to_json ("strategy", sheet->strategies,
                                              sheet->n_strategies));
  json_object_set_array_member (object, "exit_reasons",
                                rows_to_json ("exit_reason", sheet->exit_reasons,
                                              sheet->n_exit_reasons));
  json_object_set_array_member (object, "sides",
                                rows_to_json ("side", sheet->sides, sheet->n_sides));
  json_object_set_array_member (object, "years", years_to_json (sheet));
  json_object_set_array_member (object, "drawdowns", drawdowns_to_json (sheet));
}

/**
 * dt_tear_sheet_to_json:
 *
 * Every statistic by its name at the top level, then "benchmark_symbol", "symbols", "strategies",
 * "exit_reasons", "sides", "years", "drawdowns", "notes" and, when they were added,
 * "trade_list_hash" and "order_list_hash".
 *
 * Returns: (transfer full): an object
 */
JsonNode *
dt_tear_sheet_to_json (const DtTearSheet *sheet)
{
  JsonObject *object = json_object_new ();
  JsonArray *notes = json_array_sized_new (sheet->notes->len);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  gsize n;
  const DtStatistic *statistics = dt_tear_sheet_get_statistics (&n);

  for (gsize i = 0; i < n; i++)
    set_statistic (object, sheet, &statistics[i]);

  if (sheet->benchmark_symbol != NULL)
    json_object_set_string_member (object, "benchmark_symbol", sheet->benchmark_symbol);
  else
    json_object_set_null_member (object, "benchmark_symbol");
  add_tables (object, sheet);
  for (guint i = 0; i < sheet->notes->len; i++)
    json_array_add_string_element (notes, g_ptr_array_index (sheet->notes, i));
  json_object_set_array_member (object, "notes", notes);
  if (sheet->has_hashes)
    {
      json_object_set_string_member (object, "trade_list_hash", sheet->hashes.trade_list);
      json_object_set_string_member (object, "order_list_hash", sheet->hashes.order_list);
    }

  json_node_take_object (node, object);
  return node;
}
