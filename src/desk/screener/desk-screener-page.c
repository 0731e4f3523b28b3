/* desk-screener-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-screener"

#include "config.h"

#include <string.h>

#include "dt-calendar.h"

#include "desk-compat.h"
#include "desk-format.h"
#include "desk-csv.h"
#include "desk-quote.h"
#include "desk-short-choice.h"
#include "desk-table.h"
#include "desk-toast.h"

#include "desk-screen-columns.h"
#include "desk-screen-item.h"
#include "desk-screen-watch.h"
#include "desk-screener-page-private.h"

#define UNIVERSE  "screener.universe"
#define PASSING   "screener.passing"
#define WATCHLIST "*watchlist"

/* After the last key in the editor. */
#define EDIT_DELAY_MS     300
#define PROGRESS_MS       100
/* A replay that passes many sessions a second is looked at so often, µs. */
#define SESSION_PAUSE     (2 * G_USEC_PER_SEC)

G_DEFINE_FINAL_TYPE (DeskScreenerPage, desk_screener_page, DESK_TYPE_PAGE)

void
desk_screener_toast (DeskScreenerPage *self,
                     const char       *text)
{
  desk_toast (GTK_WIDGET (self->toasts), text);
}

void
desk_screener_show_nothing (DeskScreenerPage *self,
                            const char       *title,
                            const char       *description)
{
  g_autofree char *markup = g_markup_escape_text (description, -1);

  adw_status_page_set_title (self->nothing, title);
  adw_status_page_set_description (self->nothing, markup);
  gtk_stack_set_visible_child_name (self->stack, "none");
}

/* The result */

static gboolean
is_narrow (DeskScreenerPage *self)
{
  return desk_fold_get_narrow (self->fold);
}

static gboolean
is_same_table (const DtScreenFile *a,
               const DtScreenFile *b)
{
  if (a->n_criteria != b->n_criteria || g_strcmp0 (a->score_label, b->score_label) != 0
      || g_strcmp0 (a->score_text, b->score_text) != 0)
    return FALSE;

  for (guint k = 0; k < a->n_criteria; k++)
    if (!g_str_equal (a->criteria[k].label, b->criteria[k].label)
        || !g_str_equal (a->criteria[k].text, b->criteria[k].text))
      return FALSE;

  return TRUE;
}

static GHashTable *
dup_selected (DeskScreenerPage *self)
{
  GHashTable *symbols = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *model = G_LIST_MODEL (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (model), i))
      {
        g_autoptr(DeskScreenItem) item = g_list_model_get_item (model, i);

        g_hash_table_add (symbols, g_strdup (desk_screen_item_get_row (item)->symbol));
      }

  return symbols;
}

static void
select_again (DeskScreenerPage *self,
              GHashTable       *symbols)
{
  GListModel *model = G_LIST_MODEL (self->selection);

  for (guint i = 0; g_hash_table_size (symbols) > 0 && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(DeskScreenItem) item = g_list_model_get_item (model, i);

      if (g_hash_table_contains (symbols, desk_screen_item_get_row (item)->symbol))
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (model), i, FALSE);
    }
}

static void
fill_rows (DeskScreenerPage *self)
{
  gboolean passing = gtk_toggle_button_get_active (self->only_passing);
  guint n = self->result == NULL ? 0 : passing ? self->result->n_passed : self->result->n_rows;
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) selected = dup_selected (self);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, desk_screen_item_new (self->result, i));
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                       items->pdata, items->len);
  select_again (self, selected);
  if (n > 0)
    gtk_stack_set_visible_child_name (self->stack, "some");
  else if (self->result != NULL)
    desk_screener_show_nothing (self, "No Symbol Passes",
                                "Let those be shown that do not pass, to see what they lack.");
}

static void
show_summary (DeskScreenerPage *self)
{
  g_autofree char *time = desk_format_time (self->result->moment, DESK_TIME_FULL);
  g_autofree char *local = desk_format_local_time (self->result->moment);
  g_autofree char *text = g_strdup_printf ("%u of %u pass · %s", self->result->n_passed,
                                           self->result->n_rows, time);
  g_autoptr(GString) tip = g_string_new (local);

  for (guint i = 0; i < self->result->notes->len; i++)
    g_string_append_printf (tip, "\n%s", (char *) g_ptr_array_index (self->result->notes, i));
  gtk_label_set_text (self->summary, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), tip->str);
}

