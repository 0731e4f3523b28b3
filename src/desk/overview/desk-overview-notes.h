/* desk-overview-notes.h - the latest of the activity log
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskOverviewNotes:
 *
 * The first few of a list of DeskNote, in rows that stay and show the next note in place. Follows
 * its model while it is mapped.
 *
 * Thread: main.
 */
#define DESK_TYPE_OVERVIEW_NOTES (desk_overview_notes_get_type ())
G_DECLARE_FINAL_TYPE (DeskOverviewNotes, desk_overview_notes, DESK, OVERVIEW_NOTES, AdwBin)

/* @model: of DeskNote, newest first */
GtkWidget *desk_overview_notes_new (GListModel *model);

G_END_DECLS
