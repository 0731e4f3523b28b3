/* desk-quotes-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-quotes"

#include "config.h"

#include <string.h>

#include "desk-quote.h"

#include "desk-fold.h"
#include "desk-table.h"
#include "desk-toast.h"

#include "desk-quote-columns.h"
#include "desk-quotes-page.h"

#define PINNED     "quotes.pinned"
#define PIN_WIDTH  44
/* Of the table, that are made in less than a frame. */
#define PART_ROWS  8

struct _DeskQuotesPage
{
  DeskPage            parent_instance;

  GHashTable         *pinned;          /* set of symbols */
  GtkFilter          *filter;
  GtkFilterListModel *filtered;
  GtkSliceListModel  *begun;           /* as many of the rows as were made; all, once seen */
  GtkSingleSelection *selection;
  GPtrArray          *pins;            /* GtkListItem with a pin that are bound, borrowed */
  gboolean            is_selecting;    /* the selection follows the session */

  /* Template */
  DeskFold           *wide_fold;
  DeskFold           *fold;
  GtkBox             *head;
  GtkStack           *stack;
  AdwStatusPage      *nothing;
  GtkSearchEntry     *search;
  GtkToggleButton    *only_pinned;
  GtkColumnView      *view;
};

G_DEFINE_FINAL_TYPE (DeskQuotesPage, desk_quotes_page, DESK_TYPE_PAGE)

/* Pins */

static gboolean
is_pinned (DeskQuotesPage *self,
           DeskQuote      *quote)
{
  return g_hash_table_contains (self->pinned, desk_quote_get_state (quote)->symbol);
}

static void
read_pins (DeskQuotesPage *self)
{
  DeskSettings *settings = desk_page_get_settings (DESK_PAGE (self));
  g_auto(GStrv) symbols = g_strsplit (desk_settings_get_string (settings, PINNED), ";", -1);

  for (guint i = 0; symbols[i] != NULL; i++)
    if (*symbols[i] != '\0')
      g_hash_table_add (self->pinned, g_strdup (symbols[i]));
}

static void
write_pins (DeskQuotesPage *self)
{
  g_autoptr(GList) symbols = g_list_sort (g_hash_table_get_keys (self->pinned),
                                          (GCompareFunc) strcmp);
  g_autoptr(GString) text = g_string_new (NULL);

  for (GList *l = symbols; l != NULL; l = l->next)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ";" : "", (const char *) l->data);
  desk_settings_set (desk_page_get_settings (DESK_PAGE (self)), PINNED,
                     g_variant_new_string (text->str));
}

