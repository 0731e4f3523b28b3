/* dt-sweep.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-lab"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-error.h"
#include "dt-pool.h"
#include "dt-random.h"
#include "dt-returns.h"

#include "dt-backtest.h"

#include "dt-sweep.h"

G_DEFINE_QUARK (dt-lab-error-quark, dt_lab_error)

/* Cells of a grid: a year of one core at a millisecond each. */
#define MAX_CELLS G_GUINT64_CONSTANT (10000000000)

static const char *const statistic_names[DT_SWEEP_N_STATISTICS] = {
  "return_total", "cagr", "sharpe_annualized", "sortino_annualized", "max_drawdown",
  "profit_factor", "win_rate", "trade_count", "sharpe", "skewness", "kurtosis", "session_count",
};

/* Cells that one thread plays side by side: of more there is more to share, and more to keep. Bars
 * of all of them, of which each is a value of an equity line, and some bytes of trades. */
#define MOST_CELLS 32
#define MOST_BARS  5000000

/* Cells of the shard, one after the other. */
typedef struct
{
  guint64 first;
  guint   n;
} Batch;

/* What the threads of a sweep share. */
typedef struct
{
  DtSweep               *sweep;
  DtRunPlan             *plan;         /* of the sweep's own spec */
  DtTapeSet             *tape;
  guint64               *todo;         /* index of each cell of the shard */
  GArray                *batches;      /* of Batch */
  guint                  n_accounts;   /* of a cell; 0 when cells are not played side by side */
  gsize                  n_done;       /* cells; atomic */
  GFileProgressCallback  progress;     /* (nullable) */
  gpointer               user_data;
  GCancellable          *cancellable;
} Work;

#define refuse(error, ...) dt_refuse (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST, __VA_ARGS__)

const char *
dt_sweep_statistic_to_string (DtSweepStatistic statistic)
{
  return statistic_names[statistic];
}

gboolean
dt_sweep_statistic_parse (const char       *name,
                          DtSweepStatistic *statistic)
{
  for (guint i = 0; i < DT_SWEEP_N_STATISTICS; i++)
    if (g_str_equal (name, statistic_names[i]))
      {
        *statistic = i;
        return TRUE;
      }

  return FALSE;
}

gboolean
dt_sweep_statistic_is_count (DtSweepStatistic statistic)
{
  return statistic == DT_SWEEP_TRADE_COUNT || statistic == DT_SWEEP_SESSION_COUNT;
}

static gboolean
count_cells (DtSweep  *sweep,
             GError  **error)
{
  sweep->n_cells = 1;
  for (guint i = 0; i < sweep->axes->len; i++)
    {
      const DtSweepAxis *axis = g_ptr_array_index (sweep->axes, i);

      for (guint k = 0; k < i; k++)
        if (g_str_equal (((DtSweepAxis *) g_ptr_array_index (sweep->axes, k))->name, axis->name))
          return refuse (error, "The axis \"%s\" is there twice", axis->name);
      if (sweep->n_cells > MAX_CELLS / axis->n_values)
        return refuse (error, "The grid has more than %" G_GUINT64_FORMAT " cells", MAX_CELLS);
      sweep->n_cells *= axis->n_values;
    }

  return sweep->axes->len > 0 || refuse (error, "A sweep needs at least one axis");
}

static int
compare_index (gconstpointer a,
               gconstpointer b)
{
  guint64 left = *(const guint64 *) a, right = *(const guint64 *) b;

  return left < right ? -1 : left > right;
}

/* Robert Floyd's sample without replacement (Bentley, "Programming Pearls: a sample of brilliance",
 * 1987): n draws, each subset as likely as any other. */
static void
choose_sample (DtSweep *sweep,
               guint64  n,
               guint64  seed)
{
  g_autoptr(GHashTable) taken = g_hash_table_new (g_int64_hash, g_int64_equal);
  DtRandom random;

  dt_random_init (&random, seed);
  sweep->chosen = g_new (guint64, n);
  for (guint64 i = 0; i < n; i++)
    {
      guint64 top = sweep->n_cells - n + i;

      sweep->chosen[i] = dt_random_below (&random, top + 1);
      if (g_hash_table_contains (taken, &sweep->chosen[i]))
        sweep->chosen[i] = top;
      g_hash_table_add (taken, &sweep->chosen[i]);
    }

  g_hash_table_remove_all (taken);
  qsort (sweep->chosen, n, sizeof *sweep->chosen, compare_index);
  sweep->n_cells = n;
}

