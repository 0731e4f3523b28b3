/* test-order-stream.c - 100,000 random orders never get beyond a limit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-random.h"

#include "market.h"

#define N_BARS     200
#define N_SYMBOLS  8
#define N_RUNS     20
#define N_A_BAR    25
#define N_RETURNS  60

static const char silent[] =
  "[strategy]\nname = silent\n[long]\nentry = close > 1000000\n[size]\nsize = shares 1\n";

/* 1,000 USD, prices around 10: so that each limit is met all the time. */
static const char limits[] =
  "[risk]\nmax-positions=5\nmax-position-fraction=0.2\nmax-sector-fraction=0.4\n"
  "max-gross-exposure=0.7\nmax-order-notional=180\nmax-order-shares=15\nprice-collar=0.2\n"
  "min-price=6\nmax-correlation=0.5\nmax-daily-loss=0.04\nmax-drawdown=0.3\n"
  "breaker-drawdown=0.35\n";

static const char *const sectors[] = { "Energy", "Materials", NULL };

static void
fill_market (Market   *market,
             DtRandom *random)
{
  double market_returns[N_BARS];

  for (guint i = 0; i < N_BARS; i++)
    market_returns[i] = .015 * dt_random_normal (random);
  for (guint s = 0; s < N_SYMBOLS; s++)
    {
      g_autofree char *symbol = g_strdup_printf ("S%02u", s);
      double price = 7. + 6. * dt_random_uniform (random), share = dt_random_uniform (random);
      Prices prices[N_BARS];

      for (guint i = 0; i < N_BARS; i++)
        {
          double next = price * exp (2. * share * market_returns[i]
                                     + .015 * (1. - share) * dt_random_normal (random));

          prices[i] = (Prices) { price, MAX (price, next) * 1.005, MIN (price, next) * .995, next };
          price = next;
        }
      market_add (market, symbol, prices, N_BARS);
      market->instruments[s]->sector = g_strdup (sectors[s % G_N_ELEMENTS (sectors)]);
    }
}

