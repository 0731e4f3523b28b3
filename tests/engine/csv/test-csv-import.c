/* test-csv-import.c - dirt is listed, rubbish is refused, the rest comes in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "dt-csv-import.h"

/* 2020-01-01: what is "future" must not change with the day the test runs. */
#define NOW (G_GINT64_CONSTANT (1577836800) * DT_SECOND)

#define HEADER "date,open,high,low,close,volume\n"

static DtCsvTable *
import_with (const char          *text,
             const DtCsvOptions  *options,
             GError             **error)
{
  DtCsvOptions copy = { .as_of = DT_DATE_NONE };

  if (options != NULL)
    copy = *options;
  copy.now = NOW;

  return dt_csv_import_bytes (text, strlen (text), "X.csv", &copy, error);
}

static DtCsvTable *
import (const char *text)
{
  g_autoptr(GError) error = NULL;
  DtCsvTable *table = import_with (text, NULL, &error);

  g_assert_no_error (error);
  return table;
}

static const DtBarSeries *
first_series (const DtCsvTable *table)
{
  g_assert_cmpuint (table->series->len, >, 0);
  return g_ptr_array_index (table->series, 0);
}

static void
check_reject (const DtCsvTable *table,
              guint             i,
              guint64           line,
              const char       *field,
              const char       *value,
              const char       *reason)
{
  const DtCsvReject *reject = g_ptr_array_index (table->rejects, i);

  g_assert_cmpuint (reject->line, ==, line);
  g_assert_cmpstr (reject->field, ==, field);
  g_assert_cmpstr (reject->value, ==, value);
  g_assert_nonnull (strstr (reject->reason, reason));
}

static gboolean
has_note (const DtCsvTable *table,
          const char       *part)
{
  for (guint i = 0; i < table->notes->len; i++)
    if (strstr (g_ptr_array_index (table->notes, i), part) != NULL)
      return TRUE;

  return FALSE;
}

/* A header, n good days from 2019-01-01 on, then @tail. */
static char *
dup_days (guint       n,
          const char *tail)
{
  GString *text = g_string_new (HEADER);

  for (guint i = 0; i < n; i++)
    {
      char date[DT_TIME_BUF_SIZE];

      dt_date_to_string (dt_date_new (2019, 1, 1) + i, date);
      g_string_append_printf (text, "%s,10,11,9,10.5,100\n", date);
    }
  g_string_append (text, tail);

  return g_string_free (text, FALSE);
}

static void
test_plain (void)
{
  g_autoptr(DtCsvTable) table = import (HEADER "2019-02-11,10,11.5,9.25,10.5,1000\n"
                                        "2019-02-12,10.5,12,10,11,2000\n");
  const DtBarSeries *series = first_series (table);

  g_assert_cmpuint (table->n_rows, ==, 2);
  g_assert_cmpuint (table->n_rejected, ==, 0);
  g_assert_cmpstr (series->symbol, ==, "X");
  g_assert_cmpuint (series->timeframe, ==, DT_TIMEFRAME_DAY);
  g_assert_cmpint (series->time[0], ==, dt_time_from_new_york (dt_date_new (2019, 2, 11), 0));
  g_assert_cmpint (series->known[0], ==,
                   dt_time_from_new_york (dt_date_new (2019, 2, 11), 16 * DT_HOUR));
  g_assert_cmpfloat (series->open[0], ==, 10.);
  g_assert_cmpfloat (series->high[0], ==, 11.5);
  g_assert_cmpfloat (series->low[0], ==, 9.25);
  g_assert_cmpfloat (series->close[0], ==, 10.5);
  g_assert_cmpfloat (series->volume[1], ==, 2000.);
}

