/* dt-csv-zone.h - wall clocks of a place, fast
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-csv-time.h"

G_BEGIN_DECLS

typedef struct _DtCsvZone DtCsvZone;

/* New York by the project's own rules, any other IANA name by the system's. */
DtCsvZone *dt_csv_zone_new    (const char        *name,
                               GError           **error);
void       dt_csv_zone_free   (DtCsvZone         *zone);
DtTime     dt_csv_zone_to_utc (DtCsvZone         *zone,
                               const DtCsvStamp  *stamp);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtCsvZone, dt_csv_zone_free)

G_END_DECLS
