/* desk-risk-view.h - every position against every kind of risk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-heat-view.h"

G_BEGIN_DECLS

/**
 * DeskRiskView:
 *
 * Positions by kinds of risk, each cell in the colour of how full its limit is: the limit of the
 * book's risk profile where it has one, else a guide.
 *
 * Thread: main.
 */
#define DESK_TYPE_RISK_VIEW (desk_risk_view_get_type ())
G_DECLARE_FINAL_TYPE (DeskRiskView, desk_risk_view, DESK, RISK_VIEW, DeskHeatView)

G_END_DECLS
