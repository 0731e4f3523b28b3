/* dt-screen.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-screen"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-calendar.h"
#include "dt-json.h"
#include "dt-pool.h"
#include "dt-rule-instance.h"

#include "dt-screen.h"

G_DEFINE_QUARK (dt-screen-error-quark, dt_screen_error)

#define BEFORE_OPEN (9 * DT_HOUR)
/* A series that has nothing in so many days before the moment is another market's. */
#define RECENT      (7 * DT_DAY)

/* One instrument of the universe while it is looked at. */
typedef struct
{
  const DtBarSeries   *series;     /* (nullable): its bars */
  const DtBarSeries  **streams;    /* by stream of the program; NULL where there is none */
  gsize                n;          /* bars that were known by then */
  DtRuleInstance      *rules;      /* after the last of them */
  DtSessionTracker     tracker;
} Member;

typedef struct
{
  DtScreenFile  *file;
  DtTapeSet     *set;
  DtTime         moment;
  guint         *bases;            /* lanes */
  Member        *members;
  guint          n_members;
} Work;

DtTime
dt_screen_get_moment (DtDate date)
{
  return dt_time_from_new_york (date, BEFORE_OPEN);
}

/* Loading */

static DtTime
find_end (DtMarketStore *store,
          const char    *universe,
          DtTime         moment)
{
  g_autoptr(DtTape) tape = NULL;

  if (moment != DT_TIME_NONE || universe == NULL)
    return moment;

  tape = dt_market_store_dup_tape (store, universe, NULL);
  return tape != NULL ? tape->to : DT_TIME_NONE;
}

/* Who names symbols hears of those that have nothing of late, too; all that came before the range
 * is warm-up. */
static DtTapeSet *
load_range (DtTapeRequest          *request,
            DtMarketStore          *store,
            DtTime                  end,
            GFileProgressCallback   progress,
            gpointer                user_data,
            GCancellable           *cancellable,
            GError                **error)
{
  g_autoptr(GError) failure = NULL;
  DtTapeSet *set;

  if (end != DT_TIME_NONE)
    {
      request->from = end - RECENT;
      set = dt_tape_load (store, request, progress, user_data, cancellable, &failure);
      if (set != NULL)
        return set;
      if (!g_error_matches (failure, DT_FEED_ERROR, DT_FEED_ERROR_NO_DATA))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }

  request->from = dt_time_from_new_york (dt_date_new (1900, 1, 1), 0);
  return dt_tape_load (store, request, progress, user_data, cancellable, error);
}

DtTapeSet *
dt_screen_load (const DtScreenFile     *file,
                DtMarketStore          *store,
                const char             *universe,
                const char *const      *symbols,
                DtTime                  moment,
                GFileProgressCallback   progress,
                gpointer                user_data,
                GCancellable           *cancellable,
                GError                **error)
{
  DtTapeRequest request;
  guint n_streams;

  g_return_val_if_fail (file != NULL && store != NULL, NULL);

  if (universe == NULL && symbols == NULL)
    {
      g_set_error (error, DT_SCREEN_ERROR, DT_SCREEN_ERROR_REQUEST,
                   "“%s” names no universe to look at: name one, or symbols", file->name);
      return NULL;
    }

  dt_tape_request_init (&request);
  request.universe = universe;
  request.symbols = symbols;
  request.timeframe = file->timeframe;
  request.adjustment = DT_ADJUSTMENT_SPLIT;
  request.to = moment != DT_TIME_NONE ? moment + 1 : DT_TIME_NONE;
  request.streams = dt_rule_program_get_streams (file->program, &n_streams) + 1;
  request.n_streams = n_streams - 1;

  return load_range (&request, store, find_end (store, universe, moment), progress, user_data,
                     cancellable, error);
}

/* Members */

