/* desk-journal-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-journal"

#include "config.h"

#include <string.h>

#include "dt-tax-report.h"

#include "desk-action-table.h"
#include "desk-csv.h"
#include "desk-compat.h"
#include "desk-fold.h"
#include "desk-format.h"
#include "desk-short-choice.h"
#include "desk-table.h"
#include "desk-toast.h"
#include "desk-trip-columns.h"

#include "desk-journal-detail.h"
#include "desk-journal-export.h"
#include "desk-journal-groups.h"
#include "desk-journal-page.h"

/* Trades of the running book are taken in at most this often. */
#define FOLLOW_MS 2000

/* What the drop-down of outcomes says, in its order. */
typedef enum
{
  OUTCOME_ALL,
  OUTCOME_WON,
  OUTCOME_LOST,
  OUTCOME_NOTED,
} Outcome;

struct _DeskJournalPage
{
  DeskPage              parent_instance;

  DeskSession          *session;        /* not owned, as settings */
  DeskSettings         *settings;
  GSignalGroup         *signals;        /* of the session; without a target while unmapped */
  GSignalGroup         *settings_signals;
  GPtrArray            *books;          /* of DtBookInfo: those that can be chosen */
  gint64                shown_book;     /* 0 before one is chosen */
  guint64               wanted;         /* number of a trade that is to be shown; 0: none */
  DeskJournalBook      *book;           /* (nullable) */
  GCancellable         *loading;        /* (nullable): of list or book */
  guint                 follow_timeout;
  guint                 n_known;        /* completed trades of the running book at the last look */
  GListStore           *trips;
  GtkFilterListModel   *filtered;
  GtkFilter            *filter;
  GtkSingleSelection   *selection;
  gboolean              is_filling;

  GtkWidget            *detail;

  /* Template */
  AdwToastOverlay      *toasts;
  AdwLeaflet           *leaflet;
  GtkBox               *list_side;
  GtkBox               *detail_side;
  GtkBox               *head;
  GtkMenuButton        *export_button;
  GtkDropDown          *book_choice;
  GtkSearchEntry       *search;
  GtkDropDown          *outcome;
  GtkDropDown          *group_by;
  GtkLabel             *sum;
  GtkStack             *stack;
  AdwStatusPage        *nothing;
  DeskFold             *wide_fold;
  DeskFold             *fold;
  GtkColumnView        *view;
  AdwBin               *groups;
  AdwBin               *detail_bin;
  GtkButton            *back;
  GtkStack             *tabs;
};

G_DEFINE_FINAL_TYPE (DeskJournalPage, desk_journal_page, DESK_TYPE_PAGE)

static const char *
get_data_dir (DeskJournalPage *self)
{
  return desk_session_get_data_dir (self->session);
}

static void
toast (DeskJournalPage *self,
       const char      *text)
{
  desk_toast (GTK_WIDGET (self->toasts), text);
}

/* What is shown of the trades */

static gboolean
contains (const char *text,
          const char *folded)
{
  g_autofree char *other = g_utf8_casefold (text, -1);

  return strstr (other, folded) != NULL;
}

static gboolean
is_shown (gpointer item,
          gpointer data)
{
  DeskJournalPage *self = data;
  DeskTrip *trip = item;
  const DeskTripState *state = desk_trip_get_state (trip);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *folded = g_utf8_casefold (text, -1);
  Outcome outcome = gtk_drop_down_get_selected (self->outcome);

  if ((outcome == OUTCOME_WON && state->profit <= 0)
      || (outcome == OUTCOME_LOST && state->profit >= 0)
      || (outcome == OUTCOME_NOTED && *desk_trip_get_text (trip) == '\0'
          && *desk_trip_get_tags (trip) == '\0' && desk_trip_get_rating (trip) == 0))
    return FALSE;

  return *text == '\0' || contains (state->symbol, folded) || contains (state->strategy, folded)
         || contains (state->exit_reason, folded) || contains (desk_trip_get_tags (trip), folded)
         || contains (desk_trip_get_text (trip), folded);
}

static void
show_sum (DeskJournalPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  DtMoney profit = 0;
  g_autofree char *money = NULL, *text = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskTrip) trip = g_list_model_get_item (G_LIST_MODEL (self->filtered), i);

      profit += desk_trip_get_state (trip)->profit;
    }
  money = desk_format_profit (profit);
  text = g_strdup_printf ("%u trade%s, %s after fees", n, n == 1 ? "" : "s", money);
  gtk_label_set_text (self->sum, text);
}

