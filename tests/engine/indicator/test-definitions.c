/* test-definitions.c - what no reference series covers, against its definition
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "reference-table.h"

/* Each formula once more, as its book has it: over whole columns, by plain loops from the first to
 * the last value of a window, averages in the textbook's form. 502 bars of SPY. */
#define N 502
#define TOLERANCE 1e-9

static double open_[N], high[N], low[N], close_[N], volume[N], middle[N];

typedef void (*Define) (double (*out)[N]);

/* Pieces */

static double
sum_of (const double *values,
        int           i,
        int           period)
{
  long double sum = 0.;

  for (int k = i - period + 1; k <= i; k++)
    sum += k < 0 ? NAN : values[k];

  return sum;
}

static double
highest_of (const double *values,
            int           i,
            int           period)
{
  double highest = i - period + 1 < 0 ? NAN : values[i];

  for (int k = i - period + 1; k <= i && !isnan (highest); k++)
    highest = MAX (highest, values[k]);

  return highest;
}

static double
lowest_of (const double *values,
           int           i,
           int           period)
{
  double lowest = i - period + 1 < 0 ? NAN : values[i];

  for (int k = i - period + 1; k <= i && !isnan (lowest); k++)
    lowest = MIN (lowest, values[k]);

  return lowest;
}

static double
weighted_of (const double *values,
             int           i,
             int           period)
{
  long double sum = 0.;

  for (int k = 0; k < period; k++)
    sum += i - k < 0 ? NAN : (period - k) * values[i - k];

  return sum / (period * (period + 1) / 2);
}

/* Begins with the mean of the first values that there are. */
static void
smooth (const double *values,
        int           period,
        double        weight,
        double       *averages)
{
  int first = 0;

  while (first < N && isnan (values[first]))
    first++;
  for (int i = 0; i < N; i++)
    averages[i] = i < first + period - 1    ? NAN
                  : i == first + period - 1 ? sum_of (values, i, period) / period
                                            : (1. - weight) * averages[i - 1] + weight * values[i];
}

static void
ema_of (const double *values,
        int           period,
        double       *averages)
{
  smooth (values, period, 2. / (period + 1), averages);
}

static void
true_ranges (double *ranges)
{
  ranges[0] = NAN;
  for (int i = 1; i < N; i++)
    ranges[i] = MAX (high[i] - low[i],
                     MAX (fabs (high[i] - close_[i - 1]), fabs (low[i] - close_[i - 1])));
}

static double
change_of (const double *values,
           int           i,
           int           bars)
{
  return i < bars ? NAN : 100. * (values[i] / values[i - bars] - 1.);
}

/* Definitions, with the parameters of the cases below */

static void
define_midpoint (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    out[0][i] = (highest_of (close_, i, 14) + lowest_of (close_, i, 14)) / 2.;
}

static void
define_midprice (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    out[0][i] = (highest_of (high, i, 14) + lowest_of (low, i, 14)) / 2.;
}

static void
define_stochastic_fast (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    {
      double lowest = lowest_of (low, i, 14);

      out[0][i] = 100. * (close_[i] - lowest) / (highest_of (high, i, 14) - lowest);
      out[1][i] = sum_of (out[0], i, 3) / 3.;
    }
}

static void
define_accelerator (double (*out)[N])
{
  double awesome[N];

  for (int i = 0; i < N; i++)
    {
      awesome[i] = sum_of (middle, i, 5) / 5. - sum_of (middle, i, 34) / 34.;
      out[0][i] = awesome[i] - sum_of (awesome, i, 5) / 5.;
    }
}

static void
define_vortex (double (*out)[N])
{
  double plus[N] = { NAN }, minus[N] = { NAN }, ranges[N];

  true_ranges (ranges);
  for (int i = 1; i < N; i++)
    {
      plus[i] = fabs (high[i] - low[i - 1]);
      minus[i] = fabs (low[i] - high[i - 1]);
    }
  for (int i = 0; i < N; i++)
    {
      out[0][i] = sum_of (plus, i, 14) / sum_of (ranges, i, 14);
      out[1][i] = sum_of (minus, i, 14) / sum_of (ranges, i, 14);
    }
}

