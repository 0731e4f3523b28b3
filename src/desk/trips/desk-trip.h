/* desk-trip.h - a completed round trip as a row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-money.h"
#include "dt-time.h"

G_BEGIN_DECLS

typedef struct
{
  guint64     number;          /* in its book's order of exits, or in a run's list, from 1 */
  char       *symbol;
  char       *strategy;        /* "user" by hand */
  char       *exit_reason;     /* role of the order that closed it: "stop", "target", … */
  DtQuantity  quantity;        /* signed, the largest that was held */
  DtTime      entry_time;      /* start of the bar */
  DtTime      exit_time;
  DtMoney     entry;           /* average prices */
  DtMoney     exit;
  DtMoney     profit;          /* after fees */
  DtMoney     fees;
  double      profit_fraction; /* of the value of the entry */
  double      r_multiple;      /* NaN without a stop */
  double      mae;             /* fractions of the entry price */
  double      mfe;
} DeskTripState;

/**
 * DeskTrip:
 *
 * Immutable but for what the user says about it. Thread: main. Signals: "changed".
 */
#define DESK_TYPE_TRIP (desk_trip_get_type ())
G_DECLARE_FINAL_TYPE (DeskTrip, desk_trip, DESK, TRIP, GObject)

/* Copies @state. */
DeskTrip            *desk_trip_new       (const DeskTripState *state);
const DeskTripState *desk_trip_get_state (DeskTrip            *self);
/* "gap, late"; "" for none, as the text is. 0 to 5 stars. */
void                 desk_trip_set_note  (DeskTrip            *self,
                                          const char          *tags,
                                          const char          *text,
                                          guint                rating);
const char          *desk_trip_get_tags  (DeskTrip            *self);
const char          *desk_trip_get_text  (DeskTrip            *self);
guint                desk_trip_get_rating (DeskTrip           *self);
/* A row of the engine's list of trades: (tsxxxxxxxxsxxs) */
DeskTrip            *desk_trip_read      (GVariant            *row);
/* "Bought 120 AAPL at 170.25, sold at 172.10 (target): +$222.00" (transfer full) */
char                *desk_trip_describe  (DeskTrip            *self);

G_END_DECLS
