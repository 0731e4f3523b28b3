/* test-skender.c - every bar of the reference series, to nine digits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "reference-table.h"

#define TOLERANCE 1e-9

typedef struct
{
  const char *id;
  double      parameters[DT_INDICATOR_MAX_PARAMETERS];
  guint       n_parameters;
  const char *file;
  const char *columns[DT_INDICATOR_MAX_OUTPUTS];  /* one for each output */
} Case;

static const Case cases[] = {
  { "sma", { 20 }, 1, "skender/sma.csv", { "sma" } },
  { "ema", { 20 }, 1, "skender/ema.csv", { "ema" } },
  { "atr", { 14 }, 1, "skender/atr.csv", { "atr" } },
  { "rsi", { 14 }, 1, "skender/rsi.csv", { "rsi" } },
  { "tr", { 0 }, 0, "skender/tr.csv", { "tr" } },
  { "macd", { 12, 26, 9 }, 3, "skender/macd.csv", { "macd", "signal", "histogram" } },
  { "bollinger", { 20, 2 }, 2, "skender/bb.csv", { "sma", "upperBand", "lowerBand" } },
  { "adx", { 14 }, 1, "skender/adx.csv", { "adx", "pdi", "mdi" } },
  { "stochastic", { 14, 3, 3 }, 3, "skender/stoch.csv", { "oscillator", "signal" } },
  { "roc", { 14 }, 1, "skender/roc.csv", { "roc" } },
  { "mom", { 14 }, 1, "skender/roc.csv", { "momentum" } },
  { "vwap", { 0 }, 0, "skender/vwap.csv", { "vwap" } },
  { "donchian", { 20 }, 1, "skender/donchian.csv", { "centerline", "upperBand", "lowerBand" } },
  { "stddev", { 14 }, 1, "skender/stdev.csv", { "stdDev" } },
};

static void
assert_column (const Case   *c,
               const char   *column,
               const double *expected,
               const double *values,
               gsize         n)
{
  guint n_present = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (isnan (expected[i]) != isnan (values[i]) ||
          fabs (values[i] - expected[i]) > TOLERANCE * fabs (expected[i]))
        g_error ("%s %s, bar %" G_GSIZE_FORMAT ": %.17g, expected %.17g",
                 c->id, column, i, values[i], expected[i]);
      n_present += !isnan (values[i]);
    }

  g_assert_cmpuint (n_present, >, 400);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  const DtIndicator *indicator = dt_indicator_find (c->id);
  ReferenceBars bars = reference_bars_load ("skender/quotes.csv");
  g_autoptr(ReferenceTable) table = reference_table_load (c->file);
  double parameters[DT_INDICATOR_MAX_PARAMETERS];
  double *outputs[DT_INDICATOR_MAX_OUTPUTS];
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (table->rows->len, ==, bars.n);
  dt_indicator_check (indicator, c->parameters, c->n_parameters, parameters, &error);
  g_assert_no_error (error);

  for (guint k = 0; k < indicator->n_outputs; k++)
    outputs[k] = g_new (double, bars.n);
  reference_bars_run (&bars, 0, bars.n, indicator, parameters, outputs);

  for (guint k = 0; k < indicator->n_outputs; k++)
    {
      g_autofree double *expected = reference_table_dup_column (table, c->columns[k]);

      assert_column (c, c->columns[k], expected, outputs[k], bars.n);
      g_free (outputs[k]);
    }

  reference_bars_clear (&bars);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/indicator/skender/%s", cases[i].id);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
