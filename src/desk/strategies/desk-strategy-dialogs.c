/* desk-strategy-dialogs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-strategies"

#include "config.h"

#include "desk-run-choice.h"

#include "desk-strategy-dialogs.h"

/* A question that is open, with the one who waits for its answer. */
typedef struct
{
  GtkWidget *page;
  GtkWidget *dialog;     /* not owned */
  GtkWidget *entry;
  GPtrArray *checks;     /* (nullable): of GtkCheckButton, borrowed; each has its path */
  GPtrArray *selectors;  /* (nullable): of DeskChoice */
  GtkWidget *selector;   /* the list of them */
  GCallback  func;
  gpointer   data;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->page);
  g_clear_pointer (&question->checks, g_ptr_array_unref);
  g_clear_pointer (&question->selectors, g_ptr_array_unref);
  g_free (question);
}

static Question *
ask (GtkWidget  *page,
     const char *heading,
     const char *body,
     GCallback   func,
     gpointer    data)
{
  GtkRoot *root = gtk_widget_get_root (page);
  Question *question = g_new0 (Question, 1);

  question->page = g_object_ref (page);
  question->func = func;
  question->data = data;
  question->dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                             heading, body);
  g_object_set_data_full (G_OBJECT (question->dialog), "desk-question", question, question_free);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (question->dialog), "cancel", "_Cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question->dialog), "cancel");

  return question;
}

static void
add_response (Question              *question,
              const char            *id,
              const char            *label,
              AdwResponseAppearance  appearance)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (question->dialog);

  adw_message_dialog_add_response (dialog, id, label);
  adw_message_dialog_set_response_appearance (dialog, id, appearance);
}

/* Names */

static void
on_name_response (AdwMessageDialog *dialog,
                  const char       *response,
                  Question         *question)
{
  g_autofree char *name =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (question->entry))));

  ((DeskNameFunc) question->func) (g_str_equal (response, "ok") ? name : NULL, question->data);
}

static void
on_name_changed (Question *question)
{
  g_autofree char *id =
    dt_strategy_library_make_id (gtk_editable_get_text (GTK_EDITABLE (question->entry)));

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (question->dialog), "ok",
                                           *id != '\0');
}

void
desk_ask_for_name (GtkWidget    *page,
                   const char   *heading,
                   const char   *response,
                   const char   *name,
                   DeskNameFunc  func,
                   gpointer      data)
{
  Question *question = ask (page, heading, NULL, G_CALLBACK (func), data);

  question->entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (question->entry), name);
  gtk_entry_set_max_length (GTK_ENTRY (question->entry), 80);
  gtk_entry_set_activates_default (GTK_ENTRY (question->entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (question->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Name of the strategy", -1);
  g_signal_connect_swapped (question->entry, "changed", G_CALLBACK (on_name_changed), question);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (question->dialog), question->entry);
  add_response (question, "ok", response, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question->dialog), "ok");
  g_signal_connect (question->dialog, "response", G_CALLBACK (on_name_response), question);
  gtk_window_present (GTK_WINDOW (question->dialog));
  gtk_widget_grab_focus (question->entry);
}

/* Changes that are not saved */

static void
on_changes_response (AdwMessageDialog *dialog,
                     const char       *response,
                     Question         *question)
{
  DeskUnsaved answer = DESK_UNSAVED_CANCEL;

  if (g_str_equal (response, "save"))
    answer = DESK_UNSAVED_SAVE;
  else if (g_str_equal (response, "discard"))
    answer = DESK_UNSAVED_DISCARD;
  ((DeskUnsavedFunc) question->func) (answer, question->data);
}

void
desk_ask_about_changes (GtkWidget       *page,
                        const char      *name,
                        DeskUnsavedFunc  func,
                        gpointer         data)
{
  g_autofree char *body = g_strdup_printf ("What you changed in “%s” is lost unless it is saved.",
                                           name);
  Question *question = ask (page, "Save Changes?", body, G_CALLBACK (func), data);

  add_response (question, "discard", "_Discard", ADW_RESPONSE_DESTRUCTIVE);
  add_response (question, "save", "_Save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question->dialog), "save");
  g_signal_connect (question->dialog, "response", G_CALLBACK (on_changes_response), question);
  gtk_window_present (GTK_WINDOW (question->dialog));
}

/* Replay */

static const char *
get_path (GtkWidget *check)
{
  return g_object_get_data (G_OBJECT (check), "desk-path");
}

/* The id of the choice: the first is none. */
static const char *
get_selector (Question *question)
{
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (question->selector));

  return i < question->selectors->len
         ? ((const DeskChoice *) g_ptr_array_index (question->selectors, i))->id : "";
}

