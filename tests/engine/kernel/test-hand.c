/* test-hand.c - orders by hand: what is shown before is what happens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-random.h"

#include "market.h"

#define N_BARS    200

static void
assert_effects (const DtPreview   *answer,
                const char *const *effects)
{
  g_assert_cmpuint (answer->effects->len, ==, g_strv_length ((char **) effects));
  for (guint i = 0; i < answer->effects->len; i++)
    g_assert_cmpstr (g_ptr_array_index (answer->effects, i), ==, effects[i]);
}

static const char silent[] =
  "[strategy]\nname = silent\n[long]\nentry = close > 1000000\n[size]\nsize = shares 1\n";

static const char bracket[] =
  "[strategy]\nname = bracket\n"
  "[long]\nentry = close crosses above 10.5\nstop = entry price - 1\ntarget = entry price + 2\n"
  "[size]\nsize = shares 10\n";

/* 1,000 USD, 20 units at the last price 10 with a commission of 1 an order: 200 and 1 leave 799; by
 * the 999 that the account is worth then, 200 are 0.2002... */
static void
test_entry_figures (void)
{
  static const Prices prices[] = { { 10., 10., 10., 10. }, { 10., 10., 10., 10. } };
  static const char *const effects[] = { "Buys 20 AAA at the market, last price 10.00", NULL };
  static const char *const limits[] = { "Sells short 5 AAA at 10.50 or better", NULL };
  Market market = { 0 };
  g_auto(DtPreview) answer = { 0 };
  g_auto(DtPreview) limit = { 0 };

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_start (&market, silent, NULL, "per-order=1");
  play (&market, 1);

  preview (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <20.0>}", &answer);
  g_assert_true (answer.allowed);
  g_assert_cmpuint (answer.instrument, ==, 0);
  g_assert_cmpint (answer.quantity, ==, DT_UNITS (20));
  g_assert_cmpint (answer.price, ==, DT_DOLLARS (10));
  g_assert_cmpint (answer.notional, ==, DT_DOLLARS (200));
  g_assert_cmpint (answer.fees, ==, DT_DOLLARS (1));
  g_assert_cmpint (answer.cash_after, ==, DT_DOLLARS (799));
  g_assert_cmpint (answer.position_after, ==, DT_UNITS (20));
  g_assert_cmpfloat_with_epsilon (answer.exposure_after, 200. / 999., 1e-12);
  g_assert_true (answer.loss_at_stop == DT_MONEY_NONE);
  assert_effects (&answer, effects);

  /* 5 x 10.5 come in, less 1 */
  preview (&market, "order.sell", "{'symbol': <'AAA'>, 'quantity': <5.0>, 'limit': <10.5>}",
           &limit);
  g_assert_cmpint (limit.quantity, ==, -DT_UNITS (5));
  g_assert_cmpint (limit.cash_after, ==, 1051500000);
  assert_effects (&limit, limits);

  market_clear (&market);
}

