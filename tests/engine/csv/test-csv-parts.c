/* test-csv-parts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-csv-import.h"
#include "dt-pool.h"

/* Tables of some megabytes are parsed in parts by two threads; whatever is in them, what comes out
 * is what comes out line by line, which the other tests of the room are about. */

#define N_SYMBOLS 40

typedef enum
{
  BY_SYMBOL,     /* all rows of a symbol, then the next */
  BY_TIME,       /* a row of each symbol, then the next minute */
  BACKWARDS,     /* by symbol, newest first */
} Layout;

static void
add_row (GString *text,
         guint    symbol,
         guint    minute)
{
  g_string_append_printf (text, "%u,S%02u,%u,%u,%u,%u,%u\n", 1000000000 + minute * 60, symbol,
                          100 + minute % 7, 110 + minute % 5, 90 - minute % 3, 95 + minute % 11,
                          minute + symbol);
}

static GString *
make_table (Layout layout,
            guint  n_minutes)
{
  GString *text = g_string_new ("time,symbol,open,high,low,close,volume\n");

  for (guint i = 0; i < N_SYMBOLS * n_minutes; i++)
    {
      guint minute = layout == BY_TIME ? i / N_SYMBOLS : i % n_minutes;
      guint symbol = layout == BY_TIME ? i % N_SYMBOLS : i / n_minutes;

      add_row (text, symbol, layout == BACKWARDS ? n_minutes - minute : minute);
    }

  return text;
}

static DtCsvTable *
import (const GString  *text,
        guint           n_threads,
        GError        **error)
{
  DtCsvOptions options = { .as_of = DT_DATE_NONE, .zone = "UTC" };
  DtCsvTable *table;

  dt_pool_set_n_threads (n_threads);
  table = dt_csv_import_bytes (text->str, text->len, "table.csv", &options, error);
  dt_pool_set_n_threads (0);

  return table;
}

static void
assert_equal_series (const DtBarSeries *a,
                     const DtBarSeries *b)
{
  gsize n = a->n_bars * sizeof (double);

  g_assert_cmpstr (a->symbol, ==, b->symbol);
  g_assert_cmpuint (a->n_bars, ==, b->n_bars);
  g_assert_cmpmem (a->time, n, b->time, n);
  g_assert_cmpmem (a->known, n, b->known, n);
  g_assert_cmpmem (a->open, n, b->open, n);
  g_assert_cmpmem (a->high, n, b->high, n);
  g_assert_cmpmem (a->low, n, b->low, n);
  g_assert_cmpmem (a->close, n, b->close, n);
  g_assert_cmpmem (a->volume, n, b->volume, n);
}

static void
assert_equal_rejects (const DtCsvTable *a,
                      const DtCsvTable *b)
{
  g_assert_cmpuint (a->n_rejected, ==, b->n_rejected);
  g_assert_cmpuint (a->rejects->len, ==, b->rejects->len);
  for (guint i = 0; i < a->rejects->len; i++)
    {
      const DtCsvReject *x = g_ptr_array_index (a->rejects, i);
      const DtCsvReject *y = g_ptr_array_index (b->rejects, i);

      g_assert_cmpuint (x->line, ==, y->line);
      g_assert_cmpstr (x->field, ==, y->field);
      g_assert_cmpstr (x->value, ==, y->value);
      g_assert_cmpstr (x->reason, ==, y->reason);
    }
}

/* Imports the text both ways. @n_rejected, @n_resorted: known from how it was made. */
static void
check (const GString *text,
       guint64        n_rows,
       guint64        n_rejected,
       guint64        n_resorted)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtCsvTable) lines = import (text, 1, &error);
  g_autoptr(DtCsvTable) parts = NULL;

  g_assert_no_error (error);
  parts = import (text, 2, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (parts->n_rows, ==, n_rows);
  g_assert_cmpuint (parts->n_rejected, ==, n_rejected);
  g_assert_cmpuint (parts->n_resorted, ==, n_resorted);
  g_assert_cmpuint (lines->n_rows, ==, n_rows);
  g_assert_cmpuint (lines->n_resorted, ==, n_resorted);
  assert_equal_rejects (lines, parts);
  g_assert_cmpuint (lines->series->len, ==, parts->series->len);
  for (guint i = 0; i < lines->series->len; i++)
    assert_equal_series (g_ptr_array_index (lines->series, i),
                         g_ptr_array_index (parts->series, i));
}

