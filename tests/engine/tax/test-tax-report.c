/* test-tax-report.c - tax lots and wash sales, with the arithmetic shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-random.h"
#include "dt-tax-report.h"

static DtBook *
new_book (void)
{
  g_autoptr(GError) error = NULL;
  DtBook *book = dt_book_new (2, DT_DOLLARS (10000000), 0, &error);

  g_assert_no_error (error);
  return book;
}

/* At 10:00 in New York. */
static void
trade_in (DtBook            *book,
          DtInstrumentIndex  instrument,
          DtDate             date,
          gint64             units,
          DtMoney            price,
          DtMoney            fee)
{
  DtTime time = dt_time_from_new_york (date, 10 * DT_HOUR);
  g_autoptr(GError) error = NULL;
  DtOrder order = {
    .instrument = instrument, .type = DT_ORDER_MARKET, .role = DT_ROLE_ENTRY,
    .quantity = DT_UNITS (units), .submitted = time,
  };
  DtFill fill = {
    .order = dt_book_add_order (book, &order)->id, .instrument = instrument,
    .quantity = DT_UNITS (units), .price = price, .reference = price, .fee = fee,
    .time = time + DT_MINUTE, .bar_time = time, .why = DT_FILL_AT_OPEN,
    .alternative = DT_MONEY_NONE,
  };

  dt_book_apply_fill (book, &fill, &error);
  g_assert_no_error (error);
}

static void
trade (DtBook *book,
       int     month,
       int     day,
       gint64  units,
       gint64  dollars)
{
  trade_in (book, 0, dt_date_new (2019, month, day), units, DT_DOLLARS (dollars), 0);
}

static DtTaxReport *
make_report (const DtBook *book)
{
  g_autoptr(GError) error = NULL;
  DtTaxReport *report = dt_tax_report_new (book, &error);

  g_assert_no_error (error);
  return report;
}

static const DtTaxLot *
get_lot (const DtTaxReport *report,
         guint              i)
{
  g_assert_cmpuint (i, <, report->lots->len);
  return &g_array_index (report->lots, DtTaxLot, i);
}

static void
assert_lot (const DtTaxReport *report,
            guint              i,
            gint64             units,
            gint64             gain,
            gint64             added,
            gint64             disallowed)
{
  const DtTaxLot *lot = get_lot (report, i);

  g_assert_cmpint (lot->quantity, ==, DT_UNITS (units));
  g_assert_cmpint (lot->gain, ==, DT_DOLLARS (gain));
  g_assert_cmpint (lot->added, ==, DT_DOLLARS (added));
  g_assert_cmpint (lot->disallowed, ==, DT_DOLLARS (disallowed));
}

/* First in, first out, with the fees in cost and proceeds:
 *   100 at 10.00, fee 1: cost 1,001; 100 at 12.00, fee 2: cost 1,202
 *   150 sold at 11.00, fee 3: 100 for 1,100 − 2 = 1,098, 50 for 550 − 1 = 549
 *   gains 1,098 − 1,001 = 97 and 549 − 601 = −52; 50 are left, cost 601 */
static void
test_lots (void)
{
  g_autoptr(DtBook) book = new_book ();
  g_autoptr(DtTaxReport) report = NULL;

  trade_in (book, 0, dt_date_new (2019, 1, 2), 100, DT_DOLLARS (10), DT_DOLLARS (1));
  trade_in (book, 0, dt_date_new (2019, 3, 1), 100, DT_DOLLARS (12), DT_DOLLARS (2));
  trade_in (book, 0, dt_date_new (2019, 6, 3), -150, DT_DOLLARS (11), DT_DOLLARS (3));
  report = make_report (book);
  g_assert_cmpuint (report->lots->len, ==, 3);
  g_assert_cmpuint (report->washes->len, ==, 0);
  assert_lot (report, 0, 100, 97, 0, 0);
  assert_lot (report, 1, 50, -52, 0, 0);
  g_assert_cmpint (get_lot (report, 1)->proceeds, ==, DT_DOLLARS (549));
  g_assert_cmpint (get_lot (report, 1)->cost, ==, DT_DOLLARS (601));
  g_assert_cmpint (get_lot (report, 2)->closed, ==, DT_TIME_NONE);
  g_assert_cmpint (get_lot (report, 2)->cost, ==, DT_DOLLARS (601));
}

/* The example of Publication 550: 100 bought for 1,000, sold for 750, and within 30 days 100 bought
 * for 800. The loss of 250 is disallowed; the basis of the new ones is 1,050. Sold for 900 later
 * they lose 150. */
