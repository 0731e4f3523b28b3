/* desk-chart-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartpage"

#include "config.h"

#include <string.h>

#include "desk-column.h"
#include "desk-format.h"
#include "desk-position.h"
#include "desk-quote.h"
#include "desk-symbol-entry.h"

#include "desk-chart-levels.h"
#include "desk-chart-page-private.h"
#include "desk-chart-text.h"

G_DEFINE_FINAL_TYPE (DeskChartPage, desk_chart_page, DESK_TYPE_PAGE)

static const char *
get_symbol (DeskChartPage *self)
{
  const char *symbol = desk_session_get_symbol (self->session);

  return symbol != NULL ? symbol : "";
}

/* What changes with every bar */

void
desk_chart_page_show_legend (DeskChartPage *self)
{
  g_autofree char *text = desk_chart_make_legend (get_chart (self), FALSE);

  gtk_inscription_set_text (self->legend, text);
}

static gboolean
query_legend (DeskChartPage *self,
              int            x,
              int            y,
              gboolean       keyboard,
              GtkTooltip    *tooltip)
{
  g_autofree char *text = desk_chart_make_legend (get_chart (self), TRUE);

  if (*text == '\0')
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

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

static void
clock_changed (DeskChartPage *self)
{
  DtBarSeries *series = desk_chart_source_get_series (self->source);
  const DeskClock *clock = desk_session_get_clock (self->session);

  if (series == NULL)
    return;

  desk_chart_page_follow_compares (self);
  desk_chart_source_show (self->source, get_chart (self), clock->time);
  desk_chart_page_show_legend (self);
}

/* What changes with the account */

/* Where there is no room for it, the menu has it. */
static void
show_close (DeskChartPage *self)
{
  gboolean held = desk_session_find_position (self->session, get_symbol (self)) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->close), held && !desk_fold_get_narrow (self->fold));
}

static void
show_levels (DeskChartPage *self)
{
  g_autoptr(GArray) levels = desk_chart_collect_levels (self->session, get_symbol (self));

  show_close (self);
  desk_chart_set_levels (get_chart (self), (const DeskLevel *) levels->data, levels->len);
}

static void
level_moved (DeskChartPage   *self,
             const DeskLevel *level,
             double           price)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  desk_chart_move_level (GTK_WIDGET (self), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                         self->session, get_symbol (self), level, price);
}

static void
fills_changed (DeskChartPage *self)
{
  guint n;
  const DeskMarker *markers = desk_chart_fills_get (self->fills, &n);

  desk_chart_set_markers (get_chart (self), markers, n);
}

static void
account_changed (DeskChartPage *self)
{
  show_levels (self);
  desk_chart_fills_refresh (self->fills);
}

/* What changes with the symbol */

static void
show_nothing (DeskChartPage *self,
              const char    *title,
              const char    *description)
{
  desk_chart_set_series (get_chart (self), NULL, 0);
  adw_status_page_set_title (self->nothing, title);
  adw_status_page_set_description (self->nothing, description);
  gtk_stack_set_visible_child_name (self->stack, "none");
  desk_chart_page_show_legend (self);
}

static void
choices_changed (DeskChartPage *self)
{
  g_autoptr(GMenu) menu = desk_chart_source_make_menu (self->source);

  gtk_menu_button_set_menu_model (self->timeframe, G_MENU_MODEL (menu));
}

static void
show_timeframe (DeskChartPage *self)
{
  g_autofree char *label = desk_chart_source_dup_label (self->source);

  if (*label != '\0')
    gtk_menu_button_set_label (self->timeframe, label);
  choices_changed (self);
}

static void
show_wanted (DeskChartPage *self)
{
  if (self->wanted == DT_TIME_NONE || desk_chart_source_is_loading (self->source)
      || desk_chart_get_series (get_chart (self)) == NULL)
    return;

  desk_chart_show_time (get_chart (self), self->wanted);
  self->wanted = DT_TIME_NONE;
}

void
desk_chart_page_show_time (DeskChartPage *self,
                           DtTime         time)
{
  g_return_if_fail (DESK_IS_CHART_PAGE (self));

  self->wanted = time;
  show_wanted (self);
}

/* Bars that were there stay until the others are. */
static void
bars_changed (DeskChartPage *self)
{
  const GError *error = desk_chart_source_get_error (self->source);
  g_autofree char *reason = error != NULL ? g_markup_escape_text (error->message, -1) : NULL;

  gtk_spinner_stop (self->spinner);
  show_timeframe (self);
  if (error != NULL)
    {
      show_nothing (self, "The Bars Could Not Be Read", reason);
      return;
    }
  if (desk_chart_source_get_series (self->source) == NULL)
    return;

  desk_chart_source_show (self->source, get_chart (self),
                          desk_session_get_clock (self->session)->time);
  fills_changed (self);
  gtk_stack_set_visible_child_name (self->stack, "chart");
  show_wanted (self);
  desk_chart_page_show_legend (self);
}

static void
show_loading (DeskChartPage *self)
{
  if (!desk_chart_source_is_loading (self->source)
      || desk_chart_get_series (get_chart (self)) != NULL)
    return;

  gtk_stack_set_visible_child_name (self->stack, "loading");
  gtk_spinner_start (self->spinner);
}

static void
show_names (DeskChartPage *self,
            DeskQuote     *quote)
{
  const char *symbol = get_symbol (self);
  const char *name = quote != NULL ? desk_quote_get_state (quote)->name : "";
  g_autofree char *label = g_strdup_printf ("Chart of %s", symbol);
  GtkButton *buttons[] = { self->buy, self->sell, self->close };

  gtk_label_set_text (self->symbol_label, symbol);
  gtk_label_set_text (self->company_label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->company_label), name);
  gtk_widget_set_visible (GTK_WIDGET (self->company_label), *name != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (buttons[i]),
                                            desk_chart_make_target (symbol));
}

