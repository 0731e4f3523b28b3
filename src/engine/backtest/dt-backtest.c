/* dt-backtest.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include "dt-lane-reader.h"
#include "dt-pool.h"

#include "dt-backtest.h"

/* Instants between two looks at the cancellable. */
#define CHECK_INSTANTS 1024

/* What one independent account sees of the tape: its instrument, and those that give context. */
typedef struct
{
  GPtrArray *instruments;   /* of DtInstrument, borrowed from the tape, sorted by symbol */
  GArray    *lanes;         /* of DtLane, by the slice's own instrument index */
} Slice;

/* Of all runs together; the function is called in the thread that asked for them only. */
typedef struct
{
  GFileProgressCallback  func;         /* (nullable) */
  gpointer               user_data;
  GThread               *owner;
  gsize                  done;          /* atomic */
  guint64                total;
  GCancellable          *cancellable;
} Progress;

/* Accounts that know nothing of each other, and what became of them. */
typedef struct
{
  DtBacktest *backtest;
  Progress   *progress;
  GError    **errors;
  guint       failed;      /* atomic: the first that failed, of those looked at */
} Accounts;

static void
slice_free (gpointer data)
{
  Slice *slice = data;

  g_ptr_array_unref (slice->instruments);
  g_array_unref (slice->lanes);
  g_free (slice);
}

/* @base: the lane that is traded. Lanes of other instruments that the run trades as well are base
 * lanes of their own accounts; here they are context. */
static Slice *
slice_new (DtTapeSet *tape,
           guint      base,
           gboolean   with_context)
{
  Slice *slice = g_new0 (Slice, 1);
  DtInstrumentIndex traded = tape->lanes[base].instrument, last = DT_INSTRUMENT_INDEX_NONE;
  guint first = with_context ? 0 : base;

  /* Lanes are sorted by instrument */
  while (first > 0 && !with_context && tape->lanes[first - 1].instrument == traded)
    first--;

  slice->instruments = g_ptr_array_new ();
  slice->lanes = g_array_new (FALSE, FALSE, sizeof (DtLane));
  for (guint i = first; i < tape->n_lanes; i++)
    {
      DtLane lane = tape->lanes[i];

      if (lane.instrument != traded && !with_context)
        break;
      if (lane.instrument != last)
        g_ptr_array_add (slice->instruments, tape->instruments[lane.instrument]);
      last = lane.instrument;
      if (lane.instrument != traded)
        lane.role = DT_LANE_CONTEXT;
      lane.instrument = slice->instruments->len - 1;
      g_array_append_val (slice->lanes, lane);
    }

  return slice;
}

static gboolean
reads_others (const DtRunPlan *plan)
{
  if (plan->spec->benchmark != NULL)
    return TRUE;

  for (guint i = 0; i < plan->n_strategies; i++)
    {
      guint n_streams;
      const DtRuleStream *streams
        = dt_rule_program_get_streams (plan->strategies[i]->program, &n_streams);

      for (guint j = 1; j < n_streams; j++)
        if (streams[j].symbol != NULL)
          return TRUE;
    }

  return FALSE;
}

static inline void
note_done (Progress *progress,
           gsize     n)
{
  g_atomic_pointer_add (&progress->done, n);
}

static gboolean
report (Progress  *progress,
        GError   **error)
{
  if (progress->func != NULL && progress->owner == g_thread_self ())
    progress->func ((goffset) (gsize) g_atomic_pointer_get (&progress->done),
                    (goffset) progress->total, progress->user_data);

  return !g_cancellable_set_error_if_cancelled (progress->cancellable, error);
}

/* One series needs no merging, and its quiet stretches no steps. */
static gboolean
play_one (DtRun     *run,
          Progress  *progress,
          GError   **error)
{
  gsize n_bars = run->lanes[0].series->n_bars;

  for (gsize bar = 0; bar < n_bars; bar += CHECK_INSTANTS)
    {
      gsize n = MIN (CHECK_INSTANTS, n_bars - bar);

      if (!dt_run_play (run, bar, n, error))
        return FALSE;
      if (n < CHECK_INSTANTS)
        break;

      note_done (progress, n);
      if (!report (progress, error))
        return FALSE;
    }

  return dt_run_finish (run, error);
}

