/* desk-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include <string.h>

#include "desk-activity-page.h"
#include "desk-alerts-page.h"
#include "desk-chart-page.h"
#include "desk-fold.h"
#include "desk-heatmaps-page.h"
#include "desk-journal-page.h"
#include "desk-lab-page.h"
#include "desk-overview-page.h"
#include "desk-positions-page.h"
#include "desk-quotes-page.h"
#include "desk-readiness-page.h"
#include "desk-reconcile-page.h"
#include "desk-risk-page.h"
#include "desk-run-choice.h"
#include "desk-screener-page.h"
#include "desk-strategies-page.h"
#include "desk-toast.h"

#include "desk-detached.h"
#include "desk-pane.h"
#include "desk-state-page.h"
#include "desk-window-private.h"

/* Logical pixels; below them clock and transport no longer fit into the header as they are. */
#define NARROW_WIDTH 700
#define MEDIUM_WIDTH 1060

/* Milliseconds after which the session opens although no frame was painted. */
#define OPEN_TIMEOUT 1000

G_DEFINE_FINAL_TYPE (DeskWindow, desk_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_SETTINGS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* In the order of the sidebar, which is that of the keys Alt+1 to Alt+9. */
static const DeskPageRow page_rows[] = {
  { "overview", desk_overview_page_get_type },
  { "chart", desk_chart_page_get_type },
  { "positions", desk_positions_page_get_type },
  { "activity", desk_activity_page_get_type },
  { "strategies", desk_strategies_page_get_type },
  { "lab", desk_lab_page_get_type },
  { "journal", desk_journal_page_get_type },
  { "quotes", desk_quotes_page_get_type },
  { "heatmaps", desk_heatmaps_page_get_type },
  { "screener", desk_screener_page_get_type },
  { "alerts", desk_alerts_page_get_type },
  { "risk", desk_risk_page_get_type },
  { "readiness", desk_readiness_page_get_type },
  { "reconcile", desk_reconcile_page_get_type },
};

const DeskPageRow *
desk_page_list (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (page_rows);

  return page_rows;
}

static const DeskAction *
find_page_action (const char *page)
{
  g_autofree char *id = g_strconcat ("page.", page, NULL);

  return desk_action_find (id);
}

static int
find_page (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_rows); i++)
    if (g_strcmp0 (page_rows[i].name, name) == 0)
      return i;

  return -1;
}

static void
ensure_page (DeskWindow *self,
             int         i)
{
  const char *name = page_rows[i].name;

  if (gtk_stack_get_child_by_name (self->pages, name) == NULL)
    gtk_stack_add_named (self->pages,
                         g_object_new (page_rows[i].get_type (),
                                       "session", self->session,
                                       "settings", self->settings,
                                       "visible", FALSE,
                                       NULL),
                         name);
}

void
desk_window_ensure_page (DeskWindow *self,
                         const char *name)
{
  ensure_page (self, MAX (find_page (name), 0));
}

/* What is out of the way is not visible either: its style would be worked out anew with every
 * change of the window's state, at each switch from page to page. */
static void
show_only (DeskWindow *self,
           const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  gtk_widget_set_visible (page, TRUE);
  gtk_stack_set_visible_child (self->pages, page);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != page)
      gtk_widget_set_visible (child, FALSE);
}

static void
select_row (DeskWindow *self,
            int         i)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->sidebar, i);

  if (gtk_list_box_get_selected_row (self->sidebar) != row)
    gtk_list_box_select_row (self->sidebar, row);
}

/* A narrow header has room for the first of two things: "Positions and Orders". */
static void
show_title (DeskWindow *self,
            const char *page)
{
  const char *title = find_page_action (page)->command->title;
  const char *more = strstr (title, " and ");
  g_autofree char *first = more != NULL ? g_strndup (title, more - title) : NULL;
  gboolean is_short = first != NULL && self->width == DESK_WIDTH_NARROW;

  adw_window_title_set_title (self->title, is_short ? first : title);
}

/**
 * desk_window_show_page:
 * @page: one of desk_page_list(); another one shows the first
 *
 * A page is made when it is shown for the first time, unless there was time to make it ahead, and
 * not before the session is ready.
 */
