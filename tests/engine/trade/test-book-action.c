/* test-book-action.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-book.h"
#include "dt-corporate-action.h"
#include "dt-csv-actions.h"
#include "dt-random.h"

static DtMoney
money (const char *text)
{
  DtMoney value = 0;

  g_assert_true (dt_money_parse (text, &value));
  return value;
}

static DtBook *
new_book (void)
{
  g_autoptr(GError) error = NULL;
  DtBook *book = dt_book_new (2, DT_DOLLARS (100000), 0, &error);

  g_assert_no_error (error);
  return book;
}

static void
fill (DtBook     *book,
      DtQuantity  quantity,
      DtMoney     price,
      int         day)
{
  g_autoptr(GError) error = NULL;
  DtOrder order = {
    .instrument = 1,
    .type = DT_ORDER_MARKET,
    .role = DT_ROLE_ENTRY,
    .quantity = quantity,
  };
  DtFill row = {
    .order = dt_book_add_order (book, &order)->id,
    .instrument = 1,
    .quantity = quantity,
    .price = price,
    .reference = price,
    .time = day * DT_DAY + DT_HOUR,
    .bar_time = day * DT_DAY,
    .alternative = DT_MONEY_NONE,
  };

  dt_book_apply_fill (book, &row, &error);
  g_assert_no_error (error);
}

static void
split (DtBook     *book,
       gint64      units_new,
       gint64      units_old,
       DtQuantity  lot)
{
  g_autoptr(GError) error = NULL;

  dt_book_apply_split (book, 1, units_new, units_old, lot, 5 * DT_DAY, &error);
  g_assert_no_error (error);
  dt_book_verify (book, &error);
  g_assert_no_error (error);
}

static void
pay (DtBook     *book,
     const char *per_unit)
{
  g_autoptr(GError) error = NULL;

  dt_book_apply_cash (book, 1, money (per_unit), FALSE, 6 * DT_DAY, &error);
  g_assert_no_error (error);
  dt_book_verify (book, &error);
  g_assert_no_error (error);
}

static DtMoney
equity_of (const DtBook *book)
{
  DtMoney equity;

  g_assert_true (dt_book_get_equity (book, &equity));
  return equity;
}

/* Bought at 100, between 90 and 110 since; what is spun off takes 10 from the price and from both:
 * MAE and MFE are those of the price without it, 80 / 100 - 1 and 100 / 100 - 1, although what
 * closes at 95 lies within. */
static void
test_moved_extremes (void)
{
  g_autoptr(DtBook) book = new_book ();
  g_autoptr(GError) error = NULL;
  const DtRoundTrip *trip;

  fill (book, DT_UNITS (10), money ("100"), 1);
  dt_book_mark (book, 1, 110., 90., 105.);
  dt_book_apply_cash (book, 1, money ("10"), TRUE, 6 * DT_DAY, &error);
  g_assert_no_error (error);
  fill (book, -DT_UNITS (10), money ("95"), 7);

  trip = dt_book_get_trade (book, 1);
  g_assert_cmpfloat_with_epsilon (trip->mae, -.2, 1e-15);
  g_assert_cmpfloat (trip->mfe, ==, 0.);
}

/* 10 at 700 and 5 at 714 become 70 at 100 and 35 at 102: cost 10,570 as before. */
static void
test_lots (void)
{
  g_autoptr(DtBook) book = new_book ();
  const DtPosition *position = &book->positions[1];
  const DtRoundTrip *trip;
  const DtLot *lots;

  fill (book, DT_UNITS (10), money ("700"), 1);
  fill (book, DT_UNITS (5), money ("714"), 2);
  dt_book_mark (book, 1, 721., 693., 707.);
  split (book, 7, 1, DT_UNITS (1));

  lots = (const DtLot *) position->lots->data;
  g_assert_cmpint (position->quantity, ==, DT_UNITS (105));
  g_assert_cmpuint (position->lots->len, ==, 2);
  g_assert_cmpint (lots[0].quantity, ==, DT_UNITS (70));
  g_assert_cmpint (lots[0].price, ==, money ("100"));
  g_assert_cmpint (lots[1].quantity, ==, DT_UNITS (35));
  g_assert_cmpint (lots[1].price, ==, money ("102"));
  g_assert_cmpint (position->cost, ==, money ("10570"));
  g_assert_cmpfloat_with_epsilon (position->last, 101., 1e-9);
  g_assert_cmpfloat_with_epsilon (position->high, 103., 1e-9);
  /* 100,000 - 10,570 + 105 x 101 = 100,035, as 15 x 707 before */
  g_assert_cmpint (equity_of (book), ==, money ("100035"));

  /* Sold at 110: 105 x 110 - 10,570 = 980; MAE 99 / (10,570 / 105) - 1 */
  fill (book, DT_UNITS (-105), money ("110"), 7);
  trip = dt_book_get_trade (book, 1);
  g_assert_false (trip->open);
  g_assert_cmpint (trip->profit, ==, money ("980"));
  g_assert_cmpint (trip->entry_units, ==, DT_UNITS (105));
  g_assert_cmpfloat_with_epsilon (trip->mae, 99. * 105. / 10570. - 1., 1e-9);
  g_assert_cmpint (book->cash, ==, money ("100980"));
}

