/* desk-chart-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartpage"

#include "config.h"

#include <math.h>

#include "desk-chart-text.h"
#include "desk-column.h"
#include "desk-format.h"
#include "desk-position.h"
#include "desk-quote.h"
#include "desk-symbol-entry.h"

#include "desk-chart-page-private.h"

G_DEFINE_FINAL_TYPE (DeskChartPage, desk_chart_page, DESK_TYPE_PAGE)

static const char *
get_symbol (DeskChartPage *self)
{
  const char *symbol = desk_session_get_symbol (self->session);

  return symbol != NULL ? symbol : "";
}

/* What changes with every bar */

static void
show_quote (DeskChartPage *self)
{
  DeskQuote *quote = desk_session_find_quote (self->session, get_symbol (self));
  const DeskQuoteState *state = quote != NULL ? desk_quote_get_state (quote) : NULL;
  double change = state != NULL ? state->change : NAN;
  g_autofree char *last = desk_format_price (state != NULL ? state->last : NAN);
  g_autofree char *percent = desk_format_signed_percent (change);

  gtk_inscription_set_text (self->last_label, last);
  gtk_inscription_set_text (self->change_label, percent);
  desk_tone_apply (GTK_WIDGET (self->change_label), desk_tone_of (change));
}

/* What changes with the account */

/* Where there is no room for it, the menu has it. */
static void
show_close (DeskChartPage *self)
{
  gboolean held = desk_session_find_position (self->session, get_symbol (self)) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->close), held && !desk_fold_get_narrow (self->fold));
}

/* What changes with the symbol */

void
desk_chart_page_show_timeframe (DeskChartPage *self)
{
  DeskChartSource *source = desk_chart_cell_get_source (get_cell (self));
  g_autofree char *label = desk_chart_source_dup_label (source);
  g_autoptr(GMenu) menu = desk_chart_source_make_menu (source);

  if (*label != '\0')
    gtk_menu_button_set_label (self->timeframe, label);
  gtk_menu_button_set_menu_model (self->timeframe, G_MENU_MODEL (menu));
}

void
desk_chart_page_show_time (DeskChartPage *self,
                           DtTime         time)
{
  g_return_if_fail (DESK_IS_CHART_PAGE (self));

  desk_chart_cell_show_time (get_cell (self), time);
}

static void
show_names (DeskChartPage *self,
            DeskQuote     *quote)
{
  const char *symbol = get_symbol (self);
  const char *name = quote != NULL ? desk_quote_get_state (quote)->name : "";
  GtkButton *buttons[] = { self->buy, self->sell, self->close };

  gtk_label_set_text (self->symbol_label, symbol);
  gtk_label_set_text (self->company_label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->company_label), name);
  gtk_widget_set_visible (GTK_WIDGET (self->company_label), *name != '\0');
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (buttons[i]),
                                            desk_chart_make_target (symbol));
}

/* A tape that is read anew may give the symbol another quote. */
static void
symbol_changed (DeskChartPage *self)
{
  const char *symbol = get_symbol (self);
  DeskQuote *quote = desk_session_find_quote (self->session, symbol);

  desk_chart_cell_set_symbol (get_cell (self), symbol);
  show_names (self, quote);
  g_signal_group_set_target (self->quote_signals, quote);
  show_quote (self);
  show_close (self);
  gtk_widget_set_visible (GTK_WIDGET (self->second_row), quote != NULL);
}

static void
symbol_chosen (DeskChartPage *self,
               const char    *symbol)
{
  desk_session_set_symbol (self->session, symbol);
  gtk_widget_grab_focus (GTK_WIDGET (get_chart (self)));
}

/* Layout */

static void
fold_changed (DeskChartPage *self)
{
  gboolean narrow = desk_fold_get_narrow (self->fold);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->toolbar), narrow
                                  ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->toolbar, narrow ? 6 : 12);
  gtk_widget_set_hexpand (self->entry, narrow);
  desk_chart_page_arrange_cells (self);
  show_close (self);
}

static void
settings_changed (DeskChartPage *self)
{
  desk_chart_page_arrange_cells (self);
  desk_chart_page_show_states (self);
}

