/* test-ticket.c - orders by hand against a real engine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <adwaita.h>

#include "dt-run-preset.h"

#include "desk-note.h"
#include "desk-order.h"
#include "desk-position.h"
#include "desk-quote.h"
#include "desk-ticket.h"

#include "../base/session-steps.h"

static DeskSession *session;
static GtkWidget *window;
static char *symbol;

/* What the dialog said when it went. */
static struct
{
  guint     n;
  gboolean  executed;
  char     *said;
} outcome;

static void
on_done (gboolean    executed,
         const char *said,
         gpointer    data)
{
  outcome.n++;
  outcome.executed = executed;
  g_free (outcome.said);
  outcome.said = g_strdup (said);
}

static GtkWidget *
find (GtkWidget  *widget,
      GType       type,
      const char *label)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    {
      g_autofree char *wrong = label != NULL
        ? gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                              GTK_ACCESSIBLE_PROPERTY_LABEL, label) : NULL;

      if (wrong == NULL
          || (GTK_IS_BUTTON (widget)
              && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0))
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
present (const char *id,
         const char *arguments)
{
  g_autoptr(GList) windows = NULL;
  g_auto(GStrv) parts = arguments != NULL ? g_strsplit (arguments, "%s", 2) : NULL;
  g_autofree char *text = parts != NULL ? g_strjoinv (symbol, parts) : NULL;
  GVariant *known = text != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL)
                                 : NULL;

  outcome.n = 0;
  desk_ticket_present (GTK_WINDOW (window), session, desk_action_find (id), known, on_done, NULL);
  g_clear_pointer (&known, g_variant_unref);
  windows = gtk_window_list_toplevels ();
  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_get_transient_for (l->data) == GTK_WINDOW (window))
      return l->data;

  g_assert_not_reached ();
}

static guint
n_positions (void)
{
  return g_list_model_get_n_items (desk_session_get_positions (session));
}

static gboolean
shows (GtkWidget  *widget,
       const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget)
      && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;

  return FALSE;
}

/* Snapshots come a frame at a time: until all of them are here. */
static void
settle_for (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE) ? (void) 0 : g_usleep (1000);
}

static void
settle (void)
{
  settle_for (500);
}

static void
step (void)
{
  guint64 before = desk_session_get_clock (session)->step;

  desk_session_do (session, "run.step", NULL);
  wait_for (desk_session_get_clock (session)->step > before);
}

static gboolean
has_order (const char *name)
{
  GListModel *orders = desk_session_get_orders (session);

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr(DeskOrder) order = g_list_model_get_item (orders, i);

      if (g_str_equal (desk_order_get_state (order)->symbol, name))
        return TRUE;
    }

  return FALSE;
}