/* Bought 10 at 11, stop 10, target 13, last price 11.2. */
static void
test_exit_figures (void)
{
  static const Prices prices[] = {
    { 10., 10.2, 9.8, 10. }, { 10., 11., 10., 10.8 }, { 11., 11.5, 10.6, 11.2 },
    { 11.2, 11.4, 11., 11.2 },
  };
  static const char *const half[] = {
    "Sells 5 AAA at the market, last price 11.20", "The stop of AAA at 10.00 is then for 5",
    "The target of AAA at 13.00 is then for 5", NULL,
  };
  static const char *const all[] = {
    "Sells 10 AAA at the market, last price 11.20", "Cancels the stop of AAA at 10.00",
    "Cancels the target of AAA at 13.00", NULL,
  };
  static const char *const move[] = { "Moves the stop of AAA from 10.00 to 10.50", NULL };
  static const char *const target[] = { "Moves the target of AAA from 13.00 to 12.40", NULL };
  static const char *const cancel[] = {
    "Cancels the stop of AAA at 10.00", "AAA then has no stop", NULL,
  };
  static const struct
  {
    const char        *command;
    const char        *arguments;
    DtQuantity         quantity;
    DtQuantity         after;
    DtMoney            cash;
    DtMoney            loss;
    const char *const *effects;
  } cases[] = {
    /* 890 are left of 1,000; 5 x 11.2 = 56 come in; 5 x (11.2 - 10) = 6 */
    { "position.close", "{'symbol': <'AAA'>, 'fraction': <0.5>}", -DT_UNITS (5), DT_UNITS (5),
      DT_DOLLARS (946), DT_DOLLARS (6), half },
    { "position.close", "{'symbol': <'AAA'>}", -DT_UNITS (10), 0, DT_DOLLARS (1002),
      DT_MONEY_NONE, all },
    /* 10 x (11.2 - 10.5) = 7 */
    { "order.move-stop", "{'symbol': <'AAA'>, 'price': <10.5>}", 0, DT_UNITS (10),
      DT_DOLLARS (890), DT_DOLLARS (7), move },
    /* The stop stays: 10 x (11.2 - 10) = 12 */
    { "order.move-target", "{'symbol': <'AAA'>, 'price': <12.4>}", 0, DT_UNITS (10),
      DT_DOLLARS (890), DT_DOLLARS (12), target },
    { "order.cancel", "{'order': <uint64 2>}", 0, DT_UNITS (10), DT_DOLLARS (890), DT_MONEY_NONE,
      cancel },
  };
  Market market = { 0 };

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_start (&market, bracket, NULL, NULL);
  play (&market, 3);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(DtPreview) answer = { 0 };

      preview (&market, cases[i].command, cases[i].arguments, &answer);
      g_assert_true (answer.allowed);
      g_assert_cmpint (answer.quantity, ==, cases[i].quantity);
      g_assert_cmpint (answer.position_after, ==, cases[i].after);
      g_assert_cmpint (answer.cash_after, ==, cases[i].cash);
      g_assert_cmpint (answer.loss_at_stop, ==, cases[i].loss);
      assert_effects (&answer, cases[i].effects);
    }

  market_clear (&market);
}

static void
test_refusals (void)
{
  static const Prices prices[] = {
    { 10., 10.2, 9.8, 10. }, { 10., 11., 10., 10.8 }, { 11., 11.5, 10.6, 11.2 },
  };
  static const struct
  {
    const char *command;
    const char *arguments;
    const char *refused_by;
  } cases[] = {
    { "order.buy", "{'symbol': <'ZZZ'>, 'quantity': <1.0>}", "symbol" },
    { "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>}", "owner" },
    { "order.buy", "{'symbol': <'BBB'>, 'quantity': <0.5>}", "quantity" },
    { "order.buy", "{'symbol': <'BBB'>, 'quantity': <1.0>}", "max-positions" },
    { "order.buy", "{'symbol': <'BBB'>, 'quantity': <1.0>, 'limit': <-1.0>}", "price" },
    { "order.sell", "{'symbol': <'AAA'>, 'quantity': <11.0>}", "quantity" },
    { "order.cancel", "{'order': <uint64 77>}", "order" },
    { "order.move-stop", "{'symbol': <'AAA'>, 'price': <12.0>}", "stop" },
    { "order.move-target", "{'symbol': <'AAA'>, 'price': <11.0>}", "target" },
    { "order.move-target", "{'symbol': <'BBB'>, 'price': <12.0>}", "target" },
    { "order.move-target", "{'symbol': <'AAA'>, 'price': <-1.0>}", "price" },
    { "position.close", "{'symbol': <'BBB'>}", "closing" },
  };
  Market market = { 0 };

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_add (&market, "BBB", prices, 1);
  market_start (&market, bracket, "[risk]\nmax-positions=1\n", NULL);
  play (&market, 3);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(DtPreview) answer = { 0 };

      preview (&market, cases[i].command, cases[i].arguments, &answer);
      g_assert_false (answer.allowed);
      g_assert_cmpstr (answer.refused_by, ==, cases[i].refused_by);
      g_assert_nonnull (answer.reason);
      g_assert_cmpuint (answer.effects->len, ==, 0);
    }

  market_clear (&market);
}

