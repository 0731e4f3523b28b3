/* desk-screener-files.c - which screen and universe are chosen, and the files of screens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-screener"

#include "config.h"

#include <string.h>

#include "desk-toast.h"

#include "desk-screener-page-private.h"

#define SCREEN   "screener.screen"
#define UNIVERSE "screener.universe"

/* Universes before the tapes, by their place. */
static const char *const universes[] = { "", "*watchlist" };
static const char *const universe_titles[] = { "Replay’s Market", "Watchlist" };

static const char *
get_data_dir (DeskScreenerPage *self)
{
  return desk_session_get_data_dir (self->session);
}

static char *
dup_key (const DtScreenEntry *entry)
{
  return g_strconcat (entry->own ? "own/" : "", entry->id, NULL);
}

static char *
dup_title (const DtScreenEntry *entry)
{
  return g_strdup (entry->file != NULL ? entry->file->name : entry->id);
}

static void
tell (DeskScreenerPage *self,
      const char       *heading,
      const GError     *error)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              heading, error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", "_Close");
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Choices */

const DtScreenEntry *
desk_screener_get_entry (DeskScreenerPage *self)
{
  guint i = gtk_drop_down_get_selected (self->screen_choice);

  if (self->choices == NULL || i >= self->choices->entries->len)
    return NULL;

  return g_ptr_array_index (self->choices->entries, i);
}

static guint
find_entry (DeskScreenerPage *self,
            const char       *key)
{
  for (guint i = 0; i < self->choices->entries->len; i++)
    {
      g_autofree char *its = dup_key (g_ptr_array_index (self->choices->entries, i));

      if (g_str_equal (its, key))
        return i;
    }

  return 0;
}

static void
fill_screens (DeskScreenerPage *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  const char *key = self->opens != NULL ? self->opens
                                        : desk_settings_get_string (self->settings, SCREEN);

  for (guint i = 0; i < self->choices->entries->len; i++)
    gtk_string_list_take (titles, dup_title (g_ptr_array_index (self->choices->entries, i)));
  gtk_drop_down_set_model (self->screen_choice, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->screen_choice, find_entry (self, key));
  g_clear_pointer (&self->opens, g_free);
}

static void
fill_universes (DeskScreenerPage *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  const char *wanted = desk_settings_get_string (self->settings, UNIVERSE);
  guint selected = 0;

  g_assert (G_N_ELEMENTS (universes) == G_N_ELEMENTS (universe_titles));
  for (guint i = 0; i < G_N_ELEMENTS (universes); i++)
    {
      gtk_string_list_append (titles, universe_titles[i]);
      if (g_str_equal (universes[i], wanted))
        selected = i;
    }
  for (guint i = 0; self->choices->tapes[i] != NULL; i++)
    {
      g_autofree char *title = g_strdup_printf ("Tape “%s”", self->choices->tapes[i]);

      gtk_string_list_append (titles, title);
      if (g_str_equal (self->choices->tapes[i], wanted))
        selected = G_N_ELEMENTS (universes) + i;
    }
  gtk_drop_down_set_model (self->universe_choice, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->universe_choice, selected);
}

static void
listed (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(DeskScreenerPage) self = data;
  g_autoptr(GError) error = NULL;
  DeskScreenChoices *choices = desk_screen_list_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->listing);
  if (choices == NULL)
    {
      desk_screener_show_nothing (self, "The Screens Could Not Be Listed", error->message);
      return;
    }

  self->is_filling = TRUE;
  g_clear_pointer (&self->choices, desk_screen_choices_free);
  self->choices = choices;
  fill_screens (self);
  fill_universes (self);
  self->is_filling = FALSE;
  desk_screener_choose (self);
}

void
desk_screener_list (DeskScreenerPage *self)
{
  if (self->listing != NULL)
    g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  self->listing = g_cancellable_new ();
  desk_screen_list_async (self->worker, get_data_dir (self), self->listing, listed,
                          g_object_ref (self));
}

