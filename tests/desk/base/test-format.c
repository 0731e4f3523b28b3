/* test-format.c - figures as people read them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <locale.h>
#include <math.h>

#include <glib.h>

#include "desk-format.h"

/* The text is right, and freed. */
#define assert_text(call, expected) \
  G_STMT_START { \
    g_autofree char *text_ = call; \
    g_assert_cmpstr (text_, ==, expected); \
  } G_STMT_END

static void
test_money (void)
{
  assert_text (desk_format_money (DT_DOLLARS (100250) + 100000), "100,250.10");
  assert_text (desk_format_money (-DT_DOLLARS (80)), "−80.00");
  assert_text (desk_format_money (DT_DOLLARS (999)), "999.00");
  assert_text (desk_format_money (DT_DOLLARS (1234567)), "1,234,567.00");
  assert_text (desk_format_money (DT_MONEY_NONE), "–");
  /* 9,223,372,036,854.775807 is the most that there is */
  assert_text (desk_format_money (G_MAXINT64), "9,223,372,036,854.78");
  assert_text (desk_format_money (-G_MAXINT64), "−9,223,372,036,854.78");
  assert_text (desk_format_money (999995000), "1,000.00");
  assert_text (desk_format_money (-4999), "0.00");
  assert_text (desk_format_money (-5000), "−0.01");
}

static void
test_profit (void)
{
  assert_text (desk_format_profit (DT_DOLLARS (1250) + 100000), "+$1,250.10");
  assert_text (desk_format_profit (-DT_DOLLARS (80)), "−$80.00");
  assert_text (desk_format_profit (0), "$0.00");
  assert_text (desk_format_profit (-1), "$0.00");
  assert_text (desk_format_profit (DT_MONEY_NONE), "–");
}

static void
test_numbers (void)
{
  assert_text (desk_format_price (172.314), "172.31");
  assert_text (desk_format_price (0.0375), "0.0375");
  assert_text (desk_format_price (0.), "0.00");
  assert_text (desk_format_price (4321.), "4,321.00");
  assert_text (desk_format_price (NAN), "–");
  assert_text (desk_format_price (INFINITY), "–");
  assert_text (desk_format_quantity (DT_UNITS (1200)), "1,200");
  assert_text (desk_format_quantity (-DT_UNITS (1200)), "−1,200");
  assert_text (desk_format_quantity (DT_QUANTITY_SCALE / 2), "0.5");
  assert_text (desk_format_percent (0.0123), "1.23 %");
  assert_text (desk_format_percent (-0.0123), "−1.23 %");
  assert_text (desk_format_figure ("-6.44 %"), "−6.44 %");
  assert_text (desk_format_figure ("93,562.10"), "93,562.10");
  assert_text (desk_format_figure ("-"), "–");
  assert_text (desk_format_figure (""), "");
  assert_text (desk_format_signed_percent (0.0123), "+1.23 %");
  assert_text (desk_format_signed_percent (0.), "0.00 %");
  assert_text (desk_format_signed_percent (-0.00001), "0.00 %");
  assert_text (desk_format_percent (NAN), "–");
}

static void
test_large (void)
{
  assert_text (desk_format_large (0.), "0");
  assert_text (desk_format_large (950.), "950");
  assert_text (desk_format_large (1234.), "1.2 K");
  assert_text (desk_format_large (1234567.), "1.2 M");
  assert_text (desk_format_large (999960.), "1.0 M");
  assert_text (desk_format_large (-2.5e9), "−2.5 B");
  assert_text (desk_format_large (7e12), "7.0 T");
  assert_text (desk_format_large (7.5e15), "7,500.0 T");
  assert_text (desk_format_large (NAN), "–");
}

static void
test_speed (void)
{
  assert_text (desk_format_speed (60.), "60×");
  assert_text (desk_format_speed (1.5), "1.5×");
  assert_text (desk_format_speed (3600.), "3,600×");
  assert_text (desk_format_speed (INFINITY), "max");
  assert_text (desk_format_speed (G_MAXDOUBLE), "max");
  assert_text (desk_format_speed (0.), "paused");
}

/* 2019-02-11 was a Monday; New York was five hours behind. */
static void
test_time (void)
{
  DtTime time;

  g_assert_true (dt_time_parse ("2019-02-11T14:31:05Z", &time));
  assert_text (desk_format_time (time, DESK_TIME_CLOCK), "09:31:05");
  assert_text (desk_format_time (time, DESK_TIME_MINUTE), "09:31");
  assert_text (desk_format_time (time, DESK_TIME_DATE), "11 Feb 2019");
  assert_text (desk_format_time (time, DESK_TIME_FULL), "Mon 11 Feb 2019, 09:31:05 New York");
  assert_text (desk_format_time (DT_TIME_NONE, DESK_TIME_FULL), "–");
  assert_text (desk_format_local_time (time), "Mon 11 Feb 2019, 23:31:05 JST");
  assert_text (desk_format_local_time (DT_TIME_NONE), "–");
  assert_text (desk_format_time (-1, DESK_TIME_FULL), "Wed 31 Dec 1969, 18:59:59 New York");
  assert_text (desk_format_local_time (-1), "Thu 1 Jan 1970, 08:59:59 JST");

  /* Daylight saving: four hours */
  g_assert_true (dt_time_parse ("2019-07-01T13:30:00Z", &time));
  assert_text (desk_format_time (time, DESK_TIME_MINUTE), "09:30");
}

/* The extremes of everything give a text, not a crash. */
static void
test_extremes (void)
{
  const double numbers[] = { G_MAXDOUBLE, -G_MAXDOUBLE, G_MINDOUBLE, -INFINITY, 1e22 };
  const gint64 integers[] = { G_MAXINT64, G_MININT64 + 1, G_MININT64, 1, -1 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_free (desk_format_price (numbers[i]));
      g_free (desk_format_percent (numbers[i]));
      g_free (desk_format_large (numbers[i]));
      g_free (desk_format_speed (numbers[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (integers); i++)
    {
      g_free (desk_format_money (integers[i]));
      g_free (desk_format_quantity (integers[i]));
      g_free (desk_format_local_time (integers[i]));
      for (guint style = DESK_TIME_CLOCK; style <= DESK_TIME_FULL; style++)
        g_free (desk_format_time (integers[i], style));
    }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "JST-9", TRUE);
  setlocale (LC_ALL, "C");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/format/money", test_money);
  g_test_add_func ("/desk/format/profit", test_profit);
  g_test_add_func ("/desk/format/numbers", test_numbers);
  g_test_add_func ("/desk/format/large", test_large);
  g_test_add_func ("/desk/format/speed", test_speed);
  g_test_add_func ("/desk/format/time", test_time);
  g_test_add_func ("/desk/format/extremes", test_extremes);

  return g_test_run ();
}
