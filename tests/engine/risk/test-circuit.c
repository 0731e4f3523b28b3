/* test-circuit.c - what trips the breaker
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-circuit.h"

static void
check (const DtCircuitView *view,
       DtTrip               trip,
       const char          *words)
{
  static const DtRiskProfile profile = {
    .breaker_daily_loss = .03, .breaker_drawdown = .15, .breaker_losses = 5, .breaker_errors = 4,
    .breaker_data_age = 10,
  };
  static const DtRiskProfile off = { 0 };
  DtCircuit circuit = { DT_TRIP_NONE };
  g_autofree char *text = NULL;

  g_assert_cmpint (dt_circuit_check (&profile, view, &circuit), ==, trip != DT_TRIP_NONE);
  g_assert_cmpint (circuit.trip, ==, trip);
  text = dt_circuit_explain (&circuit);
  g_assert_cmpstr (text, ==, words);
  g_assert_false (dt_circuit_check (&off, view, &circuit));
}

static void
test_edges (void)
{
  check (&(DtCircuitView) { .0299, .1499, 4, 3, 9.9 }, DT_TRIP_NONE, "");
  check (&(DtCircuitView) { .day_loss = .03 }, DT_TRIP_DAILY_LOSS,
         "the session has lost 3 %, the limit is 3 %");
  check (&(DtCircuitView) { .drawdown = .1625 }, DT_TRIP_DRAWDOWN,
         "the account is 16.25 % below its highest value, the limit is 15 %");
  check (&(DtCircuitView) { .losses = 5 }, DT_TRIP_LOSSES,
         "5 trades in a row lost, the limit is 5");
  check (&(DtCircuitView) { .errors = 4 }, DT_TRIP_ERRORS,
         "the broker rejected 4 orders in this session, the limit is 4");
  check (&(DtCircuitView) { .data_age = 10. }, DT_TRIP_DATA_AGE,
         "the last price of something held is 10 bars old, the limit is 10");
  check (&(DtCircuitView) { .5, .5, 9, 9, 99. }, DT_TRIP_DAILY_LOSS,
         "the session has lost 50 %, the limit is 3 %");
}

static void
test_names (void)
{
  g_assert_cmpstr (dt_trip_to_string (DT_TRIP_NONE), ==, "");
  g_assert_cmpstr (dt_trip_to_string (DT_TRIP_DAILY_LOSS), ==, "daily-loss");
  g_assert_cmpstr (dt_trip_to_string (DT_TRIP_DATA_AGE), ==, "data-age");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/risk/circuit/edges", test_edges);
  g_test_add_func ("/risk/circuit/names", test_names);

  return g_test_run ();
}
