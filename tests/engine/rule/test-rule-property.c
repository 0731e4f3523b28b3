/* test-rule-property.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-indicator.h"
#include "dt-rule-instance.h"
#include "dt-vector.h"

#define N_PROGRAMS 1500
#define N_BARS     400
#define N_OUTPUTS  6

/* Random rules: every form of the language, indicators from the table with short periods. */

static const char *const numbers[] = { "0", "1", "2", "10%", "99.5", "100", "-3", "1e3", "fast" };
static const char *const series[] = { "open", "high", "low", "close", "volume", "hl2", "ohlc4",
                                      "SPY:close", "SPY:volume", "close@1d" };
static const char *const terms[] = {
  "minutes since open", "session vwap", "gap", "opening range high(5)", "entry price",
  "bars since entry", "highest since entry", "profit percent", "account equity",
  "account drawdown", "position quantity", "prior close",
};
static const char *const arithmetic[] = { "+", "-", "*", "/", "%" };
static const char *const comparisons[] = { "<", "<=", ">", ">=", "==", "!=", "crosses above",
                                           "crosses below" };
static const char *const functions[] = { "abs", "sqrt", "log", "exp", "floor", "ceil", "round",
                                         "sign" };

static guint
below (GRand *rand,
       guint  n)
{
  return g_rand_int (rand) % n;
}

#define PICK(rand, words) ((words)[below ((rand), G_N_ELEMENTS (words))])

static void write_number (GString *text, GRand *rand, guint depth);

static void
write_indicator (GString *text,
                 GRand   *rand,
                 guint    depth)
{
  guint n_indicators;
  const DtIndicator *const *table = dt_indicator_list (&n_indicators);
  const DtIndicator *indicator = table[below (rand, n_indicators)];
  const char *comma = "";

  g_string_append_printf (text, "%s%s(", below (rand, 6) == 0 ? "SPY:" : "", indicator->id);
  for (guint i = 0; i < indicator->n_inputs; i++)
    if (indicator->inputs[i] == DT_INPUT_SOURCE && below (rand, 2) == 0)
      {
        g_string_append (text, "source = ");
        write_number (text, rand, depth);
        comma = ", ";
        break;
      }

  if (dt_indicator_reads (indicator, DT_INPUT_OTHER))
    {
      g_string_append_printf (text, "%sother = %s", comma, PICK (rand, series));
      comma = ", ";
    }

  for (guint i = 0; i < indicator->n_parameters; i++)
    {
      const DtIndicatorParameter *parameter = &indicator->parameters[i];

      if (!parameter->whole || below (rand, 3) == 0)
        continue;
      if (parameter->choices != NULL)
        {
          g_string_append_printf (text, "%s%s = %s", comma, parameter->name,
                                  parameter->choices[below (rand, parameter->maximum + 1)]);
          comma = ", ";
          continue;
        }
      g_string_append_printf (text, "%s%s = %g", comma, parameter->name,
                              MIN (parameter->minimum + below (rand, 12), parameter->maximum));
      comma = ", ";
    }
  g_string_append_printf (text, ").%s",
                          indicator->outputs[below (rand, indicator->n_outputs)].name);
}

static void
write_condition (GString *text,
                 GRand   *rand,
                 guint    depth)
{
  guint form = depth == 0 ? 0 : below (rand, 9);

  g_string_append_c (text, '(');
  switch (form)
    {
    case 0:
      g_string_append (text, below (rand, 4) == 0 ? "is long" : "close > open");
      break;
    case 1:
      g_string_append (text, "not ");
      write_condition (text, rand, depth - 1);
      break;
    case 2:
    case 3:
      write_condition (text, rand, depth - 1);
      g_string_append (text, form == 2 ? " and " : " or ");
      write_condition (text, rand, depth - 1);
      break;
    case 4:
      write_number (text, rand, depth - 1);
      g_string_append (text, " between ");
      write_number (text, rand, depth - 1);
      g_string_append (text, " and ");
      write_number (text, rand, depth - 1);
      break;
    case 5:
      g_string_append (text, below (rand, 2) == 0 ? "present(" : "missing(");
      write_number (text, rand, depth - 1);
      g_string_append_c (text, ')');
      break;
    case 6:
      write_condition (text, rand, depth - 1);
      g_string_append_printf (text, "[%u]", below (rand, 4));
      break;
    default:
      write_number (text, rand, depth - 1);
      g_string_append_printf (text, " %s ", PICK (rand, comparisons));
      write_number (text, rand, depth - 1);
      break;
    }
  g_string_append_c (text, ')');
}

