/* bench-chart.c - milliseconds to draw a million bars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <time.h>

#include <adwaita.h>

#include "dt-random.h"

#include "desk-chart.h"

#define N_BARS   1000000
#define WIDTH    1600
#define HEIGHT   900
#define SEED     20190211
#define N_PANS   24         /* at each zoom */
#define N_ROUNDS 9          /* of what is drawn for the first time */
#define ZOOM     1.5

typedef struct
{
  GArray *snapshots;        /* milliseconds, of double */
  GArray *frames;
} Times;

/* Of this thread, which does all of the work: others on the machine do not change the figures. */
static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

/* Minutes of New York's sessions, weekends left out. */
static DtBarSeries *
make_series (void)
{
  DtBarSeries *series = dt_bar_series_new ("WALK", DT_TIMEFRAME_MINUTE, N_BARS);
  DtDate date = dt_date_new (2000, 1, 3);
  DtRandom random;
  double close = 100.;

  dt_random_init (&random, SEED);
  for (gsize i = 0, minute = 0; i < N_BARS; i++, minute = (minute + 1) % 390)
    {
      double open = close;
      DtBar bar = { 0 };

      if (minute == 0 && i > 0)
        date += dt_date_get_weekday (date) == 5 ? 3 : 1;

      close *= exp (.0008 * dt_random_normal (&random));
      bar.time = dt_time_from_new_york (date, (570 + (gint64) minute) * DT_MINUTE);
      bar.open = open;
      bar.close = close;
      bar.high = MAX (open, close) * (1 + .0003 * dt_random_uniform (&random));
      bar.low = MIN (open, close) * (1 - .0003 * dt_random_uniform (&random));
      bar.volume = floor (1e4 * exp (.6 * dt_random_normal (&random)));
      dt_bar_series_append (series, &bar, bar.time + DT_MINUTE);
    }

  return series;
}

static GskRenderNode *
take_snapshot (GtkWidget *chart)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (chart)->snapshot (chart, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
draw_frame (GtkWidget   *chart,
            GskRenderer *renderer,
            Times       *times)
{
  graphene_rect_t viewport = GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT);
  double start = now (), drawn, shown;
  GskRenderNode *node = take_snapshot (chart);
  GdkTexture *texture;

  drawn = now () - start;
  texture = gsk_renderer_render_texture (renderer, node, &viewport);
  shown = now () - start;

  if (times != NULL)
    {
      g_array_append_val (times->snapshots, drawn);
      g_array_append_val (times->frames, shown);
    }
  g_object_unref (texture);
  gsk_render_node_unref (node);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_times (const char *what,
             GArray     *times)
{
  g_array_sort (times, compare);
  g_print ("%-38s %9.2f %9.2f %9.2f\n", what, g_array_index (times, double, times->len / 2),
           g_array_index (times, double, times->len * 99 / 100),
           g_array_index (times, double, times->len - 1));
  g_array_set_size (times, 0);
}

static GtkWidget *
show_chart (GtkWindow *window)
{
  GtkWidget *chart = desk_chart_new ();
  int minimum;

  gtk_window_set_child (window, chart);
  gtk_widget_measure (chart, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (chart, WIDTH, HEIGHT, -1, NULL);
  return chart;
}

static void
add_overlays (GtkWidget *chart)
{
  g_autoptr(GError) error = NULL;

  if (!desk_chart_add_indicator (DESK_CHART (chart), "ema(9)", &error)
      || !desk_chart_add_indicator (DESK_CHART (chart), "ema(21)", &error))
    g_error ("%s", error->message);
}

/* What a busy screen has: seven lines and a histogram more than the candles. */
static void
add_many (GtkWidget *chart)
{
  static const char *const calls[] = { "ema(9)", "ema(21)", "bollinger(20, 2)", "rsi(14)",
                                       "macd(12, 26, 9)" };
  g_autoptr(GError) error = NULL;

  desk_chart_clear_indicators (DESK_CHART (chart));
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    if (!desk_chart_add_indicator (DESK_CHART (chart), calls[i], &error))
      g_error ("%s", error->message);
}

/* A new chart each time: pyramids, overlays and layers are computed from nothing. */
static void
bench_first (GtkWindow   *window,
             DtBarSeries *series,
             void       (*add) (GtkWidget *chart),
             gboolean     all,
             Times       *times,
             const char  *what)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      GtkWidget *chart = show_chart (window);
      double start = now (), taken;

      if (add != NULL)
        add (chart);
      desk_chart_set_series (DESK_CHART (chart), series, N_BARS);
      if (all)
        desk_chart_show_all (DESK_CHART (chart));
      gsk_render_node_unref (take_snapshot (chart));
      taken = now () - start;
      g_array_append_val (times->snapshots, taken);
    }

  print_times (what, times->snapshots);
}

static double
median (const GArray *times)
{
  g_autoptr(GArray) sorted = g_array_copy ((GArray *) times);

  g_array_sort (sorted, compare);
  return g_array_index (sorted, double, sorted->len / 2);
}

static void
pan_about (GtkWidget   *chart,
           GskRenderer *renderer,
           double       span,
           Times       *times)
{
  desk_chart_set_range (DESK_CHART (chart), N_BARS - 1 - span, N_BARS - 1);
  for (guint i = 0; i < N_PANS; i++)
    {
      desk_chart_pan (DESK_CHART (chart), -span * (.01 + .003 * i));
      draw_frame (chart, renderer, times);
    }
}

