/* desk-speed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-parts"

#include "config.h"

#include <math.h>

#include "desk-format.h"

#include "desk-speed.h"

/* The last part of the scale is for "as fast as possible". */
#define FASTEST_PLACE 0.9
#define MAX_PLACE     0.95
/* Above it the engine means "as fast as possible". */
#define SPEED_MAX     1e300
/* What the engine says meanwhile does not move the scale under the user's hand. */
#define HOLD_US       (600 * 1000)

struct _DeskSpeed
{
  AdwBin    parent_instance;

  double    speed;
  gint64    chosen_at;     /* monotonic, µs */

  /* Template */
  GtkLabel *label;
  GtkScale *scale;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskSpeed, desk_speed, ADW_TYPE_BIN)

double
desk_speed_to_place (double speed)
{
  if (speed >= SPEED_MAX)
    return 1.;

  return log (CLAMP (speed, 1., DESK_SPEED_FASTEST)) / log (DESK_SPEED_FASTEST) * FASTEST_PLACE;
}

double
desk_speed_from_place (double place)
{
  double speed, step;

  if (place >= MAX_PLACE)
    return HUGE_VAL;

  speed = pow (DESK_SPEED_FASTEST, CLAMP (place / FASTEST_PLACE, 0., 1.));
  step = pow (10., MAX (floor (log10 (speed)) - 1., 0.));
  return round (speed / step) * step;
}

static void
show_speed (DeskSpeed *self)
{
  g_autofree char *text = desk_format_speed (self->speed);
  const char *words = isinf (self->speed) ? "As fast as possible" : text;

  gtk_label_set_label (self->label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
}

static void
on_value_changed (DeskSpeed *self)
{
  double speed = desk_speed_from_place (gtk_range_get_value (GTK_RANGE (self->scale)));

  self->chosen_at = g_get_monotonic_time ();
  if (speed == self->speed)
    return;

  self->speed = speed;
  show_speed (self);
  g_signal_emit (self, signals[CHOSEN], 0, speed);
}

static void
add_mark (DeskSpeed *self,
          double     speed)
{
  g_autofree char *text = desk_format_speed (speed);

  gtk_scale_add_mark (self->scale, desk_speed_to_place (speed), GTK_POS_BOTTOM, text);
}

static void
desk_speed_class_init (DeskSpeedClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHOSEN] = g_signal_new ("chosen", DESK_TYPE_SPEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/daytraderai/DayTrader/parts/desk-speed.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskSpeed, label);
  gtk_widget_class_bind_template_child (widget_class, DeskSpeed, scale);
  gtk_widget_class_bind_template_callback (widget_class, on_value_changed);
}

static void
desk_speed_init (DeskSpeed *self)
{
  static const double marks[] = { 1., 10., 60., 600., HUGE_VAL };

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    add_mark (self, marks[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Replay speed", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Speed", -1);
  self->speed = 1.;
  show_speed (self);
}

void
desk_speed_set_speed (DeskSpeed *self,
                      double     speed)
{
  g_return_if_fail (DESK_IS_SPEED (self));

  if (!(speed > 0.) || speed == self->speed
      || g_get_monotonic_time () < self->chosen_at + HOLD_US)
    return;

  self->speed = speed >= SPEED_MAX ? HUGE_VAL : speed;
  g_signal_handlers_block_by_func (self->scale, on_value_changed, self);
  gtk_range_set_value (GTK_RANGE (self->scale), desk_speed_to_place (self->speed));
  g_signal_handlers_unblock_by_func (self->scale, on_value_changed, self);
  show_speed (self);
}

double
desk_speed_get_speed (DeskSpeed *self)
{
  g_return_val_if_fail (DESK_IS_SPEED (self), 1.);

  return self->speed;
}
