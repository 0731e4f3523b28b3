/* test-aggregator.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include <gio/gio.h>

#include "dt-aggregator.h"
#include "dt-random.h"

static DtTime
clock_time (int day,
            int hour,
            int minute)
{
  return dt_time_from_new_york (dt_date_new (2019, 2, day), hour * DT_HOUR + minute * DT_MINUTE);
}

static void
append (DtBarSeries *series,
        DtTime       time,
        double       open,
        double       high,
        double       low,
        double       close,
        double       volume)
{
  DtBar bar = { time, open, high, low, close, volume };

  dt_bar_series_append (series, &bar, dt_calendar_bar_known (time, series->timeframe));
}

static void
assert_bar (const DtBarSeries *series,
            gsize              i,
            DtTime             time,
            DtTime             known,
            double             open,
            double             high,
            double             low,
            double             close,
            double             volume)
{
  g_assert_cmpint (series->time[i], ==, time);
  g_assert_cmpint (series->known[i], ==, known);
  g_assert_cmpfloat (series->open[i], ==, open);
  g_assert_cmpfloat (series->high[i], ==, high);
  g_assert_cmpfloat (series->low[i], ==, low);
  g_assert_cmpfloat (series->close[i], ==, close);
  g_assert_cmpfloat (series->volume[i], ==, volume);
}

static void
test_refused (void)
{
  DtAggregator aggregator;

  g_assert_false (dt_aggregator_init (&aggregator, 60, 60));
  g_assert_false (dt_aggregator_init (&aggregator, 900, 60));
  g_assert_false (dt_aggregator_init (&aggregator, 420, 900));
  g_assert_false (dt_aggregator_init (&aggregator, 0, 900));
  g_assert_true (dt_aggregator_init (&aggregator, 300, 900));
  g_assert_true (dt_aggregator_init (&aggregator, 420, DT_TIMEFRAME_DAY));
  g_assert_true (dt_aggregator_init (&aggregator, DT_TIMEFRAME_DAY, DT_TIMEFRAME_WEEK));
}

/* Hours count from 09:30; the last, from 15:30, is cut at 16:00; one that misses its last bar
 * comes out with the next bar; one that has only begun does not come out. */
static void
test_hours (void)
{
  g_autoptr(DtBarSeries) base = dt_bar_series_new ("A", 1800, 0);
  g_autoptr(DtBarSeries) hours = NULL;

  append (base, clock_time (11, 9, 30), 10, 12, 9, 11, 100);
  append (base, clock_time (11, 10, 0), 11, 13, 10, 12, 50);
  append (base, clock_time (11, 10, 30), 12, 12, 8, 9, 30);
  append (base, clock_time (11, 15, 30), 9, 10, 9, 10, 20);
  append (base, clock_time (11, 16, 0), 99, 99, 99, 99, 99);
  append (base, clock_time (12, 9, 30), 10, 11, 10, 11, 1);

  hours = dt_aggregate_series (base, DT_TIMEFRAME_HOUR);
  g_assert_cmpuint (hours->n_bars, ==, 3);
  assert_bar (hours, 0, clock_time (11, 9, 30), clock_time (11, 10, 30), 10, 13, 9, 12, 150);
  assert_bar (hours, 1, clock_time (11, 10, 30), clock_time (11, 11, 30), 12, 12, 8, 9, 30);
  assert_bar (hours, 2, clock_time (11, 15, 30), clock_time (11, 16, 0), 9, 10, 9, 10, 20);
}

/* 2019-02-18 was Presidents' Day; the week of the 11th ends with Friday's close. */
static void
test_weeks (void)
{
  g_autoptr(DtBarSeries) base = dt_bar_series_new ("A", DT_TIMEFRAME_DAY, 0);
  g_autoptr(DtBarSeries) weeks = NULL;

  for (int day = 11; day <= 15; day++)
    append (base, clock_time (day, 0, 0), day, day + 1, day - 1, day + 0.5, 10);
  append (base, clock_time (16, 0, 0), 1, 100, 1, 1, 5);
  append (base, clock_time (19, 0, 0), 20, 22, 19, 21, 7);
  append (base, clock_time (21, 0, 0), 21, 23, 20, 22, 8);
  append (base, clock_time (25, 0, 0), 25, 25, 25, 25, 1);

  weeks = dt_aggregate_series (base, DT_TIMEFRAME_WEEK);
  g_assert_cmpuint (weeks->n_bars, ==, 2);
  assert_bar (weeks, 0, clock_time (11, 0, 0), clock_time (15, 16, 0), 11, 16, 10, 15.5, 50);
  assert_bar (weeks, 1, clock_time (18, 0, 0), clock_time (22, 16, 0), 20, 23, 19, 22, 15);
}

