/* desk-row-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

#include "desk-row-list.h"

struct _DeskRowList
{
  GObject    parent_instance;

  GType      type;
  GPtrArray *rows;
};

static void desk_row_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskRowList, desk_row_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_row_list_model_init))

static GType
desk_row_list_get_item_type (GListModel *model)
{
  return DESK_ROW_LIST (model)->type;
}

static guint
desk_row_list_get_n_items (GListModel *model)
{
  return DESK_ROW_LIST (model)->rows->len;
}

static gpointer
desk_row_list_get_item (GListModel *model,
                        guint       position)
{
  DeskRowList *self = DESK_ROW_LIST (model);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position))
                                    : NULL;
}

static void
desk_row_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_row_list_get_item_type;
  iface->get_n_items = desk_row_list_get_n_items;
  iface->get_item = desk_row_list_get_item;
}

static void
desk_row_list_finalize (GObject *object)
{
  g_ptr_array_unref (((DeskRowList *) object)->rows);

  G_OBJECT_CLASS (desk_row_list_parent_class)->finalize (object);
}

static void
desk_row_list_class_init (DeskRowListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_row_list_finalize;
}

static void
desk_row_list_init (DeskRowList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

DeskRowList *
desk_row_list_new (GType row_type)
{
  DeskRowList *self = g_object_new (DESK_TYPE_ROW_LIST, NULL);

  self->type = row_type;
  return self;
}

gpointer
desk_row_list_get (DeskRowList *self,
                   guint        position)
{
  g_return_val_if_fail (DESK_IS_ROW_LIST (self) && position < self->rows->len, NULL);

  return g_ptr_array_index (self->rows, position);
}

static gboolean
same_rows (GPtrArray *a,
           GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (a->pdata[i] != b->pdata[i])
      return FALSE;

  return TRUE;
}

static GHashTable *
make_set (GPtrArray *rows)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (set, rows->pdata[i]);

  return set;
}

static void
take_out (DeskRowList *self,
          guint        position,
          guint        n)
{
  if (n == 0)
    return;

  g_ptr_array_remove_range (self->rows, position, n);
  g_list_model_items_changed (G_LIST_MODEL (self), position, n, 0);
}

static void
put_in (DeskRowList *self,
        guint        position,
        gpointer    *rows,
        guint        n)
{
  for (guint i = 0; i < n; i++)
    g_ptr_array_insert (self->rows, position + i, g_object_ref (rows[i]));
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n);
}

/* Rows that are not wanted any more, run by run. */
static void
take_out_gone (DeskRowList *self,
               GPtrArray   *wanted)
{
  g_autoptr(GHashTable) set = make_set (wanted);

  for (guint i = 0; i < self->rows->len; i++)
    {
      guint n = 0;

      while (i + n < self->rows->len && !g_hash_table_contains (set, self->rows->pdata[i + n]))
        n++;
      take_out (self, i, n);
    }
}

void
desk_row_list_set (DeskRowList *self,
                   GPtrArray   *rows)
{
  g_autoptr(GHashTable) had = NULL;
  guint i = 0;

  g_return_if_fail (DESK_IS_ROW_LIST (self));

  if (same_rows (self->rows, rows))
    return;

  take_out_gone (self, rows);
  had = make_set (self->rows);
  while (i < rows->len)
    {
      guint n = 0;

      if (i < self->rows->len && self->rows->pdata[i] == rows->pdata[i])
        {
          i++;
          continue;
        }

      while (i + n < rows->len && !g_hash_table_contains (had, rows->pdata[i + n]))
        n++;
      if (n == 0)
        {
          /* A row that was here stands elsewhere: the rest is put in anew, in its order */
          take_out (self, i, self->rows->len - i);
          n = rows->len - i;
        }
      put_in (self, i, rows->pdata + i, n);
      i += n;
    }
}

struct _DeskNoteList
{
  GObject    parent_instance;

  guint      limit;
  GPtrArray *notes;   /* by rising id: the list seen from its end */
};

