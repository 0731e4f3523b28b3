/* desk-indicator-list.h - the indicators of a chart as they are remembered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-settings.h"

#include "desk-cell-key.h"

G_BEGIN_DECLS

/* One indicator: its call, and how much of the height its pane has. */
typedef struct
{
  char   *text;
  double  share;      /* 0: the usual */
} DeskIndicatorItem;

/* (transfer full): of DeskIndicatorItem, from "chart.overlays" and "chart.heights" of a chart */
GPtrArray *desk_indicator_list_load   (DeskSettings *settings,
                                       guint         cell);
void       desk_indicator_list_save   (DeskSettings *settings,
                                       guint         cell,
                                       GPtrArray    *list);
void       desk_indicator_list_add    (GPtrArray    *list,
                                       const char   *text,
                                       double        share);

G_END_DECLS
