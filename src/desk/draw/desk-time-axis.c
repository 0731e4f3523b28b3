/* desk-time-axis.c - ticks of times under bars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-draw"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-axis.h"

/* Days since 1970; some weeks before the last that DtTime holds. */
#define LAST_DATE 106600

typedef enum
{
  UNIT_CLOCK,
  UNIT_DAY,
  UNIT_MONTH,
  UNIT_YEAR,
} Unit;

typedef struct
{
  Unit   unit;
  gint64 count;       /* nanoseconds for UNIT_CLOCK, else days, months or years */
} Rank;

/* From the coarsest on, so that a year is never in the way of a month but the reverse. 7 days are
 * counted from a Monday. */
static const Rank ranks[] = {
  { UNIT_YEAR, 50 }, { UNIT_YEAR, 20 }, { UNIT_YEAR, 10 }, { UNIT_YEAR, 5 }, { UNIT_YEAR, 2 },
  { UNIT_YEAR, 1 },
  { UNIT_MONTH, 6 }, { UNIT_MONTH, 3 }, { UNIT_MONTH, 1 },
  { UNIT_DAY, 14 }, { UNIT_DAY, 7 }, { UNIT_DAY, 1 },
  { UNIT_CLOCK, 4 * DT_HOUR }, { UNIT_CLOCK, 2 * DT_HOUR }, { UNIT_CLOCK, DT_HOUR },
  { UNIT_CLOCK, 30 * DT_MINUTE }, { UNIT_CLOCK, 15 * DT_MINUTE }, { UNIT_CLOCK, 10 * DT_MINUTE },
  { UNIT_CLOCK, 5 * DT_MINUTE }, { UNIT_CLOCK, 2 * DT_MINUTE }, { UNIT_CLOCK, DT_MINUTE },
  { UNIT_CLOCK, 30 * DT_SECOND }, { UNIT_CLOCK, 15 * DT_SECOND }, { UNIT_CLOCK, 5 * DT_SECOND },
  { UNIT_CLOCK, DT_SECOND },
};

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
static const char *const weekdays[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };

typedef struct
{
  const DtTime *time;
  gsize         n;
  gint64        first;
  gint64        last;
  double        origin;
  double        step;
  double        spacing;
  DeskTick     *ticks;
  gint64        bars[DESK_AXIS_MAX_TICKS];
  guint         n_ticks;
  Unit          finest;
} TimeAxis;

/* The first bar that starts at @time or later, from @from on. Bars that follow each other are near:
 * strides double before the search halves them. */
