/* dt-strategy-capacity.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <math.h>

#include "dt-row-order.h"

#include "dt-strategy-capacity.h"

/* As LEAN estimates it (CapacityEstimate and SymbolCapacity): around each fill the market's volume
 * is counted, once a week the asset with the least of it is taken, and what it leaves to one fill
 * is divided by the part of the account that goes into that asset. */

/* Parts of the volume that a strategy may be, by the length of bars. */
#define PART_OF_SECONDS  .5
#define PART_OF_MINUTES  .2
#define PART_OF_HOUR     .05
#define PART_OF_DAY      .02

/* Minutes after a fill are counted until so many dollars would have changed hands at the pace of
 * late, within limits; bars shorter than a minute have a 60th of the dollars. */
#define DOLLARS_AFTER    6e6
#define MOST_MINUTES     120.
#define LEAST_MINUTES    1.
#define LEAST_OF_SECONDS 5.
#define MINUTES_UNKNOWN  10.

/* Who trades more often than twice in a session of 390 minutes gets less, a fifth at least. */
#define SESSION_MINUTES  390.
#define TRADES_FREE      2.
#define LEAST_DISCOUNT   .2

#define SNAPSHOT_DAYS    7
#define NEWEST_WEIGHT    .33
#define OLDER_WEIGHT     .66
#define FORGET_AFTER     (30 * DT_DAY)
#define ROUND_TO         1000.

typedef struct
{
  const DtBarSeries *series;
  gsize              bar;         /* first one not before the instant */
  DtQuantity         held;
  gboolean           active;      /* filled, and not forgotten since */
  gboolean           watched;     /* its volume is being counted */
  gboolean           stale;       /* counted before the last snapshot: the next fill begins anew */
  DtTime             last_fill;   /* DT_TIME_NONE before the first */
  double             discount;
  double             market;      /* USD that changed hands */
  double             traded;      /* USD of its own fills since the last snapshot */
  guint              n_fills;

  /* Of the bar before that was looked at */
  DtTime             previous;
  double             previous_volume;
  double             pace;        /* USD a minute */
} Asset;

typedef struct
{
  const DtRunRecord *records;
  DtTimeframe        timeframe;
  Asset             *assets;      /* of all records */
  gsize             *first_asset; /* by record */
  GPtrArray         *active;      /* of Asset, in the order of their first fills */
  double             capacity;
  gboolean           has_volume;
} Estimate;

/* An entry of a ledger. */
typedef struct
{
  const DtLedgerEntry *entry;
  gsize                record;
} Change;

static double
get_part (DtTimeframe timeframe)
{
  if (timeframe >= DT_TIMEFRAME_DAY)
    return PART_OF_DAY;
  if (timeframe >= DT_TIMEFRAME_HOUR)
    return PART_OF_HOUR;

  return timeframe >= DT_TIMEFRAME_MINUTE ? PART_OF_MINUTES : PART_OF_SECONDS;
}

static double
get_minutes (DtTime span)
{
  return (double) span / DT_MINUTE;
}

static void
forget (Asset *asset)
{
  *asset = (Asset) {
    .series = asset->series, .bar = asset->bar, .held = asset->held,
    .last_fill = DT_TIME_NONE, .previous = DT_TIME_NONE,
  };
}

static void
take_fill (Estimate     *self,
           Asset        *asset,
           const DtFill *fill,
           DtTime        time)
{
  double minutes = asset->last_fill == DT_TIME_NONE ? get_minutes (DT_DAY)
                                                    : get_minutes (time - asset->last_fill);

  if (!asset->active)
    g_ptr_array_add (self->active, asset);
  if (asset->stale)
    {
      asset->market = 0.;
      asset->n_fills = 0;
    }
  asset->active = asset->watched = TRUE;
  asset->stale = FALSE;
  asset->discount = CLAMP (TRADES_FREE * minutes / SESSION_MINUTES, LEAST_DISCOUNT, 1.);
  asset->traded += dt_money_to_double (fill->price) * fabs (dt_quantity_to_double (fill->quantity));
  asset->n_fills++;
  asset->last_fill = time;
}