/* Saved is what nothing was changed in; a file that came with the program is saved as another. */
void
desk_screener_show_saved (DeskScreenerPage *self)
{
  const DtScreenEntry *entry = desk_screener_get_entry (self);
  gboolean sound = desk_screen_editor_get_file (self->editor) != NULL;

  gtk_widget_set_sensitive (self->save, entry != NULL && self->is_edited && sound);
  gtk_widget_set_sensitive (self->delete, entry != NULL && entry->own);
  gtk_widget_set_sensitive (GTK_WIDGET (self->run), entry != NULL
                            && (self->is_edited ? sound : entry->file != NULL));
}

/* What was changed in another screen and not saved, for as long as that can be undone. */
typedef struct
{
  DeskScreenerPage *page;   /* not a reference: the overlay is its own, and goes first */
  DtScreenFile     *file;
  char             *key;
} Dropped;

static void
dropped_free (gpointer data)
{
  Dropped *dropped = data;

  dt_screen_file_unref (dropped->file);
  g_free (dropped->key);
  g_free (dropped);
}

static void
undo_drop (gpointer data)
{
  Dropped *dropped = data;
  DeskScreenerPage *self = dropped->page;

  if (self->choices == NULL)
    return;

  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->screen_choice, find_entry (self, dropped->key));
  self->is_filling = FALSE;
  desk_settings_set (self->settings, SCREEN, g_variant_new_string (dropped->key));
  desk_screen_editor_set_file (self->editor, dropped->file);
  self->is_edited = TRUE;
  desk_screener_show_saved (self);
  desk_screener_run_soon (self);
}

static void
offer_undo (DeskScreenerPage *self)
{
  DtScreenFile *file = desk_screen_editor_get_file (self->editor);
  Dropped *dropped;

  if (!self->is_edited || file == NULL)
    return;

  dropped = g_new (Dropped, 1);
  *dropped = (Dropped) { self, dt_screen_file_ref (file),
                         g_strdup (desk_settings_get_string (self->settings, SCREEN)) };
  desk_toast_done (GTK_WIDGET (self->toasts), "Changes that were not saved are dropped", undo_drop,
                   dropped, dropped_free);
}

/* The screen and the universe that the lists show, from now on. */
void
desk_screener_choose (DeskScreenerPage *self)
{
  const DtScreenEntry *entry = desk_screener_get_entry (self);
  guint i = gtk_drop_down_get_selected (self->universe_choice);
  g_autofree char *key = NULL;

  if (self->is_filling || entry == NULL)
    return;

  key = dup_key (entry);
  if (!g_str_equal (key, desk_settings_get_string (self->settings, SCREEN)))
    {
      offer_undo (self);
      self->is_edited = FALSE;
      desk_settings_set (self->settings, SCREEN, g_variant_new_string (key));
    }
  desk_settings_set (self->settings, UNIVERSE,
                     g_variant_new_string (i < G_N_ELEMENTS (universes) ? universes[i]
                                           : self->choices->tapes[i - G_N_ELEMENTS (universes)]));
  if (!self->is_edited && entry->file != NULL)
    desk_screen_editor_set_file (self->editor, entry->file);
  gtk_widget_set_sensitive (GTK_WIDGET (self->edit), entry->file != NULL);
  desk_screener_show_saved (self);
  desk_screener_run_soon (self);
}

/* Files */

static gboolean
write_file (DeskScreenerPage *self,
            const char       *path,
            const char       *name)
{
  g_autofree char *text = desk_screen_editor_dup_text (self->editor, name);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *said = g_strdup_printf ("“%s” saved", name);
  g_autoptr(GError) error = NULL;

  if (!dt_screen_library_save (get_data_dir (self), path, text, &error))
    {
      tell (self, "The Screen Was Not Saved", error);
      return FALSE;
    }

  self->is_edited = FALSE;
  base[strlen (base) - strlen (".screen")] = '\0';
  g_free (self->opens);
  self->opens = g_strconcat ("own/", base, NULL);
  desk_settings_set (self->settings, SCREEN, g_variant_new_string (self->opens));
  desk_screener_toast (self, said);
  desk_screener_list (self);

  return TRUE;
}

void
desk_screener_save (DeskScreenerPage *self)
{
  const DtScreenEntry *entry = desk_screener_get_entry (self);

  if (entry == NULL || !self->is_edited || desk_screen_editor_get_file (self->editor) == NULL)
    return;

  if (entry->own && entry->file != NULL)
    write_file (self, entry->path, entry->file->name);
  else
    desk_screener_save_as (self);
}

