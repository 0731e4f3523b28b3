/* dt-csv-finish.c - from rows as they stood in the file to series
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#include <string.h>

#include "dt-calendar.h"
#include "dt-csv-parser.h"

#define N_CACHED 8192

/* A step between bars counts as common from this share of all steps on. */
#define COMMON_SHARE 0.05

/* The same sessions come again for every symbol, and the calendar is asked once for each. */
typedef struct
{
  DtTime time;
  DtTime known;
} CachedKnown;

typedef struct
{
  DtDate date;
  DtTime midnight;
} CachedDate;

typedef struct
{
  DtCsvParser *parser;
  DtTimeframe  timeframe;
  DtStamp      stamp;
  CachedKnown  cached[N_CACHED];
  CachedDate   dates[N_CACHED];
} Finish;

static void
note (DtCsvParser *parser,
      const char  *format,
      ...) G_GNUC_PRINTF (2, 3);

static void
note (DtCsvParser *parser,
      const char  *format,
      ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (parser->table->notes, g_strdup_vprintf (format, args));
  va_end (args);
}

/* Order */

typedef struct
{
  DtTime  time;
  guint32 line;
  gsize   place;
} SortKey;

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const SortKey *x = a, *y = b;

  if (x->time != y->time)
    return x->time < y->time ? -1 : 1;
  return (x->line > y->line) - (x->line < y->line);
}

/* All columns are eight bytes wide, so one function permutes them. */
static void
permute (gpointer       column,
         const SortKey *keys,
         gsize          n,
         guint64       *held)
{
  guint64 *values = column;

  for (gsize i = 0; i < n; i++)
    held[i] = values[keys[i].place];
  memcpy (values, held, n * sizeof *held);
}

static void
sort_rows (DtCsvRows *rows)
{
  DtBarSeries *series = rows->series;
  gsize n = series->n_bars;
  g_autofree SortKey *keys = g_new (SortKey, n);
  g_autofree guint64 *held = g_new (guint64, n);

  for (gsize i = 0; i < n; i++)
    keys[i] = (SortKey) { series->time[i], rows->lines[i], i };
  qsort (keys, n, sizeof *keys, compare_keys);

  permute (series->time, keys, n, held);
  permute (series->known, keys, n, held);
  permute (series->open, keys, n, held);
  permute (series->high, keys, n, held);
  permute (series->low, keys, n, held);
  permute (series->close, keys, n, held);
  permute (series->volume, keys, n, held);
  for (gsize i = 0; i < n; i++)
    rows->lines[i] = keys[i].line;
}

/* Most symbols of a table have the same days: what is found out about one is so for all that come
 * next to it with the same stamps. */
static gboolean
has_same_stamps (const DtCsvRows *a,
                 const DtCsvRows *b)
{
  gsize n = a->series->n_bars;

  return n > 0 && n == b->series->n_bars
         && memcmp (a->series->time, b->series->time, n * sizeof (DtTime)) == 0
         && memcmp (a->series->known, b->series->known, n * sizeof (DtTime)) == 0;
}

/* How many symbols have the same stamps, from @first on. */
static guint
count_same (const DtCsvParser *parser,
            guint              first)
{
  guint n = 1;

  while (first + n < parser->rows->len
         && has_same_stamps (&g_array_index (parser->rows, DtCsvRows, first),
                             &g_array_index (parser->rows, DtCsvRows, first + n)))
    n++;

  return n;
}

/* Timeframe */

typedef struct
{
  gint64  step;
  guint64 count;
} Step;

static int
compare_steps (gconstpointer a,
               gconstpointer b)
{
  const Step *x = a, *y = b;

  return (x->step > y->step) - (x->step < y->step);
}

/* Steps mostly repeat the one before, then one of a few. */
static void
count_step (GArray *steps,
            gint64  step,
            guint   n_times)
{
  Step fresh = { step, n_times };

  for (guint i = 0; i < MIN (steps->len, 64); i++)
    {
      Step *known = &g_array_index (steps, Step, i);

      if (known->step == step)
        {
          known->count += n_times;
          return;
        }
    }

  g_array_append_val (steps, fresh);
}

