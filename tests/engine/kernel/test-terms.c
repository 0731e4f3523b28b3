/* test-terms.c - parts, auctions, latency, nights, margin and finer bars, every figure by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-calendar.h"
#include "dt-lane-reader.h"
#include "dt-run.h"

/* Daily series that begin on Monday 2018-01-08; the 15th is a holiday. Bars are "open high low
 * close [volume]" (1000 without), separated by slashes. */
typedef struct
{
  DtInstrument *instruments[2];
  DtBarSeries  *series[2];
  DtBarSeries  *finer;
  DtLane        lanes[2];
  guint         n;
  DtRunSpec    *spec;
  DtRun        *run;
  DtLaneReader *reader;
} Market;

#define NEVER "[strategy]\nname = never\n[long]\nentry = close < 0\nstop = 1\n"

static DtBar
read_bar (const char *text)
{
  g_auto(GStrv) v = g_strsplit (text, " ", -1);

  return (DtBar) { 0, g_ascii_strtod (v[0], NULL), g_ascii_strtod (v[1], NULL),
                   g_ascii_strtod (v[2], NULL), g_ascii_strtod (v[3], NULL),
                   v[4] != NULL ? g_ascii_strtod (v[4], NULL) : 1000. };
}

static void
market_take (Market      *market,
             DtBarSeries *series)
{
  market->instruments[market->n] = dt_instrument_new (series->symbol,
                                                        DT_INSTRUMENT_STOCK);
  market->series[market->n] = series;
  market->lanes[market->n] = (DtLane) { series, market->n, DT_LANE_BASE };
  market->n++;
}

static void
market_add (Market     *market,
            const char *symbol,
            const char *text)
{
  g_auto(GStrv) bars = g_strsplit (text, "/", -1);
  DtBarSeries *series = dt_bar_series_new (symbol, DT_TIMEFRAME_DAY, 16);
  DtDate date = dt_date_new (2018, 1, 8);

  for (guint i = 0; bars[i] != NULL; i++, date = dt_calendar_next_session (date))
    {
      DtBar bar = read_bar (g_strstrip (bars[i]));

      bar.time = dt_time_from_new_york (date, 0);
      dt_bar_series_append (series, &bar, dt_calendar_bar_known (bar.time, DT_TIMEFRAME_DAY));
    }

  market_take (market, series);
}

/* Half-hours of so many sessions, all at one price */
static void
market_add_flat (Market     *market,
                 const char *symbol,
                 double      price,
                 guint       n_sessions)
{
  DtBarSeries *series = dt_bar_series_new (symbol, 1800, 16);
  DtDate date = dt_date_new (2018, 1, 8);

  for (guint i = 0; i < 13 * n_sessions; i++)
    {
      DtBar bar = { 0, price, price, price, price, 1e6 };

      if (i > 0 && i % 13 == 0)
        date = dt_calendar_next_session (date);
      bar.time = dt_time_from_new_york (date, (570 + i % 13 * 30) * DT_MINUTE);
      dt_bar_series_append (series, &bar, dt_calendar_bar_known (bar.time, 1800));
    }

  market_take (market, series);
}

/* Hours of the session that is the series' bar @bar, from 9:30 on */
static void
market_add_finer (Market     *market,
                  guint       bar,
                  const char *text)
{
  g_auto(GStrv) bars = g_strsplit (text, "/", -1);
  DtDate date = dt_time_get_new_york_date (market->series[0]->time[bar], NULL);

  if (market->finer == NULL)
    market->finer = dt_bar_series_new (market->series[0]->symbol, DT_TIMEFRAME_HOUR, 16);
  for (guint i = 0; bars[i] != NULL; i++)
    {
      DtBar hour = read_bar (g_strstrip (bars[i]));

      hour.time = dt_time_from_new_york (date, 570 * DT_MINUTE + i * DT_HOUR);
      dt_bar_series_append (market->finer, &hour,
                            dt_calendar_bar_known (hour.time, DT_TIMEFRAME_HOUR));
    }
  market->lanes[0].finer = market->finer;
}

/* Before market_start() the spec may be changed. */
static void
market_init (Market     *market,
             const char *strategy,
             gint64      cash)
{
  const char *texts[] = { strategy, NULL };
  const char *paths[] = { "test", NULL };

  *market = (Market) { .spec = dt_run_spec_new () };
  market->spec->strategy_texts = g_strdupv ((char **) texts);
  market->spec->strategy_paths = g_strdupv ((char **) paths);
  market->spec->cash = DT_DOLLARS (cash);
}

