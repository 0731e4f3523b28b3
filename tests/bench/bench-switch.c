/* bench-switch.c - milliseconds from one page to the next, until it is painted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-switch [--at-once] [ROUNDS [PAGE...]]
 *
 * The first time is that of a person who has looked at another page for some seconds, in which the
 * pages were made; --at-once: of one who comes before.
 */

#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "desk-window-private.h"

#include "../desk/base/session-steps.h"

#define MOST_ROUNDS 50

typedef struct
{
  DeskSession  *session;
  DeskSettings *settings;
  DeskWindow   *window;
  guint         n_rounds;
  gboolean      at_once;
} Bench;

static gboolean painted;
static double made;          /* milliseconds of own work in which the page was made */
static double worked;        /* of own work until it was painted */

static double
own_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static void
on_after_paint (GdkFrameClock *clock,
                gpointer       data)
{
  painted = TRUE;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* On the clock of the wall, from the call to the end of the first frame after it: size, snapshot
 * and rendering in software are in it, and the wait for the frame, up to 16 ms. */
static double
measure (Bench      *bench,
         GtkWidget  *widget,
         const char *page,
         gboolean    out)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), NULL);
  gint64 start = g_get_monotonic_time ();
  double own = own_time ();

  painted = FALSE;
  if (out)
    desk_window_detach (bench->window, page);
  else if (desk_window_is_detached (bench->window, page))
    desk_window_attach (bench->window, page);
  else
    {
      desk_window_ensure_page (bench->window, page);
      made = own_time () - own;
      desk_window_show_page (bench->window, page);
    }
  gtk_widget_queue_draw (widget);
  wait_for (painted);
  worked = own_time () - own;
  g_signal_handler_disconnect (clock, handler);

  return (g_get_monotonic_time () - start) / 1000.;
}

static void
settle (void)
{
  gint64 end = g_get_monotonic_time () + 120 * 1000;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

static void
print (double *times,
       guint   n)
{
  double first = times[0];

  qsort (times, n, sizeof *times, compare);
  g_print (" %8.1f %8.1f %8.1f", first, times[n / 2], times[n - 1]);
}

static void
bench_page (Bench      *bench,
            const char *page,
            const char *what)
{
  double times[MOST_ROUNDS], work[MOST_ROUNDS], first_made = 0.;
  const char *away = g_str_equal (page, "overview") ? "activity" : "overview";

  for (guint i = 0; i < bench->n_rounds; i++)
    {
      desk_window_show_page (bench->window, away);
      settle ();
      times[i] = measure (bench, GTK_WIDGET (bench->window), page, FALSE);
      work[i] = worked;
      first_made = i == 0 ? made : first_made;
      settle ();
    }
  g_print ("%-25s", what);
  print (times, bench->n_rounds);
  print (work, bench->n_rounds);
  g_print (" %8.1f\n", first_made);
}

static void
bench_detach (Bench *bench)
{
  double out[MOST_ROUNDS], back[MOST_ROUNDS];

  desk_window_show_page (bench->window, "chart");
  settle ();
  for (guint i = 0; i < bench->n_rounds; i++)
    {
      out[i] = measure (bench, GTK_WIDGET (bench->window), "chart", TRUE);
      settle ();
      back[i] = measure (bench, GTK_WIDGET (bench->window), "chart", FALSE);
      settle ();
    }
  g_print ("four charts into a window");
  print (out, bench->n_rounds);
  g_print ("\n%-25s", "and back");
  print (back, bench->n_rounds);
  g_print ("\n");
}

static void
open_bench (Bench      *bench,
            const char *folder)
{
  g_autofree char *ini = g_build_filename (folder, "settings.ini", NULL);
  g_autoptr(GError) error = NULL;
  AdwApplication *application = adw_application_new (DT_APPLICATION_ID,
                                                     G_APPLICATION_NON_UNIQUE);

  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  bench->session = desk_session_new (folder);
  bench->settings = desk_settings_new (ini);
  bench->window = desk_window_new (GTK_APPLICATION (application), bench->session,
                                   bench->settings);
  desk_window_set_start (bench->window, "minute", 600.);
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1600, 950);
  gtk_window_present (GTK_WINDOW (bench->window));
  assert_ready (bench->session);
  wait_for (desk_session_get_clock (bench->session)->step > 60);
  if (!bench->at_once)
    wait_for (desk_window_is_all_made (bench->window));
  desk_session_do (bench->session, "run.pause", NULL);
}

static gboolean
is_wanted (const char  *page,
           int          argc,
           char       **argv)
{
  for (int i = 2; i < argc; i++)
    if (g_str_equal (argv[i], page))
      return TRUE;

  return argc <= 2;
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { .at_once = argc > 1 && g_str_equal (argv[1], "--at-once") };
  g_autofree char *folder = make_folder ();
  guint n;
  const DeskPageRow *pages = desk_page_list (&n);

  argc -= bench.at_once;
  argv += bench.at_once;
  bench.n_rounds = argc > 1 ? CLAMP (atoi (argv[1]), 1, MOST_ROUNDS) : 15;
  adw_init ();
  open_bench (&bench, folder);
  setlinebuf (stdout);
  g_print ("%-25s %26s %26s\n", "page switch, 1600 × 950", "ms on the wall", "ms of own work");
  g_print ("%-25s %8s %8s %8s %8s %8s %8s %8s\n", "", "first", "median", "worst", "first",
           "median", "worst", "making");
  for (guint i = 0; i < n; i++)
    if (is_wanted (pages[i].name, argc, argv))
      bench_page (&bench, pages[i].name, pages[i].name);
  if (argc <= 2)
    {
      desk_settings_set (bench.settings, "chart.cells", g_variant_new_string ("4"));
      bench_page (&bench, "chart", "chart, four of them");
      bench_detach (&bench);
    }

  gtk_window_destroy (GTK_WINDOW (bench.window));
  desk_session_close (bench.session);
  desk_session_wait_closed (bench.session);
  g_object_unref (bench.session);
  desk_settings_save (bench.settings);
  g_object_unref (bench.settings);
  remove_folder (folder);

  return 0;
}
