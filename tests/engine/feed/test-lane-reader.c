/* test-lane-reader.c - the stream is all bars sorted by (known, instrument, lane)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-lane-reader.h"

typedef struct
{
  DtTime known;
  guint  instrument;
  guint  lane;
  gsize  bar;
} Expected;

static int
compare_expected (gconstpointer a,
                  gconstpointer b)
{
  const Expected *x = a, *y = b;

  if (x->known != y->known)
    return x->known < y->known ? -1 : 1;
  if (x->instrument != y->instrument)
    return x->instrument < y->instrument ? -1 : 1;
  return (x->lane > y->lane) - (x->lane < y->lane);
}

/* A series whose bars are known at rising multiples of a minute, with holes. */
static DtBarSeries *
make_series (GRand *rand,
             guint  n_bars,
             int    largest_step)
{
  DtBarSeries *series = dt_bar_series_new ("X", DT_TIMEFRAME_MINUTE, n_bars);
  DtTime time = g_rand_int_range (rand, 0, 5) * DT_MINUTE;

  for (guint i = 0; i < n_bars; i++)
    {
      DtBar bar = { time, 1., 1., 1., 1., 1. };

      dt_bar_series_append (series, &bar, time + DT_MINUTE);
      time += g_rand_int_range (rand, 1, largest_step + 1) * DT_MINUTE;
    }

  return series;
}

static GArray *
make_lanes (GRand *rand,
            guint  n_lanes)
{
  GArray *lanes = g_array_new (FALSE, FALSE, sizeof (DtLane));
  DtInstrumentIndex instrument = 0;

  for (guint i = 0; i < n_lanes; i++)
    {
      DtLane lane = { .instrument = instrument };
      guint n_bars = g_rand_int_range (rand, 0, 60);

      lane.series = make_series (rand, n_bars, g_rand_int_range (rand, 1, 8));
      g_array_append_val (lanes, lane);
      instrument += g_rand_int_range (rand, 0, 2);
    }

  return lanes;
}

static void
free_lanes (GArray *lanes)
{
  for (guint i = 0; i < lanes->len; i++)
    dt_bar_series_unref (g_array_index (lanes, DtLane, i).series);
  g_array_unref (lanes);
}

static GArray *
sort_all (GArray *lanes)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Expected));

  for (guint i = 0; i < lanes->len; i++)
    {
      const DtLane *lane = &g_array_index (lanes, DtLane, i);

      for (gsize bar = 0; bar < lane->series->n_bars; bar++)
        {
          Expected row = { lane->series->known[bar], lane->instrument, i, bar };

          g_array_append_val (all, row);
        }
    }
  g_array_sort (all, compare_expected);

  return all;
}

static void
check_event (const DtEvent  *event,
             const Expected *row,
             GArray         *lanes)
{
  const DtLane *lane = &g_array_index (lanes, DtLane, row->lane);

  g_assert_cmpint (event->kind, ==, DT_EVENT_BAR);
  g_assert_cmpuint (event->instrument, ==, row->instrument);
  g_assert_cmpuint (event->lane, ==, row->lane);
  g_assert_cmpuint (event->bar, ==, row->bar);
  g_assert_cmpint (event->last, ==, row->bar + 1 == lane->series->n_bars);
  g_assert_null (event->detail);
}

static void
check_stream (GArray *lanes)
{
  g_autoptr(DtLaneReader) reader = dt_lane_reader_new ((DtLane *) lanes->data, lanes->len);
  g_autoptr(GArray) all = sort_all (lanes);
  guint64 count = dt_lane_reader_count (reader), position = 0;
  DtTime before = DT_TIME_NONE, peeked;
  DtInstant instant;
  guint row = 0;

  while (peeked = dt_lane_reader_peek (reader), dt_lane_reader_next (reader, &instant))
    {
      g_assert_cmpint (instant.time, ==, peeked);
      g_assert_cmpint (instant.time, >, before);
      g_assert_cmpuint (instant.n_events, >, 0);
      g_assert_cmpuint (dt_lane_reader_get_position (reader), ==, ++position);
      for (guint i = 0; i < instant.n_events; i++, row++)
        {
          const Expected *expected = &g_array_index (all, Expected, row);

          g_assert_cmpuint (row, <, all->len);
          g_assert_cmpint (instant.time, ==, expected->known);
          check_event (&instant.events[i], expected, lanes);
        }
      before = instant.time;
    }
  g_assert_cmpuint (row, ==, all->len);
  g_assert_cmpint (peeked, ==, DT_TIME_NONE);
  g_assert_cmpuint (position, ==, count);
  g_assert_false (dt_lane_reader_next (reader, &instant));
}

static void
test_equals_sort (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20190211);

  for (guint round = 0; round < 300; round++)
    {
      GArray *lanes = make_lanes (rand, g_rand_int_range (rand, 0, 70));

      check_stream (lanes);
      free_lanes (lanes);
    }
}

static void
test_single (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);

  for (guint round = 0; round < 50; round++)
    {
      GArray *lanes = make_lanes (rand, 1);

      check_stream (lanes);
      free_lanes (lanes);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lane-reader/equals-sort", test_equals_sort);
  g_test_add_func ("/lane-reader/single", test_single);

  return g_test_run ();
}
