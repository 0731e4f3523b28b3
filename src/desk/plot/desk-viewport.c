/* desk-viewport.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-plot"

#include "config.h"

#include <math.h>

#include "desk-viewport.h"

/* Pixels a bar: nearer is nothing new to see. */
#define WIDEST    80.
/* Pixels between the last bar and the axis. */
#define RIGHT_GAP 16.
/* Of the view that bars fill at least, however far it is panned. */
#define FILLED    .25
/* Before a widget has a size, ranges are asked for as if it were this wide. */
#define NOMINAL   800.

static double
known_width (const DeskViewport *view)
{
  return view->width > 0 ? view->width : NOMINAL;
}

/* Edge at which the last bar stands @span bars' worth of view from the axis. */
static double
latest_edge (const DeskViewport *view,
             double              span)
{
  return view->n - .5 + span * RIGHT_GAP / known_width (view);
}

static double
span_of_all (const DeskViewport *view)
{
  return MAX (view->n, 1) / (1 - MIN (.5, 2 * RIGHT_GAP / known_width (view)));
}

static void
clamp (DeskViewport *view)
{
  double width = known_width (view);
  double span = view->right - view->left;
  double narrowest = width / WIDEST;
  double widest = MAX (MAX (span_of_all (view), width / view->usual), narrowest);
  double bars;

  if (!(span > 0) || !isfinite (view->left) || !isfinite (view->right))
    {
      desk_viewport_show_latest (view);
      return;
    }

  if (span < narrowest || span > widest)
    {
      span = CLAMP (span, narrowest, widest);
      view->left = view->right - span;
    }

  bars = MIN (view->n, span * FILLED);
  if (view->left > view->n - .5 - bars)
    {
      view->left = view->n - .5 - bars;
      view->right = view->left + span;
    }
  else if (view->right < -.5 + bars)
    {
      view->right = -.5 + bars;
      view->left = view->right - span;
    }
}

void
desk_viewport_init (DeskViewport *view,
                    double        usual)
{
  *view = (DeskViewport) { .usual = usual };
  desk_viewport_show_latest (view);
}

double
desk_viewport_step (const DeskViewport *view)
{
  return known_width (view) / (view->right - view->left);
}

void
desk_viewport_set_width (DeskViewport *view,
                         double        width)
{
  gboolean known = view->width > 0;
  double scale = width / known_width (view);

  if (width <= 0 || width == view->width)
    return;

  view->width = width;
  if (view->mode == DESK_VIEW_LATEST)
    desk_viewport_show_latest (view);
  else if (view->mode == DESK_VIEW_ALL)
    desk_viewport_show_all (view);
  else if (known)
    view->left = view->right - (view->right - view->left) * scale;
  clamp (view);
}

static void
follow (DeskViewport *view,
        gint64        growth)
{
  view->left += growth;
  view->right += growth;
}

gboolean
desk_viewport_set_n (DeskViewport *view,
                     gint64        n)
{
  double left = view->left, right = view->right;
  gint64 before = view->n;
  gboolean in_sight = before - 1 >= view->left && before - 1 <= view->right;

  view->n = n;
  if (view->mode == DESK_VIEW_ALL)
    desk_viewport_show_all (view);
  else if (view->mode == DESK_VIEW_LATEST || before == 0)
    desk_viewport_show_latest (view);
  else if (in_sight)
    follow (view, n - before);
  clamp (view);

  return view->left != left || view->right != right;
}

void
desk_viewport_set_edges (DeskViewport *view,
                         double        left,
                         double        right)
{
  if (!isfinite (left) || !isfinite (right) || !(right > left))
    return;

  view->mode = DESK_VIEW_FREE;
  view->left = left;
  view->right = right;
  clamp (view);
}

void
desk_viewport_zoom (DeskViewport *view,
                    double        factor,
                    double        anchor)
{
  double span = view->right - view->left;
  double width = known_width (view);
  double fraction = (anchor - view->left) / span;
  double widest = MAX (MAX (span_of_all (view), width / view->usual), width / WIDEST);
  double wanted;

  if (!(factor > 0) || !isfinite (factor))
    return;

  /* Clamped first, so that the anchor stays where it is at either end of the way */
  wanted = CLAMP (span / factor, width / WIDEST, widest);
  view->mode = DESK_VIEW_FREE;
  view->left = anchor - fraction * wanted;
  view->right = view->left + wanted;
  clamp (view);
}

void
desk_viewport_pan (DeskViewport *view,
                   double        bars)
{
  desk_viewport_set_edges (view, view->left + bars, view->right + bars);
}

void
desk_viewport_show_latest (DeskViewport *view)
{
  double width = known_width (view);
  double span = width / view->usual;

  if (view->mode == DESK_VIEW_FREE)
    span = view->right - view->left;
  else
    view->mode = DESK_VIEW_LATEST;

  /* A handful of bars may be wider, but not as wide as they can be */
  if (view->mode == DESK_VIEW_LATEST && view->n > 0)
    span = MIN (span, MAX (span_of_all (view), width / (3 * view->usual)));

  view->right = latest_edge (view, span);
  view->left = view->right - span;
}

void
desk_viewport_show_all (DeskViewport *view)
{
  double span = MAX (span_of_all (view), known_width (view) / WIDEST);

  view->mode = DESK_VIEW_ALL;
  view->right = latest_edge (view, span);
  view->left = view->right - span;
}

void
desk_viewport_reveal (DeskViewport *view,
                      gint64        bar)
{
  double room = MIN (1., (view->right - view->left) / 4);

  if (bar - room < view->left)
    desk_viewport_pan (view, bar - room - view->left);
  else if (bar + room > view->right)
    desk_viewport_pan (view, bar + room - view->right);
}

double
desk_viewport_bar_at (const DeskViewport *view,
                      double              pixel)
{
  return view->left + pixel / desk_viewport_step (view);
}

double
desk_viewport_right_anchor (const DeskViewport *view)
{
  double last = view->n - 1;

  return last >= view->left && last <= view->right ? last : view->right;
}
