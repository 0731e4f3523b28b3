/* desk-alerts-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-alerts"

#include "config.h"

#include "desk-column.h"
#include "desk-fold.h"
#include "desk-format.h"
#include "desk-note.h"
#include "desk-table.h"
#include "desk-toast.h"

#include "desk-alert-dialog.h"
#include "desk-alert-model.h"
#include "desk-alert-row.h"
#include "desk-alerts-page.h"

struct _DeskAlertsPage
{
  DeskPage           parent_instance;

  DeskSession       *session;      /* not owned */
  DeskAlertModel    *model;

  /* Template */
  AdwToastOverlay   *toasts;
  GtkBox            *head;
  DeskFold          *fold;
  GtkStack          *tabs;
  GtkStack          *alerts_stack;
  GtkListBox        *list;
  GtkStack          *history_stack;
  GtkColumnView     *history;
};

G_DEFINE_FINAL_TYPE (DeskAlertsPage, desk_alerts_page, DESK_TYPE_PAGE)

static void
toast (const char *text,
       gpointer    data)
{
  DeskAlertsPage *self = data;

  if (self->toasts != NULL && self->session != NULL)
    desk_toast (GTK_WIDGET (self->toasts), text);
}

static void
show_state (DeskAlertsPage *self)
{
  GListModel *alerts = desk_alert_model_get_alerts (self->model);
  GListModel *history = desk_alert_model_get_history (self->model);

  gtk_stack_set_visible_child_name (self->alerts_stack,
                                    g_list_model_get_n_items (alerts) > 0 ? "some" : "none");
  gtk_stack_set_visible_child_name (self->history_stack,
                                    g_list_model_get_n_items (history) > 0 ? "some" : "none");
}

/* Rows */

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(DeskAlertsPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = desk_session_call_finish (DESK_SESSION (source), result, &error);

  if (answer == NULL)
    toast (error->message, self);
}

static GVariantDict *
make_id (GVariantDict *dict,
         DeskAlert    *alert)
{
  g_variant_dict_init (dict, NULL);
  g_variant_dict_insert (dict, "id", "t", desk_alert_get_id (alert));

  return dict;
}

static void
switched (DeskAlertsPage *self,
          gboolean        on,
          DeskAlertRow   *row)
{
  GVariantDict dict;

  g_variant_dict_insert (make_id (&dict, desk_alert_row_get_alert (row)), "enabled", "b", on);
  desk_session_call_async (self->session, "alert.enable", g_variant_dict_end (&dict), NULL,
                           on_answer, g_object_ref (self));
}

static void
edit (DeskAlertsPage *self,
      DeskAlertRow   *row)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  desk_alert_dialog_present (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->session,
                             desk_alert_get_state (desk_alert_row_get_alert (row))->alert, toast,
                             g_object_ref (self), g_object_unref);
}

/* An alert that was removed, for as long as that can be undone. */
typedef struct
{
  DeskAlertsPage *page;     /* not a reference: the overlay is its own, and goes first */
  DtAlert        *alert;
} Removed;

static void
removed_free (gpointer data)
{
  Removed *removed = data;

  dt_alert_free (removed->alert);
  g_free (removed);
}

static void
undo_remove (gpointer data)
{
  Removed *removed = data;

  desk_session_call_async (removed->page->session, "alert.add",
                           desk_alert_make_arguments (removed->alert, 0), NULL, on_answer,
                           g_object_ref (removed->page));
}

/* The keyboard stays in the list. */
static void
focus_beside (DeskAlertsPage *self,
              DeskAlertRow   *row)
{
  int place = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (self->list, place + 1);

  if (next == NULL && place > 0)
    next = gtk_list_box_get_row_at_index (self->list, place - 1);
  if (next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (next));
}

static void
remove_row (DeskAlertsPage *self,
            DeskAlertRow   *row)
{
  DeskAlert *alert = desk_alert_row_get_alert (row);
  Removed *removed = g_new (Removed, 1);
  GVariantDict dict;

  *removed = (Removed) { self, dt_alert_copy (desk_alert_get_state (alert)->alert) };
  focus_beside (self, row);
  desk_session_call_async (self->session, "alert.remove",
                           g_variant_dict_end (make_id (&dict, alert)), NULL, on_answer,
                           g_object_ref (self));
  desk_toast_done (GTK_WIDGET (self->toasts), "Alert removed", undo_remove, removed,
                   removed_free);
}

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  DeskAlertsPage *self = data;
  GtkWidget *row = desk_alert_row_new (item);

  g_signal_connect_object (row, "switched", G_CALLBACK (switched), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "edit", G_CALLBACK (edit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_row), self, G_CONNECT_SWAPPED);

  return row;
}

static void
row_activated (DeskAlertsPage *self,
               GtkListBoxRow  *row)
{
  edit (self, DESK_ALERT_ROW (row));
}

/* History */

static DeskTone
time_cell (gpointer  row,
           GString  *text)
{
  DtTime time = desk_note_get_time (row);

  desk_cell_append (text, desk_format_time (time, DESK_TIME_DATE));
  g_string_append_c (text, ' ');
  desk_cell_append (text, desk_format_time (time, DESK_TIME_MINUTE));

  return DESK_TONE_DIM;
}

static DeskTone
symbol_cell (gpointer  row,
             GString  *text)
{
  g_string_append (text, desk_note_get_symbol (row));

  return DESK_TONE_PLAIN;
}

static DeskTone
text_cell (gpointer  row,
           GString  *text)
{
  g_string_append (text, desk_note_get_text (row));

  return DESK_TONE_PLAIN;
}