static void
define_choppiness (double (*out)[N])
{
  double ranges[N], highs[N] = { NAN }, lows[N] = { NAN };

  true_ranges (ranges);
  for (int i = 1; i < N; i++)
    {
      highs[i] = MAX (high[i], close_[i - 1]);
      lows[i] = MIN (low[i], close_[i - 1]);
    }
  for (int i = 0; i < N; i++)
    out[0][i] = i < 14 ? NAN
                       : 100. * log10 (sum_of (ranges, i, 14) /
                                       (highest_of (highs, i, 14) - lowest_of (lows, i, 14))) /
                           log10 (14.);
}

static void
define_cmf (double (*out)[N])
{
  double flow[N];

  for (int i = 0; i < N; i++)
    {
      flow[i] = volume[i] * (2. * close_[i] - high[i] - low[i]) / (high[i] - low[i]);
      out[0][i] = sum_of (flow, i, 20) / sum_of (volume, i, 20);
    }
}

static void
define_ulcer (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    {
      double sum = 0.;

      for (int k = 0; k < 14; k++)
        {
          double top = i < 13 ? NAN : highest_of (close_, i - 13 + k, k + 1);

          sum += i < 13 ? NAN : pow (100. * (close_[i - 13 + k] / top - 1.), 2.);
        }
      out[0][i] = sqrt (sum / 14.);
    }
}

static void
define_volatility (double (*out)[N])
{
  double changes[N] = { NAN };

  for (int i = 1; i < N; i++)
    changes[i] = log (close_[i]) - log (close_[i - 1]);
  for (int i = 0; i < N; i++)
    {
      double mean = sum_of (changes, i, 20) / 20., squares = 0.;

      for (int k = 0; k < 20; k++)
        squares += isnan (mean) ? NAN : pow (changes[i - k] - mean, 2.);
      out[0][i] = 100. * sqrt (252. * squares / 19.);
    }
}

static void
define_variance (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    {
      double mean = sum_of (close_, i, 20) / 20., squares = 0.;

      for (int k = 0; k < 20; k++)
        squares += isnan (mean) ? NAN : pow (close_[i - k] - mean, 2.);
      out[0][i] = squares / 19.;
    }
}

static void
define_hull (double (*out)[N])
{
  double raw[N];

  for (int i = 0; i < N; i++)
    {
      raw[i] = 2. * weighted_of (close_, i, 8) - weighted_of (close_, i, 16);
      out[0][i] = weighted_of (raw, i, 4);
    }
}

static void
define_coppock (double (*out)[N])
{
  double sums[N];

  for (int i = 0; i < N; i++)
    {
      sums[i] = change_of (close_, i, 14) + change_of (close_, i, 11);
      out[0][i] = weighted_of (sums, i, 10);
    }
}

static void
define_kst (double (*out)[N])
{
  static const int lags[] = { 10, 15, 20, 30 }, periods[] = { 10, 10, 10, 15 };
  double changes[4][N];

  for (int i = 0; i < N; i++)
    {
      out[0][i] = 0.;
      for (int k = 0; k < 4; k++)
        {
          changes[k][i] = change_of (close_, i, lags[k]);
          out[0][i] += (k + 1) * sum_of (changes[k], i, periods[k]) / periods[k];
        }
      out[1][i] = sum_of (out[0], i, 9) / 9.;
    }
}

static double
symmetric (const double *values,
           int           i)
{
  return i < 3 ? NAN
               : (values[i] + 2. * values[i - 1] + 2. * values[i - 2] + values[i - 3]) / 6.;
}

static void
define_rvi (double (*out)[N])
{
  double bodies[N], ranges[N], smooth_bodies[N], smooth_ranges[N];

  for (int i = 0; i < N; i++)
    {
      bodies[i] = close_[i] - open_[i];
      ranges[i] = high[i] - low[i];
      smooth_bodies[i] = symmetric (bodies, i);
      smooth_ranges[i] = symmetric (ranges, i);
      out[0][i] = sum_of (smooth_bodies, i, 10) / sum_of (smooth_ranges, i, 10);
      out[1][i] = symmetric (out[0], i);
    }
}

static void
define_eom (double (*out)[N])
{
  double ease[N] = { NAN };

  for (int i = 1; i < N; i++)
    ease[i] = (middle[i] - middle[i - 1]) / (volume[i] / 1e8 / (high[i] - low[i]));
  for (int i = 0; i < N; i++)
    out[0][i] = sum_of (ease, i, 14) / 14.;
}

