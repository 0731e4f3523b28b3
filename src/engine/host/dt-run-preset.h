/* dt-run-preset.h - ready-made runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book-store.h"
#include "dt-run-spec.h"

G_BEGIN_DECLS

DtRunSpec *dt_run_preset_new             (const char   *universe,
                                          const char   *strategy_path,
                                          const char   *risk,
                                          DtMoney       cash,
                                          GError      **error);

/* Parts of it, for specs that are put together from options. */
gboolean   dt_run_preset_read_strategies (DtRunSpec    *spec,
                                          char        **paths,
                                          GError      **error);
gboolean   dt_run_preset_read_selector   (DtRunSpec    *spec,
                                          const char   *path,
                                          char        **strategies,
                                          GError      **error);
/* Closed trades of earlier books, for Kelly and streaks. */
gboolean   dt_run_preset_read_record    (DtRunSpec    *spec,
                                          DtBookStore  *books,
                                          const gint64 *ids,
                                          guint         n_ids,
                                          GError      **error);
gboolean   dt_run_preset_read_risk       (DtRunSpec    *spec,
                                          const char   *risk,
                                          GError      **error);

/* A strategy that comes with the program, by its file's name without the ending: "ema-crossover".
 * (transfer full) (nullable): its path */
char      *dt_strategy_find              (const char   *name);

G_END_DECLS
