/* desk-quote.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

#include <math.h>

#include "desk-quote.h"

struct _DeskQuote
{
  GObject parent_instance;

  DeskQuoteState state;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskQuote, desk_quote, G_TYPE_OBJECT)

static void
desk_quote_finalize (GObject *object)
{
  DeskQuote *self = (DeskQuote *) object;

  g_free (self->state.symbol);
  g_free (self->state.name);
  g_free (self->state.sector);

  G_OBJECT_CLASS (desk_quote_parent_class)->finalize (object);
}

static void
desk_quote_class_init (DeskQuoteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = desk_quote_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_quote_init (DeskQuote *self)
{
  self->state.last = self->state.prior_close = self->state.volume = self->state.change = NAN;
  self->state.open = self->state.high = self->state.low = self->state.usual_volume = NAN;
  self->state.gap = self->state.relative_volume = self->state.place = NAN;
  self->state.time = DT_TIME_NONE;
}

DeskQuote *
desk_quote_new (const char *symbol,
                const char *name,
                const char *sector,
                gint64      series)
{
  DeskQuote *self = g_object_new (DESK_TYPE_QUOTE, NULL);

  self->state.symbol = g_strdup (symbol);
  self->state.name = g_strdup (name);
  self->state.sector = g_strdup (sector);
  self->state.series = series;
  return self;
}

const DeskQuoteState *
desk_quote_get_state (DeskQuote *self)
{
  g_return_val_if_fail (DESK_IS_QUOTE (self), NULL);

  return &self->state;
}

static gboolean
take_double (double *to,
             double  from)
{
  gboolean differs = *to != from && !(isnan (*to) && isnan (from));

  *to = from;
  return differs;
}

static double
ratio (double a,
       double b)
{
  return b > 0. ? a / b : NAN;
}

static void
derive (DeskQuoteState *state)
{
  state->change = ratio (state->last, state->prior_close) - 1.;
  state->gap = ratio (state->open, state->prior_close) - 1.;
  state->relative_volume = ratio (state->volume, state->usual_volume);
  state->place = ratio (state->last - state->low, state->high - state->low);
}

gboolean
desk_quote_update (DeskQuote            *self,
                   const DeskQuoteState *state)
{
  DeskQuoteState *own;
  gboolean changed;

  g_return_val_if_fail (DESK_IS_QUOTE (self), FALSE);
  g_return_val_if_fail (state != NULL, FALSE);

  own = &self->state;
  changed = take_double (&own->last, state->last);
  changed |= take_double (&own->prior_close, state->prior_close);
  changed |= take_double (&own->volume, state->volume);
  changed |= take_double (&own->open, state->open);
  changed |= take_double (&own->high, state->high);
  changed |= take_double (&own->low, state->low);
  changed |= take_double (&own->usual_volume, state->usual_volume);
  changed |= own->time != state->time;
  own->time = state->time;
  if (!changed)
    return FALSE;

  derive (own);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}
