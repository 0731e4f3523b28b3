/* dt-finer-bars.h - the bars that a bar is made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"

G_BEGIN_DECLS

gboolean dt_finer_bars_find (const DtBarSeries  *finer,
                             const DtBarSeries  *coarse,
                             gsize               bar,
                             gsize              *first,
                             gsize              *end);

G_END_DECLS