static gint64
find_bar (const TimeAxis *axis,
          gint64          from,
          DtTime          time)
{
  gint64 low = from, high = from, stride = 1;

  while (high < (gint64) axis->n && axis->time[high] < time)
    {
      low = high + 1;
      high += stride;
      stride *= 2;
    }
  high = MIN (high, (gint64) axis->n);

  while (low < high)
    {
      gint64 middle = low + (high - low) / 2;

      if (axis->time[middle] < time)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static int
floor_to (int value,
          int count)
{
  return value - ((value % count) + count) % count;
}

/* Midnight of a New York date; nanoseconds of 64 bits end in 2262. */
static DtTime
start_of (DtDate date)
{
  return date < LAST_DATE ? dt_time_from_new_york (date, 0) : G_MAXINT64;
}

/* Start of the rank's period after the one that @time is in. */
static DtTime
next_period (const Rank *rank,
             DtTime      time)
{
  gint64 since_midnight;
  DtDate date = dt_time_get_new_york_date (time, &since_midnight);
  int year, month, day, whole;

  if (date >= LAST_DATE)
    return G_MAXINT64;

  dt_date_get_ymd (date, &year, &month, &day);
  switch (rank->unit)
    {
    case UNIT_CLOCK:
      return time - since_midnight % rank->count + rank->count;
    case UNIT_DAY:
      /* 1970-01-01 was a Thursday, 1970-01-05 a Monday */
      return start_of (rank->count == 1 ? date + 1
                       : floor_to (date - 4, (int) rank->count) + 4 + (int) rank->count);
    case UNIT_MONTH:
      whole = floor_to (month - 1, (int) rank->count) + (int) rank->count;
      return start_of (dt_date_new (year + whole / 12, whole % 12 + 1, 1));
    case UNIT_YEAR:
      return start_of (dt_date_new (floor_to (year, (int) rank->count) + (int) rank->count, 1, 1));
    default:
      g_assert_not_reached ();
    }
}

/* The coarsest unit that changes between bar @i and the one before; the first bar of all begins its
 * day, but is no reason to say that a year began. */
static Unit
unit_of_bar (const TimeAxis *axis,
             gint64          i)
{
  int year, month, day, year_before, month_before, day_before;
  DtDate date = dt_time_get_new_york_date (axis->time[i], NULL), before;

  if (i == 0)
    return UNIT_DAY;

  before = dt_time_get_new_york_date (axis->time[i - 1], NULL);
  if (date == before)
    return UNIT_CLOCK;

  dt_date_get_ymd (date, &year, &month, &day);
  dt_date_get_ymd (before, &year_before, &month_before, &day_before);
  return year != year_before ? UNIT_YEAR : month != month_before ? UNIT_MONTH : UNIT_DAY;
}

static double
position (const TimeAxis *axis,
          gint64          bar)
{
  return axis->origin + bar * axis->step;
}

/* Where the tick of @bar would stand in the list; %FALSE when a neighbour is too near. */
static gboolean
find_room (const TimeAxis *axis,
           gint64          bar,
           guint          *place)
{
  guint k = axis->n_ticks;

  while (k > 0 && axis->bars[k - 1] > bar)
    k--;

  *place = k;
  return axis->n_ticks < DESK_AXIS_MAX_TICKS
         && (k == 0 || (bar - axis->bars[k - 1]) * axis->step >= axis->spacing)
         && (k == axis->n_ticks || (axis->bars[k] - bar) * axis->step >= axis->spacing);
}

static void
insert (TimeAxis *axis,
        gint64    bar,
        Unit      unit)
{
  guint place;

  if (!find_room (axis, bar, &place))
    return;

  memmove (&axis->bars[place + 1], &axis->bars[place],
           (axis->n_ticks - place) * sizeof axis->bars[0]);
  axis->bars[place] = bar;
  axis->n_ticks++;
  axis->finest = MIN (axis->finest, unit);
}

/* Whether two neighbours of this rank have room between them, somewhere in what is seen. */
static gboolean
has_room (const TimeAxis *axis,
          const Rank     *rank)
{
  for (int k = 0; k < 8; k++)
    {
      gint64 bar = axis->first + (axis->last - axis->first) * k / 8;
      gint64 from = find_bar (axis, bar, next_period (rank, axis->time[bar]));
      gint64 to;

      if (from >= (gint64) axis->n)
        break;
      to = find_bar (axis, from, next_period (rank, axis->time[from]));
      if ((to - from) * axis->step >= axis->spacing)
        return TRUE;
    }

  return FALSE;
}

/* What is seen can be less than a period long; then any boundary in it is welcome. */
static gboolean
is_rare (const TimeAxis *axis,
         const Rank     *rank)
{
  return next_period (rank, next_period (rank, axis->time[axis->first]))
         > axis->time[axis->last];
}

static void
add_rank (TimeAxis   *axis,
          const Rank *rank)
{
  gint64 stride = MAX (1, (gint64) (axis->spacing / axis->step));
  gint64 bar = axis->first;

  if (bar > 0)
    bar = find_bar (axis, bar, next_period (rank, axis->time[bar - 1]));
  else if (rank->unit > UNIT_DAY || rank->count > DT_HOUR)
    bar = find_bar (axis, 0, next_period (rank, axis->time[0]));

  while (bar <= axis->last)
    {
      gint64 beyond = bar + 1;
      guint place;

      if (find_room (axis, bar, &place))
        {
          insert (axis, bar, rank->unit);
          beyond = bar + stride;
        }
      if (beyond > axis->last)
        break;
      bar = find_bar (axis, beyond, next_period (rank, axis->time[beyond - 1]));
    }
}

static void
write_label (const TimeAxis *axis,
             gint64          bar,
             DeskTick       *tick)
{
  gint64 since_midnight;
  DtDate date = dt_time_get_new_york_date (axis->time[bar], &since_midnight);
  Unit unit = unit_of_bar (axis, bar);
  int year, month, day, seconds = (int) (since_midnight / DT_SECOND);

  dt_date_get_ymd (date, &year, &month, &day);
  tick->position = position (axis, bar);
  tick->day = unit > UNIT_CLOCK;
  tick->strong = unit > axis->finest && tick->day;

  if (unit == UNIT_CLOCK)
    {
      if (seconds % 60 == 0)
        g_snprintf (tick->label, sizeof tick->label, "%02d:%02d", seconds / 3600,
                    seconds / 60 % 60);
      else
        g_snprintf (tick->label, sizeof tick->label, "%02d:%02d:%02d", seconds / 3600,
                    seconds / 60 % 60, seconds % 60);
    }
  else if (unit == UNIT_YEAR)
    g_snprintf (tick->label, sizeof tick->label, "%d", year);
  else if (axis->finest == UNIT_CLOCK || bar == 0 || (seconds != 0 && axis->finest == UNIT_DAY))
    g_snprintf (tick->label, sizeof tick->label, "%d %s", day, months[month - 1]);
  else if (unit == UNIT_MONTH)
    g_strlcpy (tick->label, months[month - 1], sizeof tick->label);
  else
    g_snprintf (tick->label, sizeof tick->label, "%d", day);
}

/**
 * desk_axis_time_ticks:
 * @time: (array length=n): starts of the bars, rising
 * @n: how many bars there are
 * @first: first bar in sight
 * @last: last bar in sight
 * @origin: pixel of the centre of bar 0
 * @step: pixels from bar to bar, above 0
 * @spacing: least pixels between ticks
 * @ticks: (out): room for %DESK_AXIS_MAX_TICKS, filled from the left on
 *
 * The coarsest units are placed first, finer ones where there is room between them. A unit that is
 * nowhere @spacing long is left out altogether, so that what is left is regular.
 *
 * Returns: how many are filled
 */
guint
desk_axis_time_ticks (const DtTime *time,
                      gsize         n,
                      gint64        first,
                      gint64        last,
                      double        origin,
                      double        step,
                      double        spacing,
                      DeskTick     *ticks)
{
  TimeAxis axis = { time, n, MAX (first, 0), MIN (last, (gint64) n - 1), origin, step, spacing,
                    ticks, { 0 }, 0, UNIT_YEAR };

  g_return_val_if_fail (ticks != NULL && step > 0, 0);

  if (axis.first > axis.last)
    return 0;

  axis.spacing = MAX (spacing, (axis.last - axis.first) * step / (DESK_AXIS_MAX_TICKS - 2));
  for (guint k = 0; k < G_N_ELEMENTS (ranks); k++)
    if (is_rare (&axis, &ranks[k]) || has_room (&axis, &ranks[k]))
      add_rank (&axis, &ranks[k]);

  for (guint k = 0; k < axis.n_ticks; k++)
    write_label (&axis, axis.bars[k], &ticks[k]);
  return axis.n_ticks;
}

/**
 * desk_axis_format_time:
 * @time: the start of a bar
 * @clock: whether the time of day matters
 * @label: (out): the text, "Mon 11 Feb 2019" or "Mon 11 Feb 09:31" in New York time
 *
 * Returns: @label
 */
char *
desk_axis_format_time (DtTime   time,
                       gboolean clock,
                       char     label[DESK_AXIS_LABEL_SIZE])
{
  gint64 since_midnight;
  DtDate date = dt_time_get_new_york_date (time, &since_midnight);
  const char *weekday = weekdays[dt_date_get_weekday (date)];
  int year, month, day, minutes = (int) (since_midnight / DT_MINUTE);

  dt_date_get_ymd (date, &year, &month, &day);
  if (clock)
    g_snprintf (label, DESK_AXIS_LABEL_SIZE, "%s %d %s %02d:%02d", weekday, day,
                months[month - 1], minutes / 60, minutes % 60);
  else
    g_snprintf (label, DESK_AXIS_LABEL_SIZE, "%s %d %s %d", weekday, day, months[month - 1], year);

  return label;
}
