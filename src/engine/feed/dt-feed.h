/* dt-feed.h - where instants come from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-event.h"

G_BEGIN_DECLS

/* Called in the feed's main context with each instant, in order. %FALSE stops the feed. */
typedef gboolean (*DtFeedFunc) (const DtInstant *instant,
                                gpointer         user_data);
/* Called once, in the same context, at the end (@error %NULL) or on failure. */
typedef void     (*DtFeedEndFunc) (const GError *error,
                                gpointer         user_data);

/**
 * DtFeed:
 *
 * A source of instants. Replay paces stored bars by a clock of its own; a live feed says what
 * the market says. start() is called in the thread-default context that the callbacks use.
 *
 * Thread: the engine's.
 */
#define DT_TYPE_FEED (dt_feed_get_type ())
G_DECLARE_INTERFACE (DtFeed, dt_feed, DT, FEED, GObject)

struct _DtFeedInterface
{
  GTypeInterface parent_interface;

  void (*start) (DtFeed        *feed,
                 DtFeedFunc     func,
                 DtFeedEndFunc  end_func,
                 gpointer       user_data);
  void (*stop)  (DtFeed        *feed);
};

void dt_feed_start (DtFeed        *feed,
                    DtFeedFunc     func,
                    DtFeedEndFunc  end_func,
                    gpointer       user_data);
void dt_feed_stop  (DtFeed        *feed);

G_END_DECLS
