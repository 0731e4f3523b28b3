/* desk-strategy-dialogs.h - what is asked about strategies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dt-strategy-library.h"

G_BEGIN_DECLS

/* @name: what was typed, NULL when it was cancelled */
typedef void (*DeskNameFunc)     (const char       *name,
                                  gpointer          data);
void       desk_ask_for_name     (GtkWidget        *page,
                                  const char       *heading,
                                  const char       *response,
                                  const char       *name,
                                  DeskNameFunc      func,
                                  gpointer          data);

typedef enum
{
  DESK_UNSAVED_CANCEL,
  DESK_UNSAVED_SAVE,
  DESK_UNSAVED_DISCARD,
} DeskUnsaved;

typedef void (*DeskUnsavedFunc)  (DeskUnsaved       answer,
                                  gpointer          data);
void       desk_ask_about_changes (GtkWidget       *page,
                                  const char       *name,
                                  DeskUnsavedFunc   func,
                                  gpointer          data);

/* @paths: NULL-terminated, in the order in which they are to be tried; NULL when cancelled.
 * @selector: the id of a choice, which brings its own strategies; "" for none */
typedef void (*DeskReplayFunc)   (const char *const *paths,
                                  const char        *selector,
                                  gpointer           data);
/* Which of @files (of DtLibraryFile) are to trade in a new replay: those that pass the check can be
 * chosen; @path is, and so are those whose name is among @running. Or which of @selectors (of
 * DeskChoice) chooses; the one with the title @selector ("" for none) is proposed. */
void       desk_ask_for_replay   (GtkWidget        *page,
                                  GPtrArray        *files,
                                  GPtrArray        *selectors,
                                  const char       *selector,
                                  const char       *path,
                                  const char *const *running,
                                  gboolean          is_running,
                                  DeskReplayFunc    func,
                                  gpointer          data);

G_END_DECLS
