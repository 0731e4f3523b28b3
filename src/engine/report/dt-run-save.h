/* dt-run-save.h - a finished backtest into book.db
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-backtest.h"

G_BEGIN_DECLS

/* A book an account, each with its own result, named by its symbol when accounts are apart. Returns
 * the number of the first book, or 0. */
gint64 dt_run_save (const DtBacktest  *backtest,
                    const char        *data_dir,
                    GError           **error);

G_END_DECLS
