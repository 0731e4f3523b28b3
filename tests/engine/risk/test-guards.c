/* test-guards.c - sizes and the chain
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-risk.h"

/* An account of 100,000 and a candidate for 200 at 50, 10,000 USD; each case changes one thing. */
static const DtRiskView flat = {
  .equity = DT_DOLLARS (100000),
  .cash = DT_DOLLARS (100000),
  .minutes_to_close = NAN,
  .correlation = NAN,
  .earnings_days = NAN,
  .sentiment = NAN,
  .bad_news_hours = NAN,
};

static const DtCandidate wanted = {
  .quantity = DT_UNITS (200),
  .price = DT_DOLLARS (50),
  .volume = 1e6,
  .lot = DT_UNITS (1),
};

static void
check (const char          *profile_text,
       const DtRiskView    *view,
       const DtCandidate   *candidate,
       gint64               granted,
       const char          *guard)
{
  g_autofree char *text = g_strdup_printf ("[risk]\n%s\n", profile_text);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRiskProfile) profile = dt_risk_profile_parse (text, "test.risk", &error);
  DtCandidate mirrored = *candidate;
  DtRiskView other_view = *view;
  DtVerdict verdict;

  g_assert_no_error (error);
  verdict = dt_risk_check_entry (profile, view, candidate);
  g_assert_cmpint (verdict.granted, ==, DT_UNITS (granted));
  g_assert_cmpstr (verdict.guard, ==, guard);

  /* A short is cut as a long is */
  mirrored.quantity = -candidate->quantity;
  other_view.sentiment = -view->sentiment;
  verdict = dt_risk_check_entry (profile, &other_view, &mirrored);
  g_assert_cmpint (verdict.granted, ==, -DT_UNITS (granted));
  g_assert_cmpstr (verdict.guard, ==, guard);
}

static void
test_each_guard (void)
{
  DtRiskView view = flat;
  DtCandidate candidate = wanted;

  check ("", &flat, &wanted, 200, NULL);

  check ("min-price=50", &flat, &wanted, 200, NULL);
  check ("min-price=50.000001", &flat, &wanted, 0, "min-price");

  view = flat;
  view.minutes_to_close = 15.;
  check ("flat-minutes-before-close=15", &view, &wanted, 0, "flat-before-close");
  view.minutes_to_close = 15.5;
  check ("flat-minutes-before-close=15", &view, &wanted, 200, NULL);
  check ("flat-minutes-before-close=15", &flat, &wanted, 200, NULL);

  view = flat;
  view.n_positions = 10;
  check ("max-positions=10", &view, &wanted, 0, "max-positions");
  check ("max-positions=11", &view, &wanted, 200, NULL);

  view = flat;
  view.day_profit_fraction = -.03;
  check ("max-daily-loss=0.03", &view, &wanted, 0, "daily-loss");
  check ("max-daily-loss=0.031", &view, &wanted, 200, NULL);

  view = flat;
  view.drawdown = -.15;
  check ("max-drawdown=0.15", &view, &wanted, 0, "drawdown");
  check ("max-drawdown=0.16", &view, &wanted, 200, NULL);

  /* 40 % are 40,000; 35,000 are in the sector: 5,000 / 50 = 100 */
  view = flat;
  view.sector = DT_DOLLARS (35000);
  check ("max-sector-fraction=0.4", &view, &wanted, 100, "sector");
  view.sector = DT_DOLLARS (40000);
  check ("max-sector-fraction=0.4", &view, &wanted, 0, "sector");

  /* 7.77 % are 7,770 / 50 = 155.4 */
  check ("max-position-fraction=0.0777", &flat, &wanted, 155, "position-fraction");
  check ("max-position-fraction=0.1", &flat, &wanted, 200, NULL);

  check ("max-order-notional=9999", &flat, &wanted, 199, "notional");
  check ("max-order-notional=10000", &flat, &wanted, 200, NULL);

  /* 1 % of 12,345 are 123.45 */
  candidate.volume = 12345.;
  check ("max-participation=0.01", &flat, &candidate, 123, "participation");
  candidate.volume = 0.;
  check ("max-participation=0.01", &flat, &candidate, 0, "participation");
  candidate.volume = NAN;
  check ("max-participation=0.01", &flat, &candidate, 200, NULL);

  /* 80 % are 80,000; 60,000 held and 15,000 spoken for: 5,000 / 50 = 100 */
  view = flat;
  view.gross = DT_DOLLARS (60000);
  view.reserved = DT_DOLLARS (15000);
  check ("max-gross-exposure=0.8", &view, &wanted, 100, "buying-power");
  view.gross = DT_DOLLARS (100000);
  check ("max-gross-exposure=0.8", &view, &wanted, 0, "buying-power");
  check ("", &view, &wanted, 200, NULL);
}