static void
name_changed (GtkEntry         *entry,
              AdwMessageDialog *dialog)
{
  g_autofree char *id = dt_screen_make_name (gtk_editable_get_text (GTK_EDITABLE (entry)));

  adw_message_dialog_set_response_enabled (dialog, "save", *id != '\0');
}

static gboolean
is_taken (DeskScreenerPage *self,
          const char       *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
named (AdwMessageDialog *dialog,
       const char       *response,
       DeskScreenerPage *self)
{
  GtkWidget *entry = adw_message_dialog_get_extra_child (dialog);
  g_autofree char *name =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  if (!g_str_equal (response, "save"))
    return;

  path = dt_screen_library_make_path (get_data_dir (self), name, &error);
  if (path != NULL && is_taken (self, path))
    g_set_error (&error, DT_SCREEN_LIBRARY_ERROR, DT_SCREEN_LIBRARY_ERROR_NAME,
                 "There is a screen that is called “%s” already: choose another name", name);
  if (error != NULL)
    tell (self, "The Screen Was Not Saved", error);
  else
    write_file (self, path, name);
}

/* "Momentum 2" where there is one of that name. */
static char *
dup_free_name (DeskScreenerPage *self,
               const char       *name)
{
  for (guint i = 2; i < 100; i++)
    {
      g_autofree char *next = g_strdup_printf ("%s %u", name, i);
      g_autofree char *path = dt_screen_library_make_path (get_data_dir (self), next, NULL);

      if (path != NULL && !is_taken (self, path))
        return g_steal_pointer (&next);
    }

  return g_strdup (name);
}

void
desk_screener_save_as (DeskScreenerPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const DtScreenEntry *chosen = desk_screener_get_entry (self);
  g_autofree char *name = NULL;
  GtkWidget *dialog, *entry;

  if (chosen == NULL || desk_screen_editor_get_file (self->editor) == NULL)
    return;

  name = dup_free_name (self, chosen->file != NULL ? chosen->file->name : chosen->id);
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   "Save Screen As", NULL);
  entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  gtk_entry_set_max_length (GTK_ENTRY (entry), 80);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Name of the screen", -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", "_Cancel", "save",
                                    "_Save", NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed), dialog, 0);
  g_signal_connect_object (dialog, "response", G_CALLBACK (named), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A file that was deleted, for as long as that can be undone. */
typedef struct
{
  DeskScreenerPage *page;   /* not a reference: the overlay is its own, and goes first */
  char             *path;
  char             *text;
  char             *key;
} Deleted;

static void
deleted_free (gpointer data)
{
  Deleted *deleted = data;

  g_free (deleted->path);
  g_free (deleted->text);
  g_free (deleted->key);
  g_free (deleted);
}

static void
undo_delete (gpointer data)
{
  Deleted *deleted = data;
  DeskScreenerPage *self = deleted->page;
  g_autoptr(GError) error = NULL;

  if (!dt_screen_library_save (get_data_dir (self), deleted->path, deleted->text, &error))
    {
      tell (self, "The Screen Was Not Brought Back", error);
      return;
    }

  g_free (self->opens);
  self->opens = g_strdup (deleted->key);
  desk_screener_list (self);
}

void
desk_screener_delete (DeskScreenerPage *self)
{
  const DtScreenEntry *entry = desk_screener_get_entry (self);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL, *title = NULL, *said = NULL;
  Deleted *deleted;

  if (entry == NULL || !entry->own)
    return;

  title = dup_title (entry);
  said = g_strdup_printf ("“%s” deleted", title);
  if (!g_file_get_contents (entry->path, &text, NULL, &error)
      || !dt_screen_library_delete (get_data_dir (self), entry->path, &error))
    {
      tell (self, "The Screen Was Not Deleted", error);
      return;
    }

  deleted = g_new (Deleted, 1);
  *deleted = (Deleted) { self, g_strdup (entry->path), g_steal_pointer (&text), dup_key (entry) };
  desk_toast_done (GTK_WIDGET (self->toasts), said, undo_delete, deleted, deleted_free);
  self->is_edited = FALSE;
  desk_screener_list (self);
}