static void
show_groups (DeskJournalPage *self)
{
  DeskGroupBy by = gtk_drop_down_get_selected (self->group_by);
  g_autoptr(GPtrArray) groups = NULL;

  if (self->filtered == NULL
      || g_strcmp0 (gtk_stack_get_visible_child_name (self->tabs), "groups") != 0)
    return;

  groups = desk_journal_group (G_LIST_MODEL (self->filtered), by);
  adw_bin_set_child (self->groups, desk_journal_make_table (groups,
                                                            desk_group_by_get_title (by)));
}

static void
show_state (DeskJournalPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->trips));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));

  gtk_stack_set_visible_child_name (self->stack, n_shown > 0 ? "some" : "none");
  if (n == 0 && self->loading != NULL)
    {
      adw_status_page_set_title (self->nothing, "Reading the Book");
      adw_status_page_set_description (self->nothing, "All its records are read and added up.");
    }
  else if (n == 0)
    {
      adw_status_page_set_title (self->nothing, "No Completed Trades");
      adw_status_page_set_description (self->nothing, "Play the replay or save a backtest: each "
                                       "trade is here once it is closed, with its reasons.");
    }
  else if (n_shown == 0)
    {
      adw_status_page_set_title (self->nothing, "Nothing Found");
      adw_status_page_set_description (self->nothing, "No trade of this book passes the filter. "
                                       "Try another word or another outcome.");
    }
  show_sum (self);
  show_groups (self);
}

static void
filter_changed (DeskJournalPage *self)
{
  if (self->filter == NULL)
    return;

  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_state (self);
}

static void
trip_selected (DeskJournalPage *self)
{
  DeskTrip *trip = gtk_single_selection_get_selected_item (self->selection);

  desk_journal_detail_show (DESK_JOURNAL_DETAIL (self->detail), self->book,
                            self->book != NULL ? trip : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_side), trip != NULL);
}

/* Books */

static void
stop_loading (DeskJournalPage *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

/* Rows that are there stay: what is selected and what is written in them does. */
static void
take_trips (DeskJournalPage *self,
            GPtrArray       *trips,
            gboolean         anew)
{
  guint n = anew ? 0 : g_list_model_get_n_items (G_LIST_MODEL (self->trips));

  if (anew)
    g_list_store_splice (self->trips, 0, g_list_model_get_n_items (G_LIST_MODEL (self->trips)),
                         trips->pdata, trips->len);
  else if (trips->len > n)
    g_list_store_splice (self->trips, n, 0, trips->pdata + n, trips->len - n);
}

/* Selected, in sight, and its reasons beside it. */
static void
show_wanted (DeskJournalPage *self)
{
  GListModel *rows = G_LIST_MODEL (self->selection);

  if (self->wanted == 0 || self->book == NULL || self->book->info->id != self->shown_book)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(DeskTrip) trip = g_list_model_get_item (rows, i);

      if (desk_trip_get_state (trip)->number != self->wanted)
        continue;
      self->wanted = 0;
      gtk_single_selection_set_selected (self->selection, i);
      desk_compat_scroll_to (self->view, i);
      adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->detail_side));
      return;
    }
}

