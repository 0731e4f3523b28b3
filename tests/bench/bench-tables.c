/* bench-tables.c - what long and lively tables cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <adwaita.h>

#include "dt-random.h"

#include "desk-note-row.h"
#include "desk-note.h"
#include "desk-quote-columns.h"
#include "desk-quote.h"
#include "desk-table.h"
#include "desk-trip-columns.h"
#include "desk-trip.h"
#include "desk-watchdog.h"

/* Usage: with-display bench-tables [SECONDS]
 *
 * 10,000 trades and 100,000 notes are scrolled through, 100 quotes change 10 times a second for
 * SECONDS (10; 600 is what is asked for). Milliseconds of the main thread's own work between the
 * begin of a frame and its end, software rendering left to the display aside; MB that belong to the
 * process alone. */

#define N_TRIPS     10000
#define N_NOTES     100000
#define N_QUOTES    100
#define TICK_MS     100
#define N_SCROLLS   120
#define WIDTH       1600
#define HEIGHT      900
/* A frame that takes longer is seen. */
#define FRAME_LIMIT 33.

/* Own work a frame. */
typedef struct
{
  GArray *frames;      /* of double, milliseconds */
  double  began;
} Frames;

static double
own_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static void
before_paint (GdkFrameClock *clock,
              Frames        *frames)
{
  frames->began = own_time ();
}

static void
after_paint (GdkFrameClock *clock,
             Frames        *frames)
{
  double took = own_time () - frames->began;

  if (frames->began > 0.)
    g_array_append_val (frames->frames, took);
}

static double
private_memory (void)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  double sum = 0.;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return NAN;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "Private_"))
      sum += g_ascii_strtod (strchr (lines[i], ':') + 1, NULL);

  return sum / 1024.;
}

static void
run_for (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print (const char *what,
       GArray     *frames)
{
  guint n = frames->len, n_long = 0;

  if (n == 0)
    {
      g_print ("%-42s no frames\n", what);
      return;
    }
  g_array_sort (frames, compare);
  for (guint i = 0; i < n; i++)
    n_long += g_array_index (frames, double, i) > FRAME_LIMIT;
  g_print ("%-42s %6u %8.2f %8.2f %8.2f %6u\n", what, n, g_array_index (frames, double, n / 2),
           g_array_index (frames, double, n * 99 / 100), g_array_index (frames, double, n - 1),
           n_long);
}

typedef struct
{
  GtkWidget     *window;
  GtkAdjustment *adjustment;
  Frames         frames;
} Bench;

static void
open_bench (Bench     *bench,
            GtkWidget *view)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GdkFrameClock *clock;

  bench->window = adw_window_new ();
  bench->frames = (Frames) { g_array_new (FALSE, FALSE, sizeof (double)), 0. };
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  adw_window_set_content (ADW_WINDOW (bench->window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (bench->window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (bench->window));
  clock = gtk_widget_get_frame_clock (bench->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint), &bench->frames);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint), &bench->frames);
  run_for (1.);
  bench->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  g_array_set_size (bench->frames.frames, 0);
}

static void
close_bench (Bench *bench)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);

  g_signal_handlers_disconnect_by_data (clock, &bench->frames);
  gtk_window_destroy (GTK_WINDOW (bench->window));
  g_array_unref (bench->frames.frames);
}

/* Half a page a frame all the way, and jumps, after which nothing is where it was. */
static void
scroll (Bench      *bench,
        const char *what)
{
  double upper = gtk_adjustment_get_upper (bench->adjustment);
  g_autofree char *jumps = g_strconcat (what, ", jumps", NULL);
  DtRandom random;

  for (guint i = 0; i < N_SCROLLS; i++)
    {
      gtk_adjustment_set_value (bench->adjustment, i * HEIGHT / 2.);
      run_for (.02);
    }
  print (what, bench->frames.frames);
  g_array_set_size (bench->frames.frames, 0);

  dt_random_init (&random, 7);
  for (guint i = 0; i < N_SCROLLS; i++)
    {
      gtk_adjustment_set_value (bench->adjustment, upper * dt_random_uniform (&random));
      run_for (.02);
    }
  print (jumps, bench->frames.frames);
}

static void
bench_trips (void)
{
  GListStore *trips = g_list_store_new (DESK_TYPE_TRIP);
  GtkSingleSelection *selection;
  GtkWidget *view = gtk_column_view_new (NULL);
  GtkSortListModel *sorted;
  DtRandom random;
  Bench bench;

  dt_random_init (&random, 1);
  for (guint i = 0; i < N_TRIPS; i++)
    {
      DeskTripState state = {
        .number = i + 1, .symbol = (char *) "AAPL", .strategy = (char *) "EMA crossover",
        .exit_reason = (char *) "trail", .quantity = DT_UNITS (100 + i % 900),
        .entry_time = dt_time_from_new_york (dt_date_new (2015, 1, 2) + (DtDate) i / 10,
                                             570 * DT_MINUTE),
        .entry = 100000000 + i * 1000, .exit = 101000000 + i * 1000,
        .profit = (DtMoney) (dt_random_normal (&random) * 5e7), .r_multiple = 1.2,
        .profit_fraction = .01, .mae = -.01, .mfe = .02,
      };
      g_autoptr(DeskTrip) trip = NULL;

      state.exit_time = state.entry_time + DT_HOUR;
      trip = desk_trip_new (&state);
      g_list_store_append (trips, trip);
    }
  desk_trip_columns_add (GTK_COLUMN_VIEW (view));
  desk_table_set_room (GTK_COLUMN_VIEW (view), DESK_ROOM_WIDE);
  sorted = gtk_sort_list_model_new (
    G_LIST_MODEL (trips), g_object_ref (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (view))));
  selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_column_view_set_model (GTK_COLUMN_VIEW (view), GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  gtk_widget_add_css_class (view, "data-table");
  open_bench (&bench, view);
  scroll (&bench, "10,000 trades, scrolled");
  close_bench (&bench);
}