static void
test_rejects (void)
{
  g_autofree char *text = dup_days (200,
    "2019-08-01,abc,11,9,10,1\n"
    "2019-08-02,10,,9,10,1\n"
    "2019-08-05,0,11,9,10,1\n"
    "2019-08-06,10,8,9,10,1\n"
    "2019-08-07,12,11,9,10,1\n"
    "2019-08-08,10,11,9,8.5,1\n"
    "2019-07-19,10,11,9,10,1\n"
    "2020-08-09,10,11,9,10,1\n"
    "2019-08-12,10,11,9,10,-1\n"
    "2019-02-30,10,11,9,10,1\n");
  g_autoptr(DtCsvTable) table = import (text);

  g_assert_cmpuint (table->n_rows, ==, 210);
  g_assert_cmpuint (table->n_rejected, ==, 10);
  g_assert_cmpuint (first_series (table)->n_bars, ==, 200);
  check_reject (table, 0, 202, "open", "abc", "not a number");
  check_reject (table, 1, 203, "high", "", "blank");
  check_reject (table, 2, 204, "open", "0", "above zero");
  check_reject (table, 3, 205, "high", "8", "below the low");
  check_reject (table, 4, 206, "open", "12", "outside");
  check_reject (table, 5, 207, "close", "8.5", "outside");
  check_reject (table, 6, 208, "date", "2019-07-19", "repeats");
  check_reject (table, 7, 209, "date", "2020-08-09", "future");
  check_reject (table, 8, 210, "volume", "-1", "below zero");
  check_reject (table, 9, 211, "date", "2019-02-30", "no date");
}

/* Of two rows with one stamp the later line goes, however far apart they stand. */
static void
test_duplicates (void)
{
  g_autoptr(DtCsvTable) table = import (HEADER
    "2019-02-11,10,11,9,10,1\n"
    "2019-02-12,20,21,19,20,2\n"
    "2019-02-13,30,31,29,30,3\n"
    "2019-02-11,99,99,99,99,9\n"
    "2019-02-13,98,98,98,98,9\n");
  const DtBarSeries *series = first_series (table);

  g_assert_cmpuint (series->n_bars, ==, 3);
  g_assert_cmpfloat (series->open[0], ==, 10.);
  g_assert_cmpfloat (series->open[2], ==, 30.);
  g_assert_cmpuint (table->n_rejected, ==, 2);
  check_reject (table, 0, 5, "date", "2019-02-11", "repeats");
  check_reject (table, 1, 6, "date", "2019-02-13", "repeats");
}

static void
test_out_of_order (void)
{
  g_autoptr(DtCsvTable) table = import (HEADER
    "2019-02-13,30,31,29,30,3\n"
    "2019-02-12,20,21,19,20,2\n"
    "2019-02-11,10,11,9,10,1\n");
  const DtBarSeries *series = first_series (table);

  g_assert_cmpuint (table->n_rejected, ==, 0);
  g_assert_cmpuint (table->n_resorted, ==, 2);
  g_assert_true (has_note (table, "sorted"));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (series->open[i], ==, 10. * (i + 1));
}

static void
test_dressings (void)
{
  static const char *const texts[] = {
    "\357\273\277Date;Open;High;Low;Last;Vol\r\n11.02.2019;10,5;11;9;10;1\r\n"
    "12.02.2019;10;11;9;10;1",
    "<DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<VOL>\n20190211\t10.5\t11\t9\t10\t1\n"
    "20190212\t10\t11\t9\t10\t1\n",
    "\"Date\",\"Close/Last\",\"Volume\",\"Open\",\"High\",\"Low\"\n"
    "\"02/13/2019\",\"$10\",\"1,000\",\"$10\",\"$11\",\"$9\"\n"
    "\"02/11/2019\",\"$10\",\"1\",\"$10.5\",\"$11\",\"$9\"\n",
    "# made by hand\n\n,Open,High,Low,Close,Volume\n2019-02-11,10.5,11,9,10,1\n\n"
    "2019-02-12,10,11,9,10,1\n",
    "timestamp,1. open,2. high,3. low,4. close,5. volume\n2019-02-11,10.5,11,9,10,1,\n"
    "2019-02-12,10,11,9,10,1\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(DtCsvTable) table = import (texts[i]);
      const DtBarSeries *series = first_series (table);

      g_test_message ("%s", texts[i]);
      g_assert_cmpuint (table->n_rejected, ==, 0);
      g_assert_cmpuint (series->n_bars, ==, 2);
      g_assert_cmpfloat (series->open[0], ==, 10.5);
      g_assert_cmpint (series->time[0], ==, dt_time_from_new_york (dt_date_new (2019, 2, 11), 0));
    }
}

