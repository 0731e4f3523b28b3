/* desk-window-actions.c - an action for every row of the table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-quote.h"

#include "desk-alert-dialog.h"
#include "desk-chart-page.h"
#include "desk-heatmaps-page.h"
#include "desk-journal-page.h"
#include "desk-lab-page.h"
#include "desk-palette.h"
#include "desk-preferences.h"
#include "desk-quick.h"
#include "desk-screener-page.h"
#include "desk-strategies-page.h"
#include "desk-ticket.h"

#include "desk-window-private.h"

typedef void (*Handler) (DeskWindow       *self,
                         const DeskAction *action,
                         GVariant         *arguments);

static void
on_ticket_done (gboolean    executed,
                const char *said,
                gpointer    data)
{
  g_autoptr(DeskWindow) self = data;

  if (said != NULL && *said != '\0')
    desk_window_toast (self, said);
}

static gboolean
lacks_arguments (const DtCommand *command,
                 GVariant        *arguments)
{
  for (guint i = 0; i < command->n_arguments; i++)
    {
      g_autoptr(GVariant) value = NULL;

      if (!command->arguments[i].required)
        continue;
      if (arguments == NULL)
        return TRUE;
      value = g_variant_lookup_value (arguments, command->arguments[i].name, NULL);
      if (value == NULL)
        return TRUE;
    }

  return FALSE;
}

/* What trades or destroys is shown and confirmed first; the rest is done at once. */
static void
act_on_engine (DeskWindow       *self,
               const DeskAction *action,
               GVariant         *arguments)
{
  if (action->command->effect >= DT_COMMAND_TRADES || lacks_arguments (action->command, arguments))
    desk_ticket_present (desk_window_get_front (self), self->session, action, arguments,
                         on_ticket_done, g_object_ref (self));
  else
    desk_session_do (self->session, action->command->id, arguments);
}

static void
show_page (DeskWindow       *self,
           const DeskAction *action,
           GVariant         *arguments)
{
  const char *name = action->command->id + strlen ("page.");

  if (desk_window_is_detached (self, name))
    {
      desk_window_present_detached (self, name);
      return;
    }

  desk_window_show_page (self, name);
  /* From a window of its own a page leads back to the main one */
  if (desk_window_get_front (self) != GTK_WINDOW (self))
    gtk_window_present (GTK_WINDOW (self));
  desk_window_focus_page (self);
}

/* Only while it is on screen, so it is there. */
static void
act_on_chart (DeskWindow       *self,
              const DeskAction *action,
              GVariant         *arguments)
{
  desk_chart_page_do (DESK_CHART_PAGE (desk_window_get_page (self, "chart")),
                      action->command->id);
}

static void
show_symbol (DeskWindow       *self,
             const DeskAction *action,
             GVariant         *arguments)
{
  const char *symbol;
  gint64 time;

  if (arguments != NULL && g_variant_lookup (arguments, "symbol", "&s", &symbol))
    desk_session_set_symbol (self->session, symbol);
  if (!desk_window_is_detached (self, "chart"))
    desk_window_show_page (self, "chart");
  if (arguments != NULL && g_variant_lookup (arguments, "time", "x", &time))
    desk_chart_page_show_time (DESK_CHART_PAGE (desk_window_get_page (self, "chart")), time);
  if (desk_window_is_detached (self, "chart"))
    desk_window_present_detached (self, "chart");
  else
    desk_window_focus_page (self);
}

/* Out, or back again. */
static void
detach (DeskWindow       *self,
        const DeskAction *action,
        GVariant         *arguments)
{
  const char *name = action->command->id + strlen ("window.detach-");

  if (desk_window_is_detached (self, name))
    {
      desk_window_attach (self, name);
      gtk_window_present (GTK_WINDOW (self));
    }
  else
    desk_window_detach (self, name);
}

/* Shown first: it is there from then on. */
static void
act_on_strategies (DeskWindow       *self,
                   const DeskAction *action,
                   GVariant         *arguments)
{
  desk_window_show_page (self, "strategies");
  desk_strategies_page_do (
    DESK_STRATEGIES_PAGE (gtk_stack_get_child_by_name (self->pages, "strategies")),
    action->command->id, arguments);
}

