/* desk-viewport.h - which bars are in sight
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DESK_VIEW_LATEST,     /* untouched: the last bars at the usual width */
  DESK_VIEW_ALL,
  DESK_VIEW_FREE,       /* where the user or a page put it */
} DeskViewMode;

/* Bar i reaches from i − ½ to i + ½; @left and @right are the edges of the plot in these
 * coordinates. Plain data. */
typedef struct
{
  DeskViewMode mode;
  double       left;
  double       right;
  double       width;     /* pixels; 0 while unknown */
  gint64       n;         /* bars that there are */
  double       usual;     /* pixels a bar in a fresh view */
} DeskViewport;

void     desk_viewport_init          (DeskViewport *view,
                                      double        usual);
double   desk_viewport_step          (const DeskViewport *view);
/* Keeps the right edge and the pixels a bar. */
void     desk_viewport_set_width     (DeskViewport *view,
                                      double        width);
/* Follows when the last bar was in sight; returns whether the view moved. */
gboolean desk_viewport_set_n         (DeskViewport *view,
                                      gint64        n);
void     desk_viewport_set_edges     (DeskViewport *view,
                                      double        left,
                                      double        right);
void     desk_viewport_zoom          (DeskViewport *view,
                                      double        factor,
                                      double        anchor);
void     desk_viewport_pan           (DeskViewport *view,
                                      double        bars);
void     desk_viewport_show_latest   (DeskViewport *view);
void     desk_viewport_show_all      (DeskViewport *view);
/* Moves as little as needed to have @bar in sight. */
void     desk_viewport_reveal        (DeskViewport *view,
                                      gint64        bar);
double   desk_viewport_bar_at        (const DeskViewport *view,
                                      double        pixel);
/* The bar at the right end, or the right edge when it is elsewhere: what a zoom holds still. */
double   desk_viewport_right_anchor  (const DeskViewport *view);

G_END_DECLS
