/* test-parameters.c - names, ranges and what is said when they are missed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-indicator.h"

static void
test_table (void)
{
  const DtIndicator *const *table;
  guint n;

  table = dt_indicator_list (&n);
  g_assert_cmpuint (n, >=, 80);

  for (guint i = 0; i < n; i++)
    {
      double parameters[DT_INDICATOR_MAX_PARAMETERS];
      g_autoptr(GError) error = NULL;

      g_assert_true (dt_indicator_find (table[i]->id) == table[i]);
      g_assert_true (i == 0 || strcmp (table[i - 1]->id, table[i]->id) < 0);
      g_assert_cmpuint (table[i]->n_inputs, >, 0);
      g_assert_cmpuint (table[i]->n_outputs, >, 0);
      g_assert_true (g_str_has_suffix (table[i]->summary, "."));
      g_assert_true (g_str_has_suffix (table[i]->convention, "."));

      /* What the table falls back to is in its own ranges. */
      dt_indicator_check (table[i], NULL, 0, parameters, &error);
      g_assert_no_error (error);
      for (guint k = 0; k < table[i]->n_parameters; k++)
        g_assert_cmpfloat (parameters[k], ==, table[i]->parameters[k].fallback);
      g_assert_cmpuint (table[i]->state_size (parameters) % 8, ==, 0);
    }

  g_assert_null (dt_indicator_find ("crystal_ball"));
}

/* State is bounded by the parameters: at most eight doubles for a bar of a period. */
static void
test_state_size (void)
{
  const DtIndicator *const *table;
  guint n;

  table = dt_indicator_list (&n);
  for (guint i = 0; i < n; i++)
    {
      double parameters[DT_INDICATOR_MAX_PARAMETERS], sum = 0.;

      for (guint k = 0; k < table[i]->n_parameters; k++)
        sum += parameters[k] = table[i]->parameters[k].maximum;
      g_assert_cmpuint (table[i]->state_size (parameters), <=, 2048 + 8 * sizeof (double) * sum);
    }
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *id;
    double      parameters[3];
    guint       n_parameters;
    const char *message;
  } cases[] = {
    { "ema", { 0 }, 1, "The period of “ema” must be a whole number from 1 to 100000, not 0" },
    { "ema", { 1e9 }, 1,
      "The period of “ema” must be a whole number from 1 to 100000, not 1000000000" },
    { "rsi", { 2.5 }, 1, "The period of “rsi” must be a whole number from 1 to 100000, not 2.5" },
    { "rsi", { -14 }, 1, "The period of “rsi” must be a whole number from 1 to 100000, not -14" },
    { "macd", { 12, INFINITY }, 2,
      "The slow of “macd” must be a whole number from 1 to 100000, not inf" },
    { "bollinger", { 20, -1 }, 2,
      "The deviations of “bollinger” must be a number from 0 to 100, not -1" },
    { "sma", { 20, 2 }, 2, "“sma” takes at most 1 parameter, not 2" },
    { "ema", { 20, 3 }, 2, "The seed of “ema” must be one of mean, first, metastock" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double complete[DT_INDICATOR_MAX_PARAMETERS];
      g_autoptr(GError) error = NULL;

      g_assert_false (dt_indicator_check (dt_indicator_find (cases[i].id), cases[i].parameters,
                                          cases[i].n_parameters, complete, &error));
      g_assert_error (error, DT_INDICATOR_ERROR, DT_INDICATOR_ERROR_PARAMETER);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

/* NaN in a call's parameters is one that the call leaves out. */
static void
test_fallbacks (void)
{
  const double given[] = { NAN, 30 };
  double complete[DT_INDICATOR_MAX_PARAMETERS];
  g_autoptr(GError) error = NULL;

  dt_indicator_check (dt_indicator_find ("macd"), given, 2, complete, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (complete[0], ==, 12);
  g_assert_cmpfloat (complete[1], ==, 30);
  g_assert_cmpfloat (complete[2], ==, 9);
}

static void
test_suggestions (void)
{
  g_assert_cmpstr (dt_indicator_suggest ("emma"), ==, "ema");
  g_assert_cmpstr (dt_indicator_suggest ("EMA"), ==, "ema");
  g_assert_cmpstr (dt_indicator_suggest ("bolinger"), ==, "bollinger");
  g_assert_cmpstr (dt_indicator_suggest ("stoch"), ==, "stochastic");
  g_assert_cmpstr (dt_indicator_suggest ("std"), ==, "stddev");
  g_assert_null (dt_indicator_suggest ("crystal_ball"));
  g_assert_null (dt_indicator_suggest (""));
  g_assert_null (dt_indicator_suggest ("a name that is much longer than any indicator's name is"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/indicator/parameters/table", test_table);
  g_test_add_func ("/indicator/parameters/state-size", test_state_size);
  g_test_add_func ("/indicator/parameters/refusals", test_refusals);
  g_test_add_func ("/indicator/parameters/fallbacks", test_fallbacks);
  g_test_add_func ("/indicator/parameters/suggestions", test_suggestions);

  return g_test_run ();
}
