/* test-transactions.c - 9,367 transactions at real prices, folded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <gio/gio.h>

#include "dt-book.h"

/* pyfolio's test data (Apache-2.0): what was traded from 2004 to 2009 in seven stocks, and what was
 * held of each at the end of every day, in USD, and in cash, starting from 100,000 USD. The
 * positions come from the source, not from us. */

#define N_STOCKS 7

static char *
read_gzip (const char *name)
{
  const char *folder = g_getenv ("DT_TEST_SHARED_DATA");
  g_autofree char *path = g_build_filename (folder ? folder : ".", "performance_reference", name,
                                            NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) raw = g_file_read (file, NULL, NULL);
  g_autoptr(GZlibDecompressor) gzip = NULL;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GOutputStream) text = NULL;

  if (raw == NULL)
    return NULL;

  gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  stream = g_converter_input_stream_new (G_INPUT_STREAM (raw), G_CONVERTER (gzip));
  text = g_memory_output_stream_new_resizable ();
  g_assert_cmpint (g_output_stream_splice (text, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                           NULL, NULL), >, 0);

  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (text)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (text)));
}

static void
apply (DtBook     *book,
       char      **fields,
       double      prices[N_STOCKS])
{
  g_autoptr(GError) error = NULL;
  DtInstrumentIndex stock = (DtInstrumentIndex) g_ascii_strtoull (fields[3], NULL, 10);
  DtOrder order = {
    .instrument = stock,
    .role = DT_ROLE_ENTRY,
    .type = DT_ORDER_MARKET,
    .quantity = DT_UNITS (g_ascii_strtoll (fields[1], NULL, 10)),
  };
  DtFill fill = { .instrument = stock, .quantity = order.quantity, .why = DT_FILL_REPORTED };

  prices[stock] = g_ascii_strtod (fields[2], NULL);
  g_assert_true (dt_money_from_double (prices[stock], &fill.price));
  fill.order = dt_book_add_order (book, &order)->id;
  dt_book_apply_fill (book, &fill, &error);
  g_assert_no_error (error);
}

/* A share too many or too few would be a dollar; the source prints its prices to eleven places. */
static void
compare_day (const DtBook  *book,
             char         **held,
             double         prices[N_STOCKS],
             guint         *n_compared)
{
  for (guint i = 0; i < N_STOCKS; i++)
    {
      double units = dt_quantity_to_double (book->positions[i].quantity);
      double value = g_ascii_strtod (held[i + 1], NULL);

      /* Without a trade that day its price is not known, but the sign is */
      if (isnan (prices[i]))
        g_assert_cmpint ((units > 0.) - (units < 0.), ==, (value > 0.) - (value < 0.));
      else
        {
          g_assert_cmpfloat_with_epsilon (units * prices[i], value, 1e-5);
          (*n_compared)++;
        }
    }

  /* Fixed-point prices have six places: half a millionth a share at most, in the sum over all */
  g_assert_cmpfloat_with_epsilon (dt_money_to_double (book->cash),
                                  g_ascii_strtod (held[N_STOCKS + 1], NULL), .05);
}

static void
test_fold (void)
{
  g_autofree char *transactions = read_gzip ("pyfolio_test_txn.csv.gz");
  g_autofree char *positions = read_gzip ("pyfolio_test_pos.csv.gz");
  g_auto(GStrv) rows = NULL, days = NULL;
  g_autoptr(DtBook) book = NULL;
  g_autoptr(GError) error = NULL;
  guint row = 1, n_compared = 0;

  if (transactions == NULL || positions == NULL)
    {
      g_test_skip ("performance_reference is not there");
      return;
    }

  rows = g_strsplit (transactions, "\n", -1);
  days = g_strsplit (positions, "\n", -1);
  book = dt_book_new (N_STOCKS, DT_DOLLARS (100000), 0, NULL);

  for (guint i = 1; days[i] != NULL && *days[i] != '\0'; i++)
    {
      g_auto(GStrv) held = g_strsplit (g_strchomp (days[i]), ",", -1);
      double prices[N_STOCKS];

      for (guint j = 0; j < N_STOCKS; j++)
        prices[j] = NAN;
      for (; rows[row] != NULL && *rows[row] != '\0' && strncmp (rows[row], held[0], 10) <= 0;
           row++)
        {
          g_auto(GStrv) fields = g_strsplit (rows[row], ",", -1);

          apply (book, fields, prices);
        }
      compare_day (book, held, prices, &n_compared);
    }

  g_assert_cmpuint (book->fills->len, ==, 9367);
  g_assert_cmpuint (n_compared, ==, 9367);
  dt_book_verify (book, &error);
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trade/transactions/fold", test_fold);

  return g_test_run ();
}
