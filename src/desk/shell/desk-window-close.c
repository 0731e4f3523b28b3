/* desk-window-close.c - nobody leaves open positions behind without being asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include "desk-strategies-page.h"

#include "desk-window-private.h"

/* Flattening steps the replay until the closing orders have met a price. A strategy may enter anew
 * with each step; so close and step take turns, and its orders go before they can fill.
 * Milliseconds between two turns, microseconds until we say what is left. */
#define FLATTEN_INTERVAL 60
#define FLATTEN_PATIENCE (6 * G_USEC_PER_SEC)

static guint
count_positions (DeskWindow *self)
{
  return g_list_model_get_n_items (desk_session_get_positions (self->session));
}

static guint
count_orders (DeskWindow *self)
{
  return g_list_model_get_n_items (desk_session_get_orders (self->session));
}

static gboolean
is_flat (DeskWindow *self)
{
  return count_positions (self) == 0 && count_orders (self) == 0;
}

/* A run that ends, or rather waits, with this process. */
static gboolean
has_run (DeskWindow *self)
{
  DeskRunState state = desk_session_get_clock (self->session)->state;

  return desk_session_get_state (self->session) == DESK_SESSION_READY
         && desk_session_is_own (self->session)
         && (state == DESK_RUN_PLAYING || state == DESK_RUN_PAUSED);
}

static char *
count_things (DeskWindow *self)
{
  guint positions = count_positions (self), orders = count_orders (self);
  g_autofree char *held = g_strdup_printf ("%u %s", positions,
                                           positions == 1 ? "position" : "positions");
  g_autofree char *working = g_strdup_printf ("%u working %s", orders,
                                              orders == 1 ? "order" : "orders");

  if (orders == 0)
    return g_steal_pointer (&held);
  if (positions == 0)
    return g_steal_pointer (&working);

  return g_strdup_printf ("%s and %s", held, working);
}

static void
finish (DeskWindow *self)
{
  desk_window_stop_flattening (self);
  self->is_closing = TRUE;
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
go_to_background (DeskWindow *self)
{
  self->in_background = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (desk_session_get_clock (self->session)->state == DESK_RUN_PAUSED)
    desk_session_do (self->session, "run.resume", NULL);
}

/* In the background there is nobody to see that the run is over, or that it is in trouble. */
void
desk_window_watch_background (DeskWindow *self)
{
  DeskSessionState state = desk_session_get_state (self->session);

  if (!self->in_background)
    return;
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    self->in_background = FALSE;
  else if (state != DESK_SESSION_READY
           || desk_session_get_clock (self->session)->state == DESK_RUN_FAILED)
    gtk_window_present (GTK_WINDOW (self));
  else if (desk_session_get_clock (self->session)->state == DESK_RUN_FINISHED)
    finish (self);
}

/* Dialogs */

static void
on_dialog_gone (DeskWindow *self)
{
  self->close_dialog = NULL;
}

static AdwMessageDialog *
make_dialog (DeskWindow *self,
             const char *heading)
{
  AdwMessageDialog *dialog =
    ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), heading, NULL));

  self->close_dialog = GTK_WIDGET (dialog);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (on_dialog_gone), self,
                           G_CONNECT_SWAPPED);
  adw_message_dialog_add_responses (dialog, "stay", "_Stay", "keep", "_Keep Running in Background",
                                    NULL);
  adw_message_dialog_set_default_response (dialog, "stay");
  adw_message_dialog_set_close_response (dialog, "stay");

  return dialog;
}

static void
on_left_response (DeskWindow *self,
                  const char *response)
{
  if (g_str_equal (response, "keep"))
    go_to_background (self);
  else if (g_str_equal (response, "quit"))
    finish (self);
}