/* From 25 bars to all of them; at each zoom the view is panned by fractions of it. */
static void
bench_zooms (GtkWidget   *chart,
             GskRenderer *renderer,
             Times       *all,
             const char  *what)
{
  g_autofree char *snapshots = g_strdup_printf ("%s: snapshot", what);
  g_autofree char *frames = g_strdup_printf ("%s: frame", what);
  double snapshot = 0., frame = 0.;

  draw_frame (chart, renderer, NULL);
  for (double bars = 25; bars < N_BARS * 1.5; bars *= ZOOM)
    {
      Times times = { g_array_new (FALSE, FALSE, sizeof (double)),
                      g_array_new (FALSE, FALSE, sizeof (double)) };

      pan_about (chart, renderer, MIN (bars, N_BARS - 1), &times);
      snapshot = MAX (snapshot, median (times.snapshots));
      frame = MAX (frame, median (times.frames));
      g_array_append_vals (all->snapshots, times.snapshots->data, times.snapshots->len);
      g_array_append_vals (all->frames, times.frames->data, times.frames->len);
      g_array_unref (times.snapshots);
      g_array_unref (times.frames);
    }

  print_times (snapshots, all->snapshots);
  print_times (frames, all->frames);
  g_print ("%-38s %9.2f %9.2f\n", "  medians at the slowest zoom", snapshot, frame);
}

static void
bench_ticks (GtkWidget   *chart,
             GskRenderer *renderer,
             Times       *times)
{
  desk_chart_set_n_known (DESK_CHART (chart), N_BARS / 2);
  desk_chart_set_range (DESK_CHART (chart), N_BARS / 2 - 300, N_BARS / 2);
  /* Bars fewer than before are a replay that went back, for which all is computed anew */
  draw_frame (chart, renderer, NULL);
  for (guint i = 1; i <= 200; i++)
    {
      desk_chart_set_n_known (DESK_CHART (chart), N_BARS / 2 + i);
      draw_frame (chart, renderer, times);
    }
  print_times ("a bar more, followed: snapshot", times->snapshots);
  print_times ("a bar more, followed: frame", times->frames);
}

/* A page with four of them, each with what a busy screen has: one bar more on all. */
static void
bench_four (GtkWindow   *window,
            DtBarSeries *series,
            Times       *times)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *charts[4];
  int minimum;

  gtk_window_set_child (window, box);
  for (guint k = 0; k < 4; k++)
    {
      charts[k] = desk_chart_new ();
      gtk_box_append (GTK_BOX (box), charts[k]);
      gtk_widget_measure (charts[k], GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_allocate (charts[k], WIDTH / 2, HEIGHT / 2, -1, NULL);
      add_many (charts[k]);
      desk_chart_set_series (DESK_CHART (charts[k]), series, N_BARS / 2);
      gsk_render_node_unref (take_snapshot (charts[k]));
    }

  for (guint i = 1; i <= 200; i++)
    {
      double start = now (), taken;

      for (guint k = 0; k < 4; k++)
        {
          desk_chart_set_n_known (DESK_CHART (charts[k]), N_BARS / 2 + i);
          gsk_render_node_unref (take_snapshot (charts[k]));
        }
      taken = now () - start;
      g_array_append_val (times->snapshots, taken);
    }
  print_times ("a bar more on four charts: snapshots", times->snapshots);
}

/* Nothing changed but the live layer. */
static void
bench_still (GtkWidget   *chart,
             GskRenderer *renderer,
             Times       *times)
{
  for (guint i = 0; i < 200; i++)
    draw_frame (chart, renderer, times);
  print_times ("live layer only: snapshot", times->snapshots);
  print_times ("live layer only: frame, all of it", times->frames);
}

int
main (void)
{
  g_autoptr(DtBarSeries) series = make_series ();
  g_autoptr(GskRenderer) renderer = gsk_cairo_renderer_new ();
  g_autoptr(GError) error = NULL;
  Times times = { g_array_new (FALSE, FALSE, sizeof (double)),
                  g_array_new (FALSE, FALSE, sizeof (double)) };
  GtkWindow *window;
  GtkWidget *chart;

  adw_init ();
  if (!gsk_renderer_realize (renderer, NULL, &error))
    g_error ("%s", error->message);

  window = GTK_WINDOW (gtk_window_new ());
  g_print ("%d bars, %d × %d pixels, milliseconds\n", N_BARS, WIDTH, HEIGHT);
  g_print ("%-38s %9s %9s %9s\n", "", "median", "99 %", "worst");

  bench_first (window, series, NULL, FALSE, &times, "first draw, last bars");
  bench_first (window, series, NULL, TRUE, &times, "first draw, all bars");
  bench_first (window, series, add_overlays, TRUE, &times,
               "first draw, all bars, two averages");
  bench_first (window, series, add_many, TRUE, &times, "first draw, three overlays, two panes");

  chart = show_chart (window);
  desk_chart_set_series (DESK_CHART (chart), series, N_BARS);
  bench_zooms (chart, renderer, &times, "panning");
  add_overlays (chart);
  bench_zooms (chart, renderer, &times, "panning, two averages");
  add_many (chart);
  bench_zooms (chart, renderer, &times, "panning, three overlays, two panes");
  bench_ticks (chart, renderer, &times);
  bench_still (chart, renderer, &times);
  bench_four (window, series, &times);

  gsk_renderer_unrealize (renderer);
  gtk_window_destroy (window);
  g_array_unref (times.snapshots);
  g_array_unref (times.frames);
  return 0;
}
