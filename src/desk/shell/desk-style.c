/* desk-style.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include "desk-style.h"

#define RESOURCE_PATH "/io/github/daytraderai/DayTrader/"

struct _DeskStyle
{
  GObject         parent_instance;

  DeskSettings   *settings;
  GtkCssProvider *provider;     /* (nullable): the palette, when it is not the classic one */
};

G_DEFINE_FINAL_TYPE (DeskStyle, desk_style, G_TYPE_OBJECT)

static void
drop_palette (DeskStyle *self)
{
  if (self->provider != NULL)
    gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                   GTK_STYLE_PROVIDER (self->provider));
  g_clear_object (&self->provider);
}

static void
apply_palette (DeskStyle *self)
{
  const char *palette = desk_settings_get_string (self->settings, "style.palette");
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autofree char *path = g_strconcat (RESOURCE_PATH "style-", palette, dark ? "-dark" : "",
                                       ".css", NULL);

  drop_palette (self);
  if (!g_resources_get_info (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL))
    return;

  self->provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (self->provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

static void
apply_scheme (DeskStyle *self)
{
  const char *scheme = desk_settings_get_string (self->settings, "style.scheme");
  AdwColorScheme wanted = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (scheme, "dark"))
    wanted = ADW_COLOR_SCHEME_FORCE_DARK;
  else if (g_str_equal (scheme, "light"))
    wanted = ADW_COLOR_SCHEME_FORCE_LIGHT;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), wanted);
}

static void
desk_style_dispose (GObject *object)
{
  DeskStyle *self = DESK_STYLE (object);

  drop_palette (self);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (desk_style_parent_class)->dispose (object);
}

static void
desk_style_class_init (DeskStyleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_style_dispose;
}

static void
desk_style_init (DeskStyle *self)
{
}

DeskStyle *
desk_style_new (DeskSettings *settings)
{
  DeskStyle *self = g_object_new (DESK_TYPE_STYLE, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::style.scheme", G_CALLBACK (apply_scheme), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::style.palette", G_CALLBACK (apply_palette), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (apply_palette), self, G_CONNECT_SWAPPED);
  apply_scheme (self);
  apply_palette (self);

  return self;
}
