/* test-skender.c - every bar of the reference series, to nine digits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "reference-table.h"

#define TOLERANCE 1e-9

/* What the source is, if not the close. */
typedef enum
{
  SOURCE_CLOSE,
  SOURCE_MIDDLE,         /* of the bar */
} Source;

typedef struct
{
  const char *id;
  double      parameters[DT_INDICATOR_MAX_PARAMETERS];
  guint       n_parameters;
  const char *file;
  const char *columns[DT_INDICATOR_MAX_OUTPUTS];  /* of each output, NULL where there is none */
  Source      source;
  guint       first;     /* bar to compare from: what is before, differs by definition */
  int         shift;     /* bars that ours is later, because it was not known before */
  gboolean    sparse;    /* compare only where there is an expected value */
  double      factor;    /* of the expected values, if not 1 */
  double      floor;     /* values below this are compared as if they were this large */
  guint       every;     /* compare only the last bar and those so many before it, if not 0 */
} Case;

#define FIRST 1          /* seed = first */

/* Of the 63 files of the source these are not here: hurst (no indicator of ours); pivots, zigzag,
 * zigzag-close and stdev-channels, which draw bars anew that are long past (of the last the line's
 * end and the width are compared, where a stretch of 20 bars ends: bars that nothing comes after);
 * renko and renko-atr, whose bars are not those of time; barpart, which is the close; and
 * sma-analysis, the errors of an average that is compared as sma. */

static const char *const left_out[] = {
  "barpart", "hurst", "pivots", "renko", "renko-atr", "sma-analysis", "zigzag", "zigzag-close",
  NULL,
};

