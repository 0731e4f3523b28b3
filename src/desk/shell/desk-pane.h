/* desk-pane.h - a child whose widths are not what it asks for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskPane:
 *
 * The sidebar folds when sidebar and content no longer have their natural widths side by side. The
 * pages' natural widths differ, and the window should not fold with one page and unfold with the
 * next: a pane gives all of them the same natural width. Nor is such a pane's child asked how high
 * it would be at widths that it never has, for which a page full of sentences lays each of them out
 * twenty times: the window can be made as low as it likes, and what has no room then is clipped.
 *
 * And a window can only be made as narrow as the widest thing in it lets it, so what is put away in
 * a narrow window must not keep it from becoming one: a pane that shrinks asks for nothing, and
 * clips until then.
 *
 * Thread: main. Properties: "natural-width" (0: the child's), "shrinks".
 */
#define DESK_TYPE_PANE (desk_pane_get_type ())
G_DECLARE_FINAL_TYPE (DeskPane, desk_pane, DESK, PANE, AdwBin)

G_END_DECLS