static void
book_arrived (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(DeskJournalPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(DeskJournalBook) book = desk_journal_load_finish (result, &error);
  g_autoptr(GPtrArray) trips = NULL;
  gboolean anew;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  if (book == NULL)
    {
      g_list_store_remove_all (self->trips);
      gtk_stack_set_visible_child_name (self->stack, "none");
      adw_status_page_set_title (self->nothing, "The Book Could Not Be Read");
      adw_status_page_set_description (self->nothing, error->message);
      return;
    }

  anew = self->book == NULL || self->book->info->id != book->info->id;
  g_clear_pointer (&self->book, desk_journal_book_unref);
  self->book = g_steal_pointer (&book);
  trips = desk_journal_book_list_trips (self->book);
  take_trips (self, trips, anew);
  show_state (self);
  if (anew)
    trip_selected (self);
  show_wanted (self);
}

static void
load_book (DeskJournalPage *self)
{
  stop_loading (self);
  if (self->shown_book == 0)
    return;

  self->loading = g_cancellable_new ();
  desk_journal_load_async (get_data_dir (self), self->shown_book, self->loading, book_arrived,
                           g_object_ref (self));
}

static char *
describe_book (DeskJournalPage  *self,
               const DtBookInfo *info)
{
  static const char *const modes[] = { "Backtest", "Replay", "Paper", "Live" };
  gint64 running = desk_session_get_clock (self->session)->book;
  g_autofree char *day = desk_format_time (info->started, DESK_TIME_DATE);

  return g_strdup_printf ("%s %" G_GINT64_FORMAT ", %s%s", modes[info->mode], info->id, day,
                          info->id == running ? ", running" : "");
}

/* The running book when there is one, else the newest. */
static guint
find_choice (DeskJournalPage *self)
{
  gint64 wanted = self->shown_book != 0 ? self->shown_book
                                        : desk_session_get_clock (self->session)->book;

  for (guint i = 0; i < self->books->len; i++)
    if (((DtBookInfo *) self->books->pdata[i])->id == wanted)
      return i;

  return 0;
}

static void
book_chosen (DeskJournalPage *self)
{
  guint i = gtk_drop_down_get_selected (self->book_choice);

  if (self->is_filling || i >= self->books->len)
    return;

  self->shown_book = ((DtBookInfo *) self->books->pdata[i])->id;
  load_book (self);
}

static void
books_arrived (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(DeskJournalPage) self = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *books = desk_journal_list_finish (result, &error);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  if (books == NULL)
    {
      adw_status_page_set_title (self->nothing, "The Books Could Not Be Read");
      adw_status_page_set_description (self->nothing, error->message);
      return;
    }

  g_ptr_array_unref (self->books);
  self->books = books;
  for (guint i = 0; i < books->len; i++)
    gtk_string_list_take (names, describe_book (self, books->pdata[i]));
  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->book_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->book_choice, find_choice (self));
  self->is_filling = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->book_choice), books->len > 0);
  book_chosen (self);
  show_state (self);
}

static void
reload (DeskJournalPage *self)
{
  stop_loading (self);
  self->loading = g_cancellable_new ();
  desk_journal_list_async (get_data_dir (self), self->loading, books_arrived,
                           g_object_ref (self));
}

/* Following the running book */

static gboolean
follow_now (gpointer data)
{
  DeskJournalPage *self = data;

  self->follow_timeout = 0;
  if (self->loading != NULL)
    self->follow_timeout = g_timeout_add (FOLLOW_MS, follow_now, self);
  else
    load_book (self);

  return G_SOURCE_REMOVE;
}

static void
account_changed (DeskJournalPage *self)
{
  const DeskAccount *account = desk_session_get_account (self->session);
  guint n = account->n_trades - MIN (account->n_trades, account->n_positions);
  gint64 running = desk_session_get_clock (self->session)->book;

  if (self->shown_book == 0 && running != 0 && n > 0 && self->loading == NULL)
    reload (self);
  if (running == 0 || running != self->shown_book || n == self->n_known)
    return;

  self->n_known = n;
  if (self->follow_timeout == 0)
    self->follow_timeout = g_timeout_add (FOLLOW_MS, follow_now, self);
}

/* Export */

static char *
make_trades (gpointer page)
{
  return desk_journal_make_csv (desk_journal_page_get_rows (page));
}

static void
export_trades (DeskJournalPage *self)
{
  desk_csv_export (GTK_WIDGET (self->leaflet), "Export Trades", "journal.csv", make_trades,
                   g_object_ref (self), g_object_unref);
}

static char *
make_lots (gpointer text)
{
  return g_strdup (text);
}

/* The whole book, whatever the list shows. */
static void
export_taxes (DeskJournalPage *self,
              gboolean         washes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtTaxReport) report = NULL;
  const char *const *symbols;

  if (self->book == NULL)
    {
      toast (self, "There is no book to export");
      return;
    }
  report = dt_tax_report_new (self->book->book, &error);
  if (report == NULL)
    {
      toast (self, error->message);
      return;
    }

  symbols = (const char *const *) self->book->symbols;
  desk_csv_export (GTK_WIDGET (self->leaflet), washes ? "Export Wash Sales" : "Export Tax Lots",
                   washes ? "wash-sales.csv" : "tax-lots.csv", make_lots,
                   washes ? dt_tax_report_make_washes (report, symbols)
                          : dt_tax_report_make_lots (report, symbols), g_free);
}