/* Half of what the account would take of it while it holds nothing: of 200 that is 100, and of the
 * 100 that 5 % of equity in one position leave it is 50. */
static void
test_least_part (void)
{
#define HALF "max-gross-exposure=0.8\nmax-sector-fraction=0.4\nmin-entry-part=0.5\n"
  DtRiskView view = flat;
  DtCandidate candidate = wanted;
  g_autoptr(DtRiskProfile) profile = dt_risk_profile_parse ("[risk]\n" HALF, "test.risk", NULL);
  g_autofree char *words = NULL;
  DtVerdict verdict;

  /* 80,000 less 75,000 are 100 */
  view.gross = DT_DOLLARS (75000);
  check (HALF, &view, &wanted, 100, "buying-power");
  view.gross = DT_DOLLARS (75001);
  check (HALF, &view, &wanted, 0, "buying-power");
  verdict = dt_risk_check_entry (profile, &view, &wanted);
  g_assert_cmpint (verdict.left, ==, DT_UNITS (99));
  words = dt_guard_explain (&verdict, &wanted);
  g_assert_cmpstr (words, ==, "positions and entries would be 85 % of equity; up to 80 % would "
                   "pass, which is 99, too small a part of what it would be alone");
  check (HALF "max-position-fraction=0.05\n", &view, &wanted, 99, "buying-power");
  view.gross = DT_DOLLARS (77500);
  check (HALF "max-position-fraction=0.05\n", &view, &wanted, 50, "buying-power");
  view.gross = DT_DOLLARS (77501);
  check (HALF "max-position-fraction=0.05\n", &view, &wanted, 0, "buying-power");

  /* Of a sector; a limit of the entry's own cuts below the half as it likes */
  view = flat;
  view.sector = DT_DOLLARS (35000);
  check (HALF, &view, &wanted, 100, "sector");
  view.sector = DT_DOLLARS (35001);
  check (HALF, &view, &wanted, 0, "sector");
  check (HALF "max-order-shares=20\n", &view, &wanted, 20, "shares");
  check (HALF "max-order-shares=20\n", &flat, &wanted, 20, "shares");

  /* Who buys by hand is shown what is left of it */
  candidate.by_hand = TRUE;
  check (HALF, &view, &candidate, 99, "sector");
#undef HALF
}

/* What "before" leaves alone and "at" does not: the state at its limit is refused, and beyond. */
static void
check_edge (const char        *profile_text,
            const char        *guard,
            const DtRiskView  *before,
            const DtRiskView  *at,
            const DtRiskView  *beyond)
{
  check (profile_text, before, &wanted, 200, NULL);
  check (profile_text, at, &wanted, 0, guard);
  check (profile_text, beyond, &wanted, 0, guard);
  /* Off, it looks at nothing */
  check ("", beyond, &wanted, 200, NULL);
}

#define EDGE(profile, guard, member, b, a, y)                                                   \
  G_STMT_START {                                                                                \
    DtRiskView before = flat, at = flat, beyond = flat;                                         \
    before.member = b;                                                                          \
    at.member = a;                                                                              \
    beyond.member = y;                                                                          \
    check_edge (profile, guard, &before, &at, &beyond);                                         \
  } G_STMT_END