static void
market_start (Market *market)
{
  g_autoptr(DtRunPlan) plan = NULL;
  g_autoptr(GError) error = NULL;

  plan = dt_run_plan_new (market->spec, &error);
  g_assert_no_error (error);
  market->run = dt_run_new (plan, (const DtInstrument *const *) market->instruments, market->n,
                            market->lanes, market->n, market->series[0]->timeframe,
                            DT_TIME_NONE, TRUE, &error);
  g_assert_no_error (error);
  market->reader = dt_lane_reader_new (market->lanes, market->n);
}

static void
market_clear (Market *market)
{
  g_clear_pointer (&market->run, dt_run_free);
  g_clear_pointer (&market->reader, dt_lane_reader_free);
  g_clear_pointer (&market->spec, dt_run_spec_free);
  g_clear_pointer (&market->finer, dt_bar_series_unref);
  for (guint i = 0; i < market->n; i++)
    {
      dt_instrument_free (market->instruments[i]);
      dt_bar_series_unref (market->series[i]);
    }
}

static void
play (Market *market,
      guint   n)
{
  g_autoptr(GError) error = NULL;
  DtInstant instant;

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (dt_lane_reader_next (market->reader, &instant));
      dt_run_step (market->run, &instant, &error);
      g_assert_no_error (error);
    }
}

static const DtBook *
book_of (Market *market)
{
  g_autoptr(GError) error = NULL;
  const DtBook *book = dt_kernel_get_book (market->run->kernel);

  dt_book_verify (book, &error);
  g_assert_no_error (error);
  return book;
}

static void
command (Market     *market,
         const char *name,
         const char *arguments,
         const char *refused)
{
  g_autoptr(GVariant) dict = g_variant_parse (G_VARIANT_TYPE_VARDICT, arguments, NULL, NULL, NULL);
  g_autoptr(GError) error = NULL;
  gboolean done = dt_kernel_command (market->run->kernel, name, dict, &error);

  g_assert_true (done == (refused == NULL));
  if (refused != NULL && strstr (error->message, refused) == NULL)
    g_error ("“%s” does not say “%s”", error->message, refused);
}