static void
act_on_heatmaps (DeskWindow       *self,
                 const DeskAction *action,
                 GVariant         *arguments)
{
  desk_window_show_page (self, "heatmaps");
  desk_heatmaps_page_do (
    DESK_HEATMAPS_PAGE (gtk_stack_get_child_by_name (self->pages, "heatmaps")),
    action->command->id);
}

static void
act_on_journal (DeskWindow       *self,
                const DeskAction *action,
                GVariant         *arguments)
{
  GtkWidget *page;
  guint64 trade;

  desk_window_show_page (self, "journal");
  page = gtk_stack_get_child_by_name (self->pages, "journal");
  if (arguments != NULL && g_variant_lookup (arguments, "trade", "t", &trade))
    desk_journal_page_show_trade (DESK_JOURNAL_PAGE (page), trade);
  else
    desk_journal_page_do (DESK_JOURNAL_PAGE (page), action->command->id);
}

static DeskLabPage *
show_lab (DeskWindow *self)
{
  desk_window_show_page (self, "lab");

  return DESK_LAB_PAGE (gtk_stack_get_child_by_name (self->pages, "lab"));
}

static void
act_on_lab (DeskWindow       *self,
            const DeskAction *action,
            GVariant         *arguments)
{
  desk_lab_page_do (show_lab (self), action->command->id);
}

static void
act_on_screener (DeskWindow       *self,
                 const DeskAction *action,
                 GVariant         *arguments)
{
  desk_window_show_page (self, "screener");
  desk_screener_page_do (
    DESK_SCREENER_PAGE (gtk_stack_get_child_by_name (self->pages, "screener")),
    action->command->id);
}

static void
on_alert_done (const char *said,
               gpointer    data)
{
  DeskWindow *self = data;

  if (self->session != NULL)
    desk_window_toast (self, said);
}

/* On the symbol that is looked at; a level below its price is crossed downwards. */
static void
make_alert (DeskWindow       *self,
            const DeskAction *action,
            GVariant         *arguments)
{
  g_autoptr(DtAlert) alert = dt_alert_new ();
  const char *symbol = desk_session_get_symbol (self->session);
  DeskQuote *quote;

  if (arguments != NULL)
    {
      g_variant_lookup (arguments, "symbol", "&s", &symbol);
      g_variant_lookup (arguments, "level", "d", &alert->level);
    }
  quote = symbol != NULL ? desk_session_find_quote (self->session, symbol) : NULL;
  if (symbol != NULL)
    {
      g_strfreev (alert->symbols);
      alert->symbols = g_strsplit (symbol, ",", 1);
    }
  if (quote != NULL && isfinite (alert->level) && alert->level < desk_quote_get_state (quote)->last)
    alert->direction = DT_ALERT_BELOW;
  desk_alert_dialog_present (GTK_WINDOW (self), self->session, alert, on_alert_done,
                             g_object_ref (self), g_object_unref);
}

/* The strategies know which file is meant, and save what was changed in it. */
static void
backtest (DeskWindow       *self,
          const DeskAction *action,
          GVariant         *arguments)
{
  GtkWidget *page;
  g_autofree char *path = NULL;

  if (gtk_stack_get_child_by_name (self->pages, "strategies") == NULL)
    desk_window_show_page (self, "strategies");
  page = gtk_stack_get_child_by_name (self->pages, "strategies");
  path = desk_strategies_page_take_file (DESK_STRATEGIES_PAGE (page), arguments);
  if (path != NULL)
    desk_lab_page_backtest (show_lab (self), path);
}

static void
toggle_run (DeskWindow       *self,
            const DeskAction *action,
            GVariant         *arguments)
{
  gboolean playing = desk_session_get_clock (self->session)->state == DESK_RUN_PLAYING;

  desk_session_do (self->session, playing ? "run.pause" : "run.resume", NULL);
}

