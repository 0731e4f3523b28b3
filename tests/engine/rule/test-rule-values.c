/* test-rule-values.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-rule-instance.h"

#define N_BARS 8
#define NA     NAN

/* Eight days of one instrument. Everything that is expected below is worked out from these rows. */
static const double rows[N_BARS][5] = {
  /* open high low close volume */
  { 10., 12.,  9., 11., 100. },
  { 11., 14., 10., 13., 200. },
  { 13., 13., 11., 12., 150. },
  { 12., 15., 12., 15., 400. },
  { 15., 16., 13., 14., 300. },
  { 14., 14., 10., 10., 500. },
  { 10., 11.,  8.,  9., 250. },
  {  9., 13.,  9., 12., 350. },
};

/* Its market, bar by bar with it but for the third day, where it has none. */
static const double market_close[N_BARS] = { 50., 51., NA, 52., 50., 49., 53., 55. };

typedef struct
{
  const char *text;
  DtRuleType  type;
  double      expected[N_BARS];
  guint       missing;
} Case;

#define NUMBER    DT_RULE_NUMBER
#define CONDITION DT_RULE_BOOLEAN

static const Case cases[] = {
  { "close", NUMBER, { 11, 13, 12, 15, 14, 10, 9, 12 } },
  { "Close # the last price", NUMBER, { 11, 13, 12, 15, 14, 10, 9, 12 } },
  { "volume / 50", NUMBER, { 2, 4, 3, 8, 6, 10, 5, 7 } },
  { "hl2", NUMBER, { 10.5, 12, 12, 13.5, 14.5, 12, 9.5, 11 } },
  { "hlc3 * 3", NUMBER, { 32, 37, 36, 42, 43, 34, 28, 34 } },
  { "typical == hlc3", CONDITION, { 1, 1, 1, 1, 1, 1, 1, 1 } },
  { "ohlc4 * 4", NUMBER, { 42, 48, 49, 54, 58, 48, 38, 43 } },

  /* Precedence: product before sum, sum before comparison, that before not, and, or. */
  { "1 + 2 * 3 - 4 / 2", NUMBER, { 5, 5, 5, 5, 5, 5, 5, 5 } },
  { "-close + 20", NUMBER, { 9, 7, 8, 5, 6, 10, 11, 8 } },
  { "- 2 * -close", NUMBER, { 22, 26, 24, 30, 28, 20, 18, 24 } },
  { "20 - close - 1", NUMBER, { 8, 6, 7, 4, 5, 9, 10, 7 } },
  { "close % 4", NUMBER, { 3, 1, 0, 3, 2, 2, 1, 0 } },
  { "-7 % 4", NUMBER, { -3, -3, -3, -3, -3, -3, -3, -3 } },
  { "10% * 50", NUMBER, { 5, 5, 5, 5, 5, 5, 5, 5 } },
  { "7%4", NUMBER, { 3, 3, 3, 3, 3, 3, 3, 3 } },
  { ".5 + 1e1 + 2.5E-1", NUMBER, { 10.75, 10.75, 10.75, 10.75, 10.75, 10.75, 10.75, 10.75 } },
  { "close > open or close > 12 and false", CONDITION, { 1, 1, 0, 1, 0, 0, 0, 1 } },
  { "(close > open or close > 12) and low > 9", CONDITION, { 0, 1, 0, 1, 1, 0, 0, 0 } },
  { "not close > open", CONDITION, { 0, 0, 1, 0, 1, 1, 1, 0 } },
  { "not not true", CONDITION, { 1, 1, 1, 1, 1, 1, 1, 1 } },
  { "close between 11 and 13 and volume > 100", CONDITION, { 0, 1, 1, 0, 0, 0, 0, 1 } },
  { "close <= 12", CONDITION, { 1, 0, 1, 0, 0, 1, 1, 1 } },
  { "close >= 13", CONDITION, { 0, 1, 0, 1, 1, 0, 0, 0 } },
  { "close != 12", CONDITION, { 1, 1, 0, 1, 1, 1, 1, 0 } },
  { "(close > open) == (volume > 180)", CONDITION, { 0, 1, 1, 1, 0, 0, 0, 1 } },

  { "abs(close - open)", NUMBER, { 1, 2, 1, 3, 1, 4, 1, 3 } },
  { "sign(close - 12)", NUMBER, { -1, 1, 0, 1, 1, -1, -1, 0 } },
  { "sqrt(close - 11) * sqrt(close - 11)", NUMBER,
    { 0, 2.0000000000000004, 1, 4, 2.9999999999999996, NA, NA, 1 } },
  { "floor(close / 2) + ceil(close / 2) + round(0.5)", NUMBER,
    { 12, 14, 13, 16, 15, 11, 10, 13 } },
  { "round(-2.5)", NUMBER, { -3, -3, -3, -3, -3, -3, -3, -3 } },
  { "min(close, 12, high - 1)", NUMBER, { 11, 12, 12, 12, 12, 10, 9, 12 } },
  { "max(close, 12)", NUMBER, { 12, 13, 12, 15, 14, 12, 12, 12 } },
  { "pow(close - 9, 2)", NUMBER, { 4, 16, 9, 36, 25, 1, 0, 9 } },
  { "log(exp(0)) + exp(log(1))", NUMBER, { 1, 1, 1, 1, 1, 1, 1, 1 } },
  { "if(close > open, high, low)", NUMBER, { 12, 14, 11, 15, 13, 10, 8, 13 } },
  { "if(close > open, close > 12, close < 12)", CONDITION, { 0, 1, 0, 1, 0, 1, 1, 0 } },

  /* Back in time: nothing is known before the first bar. */
  { "close[1]", NUMBER, { NA, 11, 13, 12, 15, 14, 10, 9 } },
  { "close[0]", NUMBER, { 11, 13, 12, 15, 14, 10, 9, 12 } },
  { "(close - open)[2]", NUMBER, { NA, NA, 1, 2, -1, 3, -1, -4 } },
  { "close[1][1] - close[2]", NUMBER, { NA, NA, 0, 0, 0, 0, 0, 0 } },
  { "(close > open)[1]", CONDITION, { 0, 1, 1, 0, 1, 0, 0, 0 } },
  { "close[n]", NUMBER, { NA, NA, 11, 13, 12, 15, 14, 10 } },
  { "highest(close, 3)", NUMBER, { NA, NA, 13, 15, 15, 15, 14, 12 } },
  { "lowest(close, 3)", NUMBER, { NA, NA, 11, 12, 12, 10, 9, 9 } },
  { "highest(2)", NUMBER, { NA, 13, 13, 15, 15, 14, 10, 12 } },
  { "lowest(low, 2)", NUMBER, { NA, 9, 10, 11, 12, 10, 8, 8 } },
  { "lowest(volume, 1) == volume", CONDITION, { 1, 1, 1, 1, 1, 1, 1, 1 } },
  { "highest(close[1], 2)", NUMBER, { NA, NA, 13, 13, 15, 15, 14, 10 } },
  { "count(close > open, 3)", NUMBER, { NA, NA, 2, 2, 1, 1, 0, 1 } },
  { "bars since(close > open)", NUMBER, { 0, 0, 1, 0, 1, 2, 3, 0 } },
  { "bars_since (close > 14)", NUMBER, { NA, NA, NA, 0, 1, 2, 3, 4 } },

  /* Above now, below on the bar before; touching is not crossing. */
  { "close crosses above 12", CONDITION, { 0, 1, 0, 0, 0, 0, 0, 0 }, 1 },
  { "close crosses below 12", CONDITION, { 0, 0, 0, 0, 0, 1, 0, 0 }, 1 },
  { "close crosses_above close[1]", CONDITION, { 0, 0, 0, 1, 0, 0, 0, 1 }, 2 },
  { "volume crosses above 200 and close > 1", CONDITION, { 0, 0, 0, 1, 0, 0, 0, 0 }, 1 },

  /* Missing: comparisons are false and counted, also under a not; numbers stay missing. */
  { "close[2] > 0", CONDITION, { 0, 0, 1, 1, 1, 1, 1, 1 }, 2 },
  { "not close[2] > 0", CONDITION, { 1, 1, 0, 0, 0, 0, 0, 0 }, 2 },
  { "close[1] != 13", CONDITION, { 0, 1, 0, 1, 1, 1, 1, 1 }, 1 },
  { "close[1] between 10 and 13", CONDITION, { 0, 1, 1, 1, 0, 0, 1, 0 }, 2 },
  { "present(close[1])", CONDITION, { 0, 1, 1, 1, 1, 1, 1, 1 } },
  { "missing(close[1])", CONDITION, { 1, 0, 0, 0, 0, 0, 0, 0 } },
  { "if(close[1] > 12, 1, 2)", NUMBER, { 2, 2, 1, 2, 1, 1, 2, 2 }, 1 },
  { "if(close > 12, close, missing)", NUMBER, { NA, 13, NA, 15, 14, NA, NA, NA } },
  { "1 / (close - 12)", NUMBER, { -1, 1, NA, 1. / 3., .5, -.5, -1. / 3., NA } },
  { "close % (close - 12)", NUMBER, { 0, 0, NA, 0, 0, 0, 0, NA } },
  { "1e308 * close", NUMBER, { NA, NA, NA, NA, NA, NA, NA, NA } },
  { "pow(1, close[1])", NUMBER, { NA, 1, 1, 1, 1, 1, 1, 1 } },
  { "min(close, close[1])", NUMBER, { NA, 11, 12, 12, 14, 10, 9, 9 } },
  { "lowest(1 / (close - 12), 2)", NUMBER, { NA, -1, NA, 1. / 3., 1. / 3., -.5, -.5, NA } },

  /* Indicators: means of two and three closes. */
  { "sma(2)", NUMBER, { NA, 12, 12.5, 13.5, 14.5, 12, 9.5, 10.5 } },
  { "sma(close, 2)", NUMBER, { NA, 12, 12.5, 13.5, 14.5, 12, 9.5, 10.5 } },
  { "sma(period = 2)", NUMBER, { NA, 12, 12.5, 13.5, 14.5, 12, 9.5, 10.5 } },
  { "sma(period = n, source = high)", NUMBER, { NA, 13, 13.5, 14, 15.5, 15, 12.5, 12 } },
  { "SMA(sma(2), 2)", NUMBER, { NA, NA, 12.25, 13, 14, 13.25, 10.75, 10 } },
  /* seeded by the mean 12 of three, then half of the way: (12 + 15) / 2 ... */
  { "ema(3)", NUMBER, { NA, NA, 12, 13.5, 13.75, 11.875, 10.4375, 11.21875 } },
  { "ema(3, seed = first)", NUMBER, { 11, 12, 12, 13.5, 13.75, 11.875, 10.4375, 11.21875 } },
  { "relative_strength(2, other = close)", NUMBER, { 1, 1, 1, 1, 1, 1, 1, 1 } },
  { "ema(3)[1]", NUMBER, { NA, NA, NA, 12, 13.5, 13.75, 11.875, 10.4375 } },
  { "sma(2) crosses above sma(3)", CONDITION, { 0, 0, 0, 0, 0, 0, 0, 1 }, 3 },
  { "sma(2) crosses below sma(3)", CONDITION, { 0, 0, 0, 0, 0, 1, 0, 0 }, 3 },

  /* The market's bars: a lag of it counts its own bars, and without a bar its last value stays. */
  { "SPY:close", NUMBER, { 50, 51, 51, 52, 50, 49, 53, 55 } },
  { "spy:close[1]", NUMBER, { NA, 50, 50, 51, 52, 50, 49, 53 } },
  { "(SPY:close - 0 * close)[1]", NUMBER, { NA, 50, 51, 51, 52, 50, 49, 53 } },
  { "SPY:sma(2)", NUMBER, { NA, 50.5, 50.5, 51.5, 51, 49.5, 51, 54 } },
  { "SPY:(close / 2)", NUMBER, { 25, 25.5, 25.5, 26, 25, 24.5, 26.5, 27.5 } },
  { "sma(SPY:close, 2) == SPY:sma(2)", CONDITION, { 0, 1, 1, 1, 1, 1, 1, 1 }, 1 },
  { "SPY:close crosses above 50.5", CONDITION, { 0, 1, 1, 0, 0, 0, 1, 0 }, 1 },
  { "close > SPY:close - 40", CONDITION, { 1, 1, 1, 1, 1, 1, 0, 0 } },

  /* Without a position */
  { "is flat and not is long and not is short", CONDITION, { 1, 1, 1, 1, 1, 1, 1, 1 } },
  { "position quantity", NUMBER, { 0, 0, 0, 0, 0, 0, 0, 0 } },
  { "entry price", NUMBER, { NA, NA, NA, NA, NA, NA, NA, NA } },
  { "bars since entry > 3", CONDITION, { 0, 0, 0, 0, 0, 0, 0, 0 } },
};

