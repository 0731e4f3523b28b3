/* desk-strategies-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-strategies"

#include "config.h"

#include <string.h>

#include "dt-pool.h"
#include "dt-strategy-library.h"

#include "desk-curves.h"
#include "desk-fold.h"
#include "desk-regime-card.h"
#include "desk-run-choice.h"
#include "desk-toast.h"

#include "desk-rule-editor.h"
#include "desk-strategies-page.h"
#include "desk-strategy-dialogs.h"
#include "desk-strategy-row.h"
#include "desk-strategy-table.h"
#include "desk-strategy-stats.h"

/* What a new file begins with: sound rules that say how it is done. */
static const char template_text[] =
  "# Say here what it is for and when it should work.\n"
  "\n"
  "[strategy]\n"
  "name = New strategy\n"
  "description = Buys when a fast average overtakes a slow one.\n"
  "\n"
  "[parameters]\n"
  "fast = 9 in 2..50 step 1\n"
  "slow = 21 in 5..200 step 1\n"
  "\n"
  "[long]\n"
  "entry = ema(fast) crosses above ema(slow)\n"
  "exit = ema(fast) crosses below ema(slow)\n"
  "trail = 2 * atr(14)\n"
  "\n"
  "[size]\n"
  "size = risk 1%\n";

struct _DeskStrategiesPage
{
  DeskPage            parent_instance;

  DeskSession        *session;         /* not owned, as settings */
  DeskSettings       *settings;
  DeskStrategyStats  *stats;
  GSignalGroup       *signals;         /* of the session; without a target while unmapped */
  GSignalGroup       *settings_signals;
  GPtrArray          *files;           /* of DtLibraryFile */
  GCancellable       *listing;         /* (nullable) */
  gboolean            was_listed;      /* ahead of being seen */
  gboolean            asks_for_replay; /* once the files are there */

  char               *edited;          /* (nullable): path */
  char               *edited_name;
  gboolean            edited_own;
  char               *opens;           /* (nullable): path that is edited once it is listed */

  GtkWidget          *curves;
  DeskStrategyTable  *table;

  /* Template */
  AdwToastOverlay    *toasts;
  GtkStack           *views;
  GtkListBox         *list;
  GtkLabel           *chart_note;
  AdwBin             *chart_bin;
  AdwBin             *columns_bin;
  AdwBin             *table_bin;
  AdwBin             *regime_bin;
  GtkLabel           *trouble;
  GtkLabel           *title;
  GtkBox             *shipped_note;
  GtkWidget          *save;
  DeskRuleEditor     *editor;
};

G_DEFINE_FINAL_TYPE (DeskStrategiesPage, desk_strategies_page, DESK_TYPE_PAGE)

static const char *
get_data_dir (DeskStrategiesPage *self)
{
  return desk_session_get_data_dir (self->session);
}

static void
toast (DeskStrategiesPage *self,
       const char         *text)
{
  desk_toast (GTK_WIDGET (self->toasts), text);
}

static void
tell (DeskStrategiesPage *self,
      const char         *heading,
      const GError       *error)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              heading, error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", "_Close");
  gtk_window_present (GTK_WINDOW (dialog));
}

static const DtLibraryFile *
find_file (DeskStrategiesPage *self,
           const char         *path)
{
  for (guint i = 0; path != NULL && i < self->files->len; i++)
    {
      const DtLibraryFile *file = g_ptr_array_index (self->files, i);

      if (g_str_equal (file->path, path))
        return file;
    }

  return NULL;
}

/* The list */

static gboolean
is_running (DeskStrategiesPage *self,
            const char         *name)
{
  const DeskTape *tape = desk_session_get_tape (self->session);

  return desk_session_get_clock (self->session)->book != 0 && tape->strategies != NULL
         && g_strv_contains ((const char *const *) tape->strategies, name);
}

