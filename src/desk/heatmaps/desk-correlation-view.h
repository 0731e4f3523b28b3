/* desk-correlation-view.h - what moves together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-heat-view.h"

G_BEGIN_DECLS

/**
 * DeskCorrelationView:
 *
 * Pearson's r of the daily returns of every pair in the scope, in the order of average linkage on
 * 1 - r, with its tree and the pairs at both ends beside it. Worked out on the pool when a session
 * is over or the choice is another; what was there stays until then. A pair opens one chart with
 * the other compared.
 *
 * Thread: main.
 */
#define DESK_TYPE_CORRELATION_VIEW (desk_correlation_view_get_type ())
G_DECLARE_FINAL_TYPE (DeskCorrelationView, desk_correlation_view, DESK, CORRELATION_VIEW,
                      DeskHeatView)

G_END_DECLS
