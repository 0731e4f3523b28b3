/* desk-chart-cell.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartcell"

#include "config.h"

#include "desk-compat.h"
#include "desk-quote.h"

#include "desk-chart-cell-private.h"
#include "desk-chart-levels.h"
#include "desk-chart-text.h"

enum
{
  ENTERED,
  CHANGED,
  DRAWN,
  MENU_REQUESTED,
  SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskChartCell, desk_chart_cell, ADW_TYPE_BIN)

/* What changes with every bar */

void
desk_chart_cell_show_legend (DeskChartCell *self)
{
  g_autoptr(PangoAttrList) attributes = NULL;
  g_autofree char *text =
    desk_chart_make_legend (get_chart (self), desk_session_get_clock (self->session)->time,
                            &attributes);

  gtk_inscription_set_text (self->legend, text);
  gtk_inscription_set_attributes (self->legend, attributes);
}

static gboolean
query_legend (DeskChartCell *self,
              int            x,
              int            y,
              gboolean       keyboard,
              GtkTooltip    *tooltip)
{
  g_autofree char *text =
    desk_chart_make_tooltip (get_chart (self), desk_session_get_clock (self->session)->time);

  if (*text == '\0')
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
clock_changed (DeskChartCell *self)
{
  const DeskClock *clock = desk_session_get_clock (self->session);

  if (desk_chart_source_get_series (self->source) == NULL)
    return;

  desk_chart_cell_follow_compares (self);
  desk_chart_source_show (self->source, get_chart (self), clock->time);
  desk_chart_cell_show_legend (self);
}

/* What changes with the account */

static void
level_moved (DeskChartCell   *self,
             const DeskLevel *level,
             double           price)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  desk_chart_move_level (GTK_WIDGET (self), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                         self->session, self->symbol, level, price);
}

static void
fills_changed (DeskChartCell *self)
{
  guint n;
  const DeskMarker *markers = desk_chart_fills_get (self->fills, &n);

  desk_chart_set_markers (get_chart (self), markers, n);
}

static void
account_changed (DeskChartCell *self)
{
  g_autoptr(GArray) levels = desk_chart_collect_levels (self->session, self->symbol);

  desk_chart_set_levels (get_chart (self), (const DeskLevel *) levels->data, levels->len);
  desk_chart_fills_refresh (self->fills);
}

/* What changes with the symbol */

/* Beside others "AAPL, 5m"; alone where there is room for one, "2 of 4". */
static void
show_title (DeskChartCell *self)
{
  g_autofree char *frame = desk_chart_source_dup_label (self->source);
  g_autofree char *title = NULL;

  if (self->narrow)
    title = g_strdup_printf ("%u of %u", self->number + 1, self->n_cells);
  else
    title = g_strdup_printf ("%s%s%s", self->symbol, *frame != '\0' ? ", " : "", frame);
  gtk_label_set_text (self->title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->title), self->n_cells > 1);
}

static void
show_nothing (DeskChartCell *self,
              const char    *title,
              const char    *description)
{
  desk_chart_set_series (get_chart (self), NULL, 0);
  adw_status_page_set_title (self->nothing, title);
  adw_status_page_set_description (self->nothing, description);
  gtk_stack_set_visible_child_name (self->stack, "none");
  desk_chart_cell_show_legend (self);
}