/* One that has a price and that no strategy is at. */
static gboolean
choose_symbol (void)
{
  GListModel *quotes = desk_session_get_quotes (session);

  for (guint i = 0; i < g_list_model_get_n_items (quotes); i++)
    {
      g_autoptr(DeskQuote) quote = g_list_model_get_item (quotes, i);
      const DeskQuoteState *state = desk_quote_get_state (quote);

      if (state->last > 0. && desk_session_find_position (session, state->symbol) == NULL
          && !has_order (state->symbol))
        {
          symbol = g_strdup (state->symbol);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
shows_of (GtkWidget  *widget,
          const char *words)
{
  g_autofree char *text = g_strconcat (words, symbol, NULL);

  return shows (widget, text);
}

/* Stop and target of the ticket rest at the broker. */
static void
assert_protected (void)
{
  const DeskPositionState *state =
    desk_position_get_state (desk_session_find_position (session, symbol));

  g_assert_true (state->stop != DT_MONEY_NONE);
  g_assert_true (state->target != DT_MONEY_NONE);
  g_assert_false (state->trails);
  g_assert_cmpint (state->stop, <, state->average);
  g_assert_cmpint (state->target, >, state->average);
}

/* Asked for, shown, confirmed, and there. */
static void
test_buy (void)
{
  GtkWidget *ticket = present ("order.buy", "{'symbol': <'%s'>}");
  GtkWidget *confirm = find (ticket, GTK_TYPE_BUTTON, "Buy");
  GtkWidget *quantity = find (ticket, GTK_TYPE_SPIN_BUTTON, "Quantity");

  g_assert_nonnull (confirm);
  g_assert_nonnull (quantity);
  g_assert_true (gtk_widget_has_css_class (confirm, "suggested-action"));
  /* Nothing can be bought then, and it says what is missing */
  gtk_editable_set_text (GTK_EDITABLE (quantity), "0");
  g_assert_false (gtk_widget_get_sensitive (confirm));
  wait_for (shows (ticket, "Enter how many units."));

  gtk_editable_set_text (GTK_EDITABLE (quantity), "10");
  g_assert_false (gtk_widget_get_sensitive (confirm));
  wait_for (gtk_widget_get_sensitive (confirm));
  g_assert_true (shows_of (ticket, "Buys 10 "));

  g_signal_emit_by_name (confirm, "clicked");
  wait_for (outcome.n > 0);
  g_assert_true (outcome.executed);
  g_assert_nonnull (strstr (outcome.said, "Buys 10 "));

  step ();
  wait_for (desk_session_find_position (session, symbol) != NULL);
  assert_protected ();
}

static double
number_of (GtkWidget *spin)
{
  return g_strtod (gtk_editable_get_text (GTK_EDITABLE (spin)), NULL);
}

/* A stop 1 % off, a target 2 %, both to the cent; 0.2 % of equity is lost between price and stop.
 * Each of risk and quantity follows the other. */
static void
test_size_by_risk (void)
{
  GtkWidget *ticket = present ("order.buy", "{'symbol': <'%s'>}");
  GtkWidget *quantity = find (ticket, GTK_TYPE_SPIN_BUTTON, "Quantity");
  GtkWidget *risk = find (ticket, GTK_TYPE_SPIN_BUTTON, "Risk, Percent of Equity");
  GtkWidget *protect = find (ticket, GTK_TYPE_SPIN_BUTTON, "Protective Stop");
  GtkWidget *target = find (ticket, GTK_TYPE_SPIN_BUTTON, "Profit Target");
  double equity = dt_money_to_double (desk_session_get_account (session)->equity);
  double last = desk_quote_get_state (desk_session_find_quote (session, symbol))->last;
  double stop = round (last * 99.) / 100.;

  g_assert_cmpfloat_with_epsilon (number_of (protect), stop, 1e-9);
  g_assert_cmpfloat_with_epsilon (number_of (target), round (last * 102.) / 100., 1e-9);
  g_assert_cmpfloat (number_of (risk), ==, 0.2);
  g_assert_cmpfloat (number_of (quantity), ==, floor (equity * 0.002 / (last - stop)));

  gtk_editable_set_text (GTK_EDITABLE (risk), "0.1");
  g_assert_cmpfloat (number_of (quantity), ==, floor (equity * 0.001 / (last - stop)));
  gtk_editable_set_text (GTK_EDITABLE (protect), "0.01");
  g_assert_cmpfloat (number_of (quantity), ==, floor (equity * 0.001 / (last - 0.01)));
  gtk_editable_set_text (GTK_EDITABLE (quantity), "7");
  g_assert_cmpfloat_with_epsilon (number_of (risk), 7. * (last - 0.01) / equity * 100., 0.0051);
  gtk_window_close (GTK_WINDOW (ticket));
  wait_for (outcome.n > 0);
}

/* What the guards cut is shown as it would be done. */
static void
test_cut (void)
{
  GtkWidget *ticket = present ("order.buy", "{'symbol': <'%s'>, 'quantity': <1e8>}");

  wait_for (shows (ticket, "Of the 100000000 asked for"));
  gtk_window_close (GTK_WINDOW (ticket));
  wait_for (outcome.n > 0);
}

/* What is refused cannot be confirmed. */
static void
test_refused (void)
{
  GtkWidget *ticket = present ("order.buy", "{'symbol': <'NOPE'>, 'quantity': <1.0>}");
  GtkWidget *confirm = find (ticket, GTK_TYPE_BUTTON, "Buy");

  wait_for (shows (ticket, "NOPE"));
  g_assert_false (gtk_widget_get_sensitive (confirm));
  gtk_window_close (GTK_WINDOW (ticket));
  wait_for (outcome.n > 0);
  g_assert_cmpuint (outcome.n, ==, 1);
  g_assert_false (outcome.executed);
}

/* Of two answers the one to what stands in the form counts. */
static void
test_stale (void)
{
  GtkWidget *ticket = present ("order.buy", "{'symbol': <'%s'>}");
  GtkWidget *confirm = find (ticket, GTK_TYPE_BUTTON, "Buy");
  GtkWidget *quantity = find (ticket, GTK_TYPE_SPIN_BUTTON, "Quantity");
  char text[8];

  for (guint i = 1; i <= 40; i++)
    {
      g_snprintf (text, sizeof text, "%u", i);
      gtk_editable_set_text (GTK_EDITABLE (quantity), text);
      for (guint j = 0; j < i * 5; j++)
        g_main_context_iteration (NULL, FALSE) ? (void) 0 : g_usleep (1000);
      if (gtk_widget_get_sensitive (confirm))
        {
          g_autofree char *line = g_strdup_printf ("Buys %u %s", i, symbol);

          g_assert_true (shows (ticket, line));
        }
    }
  gtk_window_close (GTK_WINDOW (ticket));
  wait_for (outcome.n > 0);
}

static void
test_move_stop (void)
{
  GtkWidget *ticket = present ("order.move-stop", "{'symbol': <'%s'>, 'price': <1.0>}");

  /* A stop so far below the price is possible */
  g_assert_nonnull (find (ticket, GTK_TYPE_BUTTON, "Move Stop"));
  g_assert_nonnull (find (ticket, GTK_TYPE_SPIN_BUTTON, "New Stop Price"));
  wait_for (shows (ticket, "Moves the stop of "));
  gtk_window_close (GTK_WINDOW (ticket));
  wait_for (outcome.n > 0);
}

/* 1,000,000 is above any last price; the position has a target by its rules or gets one. */
static void
test_move_target (void)
{
  GtkWidget *ticket = present ("order.move-target", "{'symbol': <'%s'>, 'price': <1e6>}");

  g_assert_nonnull (find (ticket, GTK_TYPE_BUTTON, "Move Target"));
  g_assert_nonnull (find (ticket, GTK_TYPE_SPIN_BUTTON, "New Target Price"));
  wait_for (shows (ticket, "target at 1000000") || shows (ticket, "Moves the target of "));
  gtk_window_close (GTK_WINDOW (ticket));
  wait_for (outcome.n > 0);
}

static void
test_close (void)
{
  GtkWidget *ticket = present ("position.close", "{'symbol': <'%s'>}");
  GtkWidget *confirm = find (ticket, GTK_TYPE_BUTTON, "Close");

  wait_for (gtk_widget_get_sensitive (confirm));
  g_assert_true (shows_of (ticket, "Sells 10 "));
  g_signal_emit_by_name (confirm, "clicked");
  wait_for (outcome.n > 0);
  g_assert_true (outcome.executed);
  step ();
  wait_for (desk_session_find_position (session, symbol) == NULL);
}

/* Destroying is never what Enter does. */
static void
test_emergency (void)
{
  GtkWidget *ticket = present ("engine.emergency-stop", NULL);
  GtkWidget *confirm = find (ticket, GTK_TYPE_BUTTON, "Stop Everything");

  g_assert_true (gtk_widget_has_css_class (confirm, "destructive-action"));
  g_assert_null (gtk_window_get_default_widget (GTK_WINDOW (ticket)));
  wait_for (gtk_widget_get_sensitive (confirm));
  g_signal_emit_by_name (confirm, "clicked");
  wait_for (outcome.n > 0);
  g_assert_true (outcome.executed);
  wait_for (desk_session_get_account (session)->breaker);
  for (guint i = 0; i < 5 && n_positions () > 0; i++)
    step ();
  wait_for (n_positions () == 0);
}

/* Trading goes on when the user has said why. */
static void
test_rearm (void)
{
  GtkWidget *ticket = present ("engine.rearm", NULL);
  GtkWidget *confirm = find (ticket, GTK_TYPE_BUTTON, "Re-Arm");
  GtkWidget *reason = find (ticket, ADW_TYPE_ENTRY_ROW, NULL);

  wait_for (shows (ticket, "Enter why trading may go on."));
  g_assert_false (gtk_widget_get_sensitive (confirm));
  gtk_editable_set_text (GTK_EDITABLE (reason), "  ");
  g_assert_false (gtk_widget_get_sensitive (confirm));
  gtk_editable_set_text (GTK_EDITABLE (reason), "Looked at what happened");
  wait_for (gtk_widget_get_sensitive (confirm));
  g_signal_emit_by_name (confirm, "clicked");
  wait_for (outcome.n > 0);
  g_assert_true (outcome.executed);
  wait_for (!desk_session_get_account (session)->breaker);
}

/* The window that it stands before goes first, whatever is being asked or typed then. */
static void
test_parent_goes (void)
{
  static const char *const ids[] = {
    "order.buy", "order.sell", "order.cancel", "order.move-stop", "position.close",
    "engine.rearm",
  };
  GtkWidget *before = window;

  for (guint i = 0; i < 60; i++)
    {
      const char *id = ids[i % G_N_ELEMENTS (ids)];
      GtkWidget *ticket;
      gpointer weak;

      window = gtk_window_new ();
      gtk_window_present (GTK_WINDOW (window));
      ticket = present (id, g_str_has_prefix (id, "order.buy") ? "{'symbol': <'%s'>}" : NULL);
      weak = ticket;
      g_object_add_weak_pointer (G_OBJECT (ticket), &weak);
      for (guint j = 0; j < i * 3; j++)
        g_main_context_iteration (NULL, FALSE);
      gtk_window_destroy (GTK_WINDOW (window));
      wait_for (weak == NULL);
      settle_for (20);
      g_assert_cmpuint (outcome.n, ==, 1);
    }
  window = before;
}

/* So too when it has been confirmed: what is done is told. */
static void
test_parent_goes_confirmed (void)
{
  GtkWidget *before = window, *ticket, *confirm;
  gpointer weak;

  window = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (window));
  ticket = present ("order.buy", "{'symbol': <'%s'>, 'quantity': <1.0>}");
  confirm = find (ticket, GTK_TYPE_BUTTON, "Buy");
  weak = ticket;
  g_object_add_weak_pointer (G_OBJECT (ticket), &weak);
  wait_for (gtk_widget_get_sensitive (confirm));
  g_signal_emit_by_name (confirm, "clicked");
  gtk_window_destroy (GTK_WINDOW (window));
  wait_for (weak == NULL);
  g_assert_cmpuint (outcome.n, ==, 1);
  g_assert_true (outcome.executed);
  window = before;
}

static gboolean
has_note (const char *text)
{
  GListModel *notes = desk_session_get_activity (session);

  for (guint i = 0; i < MIN (g_list_model_get_n_items (notes), 20); i++)
    {
      g_autoptr(DeskNote) note = g_list_model_get_item (notes, i);

      if (strstr (desk_note_get_text (note), text) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* A run in which not one share of a sector is allowed. */
static void
start_narrow (void)
{
  g_autofree char *path = dt_strategy_find ("sma-10-30");
  g_autoptr(DtRunSpec) spec = dt_run_preset_new ("minute", path, "none", DT_DOLLARS (100000), NULL);
  gint64 book = desk_session_get_clock (session)->book;
  g_autofree char *json = NULL;

  g_free (spec->risk_text);
  spec->risk_text = g_strdup ("[risk]\nname=narrow\nmax-sector-fraction=0.00001\n");
  json = dt_run_spec_to_json (spec);
  desk_session_start_run (session, json, 0.);
  wait_for (desk_session_get_clock (session)->book > book
            && desk_session_get_clock (session)->state == DESK_RUN_PAUSED);
  step ();
  wait_for (desk_session_find_quote (session, "AAPL") != NULL
            && desk_quote_get_state (desk_session_find_quote (session, "AAPL"))->last > 0.);
}

/* A limit that may be overridden: the switch is there only when it refuses, nothing is overridden
 * unless it is on, it is shown what that means, and the engine notes it. */
static void
test_override (void)
{
  GtkWidget *ticket, *confirm, *override, *row;

  start_narrow ();
  ticket = present ("order.buy", "{'symbol': <'AAPL'>, 'quantity': <10.0>}");
  confirm = find (ticket, GTK_TYPE_BUTTON, "Buy");
  override = find (ticket, GTK_TYPE_SWITCH, "Override the Limit");
  row = gtk_widget_get_ancestor (override, ADW_TYPE_ACTION_ROW);
  wait_for (shows (ticket, "The entry in AAPL is refused by Sector: "));
  g_assert_false (gtk_widget_get_sensitive (confirm));
  g_assert_true (gtk_widget_get_visible (row));
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (override)));

  gtk_switch_set_active (GTK_SWITCH (override), TRUE);
  g_assert_false (gtk_widget_get_sensitive (confirm));
  wait_for (gtk_widget_get_sensitive (confirm));
  g_assert_true (shows (ticket, "Buys 10 AAPL"));
  g_assert_true (shows (ticket, "Goes beyond the limit Sector, which you override"));
  g_assert_true (gtk_widget_get_visible (row));

  /* Off again it is refused again */
  gtk_switch_set_active (GTK_SWITCH (override), FALSE);
  wait_for (shows (ticket, "is refused by Sector: "));
  g_assert_false (gtk_widget_get_sensitive (confirm));
  gtk_switch_set_active (GTK_SWITCH (override), TRUE);
  wait_for (gtk_widget_get_sensitive (confirm));
  g_signal_emit_by_name (confirm, "clicked");
  wait_for (outcome.n > 0);
  g_assert_true (outcome.executed);
  step ();
  wait_for (desk_session_find_position (session, "AAPL") != NULL);
  wait_for (has_note ("The user overrides the limit Sector (max-sector-fraction) for this entry"));
}

/* What no one may override offers no switch. */
static void
test_no_override (void)
{
  GtkWidget *ticket = present ("order.buy", "{'symbol': <'NOPE'>, 'quantity': <1.0>}");
  GtkWidget *override = find (ticket, GTK_TYPE_SWITCH, "Override the Limit");

  wait_for (shows (ticket, "NOPE"));
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_ancestor (override,
                                                                   ADW_TYPE_ACTION_ROW)));
  gtk_window_close (GTK_WINDOW (ticket));
  wait_for (outcome.n > 0);
}

/* Opened and closed again and again, nothing stays behind. */
static void
test_open_close (void)
{
  for (guint i = 0; i < 20; i++)
    {
      GtkWidget *ticket = present ("order.sell", "{'symbol': <'%s'>, 'quantity': <1.0>}");
      gpointer weak = ticket;

      g_object_add_weak_pointer (G_OBJECT (ticket), &weak);
      for (guint j = 0; j < i; j++)
        g_main_context_iteration (NULL, FALSE);
      gtk_window_close (GTK_WINDOW (ticket));
      wait_for (weak == NULL);
      g_assert_cmpuint (outcome.n, ==, 1);
    }
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
  adw_init ();

  session = open_session (folder);
  desk_session_start_demo (session, "minute", "ema-crossover", 0.);
  wait_for (desk_session_get_clock (session)->state == DESK_RUN_PAUSED);
  step ();
  settle ();
  /* What the strategy wants must not stand in the way */
  g_variant_unref (call (session, "position.close-all", NULL, NULL));
  settle ();
  wait_for (g_list_model_get_n_items (desk_session_get_orders (session)) == 0);
  g_assert_true (choose_symbol ());
  window = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (window));

  g_test_add_func ("/ticket/cut", test_cut);
  g_test_add_func ("/ticket/size-by-risk", test_size_by_risk);
  g_test_add_func ("/ticket/buy", test_buy);
  g_test_add_func ("/ticket/refused", test_refused);
  g_test_add_func ("/ticket/stale", test_stale);
  g_test_add_func ("/ticket/move-stop", test_move_stop);
  g_test_add_func ("/ticket/move-target", test_move_target);
  g_test_add_func ("/ticket/close", test_close);
  g_test_add_func ("/ticket/open-close", test_open_close);
  g_test_add_func ("/ticket/parent-goes", test_parent_goes);
  g_test_add_func ("/ticket/parent-goes-confirmed", test_parent_goes_confirmed);
  g_test_add_func ("/ticket/emergency", test_emergency);
  g_test_add_func ("/ticket/rearm", test_rearm);
  g_test_add_func ("/ticket/override", test_override);
  g_test_add_func ("/ticket/no-override", test_no_override);
  status = g_test_run ();

  gtk_window_destroy (GTK_WINDOW (window));
  end_session (session);
  remove_folder (folder);
  g_free (folder);
  g_free (outcome.said);

  return status;
}
