/* desk-chart-levels.h - prices at which something happens, and how they are moved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

#include "desk-chart.h"

G_BEGIN_DECLS

/* (transfer full): of DeskLevel: entry, stop and target of the position, and working entries */
GArray *desk_chart_collect_levels (DeskSession     *session,
                                   const char      *symbol);
/* Asks with the ticket, which shows the engine's preview: a stop or target is moved; an entry is
 * taken back and then placed anew, as the engine has no entry that changes its price. */
void    desk_chart_move_level     (GtkWidget       *widget,
                                   GtkWindow       *parent,
                                   DeskSession     *session,
                                   const char      *symbol,
                                   const DeskLevel *level,
                                   double           price);

G_END_DECLS
