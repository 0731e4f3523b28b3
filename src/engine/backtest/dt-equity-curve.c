/* dt-equity-curve.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-equity-curve.h"

/* Instants of several accounts while they are merged. */
typedef struct
{
  DtTime *time;
  DtTime *known;
  gsize   n;
} Instants;

/* Accounts of a run mostly share their calendar: then the points of one are instants side by side,
 * from @first on. */
static gboolean
is_stretch (const Instants    *instants,
            const DtRunRecord *record,
            gsize             *first)
{
  gsize i = 0;

  if (record->n_points == 0 || record->n_points > instants->n)
    return FALSE;
  while (i < instants->n && instants->known[i] < record->known[0])
    i++;

  *first = i;
  return record->n_points <= instants->n - i
         && memcmp (instants->known + i, record->known, record->n_points * sizeof (DtTime)) == 0;
}

static gboolean
has_all (const Instants    *instants,
         const DtRunRecord *record)
{
  gsize i = 0;

  if (is_stretch (instants, record, &i))
    return TRUE;

  i = 0;
  for (gsize j = 0; j < record->n_points; j++, i++)
    {
      while (i < instants->n && instants->known[i] < record->known[j])
        i++;
      if (i == instants->n || instants->known[i] != record->known[j])
        return FALSE;
    }

  return TRUE;
}

static void
merge_instants (Instants          *instants,
                const DtRunRecord *record)
{
  gsize i = 0, j = 0;
  Instants merged = { 0 };

  if (has_all (instants, record))
    return;

  merged.time = g_new (DtTime, instants->n + record->n_points);
  merged.known = g_new (DtTime, instants->n + record->n_points);
  while (i < instants->n || j < record->n_points)
    {
      gboolean ours = j == record->n_points
                      || (i < instants->n && instants->known[i] <= record->known[j]);
      DtTime known = ours ? instants->known[i] : record->known[j];

      merged.time[merged.n] = ours ? instants->time[i] : record->time[j];
      merged.known[merged.n++] = known;
      i += i < instants->n && instants->known[i] == known;
      j += j < record->n_points && record->known[j] == known;
    }

  g_free (instants->time);
  g_free (instants->known);
  *instants = merged;
}

static void
add_stretch (const DtRunRecord *record,
             gsize              first,
             gsize              n_instants,
             double            *equity)
{
  const double *restrict values = record->equity;
  double *restrict sums = equity + first;
  double cash = dt_money_to_double (record->spec->cash), last = values[record->n_points - 1];

  for (gsize i = 0; i < first; i++)
    equity[i] += cash;
  for (gsize i = 0; i < record->n_points; i++)
    sums[i] += values[i];
  for (gsize i = first + record->n_points; i < n_instants; i++)
    equity[i] += last;
}

static void
add_equity (const Instants    *instants,
            const DtRunRecord *record,
            double            *equity)
{
  double last = dt_money_to_double (record->spec->cash);
  gsize j = 0, first;

  if (is_stretch (instants, record, &first))
    {
      add_stretch (record, first, instants->n, equity);
      return;
    }

  for (gsize i = 0; i < instants->n; i++)
    {
      if (j < record->n_points && record->known[j] == instants->known[i])
        last = record->equity[j++];
      equity[i] += last;
    }
}

static void
add_position_stretch (const DtRunRecord *record,
                      gsize              first,
                      gsize              n_instants,
                      guint32           *n_positions)
{
  const guint32 *restrict values = record->n_positions;
  guint32 *restrict sums = n_positions + first;
  guint32 last = values[record->n_points - 1];

  for (gsize i = 0; i < record->n_points; i++)
    sums[i] += values[i];
  for (gsize i = first + record->n_points; i < n_instants; i++)
    n_positions[i] += last;
}

static void
add_positions (const Instants    *instants,
               const DtRunRecord *record,
               guint32           *n_positions)
{
  guint32 n_last = 0;
  gsize j = 0, first;

  if (is_stretch (instants, record, &first))
    {
      add_position_stretch (record, first, instants->n, n_positions);
      return;
    }

  for (gsize i = 0; i < instants->n; i++)
    {
      if (j < record->n_points && record->known[j] == instants->known[i])
        n_last = record->n_positions[j++];
      n_positions[i] += n_last;
    }
}