static void
test_symbols (void)
{
  g_autoptr(DtCsvTable) table = import ("Name,date,open,high,low,close,volume\n"
    "msft,2019-02-11,10,11,9,10,1\n"
    "BRK.B,2019-02-11,20,21,19,20,1\n"
    "MSFT,2019-02-12,10,11,9,10,1\n"
    "BRK.B,2019-02-12,20,21,19,20,1\n"
    "B@D,2019-02-12,20,21,19,20,1\n"
    ",2019-02-12,20,21,19,20,1\n");

  g_assert_cmpuint (table->series->len, ==, 2);
  g_assert_cmpstr (first_series (table)->symbol, ==, "BRK.B");
  g_assert_cmpstr (((DtBarSeries *) g_ptr_array_index (table->series, 1))->symbol, ==, "MSFT");
  g_assert_cmpuint (table->n_rejected, ==, 2);
  check_reject (table, 0, 6, "Name", "B@D", "no symbol");
  check_reject (table, 1, 7, "Name", "", "blank");
}

/* An hourly bar that ends with the session at 16:00 began at 15:30. */
static void
test_stamps (void)
{
  const char *text = "Date,Time,Open,High,Low,Close,Volume\n"
    "2019-02-11,10:30,10,11,9,10,1\n2019-02-11,11:30,10,11,9,10,1\n"
    "2019-02-11,12:30,10,11,9,10,1\n2019-02-11,16:00,10,11,9,10,1\n";
  DtDate date = dt_date_new (2019, 2, 11);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtCsvTable) table = import_with (text, &(DtCsvOptions) { .stamp = DT_STAMP_END },
                                             &error);
  const DtBarSeries *series;

  g_assert_no_error (error);
  series = first_series (table);
  g_assert_cmpuint (series->timeframe, ==, DT_TIMEFRAME_HOUR);
  g_assert_cmpint (series->time[0], ==,
                   dt_time_from_new_york (date, 9 * DT_HOUR + 30 * DT_MINUTE));
  g_assert_cmpint (series->time[3], ==,
                   dt_time_from_new_york (date, 15 * DT_HOUR + 30 * DT_MINUTE));
  g_assert_cmpint (series->known[3], ==, dt_time_from_new_york (date, 16 * DT_HOUR));
}

/* Daily bars stamped with an instant are of the session that it falls on in New York. */
static void
test_daily_instants (void)
{
  g_autoptr(DtCsvTable) table = import ("time,open,high,low,close\n"
    "1549895400,10,11,9,10\n"      /* 2019-02-11 14:30 UTC, the open */
    "1549981800,10,11,9,10\n");
  g_autoptr(DtCsvTable) zoned = import ("time,open,high,low,close\n"
    "2019-02-11 00:00:00+00:00,10,11,9,10\n2019-02-12 00:00:00+00:00,10,11,9,10\n");
  DtTime start = dt_time_from_new_york (dt_date_new (2019, 2, 11), 0);

  g_assert_cmpint (first_series (table)->time[0], ==, start);
  g_assert_cmpint (first_series (zoned)->time[0], ==, start);
}

static void
test_values (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtCsvTable) rate = import_with ("DATE,T10Y2Y\n2019-02-11,-0.16\n2019-02-12,.\n"
                                            "2019-02-13,0\n",
                                            &(DtCsvOptions) { .kind = DT_INSTRUMENT_RATE }, &error);
  const DtBarSeries *series;

  g_assert_no_error (error);
  series = first_series (rate);
  g_assert_cmpstr (series->symbol, ==, "T10Y2Y");
  g_assert_cmpuint (series->n_bars, ==, 2);
  g_assert_cmpfloat (series->low[0], ==, -.16);
  g_assert_cmpuint (rate->n_rejected, ==, 1);
  g_assert_true (has_note (rate, "open, high and low"));
}

static void
test_weekly (void)
{
  g_autoptr(DtCsvTable) table = import (HEADER "2019-02-08,10,11,9,10,1\n"
                                        "2019-02-15,10,11,9,10,1\n2019-02-22,10,11,9,10,1\n");

  g_assert_cmpuint (first_series (table)->timeframe, ==, DT_TIMEFRAME_WEEK);
  /* The Friday is of the week that began on Monday the fourth */
  g_assert_cmpint (first_series (table)->time[0], ==,
                   dt_time_from_new_york (dt_date_new (2019, 2, 4), 0));
}