static void
test_measured (void)
{
  EDGE ("max-correlation=0.7", "correlation", correlation, .6999, .7, .7001);
  EDGE ("max-data-age=3", "data-age", data_age, 2.99, 3., 3.01);
  EDGE ("max-losses-in-a-row=4", "losses-in-a-row", losses_in_a_row, 3, 4, 5);
  EDGE ("max-positions=4", "max-positions", n_positions, 3, 4, 5);
  EDGE ("max-daily-loss=0.03", "daily-loss", day_profit_fraction, -.0299, -.03, -.0301);
  EDGE ("max-drawdown=0.15", "drawdown", drawdown, -.1499, -.15, -.1501);
  EDGE ("earnings-days=2", "earnings", earnings_days, 2.01, 2., 0.);
  EDGE ("news-hours=4", "news", bad_news_hours, 4.01, 4., 0.);
  EDGE ("min-sentiment=0.3", "sentiment", sentiment, .3, .2999, -1.);
  EDGE ("flat-minutes-before-close=15", "flat-before-close", minutes_to_close, 15.01, 15., 0.);
  EDGE ("require-session=1", "session", no_session, FALSE, TRUE, TRUE);
  EDGE ("require-tradable=1", "tradable", untradable, FALSE, TRUE, TRUE);
  /* What is not known limits nothing */
  check ("max-correlation=0.1\nearnings-days=300\nnews-hours=300\nmin-sentiment=1\n"
         "flat-minutes-before-close=300", &flat, &wanted, 200, NULL);
}

