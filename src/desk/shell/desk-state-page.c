/* desk-state-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include "desk-compat.h"

#include "desk-state-page.h"
#include "desk-trouble.h"

struct _DeskStatePage
{
  AdwBin         parent_instance;

  DeskSession   *session;

  AdwStatusPage *status;
  GtkSpinner    *spinner;
  GtkWidget     *progress_clamp;
  GtkProgressBar *progress;
  GtkWidget     *text_clamp;
  AdwActionRow  *money_row;
  AdwActionRow  *remedy_row;
  AdwActionRow  *detail_row;
  GtkButton     *retry_button;
};

G_DEFINE_FINAL_TYPE (DeskStatePage, desk_state_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_waiting (DeskStatePage *self,
              const char    *icon,
              const char    *title,
              const char    *description)
{
  adw_status_page_set_icon_name (self->status, icon);
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, description);
}

static void
show_import (DeskStatePage *self)
{
  double progress = desk_session_get_progress (self->session);
  g_autofree char *text = g_strdup_printf ("%.0f %%", 100. * progress);

  show_waiting (self, NULL, "Preparing the Demo Market",
                "Real history that comes with DayTrader is copied for the demo account, once.");
  gtk_progress_bar_set_fraction (self->progress, progress);
  gtk_progress_bar_set_text (self->progress, text);
}

/* The message is from outside: a row's subtitle is markup. */
static void
set_subtitle (AdwActionRow *row,
              const char   *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (row, markup);
  gtk_widget_set_visible (GTK_WIDGET (row), *text != '\0');
}

static void
show_trouble (DeskStatePage     *self,
              const DeskTrouble *trouble,
              gboolean           is_lost)
{
  const GError *error = desk_session_get_error (self->session);

  show_waiting (self, trouble->icon, trouble->title, trouble->happened);
  set_subtitle (self->money_row, trouble->money);
  set_subtitle (self->remedy_row, trouble->remedy);
  set_subtitle (self->detail_row, error != NULL ? error->message
                                                : desk_session_get_data_dir (self->session));
  gtk_button_set_label (self->retry_button, is_lost ? "_Reconnect" : "_Try Again");
  gtk_button_set_use_underline (self->retry_button, TRUE);
  desk_compat_announce (GTK_WIDGET (self), trouble->title);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->retry_button));
}

static void
update (DeskStatePage *self)
{
  DeskSessionState state = desk_session_get_state (self->session);
  gboolean failed = state == DESK_SESSION_FAILED, is_lost = state == DESK_SESSION_LOST;
  gboolean opens = state == DESK_SESSION_OPENING || state == DESK_SESSION_CLOSED;

  gtk_widget_set_visible (self->progress_clamp, state == DESK_SESSION_IMPORTING);
  gtk_widget_set_visible (self->text_clamp, failed || is_lost);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), opens);
  gtk_spinner_set_spinning (self->spinner, state == DESK_SESSION_OPENING);

  if (state == DESK_SESSION_IMPORTING)
    show_import (self);
  else if (failed)
    show_trouble (self, desk_trouble_find (desk_session_get_error (self->session)), FALSE);
  else if (is_lost)
    show_trouble (self, desk_trouble_lost (), TRUE);
  else if (opens)
    show_waiting (self, NULL, "Opening", "The engine starts; a run that was cut off is taken up.");
}

static void
on_retry (DeskStatePage *self)
{
  desk_session_open (self->session);
}

static void
on_open_folder (DeskStatePage *self)
{
  g_autofree char *path = g_strdup (desk_session_get_data_dir (self->session));
  g_autofree char *uri = NULL;

  /* It may be the directory itself that is missing */
  while (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      char *parent = g_path_get_dirname (path);

      g_free (path);
      path = parent;
    }
  uri = g_filename_to_uri (path, NULL, NULL);
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME);
}

static void
desk_state_page_constructed (GObject *object)
{
  DeskStatePage *self = DESK_STATE_PAGE (object);

  G_OBJECT_CLASS (desk_state_page_parent_class)->constructed (object);

  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::progress", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
desk_state_page_dispose (GObject *object)
{
  DeskStatePage *self = DESK_STATE_PAGE (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_state_page_parent_class)->dispose (object);
}

static void
desk_state_page_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  DeskStatePage *self = DESK_STATE_PAGE (object);

  if (id == PROP_SESSION)
    g_value_set_object (value, self->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
desk_state_page_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  DeskStatePage *self = DESK_STATE_PAGE (object);

  if (id == PROP_SESSION)
    self->session = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
desk_state_page_class_init (DeskStatePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = desk_state_page_constructed;
  object_class->dispose = desk_state_page_dispose;
  object_class->get_property = desk_state_page_get_property;
  object_class->set_property = desk_state_page_set_property;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, DESK_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/shell/desk-state-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskStatePage, status);
  gtk_widget_class_bind_template_child (widget_class, DeskStatePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, DeskStatePage, progress_clamp);
  gtk_widget_class_bind_template_child (widget_class, DeskStatePage, progress);
  gtk_widget_class_bind_template_child (widget_class, DeskStatePage, text_clamp);
  gtk_widget_class_bind_template_child (widget_class, DeskStatePage, money_row);
  gtk_widget_class_bind_template_child (widget_class, DeskStatePage, remedy_row);
  gtk_widget_class_bind_template_child (widget_class, DeskStatePage, detail_row);
  gtk_widget_class_bind_template_child (widget_class, DeskStatePage, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_open_folder);
}

static void
desk_state_page_init (DeskStatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
