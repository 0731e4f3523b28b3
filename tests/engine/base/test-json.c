/* test-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-json.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *root = dt_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return root;
}

static void
test_write (void)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;
  g_autofree char *pretty = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "zeta");
  json_builder_add_double_value (builder, 0.1);
  json_builder_set_member_name (builder, "alpha");
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, G_MININT64);
  json_builder_add_double_value (builder, NAN);
  json_builder_add_boolean_value (builder, TRUE);
  json_builder_add_null_value (builder);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "quote \"\\\n\t");
  json_builder_add_string_value (builder, "é\x01");
  json_builder_set_member_name (builder, "empty");
  json_builder_begin_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  text = dt_json_to_string (root, FALSE);
  g_assert_cmpstr (text, ==, "{\"zeta\":0.1,\"alpha\":[-9223372036854775808,null,true,null],"
                             "\"quote \\\"\\\\\\n\\u0009\":\"é\\u0001\",\"empty\":{}}");
  pretty = dt_json_to_string (root, TRUE);
  g_assert_true (g_str_has_prefix (pretty, "{\n  \"zeta\": 0.1,\n  \"alpha\": [\n    -92"));
}

/* Written, read and written again gives the same text. */
static void
test_round_trip (void)
{
  const char *text = "{\"b\":[1.5,-2,-0.0,1e-07,"
                     "1.7976931348623157e+308,\"ü\\\\\"],\"a\":{\"x\":null}}";
  g_autoptr(JsonNode) root = parse (text);
  g_autofree char *again = dt_json_to_string (root, FALSE);

  g_assert_cmpstr (again, ==, text);
}

static void
test_read (void)
{
  g_autoptr(JsonNode) root = parse ("{\"s\":\"text\",\"d\":1.5,\"i\":7,\"b\":true,"
                                    "\"m\":\"-12.000001\",\"l\":[1],\"o\":{\"k\":1}}");
  JsonObject *object = json_node_get_object (root);
  const char *string;
  double number;
  gint64 whole;
  gboolean truth;
  DtMoney money;
  JsonArray *array;
  JsonObject *inner;

  g_assert_true (dt_json_read_string (object, "s", &string, NULL));
  g_assert_cmpstr (string, ==, "text");
  g_assert_true (dt_json_read_double (object, "d", &number, NULL));
  g_assert_cmpfloat (number, ==, 1.5);
  g_assert_true (dt_json_read_double (object, "i", &number, NULL));
  g_assert_cmpfloat (number, ==, 7);
  g_assert_true (dt_json_read_int (object, "i", 0, 7, &whole, NULL));
  g_assert_cmpint (whole, ==, 7);
  g_assert_true (dt_json_read_boolean (object, "b", &truth, NULL));
  g_assert_true (truth);
  g_assert_true (dt_json_read_money (object, "m", &money, NULL));
  g_assert_cmpint (money, ==, -12000001);
  g_assert_true (dt_json_read_array (object, "l", &array, NULL));
  g_assert_cmpuint (json_array_get_length (array), ==, 1);
  g_assert_true (dt_json_read_object (object, "o", &inner, NULL));
  g_assert_true (json_object_has_member (inner, "k"));
}

static void
assert_refused (GError     **error,
                int          code,
                const char  *message)
{
  g_assert_error (*error, DT_JSON_ERROR, code);
  g_assert_cmpstr ((*error)->message, ==, message);
  g_clear_error (error);
}

static void
test_refuse (void)
{
  g_autoptr(JsonNode) root = parse ("{\"s\":\"text\",\"d\":1.5,\"i\":70,\"e\":1e999,\"l\":[1,2]}");
  g_autoptr(GError) error = NULL;
  JsonObject *object = json_node_get_object (root);
  const char *string;
  double number;
  gint64 whole;
  DtMoney money;

  g_assert_false (dt_json_read_string (object, "x", &string, &error));
  assert_refused (&error, DT_JSON_ERROR_MISSING, "The member \"x\" is missing");
  g_assert_false (dt_json_read_string (object, "d", &string, &error));
  assert_refused (&error, DT_JSON_ERROR_VALUE, "The member \"d\" is 1.5, not a text");
  g_assert_false (dt_json_read_double (object, "s", &number, &error));
  assert_refused (&error, DT_JSON_ERROR_VALUE,
                  "The member \"s\" is \"text\", not a finite number");
  g_assert_false (dt_json_read_double (object, "e", &number, &error));
  g_assert_error (error, DT_JSON_ERROR, DT_JSON_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_false (dt_json_read_int (object, "i", 0, 69, &whole, &error));
  assert_refused (&error, DT_JSON_ERROR_VALUE,
                  "The member \"i\" is 70, not a whole number from 0 to 69");
  g_assert_false (dt_json_read_int (object, "d", 0, 69, &whole, &error));
  g_assert_error (error, DT_JSON_ERROR, DT_JSON_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_false (dt_json_read_money (object, "d", &money, &error));
  g_assert_error (error, DT_JSON_ERROR, DT_JSON_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_false (dt_json_read_string (object, "l", &string, &error));
  assert_refused (&error, DT_JSON_ERROR_VALUE, "The member \"l\" is [1,2], not a text");
}

static void
test_syntax (void)
{
  static const char *const texts[] = { "", "  ", "{", "[1,", "{\"a\":}", "nul", "\"\xff\"",
                                       "{\"a\":\"\\ud800\"}", "{\"\\ud800\":1}" };
  g_autofree char *deep = g_strnfill (100000, '[');

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (dt_json_parse (texts[i], -1, &error));
      g_assert_error (error, DT_JSON_ERROR, DT_JSON_ERROR_SYNTAX);
    }

  g_assert_null (dt_json_parse (deep, -1, NULL));
  g_assert_null (dt_json_parse ("1\0 2", 4, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/json/write", test_write);
  g_test_add_func ("/base/json/round-trip", test_round_trip);
  g_test_add_func ("/base/json/read", test_read);
  g_test_add_func ("/base/json/refuse", test_refuse);
  g_test_add_func ("/base/json/syntax", test_syntax);

  return g_test_run ();
}