static gboolean
play (DtRun     *run,
      Progress  *progress,
      GError   **error)
{
  g_autoptr(DtLaneReader) reader = dt_lane_reader_new (run->lanes, run->n_lanes);
  guint until_check = CHECK_INSTANTS;
  gsize n_done = 0;
  DtInstant instant;

  while (dt_lane_reader_next (reader, &instant))
    {
      if (!dt_run_step (run, &instant, error))
        return FALSE;

      n_done += instant.n_events;
      if (--until_check == 0)
        {
          until_check = CHECK_INSTANTS;
          note_done (progress, n_done);
          n_done = 0;
          if (!report (progress, error))
            return FALSE;
        }
    }

  return dt_run_finish (run, error);
}

/* Nothing is read here but what the tape lets in, and the rules are given the same. */
static gboolean
play_poisoned (DtRun           *run,
               DtPoisonedTape  *tape,
               Progress        *progress,
               GError         **error)
{
  g_autoptr(GError) failure = NULL;
  DtInstant instant;
  gboolean good = TRUE;

  dt_run_set_poisoned (run);
  dt_poisoned_tape_begin (tape);
  while (good && dt_poisoned_tape_next (tape, &instant, &failure))
    {
      note_done (progress, instant.n_events);
      good = dt_run_step (run, &instant, &failure)
             && (progress->done % CHECK_INSTANTS >= instant.n_events
                 || report (progress, &failure));
    }
  if (failure == NULL)
    dt_run_finish (run, &failure);
  dt_poisoned_tape_end (tape);

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* @place: of the run among those of the backtest */
static gboolean
add_run (DtBacktest                 *backtest,
         guint                       place,
         const DtInstrument *const  *instruments,
         guint                       n_instruments,
         const DtLane               *lanes,
         guint                       n_lanes,
         Progress                   *progress,
         GError                    **error)
{
  DtPoisonedTape *poisoned = NULL;
  DtRun *run;

  if (backtest->poison != NULL)
    {
      poisoned = dt_poisoned_tape_new (backtest->poison, lanes, n_lanes, error);
      if (poisoned == NULL)
        return FALSE;
      g_ptr_array_add (backtest->poisoned, poisoned);
      lanes = dt_poisoned_tape_get_lanes (poisoned);
    }

  run = dt_run_new (backtest->plan, instruments, n_instruments, lanes, n_lanes,
                    backtest->tape->timeframe, backtest->tape->from, FALSE, error);
  if (run == NULL)
    return FALSE;

  g_ptr_array_index (backtest->runs, place) = run;
  if (poisoned != NULL)
    return play_poisoned (run, poisoned, progress, error);

  return n_lanes == 1 ? play_one (run, progress, error) : play (run, progress, error);
}

static gboolean
run_slice (DtBacktest  *backtest,
           guint        i,
           Progress    *progress,
           GError     **error)
{
  const Slice *slice = g_ptr_array_index (backtest->slices, i);

  return add_run (backtest, i, (const DtInstrument *const *) slice->instruments->pdata,
                  slice->instruments->len, (const DtLane *) slice->lanes->data,
                  slice->lanes->len, progress, error)
         && report (progress, error);
}

/* In the caller's thread, which waits for the accounts. */
static void
report_done (goffset  n_accounts,
             goffset  n_all,
             gpointer data)
{
  report (data, NULL);
}

/* Whatever fails, the first account in the order of symbols that does is played and tells. */
static gboolean
run_account (gsize      i,
             gpointer   data,
             GError   **error)
{
  Accounts *accounts = data;
  guint failed = g_atomic_int_get (&accounts->failed);

  if (i > failed
      || run_slice (accounts->backtest, i, accounts->progress, &accounts->errors[i]))
    return TRUE;

  while (i < failed && !g_atomic_int_compare_and_exchange (&accounts->failed, failed, i))
    failed = g_atomic_int_get (&accounts->failed);
  return TRUE;
}

/* Poison is one for the whole process, so its runs are one after the other. */
static gboolean
run_one_by_one (DtBacktest  *backtest,
                Progress    *progress,
                GError     **error)
{
  for (guint i = 0; i < backtest->slices->len; i++)
    if (!run_slice (backtest, i, progress, error))
      return FALSE;

  return TRUE;
}

static gboolean
run_independent (DtBacktest  *backtest,
                 Progress    *progress,
                 GError     **error)
{
  DtTapeSet *tape = backtest->tape;
  gboolean with_context = reads_others (backtest->plan);
  Accounts accounts = { backtest, progress, NULL, G_MAXINT };
  g_autofree GError **errors = NULL;

  for (guint i = 0; i < tape->n_lanes; i++)
    if (tape->lanes[i].role == DT_LANE_BASE)
      g_ptr_array_add (backtest->slices, slice_new (tape, i, with_context));
  g_ptr_array_set_size (backtest->runs, backtest->slices->len);
  if (backtest->poison != NULL)
    return run_one_by_one (backtest, progress, error);

  accounts.errors = errors = g_new0 (GError *, backtest->slices->len + 1);
  dt_pool_each (backtest->slices->len, run_account, &accounts, report_done, progress, NULL, NULL);
  if (accounts.failed == G_MAXINT)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&errors[accounts.failed]));
  for (guint i = 0; i < backtest->slices->len; i++)
    g_clear_error (&errors[i]);

  return FALSE;
}

