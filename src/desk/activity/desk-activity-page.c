/* desk-activity-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-activity"

#include "config.h"

#include <string.h>

#include "desk-fold.h"
#include "desk-note-row.h"

#include "desk-activity-csv.h"
#include "desk-activity-log.h"
#include "desk-activity-page.h"

#define MAX_KINDS 16

/* Fewer than this many are shown: the list may end above the window's end. */
#define ROWS_OF_A_WINDOW 40

struct _DeskActivityPage
{
  DeskPage             parent_instance;

  DeskActivityLog     *log;
  GtkWidget           *kinds[MAX_KINDS];   /* toggle buttons in the order of the kinds */
  guint                n_kinds;
  GtkFileChooserNative *chooser;           /* (nullable): while it is open */
  GCancellable        *cancellable;        /* of the export */
  gboolean             is_at_top;          /* and stays there when there are newer notes */

  /* Template */
  DeskFold            *fold;
  GtkStack            *stack;
  AdwStatusPage       *nothing;
  GtkSearchEntry      *search;
  GtkBox              *chips;
  GtkButton           *export;
  GtkListView         *list;
  GtkScrolledWindow   *scroller;
};

G_DEFINE_FINAL_TYPE (DeskActivityPage, desk_activity_page, DESK_TYPE_PAGE)

static const char *
get_text (DeskActivityPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

/* @chosen has room for all kinds and the NULL behind them; none: all are shown. */
static void
get_kinds (DeskActivityPage *self,
           const char       *chosen[MAX_KINDS + 1])
{
  const char *const *all = desk_note_kind_list ();
  guint n = 0;

  for (guint i = 0; i < self->n_kinds; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->kinds[i])))
      chosen[n++] = all[i];
  chosen[n] = NULL;
}

static void
show_state (DeskActivityPage *self)
{
  GListModel *notes = desk_activity_log_get_list (self->log);
  guint n = g_list_model_get_n_items (notes);

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "some" : "none");
  if (n == 0 && desk_activity_log_is_filtered (self->log))
    {
      adw_status_page_set_title (self->nothing, "Nothing Found");
      adw_status_page_set_description (self->nothing, "No note of this run passes the filter. "
                                       "Try another word or switch kinds off.");
    }
  else if (n == 0)
    {
      adw_status_page_set_title (self->nothing, "No Activity Yet");
      adw_status_page_set_description (self->nothing, "Play the replay: every signal, order, fill "
                                       "and refusal is told here, each with its reason.");
    }
  if (n > 0 && self->is_at_top)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
  if (n < ROWS_OF_A_WINDOW)
    desk_activity_log_load_older (self->log);
}

static void
filter_changed (DeskActivityPage *self)
{
  const char *kinds[MAX_KINDS + 1];

  get_kinds (self, kinds);
  desk_activity_log_filter (self->log, kinds, get_text (self));
}

static void
edge_reached (DeskActivityPage *self,
              GtkPositionType   edge)
{
  if (edge == GTK_POS_BOTTOM)
    desk_activity_log_load_older (self->log);
}

/* Well before the end, so that scrolling does not stop there. */
static void
scrolled (DeskActivityPage *self,
          GtkAdjustment    *adjustment)
{
  double rest = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment)
                - gtk_adjustment_get_page_size (adjustment);

  self->is_at_top = gtk_adjustment_get_value (adjustment) < 1.;
  if (rest < gtk_adjustment_get_page_size (adjustment))
    desk_activity_log_load_older (self->log);
}

/* Export */

static void
tell (DeskActivityPage *self,
      const char       *heading,
      const char       *body)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", "_Close");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
exported (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(DeskActivityPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *body = NULL;
  gint64 n = desk_activity_csv_write_finish (result, &error);

  gtk_widget_set_sensitive (GTK_WIDGET (self->export), TRUE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    {
      tell (self, "The File Was Not Written", error->message);
      return;
    }
  body = g_strdup_printf ("%" G_GINT64_FORMAT " notes were written.", n);
  tell (self, "Activity Exported", body);
}

static void
chosen (DeskActivityPage     *self,
        int                   response,
        GtkFileChooserNative *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      const char *kinds[MAX_KINDS + 1];

      get_kinds (self, kinds);
      gtk_widget_set_sensitive (GTK_WIDGET (self->export), FALSE);
      desk_activity_csv_write_async (desk_page_get_session (DESK_PAGE (self)), kinds,
                                     get_text (self), file, self->cancellable, exported,
                                     g_object_ref (self));
    }
  g_clear_object (&self->chooser);
}

static void
export_clicked (DeskActivityPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->chooser != NULL)
    return;

  self->chooser =
    gtk_file_chooser_native_new ("Export Activity", GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                 GTK_FILE_CHOOSER_ACTION_SAVE, "_Export", "_Cancel");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "activity.csv");
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* Rows */

