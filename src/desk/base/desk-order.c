/* desk-order.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

#include "desk-order.h"

struct _DeskOrder
{
  GObject parent_instance;

  DeskOrderState state;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskOrder, desk_order, G_TYPE_OBJECT)

static void
desk_order_finalize (GObject *object)
{
  DeskOrder *self = (DeskOrder *) object;

  g_free (self->state.symbol);
  g_free (self->state.role);
  g_free (self->state.type);
  g_free (self->state.side);
  g_free (self->state.tif);
  g_free (self->state.strategy);

  G_OBJECT_CLASS (desk_order_parent_class)->finalize (object);
}

static void
desk_order_class_init (DeskOrderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = desk_order_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_order_init (DeskOrder *self)
{
  DeskOrderState *state = &self->state;

  state->symbol = g_strdup ("");
  state->role = g_strdup ("");
  state->type = g_strdup ("");
  state->side = g_strdup ("");
  state->tif = g_strdup ("");
  state->strategy = g_strdup ("");
  state->limit = state->stop = DT_MONEY_NONE;
  state->created = DT_TIME_NONE;
}

DeskOrder *
desk_order_new (guint64 id)
{
  DeskOrder *self = g_object_new (DESK_TYPE_ORDER, NULL);

  self->state.id = id;
  return self;
}

const DeskOrderState *
desk_order_get_state (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), NULL);

  return &self->state;
}

static gboolean
take_text (char       **to,
           const char  *from)
{
  if (g_strcmp0 (*to, from) == 0)
    return FALSE;

  g_free (*to);
  *to = g_strdup (from);
  return TRUE;
}

static gboolean
take_number (gint64 *to,
             gint64  from)
{
  gboolean differs = *to != from;

  *to = from;
  return differs;
}

gboolean
desk_order_update (DeskOrder            *self,
                   const DeskOrderState *state)
{
  DeskOrderState *own;
  gboolean changed;

  g_return_val_if_fail (DESK_IS_ORDER (self), FALSE);

  own = &self->state;
  changed = take_text (&own->symbol, state->symbol);
  changed |= take_text (&own->role, state->role);
  changed |= take_text (&own->type, state->type);
  changed |= take_text (&own->side, state->side);
  changed |= take_text (&own->tif, state->tif);
  changed |= take_text (&own->strategy, state->strategy);
  changed |= take_number (&own->quantity, state->quantity);
  changed |= take_number (&own->filled, state->filled);
  changed |= take_number (&own->limit, state->limit);
  changed |= take_number (&own->stop, state->stop);
  changed |= take_number (&own->created, state->created);
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);

  return changed;
}
