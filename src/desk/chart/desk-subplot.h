/* desk-subplot.h - an indicator below the prices, on a scale of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-plot.h"

#include "desk-overlay.h"

G_BEGIN_DECLS

/* Of the height above the times' axis. */
#define DESK_SUBPLOT_SHARE     .18
#define DESK_SUBPLOT_MIN_SHARE .06
#define DESK_SUBPLOT_MAX_SHARE .7

/**
 * DeskSubplot:
 *
 * Shares times, crosshair and zoom with the plot of the prices; has its own values.
 *
 * Thread: main.
 */
typedef struct
{
  DeskOverlay *overlay;     /* not owned */
  double       share;       /* that was asked for */

  int          top;         /* pixels of the widget; the line above is its first row */
  int          height;
  DeskScale    scale;
  int          decimals;
  double       unit;        /* what axis labels are in: 1, or 1e6 for millions */
  DeskTick     ticks[DESK_AXIS_MAX_TICKS];
  guint        n_ticks;
} DeskSubplot;

DeskSubplot *desk_subplot_new        (DeskOverlay       *overlay);
/* Fits the scale to the bars in sight and chooses ticks; returns the width that labels need. */
int          desk_subplot_fit        (DeskSubplot       *pane,
                                      DeskPlot          *plot,
                                      gint64             first,
                                      gint64             end);
/* "1.25 M", "56.3"; an en dash for what is missing */
char        *desk_subplot_format     (const DeskSubplot *pane,
                                      double             value,
                                      char               label[DESK_AXIS_LABEL_SIZE]);

/* What a tick does not touch: lines of the axis, and the values of closed bars */
void         desk_subplot_draw_grid  (DeskSubplot       *pane,
                                      DeskPlot          *plot,
                                      GtkSnapshot       *snapshot);
void         desk_subplot_draw_lines (DeskSubplot       *pane,
                                      DeskPlot          *plot,
                                      GtkSnapshot       *snapshot);
/* Name and values at @bar, the tag of the last value, and the pointer's */
void         desk_subplot_draw_live  (DeskSubplot       *pane,
                                      DeskPlot          *plot,
                                      GtkSnapshot       *snapshot,
                                      gint64             bar);

G_END_DECLS
