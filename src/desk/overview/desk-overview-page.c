/* desk-overview-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-overview"

#include "config.h"

#include "desk-column.h"
#include "desk-fold.h"
#include "desk-format.h"
#include "desk-line-chart.h"
#include "desk-position.h"

#include "desk-overview-notes.h"
#include "desk-overview-page.h"
#include "desk-overview-positions.h"
#include "desk-overview-stats.h"

#define ACTIVITY_WIDTH 360

struct _DeskOverviewPage
{
  DeskPage       parent_instance;

  DeskSession   *session;         /* not owned, as settings */
  DeskSettings  *settings;
  GSignalGroup  *signals;         /* of the session; without a target while unmapped */
  GSignalGroup  *settings_signals;

  /* Template */
  GtkStack      *stack;
  AdwStatusPage *empty;
  DeskFold      *fold;
  DeskFold      *stats_fold;
  GtkBox        *columns;
  GtkBox        *activity_column;
  GtkFlowBox    *stats;
  GtkLabel      *equity_point;
  AdwBin        *equity_card;
  GtkStack      *positions_stack;
  GtkLabel      *no_positions;
  GtkColumnView *positions;
  AdwBin        *activity_card;

  GtkWidget     *tiles[DESK_N_TILES];
  GtkWidget     *equity;
};

G_DEFINE_FINAL_TYPE (DeskOverviewPage, desk_overview_page, DESK_TYPE_PAGE)

static void
show_clock (DeskOverviewPage *self)
{
  const DeskClock *clock = desk_session_get_clock (self->session);

  gtk_stack_set_visible_child_name (self->stack, clock->book != 0 ? "account" : "empty");
}

static void
show_account (DeskOverviewPage *self)
{
  const DeskAccount *account = desk_session_get_account (self->session);
  GListModel *positions = desk_session_get_positions (self->session);
  guint n_positions = g_list_model_get_n_items (positions);

  desk_overview_stats_show (self->tiles, account);
  desk_line_chart_set_base (DESK_LINE_CHART (self->equity),
                            account->deposit > 0 ? dt_money_to_double (account->deposit) : NAN);
  gtk_stack_set_visible_child_name (self->positions_stack, n_positions > 0 ? "some" : "none");
}

static void
show_point (DeskOverviewPage *self)
{
  const DeskEquity *equity = desk_session_get_equity (self->session);
  gint64 point = desk_line_chart_get_cursor (DESK_LINE_CHART (self->equity));
  g_autofree char *time = NULL;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;
  DtMoney money;

  if (point >= 0 && (gsize) point < equity->n
      && dt_money_from_double (equity->equity[point], &money))
    {
      time = desk_format_time (equity->time[point], DESK_TIME_FULL);
      value = desk_format_money (money);
      text = g_strdup_printf ("%s · %s", time, value);
    }
  gtk_label_set_text (self->equity_point, text != NULL ? text : "");
}

static void
show_equity (DeskOverviewPage *self)
{
  const DeskEquity *equity = desk_session_get_equity (self->session);

  desk_line_chart_set_points (DESK_LINE_CHART (self->equity), equity->time, equity->equity,
                              equity->n);
}

static void
show_palette (DeskOverviewPage *self)
{
  const char *palette = desk_settings_get_string (self->settings, "style.palette");

  desk_line_chart_set_palette (DESK_LINE_CHART (self->equity),
                               g_strcmp0 (palette, "blue-orange") == 0
                               ? DESK_PALETTE_BLUE_ORANGE : DESK_PALETTE_CLASSIC);
}

static void
fold_changed (DeskOverviewPage *self)
{
  gboolean narrow = desk_fold_get_narrow (self->fold);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (GTK_WIDGET (self->activity_column), narrow ? -1 : ACTIVITY_WIDTH,
                               -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->activity_column), narrow);
  desk_overview_positions_set_narrow (self->positions, narrow);
}

/* Six tiles stand in one, two or three rows, never in five and one. */
static void
stats_fold_changed (DeskOverviewPage *self)
{
  gboolean narrow = desk_fold_get_narrow (self->stats_fold);

  gtk_flow_box_set_max_children_per_line (self->stats, narrow ? 3 : DESK_N_TILES);
  gtk_flow_box_set_min_children_per_line (self->stats, narrow ? 2 : DESK_N_TILES);
}

