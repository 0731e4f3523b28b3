/* desk-chart-sessions.c - where sessions begin, and what was traded outside of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include "dt-calendar.h"

#include "desk-chart-private.h"

/* Pixels from session to session below which lines would be all that is seen. */
#define LEAST_SESSION 24
/* As many bars are looked at one by one; with more in sight a session has few pixels. */
#define MOST_BARS     20000

static const int dashes[] = { 2, 4, 0 };

/* Walks over bars, oldest first: the calendar is asked once a day. */
typedef struct
{
  DtSession session;
  gboolean  trades;     /* whether the day has a session */
  DtTime    midnight;   /* the day's end */
} Day;

static gboolean
is_outside (Day    *day,
            DtTime  time)
{
  if (time >= day->midnight)
    {
      DtDate date = dt_time_get_new_york_date (time, NULL);

      day->trades = dt_calendar_get_session (date, &day->session);
      day->midnight = dt_time_from_new_york (date + 1, 0);
    }

  return !day->trades || time < day->session.open || time >= day->session.close;
}

static int
left_edge (const DeskPlot *plot,
           gint64          bar)
{
  return desk_plot_x (plot, bar) - (int) (desk_plot_step (plot) / 2);
}

static void
shade (DeskChart   *self,
       GtkSnapshot *snapshot,
       gint64       first,
       gint64       end)
{
  DeskPlot *plot = &self->plot;
  int from = MAX (left_edge (plot, first), 0);
  int to = MIN (left_edge (plot, end), plot->width * plot->device);

  if (to > from)
    desk_plot_fill (plot, snapshot, &plot->colours->session, from, 0, to - from,
                    (plot->height + plot->below) * plot->device);
}

static gboolean
find_bars (DeskChart *self,
           gint64    *first,
           gint64    *end)
{
  return self->sessions && self->plot.clock && desk_plot_get_bars (&self->plot, first, end)
         && *end - *first <= MOST_BARS;
}

/* Runs of bars before the open and after the close. */
void
desk_chart_shade_sessions (DeskChart   *self,
                           GtkSnapshot *snapshot)
{
  Day day = { .midnight = G_MININT64 };
  gint64 first, end, from = -1;

  if (!find_bars (self, &first, &end))
    return;

  for (gint64 i = first; i < end; i++)
    {
      gboolean outside = is_outside (&day, self->series->time[i]);

      if (outside && from < 0)
        from = i;
      else if (!outside && from >= 0)
        {
          shade (self, snapshot, from, i);
          from = -1;
        }
    }
  if (from >= 0)
    shade (self, snapshot, from, end);
}

static void
draw_break (DeskChart   *self,
            GtkSnapshot *snapshot,
            gint64       bar)
{
  DeskPlot *plot = &self->plot;
  int x = left_edge (plot, bar);

  if (x >= 0 && x < plot->width * plot->device)
    desk_plot_draw_dashes (plot, snapshot, &plot->colours->dim_text, x, 0,
                           (plot->height + plot->below) * plot->device, TRUE, dashes);
}

/* Between the last bar of a day and the first of the next, where there is room. */
gboolean
desk_chart_find_breaks (DeskChart *self)
{
  double least = LEAST_SESSION * self->plot.device / desk_plot_step (&self->plot);
  gint64 first, end, before = G_MININT64 / 2;
  Day day = { .midnight = G_MININT64 };

  g_array_set_size (self->breaks, 0);
  if (!find_bars (self, &first, &end))
    return FALSE;

  for (gint64 i = MAX (first, 1); i < end; i++)
    {
      /* Looks at the day of the bar before, then whether this one is another day's */
      is_outside (&day, self->series->time[i - 1]);
      if (self->series->time[i] < day.midnight)
        continue;
      if (i - before >= least)
        g_array_append_val (self->breaks, i);
      before = i;
    }

  /* None before the first one was in sight: where no other found room it has none either */
  if (self->breaks->len == 1 && g_array_index (self->breaks, gint64, 0) != before)
    g_array_set_size (self->breaks, 0);

  return self->breaks->len > 0;
}

void
desk_chart_draw_sessions (DeskChart   *self,
                          GtkSnapshot *snapshot)
{
  for (guint i = 0; i < self->breaks->len; i++)
    draw_break (self, snapshot, g_array_index (self->breaks, gint64, i));
}
