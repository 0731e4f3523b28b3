/* bench-heat.c - milliseconds to draw the heatmaps at their largest
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <time.h>

#include <adwaita.h>

#include "dt-random.h"
#include "dt-universe.h"

#include "desk-heat.h"
#include "desk-load-grid.h"
#include "desk-treemap.h"

#define WIDTH      1600
#define HEIGHT     900
#define SEED       505
#define N_SYMBOLS  505
#define N_SESSIONS 260
#define N_TILES    505
#define N_GROUPS   11
#define N_HELD     60
#define N_KINDS    8
#define N_ROUNDS   60

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

static GskRenderNode *
take_snapshot (GtkWidget *widget)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
draw_frame (GtkWidget   *widget,
            GskRenderer *renderer,
            Times       *times)
{
  graphene_rect_t viewport = GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT);
  double start = now (), drawn, shown;
  GskRenderNode *node = take_snapshot (widget);
  GdkTexture *texture;

  drawn = now () - start;
  texture = gsk_renderer_render_texture (renderer, node, &viewport);
  shown = now () - start;
  g_array_append_val (times->snapshots, drawn);
  g_array_append_val (times->frames, shown);
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
print_array (const char *what,
             GArray     *times)
{
  g_array_sort (times, compare);
  g_print ("%-44s %9.2f %9.2f %9.2f\n", what, g_array_index (times, double, times->len / 2),
           g_array_index (times, double, times->len * 99 / 100),
           g_array_index (times, double, times->len - 1));
  g_array_set_size (times, 0);
}

static void
print_times (const char *what,
             Times      *times)
{
  g_autofree char *snapshots = g_strdup_printf ("%s: snapshot", what);
  g_autofree char *frames = g_strdup_printf ("%s: frame", what);

  print_array (snapshots, times->snapshots);
  print_array (frames, times->frames);
}

static void
show (GtkWindow *window,
      GtkWidget *widget)
{
  int minimum;

  gtk_window_set_child (window, widget);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (widget, WIDTH, HEIGHT, -1, NULL);
}

/* Treemap */

typedef struct
{
  DeskTile      tiles[N_TILES];
  DeskTileGroup groups[N_GROUPS];
  char          names[N_TILES][8];
  char          values[N_TILES][16];
  DtRandom      random;
} Market;

static const char *const sectors[N_GROUPS] = {
  "Consumer Discretionary", "Consumer Staples", "Energy", "Financials", "Health Care",
  "Industrials", "Information Technology", "Materials", "Real Estate",
  "Telecommunication Services", "Utilities",
};

/* Sizes as turnovers are: the largest some thousand times the smallest. */
static void
make_market (Market *market)
{
  dt_random_init (&market->random, SEED);
  for (guint i = 0; i < N_GROUPS; i++)
    market->groups[i] = (DeskTileGroup) { sectors[i], "+0.80 %" };
  for (guint i = 0; i < N_TILES; i++)
    {
      g_snprintf (market->names[i], sizeof market->names[i], "S%u", i);
      market->tiles[i] = (DeskTile) {
        .name = market->names[i], .value = market->values[i], .group = i % N_GROUPS,
        .size = exp (1.2 * dt_random_normal (&market->random)), .marked = i % 50 == 0,
      };
    }
}

static void
move_market (Market *market)
{
  for (guint i = 0; i < N_TILES; i++)
    {
      double change = .01 * dt_random_normal (&market->random);

      market->tiles[i].tint = CLAMP (change / .03, -1., 1.);
      g_snprintf (market->values[i], sizeof market->values[i], "%+.2f %%", change * 100.);
    }
}

static void
bench_treemap (GtkWindow   *window,
               GskRenderer *renderer,
               Times       *times)
{
  g_autofree Market *market = g_new0 (Market, 1);
  GtkWidget *map = desk_treemap_new ();

  make_market (market);
  move_market (market);
  show (window, map);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      /* Another size, another layout */
      market->tiles[0].size *= 1.01;
      desk_treemap_set_tiles (DESK_TREEMAP (map), market->groups, N_GROUPS, market->tiles,
                              N_TILES);
      draw_frame (map, renderer, times);
    }
  print_times ("505 tiles laid out", times);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      move_market (market);
      desk_treemap_set_tiles (DESK_TREEMAP (map), market->groups, N_GROUPS, market->tiles,
                              N_TILES);
      draw_frame (map, renderer, times);
    }
  print_times ("505 tiles, all changed", times);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      desk_treemap_set_cursor (DESK_TREEMAP (map), market->names[i * 7 % N_TILES]);
      draw_frame (map, renderer, times);
    }
  print_times ("505 tiles, the cursor moves", times);
}

/* Matrix: eleven factors and noise */

static DtUniverse *
make_universe (void)
{
  g_auto(GStrv) names = g_new0 (char *, N_SYMBOLS + 1);
  DtUniverse *universe;
  DtRandom random;
  double factors[N_GROUPS];

  for (guint i = 0; i < N_SYMBOLS; i++)
    names[i] = g_strdup_printf ("S%03u", i);
  universe = dt_universe_new ((const char *const *) names, N_SESSIONS);
  dt_random_init (&random, SEED);
  for (guint i = 0; i < N_SYMBOLS; i++)
    universe->close[(gsize) i * N_SESSIONS] = 100.;
  for (guint t = 1; t < N_SESSIONS; t++)
    {
      for (guint k = 0; k < N_GROUPS; k++)
        factors[k] = .01 * dt_random_normal (&random);
      for (guint i = 0; i < N_SYMBOLS; i++)
        {
          double *close = universe->close + (gsize) i * N_SESSIONS + t;

          *close = close[-1] * (1. + factors[i % N_GROUPS] + .012 * dt_random_normal (&random));
        }
    }

  return universe;
}

