/* test-csv-quick.c - many bytes at a time, and the same as one by one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-csv-import.h"
#include "dt-csv-number.h"
#include "dt-pool.h"
#include "dt-random.h"
#include "dt-vector.h"

/* The byte-by-byte reading that all else is held to. */
static guint64
find_plainly (guint64 word,
              guchar  c)
{
  guint64 found = 0;

  for (guint i = 0; i < 8; i++)
    if ((word >> (8 * i) & 0xff) == c)
      found |= G_GUINT64_CONSTANT (0x80) << (8 * i);

  return found;
}

static void
test_equal (void)
{
  DtRandom random;

  dt_random_init (&random, 1);
  for (guint i = 0; i < 200000; i++)
    {
      guint64 word = dt_random_next (&random);
      guchar c = dt_random_below (&random, 256);

      /* Equal bytes, and those that differ from them in a bit or by one, side by side */
      for (guint at = 0; at < 8; at++)
        if (dt_random_below (&random, 2) == 0)
          {
            guchar near = dt_random_below (&random, 3) == 0
                          ? c ^ 1 << dt_random_below (&random, 8)
                          : c + (int) dt_random_below (&random, 3) - 1;

            word = (word & ~(G_GUINT64_CONSTANT (0xff) << (8 * at))) | (guint64) near << (8 * at);
          }
      g_assert_cmphex (dt_csv_equal_bytes (word, G_GUINT64_CONSTANT (0x0101010101010101) * c), ==,
                       find_plainly (word, c));
    }
}

/* Mostly what is in numbers, of any length, with any bytes behind it. */
static void
fill_number (DtRandom *random,
             char     *text,
             gsize     n_bytes)
{
  static const char common[] = "0123456789012345678901234567890123456789......,-+e$ KM/:\n\"";

  for (gsize i = 0; i < n_bytes; i++)
    text[i] = dt_random_below (random, 50) == 0
              ? (char) dt_random_below (random, 256)
              : common[dt_random_below (random, sizeof common - 1)];
}

static gboolean
is_plain (const char *text,
          gsize       length)
{
  guint n_digits = 0, n_points = 0;

  for (gsize i = 0; i < length; i++)
    {
      n_digits += g_ascii_isdigit (text[i]);
      n_points += text[i] == '.';
    }

  return n_digits > 0 && n_points <= 1 && n_digits + n_points == length && length <= 8;
}

static void
test_numbers (void)
{
  DtRandom random;
  guint n_plain = 0;
  char text[24];

  dt_random_init (&random, 2);
  for (guint i = 0; i < 2000000; i++)
    {
      gsize length = dt_random_below (&random, 11);
      double quick = -1., slow = -2.;
      gboolean plain;

      fill_number (&random, text, sizeof text);
      plain = is_plain (text, length);
      n_plain += plain;
      g_assert_cmpint (dt_csv_number_parse_eight (text, length, &quick), ==, plain);
      if (!plain)
        continue;

      g_assert_true (dt_csv_number_parse (text, length, DT_CSV_NUMBER_PLAIN, &slow));
      g_assert_cmpmem (&quick, sizeof quick, &slow, sizeof slow);
    }

  g_assert_cmpuint (n_plain, >, 100000);
}

/* Tables that are written twice, the second time with the symbol in quotes, which makes every row
 * one that is read field by field. */
typedef struct
{
  DtRandom  random;
  GString  *plain;
  GString  *quoted;
  guint     symbol;
  guint     day;
} Tables;

static const char header[] = "date,open,high,low,close,volume,Name,note\n";

/* @end: of the line, after the symbol */
static void
add_row (Tables     *tables,
         const char *start,
         const char *symbol,
         const char *end)
{
  g_string_append_printf (tables->plain, "%s,%s%s", start, symbol, end);
  g_string_append_printf (tables->quoted, "%s,\"%s\"%s", start, symbol, end);
}

static void
add_good_row (Tables     *tables,
              const char *end)
{
  DtRandom *random = &tables->random;
  guint price = 1000 + dt_random_below (random, dt_random_below (random, 9) == 0 ? 99999999 : 9999);
  char date[DT_TIME_BUF_SIZE], symbol[16];
  g_autofree char *start = NULL;

  dt_date_to_string (dt_date_new (2010, 1, 1) + tables->day++, date);
  g_snprintf (symbol, sizeof symbol, "S%.*u", 1 + tables->symbol % 9, tables->symbol);
  start = g_strdup_printf ("%s,%u.%02u,%u.9,%u.,%u.%03u,%u", date, price, price % 90, price,
                           price, price, price % 899,
                           (guint) dt_random_below (random, 400000000));
  add_row (tables, start, symbol, end);
}

