/* desk-palette-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-palette"

#include "config.h"

#include "desk-fuzzy.h"

#include "desk-palette-item.h"

G_DEFINE_FINAL_TYPE (DeskPaletteItem, desk_palette_item, G_TYPE_OBJECT)

static void
desk_palette_item_finalize (GObject *object)
{
  DeskPaletteItem *self = DESK_PALETTE_ITEM (object);

  g_free (self->key);
  g_free (self->group);
  g_free (self->title);
  g_free (self->summary);
  g_free (self->accel);
  g_free (self->icon);
  g_free (self->action);
  g_clear_pointer (&self->target, g_variant_unref);
  g_free (self->setting);
  g_free (self->obstacle);

  G_OBJECT_CLASS (desk_palette_item_parent_class)->finalize (object);
}

static void
desk_palette_item_class_init (DeskPaletteItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_palette_item_finalize;
}

static void
desk_palette_item_init (DeskPaletteItem *self)
{
}

DeskPaletteItem *
desk_palette_item_new (const char *key,
                       const char *group,
                       const char *title,
                       const char *summary,
                       const char *icon)
{
  DeskPaletteItem *self = g_object_new (DESK_TYPE_PALETTE_ITEM, NULL);

  self->key = g_strdup (key);
  self->group = g_strdup (group);
  self->title = g_strdup (title);
  self->summary = g_strdup (summary != NULL ? summary : "");
  self->icon = g_strdup (icon);

  return self;
}

DeskPaletteItem *
desk_palette_item_new_heading (const char *title)
{
  return desk_palette_item_new (NULL, title, title, NULL, NULL);
}

int
desk_palette_item_score (DeskPaletteItem *self,
                         const char      *query)
{
  g_autofree char *both = NULL;

  g_return_val_if_fail (DESK_IS_PALETTE_ITEM (self), -1);

  if (self->is_symbol)
    return desk_fuzzy_score_names (query, self->title, self->summary);

  /* "chart zoom" finds what is called "Zoom In" in the group "Chart" */
  both = g_strconcat (self->group, " ", self->title, NULL);
  return desk_fuzzy_score_names (query, self->title, both);
}