/* A position that is half closed already and an entry that rests: all of it goes, and a new entry
 * is allowed again right after, but not after the emergency stop. */
static void
test_all_flat (gconstpointer data)
{
  const char *name = data;
  gboolean emergency = g_str_equal (name, "engine.emergency-stop");
  static const Prices prices[] = {
    { 10., 10.2, 9.8, 10. }, { 10., 11., 10., 10.8 }, { 11., 11.5, 10.6, 11.2 },
    { 11.2, 11.4, 11., 11.2 }, { 11.2, 11.4, 11., 11.2 },
  };
  static const Prices flat[] = {
    { 10., 10., 10., 10. }, { 10., 10., 10., 10. }, { 10., 10., 10., 10. },
    { 10., 10., 10., 10. }, { 10., 10., 10., 10. },
  };
  Market market = { 0 };
  g_auto(DtPreview) before = { 0 };
  g_auto(DtPreview) after = { 0 };

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_add (&market, "BBB", flat, G_N_ELEMENTS (flat));
  market_start (&market, bracket, NULL, NULL);
  play (&market, 3);
  command (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <3.0>, 'limit': <9.0>}");
  command (&market, "position.close", "{'symbol': <'AAA'>, 'fraction': <0.5>}");
  preview (&market, name, "{}", &before);
  g_assert_true (before.allowed);
  /* The entry, the order for the half, the order for all, stop and target */
  g_assert_cmpuint (before.effects->len, ==, emergency ? 6 : 5);
  g_assert_cmpint (before.notional, ==, DT_DOLLARS (112));

  command (&market, name, "{}");
  play (&market, 1);
  g_assert_cmpuint (book_of (&market)->n_open, ==, 0);
  /* 10 x (11.2 - 11) */
  g_assert_cmpint (book_of (&market)->cash, ==, DT_DOLLARS (1002));
  for (guint i = 0; i < book_of (&market)->orders->len; i++)
    g_assert_false (dt_order_is_live (&dt_rows_index (book_of (&market)->orders, DtOrder, i)));

  preview (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <3.0>}", &after);
  g_assert_cmpint (after.allowed, ==, !emergency);
  g_assert_cmpstr (after.refused_by, ==, emergency ? "emergency-stop" : NULL);

  market_clear (&market);
}

static void
market_add_random (Market     *market,
                   const char *symbol,
                   DtRandom   *random)
{
  Prices prices[N_BARS];
  double price = 10. + 10. * dt_random_uniform (random);

  for (guint i = 0; i < N_BARS; i++)
    {
      double next = price * exp (.03 * dt_random_normal (random));

      prices[i] = (Prices) { price, MAX (price, next) * 1.01, MIN (price, next) * .99, next };
      price = next;
    }
  market_add (market, symbol, prices, N_BARS);
}

