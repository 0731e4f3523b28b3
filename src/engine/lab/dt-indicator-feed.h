/* dt-indicator-feed.h - the indicators of one strategy on one instrument, without an account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rule-program.h"
#include "dt-tape-loader.h"

G_BEGIN_DECLS

/* An indicator call and the first output that reads it. */
typedef struct
{
  const char *text;      /* borrowed from the program */
  guint       output;
  guint       input;
} DtIndicatorCall;

/* One strategy on one instrument. */
typedef struct
{
  DtTapeSet          *tape;
  DtRuleProgram      *program;
  const DtLane       *base;
  const DtBarSeries **streams;   /* by stream; the first is the base's own; (nullable) elements */
  gsize              *next;      /* bar of each stream that comes next */
  guint               n_streams;
} DtIndicatorFeed;

/* (transfer full): array of DtIndicatorCall, each text once */
GArray *dt_indicator_calls_list (DtRuleProgram   *program);

/* All are borrowed. */
void    dt_indicator_feed_init  (DtIndicatorFeed *feed,
                                 DtTapeSet       *tape,
                                 DtRuleProgram   *program,
                                 const DtLane    *base);
void    dt_indicator_feed_clear (DtIndicatorFeed *feed);
/* The values of the calls for one who saw the base bars from @first on: flat, with nothing in the
 * account that a rule could read. @instants: (nullable): rising; @values has those of each, a row
 * of calls an instant, after the last bar that was known then. %NULL with @n_instants 1: after the
 * last bar of all. */
void    dt_indicator_feed_play  (DtIndicatorFeed *feed,
                                 gsize            first,
                                 const GArray    *calls,
                                 const DtTime    *instants,
                                 gsize            n_instants,
                                 double          *values);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtIndicatorFeed, dt_indicator_feed_clear)

G_END_DECLS
