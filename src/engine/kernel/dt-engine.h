/* dt-engine.h - the engine thread of a data directory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-engine-backend.h"
#include "dt-run.h"

G_BEGIN_DECLS

/* What a room above makes of a finished run, in the engine's thread. */
typedef struct
{
  /* Its result, a JSON object. (transfer full) */
  char     *(*make)  (const DtRun  *run);
  /* Its trade list and equity line as files; either path may be %NULL. */
  gboolean  (*write) (const DtRun  *run,
                      const char   *trades,
                      const char   *equity,
                      GError      **error);
} DtRunResultClass;

/**
 * DtEngine:
 *
 * Owns a data directory: its lock, both databases, the run that is going on and the feed that
 * drives it. Start-up and recovery are one path: a run that was cut off is stepped again from its
 * recorded spec, tape and commands without effects, compared with what the journal has, and goes on
 * from there, paused.
 *
 * Thread: "dt-engine", its own; made and freed from any other. Commands come in through the
 * #DtEngineBackend, answers and snapshots go out the same way.
 */
typedef struct _DtEngine DtEngine;

DtEngine        *dt_engine_new          (const char              *data_dir,
                                         const DtRunResultClass  *result_class,
                                         GError                 **error);
void             dt_engine_free         (DtEngine                *engine);
DtEngineBackend *dt_engine_get_backend  (DtEngine                *engine);
/* %FALSE once its thread has ended, by engine.quit. */
gboolean         dt_engine_is_running   (DtEngine                *engine);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtEngine, dt_engine_free)

G_END_DECLS