/* Not all could be closed: the truth, and the choice anew. */
static void
tell_what_is_left (DeskWindow *self,
                   const char *reason)
{
  g_autofree char *things = count_things (self);
  AdwMessageDialog *dialog = make_dialog (self, "Not Everything Is Closed");

  adw_message_dialog_format_body (dialog,
                                  "%s left: %s. If you quit, the run waits as it is and goes on at "
                                  "the next start.", things, reason);
  adw_message_dialog_add_response (dialog, "quit", "_Quit Anyway");
  adw_message_dialog_set_response_appearance (dialog, "quit", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_left_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Flattening */

void
desk_window_stop_flattening (DeskWindow *self)
{
  g_clear_handle_id (&self->flatten_timeout, g_source_remove);
}

static gboolean
go_on_flattening (gpointer data)
{
  DeskWindow *self = data;

  if (is_flat (self) || !has_run (self))
    {
      self->flatten_timeout = 0;
      finish (self);
      return G_SOURCE_REMOVE;
    }
  if (g_get_monotonic_time () > self->flatten_until)
    {
      self->flatten_timeout = 0;
      tell_what_is_left (self, "no price came at which they could be closed");
      return G_SOURCE_REMOVE;
    }

  self->flatten_steps = !self->flatten_steps;
  desk_session_do (self->session, self->flatten_steps ? "run.step" : "position.close-all", NULL);
  return G_SOURCE_CONTINUE;
}

static void
on_close_all (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(DeskWindow) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = desk_session_call_finish (DESK_SESSION (source), result, &error);

  if (self->session == NULL)
    return;
  if (answer == NULL)
    {
      tell_what_is_left (self, error->message);
      return;
    }

  desk_window_stop_flattening (self);
  self->flatten_until = g_get_monotonic_time () + FLATTEN_PATIENCE;
  self->flatten_steps = FALSE;
  self->flatten_timeout = g_timeout_add (FLATTEN_INTERVAL, go_on_flattening, self);
}

static void
flatten (DeskWindow *self)
{
  desk_window_toast (self, "Closing all positions…");
  desk_session_call_async (self->session, "position.close-all", NULL, NULL, on_close_all,
                           g_object_ref (self));
}

static void
on_close_response (DeskWindow       *self,
                   const char       *response,
                   AdwMessageDialog *dialog)
{
  GtkCheckButton *always = GTK_CHECK_BUTTON (adw_message_dialog_get_extra_child (dialog));

  if (g_str_equal (response, "keep"))
    {
      if (gtk_check_button_get_active (always))
        desk_settings_set (self->settings, "background.keep-running",
                           g_variant_new_string ("keep"));
      go_to_background (self);
    }
  else if (g_str_equal (response, "flatten"))
    flatten (self);
}

static void
ask (DeskWindow *self)
{
  g_autofree char *things = count_things (self);
  AdwMessageDialog *dialog = make_dialog (self, "Positions Are Open");

  if (count_positions (self) == 0)
    adw_message_dialog_set_heading (dialog, "Orders Are Working");
  adw_message_dialog_format_body (dialog,
                                  "The demo account has %s. In the background the replay goes on, "
                                  "protective stops included; start DayTrader again to come back. "
                                  "Flatten closes everything at the next prices.", things);
  adw_message_dialog_set_extra_child (
    dialog, gtk_check_button_new_with_mnemonic ("_Always keep running without asking"));
  adw_message_dialog_add_response (dialog, "flatten", "_Flatten and Quit");
  adw_message_dialog_set_response_appearance (dialog, "flatten", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_close_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
has_chosen (DeskWindow *self,
            const char *choice)
{
  const char *chosen = desk_settings_get_string (self->settings, "background.keep-running");

  return g_str_equal (chosen, choice);
}

/* @quit: the user wants the program to end, not only the window to go */
static void
close_saved (gpointer window)
{
  desk_window_ask_to_close (window, FALSE);
}

static void
quit_saved (gpointer window)
{
  desk_window_ask_to_close (window, TRUE);
}

/* Rules that were changed and not saved are asked about first, where they can be seen. */
static gboolean
ask_about_rules (DeskWindow *self,
                 gboolean    quit)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, "strategies");

  if (page == NULL || !desk_strategies_page_has_changes (DESK_STRATEGIES_PAGE (page)))
    return FALSE;

  desk_window_show_page (self, "strategies");
  desk_strategies_page_ask (DESK_STRATEGIES_PAGE (page),
                            G_CALLBACK (quit ? quit_saved : close_saved), self);
  return TRUE;
}

void
desk_window_ask_to_close (DeskWindow *self,
                          gboolean    quit)
{
  if (ask_about_rules (self, quit))
    return;

  if (self->close_dialog != NULL)
    gtk_window_present (GTK_WINDOW (self->close_dialog));
  else if (!has_run (self) || is_flat (self))
    finish (self);
  else if (!quit && has_chosen (self, "keep"))
    go_to_background (self);
  else if (!quit && has_chosen (self, "flatten"))
    flatten (self);
  else
    ask (self);
}
