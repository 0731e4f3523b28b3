/* desk-overview-state.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-overview"

#include "config.h"

#include "dt-calendar.h"

#include "desk-column.h"
#include "desk-format.h"
#include "desk-transport.h"

#include "desk-overview-panels.h"

/* A name, a value beside it, and a bar below. */
typedef struct
{
  GtkWidget *value;
  GtkWidget *bar;
} Meter;

struct _DeskOverviewState
{
  DeskOverviewPanel  parent_instance;

  Meter              session;
  Meter              loss;
  GtkWidget         *day_trades;
  GtkWidget         *icon;
  GtkWidget         *entries;
};

G_DEFINE_FINAL_TYPE (DeskOverviewState, desk_overview_state, DESK_TYPE_OVERVIEW_PANEL)

static void
set_text (GtkWidget  *label,
          const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text);
}

static void
set_meter (Meter      *meter,
           const char *text,
           double      fraction)
{
  set_text (meter->value, text);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (meter->bar), CLAMP (fraction, 0., 1.));
}

static char *
format_span (DtTime span)
{
  gint64 minutes = (span + DT_MINUTE - 1) / DT_MINUTE;

  return minutes < 60 ? g_strdup_printf ("%" G_GINT64_FORMAT " min", minutes)
                      : g_strdup_printf ("%" G_GINT64_FORMAT " h %02" G_GINT64_FORMAT " min",
                                         minutes / 60, minutes % 60);
}

static void
show_session (DeskOverviewState *self,
              DtTime             time)
{
  const char *state = desk_market_state_describe (time);
  g_autofree char *span = NULL;
  g_autofree char *text = NULL;
  double fraction = 0.;
  DtSession session;

  if (time != DT_TIME_NONE
      && dt_calendar_get_session (dt_time_get_new_york_date (time, NULL), &session))
    {
      fraction = (double) (time - session.open) / (double) (session.close - session.open);
      if (time < session.close)
        span = format_span ((time < session.open ? session.open : session.close) - time);
      if (span != NULL)
        text = g_strdup_printf (time < session.open ? "%s, opens in %s" : "%s, closes in %s",
                                time < session.open ? "Closed" : state, span);
    }
  set_meter (&self->session, text != NULL ? text : state, fraction);
}

static void
show_loss (DeskOverviewState *self,
           const DeskAccount *account)
{
  DtMoney loss = MAX (0, account->day_start - account->equity);
  g_autofree char *lost = desk_format_money (loss);
  g_autofree char *limit = NULL;
  g_autofree char *text = NULL;
  DtMoney most;

  gtk_widget_set_visible (self->loss.bar, account->loss_left != DT_MONEY_NONE);
  if (account->loss_left == DT_MONEY_NONE || !dt_money_add (account->loss_left, loss, &most))
    {
      set_text (self->loss.value, "no limit");
      return;
    }

  limit = desk_format_money (most);
  text = g_strdup_printf ("%s of %s", lost, limit);
  set_meter (&self->loss, text, most > 0 ? (double) loss / (double) most : 0.);
}

static void
show_day_trades (DeskOverviewState *self,
                 const DeskAccount *account)
{
  g_autofree char *text = g_strdup_printf ("%u of %u in five sessions", account->day_trades,
                                           account->max_day_trades);

  /* Without such a limit they are not counted */
  gtk_widget_set_visible (gtk_widget_get_parent (self->day_trades), account->max_day_trades > 0);
  set_text (self->day_trades, text);
}

static void
show_entries (DeskOverviewState *self,
              const DeskAccount *account)
{
  set_text (self->entries, account->breaker ? account->breaker_reason
                                            : "New positions may be opened");
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                account->breaker ? "dialog-warning-symbolic"
                                                 : "emblem-ok-symbolic");
  desk_tone_apply (self->icon, account->breaker ? DESK_TONE_DOWN : DESK_TONE_UP);
  desk_tone_apply (self->entries, account->breaker ? DESK_TONE_DOWN : DESK_TONE_PLAIN);
}

static void
desk_overview_state_show (DeskOverviewPanel *panel)
{
  DeskOverviewState *self = DESK_OVERVIEW_STATE (panel);
  DeskSession *session = desk_overview_panel_get_session (panel);
  const DeskAccount *account = desk_session_get_account (session);

  show_session (self, desk_session_get_clock (session)->time);
  show_entries (self, account);
  show_loss (self, account);
  show_day_trades (self, account);
}

static void
desk_overview_state_class_init (DeskOverviewStateClass *klass)
{
  static const char *const signals[] = { "account-changed", "clock-changed", NULL };
  DeskOverviewPanelClass *panel_class = DESK_OVERVIEW_PANEL_CLASS (klass);

  panel_class->signals = signals;
  panel_class->show = desk_overview_state_show;
}

/* Returns the label of the value. */
static GtkWidget *
add_line (GtkWidget  *box,
          const char *name,
          const char *explanation)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *value = g_object_new (GTK_TYPE_LABEL, "xalign", 1., "hexpand", TRUE, "wrap", TRUE,
                                   "justify", GTK_JUSTIFY_RIGHT, NULL);

  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (value, "figure");
  gtk_widget_set_tooltip_text (line, explanation);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), value);
  gtk_box_append (GTK_BOX (box), line);

  return value;
}

static Meter
add_meter (GtkWidget  *box,
           const char *name,
           const char *explanation)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  Meter meter = { add_line (part, name, explanation), gtk_progress_bar_new () };

  gtk_accessible_update_property (GTK_ACCESSIBLE (meter.bar), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_box_append (GTK_BOX (part), meter.bar);
  gtk_box_append (GTK_BOX (box), part);

  return meter;
}

static void
add_entries (DeskOverviewState *self,
             GtkWidget         *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->icon = gtk_image_new ();
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  self->entries = g_object_new (GTK_TYPE_LABEL, "xalign", 0., "hexpand", TRUE, "wrap", TRUE, NULL);
  gtk_widget_set_tooltip_text (line, "Limits of the account, circuit breaker and emergency stop: "
                               "exits work whatever this says");
  gtk_box_append (GTK_BOX (line), self->icon);
  gtk_box_append (GTK_BOX (line), self->entries);
  gtk_box_append (GTK_BOX (box), line);
}

static void
desk_overview_state_init (DeskOverviewState *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  g_object_set (box, "margin-start", 12, "margin-end", 12, "margin-top", 12, "margin-bottom", 12,
                NULL);
  add_entries (self, box);
  self->loss = add_meter (box, "Lost today", "What this session has lost, and what it may lose "
                          "before nothing new is opened");
  self->session = add_meter (box, "Session", "Of the exchange in New York; how much of it is "
                             "over");
  self->day_trades = add_line (box, "Day trades", "Positions opened and closed on the same day");
  desk_overview_panel_set_up (DESK_OVERVIEW_PANEL (self), "Limits and Session", NULL, box);
}