static void
write_window (GString *text,
              GRand   *rand,
              guint    depth)
{
  guint form = below (rand, 4);

  if (form < 2)
    {
      g_string_append (text, form == 0 ? "highest(" : "lowest(");
      write_number (text, rand, depth - 1);
    }
  else
    {
      g_string_append (text, form == 2 ? "count(" : "bars since(");
      write_condition (text, rand, depth - 1);
    }
  if (form < 3)
    g_string_append_printf (text, ", %u", 1 + below (rand, 9));
  g_string_append_c (text, ')');
}

static void
write_leaf (GString *text,
            GRand   *rand)
{
  guint form = below (rand, 10);

  if (form < 6)
    g_string_append (text, PICK (rand, series));
  else if (form < 8)
    g_string_append (text, PICK (rand, terms));
  else
    g_string_append (text, PICK (rand, numbers));
}

static void
write_number (GString *text,
              GRand   *rand,
              guint    depth)
{
  if (depth == 0)
    {
      write_leaf (text, rand);
      return;
    }

  switch (below (rand, 10))
    {
    case 0:
    case 1:
      g_string_append_c (text, '(');
      write_number (text, rand, depth - 1);
      g_string_append_printf (text, " %s ", PICK (rand, arithmetic));
      write_number (text, rand, depth - 1);
      g_string_append_c (text, ')');
      break;
    case 2:
      g_string_append_printf (text, "%s(", PICK (rand, functions));
      write_number (text, rand, depth - 1);
      g_string_append_c (text, ')');
      break;
    case 3:
      g_string_append (text, "if(");
      write_condition (text, rand, depth - 1);
      g_string_append (text, ", ");
      write_number (text, rand, depth - 1);
      g_string_append (text, ", ");
      write_number (text, rand, depth - 1);
      g_string_append_c (text, ')');
      break;
    case 4:
      g_string_append_printf (text, "%s(", below (rand, 2) == 0 ? "min" : "max");
      write_number (text, rand, depth - 1);
      g_string_append (text, ", ");
      write_number (text, rand, depth - 1);
      g_string_append_c (text, ')');
      break;
    case 5:
      g_string_append_c (text, '(');
      write_number (text, rand, depth - 1);
      g_string_append_printf (text, ")[%u]", below (rand, 5));
      break;
    case 6:
      write_window (text, rand, depth);
      break;
    case 7:
    case 8:
      write_indicator (text, rand, depth - 1);
      break;
    default:
      write_leaf (text, rand);
      break;
    }
}

static DtRuleProgram *
random_program (GRand   *rand,
                GString *said)
{
  static const DtRuleParameter parameters[] = { { (char *) "fast", 3., 3., 3., 1. } };
  DtRuleSource sources[N_OUTPUTS] = { 0 };
  GString *texts[N_OUTPUTS];
  DtRuleProgram *program;

  for (guint i = 0; i < N_OUTPUTS; i++)
    {
      texts[i] = g_string_new (NULL);
      sources[i].type = i % 2 == 0 ? DT_RULE_NUMBER : DT_RULE_BOOLEAN;
      if (i % 2 == 0)
        write_number (texts[i], rand, 1 + below (rand, 4));
      else
        write_condition (texts[i], rand, 1 + below (rand, 4));
      sources[i].text = texts[i]->str;
      g_string_append_printf (said, "\n  %s", texts[i]->str);
    }

  program = dt_rule_program_new (sources, N_OUTPUTS, parameters, 1, NULL);
  for (guint i = 0; i < N_OUTPUTS; i++)
    g_string_free (texts[i], TRUE);

  return program;
}

/* Random bars and contexts */

static double
random_price (GRand  *rand,
              double  price)
{
  return price * (1. + .02 * (g_rand_double (rand) - .5));
}