static void
position_activated (DeskOverviewPage *self,
                    guint             position)
{
  GtkSelectionModel *model = gtk_column_view_get_model (self->positions);
  g_autoptr(DeskPosition) row = g_list_model_get_item (G_LIST_MODEL (model), position);
  GVariantDict dict;

  if (row == NULL)
    return;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", desk_position_get_state (row)->symbol);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.symbol.show",
                                      g_variant_dict_end (&dict));
}

static void
desk_overview_page_seen (DeskPage *page)
{
  DeskOverviewPage *self = DESK_OVERVIEW_PAGE (page);

  g_signal_group_set_target (self->signals, self->session);
  g_signal_group_set_target (self->settings_signals, self->settings);
  show_clock (self);
  show_account (self);
  show_equity (self);
  show_palette (self);
}

static GtkWidget *
desk_overview_page_get_start (DeskPage *page)
{
  return DESK_OVERVIEW_PAGE (page)->equity;
}

static void
desk_overview_page_unseen (DeskPage *page)
{
  DeskOverviewPage *self = DESK_OVERVIEW_PAGE (page);

  g_signal_group_set_target (self->signals, NULL);
  g_signal_group_set_target (self->settings_signals, NULL);
}

static void
make_signals (DeskOverviewPage *self)
{
  self->signals = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "clock-changed", G_CALLBACK (show_clock), self);
  g_signal_group_connect_swapped (self->signals, "account-changed", G_CALLBACK (show_account),
                                  self);
  g_signal_group_connect_swapped (self->signals, "equity-changed", G_CALLBACK (show_equity),
                                  self);
  self->settings_signals = g_signal_group_new (DESK_TYPE_SETTINGS);
  g_signal_group_connect_swapped (self->settings_signals, "changed::style.palette",
                                  G_CALLBACK (show_palette), self);
}

static void
desk_overview_page_constructed (GObject *object)
{
  DeskOverviewPage *self = DESK_OVERVIEW_PAGE (object);
  GtkWidget *notes;

  G_OBJECT_CLASS (desk_overview_page_parent_class)->constructed (object);

  self->session = desk_page_get_session (DESK_PAGE (self));
  self->settings = desk_page_get_settings (DESK_PAGE (self));
  notes = desk_overview_notes_new (desk_session_get_activity (self->session));
  adw_bin_set_child (self->activity_card, notes);
  desk_overview_positions_set_up (self->positions, desk_session_get_positions (self->session));
  make_signals (self);
  fold_changed (self);
  stats_fold_changed (self);
}

static void
desk_overview_page_dispose (GObject *object)
{
  DeskOverviewPage *self = DESK_OVERVIEW_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->settings_signals);

  G_OBJECT_CLASS (desk_overview_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (DESK_TYPE_FOLD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/overview/desk-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, empty);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, fold);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, stats_fold);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, columns);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, activity_column);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, stats);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, equity_point);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, equity_card);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, positions_stack);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, no_positions);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, positions);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, activity_card);
  gtk_widget_class_bind_template_callback (widget_class, fold_changed);
  gtk_widget_class_bind_template_callback (widget_class, stats_fold_changed);
  gtk_widget_class_bind_template_callback (widget_class, position_activated);
}

static void
desk_overview_page_class_init (DeskOverviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  DeskPageClass *page_class = DESK_PAGE_CLASS (klass);

  object_class->constructed = desk_overview_page_constructed;
  object_class->dispose = desk_overview_page_dispose;
  page_class->seen = desk_overview_page_seen;
  page_class->unseen = desk_overview_page_unseen;
  page_class->get_start = desk_overview_page_get_start;

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
desk_overview_page_init (DeskOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  adw_status_page_set_description (self->empty, "Start a replay: real market history, a demo "
                                   "account of $100,000, and a speed that you choose.");
  gtk_label_set_text (self->no_positions, "No open positions. They appear here when a strategy's "
                      "signal passes the risk guards, or when you buy or sell by hand.");
  desk_overview_stats_add (self->stats, self->tiles);
  self->equity = desk_line_chart_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->equity), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Equity over time", -1);
  g_signal_connect_object (self->equity, "cursor-changed", G_CALLBACK (show_point), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->equity_card, self->equity);
}
