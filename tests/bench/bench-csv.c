/* bench-csv.c - rows of a price table a second
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <time.h>

#include <glib/gstdio.h>

#include "dt-bar-chunk.h"
#include "dt-csv-import.h"
#include "dt-market-store.h"

/* Usage: bench-csv [PRICES.csv[.gz]]
 *
 * Imports the table from memory, as plain text: parse, check, sort, find out, fill. Beside it, as
 * what no reader of lines can beat, a scan of the same bytes for line ends. Without a file, a table
 * of 500,000 rows is made up. With one, what `import csv` does with it, stage by stage. Prints the
 * best of several rounds. */

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

/* Seconds on the clock, of all threads together what the CPU did */
typedef struct
{
  double clock;
  double cpu;
} Span;

static double
clock_seconds (void)
{
  return g_get_monotonic_time () / 1e6;
}

static Span
begin_span (void)
{
  return (Span) { clock_seconds (), cpu_seconds () };
}

static void
end_span (Span *best,
          Span  began)
{
  best->clock = MIN (best->clock, clock_seconds () - began.clock);
  best->cpu = MIN (best->cpu, cpu_seconds () - began.cpu);
}

enum
{
  UNPACK,
  READ,
  HASH,
  PACK,
  OPEN,
  PUT,
  CLOSE,
  N_STAGES,
};

static void
remove_store (const char *folder)
{
  static const char *const names[] = { "market.db", "market.db-wal", "market.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* Every series' bars on their own, as one chunk of at most so many after the other. */
static void
pack_all (const DtCsvTable *table)
{
  for (guint i = 0; i < table->series->len; i++)
    {
      const DtBarSeries *series = g_ptr_array_index (table->series, i);

      for (gsize at = 0; at < series->n_bars; at += DT_BAR_CHUNK_MAX_BARS)
        g_byte_array_unref (dt_bar_chunk_encode (series, at,
                                                 MIN (series->n_bars - at, DT_BAR_CHUNK_MAX_BARS)));
    }
}

static void
hash_all (const DtCsvTable *table)
{
  for (guint i = 0; i < table->series->len; i++)
    g_free (dt_bar_series_hash (g_ptr_array_index (table->series, i)));
}

static void
put_all (DtMarketStore    *store,
         const DtCsvTable *table)
{
  g_autoptr(GError) error = NULL;

  if (dt_market_store_begin (store, &error)
      && dt_market_store_put_many (store, table->series, &error))
    dt_market_store_commit (store, &error);
  g_assert_no_error (error);
}

static void
time_stages (const char *path,
             Span       *best)
{
  g_autofree char *folder = g_dir_make_tmp ("bench-csv-XXXXXX", NULL);
  g_autoptr(DtCsvTable) table = NULL;
  DtMarketStore *store;
  Span began = begin_span ();

  g_string_free (read_table (path), TRUE);
  end_span (&best[UNPACK], began);
  began = begin_span ();
  table = dt_csv_import_file (path, NULL, NULL, NULL, NULL, NULL);
  end_span (&best[READ], began);
  g_assert_nonnull (table);
  began = begin_span ();
  hash_all (table);
  end_span (&best[HASH], began);
  began = begin_span ();
  pack_all (table);
  end_span (&best[PACK], began);
  began = begin_span ();
  store = dt_market_store_open (folder, DT_STORE_READ_WRITE, NULL);
  end_span (&best[OPEN], began);
  began = begin_span ();
  put_all (store, table);
  end_span (&best[PUT], began);
  began = begin_span ();
  g_object_unref (store);
  end_span (&best[CLOSE], began);
  remove_store (folder);
}

static void
print_stages (const char *path)
{
  static const char *const names[] = {
    "read and unpack alone", "read, unpack, parse", "of storing: hashes", "of storing: packing",
    "open an empty store", "store in one transaction", "close",
  };
  Span best[N_STAGES];

  for (guint i = 0; i < N_STAGES; i++)
    best[i] = (Span) { G_MAXDOUBLE, G_MAXDOUBLE };
  for (guint i = 0; i < N_ROUNDS; i++)
    time_stages (path, best);
  for (guint i = 0; i < N_STAGES; i++)
    g_print ("%-26s %7.1f ms on the clock %7.1f ms CPU\n", names[i], best[i].clock * 1e3,
             best[i].cpu * 1e3);
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
  if (argc > 1)
    print_stages (argv[1]);

  return 0;
}
