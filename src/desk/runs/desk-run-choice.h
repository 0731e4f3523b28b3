/* desk-run-choice.h - what a new run is made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-session.h"
#include "desk-settings.h"

G_BEGIN_DECLS

/* One of several; the id is what the setting holds. */
typedef struct
{
  char *id;
  char *title;
} DeskChoice;

/* Tapes, strategies and selectors that a run can be made of; of selectors the first has no id and
 * is none. (transfer full): of DeskChoice */
GPtrArray *desk_run_list_universes   (void);
GPtrArray *desk_run_list_strategies  (const char    *data_dir);
GPtrArray *desk_run_list_selectors   (const char    *data_dir);

/* The path of a selector by its id. (transfer full) (nullable) */
char      *desk_run_find_selector    (const char    *data_dir,
                                      const char    *id,
                                      GError       **error);

/* The spec, as JSON, of a demo account of $100,000 under the limits of the settings.
 * @universe: (nullable): else the setting's, as the following
 * @paths: (nullable): rule files; with a selector they are left out
 * @selector: (nullable): an id; "" for none
 * Returns: (transfer full) (nullable) */
char      *desk_run_make_spec        (DeskSession        *session,
                                      DeskSettings       *settings,
                                      const char         *universe,
                                      const char *const  *paths,
                                      const char         *selector,
                                      GError            **error);
/* Starts one in a new book; an earlier run is stopped. @strategy: (nullable): an id; one that is
 * asked for by name takes no selector. Trouble is told by the session. */
void       desk_run_start            (DeskSession        *session,
                                      DeskSettings       *settings,
                                      const char         *universe,
                                      const char         *strategy,
                                      double              speed);

G_END_DECLS