static void
refuse (const char *text,
        DtCsvError  code,
        const char *part)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (import_with (text, NULL, &error));
  g_assert_error (error, DT_CSV_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_refused (void)
{
  g_autofree char *wide = g_strnfill (10000, ',');
  g_autofree char *wide_row = g_strconcat (HEADER, wide, "\n", NULL);
  g_autofree char *dirty = dup_days (100, "x,1,1,1,1,1\nx,1,1,1,1,1\nx,1,1,1,1,1\nx,1,1,1,1,1\n"
                                          "x,1,1,1,1,1\nx,1,1,1,1,1\n");
  g_autofree char *line = g_strnfill (2 * 1024 * 1024, 'a');
  g_autofree char *long_line = g_strconcat (HEADER, "2019-02-11,1,1,1,1,1\n", line, "\n", NULL);

  refuse ("", DT_CSV_ERROR_NOT_A_TABLE, "empty");
  refuse ("\n\n\n", DT_CSV_ERROR_NOT_A_TABLE, "empty");
  refuse (HEADER, DT_CSV_ERROR_NOT_A_TABLE, "no rows");
  refuse ("hello world\n", DT_CSV_ERROR_NOT_A_TABLE, "line 1 has 1 column");
  refuse ("\377\376d,a\n", DT_CSV_ERROR_NOT_A_TABLE, "UTF-16");
  refuse ("2019-02-11,10,11,9,10,1\n2019-02-12,10,11,9,10,1\n", DT_CSV_ERROR_NOT_A_TABLE,
          "should name the columns");
  refuse ("date,open,high,low,volume\n2019-02-11,10,11,9,1\n", DT_CSV_ERROR_MISSING_COLUMN,
          "close");
  refuse ("open,high,low,close\n1,1,1,1\n", DT_CSV_ERROR_MISSING_COLUMN, "date");
  refuse ("date,open,low,close\n2019-02-11,10,9,10\n", DT_CSV_ERROR_MISSING_COLUMN, "high");
  refuse (wide, DT_CSV_ERROR_NOT_A_TABLE, "10001 columns");
  refuse (wide_row, DT_CSV_ERROR_NOT_A_TABLE, "line 2 has 10001 columns");
  refuse (long_line, DT_CSV_ERROR_NOT_A_TABLE, "longer than a megabyte");
  refuse (dirty, DT_CSV_ERROR_TOO_DIRTY, "line 102");
  refuse (HEADER "2019-02-11,a,b,c,d,e\n", DT_CSV_ERROR_TOO_DIRTY, "line 2");
  refuse (HEADER "02/03/2019,10,11,9,10,1\n", DT_CSV_ERROR_OPTION, "--date-format");
  refuse (HEADER "2019-02-11,10,11,9,10,1\n2019-04-11,10,11,9,10,1\n", DT_CSV_ERROR_OPTION,
          "--timeframe");
}

static void
test_binary (void)
{
  static const char bytes[] = "\211PNG\r\n\032\n\0\0\0\rIHDR,close,date\n";
  g_autoptr(GError) error = NULL;

  g_assert_null (dt_csv_import_bytes (bytes, sizeof bytes, "a.png", NULL, &error));
  g_assert_error (error, DT_CSV_ERROR, DT_CSV_ERROR_NOT_A_TABLE);
  g_assert_nonnull (strstr (error->message, "a.png"));
}

/* Exactly 5 % is not more than 5 %: 6 of 120; one good row less is. */
static void
test_dirt_limit (void)
{
  const char *bad = "x,1,1,1,1,1\nx,1,1,1,1,1\nx,1,1,1,1,1\nx,1,1,1,1,1\nx,1,1,1,1,1\n"
                    "x,1,1,1,1,1\n";
  g_autofree char *at = dup_days (114, bad);
  g_autofree char *above = dup_days (113, bad);
  g_autoptr(DtCsvTable) table = import (at);

  g_assert_cmpuint (table->n_rejected, ==, 6);
  refuse (above, DT_CSV_ERROR_TOO_DIRTY, "6 of 119");
}

/* Blocks of a megabyte are cut anywhere; the bars must not know. */
static void
test_blocks (void)
{
  g_autoptr(GString) text = g_string_new ("symbol,time,open,high,low,close,volume\n");
  g_autoptr(DtCsvTable) table = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, "S%u,%" G_GINT64_FORMAT ",%u.25,%u.5,%u,%u.25,%u\n", i % 7,
                            G_GINT64_CONSTANT (1549895400) + i / 7 * 60, i + 1, i + 1, i + 1, i + 1,
                            i);
  g_assert_cmpuint (text->len, >, 3 * 1024 * 1024);

  table = import (text->str);
  g_assert_cmpuint (table->n_rows, ==, 100000);
  g_assert_cmpuint (table->n_rejected, ==, 0);
  g_assert_cmpuint (table->series->len, ==, 7);
  for (guint i = 0; i < 100000; i++)
    {
      const DtBarSeries *series = g_ptr_array_index (table->series, i % 7);

      g_assert_cmpfloat (series->open[i / 7], ==, i + 1.25);
      g_assert_cmpfloat (series->volume[i / 7], ==, i);
    }
}