static void
test_by_symbol (void)
{
  g_autoptr(GString) text = make_table (BY_SYMBOL, 5000);

  check (text, N_SYMBOLS * 5000, 0, 0);
}

static void
test_by_time (void)
{
  g_autoptr(GString) text = make_table (BY_TIME, 5000);

  check (text, N_SYMBOLS * 5000, 0, 0);
}

/* Every row but the first of a symbol comes before the ones that were there. */
static void
test_backwards (void)
{
  g_autoptr(GString) text = make_table (BACKWARDS, 5000);

  check (text, N_SYMBOLS * 5000, 0, N_SYMBOLS * 4999);
}

/* A row too many that repeats the stamp of the one before, at every place where a part can end;
 * and blank prices, too few fields, symbols that are none. */
static void
test_rejects (void)
{
  g_autoptr(GString) text = g_string_new ("time,symbol,open,high,low,close,volume\n");
  guint64 n_rows = 0, n_rejected = 0;

  for (guint symbol = 0; symbol < N_SYMBOLS; symbol++)
    for (guint minute = 0; minute < 5000; minute++)
      {
        add_row (text, symbol, minute);
        n_rows++;
        if (minute % 60 == 0)
          {
            add_row (text, symbol, minute);
            n_rows++;
            n_rejected++;
          }
        if (minute % 100 == 7)
          {
            g_string_append (text, minute % 200 == 7 ? "1000000000,S1,,2,1,1,1\n"
                                                     : "1000000000,S 1,1,2,1,1,1\n");
            g_string_append (text, "1000000000,S1,2\n\n");
            n_rows += 2;
            n_rejected += 2;
          }
      }

  check (text, n_rows, n_rejected, 0);
}

/* A symbol that comes again far below with rows that belong between. */
static void
test_late_rows (void)
{
  g_autoptr(GString) text = make_table (BY_SYMBOL, 5000);

  for (guint minute = 6000; minute < 6010; minute++)
    add_row (text, 3, minute);
  for (guint minute = 5500; minute < 5510; minute++)
    add_row (text, 3, minute);

  check (text, N_SYMBOLS * 5000 + 20, 0, 10);
}

/* Without a column of symbols. */
static void
test_single (void)
{
  g_autoptr(GString) text = g_string_new ("time,open,high,low,close\n");

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "%u,10,%u,9,10\n", 1000000000 + i * 60, 11 + i % 7);

  check (text, 200000, 0, 0);
}

/* A line that no table has ends the import where it stands, and says where. */
static void
test_wide_line (void)
{
  g_autoptr(GString) text = make_table (BY_SYMBOL, 5000);
  g_autoptr(GString) commas = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append_c (commas, ',');
  g_string_append_printf (commas, "\n");
  add_row (text, 1, 7000);
  g_string_append (text, commas->str);
  add_row (text, 1, 7001);

  g_assert_null (import (text, 2, &error));
  g_assert_error (error, DT_CSV_ERROR, DT_CSV_ERROR_NOT_A_TABLE);
  /* The header, 200,000 rows, one more, and this one */
  g_assert_nonnull (strstr (error->message, "line 200003 "));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv-parts/by-symbol", test_by_symbol);
  g_test_add_func ("/csv-parts/by-time", test_by_time);
  g_test_add_func ("/csv-parts/backwards", test_backwards);
  g_test_add_func ("/csv-parts/rejects", test_rejects);
  g_test_add_func ("/csv-parts/late-rows", test_late_rows);
  g_test_add_func ("/csv-parts/single", test_single);
  g_test_add_func ("/csv-parts/wide-line", test_wide_line);

  return g_test_run ();
}