/* "+100@11 at-open; ..." */
static char *
list_fills (const DtBook *book)
{
  g_autoptr(GString) text = g_string_new (NULL);
  char units[DT_DECIMAL_BUF_SIZE], price[DT_DECIMAL_BUF_SIZE];

  for (guint i = 0; i < book->fills->len; i++)
    {
      const DtFill *fill = &dt_rows_index (book->fills, DtFill, i);

      g_string_append_printf (text, "%s%s%s@%s %s", i > 0 ? "; " : "",
                              fill->quantity > 0 ? "+" : "",
                              dt_quantity_to_string (fill->quantity, units),
                              dt_money_to_string (fill->price, price),
                              dt_fill_why_to_string (fill->why));
      if ((fill->flags & DT_FILL_AMBIGUOUS) != 0)
        g_string_append (text, " ambiguous");
      if ((fill->flags & DT_FILL_FINER) != 0)
        g_string_append (text, " finer");
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_fills (Market     *market,
              const char *expected)
{
  g_autofree char *fills = list_fills (book_of (market));

  g_assert_cmpstr (fills, ==, expected);
}

static void
assert_money (DtMoney     money,
              const char *expected)
{
  char buf[DT_DECIMAL_BUF_SIZE];

  g_assert_cmpstr (dt_money_to_string (money, buf), ==, expected);
}

static const DtOrder *
order_at (Market  *market,
          guint64  id)
{
  const DtBook *book = book_of (market);

  g_assert_cmpuint (id, <=, book->orders->len);
  return &dt_rows_index (book->orders, DtOrder, id - 1);
}

/* Parts */

static const char parts[] =
  "[strategy]\nname = parts\n"
  "[long]\nentry = close > 10 and is flat\nstop = 9\ntarget = 13\n"
  "[size]\nsize = shares 250\n";

/* 250 in 100, 100 and 50 at 11, 11.5 and 12: 2,850. 100 at 13, 100 at the gap's 13.5, 50 at 13.2
 * are 3,310. Each order costs 1 USD once and 1 cent a share: 3.50, twice. 3,310 - 2,850 - 7 = 453.
 * */
static void
test_parts (void)
{
  Market market;
  const DtBook *book;

  market_init (&market, parts, 10000);
  market.spec->volume_share = g_strdup ("10%");
  market.spec->commission = g_strdup ("per-order=1,per-share=0.01");
  market_add (&market, "AAA", "11 11 11 11 / 11 11 10.5 11 / 11.5 12 11 11 / 12 12.5 11 12 / "
              "12 14 12 13.4 / 13.5 14 13.3 13.4 / 13.2 13.4 9.5 9.8");
  market_start (&market);

  play (&market, 2);
  g_assert_cmpint (order_at (&market, 2)->role, ==, DT_ROLE_STOP);
  g_assert_cmpint (order_at (&market, 2)->quantity, ==, -DT_UNITS (100));
  g_assert_cmpint (order_at (&market, 3)->quantity, ==, -DT_UNITS (100));
  play (&market, 2);
  g_assert_cmpint (order_at (&market, 1)->status, ==, DT_ORDER_FILLED);
  g_assert_cmpint (order_at (&market, 2)->quantity, ==, -DT_UNITS (250));
  g_assert_cmpint (order_at (&market, 3)->quantity, ==, -DT_UNITS (250));
  play (&market, 1);
  /* Of the target 100 are done; the stop covers the other 150 */
  g_assert_cmpint (order_at (&market, 3)->filled, ==, -DT_UNITS (100));
  g_assert_cmpint (order_at (&market, 2)->quantity, ==, -DT_UNITS (150));
  play (&market, 2);

  assert_fills (&market, "+100@11 at-open; +100@11.5 at-open; +50@12 at-open; "
                "-100@13 at-limit; -100@13.5 limit-gap; -50@13.2 limit-gap");
  book = book_of (&market);
  g_assert_cmpuint (book->trades->len, ==, 1);
  assert_money (dt_rows_index (book->trades, DtRoundTrip, 0).profit, "453");
  assert_money (dt_rows_index (book->trades, DtRoundTrip, 0).fees, "7");
  assert_money (dt_rows_index (book->trades, DtRoundTrip, 0).entry_value, "2850");
  assert_money (book->cash, "10453");
  g_assert_cmpint (order_at (&market, 2)->status, ==, DT_ORDER_CANCELLED);
  market_clear (&market);
}

/* 100 of 250 at 11, then the bar opens at 8, below the stop 9: all that is held goes at 8, and the
 * rest of the entry with it. 100 x (8 - 11) = -300. */
static void
test_rest_of_entry (void)
{
  Market market;

  market_init (&market, parts, 10000);
  market.spec->volume_share = g_strdup ("10%");
  market_add (&market, "AAA", "11 11 11 11 / 11 11 10.5 11 / 8 8.5 7 8 / 8 8.5 7 8");
  market_start (&market);
  play (&market, 4);

  assert_fills (&market, "+100@11 at-open; -100@8 stop-gap");
  g_assert_cmpint (order_at (&market, 1)->status, ==, DT_ORDER_CANCELLED);
  g_assert_cmpint (order_at (&market, 1)->filled, ==, DT_UNITS (100));
  assert_money (book_of (&market)->cash, "9700");
  market_clear (&market);
}

/* Half of 10,000 at the fill's 10 are 500, known with the first part of 100 */
static void
test_size_at_fill (void)
{
  Market market;

  market_init (&market, "[strategy]\nname = half\n[long]\nentry = close > 10 and is flat\n"
               "stop = 1\n[size]\nsize = fraction 50% at=fill\n", 10000);
  market.spec->volume_share = g_strdup ("10%");
  market_add (&market, "AAA", "11 11 11 11 / 10 11 10 11 / 20 20 20 20 4000");
  market_start (&market);
  play (&market, 2);
  g_assert_cmpint (order_at (&market, 1)->quantity, ==, DT_UNITS (500));
  g_assert_cmpint (order_at (&market, 1)->filled, ==, DT_UNITS (100));
  play (&market, 1);
  /* 400 more at 20 are 8,000 of the 9,000 there are */
  assert_fills (&market, "+100@10 at-open; +400@20 at-open");
  market_clear (&market);
}

/* Auctions */

/* The close of the bar after the signal's, in and out. The bar of the entry has a low of 5 before
 * that, which the trade never saw: from 12 to 11 is -1/12. */
static void
test_on_close (void)
{
  Market market;
  const DtRoundTrip *trade;

  market_init (&market, "[strategy]\nname = close\n[long]\nentry = close > 10 and is flat\n"
               "exit = close < 12\n[orders]\nentry = market on close\nexit = market on close\n"
               "[size]\nsize = shares 10\n", 1000);
  market_add (&market, "AAA", "11 11 11 11 / 11 13 5 12 / 12 12.5 11 11.5 / 12 13 11.2 12.5");
  market_start (&market);
  play (&market, 4);

  assert_fills (&market, "+10@12 at-close; -10@12.5 at-close");
  trade = &dt_rows_index (book_of (&market)->trades, DtRoundTrip, 0);
  g_assert_cmpfloat_with_epsilon (trade->mae, -1. / 12., 1e-12);
  g_assert_cmpfloat_with_epsilon (trade->mfe, .5 / 12., 1e-12);
  g_assert_cmpuint (trade->bars, ==, 2);
  market_clear (&market);
}

/* By hand, and a close at once instead of the one that waits for the close */
static void
test_by_hand (void)
{
  Market market;

  market_init (&market, NEVER, 1000);
  market_add (&market, "AAA", "10 10 10 10 / 10 12 9 11 / 11 12 10 11.5 / 12 13 11 12");
  market_start (&market);
  play (&market, 1);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <5.0>, 'tif': <'soon'>}",
           "lasts day, gtc, ioc, opg or cls");
  command (&market, "order.buy",
           "{'symbol': <'AAA'>, 'quantity': <5.0>, 'stop': <11.0>, 'tif': <'cls'>}",
           "A stop waits");
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <5.0>, 'tif': <'cls'>}", NULL);
  play (&market, 1);
  command (&market, "position.close", "{'symbol': <'AAA'>, 'tif': <'cls'>}", NULL);
  command (&market, "position.close", "{'symbol': <'AAA'>, 'tif': <'cls'>}", NULL);
  command (&market, "position.close", "{'symbol': <'AAA'>}", NULL);
  command (&market, "position.close", "{'symbol': <'AAA'>}", "being closed already");
  play (&market, 1);
  assert_fills (&market, "+5@11 at-close; -5@11 at-open");
  market_clear (&market);
}

