/* desk-position.h - a row of the positions list
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
  char       *symbol;
  DtQuantity  quantity;       /* signed */
  DtMoney     average;
  double      last;
  DtMoney     stop;           /* DT_MONEY_NONE without one */
  DtMoney     target;
  DtMoney     initial_stop;
  gboolean    trails;
  char       *strategy;       /* "user" by hand */
  DtTime      opened;
  /* Made from the above */
  DtMoney     value;          /* signed market value */
  DtMoney     profit;         /* unrealised */
  double      profit_fraction;
  double      r_multiple;     /* NaN without an initial stop */
  double      stop_distance;  /* fraction of the last price, NaN without a stop */
} DeskPositionState;

/**
 * DeskPosition:
 *
 * The same object stands for the same position as long as it is open; what it shows is put into it
 * in place. Signals: "changed".
 *
 * Thread: main.
 */
#define DESK_TYPE_POSITION (desk_position_get_type ())
G_DECLARE_FINAL_TYPE (DeskPosition, desk_position, DESK, POSITION, GObject)

DeskPosition            *desk_position_new       (const char              *symbol);
const DeskPositionState *desk_position_get_state (DeskPosition            *self);
/* The engine's values into the row; symbol and what is made of the others are not read. Returns
 * whether anything differed; then "changed" was emitted. */
gboolean                 desk_position_update    (DeskPosition            *self,
                                                  const DeskPositionState *state);

G_END_DECLS