static char *
make_arguments (const char *name,
                DtRandom   *random)
{
  static const char *const symbols[] = { "AAA", "BBB", "CCC", "DDD" };
  const char *symbol = symbols[dt_random_below (random, G_N_ELEMENTS (symbols))];
  g_autoptr(GString) text = g_string_new (NULL);
  char buf[G_ASCII_DTOSTR_BUF_SIZE];
  double price = 5. + 20. * dt_random_uniform (random);

  if (g_str_equal (name, "order.cancel"))
    return g_strdup_printf ("{'order': <uint64 %u>}", (guint) dt_random_below (random, 60));
  if (g_str_has_prefix (name, "engine") || g_str_has_suffix (name, "all"))
    return g_strdup ("{}");

  g_string_append_printf (text, "{'symbol': <'%s'>", symbol);
  if (g_str_equal (name, "position.close") && dt_random_below (random, 2) == 0)
    g_string_append_printf (text, ", 'fraction': <%s>",
                            g_ascii_formatd (buf, sizeof buf, "%.3f",
                                             1.1 * dt_random_uniform (random)));
  if (g_str_has_prefix (name, "order.move-"))
    g_string_append_printf (text, ", 'price': <%s>", g_ascii_formatd (buf, sizeof buf, "%.3f",
                                                                      price));
  if (g_str_equal (name, "order.buy") || g_str_equal (name, "order.sell"))
    {
      g_string_append_printf (text, ", 'quantity': <%u.0>", (guint) dt_random_below (random, 60));
      if (dt_random_below (random, 3) == 0)
        g_string_append_printf (text, ", 'limit': <%s>",
                                g_ascii_formatd (buf, sizeof buf, "%.3f", price));
      if (dt_random_below (random, 4) == 0)
        g_string_append_printf (text, ", 'stop': <%s>",
                                g_ascii_formatd (buf, sizeof buf, "%.3f", price));
    }
  g_string_append_c (text, '}');

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What a command leaves behind when it is asked about beforehand, and when it is given. */
static gboolean
try_command (Market     *market,
             const char *name,
             const char *arguments)
{
  const DtBook *book = book_of (market);
  guint n_signals = book->signals->len, n_orders = book->orders->len;
  guint n_activity = book->activity->len;
  DtMoney cash = book->cash;
  g_auto(DtPreview) answer = { 0 };
  g_autoptr(GVariant) dict = g_variant_parse (G_VARIANT_TYPE_VARDICT, arguments, NULL, NULL, NULL);
  g_autoptr(GError) error = NULL;
  gboolean accepted;

  preview (market, name, arguments, &answer);
  g_assert_cmpuint (book->signals->len, ==, n_signals);
  g_assert_cmpuint (book->orders->len, ==, n_orders);
  g_assert_cmpuint (book->activity->len, ==, n_activity);
  g_assert_cmpint (book->cash, ==, cash);

  accepted = dt_kernel_command (market->run->kernel, name, dict, &error);
  if (accepted != answer.allowed)
    g_error ("%s %s: previewed %s, but %s", name, arguments,
             answer.allowed ? "allowed" : answer.reason,
             accepted ? "accepted" : error->message);
  g_assert_cmpint (answer.allowed, ==, answer.effects->len > 0);
  if (!accepted)
    g_assert_cmpstr (answer.reason, ==, error->message);
  if (answer.quantity != 0)
    {
      g_assert_cmpuint (book->orders->len, ==, n_orders + 1);
      g_assert_cmpint (dt_rows_index (book->orders, DtOrder, n_orders).quantity, ==,
                       answer.quantity);
    }

  return accepted;
}

static void
test_property (void)
{
  static const char *const names[] = {
    "order.buy", "order.sell", "order.buy", "order.sell", "order.cancel", "order.move-stop",
    "order.move-target", "position.close", "position.close-all", "engine.emergency-stop",
  };
  guint n_accepted = 0, n_refused = 0;
  DtRandom random;

  dt_random_init (&random, 7);
  for (guint run = 0; run < 20; run++)
    {
      Market market = { 0 };
      g_autoptr(GError) error = NULL;

      market_add_random (&market, "AAA", &random);
      market_add_random (&market, "BBB", &random);
      market_add_random (&market, "CCC", &random);
      market_start (&market, bracket,
                    "[risk]\nmax-positions=2\nmax-position-fraction=0.3\nmax-daily-loss=0.05\n",
                    "per-order=1");
      while (play (&market, 1))
        for (guint i = dt_random_below (&random, 4); i > 0; i--)
          {
            const char *name = names[dt_random_below (&random, run % 4 == 0 ? 10 : 9)];
            g_autofree char *arguments = make_arguments (name, &random);

            if (try_command (&market, name, arguments))
              n_accepted++;
            else
              n_refused++;
            if (g_str_equal (name, "engine.emergency-stop") && dt_random_below (&random, 2) == 0)
              command (&market, "engine.rearm", "{'reason': <'a test'>}");
          }

      dt_book_verify (book_of (&market), &error);
      g_assert_no_error (error);
      market_clear (&market);
    }

  g_test_message ("%u accepted, %u refused", n_accepted, n_refused);
  g_assert_cmpuint (n_accepted, >, 500);
  g_assert_cmpuint (n_refused, >, 500);
}

/* Bought 10 at 11 with the target 13, half of it to be sold at the market. The next bar opens at
 * 13.5: the target, which was there first, sells all 10, and the 5 have nothing left to sell. 1,000
 * less 110 and 135 more are 1,025. */
static void
test_target_before_part (void)
{
  static const Prices prices[] = {
    { 10., 10.2, 9.8, 10. }, { 10., 11., 10., 10.8 }, { 11., 11.5, 10.6, 11.2 },
    { 13.5, 13.6, 13.4, 13.5 }, { 13.5, 13.6, 13.4, 13.5 },
  };
  Market market = { 0 };

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_start (&market, bracket, NULL, NULL);
  play (&market, 3);
  command (&market, "position.close", "{'symbol': <'AAA'>, 'fraction': <0.5>}");
  play (&market, 2);

  g_assert_cmpint (book_of (&market)->positions[0].quantity, ==, 0);
  g_assert_cmpint (book_of (&market)->cash, ==, DT_DOLLARS (1025));
  g_assert_cmpuint (book_of (&market)->fills->len, ==, 2);
  market_clear (&market);
}

/* Nothing trades in the fourth bar, so half of the position is still to be sold when the rules want
 * out: all 10 go at the next open. 1,000 less 110 and 120 more are 1,010. */
static void
test_exit_takes_part (void)
{
  static const char rules[] =
    "[strategy]\nname = out\n"
    "[long]\nentry = close crosses above 10.5\nexit = close > 12\n"
    "[size]\nsize = shares 10\n";
  static const Prices prices[] = {
    { 10., 10.2, 9.8, 10. }, { 10., 11., 10., 10.8 }, { 11., 11.5, 10.6, 11.2 },
    { 12.5, 12.5, 12.5, 12.5 }, { 12., 12., 12., 12. },
  };
  Market market = { 0 };

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market.series[0]->volume[3] = 0.;
  market_start (&market, rules, NULL, NULL);
  play (&market, 3);
  command (&market, "position.close", "{'symbol': <'AAA'>, 'fraction': <0.5>}");
  play (&market, 2);

  g_assert_cmpint (book_of (&market)->positions[0].quantity, ==, 0);
  g_assert_cmpint (book_of (&market)->cash, ==, DT_DOLLARS (1010));
  market_clear (&market);
}

/* Bought at 11; a stop at 0.0033 is 0 in whole cents, which is no price: there is none. */
static void
test_no_stop (void)
{
  static const char rules[] =
    "[strategy]\nname = far\n"
    "[long]\nentry = close crosses above 10.5\nstop = entry price * 0.0003\n"
    "[size]\nsize = shares 10\n";
  static const Prices prices[] = {
    { 10., 10.2, 9.8, 10. }, { 10., 11., 10., 10.8 }, { 11., 11.5, 10.6, 11.2 },
    { 11., 11.5, 10.6, 11.2 },
  };
  Market market = { 0 };
  g_auto(DtPreview) answer = { 0 };

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_add (&market, "BBB", prices, G_N_ELEMENTS (prices));
  market_start (&market, rules, NULL, NULL);
  play (&market, 4);

  g_assert_cmpint (book_of (&market)->positions[0].quantity, ==, DT_UNITS (10));
  g_assert_cmpuint (book_of (&market)->positions[0].stop_order, ==, 0);
  preview (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <1.0>, 'limit': <0.003>}",
           &answer);
  g_assert_false (answer.allowed);
  market_clear (&market);
}

