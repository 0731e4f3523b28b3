/* dt-run-result.h - a finished run as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-engine.h"

#include "dt-tear-sheet.h"

G_BEGIN_DECLS

/* The member that holds the report for people; the command line takes it out of its JSON. */
#define DT_RUN_RESULT_REPORT "report"

/* Tear sheet, hashes, report, and under "run" what was run, so that the result says by itself what
 * it is of.
 * @notes: (nullable): of char*, what the tape lacks, where the books do not say so already.
 *   docs/cli.md lists every name. (transfer full) */
JsonNode *dt_run_result_to_json (const DtRunPlan    *plan,
                                 DtTimeframe         timeframe,
                                 const DtRunRecord  *records,
                                 gsize               n_records,
                                 GPtrArray          *notes);
/* What the engine makes of the runs that it finishes: the same, as text, for its books. */
extern const DtRunResultClass dt_run_result_class;

G_END_DECLS