static DtBarSeries *
random_series (GRand    *rand,
               gboolean  holes)
{
  DtBarSeries *result = dt_bar_series_new ("X", 6 * DT_TIMEFRAME_HOUR, N_BARS);
  double price = 100.;

  for (guint i = 0; i < N_BARS; i++)
    {
      DtBar bar = { .time = i * 6 * DT_HOUR, .open = price };

      price = below (rand, 5) == 0 ? price : random_price (rand, price);
      bar.close = price;
      bar.high = MAX (bar.open, bar.close) * (1. + .01 * g_rand_double (rand));
      bar.low = MIN (bar.open, bar.close) * (1. - .01 * g_rand_double (rand));
      bar.volume = below (rand, 8) == 0 ? 0. : below (rand, 1000);
      if (holes && below (rand, 20) == 0)
        bar.close = NAN;
      if (holes && below (rand, 20) == 0)
        bar.volume = NAN;
      dt_bar_series_append (result, &bar, bar.time + 6 * DT_HOUR);
    }

  return result;
}

typedef struct
{
  DtSessionTracker session;
  DtRulePosition   position;
  DtRuleAccount    account;
  DtRuleContext    context;
} World;

static void
random_world (GRand *rand,
              World *world)
{
  memset (world, 0, sizeof *world);
  dt_session_tracker_init (&world->session);
  dt_session_tracker_add_range (&world->session, 5.);
  world->session.terms.minutes_since_open = below (rand, 390);
  world->session.terms.session_vwap = below (rand, 3) == 0 ? NAN : random_price (rand, 100.);
  world->position.quantity = (double) below (rand, 3) - 1.;
  world->position.entry_price = random_price (rand, 100.);
  world->position.bars_since_entry = below (rand, 9);
  world->position.highest_since_entry = random_price (rand, 102.);
  world->account.equity = 1000. * g_rand_double (rand);
  world->context = (DtRuleContext) { &world->session, &world->position, &world->account };
}

/* Two instances of a program see the same; one steps bar by bar, the other is prepared in blocks
 * of random length, with gaps, and skips where it may. */

typedef struct
{
  DtRuleProgram  *program;
  DtRuleInstance *plain;
  DtRuleInstance *prepared;
  DtBarSeries    *series;
  GRand          *rand;
  guint           n_streams;
  gsize           skip;      /* bars that the prepared one has left out ahead */
  gboolean        shared;    /* what it finds in a share: it is prepared once, for all bars */
} Pair;

static gboolean
same (double a,
      double b)
{
  return (isnan (a) && isnan (b)) || memcmp (&a, &b, sizeof a) == 0;
}

static gboolean
compare (Pair    *pair,
         GString *said,
         gsize    bar,
         World   *other)
{
  for (guint k = 0; k < N_OUTPUTS; k++)
    {
      double a = dt_rule_instance_get (pair->plain, k);
      double b = dt_rule_instance_get (pair->prepared, k);
      double c = dt_rule_instance_peek (pair->plain, k, &other->context);
      double d = dt_rule_instance_peek (pair->prepared, k, &other->context);

      /* Values are finite or missing, conditions are 0 or 1, whatever happens. */
      if (!same (a, b) || !same (c, d) || isinf (a) || isinf (c)
          || (k % 2 == 1 && !((a == 0. || a == 1.) && (c == 0. || c == 1.))))
        {
          g_test_message ("bar %" G_GSIZE_FORMAT ", output %u: %.17g and %.17g, peeked %.17g and "
                          "%.17g%s", bar, k, a, b, c, d, said->str);
          return FALSE;
        }

      for (guint i = 0; i < dt_rule_program_get_n_inputs (pair->program, k); i++)
        if (!same (dt_rule_instance_get_input (pair->plain, k, i),
                   dt_rule_instance_get_input (pair->prepared, k, i)))
          {
            g_test_message ("bar %" G_GSIZE_FORMAT ", input %u of output %u%s", bar, i, k,
                            said->str);
            return FALSE;
          }
    }

  if (dt_rule_instance_get_missing (pair->plain) == dt_rule_instance_get_missing (pair->prepared))
    return TRUE;

  g_test_message ("bar %" G_GSIZE_FORMAT ": counts of missing differ%s", bar, said->str);

  return FALSE;
}

static gboolean
check_columns (Pair    *pair,
               GString *said,
               gsize    bar)
{
  for (guint k = 0; k < N_OUTPUTS; k++)
    {
      gsize n;
      const double *column = dt_rule_instance_get_column (pair->prepared, k, &n);

      if (column != NULL && n > N_BARS - bar)
        {
          g_test_message ("column beyond the bars%s", said->str);
          return FALSE;
        }
    }

  return TRUE;
}

