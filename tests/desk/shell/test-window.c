/* test-window.c - the window on a data directory of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "desk-window-private.h"

#include "../base/session-steps.h"

static AdwApplication *application;

typedef struct
{
  char         *folder;
  DeskSession  *session;
  DeskSettings *settings;
  DeskWindow   *window;
} Desk;

static void
desk_open (Desk *desk,
           char *data_dir,
           int   width,
           int   height)
{
  g_autofree char *config = NULL;

  desk->folder = make_folder ();
  config = g_build_filename (desk->folder, "settings.ini", NULL);
  desk->session = desk_session_new (data_dir != NULL ? data_dir : desk->folder);
  desk->settings = desk_settings_new (config);
  desk_settings_set (desk->settings, "window.width", g_variant_new_int32 (width));
  desk_settings_set (desk->settings, "window.height", g_variant_new_int32 (height));
  desk->window = desk_window_new (GTK_APPLICATION (application), desk->session, desk->settings);
  desk_window_set_start (desk->window, "minute", 600.);
  gtk_window_present (GTK_WINDOW (desk->window));
}

static void
pump (guint msec)
{
  gint64 until = g_get_monotonic_time () + msec * 1000;

  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
}

static void
desk_close (Desk *desk)
{
  if (desk->window != NULL)
    gtk_window_destroy (GTK_WINDOW (desk->window));
  pump (20);
  desk_session_close (desk->session);
  desk_session_wait_closed (desk->session);
  assert_let_go (desk->session);
  desk_settings_save (desk->settings);
  g_object_unref (desk->settings);
  remove_folder (desk->folder);
  g_free (desk->folder);
}

static void
activate (Desk       *desk,
          const char *name)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (desk->window), name);

  g_assert_nonnull (action);
  g_assert_true (g_action_get_enabled (action));
  g_action_activate (action, NULL);
}

static gboolean
is_enabled (Desk       *desk,
            const char *name)
{
  return g_action_get_enabled (g_action_map_lookup_action (G_ACTION_MAP (desk->window), name));
}

static const char *
page (Desk *desk)
{
  return gtk_stack_get_visible_child_name (desk->window->pages);
}

/* First start: the market is imported, the demo account trades, every page opens. */
static void
test_first_start (void)
{
  static const char *const pages[] = { "chart", "positions", "activity", "overview" };
  Desk desk = { NULL };
  const DeskClock *clock;
  g_autoptr(GVariant) status = NULL;
  const char *state;
  guint n;
  const DeskAction *actions = desk_action_list (&n);

  desk_open (&desk, NULL, 1200, 800);
  for (guint i = 0; i < n; i++)
    g_assert_nonnull (g_action_map_lookup_action (G_ACTION_MAP (desk.window),
                                                  actions[i].command->id));
  g_assert_cmpint (desk_session_get_state (desk.session), ==, DESK_SESSION_CLOSED);
  g_assert_null (page (&desk));

  assert_ready (desk.session);
  clock = desk_session_get_clock (desk.session);
  wait_for (clock->state == DESK_RUN_PLAYING && clock->step > 2);
  g_assert_cmpstr (page (&desk), ==, "overview");
  g_assert_false (is_enabled (&desk, "chart.zoom-in"));

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *name = g_strconcat ("page.", pages[i], NULL);

      activate (&desk, name);
      pump (150);
      g_assert_cmpstr (page (&desk), ==, pages[i]);
      g_assert_cmpstr (desk_settings_get_string (desk.settings, "window.page"), ==, pages[i]);
      g_assert_cmpint (is_enabled (&desk, "chart.zoom-in"), ==, g_str_equal (pages[i], "chart"));
    }

  /* Keys that come quicker than what the engine says: each does what it says */
  for (guint i = 0; i < 7; i++)
    {
      activate (&desk, "run.toggle");
      g_assert_cmpint (is_enabled (&desk, "run.resume"), ==, i % 2 == 0);
    }
  g_assert_cmpint (clock->state, ==, DESK_RUN_PAUSED);
  status = call (desk.session, "run.status", NULL, NULL);
  g_assert_true (g_variant_lookup (status, "state", "&s", &state));
  g_assert_cmpstr (state, ==, "paused");
  g_assert_false (is_enabled (&desk, "run.pause"));
  g_assert_false (is_enabled (&desk, "run.faster"));
  desk_close (&desk);
}

