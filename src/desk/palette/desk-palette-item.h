/* desk-palette-item.h - a row of the palette
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskPaletteItem:
 *
 * Something that the palette offers, or the heading of a group. Immutable once it is in an index.
 *
 * Thread: main.
 */
#define DESK_TYPE_PALETTE_ITEM (desk_palette_item_get_type ())
G_DECLARE_FINAL_TYPE (DeskPaletteItem, desk_palette_item, DESK, PALETTE_ITEM, GObject)

struct _DeskPaletteItem
{
  GObject     parent_instance;

  char       *key;         /* unlike all others': "run.pause", "symbol.show:AAPL"; NULL: heading */
  char       *group;
  char       *title;
  char       *summary;     /* "" for none */
  char       *accel;       /* (nullable): as people read it: "Ctrl+K" */
  char       *icon;
  char       *action;      /* in the group "win": "run.pause" */
  GVariant   *target;      /* (nullable) */
  char       *setting;     /* (nullable): a switch to turn over, in place of an action */
  char       *obstacle;    /* (nullable): why it cannot be chosen now */
  gboolean    is_symbol;   /* the title is short, the summary counts as a name */
};

DeskPaletteItem *desk_palette_item_new         (const char      *key,
                                                const char      *group,
                                                const char      *title,
                                                const char      *summary,
                                                const char      *icon);
DeskPaletteItem *desk_palette_item_new_heading (const char      *title);
/* How well it fits what was typed; below 0: does not. */
int              desk_palette_item_score       (DeskPaletteItem *self,
                                                const char      *query);

G_END_DECLS
