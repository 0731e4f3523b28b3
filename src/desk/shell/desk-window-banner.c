/* desk-window-banner.c - what the user should know: banner and troubles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include <string.h>

#include "desk-compat.h"
#include "desk-format.h"

#include "desk-window-private.h"

/* Characters that a toast shows even in a narrow window. */
#define TOAST_LENGTH 48

typedef struct
{
  char       *text;
  const char *icon;
  const char *action;     /* (nullable): id of the row whose action the button is */
} Banner;

static char *
tell_recovery (const DeskClock   *clock,
               const DeskAccount *account)
{
  g_autofree char *date = desk_format_time (clock->time, DESK_TIME_DATE);
  g_autofree char *minute = desk_format_time (clock->time, DESK_TIME_MINUTE);
  const char *waits = clock->state == DESK_RUN_PAUSED ? " It waits, paused." : "";

  if (!clock->cut_off)
    return g_strdup_printf ("The replay is where you left it.%s", waits);
  if (clock->time == DT_TIME_NONE)
    return g_strdup_printf ("The run that was cut off was recovered; nothing lost.%s", waits);

  return g_strdup_printf ("The run that was cut off at %s, %s was recovered: %u %s, nothing "
                          "lost.%s", date, minute, account->n_trades,
                          account->n_trades == 1 ? "trade" : "trades", waits);
}

/* The most pressing one. */
static Banner
find_banner (DeskWindow *self)
{
  const DeskClock *clock = desk_session_get_clock (self->session);
  const DeskAccount *account = desk_session_get_account (self->session);

  if (desk_session_get_state (self->session) != DESK_SESSION_READY)
    return (Banner) { NULL };
  if (clock->state == DESK_RUN_FAILED)
    return (Banner) { g_strdup_printf ("The run has stopped: %s", clock->message != NULL
                                       ? clock->message : "the engine gives no reason"),
                      "dialog-error-symbolic", "replay.restart" };
  if (account->breaker)
    return (Banner) { g_strdup (account->breaker_reason), "process-stop-symbolic",
                      "engine.rearm" };
  if (clock->recovered)
    return (Banner) { tell_recovery (clock, account), "emblem-ok-symbolic",
                      clock->state == DESK_RUN_PAUSED ? "run.resume" : NULL };

  return (Banner) { NULL };
}

/* The target before the name: a name that is there for a moment without what it needs is a warning.
 */
static void
set_action (GtkActionable *button,
            const char    *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  if (!g_action_parse_detailed_name (detailed, &name, &target, NULL))
    return;

  gtk_actionable_set_action_name (button, NULL);
  gtk_actionable_set_action_target_value (button, target);
  gtk_actionable_set_action_name (button, name);
}

static void
fill_banner (DeskWindow   *self,
             const Banner *banner)
{
  const DeskAction *action = banner->action != NULL ? desk_action_find (banner->action) : NULL;
  GtkActionable *button = GTK_ACTIONABLE (self->banner_button);

  gtk_image_set_from_icon_name (self->banner_icon, banner->icon);
  gtk_label_set_text (self->banner_label, banner->text);
  gtk_widget_set_visible (GTK_WIDGET (button), action != NULL);
  if (action != NULL)
    {
      g_autofree char *name = desk_action_dup_detailed_name (action);

      gtk_button_set_label (self->banner_button, action->command->title);
      set_action (button, name);
    }
  desk_compat_announce (GTK_WIDGET (self->banner), banner->text);
}

/* A banner that was dismissed comes back only when it says something else. */
void
desk_window_update_banner (DeskWindow *self)
{
  Banner banner = find_banner (self);

  if (g_strcmp0 (banner.text, self->banner_text) == 0)
    {
      g_free (banner.text);
      return;
    }

  if (banner.text != NULL)
    fill_banner (self, &banner);
  gtk_revealer_set_reveal_child (self->banner, banner.text != NULL);
  g_free (self->banner_text);
  self->banner_text = banner.text;
}

void
desk_window_dismiss_banner (DeskWindow *self)
{
  gtk_revealer_set_reveal_child (self->banner, FALSE);
}

/* Troubles */

static void
on_trouble_gone (DeskWindow *self)
{
  self->trouble_dialog = NULL;
}

static void
add_to_dialog (AdwMessageDialog *dialog,
               const char       *line)
{
  const char *body = adw_message_dialog_get_body (dialog);

  if (strstr (body, line) == NULL)
    adw_message_dialog_format_body (dialog, "%s\n\n%s", body, line);
}

static void
show_trouble (DeskWindow *self,
              const char *title,
              const char *text)
{
  GtkWidget *dialog = adw_message_dialog_new (desk_window_get_front (self), title, NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), "%s", text);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", "_Close");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (on_trouble_gone), self,
                           G_CONNECT_SWAPPED);
  self->trouble_dialog = dialog;
  gtk_window_present (GTK_WINDOW (dialog));
}

void
desk_window_tell_trouble (DeskWindow *self,
                          const char *title,
                          const char *text)
{
  g_autofree char *line = g_strdup_printf ("%s: %s", title, text);

  if (self->trouble_dialog != NULL)
    add_to_dialog (ADW_MESSAGE_DIALOG (self->trouble_dialog), line);
  else if (g_utf8_strlen (line, -1) <= TOAST_LENGTH)
    desk_window_toast (self, line);
  else
    show_trouble (self, title, text);
}
