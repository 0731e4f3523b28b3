/* desk-setting-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-preferences"

#include "config.h"

#include <math.h>

#include "desk-setting-row.h"

/* Where the table knows no end. */
#define LARGEST_NUMBER 1e6

/* Belongs to the row's widget. */
typedef struct
{
  DeskSettings         *settings;
  const DeskSettingRow *row;
  char                **choices;   /* (nullable): of a list */
  char                **titles;    /* (nullable): of the first of them */
  GtkWidget            *widget;    /* the row */
  GtkWidget            *control;   /* what is switched, chosen, or typed into */
  GtkWidget            *reset;
  DeskSettingCheck      check;
  void                (*trouble)   (const char *what,
                                    gpointer    data);
  gpointer              data;
  gboolean              showing;   /* the value comes from the setting, not from the user */
} Row;

static void
row_free (gpointer data)
{
  Row *self = data;

  g_strfreev (self->choices);
  g_strfreev (self->titles);
  g_clear_object (&self->settings);
  g_free (self);
}

static gboolean
is_number (const DeskSettingRow *row)
{
  return *row->type == 'd' || *row->type == 'i';
}

static GVariant *
dup_value (Row *self)
{
  const char *id = self->row->id;

  switch (*self->row->type)
    {
    case 'b':
      return g_variant_new_boolean (desk_settings_get_boolean (self->settings, id));
    case 'i':
      return g_variant_new_int32 (desk_settings_get_int (self->settings, id));
    case 'd':
      return g_variant_new_double (desk_settings_get_double (self->settings, id));
    default:
      return g_variant_new_string (desk_settings_get_string (self->settings, id));
    }
}

static gboolean
is_default (Row *self)
{
  g_autoptr(GVariant) value = g_variant_ref_sink (dup_value (self));
  g_autoptr(GVariant) fallback =
    g_variant_parse (G_VARIANT_TYPE (self->row->type), self->row->fallback, NULL, NULL, NULL);

  return fallback != NULL && g_variant_equal (value, fallback);
}

static guint
find_choice (Row        *self,
             const char *value)
{
  for (guint i = 0; self->choices[i] != NULL; i++)
    if (g_strcmp0 (self->choices[i], value) == 0)
      return i;

  return GTK_INVALID_LIST_POSITION;
}

static void
show_text (Row *self)
{
  const char *value = desk_settings_get_string (self->settings, self->row->id);

  if (self->choices != NULL)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->control), find_choice (self, value));
  else if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->control)), value) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->control), value);
}

static void
show_value (Row *self)
{
  const char *id = self->row->id;

  self->showing = TRUE;
  if (*self->row->type == 'b')
    gtk_switch_set_active (GTK_SWITCH (self->control),
                           desk_settings_get_boolean (self->settings, id));
  else if (*self->row->type == 'i')
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->control),
                               desk_settings_get_int (self->settings, id));
  else if (*self->row->type == 'd')
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->control),
                               desk_settings_get_double (self->settings, id));
  else
    show_text (self);
  self->showing = FALSE;
  gtk_widget_set_visible (self->reset, !is_default (self));
}

static void
setting_changed (GtkWidget *widget)
{
  show_value (g_object_get_data (G_OBJECT (widget), "setting"));
}

/* A group of libadwaita 1.2 keeps its rows alive for ever; ours then hold on to nothing. */
static void
root_changed (GtkWidget *widget)
{
  Row *self = g_object_get_data (G_OBJECT (widget), "setting");

  if (gtk_widget_get_root (widget) != NULL || self->settings == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->settings, setting_changed, widget);
  g_clear_object (&self->settings);
}

/* What the user does */

static void
set (Row      *self,
     GVariant *value)
{
  g_autoptr(GVariant) owned = g_variant_ref_sink (value);

  if (!self->showing && self->settings != NULL)
    desk_settings_set (self->settings, self->row->id, owned);
}

static void
switched (Row *self)
{
  set (self, g_variant_new_boolean (gtk_switch_get_active (GTK_SWITCH (self->control))));
}

static void
number_changed (Row *self)
{
  double value = gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->control));

  set (self, *self->row->type == 'i' ? g_variant_new_int32 ((int) lround (value))
                                     : g_variant_new_double (value));
}

static void
chosen (Row *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->control));

  if (selected < g_strv_length (self->choices))
    set (self, g_variant_new_string (self->choices[selected]));
}

static void
typed (Row *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->control));
  g_autofree char *wrong = self->check != NULL ? self->check (text) : NULL;

  if (wrong == NULL)
    {
      gtk_widget_remove_css_class (self->widget, "error");
      set (self, g_variant_new_string (text));
      return;
    }
  gtk_widget_add_css_class (self->widget, "error");
  if (self->trouble != NULL)
    self->trouble (wrong, self->data);
}

static void
reset (Row *self)
{
  gtk_widget_remove_css_class (self->widget, "error");
  /* The button goes: the focus stays in the row */
  gtk_widget_grab_focus (self->control);
  desk_settings_reset (self->settings, self->row->id);
}

/* Widgets */

/* "blue-orange" is "Blue orange" in a list; what nobody has a title for stays what it is. */
static char *
make_choice_title (Row   *self,
                   guint  i)
{
  char *title;

  if (self->titles != NULL && i < g_strv_length (self->titles))
    return g_strdup (self->titles[i]);

  title = g_strdup (self->choices[i]);

  if (self->row->choices != NULL)
    {
      g_strdelimit (title, "-_", ' ');
      *title = g_ascii_toupper (*title);
    }

  return title;
}