static void
show_figures (DeskStrategiesPage *self)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const DtLibraryFile *file = g_ptr_array_index (self->files, i);

      desk_strategy_row_set_figures (
        DESK_STRATEGY_ROW (gtk_list_box_get_row_at_index (self->list, (int) i)),
        desk_strategy_stats_find (self->stats, file->name), is_running (self, file->name));
    }
}

/* A point a trade, whichever strategy made it. */
static void
show_curves (DeskStrategiesPage *self)
{
  DeskCurve curves[DESK_CURVES_MAX];
  double *lines[DESK_CURVES_MAX];
  guint n = MIN (desk_strategy_stats_get_n (self->stats), DESK_CURVES_MAX);
  const DtTime *times;
  gsize n_points;

  times = desk_strategy_stats_get_times (self->stats, &n_points);
  for (guint i = 0; i < n; i++)
    {
      lines[i] = desk_strategy_stats_dup_line (self->stats, i);
      curves[i] = (DeskCurve) {
        .name = desk_strategy_stats_get (self->stats, i)->name, .values = lines[i], .steps = TRUE,
      };
    }
  desk_curves_set (DESK_CURVES (self->curves), curves, n, times, n_points, DESK_CURVE_MONEY);
  for (guint i = 0; i < n; i++)
    g_free (lines[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->chart_note), n_points == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->chart_bin), n_points > 0);
}

static void
stats_changed (DeskStrategiesPage *self)
{
  show_figures (self);
  show_curves (self);
  desk_strategy_table_show (self->table, self->stats);
  gtk_widget_set_visible (GTK_WIDGET (self->columns_bin),
                          desk_strategy_stats_get_n (self->stats) > 0);
}

static void edit (DeskStrategiesPage *self,
                  const char         *path);
static void replay (DeskStrategiesPage *self,
                    const char         *path);

static void
show_files (DeskStrategiesPage *self)
{
  guint n = self->files->len;

  for (guint i = 0; i < n; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) i);

      if (row == NULL)
        {
          row = GTK_LIST_BOX_ROW (desk_strategy_row_new ());
          gtk_list_box_append (self->list, GTK_WIDGET (row));
        }
      desk_strategy_row_set_file (DESK_STRATEGY_ROW (row), g_ptr_array_index (self->files, i));
    }
  for (GtkListBoxRow *row; (row = gtk_list_box_get_row_at_index (self->list, (int) n)) != NULL;)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  show_figures (self);
}

static void
list_files (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *files = dt_strategy_library_list (data, &error);

  if (files != NULL)
    g_task_return_pointer (task, files, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
files_listed (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(DeskStrategiesPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *opens = NULL;
  GPtrArray *files = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->listing);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL);
  if (error != NULL)
    {
      g_autofree char *text = g_strdup_printf ("The strategy files could not be listed: %s. Look "
                                               "whether the folder can be read.", error->message);

      gtk_label_set_text (self->trouble, text);
      return;
    }

  g_ptr_array_unref (self->files);
  self->files = files;
  show_files (self);
  opens = g_steal_pointer (&self->opens);
  if (find_file (self, opens) != NULL)
    edit (self, opens);
  if (self->asks_for_replay)
    replay (self, NULL);
}

static void
reload (DeskStrategiesPage *self)
{
  g_autoptr(GTask) task = NULL;

  if (self->listing != NULL)
    g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  self->listing = g_cancellable_new ();
  task = g_task_new (NULL, self->listing, files_listed, g_object_ref (self));
  g_task_set_task_data (task, g_strdup (get_data_dir (self)), g_free);
  dt_pool_run_task (task, list_files);
}

/* The editor */

static void
show_title (DeskStrategiesPage *self)
{
  gboolean modified = desk_rule_editor_get_modified (self->editor);
  g_autofree char *title =
    g_strdup_printf ("%s%s", modified ? "• " : "",
                     self->edited_name != NULL ? self->edited_name : "");

  gtk_label_set_text (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), self->edited);
  gtk_widget_set_sensitive (self->save, modified);
}

