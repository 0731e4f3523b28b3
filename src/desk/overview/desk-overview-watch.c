/* desk-overview-watch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-overview"

#include "config.h"

#include <math.h>

#include "desk-column.h"
#include "desk-format.h"
#include "desk-quote.h"

#include "desk-overview-panels.h"

#define N_ROWS 8
/* What moves most is looked for this often: a list that jumps cannot be read. */
#define SPELL  (5 * DT_MINUTE)

typedef struct
{
  GtkWidget *row;
  GtkWidget *symbol;
  GtkWidget *last;
  GtkWidget *change;
} Row;

struct _DeskOverviewWatch
{
  DeskOverviewPanel  parent_instance;

  GtkWidget         *list;
  Row                rows[N_ROWS];
  GPtrArray         *quotes;      /* of DeskQuote: those that are shown */
  char              *pins;        /* that they were chosen by */
  gint64             spell;       /* and when */
  gint64             book;
  guint              n_known;     /* instruments then */
};

G_DEFINE_FINAL_TYPE (DeskOverviewWatch, desk_overview_watch, DESK_TYPE_OVERVIEW_PANEL)

static void
take_pinned (DeskOverviewWatch *self,
             DeskSession       *session)
{
  g_auto(GStrv) symbols = g_strsplit (self->pins, ";", -1);

  for (guint i = 0; symbols[i] != NULL && self->quotes->len < N_ROWS; i++)
    {
      DeskQuote *quote = desk_session_find_quote (session, symbols[i]);

      if (quote != NULL)
        g_ptr_array_add (self->quotes, g_object_ref (quote));
    }
}

static double
get_move (DeskQuote *quote)
{
  double change = desk_quote_get_state (quote)->change;

  return isnan (change) ? -1. : fabs (change);
}

/* Of the same size: by symbol. */
static int
compare_moves (gconstpointer a,
               gconstpointer b)
{
  DeskQuote *x = *(DeskQuote *const *) a, *y = *(DeskQuote *const *) b;
  double p = get_move (x), q = get_move (y);

  if (p != q)
    return p < q ? 1 : -1;

  return g_strcmp0 (desk_quote_get_state (x)->symbol, desk_quote_get_state (y)->symbol);
}

static void
take_movers (DeskOverviewWatch *self,
             DeskSession       *session)
{
  GListModel *quotes = desk_session_get_quotes (session);

  for (guint i = 0; i < g_list_model_get_n_items (quotes); i++)
    g_ptr_array_add (self->quotes, g_list_model_get_item (quotes, i));
  g_ptr_array_sort (self->quotes, compare_moves);
  if (self->quotes->len > N_ROWS)
    g_ptr_array_set_size (self->quotes, N_ROWS);
}

static void
choose (DeskOverviewWatch *self)
{
  DeskOverviewPanel *panel = DESK_OVERVIEW_PANEL (self);
  DeskSession *session = desk_overview_panel_get_session (panel);
  const DeskClock *clock = desk_session_get_clock (session);
  const char *pins = desk_settings_get_string (desk_overview_panel_get_settings (panel),
                                               "quotes.pinned");
  guint n = g_list_model_get_n_items (desk_session_get_quotes (session));
  gint64 spell = clock->time != DT_TIME_NONE ? clock->time / SPELL : 0;

  if (g_strcmp0 (pins, self->pins) == 0 && clock->book == self->book && n == self->n_known
      && spell == self->spell)
    return;

  g_free (self->pins);
  self->pins = g_strdup (pins);
  self->book = clock->book;
  self->n_known = n;
  self->spell = spell;
  g_ptr_array_set_size (self->quotes, 0);
  take_pinned (self, session);
  desk_overview_panel_set_title (panel, self->quotes->len > 0 ? "Watchlist" : "Largest Moves");
  if (self->quotes->len == 0)
    take_movers (self, session);
}

static void
set_text (GtkWidget  *inscription,
          const char *text)
{
  if (g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (inscription)), text) != 0)
    gtk_inscription_set_text (GTK_INSCRIPTION (inscription), text);
}

