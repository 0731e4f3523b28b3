/* dt-simulated-share.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-broker"

#include "config.h"

#include "dt-simulated-private.h"

/* Fills of no more than a share of a bar's volume. */

/* What the bar's volume still lets fill, unsigned. A bar without volume that fills all the same, as
 * that of an index, has none to share. */
static DtQuantity
get_share (const DtMeeting *meeting)
{
  const DtSimulatedBrokerConfig *config = &meeting->self->config;
  DtRestingSlot *slot = meeting->slot;
  const DtMatchBars *bars = meeting->bars;
  double volume = bars->series[meeting->instrument]->volume[bars->bar[meeting->instrument]];
  DtQuantity share;

  if (!(volume > 0.)
      || !dt_quantity_from_double (volume * (double) config->volume_share / 1e6, &share))
    return G_MAXINT64;
  if (slot->used_at != bars->time)
    {
      slot->used_at = bars->time;
      slot->used = 0;
    }

  return MAX (share - slot->used, 0);
}

/* The same in whole lots. */
DtQuantity
dt_simulated_get_lots_left (const DtMeeting *meeting)
{
  const DtQuantity *lots = meeting->self->config.lots;
  DtQuantity share = get_share (meeting);

  if (share == G_MAXINT64)
    return share;

  return dt_quantity_floor_to_lot (share, lots != NULL ? lots[meeting->instrument] : DT_UNITS (1));
}

/* No more than the bar's volume allows; what is left works on. */
void
dt_simulated_share_volume (const DtMeeting *meeting,
                           DtFill          *fill)
{
  DtQuantity lots;

  if (ABS (fill->quantity) <= get_share (meeting))
    return;

  lots = dt_simulated_get_lots_left (meeting);
  fill->quantity = fill->quantity > 0 ? lots : -lots;
  fill->flags &= ~DT_FILL_CUT;
}

/* Takes the fill of a share of the bar's volume down. Returns whether it was the order's last. */
gboolean
dt_simulated_note_share (const DtMeeting *meeting,
                         DtResting       *resting,
                         const DtFill    *fill)
{
  meeting->slot->used += ABS (fill->quantity);
  resting->order.filled += fill->quantity;
  if (resting->order.sized_at_fill || (fill->flags & DT_FILL_CUT) != 0
      || resting->order.filled == resting->order.quantity)
    return TRUE;

  /* A stop that was reached is an order at the market from then on */
  resting->triggered |= resting->order.type == DT_ORDER_STOP
                        || resting->order.type == DT_ORDER_STOP_LIMIT;
  dt_simulated_set_range (meeting->self, resting);
  return FALSE;
}