static const DtOrder *
order_of (Market  *market,
          guint64  id)
{
  g_assert_cmpuint (id, !=, 0);
  return dt_book_get_order ((DtBook *) book_of (market), id);
}

/* 20 at 10 with a stop at 9 and a target at 12: both rest from the fill on as one group, and what
 * is lost at the stop is 20 times 1. */
static void
test_bracket (gconstpointer data)
{
  static const Prices prices[] = {
    { 10., 10., 10., 10. }, { 10., 10.5, 9.5, 10. }, { 10., 10.5, 9.5, 10. },
    { 10., 10., 8.9, 9. },
  };
  static const Prices up[] = {
    { 10., 10., 10., 10. }, { 10., 10.5, 9.5, 10. }, { 10., 10.5, 9.5, 10. },
    { 10., 12.5, 10., 12. },
  };
  static const char *const effects[] = {
    "Buys 20 AAA at the market, last price 10.00",
    "Once filled, a stop rests at 9.00 and a target at 12.00; one cancels the other", NULL
  };
  static const char arguments[] =
    "{'symbol': <'AAA'>, 'quantity': <20.0>, 'protect': <9.0>, 'target': <12.0>}";
  gboolean rises = data != NULL;
  Market market = { 0 };
  g_auto(DtPreview) answer = { 0 };
  const DtPosition *position;
  const DtOrder *stop, *target;

  market_add (&market, "AAA", rises ? up : prices, G_N_ELEMENTS (prices));
  market_start (&market, silent, NULL, NULL);
  position = &book_of (&market)->positions[0];
  play (&market, 1);
  preview (&market, "order.buy", arguments, &answer);
  g_assert_true (answer.allowed);
  g_assert_cmpint (answer.loss_at_stop, ==, DT_DOLLARS (20));
  assert_effects (&answer, effects);
  command (&market, "order.buy", arguments);
  g_assert_cmpuint (position->stop_order, ==, 0);

  play (&market, 1);
  g_assert_cmpint (position->quantity, ==, DT_UNITS (20));
  stop = order_of (&market, position->stop_order);
  target = order_of (&market, position->target_order);
  g_assert_cmpint (stop->role, ==, DT_ROLE_STOP);
  g_assert_cmpint (stop->stop, ==, DT_DOLLARS (9));
  g_assert_cmpint (stop->quantity, ==, -DT_UNITS (20));
  g_assert_cmpint (target->limit, ==, DT_DOLLARS (12));
  g_assert_cmpuint (stop->group, ==, target->group);
  g_assert_cmpuint (stop->group, !=, 0);
  g_assert_cmpuint (stop->strategy, ==, DT_STRATEGY_USER);

  /* One of the two fills, at its price, and takes the other off */
  play (&market, 2);
  g_assert_cmpint (position->quantity, ==, 0);
  g_assert_cmpint (book_of (&market)->cash, ==, rises ? DT_DOLLARS (1040) : DT_DOLLARS (980));
  g_assert_cmpint (order_of (&market, rises ? 2 : 3)->status, ==, DT_ORDER_CANCELLED);
  market_clear (&market);
}

