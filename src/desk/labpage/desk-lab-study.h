/* desk-lab-study.h - many runs that answer one question
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-colours.h"

#include "desk-lab-result.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_STUDY_SWEEP,          /* every setting, as a heatmap */
  DESK_STUDY_WALK_FORWARD,   /* settings chosen on the past, judged on what came after */
  DESK_STUDY_MONTE_CARLO,    /* what else the trades of the run at hand could have made */
} DeskStudyKind;

/* The run that is set up now: (transfer full), or %NULL with what is wrong. */
typedef DtRunSpec *(*DeskLabSpecFunc) (gpointer    data,
                                       GError    **error);

/**
 * DeskLabStudy:
 *
 * What a study asks for, its progress with time left and a way to cancel, and its outcome: heatmap,
 * table and curve, or fan.
 *
 * Thread: main; studies run in the lab's thread, their cells on the pool.
 *
 * Signals: "chosen" (pointer: DtRunSpec, borrowed): the settings of a cell are to be used.
 */
#define DESK_TYPE_LAB_STUDY (desk_lab_study_get_type ())
G_DECLARE_FINAL_TYPE (DeskLabStudy, desk_lab_study, DESK, LAB_STUDY, AdwBin)

GtkWidget *desk_lab_study_new          (DeskStudyKind      kind,
                                        DtWorker          *worker,
                                        const char        *data_dir,
                                        DeskLabSpecFunc    spec_func,
                                        gpointer           spec_data);
/* The strategy that is set up: its parameters with ranges are what can be swept. (nullable) */
void       desk_lab_study_set_strategy (DeskLabStudy      *self,
                                        DtStrategyFile    *file);
/* The run at hand, for Monte-Carlo. (nullable) */
void       desk_lab_study_set_result   (DeskLabStudy      *self,
                                        DeskLabResult     *result);
void       desk_lab_study_set_palette  (DeskLabStudy      *self,
                                        DeskPalette        palette);
/* Values of an axis as text, "5..20:5"; %NULL leaves it out. */
void       desk_lab_study_set_axis     (DeskLabStudy      *self,
                                        const char        *parameter,
                                        const char        *values);
/* A number of the set-up by its name: "train", "test", "runs", "seed", "block". */
void       desk_lab_study_set_number   (DeskLabStudy      *self,
                                        const char        *name,
                                        double             value);
void       desk_lab_study_run          (DeskLabStudy      *self);
void       desk_lab_study_cancel       (DeskLabStudy      *self);
gboolean   desk_lab_study_is_running   (DeskLabStudy      *self);
/* What the study found, in a sentence; what went wrong, when it did. "" before it was run. */
const char *desk_lab_study_get_verdict (DeskLabStudy      *self);

G_END_DECLS
