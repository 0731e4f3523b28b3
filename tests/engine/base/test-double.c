/* test-double.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dt-json.h"
#include "dt-random.h"

/* As Python's repr() writes them (David Gay's shortest digits), without ".0" at the end. */
static void
test_known (void)
{
  static const struct
  {
    double      value;
    const char *text;
  } cases[] = {
    { 0x1.999999999999ap-4, "0.1" },
    { 0x1.3333333333334p-2, "0.30000000000000004" },
    { 0x1.5555555555555p-2, "0.3333333333333333" },
    { 0x1.5555555555555p-1, "0.6666666666666666" },
    { 0x1.0000000000000p-44, "5.684341886080802e-14" },
    { 0x1.0000000000000p-1022, "2.2250738585072014e-308" },
    { 0x0.0000000000001p-1022, "5e-324" },
    { 0x1.fffffffffffffp+1023, "1.7976931348623157e+308" },
    { 0x1.b69b4ba630f35p+56, "1.2345678901234568e+17" },
    { 0x1.c6bf526340000p+49, "1000000000000000" },
    { 0x1.1c37937e08000p+53, "1e+16" },
    { 0x1.0f0cf064dd592p+73, "1e+22" },
    { 0x1.52d02c7e14af6p+76, "1e+23" },
    { 0x1.0000000000000p+53, "9007199254740992" },
    { 0x1.0000000000002p+52, "4503599627370498" },
    { 0x1.a36e2eb1c432dp-14, "0.0001" },
    { 0x1.4f8b588e368f1p-17, "1e-05" },
    { 0x1.edd2f1a9fbe77p+6, "123.456" },
    { 0x1.6a09e667f3bcdp+0, "1.4142135623730951" },
    { 0x1.921fb54442d18p+1, "3.141592653589793" },
    { 0x1.ad7f29abcaf48p-24, "1e-07" },
    { 0x1.0000000000000p+70, "1.1805916207174113e+21" },
    { 0x1.0000000000000p-30, "9.313225746154785e-10" },
    { 0x1.0000000000000p+55, "3.602879701896397e+16" },
    { 0x1.0000000000000p-20, "9.5367431640625e-07" },
    { 0x0.fffffffffffffp-1022, "2.225073858507201e-308" },
    { 0x1.b1ae4d6e2ef50p+69, "1e+21" },
    { 0x1.c6bf52633ffffp+49, "999999999999999.9" },
    { 0x1.3333333333334p-2, "0.30000000000000004" },
    { 0x1.9000000000000p+6, "100" },
    { 0x1.34a0000000000p+10, "1234.5" },
    { 0x1.999999999999ap-5, "0.05" },
  };
  char buf[DT_DOUBLE_BUF_SIZE], negative[DT_DOUBLE_BUF_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpstr (dt_double_to_string (cases[i].value, buf), ==, cases[i].text);
      dt_double_to_string (-cases[i].value, negative);
      g_assert_cmpint (negative[0], ==, '-');
      g_assert_cmpstr (negative + 1, ==, cases[i].text);
    }

  g_assert_cmpstr (dt_double_to_string (0, buf), ==, "0");
  g_assert_cmpstr (dt_double_to_string (-0., buf), ==, "-0");
  g_assert_cmpstr (dt_double_to_string (NAN, buf), ==, "nan");
  g_assert_cmpstr (dt_double_to_string (INFINITY, buf), ==, "inf");
  g_assert_cmpstr (dt_double_to_string (-INFINITY, buf), ==, "-inf");
}

static guint
count_digits (const char *text)
{
  guint n = 0, zeros = 0;

  for (; *text != '\0' && *text != 'e'; text++)
    {
      if (!g_ascii_isdigit (*text) || (n == 0 && *text == '0'))
        continue;
      n++;
      zeros = *text == '0' ? zeros + 1 : 0;
    }

  return n - zeros;
}

static void
assert_shortest (double value)
{
  char buf[DT_DOUBLE_BUF_SIZE], shorter[64];
  guint n;

  dt_double_to_string (value, buf);
  g_assert_cmpfloat (g_ascii_strtod (buf, NULL), ==, value);

  /* With one digit less, the nearest text is another number */
  n = count_digits (buf);
  if (n > 1)
    {
      g_snprintf (shorter, sizeof shorter, "%.*e", (int) n - 2, value);
      g_assert_cmpfloat (g_ascii_strtod (shorter, NULL), !=, value);
    }
}

static void
test_round_trip (void)
{
  DtRandom random;

  dt_random_init (&random, 20190211);
  for (guint i = 0; i < 100000; i++)
    {
      guint64 bits = dt_random_next (&random);
      double value;

      memcpy (&value, &bits, sizeof value);
      if (isfinite (value))
        assert_shortest (value);
      assert_shortest ((double) (gint64) dt_random_below (&random, 100000000) / 10000);
      assert_shortest (dt_random_normal (&random));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/double/known", test_known);
  g_test_add_func ("/base/double/round-trip", test_round_trip);

  return g_test_run ();
}