static void
show_row (Row       *row,
          DeskQuote *quote)
{
  const DeskQuoteState *state = desk_quote_get_state (quote);
  g_autofree char *last = desk_format_price (state->last);
  g_autofree char *change = desk_format_signed_percent (state->change);
  g_autofree char *name = g_strdup_printf ("%s %s, %s", state->symbol, last, change);

  set_text (row->symbol, state->symbol);
  set_text (row->last, last);
  set_text (row->change, change);
  desk_tone_apply (row->change, isnan (state->change) ? DESK_TONE_DIM
                                                      : desk_tone_of (state->change));
  gtk_widget_set_tooltip_text (row->row, *state->name != '\0' ? state->name : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
desk_overview_watch_show (DeskOverviewPanel *panel)
{
  DeskOverviewWatch *self = DESK_OVERVIEW_WATCH (panel);

  choose (self);
  for (guint i = 0; i < N_ROWS; i++)
    {
      gtk_widget_set_visible (self->rows[i].row, i < self->quotes->len);
      if (i < self->quotes->len)
        show_row (&self->rows[i], self->quotes->pdata[i]);
    }
}

static void
row_activated (DeskOverviewWatch *self,
               GtkListBoxRow     *row)
{
  guint i = gtk_list_box_row_get_index (row);
  GVariantDict dict;

  if (i >= self->quotes->len)
    return;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s",
                         desk_quote_get_state (self->quotes->pdata[i])->symbol);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.symbol.show",
                                      g_variant_dict_end (&dict));
}

static void
desk_overview_watch_finalize (GObject *object)
{
  DeskOverviewWatch *self = DESK_OVERVIEW_WATCH (object);

  g_ptr_array_unref (self->quotes);
  g_free (self->pins);

  G_OBJECT_CLASS (desk_overview_watch_parent_class)->finalize (object);
}

static void
desk_overview_watch_class_init (DeskOverviewWatchClass *klass)
{
  static const char *const signals[] = { "clock-changed", "tape-changed", NULL };
  static const char *const settings[] = { "quotes.pinned", NULL };
  DeskOverviewPanelClass *panel_class = DESK_OVERVIEW_PANEL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = desk_overview_watch_finalize;
  panel_class->signals = signals;
  panel_class->settings = settings;
  panel_class->show = desk_overview_watch_show;
}

static GtkWidget *
make_cell (guint    chars,
           gboolean numeric)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  g_object_set (cell, "min-chars", chars, "xalign", numeric ? 1. : 0., "hexpand", !numeric,
                "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, NULL);
  if (numeric)
    gtk_widget_add_css_class (cell, "figure");

  return cell;
}

static void
make_row (Row *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  row->row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "visible", FALSE, NULL);
  row->symbol = make_cell (6, FALSE);
  row->last = make_cell (9, TRUE);
  row->change = make_cell (9, TRUE);
  gtk_box_append (GTK_BOX (box), row->symbol);
  gtk_box_append (GTK_BOX (box), row->last);
  gtk_box_append (GTK_BOX (box), row->change);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->row), box);
}

static void
desk_overview_watch_init (DeskOverviewWatch *self)
{
  GtkWidget *all = gtk_button_new_with_label ("Show All");

  self->quotes = g_ptr_array_new_with_free_func (g_object_unref);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "notes");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Watchlist", -1);
  for (guint i = 0; i < N_ROWS; i++)
    {
      make_row (&self->rows[i]);
      gtk_list_box_append (GTK_LIST_BOX (self->list), self->rows[i].row);
    }
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated), self,
                           G_CONNECT_SWAPPED);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (all), "win.page.quotes");
  gtk_widget_set_tooltip_text (all, "All quotes; what is pinned there is listed here");
  gtk_widget_add_css_class (all, "flat");
  gtk_widget_add_css_class (all, "caption");
  desk_overview_panel_set_up (DESK_OVERVIEW_PANEL (self), "Watchlist", all, self->list);
}
