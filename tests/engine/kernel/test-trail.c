/* test-trail.c - trailing stops over random prices, with and without a restart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-random.h"

#include "market.h"

#define N_BARS   160
#define N_MODELS 3

/* Three ways to say how far behind: by range, by percent, by amount; long and short. The stop moves
 * by whole ticks as soon as it can. */
static const char *const distances[N_MODELS] = { "2 * atr(14)", "close * 0.03", "0.5" };

static char *
make_rules (guint model)
{
  return g_strdup_printf ("[strategy]\nname = trail\n"
                          "[long]\nentry = bars since (close > close[1]) >= 2 and atr(14) > 0\n"
                          "trail = %s\n"
                          "[short]\nentry = bars since (close < close[1]) >= 2 and atr(14) > 0\n"
                          "trail = %s\n"
                          "[orders]\ntrail-step = 0\n[size]\nsize = shares 10\n",
                          distances[model], distances[model]);
}

static void
make_prices (Prices   *prices,
             DtRandom *random)
{
  double price = 20.;

  for (guint i = 0; i < N_BARS; i++)
    {
      double open = price * exp (.005 * dt_random_normal (random));
      double close = open * exp (.02 * dt_random_normal (random));
      double high = MAX (open, close) * (1. + .01 * dt_random_uniform (random));
      double low = MIN (open, close) * (1. - .01 * dt_random_uniform (random));

      prices[i] = (Prices) { open, high, low, close };
      price = close;
    }
}

/* Wilder's average of the true range: the simple mean of the first 14, which begin with the second
 * bar, then one fourteenth of each new one. */
static void
make_ranges (const Prices *prices,
             double       *atr)
{
  double sum = 0.;

  for (guint i = 0; i < N_BARS; i++)
    {
      double before = i > 0 ? prices[i - 1].close : 0.;
      double range = MAX (prices[i].high, before) - MIN (prices[i].low, before);

      atr[i] = NAN;
      if (i >= 1 && i <= 14)
        sum += range;
      if (i == 14)
        atr[i] = sum / 14.;
      else if (i > 14)
        atr[i] = (atr[i - 1] * 13. + range) / 14.;
    }
}

static double
distance_at (guint         model,
             const Prices *prices,
             const double *atr,
             guint         bar)
{
  return model == 0 ? 2. * atr[bar] : model == 1 ? prices[bar].close * .03 : .5;
}

/* To a millionth first, as money is, then to the tick; halves to even both times. */
static double
cents (double price)
{
  return rint (rint (price * 1e6) / 1e4) / 100.;
}

/* The model of one position and its stop, beside the kernel's. */
typedef struct
{
  gboolean held;
  int      side;
  double   best;
  double   stop;
  guint    n_moves;
} Model;

static const DtOrder *
stop_of (Market *market)
{
  const DtBook *book = book_of (market);

  return book->positions[0].stop_order != 0
         ? dt_book_get_order ((DtBook *) book, book->positions[0].stop_order) : NULL;
}

static void
begin (Model        *model,
       guint         way,
       Market       *market,
       const Prices *prices,
       const double *atr,
       guint         bar)
{
  const DtPosition *position = &book_of (market)->positions[0];
  double entry = dt_money_to_double (dt_position_average (position));

  model->held = TRUE;
  model->side = position->quantity > 0 ? 1 : -1;
  model->best = model->side > 0 ? prices[bar].high : prices[bar].low;
  /* At the fill the rules know the bar before */
  model->stop = cents (entry - model->side * distance_at (way, prices, atr, bar - 1));
}

/* The bar is over and the position still there: the stop follows the best price, not back. */
static void
follow (Model        *model,
        guint         way,
        const Prices *prices,
        const double *atr,
        guint         bar)
{
  double next;

  model->best = model->side > 0 ? MAX (model->best, prices[bar].high)
                                : MIN (model->best, prices[bar].low);
  next = model->best - model->side * distance_at (way, prices, atr, bar);
  if (model->side * (next - model->stop) * 1e6 >= 1e4)
    {
      model->stop = cents (next);
      model->n_moves++;
    }
}

/* What the stop fills at in the bar, NaN when it is not reached: the open beyond it, or itself. */
static double
fill_price (const Model  *model,
            const Prices *bar)
{
  if (model->side > 0)
    return bar->open <= model->stop ? bar->open : bar->low <= model->stop ? model->stop : NAN;

  return bar->open >= model->stop ? bar->open : bar->high >= model->stop ? model->stop : NAN;
}

static void
check_fill (Model   *model,
            Market  *market,
            double   price,
            guint    n_fills)
{
  const DtBook *book = book_of (market);
  const DtFill *fill = NULL;

  for (guint i = n_fills; i < book->fills->len && fill == NULL; i++)
    {
      const DtFill *other = &dt_rows_index (book->fills, DtFill, i);

      if (dt_book_get_order ((DtBook *) book, other->order)->role == DT_ROLE_TRAIL)
        fill = other;
    }
  g_assert_nonnull (fill);
  g_assert_cmpfloat_with_epsilon (dt_money_to_double (fill->price), price, 1e-6);
  model->held = FALSE;
}