static void
edit (DeskStrategiesPage *self,
      const char         *path)
{
  const DtLibraryFile *file = find_file (self, path);

  if (file == NULL)
    return;

  g_free (self->edited);
  g_free (self->edited_name);
  self->edited = g_strdup (file->path);
  self->edited_name = g_strdup (file->name);
  self->edited_own = file->own;
  desk_rule_editor_set_text (self->editor, file->text);
  desk_rule_editor_set_editable (self->editor, file->own);
  gtk_widget_set_visible (GTK_WIDGET (self->shipped_note), !file->own);
  gtk_widget_set_visible (self->save, file->own);
  show_title (self);
  gtk_stack_set_visible_child_name (self->views, "editor");
  desk_rule_editor_focus (self->editor);
}

static void
close_editor (DeskStrategiesPage *self)
{
  g_clear_pointer (&self->edited, g_free);
  g_clear_pointer (&self->edited_name, g_free);
  gtk_stack_set_visible_child_name (self->views, "list");
  desk_rule_editor_set_saved (self->editor);
  reload (self);
}

static gboolean
save (DeskStrategiesPage *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = desk_rule_editor_dup_text (self->editor);

  if (!dt_strategy_library_save (get_data_dir (self), self->edited, text, &error))
    {
      tell (self, "The Strategy Was Not Saved", error);
      return FALSE;
    }

  desk_rule_editor_set_saved (self->editor);
  reload (self);
  return TRUE;
}

gboolean
desk_strategies_page_has_changes (DeskStrategiesPage *self)
{
  g_return_val_if_fail (DESK_IS_STRATEGIES_PAGE (self), FALSE);

  return self->edited != NULL && desk_rule_editor_get_modified (self->editor);
}

typedef struct
{
  DeskStrategiesPage *page;
  GCallback           go_on;
  gpointer            data;
} Leaving;

static void
on_unsaved (DeskUnsaved answer,
            gpointer    data)
{
  g_autofree Leaving *leaving = data;

  if (answer == DESK_UNSAVED_CANCEL
      || (answer == DESK_UNSAVED_SAVE && !save (leaving->page)))
    return;

  if (answer == DESK_UNSAVED_DISCARD)
    desk_rule_editor_set_saved (leaving->page->editor);
  ((void (*) (gpointer)) leaving->go_on) (leaving->data);
}

void
desk_strategies_page_ask (DeskStrategiesPage *self,
                          GCallback           go_on,
                          gpointer            data)
{
  Leaving *leaving;

  g_return_if_fail (DESK_IS_STRATEGIES_PAGE (self));

  if (!desk_strategies_page_has_changes (self))
    {
      ((void (*) (gpointer)) go_on) (data);
      return;
    }

  leaving = g_new (Leaving, 1);
  *leaving = (Leaving) { self, go_on, data };
  desk_ask_about_changes (GTK_WIDGET (self), self->edited_name, on_unsaved, leaving);
}

static void
back_clicked (DeskStrategiesPage *self)
{
  desk_strategies_page_ask (self, G_CALLBACK (close_editor), self);
}

/* What can be done with a file */

static void
add (DeskStrategiesPage *self,
     const char         *wanted,
     const char         *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = dt_strategy_library_make_name (get_data_dir (self), wanted, &error);
  g_autofree char *said = NULL;

  g_free (self->opens);
  self->opens = name != NULL ? dt_strategy_library_add (get_data_dir (self), name, text, &error)
                             : NULL;
  if (self->opens == NULL)
    {
      tell (self, "The Strategy Was Not Made", error);
      return;
    }

  said = g_strdup_printf ("“%s” is yours to change", name);
  toast (self, said);
  reload (self);
}

