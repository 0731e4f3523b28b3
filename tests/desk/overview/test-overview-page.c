/* test-overview-page.c - the account at a glance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-format.h"
#include "desk-line-chart.h"
#include "desk-overview-page.h"
#include "desk-position.h"
#include "desk-trade-bars.h"
#include "dt-run-preset.h"

#include "page-steps.h"

static Desk desk;

static void
test_empty (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_OVERVIEW_PAGE, 1000, 700);

  g_assert_true (says (page, "Nothing Is Trading Yet"));
  check_names (page);
  close_page (page);
}

static void
test_figures (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_OVERVIEW_PAGE, 1400, 900);
  const DeskAccount *account = desk_session_get_account (desk.session);
  g_autofree char *equity = desk_format_money (account->equity);
  g_autofree char *cash = desk_format_money (account->cash);
  g_autofree char *day = desk_format_profit (account->equity - account->day_start);
  g_autofree char *total = desk_format_profit (account->equity - account->deposit);

  g_assert_true (says (page, equity));
  g_assert_true (says (page, cash));
  g_assert_true (says (page, day));
  g_assert_true (says (page, total));
  g_assert_nonnull (find_type (page, DESK_TYPE_LINE_CHART));
  check_names (page);
  close_page (page);
}

static void
test_positions (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_OVERVIEW_PAGE, 1400, 900);
  GListModel *positions = desk_session_get_positions (desk.session);
  g_autoptr(DeskPosition) first = g_list_model_get_item (positions, 0);
  const DeskPositionState *state = desk_position_get_state (first);
  g_autofree char *quantity = desk_format_quantity (state->quantity);

  wait_for (says (page, state->symbol));
  g_assert_true (says (page, quantity));
  close_page (page);
}

/* The cards beside the curve: limits of the account, what it is made of, what moves. */
static void
test_cards (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_OVERVIEW_PAGE, 1700, 900);
  const DeskAccount *account = desk_session_get_account (desk.session);
  GListModel *positions = desk_session_get_positions (desk.session);
  DtMoney loss = MAX (0, account->day_start - account->equity), gross = 0;
  g_autofree char *lost = desk_format_money (loss);
  g_autofree char *limit = desk_format_money (loss + account->loss_left);
  g_autofree char *meter = g_strdup_printf ("%s of %s", lost, limit);
  g_autofree char *share = NULL;
  g_autofree char *cash = NULL;

  /* The default profile lets a session lose 3 % of what it began with */
  g_assert_cmpint (loss + account->loss_left, ==, account->day_start / 100 * 3);
  g_assert_true (says (page, meter));
  g_assert_true (says (page, "New positions may be opened"));
  for (guint i = 0; i < g_list_model_get_n_items (positions); i++)
    {
      g_autoptr(DeskPosition) row = g_list_model_get_item (positions, i);

      gross += ABS (desk_position_get_state (row)->value);
    }
  share = desk_format_percent ((double) gross / (double) account->equity);
  cash = desk_format_percent ((double) (account->equity - gross) / (double) account->equity);
  if (g_list_model_get_n_items (positions) == 1)
    g_assert_true (says (page, share));
  g_assert_true (says (page, cash));
  g_assert_true (says (page, "Largest Moves"));
  check_names (page);
  close_page (page);
}

/* What is pinned is watched. */
static void
test_watchlist (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_OVERVIEW_PAGE, 1700, 900);

  desk_settings_set (desk.settings, "quotes.pinned", g_variant_new_string ("SPY"));
  g_assert_true (says (page, "Watchlist"));
  g_assert_true (says (page, "SPY"));
  g_assert_false (says (page, "Largest Moves"));
  desk_settings_reset (desk.settings, "quotes.pinned");
  g_assert_true (says (page, "Largest Moves"));
  close_page (page);
}

/* One bar for each trade that the engine says is completed, of the same profit. */
static void
test_trades (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_OVERVIEW_PAGE, 1700, 900);
  DeskTradeBars *bars = DESK_TRADE_BARS (find_type (page, DESK_TYPE_TRADE_BARS));
  const DeskAccount *account = desk_session_get_account (desk.session);
  double sum = 0.;

  while (account->n_trades < account->n_positions + 3)
    step (&desk, 10);
  wait_for (desk_trade_bars_get_n (bars) == account->n_trades - account->n_positions);
  for (gsize i = 0; i < desk_trade_bars_get_n (bars); i++)
    sum += desk_trade_bars_get (bars, i).profit;
  /* Fees and partial exits of what is open still are in the account's figure only */
  g_assert_cmpfloat (fabs (sum - dt_money_to_double (account->realised)), <, 50.);
  close_page (page);
}

