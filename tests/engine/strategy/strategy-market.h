/* strategy-market.h - hand-made bars and a run of strategies over them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-calendar.h"
#include "dt-lane-reader.h"
#include "dt-run.h"

typedef struct
{
  double open, high, low, close, volume;
} TestPrices;

#define TEST_MAX_SERIES 16
#define TEST_CASH DT_DOLLARS (100000)

/* Some series by symbol, each from a session's first bar on. */
typedef struct
{
  DtInstrument *instruments[TEST_MAX_SERIES];
  DtLane        lanes[TEST_MAX_SERIES];
  guint         n_instruments;
  guint         n_lanes;
} TestMarket;

/* Start of bar @i of a series that begins with the session of @date. */
static inline DtTime
test_bar_time (DtDate      date,
               DtTimeframe timeframe,
               guint       i)
{
  DtSession session;
  gint64 n_bars;

  for (;; date = dt_calendar_next_session (date))
    {
      g_assert_true (dt_calendar_get_session (date, &session));
      n_bars = timeframe >= DT_TIMEFRAME_DAY
               ? 1 : (session.close - session.open) / (timeframe * DT_SECOND);
      if (i < n_bars)
        return timeframe >= DT_TIMEFRAME_DAY ? dt_time_from_new_york (date, 0)
                                             : session.open + i * timeframe * DT_SECOND;
      i -= n_bars;
    }
}

/* Series come in by symbol, those of one symbol by timeframe. */
static inline void
test_market_add (TestMarket       *market,
                 const char       *symbol,
                 DtLaneRole        role,
                 DtTimeframe       timeframe,
                 DtDate            date,
                 const TestPrices *prices,
                 guint             n_prices)
{
  DtBarSeries *series = dt_bar_series_new (symbol, timeframe, n_prices);

  for (guint i = 0; i < n_prices; i++)
    {
      DtBar bar = { test_bar_time (date, timeframe, i), prices[i].open, prices[i].high,
                    prices[i].low, prices[i].close, prices[i].volume };

      g_assert_cmpfloat (bar.low, <=, MIN (bar.open, bar.close));
      g_assert_cmpfloat (bar.high, >=, MAX (bar.open, bar.close));
      dt_bar_series_append (series, &bar, dt_calendar_bar_known (bar.time, timeframe));
    }

  if (market->n_instruments == 0
      || !g_str_equal (market->instruments[market->n_instruments - 1]->symbol, symbol))
    market->instruments[market->n_instruments++] = dt_instrument_new (symbol,
                                                                      DT_INSTRUMENT_STOCK);
  market->lanes[market->n_lanes++] = (DtLane) { series, market->n_instruments - 1, role };
}

static inline void
test_market_clear (TestMarket *market)
{
  for (guint i = 0; i < market->n_lanes; i++)
    dt_bar_series_unref (market->lanes[i].series);
  for (guint i = 0; i < market->n_instruments; i++)
    dt_instrument_free (market->instruments[i]);
}

static inline char *
test_dup_shipped (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".strategy", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data", "strategies",
                                            file, NULL);
  g_autoptr(GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Plays all of it. @setting: (nullable): name of a parameter that gets @value */
static inline DtRun *
test_market_play_spec (TestMarket      *market,
                       const DtRunSpec *spec,
                       DtTimeframe      timeframe)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunPlan) plan = dt_run_plan_new (spec, &error);
  g_autoptr(DtLaneReader) reader = dt_lane_reader_new (market->lanes, market->n_lanes);
  DtInstant instant;
  DtRun *run;

  g_assert_no_error (error);
  run = dt_run_new (plan, (const DtInstrument *const *) market->instruments, market->n_instruments,
                    market->lanes, market->n_lanes, timeframe, DT_TIME_NONE, TRUE, &error);
  g_assert_no_error (error);
  while (dt_lane_reader_next (reader, &instant))
    {
      dt_run_step (run, &instant, &error);
      g_assert_no_error (error);
    }
  dt_book_verify (dt_kernel_get_book (run->kernel), &error);
  g_assert_no_error (error);

  return run;
}

static inline DtRun *
test_market_play (TestMarket  *market,
                  const char  *text,
                  const char  *setting,
                  double       value,
                  DtTimeframe  timeframe)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();

  spec->strategy_texts = g_strdupv ((char *[]) { (char *) text, NULL });
  spec->strategy_paths = g_strdupv ((char *[]) { (char *) "test.strategy", NULL });
  spec->cash = TEST_CASH;
  if (setting != NULL)
    {
      spec->settings = g_new0 (DtParameterSetting, 1);
      spec->settings[spec->n_settings++] = (DtParameterSetting) { g_strdup (setting), value };
    }

  return test_market_play_spec (market, spec, timeframe);
}

static inline const DtRoundTrip *
test_trade (DtRun *run,
            guint  i)
{
  const DtBook *book = dt_kernel_get_book (run->kernel);

  g_assert_cmpuint (i, <, book->trades->len);
  return &dt_rows_index (book->trades, DtRoundTrip, i);
}
