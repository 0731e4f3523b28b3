/* desk-lab-study-work.h - studies in the lab's thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-monte-carlo.h"
#include "dt-walk-forward.h"

#include "desk-lab-result.h"

G_BEGIN_DECLS

/* What a study needs; what it does not is zero. */
typedef struct
{
  DtRunSpec            *spec;
  char                 *data_dir;
  GPtrArray            *axes;       /* of DtSweepAxis */
  DtWalkForwardRequest  walk;
  DeskLabResult        *result;     /* (nullable) */
  DtMonteCarloRequest   monte_carlo;
  gboolean              of_trades;  /* else of sessions */
} DeskStudyInput;

void     desk_study_input_free       (gpointer        input);

/* Each is a DeskLabWork over a DeskStudyInput: DtSweep, DtWalkForward, DtMonteCarlo. */
gpointer desk_study_sweep            (DeskLabJob     *job,
                                      gpointer        input,
                                      GCancellable   *cancellable,
                                      GError        **error);
gpointer desk_study_walk_forward     (DeskLabJob     *job,
                                      gpointer        input,
                                      GCancellable   *cancellable,
                                      GError        **error);
gpointer desk_study_monte_carlo      (DeskLabJob     *job,
                                      gpointer        input,
                                      GCancellable   *cancellable,
                                      GError        **error);

G_END_DECLS