/* 3 for 2 of 5 shares at 30 is 7.5 at 20: half a share is paid, 10 USD. */
static void
test_cash_in_lieu (void)
{
  g_autoptr(DtBook) book = new_book ();
  g_autoptr(GError) error = NULL;

  fill (book, DT_UNITS (5), money ("30"), 1);
  split (book, 3, 2, DT_UNITS (1));
  g_assert_cmpint (book->positions[1].quantity, ==, DT_UNITS (7));
  g_assert_cmpint (book->cash, ==, money ("99860"));
  g_assert_cmpint (book->positions[1].cost, ==, money ("140"));
  g_assert_cmpint (dt_book_get_trade (book, 1)->profit, ==, 0);
  g_assert_cmpint (equity_of (book), ==, money ("100000"));

  /* The same from the ledger alone */
  dt_book_rebuild (book, &error);
  g_assert_no_error (error);
  g_assert_cmpint (book->positions[1].quantity, ==, DT_UNITS (7));
  g_assert_cmpint (book->cash, ==, money ("99860"));
}

/* An account of parts of shares keeps the part. */
static void
test_fractions (void)
{
  g_autoptr(DtBook) book = new_book ();

  fill (book, DT_QUANTITY_SCALE / 2, money ("30"), 1);
  split (book, 3, 2, DT_UNITS (1));
  g_assert_cmpint (book->positions[1].quantity, ==, DT_QUANTITY_SCALE * 3 / 4);
  g_assert_cmpint (book->cash, ==, money ("99985"));
}

/* Who is short 5 owes 7.5: half a share is bought back at 20. */
static void
test_short (void)
{
  g_autoptr(DtBook) book = new_book ();

  fill (book, DT_UNITS (-5), money ("30"), 1);
  split (book, 3, 2, DT_UNITS (1));
  g_assert_cmpint (book->positions[1].quantity, ==, DT_UNITS (-7));
  g_assert_cmpint (book->cash, ==, money ("100140"));
  g_assert_cmpint (equity_of (book), ==, money ("100000"));

  /* 7 x 0.25 = 1.75 is paid to the lender */
  pay (book, "0.25");
  g_assert_cmpint (book->cash, ==, money ("100138.25"));
  g_assert_cmpint (dt_book_get_trade (book, 1)->profit, ==, money ("-1.75"));
  g_assert_cmpint (equity_of (book), ==, money ("100000"));
}

/* 1 for 10 of 7 shares at 2 is 0.7 at 20: nothing is left but 14 USD, and the trade is over. */
static void
test_reverse_to_nothing (void)
{
  g_autoptr(DtBook) book = new_book ();
  const DtRoundTrip *trip;

  fill (book, DT_UNITS (7), money ("2"), 1);
  split (book, 1, 10, DT_UNITS (1));
  g_assert_cmpint (book->positions[1].quantity, ==, 0);
  g_assert_cmpuint (book->n_open, ==, 0);
  g_assert_cmpint (book->cash, ==, money ("100000"));
  trip = dt_book_get_trade (book, 1);
  g_assert_false (trip->open);
  g_assert_cmpint (trip->exit_units, ==, DT_QUANTITY_SCALE * 7 / 10);
  g_assert_cmpint (trip->exit_time, ==, 5 * DT_DAY);

  /* And the next one begins as ever */
  fill (book, DT_UNITS (1), money ("20"), 8);
  g_assert_cmpuint (book->trades->len, ==, 2);
}

static void
test_dividend (void)
{
  g_autoptr(DtBook) book = new_book ();

  pay (book, "1");
  g_assert_cmpuint (book->ledger->len, ==, 1);

  /* 100 x 0.52 = 52 */
  fill (book, DT_UNITS (100), money ("125"), 1);
  pay (book, "0.52");
  g_assert_cmpint (book->cash, ==, money ("87552"));
  g_assert_cmpint (equity_of (book), ==, money ("100000"));
  g_assert_cmpint (dt_rows_index (book->ledger, DtLedgerEntry, 2).cash, ==, money ("52"));

  /* Sold where it stands ex dividend, the trade made nothing */
  fill (book, DT_UNITS (-100), money ("124.48"), 7);
  g_assert_cmpint (dt_book_get_trade (book, 1)->profit, ==, 0);
}

static void
test_overflow (void)
{
  g_autoptr(DtBook) book = new_book ();
  g_autoptr(GError) error = NULL;

  fill (book, DT_UNITS (1000), money ("10"), 1);
  g_assert_false (dt_book_apply_split (book, 1, DT_ACTION_MAX_UNITS, 1, DT_UNITS (1), DT_DAY,
                                       &error));
  g_assert_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_OVERFLOW);
  g_clear_error (&error);
  g_assert_false (dt_book_apply_cash (book, 1, G_MAXINT64 / 2, FALSE, DT_DAY, &error));
  g_assert_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_OVERFLOW);
  g_clear_error (&error);
  g_assert_cmpuint (book->ledger->len, ==, 2);
  g_assert_true (dt_book_verify (book, &error));
}

