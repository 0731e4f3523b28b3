/* test-strategy-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-random.h"

#include "dt-bar-series.h"

#include "dt-rule-instance.h"
#include "dt-strategy-file.h"

#define HEAD  "[strategy]\nname = Test\n"
#define ENTRY "[long]\nentry = close > open\n"

static DtStrategyFile *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  DtStrategyFile *file = dt_strategy_file_parse (text, "x.strategy", NULL, 0, &error);

  g_assert_no_error (error);

  return file;
}

static void
test_small (void)
{
  g_autoptr(DtStrategyFile) file = parse (HEAD ENTRY);

  g_assert_cmpstr (file->name, ==, "Test");
  g_assert_cmpstr (file->description, ==, "");
  g_assert_cmpuint (file->timeframe, ==, DT_TIMEFRAME_NONE);
  g_assert_true (file->has_long);
  g_assert_false (file->has_short);
  g_assert_cmpuint (file->entry, ==, DT_ENTRY_MARKET);
  g_assert_false (file->entry_good_till_cancelled);
  g_assert_cmpuint (file->entry_bars, ==, 1);
  g_assert_cmpfloat (file->trail_step_atr, ==, 0.1);
  g_assert_cmpuint (file->size.kind, ==, DT_SIZE_ALL_IN);
  g_assert_cmpuint (file->size.at, ==, DT_SIZE_AT_SIGNAL);
  for (guint k = 0; k < DT_N_STRATEGY_OUTPUTS; k++)
    g_assert_true (file->has[k] == (k == DT_OUTPUT_LONG (DT_OUTPUT_ENTRY)));
  g_assert_cmpuint (dt_rule_program_get_n_outputs (file->program), ==, DT_N_STRATEGY_OUTPUTS);
  /* Nothing closes the position. */
  g_assert_cmpuint (file->warnings->len, ==, 1);
}

static void
test_absent (void)
{
  g_autoptr(DtStrategyFile) file = parse (HEAD ENTRY);
  g_autoptr(DtRuleInstance) rules = dt_rule_instance_new (file->program);
  DtBar bar = { 0, 1., 2., 1., 2., 3. };

  dt_rule_instance_step (rules, &bar, NULL);
  for (guint k = 0; k < DT_N_STRATEGY_OUTPUTS; k++)
    {
      double value = dt_rule_instance_get (rules, k);

      if (k == DT_OUTPUT_LONG (DT_OUTPUT_ENTRY))
        g_assert_cmpfloat (value, ==, 1.);
      else if (k < DT_OUTPUT_RANK && k % DT_OUTPUT_SIDES <= DT_OUTPUT_EXIT)
        g_assert_cmpfloat (value, ==, 0.);
      else
        g_assert_true (isnan (value));
    }
}

static const char full[] =
  "\xef\xbb\xbf# A file with everything.\r\n"
  "\r\n"
  "[strategy]   # who\r\n"
  "name = All of it   # not this\r\n"
  "description = Two\r\n"
  "   lines\r\n"
  "timeframe = 15m\r\n"
  "[parameters]\r\n"
  "fast = 9\r\n"
  "slow = 21 in 5..200 step 4\r\n"
  "part = 2.5% in 1%..5%\r\n"
  "least = -2 in -4..0 # a comment\r\n"
  "[long]\r\n"
  "entry = sma(fast) crosses above\r\n"
  "  # in between\r\n"
  "\r\n"
  "  sma(slow)\r\n"
  "exit = close < open and least < 0\r\n"
  "stop = entry price * 0.9\r\n"
  "target = entry price * 1.1\r\n"
  "trail = 2 * atr(14)\r\n"
  "limit = low\r\n"
  "[short]\r\n"
  "entry = sma(fast) crosses below sma(slow)\r\n"
  "stop = entry price * 1.1\r\n"
  "[orders]\r\n"
  "entry = stop-limit max(high, close[1]), high * 1.01\r\n"
  "bars = 3\r\n"
  "trail-step = 0.25\r\n"
  "flat-before-close = fast\r\n"
  "[size]\r\n"
  "size = risk part at=fill\r\n"
  "rank = -abs(close - open)\r\n";