/* 5 % below the best price since entry: bought at 100, 95; after a high of 120, 114, and never
 * back. */
static void
test_trail_percent (void)
{
  Market market;

  market_init (&market, "[strategy]\nname = trail\n[long]\nentry = close > 10 and is flat\n"
               "trail = 5%\n[orders]\ntrail-step = 0\n[size]\nsize = shares 10\n", 10000);
  market_add (&market, "AAA", "100 100 100 100 / 100 101 99 100 / 105 120 104 118 / "
              "118 119 115 116 / 113 114 112 113");
  market_start (&market);
  play (&market, 2);
  /* The bar's high was 101: 95.95 */
  assert_money (order_at (&market, 2)->stop, "95.95");
  play (&market, 1);
  assert_money (order_at (&market, 2)->stop, "114");
  play (&market, 1);
  assert_money (order_at (&market, 2)->stop, "114");
  play (&market, 1);
  assert_fills (&market, "+10@100 at-open; -10@113 stop-gap");
  market_clear (&market);
}

/* The entry waits over a bar in which nothing was traded, and which says nothing to the rules.
 * Filled at 20, the stop is that bar's range of 4 below, 16, not the range of the signal's. */
static void
test_halted_entry (void)
{
  Market market;

  market_init (&market, "[strategy]\nname = range\n[long]\nentry = close > 10.5 and close < 15\n"
               "stop = entry price - (high - low)\n[size]\nsize = shares 10\n", 1000);
  market_add (&market, "AAA", "10 10 10 10 / 10 11 10 11 / 10 12 8 10 0 / 20 21 19 20");
  market_start (&market);
  play (&market, 4);
  assert_fills (&market, "+10@20 at-open");
  assert_money (order_at (&market, 2)->stop, "16");
  market_clear (&market);
}

/* Latency */

/* Bought at 100 with a stop at 95. The exit is decided on the third bar's close and arrives a bar
 * late; the stop is hit before. What comes then has nothing left to close. */
static void
test_late_exit (void)
{
  Market market;

  market_init (&market, "[strategy]\nname = late\n[long]\nentry = close > 105 and is flat\n"
               "exit = close < 99\nstop = 95\n[size]\nsize = shares 10\n", 10000);
  market.spec->latency = g_strdup ("bars=1");
  market_add (&market, "AAA", "106 106 106 106 / 101 104 100 104 / 100 101 97 98 / "
              "98 98 94 96 / 96 97 95 96");
  market_start (&market);
  play (&market, 5);

  /* Decided on bar 0, it meets bar 2; the exit of bar 2 would have met bar 4 */
  assert_fills (&market, "+10@100 at-open; -10@95 at-stop");
  g_assert_cmpint (order_at (&market, 3)->role, ==, DT_ROLE_EXIT);
  g_assert_cmpint (order_at (&market, 3)->status, ==, DT_ORDER_CANCELLED);
  g_assert_cmpint (book_of (&market)->positions[0].quantity, ==, 0);
  market_clear (&market);
}

