/* dt-feed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-feed"

#include "config.h"

#include "dt-feed.h"

G_DEFINE_INTERFACE (DtFeed, dt_feed, G_TYPE_OBJECT)

static void
dt_feed_default_init (DtFeedInterface *iface)
{
}

/**
 * dt_feed_start:
 * @func: (scope notified): called with each instant in the thread-default main context of now
 * @end_func: (nullable): called once at the end, unless the feed is stopped before
 *
 * Starts the feed; once in its life.
 */
void
dt_feed_start (DtFeed        *feed,
               DtFeedFunc     func,
               DtFeedEndFunc  end_func,
               gpointer       user_data)
{
  g_return_if_fail (DT_IS_FEED (feed));
  g_return_if_fail (func != NULL);

  DT_FEED_GET_IFACE (feed)->start (feed, func, end_func, user_data);
}

/* No callback comes after this. */
void
dt_feed_stop (DtFeed *feed)
{
  g_return_if_fail (DT_IS_FEED (feed));

  DT_FEED_GET_IFACE (feed)->stop (feed);
}