static char *
make_arguments (DtRandom *random,
                gboolean  is_order,
                double    last)
{
  g_autoptr(GString) text = g_string_new (NULL);
  char buf[G_ASCII_DTOSTR_BUF_SIZE];
  guint kind = dt_random_below (random, 4);

  g_string_append_printf (text, "{'symbol': <'S%02u'>", (guint) dt_random_below (random,
                                                                               N_SYMBOLS));
  if (is_order)
    g_string_append_printf (text, ", 'quantity': <%u.0>", 1 + (guint) dt_random_below (random, 40));
  if (is_order && kind >= 2)
    g_string_append_printf (text, ", '%s': <%s>", kind == 2 ? "limit" : "stop",
                            g_ascii_formatd (buf, sizeof buf, "%.2f",
                                             last * (.7 + .6 * dt_random_uniform (random))));
  g_string_append_c (text, '}');

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static double
last_of (const Market      *market,
         DtInstrumentIndex  instrument,
         guint              bar)
{
  return market->series[instrument]->close[bar];
}

static double
price_of (const Market  *market,
          const DtOrder *order,
          guint          bar)
{
  if (order->limit != DT_MONEY_NONE)
    return dt_money_to_double (order->limit);

  return order->stop != DT_MONEY_NONE ? dt_money_to_double (order->stop)
                                      : last_of (market, order->instrument, bar);
}

/* Pearson's r of the last 60 returns up to @bar, by its definition. */
static double
correlate (const Market *market,
           guint         a,
           guint         b,
           guint         bar)
{
  double x = 0., y = 0., xx = 0., yy = 0., xy = 0.;

  if (bar < N_RETURNS)
    return NAN;

  for (guint i = bar - N_RETURNS + 1; i <= bar; i++)
    {
      double u = last_of (market, a, i) / last_of (market, a, i - 1) - 1.;
      double v = last_of (market, b, i) / last_of (market, b, i - 1) - 1.;

      x += u;
      y += v;
      xx += u * u;
      yy += v * v;
      xy += u * v;
    }

  return (xy - x * y / N_RETURNS)
         / sqrt ((xx - x * x / N_RETURNS) * (yy - y * y / N_RETURNS));
}

/* What is held and being entered, counted up from the book alone. */
typedef struct
{
  double value[N_SYMBOLS];    /* USD, unsigned */
  int    side[N_SYMBOLS];     /* 0 for none */
} Exposure;

static void
count_up (const Market *market,
          guint         bar,
          Exposure     *exposure)
{
  const DtBook *book = dt_kernel_get_book (market->run->kernel);

  *exposure = (Exposure) { 0 };
  for (guint i = 0; i < N_SYMBOLS; i++)
    if (book->positions[i].quantity != 0)
      {
        exposure->value[i] = fabs (dt_quantity_to_double (book->positions[i].quantity))
                             * last_of (market, i, bar);
        exposure->side[i] = book->positions[i].quantity > 0 ? 1 : -1;
      }
  for (guint i = 0; i < book->orders->len; i++)
    {
      const DtOrder *order = &dt_rows_index (book->orders, DtOrder, i);

      if (order->role != DT_ROLE_ENTRY || !dt_order_is_live (order))
        continue;
      exposure->value[order->instrument] += fabs (dt_quantity_to_double (order->quantity))
                                            * price_of (market, order, bar);
      exposure->side[order->instrument] = order->quantity > 0 ? 1 : -1;
    }
}

/* An entry that was let in, held against every limit of the profile. */
static void
check_entry (const Market  *market,
             const DtOrder *order,
             guint          bar)
{
  double equity = dt_money_to_double (dt_kernel_get_equity (market->run->kernel));
  double units = fabs (dt_quantity_to_double (order->quantity));
  double price = price_of (market, order, bar), last = last_of (market, order->instrument, bar);
  const char *sector = market->instruments[order->instrument]->sector;
  double total = 0., in_sector = 0.;
  guint n_held = 0;
  DtAccountView view;
  Exposure exposure;

  count_up (market, bar, &exposure);
  for (guint i = 0; i < N_SYMBOLS; i++)
    {
      double r = i != order->instrument && exposure.side[i] != 0
                 ? correlate (market, i, order->instrument, bar) : NAN;

      n_held += exposure.side[i] != 0;
      total += exposure.value[i];
      if (sector != NULL && g_strcmp0 (market->instruments[i]->sector, sector) == 0)
        in_sector += exposure.value[i];
      if (!isnan (r))
        g_assert_cmpfloat (r * exposure.side[i] * exposure.side[order->instrument], <, .5 + 1e-9);
    }

  g_assert_cmpuint (n_held, <=, 5);
  g_assert_cmpfloat (total, <=, .7 * equity + 1e-3);
  g_assert_cmpfloat (in_sector, <=, .4 * equity + 1e-3);
  g_assert_cmpfloat (units * price, <=, MIN (.2 * equity, 180.) + 1e-3);
  g_assert_cmpfloat (units, <=, 15.);
  g_assert_cmpfloat (fabs (price / last - 1.), <, .2);
  g_assert_cmpfloat (price, >=, 6.);
  dt_kernel_view_account (market->run->kernel, &view);
  g_assert_cmpint (view.entries, ==, DT_ENTRIES_ALLOWED);
}

/* Orders at the market that close are for no more than is held, and on the other side. */
static void
check_exits (const Market *market)
{
  const DtBook *book = dt_kernel_get_book (market->run->kernel);
  DtQuantity closing[N_SYMBOLS] = { 0 };

  for (guint i = 0; i < book->orders->len; i++)
    {
      const DtOrder *order = &dt_rows_index (book->orders, DtOrder, i);

      if (order->role != DT_ROLE_ENTRY && dt_order_is_live (order))
        closing[order->instrument] += order->quantity;
    }
  for (guint i = 0; i < N_SYMBOLS; i++)
    {
      DtQuantity held = book->positions[i].quantity;

      g_assert_cmpint (ABS (closing[i]), <=, ABS (held));
      g_assert_true (closing[i] == 0 || (closing[i] > 0) == (held < 0));
    }
}

typedef struct
{
  guint n_orders;
  guint n_entries;
  guint n_refused;
  guint n_exits;
} Tally;

static void
give_one (Market   *market,
          DtRandom *random,
          guint     bar,
          Tally    *tally)
{
  static const char *const names[] = {
    "order.buy", "order.sell", "order.buy", "order.sell", "order.buy", "order.sell",
    "position.close",
  };
  const char *name = names[dt_random_below (random, G_N_ELEMENTS (names))];
  gboolean is_order = g_str_has_prefix (name, "order.");
  g_autofree char *arguments = make_arguments (random, is_order, 10.);
  g_autoptr(GVariant) dict = g_variant_parse (G_VARIANT_TYPE_VARDICT, arguments, NULL, NULL, NULL);
  const DtBook *book = dt_kernel_get_book (market->run->kernel);
  guint n = book->orders->len;

  tally->n_orders++;
  if (!dt_kernel_command (market->run->kernel, name, dict, NULL))
    {
      tally->n_refused++;
      g_assert_cmpuint (book->orders->len, ==, n);
      return;
    }
  for (; n < book->orders->len; n++)
    {
      const DtOrder *order = &dt_rows_index (book->orders, DtOrder, n);

      if (order->role == DT_ROLE_ENTRY)
        check_entry (market, order, bar);
      tally->n_entries += order->role == DT_ROLE_ENTRY;
      tally->n_exits += order->role != DT_ROLE_ENTRY;
    }
}

/* Entries that rest too long would leave no room for others. */
static void
cancel_some (Market   *market,
             DtRandom *random)
{
  const DtBook *book = dt_kernel_get_book (market->run->kernel);

  for (guint i = 0; i < book->orders->len; i++)
    {
      const DtOrder *order = &dt_rows_index (book->orders, DtOrder, i);
      g_autofree char *arguments = NULL;

      if (!dt_order_is_live (order) || dt_random_below (random, 3) != 0)
        continue;
      arguments = g_strdup_printf ("{'order': <uint64 %" G_GUINT64_FORMAT ">}", order->id);
      command (market, "order.cancel", arguments);
    }
}

static void
test_stream (void)
{
  Tally tally = { 0 };
  DtRandom random;

  dt_random_init (&random, 77);
  for (guint run = 0; run < N_RUNS; run++)
    {
      Market market = { 0 };
      g_autoptr(GError) error = NULL;

      fill_market (&market, &random);
      market_start (&market, silent, limits, NULL);
      for (guint bar = 0; bar < N_BARS; bar++)
        {
          play (&market, 1);
          for (guint i = 0; i < N_A_BAR; i++)
            give_one (&market, &random, bar, &tally);
          check_exits (&market);
          cancel_some (&market, &random);
        }
      dt_book_verify (book_of (&market), &error);
      g_assert_no_error (error);
      market_clear (&market);
    }

  g_test_message ("%u orders: %u entries, %u exits, %u refused", tally.n_orders, tally.n_entries,
                  tally.n_exits, tally.n_refused);
  g_assert_cmpuint (tally.n_orders, ==, 100000);
  g_assert_cmpuint (tally.n_entries, >, 3000);
  g_assert_cmpuint (tally.n_exits, >, 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kernel/order-stream", test_stream);

  return g_test_run ();
}
