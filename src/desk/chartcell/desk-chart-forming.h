/* desk-chart-forming.h - longer bars, the last of which still grows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"

G_BEGIN_DECLS

/**
 * DeskForming:
 *
 * Longer bars made from shorter ones, as they are at a time of the market's clock: those that are
 * complete, and one more of the short bars that are known of the running period. What comes later
 * has no part in it.
 *
 * Thread: main.
 */
typedef struct _DeskForming DeskForming;

/* @whole: dt_aggregate_series() of @source */
DeskForming *desk_forming_new        (DtBarSeries *source,
                                      DtBarSeries *whole);
void         desk_forming_free       (DeskForming *forming);
/* (transfer none): bars of which the caller shows as many as desk_forming_update() says */
DtBarSeries *desk_forming_get_series (DeskForming *forming);
/* Returns how many bars there are at @time; @last_grows: whether the last is not complete */
gsize        desk_forming_update     (DeskForming *forming,
                                      DtTime       time,
                                      gboolean    *last_grows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskForming, desk_forming_free)

G_END_DECLS
