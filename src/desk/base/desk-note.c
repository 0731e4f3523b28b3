/* desk-note.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

#include "desk-note.h"

struct _DeskNote
{
  GObject  parent_instance;

  guint64  id;
  DtTime   time;
  char    *kind;
  char    *symbol;
  char    *text;
};

G_DEFINE_FINAL_TYPE (DeskNote, desk_note, G_TYPE_OBJECT)

static void
desk_note_finalize (GObject *object)
{
  DeskNote *self = (DeskNote *) object;

  g_free (self->kind);
  g_free (self->symbol);
  g_free (self->text);

  G_OBJECT_CLASS (desk_note_parent_class)->finalize (object);
}

static void
desk_note_class_init (DeskNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_note_finalize;
}

static void
desk_note_init (DeskNote *self)
{
}

DeskNote *
desk_note_new (guint64     id,
               DtTime      time,
               const char *kind,
               const char *symbol,
               const char *text)
{
  DeskNote *self = g_object_new (DESK_TYPE_NOTE, NULL);

  self->id = id;
  self->time = time;
  self->kind = g_strdup (kind);
  self->symbol = g_strdup (symbol);
  self->text = g_strdup (text);

  return self;
}

guint64
desk_note_get_id (DeskNote *self)
{
  g_return_val_if_fail (DESK_IS_NOTE (self), 0);

  return self->id;
}

DtTime
desk_note_get_time (DeskNote *self)
{
  g_return_val_if_fail (DESK_IS_NOTE (self), DT_TIME_NONE);

  return self->time;
}

const char *
desk_note_get_kind (DeskNote *self)
{
  g_return_val_if_fail (DESK_IS_NOTE (self), NULL);

  return self->kind;
}

const char *
desk_note_get_symbol (DeskNote *self)
{
  g_return_val_if_fail (DESK_IS_NOTE (self), NULL);

  return self->symbol;
}

const char *
desk_note_get_text (DeskNote *self)
{
  g_return_val_if_fail (DESK_IS_NOTE (self), NULL);

  return self->text;
}