/* Four times the same price, which may be written in any way that numbers are. */
static void
add_same_price (Tables *tables)
{
  DtRandom *random = &tables->random;
  gsize length = 1 + dt_random_below (random, 9), point = dt_random_below (random, 12);
  char date[DT_TIME_BUF_SIZE], symbol[16], price[12] = "";
  g_autofree char *start = NULL;

  for (gsize i = 0; i < length; i++)
    price[i] = i == point ? '.' : '0' + (char) dt_random_below (random, 10);
  if (dt_random_below (random, 100) == 0)
    price[dt_random_below (random, length)] = (char) (35 + dt_random_below (random, 88));

  dt_date_to_string (dt_date_new (2010, 1, 1) + tables->day++, date);
  g_snprintf (symbol, sizeof symbol, "S%.*u", 1 + tables->symbol % 9, tables->symbol);
  start = g_strdup_printf ("%s,%s,%s,%s,%s,%s", date, price, price, price, price, price);
  add_row (tables, start, symbol, ",\n");
}

/* What is in tables, and is not as it should be; "%s" is a date. */
static const char *const bad_rows[] = {
  "%s,1,2,1,1,", "%s,,2,1,1,5", "%s,-1,2,-1,1,5", "%s,0,2,0,1,5", "%s,5,2,1,1,5", "%s,1,1,2,1,5",
  "%s,1,2,1,3,5", "%s,1e0,2,1,1,5", "%s,\"1,0\",2,1,1,5", "%s, 1 ,2,1,1,5.5", "%s,1,2,1,1,1.5M",
  "%s,$1,2,1,1,5", "%s,1.2.3,2,1,1,5", "%s,1,2,1,1,123456789012345678", "%s,.,2,1,1,5",
  "%sT00:00:00Z,1,2,1,1,5", "%s 09:30,1,2,1,1,5", "1%s,1,2,1,1,5", ",1,2,1,1,5",
  "2013-02-30,1,2,1,1,5", "2011-1-1,1,2,1,1,5", "2199-01-01,1,2,1,1,5", "%s,1,2,1,1,-5",
  "%s,1,99999999,1,99999999,5", "%s,1,2,1,1.00000000000000000000001,5", "2013/02/08,1,2,1,1,5",
};

static void
add_bad_row (Tables *tables)
{
  DtRandom *random = &tables->random;
  const char *bad = bad_rows[dt_random_below (random, G_N_ELEMENTS (bad_rows))];
  const char *at = strstr (bad, "%s");
  g_autofree char *start = NULL;
  char date[DT_TIME_BUF_SIZE];

  /* Some come again, or out of order */
  dt_date_to_string (dt_date_new (2010, 1, 1) + tables->day
                     - dt_random_below (random, MIN (tables->day + 1, 3)), date);
  start = at == NULL ? g_strdup (bad)
                     : g_strdup_printf ("%.*s%s%s", (int) (at - bad), bad, date, at + 2);
  add_row (tables, start, dt_random_below (random, 2) ? "s1" : "AB C",
           dt_random_below (random, 2) ? ",\n" : ",\r\n");
}

/* The same line in both. */
static void
add_line (Tables     *tables,
          const char *line)
{
  g_string_append (tables->plain, line);
  g_string_append (tables->quoted, line);
}

static void
add_some (Tables *tables)
{
  DtRandom *random = &tables->random;

  switch (dt_random_below (random, 500))
    {
    case 0:
      add_bad_row (tables);
      break;
    case 1:
      add_line (tables, dt_random_below (random, 2) ? "\n" : " \r\n");
      break;
    case 2:
      add_line (tables, "2013-02-08,1,2\n");
      break;
    case 3:
      add_good_row (tables, ",\"a, b\"\n");
      break;
    case 4:
      add_good_row (tables, ",a note that makes the line longer than a window is\n");
      break;
    case 5:
      add_good_row (tables, ",,\n");
      break;
    case 6:
      add_good_row (tables, ",\"a\n");
      break;
    case 7:
      add_good_row (tables, ",\r\n");
      break;
    case 8:
      tables->day -= MIN (tables->day, 1 + dt_random_below (random, 3));
      break;
    case 9:
      tables->symbol++;
      tables->day = dt_random_below (random, 3000);
      break;
    default:
      if (dt_random_below (random, 3) == 0)
        add_same_price (tables);
      else
        add_good_row (tables, ",\n");
    }
}

