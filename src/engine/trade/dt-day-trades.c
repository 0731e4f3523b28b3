/* dt-day-trades.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-trade"

#include "config.h"

#include "dt-calendar.h"

#include "dt-day-trades.h"

/* What an instrument has seen on the day of its last entry. */
typedef struct
{
  DtQuantity held;
  DtDate     opened;     /* day of an opening that no closing has followed yet, or DT_DATE_NONE */
} Held;

struct _DtDayTrades
{
  Held   *held;          /* by instrument */
  guint   n_instruments;
  guint   n_seen;        /* ledger entries */
  DtRows *days;          /* of DtDate: a day trade each, rising */
  gboolean pattern;
};

DtDayTrades *
dt_day_trades_new (guint n_instruments)
{
  DtDayTrades *self = g_new0 (DtDayTrades, 1);

  self->held = g_new (Held, n_instruments);
  for (guint i = 0; i < n_instruments; i++)
    self->held[i] = (Held) { 0, DT_DATE_NONE };
  self->n_instruments = n_instruments;
  self->days = dt_rows_new (sizeof (DtDate), 0);

  return self;
}

void
dt_day_trades_free (DtDayTrades *self)
{
  if (self == NULL)
    return;

  dt_rows_free (self->days);
  g_free (self->held);
  g_free (self);
}

/* The first of the five sessions that end with @date. */
static DtDate
first_session (DtDate date)
{
  for (guint i = 1; i < DT_PATTERN_SESSIONS; i++)
    date = dt_calendar_prev_session (date);

  return date;
}

static guint
count_since (const DtDayTrades *self,
             DtDate             first)
{
  guint n = 0;

  while (n < self->days->len
         && dt_rows_index (self->days, DtDate, self->days->len - 1 - n) >= first)
    n++;

  return n;
}

static void
add_day_trade (DtDayTrades *self,
               DtDate       date)
{
  dt_rows_add (self->days, DtDate, date);
  if (!self->pattern)
    self->pattern = count_since (self, first_session (date)) >= DT_PATTERN_DAY_TRADES;
}

static void
take_entry (DtDayTrades         *self,
            const DtLedgerEntry *entry)
{
  Held *held = &self->held[entry->instrument];
  gboolean opens = held->held == 0 || (held->held > 0) == (entry->quantity > 0);

  held->held += entry->quantity;
  if (entry->kind != DT_LEDGER_FILL)
    return;

  if (opens)
    held->opened = dt_time_get_new_york_date (entry->time - 1, NULL);
  else if (held->opened != DT_DATE_NONE)
    {
      DtDate date = dt_time_get_new_york_date (entry->time - 1, NULL);

      if (held->opened == date)
        add_day_trade (self, date);
      held->opened = DT_DATE_NONE;
    }
}

/* What goes through flat is two entries, and a split keeps the side: each entry opens or closes. */
static void
catch_up (DtDayTrades  *self,
          const DtBook *book)
{
  g_return_if_fail (book->n_instruments == self->n_instruments);

  for (; self->n_seen < book->ledger->len; self->n_seen++)
    {
      const DtLedgerEntry *entry = &dt_rows_index (book->ledger, DtLedgerEntry, self->n_seen);

      if (entry->quantity != 0 && entry->instrument < self->n_instruments)
        take_entry (self, entry);
    }
}

guint
dt_day_trades_count (DtDayTrades  *self,
                     const DtBook *book,
                     DtDate        date)
{
  catch_up (self, book);

  return count_since (self, first_session (date));
}

gboolean
dt_day_trades_is_pattern (DtDayTrades  *self,
                          const DtBook *book)
{
  catch_up (self, book);

  return self->pattern;
}

guint
dt_day_trades_get_total (DtDayTrades  *self,
                         const DtBook *book)
{
  catch_up (self, book);

  return self->days->len;
}