static GArray *
count_steps (DtCsvParser *parser,
             guint64     *n_steps)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));

  *n_steps = 0;
  for (guint i = 0, n_same; i < parser->rows->len; i += n_same)
    {
      const DtBarSeries *series = g_array_index (parser->rows, DtCsvRows, i).series;

      n_same = count_same (parser, i);
      for (gsize bar = 1; bar < series->n_bars; bar++)
        if (series->time[bar] > series->time[bar - 1])
          {
            count_step (steps, series->time[bar] - series->time[bar - 1], n_same);
            *n_steps += n_same;
          }
    }

  return steps;
}

/* The smallest step that is common; 0 when no symbol has two bars. */
static gint64
find_common_step (DtCsvParser *parser)
{
  guint64 n_steps, run = 0;
  g_autoptr(GArray) steps = count_steps (parser, &n_steps);

  g_array_sort (steps, compare_steps);
  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);

      /* Equal steps may stand in several places when there were very many kinds */
      run = i > 0 && step[-1].step == step->step ? run + step->count : step->count;
      if (run >= COMMON_SHARE * n_steps)
        return step->step;
    }

  return steps->len > 0 ? g_array_index (steps, Step, 0).step : 0;
}

static gboolean
refuse_step (DtCsvParser  *parser,
             gint64        step,
             GError      **error)
{
  if (step == 0)
    g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION,
                 "The file %s does not show how long its bars are; give --timeframe",
                 parser->file);
  else
    g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION,
                 "The bars of the file %s are %g %s apart, which is no timeframe from a second to "
                 "a week; give --timeframe", parser->file,
                 (double) step / (step < DT_DAY ? DT_SECOND : DT_DAY),
                 step < DT_DAY ? "seconds" : "days");
  return FALSE;
}

/* Daily stamps are 23 to 25 hours apart where clocks change, and days over a weekend. */
static gboolean
step_to_timeframe (DtCsvParser  *parser,
                   gint64        step,
                   DtTimeframe  *timeframe,
                   GError      **error)
{
  if (step == 0 && !parser->has_clocks)
    *timeframe = DT_TIMEFRAME_DAY;
  else if (step >= 22 * DT_HOUR && step <= 5 * DT_DAY)
    *timeframe = DT_TIMEFRAME_DAY;
  else if (step > 5 * DT_DAY && step <= 8 * DT_DAY)
    *timeframe = DT_TIMEFRAME_WEEK;
  else if (step >= DT_SECOND && step <= 12 * DT_HOUR && step % DT_SECOND == 0)
    *timeframe = step / DT_SECOND;
  else
    return refuse_step (parser, step, error);

  return TRUE;
}

static gboolean
find_timeframe (Finish  *finish,
                GError **error)
{
  DtCsvParser *parser = finish->parser;
  DtTimeframe found = DT_TIMEFRAME_NONE, given = parser->options->timeframe;
  char a[DT_TIMEFRAME_BUF_SIZE], b[DT_TIMEFRAME_BUF_SIZE];
  gint64 step = find_common_step (parser);

  if (given == DT_TIMEFRAME_NONE)
    {
      if (!step_to_timeframe (parser, step, &finish->timeframe, error))
        return FALSE;
      note (parser, "Bars are found to be of timeframe %s.",
            dt_timeframe_to_string (finish->timeframe, a));
      return TRUE;
    }

  finish->timeframe = given;
  if (step == 0 || !step_to_timeframe (parser, step, &found, NULL) || found >= given)
    return TRUE;

  g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION,
               "The bars of the file %s are of timeframe %s, not %s as given", parser->file,
               dt_timeframe_to_string (found, a), dt_timeframe_to_string (given, b));
  return FALSE;
}

/* Stamps */

