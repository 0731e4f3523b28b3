/* desk-style.h - light, dark, and what gains and losses look like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-settings.h"

G_BEGIN_DECLS

/**
 * DeskStyle:
 *
 * Follows the settings "style.scheme" and "style.palette". The classic palette is in style.css and
 * style-dark.css, which the application loads by itself; another one lies over it.
 *
 * Thread: main.
 */
#define DESK_TYPE_STYLE (desk_style_get_type ())
G_DECLARE_FINAL_TYPE (DeskStyle, desk_style, DESK, STYLE, GObject)

DeskStyle *desk_style_new (DeskSettings *settings);

G_END_DECLS