/* Whoever edits the ledger is found out. */
static void
test_forged (void)
{
  g_autoptr(DtBook) book = new_book ();
  g_autoptr(GError) error = NULL;
  DtLedgerEntry *entry;

  fill (book, DT_UNITS (100), money ("125"), 1);
  pay (book, "0.52");
  entry = &dt_rows_index (book->ledger, DtLedgerEntry, 2);
  entry->cash += DT_DOLLARS (1);
  g_assert_false (dt_book_verify (book, &error));
  g_assert_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_INCONSISTENT);
}

/* Fills, splits and dividends as they come: the fold agrees after each, and neither a split nor a
 * dividend changes what the account is worth by a cent. */
static void
test_random (void)
{
  DtRandom random;

  dt_random_init (&random, 20150715);
  for (guint scenario = 0; scenario < 10000; scenario++)
    {
      g_autoptr(DtBook) book = new_book ();
      g_autoptr(GError) error = NULL;
      double price = 5. + 95. * dt_random_uniform (&random);

      for (int day = 1; day < 8; day++)
        {
          guint what = dt_random_below (&random, 4);
          gint64 units = 1 + dt_random_below (&random, 90);
          DtMoney paid = 0, before;

          g_assert_true (dt_money_from_double (price, &paid));
          if (what < 2)
            fill (book, DT_UNITS (what == 0 ? units : -units), paid, day);
          dt_book_mark (book, 1, price * 1.01, price * .99, price);
          before = equity_of (book);
          if (what == 2)
            {
              gint64 units_new = 1 + dt_random_below (&random, 9);
              gint64 units_old = 1 + dt_random_below (&random, 9);

              split (book, units_new, units_old,
                     dt_random_below (&random, 2) == 0 ? DT_UNITS (1) : 1);
              price = price * units_old / units_new;
            }
          else if (what == 3)
            {
              dt_book_apply_cash (book, 1, paid / 50, dt_random_below (&random, 2) == 0,
                                  day * DT_DAY, &error);
              g_assert_no_error (error);
              price -= dt_money_to_double (paid / 50);
            }
          g_assert_cmpint (ABS (equity_of (book) - before), <, DT_MONEY_SCALE / 100);
          g_assert_true (dt_book_verify (book, &error));
          g_assert_no_error (error);
          price = MAX (.5, price * (.9 + .2 * dt_random_uniform (&random)));
        }
    }
}

/* Every split and payment of 2015 to 2017 in the table of real events, with 137 shares held through
 * it: the value at the close before, in new units and ex, is the same to the cent. */
static void
test_real_events (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "tests", "data",
                                            "corporate_actions",
                                            "sp500_adjustment_events_2015_2017.csv.gz", NULL);
  g_autoptr(DtCsvActions) actions = NULL;
  g_autoptr(GError) error = NULL;
  guint n_splits = 0, n_cash = 0;

  actions = dt_csv_actions_read_file (path, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < actions->symbols->len; i++)
    {
      const DtCsvSymbolActions *symbol = g_ptr_array_index (actions->symbols, i);

      for (guint j = 0; j < dt_action_list_count (symbol->list); j++)
        {
          const DtCorporateAction *action = dt_action_list_get (symbol->list, j);
          g_autoptr(DtBook) book = new_book ();
          DtMoney before;

          fill (book, DT_UNITS (137), money ("101.25"), 1);
          dt_book_mark (book, 1, 120.79, 119.01, 119.79);
          before = equity_of (book);
          if (action->kind == DT_ACTION_SPLIT)
            split (book, action->units_new, action->units_old, DT_UNITS (1));
          else
            g_assert_true (dt_book_apply_cash (book, 1, action->cash, TRUE, DT_DAY, &error));
          g_assert_cmpint (ABS (equity_of (book) - before), <, DT_MONEY_SCALE / 200);
          g_assert_true (dt_book_verify (book, &error));
          n_splits += action->kind == DT_ACTION_SPLIT;
          n_cash += action->kind != DT_ACTION_SPLIT;
        }
    }

  /* 17 splits are named in the table's SOURCE.md; 3,060 rows in all, but JCI's merger is neither */
  g_assert_cmpuint (n_splits, ==, 17);
  g_assert_cmpuint (n_cash, ==, 3060 - 17 - 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trade/book-action/moved-extremes", test_moved_extremes);
  g_test_add_func ("/trade/book-action/lots", test_lots);
  g_test_add_func ("/trade/book-action/cash-in-lieu", test_cash_in_lieu);
  g_test_add_func ("/trade/book-action/fractions", test_fractions);
  g_test_add_func ("/trade/book-action/short", test_short);
  g_test_add_func ("/trade/book-action/reverse-to-nothing", test_reverse_to_nothing);
  g_test_add_func ("/trade/book-action/dividend", test_dividend);
  g_test_add_func ("/trade/book-action/overflow", test_overflow);
  g_test_add_func ("/trade/book-action/forged", test_forged);
  g_test_add_func ("/trade/book-action/random", test_random);
  g_test_add_func ("/trade/book-action/real-events", test_real_events);

  return g_test_run ();
}