static void
set_up_note (GtkSignalListItemFactory *factory,
             GtkListItem              *item)
{
  gtk_list_item_set_child (item, desk_note_row_new (3));
}

static void
bind_note (GtkSignalListItemFactory *factory,
           GtkListItem              *item)
{
  desk_note_row_set_note (DESK_NOTE_ROW (gtk_list_item_get_child (item)),
                          gtk_list_item_get_item (item));
}

static void
bench_notes (void)
{
  GListStore *notes = g_list_store_new (DESK_TYPE_NOTE);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *view;
  Bench bench;

  for (guint i = 0; i < N_NOTES; i++)
    {
      g_autofree char *text =
        g_strdup_printf ("Stop moved from %u.10 to %u.20: it trails the best price since entry",
                         i % 300, i % 300);

      g_ptr_array_add (all, desk_note_new (i + 1, i * DT_MINUTE, "stop-move", "AAPL", text));
    }
  g_list_store_splice (notes, 0, 0, all->pdata, all->len);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_note), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_note), NULL);
  view = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (notes))),
                            factory);
  open_bench (&bench, view);
  scroll (&bench, "100,000 notes, scrolled");
  close_bench (&bench);
}

typedef struct
{
  GPtrArray *quotes;
  DtRandom   random;
  DtTime     time;
} Market;

static gboolean
tick (gpointer data)
{
  Market *market = data;

  market->time += DT_SECOND;
  for (guint i = 0; i < market->quotes->len; i++)
    {
      DeskQuote *quote = market->quotes->pdata[i];
      DeskQuoteState state = *desk_quote_get_state (quote);

      state.last *= exp (.0005 * dt_random_normal (&market->random));
      state.high = MAX (state.high, state.last);
      state.low = MIN (state.low, state.last);
      state.volume += dt_random_below (&market->random, 1000);
      state.time = market->time;
      desk_quote_update (quote, &state);
    }

  return G_SOURCE_CONTINUE;
}

static GListStore *
make_quotes (Market *market)
{
  GListStore *list = g_list_store_new (DESK_TYPE_QUOTE);

  *market = (Market) { .quotes = g_ptr_array_new_with_free_func (g_object_unref) };
  dt_random_init (&market->random, 3);
  for (guint i = 0; i < N_QUOTES; i++)
    {
      g_autofree char *symbol = g_strdup_printf ("S%02u", i);
      DeskQuote *quote = desk_quote_new (symbol, "Some Company Inc.", "Energy", 0);
      DeskQuoteState state = { .last = 50. + i, .prior_close = 50. + i, .volume = 1e6,
                               .open = 50. + i, .high = 50. + i, .low = 50. + i,
                               .usual_volume = 1e6, .time = 1 };

      desk_quote_update (quote, &state);
      g_ptr_array_add (market->quotes, quote);
      g_list_store_append (list, quote);
    }

  return list;
}

static void
bench_ticks (double seconds)
{
  GtkWidget *view = gtk_column_view_new (NULL);
  GtkSelectionModel *selection;
  double before, after;
  g_autofree char *turns = NULL;
  Market market;
  Bench bench;
  guint timer;

  desk_quote_columns_add (GTK_COLUMN_VIEW (view));
  desk_table_set_room (GTK_COLUMN_VIEW (view), DESK_ROOM_WIDE);
  selection = GTK_SELECTION_MODEL (
    gtk_single_selection_new (G_LIST_MODEL (gtk_sort_list_model_new (
      G_LIST_MODEL (make_quotes (&market)),
      g_object_ref (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (view)))))));
  gtk_column_view_set_model (GTK_COLUMN_VIEW (view), selection);
  g_object_unref (selection);
  gtk_widget_add_css_class (view, "data-table");
  open_bench (&bench, view);
  timer = g_timeout_add (TICK_MS, tick, &market);
  run_for (2.);
  g_array_set_size (bench.frames.frames, 0);
  desk_watchdog_reset ();
  before = private_memory ();
  run_for (seconds);
  after = private_memory ();
  g_source_remove (timer);
  print ("100 quotes, 10 times a second", bench.frames.frames);
  turns = desk_watchdog_describe ();
  g_print ("%s\n", turns);
  g_print ("private memory %.1f MB before, %.1f MB after %.0f s\n", before, after, seconds);
  close_bench (&bench);
  g_ptr_array_unref (market.quotes);
}

int
main (int    argc,
      char **argv)
{
  double seconds = argc > 1 ? g_ascii_strtod (argv[1], NULL) : 10.;

  adw_init ();
  desk_watchdog_start ();
  g_print ("%-42s %6s %8s %8s %8s %6s\n", "ms of own work a frame", "frames", "median", "99 %",
           "most", "> 33");
  bench_trips ();
  bench_notes ();
  bench_ticks (seconds);

  return 0;
}