static void
take_result (DeskScreenerPage *self,
             DtScreenResult   *result)
{
  g_autoptr(DtScreenResult) before = g_steal_pointer (&self->result);

  self->result = result;
  if (before == NULL || !is_same_table (before->file, result->file))
    desk_screen_columns_set (self->view, result->file, self->settings);
  fill_rows (self);
  show_summary (self);
}

/* Running */

static void
show_running (DeskScreenerPage *self)
{
  gboolean runs = self->running != NULL;

  gtk_stack_set_visible_child_name (self->run_stack, runs ? "cancel" : "run");
  gtk_widget_set_opacity (GTK_WIDGET (self->bar), runs ? 1. : 0.);
  if (!runs)
    g_clear_handle_id (&self->progress_timer, g_source_remove);
}

static gboolean
show_progress (gpointer data)
{
  DeskScreenerPage *self = data;

  gtk_progress_bar_set_fraction (self->bar, g_atomic_int_get (&self->progress) / 1000.);

  return G_SOURCE_CONTINUE;
}

static void
finished (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(DeskScreenerPage) self = data;
  g_autoptr(GError) error = NULL;
  DtScreenResult *found = desk_screen_run_finish (result, &error);

  /* Another run has taken its place, or the page is gone */
  if (g_task_get_cancellable (G_TASK (result)) != self->running)
    {
      g_clear_pointer (&found, dt_screen_result_unref);
      return;
    }

  g_clear_object (&self->running);
  show_running (self);
  if (found != NULL)
    take_result (self, found);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    desk_screener_toast (self, "Cancelled: what is shown is from before");
  else
    desk_screener_show_nothing (self, "Nothing to Look At", error->message);
  if (self->was_asked)
    desk_compat_announce (GTK_WIDGET (self), found != NULL
                          ? gtk_label_get_text (self->summary)
                          : adw_status_page_get_title (self->nothing));
  self->was_asked = FALSE;
}

/* Of the tape that is played; a run over named symbols has no name, but its instruments. */
static char **
dup_quoted (DeskScreenerPage *self)
{
  GListModel *quotes = desk_session_get_quotes (self->session);
  g_autoptr(GStrvBuilder) symbols = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (quotes); i++)
    {
      g_autoptr(DeskQuote) quote = g_list_model_get_item (quotes, i);

      g_strv_builder_add (symbols, desk_quote_get_state (quote)->symbol);
    }

  return g_strv_builder_end (symbols);
}

static gboolean
find_universe (DeskScreenerPage  *self,
               const char       **universe,
               char            ***symbols)
{
  const DeskTape *tape = desk_session_get_tape (self->session);

  *symbols = NULL;
  *universe = desk_settings_get_string (self->settings, UNIVERSE);
  if (g_str_equal (*universe, WATCHLIST))
    {
      *universe = NULL;
      *symbols = desk_screen_watch_dup (self->settings);
    }
  else if (**universe == '\0' && tape->universe != NULL && *tape->universe != '\0')
    *universe = tape->universe;
  else if (**universe == '\0')
    {
      *universe = NULL;
      *symbols = dup_quoted (self);
    }

  if (*symbols == NULL || **symbols != NULL)
    return TRUE;

  if (desk_settings_get_string (self->settings, UNIVERSE)[0] != '\0')
    desk_screener_show_nothing (self, "The Watchlist Is Empty",
                                "Pin symbols among the quotes, or choose another market.");
  else
    desk_screener_show_nothing (self, "No Market Is Played",
                                "Start a replay, or choose a tape to look at.");
  return FALSE;
}

static void
stop (DeskScreenerPage *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
}