static void
on_renamed (const char *name,
            gpointer    data)
{
  g_autoptr(DeskStrategiesPage) self = data;
  g_autofree char *path = g_object_steal_data (G_OBJECT (self), "desk-renamed");
  g_autofree char *moved = NULL;
  g_autoptr(GError) error = NULL;

  if (name == NULL || path == NULL)
    return;

  moved = dt_strategy_library_rename (get_data_dir (self), path, name, &error);
  if (moved == NULL)
    {
      tell (self, "The Strategy Was Not Renamed", error);
      return;
    }
  if (g_strcmp0 (path, self->edited) == 0)
    self->opens = g_strdup (moved);
  reload (self);
}

static void
rename_file (DeskStrategiesPage  *self,
             const DtLibraryFile *file)
{
  g_object_set_data_full (G_OBJECT (self), "desk-renamed", g_strdup (file->path), g_free);
  desk_ask_for_name (GTK_WIDGET (self), "Rename Strategy", "_Rename", file->name, on_renamed,
                     g_object_ref (self));
}

/* A file that was deleted, for as long as that can be undone. */
typedef struct
{
  DeskStrategiesPage *page;       /* not a reference: the overlay is its own, and goes first */
  char               *path;
  char               *text;
} Deleted;

static void
deleted_free (gpointer data)
{
  Deleted *deleted = data;

  g_free (deleted->path);
  g_free (deleted->text);
  g_free (deleted);
}

static void
undo_delete (gpointer data)
{
  Deleted *deleted = data;
  g_autoptr(GError) error = NULL;

  if (!dt_strategy_library_save (get_data_dir (deleted->page), deleted->path, deleted->text,
                                 &error))
    tell (deleted->page, "The Strategy Was Not Brought Back", error);
  reload (deleted->page);
}

static void
delete_file (DeskStrategiesPage  *self,
             const DtLibraryFile *file)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *said = g_strdup_printf ("“%s” deleted", file->name);
  Deleted *deleted;

  if (!dt_strategy_library_delete (get_data_dir (self), file->path, &error))
    {
      tell (self, "The Strategy Was Not Deleted", error);
      return;
    }

  deleted = g_new (Deleted, 1);
  *deleted = (Deleted) { self, g_strdup (file->path), g_strdup (file->text) };
  desk_toast_done (GTK_WIDGET (self->toasts), said, undo_delete, deleted, deleted_free);
  if (g_strcmp0 (file->path, self->edited) == 0)
    close_editor (self);
  else
    reload (self);
}

/* Replay */

static void
on_replay_chosen (const char *const *paths,
                  const char        *selector,
                  gpointer           data)
{
  g_autoptr(DeskStrategiesPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *spec = NULL;

  if (paths == NULL || (paths[0] == NULL && *selector == '\0'))
    return;

  spec = desk_run_make_spec (self->session, self->settings, NULL, paths, selector, &error);
  if (spec == NULL)
    tell (self, "The Replay Cannot Start", error);
  else
    desk_session_start_run (self->session, spec,
                            desk_settings_get_double (self->settings, "replay.speed"));
}

/* @path: (nullable): comes first; those of the run are chosen beside it */
static void
replay (DeskStrategiesPage *self,
        const char         *path)
{
  const DeskClock *clock = desk_session_get_clock (self->session);
  g_autoptr(GPtrArray) selectors = NULL;

  /* The page may be just made */
  self->asks_for_replay = path == NULL && self->listing != NULL;
  if (self->asks_for_replay)
    return;

  selectors = desk_run_list_selectors (get_data_dir (self));
  desk_ask_for_replay (GTK_WIDGET (self), self->files, selectors,
                       desk_session_get_regime (self->session)->selector, path,
                       (const char *const *) desk_session_get_tape (self->session)->strategies,
                       clock->state == DESK_RUN_PLAYING || clock->state == DESK_RUN_PAUSED,
                       on_replay_chosen, g_object_ref (self));
}

/* Actions */

static const DtLibraryFile *
find_subject (DeskStrategiesPage *self,
              GVariant           *arguments)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  const char *path = self->edited;

  if (arguments != NULL && g_variant_lookup (arguments, "strategy", "&s", &path))
    return find_file (self, path);
  if (path == NULL && row != NULL)
    path = desk_strategy_row_get_path (DESK_STRATEGY_ROW (row));

  return find_file (self, path);
}