/* The same without the stop's bar: the exit fills at bar 4's open */
static void
test_late_in_time (void)
{
  Market market;

  market_init (&market, "[strategy]\nname = late\n[long]\nentry = close > 105 and is flat\n"
               "exit = close < 99\nstop = 95\n[size]\nsize = shares 10\n", 10000);
  market.spec->latency = g_strdup ("bars=1");
  market_add (&market, "AAA", "106 106 106 106 / 101 104 100 104 / 100 101 97 98 / "
              "98 98 97 98 / 96 97 94 96");
  market_start (&market);
  play (&market, 5);
  assert_fills (&market, "+10@100 at-open; -10@96 at-open");
  g_assert_cmpint (order_at (&market, 2)->status, ==, DT_ORDER_CANCELLED);
  market_clear (&market);
}

/* Nights */

static void
assert_carry (Market       *market,
              DtLedgerKind  kind,
              guint         n,
              const char   *total)
{
  const DtBook *book = book_of (market);
  DtMoney sum = 0;
  guint found = 0;

  for (guint i = 0; i < book->ledger->len; i++)
    {
      const DtLedgerEntry *entry = &dt_rows_index (book->ledger, DtLedgerEntry, i);

      if (entry->kind != kind)
        continue;
      found++;
      sum += entry->cash;
    }
  g_assert_cmpuint (found, ==, n);
  assert_money (sum, total);
}

/* 100 short at 50. 3.6 % by 360 days are 0.0001 a night: 0.50, 0.52 and 0.51 by the closes 50, 52
 * and 51, and from Friday's 49 to Tuesday, over a holiday, 4 x 0.49 = 1.96: 3.49. Covered at 48:
 * 200. */
static void
test_borrow (void)
{
  Market market;
  const DtBook *book;

  market_init (&market, NEVER, 100000);
  market.spec->borrow = g_strdup ("3.6%");
  market_add (&market, "AAA", "50 50 50 50 / 50 51 49 50 / 51 53 50 52 / 52 52 50 51 / "
              "50 51 48 49 / 48 49 47 48");
  market_start (&market);
  play (&market, 1);
  command (&market, "order.sell", "{'symbol': <'AAA'>, 'quantity': <100.0>}", NULL);
  play (&market, 4);
  assert_carry (&market, DT_LEDGER_BORROW, 3, "-1.53");
  command (&market, "position.close", "{'symbol': <'AAA'>}", NULL);
  play (&market, 1);
  assert_carry (&market, DT_LEDGER_BORROW, 4, "-3.49");
  book = book_of (&market);
  assert_money (dt_rows_index (book->trades, DtRoundTrip, 0).profit, "196.51");
  assert_money (book->cash, "100196.51");
  market_clear (&market);
}

/* 300 at 50 with 10,000: 5,000 are borrowed. 7.2 % by 360 days are 0.0002 a night: 1, and then on
 * 5,001: 1.0002. */
static void
test_interest (void)
{
  Market market;

  market_init (&market, NEVER, 10000);
  market.spec->interest = g_strdup ("7.2%");
  market.spec->margin = g_strdup ("regt");
  market_add (&market, "AAA", "50 50 50 50 / 50 51 49 50 / 50 51 49 50 / 50 51 49 50");
  market_start (&market);
  play (&market, 1);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <300.0>}", NULL);
  play (&market, 3);
  assert_carry (&market, DT_LEDGER_INTEREST, 2, "-2.0002");
  assert_money (book_of (&market)->cash, "-5002.0002");
  market_clear (&market);
}

/* 100 short at 50 bring in 5,000, which are security for the shares and buy nothing. With 250 of
 * another at 50 there are 10,000 + 5,000 - 12,500 = 2,500 in cash, 2,500 less than what is short:
 * 0.50 the first night, and then on 2,500.50: 0.5001. */
static void
test_interest_short (void)
{
  Market market;

  market_init (&market, NEVER, 10000);
  market.spec->interest = g_strdup ("7.2%");
  market.spec->margin = g_strdup ("regt");
  market_add (&market, "AAA", "50 50 50 50 / 50 51 49 50 / 50 51 49 50 / 50 51 49 50");
  market_add (&market, "BBB", "50 50 50 50 / 50 51 49 50 / 50 51 49 50 / 50 51 49 50");
  market_start (&market);
  play (&market, 1);
  command (&market, "order.sell", "{'symbol': <'AAA'>, 'quantity': <100.0>}", NULL);
  command (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <250.0>}", NULL);
  play (&market, 3);
  assert_carry (&market, DT_LEDGER_INTEREST, 2, "-1.0001");
  market_clear (&market);
}

/* Margin */