void
desk_window_show_page (DeskWindow *self,
                       const char *page)
{
  int i = MAX (find_page (page), 0);

  g_return_if_fail (DESK_IS_WINDOW (self));

  desk_settings_set (self->settings, "window.page", g_variant_new_string (page_rows[i].name));
  select_row (self, i);
  show_title (self, page_rows[i].name);
  if (desk_session_get_state (self->session) != DESK_SESSION_READY)
    return;

  ensure_page (self, i);
  show_only (self, page_rows[i].name);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  desk_window_update_actions (self);
}

void
desk_window_focus_page (DeskWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (page == NULL || desk_session_get_state (self->session) != DESK_SESSION_READY)
    return;

  /* In the place of one that is out stand buttons */
  if (DESK_IS_PAGE (page))
    desk_page_take_focus (DESK_PAGE (page));
  else
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

void
desk_window_toast (DeskWindow *self,
                   const char *text)
{
  GtkWindow *front;

  g_return_if_fail (DESK_IS_WINDOW (self));

  front = desk_window_get_front (self);
  desk_toast (DESK_IS_DETACHED (front) ? desk_detached_get_toasts (DESK_DETACHED (front))
                                       : GTK_WIDGET (self->toasts), text);
}

/* Sidebar */

static GtkWidget *
make_sidebar_row (const DeskAction *action)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (action->command->title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (action->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, action->command->summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  action->command->title, -1);

  return row;
}

static void
on_row_activated (DeskWindow    *self,
                  GtkListBoxRow *row)
{
  desk_window_show_page (self, page_rows[gtk_list_box_row_get_index (row)].name);
  /* A folded sidebar goes away with the choice, and the keyboard must not go with it */
  if (adw_flap_get_folded (self->flap))
    desk_window_focus_page (self);
}

static void
on_row_selected (DeskWindow    *self,
                 GtkListBoxRow *row)
{
  const char *shown = gtk_stack_get_visible_child_name (self->pages);
  const char *name = row != NULL ? page_rows[gtk_list_box_row_get_index (row)].name : NULL;

  /* Arrow keys select, which shows the page; folded, only a click or Enter does */
  if (name != NULL && shown != NULL && !g_str_equal (shown, name)
      && !adw_flap_get_folded (self->flap))
    desk_window_show_page (self, name);
}

static void
fill_sidebar (DeskWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_rows); i++)
    gtk_list_box_append (self->sidebar, make_sidebar_row (find_page_action (page_rows[i].name)));
  g_signal_connect_swapped (self->sidebar, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect_swapped (self->sidebar, "row-selected", G_CALLBACK (on_row_selected), self);
}

/* Width */

static void
fill_bottom (DeskWindow *self)
{
  GtkWidget *clock, *transport;

  if (gtk_widget_get_first_child (GTK_WIDGET (self->bottom)) != NULL)
    return;

  clock = g_object_new (DESK_TYPE_MARKET_CLOCK, "session", self->session, "compact", TRUE,
                        "hexpand", TRUE, NULL);
  transport = g_object_new (DESK_TYPE_TRANSPORT, "session", self->session, "compact", TRUE,
                            "halign", GTK_ALIGN_END, NULL);
  gtk_box_append (self->bottom, clock);
  gtk_box_append (self->bottom, transport);
}

/* Down, it is red; a narrow header has room for it only then. */
static void
show_armed (DeskWindow *self)
{
  gboolean armed = gtk_toggle_button_get_active (self->armed_button);

  if (armed)
    gtk_widget_add_css_class (GTK_WIDGET (self->armed_button), "destructive-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->armed_button), "destructive-action");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->armed_button), armed
                               ? "Quick keys trade without asking: F2 buys, F3 sells, F4 halves, "
                                 "F5 sets the stop to break-even, F8 flattens"
                               : "Arm Quick Keys");
  /* The one takes the place of the other where there is none for both */
  gtk_widget_set_visible (GTK_WIDGET (self->armed_button),
                          armed || self->width != DESK_WIDTH_NARROW);
  gtk_widget_set_visible (GTK_WIDGET (self->palette_button),
                          !armed || self->width != DESK_WIDTH_NARROW);
}

