/* desk-ticket-fields.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-ticket"

#include "config.h"

#include "desk-ticket-fields.h"

/* Enter means the same in every field. */
static gboolean
on_number_key (GtkEventControllerKey *controller,
               guint                  key,
               guint                  code,
               GdkModifierType        modifiers,
               GtkWidget             *number)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter)
    return FALSE;

  gtk_spin_button_update (GTK_SPIN_BUTTON (number));
  gtk_widget_activate_default (number);
  return TRUE;
}

GtkSpinButton *
desk_ticket_add_number (GtkListBox *rows,
                        const char *title,
                        double      most,
                        double      step,
                        guint       digits,
                        double      value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *number = gtk_spin_button_new_with_range (0., most, step);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (number), digits);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (number), value);
  gtk_editable_set_width_chars (GTK_EDITABLE (number), 9);
  gtk_editable_set_alignment (GTK_EDITABLE (number), 1.);
  gtk_widget_set_valign (number, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (number, "figure");
  gtk_accessible_update_property (GTK_ACCESSIBLE (number), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_number_key), number);
  gtk_widget_add_controller (number, keys);
  gtk_list_box_append (rows, row);

  return GTK_SPIN_BUTTON (number);
}

/* Not an AdwComboRow: that of libadwaita 1.2 is never freed. */
GtkDropDown *
desk_ticket_add_choice (GtkListBox    *rows,
                        const char    *title,
                        GtkStringList *choices)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *list = gtk_drop_down_new (G_LIST_MODEL (choices), NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (list, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  /* What takes the focus is the button in it */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (list)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), list);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), list);
  gtk_list_box_append (rows, row);

  return GTK_DROP_DOWN (list);
}

double
desk_ticket_get_number (GtkSpinButton *number)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (number));
  char *end;
  double value = g_strtod (text, &end);

  while (g_ascii_isspace (*end))
    end++;

  return *end == '\0' && value > 0. ? value : 0.;
}

void
desk_ticket_show_field (gpointer field,
                        gboolean shown)
{
  gtk_widget_set_visible (gtk_widget_get_ancestor (field, ADW_TYPE_ACTION_ROW), shown);
}