static const DtBarSeries *
find_lane (const DtTapeSet   *set,
           DtInstrumentIndex  instrument,
           DtTimeframe        timeframe)
{
  for (guint i = 0; i < set->n_lanes; i++)
    if (set->lanes[i].instrument == instrument && set->lanes[i].series->timeframe == timeframe)
      return set->lanes[i].series;

  return NULL;
}

static DtInstrumentIndex
find_instrument (const DtTapeSet *set,
                 const char      *symbol)
{
  for (guint i = 0; i < set->n_instruments; i++)
    if (g_str_equal (set->instruments[i]->symbol, symbol))
      return i;

  return DT_INSTRUMENT_INDEX_NONE;
}

/* Lanes of an instrument are beside each other, so those of its other timeframes are found from
 * one. */
static const DtBarSeries *
find_own (const DtTapeSet *set,
          guint            base,
          DtTimeframe      timeframe)
{
  DtInstrumentIndex instrument = set->lanes[base].instrument;
  guint first = base;

  while (first > 0 && set->lanes[first - 1].instrument == instrument)
    first--;
  for (guint i = first; i < set->n_lanes && set->lanes[i].instrument == instrument; i++)
    if (set->lanes[i].series->timeframe == timeframe)
      return set->lanes[i].series;

  return NULL;
}

/* Bars that were known at @moment. */
static gsize
count_known (const DtBarSeries *series,
             DtTime             moment)
{
  gsize low = 0, high = series->n_bars;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (series->known[middle] <= moment)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
fill_members (Work *work)
{
  guint n_streams, n = 0;
  const DtRuleStream *streams = dt_rule_program_get_streams (work->file->program, &n_streams);
  g_autofree const DtBarSeries **shared = g_new0 (const DtBarSeries *, n_streams);

  for (guint s = 1; s < n_streams; s++)
    if (streams[s].symbol != NULL)
      {
        DtInstrumentIndex instrument = find_instrument (work->set, streams[s].symbol);

        if (instrument != DT_INSTRUMENT_INDEX_NONE)
          shared[s] = find_lane (work->set, instrument,
                                 streams[s].timeframe != DT_TIMEFRAME_NONE
                                 ? streams[s].timeframe : work->set->timeframe);
      }

  for (guint i = 0; i < work->set->n_lanes; i++)
    {
      Member *member;

      if (work->set->lanes[i].role != DT_LANE_BASE)
        continue;

      work->bases[n] = i;
      member = &work->members[n++];
      member->series = work->set->lanes[i].series;
      member->n = count_known (member->series, work->moment);
      member->streams = g_new0 (const DtBarSeries *, n_streams);
      for (guint s = 1; s < n_streams; s++)
        member->streams[s] = streams[s].symbol != NULL ? shared[s]
                             : find_own (work->set, i, streams[s].timeframe);
    }
  work->n_members = n;
}

static void
work_clear (Work *work)
{
  for (guint i = 0; i < work->n_members; i++)
    {
      g_free (work->members[i].streams);
      g_clear_pointer (&work->members[i].rules, dt_rule_instance_free);
    }
  g_free (work->members);
  g_free (work->bases);
}

/* Stepping */

/* Bars of other series come in when they are known, before the bar of the same time. */
static void
push_streams (Member *member,
              gsize  *cursors,
              guint   n_streams,
              DtTime  known)
{
  for (guint s = 1; s < n_streams; s++)
    {
      const DtBarSeries *series = member->streams[s];

      while (series != NULL && cursors[s] < series->n_bars && series->known[cursors[s]] <= known)
        {
          DtBar bar = dt_bar_series_get (series, cursors[s]++);

          dt_rule_instance_push (member->rules, s, &bar);
        }
    }
}

static void
init_tracker (DtSessionTracker    *tracker,
              const DtRuleProgram *program)
{
  guint n_ranges;
  const double *ranges = dt_rule_program_get_ranges (program, &n_ranges);

  dt_session_tracker_init (tracker);
  for (guint i = 0; i < n_ranges; i++)
    dt_session_tracker_add_range (tracker, ranges[i]);
}

static gboolean
step_member (gsize      i,
             gpointer   data,
             GError   **error)
{
  Work *work = data;
  DtRuleProgram *program = work->file->program;
  Member *member = &work->members[i];
  guint n_streams;
  g_autofree gsize *cursors = NULL;
  DtRuleContext context = { .session = &member->tracker };

  if (member->n == 0)
    return TRUE;

  dt_rule_program_get_streams (program, &n_streams);
  cursors = g_new0 (gsize, n_streams);
  member->rules = dt_rule_instance_new (program);
  init_tracker (&member->tracker, program);
  dt_rule_instance_prepare (member->rules, member->series, 0, member->n);
  for (gsize k = 0; k < member->n; k++)
    {
      DtBar bar = dt_bar_series_get (member->series, k);

      push_streams (member, cursors, n_streams, member->series->known[k]);
      if ((dt_rule_program_get_reads (program) & DT_RULE_READS_SESSION) != 0)
        dt_session_tracker_push (&member->tracker, &bar, member->series->timeframe);
      dt_rule_instance_step (member->rules, &bar, &context);
    }

  return TRUE;
}

/* Ranks */

typedef struct
{
  double  value;
  Member *member;
} Place;

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *x = a, *y = b;

  return (x->value > y->value) - (x->value < y->value);
}

