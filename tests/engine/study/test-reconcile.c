/* test-reconcile.c - whether two sides tell the same of an account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-reconcile.h"

static void
hold (DtAccountSide *side,
      const char    *symbol,
      gint64         units)
{
  DtHolding holding = { symbol, DT_UNITS (units) };

  g_array_append_val (side->holdings, holding);
}

static void
order (DtAccountSide *side,
       guint64        id,
       const char    *symbol,
       gint64         units,
       gint64         filled)
{
  DtLiveOrder live = { id, symbol, DT_UNITS (units), DT_UNITS (filled) };

  g_array_append_val (side->orders, live);
}

static const DtDifference *
get (GPtrArray *differences,
     guint      i)
{
  g_assert_cmpuint (i, <, differences->len);
  return differences->pdata[i];
}

static void
test_same (void)
{
  g_auto(DtAccountSide) book = { 0 }, broker = { 0 };
  g_autoptr(GPtrArray) differences = NULL;

  dt_account_side_init (&book);
  dt_account_side_init (&broker);
  book.cash = broker.cash = DT_DOLLARS (1000);
  hold (&book, "AAA", 10);
  hold (&book, "BBB", -5);
  hold (&broker, "BBB", -5);
  hold (&broker, "AAA", 10);
  order (&book, 7, "AAA", -10, 0);
  order (&broker, 7, "AAA", -10, 0);
  differences = dt_reconcile (&book, &broker);
  g_assert_cmpuint (differences->len, ==, 0);
}

/* What one side has and the other does not is found from either side. */
static void
test_union (void)
{
  g_auto(DtAccountSide) book = { 0 }, broker = { 0 };
  g_autoptr(GPtrArray) differences = NULL;

  dt_account_side_init (&book);
  dt_account_side_init (&broker);
  book.cash = DT_DOLLARS (1000);
  broker.cash = DT_DOLLARS (999);
  hold (&book, "AAA", 10);
  hold (&book, "CCC", 40);
  hold (&broker, "BBB", 3);
  hold (&broker, "CCC", 10);
  order (&book, 1, "AAA", -10, 0);
  order (&book, 2, "CCC", -40, -10);
  order (&broker, 2, "CCC", -40, -15);
  order (&broker, 3, "DDD", 5, 0);
  differences = dt_reconcile (&book, &broker);

  g_assert_cmpuint (differences->len, ==, 7);
  g_assert_cmpint (get (differences, 0)->kind, ==, DT_DIFFERS_CASH);
  g_assert_cmpstr (get (differences, 0)->what, ==, "The book has 1000 of cash, the broker 999");
  g_assert_cmpstr (get (differences, 1)->what, ==, "The book holds 10 AAA, the broker 0");
  g_assert_cmpstr (get (differences, 2)->what, ==, "The book holds 0 BBB, the broker 3");
  g_assert_cmpstr (get (differences, 3)->what, ==, "The book holds 40 CCC, the broker 10");
  g_assert_cmpstr (get (differences, 3)->fix, ==,
                   "Buy 30 CCC at the broker when the book is right, or enter a transfer of -30 "
                   "into the book when the broker is");
  g_assert_cmpstr (get (differences, 4)->what, ==,
                   "Order 1 of AAA works in the book, and the broker does not have it");
  g_assert_cmpstr (get (differences, 5)->what, ==,
                   "Of order 2 of CCC -10 is filled in the book, at the broker -15");
  g_assert_cmpstr (get (differences, 6)->what, ==,
                   "Order 3 of DDD works at the broker, and not in the book");
  g_assert_cmpstr (get (differences, 6)->fix, ==, "Cancel it at the broker");
}

/* Cash that one side does not tell is not compared. */
static void
test_untold (void)
{
  g_auto(DtAccountSide) book = { 0 }, broker = { 0 };
  g_autoptr(GPtrArray) differences = NULL;

  dt_account_side_init (&book);
  dt_account_side_init (&broker);
  book.cash = DT_DOLLARS (1000);
  differences = dt_reconcile (&book, &broker);
  g_assert_cmpuint (differences->len, ==, 0);
}

/* What a book folds to: two of three positions are open, one of two orders works. */
static void
test_book (void)
{
  const char *const symbols[] = { "AAA", "BBB", "CCC" };
  g_autoptr(GError) error = NULL;
  g_autoptr(DtBook) book = dt_book_new (3, DT_DOLLARS (10000), 0, &error);
  g_auto(DtAccountSide) side = { 0 };
  gint64 units[] = { 10, -4, 7, -7 };
  DtInstrumentIndex instruments[] = { 0, 1, 2, 2 };
  DtOrder working = { .instrument = 1, .quantity = DT_UNITS (4), .status = DT_ORDER_WORKING };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      DtOrder sent = { .instrument = instruments[i], .quantity = DT_UNITS (units[i]) };
      DtFill fill = { .order = dt_book_add_order (book, &sent)->id,
                      .instrument = instruments[i], .quantity = DT_UNITS (units[i]),
                      .price = DT_DOLLARS (10), .reference = DT_DOLLARS (10), .time = i * DT_HOUR,
                      .bar_time = i * DT_HOUR, .alternative = DT_MONEY_NONE };

      dt_book_apply_fill (book, &fill, &error);
      g_assert_no_error (error);
    }
  dt_book_add_order (book, &working);
  dt_account_side_init (&side);
  dt_account_side_read (&side, book, symbols);

  /* 10,000 - 100 + 40 - 70 + 70 */
  g_assert_cmpint (side.cash, ==, DT_DOLLARS (9940));
  g_assert_cmpuint (side.holdings->len, ==, 2);
  g_assert_cmpstr (g_array_index (side.holdings, DtHolding, 0).symbol, ==, "AAA");
  g_assert_cmpint (g_array_index (side.holdings, DtHolding, 1).quantity, ==, DT_UNITS (-4));
  g_assert_cmpuint (side.orders->len, ==, 1);
  g_assert_cmpuint (g_array_index (side.orders, DtLiveOrder, 0).id, ==, 5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/reconcile/same", test_same);
  g_test_add_func ("/study/reconcile/union", test_union);
  g_test_add_func ("/study/reconcile/untold", test_untold);
  g_test_add_func ("/study/reconcile/book", test_book);

  return g_test_run ();
}