static void
set_matrix (DeskHeat                    *heat,
            const DtUniverse            *universe,
            const DtUniverseCorrelation *correlation)
{
  g_autofree double *values = g_new (double, (gsize) N_SYMBOLS * N_SYMBOLS);
  g_autofree const char **labels = g_new0 (const char *, N_SYMBOLS + 1);
  g_autofree DeskHeatBracket *brackets = g_new0 (DeskHeatBracket, N_SYMBOLS);
  const guint *order = correlation->tree->order;
  DeskHeatTable table = {
    .values = values, .n_x = N_SYMBOLS, .n_y = N_SYMBOLS, .x_labels = labels, .y_labels = labels,
    .x_title = "", .y_title = "", .title = "", .scale = DESK_HEAT_CORRELATION, .is_square = TRUE,
    .brackets = brackets, .n_brackets = N_SYMBOLS - 1,
  };

  for (guint i = 0; i < N_SYMBOLS; i++)
    {
      labels[i] = universe->symbols[order[i]];
      brackets[i] = (DeskHeatBracket) { { i + .5, i + 1.5 }, { 0., 0. }, .5 };
      for (guint j = 0; j < N_SYMBOLS; j++)
        values[(gsize) i * N_SYMBOLS + j] = correlation->r[(gsize) order[i] * N_SYMBOLS
                                                           + order[j]];
    }
  desk_heat_set_table (heat, &table);
}

static void
bench_matrix (GtkWindow   *window,
              GskRenderer *renderer,
              Times       *times)
{
  g_autoptr(DtUniverse) universe = make_universe ();
  g_autoptr(DtUniverseCorrelation) correlation = NULL;
  g_autofree guint *places = g_new (guint, N_SYMBOLS);
  GtkWidget *heat = desk_heat_new ();

  for (guint i = 0; i < N_SYMBOLS; i++)
    places[i] = i;
  for (guint i = 0; i < 5; i++)
    {
      double start = now (), taken;

      g_clear_pointer (&correlation, dt_universe_correlation_free);
      correlation = dt_universe_correlate (universe, places, N_SYMBOLS, N_SESSIONS, 252);
      taken = now () - start;
      g_array_append_val (times->snapshots, taken);
    }
  print_array ("505 x 505 correlated and clustered, off main", times->snapshots);

  show (window, heat);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      set_matrix (DESK_HEAT (heat), universe, correlation);
      draw_frame (heat, renderer, times);
    }
  print_times ("505 x 505 cells, other values", times);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      desk_heat_set_cursor (DESK_HEAT (heat), i * 7 % N_SYMBOLS, i * 3 % N_SYMBOLS);
      draw_frame (heat, renderer, times);
    }
  print_times ("505 x 505 cells, the cursor moves", times);
}

/* Positions by kinds of risk */

static void
bench_grid (GtkWindow   *window,
            GskRenderer *renderer,
            Times       *times)
{
  static const char *const kinds[N_KINDS] = { "Weight", "Risk to Stop", "Beta", "Volatility",
                                              "Share of Risk", "Sector", "Correlation",
                                              "Liquidity" };
  static const char *const limits[N_KINDS] = { "limit 25 %", "limit 1 %", "guide 2", "guide 60 %",
                                               "guide 40 %", "limit 40 %", "limit 0.7",
                                               "guide 1 d" };
  g_autofree DeskLoadCell *cells = g_new0 (DeskLoadCell, N_HELD * N_KINDS);
  g_autofree char (*texts)[16] = g_malloc0_n (N_HELD * N_KINDS, 16);
  g_auto(GStrv) names = g_new0 (char *, N_HELD + 1);
  GtkWidget *grid = desk_load_grid_new ();
  DtRandom random;

  dt_random_init (&random, SEED);
  for (guint i = 0; i < N_HELD; i++)
    names[i] = g_strdup_printf ("S%u", i);
  show (window, grid);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      for (guint k = 0; k < N_HELD * N_KINDS; k++)
        {
          cells[k].load = 1.2 * dt_random_uniform (&random);
          g_snprintf (texts[k], sizeof texts[k], "%.2f %%", cells[k].load * 25.);
          cells[k].text = texts[k];
        }
      desk_load_grid_set (DESK_LOAD_GRID (grid), (const char *const *) names,
                          (const char *const *) names, N_HELD, kinds, limits, N_KINDS, cells);
      draw_frame (grid, renderer, times);
    }
  print_times ("60 positions by 8 risks, all changed", times);
}

int
main (void)
{
  g_autoptr(GskRenderer) renderer = gsk_cairo_renderer_new ();
  g_autoptr(GError) error = NULL;
  Times times = { g_array_new (FALSE, FALSE, sizeof (double)),
                  g_array_new (FALSE, FALSE, sizeof (double)) };
  GtkWindow *window;

  adw_init ();
  if (!gsk_renderer_realize (renderer, NULL, &error))
    g_error ("%s", error->message);

  window = GTK_WINDOW (gtk_window_new ());
  g_print ("%d × %d pixels, milliseconds\n", WIDTH, HEIGHT);
  g_print ("%-44s %9s %9s %9s\n", "", "median", "99 %", "worst");
  bench_treemap (window, renderer, &times);
  bench_matrix (window, renderer, &times);
  bench_grid (window, renderer, &times);

  gsk_renderer_unrealize (renderer);
  gtk_window_destroy (window);
  g_array_unref (times.snapshots);
  g_array_unref (times.frames);
  return 0;
}