static void
arrange (DeskChartPage *self)
{
  self->entry = desk_symbol_entry_new (self->session);
  gtk_widget_set_valign (self->entry, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (self->entry, 180, -1);
  g_signal_connect_object (self->entry, "chosen", G_CALLBACK (symbol_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->first_row, self->entry);
  gtk_box_append (self->first_row, GTK_WIDGET (self->timeframe));
  gtk_box_append (self->first_row, GTK_WIDGET (self->draw_button));
  gtk_box_append (self->second_row, GTK_WIDGET (self->quote));
  gtk_box_append (self->second_row, GTK_WIDGET (self->trade_buttons));
  gtk_box_append (self->second_row, GTK_WIDGET (self->view_button));
}

/* Life */

static void
desk_chart_page_seen (DeskPage *page)
{
  DeskChartPage *self = DESK_CHART_PAGE (page);

  g_signal_group_set_target (self->signals, self->session);
  g_signal_group_set_target (self->settings_signals, self->settings);
  desk_chart_page_choose_cell (self);
  settings_changed (self);
  symbol_changed (self);
}

static GtkWidget *
desk_chart_page_get_start (DeskPage *page)
{
  return GTK_WIDGET (get_chart (DESK_CHART_PAGE (page)));
}

static void
desk_chart_page_unseen (DeskPage *page)
{
  DeskChartPage *self = DESK_CHART_PAGE (page);

  g_signal_group_set_target (self->signals, NULL);
  g_signal_group_set_target (self->settings_signals, NULL);
  g_signal_group_set_target (self->quote_signals, NULL);
}

static void
make_signals (DeskChartPage *self)
{
  self->signals = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "account-changed", G_CALLBACK (show_close), self);
  g_signal_group_connect_swapped (self->signals, "tape-changed", G_CALLBACK (symbol_changed), self);
  g_signal_group_connect_swapped (self->signals, "notify::symbol", G_CALLBACK (symbol_changed),
                                  self);
  self->settings_signals = g_signal_group_new (DESK_TYPE_SETTINGS);
  g_signal_group_connect_swapped (self->settings_signals, "changed",
                                  G_CALLBACK (settings_changed), self);
  self->quote_signals = g_signal_group_new (DESK_TYPE_QUOTE);
  g_signal_group_connect_swapped (self->quote_signals, "changed", G_CALLBACK (show_quote), self);
}

static void
desk_chart_page_constructed (GObject *object)
{
  DeskChartPage *self = DESK_CHART_PAGE (object);

  G_OBJECT_CLASS (desk_chart_page_parent_class)->constructed (object);

  self->session = desk_page_get_session (DESK_PAGE (self));
  self->settings = desk_page_get_settings (DESK_PAGE (self));
  make_signals (self);
  arrange (self);
  fold_changed (self);
}

static void
desk_chart_page_dispose (GObject *object)
{
  DeskChartPage *self = DESK_CHART_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->settings_signals);
  g_clear_object (&self->quote_signals);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (desk_chart_page_parent_class)->dispose (object);
}

static void
desk_chart_page_finalize (GObject *object)
{
  DeskChartPage *self = DESK_CHART_PAGE (object);

  g_ptr_array_unref (self->cells);

  G_OBJECT_CLASS (desk_chart_page_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, DeskChartPage, child)

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (DESK_TYPE_FOLD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/chartpage/desk-chart-page.ui");
  BIND (fold);
  BIND (toolbar);
  BIND (first_row);
  BIND (second_row);
  BIND (toasts);
  BIND (grid);
  BIND (quote);
  BIND (symbol_label);
  BIND (company_label);
  BIND (last_label);
  BIND (change_label);
  BIND (trade_buttons);
  BIND (buy);
  BIND (sell);
  BIND (close);
  BIND (view_button);
  BIND (timeframe);
  BIND (draw_button);
  gtk_widget_class_bind_template_callback (widget_class, fold_changed);
}

static void
desk_chart_page_class_init (DeskChartPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  DeskPageClass *page_class = DESK_PAGE_CLASS (klass);

  object_class->constructed = desk_chart_page_constructed;
  object_class->dispose = desk_chart_page_dispose;
  object_class->finalize = desk_chart_page_finalize;
  page_class->seen = desk_chart_page_seen;
  page_class->unseen = desk_chart_page_unseen;
  page_class->get_start = desk_chart_page_get_start;

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
desk_chart_page_init (DeskChartPage *self)
{
  self->cells = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  desk_chart_page_add_actions (self);
}