/* A limit order takes its bracket along until it fills; of a sale the stop is above. */
static void
test_bracket_waits (void)
{
  static const Prices prices[] = {
    { 10., 10., 10., 10. }, { 10., 10.5, 9.5, 10. }, { 11., 11.2, 10.8, 11. },
    { 11., 11.2, 10.8, 11. },
  };
  Market market = { 0 };
  const DtPosition *position;

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_start (&market, silent, NULL, NULL);
  position = &book_of (&market)->positions[0];
  play (&market, 1);
  command (&market, "order.sell", "{'symbol': <'AAA'>, 'quantity': <5.0>, 'limit': <10.8>,"
           " 'protect': <11.5>, 'target': <9.0>}");
  play (&market, 1);
  g_assert_cmpint (position->quantity, ==, 0);
  play (&market, 1);
  g_assert_cmpint (position->quantity, ==, -DT_UNITS (5));
  g_assert_cmpint (order_of (&market, position->stop_order)->stop, ==, 11500000);
  g_assert_cmpint (order_of (&market, position->stop_order)->quantity, ==, DT_UNITS (5));
  g_assert_cmpint (order_of (&market, position->target_order)->limit, ==, DT_DOLLARS (9));
  market_clear (&market);
}

static void
test_bracket_refusals (void)
{
  static const Prices prices[] = { { 10., 10., 10., 10. }, { 10., 10., 10., 10. } };
  static const struct
  {
    const char *command;
    const char *arguments;
    const char *refused_by;
  } cases[] = {
    { "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>, 'protect': <10.0>}", "protect" },
    { "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>, 'target': <10.0>}", "target" },
    { "order.sell", "{'symbol': <'AAA'>, 'quantity': <1.0>, 'protect': <9.0>}", "protect" },
    { "order.sell", "{'symbol': <'AAA'>, 'quantity': <1.0>, 'target': <11.0>}", "target" },
    { "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>, 'limit': <8.0>, 'protect': <9.0>}",
      "protect" },
    { "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>, 'protect': <-1.0>}", "price" },
    { "order.sell", "{'symbol': <'BBB'>, 'quantity': <1.0>, 'protect': <11.0>}", "protect" },
  };
  Market market = { 0 };

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_add (&market, "BBB", prices, G_N_ELEMENTS (prices));
  market_start (&market, silent, NULL, NULL);
  play (&market, 1);
  command (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <2.0>}");
  play (&market, 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(DtPreview) answer = { 0 };

      preview (&market, cases[i].command, cases[i].arguments, &answer);
      g_assert_false (answer.allowed);
      g_assert_cmpstr (answer.refused_by, ==, cases[i].refused_by);
    }
  market_clear (&market);
}