/* 0 for the lowest, 1 for the highest, ties share their mean place, a single one is 0.5: as the
 * kernel ranks. */
static void
rank_operand (Place *places,
              guint  n,
              guint  rank)
{
  guint end;

  qsort (places, n, sizeof (Place), compare_places);
  for (guint i = 0; i < n; i = end)
    {
      double place;

      for (end = i + 1; end < n && places[end].value == places[i].value;)
        end++;
      place = n > 1 ? (i + (end - i - 1) / 2.) / (n - 1) : .5;
      for (guint k = i; k < end; k++)
        dt_rule_instance_set_rank (places[k].member->rules, rank, place);
    }
}

static void
rank_members (Work               *work,
              const DtScreenRow  *rows)
{
  g_autofree Place *places = g_new (Place, work->n_members);
  guint n_ranks = 0;

  for (guint i = 0; i < work->n_members && n_ranks == 0; i++)
    if (work->members[i].rules != NULL)
      n_ranks = dt_rule_instance_get_n_ranks (work->members[i].rules);

  for (guint rank = 0; rank < n_ranks; rank++)
    {
      guint n = 0;

      for (guint i = 0; i < work->n_members; i++)
        {
          Member *member = &work->members[i];
          double value;

          if (rows[i].state != DT_SCREEN_FAILS)
            continue;
          value = dt_rule_instance_get_rank_operand (member->rules, rank);
          dt_rule_instance_set_rank (member->rules, rank, NAN);
          if (!isnan (value))
            places[n++] = (Place) { value, member };
        }
      rank_operand (places, n, rank);
    }

  for (guint i = 0; i < work->n_members && n_ranks > 0; i++)
    {
      DtRuleContext context = { .session = &work->members[i].tracker };

      if (work->members[i].rules != NULL)
        dt_rule_instance_finish_step (work->members[i].rules, &context);
    }
}

/* Rows */

static DtTime
find_newest (const Work *work)
{
  DtTime newest = DT_TIME_NONE;

  for (guint i = 0; i < work->n_members; i++)
    if (work->members[i].n > 0)
      newest = MAX (newest, work->members[i].series->known[work->members[i].n - 1]);

  return newest;
}