/**
 * dt_sweep_new:
 * @spec: copied; the axes override its settings
 * @axes: (element-type DtSweepAxis): referenced
 * @n_random: 0 for the whole grid, else so many cells of it, chosen by @seed
 */
DtSweep *
dt_sweep_new (const DtRunSpec  *spec,
              GPtrArray        *axes,
              guint64           n_random,
              guint64           seed,
              GError          **error)
{
  g_autoptr(DtSweep) sweep = g_new0 (DtSweep, 1);

  sweep->spec = dt_run_spec_copy (spec);
  sweep->axes = g_ptr_array_ref (axes);
  if (!count_cells (sweep, error))
    return NULL;
  if (n_random > 0 && n_random < sweep->n_cells)
    choose_sample (sweep, n_random, seed);

  return g_steal_pointer (&sweep);
}

void
dt_sweep_free (DtSweep *sweep)
{
  if (sweep == NULL)
    return;

  dt_run_spec_free (sweep->spec);
  g_ptr_array_unref (sweep->axes);
  g_free (sweep->chosen);
  g_free (sweep->cells);
  g_free (sweep);
}

/* Values of the axes in cell @index, one an axis. */
void
dt_sweep_get_values (const DtSweep *sweep,
                     guint64        index,
                     double        *values)
{
  for (guint i = sweep->axes->len; i-- > 0;)
    {
      const DtSweepAxis *axis = g_ptr_array_index (sweep->axes, i);

      values[i] = axis->values[index % axis->n_values];
      index /= axis->n_values;
    }
}

static void
set_parameter (DtRunSpec  *spec,
               const char *name,
               double      value)
{
  for (guint i = 0; i < spec->n_settings; i++)
    if (g_str_equal (spec->settings[i].name, name))
      {
        spec->settings[i].value = value;
        return;
      }

  spec->settings = g_renew (DtParameterSetting, spec->settings, spec->n_settings + 1);
  spec->settings[spec->n_settings++] = (DtParameterSetting) { g_strdup (name), value };
}

DtRunSpec *
dt_sweep_dup_spec (const DtSweep *sweep,
                   guint64        index)
{
  DtRunSpec *spec = dt_run_spec_copy (sweep->spec);
  g_autofree double *values = g_new (double, sweep->axes->len);

  dt_sweep_get_values (sweep, index, values);
  for (guint i = 0; i < sweep->axes->len; i++)
    set_parameter (spec, ((DtSweepAxis *) g_ptr_array_index (sweep->axes, i))->name, values[i]);

  return spec;
}

void
dt_sweep_read_statistics (const DtTearSheet *sheet,
                          double            *statistics)
{
  statistics[DT_SWEEP_RETURN_TOTAL] = sheet->return_total;
  statistics[DT_SWEEP_CAGR] = sheet->cagr;
  statistics[DT_SWEEP_SHARPE] = sheet->sharpe_annualized;
  statistics[DT_SWEEP_SORTINO] = sheet->sortino_annualized;
  statistics[DT_SWEEP_MAX_DRAWDOWN] = sheet->max_drawdown;
  statistics[DT_SWEEP_PROFIT_FACTOR] = sheet->profit_factor;
  statistics[DT_SWEEP_WIN_RATE] = sheet->win_rate;
  statistics[DT_SWEEP_TRADE_COUNT] = (double) sheet->trade_count;
  statistics[DT_SWEEP_SESSION_SHARPE] = sheet->sharpe;
  statistics[DT_SWEEP_SKEWNESS] = sheet->skewness;
  statistics[DT_SWEEP_KURTOSIS] = sheet->kurtosis;
  statistics[DT_SWEEP_SESSION_COUNT] = (double) sheet->session_count;
}

static DtRunPlan *
make_plan (const Work  *work,
           guint64      i,
           GError     **error)
{
  return dt_run_plan_new_like (work->plan, dt_sweep_dup_spec (work->sweep, work->todo[i]), error);
}

