/* dt-sweep.h - one strategy under many settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-tear-sheet.h"
#include "dt-tape-loader.h"

G_BEGIN_DECLS

#define DT_LAB_ERROR (dt_lab_error_quark ())
GQuark dt_lab_error_quark (void);

typedef enum
{
  DT_LAB_ERROR_REQUEST,     /* an axis, shard or sample that means nothing */
  DT_LAB_ERROR_FILE,        /* no result file of this kind, or of another sweep */
  DT_LAB_ERROR_INCOMPLETE,  /* cells are missing */
} DtLabError;

/* Values of one parameter. */
typedef struct
{
  char   *name;
  double *values;
  guint   n_values;
} DtSweepAxis;

/* "fast=5..20" by whole numbers, "fast=5..20:5" with a step, "fast=5,8,13" as a list. */
DtSweepAxis *dt_sweep_axis_parse  (const char         *text,
                                   GError            **error);
void         dt_sweep_axis_free   (DtSweepAxis        *axis);

/* What is kept of a cell's run; the columns of the file, in this order. Fractions and ratios, NaN
 * where undefined; definitions as in the tear sheet. */
typedef enum
{
  DT_SWEEP_RETURN_TOTAL,
  DT_SWEEP_CAGR,
  DT_SWEEP_SHARPE,
  DT_SWEEP_SORTINO,
  DT_SWEEP_MAX_DRAWDOWN,
  DT_SWEEP_PROFIT_FACTOR,
  DT_SWEEP_WIN_RATE,
  DT_SWEEP_TRADE_COUNT,
  DT_SWEEP_SESSION_SHARPE,  /* of empyrical, a year */
  DT_SWEEP_SKEWNESS,
  DT_SWEEP_KURTOSIS,
  DT_SWEEP_SESSION_COUNT,
  DT_SWEEP_N_STATISTICS,
} DtSweepStatistic;

const char *dt_sweep_statistic_to_string (DtSweepStatistic   statistic);
gboolean    dt_sweep_statistic_parse     (const char        *name,
                                          DtSweepStatistic  *statistic);

/* Those of a run, DT_SWEEP_N_STATISTICS values. */
void        dt_sweep_read_statistics     (const DtTearSheet *sheet,
                                          double            *statistics);

/* Whether the statistic is a whole number. */
gboolean    dt_sweep_statistic_is_count  (DtSweepStatistic   statistic);

typedef struct
{
  guint64 index;            /* in the whole grid, the last axis running fastest */
  double  statistics[DT_SWEEP_N_STATISTICS];
  DtMoney equity_final;
  char    trade_list_hash[DT_RUN_HASH_SIZE];
} DtSweepCell;

/**
 * DtSweep:
 *
 * A grid of settings, or a seeded sample of it, each cell a run of its own through the kernel:
 * cell and single run have the same trades. Cells are worked on by all threads of the pool and kept
 * by index, so that the number of threads changes nothing. Only statistics stay of a run: memory
 * does not grow with the grid.
 *
 * Thread: any, one at a time.
 */
typedef struct
{
  DtRunSpec   *spec;
  GPtrArray   *axes;        /* of DtSweepAxis */
  guint64      n_cells;     /* of the whole sweep, all shards */
  guint64     *chosen;      /* (nullable): indices of a sample, rising; %NULL is the whole grid */
  DtSweepCell *cells;       /* those of this shard, by index */
  guint64      n_run;
  double       periods_per_year;  /* sessions, weeks on weekly bars */
  char         identity[DT_RUN_HASH_SIZE];   /* of spec, axes, sample and tape */
} DtSweep;

DtSweep     *dt_sweep_new         (const DtRunSpec    *spec,
                                   GPtrArray          *axes,
                                   guint64             n_random,
                                   guint64             seed,
                                   GError            **error);
void         dt_sweep_free        (DtSweep            *sweep);
gboolean     dt_sweep_run         (DtSweep            *sweep,
                                   DtTapeSet          *tape,
                                   guint               shard,
                                   guint               n_shards,
                                   GFileProgressCallback progress,
                                   gpointer            user_data,
                                   GCancellable       *cancellable,
                                   GError            **error);
/* The cell with the highest value, of equal ones the first; %NULL when none has one. */
const DtSweepCell *dt_sweep_find_best (const DtSweep  *sweep,
                                   DtSweepStatistic    objective);
void         dt_sweep_get_values  (const DtSweep      *sweep,
                                   guint64             index,
                                   double             *values);
/* The spec of one cell: what a single run of it takes. (transfer full) */
DtRunSpec   *dt_sweep_dup_spec    (const DtSweep      *sweep,
                                   guint64             index);

/* The result file: the same bytes from one process as from merged shards. */
char        *dt_sweep_to_text     (const DtSweep      *sweep);
char        *dt_sweep_merge       (const char *const  *paths,
                                   guint               n_paths,
                                   GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtSweep, dt_sweep_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtSweepAxis, dt_sweep_axis_free)

G_END_DECLS