/* A bar that the close cuts short starts where the grid that began at the open says. */
static DtTime
start_of (Finish *finish,
          DtTime  end)
{
  gint64 length = finish->timeframe * DT_SECOND;
  DtSession session;

  if (dt_calendar_find_session (end - 1, &session) && end == session.close)
    {
      gint64 rest = (session.close - session.open) % length;

      if (rest != 0)
        return end - rest;
    }

  return end - length;
}

static inline DtTime
midnight_of (Finish *finish,
             DtDate  date)
{
  CachedDate *cached = &finish->dates[(guint32) date % N_CACHED];

  if (G_UNLIKELY (cached->date != date))
    {
      cached->date = date;
      cached->midnight = dt_time_from_new_york (date, 0);
    }

  return cached->midnight;
}

/* Midnight New York of the session that a daily bar is of; of Monday for a week. */
static DtTime
start_of_day (Finish *finish,
              DtTime  time,
              DtTime  written)
{
  DtDate date = finish->parser->has_clocks ? dt_time_get_new_york_date (time, NULL)
                                           : (DtDate) (written / DT_DAY);

  if (written < 0 && !finish->parser->has_clocks && written % DT_DAY != 0)
    date--;
  if (finish->timeframe == DT_TIMEFRAME_WEEK)
    date -= (dt_date_get_weekday (date) + 6) % 7;

  return midnight_of (finish, date);
}

static inline DtTime
known_of (Finish *finish,
          DtTime  start)
{
  guint64 hash = (guint64) start * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  CachedKnown *cached = &finish->cached[hash >> 51];

  if (G_UNLIKELY (cached->time != start))
    {
      cached->time = start;
      cached->known = dt_calendar_bar_known (start, finish->timeframe);
    }

  return cached->known;
}

static void
reject_bar (Finish    *finish,
            DtCsvRows *rows,
            gsize      i,
            DtTime     written)
{
  DtCsvParser *parser = finish->parser;
  char text[DT_TIME_BUF_SIZE];

  if (parser->has_clocks)
    dt_time_to_string (written, text);
  else
    dt_date_to_string (written / DT_DAY, text);
  dt_csv_parser_reject (parser, rows->lines[i],
                        parser->columns.names[parser->columns.place[DT_CSV_TIME]], text, -1,
                        "repeats an earlier row's stamp of %s", rows->series->symbol);
}

static void
move_bar (DtBarSeries *series,
          gsize        from,
          gsize        to)
{
  series->open[to] = series->open[from];
  series->high[to] = series->high[from];
  series->low[to] = series->low[from];
  series->close[to] = series->close[from];
  series->volume[to] = series->volume[from];
}

/* Stamps become starts and known times; bars that repeat one, or end when one before does, go.
 * FALSE when some did. */
static gboolean
convert_rows (Finish    *finish,
              DtCsvRows *rows)
{
  DtBarSeries *series = rows->series;
  gboolean intraday = dt_timeframe_is_intraday (finish->timeframe);
  gsize n_kept = 0, n_bars = series->n_bars;

  for (gsize i = 0; i < n_bars; i++)
    {
      DtTime written = series->known[i], start = series->time[i], known;

      if (!intraday)
        start = start_of_day (finish, start, written);
      else if (finish->stamp == DT_STAMP_END)
        start = start_of (finish, start);
      known = known_of (finish, start);

      if (n_kept > 0 && (start <= series->time[n_kept - 1] || known <= series->known[n_kept - 1]))
        {
          reject_bar (finish, rows, i, written);
          continue;
        }
      series->time[n_kept] = start;
      series->known[n_kept] = known;
      if (n_kept < i)
        move_bar (series, i, n_kept);
      n_kept++;
    }

  series->n_bars = n_kept;
  return n_kept == n_bars;
}

static void
copy_stamps (const DtBarSeries *from,
             DtBarSeries       *to)
{
  memcpy (to->time, from->time, from->n_bars * sizeof (DtTime));
  memcpy (to->known, from->known, from->n_bars * sizeof (DtTime));
}

