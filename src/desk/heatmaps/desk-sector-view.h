/* desk-sector-view.h - the market by sectors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-heat-view.h"

G_BEGIN_DECLS

/**
 * DeskSectorView:
 *
 * A treemap of the instruments of the tape in their sectors: as large as they are traded, or held,
 * coloured by what they did. A header opens its sector alone, and all again.
 *
 * Sizes follow sessions and positions, colours the quotes: tiles do not move with every price.
 *
 * Thread: main.
 */
#define DESK_TYPE_SECTOR_VIEW (desk_sector_view_get_type ())
G_DECLARE_FINAL_TYPE (DeskSectorView, desk_sector_view, DESK, SECTOR_VIEW, DeskHeatView)

G_END_DECLS