static void
change_speed (DeskWindow *self,
              int         direction)
{
  GVariantDict dict;
  double speed = desk_speed_next (desk_session_get_clock (self->session)->speed, direction);

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "speed", "d", speed);
  desk_session_do (self->session, "run.speed", g_variant_dict_end (&dict));
}

static void
go_faster (DeskWindow       *self,
           const DeskAction *action,
           GVariant         *arguments)
{
  change_speed (self, 1);
}

static void
go_slower (DeskWindow       *self,
           const DeskAction *action,
           GVariant         *arguments)
{
  change_speed (self, -1);
}

/* Trading without being asked is for those who have said so, where it can be seen. */
static void
arm (DeskWindow       *self,
     const DeskAction *action,
     GVariant         *arguments)
{
  gtk_toggle_button_set_active (self->armed_button,
                                !gtk_toggle_button_get_active (self->armed_button));
}

static void
on_quick_done (const char *said,
               gpointer    data)
{
  g_autoptr(DeskWindow) self = data;

  if (self->session != NULL)
    desk_window_toast (self, said);
}

static void
act_quickly (DeskWindow       *self,
             const DeskAction *action,
             GVariant         *arguments)
{
  if (gtk_toggle_button_get_active (self->armed_button))
    desk_quick_do (self->session, action->command->id, on_quick_done, g_object_ref (self));
  else
    desk_window_toast (self, "Quick keys are off: Ctrl+Alt+A arms them");
}

static void
go_to (DeskWindow       *self,
       const DeskAction *action,
       GVariant         *arguments)
{
  g_autoptr(GVariant) time = NULL;

  if (arguments != NULL)
    time = g_variant_lookup_value (arguments, "time", G_VARIANT_TYPE_INT64);
  if (time != NULL)
    desk_session_do (self->session, "run.rewind", arguments);
  else
    desk_window_present_calendar (self);
}

static void
restart (DeskWindow       *self,
         const DeskAction *action,
         GVariant         *arguments)
{
  desk_window_ask_to_restart (self, arguments);
}

static void
set_style (DeskWindow       *self,
           const DeskAction *action,
           GVariant         *arguments)
{
  desk_settings_set (self->settings, "style.scheme",
                     g_variant_new_string (action->command->id + strlen ("style.")));
}

static void
show_about (DeskWindow       *self,
            const DeskAction *action,
            GVariant         *arguments)
{
  desk_window_present_about (self);
}

static void
show_shortcuts (DeskWindow       *self,
                const DeskAction *action,
                GVariant         *arguments)
{
  desk_window_present_shortcuts (self);
}

static void
show_palette (DeskWindow       *self,
              const DeskAction *action,
              GVariant         *arguments)
{
  desk_palette_present (desk_window_get_front (self), G_ACTION_GROUP (self->actions), self->session,
                        self->settings);
}

static void
show_preferences (DeskWindow       *self,
                  const DeskAction *action,
                  GVariant         *arguments)
{
  GtkWindow *preferences = g_object_get_data (G_OBJECT (self), "preferences");

  /* Made once: the toolkit never frees all of such a window */
  if (preferences == NULL)
    {
      preferences = desk_preferences_new (GTK_WINDOW (self), self->session, self->settings);
      gtk_window_set_hide_on_close (preferences, TRUE);
      gtk_window_set_destroy_with_parent (preferences, TRUE);
      g_object_set_data (G_OBJECT (self), "preferences", preferences);
    }
  gtk_window_present (preferences);
}

static void
show_menu (DeskWindow       *self,
           const DeskAction *action,
           GVariant         *arguments)
{
  if (desk_window_get_front (self) != GTK_WINDOW (self))
    gtk_window_present (GTK_WINDOW (self));
  gtk_menu_button_popup (self->menu_button);
}

static void
close_window (DeskWindow       *self,
              const DeskAction *action,
              GVariant         *arguments)
{
  if (desk_window_get_front (self) != GTK_WINDOW (self))
    gtk_window_close (desk_window_get_front (self));
  else
    desk_window_ask_to_close (self, FALSE);
}

