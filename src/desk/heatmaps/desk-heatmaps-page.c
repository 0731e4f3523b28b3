/* desk-heatmaps-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heatmaps"

#include "config.h"

#include <string.h>

#include "desk-fold.h"

#include "desk-correlation-view.h"
#include "desk-heatmaps-page.h"
#include "desk-risk-view.h"
#include "desk-sector-view.h"

#define VIEW "heatmaps.view"

/* Milliseconds between two updates, and between two looks at how far reading is. */
#define UPDATE_MSEC   1000
#define PROGRESS_MSEC 100

#define N_VIEWS 3

struct _DeskHeatmapsPage
{
  DeskPage         parent_instance;

  DeskHeatContext  context;
  DeskHeatView    *views[N_VIEWS];
  gint64           updated;         /* monotonic, µs */
  guint            timer;
  gboolean         is_seen;
  gboolean         is_switching;    /* the stack follows the setting */

  /* Template */
  DeskFold        *fold;
  GtkWidget       *top;
  AdwViewSwitcher *switcher;
  GtkWidget       *controls;
  GtkDropDown     *scope;
  GtkStack        *choices;
  AdwViewStack    *stack;
};

G_DEFINE_FINAL_TYPE (DeskHeatmapsPage, desk_heatmaps_page, DESK_TYPE_PAGE)

static const struct
{
  const char *name;
  const char *title;
  const char *icon;
  GType     (*get_type) (void);
  gboolean    has_scope;
} views[N_VIEWS] = {
  { "sectors", "Sectors", "view-app-grid-symbolic", desk_sector_view_get_type, TRUE },
  { "correlation", "Correlation", "network-workgroup-symbolic", desk_correlation_view_get_type,
    TRUE },
  { "risk", "Risk", "dialog-warning-symbolic", desk_risk_view_get_type, FALSE },
};

static guint
get_shown (DeskHeatmapsPage *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->stack);

  for (guint i = 0; i < N_VIEWS; i++)
    if (g_strcmp0 (name, views[i].name) == 0)
      return i;

  return 0;
}

/* Following */

static void update (DeskHeatmapsPage *self);

