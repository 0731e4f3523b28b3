/* desk-application.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include <glib-unix.h>

#include "desk-action-table.h"

#include "desk-alert-bell.h"

#include "desk-application.h"
#include "desk-headless.h"
#include "desk-style.h"
#include "desk-window.h"

/* To get the name of the program on the bus, when who had it goes */
#define MOST_TRIES 20
#define TRY_USEC   100000

struct _DeskApplication
{
  AdwApplication  parent_instance;

  char           *data_dir;     /* (nullable) */
  DeskSession    *session;      /* both from the first window on */
  DeskSettings   *settings;
  DeskStyle      *style;
  DeskAlertBell  *bell;         /* from the session on */
  DeskWindow     *window;       /* (nullable) */
  gboolean        is_stopping;  /* the emergency stop waits for the engine */
  guint           signals[3];
};

G_DEFINE_FINAL_TYPE (DeskApplication, desk_application, ADW_TYPE_APPLICATION)

static const GOptionEntry entries[] = {
  { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    "Keep market and books in DIR, in a process of its own", "DIR" },
  { "page", 0, 0, G_OPTION_ARG_STRING, NULL,
    "Show a page: overview, chart, positions, risk, activity, strategies, lab, journal", "NAME" },
  { "symbol", 0, 0, G_OPTION_ARG_STRING, NULL, "Show the chart of an instrument", "SYMBOL" },
  { "universe", 0, 0, G_OPTION_ARG_STRING, NULL,
    "Tape of the demo account when there is no run: minute, daily", "NAME" },
  { "strategy", 0, 0, G_OPTION_ARG_STRING, NULL,
    "Strategy for --headless; ema-crossover when left out", "NAME" },
  { "speed", 0, 0, G_OPTION_ARG_STRING, NULL,
    "Market seconds per second of a run that begins: 60, or max", "X" },
  { "headless", 0, 0, G_OPTION_ARG_NONE, NULL,
    "Play the run to its end without a window and print the result as JSON", NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, "Print the version", NULL },
  { NULL }
};

/* Options */

static gboolean
read_speed (GVariantDict *options,
            double       *speed)
{
  const char *text;
  char *end;

  *speed = 0.;
  if (!g_variant_dict_lookup (options, "speed", "&s", &text))
    return TRUE;
  if (g_str_equal (text, "max"))
    {
      *speed = INFINITY;
      return TRUE;
    }

  *speed = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && isfinite (*speed) && *speed > 0.)
    return TRUE;

  g_printerr ("daytrader: --speed %s: a number above 0, or max\n", text);
  return FALSE;
}

static int
run_headless (DeskApplication *self,
              GVariantDict    *options)
{
  const char *universe = NULL, *strategy = NULL;
  double speed;

  if (!read_speed (options, &speed))
    return EXIT_FAILURE;

  g_variant_dict_lookup (options, "universe", "&s", &universe);
  g_variant_dict_lookup (options, "strategy", "&s", &strategy);
  return desk_headless_run (self->data_dir, universe, strategy, speed);
}

/* Another one had the name and is gone without an answer: it crashed, or was about to end. */
static gboolean
is_left_alone (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN);
}

/* Who starts the program while it is still closing its books wants it all the same: GApplication
 * alone would give up. */
static int
register_name (GApplication *application)
{
  for (guint i = 1;; i++)
    {
      g_autoptr(GError) error = NULL;

      if (g_application_register (application, NULL, &error))
        return -1;
      if (i == MOST_TRIES || !is_left_alone (error))
        {
          g_printerr ("daytrader: it cannot start: %s\n", error->message);
          return EXIT_FAILURE;
        }
      g_usleep (TRY_USEC);
    }
}

static int
desk_application_handle_local_options (GApplication *application,
                                       GVariantDict *options)
{
  DeskApplication *self = DESK_APPLICATION (application);
  const char *data_dir;
  double speed;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("daytrader %s\n", DT_VERSION);
      return EXIT_SUCCESS;
    }

  if (g_variant_dict_lookup (options, "data-dir", "^&ay", &data_dir))
    {
      self->data_dir = g_canonicalize_filename (data_dir, NULL);
      g_application_set_flags (application, g_application_get_flags (application)
                                            | G_APPLICATION_NON_UNIQUE);
    }
  if (g_variant_dict_contains (options, "headless"))
    return run_headless (self, options);

  return read_speed (options, &speed) ? register_name (application) : EXIT_FAILURE;
}

static int
desk_application_command_line (GApplication            *application,
                               GApplicationCommandLine *command_line)
{
  DeskApplication *self = DESK_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  const char *universe = NULL, *page, *symbol;
  double speed;

  read_speed (options, &speed);
  g_variant_dict_lookup (options, "universe", "&s", &universe);
  g_application_activate (application);

  desk_window_set_start (self->window, universe, speed);
  if (g_variant_dict_lookup (options, "symbol", "&s", &symbol))
    {
      desk_session_set_symbol (self->session, symbol);
      desk_window_show_page (self->window, "chart");
    }
  if (g_variant_dict_lookup (options, "page", "&s", &page))
    desk_window_show_page (self->window, page);

  return EXIT_SUCCESS;
}