static void
set_up_export (DeskJournalPage *self)
{
  static const char *const ids[] = { "journal.export", "", "journal.export-tax-lots",
                                     "journal.export-wash-sales", NULL };
  g_autoptr(GMenu) menu = desk_action_make_menu (ids, NULL);

  gtk_menu_button_set_menu_model (self->export_button, G_MENU_MODEL (menu));
}

void
desk_journal_page_show_trade (DeskJournalPage *self,
                              guint64          number)
{
  g_return_if_fail (DESK_IS_JOURNAL_PAGE (self));

  self->wanted = number;
  self->shown_book = desk_session_get_clock (self->session)->book;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->outcome, OUTCOME_ALL);
  gtk_stack_set_visible_child_name (self->tabs, "trades");
  reload (self);
}

void
desk_journal_page_do (DeskJournalPage *self,
                      const char      *action)
{
  g_return_if_fail (DESK_IS_JOURNAL_PAGE (self));

  if (g_str_equal (action, "journal.export"))
    export_trades (self);
  else if (g_str_equal (action, "journal.export-tax-lots"))
    export_taxes (self, FALSE);
  else if (g_str_equal (action, "journal.export-wash-sales"))
    export_taxes (self, TRUE);
  else if (g_str_equal (action, "journal.search"))
    {
      adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->list_side));
      gtk_widget_grab_focus (GTK_WIDGET (self->search));
    }
}

GListModel *
desk_journal_page_get_rows (DeskJournalPage *self)
{
  g_return_val_if_fail (DESK_IS_JOURNAL_PAGE (self), NULL);

  return G_LIST_MODEL (self->selection);
}

/* Columns of the user's words */

static DeskTone
rating_cell (gpointer  row,
             GString  *text)
{
  guint rating = desk_trip_get_rating (row);

  for (guint i = 0; i < rating; i++)
    g_string_append (text, "★");

  return DESK_TONE_PLAIN;
}

static int
rating_compare (gconstpointer a,
                gconstpointer b,
                gpointer      unused)
{
  guint x = desk_trip_get_rating ((DeskTrip *) a), y = desk_trip_get_rating ((DeskTrip *) b);

  return (x > y) - (x < y);
}

static DeskTone
tags_cell (gpointer  row,
           GString  *text)
{
  g_string_append (text, desk_trip_get_tags (row));

  return DESK_TONE_DIM;
}

static int
tags_compare (gconstpointer a,
              gconstpointer b,
              gpointer      unused)
{
  return g_utf8_collate (desk_trip_get_tags ((DeskTrip *) a), desk_trip_get_tags ((DeskTrip *) b));
}

static void
add_columns (DeskJournalPage *self)
{
  static const DeskTableColumn words[] = {
    { "rating", "Rating", 6, FALSE, DESK_ROOM_MEDIUM, rating_cell, rating_compare,
      "Your own, up to five stars" },
    { "tags", "Tags", 12, FALSE, DESK_ROOM_MEDIUM, tags_cell, tags_compare, "Your own" },
  };

  desk_trip_columns_add (self->view);
  desk_table_add (self->view, words, G_N_ELEMENTS (words));
}

static void
row_activated (DeskJournalPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->detail_side));
}

static void
back_clicked (DeskJournalPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->list_side));
}

static void
folded (DeskJournalPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->back), adw_leaflet_get_folded (self->leaflet));
}

static void
fold_changed (DeskJournalPage *self)
{
  desk_table_set_room (self->view, desk_fold_get_narrow (self->fold) ? DESK_ROOM_NARROW
                                   : desk_fold_get_narrow (self->wide_fold) ? DESK_ROOM_MEDIUM
                                                                            : DESK_ROOM_WIDE);
}

/* Life */

static void
show_palette (DeskJournalPage *self)
{
  const char *palette = desk_settings_get_string (self->settings, "style.palette");

  desk_journal_detail_set_palette (DESK_JOURNAL_DETAIL (self->detail),
                                   g_strcmp0 (palette, "blue-orange") == 0
                                   ? DESK_PALETTE_BLUE_ORANGE : DESK_PALETTE_CLASSIC);
}

static void
desk_journal_page_seen (DeskPage *page)
{
  DeskJournalPage *self = DESK_JOURNAL_PAGE (page);

  g_signal_group_set_target (self->signals, self->session);
  g_signal_group_set_target (self->settings_signals, self->settings);
  show_palette (self);
  reload (self);
}

