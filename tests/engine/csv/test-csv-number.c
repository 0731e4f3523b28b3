/* test-csv-number.c - the nearest double, and nothing that is no number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-csv-number.h"

static gboolean
parse (const char       *text,
       DtCsvNumberFlags  flags,
       double           *value)
{
  return dt_csv_number_parse (text, strlen (text), flags, value);
}

static void
test_values (void)
{
  static const struct { const char *text; double value; } cases[] = {
    { "0", 0. }, { "5", 5. }, { "12.5", 12.5 }, { ".5", .5 }, { "5.", 5. }, { "-3.25", -3.25 },
    { "+1", 1. }, { "1e3", 1000. }, { "1.5E-2", .015 }, { "$12.34", 12.34 }, { "-$5", -5. },
    { "$-5", -5. }, { "1,234.5", 1234.5 }, { "1,234,567", 1234567. },
    { "0.1", .1 }, { "123456789012345", 123456789012345. },
    { "9007199254740993", 9007199254740992. },   /* 2^53 + 1 is halfway: to even */
    { "0.30000000000000004", .30000000000000004 },
    { "00012.50", 12.5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = 0.;

      g_assert_true (parse (cases[i].text, DT_CSV_NUMBER_PLAIN, &value));
      g_assert_cmpfloat (value, ==, cases[i].value);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "", ".", "-", "+", "$", "e5", "1e", "1e+", "nan", "inf", "-inf", "0x10", "1.2.3", "12a", "1 2",
    "1,23", "12,34,567", ",123", "1,234,", "1.234,5", "1e999", "--1", "1.5M", "\"1\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value;

      g_test_message ("%s", cases[i]);
      g_assert_false (parse (cases[i], DT_CSV_NUMBER_PLAIN, &value));
    }
}

static void
test_flags (void)
{
  double value;

  g_assert_true (parse ("12,34", DT_CSV_NUMBER_DECIMAL_COMMA, &value));
  g_assert_cmpfloat (value, ==, 12.34);
  g_assert_false (parse ("1.234,5", DT_CSV_NUMBER_DECIMAL_COMMA, &value));
  g_assert_true (parse ("1.5M", DT_CSV_NUMBER_SUFFIX, &value));
  g_assert_cmpfloat (value, ==, 1500000.);
  g_assert_true (parse ("2k", DT_CSV_NUMBER_SUFFIX, &value));
  g_assert_cmpfloat (value, ==, 2000.);
  g_assert_true (parse ("3B", DT_CSV_NUMBER_SUFFIX, &value));
  g_assert_cmpfloat (value, ==, 3e9);
  g_assert_false (parse ("M", DT_CSV_NUMBER_SUFFIX, &value));
}

/* The C library rounds correctly; so must we, for every count of digits and place of the point. */
static void
test_nearest (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20180207);

  for (guint round = 0; round < 200000; round++)
    {
      char text[64];
      guint length = 0, n_digits = g_rand_int_range (rand, 1, 21);
      guint point = g_rand_int_range (rand, 0, n_digits + 1);
      double value;

      for (guint i = 0; i < n_digits; i++)
        {
          if (i == point)
            text[length++] = '.';
          text[length++] = '0' + g_rand_int_range (rand, 0, 10);
        }
      text[length] = '\0';

      g_assert_true (parse (text, DT_CSV_NUMBER_PLAIN, &value));
      g_assert_cmpfloat (value, ==, g_ascii_strtod (text, NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-number/values", test_values);
  g_test_add_func ("/csv-number/refused", test_refused);
  g_test_add_func ("/csv-number/flags", test_flags);
  g_test_add_func ("/csv-number/nearest", test_nearest);

  return g_test_run ();
}