static void
choices_changed (DeskChartCell *self)
{
  show_title (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_wanted (DeskChartCell *self)
{
  if (self->wanted == DT_TIME_NONE || desk_chart_source_is_loading (self->source)
      || desk_chart_get_series (get_chart (self)) == NULL)
    return;

  desk_chart_show_time (get_chart (self), self->wanted);
  self->wanted = DT_TIME_NONE;
}

void
desk_chart_cell_show_time (DeskChartCell *self,
                           DtTime         time)
{
  g_return_if_fail (DESK_IS_CHART_CELL (self));

  self->wanted = time;
  show_wanted (self);
}

/* Bars that were there stay until the others are. */
static void
bars_changed (DeskChartCell *self)
{
  const GError *error = desk_chart_source_get_error (self->source);
  g_autofree char *reason = error != NULL ? g_markup_escape_text (error->message, -1) : NULL;

  gtk_spinner_stop (self->spinner);
  choices_changed (self);
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
  show_title (self);
  desk_chart_cell_show_legend (self);
}

static void
show_loading (DeskChartCell *self)
{
  if (!desk_chart_source_is_loading (self->source)
      || desk_chart_get_series (get_chart (self)) != NULL)
    return;

  gtk_stack_set_visible_child_name (self->stack, "loading");
  gtk_spinner_start (self->spinner);
}

/* In the timeframe that the settings have. */
void
desk_chart_cell_choose_bars (DeskChartCell *self)
{
  DeskQuote *quote = desk_session_find_quote (self->session, self->symbol);

  desk_chart_source_set (self->source, self->symbol,
                         quote != NULL ? desk_quote_get_state (quote)->series : 0,
                         desk_chart_cell_get_setting (self, "chart.timeframe"));
}

/* A tape that is read anew may give the symbol another series. */
static void
symbol_changed (DeskChartCell *self)
{
  DeskQuote *quote = desk_session_find_quote (self->session, self->symbol);

  show_title (self);
  desk_chart_fills_set_symbol (self->fills, self->symbol);
  desk_chart_cell_show_drawings (self);
  desk_chart_cell_show_compares (self);
  account_changed (self);
  desk_chart_cell_choose_bars (self);
  if (quote != NULL && desk_quote_get_state (quote)->series != 0)
    {
      clock_changed (self);
      show_loading (self);
    }
  else if (*self->symbol == '\0')
    show_nothing (self, "No Symbol", "Type a symbol or the name of a company above.");
  else
    show_nothing (self, "No Bars", "The tape of this run has no bars of this symbol. Choose "
                  "another one above.");
}

void
desk_chart_cell_set_symbol (DeskChartCell *self,
                            const char    *symbol)
{
  g_return_if_fail (DESK_IS_CHART_CELL (self));
  g_return_if_fail (symbol != NULL);

  if (g_strcmp0 (symbol, self->symbol) == 0)
    return;

  g_free (self->symbol);
  self->symbol = g_strdup (symbol);
  desk_chart_cell_set_setting (self, "chart.symbol", symbol);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    symbol_changed (self);
}

/* Popovers and layout */

GtkWidget *
desk_chart_cell_open (DeskChartCell *self,
                      GtkWidget     *child,
                      double         x,
                      double         y)
{
  GdkRectangle place = { (int) x, (int) y, 1, 1 };

  g_clear_pointer (&self->popover, desk_compat_drop_popover);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), child);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->chart_bin));
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (child);

  return self->popover;
}

void
desk_chart_cell_pop_up (DeskChartCell *self,
                        GMenuModel    *menu,
                        double         x,
                        double         y)
{
  GdkRectangle place = { (int) x, (int) y, 1, 1 };

  g_return_if_fail (DESK_IS_CHART_CELL (self));

  g_clear_pointer (&self->popover, desk_compat_drop_popover);
  self->popover = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->chart_bin));
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
menu_requested (DeskChartCell *self,
                double         x,
                double         y,
                double         price)
{
  if (desk_chart_get_series (get_chart (self)) != NULL)
    g_signal_emit (self, signals[MENU_REQUESTED], 0, x, y, price);
}

void
desk_chart_cell_set_place (DeskChartCell *self,
                           guint          n_cells,
                           gboolean       active,
                           gboolean       narrow)
{
  gboolean beside = n_cells > 1 && !narrow;
  const char *const classes[] = { "chart-cell", active ? "active" : NULL, NULL };
  const char *const none[] = { NULL };

  g_return_if_fail (DESK_IS_CHART_CELL (self));

  self->n_cells = n_cells;
  self->narrow = narrow;
  gtk_widget_set_css_classes (GTK_WIDGET (self), (const char **) (beside ? classes : none));
  gtk_widget_set_margin_start (GTK_WIDGET (self->head), beside ? 6 : 14);
  gtk_widget_set_margin_end (GTK_WIDGET (self->head), beside ? 6 : 14);
  gtk_widget_set_margin_top (GTK_WIDGET (self->head), beside ? 4 : 0);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->head), beside ? 4 : 6);
  gtk_inscription_set_min_lines (self->legend, narrow ? 2 : 1);
  gtk_inscription_set_nat_lines (self->legend, narrow ? 2 : 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart),
                                  GTK_ACCESSIBLE_PROPERTY_ROLE_DESCRIPTION,
                                  beside && active ? "active chart" : "chart", -1);
  show_title (self);
}

static void
on_entered (DeskChartCell *self)
{
  g_signal_emit (self, signals[ENTERED], 0);
}

static void
add_entering (DeskChartCell *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_entered), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  /* Before the chart takes it, and whatever button it is */
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_entered), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/* Life */

static void
desk_chart_cell_map (GtkWidget *widget)
{
  DeskChartCell *self = DESK_CHART_CELL (widget);

  g_signal_group_set_target (self->signals, self->session);
  g_signal_group_set_target (self->settings_signals, self->settings);
  desk_chart_cell_show_settings (self);
  symbol_changed (self);

  GTK_WIDGET_CLASS (desk_chart_cell_parent_class)->map (widget);
}

static void
desk_chart_cell_unmap (GtkWidget *widget)
{
  DeskChartCell *self = DESK_CHART_CELL (widget);

  /* One that is open goes with what it is about */
  g_clear_pointer (&self->popover, desk_compat_drop_popover);
  g_signal_group_set_target (self->signals, NULL);
  g_signal_group_set_target (self->settings_signals, NULL);

  GTK_WIDGET_CLASS (desk_chart_cell_parent_class)->unmap (widget);
}

