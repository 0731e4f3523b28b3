/* test-heatmaps-page.c - sectors, what moves together, and risk, as a person looks at them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-market-store.h"

#include "desk-heat.h"
#include "desk-heatmaps-page.h"
#include "desk-load-grid.h"
#include "desk-position.h"
#include "desk-quote.h"
#include "desk-treemap.h"

#include "../heat/heat-steps.h"
#include "../overview/page-steps.h"

static Desk desk;

/* The chart that was asked for. */
static char *shown;

static void
on_show (GSimpleAction *action,
         GVariant      *arguments)
{
  g_clear_pointer (&shown, g_free);
  g_variant_lookup (arguments, "symbol", "s", &shown);
}

static GtkWidget *
show_heatmaps (const char *view,
               int         width,
               int         height)
{
  GtkWidget *page, *window;
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) show = g_simple_action_new ("symbol.show", G_VARIANT_TYPE_VARDICT);

  desk_settings_set (desk.settings, "heatmaps.view", g_variant_new_string (view));
  page = show_page (&desk, DESK_TYPE_HEATMAPS_PAGE, width, height);
  window = GTK_WIDGET (gtk_widget_get_root (page));
  g_signal_connect (show, "activate", G_CALLBACK (on_show), NULL);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (show));
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
  g_clear_pointer (&shown, g_free);

  return page;
}

static DeskTreemap *
map_of (GtkWidget *page)
{
  return DESK_TREEMAP (find_type (page, DESK_TYPE_TREEMAP));
}

static const DeskQuoteState *
quote_of (const char *symbol)
{
  return desk_quote_get_state (desk_session_find_quote (desk.session, symbol));
}

static gboolean
has_tile (GtkWidget  *page,
          const char *symbol)
{
  graphene_rect_t place;

  return desk_treemap_get_place (map_of (page), symbol, &place);
}

static guint
count_tiles (GtkWidget *page)
{
  GListModel *quotes = desk_session_get_quotes (desk.session);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (quotes); i++)
    {
      g_autoptr(DeskQuote) quote = g_list_model_get_item (quotes, i);

      n += has_tile (page, desk_quote_get_state (quote)->symbol);
    }

  return n;
}

static const char *
held (void)
{
  g_autoptr(DeskPosition) position =
    g_list_model_get_item (desk_session_get_positions (desk.session), 0);

  return desk_position_get_state (position)->symbol;
}

static void
choose (const char *id,
        const char *value)
{
  desk_settings_set (desk.settings, id, g_variant_new_string (value));
}

/* Without a run there is nothing, and every view says what it waits for. */
static void
test_empty (void)
{
  GtkWidget *page = show_heatmaps ("sectors", 1200, 800);

  wait_for (says (page, "No Tape"));
  desk_heatmaps_page_do (DESK_HEATMAPS_PAGE (page), "heatmaps.correlation");
  wait_for (says (page, "No Tape"));
  desk_heatmaps_page_do (DESK_HEATMAPS_PAGE (page), "heatmaps.risk");
  wait_for (says (page, "Nothing Is Held"));
  check_names (page);
  close_page (page);
  desk_play (&desk);
}

/* Every instrument of the tape has a tile, its text the figures of the quote, and Enter its
 * chart. */
static void
test_sectors (void)
{
  GtkWidget *page = show_heatmaps ("sectors", 1200, 800);
  guint n = g_list_model_get_n_items (desk_session_get_quotes (desk.session));
  g_autofree char *text = NULL;

  wait_for (has_tile (page, "AAPL"));
  g_assert_cmpuint (count_tiles (page), ==, n);
  check_names (page);
  gtk_widget_grab_focus (GTK_WIDGET (map_of (page)));
  desk_treemap_set_cursor (map_of (page), "AAPL");
  text = desk_treemap_dup_text (map_of (page));
  g_assert_nonnull (strstr (text, "AAPL, Apple"));
  g_assert_nonnull (strstr (text, " today"));
  g_assert_true (press (GTK_WIDGET (map_of (page)), GDK_KEY_Return));
  g_assert_cmpstr (shown, ==, "AAPL");
  close_page (page);
}

/* Equal tiles are equal: none is twice as large as another, but for whole pixels and headers. */
static void
test_sizes (void)
{
  GtkWidget *page = show_heatmaps ("sectors", 1200, 800);
  graphene_rect_t aapl, msft, position;

  choose ("heatmaps.size", "equal");
  close_page (page);
  page = show_heatmaps ("sectors", 1200, 800);
  wait_for (has_tile (page, "AAPL") && has_tile (page, "MSFT"));
  desk_treemap_get_place (map_of (page), "AAPL", &aapl);
  desk_treemap_get_place (map_of (page), "MSFT", &msft);
  g_assert_cmpfloat (fabs ((double) (aapl.size.width * aapl.size.height
                                     / msft.size.width / msft.size.height) - 1.), <, .1);
  close_page (page);

  choose ("heatmaps.size", "value");
  page = show_heatmaps ("sectors", 1200, 800);
  wait_for (has_tile (page, held ()));
  g_assert_cmpuint (count_tiles (page), ==,
                    g_list_model_get_n_items (desk_session_get_positions (desk.session)));
  desk_treemap_get_place (map_of (page), held (), &position);
  choose ("heatmaps.size", "turnover");
  close_page (page);
}