/* 10,000 USD and a price of 50: 200 of its own, 400 by Regulation T */
static void
test_buying_power (void)
{
  static const struct
  {
    const char *margin;
    int         units;
    const char *refused;
    gint64      granted;
  } cases[] = {
    { "cash", 500, NULL, 200 },
    { "cash", -100, "Cash Account: a cash account sells nothing short", 0 },
    { "regt", 500, NULL, 400 },
    { "regt", -500, NULL, -400 },
    { "regt", 300, NULL, 300 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *arguments
        = g_strdup_printf ("{'symbol': <'AAA'>, 'quantity': <%d.0>}", ABS (cases[i].units));
      Market market;

      market_init (&market, NEVER, 10000);
      market.spec->margin = g_strdup (cases[i].margin);
      market_add (&market, "AAA", "50 50 50 50 / 50 51 49 50");
      market_start (&market);
      play (&market, 1);
      command (&market, cases[i].units > 0 ? "order.buy" : "order.sell", arguments,
               cases[i].refused);
      play (&market, 1);
      g_assert_cmpint (book_of (&market)->positions[0].quantity, ==, DT_UNITS (cases[i].granted));
      market_clear (&market);
    }
}

/* 200 of A, then 200 of B, at 50: 20,000 with 10,000. At 34 they are worth 13,600, equity is 3,600,
 * 25 % are 3,400. At 33: 13,200, 3,200, 3,300: called. A is older; without it 1,650 are needed. */
static void
test_margin_call (void)
{
  Market market;

  market_init (&market, NEVER, 10000);
  market.spec->margin = g_strdup ("regt");
  market_add (&market, "AAA", "50 50 50 50 / 50 51 49 50 / 50 50 50 50 / 34 35 33 34 / "
              "33 34 32 33 / 33 34 32 33");
  market_add (&market, "BBB", "50 50 50 50 / 50 51 49 50 / 50 50 50 50 / 34 35 33 34 / "
              "33 34 32 33 / 33 34 32 33");
  market_start (&market);
  play (&market, 1);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <200.0>}", NULL);
  play (&market, 1);
  command (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <200.0>}", NULL);
  play (&market, 2);
  g_assert_cmpuint (book_of (&market)->orders->len, ==, 2);
  play (&market, 1);
  g_assert_cmpuint (book_of (&market)->orders->len, ==, 3);
  g_assert_cmpint (order_at (&market, 3)->role, ==, DT_ROLE_FLATTEN);
  play (&market, 1);
  assert_fills (&market, "+200@50 at-open; +200@50 at-open; -200@33 at-open");
  g_assert_cmpint (book_of (&market)->positions[0].quantity, ==, 0);
  g_assert_cmpint (book_of (&market)->positions[1].quantity, ==, DT_UNITS (200));
  assert_money (dt_kernel_get_equity (market.run->kernel), "3200");
  market_clear (&market);
}

/* While it is called nothing is opened */
static void
test_called_entry (void)
{
  Market market;

  market_init (&market, NEVER, 10000);
  market.spec->margin = g_strdup ("regt");
  market_add (&market, "AAA", "50 50 50 50 / 50 51 49 50 / 32 33 31 32 / 32 33 31 32");
  market_add (&market, "BBB", "50 50 50 50 / 50 51 49 50 / 50 51 49 50 / 50 51 49 50");
  market_start (&market);
  play (&market, 1);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <400.0>}", NULL);
  play (&market, 2);
  /* 400 x 32 = 12,800; 10,000 - 400 x 18 = 2,800; 25 % are 3,200 */
  command (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <1.0>}",
           "Margin Call: equity of 2800 USD is below the maintenance margin of 3200 USD");
  play (&market, 1);
  assert_fills (&market, "+400@50 at-open; -400@32 at-open");
  command (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <1.0>}", NULL);
  market_clear (&market);
}

/* Within the day a pattern day trader has four times what it began with, from 25,000 USD on:
 * 120,000 of 30,000, but 48,000 of 24,000 */
static void
test_day_trader (void)
{
  static const struct { gint64 cash, granted; } cases[] = { { 30000, 2400 }, { 24000, 960 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Market market;

      market_init (&market, NEVER, cases[i].cash);
      market.spec->margin = g_strdup ("pdt");
      market_add_flat (&market, "AAA", 50., 1);
      market_start (&market);
      play (&market, 1);
      command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <5000.0>}", NULL);
      play (&market, 1);
      g_assert_cmpint (book_of (&market)->positions[0].quantity, ==, DT_UNITS (cases[i].granted));
      market_clear (&market);
    }
}