static void
add_benchmark (const Instants    *instants,
               const DtRunRecord *record,
               double             weight,
               double            *benchmark)
{
  double base = NAN, growth = 1.;
  gsize j = 0;

  for (gsize i = 0; i < instants->n; i++)
    {
      if (j < record->n_points && record->known[j] == instants->known[i])
        {
          double value = record->benchmark[j];

          if (isnan (base) && j + 1 >= record->first_decision)
            base = value;
          if (!isnan (base) && !isnan (value))
            growth = value / base;
          j++;
        }
      benchmark[i] += weight * growth;
    }
}

static double
find_exposure (const DtRunRecord *records,
               gsize              n_records)
{
  gsize n_points = 0, n_exposed = 0;

  for (gsize i = 0; i < n_records; i++)
    {
      for (gsize j = 0; j < records[i].n_points; j++)
        n_exposed += records[i].n_positions[j] > 0;
      n_points += records[i].n_points;
    }

  return n_points > 0 ? (double) n_exposed / n_points : NAN;
}

static void
merge_equity (DtEquityCurve     *curve,
              Instants          *instants,
              const DtRunRecord *records,
              gsize              n_records)
{
  double *equity;

  for (gsize i = 0; i < n_records; i++)
    merge_instants (instants, &records[i]);

  equity = g_new0 (double, instants->n);
  for (gsize i = 0; i < n_records; i++)
    add_equity (instants, &records[i], equity);

  curve->n_points = instants->n;
  curve->time = curve->owned[0] = instants->time;
  curve->known = curve->owned[1] = instants->known;
  curve->equity = curve->owned[2] = equity;
}

static void
merge_others (DtEquityCurve     *curve,
              const Instants    *instants,
              const DtRunRecord *records,
              gsize              n_records)
{
  guint32 *n_positions = g_new0 (guint32, instants->n);
  double *benchmark = NULL;
  gsize n_benchmarks = 0;

  for (gsize i = 0; i < n_records; i++)
    n_benchmarks += records[i].benchmark != NULL;
  if (n_benchmarks > 0)
    benchmark = g_new0 (double, instants->n);

  for (gsize i = 0; i < n_records; i++)
    {
      add_positions (instants, &records[i], n_positions);
      if (records[i].benchmark != NULL)
        add_benchmark (instants, &records[i], 1. / n_benchmarks, benchmark);
    }

  curve->n_positions = curve->owned[3] = n_positions;
  curve->benchmark = curve->owned[4] = benchmark;
}

static void
set_equity (DtEquityCurve     *curve,
            Instants          *instants,
            const DtRunRecord *records,
            gsize              n_records)
{
  *curve = (DtEquityCurve) { .exposure = NAN };
  for (gsize i = 0; i < n_records; i++)
    curve->deposit += dt_money_to_double (records[i].spec->cash);

  if (n_records != 1)
    {
      merge_equity (curve, instants, records, n_records);
      return;
    }

  curve->n_points = records->n_points;
  curve->time = records->time;
  curve->known = records->known;
  curve->equity = records->equity;
}

/**
 * dt_equity_curve_init:
 * @curve: (out): the curve; borrows from @records, which must outlive it
 * @records: one for each account of the run, in the order of their symbols
 */
void
dt_equity_curve_init (DtEquityCurve     *curve,
                      const DtRunRecord *records,
                      gsize              n_records)
{
  Instants instants = { 0 };

  set_equity (curve, &instants, records, n_records);
  curve->exposure = find_exposure (records, n_records);
  if (n_records != 1)
    {
      merge_others (curve, &instants, records, n_records);
      return;
    }

  curve->n_positions = records->n_positions;
  curve->benchmark = records->benchmark;
  curve->first_decision = records->first_decision;
}

/* The line alone, for those who make many: no positions, no benchmark, no exposure. */
void
dt_equity_curve_init_line (DtEquityCurve     *curve,
                           const DtRunRecord *records,
                           gsize              n_records)
{
  Instants instants = { 0 };

  set_equity (curve, &instants, records, n_records);
}

void
dt_equity_curve_clear (DtEquityCurve *curve)
{
  for (guint i = 0; i < G_N_ELEMENTS (curve->owned); i++)
    g_clear_pointer (&curve->owned[i], g_free);
}