static void
test_publication (void)
{
  g_autoptr(DtBook) book = new_book ();
  g_autoptr(DtTaxReport) report = NULL;
  const DtTaxLot *lot;
  const DtWashSale *wash;

  trade_in (book, 0, dt_date_new (2019, 1, 2), 100, 10000000, 0);
  trade_in (book, 0, dt_date_new (2019, 2, 1), -100, 7500000, 0);
  trade_in (book, 0, dt_date_new (2019, 2, 20), 100, 8000000, 0);
  report = make_report (book);
  assert_lot (report, 0, 100, -250, 0, 250);
  lot = get_lot (report, 1);
  g_assert_cmpint (lot->cost + lot->added, ==, DT_DOLLARS (1050));
  /* 30 days were held before: from 2 January to 1 February */
  g_assert_cmpint (lot->held_from, ==, dt_date_new (2019, 2, 20) - 30);
  wash = &g_array_index (report->washes, DtWashSale, 0);
  g_assert_cmpuint (report->washes->len, ==, 1);
  g_assert_cmpint (wash->quantity, ==, DT_UNITS (100));
  g_assert_cmpint (wash->disallowed, ==, DT_DOLLARS (250));

  trade_in (book, 0, dt_date_new (2019, 6, 3), -100, 9000000, 0);
  dt_tax_report_free (g_steal_pointer (&report));
  report = make_report (book);
  assert_lot (report, 1, 100, -150, 250, 0);
}

/* The window is 30 days on either side, the days themselves included. From 1 March: 30 days before
 * is 30 January, 31 days before 29 January; 30 days after is 31 March, 31 days after 1 April. */
