/* dt-size-factor.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-risk"

#include "config.h"

#include "dt-size-factor.h"

/* factor = clamp (Kelly x streak x volatility x model, 0.5, 2). Factors are exact to a billionth
 * when they meet a quantity. */
#define FACTOR_SCALE G_GINT64_CONSTANT (1000000000)

/**
 * dt_kelly_bet:
 * @prior: trades without an edge that are added to the record
 *
 * The part of equity that makes it grow fastest when what is put in gains b with probability p and
 * loses a with probability q: the f that makes p log (1 + b f) + q log (1 - a f) largest, which is
 * p / a - q / b. With a = 1 it is that of J. L. Kelly, “A New Interpretation of Information Rate”
 * (1956); E. O. Thorp, “The Kelly Criterion in Blackjack, Sports Betting and the Stock Market”
 * (2006), has it for any a.
 *
 * What was won often by chance will not be won often again: p is drawn to the one at which there is
 * no edge, a / (a + b), by @prior trades, which multiplies f by n / (n + @prior).
 */
double
dt_kelly_bet (const DtTradeRecord *record,
              guint                prior)
{
  guint n = record->n_wins + record->n_losses;
  double p, a, b;

  if (record->n_wins == 0 || record->n_losses == 0)
    return NAN;

  p = (double) record->n_wins / n;
  a = record->losses / record->n_losses;
  b = record->gains / record->n_wins;

  return (p / a - (1. - p) / b) * n / (n + prior);
}

/* Kelly's bet by the part of equity that the normal size puts in; below 0 where there is no edge.
 */
static double
kelly_factor (const DtRiskProfile *profile,
              const DtTradeRecord *record,
              double               normal,
              double              *bet)
{
  guint least = profile->kelly_trades > 0 ? profile->kelly_trades : DT_RISK_KELLY_TRADES;
  guint prior = profile->kelly_prior > 0 ? profile->kelly_prior : DT_RISK_KELLY_PRIOR;
  guint n = record->n_wins + record->n_losses + record->n_even;

  *bet = NAN;
  if (profile->kelly_fraction <= 0. || n < least)
    return 1.;
  /* Never won: there is no b to go by, but no edge either */
  if (record->n_wins == 0 && record->n_losses > 0)
    return -1.;

  *bet = dt_kelly_bet (record, prior);
  if (isnan (*bet))
    return 1.;
  if (*bet <= 0.)
    return -1.;

  return normal > 0. ? profile->kelly_fraction * *bet / normal : 1.;
}

static double
streak_factor (const DtRiskProfile *profile,
               const DtTradeRecord *record)
{
  if (!profile->streak_sizing)
    return 1.;
  if (record->streak <= -DT_STREAK_LOSSES)
    return .5;

  return record->streak >= DT_STREAK_WINS ? 1.5 : 1.;
}

/**
 * dt_size_factors_get:
 * @normal: value of the entry at its normal size, as a part of equity
 * @volatility: of the instrument, a year, as a fraction; NaN unknown
 * @model: what a model makes of it; NaN unknown
 */
void
dt_size_factors_get (const DtRiskProfile *profile,
                     const DtTradeRecord *record,
                     double               normal,
                     double               volatility,
                     double               model,
                     DtSizeFactors       *factors)
{
  double product;

  *factors = (DtSizeFactors) {
    .streak = streak_factor (profile, record),
    .volatility = profile->target_volatility > 0. && volatility > 0.
                  ? profile->target_volatility / volatility : 1.,
    .model = model >= 0. ? model : 1.,
  };
  factors->kelly = kelly_factor (profile, record, normal, &factors->bet);
  if (factors->kelly < 0.)
    return;

  product = factors->kelly * factors->streak * factors->volatility * factors->model;
  factors->factor = CLAMP (product, DT_SIZE_FACTOR_LEAST, DT_SIZE_FACTOR_MOST);
}

/* Whole lots, rounded down; unsigned. */
DtQuantity
dt_size_factors_apply (const DtSizeFactors *factors,
                       DtQuantity           normal,
                       DtQuantity           lot)
{
  DtMoney scaled;

  /* Quantities and money are counts alike: one exact product */
  if (factors->factor == 1.
      || !dt_money_fraction (normal, llrint (factors->factor * FACTOR_SCALE), FACTOR_SCALE,
                             &scaled))
    return dt_quantity_floor_to_lot (normal, lot);

  return dt_quantity_floor_to_lot (scaled, lot);
}

static void
append (GString    *text,
        const char *before,
        const char *format,
        double      value,
        const char *after)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, before);
  g_string_append (text, g_ascii_formatd (buf, sizeof buf, format, value));
  g_string_append (text, after);
}

static void
explain_kelly (GString             *text,
               const DtSizeFactors *factors,
               const DtTradeRecord *record)
{
  guint n = record->n_wins + record->n_losses + record->n_even;

  if (factors->kelly < 0.)
    g_string_append (text, "Kelly finds no edge");
  else
    append (text, "Kelly ", "%.4g", factors->kelly, "");
  g_string_append_printf (text, " (%u trades, %u won", n, record->n_wins);
  if (record->n_wins > 0)
    append (text, ", mean gain ", "%.4g", 100. * record->gains / record->n_wins, " %");
  if (record->n_losses > 0)
    append (text, ", mean loss ", "%.4g", 100. * record->losses / record->n_losses, " %");
  if (!isnan (factors->bet))
    append (text, ", full bet ", "%.4g", 100. * factors->bet, " % of equity");
  g_string_append (text, ")");
}

static void
separate (GString *text)
{
  if (text->len > 0)
    g_string_append (text, ", ");
}

/* Returns: (transfer full): each factor that is on, with what it was worked out from */
char *
dt_size_factors_explain (const DtSizeFactors *factors,
                         const DtTradeRecord *record,
                         const DtRiskProfile *profile,
                         double               volatility)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (profile->kelly_fraction > 0.)
    explain_kelly (text, factors, record);
  if (profile->streak_sizing)
    {
      separate (text);
      append (text, "streak ", "%.4g", factors->streak, "");
      g_string_append_printf (text, " (%d %s in a row)", ABS (record->streak),
                              record->streak < 0 ? "lost" : "won");
    }
  if (profile->target_volatility > 0.)
    {
      separate (text);
      append (text, "volatility ", "%.4g", factors->volatility, "");
      append (text, " (", "%.4g", 100. * volatility, " % a year");
      append (text, ", aim ", "%.4g", 100. * profile->target_volatility, " %)");
    }
  if (factors->model != 1.)
    {
      separate (text);
      append (text, "model ", "%.4g", factors->model, "");
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
