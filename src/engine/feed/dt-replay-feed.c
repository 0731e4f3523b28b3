/* dt-replay-feed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-feed"

#include "config.h"

#include "dt-replay-feed.h"

/* One source in the engine's context plays what is due and sets its next ready time. Market time
 * runs from an anchor (market time, wall time) at the speed since; changing the speed moves the
 * anchor. The wall clock decides when an instant is played, never which: they are the reader's. */

/* A turn of this length at most, then other sources of the context get theirs. */
#define TURN_USEC  4000
/* Instants between two looks at the clock while going as fast as possible. */
#define TURN_CHUNK 64

struct _DtReplayFeed
{
  GObject        parent_instance;

  DtLaneReader  *reader;
  GSource       *source;        /* (nullable): not started, or over */
  DtFeedFunc     func;
  DtFeedEndFunc  end_func;
  gpointer       user_data;

  double         speed;         /* market seconds per wall second */
  DtTime         anchor_market; /* DT_TIME_NONE: the next instant is due at once */
  gint64         anchor_wall;   /* monotonic microseconds */
  guint          n_steps;       /* to play regardless of the speed */
  DtTime         warm_up;       /* instants up to here do not wait */
  DtTime         until;         /* play as fast as possible up to here; DT_TIME_NONE: not asked */
};

static void dt_replay_feed_feed_init (DtFeedInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DtReplayFeed, dt_replay_feed, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DT_TYPE_FEED, dt_replay_feed_feed_init))

/* Nothing happens between sessions, so a wait across New York's midnight is no wait. */
static gboolean
is_next_session (DtTime from,
                 DtTime to)
{
  return to - from > DT_HOUR
         && dt_time_get_new_york_date (from, NULL) != dt_time_get_new_york_date (to, NULL);
}

/* When the next instant is due, in monotonic microseconds; -1 is never, 0 now. */
static gint64
find_ready_time (DtReplayFeed *self)
{
  DtTime next = dt_lane_reader_peek (self->reader);
  double wait;

  if (next == DT_TIME_NONE || self->n_steps > 0 || self->until != DT_TIME_NONE
      || next <= self->warm_up || self->speed == DT_REPLAY_SPEED_MAX)
    return 0;
  if (self->speed <= DT_REPLAY_SPEED_PAUSED)
    return -1;
  if (self->anchor_market == DT_TIME_NONE || is_next_session (self->anchor_market, next))
    return 0;

  wait = (double) (next - self->anchor_market) / 1000. / self->speed;

  return self->anchor_wall + (gint64) MIN (wait, 1e15);
}

static void
reschedule (DtReplayFeed *self)
{
  if (self->source != NULL)
    g_source_set_ready_time (self->source, find_ready_time (self));
}

static void
end (DtReplayFeed *self)
{
  DtFeedEndFunc end_func = self->end_func;

  g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  if (end_func != NULL)
    end_func (NULL, self->user_data);
}

/* Market time now, by the anchor; it never runs past the instant that was not played yet. */
static void
move_anchor (DtReplayFeed *self)
{
  DtTime next = dt_lane_reader_peek (self->reader);
  gint64 now = g_get_monotonic_time ();

  if (self->anchor_market != DT_TIME_NONE && self->speed > DT_REPLAY_SPEED_PAUSED
      && self->speed != DT_REPLAY_SPEED_MAX)
    {
      double passed = (double) (now - self->anchor_wall) * 1000. * self->speed;

      if (passed < (double) (G_MAXINT64 - self->anchor_market))
        self->anchor_market += (gint64) passed;
      if (next != DT_TIME_NONE)
        self->anchor_market = MIN (self->anchor_market, next);
    }
  self->anchor_wall = now;
}

/* Plays the next instant; FALSE when the feed is over or was stopped in the callback. */
static gboolean
play_one (DtReplayFeed *self,
          gint64        due,
          gint64        now)
{
  DtInstant instant;

  if (!dt_lane_reader_next (self->reader, &instant))
    {
      end (self);
      return FALSE;
    }

  /* The pace counts from when the instant was due, so that lateness does not add up, unless the
   * machine slept in between */
  self->anchor_market = instant.time > self->warm_up ? instant.time : DT_TIME_NONE;
  self->anchor_wall = due > 0 && now - due < G_USEC_PER_SEC ? due : now;
  if (self->n_steps > 0 && instant.time > self->warm_up)
    self->n_steps--;

  if (!self->func (&instant, self->user_data) && self->source != NULL)
    end (self);

  return self->source != NULL;
}

static void
end_play_until (DtReplayFeed *self)
{
  DtTime next = dt_lane_reader_peek (self->reader);

  if (self->until != DT_TIME_NONE && (next == DT_TIME_NONE || next > self->until))
    {
      self->until = DT_TIME_NONE;
      self->speed = DT_REPLAY_SPEED_PAUSED;
    }
}

/* The next one is due: played now, paced ones with the time that they were due at. */
static gboolean
play_due (DtReplayFeed *self,
          gint64        now)
{
  gint64 due;

  end_play_until (self);
  due = find_ready_time (self);

  return due >= 0 && due <= now && play_one (self, due, now);
}

