/* test-size-factor.c - Kelly, streaks, volatility
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-random.h"
#include "dt-size-factor.h"

static DtTradeRecord
record_of (guint  n_wins,
           double gain,
           guint  n_losses,
           double loss)
{
  DtTradeRecord record = { 0 };

  for (guint i = 0; i < n_wins; i++)
    dt_trade_record_add (&record, gain);
  for (guint i = 0; i < n_losses; i++)
    dt_trade_record_add (&record, -loss);

  return record;
}

static void
test_published (void)
{
  /* Kelly (1956): even money, won with p = 0.6: 2 p - 1 = 0.2; with p = 0.53 (Thorp's coin) 0.06 */
  DtTradeRecord even = record_of (60, 1., 40, 1.);
  DtTradeRecord coin = record_of (53, 1., 47, 1.);
  /* Two to one, p = 0.4: p - q / b = 0.4 - 0.3 = 0.1 */
  DtTradeRecord odds = record_of (40, 2., 60, 1.);
  /* Gains of 3 %, losses of 2 %, p = 0.5: 0.5 / 0.02 - 0.5 / 0.03 = 8.333... */
  DtTradeRecord stocks = record_of (50, .03, 50, .02);
  /* At the probability without an edge, a / (a + b) = 0.4, nothing */
  DtTradeRecord none = record_of (40, .03, 60, .02);

  g_assert_cmpfloat_with_epsilon (dt_kelly_bet (&even, 0), .2, 1e-12);
  g_assert_cmpfloat_with_epsilon (dt_kelly_bet (&coin, 0), .06, 1e-12);
  g_assert_cmpfloat_with_epsilon (dt_kelly_bet (&odds, 0), .1, 1e-12);
  g_assert_cmpfloat_with_epsilon (dt_kelly_bet (&stocks, 0), 25. / 3., 1e-9);
  g_assert_cmpfloat_with_epsilon (dt_kelly_bet (&none, 0), 0., 1e-9);

  /* 100 trades and 100 more without an edge: half of it. By the definition: p becomes
   * (50 + 100 x 0.4) / 200 = 0.45: 0.45 / 0.02 - 0.55 / 0.03 = 4.1666... */
  g_assert_cmpfloat_with_epsilon (dt_kelly_bet (&stocks, 100), 25. / 6., 1e-9);
}

static double
growth (double p,
        double a,
        double b,
        double f)
{
  return p * log1p (b * f) + (1. - p) * log1p (-a * f);
}

/* Nothing near it grows faster. */
static void
test_grows_fastest (void)
{
  DtRandom random;

  dt_random_init (&random, 5);
  for (guint i = 0; i < 2000; i++)
    {
      guint n_wins = 1 + dt_random_below (&random, 99);
      double a = .001 + .1 * dt_random_uniform (&random);
      double b = .001 + .1 * dt_random_uniform (&random);
      DtTradeRecord record = record_of (n_wins, b, 100 - n_wins, a);
      double f = dt_kelly_bet (&record, 0), p = n_wins / 100.;

      g_assert_cmpfloat (growth (p, a, b, f), >=, growth (p, a, b, f * 1.01 + 1e-4) - 1e-12);
      g_assert_cmpfloat (growth (p, a, b, f), >=, growth (p, a, b, f * .99 - 1e-4) - 1e-12);
    }
}

