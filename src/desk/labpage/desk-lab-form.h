/* desk-lab-form.h - the set-up of a backtest
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dt-run-spec.h"

G_BEGIN_DECLS

/**
 * DeskLabForm:
 *
 * Strategy with its parameters, data, account and costs. Thread: main; strategy files are listed
 * and tapes are read on the pool.
 *
 * Signals: "changed"; "ready" once the files are listed.
 */
#define DESK_TYPE_LAB_FORM (desk_lab_form_get_type ())
G_DECLARE_FINAL_TYPE (DeskLabForm, desk_lab_form, DESK, LAB_FORM, AdwBin)

GtkWidget      *desk_lab_form_new           (const char   *data_dir);
/* Before it is seen, what would come after the first frame; %FALSE: it is there already. */
gboolean        desk_lab_form_show_rest     (DeskLabForm  *self);
/* Lists the strategy files anew; the chosen one stays chosen. */
void            desk_lab_form_reload        (DeskLabForm  *self);
/* Chooses a strategy by its path, now or once it is listed. */
void            desk_lab_form_set_strategy  (DeskLabForm  *self,
                                             const char   *path);
/* Sets a text field by its name ("from"), as typing does; for tests and saved set-ups. */
void            desk_lab_form_set_text      (DeskLabForm  *self,
                                             const char   *name,
                                             const char   *text);
/* Chooses a market, "daily". */
void            desk_lab_form_set_universe  (DeskLabForm  *self,
                                             const char   *universe);
/* (nullable): the strategy that is chosen, borrowed; parameters as in the file */
DtStrategyFile *desk_lab_form_get_strategy  (DeskLabForm  *self);
/* (transfer full): the run, or %NULL with a sentence that says what is wrong */
DtRunSpec      *desk_lab_form_make_spec     (DeskLabForm  *self,
                                             GError      **error);
/* Fills the form from a spec whose strategy is among the files, as far as the form can say it. */
void            desk_lab_form_show_spec     (DeskLabForm      *self,
                                             const DtRunSpec  *spec);
/* The set-up as text, and back before the files are listed. (transfer full) */
char           *desk_lab_form_dup_words     (DeskLabForm  *self);
void            desk_lab_form_set_words     (DeskLabForm  *self,
                                             const char   *text);

G_END_DECLS