static void
take_change (Estimate     *self,
             const Change *change)
{
  const DtLedgerEntry *entry = change->entry;
  const DtRows *fills = self->records[change->record].book->fills;
  Asset *asset;

  if (entry->instrument == DT_INSTRUMENT_INDEX_NONE
      || self->first_asset[change->record] + entry->instrument
         >= self->first_asset[change->record + 1])
    return;

  asset = &self->assets[self->first_asset[change->record] + entry->instrument];
  asset->held += entry->quantity;
  if (asset->series != NULL && entry->kind == DT_LEDGER_FILL && entry->fill > 0
      && entry->fill <= fills->len)
    take_fill (self, asset, &dt_rows_index (fills, DtFill, entry->fill - 1), entry->time);
}

/* Whether the bar that starts at @start and is known at @known is one whose volume the last fill
 * could have had a part of. */
static gboolean
is_near (const Estimate *self,
         const Asset    *asset,
         DtTime          start,
         DtTime          known)
{
  gboolean seconds = self->timeframe < DT_TIMEFRAME_MINUTE;
  double dollars = seconds ? DOLLARS_AFTER / 60. : DOLLARS_AFTER;
  double minutes;

  if (self->timeframe >= DT_TIMEFRAME_HOUR)
    return asset->last_fill > start;

  minutes = asset->pace > 0. ? floor (dollars / asset->pace) : MINUTES_UNKNOWN;
  minutes = CLAMP (minutes, seconds ? LEAST_OF_SECONDS : LEAST_MINUTES, MOST_MINUTES);
  return known <= asset->last_fill + (DtTime) minutes * DT_MINUTE;
}

static void
count_volume (Estimate *self,
              Asset    *asset,
              DtTime    start,
              DtTime    known)
{
  const DtBarSeries *series = asset->series;
  double minutes, close, volume;

  while (asset->bar < series->n_bars && series->time[asset->bar] < start)
    asset->bar++;
  if (asset->bar == series->n_bars || series->time[asset->bar] != start
      || !(series->volume[asset->bar] > 0.))
    return;

  close = series->close[asset->bar];
  volume = series->volume[asset->bar];
  minutes = asset->previous == DT_TIME_NONE ? 0. : get_minutes (known - asset->previous);
  asset->pace = minutes > 0. ? close * (volume + asset->previous_volume) / minutes : close * volume;
  asset->previous = known;
  asset->previous_volume = volume;
  asset->watched = is_near (self, asset, start, known);
  if (!asset->watched)
    return;

  asset->market += close * volume * asset->discount;
  self->has_volume = TRUE;
}

/* The last close up to the instant, USD. */
static double
get_close (const Asset *asset,
           DtTime       start)
{
  gsize bar = dt_bar_series_find (asset->series, start + 1);

  return bar > 0 ? asset->series->close[bar - 1] : 0.;
}

static void
forget_idle (Estimate *self,
             DtTime    known)
{
  guint n_kept = 0;

  for (guint i = 0; i < self->active->len; i++)
    {
      Asset *asset = g_ptr_array_index (self->active, i);

      if (asset->held == 0 && known >= asset->last_fill + FORGET_AFTER)
        {
          forget (asset);
          continue;
        }
      asset->stale = TRUE;
      asset->traded = 0.;
      self->active->pdata[n_kept++] = asset;
    }

  g_ptr_array_set_size (self->active, n_kept);
}

/* Returns whether there was anything to take one of. */
static gboolean
take_snapshot (Estimate *self,
               double    equity,
               DtTime    start,
               DtTime    known)
{
  const Asset *least = NULL;
  double traded = 0., part, capacity = self->capacity;

  for (guint i = 0; i < self->active->len; i++)
    {
      const Asset *asset = g_ptr_array_index (self->active, i);

      traded += asset->traded;
      if (least == NULL || asset->market < least->market)
        least = asset;
    }
  if (least == NULL || !(equity > 0.))
    return FALSE;

  part = fabs (dt_quantity_to_double (least->held)) * get_close (least, start) / equity;
  if (traded > 0.)
    part = MAX (part, least->traded / traded);
  if (part > 0.)
    capacity = least->market * get_part (self->timeframe) / least->n_fills / part;
  self->capacity = self->capacity > 0. ? NEWEST_WEIGHT * capacity + OLDER_WEIGHT * self->capacity
                                       : capacity;
  forget_idle (self, known);

  return TRUE;
}

