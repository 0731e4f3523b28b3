/* test-adjust.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-calendar.h"
#include "dt-csv-actions.h"

static DtBarSeries *
make_series (DtDate        first,
             const double *closes,
             guint         n)
{
  DtBarSeries *series = dt_bar_series_new ("X", DT_TIMEFRAME_DAY, n);
  DtDate date = first - 1;

  for (guint i = 0; i < n; i++)
    {
      DtBar bar = { 0, closes[i], closes[i] + 1., closes[i] - 1., closes[i], 1000. };

      date = dt_calendar_next_session (date);
      bar.time = dt_time_from_new_york (date, 0);
      dt_bar_series_append (series, &bar, dt_calendar_bar_known (bar.time, DT_TIMEFRAME_DAY));
    }

  return series;
}

static void
add (DtActionList *list,
     DtActionKind  kind,
     DtDate        date,
     gint64        units_new,
     double        cash)
{
  DtCorporateAction action = { date, kind, units_new, 1, llrint (cash * DT_MONEY_SCALE), NULL };

  dt_action_list_add (list, &action);
  dt_action_list_sort (list);
}

/* Closes 200, 210 | 2 for 1 | 104, 106 | 1.06 USD | 104, 105: split view 100, 105, 104, ...; total
 * return: (106 - 1.06) / 106 = 0.99 of what was before the payment. */
static void
test_by_hand (void)
{
  static const double closes[] = { 200., 210., 104., 106., 104., 105. };
  static const double split[] = { 100., 105., 104., 106., 104., 105. };
  static const double total[] = { 99., 103.95, 102.96, 104.94, 104., 105. };
  DtDate first = dt_date_new (2015, 6, 1);
  g_autoptr(DtBarSeries) raw = make_series (first, closes, 6);
  g_autoptr(DtActionList) list = dt_action_list_new ();
  g_autoptr(DtBarSeries) by_split = NULL, by_all = NULL, early = NULL;

  add (list, DT_ACTION_DIVIDEND, first + 4, 1, 1.06);
  add (list, DT_ACTION_SPLIT, first + 2, 2, 0.);
  add (list, DT_ACTION_DIVIDEND, first, 1, 50.);
  by_split = dt_bar_series_adjust (raw, list, DT_ADJUSTMENT_SPLIT, first + 10);
  by_all = dt_bar_series_adjust (raw, list, DT_ADJUSTMENT_TOTAL_RETURN, first + 10);
  early = dt_bar_series_adjust (raw, list, DT_ADJUSTMENT_TOTAL_RETURN, first + 3);

  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpfloat_with_epsilon (by_split->close[i], split[i], 1e-9);
      g_assert_cmpfloat_with_epsilon (by_all->close[i], total[i], 1e-9);
      g_assert_cmpfloat_with_epsilon (early->close[i], split[i], 1e-9);
      g_assert_cmpfloat_with_epsilon (by_all->volume[i], i < 2 ? 2000. : 1000., 1e-9);
      g_assert_cmpint (by_all->known[i], ==, raw->known[i]);
    }
  g_assert_cmpfloat_with_epsilon (by_split->high[0], 100.5, 1e-9);
  g_assert_cmpint (by_all->identity.adjustment, ==, DT_ADJUSTMENT_TOTAL_RETURN);
  g_assert_cmpint (by_all->identity.as_of, ==, first + 10);
  g_assert_cmpint (raw->identity.adjustment, ==, DT_ADJUSTMENT_RAW);

  /* Actions apply to raw series only */
  g_assert_null (dt_bar_series_adjust (by_split, list, DT_ADJUSTMENT_TOTAL_RETURN, first + 10));
}

/* On one date cash is per unit after the split: 200 is 100, and pays 5: (100 - 5) / 100 / 2. */
static void
test_same_date (void)
{
  static const double closes[] = { 200., 95. };
  DtDate first = dt_date_new (2015, 6, 1);
  g_autoptr(DtBarSeries) raw = make_series (first, closes, 2);
  g_autoptr(DtActionList) list = dt_action_list_new ();
  g_autoptr(DtBarSeries) view = NULL;

  add (list, DT_ACTION_SPIN_OFF, first + 1, 1, 5.);
  add (list, DT_ACTION_SPLIT, first + 1, 2, 0.);
  view = dt_bar_series_adjust (raw, list, DT_ADJUSTMENT_TOTAL_RETURN, DT_DATE_NONE);
  g_assert_cmpfloat_with_epsilon (view->close[0], 95., 1e-9);
}

static void
test_join (void)
{
  static const double before[] = { 10., 11., 12., 13. }, after[] = { 50., 51., 14., 15. };
  DtDate first = dt_date_new (2015, 6, 1);
  g_autoptr(DtBarSeries) old = make_series (first, before, 4), new = make_series (first, after, 4);
  g_autoptr(DtBarSeries) joined = dt_bar_series_join (old, new, first + 2);

  g_assert_cmpuint (joined->n_bars, ==, 4);
  g_assert_cmpfloat (joined->close[1], ==, 11.);
  g_assert_cmpfloat (joined->close[2], ==, 14.);
}

