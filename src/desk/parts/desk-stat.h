/* desk-stat.h - a figure with its name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-column.h"

G_BEGIN_DECLS

/**
 * DeskStat:
 *
 * A tile: name above, figure below, and a smaller line under it. Its tooltip says how the figure is
 * computed.
 *
 * Thread: main. Properties: "title", "explanation".
 */
#define DESK_TYPE_STAT (desk_stat_get_type ())
G_DECLARE_FINAL_TYPE (DeskStat, desk_stat, DESK, STAT, AdwBin)

GtkWidget *desk_stat_new          (const char *title,
                                   const char *explanation);
/* Nothing is laid out again while the text stays as long as it was. */
void       desk_stat_set_value    (DeskStat   *self,
                                   const char *value,
                                   DeskTone    tone);
void       desk_stat_set_detail   (DeskStat   *self,
                                   const char *detail,
                                   DeskTone    tone);

G_END_DECLS
