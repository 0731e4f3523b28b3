/* desk-go-to.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-parts"

#include "config.h"

#include "dt-calendar.h"

#include "desk-format.h"

#include "desk-go-to.h"

struct _DeskGoTo
{
  AdwBin          parent_instance;

  DtTime          first;
  DtTime          last;
  DtTime          now;
  double          fraction;

  /* Template */
  GtkLabel       *range_label;
  GtkProgressBar *progress;
  GtkCalendar    *calendar;
  GtkLabel       *note;
  GtkButton      *button;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskGoTo, desk_go_to, ADW_TYPE_BIN)

/* Returns: %DT_TIME_NONE when the exchange's sessions are not known that far */
DtTime
desk_go_to_find_open (DtDate date)
{
  DtSession session;

  if (date == DT_DATE_NONE)
    return DT_TIME_NONE;
  if (dt_calendar_get_session (date, &session))
    return session.open;

  date = dt_calendar_next_session (date);
  if (date == DT_DATE_NONE || !dt_calendar_get_session (date, &session))
    return DT_TIME_NONE;

  return session.open;
}

static DtTime
get_chosen (DeskGoTo *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);

  return desk_go_to_find_open (dt_date_new (g_date_time_get_year (day),
                                            g_date_time_get_month (day),
                                            g_date_time_get_day_of_month (day)));
}

static char *
explain (DeskGoTo *self,
         DtTime    time,
         gboolean *possible)
{
  g_autofree char *day = desk_format_time (time, DESK_TIME_DATE);

  *possible = FALSE;
  if (self->first == DT_TIME_NONE || self->last == DT_TIME_NONE)
    return g_strdup ("There is no tape to go to a day of.");
  /* The first day begins before its first instant */
  if (time == DT_TIME_NONE || time > self->last || time + DT_DAY < self->first)
    return g_strdup ("The tape has no such day.");

  *possible = TRUE;
  if (self->now == DT_TIME_NONE || time > self->now)
    return g_strdup_printf ("Plays as fast as possible up to the open of %s, then pauses.", day);

  return g_strdup_printf ("Goes back: the tape is played again up to the open of %s, into a new "
                          "book. The book of this run is kept.", day);
}

static void
show_choice (DeskGoTo *self)
{
  gboolean possible;
  g_autofree char *text = explain (self, get_chosen (self), &possible);

  if (g_strcmp0 (gtk_label_get_label (self->note), text) != 0)
    gtk_label_set_label (self->note, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), possible);
}

static void
show_range (DeskGoTo *self)
{
  g_autofree char *first = desk_format_time (self->first, DESK_TIME_DATE);
  g_autofree char *last = desk_format_time (self->last, DESK_TIME_DATE);
  g_autofree char *text = g_strdup_printf ("%s to %s", first, last);

  gtk_label_set_label (self->range_label, self->first != DT_TIME_NONE ? text : "No tape");
}

static void
on_go (DeskGoTo *self)
{
  DtTime time = get_chosen (self);

  if (time != DT_TIME_NONE)
    g_signal_emit (self, signals[CHOSEN], 0, time);
}

/* The calendar's own keys begin at its first cell; ours begin at the day that is chosen. */
static gboolean
on_calendar_key (GtkEventControllerKey *controller,
                 guint                  key,
                 guint                  code,
                 GdkModifierType        modifiers,
                 DeskGoTo              *self)
{
  static const struct
  {
    guint key, keypad;
    int   days;
  } steps[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -1 }, { GDK_KEY_Right, GDK_KEY_KP_Right, 1 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, -7 }, { GDK_KEY_Down, GDK_KEY_KP_Down, 7 },
  };

  if (!gtk_widget_is_focus (GTK_WIDGET (self->calendar))
      || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    return gtk_widget_activate (GTK_WIDGET (self->button));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (key == steps[i].key || key == steps[i].keypad)
      {
        g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);
        g_autoptr(GDateTime) other = g_date_time_add_days (day, steps[i].days);

        gtk_calendar_select_day (self->calendar, other);
        return GDK_EVENT_STOP;
      }

  return GDK_EVENT_PROPAGATE;
}

/* The toolkit gives the four arrows of the head no names. */
static void
name_arrows (DeskGoTo *self)
{
  static const char *const names[] = {
    "Previous month", "Next month", "Previous year", "Next year"
  };
  GtkWidget *head = gtk_widget_get_first_child (GTK_WIDGET (self->calendar));
  guint n = 0;

  for (GtkWidget *child = head != NULL ? gtk_widget_get_first_child (head) : NULL;
       child != NULL && n < G_N_ELEMENTS (names); child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      names[n++], -1);
}

static void
add_calendar_keys (DeskGoTo *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_calendar_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->calendar), keys);
}

static void
desk_go_to_class_init (DeskGoToClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHOSEN] = g_signal_new ("chosen", DESK_TYPE_GO_TO, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/daytraderai/DayTrader/parts/desk-go-to.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskGoTo, range_label);
  gtk_widget_class_bind_template_child (widget_class, DeskGoTo, progress);
  gtk_widget_class_bind_template_child (widget_class, DeskGoTo, calendar);
  gtk_widget_class_bind_template_child (widget_class, DeskGoTo, note);
  gtk_widget_class_bind_template_child (widget_class, DeskGoTo, button);
  gtk_widget_class_bind_template_callback (widget_class, show_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_go);
}

static void
desk_go_to_init (DeskGoTo *self)
{
  self->first = self->last = self->now = DT_TIME_NONE;
  self->fraction = -1.;

  gtk_widget_init_template (GTK_WIDGET (self));

  add_calendar_keys (self);
  name_arrows (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Go to a day", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Day to go to", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Part of the tape that was played", -1);
  show_range (self);
  show_choice (self);
}

void
desk_go_to_update (DeskGoTo *self,
                   DtTime    first,
                   DtTime    last,
                   DtTime    now,
                   double    fraction)
{
  gboolean other_tape;

  g_return_if_fail (DESK_IS_GO_TO (self));

  other_tape = first != self->first || last != self->last;
  self->first = first;
  self->last = last;
  self->now = now;
  if (other_tape)
    show_range (self);
  show_choice (self);

  /* A bar of some hundred pixels shows no finer steps */
  if (ABS (fraction - self->fraction) >= 0.002 || fraction >= 1.)
    {
      self->fraction = fraction;
      gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0., 1.));
    }
}

void
desk_go_to_reset (DeskGoTo *self)
{
  DtTime time;
  int year, month, day;
  g_autoptr(GDateTime) date = NULL;

  g_return_if_fail (DESK_IS_GO_TO (self));

  time = self->now != DT_TIME_NONE ? self->now : self->first;
  if (time == DT_TIME_NONE)
    return;

  dt_date_get_ymd (dt_time_get_new_york_date (time, NULL), &year, &month, &day);
  date = g_date_time_new_local (year, month, day, 12, 0, 0);
  if (date != NULL)
    gtk_calendar_select_day (self->calendar, date);
}
