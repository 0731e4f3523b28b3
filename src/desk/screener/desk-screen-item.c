/* desk-screen-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-screener"

#include "config.h"

#include "desk-screen-item.h"

struct _DeskScreenItem
{
  GObject         parent_instance;

  DtScreenResult *result;
  guint           row;
};

G_DEFINE_FINAL_TYPE (DeskScreenItem, desk_screen_item, G_TYPE_OBJECT)

static void
desk_screen_item_finalize (GObject *object)
{
  dt_screen_result_unref (DESK_SCREEN_ITEM (object)->result);

  G_OBJECT_CLASS (desk_screen_item_parent_class)->finalize (object);
}

static void
desk_screen_item_class_init (DeskScreenItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_screen_item_finalize;
}

static void
desk_screen_item_init (DeskScreenItem *self)
{
}

DeskScreenItem *
desk_screen_item_new (DtScreenResult *result,
                      guint           row)
{
  DeskScreenItem *self = g_object_new (DESK_TYPE_SCREEN_ITEM, NULL);

  self->result = dt_screen_result_ref (result);
  self->row = row;

  return self;
}

const DtScreenRow *
desk_screen_item_get_row (DeskScreenItem *self)
{
  g_return_val_if_fail (DESK_IS_SCREEN_ITEM (self), NULL);

  return &self->result->rows[self->row];
}

const DtScreenResult *
desk_screen_item_get_result (DeskScreenItem *self)
{
  g_return_val_if_fail (DESK_IS_SCREEN_ITEM (self), NULL);

  return self->result;
}

guint
desk_screen_item_get_place (DeskScreenItem *self)
{
  g_return_val_if_fail (DESK_IS_SCREEN_ITEM (self), 0);

  return self->row;
}
