/* dt-lane-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-feed"

#include "config.h"

#include "dt-lane-reader.h"

/* The next known time of every lane stands in one array, and one pass over it both collects the
 * lanes that are due and finds the next instant. For dense lanes (all stocks, every day) that is
 * one compare and one 32-byte store per bar; for sparse ones whole blocks of lanes are skipped by
 * their earliest time. */
#define BLOCK       16
#define NEVER       G_MAXINT64

/* Times in a line of the cache. */
#define AHEAD       8

/* Where a lane stands; small, because five hundred of them are visited at each instant. */
typedef struct
{
  const DtTime      *known;       /* column of the series, at the next bar */
  guint32            bar;         /* the next */
  guint32            n_left;      /* bars from it on */
  DtInstrumentIndex  instrument;
} LaneState;

struct _DtLaneReader
{
  const DtLane *lanes;
  guint         n_lanes;
  guint         n_blocks;

  LaneState    *states;
  DtTime       *next;        /* when each lane's next bar is known, NEVER at the end */
  DtTime       *block_next;  /* least of each block */
  DtTime        now;         /* least of all */
  guint64       position;

  DtEvent      *events;      /* of the instant handed out */
};

static void
init_lane (DtLaneReader *reader,
           guint         i)
{
  const DtBarSeries *series = reader->lanes[i].series;
  DtTime *block_next = &reader->block_next[i / BLOCK];

  g_assert (series->n_bars < G_MAXUINT32);

  reader->states[i] = (LaneState) { series->known, 0, series->n_bars,
                                    reader->lanes[i].instrument };
  reader->next[i] = series->n_bars > 0 ? series->known[0] : NEVER;
  *block_next = MIN (*block_next, reader->next[i]);
  reader->now = MIN (reader->now, reader->next[i]);
}

/**
 * dt_lane_reader_new:
 * @lanes: sorted by instrument, then timeframe; they and their series outlive the reader
 * @n_lanes: how many, 0 is an empty stream
 *
 * Returns: (transfer full): a reader before the first instant
 */
DtLaneReader *
dt_lane_reader_new (const DtLane *lanes,
                    guint         n_lanes)
{
  DtLaneReader *reader = g_new0 (DtLaneReader, 1);

  reader->lanes = lanes;
  reader->n_lanes = n_lanes;
  reader->n_blocks = (n_lanes + BLOCK - 1) / BLOCK;
  reader->states = g_new (LaneState, n_lanes);
  reader->next = g_new (DtTime, n_lanes);
  reader->block_next = g_new (DtTime, reader->n_blocks);
  reader->events = g_new0 (DtEvent, n_lanes);
  reader->now = NEVER;

  for (guint i = 0; i < reader->n_blocks; i++)
    reader->block_next[i] = NEVER;
  for (guint i = 0; i < n_lanes; i++)
    init_lane (reader, i);

  return reader;
}

void
dt_lane_reader_free (DtLaneReader *reader)
{
  if (reader == NULL)
    return;

  g_free (reader->states);
  g_free (reader->next);
  g_free (reader->block_next);
  g_free (reader->events);
  g_free (reader);
}

/* Fills the event of a lane's next bar and returns when the bar after it is known. */
static inline DtTime
take_bar (LaneState *state,
          guint      lane,
          DtEvent   *event)
{
  gboolean last = --state->n_left == 0;

  event->kind = DT_EVENT_BAR;
  event->instrument = state->instrument;
  event->lane = lane;
  event->last = last;
  event->bar = state->bar++;
  event->detail = NULL;

  /* A line of the cache ahead; those of five hundred lanes nobody else foresees */
  __builtin_prefetch (state->known + AHEAD);
  return last ? NEVER : *++state->known;
}

/* Takes the bars of one block that are due at @now and returns where the events go on. */
static inline DtEvent *
take_block (DtLaneReader *reader,
            guint         block,
            DtTime        now,
            DtEvent      *event)
{
  LaneState *states = reader->states;
  DtTime *next = reader->next;
  guint end = MIN (reader->n_lanes, (block + 1) * BLOCK);
  DtTime least = NEVER;

  for (guint i = block * BLOCK; i < end; i++)
    {
      if (next[i] == now)
        next[i] = take_bar (&states[i], i, event++);
      least = MIN (least, next[i]);
    }
  reader->block_next[block] = least;

  return event;
}

/* One lane needs no merging. */
static inline void
take_single (DtLaneReader *reader,
             DtInstant    *instant)
{
  reader->now = take_bar (reader->states, 0, reader->events);
  instant->n_events = 1;
}

static inline void
take_due (DtLaneReader *reader,
          DtInstant    *instant)
{
  DtTime now = reader->now, least = NEVER;
  DtEvent *event = reader->events;

  for (guint block = 0; block < reader->n_blocks; block++)
    {
      if (reader->block_next[block] == now)
        event = take_block (reader, block, now, event);
      least = MIN (least, reader->block_next[block]);
    }
  instant->n_events = event - reader->events;
  reader->now = least;
}

gboolean
dt_lane_reader_next (DtLaneReader *reader,
                     DtInstant    *instant)
{
  if (G_UNLIKELY (reader->now == NEVER))
    return FALSE;

  instant->time = reader->now;
  instant->events = reader->events;
  if (reader->n_lanes == 1)
    take_single (reader, instant);
  else
    take_due (reader, instant);
  reader->position++;

  return TRUE;
}

DtTime
dt_lane_reader_peek (DtLaneReader *reader)
{
  return reader->now == NEVER ? DT_TIME_NONE : reader->now;
}

/* Instants handed out so far. */
guint64
dt_lane_reader_get_position (DtLaneReader *reader)
{
  return reader->position;
}

guint64
dt_lane_reader_count (DtLaneReader *reader)
{
  g_autoptr(DtLaneReader) ahead = dt_lane_reader_new (reader->lanes, reader->n_lanes);
  DtInstant instant;

  while (dt_lane_reader_next (ahead, &instant))
    ;

  return ahead->position;
}
