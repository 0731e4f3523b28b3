/* dt-returns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-measure"

#include "config.h"

#include <math.h>

#include "dt-returns.h"

/**
 * dt_returns_from_values:
 * @values: equity or prices, oldest first
 * @returns: (out): @n_values of them; the first is NaN, for there is no value before
 *
 * A return from or to a missing value is missing; from a value that is not positive too.
 */
void
dt_returns_from_values (const double *values,
                        gsize         n_values,
                        double       *returns)
{
  for (gsize i = n_values; i-- > 1;)
    returns[i] = values[i - 1] > 0. ? values[i] / values[i - 1] - 1. : NAN;
  if (n_values > 0)
    returns[0] = NAN;
}

/* Returns over a risk-free rate or a benchmark, period by period; may be in place. */
void
dt_returns_subtract (const double *returns,
                     const double *others,
                     gsize         n_returns,
                     double       *differences)
{
  for (gsize i = 0; i < n_returns; i++)
    differences[i] = returns[i] - others[i];
}

/**
 * dt_returns_cumulate:
 * @start: value before the first return; 0 gives cumulative returns instead of values
 * @values: (out): @n_returns values, each after its return; may be @returns
 */
void
dt_returns_cumulate (const double *returns,
                     gsize         n_returns,
                     double        start,
                     double       *values)
{
  double growth = 1.;

  for (gsize i = 0; i < n_returns; i++)
    {
      if (!isnan (returns[i]))
        growth *= 1. + returns[i];
      values[i] = start == 0. ? growth - 1. : growth * start;
    }
}

/**
 * dt_returns_total:
 *
 * Returns: the compounded return, a fraction; NaN of no returns
 */
double
dt_returns_total (const double *returns,
                  gsize         n_returns)
{
  double growth = 1.;

  if (n_returns == 0)
    return NAN;

  for (gsize i = 0; i < n_returns; i++)
    if (!isnan (returns[i]))
      growth *= 1. + returns[i];

  return growth - 1.;
}

/* A number that is the same for dates of the same period and rises with time. */
static int
period_number (DtDate      date,
               DtAggregate aggregate)
{
  int year, month, day;

  /* 1970-01-01 was a Thursday, so weeks begin on days that are -3 modulo 7 */
  if (aggregate == DT_AGGREGATE_WEEK)
    return (date + 3) >= 0 ? (date + 3) / 7 : -((6 - (date + 3)) / 7);

  dt_date_get_ymd (date, &year, &month, &day);
  if (aggregate == DT_AGGREGATE_MONTH)
    return year * 12 + month - 1;
  if (aggregate == DT_AGGREGATE_QUARTER)
    return year * 4 + (month - 1) / 3;

  return year;
}

/**
 * dt_returns_aggregate:
 * @dates: of the returns, rising
 * @aggregated: (out): room for @n_returns; may be @returns
 *
 * Compounds the returns of each calendar period.
 *
 * Returns: the number of periods with a return in them
 */
gsize
dt_returns_aggregate (const double *returns,
                      const DtDate *dates,
                      gsize         n_returns,
                      DtAggregate   aggregate,
                      double       *aggregated)
{
  double growth = 1.;
  gsize n = 0;

  for (gsize i = 0; i < n_returns; i++)
    {
      if (!isnan (returns[i]))
        growth *= 1. + returns[i];

      if (i + 1 == n_returns
          || period_number (dates[i + 1], aggregate) != period_number (dates[i], aggregate))
        {
          aggregated[n++] = growth - 1.;
          growth = 1.;
        }
    }

  return n;
}

/**
 * dt_returns_geometric_mean:
 *
 * The constant return a period that compounds to the same total, by sums of logarithms.
 *
 * Returns: the mean, a fraction; NaN of no returns; 0 once everything was lost (a return of -1
 *   or below), as backtesting.py has it
 */
double
dt_returns_geometric_mean (const double *returns,
                           gsize         n_returns)
{
  double sum = 0.;

  if (n_returns == 0)
    return NAN;

  for (gsize i = 0; i < n_returns; i++)
    {
      if (isnan (returns[i]))
        continue;
      if (returns[i] <= -1.)
        return 0.;
      /* Many are, of an account that holds nothing, and the logarithm takes its time */
      if (returns[i] != 0.)
        sum += log1p (returns[i]);
    }

  return expm1 (sum / n_returns);
}

/**
 * dt_returns_annual:
 *
 * The yearly growth that compounds to the same total over n / @periods_per_year years.
 *
 * Returns: a fraction; NaN of no returns; -1 once everything was lost
 */
double
dt_returns_annual (const double *returns,
                   gsize         n_returns,
                   double        periods_per_year)
{
  return dt_returns_annualize (dt_returns_total (returns, n_returns), n_returns, periods_per_year);
}

/* The same of the total return. */
double
dt_returns_annualize (double total,
                      gsize  n_returns,
                      double periods_per_year)
{
  double growth = 1. + total;

  if (isnan (growth))
    return NAN;
  if (growth <= 0.)
    return -1.;

  return pow (growth, periods_per_year / n_returns) - 1.;
}

/**
 * dt_returns_cagr:
 * @days: calendar days from the first value to the last; a year has 365.25
 *
 * Returns: compound annual growth rate, a fraction; NaN when there is no time between the values or
 *   the first is not positive; -1 when nothing is left
 */
double
dt_returns_cagr (double first,
                 double last,
                 double days)
{
  if (!(first > 0.) || !(days > 0.) || isnan (last))
    return NAN;
  if (last <= 0.)
    return -1.;

  return pow (last / first, 365.25 / days) - 1.;
}
