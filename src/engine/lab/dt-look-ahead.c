/* dt-look-ahead.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-lab"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-pool.h"
#include "dt-random.h"

#include "dt-backtest.h"

#include "dt-indicator-feed.h"
#include "dt-look-ahead.h"
#include "dt-tape-cut.h"

static const char *const kind_names[] = { "signal", "order", "fill", "value" };

/* The accounts of two runs go by symbol: a cut may leave one without data. */
typedef struct
{
  const DtRunRecord *whole;
  const DtRunRecord *cut;      /* (nullable): it had no bar yet */
  DtTime             until;
} Pair;

const char *
dt_look_ahead_kind_to_string (DtLookAheadKind kind)
{
  return kind_names[kind];
}

static DtBacktest *
run (DtRunPlan     *plan,
     DtTapeSet     *tape,
     GCancellable  *cancellable,
     GError       **error)
{
  return dt_backtest_run (plan, tape, NULL, NULL, cancellable, error);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  DtTime left = *(const DtTime *) a, right = *(const DtTime *) b;

  return left < right ? -1 : left > right;
}

/* Instants with a signal, each once, oldest first. */
static GArray *
list_instants (DtLookAhead      *study,
               const DtBacktest *whole)
{
  GArray *instants = g_array_new (FALSE, FALSE, sizeof (DtTime));
  guint n = 0;

  for (guint i = 0; i < whole->n_records; i++)
    {
      const DtBook *book = whole->records[i].book;

      for (guint k = 0; k < book->signals->len; k++)
        g_array_append_val (instants, dt_rows_index (book->signals, DtSignal, k).time);
    }

  study->n_signals = instants->len;
  g_array_sort (instants, compare_times);
  for (guint i = 0; i < instants->len; i++)
    if (n == 0 || g_array_index (instants, DtTime, i) != g_array_index (instants, DtTime, n - 1))
      g_array_index (instants, DtTime, n++) = g_array_index (instants, DtTime, i);
  g_array_set_size (instants, n);
  study->n_instants = n;

  return instants;
}

/* A sample without replacement: the first places of a shuffle (Durstenfeld, CACM 7, 1964). */
static void
take_sample (GArray  *instants,
             guint    n,
             guint64  seed)
{
  DtRandom random;

  if (n == 0 || n >= instants->len)
    return;

  dt_random_init (&random, seed);
  for (guint i = 0; i < n; i++)
    {
      guint k = i + (guint) dt_random_below (&random, instants->len - i);
      DtTime swap = g_array_index (instants, DtTime, i);

      g_array_index (instants, DtTime, i) = g_array_index (instants, DtTime, k);
      g_array_index (instants, DtTime, k) = swap;
    }
  g_array_set_size (instants, n);
  g_array_sort (instants, compare_times);
}

/* Signals */

/* Bit for bit, so that a missing value equals a missing one. */
static gboolean
is_same_double (double a,
                double b)
{
  return memcmp (&a, &b, sizeof a) == 0;
}

static gboolean
is_same_signal (const DtSignal *a,
                const DtSignal *b)
{
  if (a->time != b->time || a->instrument != b->instrument || a->strategy != b->strategy
      || a->kind != b->kind || !is_same_double (a->price, b->price)
      || !is_same_double (a->rank, b->rank) || a->output != b->output
      || a->n_inputs != b->n_inputs || a->taken != b->taken || a->asked != b->asked
      || a->granted != b->granted)
    return FALSE;

  for (guint i = 0; i < a->n_inputs; i++)
    if (!is_same_double (a->inputs[i], b->inputs[i]))
      return FALSE;

  return TRUE;
}

/* Orders: only what was settled at the cut can be asked of both */

static gboolean
is_same_order (const DtOrder *whole,
               const DtOrder *cut,
               DtTime         until)
{
  gboolean final = !dt_order_is_live (whole) && whole->updated <= until;

  if (whole->submitted != cut->submitted || whole->instrument != cut->instrument
      || whole->strategy != cut->strategy || whole->type != cut->type || whole->tif != cut->tif
      || whole->role != cut->role || whole->signal != cut->signal || whole->group != cut->group
      || whole->risk != cut->risk)
    return FALSE;
  if (!final)
    return whole->sized_at_fill || whole->quantity == cut->quantity;

  return whole->status == cut->status && whole->quantity == cut->quantity
         && whole->filled == cut->filled && whole->limit == cut->limit
         && whole->stop == cut->stop && whole->n_replaced == cut->n_replaced;
}

static gboolean
is_same_fill (const DtFill *a,
              const DtFill *b)
{
  return a->order == b->order && a->instrument == b->instrument && a->quantity == b->quantity
         && a->price == b->price && a->reference == b->reference && a->fee == b->fee
         && a->time == b->time && a->why == b->why && a->flags == b->flags;
}

