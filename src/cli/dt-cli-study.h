/* dt-cli-study.h - what the study commands share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-backtest.h"
#include "dt-sweep.h"

#include "dt-cli-run.h"

G_BEGIN_DECLS

/* The run options of a study: those of "backtest run" but --save. */
#define DT_CLI_STUDY_ENTRIES                                                                       \
  DT_CLI_RUN_ENTRIES,                                                                              \
  { "independent", 0, 0, G_OPTION_ARG_NONE, &dt_cli_run_options.independent,                       \
    "Each symbol has an account of its own", NULL }

/* The spec that the options mean; --trades and --equity are refused, a study writes neither. */
DtRunSpec  *dt_cli_study_make_spec  (char            **arguments,
                                     guint             n_arguments,
                                     GError          **error);
/* (transfer full) */
DtTapeSet  *dt_cli_study_load_tape  (DtCli            *cli,
                                     DtRunPlan        *plan,
                                     GError          **error);
DtBacktest *dt_cli_study_run        (DtCli            *cli,
                                     const DtRunSpec  *spec,
                                     GError          **error);
/* For the study's own progress: @user_data is what is done, "Studying". */
void        dt_cli_study_progress   (goffset           done,
                                     goffset           total,
                                     gpointer          user_data);

/* (transfer full): array of DtSweepAxis; --sweep options, (nullable) */
GPtrArray  *dt_cli_study_read_axes  (char            **options,
                                     GError          **error);
/* --objective; sharpe_annualized for %NULL. */
gboolean    dt_cli_study_read_objective
                                    (const char       *text,
                                     DtSweepStatistic *objective,
                                     GError          **error);

/* NaN and infinities are null. */
void        dt_cli_study_set_number (JsonObject       *object,
                                     const char       *member,
                                     double            value);
/* A number for a table, "-" where undefined; @places after the point. (transfer full) */
char       *dt_cli_study_dup_number (double            value,
                                     int               places);
/* Prints, and takes, the object. */
void        dt_cli_study_print_json (JsonObject       *object);

G_END_DECLS