static void
test_streaks (void)
{
  DtRiskProfile profile = { .streak_sizing = TRUE };
  DtTradeRecord record = { 0 };
  DtSizeFactors factors;
  static const struct
  {
    double result;
    double factor;
  } trades[] = {
    { -1., 1. }, { -1., 1. }, { -1., .5 }, { -1., .5 }, { 1., 1. }, { 1., 1. }, { 1., 1. },
    { 1., 1. }, { 1., 1.5 }, { 1., 1.5 }, { 0., 1. }, { -1., 1. }, { -1., 1. }, { 0., 1. },
    { -1., 1. }, { -1., 1. }, { -1., .5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (trades); i++)
    {
      dt_trade_record_add (&record, trades[i].result);
      dt_size_factors_get (&profile, &record, .1, NAN, NAN, &factors);
      g_assert_cmpfloat (factors.factor, ==, trades[i].factor);
    }
  profile.streak_sizing = FALSE;
  dt_size_factors_get (&profile, &record, .1, NAN, NAN, &factors);
  g_assert_cmpfloat (factors.factor, ==, 1.);
}

static void
test_factors (void)
{
  DtRiskProfile profile = { .kelly_fraction = .5, .kelly_trades = 100, .kelly_prior = 100 };
  DtTradeRecord stocks = record_of (50, .03, 50, .02);
  DtTradeRecord few = record_of (50, .03, 49, .02);
  DtTradeRecord bad = record_of (30, .03, 70, .02);
  DtTradeRecord never = record_of (0, 0., 100, .02);
  DtTradeRecord always = record_of (100, .03, 0, 0.);
  DtSizeFactors factors;

  /* Half of 4.1666... by a normal 2.5 of equity: 0.8333... */
  dt_size_factors_get (&profile, &stocks, 2.5, NAN, NAN, &factors);
  g_assert_cmpfloat_with_epsilon (factors.kelly, 25. / 6. / 2. / 2.5, 1e-9);
  g_assert_cmpfloat (factors.factor, ==, factors.kelly);
  /* Above 2 and below 0.5 nothing goes */
  dt_size_factors_get (&profile, &stocks, .25, NAN, NAN, &factors);
  g_assert_cmpfloat (factors.factor, ==, 2.);
  dt_size_factors_get (&profile, &stocks, 25., NAN, NAN, &factors);
  g_assert_cmpfloat (factors.factor, ==, .5);

  dt_size_factors_get (&profile, &few, 2.5, NAN, NAN, &factors);
  g_assert_cmpfloat (factors.factor, ==, 1.);
  dt_size_factors_get (&profile, &bad, 2.5, NAN, NAN, &factors);
  g_assert_cmpfloat (factors.factor, ==, 0.);
  dt_size_factors_get (&profile, &never, 2.5, NAN, NAN, &factors);
  g_assert_cmpfloat (factors.factor, ==, 0.);
  dt_size_factors_get (&profile, &always, 2.5, NAN, NAN, &factors);
  g_assert_cmpfloat (factors.factor, ==, 1.);

  /* 20 % wanted of what moves by 16 %: 1.25; a model's 0.8 brings it back to 1 */
  profile = (DtRiskProfile) { .target_volatility = .2 };
  dt_size_factors_get (&profile, &bad, 2.5, .16, NAN, &factors);
  g_assert_cmpfloat_with_epsilon (factors.factor, 1.25, 1e-12);
  dt_size_factors_get (&profile, &bad, 2.5, .16, .8, &factors);
  g_assert_cmpfloat_with_epsilon (factors.factor, 1., 1e-12);
  dt_size_factors_get (&profile, &bad, 2.5, NAN, NAN, &factors);
  g_assert_cmpfloat (factors.factor, ==, 1.);
}

static void
test_apply (void)
{
  DtSizeFactors factors = { .factor = 1.25 };

  /* 101 x 1.25 = 126.25 */
  g_assert_cmpint (dt_size_factors_apply (&factors, DT_UNITS (101), DT_UNITS (1)), ==,
                   DT_UNITS (126));
  g_assert_cmpint (dt_size_factors_apply (&factors, DT_UNITS (101), DT_UNITS (100)), ==,
                   DT_UNITS (100));
  factors.factor = .5;
  g_assert_cmpint (dt_size_factors_apply (&factors, DT_UNITS (1), DT_UNITS (1)), ==, 0);
  factors.factor = 1.;
  g_assert_cmpint (dt_size_factors_apply (&factors, DT_UNITS (7), DT_UNITS (1)), ==, DT_UNITS (7));
  factors.factor = 2.;
  g_assert_cmpint (dt_size_factors_apply (&factors, G_MAXINT64 / 2 + 1, 1), >, 0);
}

static void
test_words (void)
{
  DtRiskProfile profile = { .kelly_fraction = .5, .kelly_trades = 100, .kelly_prior = 100,
                            .streak_sizing = TRUE, .target_volatility = .2 };
  DtTradeRecord record = record_of (50, .03, 50, .02);
  DtSizeFactors factors;
  g_autofree char *text = NULL;

  dt_size_factors_get (&profile, &record, 2.5, .16, NAN, &factors);
  text = dt_size_factors_explain (&factors, &record, &profile, .16);
  g_assert_cmpstr (text, ==,
                   "Kelly 0.8333 (100 trades, 50 won, mean gain 3 %, mean loss 2 %, "
                   "full bet 416.7 % of equity), streak 0.5 (50 lost in a row), volatility 1.25 "
                   "(16 % a year, aim 20 %)");
}

/* What is written is read back; what is no record is refused, and who is not in it has none. */
static void
test_records (void)
{
  static const char *const broken[] = {
    "", "nonsense", "[a]\nwins=1\n", "[record]\n[a]\nwins=1\n",
    "[record]\n[a]\nwins=x\nlosses=0\neven=0\ngained=0\nlost=0\nstreak=0\n",
    "[record]\n[a]\nwins=-1\nlosses=0\neven=0\ngained=0\nlost=0\nstreak=0\n",
    "[record]\n[a]\nwins=1\nlosses=0\neven=0\ngained=nan\nlost=0\nstreak=0\n",
  };
  g_autoptr(GKeyFile) file = dt_trade_records_new ("3;5", 1000);
  DtTradeRecord record = { 0 }, back;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  dt_trade_record_add (&record, .02);
  dt_trade_record_add (&record, 0.);
  dt_trade_record_add (&record, -.01);
  dt_trade_record_add (&record, -.03);
  dt_trade_records_set (file, "ema-crossover", &record);
  text = g_key_file_to_data (file, NULL, NULL);
  g_assert_true (dt_trade_records_parse (text, "ema-crossover", &back, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (back.n_wins, ==, 1);
  g_assert_cmpuint (back.n_losses, ==, 2);
  g_assert_cmpuint (back.n_even, ==, 1);
  g_assert_cmpfloat (back.gains, ==, record.gains);
  g_assert_cmpfloat (back.losses, ==, record.losses);
  g_assert_cmpint (back.streak, ==, -2);

  g_assert_true (dt_trade_records_parse (text, "breakout", &back, &error));
  g_assert_cmpuint (back.n_wins + back.n_losses + back.n_even, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_assert_false (dt_trade_records_parse (broken[i], "a", &back, &error));
      g_assert_error (error, DT_RISK_ERROR, DT_RISK_ERROR_PROFILE);
      g_clear_error (&error);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/risk/size-factor/published", test_published);
  g_test_add_func ("/risk/size-factor/grows-fastest", test_grows_fastest);
  g_test_add_func ("/risk/size-factor/streaks", test_streaks);
  g_test_add_func ("/risk/size-factor/factors", test_factors);
  g_test_add_func ("/risk/size-factor/apply", test_apply);
  g_test_add_func ("/risk/size-factor/words", test_words);
  g_test_add_func ("/risk/size-factor/records", test_records);

  return g_test_run ();
}