static void
set_accels (GtkApplication *application)
{
  guint n;
  const DeskAction *actions = desk_action_list (&n);

  for (guint i = 0; i < n; i++)
    if (actions[i].accels[0] != NULL)
      {
        g_autofree char *name = desk_action_dup_detailed_name (&actions[i]);

        gtk_application_set_accels_for_action (application, name,
                                               (const char *const *) actions[i].accels);
      }
}

/* An end that nobody can be asked about: the run waits for the next start. */
static gboolean
on_signal (gpointer data)
{
  DeskApplication *self = data;

  if (self->settings != NULL)
    desk_settings_save (self->settings);
  g_application_quit (G_APPLICATION (self));

  return G_SOURCE_CONTINUE;
}

static void
on_query_end (DeskApplication *self)
{
  if (self->settings != NULL)
    desk_settings_save (self->settings);
}

/* The emergency stop from anywhere on the desktop, "app.emergency-stop": a key of the whole
 * session, a script, another program over D-Bus. It acts at once, as nobody may be looking. */
static void
stop_when_ready (DeskApplication *self)
{
  if (!self->is_stopping || desk_session_get_state (self->session) != DESK_SESSION_READY)
    return;

  self->is_stopping = FALSE;
  desk_session_do (self->session, "engine.emergency-stop", NULL);
}

static void
on_emergency_stop (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  DeskApplication *self = data;

  self->is_stopping = TRUE;
  g_application_activate (G_APPLICATION (self));
  stop_when_ready (self);
}

/* What a notification of an alert leads to. */
static void
on_show_symbol (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  DeskApplication *self = data;

  g_application_activate (G_APPLICATION (self));
  desk_session_set_symbol (self->session, g_variant_get_string (parameter, NULL));
  desk_window_show_page (self->window, "chart");
}

static void
on_rang (DeskApplication *self,
         const char      *text)
{
  if (self->window != NULL)
    desk_window_toast (self->window, text);
}

static void
add_actions (DeskApplication *self)
{
  static const GActionEntry actions[] = {
    { "emergency-stop", on_emergency_stop }, { "show-symbol", on_show_symbol, "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

static void
desk_application_startup (GApplication *application)
{
  DeskApplication *self = DESK_APPLICATION (application);

  G_APPLICATION_CLASS (desk_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (DT_APPLICATION_ID);
  self->settings = desk_settings_new (NULL);
  self->style = desk_style_new (self->settings);
  set_accels (GTK_APPLICATION (self));
  add_actions (self);
  g_signal_connect (self, "query-end", G_CALLBACK (on_query_end), NULL);
  self->signals[0] = g_unix_signal_add (SIGINT, on_signal, self);
  self->signals[1] = g_unix_signal_add (SIGTERM, on_signal, self);
  self->signals[2] = g_unix_signal_add (SIGHUP, on_signal, self);
}

static void
on_window_destroyed (DeskApplication *self)
{
  self->window = NULL;
}

static void
desk_application_activate (GApplication *application)
{
  DeskApplication *self = DESK_APPLICATION (application);

  if (self->session == NULL)
    {
      self->session = desk_session_new (self->data_dir);
      g_signal_connect_swapped (self->session, "notify::state", G_CALLBACK (stop_when_ready),
                                self);
      self->bell = desk_alert_bell_new (application, self->session, self->settings);
      g_signal_connect_swapped (self->bell, "rang", G_CALLBACK (on_rang), self);
    }
  if (self->window == NULL)
    {
      self->window = desk_window_new (GTK_APPLICATION (self), self->session, self->settings);
      g_signal_connect_object (self->window, "destroy", G_CALLBACK (on_window_destroyed), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
desk_application_shutdown (GApplication *application)
{
  DeskApplication *self = DESK_APPLICATION (application);

  for (guint i = 0; i < G_N_ELEMENTS (self->signals); i++)
    g_clear_handle_id (&self->signals[i], g_source_remove);
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  if (self->bell != NULL)
    g_object_run_dispose (G_OBJECT (self->bell));
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      desk_session_close (self->session);
      desk_session_wait_closed (self->session);
    }
  if (self->settings != NULL)
    desk_settings_save (self->settings);

  G_APPLICATION_CLASS (desk_application_parent_class)->shutdown (application);
}

static void
desk_application_dispose (GObject *object)
{
  DeskApplication *self = DESK_APPLICATION (object);

  g_clear_object (&self->style);
  g_clear_object (&self->bell);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (desk_application_parent_class)->dispose (object);
}

static void
desk_application_finalize (GObject *object)
{
  g_free (DESK_APPLICATION (object)->data_dir);

  G_OBJECT_CLASS (desk_application_parent_class)->finalize (object);
}

static void
desk_application_class_init (DeskApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = desk_application_dispose;
  object_class->finalize = desk_application_finalize;
  application_class->handle_local_options = desk_application_handle_local_options;
  application_class->command_line = desk_application_command_line;
  application_class->startup = desk_application_startup;
  application_class->activate = desk_application_activate;
  application_class->shutdown = desk_application_shutdown;
}

static void
desk_application_init (DeskApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

DeskApplication *
desk_application_new (void)
{
  return g_object_new (DESK_TYPE_APPLICATION,
                       "application-id", DT_APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       NULL);
}
