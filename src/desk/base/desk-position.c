/* desk-position.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

#include <math.h>

#include "desk-position.h"

struct _DeskPosition
{
  GObject parent_instance;

  DeskPositionState state;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskPosition, desk_position, G_TYPE_OBJECT)

static void
desk_position_finalize (GObject *object)
{
  DeskPosition *self = (DeskPosition *) object;

  g_free (self->state.symbol);
  g_free (self->state.strategy);

  G_OBJECT_CLASS (desk_position_parent_class)->finalize (object);
}

static void
desk_position_class_init (DeskPositionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = desk_position_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_position_init (DeskPosition *self)
{
  self->state.strategy = g_strdup ("");
  self->state.average = self->state.stop = self->state.target = DT_MONEY_NONE;
  self->state.initial_stop = self->state.value = self->state.profit = DT_MONEY_NONE;
  self->state.opened = DT_TIME_NONE;
  self->state.last = self->state.profit_fraction = NAN;
  self->state.r_multiple = self->state.stop_distance = NAN;
}

DeskPosition *
desk_position_new (const char *symbol)
{
  DeskPosition *self = g_object_new (DESK_TYPE_POSITION, NULL);

  self->state.symbol = g_strdup (symbol);
  return self;
}

const DeskPositionState *
desk_position_get_state (DeskPosition *self)
{
  g_return_val_if_fail (DESK_IS_POSITION (self), NULL);

  return &self->state;
}

static DtMoney
minus (DtMoney a,
       DtMoney b)
{
  DtMoney difference;

  if (a == DT_MONEY_NONE || b == DT_MONEY_NONE || __builtin_sub_overflow (a, b, &difference))
    return DT_MONEY_NONE;

  return difference;
}

/* Price as money times units; none when either is not known. */
static DtMoney
worth (DtMoney    price,
       DtQuantity quantity)
{
  DtMoney notional;

  return price != DT_MONEY_NONE && dt_money_times (price, quantity, &notional)
         ? notional : DT_MONEY_NONE;
}

/* Profit a unit over the risk a unit when the position was opened; the signs of a short cancel. */
static double
make_r_multiple (const DeskPositionState *state)
{
  double average, risk;

  if (state->average == DT_MONEY_NONE || state->initial_stop == DT_MONEY_NONE)
    return NAN;

  average = dt_money_to_double (state->average);
  risk = average - dt_money_to_double (state->initial_stop);
  return risk != 0. ? (state->last - average) / risk : NAN;
}

/* How far the price may still go against the position, as a fraction of it. */
static double
make_stop_distance (const DeskPositionState *state)
{
  double distance;

  if (state->stop == DT_MONEY_NONE || !(state->last > 0.))
    return NAN;

  distance = (state->last - dt_money_to_double (state->stop)) / state->last;
  return state->quantity < 0 ? -distance : distance;
}

static void
derive (DeskPositionState *state)
{
  DtMoney last = DT_MONEY_NONE, cost = worth (state->average, state->quantity);

  if (!dt_money_from_double (state->last, &last))
    last = DT_MONEY_NONE;
  state->value = worth (last, state->quantity);
  state->profit = minus (state->value, cost);
  state->profit_fraction = state->profit != DT_MONEY_NONE && cost != 0
                           ? (double) state->profit / fabs ((double) cost) : NAN;
  state->r_multiple = make_r_multiple (state);
  state->stop_distance = make_stop_distance (state);
}

static gboolean
same_double (double a,
             double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
same_state (const DeskPositionState *a,
            const DeskPositionState *b)
{
  return a->quantity == b->quantity && a->average == b->average && same_double (a->last, b->last)
         && a->stop == b->stop && a->target == b->target && a->initial_stop == b->initial_stop
         && a->trails == b->trails && a->opened == b->opened
         && g_strcmp0 (a->strategy, b->strategy) == 0;
}

gboolean
desk_position_update (DeskPosition            *self,
                      const DeskPositionState *state)
{
  char *symbol, *strategy;

  g_return_val_if_fail (DESK_IS_POSITION (self), FALSE);

  if (same_state (&self->state, state))
    return FALSE;

  symbol = self->state.symbol;
  strategy = g_strdup (state->strategy);
  g_free (self->state.strategy);
  self->state = *state;
  self->state.symbol = symbol;
  self->state.strategy = strategy;
  derive (&self->state);
  g_signal_emit (self, signals[CHANGED], 0);

  return TRUE;
}
