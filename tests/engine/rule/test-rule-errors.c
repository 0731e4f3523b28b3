/* test-rule-errors.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-rule-program.h"

/* The caret stands under the character of @text that is meant; @says is in the message. */
typedef struct
{
  const char  *text;
  const char  *caret;
  DtRuleError  code;
  const char  *says;
} Case;

#define SYNTAX   DT_RULE_ERROR_SYNTAX
#define UNKNOWN  DT_RULE_ERROR_UNKNOWN_NAME
#define TYPE     DT_RULE_ERROR_TYPE
#define ARGUMENT DT_RULE_ERROR_ARGUMENT
#define DIVISION DT_RULE_ERROR_DIVISION
#define COMPLEX  DT_RULE_ERROR_TOO_COMPLEX

static const Case cases[] = {
  { "",
    "^", SYNTAX, "ends where a value should be" },
  { "close >",
    "       ^", SYNTAX, "ends where a value should be" },
  { "(close > 1",
    "          ^", SYNTAX, "ends where an operator or \")\" should be" },
  { "close > 1)",
    "         ^", SYNTAX, "not \")\"" },
  { "close > * 2",
    "        ^", SYNTAX, "not \"*\"" },
  { "close = 2",
    "      ^", SYNTAX, "write ==" },
  { "close > 1 && open > 1",
    "          ^", SYNTAX, "write \"and\"" },
  { "!(close > 1)",
    "^", SYNTAX, "write \"not\"" },
  { "close > 1 $",
    "          ^", SYNTAX, "\"$\" has no meaning" },
  { "close > 1 and ß",
    "              ^", SYNTAX, "\"ß\" has no meaning" },
  { "1 < close < 3",
    "          ^", SYNTAX, "do not chain" },
  { "close crosses over 3",
    "              ^", SYNTAX, "\"above\" or \"below\"" },
  { "close crosses",
    "             ^", SYNTAX, "\"above\" or \"below\"" },
  { "close between 1 or 2",
    "                ^", SYNTAX, "the \"and\" of \"between x and y\"" },
  { "close[1 > 2",
    "           ^", SYNTAX, "where \"]\" should be" },
  { "close > 12abc",
    "          ^", SYNTAX, "inside the number 12" },
  { "close@5x > 1",
    "      ^", SYNTAX, "a timeframe such as" },
  { "close@1d2 > 1",
    "      ^", SYNTAX, "not \"1d2\"" },
  { "SPY:QQQ:close > 1",
    "    ^", SYNTAX, "second symbol" },
  { "\"SPY:close > 1",
    "^", SYNTAX, "Quotes hold a symbol" },
  { "close > sma(,3)",
    "            ^", SYNTAX, "a value" },
  { "close > sma(3 4)",
    "              ^", SYNTAX, "a comma or \")\"" },
  { "close\n  > clsoe\n  + 1",
    "    ^", UNKNOWN, "did you mean \"close\"?" },

  { "emma(9) > 1",
    "^", UNKNOWN, "did you mean \"ema\"?" },
  { "minute since open > 5",
    "^", UNKNOWN, "did you mean \"minutes since open\"?" },
  { "close above 3",
    "      ^", SYNTAX, "not \"above\"" },
  { "minutes_since_opn > 5",
    "^", UNKNOWN, "did you mean \"minutes since open\"?" },
  { "xylophone > 5",
    "^", UNKNOWN, "\"xylophone\" is unknown (" },
  { "sma(perod = 5) > 1",
    "            ^", UNKNOWN, "did you mean \"period\"?" },
  { "sma(5).signl > 1",
    "       ^", UNKNOWN, "has no output \"signl\"" },
  { "close.high > 1",
    "      ^", TYPE, "Only an indicator has outputs" },
  { "fastt > 1",
    "^", UNKNOWN, "did you mean \"fast\"?" },

  { "close",
    "^", TYPE, "must be a condition, not a number" },
  { "close and open > 1",
    "^", TYPE, "left side of \"and\" must be a condition" },
  { "open > 1 and close",
    "             ^", TYPE, "right side of \"and\" must be a condition" },
  { "(open > 1) + 2 > 1",
    "^", TYPE, "left side of \"+\" must be a number" },
  { "not close",
    "    ^", TYPE, "must be a condition" },
  { "1 > -(open > 1)",
    "     ^", TYPE, "must be a number" },
  { "abs(open > 1) > 1",
    "    ^", TYPE, "Argument 1 of \"abs\" must be a number" },
  { "if(open, 1, 2) > 1",
    "   ^", TYPE, "Argument 1 of \"if\" must be a condition" },
  { "if(open > 1, 1, open > 2) > 1",
    "                ^", TYPE, "Argument 3 of \"if\" must be a number" },
  { "count(close, 3) > 1",
    "      ^", TYPE, "must be a condition" },
  { "sma(open > 1, 3) > 1",
    "    ^", TYPE, "must be a number" },
  { "SPY:entry price > 1",
    "    ^", TYPE, "belongs to the traded instrument" },
  { "(gap)@1d > 1",
    " ^", TYPE, "belongs to the traded instrument" },
  { "rank(rank(close)) > 1",
    "     ^", TYPE, "cannot be ranked again" },
  { "sma(3, 5) > 1",
    "    ^", TYPE, "must be a series, not a constant" },

  { "sma(0) > 1",
    "    ^", ARGUMENT, "from 1 to 100000, not 0" },
  { "sma(1e9) > 1",
    "    ^", ARGUMENT, "not 1000000000" },
  { "sma(2.5) > 1",
    "    ^", ARGUMENT, "whole number" },
  { "sma(-fast) > 1",
    "    ^", ARGUMENT, "not -9" },
  { "sma(close, close) > 1",
    "           ^", ARGUMENT, "must be a constant" },
  { "sma(close, 3, 4) > 1",
    "              ^", ARGUMENT, "at most 1 parameter" },
  { "sma(3, period = 4) > 1",
    "    ^", TYPE, "must be a series" },
  { "sma(close, 3, period = 4) > 1",
    "                       ^", ARGUMENT, "given twice" },
  { "sma(period = 4, close) > 1",
    "                ^", ARGUMENT, "come before" },
  { "ema(3, seed = last) > 1",
    "              ^", ARGUMENT, "must be one of mean, first, metastock" },
  { "ema(seed = first, seed = mean) > 1",
    "                         ^", ARGUMENT, "given twice" },
  { "relative_strength(3) > 1",
    "^", ARGUMENT, "needs a second series" },
  { "relative_strength(3, other = 2) > 1",
    "                             ^", TYPE, "must be a series" },
  { "ema(3, other = close) > 1",
    "               ^", UNKNOWN, "has no parameter \"other\"" },
  { "atr(close, 3) > 1",
    "    ^", ARGUMENT, "must be a constant" },
  { "abs() > 1",
    "^", ARGUMENT, "takes 1 argument, not 0" },
  { "max(1) > 1",
    "^", ARGUMENT, "takes 2 to 16 arguments, not 1" },
  { "close(3) > 1",
    "^", ARGUMENT, "takes no arguments" },
  { "fast(3) > 1",
    "^", ARGUMENT, "takes no arguments" },
  { "count > 1",
    "^", ARGUMENT, "needs arguments" },
  { "highest(close, 0) > 1",
    "               ^", ARGUMENT, "from 1 to 100000, not 0" },
  { "close[-1] > 1",
    "      ^", ARGUMENT, "from 0 to 100000, not -1" },
  { "close[close] > 1",
    "      ^", ARGUMENT, "must be a constant" },
  { "opening range high(0) > 1",
    "                   ^", ARGUMENT, "from 1 to 1440" },
  { "close > 1e999",
    "        ^", ARGUMENT, "too large" },

  { "close / 0 > 1",
    "      ^", DIVISION, "always zero" },
  { "close % (fast - 9) > 1",
    "      ^", DIVISION, "always zero" },
  { "false and 1 / (2 * 0) > 1",
    "            ^", DIVISION, "always zero" },
  { "if(false, 1, 2 / -0) > 1",
    "               ^", DIVISION, "always zero" },
};