static void
desk_journal_page_unseen (DeskPage *page)
{
  DeskJournalPage *self = DESK_JOURNAL_PAGE (page);

  g_clear_handle_id (&self->follow_timeout, g_source_remove);
  g_signal_group_set_target (self->signals, NULL);
  g_signal_group_set_target (self->settings_signals, NULL);
  desk_journal_detail_flush (DESK_JOURNAL_DETAIL (self->detail));
}

static void
set_up_list (DeskJournalPage *self)
{
  GtkSortListModel *sorted;

  self->trips = g_list_store_new (DESK_TYPE_TRIP);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->trips)),
                                              g_object_ref (self->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (trip_selected),
                           self, G_CONNECT_SWAPPED);
}

static void
desk_journal_page_constructed (GObject *object)
{
  DeskJournalPage *self = DESK_JOURNAL_PAGE (object);

  G_OBJECT_CLASS (desk_journal_page_parent_class)->constructed (object);

  self->session = desk_page_get_session (DESK_PAGE (self));
  self->settings = desk_page_get_settings (DESK_PAGE (self));
  self->detail = desk_journal_detail_new (self->session);
  adw_bin_set_child (self->detail_bin, self->detail);
  g_signal_connect_object (self->detail, "noted", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->detail, "trouble", G_CALLBACK (toast), self, G_CONNECT_SWAPPED);
  desk_toast_add_key (GTK_WIDGET (self->leaflet));
  add_columns (self);
  desk_table_remember (self->view, self->settings, "table.journal");
  set_up_export (self);
  gtk_box_append (self->head, desk_table_button_new (self->view, "trades"));
  set_up_list (self);
  self->signals = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "account-changed", G_CALLBACK (account_changed),
                                  self);
  self->settings_signals = g_signal_group_new (DESK_TYPE_SETTINGS);
  g_signal_group_connect_swapped (self->settings_signals, "changed::style.palette",
                                  G_CALLBACK (show_palette), self);
  folded (self);
  fold_changed (self);
  trip_selected (self);
  show_state (self);
}

static void
desk_journal_page_dispose (GObject *object)
{
  DeskJournalPage *self = DESK_JOURNAL_PAGE (object);

  g_clear_handle_id (&self->follow_timeout, g_source_remove);
  stop_loading (self);
  g_clear_object (&self->signals);
  g_clear_object (&self->settings_signals);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->trips);

  G_OBJECT_CLASS (desk_journal_page_parent_class)->dispose (object);
}

static void
desk_journal_page_finalize (GObject *object)
{
  DeskJournalPage *self = DESK_JOURNAL_PAGE (object);

  g_clear_pointer (&self->book, desk_journal_book_unref);
  g_ptr_array_unref (self->books);

  G_OBJECT_CLASS (desk_journal_page_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, DeskJournalPage, child)
#define CALL(function) gtk_widget_class_bind_template_callback (widget_class, function)

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (DESK_TYPE_FOLD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/journal/desk-journal-page.ui");
  BIND (toasts);
  BIND (leaflet);
  BIND (list_side);
  BIND (detail_side);
  BIND (head);
  BIND (export_button);
  BIND (book_choice);
  BIND (search);
  BIND (outcome);
  BIND (group_by);
  BIND (sum);
  BIND (stack);
  BIND (nothing);
  BIND (wide_fold);
  BIND (fold);
  BIND (view);
  BIND (groups);
  BIND (detail_bin);
  BIND (back);
  BIND (tabs);
  CALL (book_chosen);
  CALL (filter_changed);
  CALL (show_groups);
  CALL (row_activated);
  CALL (back_clicked);
  CALL (folded);
  CALL (fold_changed);
}

static void
desk_journal_page_class_init (DeskJournalPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  DeskPageClass *page_class = DESK_PAGE_CLASS (klass);

  object_class->constructed = desk_journal_page_constructed;
  object_class->dispose = desk_journal_page_dispose;
  object_class->finalize = desk_journal_page_finalize;
  page_class->seen = desk_journal_page_seen;
  page_class->unseen = desk_journal_page_unseen;

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
desk_journal_page_init (DeskJournalPage *self)
{
  self->books = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_book_info_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search, NULL);
  desk_name_choice (self->book_choice, "Book");
  desk_name_choice (self->outcome, "Outcome");
  desk_name_choice (self->group_by, "Group by");
}
