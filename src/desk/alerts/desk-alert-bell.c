/* desk-alert-bell.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-alerts"

#include "config.h"

#include "desk-alert-bell.h"
#include "desk-alert-model.h"

#define NOTIFY "alerts.notify"
#define SOUND  "alerts.sound"
#define PINNED "quotes.pinned"

/* What comes in a burst rings once, µs. */
#define RING_PAUSE (G_USEC_PER_SEC)

struct _DeskAlertBell
{
  GObject         parent_instance;

  GApplication   *application;   /* not owned */
  DeskSession    *session;
  DeskSettings   *settings;
  DeskAlertModel *model;
  gint64          rang;          /* monotonic */
};

G_DEFINE_FINAL_TYPE (DeskAlertBell, desk_alert_bell, G_TYPE_OBJECT)

static guint rang;

static void
notify (DeskAlertBell *self,
        guint64        alert,
        const char    *symbol,
        const char    *text)
{
  g_autoptr(GNotification) notification = g_notification_new (symbol);
  g_autoptr(GIcon) icon = g_themed_icon_new (DT_APPLICATION_ID);
  g_autofree char *id = g_strdup_printf ("alert-%" G_GUINT64_FORMAT, alert);

  g_notification_set_body (notification, text);
  g_notification_set_icon (notification, icon);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (notification, "app.show-symbol", "s", symbol);
  g_application_send_notification (self->application, id, notification);
}

static void
on_fired (DeskAlertBell *self,
          guint64        alert,
          const char    *symbol,
          const char    *text)
{
  gint64 now = g_get_monotonic_time ();
  GdkDisplay *display = gdk_display_get_default ();

  if (self->application != NULL && desk_settings_get_boolean (self->settings, NOTIFY))
    notify (self, alert, symbol, text);
  if (desk_settings_get_boolean (self->settings, SOUND) && display != NULL
      && now - self->rang > RING_PAUSE)
    gdk_display_beep (display);
  if (now - self->rang > RING_PAUSE)
    {
      self->rang = now;
      g_signal_emit (self, rang, 0, text);
    }
}

/* The engine knows the watchlist by what it was told last. */
static void
tell_watchlist (DeskAlertBell *self)
{
  g_autofree char *known = desk_alert_model_dup_watchlist (self->model);
  g_autofree char *watched = g_strdup (desk_settings_get_string (self->settings, PINNED));
  GVariantDict dict;

  if (desk_session_get_state (self->session) != DESK_SESSION_READY
      || desk_session_get_alerts (self->session) == NULL)
    return;

  g_strdelimit (watched, ";", ',');
  if (g_str_equal (known, watched))
    return;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbols", "s", watched);
  desk_session_call_async (self->session, "alert.watchlist", g_variant_dict_end (&dict), NULL,
                           NULL, NULL);
}

static void
desk_alert_bell_dispose (GObject *object)
{
  DeskAlertBell *self = DESK_ALERT_BELL (object);

  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_alert_bell_parent_class)->dispose (object);
}

static void
desk_alert_bell_class_init (DeskAlertBellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_alert_bell_dispose;

  rang = g_signal_new ("rang", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_alert_bell_init (DeskAlertBell *self)
{
}

DeskAlertBell *
desk_alert_bell_new (GApplication *application,
                     DeskSession  *session,
                     DeskSettings *settings)
{
  DeskAlertBell *self = g_object_new (DESK_TYPE_ALERT_BELL, NULL);

  self->application = application;
  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  self->model = desk_alert_model_new (session);
  g_signal_connect_swapped (self->model, "fired", G_CALLBACK (on_fired), self);
  g_signal_connect_swapped (self->model, "changed", G_CALLBACK (tell_watchlist), self);
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (tell_watchlist), self);
  g_signal_connect_swapped (settings, "changed::" PINNED, G_CALLBACK (tell_watchlist), self);
  tell_watchlist (self);

  return self;
}