static void
maybe_prepare (Pair  *pair,
               gsize  bar)
{
  gsize n;

  if (pair->shared)
    {
      if (bar == 0)
        dt_rule_instance_prepare (pair->prepared, pair->series, 0, N_BARS);
      return;
    }
  if (dt_rule_instance_get_n_prepared (pair->prepared) > 0 || below (pair->rand, 4) == 0)
    return;

  n = 1 + below (pair->rand, below (pair->rand, 3) == 0 ? N_BARS : 40);
  dt_vector_limit (below (pair->rand, DT_VECTOR_DEEP + 1));
  dt_rule_instance_prepare (pair->prepared, pair->series, bar, MIN (n, N_BARS - bar));
}

static void
maybe_skip (Pair *pair)
{
  gsize n;

  dt_rule_instance_get_column (pair->prepared, 0, &n);
  if (n < 3 || !dt_rule_instance_can_skip (pair->prepared) || below (pair->rand, 3) != 0)
    return;

  pair->skip = 1 + below (pair->rand, n - 2);
  dt_rule_instance_skip (pair->prepared, pair->skip);
}

static gboolean
run_pair (Pair    *pair,
          GString *said)
{
  for (gsize i = 0; i < N_BARS; i++)
    {
      DtBar bar = dt_bar_series_get (pair->series, i), other = bar;
      gboolean left_out = pair->skip > 0;
      World world, peeked;

      random_world (pair->rand, &world);
      random_world (pair->rand, &peeked);
      other.close = random_price (pair->rand, 50.);
      for (guint k = 1; k < pair->n_streams; k++)
        if (below (pair->rand, 3) == 0)
          {
            dt_rule_instance_push (pair->plain, k, &other);
            dt_rule_instance_push (pair->prepared, k, &other);
          }

      dt_rule_instance_step (pair->plain, &bar, &world.context);
      if (left_out)
        {
          pair->skip--;
          continue;
        }

      maybe_prepare (pair, i);
      dt_rule_instance_step (pair->prepared, &bar, &world.context);
      if (!compare (pair, said, i, &peeked) || !check_columns (pair, said, i))
        return FALSE;
      maybe_skip (pair);
    }

  return TRUE;
}

static gboolean
run_two (DtRuleProgram     *program,
         DtBarSeries       *bars,
         gboolean           shared,
         GRand             *rand,
         GString           *said)
{
  g_autoptr(DtRuleInstance) plain = dt_rule_instance_new (program);
  g_autoptr(DtRuleInstance) prepared = dt_rule_instance_new (program);
  Pair pair = { program, plain, prepared, bars, rand, 0, 0, shared };

  dt_rule_program_get_streams (program, &pair.n_streams);
  return run_pair (&pair, said);
}

static gboolean
try_program (guint     seed,
             gboolean *compiled)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr(GString) said = g_string_new (NULL);
  g_autoptr(DtRuleProgram) program = random_program (rand, said);
  g_autoptr(DtBarSeries) bars = NULL;

  *compiled = program != NULL;
  if (program == NULL)
    return TRUE;

  bars = random_series (rand, below (rand, 3) == 0);
  return run_two (program, bars, FALSE, rand, said);
}

/* Two programs go over the same bars one after the other, twice, and over others in between; what
 * they share has room for all, or for little. */
static gboolean
try_shared (guint seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr(GString) said = g_string_new (NULL);
  g_autoptr(DtRuleProgram) one = random_program (rand, said);
  g_autoptr(DtRuleProgram) two = random_program (rand, said);
  g_autoptr(DtBarSeries) bars = random_series (rand, FALSE);
  g_autoptr(DtBarSeries) others = random_series (rand, TRUE);
  g_autoptr(DtRuleShare) share
    = dt_rule_share_new (below (rand, 3) == 0 ? below (rand, 30000) : 1 << 22);

  if (one == NULL || two == NULL)
    return TRUE;

  dt_rule_program_set_share (one, share);
  dt_rule_program_set_share (two, share);

  return run_two (one, bars, TRUE, rand, said) && run_two (two, bars, TRUE, rand, said)
         && run_two (one, bars, TRUE, rand, said) && run_two (two, others, TRUE, rand, said)
         && run_two (one, bars, TRUE, rand, said);
}

static void
test_shared (void)
{
  for (guint seed = 1; seed <= N_PROGRAMS / 5; seed++)
    if (!try_shared (seed))
      {
        g_test_message ("seed %u", seed);
        g_test_fail ();
        return;
      }
}

