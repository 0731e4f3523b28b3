/* desk-quote.h - an instrument of the tape and its last price
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-time.h"

G_BEGIN_DECLS

typedef struct
{
  char   *symbol;
  char   *name;           /* of the company, "" when not known */
  char   *sector;
  gint64  series;         /* id in market.db; 0 when there is none */
  double  last;           /* USD; NaN before its first bar */
  double  prior_close;    /* of the session before */
  double  volume;         /* of this session, units */
  double  open;           /* of this session, USD */
  double  high;
  double  low;
  double  usual_volume;   /* of sessions before, to the same time of day; NaN without */
  DtTime  time;           /* of the last bar */
  /* Made from the above, NaN where something is missing */
  double  change;         /* last / prior_close − 1 */
  double  gap;            /* open / prior_close − 1 */
  double  relative_volume; /* volume / usual_volume */
  double  place;          /* of the last price in the session's range: 0 low, 1 high */
} DeskQuoteState;

/**
 * DeskQuote:
 *
 * An instrument of the tape; see #DeskPosition for how rows live. Signals: "changed".
 *
 * Thread: main.
 */
#define DESK_TYPE_QUOTE (desk_quote_get_type ())
G_DECLARE_FINAL_TYPE (DeskQuote, desk_quote, DESK, QUOTE, GObject)

DeskQuote            *desk_quote_new       (const char *symbol,
                                            const char *name,
                                            const char *sector,
                                            gint64      series);
const DeskQuoteState *desk_quote_get_state (DeskQuote  *self);
/* The engine's values into the row: those of @state that are not made from others. Returns whether
 * anything differed; then "changed" was emitted. */
gboolean              desk_quote_update    (DeskQuote            *self,
                                            const DeskQuoteState *state);

G_END_DECLS
