/* test-margin.c - what an account must have of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-margin.h"

/* FINRA Rule 4210 (c): long 25 %; short, from 5 USD on, 5 USD a share or 30 %, below it 2.50 USD a
 * share or all of it, whichever is more */
static void
test_maintenance (void)
{
  static const struct { int units; double price; gint64 required; } cases[] = {
    { 100, 50., 1250 },      /* 25 % of 5,000 */
    { 100, 4., 100 },        /* 25 % of 400 */
    { -100, 50., 1500 },     /* 30 % of 5,000; 500 by the share */
    { -100, 10., 500 },      /* 30 % are 300; 5 USD a share are 500 */
    { -100, 5., 500 },       /* 30 % are 150 */
    { -100, 4., 400 },       /* all of it; 250 by the share */
    { -100, 2., 250 },       /* all are 200; 2.50 USD a share are 250 */
    { 0, 50., 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DtPosition position = { .quantity = DT_UNITS (cases[i].units), .last = cases[i].price };
      DtMoney required = -1;

      g_assert_true (dt_margin_get_maintenance (&position, &required));
      g_assert_cmpint (required, ==, DT_DOLLARS (cases[i].required));
    }
}

static void
test_means (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtBook) book = dt_book_new (1, DT_DOLLARS (30000), 0, &error);
  DtOrder order = { .quantity = DT_UNITS (100) };
  DtFill fill = {
    .order = dt_book_add_order (book, &order)->id,
    .quantity = DT_UNITS (100),
    .price = DT_DOLLARS (50),
    .alternative = DT_MONEY_NONE,
  };
  DtMoney means = 0;

  g_assert_no_error (error);
  /* Nothing held: four times 30,000 */
  g_assert_true (dt_margin_get_day_means (book, DT_DOLLARS (30000), &means));
  g_assert_cmpint (means, ==, DT_DOLLARS (120000));

  /* 5,000 held need 1,250: 4 x (30,000 - 1,250) = 115,000 beside the 5,000 */
  dt_book_apply_fill (book, &fill, &error);
  g_assert_no_error (error);
  g_assert_true (dt_margin_get_day_means (book, DT_DOLLARS (30000), &means));
  g_assert_cmpint (means, ==, DT_DOLLARS (120000));

  /* With less than they need there is nothing beside them */
  g_assert_true (dt_margin_get_day_means (book, DT_DOLLARS (1000), &means));
  g_assert_cmpint (means, ==, DT_DOLLARS (5000));

  g_assert_cmpint (dt_margin_get_initial_means (DT_DOLLARS (30000)), ==, DT_DOLLARS (60000));
  g_assert_cmpint (dt_margin_get_initial_means (-1), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/margin/maintenance", test_maintenance);
  g_test_add_func ("/margin/means", test_means);

  return g_test_run ();
}
