/* desk-alert-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-alerts"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-column.h"

#include "desk-alert-dialog.h"
#include "desk-alert.h"

/* What can be waited for, in the order of the list. */
static const struct
{
  const char       *title;
  DtAlertKind       kind;
  DtAlertDirection  direction;
  const char       *value;       /* what the field asks for */
} whens[] = {
  { "Price Crosses Above", DT_ALERT_PRICE, DT_ALERT_ABOVE, "Price in USD" },
  { "Price Crosses Below", DT_ALERT_PRICE, DT_ALERT_BELOW, "Price in USD" },
  { "Price Crosses", DT_ALERT_PRICE, DT_ALERT_EITHER, "Price in USD" },
  { "Up From the Close Before", DT_ALERT_CHANGE, DT_ALERT_ABOVE, "Per cent" },
  { "Down From the Close Before", DT_ALERT_CHANGE, DT_ALERT_BELOW, "Per cent" },
  { "Up or Down From the Close Before", DT_ALERT_CHANGE, DT_ALERT_EITHER, "Per cent" },
  { "Rule Becomes True", DT_ALERT_RULE, DT_ALERT_ABOVE, "Rule, as in a strategy" },
};

/* As the scopes are numbered. */
static const char *const scopes[] = { "Symbols", "Watchlist", "All of the Replay’s Market", NULL };

typedef struct
{
  AdwMessageDialog *dialog;
  DeskSession      *session;
  guint64           id;
  DeskAlertDone     done;
  gpointer          data;
  GDestroyNotify    free_data;

  AdwComboRow      *when;
  AdwEntryRow      *value;
  AdwComboRow      *scope;
  AdwEntryRow      *symbols;
  GtkSwitch        *each;
  AdwActionRow     *pause_row;
  GtkSpinButton    *pause;
  AdwEntryRow      *note;
  GtkLabel         *problem;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->session);
  if (form->free_data != NULL)
    form->free_data (form->data);
  g_free (form);
}

/* What the fields say */

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* As the user's locale writes it, or as programs do; NaN when it is no number. */
static double
read_number (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  char *end;
  double number;

  if (*trimmed == '\0')
    return NAN;
  if (g_str_has_suffix (trimmed, "%"))
    trimmed[strlen (trimmed) - 1] = '\0';
  g_strchomp (trimmed);
  number = strtod (trimmed, &end);
  if (*end != '\0')
    number = g_ascii_strtod (trimmed, &end);

  return *end == '\0' ? number : NAN;
}

static char **
split (const char *text)
{
  g_auto(GStrv) parts = g_strsplit_set (text, ", ;", -1);
  g_autoptr(GStrvBuilder) symbols = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *upper = g_ascii_strup (parts[i], -1);

      if (*upper != '\0')
        g_strv_builder_add (symbols, upper);
    }

  return g_strv_builder_end (symbols);
}

static DtAlert *
read_form (Form *form)
{
  guint when = adw_combo_row_get_selected (form->when);
  DtAlert *alert = dt_alert_new ();

  alert->id = form->id;
  alert->kind = whens[when].kind;
  alert->direction = whens[when].direction;
  alert->scope = adw_combo_row_get_selected (form->scope);
  if (alert->scope == DT_ALERT_SYMBOLS)
    {
      g_strfreev (alert->symbols);
      alert->symbols = split (text_of (form->symbols));
    }
  if (alert->kind == DT_ALERT_RULE)
    alert->rule = g_strdup (text_of (form->value));
  else
    alert->level = read_number (text_of (form->value)) / (alert->kind == DT_ALERT_CHANGE ? 100.
                                                                                       : 1.);
  alert->once = !gtk_switch_get_active (form->each);
  alert->pause = (guint) gtk_spin_button_get_value_as_int (form->pause);
  g_free (alert->note);
  alert->note = g_strdup (text_of (form->note));

  return alert;
}