static gboolean
apply_width (gpointer data)
{
  DeskWindow *self = data;
  gboolean narrow = self->width == DESK_WIDTH_NARROW;
  gboolean ready = desk_session_get_state (self->session) == DESK_SESSION_READY;

  self->width_idle = 0;
  if (narrow && ready)
    fill_bottom (self);
  gtk_widget_set_visible (GTK_WIDGET (self->bottom), narrow && ready);
  gtk_widget_set_visible (GTK_WIDGET (self->clock), !narrow && ready);
  gtk_widget_set_visible (GTK_WIDGET (self->transport), !narrow && ready);
  gtk_widget_set_visible (GTK_WIDGET (self->title), narrow || !ready);
  if (gtk_stack_get_visible_child_name (self->pages) != NULL)
    show_title (self, gtk_stack_get_visible_child_name (self->pages));
  g_object_set (self->transport, "compact", self->width != DESK_WIDTH_WIDE, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->day_figure), ready && self->width == DESK_WIDTH_WIDE);
  show_armed (self);

  return G_SOURCE_REMOVE;
}

/* Larger texts need as much more room. */
static DeskWidth
classify_width (DeskWindow *self,
                int         width)
{
  width = (int) (width / desk_fold_get_text_scale (GTK_WIDGET (self)));
  if (width < NARROW_WIDTH)
    return DESK_WIDTH_NARROW;

  return width < MEDIUM_WIDTH ? DESK_WIDTH_MEDIUM : DESK_WIDTH_WIDE;
}

static void
desk_window_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  DeskWindow *self = DESK_WINDOW (widget);
  DeskWidth class = classify_width (self, width);

  GTK_WIDGET_CLASS (desk_window_parent_class)->size_allocate (widget, width, height, baseline);

  /* Not in the middle of an allocation */
  if (class != self->width && self->width_idle == 0)
    self->width_idle = g_idle_add_full (GDK_PRIORITY_EVENTS, apply_width, self, NULL);
  self->width = class;
}

/* Session */

static void
start_demo (DeskWindow *self)
{
  const char *universe = self->start_universe != NULL
                         ? self->start_universe
                         : desk_settings_get_string (self->settings, "replay.universe");
  double speed = self->start_speed > 0.
                 ? self->start_speed
                 : desk_settings_get_double (self->settings, "replay.speed");

  desk_run_start (self->session, self->settings, universe, NULL, speed);
}

static void
start_when_idle (DeskWindow *self)
{
  const DeskClock *clock = desk_session_get_clock (self->session);

  if (self->has_started || desk_session_get_state (self->session) != DESK_SESSION_READY)
    return;

  self->has_started = TRUE;
  if (clock->state == DESK_RUN_IDLE && clock->book == 0)
    start_demo (self);
}

static void
tell_settings_trouble (DeskWindow *self)
{
  const char *trouble = desk_settings_get_trouble (self->settings);

  if (trouble == NULL || self->told_settings)
    return;

  self->told_settings = TRUE;
  desk_window_tell_trouble (self, "Settings", trouble);
}

static void
on_state (DeskWindow *self)
{
  gboolean ready = desk_session_get_state (self->session) == DESK_SESSION_READY;

  if (ready)
    {
      desk_window_show_page (self, desk_settings_get_string (self->settings, "window.page"));
      desk_window_restore_detached (self);
      desk_window_focus_page (self);
      start_when_idle (self);
      tell_settings_trouble (self);
      desk_window_start_ahead (self);
    }
  else
    desk_window_stop_ahead (self);
  gtk_stack_set_visible_child_name (self->content, ready ? "pages" : "state");
  apply_width (self);
  desk_window_update_actions (self);
  desk_window_update_banner (self);
  desk_window_watch_background (self);
}

static void
on_clock_changed (DeskWindow *self)
{
  desk_window_watch_background (self);
  desk_window_update_actions (self);
  desk_window_update_banner (self);
}

