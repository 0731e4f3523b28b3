/* dt-session-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-market"

#include "config.h"

#include "dt-calendar.h"
#include "dt-session-view.h"

static const char *const kind_names[] = { "regular", "extended" };

const char *
dt_session_kind_to_string (DtSessionKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kind_names), NULL);

  return kind_names[kind];
}

gboolean
dt_session_kind_parse (const char    *text,
                       DtSessionKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_equal (text, kind_names[i]))
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}

static gsize
count_regular (const DtBarSeries *series)
{
  gsize n = 0;

  for (gsize i = 0; i < series->n_bars; i++)
    n += dt_calendar_find_session (series->time[i], NULL);

  return n;
}

/**
 * dt_bar_series_take_regular:
 * @series: daily and longer bars have no hours and are given back as they are
 *
 * The bars that begin in a session of the exchange: not before its open, and before its close,
 * which is early on half days. A bar that begins before the open and reaches into the session is
 * left out, for its prices are of both.
 *
 * Returns: (transfer full): @series itself when there is nothing to leave out
 */
DtBarSeries *
dt_bar_series_take_regular (DtBarSeries *series)
{
  DtBarSeries *regular;
  gsize n;

  if (!dt_timeframe_is_intraday (series->timeframe)
      || (n = count_regular (series)) == series->n_bars)
    return dt_bar_series_ref (series);

  regular = dt_bar_series_new (series->symbol, series->timeframe, n);
  dt_series_identity_copy (&series->identity, &regular->identity);
  regular->identity.session = DT_SESSION_REGULAR;
  for (gsize i = 0; i < series->n_bars; i++)
    {
      DtBar bar = dt_bar_series_get (series, i);

      if (dt_calendar_find_session (bar.time, NULL))
        dt_bar_series_append (regular, &bar, series->known[i]);
    }

  return regular;
}
