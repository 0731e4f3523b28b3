/* desk-pane.h - a child of a natural width that does not change with what is in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskPane:
 *
 * The sidebar folds when sidebar and content no longer have their natural widths side by side. The
 * pages' natural widths differ, and the window should not fold with one page and unfold with the
 * next: the pane gives all of them the same.
 *
 * Thread: main. Properties: "child", "natural-width".
 */
#define DESK_TYPE_PANE (desk_pane_get_type ())
G_DECLARE_FINAL_TYPE (DeskPane, desk_pane, DESK, PANE, GtkWidget)

G_END_DECLS