/* In and out four times on Monday with 24,000: nothing more is opened from Tuesday on */
static void
test_pattern (void)
{
  Market market;

  market_init (&market, NEVER, 24000);
  market.spec->margin = g_strdup ("pdt");
  market_add_flat (&market, "AAA", 50., 2);
  market_start (&market);
  play (&market, 1);
  for (guint i = 0; i < 4; i++)
    {
      command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <10.0>}", NULL);
      play (&market, 1);
      command (&market, "position.close", "{'symbol': <'AAA'>}", NULL);
      play (&market, 1);
    }
  play (&market, 5);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <10.0>}",
           "Pattern Day Trader: the session began with 24000 USD, 25000 USD would pass");
  market_clear (&market);
}

/* Finer bars */

static const char both[] =
  "[strategy]\nname = both\n"
  "[long]\nentry = close > 10 and is flat\nstop = 95\ntarget = 110\n"
  "[size]\nsize = shares 10\n";

/* The second day has stop and target. By the day alone the pessimist is stopped out; by its hours
 * the target was first. */
static void
test_finer (void)
{
  Market market;

  market_init (&market, both, 10000);
  market_add (&market, "AAA", "100 100 100 100 / 100 101 99 100 / 100 111 94 105");
  market_add_finer (&market, 2, "100 104 99 103 / 103 111 102 108 / 108 109 94 105");
  market_start (&market);
  play (&market, 3);
  assert_fills (&market, "+10@100 at-open; -10@110 at-limit finer");
  market_clear (&market);
}

/* Hours that do not make up the day, here without its low, decide nothing */
static void
test_not_covered (void)
{
  Market market;

  market_init (&market, both, 10000);
  market_add (&market, "AAA", "100 100 100 100 / 100 101 99 100 / 100 111 94 105");
  market_add_finer (&market, 2, "100 104 99 103 / 103 111 102 108 / 108 109 95 105");
  market_start (&market);
  play (&market, 3);
  assert_fills (&market, "+10@100 at-open; -10@95 at-stop ambiguous");
  market_clear (&market);
}

/* What an hour leaves open is left to the policy */
static void
test_finer_ambiguous (void)
{
  Market market;

  market_init (&market, both, 10000);
  market_add (&market, "AAA", "100 100 100 100 / 100 101 99 100 / 100 111 94 105");
  market_add_finer (&market, 2, "100 104 99 103 / 103 111 94 108 / 108 109 104 105");
  market_start (&market);
  play (&market, 3);
  assert_fills (&market, "+10@100 at-open; -10@95 at-stop ambiguous finer");
  market_clear (&market);
}

/* The entry's own day: a limit at 97 fills in the second hour; the high of 111 was in the first,
 * and the fill has the hour's time. By the day alone an optimist sells at 110. */
static void
test_finer_entry (void)
{
  Market market;
  const DtFill *fill;

  market_init (&market, "[strategy]\nname = both\n"
               "[long]\nentry = close > 10 and is flat\nstop = 90\ntarget = 110\n"
               "[orders]\nentry = limit 97\n[size]\nsize = shares 10\n", 10000);
  market.spec->policy = DT_POLICY_OPTIMISTIC;
  market_add (&market, "AAA", "100 100 100 100 / 100 111 96 101");
  market_add_finer (&market, 1, "100 111 100 102 / 102 103 96 98 / 98 101 97 101");
  market_start (&market);
  play (&market, 2);
  assert_fills (&market, "+10@97 at-limit");
  fill = &dt_rows_index (book_of (&market)->fills, DtFill, 0);
  /* 11:30 New York, and the day's midnight */
  g_assert_cmpint (fill->time, ==, market.finer->known[1]);
  g_assert_cmpint (fill->bar_time, ==, market.series[0]->time[1]);
  market_clear (&market);
}

/* Texts */

