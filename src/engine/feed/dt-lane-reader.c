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

struct _DtLaneReader
{
  /* Immutable after construction */
  const DtLane   *lanes;
  guint           n_lanes;
  guint           n_blocks;
  const DtTime  **known;       /* column of each lane */
  DtEvent        *patterns;    /* each lane's event, all but the bar filled */
  gsize          *n_bars;

  /* Where the stream stands */
  gsize          *bar;         /* next of each lane */
  DtTime         *next;        /* its known time, NEVER at the end; padded to whole blocks */
  DtTime         *block_next;  /* least of each block */
  DtTime          now;         /* least of all */
  guint64         position;

  DtEvent        *events;      /* of the instant handed out */
};

static void
dt_lane_reader_rewind (DtLaneReader *reader)
{
  reader->now = NEVER;
  reader->position = 0;

  for (guint i = 0; i < reader->n_blocks * BLOCK; i++)
    {
      DtTime *block_next = &reader->block_next[i / BLOCK];
      gboolean some = i < reader->n_lanes && reader->n_bars[i] > 0;

      if (i % BLOCK == 0)
        *block_next = NEVER;
      reader->next[i] = some ? reader->known[i][0] : NEVER;
      *block_next = MIN (*block_next, reader->next[i]);
      reader->now = MIN (reader->now, reader->next[i]);
    }

  for (guint i = 0; i < reader->n_lanes; i++)
    reader->bar[i] = 0;
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
  reader->known = g_new (const DtTime *, n_lanes);
  reader->patterns = g_new0 (DtEvent, n_lanes);
  reader->n_bars = g_new (gsize, n_lanes);
  reader->bar = g_new (gsize, n_lanes);
  reader->next = g_new (DtTime, reader->n_blocks * BLOCK);
  reader->block_next = g_new (DtTime, reader->n_blocks);
  reader->events = g_new0 (DtEvent, n_lanes);

  for (guint i = 0; i < n_lanes; i++)
    {
      reader->known[i] = lanes[i].series->known;
      reader->n_bars[i] = lanes[i].series->n_bars;
      reader->patterns[i].kind = DT_EVENT_BAR;
      reader->patterns[i].instrument = lanes[i].instrument;
      reader->patterns[i].lane = i;
    }
  dt_lane_reader_rewind (reader);

  return reader;
}

void
dt_lane_reader_free (DtLaneReader *reader)
{
  if (reader == NULL)
    return;

  g_free (reader->known);
  g_free (reader->patterns);
  g_free (reader->n_bars);
  g_free (reader->bar);
  g_free (reader->next);
  g_free (reader->block_next);
  g_free (reader->events);
  g_free (reader);
}

/* Takes the bars of one block that are due at @now and returns where the events go on. */
static DtEvent *
take_block (DtLaneReader *reader,
            guint         block,
            DtTime        now,
            DtEvent      *event)
{
  guint end = MIN (reader->n_lanes, (block + 1) * BLOCK);
  DtTime least = NEVER;

  for (guint i = block * BLOCK; i < end; i++)
    {
      DtTime next = reader->next[i];

      if (next == now)
        {
          gsize bar = reader->bar[i]++;
          gboolean last = bar + 1 == reader->n_bars[i];

          *event = reader->patterns[i];
          event->bar = bar;
          event->last = last;
          event++;
          next = last ? NEVER : reader->known[i][bar + 1];
          reader->next[i] = next;
        }
      least = MIN (least, next);
    }
  reader->block_next[block] = least;

  return event;
}

/* One lane needs no merging. */
static inline void
take_single (DtLaneReader *reader,
             DtInstant    *instant)
{
  gsize bar = reader->bar[0]++;
  gboolean last = bar + 1 == reader->n_bars[0];

  reader->events[0] = reader->patterns[0];
  reader->events[0].bar = bar;
  reader->events[0].last = last;
  instant->n_events = 1;
  reader->now = last ? NEVER : reader->known[0][bar + 1];
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