/* What was bought without a stop gets one: 10 at 10, a stop at 9.5, 5 lost there. */
static void
test_stop_later (void)
{
  static const Prices prices[] = {
    { 10., 10., 10., 10. }, { 10., 10.5, 9.8, 10. }, { 10., 10.5, 9.8, 10. }, { 9.8, 9.9, 9., 9.2 },
  };
  static const char *const effects[] = { "Gives AAA a stop at 9.50", NULL };
  Market market = { 0 };
  g_auto(DtPreview) answer = { 0 };
  const DtPosition *position;

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_start (&market, silent, NULL, NULL);
  position = &book_of (&market)->positions[0];
  play (&market, 1);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <10.0>}");
  play (&market, 1);
  g_assert_cmpuint (position->stop_order, ==, 0);

  preview (&market, "order.move-stop", "{'symbol': <'AAA'>, 'price': <9.5>}", &answer);
  g_assert_true (answer.allowed);
  g_assert_cmpint (answer.loss_at_stop, ==, DT_DOLLARS (5));
  assert_effects (&answer, effects);
  command (&market, "order.move-stop", "{'symbol': <'AAA'>, 'price': <9.5>}");
  g_assert_cmpint (order_of (&market, position->stop_order)->quantity, ==, -DT_UNITS (10));
  play (&market, 2);
  g_assert_cmpint (position->quantity, ==, 0);
  g_assert_cmpint (book_of (&market)->cash, ==, DT_DOLLARS (995));
  market_clear (&market);
}

/* Bought 10 at 11 with the stop 10 and the target 13, moved to 12.4; the next bar goes up to
 * 12.5: sold there, the stop cancelled. 890 and 124 are 1,014. Unmoved it would not have sold. */
