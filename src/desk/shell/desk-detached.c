/* desk-detached.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include "desk-transport.h"

#include "desk-detached.h"
#include "desk-pane.h"

#define KEY_SIZE     40
/* Pixels; below them the header has room for the title alone. */
#define NARROW_WIDTH 560

struct _DeskDetached
{
  AdwWindow        parent_instance;

  char            *name;
  DeskPage        *page;        /* (nullable): not owned, the bin has it */
  DeskSettings    *settings;

  AdwToastOverlay *toasts;
  GtkWidget       *clock;
  gboolean         narrow;
  guint            width_idle;
};

G_DEFINE_FINAL_TYPE (DeskDetached, desk_detached, ADW_TYPE_WINDOW)

/* "detached.chart-width" */
static const char *
make_key (DeskDetached *self,
          const char   *what,
          char          key[KEY_SIZE])
{
  g_snprintf (key, KEY_SIZE, "detached.%s-%s", self->name, what);

  return key;
}

static void
restore_size (DeskDetached *self)
{
  char key[KEY_SIZE];
  int width = desk_settings_get_int (self->settings, make_key (self, "width", key));
  int height = desk_settings_get_int (self->settings, make_key (self, "height", key));

  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (desk_settings_get_boolean (self->settings, make_key (self, "maximized", key)))
    gtk_window_maximize (GTK_WINDOW (self));
}

void
desk_detached_remember_size (DeskDetached *self)
{
  gboolean maximized;
  char key[KEY_SIZE];
  int width, height;

  g_return_if_fail (DESK_IS_DETACHED (self));

  maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  desk_settings_set (self->settings, make_key (self, "maximized", key),
                     g_variant_new_boolean (maximized));
  if (maximized || gtk_window_is_fullscreen (GTK_WINDOW (self)) || width < 200 || height < 200)
    return;

  desk_settings_set (self->settings, make_key (self, "width", key), g_variant_new_int32 (width));
  desk_settings_set (self->settings, make_key (self, "height", key), g_variant_new_int32 (height));
}

static void
desk_detached_unmap (GtkWidget *widget)
{
  desk_detached_remember_size (DESK_DETACHED (widget));

  GTK_WIDGET_CLASS (desk_detached_parent_class)->unmap (widget);
}

/* As in the main window: what can take Space, took it before. */
static gboolean
on_key_pressed (DeskDetached    *self,
                guint            key,
                guint            code,
                GdkModifierType  modifiers)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (key != GDK_KEY_space || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0
      || GTK_IS_EDITABLE (focus) || GTK_IS_BUTTON (focus) || GTK_IS_TEXT_VIEW (focus))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_activate_action (GTK_WIDGET (self), "win.run.toggle", NULL);
}

static void
add_keys (DeskDetached *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static GtkWidget *
make_header (DeskDetached *self,
             const char   *title)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *back = gtk_button_new_from_icon_name ("view-restore-symbolic");
  GtkWidget *pane;

  self->clock = g_object_new (DESK_TYPE_MARKET_CLOCK,
                              "session", desk_page_get_session (self->page), NULL);
  pane = g_object_new (DESK_TYPE_PANE, "shrinks", TRUE, "child", self->clock, NULL);
  gtk_widget_set_tooltip_text (back, "Return to Main Window");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "window.close");
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Return to Main Window", -1);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), back);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), pane);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (title, NULL));

  return header;
}

static void
fill (DeskDetached *self,
      const char   *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->toasts), TRUE);
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->page));
  gtk_box_append (GTK_BOX (box), make_header (self, title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toasts));
  adw_window_set_content (ADW_WINDOW (self), box);
}

static gboolean
apply_width (gpointer data)
{
  DeskDetached *self = data;

  self->width_idle = 0;
  gtk_widget_set_visible (self->clock, !self->narrow);

  return G_SOURCE_REMOVE;
}

static void
desk_detached_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  DeskDetached *self = DESK_DETACHED (widget);
  gboolean narrow = width < NARROW_WIDTH;

  GTK_WIDGET_CLASS (desk_detached_parent_class)->size_allocate (widget, width, height, baseline);

  /* Not in the middle of an allocation */
  if (narrow != self->narrow && self->width_idle == 0)
    self->width_idle = g_idle_add_full (GDK_PRIORITY_EVENTS, apply_width, self, NULL);
  self->narrow = narrow;
}

static void
desk_detached_dispose (GObject *object)
{
  g_clear_handle_id (&DESK_DETACHED (object)->width_idle, g_source_remove);
  g_clear_object (&DESK_DETACHED (object)->settings);

  G_OBJECT_CLASS (desk_detached_parent_class)->dispose (object);
}

static void
desk_detached_finalize (GObject *object)
{
  g_free (DESK_DETACHED (object)->name);

  G_OBJECT_CLASS (desk_detached_parent_class)->finalize (object);
}

static void
desk_detached_class_init (DeskDetachedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_detached_dispose;
  object_class->finalize = desk_detached_finalize;
  GTK_WIDGET_CLASS (klass)->size_allocate = desk_detached_size_allocate;
  GTK_WIDGET_CLASS (klass)->unmap = desk_detached_unmap;
}

static void
desk_detached_init (DeskDetached *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, 300);
  add_keys (self);
}

DeskDetached *
desk_detached_new (GtkApplication *application,
                   DeskPage       *page,
                   const char     *name,
                   const char     *title,
                   GActionGroup   *actions)
{
  g_autofree char *whole = g_strdup_printf ("%s – DayTrader", title);
  DeskDetached *self;

  g_return_val_if_fail (DESK_IS_PAGE (page), NULL);

  self = g_object_new (DESK_TYPE_DETACHED, "application", application, "title", whole, NULL);
  self->name = g_strdup (name);
  self->page = page;
  self->settings = g_object_ref (desk_page_get_settings (page));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", actions);
  fill (self, title);
  restore_size (self);

  return self;
}

const char *
desk_detached_get_name (DeskDetached *self)
{
  g_return_val_if_fail (DESK_IS_DETACHED (self), NULL);

  return self->name;
}

DeskPage *
desk_detached_get_page (DeskDetached *self)
{
  g_return_val_if_fail (DESK_IS_DETACHED (self), NULL);

  return self->page;
}

DeskPage *
desk_detached_give_back (DeskDetached *self)
{
  DeskPage *page;

  g_return_val_if_fail (DESK_IS_DETACHED (self), NULL);

  page = g_steal_pointer (&self->page);
  if (page != NULL)
    g_object_ref (page);
  adw_toast_overlay_set_child (self->toasts, NULL);

  return page;
}

GtkWidget *
desk_detached_get_toasts (DeskDetached *self)
{
  g_return_val_if_fail (DESK_IS_DETACHED (self), NULL);

  return GTK_WIDGET (self->toasts);
}
