/* test-bar-chunk.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-bar-chunk.h"
#include "dt-market-store.h"
#include "dt-rice.h"

/* Rice codes */

static void
check_rice (const guint64 *values,
            gsize          n_values)
{
  static const guint8 margin[DT_RICE_MARGIN] = { 0 };
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree guint64 *back = g_new (guint64, MAX (n_values, 1));
  gsize size;

  dt_rice_encode (values, n_values, bytes);
  size = bytes->len;
  g_byte_array_append (bytes, margin, sizeof margin);

  g_assert_true (dt_rice_decode (bytes->data, size, back, n_values));
  g_assert_cmpmem (values, n_values * sizeof *values, back, n_values * sizeof *values);

  /* Two bytes less cannot hold them: a value takes a bit at least */
  if (size >= 2 && n_values > 64 && values[n_values - 1] != 0)
    g_assert_false (dt_rice_decode (bytes->data, size - 2, back, n_values));
}

static void
test_rice_bits (void)
{
  /* Three values with k = 0: 6 bits of k, then 0 -> 0, 1 -> 10, 2 -> 110 written from the lowest
   * bit up: 000000 0 10 110 and zeros: 0b10000000 0b00000110. */
  const guint64 values[] = { 0, 1, 2 };
  const guint8 expected[] = { 0x80, 0x06 };
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  dt_rice_encode (values, G_N_ELEMENTS (values), bytes);
  g_assert_cmpmem (bytes->data, bytes->len, expected, sizeof expected);
}

static void
test_rice_extremes (void)
{
  const guint64 values[] = { 0, G_MAXUINT64, 1, G_MAXUINT32, G_MAXUINT64 - 1, 1ull << 63, 0, 7 };

  for (gsize n = 0; n <= G_N_ELEMENTS (values); n++)
    check_rice (values, n);
}

static void
test_rice_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20130208);
  guint64 values[300];

  for (guint round = 0; round < 2000; round++)
    {
      gsize n_values = g_rand_int_range (rand, 0, G_N_ELEMENTS (values));
      guint shift = g_rand_int_range (rand, 0, 64);

      for (gsize i = 0; i < n_values; i++)
        {
          values[i] = ((guint64) g_rand_int (rand) << 32 | g_rand_int (rand)) >> shift;
          if (g_rand_int_range (rand, 0, 50) == 0)
            values[i] = G_MAXUINT64 - values[i];
        }
      check_rice (values, n_values);
    }
}

static void
test_zigzag (void)
{
  g_assert_cmpuint (dt_zigzag (0), ==, 0);
  g_assert_cmpuint (dt_zigzag ((guint64) -1), ==, 1);
  g_assert_cmpuint (dt_zigzag (1), ==, 2);
  g_assert_cmpuint (dt_zigzag ((guint64) G_MININT64), ==, G_MAXUINT64);
  g_assert_cmpuint (dt_unzigzag (dt_zigzag ((guint64) -12345)), ==, (guint64) -12345);
}

/* Chunks */

static void
assert_same_bars (const DtBarSeries *a,
                  gsize              first,
                  const DtBarSeries *b)
{
  gsize size = b->n_bars * 8;

  g_assert_cmpuint (first + b->n_bars, <=, a->n_bars);
  g_assert_cmpmem (a->time + first, size, b->time, size);
  g_assert_cmpmem (a->open + first, size, b->open, size);
  g_assert_cmpmem (a->high + first, size, b->high, size);
  g_assert_cmpmem (a->low + first, size, b->low, size);
  g_assert_cmpmem (a->close + first, size, b->close, size);
  g_assert_cmpmem (a->volume + first, size, b->volume, size);
}

static gsize
check_round_trip (const DtBarSeries *series)
{
  g_autoptr(GByteArray) bytes = dt_bar_chunk_encode (series, 0, series->n_bars);
  g_autoptr(DtBarSeries) back = dt_bar_series_new ("X", series->timeframe, 0);
  g_autoptr(GError) error = NULL;

  dt_bar_chunk_decode (bytes->data, bytes->len, back, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->n_bars, ==, series->n_bars);
  assert_same_bars (series, 0, back);

  return bytes->len;
}

static DtBarSeries *
make_series (GRand *rand,
             gsize  n_bars,
             double unit)
{
  DtBarSeries *series = dt_bar_series_new ("X", DT_TIMEFRAME_DAY, n_bars);
  double close = 10000;

  for (gsize i = 0; i < n_bars; i++)
    {
      double open = close + g_rand_int_range (rand, -50, 51);
      DtBar bar = { .time = (DtTime) i * DT_DAY };

      close = MAX (open + g_rand_int_range (rand, -200, 201), 100);
      bar.open = open / unit;
      bar.close = close / unit;
      bar.high = (MAX (open, close) + g_rand_int_range (rand, 0, 90)) / unit;
      bar.low = (MIN (open, close) - g_rand_int_range (rand, 0, 90)) / unit;
      bar.volume = g_rand_int_range (rand, 0, 100000000);
      dt_bar_series_append (series, &bar, bar.time + DT_DAY);
    }

  return series;
}

static void
test_cents (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(DtBarSeries) series = make_series (rand, 1259, 100.);

  /* Open, close, high, low around 8 bits each, volume 28, time 1: less than 9 bytes a bar of 48 */
  g_assert_cmpuint (check_round_trip (series), <, 1259 * 9);
}