/* The screener pins too, and takes back what it has pinned. */
static void
pins_changed (DeskQuotesPage *self)
{
  g_hash_table_remove_all (self->pinned);
  read_pins (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  /* Stars and what is filtered by them are made anew while nobody looks */
  gtk_column_view_set_model (self->view, NULL);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

/* What passes */

static gboolean
contains (const char *text,
          const char *part)
{
  g_autofree char *folded_text = g_utf8_casefold (text, -1);
  g_autofree char *folded_part = g_utf8_casefold (part, -1);

  return strstr (folded_text, folded_part) != NULL;
}

static gboolean
passes (gpointer row,
        gpointer data)
{
  DeskQuotesPage *self = data;
  const DeskQuoteState *state = desk_quote_get_state (row);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (gtk_toggle_button_get_active (self->only_pinned) && !is_pinned (self, row))
    return FALSE;

  return *text == '\0' || contains (state->symbol, text) || contains (state->name, text)
         || contains (state->sector, text);
}

static void
show_state (DeskQuotesPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  gboolean pinned = gtk_toggle_button_get_active (self->only_pinned);
  gboolean searched = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "some" : "none");
  if (n > 0)
    return;

  adw_status_page_set_title (self->nothing, searched ? "Nothing Found"
                                            : pinned ? "Nothing Is Pinned" : "No Tape");
  adw_status_page_set_description (self->nothing, searched
                                   ? "No instrument of the tape has that in its symbol, name or "
                                     "sector."
                                   : pinned ? "Pin what you watch: it stays together here."
                                   : "Start a replay: its instruments are listed here.");
}

static void
filter_changed (DeskQuotesPage *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_state (self);
}

static gboolean
filter_later (gpointer data)
{
  DeskQuotesPage *self = data;

  if (self->filter != NULL)
    filter_changed (self);

  return G_SOURCE_REMOVE;
}

/* Rows */

static void
show_pin (GtkToggleButton *button,
          gboolean         pinned,
          const char      *symbol)
{
  g_autofree char *label = g_strdup_printf (pinned ? "Unpin %s" : "Pin %s", symbol);

  gtk_button_set_icon_name (GTK_BUTTON (button), pinned ? "starred-symbolic"
                                                        : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void show_pins (DeskQuotesPage *self);

typedef struct
{
  GWeakRef  page;
  char     *symbol;
} Unpinned;

static void
unpinned_free (gpointer data)
{
  Unpinned *unpinned = data;

  g_weak_ref_clear (&unpinned->page);
  g_free (unpinned->symbol);
  g_free (unpinned);
}

static void
pin_again (gpointer data)
{
  Unpinned *unpinned = data;
  g_autoptr(DeskQuotesPage) self = g_weak_ref_get (&unpinned->page);

  if (self == NULL)
    return;

  g_hash_table_add (self->pinned, g_strdup (unpinned->symbol));
  write_pins (self);
  show_pins (self);
  filter_changed (self);
}

static void
tell_unpinned (DeskQuotesPage *self,
               const char     *symbol)
{
  Unpinned *unpinned = g_new0 (Unpinned, 1);
  g_autofree char *text = g_strdup_printf ("%s is no longer pinned", symbol);

  g_weak_ref_init (&unpinned->page, self);
  unpinned->symbol = g_strdup (symbol);
  desk_toast_done (GTK_WIDGET (self), text, pin_again, unpinned, unpinned_free);
}

static void
pin_toggled (GtkToggleButton *button,
             GtkListItem     *item)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (button), DESK_TYPE_QUOTES_PAGE);
  DeskQuote *quote = gtk_list_item_get_item (item);
  gboolean pinned = gtk_toggle_button_get_active (button);
  DeskQuotesPage *self;
  const char *symbol;

  if (view == NULL || quote == NULL)
    return;

  self = DESK_QUOTES_PAGE (view);
  symbol = desk_quote_get_state (quote)->symbol;
  show_pin (button, pinned, symbol);
  if (pinned)
    g_hash_table_add (self->pinned, g_strdup (symbol));
  else if (g_hash_table_remove (self->pinned, symbol))
    tell_unpinned (self, symbol);
  write_pins (self);
  /* Not while the button of the row that goes is at work */
  if (gtk_toggle_button_get_active (self->only_pinned))
    g_idle_add_full (G_PRIORITY_DEFAULT, filter_later, g_object_ref (self), g_object_unref);
}

static void
set_up_pin (GtkSignalListItemFactory *factory,
            GtkListItem              *item)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pin");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "toggled", G_CALLBACK (pin_toggled), item);
  gtk_list_item_set_child (item, button);
}

static void
show_pin_of (DeskQuotesPage *self,
             GtkListItem    *item)
{
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (gtk_list_item_get_child (item));
  DeskQuote *quote = gtk_list_item_get_item (item);
  gboolean pinned = is_pinned (self, quote);

  g_signal_handlers_block_by_func (button, pin_toggled, item);
  gtk_toggle_button_set_active (button, pinned);
  g_signal_handlers_unblock_by_func (button, pin_toggled, item);
  show_pin (button, pinned, desk_quote_get_state (quote)->symbol);
}

static void
show_pins (DeskQuotesPage *self)
{
  for (guint i = 0; i < self->pins->len; i++)
    show_pin_of (self, self->pins->pdata[i]);
}

static void
bind_pin (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          DeskQuotesPage           *self)
{
  g_ptr_array_add (self->pins, item);
  show_pin_of (self, item);
}

static void
unbind_pin (GtkSignalListItemFactory *factory,
            GtkListItem              *item,
            DeskQuotesPage           *self)
{
  g_ptr_array_remove_fast (self->pins, item);
}

static void
add_pins (DeskQuotesPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (NULL, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_pin), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_pin), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_pin), self, 0);
  gtk_column_view_column_set_fixed_width (column, PIN_WIDTH);
  desk_table_add_column (self->view, column, "pin", DESK_ROOM_NARROW);
}

/* The symbol that the user looks at */

static void
select_symbol (DeskQuotesPage *self)
{
  DeskSession *session = desk_page_get_session (DESK_PAGE (self));
  DeskQuote *wanted = desk_session_find_quote (session, desk_session_get_symbol (session));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  self->is_selecting = TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskQuote) quote = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (quote == wanted)
        gtk_single_selection_set_selected (self->selection, i);
    }
  self->is_selecting = FALSE;
}

static void
selected (DeskQuotesPage *self)
{
  DeskQuote *quote = gtk_single_selection_get_selected_item (self->selection);

  if (quote != NULL && !self->is_selecting && gtk_widget_get_mapped (GTK_WIDGET (self)))
    desk_session_set_symbol (desk_page_get_session (DESK_PAGE (self)),
                             desk_quote_get_state (quote)->symbol);
}

