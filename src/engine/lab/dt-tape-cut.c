/* dt-tape-cut.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-lab"

#include "config.h"

#include <string.h>

#include "dt-tape-cut.h"

static int
compare_sessions (gconstpointer a,
                  gconstpointer b)
{
  const DtTapeSession *left = a, *right = b;

  return (left->date > right->date) - (left->date < right->date);
}

static void
add_sessions (GArray            *sessions,
              const DtBarSeries *series,
              DtTime             from)
{
  guint first = sessions->len;

  for (gsize i = 0; i < series->n_bars; i++)
    {
      DtTapeSession session = { dt_time_get_new_york_date (series->time[i], NULL),
                                series->known[i] };

      if (from != DT_TIME_NONE && session.known <= from)
        continue;
      if (sessions->len > first
          && g_array_index (sessions, DtTapeSession, sessions->len - 1).date == session.date)
        g_array_index (sessions, DtTapeSession, sessions->len - 1).known = session.known;
      else
        g_array_append_val (sessions, session);
    }
}

GArray *
dt_tape_list_sessions (DtTapeSet *tape)
{
  GArray *sessions = g_array_new (FALSE, FALSE, sizeof (DtTapeSession));
  guint n = 0;

  for (guint i = 0; i < tape->n_lanes; i++)
    if (tape->lanes[i].role == DT_LANE_BASE)
      add_sessions (sessions, tape->lanes[i].series, tape->from);

  g_array_sort (sessions, compare_sessions);
  for (guint i = 0; i < sessions->len; i++)
    {
      const DtTapeSession *session = &g_array_index (sessions, DtTapeSession, i);
      DtTapeSession *last = n > 0 ? &g_array_index (sessions, DtTapeSession, n - 1) : NULL;

      if (last != NULL && last->date == session->date)
        last->known = MAX (last->known, session->known);
      else
        g_array_index (sessions, DtTapeSession, n++) = *session;
    }
  g_array_set_size (sessions, n);

  return sessions;
}

/* Bars known at @until; known times rise. */
static gsize
count_known (const DtBarSeries *series,
             DtTime             until)
{
  gsize low = 0, high = series->n_bars;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (series->known[middle] <= until)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static DtBarSeries *
cut_series (DtBarSeries *series,
            gsize        n)
{
  DtBarSeries *cut;

  if (n == series->n_bars)
    return dt_bar_series_ref (series);

  cut = dt_bar_series_new (series->symbol, series->timeframe, n);
  dt_series_identity_clear (&cut->identity);
  dt_series_identity_copy (&series->identity, &cut->identity);
  memcpy (cut->time, series->time, n * sizeof *cut->time);
  memcpy (cut->known, series->known, n * sizeof *cut->known);
  memcpy (cut->open, series->open, n * sizeof *cut->open);
  memcpy (cut->high, series->high, n * sizeof *cut->high);
  memcpy (cut->low, series->low, n * sizeof *cut->low);
  memcpy (cut->close, series->close, n * sizeof *cut->close);
  memcpy (cut->volume, series->volume, n * sizeof *cut->volume);
  cut->n_bars = n;

  return cut;
}

static char *
hash_cut (const DtTapeSet *tape,
          DtTime           from,
          DtTime           until)
{
  g_autofree char *text = g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                                           tape->hash != NULL ? tape->hash : "", from, until);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

DtTapeSet *
dt_tape_cut (DtTapeSet *tape,
             DtTime     from,
             DtTime     until)
{
  DtTapeSet *cut = g_new0 (DtTapeSet, 1);

  g_atomic_ref_count_init (&cut->ref_count);
  cut->lanes = g_new (DtLane, MAX (tape->n_lanes, 1));
  for (guint i = 0; i < tape->n_lanes; i++)
    {
      gsize n = count_known (tape->lanes[i].series, until);

      if (n == 0)
        continue;
      cut->lanes[cut->n_lanes] = tape->lanes[i];
      if (tape->lanes[i].actions != NULL)
        dt_action_list_ref (tape->lanes[i].actions);
      cut->lanes[cut->n_lanes++].series = cut_series (tape->lanes[i].series, n);
    }

  cut->n_instruments = tape->n_instruments;
  cut->instruments = g_new (DtInstrument *, MAX (tape->n_instruments, 1));
  for (guint i = 0; i < tape->n_instruments; i++)
    cut->instruments[i] = dt_instrument_copy (tape->instruments[i]);

  cut->timeframe = tape->timeframe;
  cut->from = from;
  cut->to = tape->to;
  cut->notes = g_ptr_array_ref (tape->notes);
  cut->hash = hash_cut (tape, from, until);
  return cut;
}