static void
quit (DeskWindow       *self,
      const DeskAction *action,
      GVariant         *arguments)
{
  desk_window_ask_to_close (self, TRUE);
}

static void
toggle_fullscreen (DeskWindow       *self,
                   const DeskAction *action,
                   GVariant         *arguments)
{
  GtkWindow *window = desk_window_get_front (self);

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static void
toggle_sidebar (DeskWindow       *self,
                const DeskAction *action,
                GVariant         *arguments)
{
  gboolean reveal = !adw_flap_get_reveal_flap (self->flap);

  adw_flap_set_reveal_flap (self->flap, reveal);
  if (reveal)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->sidebar)));
}

/* A prefix ends with a dot; the first row that fits counts. */
static const struct
{
  const char *id;
  Handler     handler;
} handlers[] = {
  { "alert.new", make_alert },
  { "chart.", act_on_chart },
  { "heatmaps.", act_on_heatmaps },
  { "journal.", act_on_journal },
  { "lab.", act_on_lab },
  { "page.", show_page },
  { "quick.arm", arm },
  { "quick.", act_quickly },
  { "replay.go-to", go_to },
  { "replay.restart", restart },
  { "run.faster", go_faster },
  { "run.slower", go_slower },
  { "run.toggle", toggle_run },
  { "screen.", act_on_screener },
  { "strategy.backtest", backtest },
  { "strategy.", act_on_strategies },
  { "style.", set_style },
  { "symbol.show", show_symbol },
  { "window.about", show_about },
  { "window.close", close_window },
  { "window.detach-chart", detach },
  { "window.detach-quotes", detach },
  { "window.fullscreen", toggle_fullscreen },
  { "window.menu", show_menu },
  { "window.palette", show_palette },
  { "window.preferences", show_preferences },
  { "window.quit", quit },
  { "window.shortcuts", show_shortcuts },
  { "window.sidebar", toggle_sidebar },
};

static Handler
find_handler (const DeskAction *action)
{
  const char *id = action->command->id;

  if (action->is_engine)
    return act_on_engine;

  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    if (g_str_equal (handlers[i].id, id)
        || (g_str_has_suffix (handlers[i].id, ".") && g_str_has_prefix (id, handlers[i].id)))
      return handlers[i].handler;

  return NULL;
}

static void
on_activate (GSimpleAction *simple,
             GVariant      *parameter,
             gpointer       data)
{
  const DeskAction *action = desk_action_find (g_action_get_name (G_ACTION (simple)));

  find_handler (action) (data, action, parameter);
}

static void
add_action (DeskWindow       *self,
            const DeskAction *action)
{
  g_autoptr(GSimpleAction) simple = NULL;

  if (find_handler (action) == NULL)
    {
      g_critical ("The window does not know what to do for \"%s\"", action->command->id);
      return;
    }

  simple = g_simple_action_new (action->command->id, desk_action_takes_arguments (action)
                                                     ? G_VARIANT_TYPE_VARDICT : NULL);
  g_signal_connect (simple, "activate", G_CALLBACK (on_activate), self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (simple));
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (simple));
}

void
desk_window_add_actions (DeskWindow *self)
{
  guint n;
  const DeskAction *actions = desk_action_list (&n);

  for (guint i = 0; i < n; i++)
    add_action (self, &actions[i]);
}

void
desk_window_update_actions (DeskWindow *self)
{
  guint n;
  const DeskAction *actions = desk_action_list (&n);
  guint facts = desk_action_find_facts (self->session, desk_window_is_detached (self, "chart")
                                        ? "chart" : gtk_stack_get_visible_child_name (self->pages));

  /* Asked for with each frame of a run */
  if (facts == self->possible)
    return;

  self->possible = facts;
  for (guint i = 0; i < n; i++)
    {
      GAction *simple = g_action_map_lookup_action (G_ACTION_MAP (self), actions[i].command->id);
      gboolean possible = desk_action_is_possible (&actions[i], facts);

      if (simple != NULL && g_action_get_enabled (simple) != possible)
        g_simple_action_set_enabled (G_SIMPLE_ACTION (simple), possible);
    }
}