/* All sizes that it should work in; warnings of the toolkit are fatal here. */
static void
test_sizes (void)
{
  static const int sizes[][2] = { { 400, 700 }, { 800, 600 }, { 1000, 700 }, { 1600, 1000 } };
  guint n;
  const DeskPageRow *pages = desk_page_list (&n);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Desk desk = { NULL };

      desk_open (&desk, NULL, sizes[i][0], sizes[i][1]);
      assert_ready (desk.session);
      for (guint k = 0; k < n; k++)
        {
          desk_window_show_page (desk.window, pages[k].name);
          pump (120);
          /* The frame may be a part of it */
          g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (desk.window)), <=, sizes[i][0]);
          g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (desk.window)), <=, sizes[i][1]);
        }
      g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (desk.window->bottom)), ==,
                       sizes[i][0] < 700);
      g_assert_cmpint (adw_flap_get_folded (desk.window->flap), ==, sizes[i][0] < 700);
      desk_close (&desk);
    }
}

static const char *
read_status (GtkWidget *widget)
{
  const char *found = NULL;

  if (ADW_IS_STATUS_PAGE (widget))
    return adw_status_page_get_title (ADW_STATUS_PAGE (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = read_status (child);

  return found;
}

static void
assert_failed (char       *data_dir,
               const char *title)
{
  Desk desk = { NULL };

  desk_open (&desk, data_dir, 800, 600);
  wait_for (desk_session_get_state (desk.session) == DESK_SESSION_FAILED);
  pump (100);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (desk.window->content), ==, "state");
  g_assert_cmpstr (read_status (GTK_WIDGET (desk.window->state_bin)), ==, title);
  g_assert_false (is_enabled (&desk, "run.resume"));
  g_assert_true (is_enabled (&desk, "window.quit"));
  desk_close (&desk);
}

/* A file where the directory should be cannot be written by anyone, not even by root. */
static void
test_unwritable (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);

  g_assert_true (g_file_set_contents (file, "in the way", -1, NULL));
  assert_failed (file, "The Data Directory Cannot Be Written");
  remove_folder (folder);
}

static void
test_corrupt (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *file = g_build_filename (folder, "book.db", NULL);
  char noise[4096];

  memset (noise, 'x', sizeof noise);
  g_assert_true (g_file_set_contents (file, noise, sizeof noise, NULL));
  assert_failed (folder, "The Records Are Damaged");
  remove_folder (folder);
}

/* The market's clock stands still, what is here is all there is, and something is held. */
static void
hold_something (Desk *desk)
{
  const DeskClock *clock = desk_session_get_clock (desk->session);
  guint n = 0;

  wait_for (clock->state == DESK_RUN_PLAYING);
  g_variant_unref (call (desk->session, "run.pause", NULL, NULL));
  while (n == 0)
    {
      guint64 step = ask_step (desk->session);

      g_variant_unref (call (desk->session, "run.step", NULL, NULL));
      wait_for (clock->step == step + 1);
      n = g_list_model_get_n_items (desk_session_get_positions (desk->session));
    }
}

/* Without positions and orders nobody is asked; with them nothing ends unasked. */
static void
test_close (void)
{
  Desk desk = { NULL };
  GListModel *positions;

  desk_open (&desk, NULL, 1000, 700);
  assert_ready (desk.session);
  positions = desk_session_get_positions (desk.session);
  hold_something (&desk);

  gtk_window_close (GTK_WINDOW (desk.window));
  pump (100);
  g_assert_nonnull (desk.window->close_dialog);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (desk.window->close_dialog)),
                   ==, "Positions Are Open");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (desk.window->close_dialog), "stay");
  gtk_window_destroy (GTK_WINDOW (desk.window->close_dialog));
  pump (100);
  g_assert_null (desk.window->close_dialog);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (desk.window)));

  g_object_add_weak_pointer (G_OBJECT (desk.window), (gpointer *) &desk.window);
  gtk_window_close (GTK_WINDOW (desk.window));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (desk.window->close_dialog), "flatten");
  gtk_window_destroy (GTK_WINDOW (desk.window->close_dialog));
  wait_for (desk.window == NULL);
  g_assert_cmpuint (g_list_model_get_n_items (positions), ==, 0);
  desk_close (&desk);
}