/* Files */

static char *
dup_gzip (const char *text,
          gsize      *length)
{
  g_autoptr(GZlibCompressor) zipper = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  gsize size = strlen (text) + 4096, n_read;
  char *packed = g_malloc (size);

  g_assert_cmpint (g_converter_convert (G_CONVERTER (zipper), text, strlen (text), packed, size,
                                        G_CONVERTER_INPUT_AT_END, &n_read, length, NULL), ==,
                   G_CONVERTER_FINISHED);

  return packed;
}

static DtCsvTable *
import_file (const char    *name,
             const char    *data,
             gsize          length,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autofree char *folder = g_dir_make_tmp ("dt-csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  DtCsvTable *table;

  g_assert_true (g_file_set_contents (path, data, length, NULL));
  table = dt_csv_import_file (path, NULL, NULL, NULL, cancellable, error);
  g_unlink (path);
  g_rmdir (folder);

  return table;
}

static void
test_gzip (void)
{
  g_autofree char *text = dup_days (300, "");
  gsize length;
  g_autofree char *packed = dup_gzip (text, &length);
  g_autofree char *twice = g_malloc (2 * length);
  g_autoptr(DtCsvTable) table = NULL, cut = NULL, damaged = NULL, members = NULL;
  g_autoptr(GError) error = NULL;

  table = import_file ("AAPL.csv.gz", packed, length, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->n_rows, ==, 300);
  g_assert_cmpstr (first_series (table)->symbol, ==, "AAPL");

  cut = import_file ("AAPL.csv.gz", packed, length - 9, NULL, &error);
  g_assert_null (cut);
  g_assert_error (error, DT_CSV_ERROR, DT_CSV_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "AAPL.csv.gz"));
  g_clear_error (&error);

  /* Two members, one after the other: the second's header is a bad row, its days repeat */
  memcpy (twice, packed, length);
  memcpy (twice + length, packed, length);
  members = import_file ("AAPL.csv.gz", twice, 2 * length, NULL, &error);
  g_assert_null (members);
  g_assert_error (error, DT_CSV_ERROR, DT_CSV_ERROR_TOO_DIRTY);
  g_assert_nonnull (strstr (error->message, "301 of 601"));
  g_clear_error (&error);

  packed[length / 2] ^= 0x55;
  damaged = import_file ("AAPL.csv.gz", packed, length, NULL, &error);
  g_assert_null (damaged);
  g_assert_error (error, DT_CSV_ERROR, DT_CSV_ERROR_READ);
}

static GString *
make_minutes (guint n)
{
  GString *text = g_string_new ("time,open,high,low,close\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%u,10,%u,9,10\n", 1000000000 + i * 60, 11 + i % 7);

  return text;
}

/* More text than is unpacked ahead: the same bars as without packing. */
static void
test_long_gzip (void)
{
  g_autoptr(GString) text = make_minutes (150000);
  gsize length;
  g_autofree char *packed = dup_gzip (text->str, &length);
  g_autoptr(DtCsvTable) plain = NULL, table = NULL, cut = NULL;
  g_autoptr(GError) error = NULL;

  plain = import_file ("X.csv", text->str, text->len, NULL, &error);
  g_assert_no_error (error);
  table = import_file ("X.csv.gz", packed, length, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->n_rows, ==, 150000);
  g_assert_cmpmem (first_series (plain)->time, 150000 * sizeof (DtTime),
                   first_series (table)->time, 150000 * sizeof (DtTime));
  g_assert_cmpmem (first_series (plain)->high, 150000 * sizeof (double),
                   first_series (table)->high, 150000 * sizeof (double));

  cut = import_file ("X.csv.gz", packed, length - 9, NULL, &error);
  g_assert_null (cut);
  g_assert_error (error, DT_CSV_ERROR, DT_CSV_ERROR_READ);
}