static void
connect_session (DeskWindow *self)
{
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (on_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "clock-changed", G_CALLBACK (on_clock_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "account-changed", G_CALLBACK (on_clock_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "trouble", G_CALLBACK (desk_window_tell_trouble), self,
                           G_CONNECT_SWAPPED);
}

/* Nothing of the engine is touched before the first frame is on screen. */
static void
open_session (DeskWindow *self)
{
  g_clear_handle_id (&self->open_timeout, g_source_remove);
  if (desk_session_get_state (self->session) == DESK_SESSION_CLOSED)
    desk_session_open (self->session);
}

static gboolean
on_open_timeout (gpointer data)
{
  DeskWindow *self = data;

  self->open_timeout = 0;
  open_session (self);

  return G_SOURCE_REMOVE;
}

static void
on_after_paint (GdkFrameClock *frame_clock,
                DeskWindow    *self)
{
  g_signal_handlers_disconnect_by_func (frame_clock, on_after_paint, self);
  g_debug ("first frame");
  open_session (self);
}

static void
desk_window_map (GtkWidget *widget)
{
  DeskWindow *self = DESK_WINDOW (widget);

  GTK_WIDGET_CLASS (desk_window_parent_class)->map (widget);

  desk_window_show_detached (self, TRUE);
  if (desk_session_get_state (self->session) == DESK_SESSION_READY)
    desk_window_start_ahead (self);
  if (desk_session_get_state (self->session) != DESK_SESSION_CLOSED || self->open_timeout != 0)
    return;

  self->open_timeout = g_timeout_add (OPEN_TIMEOUT, on_open_timeout, self);
  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                           G_CALLBACK (on_after_paint), self, 0);
}

/* Remembered state */

static void
restore (DeskWindow *self)
{
  int width = desk_settings_get_int (self->settings, "window.width");

  gtk_window_set_default_size (GTK_WINDOW (self), width,
                               desk_settings_get_int (self->settings, "window.height"));
  self->width = classify_width (self, width);
  if (desk_settings_get_boolean (self->settings, "window.maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  adw_flap_set_reveal_flap (self->flap,
                            desk_settings_get_boolean (self->settings, "window.sidebar"));
}

static void
remember_size (DeskWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  desk_settings_set (self->settings, "window.maximized",
                     g_variant_new_boolean (gtk_window_is_maximized (GTK_WINDOW (self))));
  if (gtk_window_is_maximized (GTK_WINDOW (self)) || gtk_window_is_fullscreen (GTK_WINDOW (self))
      || width < 200 || height < 200)
    return;

  desk_settings_set (self->settings, "window.width", g_variant_new_int32 (width));
  desk_settings_set (self->settings, "window.height", g_variant_new_int32 (height));
}

/* A folded sidebar hides by itself; what counts is what the user wants beside the page. */
static void
on_reveal_flap (DeskWindow *self)
{
  if (!adw_flap_get_folded (self->flap))
    desk_settings_set (self->settings, "window.sidebar",
                       g_variant_new_boolean (adw_flap_get_reveal_flap (self->flap)));
}

static void
on_folded (DeskWindow *self)
{
  adw_flap_set_reveal_flap (self->flap,
                            !adw_flap_get_folded (self->flap)
                            && desk_settings_get_boolean (self->settings, "window.sidebar"));
}

static void
desk_window_unmap (GtkWidget *widget)
{
  remember_size (DESK_WINDOW (widget));
  desk_window_stop_ahead (DESK_WINDOW (widget));
  desk_window_show_detached (DESK_WINDOW (widget), FALSE);

  GTK_WIDGET_CLASS (desk_window_parent_class)->unmap (widget);
}

static gboolean
desk_window_close_request (GtkWindow *window)
{
  DeskWindow *self = DESK_WINDOW (window);

  if (self->is_closing)
    return GTK_WINDOW_CLASS (desk_window_parent_class)->close_request (window);

  desk_window_ask_to_close (self, FALSE);
  return TRUE;
}

/* Space plays and pauses wherever it does nothing else; what can take it, took it before. */
static gboolean
on_key_pressed (DeskWindow      *self,
                guint            key,
                guint            code,
                GdkModifierType  modifiers)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (key != GDK_KEY_space || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0
      || GTK_IS_EDITABLE (focus) || GTK_IS_BUTTON (focus) || GTK_IS_TEXT_VIEW (focus))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_activate_action (GTK_WIDGET (self), "win.run.toggle", NULL);
}

static void
add_keys (DeskWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
make_menu (DeskWindow *self)
{
  static const char *const ids[] = {
    "replay.restart", "replay.go-to", "",
    "window.detach-chart", "window.detach-quotes", "",
    "position.close-all", "engine.emergency-stop", "",
    "window.preferences", "window.shortcuts", "window.about", "", "window.quit", NULL
  };
  g_autoptr(GMenu) menu = desk_action_make_menu (ids, NULL);

  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
}

static void
desk_window_constructed (GObject *object)
{
  DeskWindow *self = DESK_WINDOW (object);

  G_OBJECT_CLASS (desk_window_parent_class)->constructed (object);

  g_object_set (self->clock, "session", self->session, NULL);
  g_object_set (self->transport, "session", self->session, NULL);
  g_object_set (self->day_figure, "session", self->session, NULL);
  adw_bin_set_child (self->state_bin,
                     g_object_new (DESK_TYPE_STATE_PAGE, "session", self->session, NULL));
  fill_sidebar (self);
  make_menu (self);
  desk_window_add_actions (self);
  connect_session (self);
  restore (self);
  g_signal_connect_swapped (self->flap, "notify::reveal-flap", G_CALLBACK (on_reveal_flap), self);
  g_signal_connect_swapped (self->flap, "notify::folded", G_CALLBACK (on_folded), self);
  g_signal_connect_swapped (self->banner_close, "clicked",
                            G_CALLBACK (desk_window_dismiss_banner), self);
  select_row (self, MAX (find_page (desk_settings_get_string (self->settings, "window.page")), 0));
  on_state (self);
}

static void
desk_window_dispose (GObject *object)
{
  DeskWindow *self = DESK_WINDOW (object);

  g_clear_handle_id (&self->width_idle, g_source_remove);
  g_clear_handle_id (&self->open_timeout, g_source_remove);
  desk_window_stop_flattening (self);
  desk_window_stop_ahead (self);
  if (self->flap != NULL)
    g_signal_handlers_disconnect_by_data (self->flap, self);
  if (self->sidebar != NULL)
    g_signal_handlers_disconnect_by_data (self->sidebar, self);
  desk_window_drop_detached (self);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (desk_window_parent_class)->dispose (object);
}

static void
desk_window_finalize (GObject *object)
{
  DeskWindow *self = DESK_WINDOW (object);

  desk_window_free_ahead (self);
  g_ptr_array_unref (self->detached);
  g_free (self->banner_text);
  g_free (self->start_universe);

  G_OBJECT_CLASS (desk_window_parent_class)->finalize (object);
}

static void
desk_window_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  DeskWindow *self = DESK_WINDOW (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;

    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
desk_window_set_property (GObject      *object,
                          guint         id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  DeskWindow *self = DESK_WINDOW (object);

  switch (id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;

    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/shell/desk-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, header);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, clock);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, transport);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, palette_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, day_figure);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, armed_button);
  gtk_widget_class_bind_template_callback (widget_class, show_armed);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, banner_icon);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, banner_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, banner_close);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, content);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, state_bin);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, bottom);
}

