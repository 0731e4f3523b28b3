/* desk-lab-result.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-labpage"

#include "config.h"

#include <math.h>

#include "dt-equity-curve.h"
#include "dt-run-tape.h"
#include "dt-trade-list.h"

#include "desk-format.h"
#include "desk-trip.h"

#include "desk-lab-result.h"

DeskLabInput *
desk_lab_input_new (const DtRunSpec *spec,
                    const char      *data_dir)
{
  DeskLabInput *input = g_new (DeskLabInput, 1);

  *input = (DeskLabInput) { dt_run_spec_copy (spec), g_strdup (data_dir) };

  return input;
}

void
desk_lab_input_free (gpointer data)
{
  DeskLabInput *input = data;

  dt_run_spec_free (input->spec);
  g_free (input->data_dir);
  g_free (input);
}

/* In the lab's thread */

static void
take_curve (DeskLabResult *result)
{
  g_auto(DtEquityCurve) curve = { 0 };
  double peak;

  dt_equity_curve_init (&curve, result->backtest->records, result->backtest->n_records);
  result->n_points = curve.n_points;
  result->time = g_memdup2 (curve.time, curve.n_points * sizeof (DtTime));
  result->equity = g_memdup2 (curve.equity, curve.n_points * sizeof (double));
  result->drawdown = g_new (double, curve.n_points);
  peak = curve.deposit;
  for (gsize i = 0; i < curve.n_points; i++)
    {
      peak = MAX (peak, curve.equity[i]);
      result->drawdown[i] = peak > 0. ? (curve.equity[i] / peak - 1.) * 100. : NAN;
    }
}

static void
take_titles (DeskLabResult *result)
{
  const DtRunPlan *plan = result->backtest->plan;
  const DtRunSpec *spec = plan->spec;
  const DtTearSheet *sheet = result->sheet;
  g_autofree char *from = desk_format_time (sheet->period_start, DESK_TIME_DATE);
  g_autofree char *to = desk_format_time (sheet->period_end, DESK_TIME_DATE);
  g_autofree char *symbols = spec->symbols != NULL ? g_strjoinv (", ", spec->symbols) : NULL;
  char timeframe[DT_TIMEFRAME_BUF_SIZE];

  result->title = plan->n_strategies == 1
                  ? g_strdup (plan->strategies[0]->name)
                  : g_strdup_printf ("%u strategies", plan->n_strategies);
  result->subtitle = g_strdup_printf (
    "%s, %s bars, %s – %s", symbols != NULL ? symbols : spec->universe != NULL ? spec->universe
                                                                               : "files",
    dt_timeframe_to_string (result->backtest->tape->timeframe, timeframe), from, to);
}

static DeskLabResult *
make_result (DtBacktest *backtest)
{
  DeskLabResult *result = g_new0 (DeskLabResult, 1);

  g_atomic_ref_count_init (&result->ref_count);
  result->backtest = backtest;
  result->sheet = dt_tear_sheet_new (backtest->records, backtest->n_records);
  dt_tear_sheet_add_hashes (result->sheet, backtest->records, backtest->n_records);
  for (guint i = 0; backtest->tape->notes != NULL && i < backtest->tape->notes->len; i++)
    dt_tear_sheet_add_note (result->sheet, g_ptr_array_index (backtest->tape->notes, i));
  result->review = dt_review_new_of_run (result->sheet, backtest->plan, backtest->records,
                                         backtest->n_records);
  take_curve (result);
  take_titles (result);

  return result;
}

gpointer
desk_lab_run (DeskLabJob    *job,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  DeskLabInput *input = data;
  g_autoptr(DtRunPlan) plan = dt_run_plan_new (input->spec, error);
  g_autoptr(DtMarketStore) store = NULL;
  DtTapeSet *tape;
  DtBacktest *backtest;

  if (plan == NULL)
    return NULL;

  store = dt_market_store_open (input->data_dir, DT_STORE_READ_ONLY, error);
  if (store == NULL)
    return NULL;

  tape = dt_run_plan_load_tape (plan, store, cancellable, error);
  if (tape == NULL)
    return NULL;

  backtest = dt_backtest_run (plan, tape, desk_lab_job_report, job, cancellable, error);

  return backtest != NULL ? make_result (backtest) : NULL;
}

