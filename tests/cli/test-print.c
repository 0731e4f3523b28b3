/* test-print.c - JSON, numbers and tables of the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "dt-cli.h"

static void
test_double_known (void)
{
  /* Shortest forms as published with the problem: Steele and White (1990), Gay (1990), and the
   * bounds of IEEE 754 binary64 */
  static const struct
  {
    double      value;
    const char *text;
  } known[] = {
    { 0.1, "0.1" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 1. / 3, "0.3333333333333333" },
    { 100, "100" },
    { -2.5, "-2.5" },
    { 1e23, "1e+23" },
    { 9007199254740993., "9007199254740992" },
    { 5e-324, "5e-324" },
    { 2.2250738585072014e-308, "2.2250738585072014e-308" },
    { 1.7976931348623157e308, "1.7976931348623157e+308" },
    { NAN, "null" },
    { -INFINITY, "null" },
  };
  char buf[DT_CLI_DOUBLE_BUF_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_cmpstr (dt_cli_double_to_string (known[i].value, buf), ==, known[i].text);
}

static guint
count_digits (const char *text)
{
  guint n = 0;
  gboolean leading = TRUE;
  guint zeros = 0;

  for (; *text != '\0' && *text != 'e'; text++)
    {
      if (!g_ascii_isdigit (*text) || (leading && *text == '0'))
        continue;
      leading = FALSE;
      zeros = *text == '0' ? zeros + 1 : 0;
      n++;
    }

  return n - zeros;
}

/* Any number reads back as itself, and one digit less does not. */
static void
test_double_round_trip (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20130211);
  char buf[DT_CLI_DOUBLE_BUF_SIZE], shorter[DT_CLI_DOUBLE_BUF_SIZE], format[8];

  for (guint i = 0; i < 20000; i++)
    {
      guint64 bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
      double value;
      guint digits;

      /* Every third one has few digits, as prices do */
      memcpy (&value, &bits, sizeof value);
      if (i % 3 == 0)
        value = g_rand_int_range (rand, 1, 100000000) / 10000.;
      if (!isfinite (value))
        continue;

      dt_cli_double_to_string (value, buf);
      g_assert_true (g_ascii_strtod (buf, NULL) == value);

      digits = count_digits (buf);
      if (digits > 1)
        {
          g_snprintf (format, sizeof format, "%%.%ue", digits - 2);
          g_ascii_formatd (shorter, sizeof shorter, format, value);
          g_assert_false (g_ascii_strtod (shorter, NULL) == value);
        }
    }
}

static void
test_json_child (void)
{
  g_autoptr(JsonNode) root = json_from_string ("{\"b\":[1,2.5,true,null,[],{}],"
                                               "\"a\":\"q\\\"\\\\\\n\\t\\u0001é\"}", NULL);

  dt_cli_print_json (root);
}

static void
test_json (void)
{
  g_test_trap_subprocess ("/cli/print/json/subprocess", 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*{\n"
                             "  \"b\": [\n    1,\n    2.5,\n    true,\n    null,\n    [],\n    {}\n"
                             "  ],\n"
                             "  \"a\": \"q\\\"\\\\\\n\\t\\u0001é\"\n"
                             "}\n*");
}

static void
test_table_child (void)
{
  static const char *const header[] = { "symbol", "bars", "note", NULL };
  static const gboolean numeric[] = { FALSE, TRUE, FALSE };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_ptr_array_add (rows, g_strsplit ("A|1259|", "|", -1));
  g_ptr_array_add (rows, g_strsplit ("BRK.B|7|é ü", "|", -1));
  dt_cli_print_table (header, numeric, rows);
}

static void
test_table (void)
{
  g_test_trap_subprocess ("/cli/print/table/subprocess", 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*symbol  bars  note\n"
                             "A       1259\n"
                             "BRK.B      7  é ü\n*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/print/double/known", test_double_known);
  g_test_add_func ("/cli/print/double/round-trip", test_double_round_trip);
  g_test_add_func ("/cli/print/json", test_json);
  g_test_add_func ("/cli/print/json/subprocess", test_json_child);
  g_test_add_func ("/cli/print/table", test_table);
  g_test_add_func ("/cli/print/table/subprocess", test_table_child);

  return g_test_run ();
}
