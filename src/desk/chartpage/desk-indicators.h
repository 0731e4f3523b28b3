/* desk-indicators.h - the window in which indicators are chosen and changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-settings.h"

G_BEGIN_DECLS

/**
 * DeskIndicators:
 *
 * What the chart shows, a list of all that there is, and the parameters of one: made from the table
 * of indicators. Every change shows at once; the settings hold it.
 *
 * Thread: main.
 */
#define DESK_TYPE_INDICATORS (desk_indicators_get_type ())
G_DECLARE_FINAL_TYPE (DeskIndicators, desk_indicators, DESK, INDICATORS, AdwWindow)

/* @cell: the chart whose they are; @edit: the one whose parameters are shown, −1 for the list */
GtkWidget *desk_indicators_new (GtkWindow    *parent,
                                DeskSettings *settings,
                                guint         cell,
                                int           edit);

G_END_DECLS