static guint
play_and_check (guint         way,
                Market       *market,
                const Prices *prices,
                const double *atr)
{
  Model model = { FALSE };
  guint n_closed = 0;

  for (guint bar = 0; bar < N_BARS; bar++)
    {
      guint n_fills = book_of (market)->fills->len;
      double price = model.held ? fill_price (&model, &prices[bar]) : NAN;
      DtQuantity before = book_of (market)->positions[0].quantity, now;
      DtMoney was = stop_of (market) != NULL ? stop_of (market)->stop : 0;

      play (market, 1);
      now = book_of (market)->positions[0].quantity;
      if (!isnan (price))
        {
          check_fill (&model, market, price, n_fills);
          n_closed++;
        }
      else if (model.held && stop_of (market) != NULL && (now > 0) == (before > 0))
        {
          follow (&model, way, prices, atr, bar);
          g_assert_cmpint (stop_of (market)->role, ==, DT_ROLE_TRAIL);
          g_assert_cmpfloat_with_epsilon (dt_money_to_double (stop_of (market)->stop), model.stop,
                                          1e-6);
          g_assert_cmpuint (stop_of (market)->n_replaced, ==, model.n_moves);
          /* Never against the position */
          g_assert_cmpint (model.side * stop_of (market)->stop, >=, model.side * was);
          continue;
        }
      model = (Model) { FALSE };
      /* A position that lives through the bar of its entry is followed at its end as well; where
       * the rules turn it round at that end, it has no stop any more but an order to close it */
      if (now != 0 && (before == 0 || (now > 0) != (before > 0)) && stop_of (market) != NULL)
        {
          begin (&model, way, market, prices, atr, bar);
          follow (&model, way, prices, atr, bar);
          g_assert_cmpfloat_with_epsilon (dt_money_to_double (stop_of (market)->stop), model.stop,
                                          1e-6);
        }
    }

  return n_closed;
}

static void
start (Market       *market,
       const char   *rules,
       const Prices *prices)
{
  market_add (market, "AAA", prices, N_BARS);
  market_start (market, rules, "[risk]\nmax-order-notional=900\n", NULL);
}

static void
test_model (gconstpointer data)
{
  guint way = GPOINTER_TO_UINT (data), n_closed = 0;
  g_autofree char *rules = make_rules (way);
  Prices prices[N_BARS];
  double atr[N_BARS];
  DtRandom random;

  dt_random_init (&random, 100 + way);
  for (guint run = 0; run < 60; run++)
    {
      Market market = { 0 };

      make_prices (prices, &random);
      make_ranges (prices, atr);
      start (&market, rules, prices);
      n_closed += play_and_check (way, &market, prices, atr);
      market_clear (&market);
    }

  g_test_message ("%u stops filled", n_closed);
  g_assert_cmpuint (n_closed, >, 200);
}

/* Killed after any bar and taken up again, which is to run what is journalled once more, the stop
 * is where it would have been, and so is everything after it. */
static void
test_restart (gconstpointer data)
{
  g_autofree char *rules = make_rules (GPOINTER_TO_UINT (data));
  Prices prices[N_BARS];
  DtRandom random;

  dt_random_init (&random, 200 + GPOINTER_TO_UINT (data));
  for (guint run = 0; run < 20; run++)
    {
      Market whole = { 0 }, killed = { 0 };
      guint at = 0;

      make_prices (prices, &random);
      start (&whole, rules, prices);
      start (&killed, rules, prices);
      while (at < N_BARS)
        {
          guint n = MIN (1 + (guint) dt_random_below (&random, 30), N_BARS - at);
          guint64 row;

          play (&whole, n);
          market_clear (&killed);
          memset (&killed, 0, sizeof killed);
          start (&killed, rules, prices);
          at += n;
          play (&killed, at);
          g_assert_null (dt_book_compare (book_of (&whole), book_of (&killed), &row));
          g_assert_cmpint (stop_of (&whole) != NULL ? stop_of (&whole)->stop : 0, ==,
                           stop_of (&killed) != NULL ? stop_of (&killed)->stop : 0);
        }
      market_clear (&whole);
      market_clear (&killed);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const char *const names[N_MODELS] = { "range", "percent", "amount" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < N_MODELS; i++)
    {
      g_autofree char *model = g_strconcat ("/kernel/trail/model/", names[i], NULL);
      g_autofree char *restart = g_strconcat ("/kernel/trail/restart/", names[i], NULL);

      g_test_add_data_func (model, GUINT_TO_POINTER (i), test_model);
      g_test_add_data_func (restart, GUINT_TO_POINTER (i), test_restart);
    }

  return g_test_run ();
}