static void
set_up_row (GtkSignalListItemFactory *factory,
            GtkListItem              *item)
{
  gtk_list_item_set_child (item, desk_note_row_new (3));
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_row (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  desk_note_row_set_note (DESK_NOTE_ROW (gtk_list_item_get_child (item)),
                          gtk_list_item_get_item (item));
}

static void
add_chips (DeskActivityPage *self)
{
  const char *const *kinds = desk_note_kind_list ();

  for (guint i = 0; kinds[i] != NULL && i < MAX_KINDS; i++)
    {
      GtkWidget *chip = gtk_toggle_button_new ();
      GtkWidget *content = adw_button_content_new ();

      adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content),
                                        desk_note_kind_get_icon (kinds[i]));
      adw_button_content_set_label (ADW_BUTTON_CONTENT (content),
                                    desk_note_kind_get_title (kinds[i]));
      gtk_button_set_child (GTK_BUTTON (chip), content);
      gtk_widget_add_css_class (chip, "chip");
      gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      desk_note_kind_get_title (kinds[i]), -1);
      g_signal_connect_object (chip, "toggled", G_CALLBACK (filter_changed), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->chips, chip);
      self->kinds[self->n_kinds++] = chip;
    }
}

/* Life */

static void
desk_activity_page_seen (DeskPage *page)
{
  DeskActivityPage *self = DESK_ACTIVITY_PAGE (page);

  desk_activity_log_follow (self->log, TRUE);
  show_state (self);
}

static GtkWidget *
desk_activity_page_get_start (DeskPage *page)
{
  return GTK_WIDGET (DESK_ACTIVITY_PAGE (page)->search);
}

static void
desk_activity_page_unseen (DeskPage *page)
{
  DeskActivityPage *self = DESK_ACTIVITY_PAGE (page);

  desk_activity_log_follow (self->log, FALSE);
}

static void
set_up_list (DeskActivityPage *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkSelectionModel) model = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), NULL);
  gtk_list_view_set_factory (self->list, factory);
  model = GTK_SELECTION_MODEL (
    gtk_no_selection_new (g_object_ref (desk_activity_log_get_list (self->log))));
  gtk_list_view_set_model (self->list, model);
}

static void
desk_activity_page_constructed (GObject *object)
{
  DeskActivityPage *self = DESK_ACTIVITY_PAGE (object);

  G_OBJECT_CLASS (desk_activity_page_parent_class)->constructed (object);

  self->log = desk_activity_log_new (desk_page_get_session (DESK_PAGE (self)));
  g_signal_connect_object (self->log, "changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  set_up_list (self);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled), self, G_CONNECT_SWAPPED);
}

static void
desk_activity_page_dispose (GObject *object)
{
  DeskActivityPage *self = DESK_ACTIVITY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (desk_activity_page_parent_class)->dispose (object);
}

static void
desk_activity_page_finalize (GObject *object)
{
  g_clear_object (&DESK_ACTIVITY_PAGE (object)->cancellable);

  G_OBJECT_CLASS (desk_activity_page_parent_class)->finalize (object);
}

#define BIND(child) \
  gtk_widget_class_bind_template_child (widget_class, DeskActivityPage, child)

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (DESK_TYPE_FOLD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/activity/desk-activity-page.ui");
  BIND (fold);
  BIND (stack);
  BIND (nothing);
  BIND (search);
  BIND (chips);
  BIND (export);
  BIND (list);
  BIND (scroller);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked);
}

static void
desk_activity_page_class_init (DeskActivityPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  DeskPageClass *page_class = DESK_PAGE_CLASS (klass);

  object_class->constructed = desk_activity_page_constructed;
  object_class->dispose = desk_activity_page_dispose;
  object_class->finalize = desk_activity_page_finalize;
  page_class->seen = desk_activity_page_seen;
  page_class->unseen = desk_activity_page_unseen;
  page_class->get_start = desk_activity_page_get_start;

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
desk_activity_page_init (DeskActivityPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->is_at_top = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search, NULL);
  add_chips (self);
}