static void
cancel_at_once (goffset  done,
                goffset  total,
                gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* Who stops reading leaves nothing waiting: a line of too many columns in the second block, and a
 * reader who has changed his mind. */
static void
test_left_gzip (void)
{
  g_autoptr(GString) text = make_minutes (150000);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = g_dir_make_tmp ("dt-csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "X.csv.gz", NULL);
  g_autofree char *packed = NULL, *wide = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  packed = dup_gzip (text->str, &length);
  g_assert_true (g_file_set_contents (path, packed, length, NULL));
  g_assert_null (dt_csv_import_file (path, NULL, cancel_at_once, cancellable, cancellable,
                                     &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (dt_csv_import_file (path, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_unlink (path);
  g_rmdir (folder);

  for (guint i = 0; i < 2000; i++)
    g_string_insert_c (text, 300000, ',');
  wide = dup_gzip (text->str, &length);
  g_assert_null (import_file ("X.csv.gz", wide, length, NULL, &error));
  g_assert_error (error, DT_CSV_ERROR, DT_CSV_ERROR_NOT_A_TABLE);
}

static void
test_missing_file (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (dt_csv_import_file ("/nowhere/AAPL.csv", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, DT_CSV_ERROR, DT_CSV_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "/nowhere/AAPL.csv"));
}

/* Two gigabytes, most of them a hole that is never reached. */
typedef struct
{
  GCancellable *cancellable;
  guint         n_calls;
  goffset       taken;
} Half;

static void
cancel_half_way (goffset  done,
                 goffset  total,
                 gpointer user_data)
{
  Half *half = user_data;

  g_assert_cmpint (total, ==, G_GINT64_CONSTANT (2) << 30);
  half->n_calls++;
  half->taken = done;
  if (done > 8 << 20)
    g_cancellable_cancel (half->cancellable);
}

static void
test_cancel (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dt-csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "BIG.csv", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileOutputStream) stream = g_file_create (file, 0, NULL, NULL);
  g_autoptr(GString) text = g_string_new ("time,open,high,low,close\n");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  Half half = { cancellable, 0, 0 };

  /* Rows for more than the part that is read; the rest is a hole */
  for (guint i = 0; text->len < 12 << 20; i++)
    g_string_append_printf (text, "%u,10,11,9,10\n", 1000000000 + i * 60);
  g_assert_true (g_output_stream_write_all (G_OUTPUT_STREAM (stream), text->str, text->len, NULL,
                                            NULL, NULL));
  g_assert_true (g_seekable_truncate (G_SEEKABLE (stream), G_GINT64_CONSTANT (2) << 30, NULL,
                                      NULL));

  g_assert_null (dt_csv_import_file (path, NULL, cancel_half_way, &half, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (half.n_calls, >, 5);
  g_assert_cmpint (half.taken, <, 12 << 20);

  g_unlink (path);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-import/plain", test_plain);
  g_test_add_func ("/csv-import/rejects", test_rejects);
  g_test_add_func ("/csv-import/duplicates", test_duplicates);
  g_test_add_func ("/csv-import/out-of-order", test_out_of_order);
  g_test_add_func ("/csv-import/dressings", test_dressings);
  g_test_add_func ("/csv-import/symbols", test_symbols);
  g_test_add_func ("/csv-import/stamps", test_stamps);
  g_test_add_func ("/csv-import/daily-instants", test_daily_instants);
  g_test_add_func ("/csv-import/values", test_values);
  g_test_add_func ("/csv-import/weekly", test_weekly);
  g_test_add_func ("/csv-import/refused", test_refused);
  g_test_add_func ("/csv-import/binary", test_binary);
  g_test_add_func ("/csv-import/dirt-limit", test_dirt_limit);
  g_test_add_func ("/csv-import/blocks", test_blocks);
  g_test_add_func ("/csv-import/gzip", test_gzip);
  g_test_add_func ("/csv-import/long-gzip", test_long_gzip);
  g_test_add_func ("/csv-import/left-gzip", test_left_gzip);
  g_test_add_func ("/csv-import/missing-file", test_missing_file);
  g_test_add_func ("/csv-import/cancel", test_cancel);

  return g_test_run ();
}