static void
desk_window_class_init (DeskWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = desk_window_constructed;
  object_class->dispose = desk_window_dispose;
  object_class->finalize = desk_window_finalize;
  object_class->get_property = desk_window_get_property;
  object_class->set_property = desk_window_set_property;
  widget_class->size_allocate = desk_window_size_allocate;
  widget_class->map = desk_window_map;
  widget_class->unmap = desk_window_unmap;
  GTK_WINDOW_CLASS (klass)->close_request = desk_window_close_request;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, DESK_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SETTINGS] =
    g_param_spec_object ("settings", NULL, NULL, DESK_TYPE_SETTINGS,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DESK_TYPE_MARKET_CLOCK);
  g_type_ensure (DESK_TYPE_TRANSPORT);
  g_type_ensure (DESK_TYPE_DAY_FIGURE);
  g_type_ensure (DESK_TYPE_PANE);
  bind_template (widget_class);
}

static void
desk_window_init (DeskWindow *self)
{
  self->possible = G_MAXUINT;
  self->detached = g_ptr_array_new ();
  self->actions = g_simple_action_group_new ();
  desk_window_watch_front (self, GTK_WINDOW (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
  desk_window_init_ahead (self);
}

DeskWindow *
desk_window_new (GtkApplication *application,
                 DeskSession    *session,
                 DeskSettings   *settings)
{
  return g_object_new (DESK_TYPE_WINDOW,
                       "application", application,
                       "session", session,
                       "settings", settings,
                       NULL);
}

/**
 * desk_window_set_start:
 * @universe: (nullable): tape that the demo account trades when there is no run
 * @speed: times real time, 0 as the settings have it
 *
 * What the command line chose in place of the settings.
 */
void
desk_window_set_start (DeskWindow *self,
                       const char *universe,
                       double      speed)
{
  g_return_if_fail (DESK_IS_WINDOW (self));

  g_free (self->start_universe);
  self->start_universe = g_strdup (universe);
  self->start_speed = speed;
}