static gboolean
on_timer (gpointer data)
{
  DeskHeatmapsPage *self = data;

  self->timer = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
update_after (DeskHeatmapsPage *self,
              guint             msec)
{
  if (self->timer == 0)
    self->timer = g_timeout_add (msec, on_timer, self);
}

static void
update (DeskHeatmapsPage *self)
{
  DeskHeatView *view = self->views[get_shown (self)];

  if (!self->is_seen)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->updated = g_get_monotonic_time ();
  desk_heat_data_follow (self->context.data);
  desk_scope_follow (self->context.scope);
  desk_heat_view_update (view);
  if (desk_heat_data_is_reading (self->context.data))
    update_after (self, PROGRESS_MSEC);
}

/* At once when the last time is long ago, else when a second is over. */
static void
follow (DeskHeatmapsPage *self)
{
  gint64 since = (g_get_monotonic_time () - self->updated) / 1000;

  if (since >= UPDATE_MSEC)
    update (self);
  else
    update_after (self, (guint) (UPDATE_MSEC - since));
}

static void
desk_heatmaps_page_seen (DeskPage *page)
{
  DeskHeatmapsPage *self = DESK_HEATMAPS_PAGE (page);
  DeskSession *session = desk_page_get_session (page);

  self->is_seen = TRUE;
  g_signal_connect_object (session, "clock-changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "account-changed", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "tape-changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
desk_heatmaps_page_unseen (DeskPage *page)
{
  DeskHeatmapsPage *self = DESK_HEATMAPS_PAGE (page);

  self->is_seen = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_signal_handlers_disconnect_by_func (desk_page_get_session (page), follow, self);
}

static GtkWidget *
desk_heatmaps_page_get_start (DeskPage *page)
{
  DeskHeatmapsPage *self = DESK_HEATMAPS_PAGE (page);

  return desk_heat_view_get_start (self->views[get_shown (self)]);
}

/* Views */

static gboolean
has_views (DeskHeatmapsPage *self)
{
  return self->views[N_VIEWS - 1] != NULL;
}

static void
show_controls (DeskHeatmapsPage *self)
{
  guint i = get_shown (self);
  gboolean narrow = desk_fold_get_narrow (self->fold);

  if (!has_views (self))
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->scope), views[i].has_scope);
  gtk_widget_set_visible (GTK_WIDGET (self->choices), views[i].has_scope);
  if (views[i].has_scope)
    gtk_stack_set_visible_child_name (self->choices, views[i].name);
  gtk_widget_set_visible (self->controls, views[i].has_scope || !narrow);
}

static void
view_switched (DeskHeatmapsPage *self)
{
  if (!has_views (self))
    return;

  show_controls (self);
  if (!self->is_switching)
    desk_settings_set (desk_page_get_settings (DESK_PAGE (self)), VIEW,
                       g_variant_new_string (views[get_shown (self)].name));
  update (self);
}

static void
show_view (DeskHeatmapsPage *self)
{
  if (!has_views (self))
    return;

  self->is_switching = TRUE;
  adw_view_stack_set_visible_child_name (
    self->stack, desk_settings_get_string (desk_page_get_settings (DESK_PAGE (self)), VIEW));
  self->is_switching = FALSE;
}

static void
fold_changed (DeskHeatmapsPage *self)
{
  gboolean narrow = desk_fold_get_narrow (self->fold);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->top),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  adw_view_switcher_set_policy (self->switcher, narrow ? ADW_VIEW_SWITCHER_POLICY_NARROW
                                                       : ADW_VIEW_SWITCHER_POLICY_WIDE);
  gtk_widget_set_halign (self->controls, narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  for (guint i = 0; i < N_VIEWS && self->views[i] != NULL; i++)
    desk_heat_view_set_narrow (self->views[i], narrow);
  show_controls (self);
}

static void
add_view (DeskHeatmapsPage *self,
          guint             i)
{
  GtkWidget *view = g_object_new (views[i].get_type (), NULL), *controls;
  AdwViewStackPage *page;

  self->views[i] = DESK_HEAT_VIEW (view);
  desk_heat_view_set_context (self->views[i], &self->context);
  page = adw_view_stack_add_titled (self->stack, view, views[i].name, views[i].title);
  adw_view_stack_page_set_icon_name (page, views[i].icon);
  controls = desk_heat_view_get_controls (self->views[i]);
  if (controls != NULL)
    gtk_stack_add_named (self->choices, controls, views[i].name);
}

/* A view a part. */
static gboolean
desk_heatmaps_page_make_part (DeskPage *page)
{
  DeskHeatmapsPage *self = DESK_HEATMAPS_PAGE (page);
  guint i = 0;

  if (has_views (self))
    return FALSE;

  while (self->views[i] != NULL)
    i++;
  add_view (self, i);
  if (has_views (self))
    {
      show_view (self);
      fold_changed (self);
    }
  return TRUE;
}

void
desk_heatmaps_page_do (DeskHeatmapsPage *self,
                       const char       *action_id)
{
  g_return_if_fail (DESK_IS_HEATMAPS_PAGE (self));
  g_return_if_fail (g_str_has_prefix (action_id, "heatmaps."));

  while (desk_page_make_part (DESK_PAGE (self)))
    ;
  adw_view_stack_set_visible_child_name (self->stack, action_id + strlen ("heatmaps."));
  gtk_widget_grab_focus (desk_heat_view_get_start (self->views[get_shown (self)]));
}

/* Life */

static void
desk_heatmaps_page_constructed (GObject *object)
{
  DeskHeatmapsPage *self = DESK_HEATMAPS_PAGE (object);
  DeskSession *session = desk_page_get_session (DESK_PAGE (self));
  DeskSettings *settings = desk_page_get_settings (DESK_PAGE (self));

  G_OBJECT_CLASS (desk_heatmaps_page_parent_class)->constructed (object);

  self->context = (DeskHeatContext) { session, settings, desk_heat_data_new (session),
                                      desk_scope_new (session, settings, self->scope) };
  g_signal_connect_object (self->context.data, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context.scope, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" VIEW, G_CALLBACK (show_view), self,
                           G_CONNECT_SWAPPED);
  fold_changed (self);
}

static void
desk_heatmaps_page_dispose (GObject *object)
{
  DeskHeatmapsPage *self = DESK_HEATMAPS_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->is_seen = FALSE;
  for (guint i = 0; i < N_VIEWS; i++)
    if (self->views[i] != NULL)
      desk_heat_view_stop (self->views[i]);
  memset (self->views, 0, sizeof self->views);
  if (self->context.scope != NULL)
    desk_scope_stop (self->context.scope);
  if (self->context.data != NULL)
    desk_heat_data_stop (self->context.data);

  G_OBJECT_CLASS (desk_heatmaps_page_parent_class)->dispose (object);

  g_clear_object (&self->context.scope);
  g_clear_object (&self->context.data);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, DeskHeatmapsPage, child)

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (DESK_TYPE_FOLD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/heatmaps/desk-heatmaps-page.ui");
  BIND (fold);
  BIND (top);
  BIND (switcher);
  BIND (controls);
  BIND (scope);
  BIND (choices);
  BIND (stack);
  gtk_widget_class_bind_template_callback (widget_class, fold_changed);
  gtk_widget_class_bind_template_callback (widget_class, view_switched);
}

static void
desk_heatmaps_page_class_init (DeskHeatmapsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  DeskPageClass *page_class = DESK_PAGE_CLASS (klass);

  object_class->constructed = desk_heatmaps_page_constructed;
  object_class->dispose = desk_heatmaps_page_dispose;
  page_class->make_part = desk_heatmaps_page_make_part;
  page_class->seen = desk_heatmaps_page_seen;
  page_class->unseen = desk_heatmaps_page_unseen;
  page_class->get_start = desk_heatmaps_page_get_start;

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
desk_heatmaps_page_init (DeskHeatmapsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
