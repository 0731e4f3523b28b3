/* desk-alert-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-alerts"

#include "config.h"

#include "desk-column.h"
#include "desk-format.h"

#include "desk-alert-row.h"

struct _DeskAlertRow
{
  GtkListBoxRow  parent_instance;

  DeskAlert     *alert;
  gboolean       is_filling;

  /* Template */
  GtkSwitch     *enabled;
  GtkLabel      *title;
  GtkLabel      *note;
  GtkImage      *state_icon;
  GtkLabel      *state;
  GtkButton     *edit;
  GtkButton     *remove;
};

G_DEFINE_FINAL_TYPE (DeskAlertRow, desk_alert_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  SWITCHED,
  EDIT,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_fired (const DtAlert *alert)
{
  g_autofree char *time = desk_format_time (alert->fired_time, DESK_TIME_FULL);

  if (alert->n_fired == 1)
    return g_strdup_printf ("Fired once, %s", time);

  return g_strdup_printf ("Fired %u times, last %s", alert->n_fired, time);
}

static void
show_state (DeskAlertRow         *self,
            const DeskAlertState *state)
{
  g_autofree char *fired = state->alert->n_fired > 0 ? dup_fired (state->alert) : NULL;
  g_autofree char *text = NULL;
  DeskTone tone = DESK_TONE_DIM;
  const char *icon;

  if (*state->problem != '\0')
    {
      icon = "dialog-warning-symbolic";
      tone = DESK_TONE_WARNING;
      text = g_strdup (state->problem);
    }
  else if (state->alert->enabled)
    {
      icon = "alarm-symbolic";
      text = g_strdup_printf ("%s%s%s", state->alert->once ? "Once" : "Each time",
                              fired != NULL ? " · " : " · waits", fired != NULL ? fired : "");
    }
  else
    {
      icon = fired != NULL ? "emblem-ok-symbolic" : "media-playback-pause-symbolic";
      text = g_strdup (fired != NULL ? fired : "Off");
    }

  gtk_image_set_from_icon_name (self->state_icon, icon);
  desk_tone_apply (GTK_WIDGET (self->state_icon), tone);
  gtk_label_set_text (self->state, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state), text);
}

static void
set_name (GtkWidget  *widget,
          const char *verb,
          const char *text)
{
  g_autofree char *name = g_strconcat (verb, text, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
show (DeskAlertRow *self)
{
  const DeskAlertState *state = desk_alert_get_state (self->alert);

  self->is_filling = TRUE;
  gtk_switch_set_active (self->enabled, state->alert->enabled);
  gtk_switch_set_state (self->enabled, state->alert->enabled);
  self->is_filling = FALSE;
  gtk_label_set_text (self->title, state->text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), state->text);
  gtk_label_set_text (self->note, state->alert->note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), *state->alert->note != '\0');
  show_state (self, state);
  set_name (GTK_WIDGET (self), "", state->text);
  set_name (GTK_WIDGET (self->enabled), "Look for: ", state->text);
  set_name (GTK_WIDGET (self->edit), "Change: ", state->text);
  set_name (GTK_WIDGET (self->remove), "Remove: ", state->text);
}

/* The engine says what it is; until then the switch shows what was wanted. */
static gboolean
state_set (DeskAlertRow *self,
           gboolean      wanted)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[SWITCHED], 0, wanted);

  return FALSE;
}

static void
edit_clicked (DeskAlertRow *self)
{
  g_signal_emit (self, signals[EDIT], 0);
}

static void
remove_clicked (DeskAlertRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
desk_alert_row_dispose (GObject *object)
{
  DeskAlertRow *self = DESK_ALERT_ROW (object);

  if (self->alert != NULL)
    g_signal_handlers_disconnect_by_data (self->alert, self);
  g_clear_object (&self->alert);

  G_OBJECT_CLASS (desk_alert_row_parent_class)->dispose (object);
}

static void
desk_alert_row_class_init (DeskAlertRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_alert_row_dispose;

  signals[SWITCHED] = g_signal_new ("switched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                0);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/alerts/desk-alert-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskAlertRow, enabled);
  gtk_widget_class_bind_template_child (widget_class, DeskAlertRow, title);
  gtk_widget_class_bind_template_child (widget_class, DeskAlertRow, note);
  gtk_widget_class_bind_template_child (widget_class, DeskAlertRow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, DeskAlertRow, state);
  gtk_widget_class_bind_template_child (widget_class, DeskAlertRow, edit);
  gtk_widget_class_bind_template_child (widget_class, DeskAlertRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, state_set);
  gtk_widget_class_bind_template_callback (widget_class, edit_clicked);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked);
}

static void
desk_alert_row_init (DeskAlertRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
desk_alert_row_new (DeskAlert *alert)
{
  DeskAlertRow *self = g_object_new (DESK_TYPE_ALERT_ROW, NULL);

  self->alert = g_object_ref (alert);
  g_signal_connect_swapped (alert, "changed", G_CALLBACK (show), self);
  show (self);

  return GTK_WIDGET (self);
}

DeskAlert *
desk_alert_row_get_alert (DeskAlertRow *self)
{
  g_return_val_if_fail (DESK_IS_ALERT_ROW (self), NULL);

  return self->alert;
}