static guint64
count_bars (const DtTapeSet *tape)
{
  guint64 n_bars = 0;

  for (guint i = 0; i < tape->n_lanes; i++)
    n_bars += tape->lanes[i].series->n_bars;

  return n_bars;
}

static DtBacktest *
backtest_new (DtRunPlan *plan,
              DtTapeSet *tape)
{
  DtBacktest *backtest = g_new0 (DtBacktest, 1);

  backtest->plan = dt_run_plan_ref (plan);
  backtest->tape = tape;
  backtest->runs = g_ptr_array_new ();
  backtest->slices = g_ptr_array_new_with_free_func (slice_free);
  backtest->poisoned = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_poisoned_tape_free);
  return backtest;
}

static gboolean
run_all (DtBacktest  *backtest,
         Progress    *progress,
         GError     **error)
{
  DtTapeSet *tape = backtest->tape;
  gboolean done;

  if (backtest->plan->spec->independent)
    done = run_independent (backtest, progress, error);
  else
    {
      g_ptr_array_set_size (backtest->runs, 1);
      done = add_run (backtest, 0, (const DtInstrument *const *) tape->instruments,
                      tape->n_instruments, tape->lanes, tape->n_lanes, progress, error);
    }
  if (!done)
    return FALSE;

  backtest->n_records = backtest->runs->len;
  backtest->records = g_new0 (DtRunRecord, backtest->n_records);
  for (guint i = 0; i < backtest->n_records; i++)
    dt_run_record_init (&backtest->records[i], g_ptr_array_index (backtest->runs, i));

  return TRUE;
}

/**
 * dt_backtest_run:
 * @progress: (nullable): gets bars done and bars in all
 *
 * Plays the whole tape through the kernel, journal in memory, and finishes as the spec says.
 */
DtBacktest *
dt_backtest_run (DtRunPlan              *plan,
                 DtTapeSet              *tape,
                 GFileProgressCallback   progress,
                 gpointer                user_data,
                 GCancellable           *cancellable,
                 GError                **error)
{
  g_autoptr(DtBacktest) backtest = backtest_new (plan, tape);
  Progress state = { progress, user_data, g_thread_self (), 0, count_bars (tape), cancellable };

  return run_all (backtest, &state, error) ? g_steal_pointer (&backtest) : NULL;
}

DtBacktest *
dt_backtest_run_poisoned (DtRunPlan              *plan,
                          DtTapeSet              *tape,
                          GFileProgressCallback   progress,
                          gpointer                user_data,
                          GCancellable           *cancellable,
                          GError                **error)
{
  g_autoptr(DtBacktest) backtest = backtest_new (plan, tape);
  Progress state = { progress, user_data, g_thread_self (), 0, count_bars (tape), cancellable };

  backtest->poison = dt_poison_new (tape->lanes, tape->n_lanes, error);
  if (backtest->poison == NULL || !run_all (backtest, &state, error))
    return NULL;

  return g_steal_pointer (&backtest);
}

