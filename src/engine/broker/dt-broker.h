/* dt-broker.h - who takes orders
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-order.h"

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
} DtMatchStage;

/* Which bars just completed, by instrument; %NULL entries have none at this instant. */
typedef struct
{
  DtTime              time;
  const DtBarSeries **series;   /* by instrument index */
  const gsize        *bar;      /* by instrument index */
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
  guint             n_instruments;
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
 */
typedef struct
{
  DtBroker            parent;
  const DtTouchRange *ranges;     /* by instrument index */
  guint               n_orders;   /* live, all instruments */
} DtSimulatedBroker;

DtBroker *dt_simulated_broker_new   (const DtSimulatedBrokerConfig *config);
/* The session ended at @time: day orders submitted before it expire. */
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