/* One sector alone, what is pinned, what is held; an empty choice says what to do. */
static void
test_scope (void)
{
  GtkWidget *page = show_heatmaps ("sectors", 1200, 800);
  g_autofree char *sector = g_strconcat ("sector:", quote_of ("AAPL")->sector, NULL);

  wait_for (has_tile (page, "AAPL"));
  choose ("heatmaps.scope", sector);
  wait_for (has_tile (page, "AAPL") && has_tile (page, "MSFT")
            && count_tiles (page)
               < g_list_model_get_n_items (desk_session_get_quotes (desk.session)));
  press (GTK_WIDGET (map_of (page)), GDK_KEY_Home);
  g_assert_true (press_with (GTK_WIDGET (map_of (page)), GDK_KEY_Return, GDK_SHIFT_MASK));
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "heatmaps.scope"), ==, "all");
  choose ("heatmaps.scope", "pinned");
  wait_for (says (page, "Nothing Is Pinned"));
  choose ("quotes.pinned", "MSFT");
  wait_for (has_tile (page, "MSFT") && count_tiles (page) == 1);
  choose ("heatmaps.scope", "held");
  wait_for (has_tile (page, held ()));
  choose ("heatmaps.scope", "all");
  choose ("quotes.pinned", "");
  close_page (page);
}

/* The daily closes of AAPL that are stored, and where its session of the clock begins: a week is
 * from the last close to the one five sessions before that session. */
static double
compute_week (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtMarketStore) market = dt_market_store_open (desk.folder, DT_STORE_READ_ONLY, &error);
  g_autoptr(GPtrArray) all = NULL;
  DtTime time = desk_session_get_clock (desk.session)->time;

  g_assert_no_error (error);
  all = dt_market_store_list_series (market, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++)
    {
      const DtSeriesInfo *info = all->pdata[i];
      g_autoptr(DtBarSeries) series = NULL;
      gsize known;

      if (!g_str_equal (info->symbol, "AAPL") || info->timeframe != DT_TIMEFRAME_DAY
          || info->last < time - 30 * DT_DAY)
        continue;
      series = dt_market_store_load_series (market, info->id, DT_TIME_NONE, DT_TIME_NONE, &error);
      g_assert_no_error (error);
      for (known = series->n_bars; known > 0 && series->known[known - 1] > time; known--)
        ;
      /* There is a future that must not be seen */
      g_assert_cmpuint (known, <, series->n_bars);

      return quote_of ("AAPL")->last / series->close[known - 5] - 1.;
    }

  g_assert_not_reached ();
}

static double
parse_week (const char *text)
{
  const char *end = strstr (text, " % in a week");
  const char *begin = end;
  gboolean negative;

  g_assert_nonnull (end);
  while (begin > text && begin[-1] != ' ')
    begin--;
  negative = g_str_has_prefix (begin, "−");

  return (negative ? -1. : 1.) * g_ascii_strtod (begin + (negative ? strlen ("−") : 1), NULL)
         / 100.;
}

/* The week up to the price of the clock, not up to what is stored: to the tenth of a percent that
 * the closes of bars of a minute and of a day differ by. */
static void
test_clock (void)
{
  GtkWidget *page = show_heatmaps ("sectors", 1200, 800);
  g_autofree char *text = NULL;

  wait_for (has_tile (page, "AAPL"));
  desk_treemap_set_cursor (map_of (page), "AAPL");
  text = desk_treemap_dup_text (map_of (page));
  g_test_message ("%s, by hand %.4f", text, compute_week ());
  g_assert_cmpfloat_with_epsilon (parse_week (text), compute_week (), .001);
  close_page (page);
}

static DeskHeat *
heat_of (GtkWidget *page)
{
  return DESK_HEAT (find_type (page, DESK_TYPE_HEAT));
}

/* A matrix is there when a cell can be moved to. */
static gboolean
has_matrix (GtkWidget *page)
{
  guint x, y;

  return heat_of (page) != NULL && press (GTK_WIDGET (heat_of (page)), GDK_KEY_Right)
         && desk_heat_get_cursor (heat_of (page), &x, &y);
}

