/* desk-overlay.h - an indicator on the price
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"
#include "dt-indicator.h"

#include "desk-pyramid.h"

G_BEGIN_DECLS

#define DESK_OVERLAY_ERROR (desk_overlay_error_quark ())
GQuark desk_overlay_error_quark (void);

typedef enum
{
  DESK_OVERLAY_ERROR_SYNTAX,
  DESK_OVERLAY_ERROR_UNKNOWN,
  DESK_OVERLAY_ERROR_NOT_ON_PRICE,  /* belongs into a pane of its own */
} DeskOverlayError;

/**
 * DeskOverlay:
 *
 * The outputs of one indicator over the known bars of a series. What becomes known later is
 * computed from where the state was left; values once there never change.
 *
 * Thread: main.
 */
typedef struct _DeskOverlay DeskOverlay;

/* "ema(9)", "bollinger(20, 2)", "vwap": parameters that are left out are the table's. Numbers have
 * a point, whatever the locale. */
DeskOverlay  *desk_overlay_parse       (const char         *text,
                                        GError            **error);
void          desk_overlay_free        (DeskOverlay        *overlay);
/* Starts anew; what was computed belongs to another series. */
void          desk_overlay_reset       (DeskOverlay        *overlay);
/* Computes up to @n_known; fewer than before starts anew. */
void          desk_overlay_update      (DeskOverlay        *overlay,
                                        const DtBarSeries  *series,
                                        gsize               n_known);
/* "ema(9)", as it is shown: the parameters that were given, or all when none was */
const char   *desk_overlay_get_name    (DeskOverlay        *overlay);
guint         desk_overlay_get_n_lines (DeskOverlay        *overlay);
gboolean      desk_overlay_is_band     (DeskOverlay        *overlay,
                                        guint               line);
const double *desk_overlay_get_values  (DeskOverlay        *overlay,
                                        guint               line);
DeskPyramid  *desk_overlay_get_pyramid (DeskOverlay        *overlay,
                                        guint               line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskOverlay, desk_overlay_free)

G_END_DECLS
