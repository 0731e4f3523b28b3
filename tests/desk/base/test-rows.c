/* test-rows.c - rows stay, what they show changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "desk-order.h"
#include "desk-position.h"
#include "desk-quote.h"

static void
count (gpointer row,
       guint   *n)
{
  (*n)++;
}

#define assert_near(a, b) g_assert_cmpfloat_with_epsilon (a, b, 1e-12)

/* 100 at 50, stop at 48, last 53: value 5,300, profit 300, 6 % of 5,000, 300 / 200 = 1.5 R; the
 * stop at 49 is 4 / 53 away. */
static void
test_position (void)
{
  g_autoptr(DeskPosition) row = desk_position_new ("MSFT");
  DeskPositionState state = {
    .quantity = DT_UNITS (100), .average = DT_DOLLARS (50), .last = 53., .stop = DT_DOLLARS (49),
    .initial_stop = DT_DOLLARS (48), .target = DT_MONEY_NONE, .trails = TRUE,
    .strategy = (char *) "user", .opened = 5,
  };
  const DeskPositionState *seen = desk_position_get_state (row);
  guint n = 0;

  g_signal_connect (row, "changed", G_CALLBACK (count), &n);
  g_assert_true (desk_position_update (row, &state));
  g_assert_false (desk_position_update (row, &state));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (seen->symbol, ==, "MSFT");
  g_assert_cmpint (seen->value, ==, DT_DOLLARS (5300));
  g_assert_cmpint (seen->profit, ==, DT_DOLLARS (300));
  assert_near (seen->profit_fraction, 0.06);
  assert_near (seen->r_multiple, 1.5);
  assert_near (seen->stop_distance, 4. / 53.);

  state.last = 53.25;
  g_assert_true (desk_position_update (row, &state));
  g_assert_cmpuint (n, ==, 2);
}

/* Short 10 at 200, stop at 204 from the start, last 190: profit 100, 5 %, 10 / 4 = 2.5 R. */
static void
test_short (void)
{
  g_autoptr(DeskPosition) row = desk_position_new ("MSFT");
  DeskPositionState state = {
    .quantity = -DT_UNITS (10), .average = DT_DOLLARS (200), .last = 190.,
    .stop = DT_DOLLARS (204), .initial_stop = DT_DOLLARS (204), .target = DT_DOLLARS (180),
    .strategy = (char *) "ema-crossover",
  };
  const DeskPositionState *seen = desk_position_get_state (row);

  desk_position_update (row, &state);
  g_assert_cmpint (seen->value, ==, -DT_DOLLARS (1900));
  g_assert_cmpint (seen->profit, ==, DT_DOLLARS (100));
  assert_near (seen->profit_fraction, 0.05);
  assert_near (seen->r_multiple, 2.5);
  assert_near (seen->stop_distance, 14. / 190.);
}

/* Without stops, without a price, and beyond what money can hold. */
static void
test_unknown (void)
{
  g_autoptr(DeskPosition) row = desk_position_new ("MSFT");
  DeskPositionState state = {
    .quantity = DT_UNITS (1), .average = DT_DOLLARS (50), .last = NAN, .stop = DT_MONEY_NONE,
    .initial_stop = DT_MONEY_NONE, .target = DT_MONEY_NONE, .strategy = (char *) "user",
  };
  const DeskPositionState *seen = desk_position_get_state (row);

  desk_position_update (row, &state);
  g_assert_false (desk_position_update (row, &state));
  g_assert_cmpint (seen->profit, ==, DT_MONEY_NONE);
  g_assert_true (isnan (seen->profit_fraction));
  g_assert_true (isnan (seen->r_multiple));
  g_assert_true (isnan (seen->stop_distance));

  state.last = 9e12;
  state.quantity = G_MAXINT64;
  g_assert_true (desk_position_update (row, &state));
  g_assert_cmpint (seen->value, ==, DT_MONEY_NONE);
  g_assert_cmpint (seen->profit, ==, DT_MONEY_NONE);
}

static void
test_order (void)
{
  g_autoptr(DeskOrder) row = desk_order_new (7);
  DeskOrderState state = {
    .symbol = (char *) "MSFT", .role = (char *) "stop", .type = (char *) "stop",
    .side = (char *) "sell", .quantity = -DT_UNITS (10), .limit = DT_MONEY_NONE,
    .stop = DT_DOLLARS (48), .created = 9, .tif = (char *) "gtc", .strategy = (char *) "user",
  };
  const DeskOrderState *seen = desk_order_get_state (row);
  guint n = 0;

  g_signal_connect (row, "changed", G_CALLBACK (count), &n);
  g_assert_true (desk_order_update (row, &state));
  g_assert_false (desk_order_update (row, &state));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (seen->id, ==, 7);
  g_assert_cmpstr (seen->side, ==, "sell");
  state.filled = -DT_UNITS (4);
  g_assert_true (desk_order_update (row, &state));
  g_assert_cmpint (seen->filled, ==, -DT_UNITS (4));
  g_assert_cmpuint (n, ==, 2);
}

static void
test_quote (void)
{
  g_autoptr(DeskQuote) row = desk_quote_new ("MSFT", "Microsoft", "Technology", 12);
  const DeskQuoteState *seen = desk_quote_get_state (row);
  DeskQuoteState state = { .last = 105., .prior_close = 100., .volume = 12e3, .open = 102.,
                           .high = 106., .low = 102., .usual_volume = 8e3, .time = 5 };
  guint n = 0;

  g_signal_connect (row, "changed", G_CALLBACK (count), &n);
  g_assert_false (desk_quote_update (row, seen));
  /* From 100 it opened 2 % higher, is 5 % higher, three quarters up from 102 to 106 */
  g_assert_true (desk_quote_update (row, &state));
  assert_near (seen->change, 0.05);
  assert_near (seen->gap, 0.02);
  assert_near (seen->relative_volume, 1.5);
  assert_near (seen->place, 0.75);
  g_assert_false (desk_quote_update (row, &state));
  state.prior_close = 0.;
  state.time = 6;
  g_assert_true (desk_quote_update (row, &state));
  g_assert_true (isnan (seen->change));
  g_assert_true (isnan (seen->gap));
  state.high = state.low = 105.;
  state.usual_volume = NAN;
  g_assert_true (desk_quote_update (row, &state));
  g_assert_true (isnan (seen->place));
  g_assert_true (isnan (seen->relative_volume));
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (seen->series, ==, 12);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/rows/position", test_position);
  g_test_add_func ("/desk/rows/short", test_short);
  g_test_add_func ("/desk/rows/unknown", test_unknown);
  g_test_add_func ("/desk/rows/order", test_order);
  g_test_add_func ("/desk/rows/quote", test_quote);

  return g_test_run ();
}
