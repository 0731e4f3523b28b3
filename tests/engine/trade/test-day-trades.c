/* test-day-trades.c - what is a day trade, by the examples of FINRA's Regulatory Notice 21-13
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-calendar.h"
#include "dt-day-trades.h"

typedef struct
{
  DtBook      *book;
  DtDayTrades *trades;
  DtDate       date;
} Desk;

static void
desk_init (Desk *desk)
{
  g_autoptr(GError) error = NULL;

  desk->book = dt_book_new (2, DT_DOLLARS (100000), 0, &error);
  g_assert_no_error (error);
  desk->trades = dt_day_trades_new (2);
  /* A Monday */
  desk->date = dt_date_new (2024, 3, 4);
}

static void
desk_clear (Desk *desk)
{
  dt_day_trades_free (desk->trades);
  dt_book_free (desk->book);
}

static void
next_day (Desk *desk)
{
  desk->date = dt_calendar_next_session (desk->date);
}

static void
trade (Desk              *desk,
       DtInstrumentIndex  instrument,
       int                units)
{
  g_autoptr(GError) error = NULL;
  DtOrder order = { .instrument = instrument, .quantity = DT_UNITS (units) };
  DtFill fill = {
    .order = dt_book_add_order (desk->book, &order)->id,
    .instrument = instrument,
    .quantity = DT_UNITS (units),
    .price = DT_DOLLARS (10),
    .reference = DT_DOLLARS (10),
    .time = dt_time_from_new_york (desk->date, 16 * DT_HOUR),
    .alternative = DT_MONEY_NONE,
  };

  dt_book_apply_fill (desk->book, &fill, &error);
  g_assert_no_error (error);
}

#define assert_count(desk, n) \
  g_assert_cmpuint (dt_day_trades_count ((desk)->trades, (desk)->book, (desk)->date), ==, n)

/* Units traded on one day in one security, and how many day trades that is */
static void
test_directions (void)
{
  static const struct { int units[6]; guint n; } days[] = {
    { { 250, -250 }, 1 },
    { { 250, 250, -500 }, 1 },                 /* bought in two, sold in one */
    { { 500, -100, -100, -300 }, 1 },          /* sold in three: one change of direction */
    { { 100, -100, 100, -100 }, 2 },           /* twice in and out */
    { { 100, -50, 100, -150 }, 2 },            /* in, half out, in again, all out */
    { { -100, 100 }, 1 },                      /* sold short, bought back */
    { { 100, 100 }, 0 },
    { { 100, -200, 100 }, 2 },                 /* through flat: two turns */
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      Desk desk;

      desk_init (&desk);
      for (guint j = 0; j < G_N_ELEMENTS (days[i].units) && days[i].units[j] != 0; j++)
        trade (&desk, 0, days[i].units[j]);
      assert_count (&desk, days[i].n);
      desk_clear (&desk);
    }
}

/* What was held over night may be sold before anything new is bought */
static void
test_overnight (void)
{
  Desk desk;

  desk_init (&desk);
  trade (&desk, 0, 100);
  next_day (&desk);
  trade (&desk, 0, -100);
  assert_count (&desk, 0);
  /* Bought again on the day of the sale and kept: nothing was closed after it */
  trade (&desk, 0, 100);
  assert_count (&desk, 0);
  next_day (&desk);
  /* Added to before it is sold: a purchase and a sale on one day */
  trade (&desk, 0, 50);
  trade (&desk, 0, -150);
  assert_count (&desk, 1);
  desk_clear (&desk);
}

/* Another security's purchase is not what was sold */
static void
test_other_instrument (void)
{
  Desk desk;

  desk_init (&desk);
  trade (&desk, 0, 100);
  next_day (&desk);
  trade (&desk, 1, 100);
  trade (&desk, 0, -100);
  assert_count (&desk, 0);
  desk_clear (&desk);
}

/* Monday to Friday are five sessions: on the next Monday the first Monday is out. Four in five make
 * a pattern, and that stays. */
static void
test_window (void)
{
  Desk desk;

  desk_init (&desk);
  for (guint i = 0; i < 3; i++)
    {
      trade (&desk, 0, 10);
      trade (&desk, 0, -10);
      next_day (&desk);
    }
  /* Thursday */
  assert_count (&desk, 3);
  next_day (&desk);
  assert_count (&desk, 3);
  /* The next Monday: Tuesday to Monday have two */
  next_day (&desk);
  assert_count (&desk, 2);
  g_assert_false (dt_day_trades_is_pattern (desk.trades, desk.book));
  trade (&desk, 0, 10);
  trade (&desk, 0, -10);
  assert_count (&desk, 3);
  g_assert_false (dt_day_trades_is_pattern (desk.trades, desk.book));
  trade (&desk, 1, 10);
  trade (&desk, 1, -10);
  assert_count (&desk, 4);
  g_assert_true (dt_day_trades_is_pattern (desk.trades, desk.book));
  for (guint i = 0; i < 9; i++)
    next_day (&desk);
  assert_count (&desk, 0);
  g_assert_true (dt_day_trades_is_pattern (desk.trades, desk.book));
  g_assert_cmpuint (dt_day_trades_get_total (desk.trades, desk.book), ==, 5);
  desk_clear (&desk);
}

/* 25 shares become 50: the same position, and no trade */
static void
test_split (void)
{
  g_autoptr(GError) error = NULL;
  Desk desk;

  desk_init (&desk);
  trade (&desk, 0, 25);
  next_day (&desk);
  dt_book_apply_split (desk.book, 0, 2, 1, DT_UNITS (1),
                       dt_time_from_new_york (desk.date, 0), &error);
  g_assert_no_error (error);
  trade (&desk, 0, -50);
  assert_count (&desk, 0);
  trade (&desk, 0, 50);
  trade (&desk, 0, -50);
  assert_count (&desk, 1);
  desk_clear (&desk);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day-trades/directions", test_directions);
  g_test_add_func ("/day-trades/overnight", test_overnight);
  g_test_add_func ("/day-trades/other-instrument", test_other_instrument);
  g_test_add_func ("/day-trades/window", test_window);
  g_test_add_func ("/day-trades/split", test_split);

  return g_test_run ();
}