static void
test_window (void)
{
  static const struct
  {
    int      month;
    int      day;
    gboolean washes;
  } cases[] = {
    { 1, 29, FALSE }, { 1, 30, TRUE }, { 2, 28, TRUE }, { 3, 1, TRUE }, { 3, 31, TRUE },
    { 4, 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(DtBook) book = new_book ();
      g_autoptr(DtTaxReport) report = NULL;
      gboolean before = cases[i].month < 3;

      trade (book, 1, 2, 10, 100);
      if (before)
        trade (book, cases[i].month, cases[i].day, 10, 95);
      trade (book, 3, 1, -10, 90);
      if (!before)
        trade (book, cases[i].month, cases[i].day, 10, 95);
      report = make_report (book);
      assert_lot (report, 0, 10, -100, 0, cases[i].washes ? 100 : 0);
    }
}

/* Fewer replaced than sold: 100 sold at a loss of 10 each, 40 bought again. 400 of 1,000 are
 * disallowed; the basis of the 40 at 95 is 3,800 + 400. */
static void
test_part (void)
{
  g_autoptr(DtBook) book = new_book ();
  g_autoptr(DtTaxReport) report = NULL;

  trade (book, 1, 2, 100, 100);
  trade (book, 3, 1, -100, 90);
  trade (book, 3, 11, 40, 95);
  report = make_report (book);
  assert_lot (report, 0, 100, -1000, 0, 400);
  g_assert_cmpint (get_lot (report, 1)->added, ==, DT_DOLLARS (400));
  g_assert_cmpint (get_lot (report, 1)->cost, ==, DT_DOLLARS (3800));
}

/* More bought than sold: of 100 bought again, 40 have the loss of 40 × 10 = 400 in their basis, and
 * the other 60 do not; sold at 95 the 40 lose 400, the 60 nothing. */
static void
test_more (void)
{
  g_autoptr(DtBook) book = new_book ();
  g_autoptr(DtTaxReport) report = NULL;

  trade (book, 1, 2, 40, 100);
  trade (book, 3, 1, -40, 90);
  trade (book, 3, 11, 100, 95);
  trade (book, 6, 3, -100, 95);
  report = make_report (book);
  g_assert_cmpuint (report->lots->len, ==, 3);
  assert_lot (report, 0, 40, -400, 0, 400);
  assert_lot (report, 1, 40, -400, 400, 0);
  assert_lot (report, 2, 60, 0, 0, 0);
}

/* Two losses and one purchase: the first loss takes 30 of its 50, the second one the other 20.
 * 30 sold at −10: 300, all disallowed. 30 sold at −20: 600, of which 20 / 30 = 400. */
static void
test_once (void)
{
  g_autoptr(DtBook) book = new_book ();
  g_autoptr(DtTaxReport) report = NULL;

  trade (book, 1, 2, 60, 100);
  trade (book, 3, 1, -30, 90);
  trade (book, 3, 4, -30, 80);
  trade (book, 3, 11, 50, 85);
  report = make_report (book);
  assert_lot (report, 0, 30, -300, 0, 300);
  assert_lot (report, 1, 30, -600, 0, 400);
  /* 30 units with 300 and 20 with 400 in their basis */
  assert_lot (report, 2, 30, 0, 300, 0);
  assert_lot (report, 3, 20, 0, 400, 0);
}

/* A chain: the disallowed loss goes from one replacement to the next, and is lost with the last.
 * 10 at 100, sold at 90 (−100); bought at 92, sold at 88: 880 − 920 − 100 = −140; bought at 85,
 * sold at 87 in summer: 870 − 850 − 140 = −120. In all 10 × (−10 − 4 + 2) = −120. */
static void
test_chain (void)
{
  g_autoptr(DtBook) book = new_book ();
  g_autoptr(DtTaxReport) report = NULL;

  trade (book, 1, 2, 10, 100);
  trade (book, 3, 1, -10, 90);
  trade (book, 3, 4, 10, 92);
  trade (book, 3, 11, -10, 88);
  trade (book, 3, 18, 10, 85);
  trade (book, 7, 1, -10, 87);
  report = make_report (book);
  assert_lot (report, 0, 10, -100, 0, 100);
  assert_lot (report, 1, 10, -140, 100, 140);
  assert_lot (report, 2, 10, -120, 140, 0);
}

/* What is left of the same purchase replaces nothing, nor what goes in the same fill. */
static void
test_no_wash (void)
{
  g_autoptr(DtBook) reduced = new_book (), sold = new_book (), won = new_book ();
  g_autoptr(DtTaxReport) a = NULL, b = NULL, c = NULL;

  trade (reduced, 3, 1, 100, 100);
  trade (reduced, 3, 11, -50, 90);
  a = make_report (reduced);
  assert_lot (a, 0, 50, -500, 0, 0);

  trade (sold, 1, 2, 10, 100);
  trade (sold, 3, 1, 10, 95);
  trade (sold, 3, 11, -20, 90);
  b = make_report (sold);
  assert_lot (b, 0, 10, -100, 0, 0);
  assert_lot (b, 1, 10, -50, 0, 0);

  trade (won, 1, 2, 10, 100);
  trade (won, 3, 1, -10, 110);
  trade (won, 3, 4, 10, 111);
  c = make_report (won);
  assert_lot (c, 0, 10, 100, 0, 0);
}

/* Another instrument is not the same; a short is washed by another short: 10 sold short at 100,
 * covered at 110 (−100), sold short again at 108 on the 4th, covered at 100: 1,080 − 1,000 − 100.
 */
static void
test_short (void)
{
  g_autoptr(DtBook) book = new_book ();
  g_autoptr(DtTaxReport) report = NULL;

  trade (book, 1, 2, -10, 100);
  trade (book, 3, 1, 10, 110);
  trade_in (book, 1, dt_date_new (2019, 3, 4), -10, DT_DOLLARS (50), 0);
  trade (book, 3, 4, -10, 108);
  trade (book, 7, 1, 10, 100);
  report = make_report (book);
  assert_lot (report, 0, -10, -100, 0, 100);
  assert_lot (report, 1, -10, -20, 100, 0);
  assert_lot (report, 2, -10, 0, 0, 0);
}

/* From long to short in one fill, and more than a year. */
static void
test_flip_and_term (void)
{
  g_autoptr(DtBook) book = new_book ();
  g_autoptr(DtTaxReport) report = NULL;

  trade_in (book, 0, dt_date_new (2018, 3, 1), 10, DT_DOLLARS (100), 0);
  trade_in (book, 0, dt_date_new (2018, 3, 2), 10, DT_DOLLARS (100), 0);
  trade_in (book, 0, dt_date_new (2019, 3, 2), -25, DT_DOLLARS (110), 0);
  report = make_report (book);
  g_assert_cmpuint (report->lots->len, ==, 3);
  assert_lot (report, 0, 10, 100, 0, 0);
  g_assert_true (get_lot (report, 0)->long_term);
  g_assert_false (get_lot (report, 1)->long_term);
  g_assert_cmpint (get_lot (report, 2)->quantity, ==, DT_UNITS (-5));
  g_assert_cmpint (get_lot (report, 2)->proceeds, ==, DT_DOLLARS (550));
}

/* Two for one: 10 at 100 become 20 at 50; sold at 45 they lose 100. */
static void
test_split (void)
{
  g_autoptr(DtBook) book = new_book ();
  g_autoptr(DtTaxReport) report = NULL;
  g_autoptr(GError) error = NULL;

  trade (book, 1, 2, 10, 100);
  dt_book_apply_split (book, 0, 2, 1, DT_UNITS (1),
                       dt_time_from_new_york (dt_date_new (2019, 2, 1), 0), &error);
  g_assert_no_error (error);
  trade (book, 3, 1, -20, 45);
  report = make_report (book);
  g_assert_cmpuint (report->lots->len, ==, 1);
  assert_lot (report, 0, 20, -100, 0, 0);
}

static void
test_csv (void)
{
  const char *const symbols[] = { "AAA", "BBB" };
  g_autoptr(DtBook) book = new_book ();
  g_autoptr(DtTaxReport) report = NULL;
  g_autofree char *lots = NULL;
  g_autofree char *washes = NULL;

  trade (book, 1, 2, 100, 10);
  trade (book, 2, 1, -100, 8);
  trade (book, 2, 20, 100, 9);
  report = make_report (book);
  lots = dt_tax_report_make_lots (report, symbols);
  washes = dt_tax_report_make_washes (report, symbols);
  g_assert_cmpstr (lots, ==,
                   "symbol,quantity,opened,closed,proceeds,cost,wash_added,gain,disallowed,"
                   "taxable_gain,term,code\r\n"
                   "AAA,100,2019-01-02,2019-02-01,800,1000,0,-200,200,0,short,W\r\n"
                   "AAA,100,2019-02-20,,,900,200,,,,,\r\n");
  g_assert_cmpstr (washes, ==,
                   "symbol,quantity,opened,closed,loss,disallowed,replacement_bought\r\n"
                   "AAA,100,2019-01-02,2019-02-01,-200,200,2019-02-20\r\n");
}

/* Whatever is traded: units are the book's, and taxable gains with what is put off sum up to what
 * the book made. */
static void
test_random (void)
{
  for (guint64 seed = 1; seed <= 300; seed++)
    {
      g_autoptr(DtBook) book = new_book ();
      g_autoptr(DtTaxReport) report = NULL;
      DtMoney taxable = 0, waiting = 0, realised = 0, cost = 0;
      DtQuantity held[2] = { 0, 0 };
      DtRandom random;

      dt_random_init (&random, seed);
      for (int i = 0; i < 60; i++)
        {
          gint64 units = (gint64) dt_random_below (&random, 41) - 20;

          if (units != 0)
            trade_in (book, dt_random_below (&random, 2), dt_date_new (2019, 1, 1) + i * 3, units,
                      90000000 + (DtMoney) dt_random_below (&random, 20000000),
                      (DtMoney) dt_random_below (&random, 2000000));
        }
      report = make_report (book);
      for (guint i = 0; i < report->lots->len; i++)
        {
          const DtTaxLot *lot = get_lot (report, i);

          g_assert_cmpint (lot->disallowed, >=, 0);
          g_assert_cmpint (lot->disallowed, <=, MAX (0, -lot->gain));
          if (lot->closed_fill != 0)
            {
              taxable += lot->gain + lot->disallowed;
              continue;
            }
          held[lot->instrument] += lot->quantity;
          waiting += lot->added;
          cost += lot->proceeds - lot->cost;
        }
      for (guint i = 0; i < 2; i++)
        g_assert_cmpint (held[i], ==, book->positions[i].quantity);

      /* Cash less the deposit is what was made, and what the open lots cost */
      realised = book->cash - DT_DOLLARS (10000000) - cost;
      g_assert_cmpint (ABS (taxable - waiting - realised), <=, 1000);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tax/lots", test_lots);
  g_test_add_func ("/tax/publication", test_publication);
  g_test_add_func ("/tax/window", test_window);
  g_test_add_func ("/tax/part", test_part);
  g_test_add_func ("/tax/more", test_more);
  g_test_add_func ("/tax/once", test_once);
  g_test_add_func ("/tax/chain", test_chain);
  g_test_add_func ("/tax/no-wash", test_no_wash);
  g_test_add_func ("/tax/short", test_short);
  g_test_add_func ("/tax/flip-and-term", test_flip_and_term);
  g_test_add_func ("/tax/split", test_split);
  g_test_add_func ("/tax/csv", test_csv);
  g_test_add_func ("/tax/random", test_random);

  return g_test_run ();
}
