/* test-objects.c - what is opened and closed again leaves no object behind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-window-private.h"

#include "../base/session-steps.h"

/* In a set. A page that its work was late for, again and again, is filled in some later round, and
 * what fills it is kept; a leak is there in every set. */
#define ROUNDS  100
#define SETS    3
/* Seconds of a set; on a machine that is busy there are fewer rounds. */
#define MOST    150
/* Of a type in a set: what one round in ten leaves would be more. Of what the toolkit keeps by the
 * thousand, styles that it shares, a fiftieth comes and goes. */
#define SLACK   8
#define SHARE   50
/* Rounds before it counts, in which what is kept is made. */
#define WARM_UP 4
/* Without a new object or one less, ms, it has settled; seconds at most */
#define QUIET   400
#define SETTLED 20

/* Living objects of all types, the toolkit's as well: constructed and finalize of GObject itself
 * are replaced before any other class is made, and all of them chain up. */
static struct
{
  GMutex      mutex;
  GHashTable *live;      /* object to type */
  void      (*constructed) (GObject *object);
  void      (*finalize)    (GObject *object);
} objects;

static void
count_constructed (GObject *object)
{
  g_mutex_lock (&objects.mutex);
  g_hash_table_insert (objects.live, object, GSIZE_TO_POINTER (G_OBJECT_TYPE (object)));
  g_mutex_unlock (&objects.mutex);

  objects.constructed (object);
}

static void
count_finalized (GObject *object)
{
  g_mutex_lock (&objects.mutex);
  g_hash_table_remove (objects.live, object);
  g_mutex_unlock (&objects.mutex);

  objects.finalize (object);
}

static void
watch_objects (void)
{
  GObjectClass *klass = g_type_class_ref (G_TYPE_OBJECT);

  objects.live = g_hash_table_new (NULL, NULL);
  objects.constructed = klass->constructed;
  objects.finalize = klass->finalize;
  klass->constructed = count_constructed;
  klass->finalize = count_finalized;
}

static guint
count_all (void)
{
  guint n;

  g_mutex_lock (&objects.mutex);
  n = g_hash_table_size (objects.live);
  g_mutex_unlock (&objects.mutex);

  return n;
}

/* Type to how many there are. */
static GHashTable *
count_objects (void)
{
  GHashTable *counts = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer type;

  g_mutex_lock (&objects.mutex);
  g_hash_table_iter_init (&iter, objects.live);
  while (g_hash_table_iter_next (&iter, NULL, &type))
    g_hash_table_insert (counts, type,
                         GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, type))
                                           + 1));
  g_mutex_unlock (&objects.mutex);

  return counts;
}

/* (nullable): the types that there are more of, with both counts. */
static char *
describe_growth (GHashTable *before,
                 GHashTable *after)
{
  g_autoptr(GString) grew = g_string_new (NULL);
  GHashTableIter iter;
  gpointer type, n;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &type, &n))
    {
      guint was = GPOINTER_TO_UINT (g_hash_table_lookup (before, type)), is = GPOINTER_TO_UINT (n);

      if (is > was + MAX (SLACK, was / SHARE))
        g_string_append_printf (grew, "%s%s: %u, then %u", grew->len > 0 ? "; " : "",
                                g_type_name (GPOINTER_TO_SIZE (type)), was, is);
    }

  return grew->len > 0 ? g_string_free (g_steal_pointer (&grew), FALSE) : NULL;
}

/* What a person does */

typedef struct
{
  char         *folder;
  DeskSession  *session;
  DeskSettings *settings;
  DeskWindow   *window;
} Desk;

static void
pump (guint msec)
{
  gint64 until = g_get_monotonic_time () + msec * 1000;

  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
}