static void
define_mass_index (double (*out)[N])
{
  double ranges[N], once[N], twice[N], ratios[N];

  for (int i = 0; i < N; i++)
    ranges[i] = high[i] - low[i];
  ema_of (ranges, 9, once);
  ema_of (once, 9, twice);
  for (int i = 0; i < N; i++)
    {
      ratios[i] = once[i] / twice[i];
      out[0][i] = sum_of (ratios, i, 25);
    }
}

static void
define_elder_ray (double (*out)[N])
{
  double average[N];

  ema_of (close_, 13, average);
  for (int i = 0; i < N; i++)
    {
      out[0][i] = high[i] - average[i];
      out[1][i] = low[i] - average[i];
    }
}

static void
define_force (double (*out)[N])
{
  double force[N] = { NAN };

  for (int i = 1; i < N; i++)
    force[i] = (close_[i] - close_[i - 1]) * volume[i];
  ema_of (force, 13, out[0]);
}

static void
define_keltner (double (*out)[N])
{
  double ranges[N], average[N];

  true_ranges (ranges);
  smooth (ranges, 10, .1, average);
  ema_of (close_, 20, out[0]);
  for (int i = 0; i < N; i++)
    {
      out[1][i] = out[0][i] + 2. * average[i];
      out[2][i] = out[0][i] - 2. * average[i];
    }
}

static void
define_zlema (double (*out)[N])
{
  double carried[N];

  for (int i = 0; i < N; i++)
    carried[i] = i < 9 ? NAN : 2. * close_[i] - close_[i - 9];
  ema_of (carried, 20, out[0]);
}

static void
define_dema_tema (double (*out)[N])
{
  double once[N], twice[N], thrice[N];

  ema_of (close_, 10, once);
  ema_of (once, 10, twice);
  ema_of (twice, 10, thrice);
  for (int i = 0; i < N; i++)
    out[0][i] = 3. * once[i] - 3. * twice[i] + thrice[i];
}

static void
define_chaikin_volatility (double (*out)[N])
{
  double ranges[N], average[N];

  for (int i = 0; i < N; i++)
    ranges[i] = high[i] - low[i];
  ema_of (ranges, 10, average);
  for (int i = 0; i < N; i++)
    out[0][i] = change_of (average, i, 10);
}

static void
define_supertrend (double (*out)[N])
{
  double ranges[N], average[N], upper = NAN, lower = NAN;
  gboolean up = FALSE;

  true_ranges (ranges);
  smooth (ranges, 10, .1, average);
  for (int i = 0; i < N; i++)
    {
      double high_band = middle[i] + 3. * average[i], low_band = middle[i] - 3. * average[i];

      out[0][i] = out[1][i] = NAN;
      if (isnan (high_band))
        continue;
      if (isnan (upper))
        up = close_[i] >= middle[i];
      upper = isnan (upper) || high_band < upper || close_[i - 1] > upper ? high_band : upper;
      lower = isnan (lower) || low_band > lower || close_[i - 1] < lower ? low_band : lower;
      if (i > 10)
        up = up ? !(close_[i] < lower) : close_[i] > upper;
      out[0][i] = up ? lower : upper;
      out[1][i] = up ? 1. : -1.;
    }
}

static void
define_percent_rank (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    {
      out[0][i] = i < 100 ? NAN : 0.;
      for (int k = 1; k <= 100 && i >= 100; k++)
        out[0][i] += close_[i - k] < close_[i];
    }
}

/* By the normal equations over the places 0 .. 19. */
static void
define_regression_channel (double (*out)[N])
{
  for (int i = 19; i < N; i++)
    {
      long double x = 0., y = 0., xx = 0., xy = 0., squares = 0., slope, intercept;

      for (int k = 0; k < 20; k++)
        {
          x += k;
          y += close_[i - 19 + k];
          xx += k * k;
          xy += k * (long double) close_[i - 19 + k];
        }
      slope = (20. * xy - x * y) / (20. * xx - x * x);
      intercept = (y - slope * x) / 20.;
      for (int k = 0; k < 20; k++)
        squares += powl (close_[i - 19 + k] - intercept - slope * k, 2.);
      out[0][i] = intercept + 19. * slope;
      out[1][i] = out[0][i] + 2. * sqrtl (squares / 20.);
      out[2][i] = out[0][i] - 2. * sqrtl (squares / 20.);
    }
  for (int i = 0; i < 19; i++)
    out[0][i] = out[1][i] = out[2][i] = NAN;
}

