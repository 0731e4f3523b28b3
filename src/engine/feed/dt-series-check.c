/* dt-series-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-feed"

#include "config.h"

#include "dt-calendar.h"
#include "dt-series-check.h"

/* Day to day, a price that halves or doubles is a split, a spin-off or a slip more often than
 * trading. */
#define JUMP_DOWN 0.5
#define JUMP_UP   2.

#define N_KINDS (DT_FINDING_JUMP + 1)

static void
count_case (DtFinding *findings,
            DtFindingKind kind,
            DtTime     time)
{
  if (findings[kind].count++ == 0)
    findings[kind].first = time;
}

static gsize
find_bar_of_date (const DtBarSeries *series,
                  DtDate             date)
{
  return dt_bar_series_find (series, dt_time_from_new_york (date, 0));
}

/* Every session from the first bar to the last. */
static void
check_sessions (const DtBarSeries *series,
                DtFinding         *findings)
{
  DtDate last = dt_time_get_new_york_date (series->time[series->n_bars - 1], NULL);
  DtDate first = dt_time_get_new_york_date (series->time[0], NULL);
  gboolean intraday = dt_timeframe_is_intraday (series->timeframe);
  DtSession session;

  for (DtDate date = dt_calendar_next_session (first - 1);
       date != DT_DATE_NONE && date <= last;
       date = dt_calendar_next_session (date))
    {
      gsize n = find_bar_of_date (series, date + 1) - find_bar_of_date (series, date);
      DtTime midnight = dt_time_from_new_york (date, 0);

      if (n == 0)
        count_case (findings, DT_FINDING_MISSING_SESSION, midnight);
      else if (intraday && dt_calendar_get_session (date, &session)
               && n * 2 < (guint64) (session.close - session.open) / DT_SECOND
                           / series->timeframe)
        count_case (findings, DT_FINDING_SHORT_SESSION, midnight);
    }
}

static gboolean
is_off_session (const DtBarSeries *series,
                gsize              i)
{
  DtSession session;

  if (dt_timeframe_is_intraday (series->timeframe))
    return !dt_calendar_find_session (series->time[i], &session);

  return series->timeframe == DT_TIMEFRAME_DAY
         && !dt_calendar_get_session (dt_time_get_new_york_date (series->time[i], NULL), &session);
}

static gboolean
is_jump (const DtBarSeries *series,
         gsize              i)
{
  double ratio;

  if (i == 0 || series->close[i - 1] <= 0. || series->close[i] <= 0.)
    return FALSE;

  ratio = series->close[i] / series->close[i - 1];
  return ratio <= JUMP_DOWN || ratio >= JUMP_UP;
}

static gboolean
has_volume (const DtBarSeries *series)
{
  for (gsize i = 0; i < series->n_bars; i++)
    if (series->volume[i] > 0.)
      return TRUE;

  return FALSE;
}

static void
check_bars (const DtBarSeries *series,
            DtFinding         *findings)
{
  gboolean traded = has_volume (series);

  for (gsize i = 0; i < series->n_bars; i++)
    {
      if (is_off_session (series, i))
        count_case (findings, DT_FINDING_OFF_SESSION, series->time[i]);
      if (traded && series->volume[i] == 0.)
        count_case (findings, DT_FINDING_NO_VOLUME, series->time[i]);
      if (is_jump (series, i))
        count_case (findings, DT_FINDING_JUMP, series->time[i]);
    }
}

GArray *
dt_series_check (const DtBarSeries *series)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (DtFinding));
  DtFinding findings[N_KINDS] = { 0 };

  if (series->n_bars == 0)
    return found;

  if (series->timeframe <= DT_TIMEFRAME_DAY)
    check_sessions (series, findings);
  check_bars (series, findings);
  for (guint kind = 0; kind < N_KINDS; kind++)
    if (findings[kind].count > 0)
      {
        findings[kind].kind = kind;
        g_array_append_val (found, findings[kind]);
      }

  return found;
}

const char *
dt_finding_kind_to_string (DtFindingKind kind)
{
  static const char *const names[N_KINDS] = {
    "missing_session", "short_session", "off_session", "no_volume", "jump",
  };

  g_return_val_if_fail (kind < N_KINDS, NULL);

  return names[kind];
}

char *
dt_finding_dup_text (const DtFinding *finding)
{
  static const struct { const char *one, *many; } texts[N_KINDS] = {
    { "session has no bar", "sessions have no bar" },
    { "session has less than half of its bars", "sessions have less than half of their bars" },
    { "bar lies outside all sessions", "bars lie outside all sessions" },
    { "bar has no volume", "bars have no volume" },
    { "close is half or twice the one before", "closes are half or twice the one before" },
  };
  char date[DT_TIME_BUF_SIZE];

  dt_date_to_string (dt_time_get_new_york_date (finding->first, NULL), date);
  return g_strdup_printf ("%" G_GSIZE_FORMAT " %s, %s %s", finding->count,
                          finding->count == 1 ? texts[finding->kind].one
                                              : texts[finding->kind].many,
                          finding->count == 1 ? "on" : "the first on", date);
}
