/* desk-lab-page-private.h - the parts of the page, for its tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-lab-compare.h"
#include "desk-lab-form.h"
#include "desk-lab-page.h"
#include "desk-lab-study.h"

G_BEGIN_DECLS

/* (transfer none) */
DeskLabForm    *desk_lab_page_get_form    (DeskLabPage  *self);
DeskLabStudy   *desk_lab_page_get_study   (DeskLabPage  *self,
                                           DeskStudyKind kind);
DeskLabCompare *desk_lab_page_get_saved   (DeskLabPage  *self);
/* (nullable): the run at hand */
DeskLabResult  *desk_lab_page_get_result  (DeskLabPage  *self);
gboolean        desk_lab_page_is_running  (DeskLabPage  *self);

G_END_DECLS
