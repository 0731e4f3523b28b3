/* test-transport.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "desk-go-to.h"
#include "desk-speed.h"
#include "desk-transport.h"

/* A minute of a New York day. */
static DtTime
at (int year,
    int month,
    int day,
    int hour,
    int minute)
{
  return dt_time_from_new_york (dt_date_new (year, month, day),
                                hour * DT_HOUR + minute * DT_MINUTE);
}

static void
test_scale (void)
{
  double before = -1.;

  for (int i = 0; i <= 100; i++)
    {
      double speed = desk_speed_from_place (i / 100.);

      g_assert_cmpfloat (speed, >=, before);
      before = speed;
    }
  g_assert_cmpfloat (desk_speed_from_place (0.), ==, 1.);
  g_assert_true (isinf (desk_speed_from_place (1.)));

  for (guint i = 0; i < 5; i++)
    {
      static const double speeds[] = { 1., 10., 60., 600., 3600. };

      g_assert_cmpfloat (desk_speed_from_place (desk_speed_to_place (speeds[i])), ==, speeds[i]);
    }
}

static void
take_speed (DeskSpeed *control,
            double     speed,
            double    *taken)
{
  *taken = speed;
}

static GtkWidget *
find_child (GtkWidget *widget,
            GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_speed (void)
{
  g_autoptr(DeskSpeed) control = g_object_ref_sink (g_object_new (DESK_TYPE_SPEED, NULL));
  GtkWidget *scale = find_child (GTK_WIDGET (control), GTK_TYPE_SCALE);
  double taken = 0.;

  g_signal_connect (control, "chosen", G_CALLBACK (take_speed), &taken);
  /* What the engine says is not the user's choice */
  desk_speed_set_speed (control, 60.);
  g_assert_cmpfloat (desk_speed_get_speed (control), ==, 60.);
  g_assert_cmpfloat (taken, ==, 0.);
  desk_speed_set_speed (control, NAN);
  g_assert_cmpfloat (desk_speed_get_speed (control), ==, 60.);

  gtk_range_set_value (GTK_RANGE (scale), desk_speed_to_place (600.));
  g_assert_cmpfloat (taken, ==, 600.);
  gtk_range_set_value (GTK_RANGE (scale), 1.);
  g_assert_true (isinf (taken));
  /* Nor does the engine move the scale under the user's hand */
  desk_speed_set_speed (control, 60.);
  g_assert_true (isinf (desk_speed_get_speed (control)));
}

/* 2019: Presidents' Day on 18 February, the day after Thanksgiving is half. */
static void
test_market_state (void)
{
  static const struct
  {
    int         ymd[3], hour, minute;
    const char *state;
  } rows[] = {
    { { 2019, 2, 11 }, 9, 29, "Before the open" },
    { { 2019, 2, 11 }, 9, 30, "Open" },
    { { 2019, 2, 11 }, 15, 59, "Open" },
    { { 2019, 2, 11 }, 16, 0, "Closed" },
    { { 2019, 2, 16 }, 12, 0, "Closed" },
    { { 2019, 2, 18 }, 12, 0, "Closed" },
    { { 2019, 11, 29 }, 12, 59, "Open, half day" },
    { { 2019, 11, 29 }, 13, 0, "Closed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (desk_market_state_describe (at (rows[i].ymd[0], rows[i].ymd[1],
                                                     rows[i].ymd[2], rows[i].hour,
                                                     rows[i].minute)), ==, rows[i].state);
  g_assert_cmpstr (desk_market_state_describe (DT_TIME_NONE), ==, "No market time");
}

static void
test_find_open (void)
{
  g_assert_cmpint (desk_go_to_find_open (dt_date_new (2019, 2, 12)), ==, at (2019, 2, 12, 9, 30));
  /* Saturday, and the holiday after it */
  g_assert_cmpint (desk_go_to_find_open (dt_date_new (2019, 2, 16)), ==, at (2019, 2, 19, 9, 30));
}

static void
take_time (DeskGoTo *go_to,
           gint64    time,
           gint64   *taken)
{
  *taken = time;
}

static void
test_go_to (void)
{
  g_autoptr(DeskGoTo) go_to = g_object_ref_sink (g_object_new (DESK_TYPE_GO_TO, NULL));
  GtkWidget *calendar = find_child (GTK_WIDGET (go_to), GTK_TYPE_CALENDAR);
  GtkWidget *button = gtk_widget_get_last_child (adw_bin_get_child (ADW_BIN (go_to)));
  g_autoptr(GDateTime) day = g_date_time_new_local (2019, 2, 13, 12, 0, 0);
  g_autoptr(GDateTime) outside = g_date_time_new_local (2019, 3, 13, 12, 0, 0);
  gint64 taken = 0;

  g_signal_connect (go_to, "chosen", G_CALLBACK (take_time), &taken);
  g_assert_false (gtk_widget_get_sensitive (button));

  desk_go_to_update (go_to, at (2019, 2, 11, 9, 31), at (2019, 2, 15, 16, 0),
                     at (2019, 2, 12, 10, 0), 0.3);
  gtk_calendar_select_day (GTK_CALENDAR (calendar), outside);
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_calendar_select_day (GTK_CALENDAR (calendar), day);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpint (taken, ==, at (2019, 2, 13, 9, 30));
}

/* Switched back and forth, nothing is lost and nothing leaks. */
static void
test_compact (void)
{
  GtkWidget *transport = g_object_ref_sink (g_object_new (DESK_TYPE_TRANSPORT, NULL));

  for (guint i = 0; i < 4; i++)
    {
      g_object_set (transport, "compact", i % 2 == 0, NULL);
      g_assert_nonnull (find_child (transport, DESK_TYPE_SPEED));
      g_assert_nonnull (find_child (transport, DESK_TYPE_GO_TO));
    }
  g_assert_finalize_object (transport);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/transport/scale", test_scale);
  g_test_add_func ("/transport/speed", test_speed);
  g_test_add_func ("/transport/market-state", test_market_state);
  g_test_add_func ("/transport/find-open", test_find_open);
  g_test_add_func ("/transport/go-to", test_go_to);
  g_test_add_func ("/transport/compact", test_compact);

  return g_test_run ();
}