/* These have no number: the state is the limit. */
static void
test_states (void)
{
  static const struct
  {
    const char *guard;
    gsize       offset;
  } states[] = {
    { "mode", G_STRUCT_OFFSET (DtRiskView, locked) },
    { "duplicate", G_STRUCT_OFFSET (DtRiskView, duplicate) },
    { "emergency-stop", G_STRUCT_OFFSET (DtRiskView, emergency) },
    { "journal", G_STRUCT_OFFSET (DtRiskView, journal_failed) },
    { "breaker", G_STRUCT_OFFSET (DtRiskView, breaker) },
    { "banned", G_STRUCT_OFFSET (DtRiskView, banned) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      DtRiskView view = flat;

      G_STRUCT_MEMBER (gboolean, &view, states[i].offset) = TRUE;
      check ("", &view, &wanted, 0, states[i].guard);
    }
}

static void
test_collar (void)
{
  DtCandidate candidate = wanted;

  /* 10 % of 50 are 5 */
  candidate.last = DT_DOLLARS (50);
  candidate.limit = 54999999;
  check ("price-collar=0.1", &flat, &candidate, 200, NULL);
  candidate.limit = DT_DOLLARS (55);
  check ("price-collar=0.1", &flat, &candidate, 0, "collar");
  candidate.limit = DT_DOLLARS (45);
  check ("price-collar=0.1", &flat, &candidate, 0, "collar");
  candidate.limit = DT_MONEY_NONE;
  candidate.stop = DT_DOLLARS (56);
  check ("price-collar=0.1", &flat, &candidate, 0, "collar");
  candidate.stop = DT_DOLLARS (46);
  check ("price-collar=0.1", &flat, &candidate, 200, NULL);
  candidate.limit = candidate.stop = DT_MONEY_NONE;
  check ("price-collar=0.001", &flat, &candidate, 200, NULL);
  /* Nothing to compare with */
  candidate.last = 0;
  candidate.limit = DT_DOLLARS (1000);
  check ("price-collar=0.1", &flat, &candidate, 200, NULL);
}

/* 1 % of 100,000 are 1,000: at 5 to the stop 200 units, at 5.000001 one less. */
static void
test_risk_per_trade (void)
{
  DtCandidate candidate = wanted;

  candidate.risk = DT_DOLLARS (5);
  check ("max-risk-per-trade=0.01", &flat, &candidate, 200, NULL);
  candidate.risk = 5000001;
  check ("max-risk-per-trade=0.01", &flat, &candidate, 199, "risk-per-trade");
  candidate.risk = DT_DOLLARS (1001);
  check ("max-risk-per-trade=0.01", &flat, &candidate, 0, "risk-per-trade");
  candidate.risk = 0;
  check ("max-risk-per-trade=0.01", &flat, &candidate, 200, NULL);
  check ("require-stop=1", &flat, &candidate, 0, "stop");
  candidate.risk = 1;
  check ("require-stop=1", &flat, &candidate, 200, NULL);
}

static void
test_shares (void)
{
  check ("max-order-shares=200", &flat, &wanted, 200, NULL);
  check ("max-order-shares=199", &flat, &wanted, 199, "shares");
}

/* The fourth day trade in five sessions needs 25,000 USD, or what the profile says. */
static void
test_day_trades (void)
{
  DtRiskView view = flat;

  view.day_trades = 3;
  check ("max-day-trades=3", &view, &wanted, 200, NULL);
  view.equity = DT_DOLLARS (25000);
  check ("max-day-trades=3", &view, &wanted, 200, NULL);
  view.equity -= 1;
  check ("max-day-trades=3", &view, &wanted, 0, "day-trades");
  check ("max-day-trades=4", &view, &wanted, 200, NULL);
  check ("max-day-trades=3\nday-trade-equity=24999.999999", &view, &wanted, 200, NULL);
}

/* Only what the table says can be overridden, by name. */
static void
test_overrides (void)
{
  g_autoptr(DtRiskProfile) profile
    = dt_risk_profile_parse ("[risk]\nmax-correlation=0.7\nmax-sector-fraction=0.4\n"
                             "max-order-notional=5000\n", "test.risk", NULL);
  DtRiskView view = flat;
  DtCandidate candidate = wanted;
  DtVerdict verdict;
  g_autofree char *wrong = NULL, *stranger = NULL;
  guint32 overrides;

  view.correlation = .8;
  view.sector = DT_DOLLARS (40000);
  g_assert_true (dt_guard_parse_overrides ("correlation", &candidate.overrides, &wrong));
  verdict = dt_risk_check_entry (profile, &view, &candidate);
  g_assert_cmpstr (verdict.guard, ==, "sector");
  g_assert_true (dt_guard_parse_overrides (" sector , correlation", &candidate.overrides, &wrong));
  verdict = dt_risk_check_entry (profile, &view, &candidate);
  g_assert_cmpstr (verdict.guard, ==, "notional");
  g_assert_cmpint (verdict.granted, ==, DT_UNITS (100));
  g_assert_cmpuint (verdict.overridden, ==, candidate.overrides);
  /* What would have passed is not overridden */
  view.correlation = .1;
  verdict = dt_risk_check_entry (profile, &view, &candidate);
  g_assert_cmpuint (verdict.overridden, !=, candidate.overrides);

  g_assert_false (dt_guard_parse_overrides ("sector,notional", &overrides, &wrong));
  g_assert_cmpstr (wrong, ==, "notional");
  g_assert_false (dt_guard_parse_overrides ("all", &overrides, &stranger));
  g_assert_cmpstr (stranger, ==, "all");
  g_clear_pointer (&stranger, g_free);
  g_assert_true (dt_guard_parse_overrides ("", &overrides, &stranger));
  g_assert_null (stranger);
  g_assert_cmpuint (overrides, ==, 0);
}

/* A view in which every guard of the table would refuse, new ones too: who adds a guard adds what
 * sets it off here, or the walk says its name. */
static void
trip_all (DtRiskView    *view,
          DtCandidate   *candidate,
          DtRiskProfile *profile)
{
  *profile = (DtRiskProfile) {
    .max_positions = 1, .max_position_fraction = 1e-6, .max_sector_fraction = 1e-6,
    .max_gross_exposure = 1e-6, .max_daily_loss = .01, .max_drawdown = .01,
    .max_participation = 1e-6, .max_risk_per_trade = 1e-6, .max_correlation = .1,
    .price_collar = .01, .min_sentiment = .5, .min_price = DT_DOLLARS (1000),
    .max_order_notional = 1, .max_order_shares = 1, .max_data_age = 1, .max_losses_in_a_row = 1,
    .max_day_trades = 1, .earnings_days = 1, .news_hours = 1, .flat_minutes_before_close = 1,
    .require_session = TRUE, .require_tradable = TRUE, .require_stop = FALSE,
  };
  *view = (DtRiskView) {
    .equity = DT_DOLLARS (1000), .gross = DT_DOLLARS (900), .sector = DT_DOLLARS (900),
    .n_positions = 5, .day_profit_fraction = -.5, .drawdown = -.5, .minutes_to_close = 0.,
    .losses_in_a_row = 9, .day_trades = 9, .correlation = 1., .data_age = 99.,
    .earnings_days = 0., .sentiment = 0., .bad_news_hours = 0., .emergency = TRUE,
    .journal_failed = TRUE, .breaker = TRUE, .untradable = TRUE, .banned = TRUE,
    .no_session = TRUE,
  };
  *candidate = (DtCandidate) {
    .quantity = DT_UNITS (200), .price = DT_DOLLARS (50), .volume = 10., .lot = DT_UNITS (1),
    .risk = DT_DOLLARS (40), .last = DT_DOLLARS (50), .limit = DT_DOLLARS (90),
  };
}

static void
test_walk (void)
{
  guint n_guards;
  const DtGuard *guards = dt_guard_list (&n_guards);
  DtRiskProfile profile;
  DtRiskView view;
  DtCandidate candidate;

  g_assert_cmpuint (n_guards, <=, 32);
  trip_all (&view, &candidate, &profile);
  for (guint i = 0; i < n_guards; i++)
    {
      const DtGuard *guard = &guards[i];
      DtRiskView its_view = view;
      DtCandidate its_candidate = candidate;
      DtGuardCase c = { &profile, &its_view, &its_candidate, FALSE };
      double measured = NAN, limit = NAN;

      g_assert_nonnull (guard->id);
      g_assert_nonnull (guard->title);
      g_assert_nonnull (guard->told);
      g_assert_true (dt_guard_find (guard->id) == guard);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (guards[j].id, !=, guard->id);
      /* Numbers and their words go together */
      g_assert_true ((guard->measure != NULL) == (guard->unit != DT_GUARD_NO_UNIT));
      g_assert_true ((guard->measure != NULL) == (strstr (guard->told, "{measured}") != NULL));
      g_assert_true ((guard->measure != NULL) == (strstr (guard->told, "{limit}") != NULL));
      g_assert_true (!guard->overridable || guard->scope == DT_GUARD_ENTRIES);

      its_view.locked = its_view.duplicate = guard->scope == DT_GUARD_ALL;
      profile.require_stop = g_str_equal (guard->id, "stop");
      if (profile.require_stop)
        its_candidate.risk = 0;
      c.is_exit = g_str_equal (guard->id, "position");
      g_test_message ("%s", guard->id);
      g_assert_cmpint (guard->most (&c), <, candidate.quantity);
      if (guard->measure != NULL)
        {
          guard->measure (&c, candidate.quantity, &measured, &limit);
          g_assert_false (isnan (measured));
          g_assert_false (isnan (limit));
        }
    }
}

/* Law 4: with every limit and state against it at once an exit goes out whole; only what is no exit
 * at all does not. */
static void
test_exits (void)
{
  DtRiskProfile profile;
  DtRiskView view;
  DtCandidate candidate;
  DtVerdict verdict;

  trip_all (&view, &candidate, &profile);
  profile.require_stop = TRUE;
  candidate.risk = 0;
  verdict = dt_risk_check_entry (&profile, &view, &candidate);
  g_assert_cmpint (verdict.granted, ==, 0);

  for (int side = -1; side <= 1; side += 2)
    {
      view.held = side * DT_UNITS (200);
      candidate.quantity = -view.held;
      view.working_exits = 0;
      verdict = dt_risk_check_exit (&profile, &view, &candidate);
      g_assert_cmpint (verdict.granted, ==, candidate.quantity);
      g_assert_null (verdict.guard);

      /* 150 of the 200 are being closed already; a part of a lot is closed as well */
      view.working_exits = DT_UNITS (150);
      candidate.quantity = -side * (DT_UNITS (50) + 1);
      verdict = dt_risk_check_exit (&profile, &view, &candidate);
      g_assert_cmpstr (verdict.guard, ==, "position");
      g_assert_cmpint (verdict.granted, ==, -side * DT_UNITS (50));
      candidate.quantity = -side * (DT_UNITS (50) - 1);
      verdict = dt_risk_check_exit (&profile, &view, &candidate);
      g_assert_cmpint (verdict.granted, ==, candidate.quantity);

      /* What adds to it is no exit */
      candidate.quantity = view.held;
      g_assert_cmpint (dt_risk_check_exit (&profile, &view, &candidate).granted, ==, 0);
    }

  view.working_exits = 0;
  candidate.quantity = -view.held;
  view.duplicate = TRUE;
  g_assert_cmpstr (dt_risk_check_exit (&profile, &view, &candidate).guard, ==, "duplicate");
  view.duplicate = FALSE;
  view.locked = TRUE;
  g_assert_cmpstr (dt_risk_check_exit (&profile, &view, &candidate).guard, ==, "mode");
}

/* What people are told: what was measured, in its unit, and what would pass. */
static void
test_words (void)
{
  static const struct
  {
    const char *profile;
    const char *words;
  } cases[] = {
    { "max-positions=3", "5 positions are open or being opened; with fewer than 3 it would pass" },
    /* 35,000 and 200 x 50 of 100,000 */
    { "max-sector-fraction=0.4",
      "45 % of equity would be in its sector; up to 40 % would pass, which is 100" },
    { "max-order-notional=9999.99",
      "the order is worth 10000 USD; up to 9999.99 USD would pass, which is 199" },
    { "max-drawdown=0.15",
      "the account is 15.0001 % below its highest value; with less than 15 % it would pass" },
    { "max-data-age=1", "the last price is 1.5 bars old; less than 1 bar would pass" },
    { "min-price=50.01", "the price is 50 USD; 50.01 USD or more would pass" },
    { "max-correlation=0.7",
      "its returns have a correlation of 0.8123 with what is held; less than 0.7 would pass" },
  };
  DtRiskView view = flat;

  view.n_positions = 5;
  view.sector = DT_DOLLARS (35000);
  view.drawdown = -.150001;
  view.data_age = 1.5;
  view.correlation = .81234;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("[risk]\n%s\n", cases[i].profile);
      g_autoptr(DtRiskProfile) profile = dt_risk_profile_parse (text, "test.risk", NULL);
      DtVerdict verdict = dt_risk_check_entry (profile, &view, &wanted);
      g_autofree char *words = dt_guard_explain (&verdict, &wanted);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* Two cut it, and what the second tells is of the order as it was asked: 200 x 50 of 100,000 is a
 * tenth, of which the first has left 40 and the second leaves 20. */
static void
test_words_of_two (void)
{
  g_autoptr(DtRiskProfile) profile
    = dt_risk_profile_parse ("[risk]\nmax-sector-fraction=0.02\nmax-position-fraction=0.01\n",
                             "test.risk", NULL);
  DtVerdict verdict = dt_risk_check_entry (profile, &flat, &wanted);
  g_autofree char *words = dt_guard_explain (&verdict, &wanted);

  g_assert_cmpstr (words, ==,
                   "10 % of equity would be in it; up to 1 % would pass, which is 20");
}

static DtTime
at (int hour,
    int minute)
{
  /* Friday 2018-07-06; half days and holidays are the calendar's tests */
  return dt_time_from_new_york (dt_date_new (2018, 7, 6), hour * DT_HOUR + minute * DT_MINUTE);
}

static void
test_session (void)
{
  g_assert_true (dt_guard_has_session (at (12, 0), DT_TIF_IOC));
  g_assert_false (dt_guard_has_session (at (9, 29), DT_TIF_IOC));
  g_assert_true (dt_guard_has_session (at (9, 30), DT_TIF_IOC));
  g_assert_false (dt_guard_has_session (at (16, 0), DT_TIF_IOC));
  for (DtTimeInForce tif = DT_TIF_DAY; tif <= DT_TIF_CLS; tif++)
    g_assert_true (tif == DT_TIF_IOC || dt_guard_has_session (at (20, 0), tif));
  /* No session is known after 2030 */
  g_assert_false (dt_guard_has_session (dt_time_from_new_york (dt_date_new (2030, 12, 31),
                                                               17 * DT_HOUR), DT_TIF_GTC));
}

static void
test_data_age (void)
{
  DtTime close = at (16, 0), monday = close + 3 * DT_DAY;

  g_assert_cmpfloat (dt_guard_get_data_age (at (10, 0), at (10, 0), 60, 100.), ==, 0.);
  g_assert_cmpfloat (dt_guard_get_data_age (at (10, 0), at (10, 2), 60, 100.), ==, 2.);
  /* Nothing is to come at night and over the weekend: half an hour of Monday is 30 minutes */
  g_assert_cmpfloat (dt_guard_get_data_age (close, monday - 7 * DT_HOUR, 60, 100.), ==, 0.);
  g_assert_cmpfloat (dt_guard_get_data_age (close, monday - 6 * DT_HOUR, 60, 100.), ==, 30.);
  g_assert_cmpfloat (dt_guard_get_data_age (close, monday, 60, 100.), ==, 100.);
  g_assert_cmpfloat (dt_guard_get_data_age (close, monday, 3600, 100.), ==, 6.5);
  /* A daily bar is late when the session after its own has closed */
  g_assert_cmpfloat (dt_guard_get_data_age (close, monday - 1, DT_TIMEFRAME_DAY, 9.), ==, 0.);
  g_assert_cmpfloat (dt_guard_get_data_age (close, monday, DT_TIMEFRAME_DAY, 9.), ==, 1.);
  g_assert_cmpfloat (dt_guard_get_data_age (close, close + 7 * DT_DAY, DT_TIMEFRAME_WEEK, 9.),
                     ==, 1.);
}

/* Each later guard asks for less and is named; the first that refuses ends the chain. */
static void
test_chain (void)
{
  DtRiskView view = flat;
  DtCandidate candidate = wanted;

  /* 8,000 -> 160, 7,000 -> 140, then 130 by volume, then 6,000 -> 120 */
  candidate.volume = 1300.;
  view.gross = DT_DOLLARS (74000);
  check ("max-position-fraction=0.08\nmax-order-notional=7000\nmax-participation=0.1\n"
         "max-gross-exposure=0.8", &view, &candidate, 120, "buying-power");
  check ("max-position-fraction=0.08\nmax-order-notional=7000\nmax-participation=0.1\n"
         "max-gross-exposure=0.9", &view, &candidate, 130, "participation");

  view.n_positions = 3;
  view.drawdown = -.5;
  view.breaker = TRUE;
  check ("min-price=100\nmax-positions=1\nmax-drawdown=0.1", &view, &candidate, 0, "breaker");
  view.breaker = FALSE;
  check ("min-price=100\nmax-positions=1\nmax-drawdown=0.1", &view, &candidate, 0, "min-price");
  check ("max-positions=1\nmax-drawdown=0.1", &view, &candidate, 0, "max-positions");
  check ("max-drawdown=0.1\nmax-order-notional=10", &view, &candidate, 0, "drawdown");
}

static void
test_lots (void)
{
  DtCandidate candidate = wanted;

  /* 7,770 / 50 = 155.4: one lot of 100; with lots of 200 none */
  candidate.lot = DT_UNITS (100);
  check ("max-position-fraction=0.0777", &flat, &candidate, 100, "position-fraction");
  candidate.lot = DT_UNITS (200);
  check ("max-position-fraction=0.0777", &flat, &candidate, 0, "position-fraction");
}

static void
test_size (void)
{
  static const struct
  {
    DtSizeKind  kind;
    double      value;
    const char *price;
    const char *risk;
    const char *lot;
    const char *quantity;
  } cases[] = {
    /* Equity 100,000, buying power 40,000 */
    { DT_SIZE_ALL_IN, 0., "171.2", "0", "1", "233" },            /* 233.64 */
    { DT_SIZE_ALL_IN, 0., "171.2", "0", "100", "200" },
    { DT_SIZE_ALL_IN, 0., "40000", "0", "1", "1" },
    { DT_SIZE_ALL_IN, 0., "40000.000001", "0", "1", "0" },
    { DT_SIZE_FRACTION, .1, "50", "0", "1", "200" },
    { DT_SIZE_FRACTION, .1, "50.000001", "0", "1", "199" },
    { DT_SIZE_FRACTION, 1. / 3., "100", "0", "1", "333" },
    { DT_SIZE_FRACTION, 0., "50", "0", "1", "0" },
    { DT_SIZE_FRACTION, -1., "50", "0", "1", "0" },
    { DT_SIZE_FRACTION, NAN, "50", "0", "1", "0" },
    { DT_SIZE_SHARES, 250., "50", "0", "1", "250" },
    { DT_SIZE_SHARES, 250.7, "50", "0", "1", "250" },
    { DT_SIZE_SHARES, 250.7, "50", "0", "0.1", "250.7" },
    { DT_SIZE_SHARES, -5., "50", "0", "1", "0" },
    { DT_SIZE_NOTIONAL, 5000., "171.2", "0", "1", "29" },        /* 29.2 */
    { DT_SIZE_NOTIONAL, -5000., "171.2", "0", "1", "0" },
    { DT_SIZE_NOTIONAL, INFINITY, "171.2", "0", "1", "0" },
    { DT_SIZE_RISK, .01, "50", "2.5", "1", "400" },              /* 1,000 / 2.5 */
    { DT_SIZE_RISK, .01, "50", "3", "1", "333" },
    { DT_SIZE_RISK, .01, "50", "0", "1", "0" },                  /* no stop, no size */
    { DT_SIZE_RISK, .01, "50", "-1", "1", "0" },
    { DT_SIZE_ALL_IN, 0., "0", "0", "1", "0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DtSize size = { cases[i].kind, cases[i].value, DT_SIZE_AT_SIGNAL };
      DtMoney price = 0, risk = 0;
      DtQuantity lot = 0, quantity = 0;

      g_assert_true (dt_money_parse (cases[i].price, &price));
      g_assert_true (dt_money_parse (cases[i].risk, &risk));
      g_assert_true (dt_quantity_parse (cases[i].lot, &lot));
      g_assert_true (dt_quantity_parse (cases[i].quantity, &quantity));
      g_assert_cmpint (dt_size_get_quantity (&size, DT_DOLLARS (100000), DT_DOLLARS (40000), price,
                                             risk, lot), ==, quantity);
    }
}

/* Whatever the limits: never more than asked, whole lots, the same side, and inside each limit. */
static void
test_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (17);

  for (guint i = 0; i < 20000; i++)
    {
      DtRiskProfile profile = {
        .max_position_fraction = g_rand_double (rand) - .3,
        .max_sector_fraction = g_rand_double (rand) - .3,
        .max_gross_exposure = 2. * g_rand_double (rand) - .3,
        .max_participation = g_rand_double (rand) - .5,
        .max_order_notional = g_rand_int_range (rand, -1000, 100000) * DT_MONEY_SCALE,
      };
      DtRiskView view = flat;
      DtCandidate candidate = wanted;
      DtVerdict verdict;
      double value;

      view.gross = g_rand_int_range (rand, 0, 120000) * DT_MONEY_SCALE;
      view.sector = g_rand_int_range (rand, 0, 60000) * DT_MONEY_SCALE;
      candidate.quantity = DT_UNITS (g_rand_int_range (rand, -3000, 3001));
      candidate.price = g_rand_int_range (rand, 1, 500000000);
      candidate.lot = g_rand_boolean (rand) ? DT_UNITS (1) : DT_UNITS (10);
      candidate.quantity -= candidate.quantity % candidate.lot;
      candidate.volume = g_rand_int_range (rand, 0, 5000);

      verdict = dt_risk_check_entry (&profile, &view, &candidate);
      value = dt_quantity_to_double (ABS (verdict.granted)) * dt_money_to_double (candidate.price);
      g_assert_cmpint (ABS (verdict.granted), <=, ABS (candidate.quantity));
      g_assert_cmpint (verdict.granted % candidate.lot, ==, 0);
      g_assert_true (verdict.granted == 0 || (verdict.granted > 0) == (candidate.quantity > 0));
      g_assert_true ((verdict.granted == candidate.quantity) == (verdict.guard == NULL));
      if (verdict.granted == 0)
        continue;
      if (profile.max_position_fraction > 0.)
        g_assert_cmpfloat (value, <=, 1e5 * profile.max_position_fraction + 1e-3);
      if (profile.max_gross_exposure > 0.)
        g_assert_cmpfloat (value + dt_money_to_double (view.gross), <=,
                           1e5 * profile.max_gross_exposure + 1e-3);
      if (profile.max_sector_fraction > 0.)
        g_assert_cmpfloat (value + dt_money_to_double (view.sector), <=,
                           1e5 * profile.max_sector_fraction + 1e-3);
      if (profile.max_participation > 0.)
        g_assert_cmpfloat (dt_quantity_to_double (ABS (verdict.granted)), <=,
                           candidate.volume * profile.max_participation);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/risk/guards/each", test_each_guard);
  g_test_add_func ("/risk/guards/least-part", test_least_part);
  g_test_add_func ("/risk/guards/measured", test_measured);
  g_test_add_func ("/risk/guards/words-of-two", test_words_of_two);
  g_test_add_func ("/risk/guards/states", test_states);
  g_test_add_func ("/risk/guards/collar", test_collar);
  g_test_add_func ("/risk/guards/risk-per-trade", test_risk_per_trade);
  g_test_add_func ("/risk/guards/shares", test_shares);
  g_test_add_func ("/risk/guards/day-trades", test_day_trades);
  g_test_add_func ("/risk/guards/overrides", test_overrides);
  g_test_add_func ("/risk/guards/walk", test_walk);
  g_test_add_func ("/risk/guards/exits", test_exits);
  g_test_add_func ("/risk/guards/words", test_words);
  g_test_add_func ("/risk/guards/session", test_session);
  g_test_add_func ("/risk/guards/data-age", test_data_age);
  g_test_add_func ("/risk/guards/chain", test_chain);
  g_test_add_func ("/risk/guards/lots", test_lots);
  g_test_add_func ("/risk/guards/random", test_random);
  g_test_add_func ("/risk/size", test_size);

  return g_test_run ();
}