static void
test_texts (void)
{
  static const struct { DtAccountTexts texts; const char *says; } bad[] = {
    { { .volume_share = "10" }, "no percentage" },
    { { .volume_share = "101%" }, "not between" },
    { { .volume_share = "-1%" }, "not between" },
    { { .borrow = "x%" }, "no percentage" },
    { { .interest = "0.00001%" }, "in steps" },
    { { .margin = "t" }, "none of none, cash, regt and pdt" },
    { { .latency = "5" }, "bars=1 or ms=250" },
    { { .latency = "bars=1001" }, "bars=1 or ms=250" },
    { { .intrabar = "1d" }, "no intraday timeframe" },
  };
  DtAccountTexts good = { "2.5%", "0.25%", "6%", "pdt", "ms=250", "5m" };
  DtAccountTexts none = { "none", "none", "none", "none", "none", "none" };
  DtAccountTerms terms;
  g_autoptr(GError) no_error = NULL;

  dt_account_terms_parse (&good, &terms, &no_error);
  g_assert_no_error (no_error);
  g_assert_cmpint (terms.volume_share, ==, 25000);
  g_assert_cmpint (terms.borrow, ==, 2500);
  g_assert_cmpint (terms.interest, ==, 60000);
  g_assert_cmpint (terms.margin, ==, DT_MARGIN_PDT);
  g_assert_cmpint (terms.latency.nanoseconds, ==, 250000000);
  g_assert_cmpuint (terms.intrabar, ==, 300);
  dt_account_terms_parse (&none, &terms, &no_error);
  g_assert_no_error (no_error);
  g_assert_true (terms.volume_share == 0 && terms.borrow == 0 && terms.interest == 0
                 && terms.margin == DT_MARGIN_NONE && !dt_latency_is_set (&terms.latency)
                 && terms.intrabar == DT_TIMEFRAME_NONE && !terms.intrabar_auto);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (dt_account_terms_parse (&bad[i].texts, &terms, &error));
      g_assert_error (error, DT_BROKER_ERROR, DT_BROKER_ERROR_SPEC);
      g_assert_nonnull (strstr (error->message, bad[i].says));
    }
}

/* A spec's terms are stored; one that was stored before there were any has none */
static void
test_spec (void)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autoptr(DtRunSpec) copy = NULL;
  g_autoptr(DtRunSpec) read = NULL;
  g_autoptr(DtRunSpec) old = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  const char *texts[] = { NEVER, NULL };

  spec->strategy_texts = g_strdupv ((char **) texts);
  spec->strategy_paths = g_strdupv ((char **) texts);
  spec->volume_share = g_strdup ("10%");
  spec->borrow = g_strdup ("2%");
  spec->interest = g_strdup ("6%");
  spec->margin = g_strdup ("regt");
  spec->latency = g_strdup ("bars=2");
  spec->intrabar = g_strdup ("auto");
  copy = dt_run_spec_copy (spec);
  text = dt_run_spec_to_json (copy);
  read = dt_run_spec_from_json (text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->volume_share, ==, "10%");
  g_assert_cmpstr (read->borrow, ==, "2%");
  g_assert_cmpstr (read->interest, ==, "6%");
  g_assert_cmpstr (read->margin, ==, "regt");
  g_assert_cmpstr (read->latency, ==, "bars=2");
  g_assert_cmpstr (read->intrabar, ==, "auto");

  old = dt_run_spec_from_json ("{\"strategies\":[\"x\"],\"strategy_paths\":[\"x\"],\"cash\":\"1\","
                               "\"timeframe\":0,\"from\":0,\"to\":0,\"policy\":\"path\","
                               "\"finish\":\"keep\",\"adjustment\":-1,\"independent\":false,"
                               "\"seed\":\"0\",\"parameters\":{}}", &error);
  g_assert_no_error (error);
  g_assert_true (old->volume_share == NULL && old->margin == NULL && old->latency == NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/terms/parts", test_parts);
  g_test_add_func ("/terms/rest-of-entry", test_rest_of_entry);
  g_test_add_func ("/terms/size-at-fill", test_size_at_fill);
  g_test_add_func ("/terms/on-close", test_on_close);
  g_test_add_func ("/terms/by-hand", test_by_hand);
  g_test_add_func ("/terms/trail-percent", test_trail_percent);
  g_test_add_func ("/terms/halted-entry", test_halted_entry);
  g_test_add_func ("/terms/late-exit", test_late_exit);
  g_test_add_func ("/terms/late-in-time", test_late_in_time);
  g_test_add_func ("/terms/borrow", test_borrow);
  g_test_add_func ("/terms/interest", test_interest);
  g_test_add_func ("/terms/interest-short", test_interest_short);
  g_test_add_func ("/terms/buying-power", test_buying_power);
  g_test_add_func ("/terms/margin-call", test_margin_call);
  g_test_add_func ("/terms/called-entry", test_called_entry);
  g_test_add_func ("/terms/day-trader", test_day_trader);
  g_test_add_func ("/terms/pattern", test_pattern);
  g_test_add_func ("/terms/finer", test_finer);
  g_test_add_func ("/terms/not-covered", test_not_covered);
  g_test_add_func ("/terms/finer-ambiguous", test_finer_ambiguous);
  g_test_add_func ("/terms/finer-entry", test_finer_entry);
  g_test_add_func ("/terms/texts", test_texts);
  g_test_add_func ("/terms/spec", test_spec);

  return g_test_run ();
}