static const DtRuleParameter parameters[] = { { (char *) "n", 2., 2., 2., 1. } };

static DtBar
get_bar (guint i)
{
  return (DtBar) { dt_time_from_new_york (i, 0), rows[i][0], rows[i][1], rows[i][2], rows[i][3],
                   rows[i][4] };
}

static DtBar
get_market_bar (guint i)
{
  return (DtBar) { dt_time_from_new_york (i, 0), market_close[i], market_close[i],
                   market_close[i], market_close[i], 1. };
}

static DtRuleProgram *
compile (const char *text,
         DtRuleType  type)
{
  DtRuleSource source = { "rule", text, type, NULL, 1, 1 };
  g_autoptr(GError) error = NULL;
  DtRuleProgram *program = dt_rule_program_new (&source, 1, parameters, G_N_ELEMENTS (parameters),
                                                &error);

  g_assert_no_error (error);

  return program;
}

static void
assert_value (const char *text,
              guint       i,
              double      value,
              double      expected)
{
  if (isnan (expected) ? isnan (value) : value == expected)
    return;

  g_test_message ("%s is %.17g on bar %u, not %.17g", text, value, i, expected);
  g_test_fail ();
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(DtRuleProgram) program = compile (c->text, c->type);
  g_autoptr(DtRuleInstance) instance = dt_rule_instance_new (program);
  guint n_streams;

  dt_rule_program_get_streams (program, &n_streams);
  for (guint i = 0; i < N_BARS; i++)
    {
      DtBar bar = get_bar (i), market = get_market_bar (i);

      if (n_streams > 1 && !isnan (market_close[i]))
        dt_rule_instance_push (instance, 1, &market);
      dt_rule_instance_step (instance, &bar, NULL);
      assert_value (c->text, i, dt_rule_instance_get (instance, 0), c->expected[i]);
    }

  g_assert_cmpuint (dt_rule_instance_get_missing (instance), ==, c->missing);
}