/* Figures are those of now, also after the page was out of sight. */
static void
test_follows (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_OVERVIEW_PAGE, 1400, 900);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (page));
  const DeskAccount *account = desk_session_get_account (desk.session);
  g_autofree char *before = desk_format_money (account->equity);
  g_autofree char *after = NULL;

  gtk_widget_set_visible (window, FALSE);
  wait_for (!gtk_widget_get_mapped (page));
  do
    {
      step (&desk, 5);
      g_free (after);
      after = desk_format_money (account->equity);
    }
  while (g_str_equal (before, after));
  g_assert_false (says (page, after));
  gtk_widget_set_visible (window, TRUE);
  wait_for (gtk_widget_get_mapped (page));
  g_assert_true (says (page, after));
  close_page (page);
}

typedef struct
{
  const char *label;
  GtkWidget  *found;
} ButtonSearch;

static void
search_button (GtkWidget *widget,
               gpointer   data)
{
  ButtonSearch *wanted = data;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), wanted->label) == 0)
    wanted->found = widget;
}

static GtkWidget *
find_button (GtkWidget  *page,
             const char *label)
{
  ButtonSearch wanted = { label, NULL };

  walk (page, search_button, &wanted);

  return wanted.found;
}

/* The demo account again, its strategies chosen by the selector that comes with the program. */
static void
start_selected (void)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autofree char *selector = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data",
                                                "selectors", "by-regime.selector", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  GVariantDict dict;

  spec->universe = g_strdup ("minute");
  dt_run_preset_read_selector (spec, selector, NULL, &error);
  g_assert_no_error (error);
  text = dt_run_spec_to_json (spec);
  desk_session_call_async (desk.session, "run.stop", NULL, NULL, NULL, NULL);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "spec", "s", text);
  g_variant_dict_insert (&dict, "speed", "d", 0.);
  desk_session_do (desk.session, "run.start", g_variant_dict_end (&dict));
  wait_for (desk_session_get_clock (desk.session)->state == DESK_RUN_PAUSED
            && *desk_session_get_regime (desk.session)->selector != '\0');
}

/* What the run's selector says stands there as it says it, and that there is none as well. */
static void
test_regime (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_OVERVIEW_PAGE, 1400, 900);
  const DeskRegime *regime = desk_session_get_regime (desk.session);

  /* The demo account has no selector, and says so */
  g_assert_cmpstr (regime->selector, ==, "");
  g_assert_nonnull (find_button (page, "Choose a Selector…"));

  start_selected ();
  step (&desk, 5);
  wait_for (regime->since != DT_TIME_NONE);
  g_assert_cmpstr (regime->selector, ==, "By regime");
  /* SPY's daily bars of the pack: what the command line tells of the same run */
  wait_for (g_strcmp0 (regime->regime, "trending") == 0);
  wait_for (says (page, "Trending"));
  g_assert_true (says (page, "At work: EMA crossover"));
  g_assert_true (says (page, "Waiting: Mean reversion, Breakout"));
  g_assert_true (says (page, "Efficiency"));
  g_assert_true (says (page, "0.36"));
  g_assert_true (says (page, "up"));
  g_assert_cmpuint (regime->n_inputs, ==, 5);
  check_names (page);
  close_page (page);
}

static void
test_leaks (void)
{
  check_leaks (&desk, DESK_TYPE_OVERVIEW_PAGE);
}

static void
test_play (void)
{
  desk_play (&desk);
  g_assert_cmpuint (desk_session_get_account (desk.session)->n_positions, >, 0);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  desk_begin (&desk);

  g_test_add_func ("/overview/empty", test_empty);
  g_test_add_func ("/overview/play", test_play);
  g_test_add_func ("/overview/figures", test_figures);
  g_test_add_func ("/overview/positions", test_positions);
  g_test_add_func ("/overview/cards", test_cards);
  g_test_add_func ("/overview/watchlist", test_watchlist);
  g_test_add_func ("/overview/trades", test_trades);
  g_test_add_func ("/overview/follows", test_follows);
  g_test_add_func ("/overview/regime", test_regime);
  g_test_add_func ("/overview/leaks", test_leaks);

  status = g_test_run ();
  desk_end (&desk);

  return status;
}
