/* test-ahead.c - pages are made ahead, in nobody's way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-page.h"

#include "desk-window-private.h"

#include "../base/session-steps.h"

/* Milliseconds that hold many slices. */
#define A_WHILE 400

static AdwApplication *application;

typedef struct
{
  char         *folder;
  DeskSession  *session;
  DeskSettings *settings;
  DeskWindow   *window;
} Desk;

static void
desk_open (Desk *desk)
{
  g_autofree char *config = NULL;

  desk->folder = make_folder ();
  config = g_build_filename (desk->folder, "settings.ini", NULL);
  desk->session = desk_session_new (desk->folder);
  desk->settings = desk_settings_new (config);
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

static GtkWidget *
find_page (Desk       *desk,
           const char *name)
{
  return gtk_stack_get_child_by_name (desk->window->pages, name);
}

static guint
count_pages (Desk *desk)
{
  guint n, n_made = 0;
  const DeskPageRow *rows = desk_page_list (&n);

  for (guint i = 0; i < n; i++)
    n_made += find_page (desk, rows[i].name) != NULL;

  return n_made;
}

/* Nobody asks for them, and they are there; none has followed anything, or is in the way. */
static void
test_all (void)
{
  Desk desk = { NULL };
  guint n;
  const DeskPageRow *rows = desk_page_list (&n);

  desk_open (&desk);
  assert_ready (desk.session);
  g_assert_cmpuint (count_pages (&desk), ==, 1);
  g_assert_false (desk_window_is_all_made (desk.window));

  wait_for (desk_window_is_all_made (desk.window));
  g_assert_cmpuint (count_pages (&desk), ==, n);
  for (guint i = 0; i < n; i++)
    {
      gboolean shown = g_str_equal (rows[i].name, "overview");
      GtkWidget *page = find_page (&desk, rows[i].name);

      g_assert_cmpint (gtk_widget_get_visible (page), ==, shown);
      g_assert_cmpint (desk_page_get_was_seen (DESK_PAGE (page)), ==, shown);
      g_assert_false (desk_page_make_part (DESK_PAGE (page)));
    }
  desk_close (&desk);
}

/* Whoever comes before has the page at once, and it is not made a second time. */
static void
test_before_its_turn (void)
{
  Desk desk = { NULL };
  GtkWidget *last, *lab;

  desk_open (&desk);
  assert_ready (desk.session);
  desk_window_show_page (desk.window, "reconcile");
  last = find_page (&desk, "reconcile");
  g_assert_true (gtk_stack_get_visible_child (desk.window->pages) == last);
  desk_window_show_page (desk.window, "lab");
  lab = find_page (&desk, "lab");
  g_assert_true (gtk_widget_get_mapped (lab));
  /* All of its parts too */
  g_assert_false (desk_page_make_part (DESK_PAGE (lab)));

  wait_for (desk_window_is_all_made (desk.window));
  g_assert_true (find_page (&desk, "reconcile") == last);
  g_assert_true (find_page (&desk, "lab") == lab);
  g_assert_true (gtk_stack_get_visible_child (desk.window->pages) == lab);
  desk_close (&desk);
}

static gboolean
has_other_window (Desk *desk)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (l->data != desk->window && gtk_widget_get_mapped (l->data))
      return TRUE;

  return FALSE;
}

static void
close_others (Desk *desk)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (l->data != desk->window && gtk_widget_get_mapped (l->data))
      gtk_window_close (l->data);
}

/* Who reads a dialog is not disturbed, and a window that is away makes nothing. */
static void
test_waits (void)
{
  Desk desk = { NULL };
  guint n_made;

  desk_open (&desk);
  assert_ready (desk.session);
  g_action_group_activate_action (G_ACTION_GROUP (desk.window->actions), "window.preferences",
                                  NULL);
  wait_for (has_other_window (&desk));
  n_made = count_pages (&desk);
  pump (A_WHILE);
  g_assert_cmpuint (count_pages (&desk), ==, n_made);
  close_others (&desk);

  gtk_widget_set_visible (GTK_WIDGET (desk.window), FALSE);
  g_assert_null (g_main_context_find_source_by_user_data (NULL, desk.window));
  n_made = count_pages (&desk);
  pump (A_WHILE);
  g_assert_cmpuint (count_pages (&desk), ==, n_made);
  gtk_widget_set_visible (GTK_WIDGET (desk.window), TRUE);
  wait_for (desk_window_is_all_made (desk.window));
  desk_close (&desk);
}

/* Pages are left to be made, and the window goes; at each of the first slices. */
static void
test_closed_before (void)
{
  for (guint n = 1; n < 6; n++)
    {
      Desk desk = { NULL };
      gpointer window;

      desk_open (&desk);
      assert_ready (desk.session);
      wait_for (count_pages (&desk) > n);
      g_assert_false (desk_window_is_all_made (desk.window));
      window = desk.window;
      g_object_add_weak_pointer (G_OBJECT (desk.window), (gpointer *) &desk.window);
      gtk_window_destroy (GTK_WINDOW (desk.window));
      g_assert_null (g_main_context_find_source_by_user_data (NULL, window));
      wait_for (desk.window == NULL);
      pump (A_WHILE / 4);
      desk_close (&desk);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = adw_application_new (DT_APPLICATION_ID, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/ahead/all", test_all);
  g_test_add_func ("/ahead/before-its-turn", test_before_its_turn);
  g_test_add_func ("/ahead/waits", test_waits);
  g_test_add_func ("/ahead/closed-before", test_closed_before);

  return g_test_run ();
}