static void desk_note_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskNoteList, desk_note_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      desk_note_list_model_init))

static GType
desk_note_list_get_item_type (GListModel *model)
{
  return DESK_TYPE_NOTE;
}

static guint
desk_note_list_get_n_items (GListModel *model)
{
  return DESK_NOTE_LIST (model)->notes->len;
}

static gpointer
desk_note_list_get_item (GListModel *model,
                         guint       position)
{
  GPtrArray *notes = DESK_NOTE_LIST (model)->notes;

  return position < notes->len ? g_object_ref (notes->pdata[notes->len - 1 - position]) : NULL;
}

static void
desk_note_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_note_list_get_item_type;
  iface->get_n_items = desk_note_list_get_n_items;
  iface->get_item = desk_note_list_get_item;
}

static void
desk_note_list_finalize (GObject *object)
{
  g_ptr_array_unref (((DeskNoteList *) object)->notes);

  G_OBJECT_CLASS (desk_note_list_parent_class)->finalize (object);
}

static void
desk_note_list_class_init (DeskNoteListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_note_list_finalize;
}

static void
desk_note_list_init (DeskNoteList *self)
{
  self->notes = g_ptr_array_new_with_free_func (g_object_unref);
}

DeskNoteList *
desk_note_list_new (guint limit)
{
  DeskNoteList *self;

  g_return_val_if_fail (limit > 0, NULL);

  self = g_object_new (DESK_TYPE_NOTE_LIST, NULL);
  self->limit = limit;
  return self;
}

/* How many of the notes have an id below @id. */
static guint
find_place (DeskNoteList *self,
            guint64       id)
{
  guint low = 0, high = self->notes->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (desk_note_get_id (self->notes->pdata[middle]) < id)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static guint64
id_at (DeskNoteList *self,
       guint         place)
{
  return place < self->notes->len ? desk_note_get_id (self->notes->pdata[place]) : G_MAXUINT64;
}

/* Notes from @i on that fit between two neighbours go in at once; returns how many were used. */
static guint
insert_run (DeskNoteList *self,
            GPtrArray    *notes,
            guint         i)
{
  guint place = find_place (self, desk_note_get_id (notes->pdata[i]));
  guint64 next = id_at (self, place);
  guint n = 0;

  if (desk_note_get_id (notes->pdata[i]) == next)
    return 1;

  for (; i + n < notes->len && desk_note_get_id (notes->pdata[i + n]) < next; n++)
    g_ptr_array_insert (self->notes, place + n, g_object_ref (notes->pdata[i + n]));
  g_list_model_items_changed (G_LIST_MODEL (self), self->notes->len - place - n, 0, n);

  return n;
}

static void
trim (DeskNoteList *self)
{
  guint n = self->notes->len > self->limit ? self->notes->len - self->limit : 0;

  if (n == 0)
    return;

  g_ptr_array_remove_range (self->notes, 0, n);
  g_list_model_items_changed (G_LIST_MODEL (self), self->limit, n, 0);
}

void
desk_note_list_add (DeskNoteList *self,
                    GPtrArray    *notes)
{
  guint64 oldest = 0;

  g_return_if_fail (DESK_IS_NOTE_LIST (self));

  if (self->notes->len >= self->limit)
    oldest = id_at (self, 0);
  for (guint i = notes->len > self->limit ? notes->len - self->limit : 0; i < notes->len;)
    i += desk_note_get_id (notes->pdata[i]) < oldest ? 1 : insert_run (self, notes, i);
  trim (self);
}

void
desk_note_list_clear (DeskNoteList *self)
{
  guint n;

  g_return_if_fail (DESK_IS_NOTE_LIST (self));

  n = self->notes->len;
  if (n == 0)
    return;

  g_ptr_array_set_size (self->notes, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
}

guint64
desk_note_list_get_last (DeskNoteList *self)
{
  g_return_val_if_fail (DESK_IS_NOTE_LIST (self), 0);

  return self->notes->len > 0 ? id_at (self, self->notes->len - 1) : 0;
}
