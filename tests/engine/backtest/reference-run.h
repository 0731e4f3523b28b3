/* reference-run.h - the reference run by a loop that knows nothing of the engine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>
#include <string.h>

#include "dt-run-record.h"

#define REFERENCE_BARS  2148
#define REFERENCE_CASH  10000.
#define FAST 10
#define SLOW 30

typedef struct
{
  DtRunSpec   *spec;
  DtBook      *book;
  DtTime       time[REFERENCE_BARS];
  DtTime       known[REFERENCE_BARS];
  double       open[REFERENCE_BARS];
  double       close[REFERENCE_BARS];
  double       equity[REFERENCE_BARS];
  guint32      n_positions[REFERENCE_BARS];
  const char  *symbols[2];
  const char  *strategies[2];
  DtRunRecord  record;
} ReferenceRun;

static inline char *
reference_read (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "tests", "data",
                                            "engine_reference", name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInputStream) raw = g_file_read (file, NULL, &error);
  g_autoptr(GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr(GInputStream) plain = NULL;
  gsize size = 1 << 20, length;
  char *text = g_malloc0 (size);

  g_assert_no_error (error);
  plain = g_converter_input_stream_new (G_INPUT_STREAM (raw), G_CONVERTER (gzip));
  g_input_stream_read_all (plain, text, size - 1, &length, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static inline void
reference_load (ReferenceRun *run)
{
  g_autofree char *text = reference_read ("GOOG_2004_2013.csv.gz");
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (int i = 0; i < REFERENCE_BARS; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i + 1], ",", -1);
      DtDate date;

      g_assert_true (dt_date_parse (fields[0], &date));
      run->time[i] = dt_time_from_new_york (date, 0);
      run->known[i] = dt_time_from_new_york (date, 16 * DT_HOUR);
      run->open[i] = g_ascii_strtod (fields[1], NULL);
      run->close[i] = g_ascii_strtod (fields[4], NULL);
    }
}

static inline double
reference_average (const ReferenceRun *run,
                   int                 i,
                   int                 n)
{
  double sum = 0.;

  for (int j = i - n + 1; j <= i; j++)
    sum += run->close[j];
  return sum / n;
}

/* +1 when the fast average crosses above the slow one at bar i, -1 below. */
static inline int
reference_cross (const ReferenceRun *run,
                 int                 i)
{
  double before, now;

  if (i < SLOW)
    return 0;
  before = reference_average (run, i - 1, FAST) - reference_average (run, i - 1, SLOW);
  now = reference_average (run, i, FAST) - reference_average (run, i, SLOW);
  return before < 0. && now > 0. ? 1 : before > 0. && now < 0. ? -1 : 0;
}

static inline DtMoney
reference_money (double value)
{
  DtMoney money = 0;

  g_assert_true (dt_money_from_double (value, &money));
  return money;
}

static inline void
reference_add_trade (ReferenceRun *run,
                     double        shares,
                     int           entry,
                     int           exit)
{
  DtRoundTrip trip = {
    .id = run->book->trades->len + 1,
    .quantity = DT_UNITS (shares),
    .entry_time = run->time[entry],
    .exit_time = run->time[exit],
    .entry_value = reference_money (fabs (shares) * run->open[entry]),
    .entry_units = DT_UNITS (fabs (shares)),
    .exit_value = reference_money (fabs (shares) * run->open[exit]),
    .exit_units = DT_UNITS (fabs (shares)),
    .profit = reference_money (shares * (run->open[exit] - run->open[entry])),
    .bars = exit - entry,
    .exit_role = exit == REFERENCE_BARS - 1 ? DT_ROLE_FLATTEN : DT_ROLE_EXIT,
  };

  dt_rows_add (run->book->trades, DtRoundTrip, trip);
}

static inline void
reference_trade (ReferenceRun *run)
{
  double cash = REFERENCE_CASH, shares = 0.;
  int entry = 0, want = 0;

  for (int i = 0; i < REFERENCE_BARS; i++)
    {
      gboolean last = i == REFERENCE_BARS - 1;

      if (shares != 0. && (want != 0 || last))
        {
          cash += shares * run->open[i];
          reference_add_trade (run, shares, entry, i);
          run->n_positions[i] = 1;
          shares = 0.;
        }
      if (want != 0 && !last)
        {
          shares = want * floor (cash / run->open[i]);
          cash -= shares * run->open[i];
          entry = i;
        }
      run->n_positions[i] |= shares != 0.;
      run->equity[i] = cash + shares * run->close[i];
      want = reference_cross (run, i);
    }
}

/* Runs it and lays it out as the engine would. The fills and orders are not there: nothing that is
 * published hangs on them. */
static inline ReferenceRun *
reference_run_new (void)
{
  ReferenceRun *run = g_new0 (ReferenceRun, 1);

  run->spec = g_new0 (DtRunSpec, 1);
  run->spec->cash = DT_DOLLARS (REFERENCE_CASH);
  run->book = dt_book_new (1, run->spec->cash, 0, NULL);
  run->symbols[0] = "GOOG";
  run->strategies[0] = "sma-crossover";
  reference_load (run);
  reference_trade (run);

  run->record = (DtRunRecord) {
    .spec = run->spec, .book = run->book, .symbols = run->symbols, .traded = run->symbols,
    .strategies = run->strategies, .timeframe = DT_TIMEFRAME_DAY, .n_points = REFERENCE_BARS,
    .time = run->time, .known = run->known, .equity = run->equity,
    .n_positions = run->n_positions, .benchmark = run->close, .benchmark_symbol = "GOOG",
    .first_decision = SLOW, .n_bars = REFERENCE_BARS,
    .equity_worst = run->equity[REFERENCE_BARS - 1],
    .equity_best = run->equity[REFERENCE_BARS - 1],
  };

  return run;
}

static inline void
reference_run_free (ReferenceRun *run)
{
  dt_book_free (run->book);
  g_free (run->spec);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReferenceRun, reference_run_free)
