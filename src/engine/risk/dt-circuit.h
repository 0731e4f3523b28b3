/* dt-circuit.h - when trading stops by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-time.h"

#include "dt-risk-profile.h"

G_BEGIN_DECLS

typedef enum
{
  DT_TRIP_NONE,
  DT_TRIP_DAILY_LOSS,
  DT_TRIP_DRAWDOWN,
  DT_TRIP_LOSSES,
  DT_TRIP_ERRORS,
  DT_TRIP_DATA_AGE,
} DtTrip;

/* All since the last re-arming, if there was one. */
typedef struct
{
  double day_loss;      /* fraction of equity when the session began, positive */
  double drawdown;      /* fraction of the highest equity, positive */
  guint  losses;        /* trades in a row, over sessions */
  guint  errors;        /* orders that the broker rejected in this session */
  double data_age;      /* of the oldest last bar of anything held, bars of session time */
} DtCircuitView;

/* What tripped it, and when; @trip is %DT_TRIP_NONE while it has not. */
typedef struct
{
  DtTrip trip;
  double measured;      /* fraction, count or bars */
  double limit;
  DtTime time;
} DtCircuit;

/* Whether it trips. The first of the triggers that is at its limit is told, in the enum's order. */
gboolean    dt_circuit_check   (const DtRiskProfile *profile,
                                const DtCircuitView *view,
                                DtCircuit           *circuit);
char       *dt_circuit_explain (const DtCircuit     *circuit);
/* "daily-loss", "drawdown", "losses", "errors", "data-age"; "" for none */
const char *dt_trip_to_string  (DtTrip               trip);

G_END_DECLS
