/* test-readiness.c - what must be true before real money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gstdio.h>

#include "dt-readiness.h"

static DtBook *
make_book (const gint64 *profits,
           guint         n)
{
  g_autoptr(GError) error = NULL;
  DtBook *book = dt_book_new (1, DT_DOLLARS (1000), 0, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      DtRoundTrip trade = { .id = i + 1, .profit = DT_DOLLARS (profits[i]) };

      dt_rows_add (book->trades, DtRoundTrip, trade);
    }

  return book;
}

static void
add_point (GArray *equity,
           int     day,
           int     hour,
           gint64  dollars)
{
  DtEquityPoint point = {
    .step = equity->len + 1,
    .time = dt_time_from_new_york (dt_date_new (2019, 2, day), hour * DT_HOUR),
    .equity = DT_DOLLARS (dollars),
  };

  g_array_append_val (equity, point);
}

static const DtReadyItem *
find (GArray     *list,
      const char *id)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (g_array_index (list, DtReadyItem, i).id, id))
      return &g_array_index (list, DtReadyItem, i);

  g_error ("There is no item %s", id);
}

/* Nothing traded on paper: nothing is met, and nothing is counted either. */
static void
test_nothing (void)
{
  g_auto(DtReadyFigures) figures = { 0 };
  g_autoptr(GArray) list = NULL;

  dt_ready_figures_init (&figures);
  list = dt_readiness_list (&figures);
  g_assert_cmpuint (list->len, ==, 10);
  for (guint i = 0; i < list->len; i++)
    g_assert_cmpint (g_array_index (list, DtReadyItem, i).state, !=, DT_READY_MET);
  g_assert_cmpfloat (find (list, "trades")->value, ==, 0.);
  g_assert_cmpfloat (find (list, "trades")->needed, ==, 300.);
  g_assert_true (isnan (find (list, "win-rate")->value));
  g_assert_cmpint (find (list, "backups")->state, ==, DT_READY_NOT_THERE);
}

/* Profits 30, 20, -10, -10, 40: three of five won, 90 by 20 is 4.5.
 * Equity 1,000, 1,050 | 1,100, 990 | 1,040 (days apart by |): the fall is 110 of 1,100, 10 %.
 * Days: 1,050 / 1,000 = +5 %, 990 / 1,050 = -5.714 %, 1,040 / 990 = +5.0505 %. */
static void
test_figures (void)
{
  static const gint64 profits[] = { 30, 20, -10, -10, 40 };
  g_autoptr(DtBook) book = make_book (profits, G_N_ELEMENTS (profits));
  g_autoptr(GArray) equity = g_array_new (FALSE, FALSE, sizeof (DtEquityPoint));
  g_auto(DtReadyFigures) figures = { 0 };
  g_autoptr(GArray) list = NULL;
  double returns[3] = { 1050. / 1000. - 1., 990. / 1050. - 1., 1040. / 990. - 1. };
  double mean = (returns[0] + returns[1] + returns[2]) / 3., squares = 0.;

  add_point (equity, 11, 10, 1000);
  add_point (equity, 11, 15, 1050);
  add_point (equity, 12, 10, 1100);
  add_point (equity, 12, 15, 990);
  add_point (equity, 13, 10, 1040);
  dt_ready_figures_init (&figures);
  dt_ready_figures_add (&figures, book, equity);
  g_assert_cmpuint (figures.returns->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpfloat_with_epsilon (g_array_index (figures.returns, double, i), returns[i],
                                      1e-12);
      squares += (returns[i] - mean) * (returns[i] - mean);
    }

  list = dt_readiness_list (&figures);
  g_assert_cmpfloat (find (list, "trades")->value, ==, 5.);
  g_assert_cmpint (find (list, "trades")->state, ==, DT_READY_NOT_MET);
  g_assert_cmpfloat_with_epsilon (find (list, "trades")->part, 5. / 300., 1e-12);
  g_assert_cmpfloat_with_epsilon (find (list, "win-rate")->value, .6, 1e-12);
  g_assert_cmpint (find (list, "win-rate")->state, ==, DT_READY_MET);
  g_assert_cmpfloat_with_epsilon (find (list, "profit-factor")->value, 4.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (find (list, "drawdown")->value, .1, 1e-12);
  g_assert_cmpint (find (list, "drawdown")->state, ==, DT_READY_MET);
  /* The sample's deviation, as empyrical has it */
  g_assert_cmpfloat_with_epsilon (find (list, "sharpe")->value,
                                  mean / sqrt (squares / 2.) * sqrt (252.), 1e-9);
}

/* Two books with the same trades, one of Replay and one of Paper: the paper one counts. */
static void
test_only_paper (void)
{
  g_autofree char *dir = g_dir_make_tmp ("daytrader-ready-XXXXXX", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtBookStore) store = dt_book_store_open (dir, DT_STORE_READ_WRITE, &error);
  const char *const symbols[] = { "AAA", NULL };
  g_auto(DtReadyFigures) figures = { 0 };

  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    {
      DtBookInfo info = {
        .mode = i == 1 ? DT_BOOK_PAPER : DT_BOOK_REPLAY, .account = (char *) "demo",
        .spec = (char *) "{}", .tape_hash = (char *) "none",
      };
      g_autoptr(DtBook) book = dt_book_new (1, DT_DOLLARS (1000), 0, &error);
      gint64 id = dt_book_store_create (store, &info, symbols, &error);

      g_assert_no_error (error);
      g_assert_cmpint (id, !=, 0);
      dt_book_store_save (store, id, book, DT_DAY, "{}", &error);
      g_assert_no_error (error);
    }
  dt_ready_figures_init (&figures);
  g_assert_true (dt_readiness_measure (store, &figures, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (figures.n_books, ==, 1);
  g_clear_object (&store);
  {
    const char *const names[] = { "book.db", "book.db-wal", "book.db-shm" };

    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      {
        g_autofree char *path = g_build_filename (dir, names[i], NULL);

        g_remove (path);
      }
    g_rmdir (dir);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/readiness/nothing", test_nothing);
  g_test_add_func ("/study/readiness/figures", test_figures);
  g_test_add_func ("/study/readiness/only-paper", test_only_paper);

  return g_test_run ();
}