static void
fill_cell (const Work        *work,
           guint64            i,
           const DtRunRecord *records,
           gsize              n_records)
{
  DtSweepCell *cell = &work->sweep->cells[i];
  g_autoptr(DtTearSheet) sheet = dt_tear_sheet_new_brief (records, n_records,
                                                          cell->trade_list_hash);

  cell->index = work->todo[i];
  dt_sweep_read_statistics (sheet, cell->statistics);
  cell->equity_final = sheet->equity_final;
}

/* Its accounts by all threads that have nothing else to do. */
static gboolean
run_alone (const Work  *work,
           guint64      i,
           GError     **error)
{
  g_autoptr(DtRunPlan) plan = make_plan (work, i, error);
  g_autoptr(DtBacktest) backtest = NULL;

  if (plan == NULL)
    return FALSE;

  backtest = dt_backtest_run (plan, dt_tape_set_ref (work->tape), NULL, NULL, work->cancellable,
                              error);
  if (backtest == NULL)
    return FALSE;

  fill_cell (work, i, backtest->records, backtest->n_records);
  return TRUE;
}

/* Cells that are played side by side. */
typedef struct
{
  DtRunPlan   *plans[MOST_CELLS];
  DtRunRecord *records;      /* by cell, then account */
  guint        n_accounts;
} Side;

static void
keep_account (guint        plan,
              guint        account,
              DtRunRecord *record,
              const DtRun *run,
              gpointer     data)
{
  Side *side = data;

  dt_run_record_keep (&side->records[plan * side->n_accounts + account], record, run);
}

static gboolean
run_side (const Work   *work,
          const Batch  *batch,
          Side         *side,
          GError      **error)
{
  for (guint i = 0; i < batch->n; i++)
    {
      side->plans[i] = make_plan (work, batch->first + i, error);
      if (side->plans[i] == NULL)
        return FALSE;
    }

  if (!dt_backtest_run_many (side->plans, batch->n, work->tape, keep_account, side,
                             work->cancellable, error))
    return FALSE;

  for (guint i = 0; i < batch->n; i++)
    fill_cell (work, batch->first + i, side->records + (gsize) i * side->n_accounts,
               side->n_accounts);

  return TRUE;
}

static gboolean
run_side_by_side (const Work   *work,
                  const Batch  *batch,
                  GError      **error)
{
  gsize n_records = (gsize) batch->n * work->n_accounts;
  g_autofree DtRunRecord *records = g_new0 (DtRunRecord, n_records);
  Side side = { .records = records, .n_accounts = work->n_accounts };
  gboolean done = run_side (work, batch, &side, error);

  for (gsize i = 0; i < n_records; i++)
    dt_run_record_clear (&records[i]);
  for (guint i = 0; i < batch->n; i++)
    g_clear_pointer (&side.plans[i], dt_run_plan_unref);

  return done;
}

static gboolean
run_batch (gsize      i,
           gpointer   data,
           GError   **error)
{
  Work *work = data;
  const Batch *batch = &g_array_index (work->batches, Batch, i);
  gboolean done = batch->n == 1 ? run_alone (work, batch->first, error)
                                : run_side_by_side (work, batch, error);

  g_atomic_pointer_add (&work->n_done, batch->n);
  return done;
}

/* In the caller's thread. */
static void
report_cells (goffset  n_batches,
              goffset  n_all,
              gpointer data)
{
  Work *work = data;

  if (work->progress != NULL)
    work->progress ((goffset) (gsize) g_atomic_pointer_get (&work->n_done),
                    (goffset) work->sweep->n_run, work->user_data);
}

static guint
count_side_by_side (const Work *work)
{
  gsize n_bars = 1;

  if (work->n_accounts == 0)
    return 1;
  for (guint i = 0; i < work->tape->n_lanes; i++)
    if (work->tape->lanes[i].role == DT_LANE_BASE)
      n_bars += work->tape->lanes[i].series->n_bars;

  return CLAMP (MOST_BARS / n_bars, 1, MOST_CELLS);
}