static void
make_list (Row *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; self->choices[i] != NULL; i++)
    gtk_string_list_take (titles, make_choice_title (self, i));
  self->widget = self->control = adw_combo_row_new ();
  adw_combo_row_set_model (ADW_COMBO_ROW (self->control), G_LIST_MODEL (titles));
  /* Titles may be sentences: the row says all of the one that is chosen */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (self->control), self->titles != NULL);
  g_signal_connect_swapped (self->control, "notify::selected", G_CALLBACK (chosen), self);
}

static void
make_switch (Row *self)
{
  self->widget = adw_action_row_new ();
  self->control = gtk_switch_new ();
  g_signal_connect_swapped (self->control, "notify::active", G_CALLBACK (switched), self);
}

static void
make_number (Row *self)
{
  const DeskSettingRow *row = self->row;
  gboolean is_bounded = row->minimum != 0. || row->maximum != 0.;
  double low = is_bounded ? MAX (row->minimum, -LARGEST_NUMBER) : -LARGEST_NUMBER;
  double high = is_bounded ? MIN (row->maximum, LARGEST_NUMBER) : LARGEST_NUMBER;

  self->widget = adw_action_row_new ();
  self->control = gtk_spin_button_new_with_range (low, high, 1.);
  if (high - low <= 1.)
    gtk_spin_button_set_increments (GTK_SPIN_BUTTON (self->control), .05, .1);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (self->control),
                              *row->type == 'd' ? (high - low <= 1. ? 2 : 1) : 0);
  gtk_widget_add_css_class (self->control, "figure");
  g_signal_connect_swapped (self->control, "value-changed", G_CALLBACK (number_changed), self);
}

static void
make_entry (Row *self)
{
  self->widget = self->control = adw_entry_row_new ();
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->control), TRUE);
  gtk_widget_set_tooltip_text (self->widget, self->row->summary);
  g_signal_connect_swapped (self->control, "apply", G_CALLBACK (typed), self);
}

static void
add_suffix (Row       *self,
            GtkWidget *suffix)
{
  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  if (ADW_IS_ENTRY_ROW (self->widget))
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->widget), suffix);
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (self->widget), suffix);
}

static void
add_reset (Row *self)
{
  g_autofree char *label = g_strdup_printf ("Reset %s", self->row->title);

  self->reset = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_widget_add_css_class (self->reset, "flat");
  gtk_widget_set_tooltip_text (self->reset, "Back to the default");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reset), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_signal_connect_swapped (self->reset, "clicked", G_CALLBACK (reset), self);
  add_suffix (self, self->reset);
}

static void
add_control (Row *self)
{
  if (self->control != self->widget)
    {
      add_suffix (self, self->control);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->widget), self->control);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->control),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, self->row->title, -1);
    }
  if (self->titles != NULL)
    gtk_widget_set_tooltip_text (self->widget, self->row->summary);
  else if (ADW_IS_ACTION_ROW (self->widget) && self->row->summary != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->widget), self->row->summary);
}

static void
make_widget (Row *self)
{
  if (*self->row->type == 'b')
    make_switch (self);
  else if (is_number (self->row))
    make_number (self);
  else if (self->choices != NULL)
    make_list (self);
  else
    make_entry (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->widget), self->row->title);
}

/* A value that is in no list is offered too: it may come from a newer version. */
static char **
make_choices (DeskSettings         *settings,
              const DeskSettingRow *row,
              const char *const    *choices)
{
  g_auto(GStrv) own = row->choices != NULL ? g_strsplit (row->choices, ";", -1) : NULL;
  GStrvBuilder *builder;
  char **list;

  if (own != NULL)
    return g_steal_pointer (&own);
  if (choices == NULL || choices[0] == NULL)
    return NULL;

  builder = g_strv_builder_new ();
  g_strv_builder_addv (builder, (const char **) choices);
  if (!g_strv_contains (choices, desk_settings_get_string (settings, row->id)))
    g_strv_builder_add (builder, desk_settings_get_string (settings, row->id));
  list = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);

  return list;
}

GtkWidget *
desk_setting_row_new (DeskSettings          *settings,
                      const DeskSettingRow  *row,
                      const char *const     *choices,
                      const char *const     *titles,
                      DeskSettingCheck       check,
                      void                 (*trouble) (const char *what,
                                                       gpointer    data),
                      gpointer               data)
{
  g_autofree char *signal = NULL;
  Row *self;

  g_return_val_if_fail (DESK_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (row != NULL && row->title != NULL, NULL);

  self = g_new0 (Row, 1);
  *self = (Row) { .settings = g_object_ref (settings), .row = row, .check = check,
                  .trouble = trouble, .data = data };
  if (*row->type == 's')
    self->choices = make_choices (settings, row, choices);
  self->titles = g_strdupv ((char **) titles);
  make_widget (self);
  g_object_set_data_full (G_OBJECT (self->widget), "setting", self, row_free);
  add_reset (self);
  add_control (self);
  show_value (self);
  g_signal_connect (self->widget, "notify::root", G_CALLBACK (root_changed), NULL);
  signal = g_strconcat ("changed::", row->id, NULL);
  g_signal_connect_object (settings, signal, G_CALLBACK (setting_changed), self->widget,
                           G_CONNECT_SWAPPED);

  return self->widget;
}