static int
compare_symbols (gconstpointer a,
                 gconstpointer b,
                 gpointer      unused)
{
  return desk_compare_texts (desk_note_get_symbol ((DeskNote *) a),
                             desk_note_get_symbol ((DeskNote *) b));
}

static int
compare_texts (gconstpointer a,
               gconstpointer b,
               gpointer      unused)
{
  return desk_compare_texts (desk_note_get_text ((DeskNote *) a),
                             desk_note_get_text ((DeskNote *) b));
}

static int
compare_times (gconstpointer a,
               gconstpointer b,
               gpointer      unused)
{
  DtTime x = desk_note_get_time ((DeskNote *) a), y = desk_note_get_time ((DeskNote *) b);

  return (x > y) - (x < y);
}

static const DeskTableColumn columns[] = {
  /* What fired begins with it */
  { "symbol", "Symbol", 7, FALSE, DESK_ROOM_WIDE, symbol_cell, compare_symbols, NULL },
  { "what", "What", 30, FALSE, DESK_ROOM_NARROW, text_cell, compare_texts, NULL, TRUE },
  { "when", "When", 17, FALSE, DESK_ROOM_NARROW, time_cell, compare_times, "New York time" },
};

static void
activated (DeskAlertsPage *self,
           guint           position)
{
  g_autoptr(DeskNote) note =
    g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (self->history)), position);
  GVariantDict dict;

  if (note == NULL)
    return;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", desk_note_get_symbol (note));
  g_variant_dict_insert (&dict, "time", "x", desk_note_get_time (note));
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.symbol.show",
                                      g_variant_dict_end (&dict));
}

/* Life */

static void
desk_alerts_page_seen (DeskPage *page)
{
  show_state (DESK_ALERTS_PAGE (page));
}

static void
desk_alerts_page_unseen (DeskPage *page)
{
}

static GtkWidget *
desk_alerts_page_get_start (DeskPage *page)
{
  DeskAlertsPage *self = DESK_ALERTS_PAGE (page);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  return row != NULL ? GTK_WIDGET (row) : NULL;
}

/* What is about the table is there beside the table. */
static void
tab_changed (DeskAlertsPage *self)
{
  GtkWidget *switcher = gtk_widget_get_first_child (GTK_WIDGET (self->head));
  GtkWidget *button = gtk_widget_get_next_sibling (switcher);

  if (GTK_IS_MENU_BUTTON (button))
    gtk_widget_set_visible (button, g_strcmp0 (gtk_stack_get_visible_child_name (self->tabs),
                                               "history") == 0);
}

static void
fold_changed (DeskAlertsPage *self)
{
  desk_table_set_room (self->history, desk_fold_get_narrow (self->fold) ? DESK_ROOM_NARROW
                                                                        : DESK_ROOM_WIDE);
}

static void
set_up_history (DeskAlertsPage *self)
{
  GtkWidget *button;
  GtkSingleSelection *selection;
  GtkSortListModel *sorted = gtk_sort_list_model_new (
    g_object_ref (desk_alert_model_get_history (self->model)),
    g_object_ref (gtk_column_view_get_sorter (self->history)));

  selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (self->history, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);

  desk_table_add (self->history, columns, G_N_ELEMENTS (columns));
  desk_table_remember (self->history, desk_page_get_settings (DESK_PAGE (self)), "table.alerts");
  fold_changed (self);
  button = desk_table_button_new (self->history, "alerts");
  gtk_box_insert_child_after (self->head, button, gtk_widget_get_first_child (
                                                    GTK_WIDGET (self->head)));
  tab_changed (self);
}

static void
desk_alerts_page_constructed (GObject *object)
{
  DeskAlertsPage *self = DESK_ALERTS_PAGE (object);

  G_OBJECT_CLASS (desk_alerts_page_parent_class)->constructed (object);

  self->session = desk_page_get_session (DESK_PAGE (self));
  self->model = desk_alert_model_new (self->session);
  gtk_list_box_bind_model (self->list, desk_alert_model_get_alerts (self->model), make_row, self,
                           NULL);
  set_up_history (self);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  show_state (self);
}

static void
desk_alerts_page_dispose (GObject *object)
{
  DeskAlertsPage *self = DESK_ALERTS_PAGE (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  if (self->model != NULL)
    g_object_run_dispose (G_OBJECT (self->model));
  g_clear_object (&self->model);
  self->list = NULL;
  self->toasts = NULL;

  G_OBJECT_CLASS (desk_alerts_page_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, DeskAlertsPage, child)

static void
desk_alerts_page_class_init (DeskAlertsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DeskPageClass *page_class = DESK_PAGE_CLASS (klass);

  object_class->constructed = desk_alerts_page_constructed;
  object_class->dispose = desk_alerts_page_dispose;
  page_class->seen = desk_alerts_page_seen;
  page_class->unseen = desk_alerts_page_unseen;
  page_class->get_start = desk_alerts_page_get_start;

  g_type_ensure (DESK_TYPE_FOLD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/alerts/desk-alerts-page.ui");
  BIND (toasts);
  BIND (head);
  BIND (fold);
  BIND (tabs);
  BIND (alerts_stack);
  BIND (list);
  BIND (history_stack);
  BIND (history);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, activated);
  gtk_widget_class_bind_template_callback (widget_class, fold_changed);
  gtk_widget_class_bind_template_callback (widget_class, tab_changed);
}

static void
desk_alerts_page_init (DeskAlertsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  desk_toast_add_key (GTK_WIDGET (self->toasts));
}