/* The three kinds of rows, alike */

typedef struct
{
  DtTime            time;
  DtInstrumentIndex instrument;
} RowHead;

static gboolean
get_row (const DtRunRecord *record,
         DtLookAheadKind    kind,
         guint              i,
         DtTime             until,
         RowHead           *head)
{
  const DtBook *book = record != NULL ? record->book : NULL;

  if (book == NULL)
    return FALSE;
  if (kind == DT_LOOK_AHEAD_SIGNAL && i < book->signals->len)
    {
      const DtSignal *signal = &dt_rows_index (book->signals, DtSignal, i);

      *head = (RowHead) { signal->time, signal->instrument };
    }
  else if (kind == DT_LOOK_AHEAD_ORDER && i < book->orders->len)
    {
      const DtOrder *order = &dt_rows_index (book->orders, DtOrder, i);

      *head = (RowHead) { order->submitted, order->instrument };
    }
  else if (kind == DT_LOOK_AHEAD_FILL && i < book->fills->len)
    {
      const DtFill *fill = &dt_rows_index (book->fills, DtFill, i);

      *head = (RowHead) { fill->time, fill->instrument };
    }
  else
    return FALSE;

  /* Rows are appended as time goes by */
  return head->time <= until;
}

static gboolean
is_same_row (const Pair      *pair,
             DtLookAheadKind  kind,
             guint            i)
{
  const DtBook *whole = pair->whole->book, *cut = pair->cut->book;

  switch (kind)
    {
    case DT_LOOK_AHEAD_SIGNAL:
      return is_same_signal (&dt_rows_index (whole->signals, DtSignal, i),
                             &dt_rows_index (cut->signals, DtSignal, i));
    case DT_LOOK_AHEAD_ORDER:
      return is_same_order (&dt_rows_index (whole->orders, DtOrder, i),
                            &dt_rows_index (cut->orders, DtOrder, i), pair->until);
    default:
      return is_same_fill (&dt_rows_index (whole->fills, DtFill, i),
                           &dt_rows_index (cut->fills, DtFill, i));
    }
}

/* What one cut came to: a thread's until all are done. */
typedef struct
{
  DtLookAheadFinding  first;      /* no symbol: nothing was found */
  char               *symbol;
  char               *indicator;
  guint64             n_values;
} Checked;

static void
checked_clear (Checked *checked)
{
  g_clear_pointer (&checked->symbol, g_free);
  g_clear_pointer (&checked->indicator, g_free);
}

static void
find (Checked                  *checked,
      const DtLookAheadFinding *finding,
      const char               *symbol,
      const char               *indicator)
{
  checked_clear (checked);
  checked->first = *finding;
  checked->first.symbol = checked->symbol = g_strdup (symbol);
  checked->first.indicator = checked->indicator = g_strdup (indicator);
}

/* Keeps the earlier one of what was found before and this. */
static void
note (Checked         *checked,
      const Pair      *pair,
      DtLookAheadKind  kind,
      const RowHead   *whole,
      const RowHead   *cut)
{
  const DtRunRecord *record = whole != NULL ? pair->whole : pair->cut;
  const RowHead *head = whole != NULL ? whole : cut;
  DtLookAheadFinding finding = {
    .cut = pair->until, .kind = kind, .time = head->time,
    .missing = cut == NULL, .added = whole == NULL,
  };

  if (checked->first.symbol == NULL || checked->first.time > head->time)
    find (checked, &finding, record->symbols[head->instrument], NULL);
}

static void
check_kind (Checked         *checked,
            const Pair      *pair,
            DtLookAheadKind  kind)
{
  for (guint i = 0;; i++)
    {
      RowHead whole, cut;
      gboolean in_whole = get_row (pair->whole, kind, i, pair->until, &whole);
      gboolean in_cut = get_row (pair->cut, kind, i, pair->until, &cut);

      if (!in_whole && !in_cut)
        return;
      if (in_whole && in_cut && is_same_row (pair, kind, i))
        continue;

      note (checked, pair, kind, in_whole ? &whole : NULL, in_cut ? &cut : NULL);
      return;
    }
}

static const DtRunRecord *
find_record (const DtBacktest  *backtest,
             const DtRunRecord *like)
{
  if (!like->spec->independent)
    return backtest->n_records > 0 ? backtest->records : NULL;

  for (guint i = 0; i < backtest->n_records; i++)
    if (g_strcmp0 (backtest->records[i].traded[0], like->traded[0]) == 0)
      return &backtest->records[i];

  return NULL;
}

/* Indicators: those of the whole run at every cut, for each strategy and base lane */