/* A clock ends a period whose last minutes had no trade. */
static void
test_advance (void)
{
  DtAggregate completed[DT_AGGREGATOR_MAX_COMPLETED];
  DtBar bar = { clock_time (11, 9, 31), 10, 12, 9, 11, 100 };
  DtAggregator aggregator;

  g_assert_true (dt_aggregator_init (&aggregator, 60, 900));
  g_assert_cmpuint (dt_aggregator_push (&aggregator, &bar, completed), ==, 0);
  g_assert_false (dt_aggregator_advance (&aggregator, clock_time (11, 9, 44), completed));
  g_assert_true (dt_aggregator_advance (&aggregator, clock_time (11, 9, 45), completed));
  g_assert_cmpint (completed[0].bar.time, ==, clock_time (11, 9, 30));
  g_assert_cmpint (completed[0].known, ==, clock_time (11, 9, 45));
  g_assert_false (dt_aggregator_advance (&aggregator, clock_time (11, 16, 0), completed));
}

/* Two weeks of minutes with holes. */
static DtBarSeries *
make_minutes (guint64 seed)
{
  DtBarSeries *series = dt_bar_series_new ("A", 60, 0);
  DtTime end = clock_time (23, 0, 0);
  double price = 100;
  DtRandom random;

  dt_random_init (&random, seed);
  for (DtTime time = clock_time (11, 9, 30); time < end; time += DT_MINUTE)
    if (dt_calendar_find_session (time, NULL) && dt_random_below (&random, 10) < 7)
      {
        double open = price;

        price *= 1 + dt_random_normal (&random) / 1000;
        append (series, time, open, MAX (open, price) * (1 + dt_random_uniform (&random) / 100),
                MIN (open, price) * (1 - dt_random_uniform (&random) / 100), price,
                dt_random_below (&random, 1000));
      }

  return series;
}

/* Whatever the holes: every bar is the open, extremes, close and volume of exactly the bars that
 * began in its period, and was known when a calendar says so. */
static void
test_property (void)
{
  static const DtTimeframe timeframes[] = { 120, 300, 900, 3600, 14400, DT_TIMEFRAME_DAY };

  for (guint64 seed = 0; seed < 10; seed++)
    for (guint k = 0; k < G_N_ELEMENTS (timeframes); k++)
      {
        g_autoptr(DtBarSeries) base = make_minutes (seed);
        g_autoptr(DtBarSeries) longer = dt_aggregate_series (base, timeframes[k]);
        gsize next = 0;

        for (gsize i = 0; i < longer->n_bars; i++)
          {
            double high = -INFINITY, low = INFINITY, volume = 0;
            gsize first = next;

            for (; next < base->n_bars && base->time[next] < longer->known[i]; next++)
              {
                high = MAX (high, base->high[next]);
                low = MIN (low, base->low[next]);
                volume += base->volume[next];
              }
            g_assert_cmpuint (next, >, first);
            g_assert_cmpint (longer->time[i], <=, base->time[first]);
            assert_bar (longer, i, longer->time[i],
                        dt_calendar_bar_known (longer->time[i], timeframes[k]),
                        base->open[first], high, low, base->close[next - 1], volume);
          }
        /* At most the running period is left over */
        if (next < base->n_bars)
          g_assert_cmpint (base->time[base->n_bars - 1] - base->time[next], <,
                           timeframes[k] * DT_SECOND);
      }
}