static void
define_linreg (double (*out)[N])
{
  double channel[3][N];

  define_regression_channel (channel);
  for (int i = 0; i < N; i++)
    {
      double y = sum_of (close_, i, 20) / 20., slope = (channel[0][i] - y) / 9.5;

      out[0][i] = channel[0][i];
      out[1][i] = channel[0][i] + slope;
      out[2][i] = y - 9.5 * slope;
    }
}

static void
define_ichimoku (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    {
      out[0][i] = (highest_of (high, i, 9) + lowest_of (low, i, 9)) / 2.;
      out[1][i] = (highest_of (high, i, 26) + lowest_of (low, i, 26)) / 2.;
      out[4][i] = (out[0][i] + out[1][i]) / 2.;
      out[5][i] = (highest_of (high, i, 52) + lowest_of (low, i, 52)) / 2.;
      out[2][i] = i < 26 ? NAN : out[4][i - 26];
      out[3][i] = i < 26 ? NAN : out[5][i - 26];
    }
}

static void
define_nvi (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    out[0][i] = i == 0                          ? 1000.
                : volume[i] < volume[i - 1] ? out[0][i - 1] * close_[i] / close_[i - 1]
                                            : out[0][i - 1];
}

static void
define_pvi (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    out[0][i] = i == 0                          ? 1000.
                : volume[i] > volume[i - 1] ? out[0][i - 1] * close_[i] / close_[i - 1]
                                            : out[0][i - 1];
}

static void
define_pvt (double (*out)[N])
{
  out[0][0] = 0.;
  for (int i = 1; i < N; i++)
    out[0][i] = out[0][i - 1] + volume[i] * (close_[i] / close_[i - 1] - 1.);
}

static void
define_medprice (double (*out)[N])
{
  memcpy (out[0], middle, sizeof middle);
}

static void
define_typprice (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    out[0][i] = (high[i] + low[i] + close_[i]) / 3.;
}

static void
define_wclprice (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    out[0][i] = (high[i] + low[i] + 2. * close_[i]) / 4.;
}

static void
define_highest_bars (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    {
      out[0][i] = i < 19 ? NAN : 0.;
      while (i >= 19 && close_[i - (int) out[0][i]] < highest_of (close_, i, 20))
        out[0][i] += 1.;
    }
}

static void
define_lowest_bars (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    {
      out[0][i] = i < 19 ? NAN : 0.;
      while (i >= 19 && close_[i - (int) out[0][i]] > lowest_of (close_, i, 20))
        out[0][i] += 1.;
    }
}

/* The second series is the opens, far above the greatest period. */
static void
define_mavp (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    out[0][i] = sum_of (close_, i, 30) / 30.;
}

/* As the price does, five typical prices a week. */
static void
define_vwap (double (*out)[N])
{
  for (int i = 0; i < N; i++)
    {
      long double money = 0., shares = 0.;

      for (int k = i / 5 * 5; k <= i; k++)
        {
          money += (high[k] + low[k] + close_[k]) / 3.L * volume[k];
          shares += volume[k];
        }
      out[0][i] = money / shares;
    }
}

typedef struct
{
  const char *id;
  double      parameters[DT_INDICATOR_MAX_PARAMETERS];
  guint       n_parameters;
  guint       n_outputs;     /* that the definition gives */
  Define      define;
  double      floor;         /* as large are values taken that pass through zero */
} Case;