/* In the timeframe that the settings have. */
void
desk_chart_page_choose_bars (DeskChartPage *self)
{
  DeskQuote *quote = desk_session_find_quote (self->session, get_symbol (self));

  desk_chart_source_set (self->source, get_symbol (self),
                         quote != NULL ? desk_quote_get_state (quote)->series : 0,
                         desk_settings_get_string (self->settings, "chart.timeframe"));
}

/* A tape that is read anew may give the symbol another series. */
static void
symbol_changed (DeskChartPage *self)
{
  const char *symbol = get_symbol (self);
  DeskQuote *quote = desk_session_find_quote (self->session, symbol);
  gint64 series = quote != NULL ? desk_quote_get_state (quote)->series : 0;

  show_names (self, quote);
  g_signal_group_set_target (self->quote_signals, quote);
  show_quote (self);
  gtk_widget_set_visible (GTK_WIDGET (self->second_row), quote != NULL);
  desk_chart_fills_set_symbol (self->fills, symbol);
  desk_chart_page_show_drawings (self);
  desk_chart_page_show_compares (self);
  account_changed (self);
  desk_chart_page_choose_bars (self);
  if (series != 0)
    {
      clock_changed (self);
      show_loading (self);
    }
  else if (*symbol == '\0')
    show_nothing (self, "No Symbol", "Type a symbol or the name of a company above.");
  else
    show_nothing (self, "No Bars", "The tape of this run has no bars of this symbol. Choose "
                  "another one above.");
}

static void
symbol_chosen (DeskChartPage *self,
               const char    *symbol)
{
  desk_session_set_symbol (self->session, symbol);
  gtk_widget_grab_focus (self->chart);
}

/* Menu and layout */

static void
menu_requested (DeskChartPage *self,
                double         x,
                double         y,
                double         price)
{
  g_autoptr(GMenu) menu = NULL;
  GdkRectangle place = { (int) x, (int) y, 1, 1 };

  if (desk_chart_get_series (get_chart (self)) == NULL)
    return;

  menu = desk_chart_page_make_menu (self, get_symbol (self), x, y, price);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->chart_bin));
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
fold_changed (DeskChartPage *self)
{
  gboolean narrow = desk_fold_get_narrow (self->fold);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->toolbar), narrow
                                  ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->toolbar, narrow ? 6 : 12);
  gtk_widget_set_hexpand (self->entry, narrow);
  gtk_inscription_set_min_lines (self->legend, narrow ? 2 : 1);
  gtk_inscription_set_nat_lines (self->legend, narrow ? 2 : 1);
  show_close (self);
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
  desk_chart_page_show_settings (self);
  symbol_changed (self);
}

static GtkWidget *
desk_chart_page_get_start (DeskPage *page)
{
  return DESK_CHART_PAGE (page)->chart;
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
  g_signal_group_connect_swapped (self->signals, "clock-changed", G_CALLBACK (clock_changed), self);
  g_signal_group_connect_swapped (self->signals, "account-changed", G_CALLBACK (account_changed),
                                  self);
  g_signal_group_connect_swapped (self->signals, "tape-changed", G_CALLBACK (symbol_changed), self);
  g_signal_group_connect_swapped (self->signals, "notify::symbol", G_CALLBACK (symbol_changed),
                                  self);
  self->settings_signals = g_signal_group_new (DESK_TYPE_SETTINGS);
  g_signal_group_connect_swapped (self->settings_signals, "changed",
                                  G_CALLBACK (desk_chart_page_show_settings), self);
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
  self->fills = desk_chart_fills_new (self->session);
  g_signal_connect_object (self->fills, "changed", G_CALLBACK (fills_changed), self,
                           G_CONNECT_SWAPPED);
  self->source = desk_chart_source_new (self->session);
  g_signal_connect_swapped (self->source, "changed", G_CALLBACK (bars_changed), self);
  g_signal_connect_swapped (self->source, "choices-changed", G_CALLBACK (choices_changed), self);
  make_signals (self);
  arrange (self);
  fold_changed (self);
}

static void
desk_chart_page_dispose (GObject *object)
{
  DeskChartPage *self = DESK_CHART_PAGE (object);

  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_object (&self->signals);
  g_clear_object (&self->settings_signals);
  g_clear_object (&self->quote_signals);
  g_clear_object (&self->fills);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (desk_chart_page_parent_class)->dispose (object);
}

static void
desk_chart_page_finalize (GObject *object)
{
  DeskChartPage *self = DESK_CHART_PAGE (object);

  g_free (self->overlays);
  g_free (self->heights);
  g_free (self->drawn);
  g_free (self->compared);

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
  BIND (legend);
  BIND (stack);
  BIND (nothing);
  BIND (spinner);
  BIND (chart_bin);
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
  gtk_widget_class_bind_template_callback (widget_class, query_legend);
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
  self->wanted = DT_TIME_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));

  desk_chart_page_add_actions (self);
  self->chart = desk_chart_new ();
  g_signal_connect_object (self->chart, "cursor-changed",
                           G_CALLBACK (desk_chart_page_show_legend), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "menu-requested", G_CALLBACK (menu_requested), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "level-moved", G_CALLBACK (level_moved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "panes-resized",
                           G_CALLBACK (desk_chart_page_keep_heights), self, G_CONNECT_SWAPPED);
  desk_chart_page_connect_tools (self);
  adw_bin_set_child (self->chart_bin, self->chart);
}