char *
desk_strategies_page_take_file (DeskStrategiesPage *self,
                                GVariant           *arguments)
{
  const DtLibraryFile *file;

  g_return_val_if_fail (DESK_IS_STRATEGIES_PAGE (self), NULL);

  file = find_subject (self, arguments);
  if (file == NULL)
    {
      toast (self, "Select a strategy first");
      return NULL;
    }
  if (g_strcmp0 (file->path, self->edited) == 0 && desk_strategies_page_has_changes (self)
      && !save (self))
    return NULL;

  return g_strdup (file->path);
}

static void
act_on_file (DeskStrategiesPage  *self,
             const char          *action,
             const DtLibraryFile *file)
{
  if (g_str_equal (action, "strategy.edit"))
    edit (self, file->path);
  else if (g_str_equal (action, "strategy.copy"))
    add (self, file->name, file->text);
  else if (g_str_equal (action, "strategy.replay"))
    replay (self, file->path);
  else if (!file->own)
    toast (self, "It came with DayTrader: change a copy of it");
  else if (g_str_equal (action, "strategy.rename"))
    rename_file (self, file);
  else
    delete_file (self, file);
}

void
desk_strategies_page_do (DeskStrategiesPage *self,
                         const char         *action,
                         GVariant           *arguments)
{
  g_autofree char *path = NULL;
  const DtLibraryFile *file;

  g_return_if_fail (DESK_IS_STRATEGIES_PAGE (self));

  if (g_str_equal (action, "strategy.new"))
    add (self, "New strategy", template_text);
  else if (g_str_equal (action, "strategy.save"))
    {
      if (desk_strategies_page_has_changes (self))
        save (self);
    }
  else if (g_str_equal (action, "strategy.replay") && find_subject (self, arguments) == NULL)
    replay (self, NULL);
  else
    {
      path = desk_strategies_page_take_file (self, arguments);
      file = find_file (self, path);
      if (file != NULL)
        act_on_file (self, action, file);
    }
}

static void
row_activated (DeskStrategiesPage *self,
               DeskStrategyRow    *row)
{
  edit (self, desk_strategy_row_get_path (row));
}

/* One whose file is gone has nothing to edit. */
static void
line_activated (DeskStrategiesPage *self,
                const char         *name)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const DtLibraryFile *file = g_ptr_array_index (self->files, i);

      if (g_str_equal (file->name, name))
        {
          edit (self, file->path);
          return;
        }
    }
}

/* Life */

static void
show_palette (DeskStrategiesPage *self)
{
  const char *palette = desk_settings_get_string (self->settings, "style.palette");

  desk_curves_set_palette (DESK_CURVES (self->curves),
                           g_strcmp0 (palette, "blue-orange") == 0 ? DESK_PALETTE_BLUE_ORANGE
                                                                   : DESK_PALETTE_CLASSIC);
}

/* The files are listed ahead, once: each is a row full of widgets. */
static gboolean
desk_strategies_page_make_part (DeskPage *page)
{
  DeskStrategiesPage *self = DESK_STRATEGIES_PAGE (page);

  if (self->was_listed || gtk_widget_get_visible (GTK_WIDGET (page)))
    return FALSE;

  self->was_listed = TRUE;
  reload (self);
  return TRUE;
}

static void
desk_strategies_page_seen (DeskPage *page)
{
  DeskStrategiesPage *self = DESK_STRATEGIES_PAGE (page);

  g_signal_group_set_target (self->signals, self->session);
  g_signal_group_set_target (self->settings_signals, self->settings);
  desk_strategy_stats_follow (self->stats, TRUE);
  show_palette (self);
  reload (self);
}