/* In the background the run goes on; it comes back when asked for. */
static void
test_background (void)
{
  Desk desk = { NULL };
  GListModel *positions;
  const DeskClock *clock;
  guint64 step;

  desk_open (&desk, NULL, 1000, 700);
  desk_settings_set (desk.settings, "background.keep-running", g_variant_new_string ("keep"));
  assert_ready (desk.session);
  positions = desk_session_get_positions (desk.session);
  clock = desk_session_get_clock (desk.session);
  wait_for (g_list_model_get_n_items (positions) > 0);

  gtk_window_close (GTK_WINDOW (desk.window));
  pump (100);
  g_assert_null (desk.window->close_dialog);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (desk.window)));
  step = clock->step;
  wait_for (clock->step > step);

  gtk_window_present (GTK_WINDOW (desk.window));
  pump (100);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (desk.window)));
  desk_close (&desk);
}

/* What opens over the window: made from the table, without a warning, gone again. */
static void
test_dialogs (void)
{
  static const char *const names[] = {
    "window.shortcuts", "window.about", "window.palette", "window.preferences", "replay.restart"
  };
  Desk desk = { NULL };
  g_autoptr(GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  desk_open (&desk, NULL, 1000, 700);
  assert_ready (desk.session);
  wait_for (desk_session_get_clock (desk.session)->state == DESK_RUN_PLAYING);
  pump (100);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (desk.window), names[i]);
      GVariant *arguments = g_action_get_parameter_type (action) != NULL
                            ? g_variant_new ("a{sv}", NULL) : NULL;

      g_action_activate (action, arguments);
      pump (300);
      g_assert_cmpuint (g_list_model_get_n_items (windows), >, 1);
      for (guint k = g_list_model_get_n_items (windows); k-- > 0;)
        {
          g_autoptr(GtkWindow) window = g_list_model_get_item (windows, k);

          if (window != GTK_WINDOW (desk.window))
            gtk_window_destroy (window);
        }
      pump (100);
    }
  desk_close (&desk);
}

static GtkWindow *
find_window (const char *title)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_strcmp0 (gtk_window_get_title (window), title) == 0)
        return window;
    }

  return NULL;
}

#define CHART_TITLE "Chart – DayTrader"

/* The chart goes out, is acted on there, stays out over an end of the program, and comes back when
 * its window is closed. */
static void
test_detach (void)
{
  Desk desk = { NULL };
  GtkWindow *out;
  GtkWidget *chart;

  desk_open (&desk, NULL, 1000, 700);
  assert_ready (desk.session);
  wait_for (desk_session_get_clock (desk.session)->state == DESK_RUN_PLAYING);
  activate (&desk, "window.detach-chart");
  pump (300);
  out = find_window (CHART_TITLE);
  g_assert_nonnull (out);
  g_assert_true (desk_settings_get_boolean (desk.settings, "detached.chart"));
  chart = desk_window_get_page (desk.window, "chart");
  g_assert_true (gtk_widget_get_root (chart) == GTK_ROOT (out));
  g_assert_true (gtk_widget_get_mapped (chart));

  /* What is about the chart can be done whatever page the main window shows, from either window */
  desk_window_show_page (desk.window, "overview");
  g_assert_true (is_enabled (&desk, "chart.zoom-in"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (out), "win.chart.zoom-in", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (out), "win.chart.two", NULL));
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "chart.cells"), ==, "2");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (out), "win.chart.one", NULL));
  g_assert_cmpstr (page (&desk), ==, "overview");

  /* Its place says where it is */
  desk_window_show_page (desk.window, "chart");
  pump (150);
  g_assert_cmpstr (read_status (gtk_stack_get_visible_child (desk.window->pages)), ==,
                   "Chart Has a Window of Its Own");

  gtk_window_close (out);
  pump (300);
  g_assert_null (find_window (CHART_TITLE));
  g_assert_false (desk_settings_get_boolean (desk.settings, "detached.chart"));
  g_assert_true (gtk_widget_get_root (chart) == GTK_ROOT (desk.window));
  g_assert_true (gtk_stack_get_visible_child (desk.window->pages) == chart);
  desk_close (&desk);
}