static char *
dup_own_path (const char *name)
{
  return g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "tests", "data", "corporate_actions",
                           name, NULL);
}

static char *
dup_shared_path (const char *folder,
                 const char *name)
{
  const char *shared = g_getenv ("DT_TEST_SHARED_DATA");
  char *path = g_build_filename (shared ? shared : "", folder, name, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the shared data is not here");
      g_clear_pointer (&path, g_free);
    }

  return path;
}

static DtBarSeries *
find_series (const DtCsvTable *table,
             const char       *symbol)
{
  for (guint i = 0; i < table->series->len; i++)
    if (g_str_equal (((DtBarSeries *) g_ptr_array_index (table->series, i))->symbol, symbol))
      return g_ptr_array_index (table->series, i);

  return NULL;
}

/* What the table's SOURCE.md says is wrong in it, or lies outside it: NEE is another security;
 * ticker changes and class shuffles; splits and distributions after the table's end. */
static gboolean
is_defective (const char *symbol)
{
  static const char *const symbols[] = {
    "NEE", "CB", "UA", "UAA", "CF", "HPQ", "JCI", "HSIC", "ISRG", "BLL", "XRX", "LEN",
  };

  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (g_str_equal (symbol, symbols[i]))
      return TRUE;

  return FALSE;
}

/* Of single events: the price of another security, and names that changed hands. */
static gboolean
is_other_security (const char *symbol,
                   DtDate      date)
{
  if (g_str_equal (symbol, "NEE"))
    return date >= dt_date_new (2016, 6, 9) && date <= dt_date_new (2017, 1, 30);
  if (g_str_equal (symbol, "CB"))
    return date < dt_date_new (2016, 1, 15);

  return g_str_equal (symbol, "UA") || g_str_equal (symbol, "UAA");
}

/* "All 8 AAPL dividends have the true amount (0.52 then 0.57)", says SOURCE.md. */
static void
test_apple (void)
{
  g_autofree char *path = dup_own_path ("sp500_adjustment_events_2015_2017.csv.gz");
  g_autoptr(DtCsvActions) actions = NULL;
  g_autoptr(GError) error = NULL;

  actions = dt_csv_actions_read_file (path, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < actions->symbols->len; i++)
    {
      const DtCsvSymbolActions *symbol = g_ptr_array_index (actions->symbols, i);

      if (!g_str_equal (symbol->symbol, "AAPL"))
        continue;
      g_assert_cmpuint (dt_action_list_count (symbol->list), ==, 8);
      for (guint j = 0; j < 8; j++)
        g_assert_cmpint (dt_action_list_get (symbol->list, j)->cash, ==, j < 4 ? 520000 : 570000);
    }
}

typedef struct
{
  DtCsvTable   *raw;
  DtCsvActions *actions;
} Shared;

