/* desk-overview-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-overview"

#include "config.h"

#include "desk-column.h"
#include "desk-fold.h"
#include "desk-table.h"
#include "desk-position.h"
#include "desk-regime-card.h"

#include "desk-overview-notes.h"
#include "desk-overview-page.h"
#include "desk-overview-panels.h"
#include "desk-overview-positions.h"
#include "desk-overview-stats.h"

#define SIDE_WIDTH   340
#define MIDDLE_WIDTH 320
/* Of the open positions without scrolling. */
#define MAX_ROWS     10
/* From here on one tile may need the width of a phone. */
#define LARGE_TEXT   1.3

struct _DeskOverviewPage
{
  DeskPage       parent_instance;

  DeskSession   *session;         /* not owned, as settings */
  DeskSettings  *settings;
  GSignalGroup  *signals;         /* of the session; without a target while unmapped */

  /* Template */
  GtkStack      *stack;
  AdwStatusPage *empty;
  DeskFold      *fold;
  DeskFold      *wide_fold;
  DeskFold      *stats_fold;
  GtkBox        *columns;
  GtkBox        *left;
  GtkBox        *main;
  GtkBox        *middle;
  GtkBox        *side;
  GtkFlowBox    *stats;
  GtkStack      *positions_stack;
  GtkLabel      *no_positions;
  GtkColumnView *positions;
  GtkScrolledWindow *positions_scroller;
  AdwBin        *activity_card;

  GtkWidget     *tiles[DESK_N_TILES];
  GtkWidget     *profit;
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
  gtk_stack_set_visible_child_name (self->positions_stack, n_positions > 0 ? "some" : "none");
  gtk_scrolled_window_set_min_content_height (
    self->positions_scroller,
    desk_table_get_height (self->positions, MIN (n_positions, MAX_ROWS)));
}

static void
set_vertical (GtkBox   *box,
              gboolean  vertical)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), vertical ? GTK_ORIENTATION_VERTICAL
                                                                 : GTK_ORIENTATION_HORIZONTAL);
}

/* One column; two, with the small cards side by side below the large ones; or three. */
static void
fold_changed (DeskOverviewPage *self)
{
  gboolean narrow = desk_fold_get_narrow (self->fold);
  gboolean wide = !desk_fold_get_narrow (self->wide_fold);

  set_vertical (self->columns, narrow);
  set_vertical (self->left, !wide);
  set_vertical (self->middle, narrow || wide);
  gtk_box_set_homogeneous (self->middle, !narrow && !wide);
  gtk_widget_set_size_request (GTK_WIDGET (self->middle), wide ? MIDDLE_WIDTH : -1, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->middle), !wide);
  gtk_widget_set_size_request (GTK_WIDGET (self->side), narrow ? -1 : SIDE_WIDTH, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->side), narrow);
  desk_overview_positions_set_narrow (self->positions, narrow);
}

/* Six tiles stand in one, two or three rows, never in five and one. */
static void
stats_fold_changed (DeskOverviewPage *self)
{
  gboolean narrow = desk_fold_get_narrow (self->stats_fold);
  gboolean large = desk_fold_get_text_scale (GTK_WIDGET (self)) > LARGE_TEXT;

  gtk_flow_box_set_max_children_per_line (self->stats, narrow ? 3 : DESK_N_TILES);
  gtk_flow_box_set_min_children_per_line (self->stats, !narrow ? DESK_N_TILES : large ? 1 : 2);
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
  show_clock (self);
  show_account (self);
}

static GtkWidget *
desk_overview_page_get_start (DeskPage *page)
{
  DeskOverviewPage *self = DESK_OVERVIEW_PAGE (page);

  /* What has the keyboard is scrolled to: a page begins at its top, where there is no room for the
   * curve beside the figures */
  if (desk_fold_get_narrow (self->fold))
    return GTK_WIDGET (self->stack);

  return desk_overview_profit_get_chart (DESK_OVERVIEW_PROFIT (self->profit));
}

static void
desk_overview_page_unseen (DeskPage *page)
{
  DeskOverviewPage *self = DESK_OVERVIEW_PAGE (page);

  g_signal_group_set_target (self->signals, NULL);
}

static void
make_signals (DeskOverviewPage *self)
{
  self->signals = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "clock-changed", G_CALLBACK (show_clock), self);
  g_signal_group_connect_swapped (self->signals, "account-changed", G_CALLBACK (show_account),
                                  self);
}

static GtkWidget *
make_panel (DeskOverviewPage *self,
            GType             type)
{
  return desk_overview_panel_new (type, self->session, self->settings);
}

static GtkWidget *
make_regime (DeskOverviewPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", "Market Regime", "xalign", 0.,
                                   "ellipsize", PANGO_ELLIPSIZE_END, "height-request", 34, NULL);

  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), desk_regime_card_new (self->session, FALSE));

  return box;
}

/* Before what the template has in the columns. */
static void
add_panels (DeskOverviewPage *self)
{
  GtkWidget *trades = make_panel (self, DESK_TYPE_OVERVIEW_TRADES);

  self->profit = make_panel (self, DESK_TYPE_OVERVIEW_PROFIT);
  gtk_box_prepend (self->main, trades);
  gtk_box_prepend (self->main, self->profit);
  gtk_box_append (self->middle, make_panel (self, DESK_TYPE_OVERVIEW_SHARES));
  gtk_box_append (self->middle, make_panel (self, DESK_TYPE_OVERVIEW_WATCH));
  gtk_box_prepend (self->side, make_regime (self));
  gtk_box_prepend (self->side, make_panel (self, DESK_TYPE_OVERVIEW_STATE));
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
  add_panels (self);
  make_signals (self);
  fold_changed (self);
  stats_fold_changed (self);
}

static void
desk_overview_page_dispose (GObject *object)
{
  DeskOverviewPage *self = DESK_OVERVIEW_PAGE (object);

  g_clear_object (&self->signals);

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
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, wide_fold);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, stats_fold);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, columns);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, left);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, main);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, middle);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, side);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, stats);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, positions_stack);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, no_positions);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, positions);
  gtk_widget_class_bind_template_child (widget_class, DeskOverviewPage, positions_scroller);
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
}