/* Values that pass through zero lose relative digits to the prices they are made of: there the
 * floor is a thousandth of what they usually are. */
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
  { "ad", { 0 }, 0, "skender/adl.csv", { "adl" } },
  { "dx", { 14 }, 1, "skender/adx.csv", { "dx" } },
  { "adxr", { 14 }, 1, "skender/adx.csv", { "adxr" } },
  { "alligator", { 0 }, 0, "skender/alligator.csv", { "jaw", "teeth", "lips" }, SOURCE_MIDDLE },
  { "gator", { 0 }, 0, "skender/gator.csv", { "upper", "lower" }, SOURCE_MIDDLE },
  { "alma", { 9, .85, 6 }, 3, "skender/alma.csv", { "alma" } },
  { "atr_stop", { 21, 3 }, 2, "skender/atr-stop.csv", { "atrStop" } },
  { "natr", { 14 }, 1, "skender/atr.csv", { "atrp" } },
  { "awesome", { 5, 34 }, 2, "skender/awesome.csv", { "oscillator" }, .floor = .01 },
  { "percent_b", { 20, 2 }, 2, "skender/bb.csv", { "percentB", "width" }, .floor = .01 },
  { "zscore", { 20 }, 1, "skender/bb.csv", { "zScore" }, .floor = .01 },
  { "zscore", { 14 }, 1, "skender/stdev.csv", { "zScore" }, .floor = .01 },
  { "beta", { 50 }, 1, "skender/beta.csv", { "beta" } },
  { "correlation", { 20 }, 1, "skender/corr.csv", { "correlation", "rSquared", "covariance" },
    .floor = .1 },
  { "relative_strength", { 20 }, 1, "skender/prs.csv", { "prs", NULL } },
  { "bop", { 14 }, 1, "skender/bop.csv", { "bop" }, .floor = .001 },
  { "chaikin_oscillator", { 3, 10 }, 2, "skender/chaikin-osc.csv", { "oscillator" },
    .floor = 1e6 },
  { "chandelier", { 22, 3 }, 2, "skender/chexit.csv", { "chandelierExit", NULL } },
  { "cmo", { 14 }, 1, "skender/cmo.csv", { "cmo" }, .floor = .1 },
  { "connors_rsi", { 3, 2, 100 }, 3, "skender/crsi.csv",
    { "connorsRsi", "rsi", "rsiStreak", "percentRank" }, .first = 101 },
  { "dpo", { 14 }, 1, "skender/dpo.csv", { "dpo" }, .shift = 8, .floor = .01 },
  { "mcginley", { 14 }, 1, "skender/dynamic.csv", { "dynamic" }, .first = 1 },
  { "linreg", { 10 }, 1, "skender/epma.csv", { "epma", NULL, NULL, NULL, NULL, NULL } },
  { "linreg", { 14 }, 1, "skender/slope.csv", { NULL, NULL, NULL, "slope", NULL, "rSquared" },
    .floor = .001 },
  { "fisher", { 10 }, 1, "skender/fisher.csv", { "fisher", "trigger" }, SOURCE_MIDDLE,
    .first = 1, .floor = .001 },
  { "fractal", { 2 }, 1, "skender/fractal.csv", { "fractalBear", "fractalBull", NULL, NULL },
    .shift = 2 },
  { "fractal", { 2 }, 1, "skender/fcb.csv", { NULL, NULL, "upperBand", "lowerBand" } },
  { "heikin_ashi", { 0 }, 0, "skender/heikinashi.csv", { "open", "high", "low", "close" } },
  { "ht_trendline", { 1 }, 1, "skender/htl.csv", { "trendline" }, SOURCE_MIDDLE, .first = 11 },
  { "kvo", { 34, 55, 13 }, 3, "skender/kvo.csv", { "oscillator", "signal" }, .floor = 1e6 },
  { "envelope", { 20, 2.5 }, 2, "skender/ma-env.csv",
    { "centerline", "upperEnvelope", "lowerEnvelope" } },
  { "mama", { .5, .05, 1 }, 3, "skender/mama.csv", { "mama", "fama" }, SOURCE_MIDDLE,
    .first = 6 },
  { "pivot_points", { 0, 2 }, 2, "skender/pivot-points.csv",
    { "pp", "r1", "r2", "r3", NULL, "s1", "s2", "s3", NULL } },
  { "rolling_pivots", { 0, 20 }, 2, "skender/rolling-pivots.csv",
    { "pp", "r1", "r2", "r3", NULL, "s1", "s2", "s3", NULL } },
  { "pmo", { 35, 20, 10 }, 3, "skender/pmo.csv", { "pmo", "signal" }, .floor = .001 },
  { "pvo", { 12, 26, 9 }, 3, "skender/pvo.csv", { "pvo", "signal", "histogram" }, .floor = .01 },
  { "roc_bands", { 20, 5, 5 }, 3, "skender/roc-wb.csv",
    { "roc", "rocEma", "upperBand", "lowerBand" }, .floor = .001 },
  { "smi", { 13, 25, 2, 3, FIRST }, 5, "skender/smi.csv", { "smi", "signal" }, .floor = .01 },
  { "smma", { 20 }, 1, "skender/smma.csv", { "smma" } },
  { "starc", { 5, 2, 10 }, 3, "skender/starc.csv", { "centerline", "upperBand", "lowerBand" } },
  { "stc", { 10, 23, 50 }, 3, "skender/stc.csv", { "stc" }, .floor = 1e-3 },
  { "t3", { 5, .7, FIRST }, 3, "skender/t3.csv", { "t3" } },
  { "tsi", { 25, 13, 7 }, 3, "skender/tsi.csv", { "tsi", "signal" }, .floor = .01 },
  { "volatility_stop", { 7, 3 }, 2, "skender/vol-stop.csv", { "sar", NULL, "isStop" },
    .sparse = TRUE, .first = 54 },
  { "vwma", { 14 }, 1, "skender/vwma.csv", { "vwma" } },
  { "doji", { .1 }, 1, "skender/doji.csv", { "match" }, .factor = 100. },
  { "marubozu", { 95 }, 1, "skender/marubozu.csv", { "match" } },
  { "linreg", { 20 }, 1, "skender/stdev-channels.csv",
    { "centerline", NULL, NULL, NULL, NULL, NULL }, .every = 20 },
};

/* NaN where @i leaves the column. */
static double
get_expected (const Case   *c,
              const double *expected,
              gsize         i)
{
  return i < (gsize) c->shift ? NAN : expected[i - c->shift] * (c->factor != 0. ? c->factor : 1.);
}

static gboolean
is_equal (const Case *c,
          double      value,
          double      expected)
{
  if (isnan (expected))
    return c->sparse || isnan (value);

  return fabs (value - expected) <= TOLERANCE * MAX (fabs (expected), c->floor);
}

static guint
compare_column (const Case   *c,
                const char   *column,
                const double *expected,
                const double *values,
                gsize         n)
{
  guint n_present = 0;

  for (gsize i = c->first; i < n; i++)
    {
      double wanted = get_expected (c, expected, i);

      if (c->every != 0 && (n - 1 - i) % c->every != 0)
        continue;
      if (!is_equal (c, values[i], wanted))
        g_error ("%s %s, bar %" G_GSIZE_FORMAT ": %.17g, expected %.17g",
                 c->id, column, i, values[i], wanted);
      n_present += !isnan (wanted);
    }

  return n_present;
}