static void
test_one_bar (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (2);
  g_autoptr(DtBarSeries) series = make_series (rand, 1, 100.);

  check_round_trip (series);
}

/* Whatever the bits of a double are, they come back. */
static void
test_any_double (void)
{
  static const double odd[] = { 0., -0., NAN, INFINITY, -INFINITY, 5e-324, 1.7976931348623157e308,
                                0.1, 1. / 3., 9007199254740993., 123456.1234567, 1e15, -2.5 };
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr(DtBarSeries) series = make_series (rand, g_rand_int_range (rand, 1, 200),
                                                   round % 2 == 0 ? 100. : 1e6);
      double *columns[] = { series->open, series->high, series->low, series->close,
                            series->volume };

      for (guint n = g_rand_int_range (rand, 0, 4); n > 0; n--)
        {
          double value = odd[g_rand_int_range (rand, 0, G_N_ELEMENTS (odd))];
          guint64 bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);

          if (g_rand_boolean (rand))
            memcpy (&value, &bits, sizeof value);
          columns[g_rand_int_range (rand, 0, 5)][g_rand_int_range (rand, 0, series->n_bars)]
            = value;
        }
      check_round_trip (series);
    }
}

static void
test_any_time (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr(DtBarSeries) series = make_series (rand, 100, 100.);
      guint shift = g_rand_int_range (rand, 8, 60);
      DtTime time = G_MININT64 + 1;

      for (gsize i = 0; i < series->n_bars; i++)
        {
          guint64 step = (((guint64) g_rand_int (rand) << 32) >> shift) + 1;

          if ((guint64) G_MAXINT64 - (guint64) time < step)
            {
              series->n_bars = i;
              break;
            }
          series->time[i] = time += step;
        }
      check_round_trip (series);
    }
}

static void
test_appends (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  g_autoptr(DtBarSeries) series = make_series (rand, 100, 100.);
  g_autoptr(DtBarSeries) back = dt_bar_series_new ("X", DT_TIMEFRAME_DAY, 0);
  g_autoptr(GByteArray) first = dt_bar_chunk_encode (series, 0, 60);
  g_autoptr(GByteArray) second = dt_bar_chunk_encode (series, 60, 40);
  g_autoptr(GError) error = NULL;

  g_assert_true (dt_bar_chunk_decode (first->data, first->len, back, NULL));
  g_assert_true (dt_bar_chunk_decode (second->data, second->len, back, NULL));
  g_assert_cmpuint (back->n_bars, ==, 100);
  assert_same_bars (series, 0, back);

  /* Once more would go back in time */
  g_assert_false (dt_bar_chunk_decode (second->data, second->len, back, &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT);
  g_assert_cmpuint (back->n_bars, ==, 100);
}

/* Any changed, missing or added byte is noticed. */
static void
test_damage (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (6);
  g_autoptr(DtBarSeries) series = make_series (rand, 50, 100.);
  g_autoptr(GByteArray) bytes = dt_bar_chunk_encode (series, 0, 50);
  g_autoptr(DtBarSeries) back = dt_bar_series_new ("X", DT_TIMEFRAME_DAY, 0);

  for (guint i = 0; i < bytes->len; i++)
    {
      g_autoptr(GError) error = NULL;

      bytes->data[i] ^= 0x40;
      g_assert_false (dt_bar_chunk_decode (bytes->data, bytes->len, back, &error));
      g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT);
      bytes->data[i] ^= 0x40;
      g_assert_false (dt_bar_chunk_decode (bytes->data, i, back, NULL));
    }
  g_assert_cmpuint (back->n_bars, ==, 0);
}

/* Damage that brings its own right checksum is refused or gives some bars, but no crash. */
static void
test_forged (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr(DtBarSeries) series = make_series (rand, 80, round % 2 == 0 ? 100. : 3.);
      g_autoptr(GByteArray) bytes = dt_bar_chunk_encode (series, 0, 80);
      g_autoptr(DtBarSeries) back = dt_bar_series_new ("X", DT_TIMEFRAME_DAY, 0);
      g_autofree guint8 *copy = NULL;
      gsize size = bytes->len;

      for (guint n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        bytes->data[g_rand_int_range (rand, 4, size)] = g_rand_int_range (rand, 0, 256);
      if (g_rand_boolean (rand))
        size = g_rand_int_range (rand, 16, size);
      copy = g_memdup2 (bytes->data, size);
      dt_bar_chunk_reseal (copy, size);
      dt_bar_chunk_decode (copy, size, back, NULL);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/rice/bits", test_rice_bits);
  g_test_add_func ("/store/rice/extremes", test_rice_extremes);
  g_test_add_func ("/store/rice/random", test_rice_random);
  g_test_add_func ("/store/rice/zigzag", test_zigzag);
  g_test_add_func ("/store/bar-chunk/cents", test_cents);
  g_test_add_func ("/store/bar-chunk/one-bar", test_one_bar);
  g_test_add_func ("/store/bar-chunk/any-double", test_any_double);
  g_test_add_func ("/store/bar-chunk/any-time", test_any_time);
  g_test_add_func ("/store/bar-chunk/appends", test_appends);
  g_test_add_func ("/store/bar-chunk/damage", test_damage);
  g_test_add_func ("/store/bar-chunk/forged", test_forged);

  return g_test_run ();
}
