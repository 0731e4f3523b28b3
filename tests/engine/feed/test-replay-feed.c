/* test-replay-feed.c - the pace never changes what is played
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-replay-feed.h"

#define N_BARS 500

typedef struct
{
  DtBarSeries  *series;
  DtLane        lane;
  DtReplayFeed *feed;
  GMainLoop    *loop;
  GArray       *times;      /* of instants played */
  guint         stop_after; /* 0 never */
  guint         n_ends;
} Fixture;

/* Bars of one minute from 2019-02-11 09:30 on, on two days. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  DtTime open = dt_time_from_new_york (dt_date_new (2019, 2, 11), 9 * DT_HOUR + 30 * DT_MINUTE);

  fixture->series = dt_bar_series_new ("AAPL", DT_TIMEFRAME_MINUTE, N_BARS);
  for (guint i = 0; i < N_BARS; i++)
    {
      DtBar bar = { open + i % 390 * DT_MINUTE + i / 390 * DT_DAY, 1., 1., 1., 1., 1. };

      dt_bar_series_append (fixture->series, &bar, bar.time + DT_MINUTE);
    }
  fixture->lane = (DtLane) { fixture->series, 0, DT_LANE_BASE };
  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->times = g_array_new (FALSE, FALSE, sizeof (DtTime));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->feed);
  g_main_loop_unref (fixture->loop);
  g_array_unref (fixture->times);
  dt_bar_series_unref (fixture->series);
}

static gboolean
on_instant (const DtInstant *instant,
            gpointer         user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpuint (instant->n_events, ==, 1);
  g_assert_cmpuint (instant->events[0].bar, ==, fixture->times->len);
  g_array_append_val (fixture->times, instant->time);

  return fixture->stop_after == 0 || fixture->times->len < fixture->stop_after;
}

static void
on_end (const GError *error,
        gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_assert_no_error (error);
  fixture->n_ends++;
  g_main_loop_quit (fixture->loop);
}

static void
start (Fixture *fixture,
       double   speed)
{
  fixture->feed = dt_replay_feed_new (dt_lane_reader_new (&fixture->lane, 1), speed);
  dt_feed_start (DT_FEED (fixture->feed), on_instant, on_end, fixture);
}

static void
check_all (Fixture *fixture)
{
  g_assert_cmpuint (fixture->n_ends, ==, 1);
  g_assert_cmpuint (fixture->times->len, ==, N_BARS);
  for (guint i = 0; i < N_BARS; i++)
    g_assert_cmpint (g_array_index (fixture->times, DtTime, i), ==, fixture->series->known[i]);
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

static void
run_for (Fixture *fixture,
         guint    milliseconds)
{
  g_timeout_add (milliseconds, quit, fixture->loop);
  g_main_loop_run (fixture->loop);
}

static void
test_fastest (Fixture       *fixture,
              gconstpointer  data)
{
  start (fixture, DT_REPLAY_SPEED_MAX);
  g_main_loop_run (fixture->loop);
  check_all (fixture);
}

static void
test_paused (Fixture       *fixture,
             gconstpointer  data)
{
  start (fixture, DT_REPLAY_SPEED_PAUSED);
  run_for (fixture, 20);
  g_assert_cmpuint (fixture->times->len, ==, 0);

  dt_replay_feed_step (fixture->feed, 3);
  run_for (fixture, 20);
  g_assert_cmpuint (fixture->times->len, ==, 3);

  dt_replay_feed_play_until (fixture->feed, fixture->series->known[9]);
  run_for (fixture, 20);
  g_assert_cmpuint (fixture->times->len, ==, 10);
  g_assert_cmpfloat (dt_replay_feed_get_speed (fixture->feed), ==, DT_REPLAY_SPEED_PAUSED);

  dt_replay_feed_set_speed (fixture->feed, DT_REPLAY_SPEED_MAX);
  g_main_loop_run (fixture->loop);
  check_all (fixture);
}

/* At 60,000 market seconds a second, a bar of one minute takes a millisecond: the first session's
 * 389 steps 389 ms, the night nothing, and the rest 109 ms. */
/* The first day warms up: 390 bars at once, though nothing plays; steps count from there. */
static void
test_warm_up (Fixture       *fixture,
              gconstpointer  data)
{
  fixture->feed = dt_replay_feed_new (dt_lane_reader_new (&fixture->lane, 1),
                                      DT_REPLAY_SPEED_PAUSED);
  dt_replay_feed_set_warm_up (fixture->feed, fixture->series->known[389]);
  dt_feed_start (DT_FEED (fixture->feed), on_instant, on_end, fixture);
  dt_replay_feed_step (fixture->feed, 2);
  run_for (fixture, 50);
  g_assert_cmpuint (fixture->times->len, ==, 392);

  dt_replay_feed_set_speed (fixture->feed, DT_REPLAY_SPEED_MAX);
  g_main_loop_run (fixture->loop);
  check_all (fixture);
}

static void
test_paced (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 began = g_get_monotonic_time (), took;

  start (fixture, 60000.);
  g_main_loop_run (fixture->loop);
  took = g_get_monotonic_time () - began;
  check_all (fixture);
  g_assert_cmpint (took, >=, 490 * 1000);
  g_assert_cmpint (took, <, 5000 * 1000);
}

static void
test_any_pace (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  start (fixture, DT_REPLAY_SPEED_PAUSED);
  while (fixture->n_ends == 0)
    {
      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0:
          dt_replay_feed_step (fixture->feed, g_rand_int_range (rand, 1, 9));
          break;
        case 1:
          dt_replay_feed_set_speed (fixture->feed, g_rand_double_range (rand, 1., 1e6));
          break;
        case 2:
          dt_replay_feed_play_until (fixture->feed,
                                     fixture->series->known[g_rand_int_range (rand, 0, N_BARS)]);
          break;
        default:
          dt_replay_feed_set_speed (fixture->feed, DT_REPLAY_SPEED_PAUSED);
        }
      for (guint i = 0; i < 3 && fixture->n_ends == 0; i++)
        g_main_context_iteration (NULL, FALSE);
    }
  check_all (fixture);
}

static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  fixture->stop_after = 5;
  start (fixture, DT_REPLAY_SPEED_MAX);
  g_main_loop_run (fixture->loop);
  g_assert_cmpuint (fixture->times->len, ==, 5);

  dt_feed_stop (DT_FEED (fixture->feed));
  run_for (fixture, 10);
  g_assert_cmpuint (fixture->times->len, ==, 5);
  g_assert_cmpuint (fixture->n_ends, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/replay-feed/fastest", Fixture, NULL, set_up, test_fastest, tear_down);
  g_test_add ("/replay-feed/paused", Fixture, NULL, set_up, test_paused, tear_down);
  g_test_add ("/replay-feed/warm-up", Fixture, NULL, set_up, test_warm_up, tear_down);
  g_test_add ("/replay-feed/paced", Fixture, NULL, set_up, test_paced, tear_down);
  g_test_add ("/replay-feed/any-pace", Fixture, NULL, set_up, test_any_pace, tear_down);
  g_test_add ("/replay-feed/stop", Fixture, NULL, set_up, test_stop, tear_down);

  return g_test_run ();
}