/* Every pair of the tape; on the diagonal an instrument is itself; a pair opens both. */
static void
test_correlation (void)
{
  GtkWidget *page = show_heatmaps ("correlation", 1200, 800);
  guint n = g_list_model_get_n_items (desk_session_get_quotes (desk.session)), x, y;
  g_autofree char *same = NULL;
  g_autofree char *pair = NULL;

  wait_for (has_matrix (page));
  check_names (page);
  press (GTK_WIDGET (heat_of (page)), GDK_KEY_End);
  desk_heat_get_cursor (heat_of (page), &x, &y);
  g_assert_cmpuint (x, ==, n - 1);
  same = desk_heat_dup_text (heat_of (page), 3, 3);
  g_assert_null (strstr (same, " and "));
  pair = desk_heat_dup_text (heat_of (page), 1, 0);
  g_assert_nonnull (strstr (pair, " and "));
  g_assert_nonnull (strstr (pair, ": r "));

  desk_heat_set_cursor (heat_of (page), 1, 0);
  g_assert_true (press (GTK_WIDGET (heat_of (page)), GDK_KEY_Return));
  g_assert_nonnull (shown);
  g_assert_nonnull (desk_session_find_quote (desk.session, shown));
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "chart.compare"), !=, "");
  g_assert_true (g_str_has_prefix (pair, shown));
  choose ("chart.compare", "");
  g_assert_true (says (page, "Move Together"));
  close_page (page);
}

static DeskLoadGrid *
grid_of (GtkWidget *page)
{
  return DESK_LOAD_GRID (find_type (page, DESK_TYPE_LOAD_GRID));
}

/* The largest position first; its weight is its value by equity, as the engine has both. */
static void
test_risk (void)
{
  GtkWidget *page = show_heatmaps ("risk", 1200, 800), *grid;
  guint row, column;

  grid = GTK_WIDGET (grid_of (page));
  wait_for (press (grid, GDK_KEY_Home) && desk_load_grid_get_cursor (grid_of (page), &row,
                                                                     &column));
  check_names (page);
  g_assert_cmpuint (row, ==, 0);
  g_assert_cmpuint (column, ==, 0);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (grid),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  g_assert_true (press (grid, GDK_KEY_Return));
  g_assert_nonnull (desk_session_find_position (desk.session, shown));
  close_page (page);
}

/* Narrow pages have room for everything too. */
static void
test_narrow (void)
{
  static const char *const names[] = { "sectors", "correlation", "risk" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *page = show_heatmaps (names[i], 400, 700);

      wait_for (gtk_widget_get_width (page) <= 400);
      if (i == 0)
        wait_for (has_tile (page, "AAPL"));
      check_names (page);
      close_page (page);
    }
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Bars that cannot be read are told, and read when they can be again. */
static void
test_trouble (void)
{
  g_autofree char *path = g_build_filename (desk.folder, "market.db", NULL);
  g_autofree char *away = g_build_filename (desk.folder, "market.away", NULL);
  GtkWidget *page;

  g_assert_cmpint (g_rename (path, away), ==, 0);
  page = show_heatmaps ("sectors", 1200, 800);
  wait_for (gtk_widget_get_mapped (find_button (page, "Try Again")));
  check_names (page);
  /* Of equal sizes there is the day's figure all the same */
  choose ("heatmaps.size", "equal");
  close_page (page);
  page = show_heatmaps ("sectors", 1200, 800);
  wait_for (has_tile (page, "AAPL"));
  choose ("heatmaps.size", "turnover");
  close_page (page);
  page = show_heatmaps ("sectors", 1200, 800);
  wait_for (gtk_widget_get_mapped (find_button (page, "Try Again")));
  g_assert_cmpint (g_rename (away, path), ==, 0);
  g_signal_emit_by_name (find_button (page, "Try Again"), "clicked");
  wait_for (has_tile (page, "AAPL"));
  close_page (page);
}

/* What was chosen is there the next time, and an action of the palette changes it. */
static void
test_remembered (void)
{
  GtkWidget *page = show_heatmaps ("sectors", 1200, 800);

  desk_heatmaps_page_do (DESK_HEATMAPS_PAGE (page), "heatmaps.risk");
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "heatmaps.view"), ==, "risk");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (grid_of (page)))
                 || says (page, "Reading Daily Bars"));
  close_page (page);
  choose ("heatmaps.view", "sectors");
}

static void
test_leaks (void)
{
  check_leaks (&desk, DESK_TYPE_HEATMAPS_PAGE);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *share = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data", NULL);
  int status;

  g_setenv ("DAYTRADER_SHARE_DIR", share, TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  desk_begin (&desk);
  g_test_add_func ("/desk/heatmaps/empty", test_empty);
  g_test_add_func ("/desk/heatmaps/sectors", test_sectors);
  g_test_add_func ("/desk/heatmaps/sizes", test_sizes);
  g_test_add_func ("/desk/heatmaps/scope", test_scope);
  g_test_add_func ("/desk/heatmaps/clock", test_clock);
  g_test_add_func ("/desk/heatmaps/correlation", test_correlation);
  g_test_add_func ("/desk/heatmaps/risk", test_risk);
  g_test_add_func ("/desk/heatmaps/narrow", test_narrow);
  g_test_add_func ("/desk/heatmaps/trouble", test_trouble);
  g_test_add_func ("/desk/heatmaps/remembered", test_remembered);
  g_test_add_func ("/desk/heatmaps/leaks", test_leaks);
  status = g_test_run ();
  g_free (shown);
  desk_end (&desk);

  return status;
}