static void
run (DeskScreenerPage *self)
{
  const DtScreenEntry *entry = desk_screener_get_entry (self);
  const DeskClock *clock = desk_session_get_clock (self->session);
  g_auto(GStrv) symbols = NULL;
  const char *universe;
  DtScreenFile *file;

  g_clear_handle_id (&self->run_timer, g_source_remove);
  if (entry == NULL)
    return;

  file = self->is_edited ? desk_screen_editor_get_file (self->editor) : entry->file;
  if (file == NULL)
    {
      if (!self->is_edited)
        desk_screener_show_nothing (self, "There Is a Mistake in This Screen",
                                    entry->error->message);
      return;
    }
  if (!find_universe (self, &universe, &symbols))
    return;

  stop (self);
  g_clear_object (&self->running);
  self->running = g_cancellable_new ();
  self->ran = g_get_monotonic_time ();
  desk_screen_run_async (self->worker, desk_session_get_data_dir (self->session), file, universe,
                         (const char *const *) symbols,
                         clock->book != 0 ? clock->time : DT_TIME_NONE, &self->progress,
                         self->running, finished, g_object_ref (self));
  gtk_progress_bar_set_fraction (self->bar, 0.);
  if (self->progress_timer == 0)
    self->progress_timer = g_timeout_add (PROGRESS_MS, show_progress, self);
  show_running (self);
}

static gboolean
run_now (gpointer data)
{
  DeskScreenerPage *self = data;

  self->run_timer = 0;
  run (self);

  return G_SOURCE_REMOVE;
}

void
desk_screener_run_soon (DeskScreenerPage *self)
{
  g_clear_handle_id (&self->run_timer, g_source_remove);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->run_timer = g_timeout_add (EDIT_DELAY_MS, run_now, self);
}

static void
run_clicked (DeskScreenerPage *self)
{
  self->was_asked = TRUE;
  run (self);
}

/* The last close that was known by then; DT_TIME_NONE where the calendar ends. */
static DtTime
find_close (DtTime time)
{
  DtDate date = dt_time_get_new_york_date (time, NULL);
  DtSession session;

  for (guint i = 0; i < 10; i++, date--)
    if (dt_calendar_get_session (date, &session) && session.close <= time)
      return session.close;

  return DT_TIME_NONE;
}

/* Another session has ended, or another market begins. */
static void
clock_changed (DeskScreenerPage *self)
{
  const DeskClock *clock = desk_session_get_clock (self->session);
  gint64 due = self->ran + SESSION_PAUSE - g_get_monotonic_time ();

  if (self->result == NULL || self->running != NULL || self->run_timer != 0 || clock->book == 0
      || clock->time == DT_TIME_NONE)
    return;
  if (clock->time >= self->result->moment
      && find_close (clock->time) == find_close (self->result->moment))
    return;

  self->run_timer = g_timeout_add (due > 0 ? (guint) (due / 1000) + 1 : 1, run_now, self);
}

/* What can be done with rows */

static void
activated (DeskScreenerPage *self,
           guint             position)
{
  g_autoptr(DeskScreenItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection),
                                                          position);
  GVariantDict dict;

  if (item == NULL)
    return;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", desk_screen_item_get_row (item)->symbol);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.symbol.show",
                                      g_variant_dict_end (&dict));
}

/* A watchlist as it was before. */
typedef struct
{
  DeskScreenerPage *page;   /* not a reference: the overlay is its own, and goes first */
  char             *text;
} Watched;

static void
watched_free (gpointer data)
{
  Watched *watched = data;

  g_free (watched->text);
  g_free (watched);
}

static void
undo_watch (gpointer data)
{
  Watched *watched = data;

  desk_screen_watch_set (watched->page->settings, watched->text);
}