static void
test_move_target (void)
{
  static const Prices prices[] = {
    { 10., 10.2, 9.8, 10. }, { 10., 11., 10., 10.8 }, { 11., 11.5, 10.6, 11.2 },
    { 11.2, 12.5, 11., 11.2 },
  };
  Market market = { 0 };
  const DtPosition *position;
  guint64 stop, target;

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_start (&market, bracket, NULL, NULL);
  position = &book_of (&market)->positions[0];
  play (&market, 3);
  stop = position->stop_order;
  target = position->target_order;
  command (&market, "order.move-target", "{'symbol': <'AAA'>, 'price': <12.4>}");
  g_assert_cmpuint (position->target_order, ==, target);
  g_assert_cmpint (order_of (&market, target)->limit, ==, 12400000);
  g_assert_cmpuint (order_of (&market, target)->n_replaced, ==, 1);
  g_assert_cmpuint (order_of (&market, target)->group, ==, order_of (&market, stop)->group);

  play (&market, 1);
  g_assert_cmpint (position->quantity, ==, 0);
  g_assert_cmpint (book_of (&market)->cash, ==, DT_DOLLARS (1014));
  g_assert_cmpint (order_of (&market, stop)->status, ==, DT_ORDER_CANCELLED);
  market_clear (&market);
}

/* What is short gets a target below the last price: 5 sold at 10, bought back at 9.6; 2 won. */
static void
test_target_later (void)
{
  static const Prices prices[] = {
    { 10., 10., 10., 10. }, { 10., 10.5, 9.8, 10. }, { 10., 10.2, 9.5, 9.9 },
  };
  static const char *const effects[] = { "Gives AAA a target at 9.60", NULL };
  Market market = { 0 };
  g_auto(DtPreview) answer = { 0 };
  g_auto(DtPreview) wrong = { 0 };
  const DtPosition *position;

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_start (&market, silent, NULL, NULL);
  position = &book_of (&market)->positions[0];
  play (&market, 1);
  command (&market, "order.sell", "{'symbol': <'AAA'>, 'quantity': <5.0>}");
  play (&market, 1);
  g_assert_cmpuint (position->target_order, ==, 0);

  preview (&market, "order.move-target", "{'symbol': <'AAA'>, 'price': <10.4>}", &wrong);
  g_assert_false (wrong.allowed);
  preview (&market, "order.move-target", "{'symbol': <'AAA'>, 'price': <9.6>}", &answer);
  g_assert_true (answer.allowed);
  g_assert_cmpint (answer.position_after, ==, -DT_UNITS (5));
  assert_effects (&answer, effects);
  command (&market, "order.move-target", "{'symbol': <'AAA'>, 'price': <9.6>}");
  g_assert_cmpint (order_of (&market, position->target_order)->quantity, ==, DT_UNITS (5));
  play (&market, 1);
  g_assert_cmpint (position->quantity, ==, 0);
  g_assert_cmpint (book_of (&market)->cash, ==, DT_DOLLARS (1002));
  market_clear (&market);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kernel/hand/entry-figures", test_entry_figures);
  g_test_add_func ("/kernel/hand/exit-figures", test_exit_figures);
  g_test_add_func ("/kernel/hand/refusals", test_refusals);
  g_test_add_data_func ("/kernel/hand/close-all", "position.close-all", test_all_flat);
  g_test_add_data_func ("/kernel/hand/emergency-stop", "engine.emergency-stop", test_all_flat);
  g_test_add_func ("/kernel/hand/target-before-part", test_target_before_part);
  g_test_add_func ("/kernel/hand/exit-takes-part", test_exit_takes_part);
  g_test_add_func ("/kernel/hand/no-stop", test_no_stop);
  g_test_add_data_func ("/kernel/hand/bracket-stop", NULL, test_bracket);
  g_test_add_data_func ("/kernel/hand/bracket-target", "rises", test_bracket);
  g_test_add_func ("/kernel/hand/bracket-waits", test_bracket_waits);
  g_test_add_func ("/kernel/hand/bracket-refusals", test_bracket_refusals);
  g_test_add_func ("/kernel/hand/stop-later", test_stop_later);
  g_test_add_func ("/kernel/hand/move-target", test_move_target);
  g_test_add_func ("/kernel/hand/target-later", test_target_later);
  g_test_add_func ("/kernel/hand/property", test_property);

  return g_test_run ();
}