static const Case cases[] = {
  { "midpoint", { 14 }, 1, 1, define_midpoint },
  { "midprice", { 14 }, 1, 1, define_midprice },
  { "stochastic_fast", { 14, 3 }, 2, 2, define_stochastic_fast, .1 },
  { "accelerator", { 0 }, 0, 1, define_accelerator, .01 },
  { "vortex", { 14 }, 1, 2, define_vortex },
  { "choppiness", { 14 }, 1, 1, define_choppiness, .1 },
  { "cmf", { 20 }, 1, 1, define_cmf, .001 },
  { "ulcer", { 14 }, 1, 1, define_ulcer, .001 },
  { "volatility", { 20 }, 1, 1, define_volatility },
  { "variance", { 20, 1 }, 2, 1, define_variance },
  { "hull", { 16 }, 1, 1, define_hull },
  { "coppock", { 14, 11, 10 }, 3, 1, define_coppock, .01 },
  { "kst", { 0 }, 0, 2, define_kst, .1 },
  { "rvi", { 10 }, 1, 2, define_rvi, .01 },
  { "eom", { 14, 1e8 }, 2, 1, define_eom, .01 },
  { "mass_index", { 9, 25 }, 2, 1, define_mass_index },
  { "elder_ray", { 13 }, 1, 2, define_elder_ray, .01 },
  { "force", { 13 }, 1, 1, define_force, 1e5 },
  { "keltner", { 20, 2, 10 }, 3, 3, define_keltner },
  { "zlema", { 20 }, 1, 1, define_zlema },
  { "tema", { 10 }, 1, 1, define_dema_tema },
  { "chaikin_volatility", { 10, 10 }, 2, 1, define_chaikin_volatility, .1 },
  { "supertrend", { 10, 3 }, 2, 2, define_supertrend },
  { "percent_rank", { 100 }, 1, 1, define_percent_rank },
  { "regression_channel", { 20, 2 }, 2, 3, define_regression_channel },
  { "linreg", { 20 }, 1, 3, define_linreg },
  { "ichimoku", { 0 }, 0, 6, define_ichimoku },
  { "nvi", { 0 }, 0, 1, define_nvi },
  { "pvi", { 0 }, 0, 1, define_pvi },
  { "pvt", { 0 }, 0, 1, define_pvt, 1e5 },
  { "medprice", { 0 }, 0, 1, define_medprice },
  { "typprice", { 0 }, 0, 1, define_typprice },
  { "wclprice", { 0 }, 0, 1, define_wclprice },
  { "highest_bars", { 20 }, 1, 1, define_highest_bars },
  { "lowest_bars", { 20 }, 1, 1, define_lowest_bars },
  { "mavp", { 2, 30 }, 2, 1, define_mavp },
  { "vwap", { 1 }, 1, 1, define_vwap },
};

static void
compare (const Case   *c,
         guint         output,
         const double *values,
         const double *expected)
{
  guint n_present = 0;

  for (int i = 0; i < N; i++)
    {
      double wanted = expected[i];
      double slack = TOLERANCE * MAX (fabs (wanted), c->floor);

      if (isnan (values[i]) != isnan (wanted) || fabs (values[i] - wanted) > slack)
        g_error ("%s, output %u, bar %d: %.17g, by definition %.17g", c->id, output, i, values[i],
                 wanted);
      n_present += !isnan (wanted);
    }

  g_assert_cmpuint (n_present, >, 350);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  const DtIndicator *indicator = dt_indicator_find (c->id);
  ReferenceBars bars = reference_bars_load ("skender/quotes.csv");
  double (*expected)[N] = g_malloc (DT_INDICATOR_MAX_OUTPUTS * sizeof *expected);
  double (*values)[N] = g_malloc (DT_INDICATOR_MAX_OUTPUTS * sizeof *values);
  double parameters[DT_INDICATOR_MAX_PARAMETERS], *outputs[DT_INDICATOR_MAX_OUTPUTS];
  g_autoptr(GError) error = NULL;

  /* Weeks of five bars. */
  for (int i = 0; i < N; i++)
    bars.columns[DT_INPUT_SESSION_START][i] =
      i % 5 == 0 ? DT_BEGINS_SESSION | DT_BEGINS_WEEK : DT_BEGINS_SESSION;
  for (guint k = 0; k < DT_INDICATOR_MAX_OUTPUTS; k++)
    outputs[k] = values[k];

  dt_indicator_check (indicator, c->parameters, c->n_parameters, parameters, &error);
  g_assert_no_error (error);
  reference_bars_run (&bars, 0, N, indicator, parameters, outputs);
  c->define (expected);
  for (guint k = 0; k < c->n_outputs; k++)
    compare (c, k, values[k], expected[k]);

  g_free (expected);
  g_free (values);
  reference_bars_clear (&bars);
}

/* The day before: open 10, high 14, low 8, close 12, so a range of 6; today opens at 13. Each
 * number is worked out here by hand: the point, three or four levels above, as many below. */