/* Those that are selected; without any the best of those that pass. */
static void
watch (DeskScreenerPage *self)
{
  g_autoptr(GHashTable) selected = dup_selected (self);
  g_autofree const char **keys = (const char **) g_hash_table_get_keys_as_array (selected, NULL);
  g_autoptr(GPtrArray) best = g_ptr_array_new ();
  g_autofree char *before = NULL, *said = NULL;
  Watched *watched;
  guint n;

  if (self->result == NULL)
    return;

  for (guint i = 0; i < MIN (self->result->n_passed, self->result->file->keep); i++)
    g_ptr_array_add (best, self->result->rows[i].symbol);
  g_ptr_array_add (best, NULL);
  n = desk_screen_watch_add (self->settings, g_hash_table_size (selected) > 0
                             ? keys : (const char *const *) best->pdata, &before);
  if (n == 0)
    {
      desk_screener_toast (self, "Nothing that is not on the watchlist already");
      return;
    }

  said = g_strdup_printf ("%u symbol%s put on the watchlist", n, n == 1 ? "" : "s");
  watched = g_new (Watched, 1);
  *watched = (Watched) { self, g_steal_pointer (&before) };
  desk_toast_done (GTK_WIDGET (self->toasts), said, undo_watch, watched, watched_free);
}

static char *
make_csv (gpointer data)
{
  return dt_screen_result_to_csv (data);
}

/* All that was found, to the last place; the table's own button exports what it shows. */
static void
export (DeskScreenerPage *self)
{
  if (self->result != NULL)
    desk_csv_export (GTK_WIDGET (self->view), "Export Screen", "screen.csv", make_csv,
                     dt_screen_result_ref (self->result),
                     (GDestroyNotify) dt_screen_result_unref);
}

static void
toggle_edit (DeskScreenerPage *self)
{
  gtk_toggle_button_set_active (self->edit, !gtk_toggle_button_get_active (self->edit));
}

void
desk_screener_page_do (DeskScreenerPage *self,
                       const char       *action)
{
  static const struct
  {
    const char *action;
    void      (*func) (DeskScreenerPage *self);
  } funcs[] = {
    { "screen.cancel", stop },
    { "screen.delete", desk_screener_delete },
    { "screen.edit", toggle_edit },
    { "screen.export", export },
    { "screen.run", run_clicked },
    { "screen.save", desk_screener_save },
    { "screen.save-as", desk_screener_save_as },
    { "screen.watch", watch },
  };

  g_return_if_fail (DESK_IS_SCREENER_PAGE (self));

  for (guint i = 0; i < G_N_ELEMENTS (funcs); i++)
    if (g_str_equal (funcs[i].action, action))
      funcs[i].func (self);
}

/* Template callbacks */

static void
choice_changed (DeskScreenerPage *self)
{
  desk_screener_choose (self);
}

static void
edit_toggled (DeskScreenerPage *self)
{
  gboolean edits = gtk_toggle_button_get_active (self->edit);

  gtk_revealer_set_reveal_child (self->editor_revealer, edits);
  if (edits)
    desk_screen_editor_focus (self->editor);
}

static void
edited (DeskScreenerPage *self)
{
  self->is_edited = TRUE;
  desk_screener_show_saved (self);
  if (desk_screen_editor_get_file (self->editor) != NULL)
    desk_screener_run_soon (self);
}

static void
passing_toggled (DeskScreenerPage *self)
{
  desk_settings_set (self->settings, PASSING,
                     g_variant_new_boolean (gtk_toggle_button_get_active (self->only_passing)));
  if (self->result != NULL)
    fill_rows (self);
}

static void
fold_changed (DeskScreenerPage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head), is_narrow (self)
                                  ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  desk_table_set_room (self->view, is_narrow (self) ? DESK_ROOM_NARROW : DESK_ROOM_WIDE);
}

/* Life */

static void
desk_screener_page_seen (DeskPage *page)
{
  DeskScreenerPage *self = DESK_SCREENER_PAGE (page);

  self->clock_handler = g_signal_connect_object (self->session, "clock-changed",
                                                 G_CALLBACK (clock_changed), self,
                                                 G_CONNECT_SWAPPED);
  if (self->choices == NULL && self->listing == NULL)
    desk_screener_list (self);
  else if (self->result == NULL)
    desk_screener_run_soon (self);
  else
    clock_changed (self);
}

static void
desk_screener_page_unseen (DeskPage *page)
{
  DeskScreenerPage *self = DESK_SCREENER_PAGE (page);

  g_clear_signal_handler (&self->clock_handler, self->session);
  g_clear_handle_id (&self->run_timer, g_source_remove);
}