/* Minutes to days is minutes to quarters to days, but for the order in which volumes are added. */
static void
test_two_steps (void)
{
  g_autoptr(DtBarSeries) base = make_minutes (99);
  g_autoptr(DtBarSeries) quarters = dt_aggregate_series (base, 900);
  g_autoptr(DtBarSeries) once = dt_aggregate_series (base, DT_TIMEFRAME_DAY);
  g_autoptr(DtBarSeries) twice = dt_aggregate_series (quarters, DT_TIMEFRAME_DAY);

  g_assert_cmpuint (once->n_bars, ==, twice->n_bars);
  for (gsize i = 0; i < once->n_bars; i++)
    assert_bar (twice, i, once->time[i], once->known[i], once->open[i], once->high[i],
                once->low[i], once->close[i], once->volume[i]);
}

/* One symbol's lines of a file of the shared data; stamps there are the ends of bars. */
static DtBarSeries *
load_series (const char  *name,
             const char  *symbol,
             DtTimeframe  timeframe)
{
  const char *folder = g_getenv ("DT_TEST_SHARED_DATA");
  g_autofree char *path = g_build_filename (folder ? folder : "", "intraday", "av_1min_2019_02",
                                            name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) raw = g_file_read (file, NULL, NULL);
  g_autoptr(GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr(GInputStream) plain = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  DtBarSeries *series = dt_bar_series_new (symbol, timeframe, 0);
  char *line;

  if (raw == NULL)
    return series;

  plain = g_converter_input_stream_new (G_INPUT_STREAM (raw), G_CONVERTER (gzip));
  lines = g_data_input_stream_new (plain);
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      g_auto(GStrv) fields = g_strsplit (line, ",", -1);
      DtDate date;
      DtTime end;

      g_free (line);
      if (!g_str_equal (fields[0], symbol))
        continue;
      fields[1][10] = '\0';
      g_assert_true (dt_date_parse (fields[1], &date));
      end = dt_time_from_new_york (date, atoi (fields[1] + 11) * DT_HOUR
                                         + atoi (fields[1] + 14) * DT_MINUTE);
      append (series, end - timeframe * DT_SECOND, g_ascii_strtod (fields[2], NULL),
              g_ascii_strtod (fields[3], NULL), g_ascii_strtod (fields[4], NULL),
              g_ascii_strtod (fields[5], NULL), g_ascii_strtod (fields[6], NULL));
    }

  return series;
}

/* The vendor's own 15-minute bars, built from ticks, agree with ours from its minutes to a fifth
 * of a percent, bar for bar. */
static void
test_vendor (void)
{
  static const char *const symbols[] = { "AAPL", "SPY", "V", "AMZN" };

  for (guint k = 0; k < G_N_ELEMENTS (symbols); k++)
    {
      g_autoptr(DtBarSeries) minutes = load_series ("us_1min_20190211_20190215.csv.gz",
                                                    symbols[k], 60);
      g_autoptr(DtBarSeries) theirs = load_series ("us_15min_201901_201902.csv.gz", symbols[k],
                                                   900);
      g_autoptr(DtBarSeries) ours = dt_aggregate_series (minutes, 900);

      if (minutes->n_bars == 0)
        {
          g_test_skip ("the shared intraday data is not here");
          return;
        }

      g_assert_cmpuint (ours->n_bars, ==, 5 * 26);
      for (gsize i = 0; i < ours->n_bars; i++)
        {
          gsize j = dt_bar_series_find (theirs, ours->time[i]);

          g_assert_cmpint (theirs->time[j], ==, ours->time[i]);
          g_assert_cmpfloat (fabs (ours->open[i] / theirs->open[j] - 1), <, 0.002);
          g_assert_cmpfloat (fabs (ours->high[i] / theirs->high[j] - 1), <, 0.002);
          g_assert_cmpfloat (fabs (ours->low[i] / theirs->low[j] - 1), <, 0.002);
          g_assert_cmpfloat (fabs (ours->close[i] / theirs->close[j] - 1), <, 0.002);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/market/aggregator/refused", test_refused);
  g_test_add_func ("/market/aggregator/hours", test_hours);
  g_test_add_func ("/market/aggregator/weeks", test_weeks);
  g_test_add_func ("/market/aggregator/advance", test_advance);
  g_test_add_func ("/market/aggregator/property", test_property);
  g_test_add_func ("/market/aggregator/two-steps", test_two_steps);
  g_test_add_func ("/market/aggregator/vendor", test_vendor);

  return g_test_run ();
}