static void
test_streams (void)
{
  g_autoptr(DtRuleProgram) program
    = compile ("sma(9) crosses above sma(21) and SPY:close > SPY:sma(50)@1d and "
               "SPY:close > sma(5)@1w and \"^VIX\":close < 20 and BRK.B:(close@15m) > 1",
               CONDITION);
  static const struct
  {
    const char  *symbol;
    DtTimeframe  timeframe;
  } expected[] = {
    { NULL, DT_TIMEFRAME_NONE }, { "SPY", DT_TIMEFRAME_NONE }, { "SPY", DT_TIMEFRAME_DAY },
    { NULL, DT_TIMEFRAME_WEEK }, { "^VIX", DT_TIMEFRAME_NONE }, { "BRK.B", DT_TIMEFRAME_NONE },
    { "BRK.B", 15 * DT_TIMEFRAME_MINUTE },
  };
  guint n_streams;
  const DtRuleStream *streams = dt_rule_program_get_streams (program, &n_streams);

  g_assert_cmpuint (n_streams, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < n_streams; i++)
    {
      g_assert_cmpstr (streams[i].symbol, ==, expected[i].symbol);
      g_assert_cmpuint (streams[i].timeframe, ==, expected[i].timeframe);
    }

  g_assert_cmpuint (dt_rule_program_get_reads (program), ==, 0);
  g_assert_cmpuint (dt_rule_program_get_n_inputs (program, 0), ==, 7);
  g_assert_cmpstr (dt_rule_program_get_input (program, 0, 1), ==, "sma(21)");
  g_assert_cmpstr (dt_rule_program_get_input (program, 0, 3), ==, "SPY:sma(50)@1d");
  g_assert_cmpstr (dt_rule_program_get_input (program, 0, 6), ==, "BRK.B:(close@15m)");
}

