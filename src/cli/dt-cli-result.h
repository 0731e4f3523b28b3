/* dt-cli-result.h - results as "backtest run" and "replay run" show them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-run-result.h"

#include "dt-cli.h"

G_BEGIN_DECLS

/* The files that --trades and --equity name. */
gboolean dt_cli_write_run_files     (const DtRunRecord  *records,
                                     gsize               n_records,
                                     GError            **error);
void     dt_cli_print_result        (DtCli              *cli,
                                     const DtRunPlan    *plan,
                                     DtTimeframe         timeframe,
                                     const DtRunRecord  *records,
                                     gsize               n_records,
                                     GPtrArray          *notes);
/* The same of a run that an engine finished; @result is its JSON. */
gboolean dt_cli_print_stored_result (DtCli              *cli,
                                     const char         *result,
                                     GError            **error);

G_END_DECLS