static void
activated (DeskQuotesPage *self,
           guint           position)
{
  g_autoptr(DeskQuote) quote = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  GVariantDict dict;

  if (quote == NULL)
    return;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", desk_quote_get_state (quote)->symbol);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.symbol.show",
                                      g_variant_dict_end (&dict));
}

static void
fold_changed (DeskQuotesPage *self)
{
  desk_table_set_room (self->view, desk_fold_get_narrow (self->fold) ? DESK_ROOM_NARROW
                                   : desk_fold_get_narrow (self->wide_fold) ? DESK_ROOM_MEDIUM
                                                                            : DESK_ROOM_WIDE);
}

/* Life */

/* A few rows more, but what comes into sight has them all. */
static gboolean
desk_quotes_page_make_part (DeskPage *page)
{
  DeskQuotesPage *self = DESK_QUOTES_PAGE (page);
  gboolean all = gtk_widget_get_visible (GTK_WIDGET (page));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  guint begun = gtk_slice_list_model_get_size (self->begun);

  if (begun >= n && !(all && begun < G_MAXUINT))
    return FALSE;

  gtk_slice_list_model_set_size (self->begun, all ? G_MAXUINT : begun + PART_ROWS);
  return TRUE;
}

static void
desk_quotes_page_seen (DeskPage *page)
{
  DeskQuotesPage *self = DESK_QUOTES_PAGE (page);

  select_symbol (self);
  show_state (self);
}

static void
desk_quotes_page_unseen (DeskPage *page)
{
}

static GtkWidget *
desk_quotes_page_get_start (DeskPage *page)
{
  return GTK_WIDGET (DESK_QUOTES_PAGE (page)->view);
}

static void
set_up_view (DeskQuotesPage *self)
{
  DeskSession *session = desk_page_get_session (DESK_PAGE (self));
  GListModel *quotes = desk_session_get_quotes (session);
  GtkSortListModel *sorted;

  self->filter = GTK_FILTER (gtk_custom_filter_new (passes, self, NULL));
  self->filtered = gtk_filter_list_model_new (g_object_ref (quotes), g_object_ref (self->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->begun = gtk_slice_list_model_new (G_LIST_MODEL (sorted), 0, 0);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->begun)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
}

static void
desk_quotes_page_constructed (GObject *object)
{
  DeskQuotesPage *self = DESK_QUOTES_PAGE (object);

  G_OBJECT_CLASS (desk_quotes_page_parent_class)->constructed (object);

  read_pins (self);
  add_pins (self);
  desk_quote_columns_add (self->view);
  desk_table_remember (self->view, desk_page_get_settings (DESK_PAGE (self)), "table.quotes");
  gtk_box_append (self->head, desk_table_button_new (self->view, "quotes"));
  set_up_view (self);
  g_signal_connect_object (desk_page_get_settings (DESK_PAGE (self)), "changed::" PINNED,
                           G_CALLBACK (pins_changed), self, G_CONNECT_SWAPPED);
  fold_changed (self);
}

static void
desk_quotes_page_dispose (GObject *object)
{
  DeskQuotesPage *self = DESK_QUOTES_PAGE (object);

  /* The filter asks us */
  if (self->filtered != NULL)
    gtk_filter_list_model_set_filter (self->filtered, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->begun);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (desk_quotes_page_parent_class)->dispose (object);
}

static void
desk_quotes_page_finalize (GObject *object)
{
  g_hash_table_unref (DESK_QUOTES_PAGE (object)->pinned);
  g_ptr_array_unref (DESK_QUOTES_PAGE (object)->pins);

  G_OBJECT_CLASS (desk_quotes_page_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, DeskQuotesPage, child)

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (DESK_TYPE_FOLD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/quotes/desk-quotes-page.ui");
  BIND (wide_fold);
  BIND (fold);
  BIND (head);
  BIND (stack);
  BIND (nothing);
  BIND (search);
  BIND (only_pinned);
  BIND (view);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, activated);
  gtk_widget_class_bind_template_callback (widget_class, fold_changed);
}

static void
desk_quotes_page_class_init (DeskQuotesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  DeskPageClass *page_class = DESK_PAGE_CLASS (klass);

  object_class->constructed = desk_quotes_page_constructed;
  object_class->dispose = desk_quotes_page_dispose;
  object_class->finalize = desk_quotes_page_finalize;
  page_class->make_part = desk_quotes_page_make_part;
  page_class->seen = desk_quotes_page_seen;
  page_class->unseen = desk_quotes_page_unseen;
  page_class->get_start = desk_quotes_page_get_start;

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
desk_quotes_page_init (DeskQuotesPage *self)
{
  self->pinned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pins = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  desk_toast_add_key (GTK_WIDGET (self));
}
