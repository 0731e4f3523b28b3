/* desk-screen-job.h - screening in the background
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-screen.h"
#include "dt-screen-library.h"
#include "dt-worker.h"

G_BEGIN_DECLS

/* What there is to choose from. */
typedef struct
{
  GPtrArray  *entries;   /* of DtScreenEntry */
  char      **tapes;     /* names, sorted */
} DeskScreenChoices;

void               desk_screen_choices_free  (DeskScreenChoices    *choices);
/* In the worker's thread. The task returns DeskScreenChoices. */
void               desk_screen_list_async    (DtWorker             *worker,
                                              const char           *data_dir,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
DeskScreenChoices *desk_screen_list_finish   (GAsyncResult         *result,
                                              GError              **error);

/* Loads and evaluates in the worker's thread, which the pool helps. @universe and @symbols
 * (nullable) are as dt_screen_load() has them; @progress: per mille, atomic, outlives the task. The
 * task returns a DtScreenResult. */
void               desk_screen_run_async     (DtWorker             *worker,
                                              const char           *data_dir,
                                              DtScreenFile         *file,
                                              const char           *universe,
                                              const char *const    *symbols,
                                              DtTime                moment,
                                              int                  *progress,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
DtScreenResult    *desk_screen_run_finish    (GAsyncResult         *result,
                                              GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskScreenChoices, desk_screen_choices_free)

G_END_DECLS
