/* desk-fold.h - layouts for wide and for narrow windows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskFold:
 *
 * Holds one child and says whether there is less room than it wants for its wide layout; the page
 * then arranges it for a narrow one. Asks for little width itself, so that a window can always be
 * made narrow.
 *
 * Thread: main. Properties: "threshold" (pixels, at the usual size of texts; larger texts
 * need as much more), "narrow" (read-only).
 */
#define DESK_TYPE_FOLD (desk_fold_get_type ())
G_DECLARE_FINAL_TYPE (DeskFold, desk_fold, DESK, FOLD, AdwBin)

gboolean desk_fold_get_narrow     (DeskFold  *self);
/* 1 at the usual size of texts, 2 at twice that; never less than 1 */
double   desk_fold_get_text_scale (GtkWidget *widget);

G_END_DECLS
