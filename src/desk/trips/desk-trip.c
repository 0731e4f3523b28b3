/* desk-trip.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-trips"

#include "config.h"

#include <math.h>

#include "desk-format.h"

#include "desk-trip.h"

struct _DeskTrip
{
  GObject       parent_instance;

  DeskTripState state;
  char         *tags;
  char         *text;
  guint         rating;
};

G_DEFINE_FINAL_TYPE (DeskTrip, desk_trip, G_TYPE_OBJECT)

static guint changed;

static void
desk_trip_finalize (GObject *object)
{
  DeskTrip *self = DESK_TRIP (object);

  g_free (self->state.symbol);
  g_free (self->state.strategy);
  g_free (self->state.exit_reason);
  g_free (self->tags);
  g_free (self->text);

  G_OBJECT_CLASS (desk_trip_parent_class)->finalize (object);
}

static void
desk_trip_class_init (DeskTripClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_trip_finalize;

  changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                          NULL, G_TYPE_NONE, 0);
}

static void
desk_trip_init (DeskTrip *self)
{
  self->tags = g_strdup ("");
  self->text = g_strdup ("");
}

DeskTrip *
desk_trip_new (const DeskTripState *state)
{
  DeskTrip *self;

  g_return_val_if_fail (state != NULL, NULL);

  self = g_object_new (DESK_TYPE_TRIP, NULL);
  self->state = *state;
  self->state.symbol = g_strdup (state->symbol);
  self->state.strategy = g_strdup (state->strategy);
  self->state.exit_reason = g_strdup (state->exit_reason);

  return self;
}

const DeskTripState *
desk_trip_get_state (DeskTrip *self)
{
  g_return_val_if_fail (DESK_IS_TRIP (self), NULL);

  return &self->state;
}

void
desk_trip_set_note (DeskTrip   *self,
                    const char *tags,
                    const char *text,
                    guint       rating)
{
  g_return_if_fail (DESK_IS_TRIP (self));
  g_return_if_fail (tags != NULL && text != NULL);

  if (g_str_equal (self->tags, tags) && g_str_equal (self->text, text) && self->rating == rating)
    return;

  g_free (self->tags);
  g_free (self->text);
  self->tags = g_strdup (tags);
  self->text = g_strdup (text);
  self->rating = rating;
  g_signal_emit (self, changed, 0);
}

const char *
desk_trip_get_tags (DeskTrip *self)
{
  g_return_val_if_fail (DESK_IS_TRIP (self), NULL);

  return self->tags;
}

const char *
desk_trip_get_text (DeskTrip *self)
{
  g_return_val_if_fail (DESK_IS_TRIP (self), NULL);

  return self->text;
}

guint
desk_trip_get_rating (DeskTrip *self)
{
  g_return_val_if_fail (DESK_IS_TRIP (self), 0);

  return self->rating;
}

DeskTrip *
desk_trip_read (GVariant *row)
{
  DeskTripState state = { 0 };
  gint64 r, mae, mfe;
  DtMoney value;

  g_return_val_if_fail (g_variant_is_of_type (row, G_VARIANT_TYPE ("(tsxxxxxxxxsxxs)")), NULL);

  g_variant_get (row, "(t&sxxxxxxxx&sxx&s)", &state.number, &state.symbol, &state.quantity,
                 &state.entry_time, &state.exit_time, &state.entry, &state.exit, &state.profit,
                 &state.fees, &r, &state.exit_reason, &mae, &mfe, &state.strategy);
  state.r_multiple = r == DT_MONEY_NONE ? NAN : (double) r / 1e6;
  state.mae = (double) mae / 1e6;
  state.mfe = (double) mfe / 1e6;
  state.profit_fraction = dt_money_times (state.entry, ABS (state.quantity), &value) && value != 0
                          ? (double) state.profit / (double) ABS (value) : NAN;

  return desk_trip_new (&state);
}

char *
desk_trip_describe (DeskTrip *self)
{
  const DeskTripState *state = desk_trip_get_state (self);
  gboolean is_long = state->quantity > 0;
  g_autofree char *quantity = desk_format_quantity (ABS (state->quantity));
  g_autofree char *entry = desk_format_price (dt_money_to_double (state->entry));
  g_autofree char *exit = desk_format_price (dt_money_to_double (state->exit));
  g_autofree char *profit = desk_format_profit (state->profit);

  return g_strdup_printf ("%s %s %s at %s, %s at %s (%s): %s", is_long ? "Bought" : "Sold short",
                          quantity, state->symbol, entry, is_long ? "sold" : "bought back", exit,
                          state->exit_reason, profit);
}
