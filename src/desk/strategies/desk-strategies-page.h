/* desk-strategies-page.h - the rules that trade
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskStrategiesPage:
 *
 * The strategy files, what each does and made in the running book, their profits over each other,
 * and the editor. Files are read and written here, never by the engine: a run has the text that it
 * was started with.
 *
 * Thread: main; files are listed on the pool.
 */
#define DESK_TYPE_STRATEGIES_PAGE (desk_strategies_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskStrategiesPage, desk_strategies_page, DESK, STRATEGIES_PAGE, DeskPage)

/* Carries out an action "strategy.NAME"; @arguments (nullable): a{sv} with "strategy", the path of
 * the file, that is edited or selected when left out. */
void        desk_strategies_page_do          (DeskStrategiesPage *self,
                                              const char         *action,
                                              GVariant           *arguments);
/* The file that an action is about, with what was changed in it saved: (transfer full), %NULL when
 * there is none or it could not be saved, which was said then. */
char       *desk_strategies_page_take_file   (DeskStrategiesPage *self,
                                              GVariant           *arguments);
gboolean    desk_strategies_page_has_changes (DeskStrategiesPage *self);
/* Asks whether to save them; @go_on is called with the page unless that was cancelled. */
void        desk_strategies_page_ask         (DeskStrategiesPage *self,
                                              GCallback           go_on,
                                              gpointer            data);

G_END_DECLS