static void
on_replay_response (AdwMessageDialog *dialog,
                    const char       *response,
                    Question         *question)
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new ();

  for (guint i = 0; i < question->checks->len; i++)
    {
      GtkWidget *check = g_ptr_array_index (question->checks, i);

      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
        g_ptr_array_add (paths, (gpointer) get_path (check));
    }
  g_ptr_array_add (paths, NULL);
  ((DeskReplayFunc) question->func) (g_str_equal (response, "start")
                                     ? (const char *const *) paths->pdata : NULL,
                                     get_selector (question), question->data);
}

/* A selector brings its own strategies: none is chosen beside it. */
static void
on_check_toggled (Question *question)
{
  gboolean any = *get_selector (question) != '\0', choosable = !any;

  for (guint i = 0; i < question->checks->len; i++)
    {
      GtkWidget *check = g_ptr_array_index (question->checks, i);

      gtk_widget_set_sensitive (check, choosable);
      any |= gtk_check_button_get_active (GTK_CHECK_BUTTON (check));
    }
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (question->dialog), "start", any);
}

static void
add_check (Question            *question,
           GtkBox              *box,
           const DtLibraryFile *file,
           gboolean             active)
{
  GtkWidget *check = gtk_check_button_new_with_label (file->name);

  g_object_set_data_full (G_OBJECT (check), "desk-path", g_strdup (file->path), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_check_toggled), question);
  gtk_box_append (box, check);
  g_ptr_array_add (question->checks, check);
}

static GtkWidget *
make_selector (Question *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new ("Selector");
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < question->selectors->len; i++)
    {
      const DeskChoice *choice = g_ptr_array_index (question->selectors, i);

      gtk_string_list_append (titles, choice->title);
    }
  question->selector = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&titles)), NULL);
  gtk_widget_set_tooltip_text (question->selector, "Measures the market and says which strategies, "
                               "its own, are at work in it");
  gtk_accessible_update_property (GTK_ACCESSIBLE (question->selector),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Selector", -1);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (question->selector)),
    GTK_ACCESSIBLE_PROPERTY_LABEL, "Selector", -1);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), question->selector);

  return box;
}

/* By its title, as the run has it. */
static void
choose_selector (Question   *question,
                 const char *title)
{
  for (guint i = 1; i < question->selectors->len; i++)
    if (g_str_equal (((const DeskChoice *) question->selectors->pdata[i])->title, title))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (question->selector), i);
}

/* The one that was asked for comes first: it has the first say about an instrument. */
static GtkWidget *
make_checks (Question          *question,
             GPtrArray         *files,
             const char        *path,
             const char *const *running)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  question->checks = g_ptr_array_new ();
  for (guint turn = 0; turn < 2; turn++)
    for (guint i = 0; i < files->len; i++)
      {
        const DtLibraryFile *file = g_ptr_array_index (files, i);
        gboolean asked = g_strcmp0 (file->path, path) == 0;

        if (file->file != NULL && asked == (turn == 0))
          add_check (question, GTK_BOX (box), file,
                     asked || g_strv_contains (running, file->name));
      }

  return box;
}

void
desk_ask_for_replay (GtkWidget         *page,
                     GPtrArray         *files,
                     GPtrArray         *selectors,
                     const char        *selector,
                     const char        *path,
                     const char *const *running,
                     gboolean           is_running,
                     DeskReplayFunc     func,
                     gpointer           data)
{
  static const char *const none[] = { NULL };
  const char *body = is_running
    ? "The run that is going on ends where it is; its book is kept. A new one begins with $100,000 "
      "of play money. An instrument belongs to one strategy at a time; the first has the first say."
    : "A run begins with $100,000 of play money. An instrument belongs to one strategy at a time; "
      "the first has the first say.";
  Question *question = ask (page, "Run in the Replay", body, G_CALLBACK (func), data);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  question->selectors = g_ptr_array_ref (selectors);
  gtk_box_append (GTK_BOX (box), make_checks (question, files, path,
                                              running != NULL ? running : none));
  gtk_box_append (GTK_BOX (box), make_selector (question));
  choose_selector (question, selector);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (question->dialog), box);
  g_signal_connect_swapped (question->selector, "notify::selected",
                            G_CALLBACK (on_check_toggled), question);
  add_response (question, "start", "_Start", ADW_RESPONSE_SUGGESTED);
  on_check_toggled (question);
  g_signal_connect (question->dialog, "response", G_CALLBACK (on_replay_response), question);
  gtk_window_present (GTK_WINDOW (question->dialog));
}
