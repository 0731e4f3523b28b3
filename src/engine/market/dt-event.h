/* dt-event.h - what happens, and in which order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-corporate-action.h"

G_BEGIN_DECLS

/* Events of one instant are ordered by (kind, instrument, sequence): the enum is that order. */
typedef enum
{
  DT_EVENT_SESSION_OPEN,
  DT_EVENT_SPLIT,
  DT_EVENT_DIVIDEND,
  DT_EVENT_FILL,            /* from a broker outside; the simulated one fills inside the step */
  DT_EVENT_BAR,
  DT_EVENT_SESSION_CLOSE,
} DtEventKind;

/* One event. Everything it points to outlives the step that gets it. */
typedef struct
{
  DtEventKind       kind;
  DtInstrumentIndex instrument;  /* DT_INSTRUMENT_INDEX_NONE: the whole market */
  guint32           lane;        /* which of the tape's series a bar is from */
  gboolean          last;        /* the lane has no later bar */
  gsize             bar;         /* its place in that series */
  gconstpointer     detail;      /* of a fill, split or dividend */
} DtEvent;

/* All that became known at one time, in order: what one step of the kernel is given. */
typedef struct
{
  DtTime         time;
  const DtEvent *events;
  guint          n_events;
} DtInstant;

/* What a series is for in a run. */
typedef enum
{
  DT_LANE_BASE,     /* decides, fills and marks: the run's timeframe of an instrument */
  DT_LANE_CONTEXT,  /* only read by rules: other symbols, higher timeframes */
} DtLaneRole;

typedef struct
{
  DtBarSeries       *series;
  DtInstrumentIndex  instrument;
  DtLaneRole         role;
  DtActionList      *actions;     /* (nullable): of a raw base lane, for the kernel to apply */
  DtBarSeries       *finer;       /* (nullable): of a base lane: what its bars are made of, for
                                   * orders only; no rule reads it */
} DtLane;

G_END_DECLS