/* Those of the newest session may pass; the rest is told apart here. */
static void
start_rows (Work           *work,
            DtScreenResult *result)
{
  DtDate newest = result->newest != DT_TIME_NONE
                  ? dt_time_get_new_york_date (result->newest, NULL) : DT_DATE_NONE;

  for (guint i = 0; i < work->n_members; i++)
    {
      const Member *member = &work->members[i];
      const DtInstrument *instrument =
        work->set->instruments[work->set->lanes[work->bases[i]].instrument];
      DtScreenRow *row = &result->rows[i];

      *row = (DtScreenRow) { .symbol = g_strdup (instrument->symbol),
                             .name = g_strdup (instrument->name),
                             .sector = g_strdup (instrument->sector), .score = NAN, .close = NAN,
                             .state = DT_SCREEN_NO_BARS, .time = DT_TIME_NONE };
      row->values = g_new (double, work->file->n_criteria);
      row->met = g_new0 (gboolean, work->file->n_criteria);
      for (guint k = 0; k < work->file->n_criteria; k++)
        row->values[k] = NAN;
      if (member->n == 0)
        continue;

      row->time = member->series->known[member->n - 1];
      row->close = member->series->close[member->n - 1];
      row->state = dt_time_get_new_york_date (row->time, NULL) < newest ? DT_SCREEN_STALE
                                                                        : DT_SCREEN_FAILS;
    }
}

static void
finish_row (const DtScreenFile   *file,
            const DtRuleInstance *rules,
            DtScreenRow          *row)
{
  for (guint k = 0; k < file->n_criteria; k++)
    {
      row->met[k] = dt_rule_instance_get (rules, k) > 0.;
      row->n_met += row->met[k];
      if (file->criteria[k].has_value)
        row->values[k] = dt_rule_instance_get (rules, file->n_criteria + k);
    }
  row->score = dt_rule_instance_get (rules, DT_SCREEN_SCORE (file));
  if (row->state == DT_SCREEN_FAILS && row->n_met == file->n_criteria)
    row->state = DT_SCREEN_PASSES;
}

static int
compare_scores (double a,
                double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) - isnan (b);

  return (a < b) - (a > b);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const DtScreenRow *x = a, *y = b;
  int order;

  if (x->state != y->state)
    return (int) x->state - (int) y->state;
  order = compare_scores (x->score, y->score);
  if (order == 0)
    order = (int) y->n_met - (int) x->n_met;

  return order != 0 ? order : strcmp (x->symbol, y->symbol);
}

static void
finish_rows (Work           *work,
             DtScreenResult *result)
{
  for (guint i = 0; i < work->n_members; i++)
    if (work->members[i].rules != NULL)
      finish_row (work->file, work->members[i].rules, &result->rows[i]);

  qsort (result->rows, result->n_rows, sizeof (DtScreenRow), compare_rows);
  while (result->n_passed < result->n_rows
         && result->rows[result->n_passed].state == DT_SCREEN_PASSES)
    {
      result->rows[result->n_passed].rank = result->n_passed + 1;
      result->n_passed++;
    }
}

static DtScreenResult *
result_new (const Work *work)
{
  DtScreenResult *result = g_new0 (DtScreenResult, 1);

  g_atomic_ref_count_init (&result->ref_count);
  result->file = dt_screen_file_ref (work->file);
  result->n_rows = work->n_members;
  result->rows = g_new0 (DtScreenRow, work->n_members);
  result->newest = find_newest (work);
  result->moment = work->moment != G_MAXINT64 ? work->moment : result->newest;
  result->notes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < work->set->notes->len; i++)
    g_ptr_array_add (result->notes, g_strdup (g_ptr_array_index (work->set->notes, i)));

  return result;
}

/**
 * dt_screen_run:
 * @moment: UTC nanoseconds; DT_TIME_NONE is the end of the data
 * @progress: (nullable) (scope call): symbols done and in all
 *
 * The rules follow each symbol from its first bar, so that what has a memory is as a run would have
 * it. A bar counts from when it was known: no later one is looked at.
 */