static void
test_pivots (void)
{
  static const double days[][5] = { { 10, 14, 8, 12, 1 }, { 13, 15, 12, 14, 1 } };
  static const double expected[][9] = {
    /* (14 + 8 + 12) / 3 = 34/3; 2 x 34/3 - 8; 34/3 + 6; 14 + 2 (34/3 - 8) */
    { 34. / 3., 44. / 3., 52. / 3., 62. / 3., NAN, 26. / 3., 16. / 3., 8. - 16. / 3., NAN },
    /* 34/3 +- 0.382, 0.618 and 1 times 6 */
    { 34. / 3., 34. / 3. + 2.292, 34. / 3. + 3.708, 34. / 3. + 6., NAN, 34. / 3. - 2.292,
      34. / 3. - 3.708, 34. / 3. - 6., NAN },
    /* 12 +- 6.6 over 12, 6, 4 and 2 */
    { 12., 12.55, 13.1, 13.65, 15.3, 11.45, 10.9, 10.35, 8.7 },
    /* The close is above the open: 2 x 14 + 8 + 12 = 48; 48 / 2 - 8 and 48 / 2 - 14 */
    { 12., 16., NAN, NAN, NAN, 10., NAN, NAN, NAN },
    /* (14 + 8 + 2 x 13) / 4 = 12; 24 - 8; 18; 14 + 2 x 4; 24 - 14; 6; 8 - 2 x 2 */
    { 12., 16., 18., 22., NAN, 10., 6., 4., NAN },
  };
  const DtIndicator *calendar = dt_indicator_find ("pivot_points");
  const DtIndicator *rolling = dt_indicator_find ("rolling_pivots");

  for (guint kind = 0; kind < G_N_ELEMENTS (expected); kind++)
    for (guint way = 0; way < 2; way++)
      {
        const DtIndicator *indicator = way == 0 ? calendar : rolling;
        const double parameters[] = { kind, way == 0 ? 0. : 1. };
        g_autofree guint64 *state = g_malloc (indicator->state_size (parameters));
        double levels[9];

        indicator->init (state, parameters);
        indicator->step (state, days[0], levels);
        g_assert_true (isnan (levels[0]));
        indicator->step (state, days[1], levels);
        for (guint k = 0; k < 9; k++)
          if (isnan (expected[kind][k]) != isnan (levels[k]) ||
              fabs (levels[k] - expected[kind][k]) > 1e-12)
            g_error ("%s, kind %u, level %u: %.17g, expected %.17g", indicator->id, kind, k,
                     levels[k], expected[kind][k]);
      }
}

/* 2017-12-29 was a Friday, 2018-01-02 a Tuesday, 2018-04-02 a Monday. */
static void
test_session_start (void)
{
  DtDate friday = dt_date_new (2017, 12, 29), tuesday = dt_date_new (2018, 1, 2);
  double all = DT_BEGINS_SESSION | DT_BEGINS_WEEK | DT_BEGINS_MONTH | DT_BEGINS_QUARTER |
               DT_BEGINS_YEAR;

  g_assert_cmpfloat (dt_indicator_session_start (DT_DATE_NONE, friday), ==, all);
  g_assert_cmpfloat (dt_indicator_session_start (friday, tuesday), ==, all);
  g_assert_cmpfloat (dt_indicator_session_start (tuesday, tuesday + 1), ==, DT_BEGINS_SESSION);
  g_assert_cmpfloat (dt_indicator_session_start (tuesday, tuesday + 6), ==,
                     DT_BEGINS_SESSION | DT_BEGINS_WEEK);
  g_assert_cmpfloat (dt_indicator_session_start (dt_date_new (2018, 1, 31),
                                                 dt_date_new (2018, 2, 1)), ==,
                     DT_BEGINS_SESSION | DT_BEGINS_MONTH);
  g_assert_cmpfloat (dt_indicator_session_start (dt_date_new (2018, 3, 29),
                                                 dt_date_new (2018, 4, 2)), ==,
                     all - DT_BEGINS_YEAR);
}

static void
load (double     *values,
      const char *column)
{
  g_autoptr(ReferenceTable) table = reference_table_load ("skender/quotes.csv");
  g_autofree double *read = reference_table_dup_column (table, column);

  g_assert_cmpuint (table->rows->len, ==, N);
  memcpy (values, read, N * sizeof *values);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  load (open_, "open");
  load (high, "high");
  load (low, "low");
  load (close_, "close");
  load (volume, "volume");
  for (int i = 0; i < N; i++)
    middle[i] = (high[i] + low[i]) / 2.;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/indicator/definitions/%s", cases[i].id);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/indicator/definitions/pivots", test_pivots);
  g_test_add_func ("/indicator/definitions/session-start", test_session_start);

  return g_test_run ();
}