static GtkWidget *
desk_screener_page_get_start (DeskPage *page)
{
  return GTK_WIDGET (DESK_SCREENER_PAGE (page)->view);
}

static void
set_up_view (DeskScreenerPage *self)
{
  GtkSortListModel *sorted;

  self->rows = g_list_store_new (DESK_TYPE_SCREEN_ITEM);
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->rows)),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (sorted));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

static void
desk_screener_page_constructed (GObject *object)
{
  DeskScreenerPage *self = DESK_SCREENER_PAGE (object);

  G_OBJECT_CLASS (desk_screener_page_parent_class)->constructed (object);

  self->session = desk_page_get_session (DESK_PAGE (self));
  self->settings = desk_page_get_settings (DESK_PAGE (self));
  self->worker = dt_worker_new ("desk-screen");
  set_up_view (self);
  gtk_box_append (self->buttons, desk_table_button_new (self->view, "screener"));
  desk_short_choice (self->screen_choice);
  desk_short_choice (self->universe_choice);
  desk_name_choice (self->screen_choice, "Screen");
  desk_name_choice (self->universe_choice, "Market");
  gtk_toggle_button_set_active (self->only_passing,
                                desk_settings_get_boolean (self->settings, PASSING));
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  fold_changed (self);
}

/* What runs is cancelled; the thread ends when it has noticed. */
static gpointer
stop_worker (gpointer data)
{
  dt_worker_stop (data);
  g_object_unref (data);

  return NULL;
}

static void
desk_screener_page_dispose (GObject *object)
{
  DeskScreenerPage *self = DESK_SCREENER_PAGE (object);

  g_clear_handle_id (&self->run_timer, g_source_remove);
  g_clear_handle_id (&self->progress_timer, g_source_remove);
  stop (self);
  g_clear_object (&self->running);
  if (self->listing != NULL)
    g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (desk_screener_page_parent_class)->dispose (object);

  if (self->worker != NULL)
    g_thread_unref (g_thread_new ("desk-screen-end", stop_worker,
                                  g_steal_pointer (&self->worker)));
}

static void
desk_screener_page_finalize (GObject *object)
{
  DeskScreenerPage *self = DESK_SCREENER_PAGE (object);

  g_clear_pointer (&self->choices, desk_screen_choices_free);
  g_clear_pointer (&self->result, dt_screen_result_unref);
  g_free (self->opens);

  G_OBJECT_CLASS (desk_screener_page_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, DeskScreenerPage, child)
#define CALL(func)  gtk_widget_class_bind_template_callback (widget_class, func)

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (DESK_TYPE_FOLD);
  g_type_ensure (DESK_TYPE_SCREEN_EDITOR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/screener/desk-screener-page.ui");
  BIND (toasts);
  BIND (fold);
  BIND (head);
  BIND (buttons);
  BIND (screen_choice);
  BIND (universe_choice);
  BIND (edit);
  BIND (run_stack);
  BIND (run);
  BIND (editor_revealer);
  BIND (editor);
  BIND (save);
  BIND (delete);
  BIND (summary);
  BIND (only_passing);
  BIND (bar);
  BIND (stack);
  BIND (nothing);
  BIND (view);
  CALL (choice_changed);
  CALL (edit_toggled);
  CALL (run_clicked);
  CALL (stop);
  CALL (desk_screener_save);
  CALL (desk_screener_save_as);
  CALL (desk_screener_delete);
  CALL (passing_toggled);
  CALL (watch);
  CALL (activated);
  CALL (fold_changed);
}

static void
desk_screener_page_class_init (DeskScreenerPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  DeskPageClass *page_class = DESK_PAGE_CLASS (klass);

  object_class->constructed = desk_screener_page_constructed;
  object_class->dispose = desk_screener_page_dispose;
  object_class->finalize = desk_screener_page_finalize;
  page_class->seen = desk_screener_page_seen;
  page_class->unseen = desk_screener_page_unseen;
  page_class->get_start = desk_screener_page_get_start;

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
desk_screener_page_init (DeskScreenerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  desk_toast_add_key (GTK_WIDGET (self->toasts));
}
