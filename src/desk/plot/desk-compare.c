/* desk-compare.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-plot"

#include "config.h"

#include <math.h>

#include "desk-compare.h"

#define WIDTH 1.5

struct _DeskCompare
{
  char        *name;
  DtBarSeries *other;
  gsize        n_other;     /* that are known */

  double      *values;      /* of the other, a bar of the chart's each */
  gsize        n;
  gsize        n_allocated;
  gsize        next;        /* of the other: the first that is not known at bar n − 1 */
  DeskPyramid *extremes;
};

DeskCompare *
desk_compare_new (const char  *name,
                  DtBarSeries *other)
{
  DeskCompare *compare = g_new0 (DeskCompare, 1);

  compare->name = g_strdup (name);
  compare->other = dt_bar_series_ref (other);
  compare->extremes = desk_pyramid_new ();
  return compare;
}

void
desk_compare_free (DeskCompare *compare)
{
  if (compare == NULL)
    return;

  desk_pyramid_free (compare->extremes);
  dt_bar_series_unref (compare->other);
  g_free (compare->values);
  g_free (compare->name);
  g_free (compare);
}

const char *
desk_compare_get_name (DeskCompare *compare)
{
  return compare->name;
}

void
desk_compare_reset (DeskCompare *compare)
{
  compare->n = compare->next = 0;
  desk_pyramid_update (compare->extremes, NULL, NULL, NULL, 0);
}

void
desk_compare_set_known (DeskCompare *compare,
                        gsize        n_other)
{
  n_other = MIN (n_other, compare->other->n_bars);
  if (n_other < compare->n_other)
    desk_compare_reset (compare);
  compare->n_other = n_other;
}

void
desk_compare_update (DeskCompare       *compare,
                     const DtBarSeries *series,
                     gsize              n,
                     gsize              n_closed)
{
  const DtBarSeries *other = compare->other;
  gsize next;

  if (n_closed < compare->n)
    desk_compare_reset (compare);
  if (n > compare->n_allocated)
    {
      compare->n_allocated = MAX (n, compare->n_allocated + compare->n_allocated / 2);
      compare->values = g_renew (double, compare->values, compare->n_allocated);
    }

  next = compare->next;
  for (gsize i = compare->n; i < n; i++)
    {
      while (next < compare->n_other && other->known[next] <= series->known[i])
        next++;
      compare->values[i] = next > 0 ? other->close[next - 1] : NAN;
      if (i < n_closed)
        compare->next = next;
    }

  /* Of the bar at the clock the other's may come a moment later: it is looked at again */
  compare->n = MIN (n_closed, n > 0 ? n - 1 : 0);
  if (compare->n == 0)
    compare->next = 0;
  desk_pyramid_update (compare->extremes, compare->values, compare->values, NULL, n);
  desk_pyramid_forget (compare->extremes, compare->n);
}

static gint64
first_of_both (DeskCompare       *compare,
               const DtBarSeries *series,
               gint64             first,
               gint64             end)
{
  for (gint64 i = first; i < end; i++)
    if (compare->values[i] > 0 && series->close[i] > 0)
      return i;

  return -1;
}

double
desk_compare_factor (DeskCompare       *compare,
                     const DtBarSeries *series,
                     gint64             first,
                     gint64             end)
{
  gint64 i = first_of_both (compare, series, first, end);

  return i >= 0 ? compare->values[i] / series->close[i] : NAN;
}

gboolean
desk_compare_range (DeskCompare *compare,
                    double       factor,
                    gint64       first,
                    gint64       end,
                    double      *low,
                    double      *high)
{
  if (!(factor > 0) || !desk_pyramid_range (compare->extremes, first, end, low, high))
    return FALSE;

  *low /= factor;
  *high /= factor;
  return TRUE;
}

double
desk_compare_change (DeskCompare       *compare,
                     const DtBarSeries *series,
                     gint64             first,
                     gint64             bar)
{
  gint64 i = first_of_both (compare, series, first, bar + 1);

  return i >= 0 ? compare->values[bar] / compare->values[i] - 1 : NAN;
}

/* On a scale of its own, on which the same places are the same changes. */
void
desk_compare_draw (DeskCompare   *compare,
                   DeskPlot      *plot,
                   GtkSnapshot   *snapshot,
                   double         factor,
                   const GdkRGBA *colour)
{
  DeskPlot own = *plot;

  if (!(factor > 0))
    return;

  own.scale.low *= factor;
  own.scale.high *= factor;
  desk_stroke_draw (&own, snapshot, &(DeskLine) { compare->values, compare->extremes, *colour,
                                                  WIDTH }, 1);
}
