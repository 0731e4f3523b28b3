/* dt-session-view.h - the hours of a day that a series shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"

G_BEGIN_DECLS

/* "regular", "extended" */
const char  *dt_session_kind_to_string  (DtSessionKind       kind);
gboolean     dt_session_kind_parse      (const char         *text,
                                         DtSessionKind      *kind);
DtBarSeries *dt_bar_series_take_regular (DtBarSeries        *series);

G_END_DECLS