static void
convert_all (Finish *finish)
{
  DtCsvRows *rows = (DtCsvRows *) (gpointer) finish->parser->rows->data;

  for (guint i = 0, n_same; i < finish->parser->rows->len; i += n_same)
    {
      gboolean whole;

      n_same = count_same (finish->parser, i);
      whole = convert_rows (finish, &rows[i]);
      for (guint k = i + 1; k < i + n_same; k++)
        if (whole)
          copy_stamps (rows[i].series, rows[k].series);
        else
          convert_rows (finish, &rows[k]);
    }
}

/* Identity and what else is said of each series */

static void
set_identity (Finish      *finish,
              DtBarSeries *series,
              const char  *stem)
{
  const DtCsvOptions *options = finish->parser->options;
  DtSeriesIdentity identity = {
    .adjustment = options->adjustment,
    .as_of = options->adjustment == DT_ADJUSTMENT_RAW ? DT_DATE_NONE : options->as_of,
    .stamp = finish->stamp,
    .session = options->session,
    .zone = (char *) (options->zone != NULL ? options->zone : "America/New_York"),
    .source = (char *) (options->source != NULL ? options->source : stem),
  };

  dt_series_identity_clear (&series->identity);
  dt_series_identity_copy (&identity, &series->identity);
  series->timeframe = finish->timeframe;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  return strcmp (((const DtCsvRows *) a)->series->symbol, ((const DtCsvRows *) b)->series->symbol);
}

static int
compare_rejects (gconstpointer a,
                 gconstpointer b)
{
  const DtCsvReject *x = *(DtCsvReject *const *) a, *y = *(DtCsvReject *const *) b;

  return (x->line > y->line) - (x->line < y->line);
}

static void
note_all (Finish *finish)
{
  DtCsvParser *parser = finish->parser;

  if (finish->stamp == DT_STAMP_END && dt_timeframe_is_intraday (finish->timeframe))
    note (parser, "Bars are stamped at their end; they are stored by their start.");
  if (parser->table->n_resorted > 0)
    note (parser, "%" G_GUINT64_FORMAT " %s out of order and %s sorted.",
          parser->table->n_resorted, parser->table->n_resorted == 1 ? "row was" : "rows were",
          parser->table->n_resorted == 1 ? "is" : "are");
  if (parser->n_missing > 0)
    note (parser, "%" G_GUINT64_FORMAT " %s no value.", parser->n_missing,
          parser->n_missing == 1 ? "row has" : "rows have");
}

gboolean
dt_csv_parser_finish (DtCsvParser  *parser,
                      GError      **error)
{
  g_autofree Finish *finish = g_new0 (Finish, 1);
  DtCsvTable *table = parser->table;
  GPtrArray *rejects = table->rejects;

  if (table->n_rows == table->n_rejected)
    return TRUE;

  finish->parser = parser;
  finish->stamp = parser->columns.stamped_at_end ? DT_STAMP_END : parser->options->stamp;
  for (guint i = 0; i < N_CACHED; i++)
    {
      finish->cached[i].time = DT_TIME_NONE;
      finish->dates[i].date = DT_DATE_NONE;
    }

  g_array_sort (parser->rows, compare_rows);
  for (guint i = 0; i < parser->rows->len; i++)
    if (g_array_index (parser->rows, DtCsvRows, i).unsorted)
      sort_rows (&g_array_index (parser->rows, DtCsvRows, i));
  if (!find_timeframe (finish, error))
    return FALSE;

  convert_all (finish);
  for (guint i = 0; i < parser->rows->len; i++)
    {
      DtCsvRows *rows = &g_array_index (parser->rows, DtCsvRows, i);

      if (rows->series->n_bars == 0)
        continue;
      set_identity (finish, rows->series, parser->stem);
      g_ptr_array_add (table->series, g_steal_pointer (&rows->series));
    }

  g_ptr_array_sort (rejects, compare_rejects);
  if (rejects->len > DT_CSV_MAX_REJECTS)
    g_ptr_array_set_size (rejects, DT_CSV_MAX_REJECTS);
  note_all (finish);

  return TRUE;
}
