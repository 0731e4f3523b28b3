/* desk-tint-bar.h - which colour means what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "desk-tint.h"

G_BEGIN_DECLS

/**
 * DeskTintBar:
 *
 * The legend of tints: a bar of all of them between the texts of its ends.
 *
 * Thread: main.
 */
#define DESK_TYPE_TINT_BAR (desk_tint_bar_get_type ())
G_DECLARE_FINAL_TYPE (DeskTintBar, desk_tint_bar, DESK, TINT_BAR, GtkWidget)

/* @reversed: as correlations are, which are warm above zero */
void desk_tint_bar_set (DeskTintBar  *self,
                        DeskTintKind  kind,
                        DeskPalette   palette,
                        gboolean      reversed,
                        const char   *low,
                        const char   *high);

G_END_DECLS
