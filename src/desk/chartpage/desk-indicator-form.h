/* desk-indicator-form.h - the parameters of one indicator, to be changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-call.h"

G_BEGIN_DECLS

/**
 * DeskIndicatorForm:
 *
 * Rows made from the table of indicators: a number with its range or a choice for each parameter,
 * the column that is read, the output that is shown, the height of its pane.
 *
 * Thread: main. Signals: "changed" after the user changed something.
 */
#define DESK_TYPE_INDICATOR_FORM (desk_indicator_form_get_type ())
G_DECLARE_FINAL_TYPE (DeskIndicatorForm, desk_indicator_form, DESK, INDICATOR_FORM, AdwBin)

GtkWidget *desk_indicator_form_new       (const DeskCall    *call,
                                          double             share);
/* (transfer full): the call as it is now */
char      *desk_indicator_form_dup_text  (DeskIndicatorForm *self);
double     desk_indicator_form_get_share (DeskIndicatorForm *self);

G_END_DECLS
