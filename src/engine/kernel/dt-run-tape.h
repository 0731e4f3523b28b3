/* dt-run-tape.h - the data that a run plays
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-market-store.h"
#include "dt-tape-loader.h"

#include "dt-run.h"

G_BEGIN_DECLS

/* From the plan's CSV files, or from @store (nullable when there are CSV files). */
DtTapeSet *dt_run_plan_load_tape     (DtRunPlan      *plan,
                                      DtMarketStore  *store,
                                      GCancellable   *cancellable,
                                      GError        **error);
/* Whether Replay can play it: it has one account. */
gboolean   dt_run_plan_check_replay  (DtRunPlan      *plan,
                                      GError        **error);

G_END_DECLS
