/* desk-action-table.h - everything that a person can have the program do, in one table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-command.h"

G_BEGIN_DECLS

/* A command of the engine's registry, or one of the window's own, as the desk shows it: menus,
 * shortcuts window, palette and keys are all made from these rows.
 *
 * The action's name is the id, in the group "win": "win.run.pause". A row that takes arguments has
 * an action parameter of type a{sv} with what is known of them; a dialog asks for the rest. */
typedef struct
{
  const DtCommand *command;     /* id, title, category, summary, effect, arguments */
  gboolean         is_engine;   /* the engine carries it out, else the window */
  gboolean         is_listed;   /* in palette and shortcuts window */
  const char      *icon;        /* symbolic icon name */
  const char      *accels[3];   /* "<Control>k"; NULL where there is none */
} DeskAction;

/* All rows, sorted by category, then title. */
const DeskAction *desk_action_list           (guint             *n_actions);
const DeskAction *desk_action_find           (const char        *id);
gboolean          desk_action_takes_arguments (const DeskAction *action);
/* For accelerators: "win.run.pause", or with an empty a{sv} "win.order.buy(@a{sv} {})". */
char             *desk_action_dup_detailed_name (const DeskAction *action);
/* Menu of some rows, for a GtkPopoverMenu; an id "" begins a new section. @arguments (nullable):
 * a{sv} that rows with arguments get as their target. (transfer full) */
GMenu            *desk_action_make_menu      (const char *const *ids,
                                              GVariant          *arguments);

G_END_DECLS
