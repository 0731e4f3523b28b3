/* test-print.c - JSON and tables of the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dt-cli.h"

static void
test_json_child (void)
{
  g_autoptr(JsonNode) root = json_from_string ("{\"b\":[1,2.5,true,null,[],{}],"
                                               "\"a\":\"q\\\"\\\\\\n\\u0009\\u0001é\"}", NULL);

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
                             "  \"a\": \"q\\\"\\\\\\n\\u0009\\u0001é\"\n"
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
  g_test_add_func ("/cli/print/json", test_json);
  g_test_add_func ("/cli/print/json/subprocess", test_json_child);
  g_test_add_func ("/cli/print/table", test_table);
  g_test_add_func ("/cli/print/table/subprocess", test_table_child);

  return g_test_run ();
}