/* What changed positions, by time. */
static Change *
gather_changes (const DtRunRecord  *records,
                gsize               n_records,
                DtRowKey          **keys,
                guint              *n_changes)
{
  Change *changes;
  gsize n = 0;

  for (gsize i = 0; i < n_records; i++)
    n += records[i].book->ledger->len;
  changes = g_new (Change, MAX (n, 1));
  *keys = g_new (DtRowKey, MAX (n, 1));
  *n_changes = 0;

  for (gsize i = 0; i < n_records; i++)
    for (guint j = 0; j < records[i].book->ledger->len; j++)
      {
        const DtLedgerEntry *entry = &dt_rows_index (records[i].book->ledger, DtLedgerEntry, j);

        if (entry->quantity == 0)
          continue;
        changes[*n_changes] = (Change) { entry, i };
        (*keys)[*n_changes] = (DtRowKey) { entry->time, 0, *n_changes };
        (*n_changes)++;
      }
  dt_row_keys_sort (*keys, *n_changes);

  return changes;
}

static void
estimate_init (Estimate          *self,
               const DtRunRecord *records,
               gsize              n_records)
{
  gsize n = 0;

  *self = (Estimate) { records, records->timeframe };
  self->first_asset = g_new (gsize, n_records + 1);
  for (gsize i = 0; i < n_records; i++)
    {
      self->first_asset[i] = n;
      n += records[i].book->n_instruments;
    }
  self->first_asset[n_records] = n;

  self->assets = g_new0 (Asset, MAX (n, 1));
  for (gsize i = 0; i < n_records; i++)
    for (guint k = 0; k < records[i].n_lanes; k++)
      if (records[i].lanes[k].role == DT_LANE_BASE)
        self->assets[self->first_asset[i] + records[i].lanes[k].instrument].series
          = records[i].lanes[k].series;
  for (gsize i = 0; i < n; i++)
    forget (&self->assets[i]);
  self->active = g_ptr_array_new ();
}

static void
estimate_clear (Estimate *self)
{
  g_free (self->first_asset);
  g_free (self->assets);
  g_ptr_array_unref (self->active);
}

static void
play (Estimate            *self,
      const DtEquityCurve *curve,
      const Change        *changes,
      const DtRowKey      *keys,
      guint                n_changes)
{
  gsize last = curve->n_points - 1;
  DtDate from = dt_time_get_new_york_date (curve->time[0], NULL);
  int days = dt_time_get_new_york_date (curve->time[last], NULL) - from - 1;
  DtTime next;
  guint done = 0;

  days = CLAMP (days, 1, SNAPSHOT_DAYS);
  next = dt_time_from_new_york (from + days, 0);
  for (gsize i = 0; i < curve->n_points; i++)
    {
      DtTime start = curve->time[i], known = curve->known[i];

      for (; done < n_changes && keys[done].time <= known; done++)
        take_change (self, &changes[keys[done].row]);
      for (guint k = 0; k < self->active->len; k++)
        {
          Asset *asset = g_ptr_array_index (self->active, k);

          if (asset->watched)
            count_volume (self, asset, start, known);
        }
      if ((start >= next || i == last) && take_snapshot (self, curve->equity[i], start, known))
        next = dt_time_from_new_york (dt_time_get_new_york_date (start, NULL) + days, 0);
    }
}

/**
 * dt_strategy_capacity_find:
 *
 * Several accounts are one portfolio, with the sum of their equities.
 *
 * Formula: LEAN, Common/CapacityEstimate.cs and Common/SymbolCapacity.cs.
 */
double
dt_strategy_capacity_find (const DtRunRecord   *records,
                           gsize                n_records,
                           const DtEquityCurve *curve)
{
  g_autofree DtRowKey *keys = NULL;
  g_autofree Change *changes = NULL;
  guint n_changes;
  Estimate self;

  if (curve->n_points == 0)
    return NAN;

  changes = gather_changes (records, n_records, &keys, &n_changes);
  estimate_init (&self, records, n_records);
  play (&self, curve, changes, keys, n_changes);
  estimate_clear (&self);

  return self.has_volume ? round (self.capacity / ROUND_TO) * ROUND_TO : NAN;
}
