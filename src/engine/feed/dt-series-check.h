/* dt-series-check.h - what is odd about stored bars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"

G_BEGIN_DECLS

/* None of these is an error: real data is so. But whoever trades on it should know. */
typedef enum
{
  DT_FINDING_MISSING_SESSION,   /* sessions inside its life without a bar */
  DT_FINDING_SHORT_SESSION,     /* intraday: sessions with less than half of their bars */
  DT_FINDING_OFF_SESSION,       /* bars outside all sessions */
  DT_FINDING_NO_VOLUME,         /* bars of no volume, in a series that has some */
  DT_FINDING_JUMP,              /* closes that moved by half or doubled against the bar before */
} DtFindingKind;

/* All cases of one kind in one series. */
typedef struct
{
  DtFindingKind kind;
  gsize         count;
  DtTime        first;          /* start of the first bar, or the session's date at midnight */
} DtFinding;

/* (transfer full): of DtFinding, in the order of the kinds */
GArray     *dt_series_check           (const DtBarSeries *series);
const char *dt_finding_kind_to_string (DtFindingKind      kind);
/* A sentence without the series' name: "3 sessions have no bar, the first is 2011-02-17". */
char       *dt_finding_dup_text       (const DtFinding   *finding);

G_END_DECLS