static void
make_signals (DeskChartCell *self)
{
  self->signals = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "clock-changed", G_CALLBACK (clock_changed), self);
  g_signal_group_connect_swapped (self->signals, "account-changed", G_CALLBACK (account_changed),
                                  self);
  g_signal_group_connect_swapped (self->signals, "alerts-changed", G_CALLBACK (account_changed),
                                  self);
  g_signal_group_connect_swapped (self->signals, "tape-changed", G_CALLBACK (symbol_changed), self);
  self->settings_signals = g_signal_group_new (DESK_TYPE_SETTINGS);
  g_signal_group_connect_swapped (self->settings_signals, "changed",
                                  G_CALLBACK (desk_chart_cell_show_settings), self);
}

static void
desk_chart_cell_dispose (GObject *object)
{
  DeskChartCell *self = DESK_CHART_CELL (object);

  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_object (&self->signals);
  g_clear_object (&self->settings_signals);
  g_clear_object (&self->fills);
  g_clear_pointer (&self->popover, desk_compat_drop_popover);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (desk_chart_cell_parent_class)->dispose (object);
}

static void
desk_chart_cell_finalize (GObject *object)
{
  DeskChartCell *self = DESK_CHART_CELL (object);

  g_free (self->symbol);
  g_free (self->overlays);
  g_free (self->heights);
  g_free (self->drawn);
  g_free (self->compared);

  G_OBJECT_CLASS (desk_chart_cell_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, DeskChartCell, child)

static void
desk_chart_cell_class_init (DeskChartCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_chart_cell_dispose;
  object_class->finalize = desk_chart_cell_finalize;
  widget_class->map = desk_chart_cell_map;
  widget_class->unmap = desk_chart_cell_unmap;

  signals[ENTERED] = g_signal_new ("entered", DESK_TYPE_CHART_CELL, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", DESK_TYPE_CHART_CELL, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[DRAWN] = g_signal_new ("drawn", DESK_TYPE_CHART_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[MENU_REQUESTED] = g_signal_new ("menu-requested", DESK_TYPE_CHART_CELL,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                          G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SAID] = g_signal_new ("said", DESK_TYPE_CHART_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/chartcell/desk-chart-cell.ui");
  BIND (head);
  BIND (title);
  BIND (legend);
  BIND (stack);
  BIND (nothing);
  BIND (spinner);
  BIND (chart_bin);
  gtk_widget_class_bind_template_callback (widget_class, query_legend);
}

static void
desk_chart_cell_init (DeskChartCell *self)
{
  self->wanted = DT_TIME_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->chart = desk_chart_new ();
  g_signal_connect_object (self->chart, "cursor-changed",
                           G_CALLBACK (desk_chart_cell_show_legend), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "menu-requested", G_CALLBACK (menu_requested), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "level-moved", G_CALLBACK (level_moved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "panes-resized",
                           G_CALLBACK (desk_chart_cell_keep_heights), self, G_CONNECT_SWAPPED);
  desk_chart_cell_connect_tools (self);
  adw_bin_set_child (self->chart_bin, self->chart);
  add_entering (self);
  make_signals (self);
}

GtkWidget *
desk_chart_cell_new (DeskSession  *session,
                     DeskSettings *settings,
                     guint         number)
{
  DeskChartCell *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (DESK_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (number < DESK_MOST_CELLS, NULL);

  self = g_object_new (DESK_TYPE_CHART_CELL, NULL);
  self->number = number;
  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  self->symbol = g_strdup (desk_chart_cell_get_setting (self, "chart.symbol"));
  self->fills = desk_chart_fills_new (session);
  g_signal_connect_object (self->fills, "changed", G_CALLBACK (fills_changed), self,
                           G_CONNECT_SWAPPED);
  self->source = desk_chart_source_new (session);
  g_signal_connect_swapped (self->source, "changed", G_CALLBACK (bars_changed), self);
  g_signal_connect_swapped (self->source, "choices-changed", G_CALLBACK (choices_changed), self);
  desk_chart_cell_set_place (self, 1, TRUE, FALSE);

  return GTK_WIDGET (self);
}

guint
desk_chart_cell_get_number (DeskChartCell *self)
{
  g_return_val_if_fail (DESK_IS_CHART_CELL (self), 0);

  return self->number;
}

const char *
desk_chart_cell_get_symbol (DeskChartCell *self)
{
  g_return_val_if_fail (DESK_IS_CHART_CELL (self), NULL);

  return self->symbol;
}

DeskChart *
desk_chart_cell_get_chart (DeskChartCell *self)
{
  g_return_val_if_fail (DESK_IS_CHART_CELL (self), NULL);

  return get_chart (self);
}

DeskChartSource *
desk_chart_cell_get_source (DeskChartCell *self)
{
  g_return_val_if_fail (DESK_IS_CHART_CELL (self), NULL);

  return self->source;
}
