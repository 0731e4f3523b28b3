/* dt-broker.h - who takes orders
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-order.h"

#include "dt-account-terms.h"
#include "dt-costs.h"

G_BEGIN_DECLS

typedef struct _DtBroker DtBroker;

/* What the kernel does for a broker that fills inside the step. */
typedef struct
{
  /* Works out the quantity of an order that is sized at its fill, and cuts any entry to what the
   * account can pay at @price, fee included; signed, 0 refuses the fill. */
  DtQuantity (*size) (gpointer       kernel,
                      const DtOrder *order,
                      DtMoney        price);
  /* The fill happened; @fill->id is for the kernel to give. It may submit and cancel orders from
   * here: an exit group is active from its entry's fill on. */
  void       (*fill) (gpointer       kernel,
                      DtFill        *fill);
  /* The broker ended an order without filling it: expired, the other of its group filled, no
   * quantity left. */
  void       (*end)  (gpointer       kernel,
                      guint64        order,
                      DtOrderStatus  status,
                      const char    *why);
} DtBrokerCallbacks;

/* The stages in which a simulated broker fills resting orders at one instant (law 2). */
typedef enum
{
  DT_MATCH_EXITS,       /* everything that reduces, in submission order */
  DT_MATCH_ENTRIES,     /* in submission order */
  DT_MATCH_NEW_EXITS,   /* protective orders submitted by entries filled at this instant */
  DT_MATCH_ALL,         /* these three, one after the other */
  DT_MATCH_BAR_OVER,    /* only after finer bars: the bar that they make up is over */
} DtMatchStage;

/* Which bars just completed, by instrument; %NULL entries have none at this instant. Of finer bars
 * the run's own bars, in which they are, are told too. */
typedef struct
{
  DtTime              time;
  const DtBarSeries **series;     /* by instrument index */
  const gsize        *bar;        /* by instrument index */
  const DtBarSeries **coarse;     /* (nullable): by instrument index */
  const gsize        *coarse_bar; /* (nullable): by instrument index */
} DtMatchBars;

/**
 * DtBroker:
 *
 * Orders go in after they were journalled; fills come out through the callbacks (simulated) or as
 * events of later instants (outside). Plain vtable: it is on the path of every bar.
 *
 * Thread: the kernel's.
 */
typedef struct
{
  gboolean (*submit)  (DtBroker           *broker,
                       const DtOrder      *order,
                       GError            **error);
  gboolean (*cancel)  (DtBroker           *broker,
                       guint64             order);
  /* DT_MONEY_NONE keeps a price, 0 keeps the quantity. */
  gboolean (*replace) (DtBroker           *broker,
                       guint64             order,
                       DtMoney             limit,
                       DtMoney             stop,
                       DtQuantity          quantity);
  /* (nullable) */
  void     (*match)   (DtBroker           *broker,
                       DtMatchStage        stage,
                       const DtMatchBars  *bars);
  void     (*free)    (DtBroker           *broker);
} DtBrokerClass;

struct _DtBroker
{
  const DtBrokerClass     *klass;
  const DtBrokerCallbacks *callbacks;
  gpointer                 kernel;
};

/* What a bar does between its four prices, where it matters. */
typedef enum
{
  DT_POLICY_PESSIMISTIC,   /* what hurts the account comes first */
  DT_POLICY_OPTIMISTIC,    /* target before stop, stop before entry */
  DT_POLICY_PATH,          /* open, nearer extreme, other extreme, close */
} DtIntrabarPolicy;

typedef struct
{
  DtCommission      commission;
  DtSlippage        slippage;
  DtIntrabarPolicy  policy;
  const DtMoney    *ticks;          /* by instrument index; outlives the broker */
  const DtQuantity *lots;           /* (nullable): by instrument index; outlives the broker */
  guint             n_instruments;
  gint64            volume_share;   /* of a bar's volume that its fills are at most, parts per
                                     * million; 0 fills whatever is asked */
  DtLatency         latency;        /* of what travels */
  gboolean          fill_without_volume; /* else a bar with volume 0 fills nothing, unless the
                                          * instrument had no bar with volume so far */
} DtSimulatedBrokerConfig;

/* An instrument's orders can only do something in a bar with low <= @below or high >= @above. */
typedef struct
{
  double below;
  double above;
} DtTouchRange;

/**
 * DtSimulatedBroker:
 *
 * Fills from bars, inside the step. What the kernel may read of it on the path of every bar: a bar
 * for which dt_simulated_broker_may_act() is %FALSE needs no match. Everything else is private.
 *
 * An order is matched from the instant after its submission on; only protective orders submitted by
 * a fill's callback work in the same bar, from that fill on (%DT_MATCH_NEW_EXITS).
 *
 * With a latency what is asked for while @travels arrives later: an order works, a cancel ends and
 * a replace moves one from the first bar on that begins no earlier. Until then the order stays as
 * it is, and what fills it wins. A cancel that arrives says so through the end callback.
 */
typedef struct
{
  DtBroker            parent;
  const DtTouchRange *ranges;     /* by instrument index */
  guint               n_orders;   /* live, all instruments */
  guint               n_requests; /* cancels and replaces on their way */
  gboolean            travels;    /* what is asked for now takes the latency */
  DtTime              now;        /* when it is asked for, with @travels */
} DtSimulatedBroker;

DtBroker *dt_simulated_broker_new   (const DtSimulatedBrokerConfig *config);
/* The session ended at @time: day orders submitted before it expire, and those on the close; of
 * these an exit goes on at the market. */
void      dt_simulated_broker_expire_day (DtBroker               *broker,
                                     DtTime                         time);

static inline gboolean
dt_simulated_broker_has_orders (const DtBroker *broker)
{
  return ((const DtSimulatedBroker *) broker)->n_orders > 0;
}

static inline gboolean
dt_simulated_broker_may_act (const DtBroker    *broker,
                             DtInstrumentIndex  instrument,
                             double             high,
                             double             low)
{
  const DtTouchRange *range = &((const DtSimulatedBroker *) broker)->ranges[instrument];

  return low <= range->below || high >= range->above;
}

/* Whether the broker wants to see a bar in any case. */
static inline gboolean
dt_simulated_broker_has_requests (const DtBroker *broker)
{
  return ((const DtSimulatedBroker *) broker)->n_requests > 0;
}

/* What becomes of an order in a bar that it meets alone. */
typedef enum
{
  DT_ALONE_WAITS,
  DT_ALONE_FILLS,
  DT_ALONE_CANCELLED,
  DT_ALONE_REJECTED,
} DtAlone;

/**
 * dt_simulated_broker_meet_alone:
 * @order: at the market or a stop, until cancelled; the broker does not hold it
 * @bars: that of its instrument is there
 * @fill: (out): with %DT_ALONE_FILLS
 * @why_not: (out): when it ends
 *
 * What a match would make of the order if it were the only one, at work since the bar began;
 * whoever has it books that. Not for a broker with a share of volume, a latency or finer bars.
 */
DtAlone   dt_simulated_broker_meet_alone (DtBroker                 *broker,
                                     DtOrder                       *order,
                                     const DtMatchBars             *bars,
                                     DtFill                        *fill,
                                     const char                   **why_not);

gboolean  dt_intrabar_policy_parse  (const char                    *text,
                                     DtIntrabarPolicy              *policy);
const char *dt_intrabar_policy_to_string (DtIntrabarPolicy          policy);

static inline void
dt_broker_free (DtBroker *broker)
{
  if (broker != NULL)
    broker->klass->free (broker);
}

G_END_DECLS