static void
test_prepared (void)
{
  guint n_compiled = 0;

  for (guint seed = 1; seed <= N_PROGRAMS; seed++)
    {
      gboolean compiled;

      if (!try_program (seed, &compiled))
        {
          g_test_message ("seed %u", seed);
          g_test_fail ();
          return;
        }
      n_compiled += compiled;
    }

  /* Some have a constant division by zero or the like. */
  g_test_message ("%u of %u programs compiled", n_compiled, N_PROGRAMS);
  g_assert_cmpuint (n_compiled, >, N_PROGRAMS / 2);
}

/* Columns are the steps to come. */
static void
test_columns (void)
{
  DtRuleSource sources[] = {
    { "a", "close > sma(5)", DT_RULE_BOOLEAN, NULL, 1, 1 },
    { "b", "entry price", DT_RULE_NUMBER, NULL, 1, 1 },
    { "c", "close", DT_RULE_NUMBER, NULL, 1, 1 },
    { "d", "false", DT_RULE_BOOLEAN, NULL, 1, 1 },
  };
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  g_autoptr(DtBarSeries) bars = random_series (rand, FALSE);
  g_autoptr(DtRuleProgram) program = dt_rule_program_new (sources, 4, NULL, 0, NULL);
  g_autoptr(DtRuleInstance) instance = dt_rule_instance_new (program);
  const double *column;
  gsize n;

  g_assert_null (dt_rule_instance_get_column (instance, 0, &n));
  dt_rule_instance_prepare (instance, bars, 0, N_BARS);
  g_assert_cmpuint (dt_rule_instance_get_n_prepared (instance), ==, N_BARS);
  g_assert_null (dt_rule_instance_get_column (instance, 1, &n));

  column = dt_rule_instance_get_column (instance, 0, &n);
  g_assert_cmpuint (n, ==, N_BARS);
  for (gsize i = 4; i < N_BARS; i++)
    {
      const double *c = bars->close + i;

      g_assert_cmpfloat (column[i], ==, c[0] * 5. > c[0] + c[-1] + c[-2] + c[-3] + c[-4]);
    }

  g_assert_true (dt_rule_instance_can_skip (instance));
  dt_rule_instance_skip (instance, 10);
  column = dt_rule_instance_get_column (instance, 2, &n);
  g_assert_cmpuint (n, ==, N_BARS - 10);
  g_assert_cmpfloat (column[0], ==, bars->close[10]);
  column = dt_rule_instance_get_column (instance, 3, &n);
  g_assert_cmpfloat (column[n - 1], ==, 0.);
  /* The first four means were missing. */
  g_assert_cmpuint (dt_rule_instance_get_missing (instance), ==, 4);
}

/* The extremes and counts of windows against their definition. */
static void
test_windows (void)
{
  DtRuleSource sources[] = {
    { "a", "highest(close, 7)", DT_RULE_NUMBER, NULL, 1, 1 },
    { "b", "lowest(close, 7)", DT_RULE_NUMBER, NULL, 1, 1 },
    { "c", "count(close > open, 7)", DT_RULE_NUMBER, NULL, 1, 1 },
  };
  g_autoptr(GRand) rand = g_rand_new_with_seed (6);
  g_autoptr(DtBarSeries) bars = random_series (rand, FALSE);
  g_autoptr(DtRuleProgram) program = dt_rule_program_new (sources, 3, NULL, 0, NULL);
  g_autoptr(DtRuleInstance) instance = dt_rule_instance_new (program);

  for (gsize i = 0; i < N_BARS; i++)
    {
      DtBar bar = dt_bar_series_get (bars, i);
      double high = -INFINITY, low = INFINITY, n = 0.;

      dt_rule_instance_step (instance, &bar, NULL);
      if (i < 6)
        continue;

      for (gsize j = i - 6; j <= i; j++)
        {
          high = MAX (high, bars->close[j]);
          low = MIN (low, bars->close[j]);
          n += bars->close[j] > bars->open[j];
        }
      g_assert_cmpfloat (dt_rule_instance_get (instance, 0), ==, high);
      g_assert_cmpfloat (dt_rule_instance_get (instance, 1), ==, low);
      g_assert_cmpfloat (dt_rule_instance_get (instance, 2), ==, n);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule/prepared", test_prepared);
  g_test_add_func ("/rule/shared", test_shared);
  g_test_add_func ("/rule/columns", test_columns);
  g_test_add_func ("/rule/windows", test_windows);

  return g_test_run ();
}