static gboolean
play_turn (DtReplayFeed *self)
{
  gint64 now = g_get_monotonic_time (), turn_end = now + TURN_USEC;

  for (;;)
    {
      for (guint i = 0; i < TURN_CHUNK; i++)
        if (!play_due (self, now))
          {
            reschedule (self);
            return G_SOURCE_CONTINUE;
          }
      if ((now = g_get_monotonic_time ()) >= turn_end)
        break;
    }
  reschedule (self);

  return G_SOURCE_CONTINUE;
}

static gboolean
on_ready (gpointer user_data)
{
  g_autoptr(DtReplayFeed) self = g_object_ref (user_data);

  return play_turn (self);
}

static gboolean
dispatch_source (GSource     *source,
                 GSourceFunc  callback,
                 gpointer     user_data)
{
  return callback (user_data);
}

static void
dt_replay_feed_start (DtFeed        *feed,
                      DtFeedFunc     func,
                      DtFeedEndFunc  end_func,
                      gpointer       user_data)
{
  static GSourceFuncs source_funcs = { .dispatch = dispatch_source };
  DtReplayFeed *self = DT_REPLAY_FEED (feed);

  g_return_if_fail (self->func == NULL);

  self->func = func;
  self->end_func = end_func;
  self->user_data = user_data;
  self->source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_static_name (self->source, "replay feed");
  g_source_set_callback (self->source, on_ready, self, NULL);
  reschedule (self);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

static void
dt_replay_feed_stop (DtFeed *feed)
{
  DtReplayFeed *self = DT_REPLAY_FEED (feed);

  if (self->source == NULL)
    return;

  g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

static void
dt_replay_feed_dispose (GObject *object)
{
  dt_replay_feed_stop (DT_FEED (object));

  G_OBJECT_CLASS (dt_replay_feed_parent_class)->dispose (object);
}

static void
dt_replay_feed_finalize (GObject *object)
{
  DtReplayFeed *self = DT_REPLAY_FEED (object);

  g_clear_pointer (&self->reader, dt_lane_reader_free);

  G_OBJECT_CLASS (dt_replay_feed_parent_class)->finalize (object);
}

static void
dt_replay_feed_class_init (DtReplayFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dt_replay_feed_dispose;
  object_class->finalize = dt_replay_feed_finalize;
}

static void
dt_replay_feed_feed_init (DtFeedInterface *iface)
{
  iface->start = dt_replay_feed_start;
  iface->stop = dt_replay_feed_stop;
}

static void
dt_replay_feed_init (DtReplayFeed *self)
{
  self->anchor_market = DT_TIME_NONE;
  self->until = DT_TIME_NONE;
  self->warm_up = DT_TIME_NONE;
}

/**
 * dt_replay_feed_new:
 * @reader: (transfer full): may stand in the middle, as after a recovery
 * @speed: market seconds per wall second, DT_REPLAY_SPEED_PAUSED or DT_REPLAY_SPEED_MAX
 */
DtReplayFeed *
dt_replay_feed_new (DtLaneReader *reader,
                    double        speed)
{
  DtReplayFeed *self = g_object_new (DT_TYPE_REPLAY_FEED, NULL);

  self->reader = reader;
  self->speed = speed;

  return self;
}

/* Also ends a dt_replay_feed_play_until() that is going on. */
void
dt_replay_feed_set_speed (DtReplayFeed *feed,
                          double        speed)
{
  g_return_if_fail (DT_IS_REPLAY_FEED (feed));
  g_return_if_fail (speed >= 0.);

  move_anchor (feed);
  feed->speed = speed;
  feed->until = DT_TIME_NONE;
  reschedule (feed);
}

double
dt_replay_feed_get_speed (DtReplayFeed *feed)
{
  g_return_val_if_fail (DT_IS_REPLAY_FEED (feed), 0.);

  return feed->speed;
}

void
dt_replay_feed_set_warm_up (DtReplayFeed *feed,
                            DtTime        time)
{
  g_return_if_fail (DT_IS_REPLAY_FEED (feed));

  feed->warm_up = time;
  reschedule (feed);
}

void
dt_replay_feed_step (DtReplayFeed *feed,
                     guint         n_instants)
{
  g_return_if_fail (DT_IS_REPLAY_FEED (feed));

  dt_replay_feed_set_speed (feed, DT_REPLAY_SPEED_PAUSED);
  feed->n_steps += n_instants;
  reschedule (feed);
}

/* Instants known at @time itself are played. */
void
dt_replay_feed_play_until (DtReplayFeed *feed,
                           DtTime        time)
{
  g_return_if_fail (DT_IS_REPLAY_FEED (feed));

  dt_replay_feed_set_speed (feed, DT_REPLAY_SPEED_PAUSED);
  feed->until = time;
  reschedule (feed);
}

DtTime
dt_replay_feed_get_until (DtReplayFeed *feed)
{
  g_return_val_if_fail (DT_IS_REPLAY_FEED (feed), DT_TIME_NONE);

  return feed->until;
}