/* The engine's message begins with its sentence; a rule of one line needs its column alone. */
static char *
dup_problem (const GError *error)
{
  g_autofree char *sentence = g_strndup (error->message, strcspn (error->message, "\n"));
  char *place = g_strrstr (sentence, " (line ");
  guint line, column;

  if (place != NULL)
    *place = '\0';
  dt_rule_error_get_place (error, &line, &column);

  return column > 0 ? g_strdup_printf ("Column %u: %s", column, sentence)
                    : g_steal_pointer (&sentence);
}

/* Nothing is wrong with a field in which nobody has written yet. */
static void
check (Form *form)
{
  g_autoptr(DtAlert) alert = read_form (form);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean is_empty = *text_of (form->value) == '\0'
                      || (alert->scope == DT_ALERT_SYMBOLS && alert->symbols[0] == NULL);

  if (!dt_alert_check (alert, &error) && !is_empty)
    text = dup_problem (error);
  else if (alert->kind != DT_ALERT_RULE && !is_empty && isnan (alert->level))
    text = g_strdup ("That is no number");
  gtk_label_set_text (form->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (form->problem), text != NULL);
  adw_message_dialog_set_response_enabled (form->dialog, "save", error == NULL);
}

static void
changed (Form *form)
{
  guint when = adw_combo_row_get_selected (form->when);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (form->value), whens[when].value);
  gtk_widget_set_visible (GTK_WIDGET (form->symbols),
                          adw_combo_row_get_selected (form->scope) == DT_ALERT_SYMBOLS);
  gtk_widget_set_sensitive (GTK_WIDGET (form->pause_row), gtk_switch_get_active (form->each));
  check (form);
}

/* Answers */

typedef struct
{
  DeskAlertDone  done;
  gpointer       data;
  GDestroyNotify free_data;
  gboolean       is_new;
} Answer;

static void
answered (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autofree Answer *answer = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) value = desk_session_call_finish (DESK_SESSION (source), result, &error);
  g_autofree char *said = NULL;

  if (value == NULL)
    said = g_strdup_printf ("The alert was not kept: %s", error->message);
  answer->done (said != NULL ? said : answer->is_new ? "Alert added" : "Alert changed",
                answer->data);
  if (answer->free_data != NULL)
    answer->free_data (answer->data);
}

static void
on_response (AdwMessageDialog *dialog,
             const char       *response,
             Form             *form)
{
  g_autoptr(DtAlert) alert = NULL;
  Answer *answer;

  if (!g_str_equal (response, "save"))
    return;

  alert = read_form (form);
  answer = g_new (Answer, 1);
  *answer = (Answer) { form->done, form->data, g_steal_pointer (&form->free_data),
                       form->id == 0 };
  desk_session_call_async (form->session, form->id == 0 ? "alert.add" : "alert.edit",
                           desk_alert_make_arguments (alert, form->id), NULL, answered, answer);
}

/* The form */

static guint
find_when (const DtAlert *alert)
{
  for (guint i = 0; i < G_N_ELEMENTS (whens); i++)
    if (whens[i].kind == alert->kind
        && (alert->kind == DT_ALERT_RULE || whens[i].direction == alert->direction))
      return i;

  return 0;
}

static char *
dup_value (const DtAlert *alert)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];

  if (alert->kind == DT_ALERT_RULE)
    return g_strdup (alert->rule != NULL ? alert->rule : "");
  if (!isfinite (alert->level))
    return g_strdup ("");

  return g_strdup (g_ascii_formatd (buf, sizeof buf, "%.10g",
                                    alert->kind == DT_ALERT_CHANGE ? 100. * alert->level
                                                                   : alert->level));
}

static AdwComboRow *
add_combo (GtkListBox    *list,
           const char    *title,
           GtkStringList *model,
           guint          selected)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  gtk_list_box_append (list, row);

  return ADW_COMBO_ROW (row);
}

static AdwEntryRow *
add_entry (GtkListBox *list,
           const char *title,
           const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_append (list, row);

  return ADW_ENTRY_ROW (row);
}

