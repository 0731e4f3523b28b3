/* test-stat.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-stat.h"

static int
natural_width (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
test_width (void)
{
  g_autoptr(GtkWidget) widget = g_object_ref_sink (desk_stat_new ("Equity", "Cash and positions"));
  DeskStat *stat = DESK_STAT (widget);
  int width;

  desk_stat_set_value (stat, "100,250.10", DESK_TONE_PLAIN);
  desk_stat_set_detail (stat, "+0.25 % today", DESK_TONE_UP);
  width = natural_width (widget);
  g_assert_cmpint (width, >, 0);

  desk_stat_set_value (stat, "111,111.11", DESK_TONE_PLAIN);
  g_assert_cmpint (natural_width (widget), ==, width);
  desk_stat_set_value (stat, "9.00", DESK_TONE_DOWN);
  desk_stat_set_detail (stat, NULL, DESK_TONE_PLAIN);
  g_assert_cmpint (natural_width (widget), ==, width);
  desk_stat_set_value (stat, "100,000,250.10", DESK_TONE_PLAIN);
  g_assert_cmpint (natural_width (widget), >=, width);
}

static void
test_name (void)
{
  g_autoptr(GtkWidget) widget = g_object_ref_sink (desk_stat_new ("Equity", "Cash and positions"));
  g_autofree char *wrong = NULL;

  desk_stat_set_value (DESK_STAT (widget), "100,250.10", DESK_TONE_UP);
  desk_stat_set_detail (DESK_STAT (widget), "+0.25 % today", DESK_TONE_UP);

  gtk_test_accessible_assert_role (widget, GTK_ACCESSIBLE_ROLE_GROUP);
  wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                              GTK_ACCESSIBLE_PROPERTY_LABEL, "Equity: 100,250.10");
  g_assert_null (wrong);
  wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                              GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                              "+0.25 % today");
  g_assert_null (wrong);
}

static void
test_properties (void)
{
  g_autoptr(GtkWidget) widget = g_object_ref_sink (g_object_new (DESK_TYPE_STAT, NULL));
  g_autofree char *title = NULL, *explanation = NULL;

  g_object_set (widget, "title", "Cash", "explanation", "What is not invested", NULL);
  g_object_get (widget, "title", &title, "explanation", &explanation, NULL);
  g_assert_cmpstr (title, ==, "Cash");
  g_assert_cmpstr (explanation, ==, "What is not invested");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/stat/width", test_width);
  g_test_add_func ("/stat/name", test_name);
  g_test_add_func ("/stat/properties", test_properties);

  return g_test_run ();
}