/* What was out when the program ended is out when it starts, at the size it had; with the main
 * window the others go too. */
static void
test_detach_remembered (void)
{
  Desk desk = { NULL };
  GtkWindow *out;
  int width, height;

  desk_open (&desk, NULL, 1000, 700);
  desk_settings_set (desk.settings, "detached.quotes", g_variant_new_boolean (TRUE));
  desk_settings_set (desk.settings, "detached.quotes-width", g_variant_new_int32 (480));
  desk_settings_set (desk.settings, "detached.quotes-height", g_variant_new_int32 (520));
  assert_ready (desk.session);
  pump (300);
  out = find_window ("Quotes – DayTrader");
  g_assert_nonnull (out);
  gtk_window_get_default_size (out, &width, &height);
  g_assert_cmpint (width, ==, 480);
  g_assert_cmpint (height, ==, 520);

  /* In the background no window is left, and all come back */
  gtk_widget_set_visible (GTK_WIDGET (desk.window), FALSE);
  pump (100);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (out)));
  gtk_window_present (GTK_WINDOW (desk.window));
  pump (100);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (out)));

  g_object_add_weak_pointer (G_OBJECT (desk.window), (gpointer *) &desk.window);
  g_object_add_weak_pointer (G_OBJECT (out), (gpointer *) &out);
  g_variant_unref (call (desk.session, "run.pause", NULL, NULL));
  if (g_list_model_get_n_items (desk_session_get_positions (desk.session)) > 0)
    {
      /* The question comes as ever, and is about the program, not the one window */
      gtk_window_close (GTK_WINDOW (desk.window));
      pump (100);
      g_assert_nonnull (desk.window->close_dialog);
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (desk.window->close_dialog), "stay");
      gtk_window_destroy (GTK_WINDOW (desk.window->close_dialog));
      g_assert_nonnull (out);
    }
  gtk_window_destroy (GTK_WINDOW (desk.window));
  wait_for (desk.window == NULL && out == NULL);
  g_assert_true (desk_settings_get_boolean (desk.settings, "detached.quotes"));
  desk_close (&desk);
}

/* Out and in, again and again: the page is the same one, its windows leave nothing behind. */
static void
test_detach_leaks (void)
{
  Desk desk = { NULL };
  GtkWidget *before = NULL;

  desk_open (&desk, NULL, 1000, 700);
  assert_ready (desk.session);
  for (guint i = 0; i < 50; i++)
    {
      const char *name = i % 2 == 0 ? "chart" : "quotes";
      GtkWidget *shown;
      GtkWindow *out;

      desk_window_detach (desk.window, name);
      shown = desk_window_get_page (desk.window, name);
      g_assert_true (i < 2 || i % 2 != 0 || shown == before);
      before = i % 2 == 0 ? shown : before;
      out = GTK_WINDOW (gtk_widget_get_root (shown));
      g_object_add_weak_pointer (G_OBJECT (out), (gpointer *) &out);
      pump (20);
      desk_window_attach (desk.window, name);
      wait_for (out == NULL);
    }
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 1);
  desk_close (&desk);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  int code;

  g_test_init (&argc, &argv, NULL);
  application = adw_application_new (DT_APPLICATION_ID, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/shell/first-start", test_first_start);
  g_test_add_func ("/shell/sizes", test_sizes);
  g_test_add_func ("/shell/dialogs", test_dialogs);
  g_test_add_func ("/shell/unwritable", test_unwritable);
  g_test_add_func ("/shell/corrupt", test_corrupt);
  g_test_add_func ("/shell/close", test_close);
  g_test_add_func ("/shell/background", test_background);
  g_test_add_func ("/shell/detach", test_detach);
  g_test_add_func ("/shell/detach-remembered", test_detach_remembered);
  g_test_add_func ("/shell/detach-leaks", test_detach_leaks);

  code = g_test_run ();
  g_object_unref (application);
  return code;
}