static const DtRuleParameter parameters[] = { { (char *) "fast", 9., 9., 9., 1. } };

static DtRuleProgram *
compile (const char  *text,
         GError     **error)
{
  DtRuleSource source = { "The rule", text, DT_RULE_BOOLEAN, "x.strategy", 7, 9 };

  return dt_rule_program_new (&source, 1, parameters, G_N_ELEMENTS (parameters), error);
}

/* Line and column of the caret, as counted by hand from the case. */
static void
find_caret (const Case *c,
            guint      *line,
            guint      *column)
{
  const char *newline = strchr (c->text, '\n');

  *line = newline != NULL ? 8 : 7;
  *column = strlen (c->caret) + (newline != NULL ? 0 : 8);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRuleProgram) program = compile (c->text, &error);
  guint line, column, expected_line, expected_column;
  const char *caret;

  g_assert_null (program);
  g_assert_error (error, DT_RULE_ERROR, (int) c->code);
  g_test_message ("%s", error->message);

  dt_rule_error_get_place (error, &line, &column);
  find_caret (c, &expected_line, &expected_column);
  g_assert_cmpuint (line, ==, expected_line);
  g_assert_cmpuint (column, ==, expected_column);
  g_assert_nonnull (strstr (error->message, c->says));
  g_assert_nonnull (strstr (error->message, "(x.strategy, line "));

  caret = strrchr (error->message, '\n');
  g_assert_true (g_str_has_prefix (caret, "\n  "));
  g_assert_cmpstr (caret + 3, ==, c->caret);
}