typedef struct
{
  DtRunPlan  *plan;
  DtTapeSet  *tape;
  const DtTime *instants;
  gsize       n_instants;
  GPtrArray  *calls;       /* of GArray of DtIndicatorCall, by strategy */
  GPtrArray  *values;      /* of double*, by strategy, then by lane; %NULL of other lanes */
} Values;

static void
values_clear (Values *values)
{
  g_clear_pointer (&values->calls, g_ptr_array_unref);
  g_clear_pointer (&values->values, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Values, values_clear)

static double *
play_lane (DtTapeSet     *tape,
           const DtLane  *lane,
           DtRuleProgram *program,
           const GArray  *calls,
           const DtTime  *instants,
           gsize          n_instants)
{
  double *values = g_new (double, MAX (n_instants * calls->len, 1));
  g_auto(DtIndicatorFeed) feed = { 0 };

  dt_indicator_feed_init (&feed, tape, program, lane);
  dt_indicator_feed_play (&feed, 0, calls, instants, n_instants, values);

  return values;
}

/* One strategy on one lane, as @values counts them. */
static gboolean
play_whole (gsize      i,
            gpointer   data,
            GError   **error)
{
  Values *values = data;
  guint strategy = i / values->tape->n_lanes;
  const DtLane *lane = &values->tape->lanes[i % values->tape->n_lanes];
  const GArray *calls = g_ptr_array_index (values->calls, strategy);

  if (lane->role == DT_LANE_BASE && calls->len > 0)
    g_ptr_array_index (values->values, i)
      = play_lane (values->tape, lane, values->plan->strategies[strategy]->program, calls,
                   values->instants, values->n_instants);

  return TRUE;
}

static gboolean
values_init (Values        *values,
             DtRunPlan     *plan,
             DtTapeSet     *tape,
             const GArray  *instants,
             GCancellable  *cancellable,
             GError       **error)
{
  gsize n = (gsize) plan->n_strategies * tape->n_lanes;

  *values = (Values) {
    .plan = plan, .tape = tape, .instants = (const DtTime *) instants->data,
    .n_instants = instants->len,
  };
  values->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  values->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (values->values, n);
  for (guint i = 0; i < plan->n_strategies; i++)
    g_ptr_array_add (values->calls, dt_indicator_calls_list (plan->strategies[i]->program));

  return dt_pool_each (n, play_whole, values, NULL, NULL, cancellable, error);
}

/* The base lane of an instrument; %NULL when a cut left nothing of it. */
static const DtLane *
find_base_lane (const DtTapeSet *tape,
                const char      *symbol)
{
  for (guint i = 0; i < tape->n_lanes; i++)
    if (tape->lanes[i].role == DT_LANE_BASE
        && g_str_equal (tape->instruments[tape->lanes[i].instrument]->symbol, symbol))
      return &tape->lanes[i];

  return NULL;
}

/* One strategy on one lane at cut number @k. */
static void
check_lane (Checked      *checked,
            const Values *values,
            DtTapeSet    *cut,
            guint         k,
            guint         strategy,
            guint         lane)
{
  const GArray *calls = g_ptr_array_index (values->calls, strategy);
  const double *whole = g_ptr_array_index (values->values,
                                           strategy * values->tape->n_lanes + lane);
  const char *symbol = values->tape->instruments[values->tape->lanes[lane].instrument]->symbol;
  const DtLane *other = find_base_lane (cut, symbol);
  DtTime until = values->instants[k];
  DtLookAheadFinding finding = { .cut = until, .kind = DT_LOOK_AHEAD_VALUE, .time = until };
  g_autofree double *found = NULL;

  if (whole == NULL || other == NULL || checked->first.symbol != NULL)
    return;

  found = play_lane (cut, other, values->plan->strategies[strategy]->program, calls, NULL, 1);
  checked->n_values += calls->len;
  for (guint i = 0; i < calls->len && checked->first.symbol == NULL; i++)
    {
      double expected = whole[(gsize) k * calls->len + i];

      if (!is_same_double (found[i], expected) && !(isnan (found[i]) && isnan (expected)))
        find (checked, &finding, symbol, g_array_index (calls, DtIndicatorCall, i).text);
    }
}

static void
check_values (Checked      *checked,
              const Values *values,
              DtTapeSet    *cut,
              guint         k)
{
  for (guint i = 0; i < values->plan->n_strategies; i++)
    for (guint j = 0; j < values->tape->n_lanes; j++)
      check_lane (checked, values, cut, k, i, j);
}

static void
check_cut (Checked          *checked,
           const Values     *values,
           const DtBacktest *whole,
           const DtBacktest *cut,
           guint             k)
{
  for (guint i = 0; i < whole->n_records; i++)
    {
      Pair pair = { &whole->records[i], find_record (cut, &whole->records[i]),
                    values->instants[k] };

      /* In the order of an instant: fills, then decisions, then what they submit */
      check_kind (checked, &pair, DT_LOOK_AHEAD_FILL);
      check_kind (checked, &pair, DT_LOOK_AHEAD_SIGNAL);
      check_kind (checked, &pair, DT_LOOK_AHEAD_ORDER);
    }

  if (checked->first.symbol == NULL)
    check_values (checked, values, cut->tape, k);
}

static DtTapeSet *
cut_plainly (DtTapeSet *tape,
             DtTime     until,
             gpointer   user_data)
{
  return dt_tape_cut (tape, tape->from, until);
}

/* What the threads that try cuts share. */
typedef struct
{
  const Values       *values;
  const DtBacktest   *whole;
  DtLookAheadCutFunc  cut_func;
  gpointer            cut_data;
  GCancellable       *cancellable;
  Checked            *checked;    /* by cut */
} Cuts;

static gboolean
try_cut (gsize      k,
         gpointer   data,
         GError   **error)
{
  const Cuts *cuts = data;
  const Values *values = cuts->values;
  DtTapeSet *tape = cuts->cut_func (values->tape, values->instants[k], cuts->cut_data);
  g_autoptr(DtBacktest) cut = run (values->plan, tape, cuts->cancellable, error);

  if (cut == NULL)
    return FALSE;

  check_cut (&cuts->checked[k], values, cuts->whole, cut, k);
  return TRUE;
}

static void
take_checked (DtLookAhead   *study,
              const Checked *checked)
{
  DtLookAheadFinding finding = checked->first;

  study->n_cuts++;
  study->n_values += checked->n_values;
  if (finding.symbol == NULL)
    return;

  finding.symbol = g_string_chunk_insert_const (study->symbols, finding.symbol);
  if (finding.indicator != NULL)
    finding.indicator = g_string_chunk_insert_const (study->symbols, finding.indicator);
  g_array_append_val (study->findings, finding);
}

static gboolean
try_cuts (DtLookAhead            *study,
          Cuts                   *cuts,
          GFileProgressCallback   progress,
          gpointer                user_data,
          GError                **error)
{
  gsize n = cuts->values->n_instants;
  gboolean done;

  cuts->checked = g_new0 (Checked, MAX (n, 1));
  done = dt_pool_each (n, try_cut, cuts, progress, user_data, cuts->cancellable, error);
  for (gsize k = 0; k < n; k++)
    {
      if (done)
        take_checked (study, &cuts->checked[k]);
      checked_clear (&cuts->checked[k]);
    }
  g_free (cuts->checked);

  return done;
}

DtLookAhead *
dt_look_ahead_run (const DtRunSpec        *spec,
                   DtTapeSet              *tape,
                   guint                   n_max,
                   guint64                 seed,
                   DtLookAheadCutFunc      cut_func,
                   gpointer                cut_data,
                   GFileProgressCallback   progress,
                   gpointer                user_data,
                   GCancellable           *cancellable,
                   GError                **error)
{
  g_autoptr(DtLookAhead) study = g_new0 (DtLookAhead, 1);
  g_autoptr(DtRunSpec) kept = dt_run_spec_copy (spec);
  g_autoptr(DtRunPlan) plan = NULL;
  g_autoptr(DtBacktest) whole = NULL;
  g_autoptr(GArray) instants = NULL;
  g_auto(Values) values = { 0 };
  Cuts cuts;

  study->findings = g_array_new (FALSE, FALSE, sizeof (DtLookAheadFinding));
  study->symbols = g_string_chunk_new (256);
  /* Closing at the end is an order that knows where the data end */
  kept->finish = DT_FINISH_KEEP;
  plan = dt_run_plan_new (kept, error);
  if (plan == NULL || !(whole = run (plan, dt_tape_set_ref (tape), cancellable, error)))
    return NULL;

  instants = list_instants (study, whole);
  take_sample (instants, n_max, seed);
  if (!values_init (&values, plan, tape, instants, cancellable, error))
    return NULL;

  cuts = (Cuts) {
    .values = &values, .whole = whole, .cut_func = cut_func != NULL ? cut_func : cut_plainly,
    .cut_data = cut_data, .cancellable = cancellable,
  };
  if (!try_cuts (study, &cuts, progress, user_data, error))
    return NULL;

  return g_steal_pointer (&study);
}

void
dt_look_ahead_free (DtLookAhead *study)
{
  if (study == NULL)
    return;

  g_clear_pointer (&study->findings, g_array_unref);
  g_clear_pointer (&study->symbols, g_string_chunk_free);
  g_free (study);
}