static void
desk_strategies_page_unseen (DeskPage *page)
{
  DeskStrategiesPage *self = DESK_STRATEGIES_PAGE (page);

  g_signal_group_set_target (self->signals, NULL);
  g_signal_group_set_target (self->settings_signals, NULL);
  desk_strategy_stats_follow (self->stats, FALSE);
}

static void
desk_strategies_page_constructed (GObject *object)
{
  DeskStrategiesPage *self = DESK_STRATEGIES_PAGE (object);

  G_OBJECT_CLASS (desk_strategies_page_parent_class)->constructed (object);

  self->session = desk_page_get_session (DESK_PAGE (self));
  self->settings = desk_page_get_settings (DESK_PAGE (self));
  self->table = DESK_STRATEGY_TABLE (desk_strategy_table_new (self->settings));
  g_signal_connect_object (self->table, "activated", G_CALLBACK (line_activated), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->table_bin, GTK_WIDGET (self->table));
  adw_bin_set_child (self->columns_bin,
                     desk_table_button_new (desk_strategy_table_get_view (self->table),
                                            "strategies"));
  adw_bin_set_child (self->regime_bin, desk_regime_card_new (self->session, TRUE));
  self->stats = desk_strategy_stats_new (self->session);
  g_signal_connect_object (self->stats, "changed", G_CALLBACK (stats_changed), self,
                           G_CONNECT_SWAPPED);
  self->signals = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "tape-changed", G_CALLBACK (show_figures), self);
  self->settings_signals = g_signal_group_new (DESK_TYPE_SETTINGS);
  g_signal_group_connect_swapped (self->settings_signals, "changed::style.palette",
                                  G_CALLBACK (show_palette), self);
}

static void
desk_strategies_page_dispose (GObject *object)
{
  DeskStrategiesPage *self = DESK_STRATEGIES_PAGE (object);

  if (self->listing != NULL)
    g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_clear_object (&self->signals);
  g_clear_object (&self->settings_signals);
  if (self->stats != NULL)
    desk_strategy_stats_follow (self->stats, FALSE);
  g_clear_object (&self->stats);

  G_OBJECT_CLASS (desk_strategies_page_parent_class)->dispose (object);
}

static void
desk_strategies_page_finalize (GObject *object)
{
  DeskStrategiesPage *self = DESK_STRATEGIES_PAGE (object);

  g_ptr_array_unref (self->files);
  g_free (self->edited);
  g_free (self->edited_name);
  g_free (self->opens);

  G_OBJECT_CLASS (desk_strategies_page_parent_class)->finalize (object);
}

#define BIND(child) \
  gtk_widget_class_bind_template_child (widget_class, DeskStrategiesPage, child)

static void
desk_strategies_page_class_init (DeskStrategiesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DeskPageClass *page_class = DESK_PAGE_CLASS (klass);

  object_class->constructed = desk_strategies_page_constructed;
  object_class->dispose = desk_strategies_page_dispose;
  object_class->finalize = desk_strategies_page_finalize;
  page_class->make_part = desk_strategies_page_make_part;
  page_class->seen = desk_strategies_page_seen;
  page_class->unseen = desk_strategies_page_unseen;

  g_type_ensure (DESK_TYPE_RULE_EDITOR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/strategies/desk-strategies-page.ui");
  BIND (toasts);
  BIND (views);
  BIND (list);
  BIND (chart_note);
  BIND (chart_bin);
  BIND (columns_bin);
  BIND (table_bin);
  BIND (regime_bin);
  BIND (trouble);
  BIND (title);
  BIND (shipped_note);
  BIND (save);
  BIND (editor);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, show_title);
}

static void
desk_strategies_page_init (DeskStrategiesPage *self)
{
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_library_file_free);
  gtk_widget_init_template (GTK_WIDGET (self));

  desk_toast_add_key (GTK_WIDGET (self->toasts));
  self->curves = desk_curves_new ();
  desk_curves_set_point_name (DESK_CURVES (self->curves), "trade");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->curves), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Profit by strategy", -1);
  adw_bin_set_child (self->chart_bin, self->curves);
}
