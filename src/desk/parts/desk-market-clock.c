/* desk-market-clock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-parts"

#include "config.h"

#include "dt-calendar.h"

#include "desk-format.h"

#include "desk-transport.h"

/* A full session of the exchange; what is shorter is a half day. */
#define FULL_SESSION (6 * DT_HOUR + 30 * DT_MINUTE)

#define FULL_CHARS    21   /* "Mon 11 Feb 2019 09:31" */
#define COMPACT_CHARS 12   /* "11 Feb 09:31" */

struct _DeskMarketClock
{
  AdwBin          parent_instance;

  DeskSession    *session;
  gboolean        compact;
  gboolean        is_stale;   /* the clock moved while nobody could see it */

  /* What is shown */
  DtTime          minute;
  DeskRunState    state;
  char           *mode;

  /* Template */
  GtkLabel       *badge;
  GtkInscription *time_label;
  GtkInscription *state_label;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_COMPACT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskMarketClock, desk_market_clock, ADW_TYPE_BIN)

const char *
desk_market_state_describe (DtTime time)
{
  DtSession session;

  if (time == DT_TIME_NONE)
    return "No market time";
  if (!dt_calendar_get_session (dt_time_get_new_york_date (time, NULL), &session)
      || time >= session.close)
    return "Closed";
  if (time < session.open)
    return "Before the open";

  return session.close - session.open < FULL_SESSION ? "Open, half day" : "Open";
}

static char *
format_clock (DtTime   time,
              gboolean compact)
{
  gint64 since_midnight;
  int year, month, day;
  g_autoptr(GDateTime) wall = NULL;

  if (time == DT_TIME_NONE)
    return g_strdup ("\xe2\x80\x93");

  dt_date_get_ymd (dt_time_get_new_york_date (time, &since_midnight), &year, &month, &day);
  wall = g_date_time_new_utc (year, month, day, since_midnight / DT_HOUR,
                              since_midnight / DT_MINUTE % 60, 0.);
  return g_date_time_format (wall, compact ? "%-d %b %H:%M" : "%a %-d %b %Y %H:%M");
}

static const char *
describe_run (DeskRunState state)
{
  switch (state)
    {
    case DESK_RUN_PAUSED:
      return "Paused";
    case DESK_RUN_FINISHED:
      return "Finished";
    case DESK_RUN_FAILED:
      return "Failed";
    case DESK_RUN_IDLE:
      return "No run";
    case DESK_RUN_PLAYING:
    default:
      return NULL;
    }
}

static void
set_text (GtkInscription *label,
          const char     *text)
{
  if (g_strcmp0 (gtk_inscription_get_text (label), text) != 0)
    gtk_inscription_set_text (label, text);
}

static void
show_time (DeskMarketClock *self,
           DtTime           time)
{
  g_autofree char *text = format_clock (time, self->compact);
  g_autofree char *local = time != DT_TIME_NONE ? desk_format_local_time (time) : NULL;
  const char *market = desk_market_state_describe (time);
  const char *run = describe_run (self->state);
  g_autofree char *line = run != NULL ? g_strdup_printf ("%s · %s", run, market)
                                      : g_strdup (market);
  g_autofree char *name = g_strdup_printf ("%s: %s, %s", self->mode, text, line);
  g_autofree char *tooltip
    = local != NULL ? g_strdup_printf ("Time at the exchange in New York.\nHere it was %s.", local)
                    : g_strdup ("Time at the exchange in New York.");

  set_text (self->time_label, text);
  set_text (self->state_label, line);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  self->minute = time != DT_TIME_NONE ? time / DT_MINUTE : DT_TIME_NONE;
}

static void
show_badge (DeskMarketClock *self,
            const char      *mode)
{
  g_autofree char *class = g_strconcat ("mode-", mode, NULL);
  g_autofree char *old = g_strconcat ("mode-", self->mode, NULL);
  g_autofree char *text = g_utf8_strup (mode, -1);

  gtk_widget_remove_css_class (GTK_WIDGET (self->badge), old);
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), class);
  gtk_label_set_label (self->badge, text);
  g_free (self->mode);
  self->mode = g_strdup (mode);
}

static void
show_clock (DeskMarketClock *self,
            gboolean         anyway)
{
  const DeskClock *clock = desk_session_get_clock (self->session);
  DtTime minute = clock->time != DT_TIME_NONE ? clock->time / DT_MINUTE : DT_TIME_NONE;
  const char *mode = clock->mode != NULL && *clock->mode != '\0' ? clock->mode : "replay";

  if (g_strcmp0 (mode, self->mode) != 0)
    show_badge (self, mode);
  else if (!anyway && minute == self->minute && clock->state == self->state)
    return;

  self->state = clock->state;
  if (self->state == DESK_RUN_PAUSED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "paused");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "paused");
  show_time (self, clock->time);
}

static void
on_clock_changed (DeskMarketClock *self)
{
  self->is_stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->is_stale)
    show_clock (self, FALSE);
}

static void
set_session (DeskMarketClock *self,
             DeskSession     *session)
{
  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_swapped (session, "clock-changed", G_CALLBACK (on_clock_changed), self);
      show_clock (self, TRUE);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
set_compact (DeskMarketClock *self,
             gboolean         compact)
{
  guint chars = compact ? COMPACT_CHARS : FULL_CHARS;

  if (self->compact == compact)
    return;

  self->compact = compact;
  gtk_inscription_set_min_chars (self->time_label, chars);
  gtk_inscription_set_nat_chars (self->time_label, chars);
  gtk_inscription_set_min_chars (self->state_label, chars);
  gtk_inscription_set_nat_chars (self->state_label, chars);
  if (self->session != NULL)
    show_clock (self, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
desk_market_clock_map (GtkWidget *widget)
{
  DeskMarketClock *self = DESK_MARKET_CLOCK (widget);

  GTK_WIDGET_CLASS (desk_market_clock_parent_class)->map (widget);

  if (self->is_stale && self->session != NULL)
    on_clock_changed (self);
}

static void
desk_market_clock_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  DeskMarketClock *self = DESK_MARKET_CLOCK (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_market_clock_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  DeskMarketClock *self = DESK_MARKET_CLOCK (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_COMPACT:
      set_compact (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_market_clock_dispose (GObject *object)
{
  DeskMarketClock *self = DESK_MARKET_CLOCK (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_market_clock_parent_class)->dispose (object);
}

static void
desk_market_clock_finalize (GObject *object)
{
  DeskMarketClock *self = DESK_MARKET_CLOCK (object);

  g_free (self->mode);

  G_OBJECT_CLASS (desk_market_clock_parent_class)->finalize (object);
}

static void
desk_market_clock_class_init (DeskMarketClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags
    = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_market_clock_get_property;
  object_class->set_property = desk_market_clock_set_property;
  object_class->dispose = desk_market_clock_dispose;
  object_class->finalize = desk_market_clock_finalize;
  widget_class->map = desk_market_clock_map;

  properties[PROP_SESSION]
    = g_param_spec_object ("session", NULL, NULL, DESK_TYPE_SESSION, flags);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/daytraderai/DayTrader/parts/desk-market-clock.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskMarketClock, badge);
  gtk_widget_class_bind_template_child (widget_class, DeskMarketClock, time_label);
  gtk_widget_class_bind_template_child (widget_class, DeskMarketClock, state_label);
}

static void
desk_market_clock_init (DeskMarketClock *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  show_badge (self, "replay");
  show_time (self, DT_TIME_NONE);
}