static void
test_full (void)
{
  g_autoptr(DtStrategyFile) file = parse (full);
  const DtRuleParameter *slow = &file->parameters[1];
  g_autoptr(DtRuleInstance) rules = dt_rule_instance_new (file->program);
  DtBar bar = { 0, 10., 20., 5., 8., 100. };

  g_assert_cmpstr (file->name, ==, "All of it");
  g_assert_cmpstr (file->description, ==, "Two lines");
  g_assert_cmpuint (file->timeframe, ==, 900);
  g_assert_cmpuint (file->n_parameters, ==, 4);
  g_assert_cmpstr (slow->name, ==, "slow");
  g_assert_cmpfloat (slow->value, ==, 21.);
  g_assert_cmpfloat (slow->minimum, ==, 5.);
  g_assert_cmpfloat (slow->maximum, ==, 200.);
  g_assert_cmpfloat (slow->step, ==, 4.);
  g_assert_cmpfloat (file->parameters[2].value, ==, 0.025);
  g_assert_cmpfloat (file->parameters[3].value, ==, -2.);
  g_assert_cmpuint (file->entry, ==, DT_ENTRY_STOP_LIMIT);
  g_assert_cmpuint (file->entry_bars, ==, 3);
  g_assert_cmpfloat (file->trail_step_atr, ==, 0.25);
  g_assert_cmpuint (file->flat_before_close, ==, 9);
  g_assert_cmpuint (file->size.kind, ==, DT_SIZE_RISK);
  g_assert_cmpfloat (file->size.value, ==, 0.025);
  g_assert_cmpuint (file->size.at, ==, DT_SIZE_AT_FILL);
  g_assert_cmpuint (dt_rule_program_get_warmup (file->program), ==, 21);

  /* The long side's own limit stands before the common one. */
  dt_rule_instance_step (rules, &bar, NULL);
  dt_rule_instance_step (rules, &bar, NULL);
  g_assert_cmpfloat (dt_rule_instance_get (rules, DT_OUTPUT_LONG (DT_OUTPUT_LIMIT)), ==, 5.);
  g_assert_cmpfloat (dt_rule_instance_get (rules, DT_OUTPUT_SHORT (DT_OUTPUT_LIMIT)), ==,
                     20. * 1.01);
  g_assert_cmpfloat (dt_rule_instance_get (rules, DT_OUTPUT_LONG (DT_OUTPUT_TRIGGER)), ==, 20.);
  g_assert_cmpfloat (dt_rule_instance_get (rules, DT_OUTPUT_SHORT (DT_OUTPUT_TRIGGER)), ==, 20.);
  g_assert_cmpfloat (dt_rule_instance_get (rules, DT_OUTPUT_RANK), ==, -2.);
}