/* Values that need so many bars before them: 29 before the mean of 30, one more for a cross. */
static void
test_warmup (void)
{
  static const struct
  {
    const char *text;
    DtRuleType  type;
    guint       warmup;
  } expected[] = {
    { "close", NUMBER, 0 },
    { "sma(30)", NUMBER, 29 },
    { "sma(10) crosses above sma(30)", CONDITION, 30 },
    { "sma(sma(10), 5)", NUMBER, 13 },
    { "close[7] + highest(close, 5)[3]", NUMBER, 7 },
    { "SPY:sma(50) > 3", CONDITION, 0 },
    { "true", CONDITION, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(DtRuleProgram) program = compile (expected[i].text, expected[i].type);

      g_assert_cmpuint (dt_rule_program_get_warmup (program), ==, expected[i].warmup);
    }
}

static void
check_live (const char          *text,
            DtRuleType           type,
            const DtRuleContext *context,
            double               expected,
            DtRuleReads          reads)
{
  g_autoptr(DtRuleProgram) program = compile (text, type);
  g_autoptr(DtRuleInstance) instance = dt_rule_instance_new (program);
  DtBar bar = get_bar (0);

  g_assert_cmpuint (dt_rule_program_get_reads (program), ==, reads);
  dt_rule_instance_step (instance, &bar, context);
  assert_value (text, 0, dt_rule_instance_get (instance, 0), expected);
}

static void
test_context (void)
{
  DtSessionTracker session;
  DtRulePosition position = { 100., 10., 4., 1560., 12.5, 9.5, 9., 14., 100., .1 };
  DtRuleAccount account = { 101000., 99900., 250., -.02, .3, 3. };
  DtRuleContext context = { &session, &position, &account };

  dt_session_tracker_init (&session);
  dt_session_tracker_add_range (&session, 15.);
  session.terms = (DtSessionTerms) { 31., 359., 10., 12., 9., 9.5, 9.75, 8., 10. / 9.5 - 1., 10.25,
                                     1e6, TRUE };

  check_live ("minutes since open", NUMBER, &context, 31., DT_RULE_READS_SESSION);
  check_live ("minutes_to_close + 0", NUMBER, &context, 359., DT_RULE_READS_SESSION);
  check_live ("session open + session high * session low", NUMBER, &context, 118.,
              DT_RULE_READS_SESSION);
  check_live ("prior close + prior high + prior low", NUMBER, &context, 27.25,
              DT_RULE_READS_SESSION);
  check_live ("gap > 5% and first bar", CONDITION, &context, 1., DT_RULE_READS_SESSION);
  check_live ("session vwap * session volume", NUMBER, &context, 10.25e6, DT_RULE_READS_SESSION);
  check_live ("opening range high(15)", NUMBER, &context, NA, DT_RULE_READS_SESSION);
  check_live ("position quantity * entry price", NUMBER, &context, 1000., DT_RULE_READS_POSITION);
  check_live ("highest since entry - lowest since entry", NUMBER, &context, 3.,
              DT_RULE_READS_POSITION);
  check_live ("bars since entry * minutes since entry", NUMBER, &context, 6240.,
              DT_RULE_READS_POSITION);
  check_live ("stop price + target price + profit", NUMBER, &context, 123.,
              DT_RULE_READS_POSITION);
  check_live ("profit percent >= 10% and is long", CONDITION, &context, 1.,
              DT_RULE_READS_POSITION);
  check_live ("account equity - account cash", NUMBER, &context, 1100., DT_RULE_READS_ACCOUNT);
  check_live ("account day profit * account positions", NUMBER, &context, 750.,
              DT_RULE_READS_ACCOUNT);
  check_live ("account drawdown < -1% and account exposure < 50%", CONDITION, &context, 1.,
              DT_RULE_READS_ACCOUNT);

  position.quantity = -5.;
  check_live ("is short and not is flat", CONDITION, &context, 1., DT_RULE_READS_POSITION);
}

/* A stop is asked again with the position that a fill just made; nothing else moves. */
static void
test_peek (void)
{
  g_autoptr(DtRuleProgram) program
    = compile ("max(entry price - 2 * sma(2), lowest(close, 2)) + count(is flat, 1) * 0", NUMBER);
  g_autoptr(DtRuleInstance) instance = dt_rule_instance_new (program);
  DtRulePosition position = { 10., 40., 0., 0., 40., 40., NA, NA, 0., 0. };
  DtRuleContext context = { NULL, &position, NULL };

  for (guint i = 0; i < 3; i++)
    {
      DtBar bar = get_bar (i);

      dt_rule_instance_step (instance, &bar, NULL);
    }

  assert_value ("flat", 2, dt_rule_instance_get (instance, 0), NA);
  /* 40 - 2 * (13 + 12) / 2, and with an entry at 20 the lower close of 13 and 12 */
  assert_value ("at 40", 2, dt_rule_instance_peek (instance, 0, &context), 15.);
  position.entry_price = 20.;
  assert_value ("at 20", 2, dt_rule_instance_peek (instance, 0, &context), 12.);
  assert_value ("still flat", 2, dt_rule_instance_get (instance, 0), NA);
  g_assert_cmpuint (dt_rule_instance_get_missing (instance), ==, 0);
}

static void
test_rank (void)
{
  DtRuleSource sources[] = {
    { "a", "rank(close) > 0.5 and rank(volume) < 1", CONDITION, NULL, 1, 1 },
    { "b", "count(rank(close) == 1, 1)", NUMBER, NULL, 1, 1 },
  };
  g_autoptr(DtRuleProgram) program = dt_rule_program_new (sources, 2, NULL, 0, NULL);
  g_autoptr(DtRuleInstance) instance = dt_rule_instance_new (program);
  DtBar bar = get_bar (3);

  g_assert_cmpuint (dt_rule_program_get_reads (program), ==, DT_RULE_READS_RANK);
  g_assert_cmpuint (dt_rule_instance_get_n_ranks (instance), ==, 2);
  dt_rule_instance_step (instance, &bar, NULL);
  g_assert_cmpfloat (dt_rule_instance_get_rank_operand (instance, 0), ==, 15.);
  g_assert_cmpfloat (dt_rule_instance_get_rank_operand (instance, 1), ==, 400.);
  dt_rule_instance_set_rank (instance, 0, 1.);
  dt_rule_instance_set_rank (instance, 1, .25);
  dt_rule_instance_finish_step (instance, NULL);
  g_assert_cmpfloat (dt_rule_instance_get (instance, 0), ==, 1.);
  g_assert_cmpfloat (dt_rule_instance_get (instance, 1), ==, 1.);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (cases[i].text), "/", ':');
      g_autofree char *path = g_strdup_printf ("/rule/value/%u %s", i, name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/rule/streams", test_streams);
  g_test_add_func ("/rule/warmup", test_warmup);
  g_test_add_func ("/rule/context", test_context);
  g_test_add_func ("/rule/peek", test_peek);
  g_test_add_func ("/rule/rank", test_rank);

  return g_test_run ();
}
