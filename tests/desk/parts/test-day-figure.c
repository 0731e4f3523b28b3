/* test-day-figure.c - what the header says of the day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "desk-day-figure.h"

/* 100,000 in the morning, 99,250.50 now: 749.50 lost, 1,000 of it by what was closed, so 250.50 are
 * gained by what is open. Of a limit of 3 % 2,250.50 are left. */
static void
test_loss (void)
{
  const DeskAccount account = {
    .equity = 99250500000, .day_start = DT_DOLLARS (100000), .day_realised = -DT_DOLLARS (1000),
    .buying_power = DT_DOLLARS (5000), .loss_left = 2250500000, .day_trades = 2,
    .max_day_trades = 3,
  };
  DeskDayWords words;

  desk_day_words_make (&words, &account);
  g_assert_cmpstr (words.profit, ==, "−$749.50");
  g_assert_cmpint (words.tone, ==, DESK_TONE_DOWN);
  g_assert_cmpstr (words.detail, ==, "2,250.50 to the limit");
  g_assert_nonnull (strstr (words.tooltip, "Realised −$1,000.00, after fees"));
  g_assert_nonnull (strstr (words.tooltip, "Open +$250.50"));
  g_assert_nonnull (strstr (words.tooltip, "Buying power 5,000.00"));
  g_assert_nonnull (strstr (words.tooltip, "2 of 3 day trades"));
  desk_day_words_clear (&words);
}

static void
test_no_limit (void)
{
  const DeskAccount account = {
    .equity = DT_DOLLARS (101), .day_start = DT_DOLLARS (100), .loss_left = DT_MONEY_NONE,
  };
  DeskDayWords words;

  desk_day_words_make (&words, &account);
  g_assert_cmpstr (words.profit, ==, "+$1.00");
  g_assert_cmpstr (words.detail, ==, "Day P/L");
  g_assert_null (strstr (words.tooltip, "day trades"));
  g_assert_null (strstr (words.tooltip, "Nothing new"));
  desk_day_words_clear (&words);
}

static void
test_at_limit (void)
{
  const DeskAccount account = { .equity = DT_DOLLARS (97), .day_start = DT_DOLLARS (100) };
  DeskDayWords words;

  desk_day_words_make (&words, &account);
  g_assert_cmpstr (words.detail, ==, "at the daily limit");
  desk_day_words_clear (&words);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/day-figure/loss", test_loss);
  g_test_add_func ("/desk/day-figure/no-limit", test_no_limit);
  g_test_add_func ("/desk/day-figure/at-limit", test_at_limit);

  return g_test_run ();
}