/* Smaller ones towards the end, so that all threads end together. */
static GArray *
make_batches (const Work *work)
{
  GArray *batches = g_array_new (FALSE, FALSE, sizeof (Batch));
  guint most = count_side_by_side (work), n_threads = dt_pool_get_n_threads ();
  guint64 n_left;

  for (guint64 first = 0; first < work->sweep->n_run; first = work->sweep->n_run - n_left)
    {
      Batch batch = { first, 1 };

      n_left = work->sweep->n_run - first;
      batch.n = (guint) CLAMP (n_left / (2 * n_threads), 1, most);
      g_array_append_val (batches, batch);
      n_left -= batch.n;
    }

  return batches;
}

/* Whatever changes a cell's numbers is in it, so that shards of different sweeps never meet. */
static void
identify (DtSweep   *sweep,
          DtTapeSet *tape)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *spec = dt_run_spec_to_json (sweep->spec);
  const char *hash = tape->hash != NULL ? tape->hash : "";

  g_checksum_update (checksum, (const guchar *) spec, strlen (spec) + 1);
  g_checksum_update (checksum, (const guchar *) hash, strlen (hash) + 1);
  for (guint i = 0; i < sweep->axes->len; i++)
    {
      const DtSweepAxis *axis = g_ptr_array_index (sweep->axes, i);

      g_checksum_update (checksum, (const guchar *) axis->name, strlen (axis->name) + 1);
      g_checksum_update (checksum, (const guchar *) axis->values,
                         axis->n_values * sizeof *axis->values);
    }
  if (sweep->chosen != NULL)
    g_checksum_update (checksum, (const guchar *) sweep->chosen,
                       sweep->n_cells * sizeof *sweep->chosen);

  g_strlcpy (sweep->identity, g_checksum_get_string (checksum), sizeof sweep->identity);
}

/**
 * dt_sweep_run:
 * @tape: what every cell plays, loaded for the sweep's spec
 * @shard: from 0 up to @n_shards; cell k of the sweep belongs to shard k mod @n_shards
 * @progress: (nullable): gets cells done and cells of the shard, in the caller's thread
 *
 * Returns: %FALSE with the error of the cell that failed; nothing is kept then
 */
gboolean
dt_sweep_run (DtSweep                *sweep,
              DtTapeSet              *tape,
              guint                   shard,
              guint                   n_shards,
              GFileProgressCallback   progress,
              gpointer                user_data,
              GCancellable           *cancellable,
              GError                **error)
{
  Work work = { .sweep = sweep, .tape = tape, .progress = progress, .user_data = user_data,
                .cancellable = cancellable };
  g_autoptr(DtRunPlan) plan = NULL;
  g_autoptr(GArray) batches = NULL;
  g_autofree guint64 *todo = NULL;

  if (n_shards == 0 || shard >= n_shards)
    return refuse (error, "There is no shard %u of %u", shard + 1, n_shards);

  plan = dt_run_plan_new (sweep->spec, error);
  if (plan == NULL)
    return FALSE;

  dt_run_plan_open (plan);
  work.plan = plan;
  identify (sweep, tape);
  sweep->periods_per_year = tape->timeframe >= DT_TIMEFRAME_WEEK ? DT_PERIODS_WEEKLY
                                                                 : DT_PERIODS_DAILY;
  sweep->n_run = sweep->n_cells / n_shards + (shard < sweep->n_cells % n_shards);
  g_free (sweep->cells);
  sweep->cells = g_new0 (DtSweepCell, MAX (sweep->n_run, 1));
  work.todo = todo = g_new (guint64, MAX (sweep->n_run, 1));
  for (guint64 i = 0; i < sweep->n_run; i++)
    {
      guint64 k = shard + i * n_shards;

      todo[i] = sweep->chosen != NULL ? sweep->chosen[k] : k;
    }

  work.n_accounts = dt_backtest_count_accounts (sweep->spec, tape);
  work.batches = batches = make_batches (&work);
  if (dt_pool_each (batches->len, run_batch, &work, report_cells, &work, cancellable, error))
    return TRUE;

  sweep->n_run = 0;
  return FALSE;
}

const DtSweepCell *
dt_sweep_find_best (const DtSweep    *sweep,
                    DtSweepStatistic  objective)
{
  const DtSweepCell *best = NULL;

  for (guint64 i = 0; i < sweep->n_run; i++)
    {
      double value = sweep->cells[i].statistics[objective];

      if (!isnan (value) && (best == NULL || value > best->statistics[objective]))
        best = &sweep->cells[i];
    }

  return best;
}
