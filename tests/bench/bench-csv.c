/* bench-csv.c - rows of a price table a second
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <time.h>

#include "dt-csv-import.h"

/* Usage: bench-csv [PRICES.csv[.gz]]
 *
 * Imports the table from memory, as plain text: parse, check, sort, find out, fill. Beside it, as
 * what no reader of lines can beat, a scan of the same bytes for line ends. Without a file, a table
 * of 500,000 rows is made up. Prints the best of several rounds. */

#define N_ROUNDS 7
#define N_MADE   500000

/* Seconds of this process's own work: what other programs do meanwhile does not count. */
static double
cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static GString *
make_table (void)
{
  GString *text = g_string_new ("date,open,high,low,close,volume,Name\n");
  char date[DT_TIME_BUF_SIZE];

  for (guint i = 0; i < N_MADE; i++)
    {
      double price = 10. + i % 977 * .37;

      dt_date_to_string (dt_date_new (2010, 1, 1) + i % 1250, date);
      g_string_append_printf (text, "%s,%.2f,%.2f,%.2f,%.2f,%u,S%u\n", date, price, price + 1.,
                              price - 1., price + .5, 1000000 + i, i / 1250);
    }

  return text;
}

static GString *
read_table (const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GInputStream) stream = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GConverter) gunzip = NULL;

  g_assert_nonnull (stream);
  if (g_str_has_suffix (path, ".gz"))
    {
      GInputStream *packed = g_steal_pointer (&stream);

      gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
      stream = g_converter_input_stream_new (packed, gunzip);
      g_object_unref (packed);
    }
  g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);

  return g_string_new_len (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                           g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

static double
time_import (const GString *text,
             guint64       *n_rows)
{
  double began = cpu_seconds (), took;
  g_autoptr(GError) error = NULL;
  g_autoptr(DtCsvTable) table = dt_csv_import_bytes (text->str, text->len, "bench.csv", NULL,
                                                     &error);

  took = cpu_seconds () - began;
  g_assert_no_error (error);
  *n_rows = table->n_rows;

  return took;
}

static double
time_scan (const GString *text)
{
  double began = cpu_seconds ();
  const char *at = text->str, *end = text->str + text->len;
  volatile guint64 n_lines = 0;

  while ((at = memchr (at, '\n', end - at)) != NULL)
    {
      n_lines++;
      at++;
    }

  return cpu_seconds () - began;
}

int
main (int   argc,
      char *argv[])
{
  GString *text = argc > 1 ? read_table (argv[1]) : make_table ();
  double import = G_MAXDOUBLE, scan = G_MAXDOUBLE;
  guint64 n_rows = 0;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      import = MIN (import, time_import (text, &n_rows));
      scan = MIN (scan, time_scan (text));
    }

  g_print ("%" G_GUINT64_FORMAT " rows, %.1f MB\n", n_rows, (double) text->len / 1e6);
  g_print ("import     %8.2f M rows/s  %8.1f MB/s\n", (double) n_rows / import / 1e6,
           (double) text->len / import / 1e6);
  g_print ("line ends  %8.2f M rows/s  %8.1f MB/s  %.1f times as fast\n",
           (double) n_rows / scan / 1e6, (double) text->len / scan / 1e6, import / scan);
  g_string_free (text, TRUE);

  return 0;
}