static DtCsvTable *
import (const GString *text,
        guint          n_threads)
{
  DtCsvOptions options = { .as_of = DT_DATE_NONE, .zone = "UTC", .timeframe = DT_TIMEFRAME_DAY,
                           .now = 1767225600 * DT_SECOND };
  g_autoptr(GError) error = NULL;
  DtCsvTable *table;

  dt_pool_set_n_threads (n_threads);
  table = dt_csv_import_bytes (text->str, text->len, "table.csv", &options, &error);
  dt_pool_set_n_threads (0);
  g_assert_no_error (error);

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

/* The value of a row of too few fields or too many is the row, in which there are quotes. */
static void
assert_equal_tables (const DtCsvTable *a,
                     const DtCsvTable *b)
{
  g_assert_cmpuint (a->n_rows, ==, b->n_rows);
  g_assert_cmpuint (a->n_rejected, ==, b->n_rejected);
  g_assert_cmpuint (a->n_resorted, ==, b->n_resorted);
  g_assert_cmpuint (a->rejects->len, ==, b->rejects->len);
  for (guint i = 0; i < a->rejects->len; i++)
    {
      const DtCsvReject *x = g_ptr_array_index (a->rejects, i);
      const DtCsvReject *y = g_ptr_array_index (b->rejects, i);

      g_assert_cmpuint (x->line, ==, y->line);
      g_assert_cmpstr (x->field, ==, y->field);
      g_assert_cmpstr (x->reason, ==, y->reason);
      if (*x->field != '\0')
        g_assert_cmpstr (x->value, ==, y->value);
    }

  g_assert_cmpuint (a->series->len, ==, b->series->len);
  for (guint i = 0; i < a->series->len; i++)
    assert_equal_series (g_ptr_array_index (a->series, i), g_ptr_array_index (b->series, i));
}

/* Small ones, and at the end one that is read in parts by both threads. */
static void
check_tables (void)
{
  for (guint seed = 0; seed < 200; seed++)
    {
      gboolean large = seed == 199;
      g_autoptr(GString) plain = g_string_new (header), quoted = g_string_new (header);
      Tables tables = { .plain = plain, .quoted = quoted };
      g_autoptr(DtCsvTable) one = NULL, other = NULL;

      dt_random_init (&tables.random, seed);
      for (guint i = 0; i < (large ? 100000 : 500); i++)
        add_some (&tables);
      if (seed % 3 == 0)
        g_string_truncate (plain, plain->len - 1);

      one = import (plain, large ? 2 : 1);
      other = import (quoted, 1);
      g_assert_cmpuint (one->n_rows, >, 300);
      assert_equal_tables (one, other);
    }
}

static void
test_tables (void)
{
  check_tables ();
}

static void
test_plain (void)
{
  dt_vector_limit (DT_VECTOR_PLAIN);
  check_tables ();
  dt_vector_limit (DT_VECTOR_DEEP);
}

/* A block that ends in a row leaves nothing out, wherever that is. */
static void
test_ends (void)
{
  g_autoptr(GString) text = g_string_new (header);
  gsize start = text->len;
  Tables tables = { .plain = text };

  tables.quoted = g_string_new (NULL);
  dt_random_init (&tables.random, 7);
  for (guint i = 0; i < 12; i++)
    add_good_row (&tables, ",\n");
  g_string_free (tables.quoted, TRUE);

  for (gsize length = start; length <= text->len; length++)
    {
      g_autofree char *cut = g_memdup2 (text->str, length);
      g_autoptr(DtCsvTable) table = dt_csv_import_bytes (cut, length, "t.csv", NULL, NULL);
      guint n_whole = 0;

      for (gsize i = start; i < length; i++)
        n_whole += cut[i] == '\n';
      if (n_whole < 2)
        continue;

      g_assert_nonnull (table);
      g_assert_cmpuint (table->n_rows - n_whole, <=, 1);
      g_assert_cmpuint (table->n_rejected, <=, table->n_rows - n_whole);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv-quick/equal", test_equal);
  g_test_add_func ("/csv-quick/numbers", test_numbers);
  g_test_add_func ("/csv-quick/tables", test_tables);
  g_test_add_func ("/csv-quick/plain", test_plain);
  g_test_add_func ("/csv-quick/ends", test_ends);

  return g_test_run ();
}
