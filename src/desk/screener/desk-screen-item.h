/* desk-screen-item.h - a symbol in the result of a screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-screen.h"

G_BEGIN_DECLS

/**
 * DeskScreenItem:
 *
 * One row of a result, which it keeps. Immutable.
 *
 * Thread: main.
 */
#define DESK_TYPE_SCREEN_ITEM (desk_screen_item_get_type ())
G_DECLARE_FINAL_TYPE (DeskScreenItem, desk_screen_item, DESK, SCREEN_ITEM, GObject)

DeskScreenItem       *desk_screen_item_new        (DtScreenResult *result,
                                                   guint           row);
const DtScreenRow    *desk_screen_item_get_row    (DeskScreenItem *self);
const DtScreenResult *desk_screen_item_get_result (DeskScreenItem *self);
/* Place in the result's own order. */
guint                 desk_screen_item_get_place  (DeskScreenItem *self);

G_END_DECLS