static AdwActionRow *
add_row (GtkListBox *list,
         const char *title,
         const char *subtitle,
         GtkWidget  *widget)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
  gtk_list_box_append (list, row);

  return ADW_ACTION_ROW (row);
}

static void
fill_form (Form          *form,
           GtkListBox    *list,
           const DtAlert *alert)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr(GtkStringList) scope_titles = gtk_string_list_new (scopes);
  g_autofree char *value = dup_value (alert);
  g_autofree char *symbols = g_strjoinv (", ", alert->symbols);

  for (guint i = 0; i < G_N_ELEMENTS (whens); i++)
    gtk_string_list_append (titles, whens[i].title);
  form->when = add_combo (list, "When", titles, find_when (alert));
  form->value = add_entry (list, "", value);
  form->scope = add_combo (list, "Of", scope_titles, alert->scope);
  form->symbols = add_entry (list, "Symbols, apart by commas", symbols);
  form->each = GTK_SWITCH (gtk_switch_new ());
  gtk_switch_set_active (form->each, !alert->once);
  add_row (list, "Each Time", "Not only once for each symbol", GTK_WIDGET (form->each));
  form->pause = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0., DT_ALERT_MAX_PAUSE, 1.));
  gtk_spin_button_set_value (form->pause, alert->pause);
  form->pause_row = add_row (list, "Pause", "Minutes of the market until it may fire again",
                             GTK_WIDGET (form->pause));
  form->note = add_entry (list, "Note", alert->note);
}

static void
follow_form (Form *form)
{
  g_signal_connect_swapped (form->when, "notify::selected", G_CALLBACK (changed), form);
  g_signal_connect_swapped (form->scope, "notify::selected", G_CALLBACK (changed), form);
  g_signal_connect_swapped (form->value, "changed", G_CALLBACK (changed), form);
  g_signal_connect_swapped (form->symbols, "changed", G_CALLBACK (changed), form);
  g_signal_connect_swapped (form->note, "changed", G_CALLBACK (changed), form);
  g_signal_connect_swapped (form->each, "notify::active", G_CALLBACK (changed), form);
}

static GtkWidget *
make_body (Form          *form,
           const DtAlert *alert)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, "Alert",
                                  -1);
  fill_form (form, GTK_LIST_BOX (list), alert);
  form->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (form->problem, TRUE);
  gtk_label_set_natural_wrap_mode (form->problem, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (form->problem, 0.);
  desk_tone_apply (GTK_WIDGET (form->problem), DESK_TONE_DOWN);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (form->problem));

  return box;
}

void
desk_alert_dialog_present (GtkWindow      *parent,
                           DeskSession    *session,
                           const DtAlert  *alert,
                           DeskAlertDone   done,
                           gpointer        data,
                           GDestroyNotify  free_data)
{
  Form *form = g_new0 (Form, 1);

  form->session = g_object_ref (session);
  form->id = alert->id;
  form->done = done;
  form->data = data;
  form->free_data = free_data;
  form->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, alert->id == 0 ? "New Alert"
                                                                                    : "Alert",
                                                             NULL));
  g_object_set_data_full (G_OBJECT (form->dialog), "desk-alert-form", form, form_free);
  adw_message_dialog_add_responses (form->dialog, "cancel", "_Cancel", "save",
                                    alert->id == 0 ? "_Add" : "_Save", NULL);
  adw_message_dialog_set_response_appearance (form->dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (form->dialog, "save");
  adw_message_dialog_set_close_response (form->dialog, "cancel");
  adw_message_dialog_set_extra_child (form->dialog, make_body (form, alert));
  follow_form (form);
  changed (form);
  g_signal_connect (form->dialog, "response", G_CALLBACK (on_response), form);
  gtk_window_present (GTK_WINDOW (form->dialog));
  gtk_widget_grab_focus (GTK_WIDGET (form->value));
}
