/* desk-overlay.h - an indicator over the bars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"
#include "desk-pyramid.h"

#include "desk-call.h"

G_BEGIN_DECLS

/**
 * DeskOverlay:
 *
 * The outputs of one indicator over the known bars of a series. What becomes known later is
 * computed from where the state was left; values once there never change. It lies on the prices or
 * in a pane of its own, as the table says of its first output.
 *
 * Thread: main.
 */
typedef struct _DeskOverlay DeskOverlay;

/* "ema(9)", "bollinger(20, 2)", "vwap": see DeskCall. */
DeskOverlay  *desk_overlay_parse       (const char         *text,
                                        GError            **error);
void          desk_overlay_free        (DeskOverlay        *overlay);
/* Starts anew; what was computed belongs to another series. */
void          desk_overlay_reset       (DeskOverlay        *overlay);
/* Computes up to @n_known; fewer than before starts anew. Bars from @n_closed on, at most one, are
 * not complete: their values are computed again the next time. */
void          desk_overlay_update      (DeskOverlay        *overlay,
                                        const DtBarSeries  *series,
                                        gsize               n_known,
                                        gsize               n_closed);
/* "ema(9)", as it is shown: the parameters that were given, or all when none was */
const char   *desk_overlay_get_name    (DeskOverlay        *overlay);
const DeskCall *desk_overlay_get_call  (DeskOverlay        *overlay);
gboolean      desk_overlay_is_on_prices (DeskOverlay       *overlay);
/* Of the outputs those that are shown: all that share the place of the first, or the one that was
 * called by its name. */
guint         desk_overlay_get_n_lines (DeskOverlay        *overlay);
const DtIndicatorOutput *desk_overlay_get_output (DeskOverlay *overlay,
                                        guint               line);
const double *desk_overlay_get_values  (DeskOverlay        *overlay,
                                        guint               line);
DeskPyramid  *desk_overlay_get_pyramid (DeskOverlay        *overlay,
                                        guint               line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskOverlay, desk_overlay_free)

G_END_DECLS