/* The source, the second series, and the days that begin a month. */
static ReferenceBars
load_bars (const Case *c)
{
  ReferenceBars bars = reference_bars_load ("skender/quotes.csv");
  g_autoptr(ReferenceTable) quotes = reference_table_load ("skender/quotes.csv");
  g_autoptr(ReferenceTable) compare = reference_table_load ("skender/compare.csv");
  DtDate last = DT_DATE_NONE;

  for (gsize i = 0; i < bars.n; i++)
    {
      DtDate date;

      if (c->source == SOURCE_MIDDLE)
        bars.columns[DT_INPUT_SOURCE][i] =
          (bars.columns[DT_INPUT_HIGH][i] + bars.columns[DT_INPUT_LOW][i]) / 2.;
      g_assert_true (dt_date_parse (reference_table_get (quotes, i, "date"), &date));
      bars.columns[DT_INPUT_SESSION_START][i] = dt_indicator_session_start (last, date);
      last = date;
    }

  /* The one day that vwap is compared over is the whole series. */
  if (g_str_equal (c->id, "vwap"))
    for (gsize i = 1; i < bars.n; i++)
      bars.columns[DT_INPUT_SESSION_START][i] = 0.;

  g_free (bars.columns[DT_INPUT_OTHER]);
  bars.columns[DT_INPUT_OTHER] = reference_table_dup_column (compare, "close");
  return bars;
}

/* Two series, the market first in the reference. */
static void
swap_series (const Case    *c,
             ReferenceBars *bars)
{
  if (g_str_equal (c->id, "relative_strength") || g_str_equal (c->id, "beta"))
    {
      double *market = bars->columns[DT_INPUT_SOURCE];

      bars->columns[DT_INPUT_SOURCE] = bars->columns[DT_INPUT_OTHER];
      bars->columns[DT_INPUT_OTHER] = market;
    }
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  const DtIndicator *indicator = dt_indicator_find (c->id);
  ReferenceBars bars = load_bars (c);
  g_autoptr(ReferenceTable) table = reference_table_load (c->file);
  double parameters[DT_INDICATOR_MAX_PARAMETERS];
  double *outputs[DT_INDICATOR_MAX_OUTPUTS];
  g_autoptr(GError) error = NULL;
  guint n_compared = 0;

  swap_series (c, &bars);
  g_assert_cmpuint (table->rows->len, ==, bars.n);
  dt_indicator_check (indicator, c->parameters, c->n_parameters, parameters, &error);
  g_assert_no_error (error);

  for (guint k = 0; k < indicator->n_outputs; k++)
    outputs[k] = g_new (double, bars.n);
  reference_bars_run (&bars, 0, bars.n, indicator, parameters, outputs);

  for (guint k = 0; k < indicator->n_outputs; k++)
    {
      g_autofree double *own = outputs[k];
      g_autofree double *expected = NULL;

      if (c->columns[k] == NULL)
        continue;
      expected = reference_table_dup_column (table, c->columns[k]);
      n_compared += compare_column (c, c->columns[k], expected, own, bars.n);
    }

  g_assert_cmpuint (n_compared, >, c->every != 0                     ? bars.n / c->every - 1
                                   : g_str_equal (c->id, "fractal") ? 100
                                                                    : 400);
  reference_bars_clear (&bars);
}

static gboolean
is_compared (const char *name)
{
  g_autofree char *file = g_strconcat ("skender/", name, ".csv", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_str_equal (cases[i].file, file))
      return TRUE;

  return FALSE;
}

/* Names of the folder's files up to their first dot. @shared: of the whole source, where it is */
static guint
check_folder (const char *root,
              const char *folder,
              gboolean    shared)
{
  g_autofree char *path = g_build_filename (root, folder, NULL);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;
  guint n = 0;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = g_strndup (entry, strcspn (entry, "."));
      gboolean bars = g_str_equal (name, "quotes") || g_str_equal (name, "compare");

      if (strstr (entry, ".csv") == NULL || bars)
        continue;
      n++;
      if (!is_compared (name)
          && !(shared && g_strv_contains (left_out, name)))
        g_error ("%s is not compared", name);
    }

  return n;
}

/* No file is passed over in silence. */
static void
test_complete (void)
{
  const char *shared = g_getenv ("DT_TEST_SHARED_DATA"), *own = g_getenv ("DT_TEST_SOURCE_ROOT");

  g_assert_cmpuint (check_folder (own, "tests/data/ta_reference/skender", FALSE), ==, 55);
  if (shared != NULL && g_file_test (shared, G_FILE_TEST_IS_DIR))
    g_assert_cmpuint (check_folder (shared, "ta_reference/skender/expected", TRUE), ==, 63);
  for (guint i = 0; i < G_N_ELEMENTS (left_out) - 1; i++)
    g_assert_false (is_compared (left_out[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/indicator/skender/complete", test_complete);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/indicator/skender/%s/%s", cases[i].file,
                                               cases[i].id);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
