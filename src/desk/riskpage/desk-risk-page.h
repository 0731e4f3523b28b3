/* desk-risk-page.h - what the account can lose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskRiskPage:
 *
 * What is held now, taken through the past: value at risk, stress scenarios, what each position and
 * sector has to do with it. Worked out again while it is looked at, every two seconds at most.
 *
 * Thread: main.
 */
#define DESK_TYPE_RISK_PAGE (desk_risk_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskRiskPage, desk_risk_page, DESK, RISK_PAGE, DeskPage)

G_END_DECLS