static void
load_tables (Shared     *shared,
             const char *raw)
{
  DtCsvOptions options = { .as_of = DT_DATE_NONE, .timeframe = DT_TIMEFRAME_DAY };
  g_autofree char *events = dup_own_path ("sp500_adjustment_events_2015_2017.csv.gz");
  g_autoptr(GError) error = NULL;

  shared->raw = dt_csv_import_file (raw, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  shared->actions = dt_csv_actions_read_file (events, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
shared_clear (Shared *shared)
{
  dt_csv_table_free (shared->raw);
  dt_csv_actions_free (shared->actions);
}

/* For each event of the table: the total-return view's closes around the ex-date, against the raw
 * ones, give the published factor. Published to six digits, from prices to the cent. */
static void
test_published_factors (void)
{
  g_autofree char *path = dup_own_path ("sp500_adjustment_events_2015_2017.csv.gz");
  g_autofree char *bars = dup_own_path ("raw_bars_around_events.csv.gz");
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GHashTable) views = NULL;
  guint n_checked = 0, n_no_bar = 0, n_other = 0, n_restated = 0;
  Shared shared;

  load_tables (&shared, bars);
  {
    g_autoptr(GFile) file = g_file_new_for_path (path);
    g_autoptr(GInputStream) packed = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
    g_autoptr(GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
    g_autoptr(GInputStream) plain = g_converter_input_stream_new (packed, G_CONVERTER (gzip));
    g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();

    g_assert_cmpint (g_output_stream_splice (memory, plain, 0, NULL, NULL), >, 0);
    g_assert_true (g_output_stream_write_all (memory, "", 1, NULL, NULL, NULL));
    g_assert_true (g_output_stream_close (memory, NULL, NULL));
    text = g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (memory));
  }

  views = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                 (GDestroyNotify) dt_bar_series_unref);
  for (guint i = 0; i < shared.actions->symbols->len; i++)
    {
      const DtCsvSymbolActions *symbol = g_ptr_array_index (shared.actions->symbols, i);
      const DtBarSeries *raw = find_series (shared.raw, symbol->symbol);

      if (raw != NULL)
        g_hash_table_insert (views, symbol->symbol,
                             dt_bar_series_adjust (raw, symbol->list, DT_ADJUSTMENT_TOTAL_RETURN,
                                                   DT_DATE_NONE));
    }

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], ",", -1);
      const DtBarSeries *view = g_hash_table_lookup (views, fields[0]);
      const DtBarSeries *raw = find_series (shared.raw, fields[0]);
      double published = g_ascii_strtod (fields[6], NULL);
      double as_reported = g_ascii_strtod (fields[5], NULL), ours, unit;
      DtDate ex_date, previous;
      gsize bar;

      g_assert_true (dt_date_parse (fields[1], &ex_date) && dt_date_parse (fields[2], &previous));
      bar = raw != NULL ? dt_bar_series_find (raw, dt_time_from_new_york (ex_date, 0)) : 0;
      if (bar == 0 || bar >= raw->n_bars
          || raw->time[bar - 1] != dt_time_from_new_york (previous, 0) || as_reported == 0.)
        {
          n_no_bar++;
          continue;
        }
      if (is_other_security (fields[0], ex_date))
        {
          n_other++;
          continue;
        }
      /* A close that was restated in between has two factors */
      if (fabs (g_ascii_strtod (fields[3], NULL) - as_reported) > .005)
        {
          g_test_message ("restated: %s", lines[i]);
          n_restated++;
          continue;
        }

      ours = view->close[bar - 1] / view->close[bar] * (raw->close[bar] / raw->close[bar - 1]);
      /* Of a split the table may have rounded the adjusted close to a cent (SBUX: 47.62) */
      unit = published < .67 ? .0051 / as_reported : 1e-5;
      if (!(fabs (ours - published) <= unit))
        g_error ("%s: %.6f, not %.6f", lines[i], ours, published);
      if (!(fabs (ours * as_reported - g_ascii_strtod (fields[4], NULL)) <= unit * as_reported))
        g_error ("%s: adjusted close %.6f", lines[i], ours * as_reported);
      n_checked++;
    }

  g_test_message ("%u events checked, %u without bars around them, %u of another security, %u with "
                  "a restated close", n_checked, n_no_bar, n_other, n_restated);
  g_assert_cmpuint (n_checked + n_no_bar + n_other + n_restated, ==, 3060);
  g_assert_cmpuint (n_checked, >=, 2900);
  shared_clear (&shared);
}

/* The split view against another source's split-adjusted closes, to 0.3 % as SOURCE.md has it. */
static void
test_other_source (void)
{
  DtCsvOptions options = { .as_of = DT_DATE_NONE };
  g_autofree char *path = dup_shared_path ("daily_sp500_2013_2018", "all_stocks_5yr.csv.gz");
  g_autofree char *raw_path = NULL;
  g_autoptr(DtCsvTable) daily = NULL;
  g_autoptr(GError) error = NULL;
  guint n_same = 0, n_other = 0, n_defective = 0;
  Shared shared;

  if (path == NULL
      || !(raw_path = dup_shared_path ("corporate_actions", "sp500_raw_prices_2015_2017.csv.gz")))
    return;

  load_tables (&shared, raw_path);
  daily = dt_csv_import_file (path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < shared.raw->series->len; i++)
    {
      const DtBarSeries *raw = g_ptr_array_index (shared.raw->series, i);
      const DtBarSeries *other = find_series (daily, raw->symbol);
      g_autoptr(DtBarSeries) view = NULL;
      const DtActionList *list = NULL;
      guint n_bad = 0;

      for (guint j = 0; j < shared.actions->symbols->len; j++)
        {
          const DtCsvSymbolActions *symbol = g_ptr_array_index (shared.actions->symbols, j);

          if (g_str_equal (symbol->symbol, raw->symbol))
            list = symbol->list;
        }
      view = dt_bar_series_adjust (raw, list, DT_ADJUSTMENT_SPLIT, DT_DATE_NONE);
      for (gsize bar = 0; other != NULL && bar < view->n_bars; bar++)
        {
          gsize there = dt_bar_series_find (other, view->time[bar]);

          if (there == other->n_bars || other->time[there] != view->time[bar])
            continue;
          if (fabs (other->close[there] / view->close[bar] - 1.) <= .003)
            n_same++;
          else
            n_bad++;
        }
      if (is_defective (raw->symbol))
        n_defective += n_bad;
      else
        n_other += n_bad;
      if (n_bad > 2 && !is_defective (raw->symbol))
        g_test_message ("%s: %u", raw->symbol, n_bad);
    }

  g_test_message ("%u the same, %u not, %u of defective ones", n_same, n_other, n_defective);
  g_assert_cmpuint (n_same, >=, 240600);
  g_assert_cmpuint (n_other, <, 50);
  shared_clear (&shared);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/market/adjust/by-hand", test_by_hand);
  g_test_add_func ("/market/adjust/same-date", test_same_date);
  g_test_add_func ("/market/adjust/join", test_join);
  g_test_add_func ("/market/adjust/apple", test_apple);
  g_test_add_func ("/market/adjust/published-factors", test_published_factors);
  g_test_add_func ("/market/adjust/other-source", test_other_source);

  return g_test_run ();
}