DtScreenResult *
dt_screen_run (DtScreenFile           *file,
               DtTapeSet              *set,
               DtTime                  moment,
               GFileProgressCallback   progress,
               gpointer                user_data,
               GCancellable           *cancellable,
               GError                **error)
{
  Work work = { .file = file, .set = set,
                .moment = moment != DT_TIME_NONE ? moment : G_MAXINT64 };
  DtScreenResult *result = NULL;

  g_return_val_if_fail (file != NULL && set != NULL, NULL);

  work.bases = g_new (guint, set->n_lanes);
  work.members = g_new0 (Member, set->n_lanes);
  fill_members (&work);
  if (dt_pool_each (work.n_members, step_member, &work, progress, user_data, cancellable, error))
    {
      result = result_new (&work);
      start_rows (&work, result);
      rank_members (&work, result->rows);
      finish_rows (&work, result);
    }
  work_clear (&work);

  return result;
}

DtScreenResult *
dt_screen_result_ref (DtScreenResult *result)
{
  g_atomic_ref_count_inc (&result->ref_count);

  return result;
}

void
dt_screen_result_unref (DtScreenResult *result)
{
  if (result == NULL || !g_atomic_ref_count_dec (&result->ref_count))
    return;

  for (guint i = 0; i < result->n_rows; i++)
    {
      g_free (result->rows[i].symbol);
      g_free (result->rows[i].name);
      g_free (result->rows[i].sector);
      g_free (result->rows[i].values);
      g_free (result->rows[i].met);
    }
  g_free (result->rows);
  dt_screen_file_unref (result->file);
  g_ptr_array_unref (result->notes);
  g_free (result);
}

const char *
dt_screen_state_to_string (DtScreenState state)
{
  static const char *const names[] = { "passes", "fails", "stale", "no-bars" };

  return names[state];
}

/* As a table */

static void
append_field (GString    *csv,
              const char *text)
{
  if (strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (csv, text);
      return;
    }

  g_string_append_c (csv, '"');
  for (const char *c = text; *c != '\0'; c++)
    g_string_append_printf (csv, *c == '"' ? "\"\"" : "%c", *c);
  g_string_append_c (csv, '"');
}

static void
append_number (GString *csv,
               double   value)
{
  char buf[DT_DOUBLE_BUF_SIZE];

  g_string_append_c (csv, ',');
  if (!isnan (value))
    g_string_append (csv, dt_double_to_string (value, buf));
}

static void
append_row (GString              *csv,
            const DtScreenResult *result,
            const DtScreenRow    *row)
{
  char time[DT_TIME_BUF_SIZE];

  if (row->rank > 0)
    g_string_append_printf (csv, "%u", row->rank);
  g_string_append_c (csv, ',');
  append_field (csv, row->symbol);
  g_string_append_c (csv, ',');
  append_field (csv, row->name != NULL ? row->name : "");
  g_string_append_c (csv, ',');
  append_field (csv, row->sector != NULL ? row->sector : "");
  g_string_append_printf (csv, ",%s,%s", dt_screen_state_to_string (row->state),
                          row->time != DT_TIME_NONE ? dt_time_to_string (row->time, time) : "");
  append_number (csv, row->close);
  append_number (csv, row->score);
  for (guint k = 0; k < result->file->n_criteria; k++)
    {
      append_number (csv, row->values[k]);
      g_string_append (csv, row->met[k] ? ",yes" : ",no");
    }
  g_string_append_c (csv, '\n');
}

char *
dt_screen_result_to_csv (const DtScreenResult *result)
{
  GString *csv = g_string_new ("rank,symbol,name,sector,state,time,close,");

  append_field (csv, result->file->score_name != NULL ? result->file->score_name : "score");
  for (guint k = 0; k < result->file->n_criteria; k++)
    {
      const char *name = result->file->criteria[k].name;

      g_string_append_printf (csv, ",%s,%s-met", name, name);
    }
  g_string_append_c (csv, '\n');
  for (guint i = 0; i < result->n_rows; i++)
    append_row (csv, result, &result->rows[i]);

  return g_string_free (csv, FALSE);
}