DeskLabResult *
desk_lab_result_ref (DeskLabResult *result)
{
  g_atomic_ref_count_inc (&result->ref_count);

  return result;
}

void
desk_lab_result_unref (DeskLabResult *result)
{
  if (!g_atomic_ref_count_dec (&result->ref_count))
    return;

  dt_review_free (result->review);
  dt_tear_sheet_free (result->sheet);
  dt_backtest_free (result->backtest);
  g_free (result->title);
  g_free (result->subtitle);
  g_free (result->time);
  g_free (result->equity);
  g_free (result->drawdown);
  g_free (result);
}

/* In the main thread */

static DtMoney
average (DtMoney    value,
         DtQuantity units)
{
  DtMoney price = 0;

  dt_money_fraction (value, DT_QUANTITY_SCALE, units, &price);

  return price;
}

/* Profit by what the first stop would have lost. */
static double
r_multiple (const DtRoundTrip *trip,
            DtMoney            entry)
{
  DtMoney risk;

  if (trip->initial_stop == 0
      || !dt_money_times (ABS (entry - trip->initial_stop), ABS (trip->quantity), &risk)
      || risk == 0)
    return NAN;

  return (double) trip->profit / (double) risk;
}

static DeskTrip *
make_trip (const DtTradeItem *item,
           guint              number)
{
  const DtRoundTrip *trip = item->trip;
  DtMoney entry = average (trip->entry_value, trip->entry_units);
  DeskTripState state = {
    .number = number,
    .symbol = (char *) item->symbol,
    .strategy = (char *) item->strategy,
    .exit_reason = (char *) dt_order_role_to_string (trip->exit_role),
    .quantity = trip->quantity,
    .entry_time = trip->entry_time,
    .exit_time = trip->exit_time,
    .entry = entry,
    .exit = average (trip->exit_value, trip->exit_units),
    .profit = trip->profit,
    .fees = trip->fees,
    .profit_fraction = trip->entry_value != 0
                       ? (double) trip->profit / (double) trip->entry_value : NAN,
    .r_multiple = r_multiple (trip, entry),
    .mae = trip->mae,
    .mfe = trip->mfe,
  };

  return desk_trip_new (&state);
}

GListStore *
desk_lab_result_list_trips (const DeskLabResult *result)
{
  g_autoptr(GArray) trades = dt_trade_list_new (result->backtest->records,
                                                result->backtest->n_records);
  g_autoptr(GPtrArray) trips = g_ptr_array_new_with_free_func (g_object_unref);
  GListStore *list = g_list_store_new (DESK_TYPE_TRIP);

  for (guint i = 0; i < trades->len; i++)
    g_ptr_array_add (trips, make_trip (&g_array_index (trades, DtTradeItem, i), i + 1));
  g_list_store_splice (list, 0, 0, trips->pdata, trips->len);

  return list;
}

double
desk_lab_result_get_mean_r (const DeskLabResult *result,
                            guint               *n)
{
  g_autoptr(GArray) trades = dt_trade_list_new (result->backtest->records,
                                                result->backtest->n_records);
  double sum = 0.;

  *n = 0;
  for (guint i = 0; i < trades->len; i++)
    {
      const DtRoundTrip *trip = g_array_index (trades, DtTradeItem, i).trip;
      double r = r_multiple (trip, average (trip->entry_value, trip->entry_units));

      if (isnan (r))
        continue;
      sum += r;
      (*n)++;
    }

  return *n > 0 ? sum / *n : NAN;
}

DtBarSeries *
desk_lab_result_find_series (const DeskLabResult *result,
                             const char          *symbol)
{
  const DtTapeSet *tape = result->backtest->tape;

  for (guint i = 0; i < tape->n_lanes; i++)
    if (tape->lanes[i].role == DT_LANE_BASE
        && g_str_equal (tape->instruments[tape->lanes[i].instrument]->symbol, symbol))
      return tape->lanes[i].series;

  return NULL;
}