static void
assert_too_complex (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRuleProgram) program = compile (text, &error);

  g_assert_null (program);
  g_assert_error (error, DT_RULE_ERROR, COMPLEX);
  g_assert_cmpuint (strlen (error->message), <, 1000);
}

static void
assert_repeated_too_complex (const char *before,
                             const char *repeated,
                             guint       n,
                             const char *after)
{
  g_autoptr(GString) text = g_string_new (before);

  for (guint i = 0; i < n; i++)
    g_string_append (text, repeated);
  g_string_append (text, after);
  assert_too_complex (text->str);
}

static void
test_complex (void)
{
  g_autoptr(GString) text = g_string_new ("close > 0");

  assert_repeated_too_complex ("", "(", 5000, "close > 1");
  assert_repeated_too_complex ("", "not ", 4000, "true");
  assert_repeated_too_complex ("1 > ", "-", 8000, "1");
  assert_repeated_too_complex ("1", "+1", 5000, " > 0");
  assert_repeated_too_complex ("close", "[0]", 5000, " > 0");
  assert_repeated_too_complex ("close", "@1d", 5000, " > 0");
  assert_repeated_too_complex ("1 > ", "abs(", 4000, "1");
  assert_repeated_too_complex ("true", " and true", 50000, "");

  /* 11 windows of 800,000 bytes are more than the 8 MiB that an instance may have. */
  for (guint i = 0; i < 11; i++)
    g_string_append_printf (text, " and sma(%u) > 0", 100000 - i);
  assert_too_complex (text->str);

  g_string_assign (text, "true");
  for (guint i = 0; i < 64; i++)
    g_string_append_printf (text, " and A%u:close > 0", i);
  assert_too_complex (text->str);

  g_string_assign (text, "true");
  for (guint i = 1; i < 6; i++)
    g_string_append_printf (text, " and opening range low(%u) > 0", i);
  assert_too_complex (text->str);
}

/* As deep as may be is still fine. */
static void
test_deep (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRuleProgram) program = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append (text, "(1+");
  g_string_append (text, "close");
  for (guint i = 0; i < 100; i++)
    g_string_append (text, ")");
  g_string_append (text, ">0");

  program = compile (text->str, &error);
  g_assert_no_error (error);
}

static void
test_bytes (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRuleProgram) program = compile ("close \xff > 1", &error);
  guint line, column;

  g_assert_null (program);
  g_assert_error (error, DT_RULE_ERROR, SYNTAX);
  dt_rule_error_get_place (error, &line, &column);
  g_assert_cmpuint (column, ==, 9 + 6);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_parameters (void)
{
  static const char *const names[] = { "close", "ema", "and", "2fast", "", "is_long", "Fast",
                                       "a-b", "bars_since_entry" };
  DtRuleSource source = { "The rule", "true", DT_RULE_BOOLEAN, NULL, 1, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      DtRuleParameter parameter = { (char *) names[i], 1., 1., 1., 1. };
      g_autoptr(GError) error = NULL;

      g_assert_null (dt_rule_program_new (&source, 1, &parameter, 1, &error));
      g_assert_error (error, DT_RULE_ERROR, ARGUMENT);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (cases[i].text), "/\n", ':');
      g_autofree char *path = g_strdup_printf ("/rule/error/%u %s", i, name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/rule/error/complex", test_complex);
  g_test_add_func ("/rule/error/deep", test_deep);
  g_test_add_func ("/rule/error/bytes", test_bytes);
  g_test_add_func ("/rule/error/parameters", test_parameters);

  return g_test_run ();
}