static GtkWindow *
find_dialog (Desk *desk)
{
  g_autoptr(GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (window != GTK_WINDOW (desk->window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }

  return NULL;
}

static void
open_and_close (Desk       *desk,
                const char *action)
{
  const GVariantType *type =
    g_action_group_get_action_parameter_type (G_ACTION_GROUP (desk->window->actions), action);

  g_action_group_activate_action (G_ACTION_GROUP (desk->window->actions), action,
                                  type != NULL ? g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL,
                                                                      0) : NULL);
  wait_for (find_dialog (desk) != NULL);
  pump (25);
  gtk_window_close (find_dialog (desk));
  wait_for (find_dialog (desk) == NULL);
}

/* What is on its way comes, for as long as it takes. */
static void
settle (void)
{
  gint64 end = g_get_monotonic_time () + SETTLED * G_USEC_PER_SEC;
  guint n;

  do
    {
      n = count_all ();
      pump (QUIET);
    }
  while (count_all () != n && g_get_monotonic_time () < end);
}

static void
fill_pages (Desk *desk)
{
  guint n;
  const DeskPageRow *pages = desk_page_list (&n);

  for (guint i = 0; i < n; i++)
    {
      desk_window_show_page (desk->window, pages[i].name);
      settle ();
    }
}

static void
one_round (Desk *desk)
{
  static const char *const dialogs[] = { "window.palette", "window.preferences",
                                         "window.shortcuts", "order.buy" };
  guint n;
  const DeskPageRow *pages = desk_page_list (&n);

  for (guint i = 0; i < n; i++)
    {
      desk_window_show_page (desk->window, pages[i].name);
      pump (20);
    }
  desk_window_show_page (desk->window, "overview");
  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    open_and_close (desk, dialogs[i]);
  desk_window_detach (desk->window, "chart");
  pump (20);
  desk_window_attach (desk->window, "chart");
  pump (20);
}

static guint
many_rounds (Desk *desk)
{
  gint64 end = g_get_monotonic_time () + (gint64) MOST * G_USEC_PER_SEC;
  guint n = 0;

  while (n < ROUNDS && g_get_monotonic_time () < end)
    {
      one_round (desk);
      n++;
    }

  return n;
}

/* (nullable): what there is more of after many rounds, however long one waits for it to go. */
static char *
find_growth (Desk *desk)
{
  g_autoptr(GHashTable) before = NULL;
  g_autofree char *grew = NULL;
  gint64 end;

  settle ();
  before = count_objects ();
  g_test_message ("%u rounds", many_rounds (desk));
  end = g_get_monotonic_time () + SETTLED * G_USEC_PER_SEC;
  do
    {
      g_autoptr(GHashTable) after = NULL;

      pump (QUIET);
      after = count_objects ();
      g_free (grew);
      grew = describe_growth (before, after);
    }
  while (grew != NULL && g_get_monotonic_time () < end);

  if (grew != NULL)
    g_test_message ("grew: %s", grew);
  return g_steal_pointer (&grew);
}

static void
test_objects (void)
{
  AdwApplication *application = adw_application_new (DT_APPLICATION_ID, G_APPLICATION_NON_UNIQUE);
  Desk desk = { .folder = make_folder () };
  g_autofree char *config = g_build_filename (desk.folder, "settings.ini", NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *grew = NULL;

  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  desk.session = desk_session_new (desk.folder);
  desk.settings = desk_settings_new (config);
  desk.window = desk_window_new (GTK_APPLICATION (application), desk.session, desk.settings);
  desk_window_set_start (desk.window, "minute", 600.);
  gtk_window_present (GTK_WINDOW (desk.window));
  assert_ready (desk.session);
  wait_for (desk_session_get_clock (desk.session)->step > 60);
  desk_session_do (desk.session, "run.pause", NULL);
  wait_for (desk_session_get_clock (desk.session)->state != DESK_RUN_PLAYING);

  fill_pages (&desk);
  for (guint i = 0; i < WARM_UP; i++)
    one_round (&desk);
  grew = find_growth (&desk);
  for (guint i = 1; grew != NULL && i < SETS; i++)
    {
      g_free (grew);
      grew = find_growth (&desk);
    }
  g_assert_cmpstr (grew, ==, NULL);

  gtk_window_destroy (GTK_WINDOW (desk.window));
  pump (50);
  desk_session_close (desk.session);
  desk_session_wait_closed (desk.session);
  g_object_unref (desk.session);
  desk_settings_save (desk.settings);
  g_object_unref (desk.settings);
  g_object_unref (application);
  remove_folder (desk.folder);
  g_free (desk.folder);
}

int
main (int    argc,
      char **argv)
{
  watch_objects ();
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/shell/objects", test_objects);

  return g_test_run ();
}
