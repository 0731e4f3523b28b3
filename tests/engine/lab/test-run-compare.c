/* test-run-compare.c - what differs between two runs, and nothing else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-run-compare.h"

#include "lab-fixture.h"

static DtRunCompare *
compare (const DtBacktest *left,
         const DtBacktest *right)
{
  g_autofree DtCompareAccount *a = dt_compare_accounts_of (left->records, left->n_records);
  g_autofree DtCompareAccount *b = dt_compare_accounts_of (right->records, right->n_records);
  g_autoptr(GError) error = NULL;
  DtRunCompare *compare = dt_run_compare_new (a, left->n_records, b, right->n_records, NULL,
                                              &error);

  g_assert_no_error (error);
  return compare;
}

static DtBacktest *
run (double fast)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtRunSpec) spec = make_spec ();

  spec->settings = g_new0 (DtParameterSetting, 1);
  spec->settings[0] = (DtParameterSetting) { g_strdup ("fast"), fast };
  spec->n_settings = 1;
  return run_backtest (spec, tape);
}

static DtBook *
book_of (DtBacktest *backtest)
{
  return (DtBook *) backtest->records[0].book;
}

static const DtOrderDifference *
get_difference (DtRunCompare *compare,
                guint         i)
{
  return &g_array_index (compare->differences, DtOrderDifference, i);
}

static void
test_equal (void)
{
  g_autoptr(DtBacktest) left = run (5.), right = run (5.);
  g_autoptr(DtRunCompare) same = compare (left, right);

  g_assert_cmpuint (same->n_equal, ==, book_of (left)->orders->len);
  g_assert_cmpuint (same->n_equal, >, 20);
  g_assert_cmpuint (same->differences->len, ==, 0);
  g_assert_cmpint (same->profit_difference, ==, 0);
}

/* One fault of each kind, put in by hand: the limit of the fourth order, the price of the eighth
 * order's fill by a cent, the last order a nanosecond later (so it is another one), and a profit
 * 5.25 higher. Of n orders n - 3 stay equal. */
static void
test_faults (void)
{
  g_autoptr(DtBacktest) left = run (5.), right = run (5.);
  g_autoptr(DtRunCompare) faults = NULL;
  DtBook *book = book_of (right);
  guint n = book->orders->len;
  DtOrder *fourth = dt_book_get_order (book, 4), *last = dt_book_get_order (book, n);

  fourth->limit += DT_DOLLARS (1);
  for (guint i = 0; i < book->fills->len; i++)
    if (dt_rows_index (book->fills, DtFill, i).order == 8)
      dt_rows_index (book->fills, DtFill, i).price += DT_DOLLARS (1) / 100;
  last->submitted++;
  dt_book_get_trade (book, 1)->profit += DT_DOLLARS (5) + DT_DOLLARS (1) / 4;

  faults = compare (left, right);
  g_assert_cmpuint (faults->n_equal, ==, n - 3);
  g_assert_cmpuint (faults->n_changed, ==, 2);
  g_assert_cmpuint (faults->n_only_left, ==, 1);
  g_assert_cmpuint (faults->n_only_right, ==, 1);
  g_assert_cmpint (faults->profit_difference, ==, DT_DOLLARS (5) + DT_DOLLARS (1) / 4);

  g_assert_cmpuint (faults->differences->len, ==, 4);
  g_assert_cmpstr (get_difference (faults, 0)->field, ==, "limit");
  g_assert_cmpint (get_difference (faults, 0)->time, ==, fourth->submitted);
  g_assert_cmpstr (get_difference (faults, 0)->symbol, ==, "WALK");
  g_assert_cmpstr (get_difference (faults, 1)->field, ==, "fill");
  g_assert_cmpstr (get_difference (faults, 1)->left, !=, get_difference (faults, 1)->right);
  g_assert_cmpint (get_difference (faults, 2)->kind, ==, DT_COMPARE_ONLY_LEFT);
  g_assert_cmpint (get_difference (faults, 3)->kind, ==, DT_COMPARE_ONLY_RIGHT);
  g_assert_cmpint (get_difference (faults, 3)->time, ==, get_difference (faults, 2)->time + 1);
}

/* Every order is in exactly one of the counts of its side; swapping the sides mirrors all. */
static void
test_mirror (void)
{
  g_autoptr(DtBacktest) left = run (5.), right = run (8.);
  g_autoptr(DtRunCompare) there = compare (left, right), back = compare (right, left);

  g_assert_cmpuint (there->n_equal + there->n_changed + there->n_only_left, ==,
                    book_of (left)->orders->len);
  g_assert_cmpuint (there->n_equal + there->n_changed + there->n_only_right, ==,
                    book_of (right)->orders->len);
  g_assert_cmpuint (there->n_only_left, ==, back->n_only_right);
  g_assert_cmpuint (there->n_only_right, ==, back->n_only_left);
  g_assert_cmpuint (there->n_changed, ==, back->n_changed);
  g_assert_cmpuint (there->differences->len, >, 0);
  g_assert_cmpint (there->profit_difference, ==, -back->profit_difference);
}

static void
test_cancel (void)
{
  g_autoptr(DtBacktest) left = run (5.);
  g_autofree DtCompareAccount *accounts = dt_compare_accounts_of (left->records, 1);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (dt_run_compare_new (accounts, 1, accounts, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lab/run-compare/equal", test_equal);
  g_test_add_func ("/lab/run-compare/faults", test_faults);
  g_test_add_func ("/lab/run-compare/mirror", test_mirror);
  g_test_add_func ("/lab/run-compare/cancel", test_cancel);

  return g_test_run ();
}
