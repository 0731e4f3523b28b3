/* market.h - a few daily series, and a run over them that can be played and commanded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include "dt-calendar.h"
#include "dt-lane-reader.h"
#include "dt-run.h"

#define N_MARKETS 12

/* Some daily series that begin on Monday 2018-01-08, and a run over them. */
typedef struct
{
  DtInstrument *instruments[N_MARKETS];
  DtBarSeries  *series[N_MARKETS];
  DtLane        lanes[N_MARKETS];
  guint         n;
  DtRun        *run;
  DtLaneReader *reader;
} Market;

typedef struct
{
  double open, high, low, close;
} Prices;

static inline void
market_add (Market       *market,
            const char   *symbol,
            const Prices *prices,
            guint         n_prices)
{
  DtBarSeries *series = dt_bar_series_new (symbol, DT_TIMEFRAME_DAY, n_prices);
  DtDate date = dt_date_new (2018, 1, 8);
  guint i = market->n++;

  for (guint j = 0; j < n_prices; j++, date = dt_calendar_next_session (date))
    {
      DtBar bar = { dt_time_from_new_york (date, 0), prices[j].open, prices[j].high,
                    prices[j].low, prices[j].close, 1e6 };

      dt_bar_series_append (series, &bar, dt_calendar_bar_known (bar.time, DT_TIMEFRAME_DAY));
    }

  market->instruments[i] = dt_instrument_new (symbol, DT_INSTRUMENT_STOCK);
  market->series[i] = series;
  market->lanes[i] = (DtLane) { series, i, DT_LANE_BASE };
}

/* @mode, @record: (nullable): of the run */
static inline void
market_start_with (Market     *market,
                   const char *strategy,
                   const char *risk,
                   const char *commission,
                   const char *mode,
                   const char *record)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autoptr(DtRunPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  const char *texts[] = { strategy, NULL };
  const char *paths[] = { "test", NULL };

  spec->strategy_texts = g_strdupv ((char **) texts);
  spec->strategy_paths = g_strdupv ((char **) paths);
  spec->cash = DT_DOLLARS (1000);
  spec->risk_text = g_strdup (risk);
  spec->commission = g_strdup (commission);
  spec->mode = g_strdup (mode);
  spec->record_text = g_strdup (record);
  plan = dt_run_plan_new (spec, &error);
  g_assert_no_error (error);
  market->run = dt_run_new (plan, (const DtInstrument *const *) market->instruments, market->n,
                            market->lanes, market->n, DT_TIMEFRAME_DAY, DT_TIME_NONE, TRUE,
                            &error);
  g_assert_no_error (error);
  market->reader = dt_lane_reader_new (market->lanes, market->n);
}

static inline void
market_start (Market     *market,
              const char *strategy,
              const char *risk,
              const char *commission)
{
  market_start_with (market, strategy, risk, commission, NULL, NULL);
}

static inline void
market_clear (Market *market)
{
  g_clear_pointer (&market->run, dt_run_free);
  g_clear_pointer (&market->reader, dt_lane_reader_free);
  for (guint i = 0; i < market->n; i++)
    {
      dt_instrument_free (market->instruments[i]);
      dt_bar_series_unref (market->series[i]);
    }
}

static inline gboolean
play (Market *market,
      guint   n)
{
  g_autoptr(GError) error = NULL;
  DtInstant instant;

  for (guint i = 0; i < n; i++)
    {
      if (!dt_lane_reader_next (market->reader, &instant))
        return FALSE;
      dt_run_step (market->run, &instant, &error);
      g_assert_no_error (error);
    }

  return TRUE;
}

static inline const DtBook *
book_of (Market *market)
{
  return dt_kernel_get_book (market->run->kernel);
}

static inline void
preview (Market     *market,
         const char *command,
         const char *arguments,
         DtPreview  *answer)
{
  g_autoptr(GVariant) dict = g_variant_parse (G_VARIANT_TYPE_VARDICT, arguments, NULL, NULL, NULL);

  g_assert_nonnull (dict);
  g_assert_true (dt_kernel_trades (command));
  dt_kernel_preview (market->run->kernel, command, dict, answer);
}

static inline void
command (Market     *market,
         const char *name,
         const char *arguments)
{
  g_autoptr(GVariant) dict = g_variant_parse (G_VARIANT_TYPE_VARDICT, arguments, NULL, NULL, NULL);
  g_autoptr(GError) error = NULL;

  dt_kernel_command (market->run->kernel, name, dict, &error);
  g_assert_no_error (error);
}
