/* dt-simulated-private.h - what the simulated broker's own files share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-path.h"

G_BEGIN_DECLS

/* When something that was sent arrives. With a latency in bars the first bar after it counts as the
 * first one, wherever it is in its series. */
typedef struct
{
  DtTime   time;
  gsize    bar;
  gboolean counted;           /* @bar is known */
} DtJourney;

/* A cancel or a replace on its way. */
typedef struct
{
  guint64           order;
  DtInstrumentIndex instrument;
  DtJourney         journey;
  gboolean          cancels;
  DtMoney           limit;
  DtMoney           stop;
  DtQuantity        quantity;
} DtRequest;

/* An order at work. What every bar is compared with comes first. */
typedef struct _DtResting DtResting;
struct _DtResting
{
  DtTouchRange range;         /* in which it does nothing */
  DtResting  *next;           /* in its list, by submission */
  DtResting  *previous;
  DtResting  *sibling;        /* of the same instrument, by submission */
  DtResting  *bucket;         /* in the table; of one that ended: the one that ended before it */
  DtTime      since;          /* the instant in which it was submitted */
  gboolean    ended;
  gboolean    triggered;
  gboolean    away;           /* has not arrived yet */
  DtJourney   journey;
  DtOrder     order;          /* with what was filled of it */
};

typedef struct
{
  DtResting *first;
  DtResting *last;
} DtRestingList;

/* Per instrument. */
typedef struct
{
  DtResting   *first;         /* its orders, by submission */
  DtTime       filled;        /* instant of the fill that @window is for */
  gboolean     filled_entry;
  DtBarWindow  window;        /* of what that fill brought to life */
  gsize        n_scanned;     /* bars looked at for volume */
  gsize        n_scanned_fine;
  gboolean     has_volume;
  DtTime       used_at;       /* the instant that @used is of */
  DtQuantity   used;          /* of the bar's volume, by its fills */
} DtRestingSlot;

typedef struct
{
  DtSimulatedBroker        public;

  DtSimulatedBrokerConfig  config;
  DtRestingSlot           *slots;
  DtTouchRange            *ranges;
  DtRestingList            exits;
  DtRestingList            entries;
  DtResting              **table;      /* by order id, chained */
  guint                    n_buckets;
  DtResting               *spare;
  DtResting               *ended;      /* still in their lists, because a match is running */
  DtTime                   time;       /* the last instant that was matched */
  guint                    n_new_exits;
  gboolean                 matching;
  gboolean                 has_latency;
  gboolean                 slips;      /* there is slippage */
  gboolean                 charges;    /* and commission */
  GArray                  *requests;   /* (nullable): of DtRequest, as they were sent */
} DtSimulated;

/* One instrument's bar in a match. */
typedef struct
{
  DtSimulated       *self;
  DtRestingSlot     *slot;
  const DtMatchBars *bars;
  DtTime             bar_time;
  DtInstrumentIndex  instrument;
  gboolean           fresh;      /* only orders of this instant, else only older ones */
  DtMoneyBar         bar;
  DtBarWindow        window;
} DtMeeting;

void dt_simulated_set_range (DtSimulated        *self,
                             DtResting          *resting);
void dt_simulated_detach    (DtSimulated        *self,
                             DtResting          *resting);
void dt_simulated_sweep     (DtSimulated        *self);
void dt_simulated_end       (DtSimulated        *self,
                             DtResting          *resting,
                             DtOrderStatus       status,
                             const char         *why);
void dt_simulated_go_on     (DtSimulated        *self,
                             DtResting          *resting);
gboolean dt_simulated_change (DtSimulated        *self,
                             DtResting          *resting,
                             DtMoney             limit,
                             DtMoney             stop,
                             DtQuantity          quantity);
DtResting *dt_simulated_find (DtSimulated        *self,
                             guint64             order);
void dt_simulated_depart    (DtSimulated        *self,
                             DtJourney          *journey);
void dt_simulated_send      (DtSimulated        *self,
                             const DtResting    *resting,
                             const DtRequest    *request);
void dt_simulated_arrive    (DtSimulated        *self,
                             const DtMatchBars  *bars);
DtQuantity dt_simulated_get_lots_left (const DtMeeting *meeting);
void dt_simulated_share_volume (const DtMeeting    *meeting,
                             DtFill             *fill);
gboolean dt_simulated_note_share (const DtMeeting  *meeting,
                             DtResting          *resting,
                             const DtFill       *fill);
void dt_simulated_find_immediate (const DtMeeting  *meeting,
                             const DtResting    *resting,
                             DtBarOutcome       *outcome);
void dt_simulated_pass_immediate (DtSimulated      *self,
                             DtResting          *resting,
                             const DtMatchBars  *bars);
void dt_simulated_match     (DtBroker           *broker,
                             DtMatchStage        stage,
                             const DtMatchBars  *bars);

G_END_DECLS