static void
test_settings (void)
{
  static const char text[] = HEAD "[parameters]\nfast = 9 in 2..50\nslow = 21\n"
                             "[long]\nentry = sma(fast) > sma(slow)\n";
  DtParameterSetting good[] = { { "fast", 5. }, { "slow", 30. }, { "fast", 7. } };
  DtParameterSetting unknown = { "fats", 5. };
  DtParameterSetting outside = { "fast", 51. };
  DtParameterSetting infinite = { "slow", INFINITY };
  DtParameterSetting zero = { "slow", 0. };
  g_autoptr(GError) error = NULL;
  g_autoptr(DtStrategyFile) file = dt_strategy_file_parse (text, NULL, good, 3, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (file->parameters[0].value, ==, 7.);
  g_assert_cmpfloat (file->parameters[0].maximum, ==, 50.);
  g_assert_cmpfloat (file->parameters[1].value, ==, 30.);
  g_assert_cmpfloat (file->parameters[1].maximum, ==, 30.);
  g_assert_cmpuint (dt_rule_program_get_warmup (file->program), ==, 29);

  g_assert_null (dt_strategy_file_parse (text, NULL, &unknown, 1, &error));
  g_assert_error (error, DT_RULE_ERROR, DT_RULE_ERROR_UNKNOWN_NAME);
  g_assert_nonnull (strstr (error->message, "did you mean \"fast\"?"));
  g_clear_error (&error);
  g_assert_null (dt_strategy_file_parse (text, NULL, &outside, 1, &error));
  g_assert_error (error, DT_RULE_ERROR, DT_RULE_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (dt_strategy_file_parse (text, NULL, &infinite, 1, &error));
  g_assert_error (error, DT_RULE_ERROR, DT_RULE_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (dt_strategy_file_parse (text, NULL, &zero, 1, &error));
  g_assert_error (error, DT_RULE_ERROR, DT_RULE_ERROR_ARGUMENT);
}

static void
test_orders (void)
{
  static const struct
  {
    const char *orders;
    DtEntryKind kind;
    gboolean    gtc;
    guint       bars;
  } cases[] = {
    { "entry = market\n", DT_ENTRY_MARKET, FALSE, 1 },
    { "entry = limit low\n", DT_ENTRY_LIMIT, FALSE, 1 },
    { "entry = limit low\ntif = day\n", DT_ENTRY_LIMIT, FALSE, 1 },
    { "entry = stop high # of the bar\ntif = gtc\n", DT_ENTRY_STOP, TRUE, 0 },
    { "entry = stop\n  high\nbars = 5\n", DT_ENTRY_STOP, FALSE, 5 },
    { "entry = stop-limit (high), low\ntif = gtc\nbars = 2 * 2\n", DT_ENTRY_STOP_LIMIT, FALSE, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (HEAD ENTRY "[orders]\n", cases[i].orders, NULL);
      g_autoptr(DtStrategyFile) file = parse (text);

      g_assert_cmpuint (file->entry, ==, cases[i].kind);
      g_assert_true (file->entry_good_till_cancelled == cases[i].gtc);
      g_assert_cmpuint (file->entry_bars, ==, cases[i].bars);
      g_assert_true (file->has[DT_OUTPUT_LONG (DT_OUTPUT_LIMIT)]
                     == (cases[i].kind == DT_ENTRY_LIMIT || cases[i].kind == DT_ENTRY_STOP_LIMIT));
      g_assert_true (file->has[DT_OUTPUT_LONG (DT_OUTPUT_TRIGGER)]
                     == (cases[i].kind == DT_ENTRY_STOP || cases[i].kind == DT_ENTRY_STOP_LIMIT));
      g_assert_false (file->has[DT_OUTPUT_SHORT (DT_OUTPUT_LIMIT)]);
    }
}

/* What an order is for, and how long it lasts */
static void
test_moments (void)
{
  static const struct
  {
    const char *orders;
    DtEntryKind kind;
    DtMoment    entry;
    DtMoment    exit;
    gboolean    immediate;
  } cases[] = {
    { "entry = market on open\n", DT_ENTRY_MARKET, DT_MOMENT_OPEN, DT_MOMENT_ANY, FALSE },
    { "entry = market on close # of the day\n", DT_ENTRY_MARKET, DT_MOMENT_CLOSE, DT_MOMENT_ANY,
      FALSE },
    { "entry = limit close on close\n", DT_ENTRY_LIMIT, DT_MOMENT_CLOSE, DT_MOMENT_ANY, FALSE },
    { "entry = limit close\n", DT_ENTRY_LIMIT, DT_MOMENT_ANY, DT_MOMENT_ANY, FALSE },
    { "entry = limit low on\n  open\nexit = market on close\n", DT_ENTRY_LIMIT, DT_MOMENT_OPEN,
      DT_MOMENT_CLOSE, FALSE },
    { "exit = market\ntif = ioc\n", DT_ENTRY_MARKET, DT_MOMENT_ANY, DT_MOMENT_ANY, TRUE },
    { "entry = limit low\ntif = ioc\n", DT_ENTRY_LIMIT, DT_MOMENT_ANY, DT_MOMENT_ANY, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (HEAD ENTRY "[orders]\n", cases[i].orders, NULL);
      g_autoptr(DtStrategyFile) file = parse (text);

      g_assert_cmpint (file->entry, ==, cases[i].kind);
      g_assert_cmpint (file->entry_moment, ==, cases[i].entry);
      g_assert_cmpint (file->exit_moment, ==, cases[i].exit);
      g_assert_true (file->entry_immediate == cases[i].immediate);
    }
}

static void
test_sizes (void)
{
  static const struct
  {
    const char *size;
    DtSize      expected;
  } cases[] = {
    { "size = all-in\n", { DT_SIZE_ALL_IN, 1., DT_SIZE_AT_SIGNAL } },
    { "size = all-in at=fill\n", { DT_SIZE_ALL_IN, 1., DT_SIZE_AT_FILL } },
    { "size = fraction 0.1\n", { DT_SIZE_FRACTION, .1, DT_SIZE_AT_SIGNAL } },
    { "size = fraction 10% at=signal\n", { DT_SIZE_FRACTION, .1, DT_SIZE_AT_SIGNAL } },
    { "size = shares 100\nat = fill\n", { DT_SIZE_SHARES, 100., DT_SIZE_AT_FILL } },
    { "size = notional 2500 * 4 # USD\n", { DT_SIZE_NOTIONAL, 10000., DT_SIZE_AT_SIGNAL } },
    { "size = risk 1%\n", { DT_SIZE_RISK, .01, DT_SIZE_AT_SIGNAL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (HEAD ENTRY "stop = low\n[size]\n", cases[i].size, NULL);
      g_autoptr(DtStrategyFile) file = parse (text);

      g_assert_cmpuint (file->size.kind, ==, cases[i].expected.kind);
      g_assert_cmpfloat (file->size.value, ==, cases[i].expected.value);
      g_assert_cmpuint (file->size.at, ==, cases[i].expected.at);
    }
}

/* Place, counted by hand, and a part of the message. */
static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    guint       line;
    guint       column;
    const char *says;
  } cases[] = {
    { "", 1, 1, "has no name" },
    { "name = x\n", 1, 1, "\"name\" stands before any section" },
    { "[strategy\n", 1, 10, "ends with \"]\"" },
    { "[strategy] x\n", 1, 12, "the line ends" },
    { "[strategy]\nname\n", 2, 5, "should be \"=\"" },
    { "[strategy]\nname = \n", 2, 1, "\"name\" has no value" },
    { "[strategy]\n  name = x\n", 2, 3, "indented" },
    { "[strategy]\nna me = x\n", 2, 1, "one word" },
    { "[strategy]\nname = x\nname = y\n", 3, 1, "set twice" },
    { "[strategy]\nnaem = x\n", 2, 1, "did you mean \"name\"?" },
    { "[stratgy]\nname = x\n", 1, 1, "did you mean \"strategy\"?" },
    { HEAD ENTRY "# the other side\n[shrot]\n# not yet\n\n  \nentry = close < open\n", 6, 1,
      "did you mean \"short\"?" },
    { HEAD ENTRY "\n[notes]\n", 6, 1,
      "there are strategy, parameters, long, short, orders and size" },
    { HEAD ENTRY "[]\n", 5, 1, "\"\" is no section" },
    { "[orders]\ncolour = x\n", 2, 1,
      "there are entry, exit, tif, bars, trail-step and flat-before-close" },
    { HEAD "timeframe = 7x\n" ENTRY, 3, 13, "not \"7x\"" },
    { HEAD, 1, 1, "never enters" },
    { HEAD ENTRY "[short]\nexit = close > open\n", 6, 1, "[short] has no entry" },
    { HEAD "[parameters]\nclose = 3\n", 4, 1, "cannot be called \"close\"" },
    { HEAD "[parameters]\nfast = x\n", 4, 8, "should be a number" },
    { HEAD "[parameters]\nfast = 9 in 2-50\n", 4, 14, "like 2..50" },
    { HEAD "[parameters]\nfast = 9 in 50..2\n", 4, 8, "ends before it begins" },
    { HEAD "[parameters]\nfast = 9 in 2..50 step 0\n", 4, 24, "must be above zero" },
    { HEAD "[parameters]\nfast = 9 of 2\n", 4, 10, "written like" },
    { HEAD "[parameters]\nfast = 99 in 2..50\n", 4, 8, "outside its range" },
    { HEAD "[parameters]\nfast = 1e999\n", 4, 8, "should be a number" },
    { HEAD "[long]\nentry = clsoe > open\n", 4, 9, "did you mean \"close\"?" },
    { HEAD "[long]\nentry =\n  close >\n  opne\n", 6, 3, "did you mean \"open\"?" },
    { HEAD "[long]\nentry = close\n", 4, 9, "must be a condition" },
    { HEAD ENTRY "stop = close > 1\n", 5, 8, "must be a number" },
    { HEAD ENTRY "trail = 1 / 0\n", 5, 11, "always zero" },
    { HEAD ENTRY "  exit = close > 1\n", 5, 3, "start of its line" },
    { HEAD ENTRY "limit = close\n", 5, 1, "has no use with \"entry = market\"" },
    { HEAD ENTRY "[orders]\nentry = limit\n", 4, 1, "is needed with \"entry = limit\"" },
    { HEAD ENTRY "[orders]\nentry = limti low\n", 6, 9, "not \"limti\"" },
    { HEAD ENTRY "[orders]\nentry = limit lwo\n", 6, 15, "did you mean \"low\"?" },
    { HEAD ENTRY "[orders]\nentry = market low\n", 6, 9, "has no price" },
    { HEAD ENTRY "[orders]\nentry = stop-limit low\n", 6, 9, "two prices" },
    { HEAD ENTRY "[orders]\nentry = stop-limit low, hgih\n", 6, 25, "did you mean \"high\"?" },
    { HEAD ENTRY "[orders]\ntif = never\n", 6, 7, "day, gtc or ioc" },
    { HEAD ENTRY "[orders]\nentry = stop high on open\n", 6, 9, "no stops" },
    { HEAD ENTRY "[orders]\nentry = market on close\ntif = day\n", 7, 7, "lasts until then" },
    { HEAD ENTRY "[orders]\nentry = limit low on open\nbars = 2\n", 7, 8, "lasts until then" },
    { HEAD ENTRY "[orders]\nentry = limit low\ntif = ioc\nbars = 2\n", 8, 8, "waits for no bars" },
    { HEAD ENTRY "[orders]\nentry = stop high\ntif = ioc\n", 7, 7, "A stop waits" },
    { HEAD ENTRY "[orders]\nexit = market on open\n", 6, 8, "market or market on close" },
    { HEAD ENTRY "[orders]\nexit = limit close\n", 6, 8, "market or market on close" },
    { HEAD ENTRY "[orders]\nbars = 0\n", 6, 8, "from 1 to 100000" },
    { HEAD ENTRY "[orders]\nbars = close\n", 6, 8, "must be a constant" },
    { HEAD ENTRY "[orders]\ntrail-step = -1\n", 6, 14, "from 0 to 100" },
    { HEAD ENTRY "[orders]\nflat-before-close = 2.5\n", 6, 21, "whole number of minutes" },
    { HEAD ENTRY "[orders]\nflat-before-close = 391\n", 6, 21, "to 390" },
    { HEAD ENTRY "[size]\nsize = lots 3\n", 6, 8, "not \"lots\"" },
    { HEAD ENTRY "[size]\nsize = shares\n", 6, 8, "needs a number" },
    { HEAD ENTRY "[size]\nsize = shares -3\n", 6, 8, "above zero" },
    { HEAD ENTRY "[size]\nsize = shares cloes\n", 6, 15, "did you mean \"close\"?" },
    { HEAD ENTRY "[size]\nsize = all-in 3\n", 6, 8, "has no number" },
    { HEAD ENTRY "[size]\nsize = risk 1%\n", 6, 8, "needs a stop or a trail" },
    { HEAD ENTRY "stop = low\n[size]\nsize = risk 100%\n", 7, 8, "whole account" },
    { HEAD ENTRY "[size]\nsize = all-in at=once\n", 6, 8, "signal or fill" },
    { HEAD "description = \xff\n" ENTRY, 3, 15, "UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(DtStrategyFile) file = dt_strategy_file_parse (cases[i].text, "x.strategy", NULL,
                                                               0, &error);
      guint line, column;

      g_assert_null (file);
      g_test_message ("%u: %s", i, error->message);
      g_assert_true (error->domain == DT_RULE_ERROR);
      dt_rule_error_get_place (error, &line, &column);
      g_assert_cmpuint (line, ==, cases[i].line);
      g_assert_cmpuint (column, ==, cases[i].column);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
test_warnings (void)
{
  g_autoptr(DtStrategyFile) file
    = parse (HEAD "[parameters]\nunused = 3\n" ENTRY "exit = close < open\n"
             "[size]\nsize = all-in at=fill\n");

  g_assert_cmpuint (file->warnings->len, ==, 3);
  g_assert_nonnull (strstr (file->warnings->pdata[0], "Paper and Live refuse"));
  g_assert_nonnull (strstr (file->warnings->pdata[1], "no protective stop"));
  g_assert_nonnull (strstr (file->warnings->pdata[2], "\"unused\""));
}

static void
test_too_large (void)
{
  g_autofree char *comment = g_strnfill (300000, '#');
  g_autofree char *text = g_strconcat (HEAD ENTRY, comment, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (dt_strategy_file_parse (text, NULL, NULL, 0, &error));
  g_assert_error (error, DT_RULE_ERROR, DT_RULE_ERROR_FILE);
}

/* Every strategy that is shipped parses, and says what it is. */
static void
test_shipped (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data",
                                              "strategies", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(DtStrategyFile) file = dt_strategy_file_load (path, NULL, 0, &error);

      g_assert_no_error (error);
      g_assert_cmpint (strlen (file->description), >, 20);
      n++;
    }
  g_assert_cmpuint (n, >=, 4);
}

/* Bars of ups and downs, some sessions apart. */
static DtBarSeries *
make_bars (gsize n)
{
  DtBarSeries *series = dt_bar_series_new ("X", DT_TIMEFRAME_DAY, n);
  double close = 100.;

  for (gsize i = 0; i < n; i++)
    {
      DtBar bar = { i * DT_DAY, close, 0., 0., close + (i * 7 % 5) - 2. + (i / 40 % 2) * .5 - .25,
                    100. + i * 3 % 11 };

      bar.high = MAX (bar.open, bar.close) + 1.;
      bar.low = MIN (bar.open, bar.close) - 1.;
      close = bar.close;
      dt_bar_series_append (series, &bar, bar.time + DT_HOUR);
    }

  return series;
}

static void
assert_same_number (double a,
                    double b)
{
  g_assert_cmpmem (&a, sizeof a, &b, sizeof b);
}

/* Both go over the same bars and say the same: one step by step, the other in blocks where that
 * is to be had. */
static void
check_same_words (DtStrategyFile    *file,
                  DtStrategyFile    *other,
                  const DtBarSeries *series)
{
  g_autoptr(DtRuleInstance) a = dt_rule_instance_new (file->program);
  g_autoptr(DtRuleInstance) b = dt_rule_instance_new (other->program);

  dt_rule_instance_prepare (b, series, 0, series->n_bars);
  for (gsize i = 0; i < series->n_bars; i++)
    {
      DtBar bar = dt_bar_series_get (series, i);

      dt_rule_instance_step (a, &bar, NULL);
      dt_rule_instance_step (b, &bar, NULL);
      for (guint k = 0; k < DT_N_STRATEGY_OUTPUTS; k++)
        assert_same_number (dt_rule_instance_get (a, k), dt_rule_instance_get (b, k));
    }
  for (guint k = 0; k < DT_N_STRATEGY_OUTPUTS; k++)
    {
      guint n = dt_rule_program_get_n_inputs (file->program, k);

      g_assert_cmpuint (n, ==, dt_rule_program_get_n_inputs (other->program, k));
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpstr (dt_rule_program_get_input (file->program, k, i), ==,
                           dt_rule_program_get_input (other->program, k, i));
          assert_same_number (dt_rule_instance_get_input (a, k, i),
                              dt_rule_instance_get_input (b, k, i));
        }
    }
  g_assert_cmpuint (dt_rule_instance_get_missing (a), ==, dt_rule_instance_get_missing (b));
}

static void
check_same_terms (const DtStrategyFile *file,
                  const DtStrategyFile *other)
{
  g_assert_cmpuint (dt_rule_program_get_warmup (file->program), ==,
                    dt_rule_program_get_warmup (other->program));
  g_assert_cmpfloat (file->size.value, ==, other->size.value);
  g_assert_cmpuint (file->entry_bars, ==, other->entry_bars);
  g_assert_cmpfloat (file->trail_step_atr, ==, other->trail_step_atr);
  g_assert_cmpuint (file->n_parameters, ==, other->n_parameters);
  for (guint i = 0; i < file->n_parameters; i++)
    {
      g_assert_cmpstr (file->parameters[i].name, ==, other->parameters[i].name);
      g_assert_cmpfloat (file->parameters[i].value, ==, other->parameters[i].value);
      g_assert_cmpfloat (file->parameters[i].minimum, ==, other->parameters[i].minimum);
      g_assert_cmpfloat (file->parameters[i].maximum, ==, other->parameters[i].maximum);
    }
}

/* The same file, whatever the settings, constants that become equal included; what is out of range
 * is refused in the same words. Says whether it was bound, not parsed. */
static gboolean
check_like (DtStrategyFile           *like,
            const DtParameterSetting *settings,
            guint                     n_settings,
            const DtBarSeries        *series)
{
  g_autoptr(GError) error = NULL, error_like = NULL;
  g_autoptr(DtStrategyFile) file
    = dt_strategy_file_parse (like->text, "x", settings, n_settings, &error);
  g_autoptr(DtStrategyFile) other
    = dt_strategy_file_parse_like (like, "x", settings, n_settings, &error_like);

  if (file == NULL)
    {
      g_assert_null (other);
      g_assert_cmpstr (error->message, ==, error_like->message);
      return FALSE;
    }

  g_assert_no_error (error_like);
  check_same_terms (file, other);
  check_same_words (file, other, series);

  return other->bound;
}

/* How many of many pairs were bound. */
static guint
check_pairs (DtStrategyFile *like)
{
  static const double equal[][2] = { { 9., 9. }, { 14., 9. }, { 2., 2.5 }, { 10., 10. } };
  g_autoptr(DtBarSeries) series = make_bars (300);
  DtParameterSetting settings[] = { { "fast", 0. }, { "slow", 0. } };
  guint n_bound = 0;

  for (double fast = 1.; fast <= 51.; fast += 5.)
    for (double slow = -1.; slow <= 30.; slow += 5.)
      {
        settings[0].value = fast;
        settings[1].value = slow;
        n_bound += check_like (like, settings, 2, series);
      }
  for (guint i = 0; i < G_N_ELEMENTS (equal); i++)
    {
      settings[0].value = equal[i][0];
      settings[1].value = equal[i][1];
      n_bound += check_like (like, settings, 2, series);
    }

  return n_bound;
}

static void
test_like (void)
{
  static const char text[] =
    HEAD "[parameters]\nfast = 9 in 2..50\nslow = 21\n"
    "[long]\nentry = ema(fast) crosses above ema(slow) and close > ema(9)\n"
    "exit = close < ema(14)[fast - 2]\ntrail = slow / fast * atr(14)\n"
    "[short]\nentry = ema(fast) crosses below ema(slow) and close < highest(close, slow)\n"
    "trail = atr(14) * (slow / 10)\n"
    "[size]\nsize = risk 1%\nrank = (ema(fast) - ema(slow)) / close\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(DtStrategyFile) like = dt_strategy_file_parse (text, "x", NULL, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (check_pairs (like), ==, 0);

  /* Looking back by a parameter is another rule for each of its values: only one is bound, and it
   * is not among the pairs */
  dt_strategy_file_open (like);
  g_assert_cmpuint (check_pairs (like), ==, 0);
}

/* Numbers in every place that they can have in a rule. */
static void
test_open (void)
{
  static const char text[] =
    HEAD "[parameters]\nfast = 9 in 2..50\nslow = 21\n"
    "[long]\nentry = ema(fast) crosses above ema(slow) and close > ema(9) and fast < slow\n"
    "exit = close < sma(2 * fast) or rsi(fast + 1) > slow * 3 or count(close > open, 3) > fast\n"
    "trail = slow / fast * atr(14) + if(fast > 10, fast, 3)\n"
    "[short]\nentry = ema(fast) crosses below ema(slow) and close < highest(close, slow)\n"
    "trail = atr(14) * (slow / 10) + 2 * abs(bollinger(slow, 2).upper - close) / slow\n"
    "[size]\nsize = risk 1%\nrank = (ema(fast) - ema(slow)) / close\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(DtStrategyFile) like = dt_strategy_file_parse (text, "x", NULL, 0, &error);

  g_assert_no_error (error);
  dt_strategy_file_open (like);
  /* Of 10 x 4 pairs that are in range all, and of the equal ones those that leave the averages two
   * and take a whole number: neither 9 and 9, nor 14 and 9, which has an ema(9) twice */
  g_assert_cmpuint (check_pairs (like), >, 35);
}

/* What orders and size hang on is read anew. */
static void
test_open_terms (void)
{
  static const char text[] =
    HEAD "[parameters]\nwait = 2 in 1..5\npart = 1 in 0.5..2\nfast = 9 in 2..50\n"
    "[long]\nentry = close > ema(fast)\ntrail = part * atr(14)\n"
    "[orders]\nentry = limit close - part\nbars = wait\ntrail-step = 0.1 * part\n"
    "[size]\nsize = risk part / 100\n";
  g_autoptr(DtBarSeries) series = make_bars (100);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtStrategyFile) like = dt_strategy_file_parse (text, "x", NULL, 0, &error);
  DtParameterSetting settings[] = { { "fast", 5. }, { "wait", 2. }, { "part", 1. },
                                    { "part", 1. } };

  g_assert_no_error (error);
  dt_strategy_file_open (like);
  g_assert_true (check_like (like, settings, 4, series));
  settings[1].value = 3.;
  g_assert_false (check_like (like, settings, 4, series));
  settings[1].value = 2.;
  settings[3].value = 1.5;
  g_assert_false (check_like (like, settings, 4, series));
  settings[3].value = 1.;
  settings[0].value = 51.;
  g_assert_false (check_like (like, settings, 4, series));
  settings[0] = (DtParameterSetting) { "faster", 5. };
  g_assert_false (check_like (like, settings, 4, series));
}

static double
draw (DtRandom              *random,
      const DtRuleParameter *parameter)
{
  double n = floor ((parameter->maximum - parameter->minimum) / parameter->step + .5) + 1.;

  return parameter->minimum + parameter->step * (double) dt_random_below (random, (guint64) n);
}

static void
check_shipped_open (DtStrategyFile    *like,
                    const DtBarSeries *series,
                    DtRandom          *random,
                    guint             *n_bound,
                    guint             *n_all)
{
  g_autofree DtParameterSetting *settings = g_new (DtParameterSetting, like->n_parameters + 1);

  dt_strategy_file_open (like);
  for (guint k = 0; k < 40 && like->n_parameters > 0; k++)
    {
      for (guint i = 0; i < like->n_parameters; i++)
        settings[i] = (DtParameterSetting) { like->parameters[i].name,
                                             draw (random, &like->parameters[i]) };
      *n_bound += check_like (like, settings, like->n_parameters, series);
      (*n_all)++;
    }
}

/* Every strategy that is shipped, under settings from all over its ranges. */
static void
test_open_shipped (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data",
                                              "strategies", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr(DtBarSeries) series = make_bars (400);
  guint n_bound = 0, n_all = 0;
  const char *name;
  DtRandom random;

  dt_random_init (&random, 7);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr(DtStrategyFile) like = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      like = dt_strategy_file_parse (text, "x", NULL, 0, NULL);
      check_shipped_open (like, series, &random, &n_bound, &n_all);
    }
  g_test_message ("%u of %u were bound", n_bound, n_all);
  g_assert_cmpuint (n_bound, >, n_all / 2);
}

static void
test_reference (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data",
                                            "strategies", "sma-10-30.strategy", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtStrategyFile) file = dt_strategy_file_load (path, NULL, 0, &error);

  /* The published run's first signal is on bar 30, counted from 0. */
  g_assert_no_error (error);
  g_assert_cmpuint (dt_rule_program_get_warmup (file->program), ==, 30);
  g_assert_cmpuint (file->size.at, ==, DT_SIZE_AT_FILL);
  g_assert_true (file->has_long && file->has_short);
}

/* A name of any length is told by its first 48 characters, whole ones of several bytes too. */
static void
test_long_name (void)
{
  DtParameterSetting setting = { "fast", 5. };
  g_autoptr(GString) name = g_string_new (NULL);
  g_autoptr(GString) told = g_string_new ("The strategy \"");
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (name, "é");
  for (guint i = 0; i < 48; i++)
    g_string_append (told, "é");
  g_string_append (told, "\" has no parameter \"fast\"");
  text = g_strdup_printf ("[strategy]\nname = %s\n[long]\nentry = close > open\n", name->str);

  g_assert_null (dt_strategy_file_parse (text, NULL, &setting, 1, &error));
  g_assert_error (error, DT_RULE_ERROR, DT_RULE_ERROR_UNKNOWN_NAME);
  g_assert_cmpstr (error->message, ==, told->str);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/strategy-file/small", test_small);
  g_test_add_func ("/strategy-file/absent", test_absent);
  g_test_add_func ("/strategy-file/full", test_full);
  g_test_add_func ("/strategy-file/settings", test_settings);
  g_test_add_func ("/strategy-file/orders", test_orders);
  g_test_add_func ("/strategy-file/moments", test_moments);
  g_test_add_func ("/strategy-file/sizes", test_sizes);
  g_test_add_func ("/strategy-file/errors", test_errors);
  g_test_add_func ("/strategy-file/warnings", test_warnings);
  g_test_add_func ("/strategy-file/too-large", test_too_large);
  g_test_add_func ("/strategy-file/shipped", test_shipped);
  g_test_add_func ("/strategy-file/like", test_like);
  g_test_add_func ("/strategy-file/open", test_open);
  g_test_add_func ("/strategy-file/open-terms", test_open_terms);
  g_test_add_func ("/strategy-file/open-shipped", test_open_shipped);
  g_test_add_func ("/strategy-file/long-name", test_long_name);
  g_test_add_func ("/strategy-file/reference", test_reference);

  return g_test_run ();
}