/* Many runs, account by account */

/* What the rules of one account share at most, bytes. */
#define MOST_SHARED ((gsize) 32 << 20)

static gboolean
play_account (DtRunPlan        *plan,
              const DtTapeSet  *tape,
              const Slice      *slice,
              Progress         *progress,
              DtRun           **run,
              GError          **error)
{
  *run = dt_run_new (plan, (const DtInstrument *const *) slice->instruments->pdata,
                     slice->instruments->len, (const DtLane *) slice->lanes->data,
                     slice->lanes->len, tape->timeframe, tape->from, FALSE, error);
  if (*run == NULL)
    return FALSE;

  return (slice->lanes->len == 1 ? play_one (*run, progress, error) : play (*run, progress, error))
         && report (progress, error);
}

typedef struct
{
  DtRunPlan *const   *plans;
  guint               n_plans;
  DtBacktestTakeFunc  take;
  gpointer            data;
} Many;

static gboolean
play_slice (const Many       *many,
            const DtTapeSet  *tape,
            guint             account,
            const Slice      *slice,
            Progress         *progress,
            GError          **error)
{
  for (guint i = 0; i < many->n_plans; i++)
    {
      g_autoptr(DtRun) run = NULL;
      DtRunRecord record;

      if (!play_account (many->plans[i], tape, slice, progress, &run, error))
        return FALSE;

      dt_run_record_init (&record, run);
      many->take (i, account, &record, run, many->data);
      dt_run_record_clear (&record);
    }

  return TRUE;
}

static void
set_share (const Many  *many,
           DtRuleShare *share)
{
  for (guint i = 0; i < many->n_plans; i++)
    for (guint k = 0; k < many->plans[i]->n_strategies; k++)
      dt_rule_program_set_share (many->plans[i]->strategies[k]->program, share);
}

guint
dt_backtest_count_accounts (const DtRunSpec *spec,
                            const DtTapeSet *tape)
{
  guint n = 0;

  for (guint i = 0; i < tape->n_lanes; i++)
    n += tape->lanes[i].role == DT_LANE_BASE;

  return spec->independent || (n == 1 && tape->n_instruments == 1) ? n : 0;
}

gboolean
dt_backtest_run_many (DtRunPlan *const   *plans,
                      guint               n_plans,
                      DtTapeSet          *tape,
                      DtBacktestTakeFunc  take,
                      gpointer            data,
                      GCancellable       *cancellable,
                      GError            **error)
{
  Many many = { plans, n_plans, take, data };
  Progress progress = { NULL, NULL, NULL, 0, 0, cancellable };
  g_autoptr(DtRuleShare) share = dt_rule_share_new (MOST_SHARED);
  gboolean with_context = reads_others (plans[0]), done = TRUE;
  guint account = 0;

  set_share (&many, share);
  for (guint i = 0; i < tape->n_lanes && done; i++)
    if (tape->lanes[i].role == DT_LANE_BASE)
      {
        Slice *slice = slice_new (tape, i, with_context);

        done = play_slice (&many, tape, account++, slice, &progress, error);
        slice_free (slice);
      }
  set_share (&many, NULL);

  return done;
}

void
dt_backtest_free (DtBacktest *backtest)
{
  if (backtest == NULL)
    return;

  for (guint i = 0; i < backtest->n_records; i++)
    dt_run_record_clear (&backtest->records[i]);
  g_free (backtest->records);
  for (guint i = 0; i < backtest->runs->len; i++)
    dt_run_free (g_ptr_array_index (backtest->runs, i));
  g_clear_pointer (&backtest->runs, g_ptr_array_unref);
  g_clear_pointer (&backtest->slices, g_ptr_array_unref);
  g_clear_pointer (&backtest->poisoned, g_ptr_array_unref);
  g_clear_pointer (&backtest->poison, dt_poison_free);
  g_clear_pointer (&backtest->tape, dt_tape_set_unref);
  g_clear_pointer (&backtest->plan, dt_run_plan_unref);
  g_free (backtest);
}
