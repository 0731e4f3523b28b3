/* dt-significance.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-measure"

#include "config.h"

#include <math.h>

#include "dt-significance.h"
#include "dt-statistics.h"

#define EULER_MASCHERONI .57721566490153286

/* The probability that a standard normal variable is at most @z. */
double
dt_significance_normal (double z)
{
  return .5 * erfc (-z * G_SQRT2 / 2.);
}

/* Upper half only; Abramowitz and Stegun 26.2.23 to start with. */
static double
guess_quantile (double tail)
{
  double t = sqrt (-2. * log (tail));

  return t - (2.515517 + t * (.802853 + t * .010328))
             / (1. + t * (1.432788 + t * (.189269 + t * .001308)));
}

/**
 * dt_significance_normal_quantile:
 * @probability: above 0 and below 1
 *
 * Newton's steps with Halley's correction on erfc() of the smaller tail, so that no digit is lost
 * far out.
 *
 * Returns: the z of which dt_significance_normal() is @probability; NaN outside
 */
double
dt_significance_normal_quantile (double probability)
{
  double tail = fmin (probability, 1. - probability), z;

  if (!(tail > 0.))
    return NAN;

  z = guess_quantile (tail);
  for (int i = 0; i < 4; i++)
    {
      double density = exp (-.5 * z * z) / sqrt (2. * G_PI);
      double step = (dt_significance_normal (-z) - tail) / density;

      z += step / (1. - .5 * z * step);
    }

  return probability < .5 ? -z : z;
}

/**
 * dt_significance_sample:
 * @sample: (out): figures of @returns; NaN where there are too few
 */
void
dt_significance_sample (const double   *returns,
                        gsize           n_returns,
                        DtSharpeSample *sample)
{
  gsize n = 0;

  for (gsize i = 0; i < n_returns; i++)
    n += !isnan (returns[i]);

  sample->n = (double) n;
  sample->sharpe = dt_statistics_mean (returns, n_returns)
                   / dt_statistics_deviation (returns, n_returns, 1);
  sample->skewness = dt_statistics_skewness (returns, n_returns);
  sample->kurtosis = dt_statistics_kurtosis (returns, n_returns);
}

/* 1 - skewness x SR + (kurtosis - 1) / 4 x SR^2, with the kurtosis that is 3 of a normal one. */
static double
find_spread (const DtSharpeSample *sample)
{
  double sharpe = sample->sharpe;

  return 1. - sample->skewness * sharpe + (sample->kurtosis + 2.) / 4. * sharpe * sharpe;
}

/* The standard error of the ratio of one period (Mertens 2002). */
double
dt_significance_sharpe_error (const DtSharpeSample *sample)
{
  return sample->n > 1. ? sqrt (find_spread (sample) / (sample->n - 1.)) : NAN;
}

/**
 * dt_significance_probability:
 * @benchmark: a Sharpe ratio of one period
 *
 * The probabilistic Sharpe ratio (Bailey and López de Prado, "The Sharpe ratio efficient frontier",
 * 2012); against the expected maximum of all trials it is the deflated one (the same authors,
 * 2014).
 *
 * Returns: the probability that the true ratio is above @benchmark; NaN where undefined
 */
double
dt_significance_probability (const DtSharpeSample *sample,
                             double                benchmark)
{
  double error = dt_significance_sharpe_error (sample);

  return error > 0. ? dt_significance_normal ((sample->sharpe - benchmark) / error) : NAN;
}

/**
 * dt_significance_min_length:
 * @confidence: 0.95
 *
 * The minimum track record length (Bailey and López de Prado 2012).
 *
 * Returns: periods after which the ratio seen would be above @benchmark with @confidence; NaN when
 *   it is not above it at all
 */
double
dt_significance_min_length (const DtSharpeSample *sample,
                            double                benchmark,
                            double                confidence)
{
  double z = dt_significance_normal_quantile (confidence) / (sample->sharpe - benchmark);

  return sample->sharpe > benchmark ? 1. + find_spread (sample) * z * z : NAN;
}

/**
 * dt_significance_expected_maximum:
 * @deviation: of the Sharpe ratios of all trials
 * @n_trials: independent trials, 2 or more
 *
 * Returns: the ratio that the best of so many trials without any skill is expected to have (Bailey
 *   and López de Prado, "The deflated Sharpe ratio", 2014); 0 of one trial
 */
double
dt_significance_expected_maximum (double deviation,
                                  double n_trials)
{
  if (!(n_trials >= 2.))
    return n_trials >= 1. ? 0. : NAN;

  return deviation
         * ((1. - EULER_MASCHERONI) * dt_significance_normal_quantile (1. - 1. / n_trials)
            + EULER_MASCHERONI * dt_significance_normal_quantile (1. - exp (-1.) / n_trials));
}
