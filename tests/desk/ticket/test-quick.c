/* test-quick.c - one key, one order, as the engine has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-run-preset.h"

#include "desk-order.h"
#include "desk-position.h"
#include "desk-quick.h"
#include "desk-quote.h"

#include "../base/session-steps.h"

static DeskSession *session;
static const char *symbol;
static char *said;

static void
on_done (const char *text,
         gpointer    data)
{
  g_free (said);
  said = g_strdup (text);
}

/* Until it says what came of it. */
static void
press (const char *id)
{
  g_clear_pointer (&said, g_free);
  desk_quick_do (session, id, on_done, NULL);
  wait_for (said != NULL);
}

static void
step (void)
{
  guint64 before = ask_step (session);

  g_variant_unref (call (session, "run.step", NULL, NULL));
  wait_for (desk_session_get_clock (session)->step > before);
}

static const DeskPositionState *
held (void)
{
  DeskPosition *position = desk_session_find_position (session, symbol);

  return position != NULL ? desk_position_get_state (position) : NULL;
}

/* Not every minute has a price of every share. */
static void
step_until_held (gboolean is_held)
{
  for (guint i = 0; i < 60 && (held () != NULL) != is_held; i++)
    step ();
  g_assert_cmpint (held () != NULL, ==, is_held);
}

static double
last_price (void)
{
  return desk_quote_get_state (desk_session_find_quote (session, symbol))->last;
}

/* 1 % to the stop and 0.2 % of the account there; half goes, the stop comes to the entry once the
 * price is past it, and the rest goes. */
static void
test_long (void)
{
  double equity = dt_money_to_double (desk_session_get_account (session)->equity);
  double last = last_price (), stop = round (last * 99.) / 100.;
  double quantity = floor (equity * 0.002 / (last - stop));
  DtQuantity bought;

  press ("quick.buy");
  g_assert_nonnull (strstr (said, "Buys "));
  step_until_held (TRUE);
  bought = held ()->quantity;
  g_assert_cmpfloat (dt_quantity_to_double (bought), ==, quantity);
  g_assert_cmpfloat_with_epsilon (dt_money_to_double (held ()->stop), stop, 1e-9);
  g_assert_cmpfloat_with_epsilon (dt_money_to_double (held ()->target), round (last * 102.) / 100.,
                                  1e-9);

  press ("quick.halve");
  for (guint i = 0; i < 60 && held ()->quantity == bought; i++)
    step ();
  g_assert_cmpint (held ()->quantity, ==, bought - bought / 2 / DT_UNITS (1) * DT_UNITS (1));

  /* On the wrong side of the price it is refused, and says so */
  for (guint i = 0; i < 120 && last_price () <= dt_money_to_double (held ()->average); i++)
    step ();
  press ("quick.break-even");
  wait_for (strstr (said, "wrong side") != NULL || held ()->stop == held ()->average);

  press ("quick.flatten");
  g_assert_nonnull (strstr (said, "Sells "));
  step_until_held (FALSE);
}

/* Selling opens a short, whose stop is above; buying covers it and opens nothing. */
static void
test_short (void)
{
  press ("quick.sell");
  step_until_held (TRUE);
  g_assert_cmpint (held ()->quantity, <, 0);
  g_assert_cmpint (held ()->stop, >, held ()->average);
  g_assert_cmpint (held ()->target, <, held ()->average);

  press ("quick.buy");
  g_assert_nonnull (strstr (said, "Buys back "));
  step_until_held (FALSE);
}

/* What cannot be done is said. */
static void
test_nothing (void)
{
  press ("quick.halve");
  g_assert_nonnull (strstr (said, "not held"));
  press ("quick.break-even");
  g_assert_nonnull (strstr (said, "not held"));
  press ("quick.flatten");
  g_assert_nonnull (strstr (said, "not held"));
  g_assert_null (held ());
}

/* An entry that waits is taken back. */
static void
test_flatten_entry (void)
{
  GListModel *orders = desk_session_get_orders (session);
  guint n = g_list_model_get_n_items (orders);
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(GError) error = NULL;
  GVariantDict arguments;

  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, "symbol", "s", symbol);
  g_variant_dict_insert (&arguments, "quantity", "d", 1.);
  g_variant_dict_insert (&arguments, "limit", "d", round (last_price () * 98.) / 100.);
  answer = call (session, "order.buy", g_variant_dict_end (&arguments), &error);
  g_assert_no_error (error);
  wait_for (g_list_model_get_n_items (orders) == n + 1);
  press ("quick.flatten");
  g_assert_nonnull (strstr (said, "cancelled"));
  wait_for (g_list_model_get_n_items (orders) == n);
}

/* A strategy that never says anything takes no money and is not in the way. */
static void
start_silent (const char *folder)
{
  static const char rules[] =
    "[strategy]\nname = silent\n[long]\nentry = close > 1000000\n[size]\nsize = shares 1\n";
  g_autofree char *path = g_build_filename (folder, "silent.strategy", NULL);
  g_autofree char *text = NULL;
  g_autoptr(DtRunSpec) spec = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = NULL;
  GVariantDict arguments;

  g_file_set_contents (path, rules, -1, &error);
  g_assert_no_error (error);
  spec = dt_run_preset_new ("minute", path, "default", DT_DOLLARS (100000), &error);
  g_assert_no_error (error);
  text = dt_run_spec_to_json (spec);
  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, "spec", "s", text);
  g_variant_dict_insert (&arguments, "speed", "d", 0.);
  answer = call (session, "run.start", g_variant_dict_end (&arguments), &error);
  g_assert_no_error (error);
}


static const char *
find_symbol (void)
{
  GListModel *quotes = desk_session_get_quotes (session);

  for (guint i = 0; i < g_list_model_get_n_items (quotes); i++)
    {
      g_autoptr(DeskQuote) quote = g_list_model_get_item (quotes, i);

      if (g_str_equal (desk_quote_get_state (quote)->symbol, "AAPL"))
        return desk_quote_get_state (quote)->symbol;
    }

  g_assert_not_reached ();
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *share = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data", NULL);
  char *folder = make_folder ();
  int status;

  g_setenv ("DAYTRADER_SHARE_DIR", share, TRUE);
  g_test_init (&argc, &argv, NULL);
  session = open_session (folder);
  start_silent (folder);
  wait_for (desk_session_get_clock (session)->state == DESK_RUN_PAUSED);
  symbol = find_symbol ();
  desk_session_set_symbol (session, symbol);
  /* Where it begins the day before is over, and nothing can be bought any more */
  do
    step ();
  while (!(last_price () > 0.));

  g_test_add_func ("/quick/nothing", test_nothing);
  g_test_add_func ("/quick/flatten-entry", test_flatten_entry);
  g_test_add_func ("/quick/long", test_long);
  g_test_add_func ("/quick/short", test_short);
  status = g_test_run ();
  end_session (session);
  remove_folder (folder);
  g_free (folder);
  g_free (said);

  return status;
}
