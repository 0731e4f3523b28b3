/* test-palette.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <time.h>
#include <unistd.h>

#include <adwaita.h>

#include "desk-palette.h"
#include "desk-palette-index.h"

#define N_SYMBOLS 505

/* As many rows as the largest tape has, with names of all kinds. */
static GPtrArray *
make_index (DeskSession *session)
{
  GPtrArray *index = desk_palette_index_new (session, NULL, NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < N_SYMBOLS; i++)
    {
      char symbol[5] = { 0 };
      g_autofree char *key = NULL, *name = NULL;
      DeskPaletteItem *item;

      for (guint j = 0; j < 4; j++)
        symbol[j] = g_rand_int_range (rand, 'A', 'Z' + 1);
      key = g_strdup_printf ("symbol.show:%s%u", symbol, i);
      name = g_strdup_printf ("%s Industries Incorporated %u", symbol, i);
      item = desk_palette_item_new (key, "Symbols", symbol, name, "view-grid-symbolic");
      item->is_symbol = TRUE;
      g_ptr_array_add (index, item);
    }

  return index;
}

static DeskPaletteItem *
first_row (GPtrArray *rows)
{
  g_assert_cmpuint (rows->len, >, 1);
  g_assert_null (((DeskPaletteItem *) rows->pdata[0])->key);
  return rows->pdata[1];
}

static void
assert_finds (GPtrArray  *index,
              const char *query,
              const char *key)
{
  g_autoptr(GPtrArray) rows = desk_palette_index_search (index, query, NULL);

  g_assert_cmpstr (first_row (rows)->key, ==, key);
}

static void
test_finds (void)
{
  g_autoptr(DeskSession) session = desk_session_new ("/nonexistent");
  g_autoptr(GPtrArray) index = desk_palette_index_new (session, NULL, NULL);
  g_autoptr(GPtrArray) none = desk_palette_index_search (index, "qqzzxx", NULL);

  assert_finds (index, "buy", "order.buy");
  assert_finds (index, "emergency", "engine.emergency-stop");
  assert_finds (index, "overview", "page.overview");
  assert_finds (index, "chart zoom in", "chart.zoom-in");
  assert_finds (index, "prefs", "window.preferences");
  assert_finds (index, "  Pause ", "run.pause");
  g_assert_cmpuint (none->len, ==, 0);
}

/* Every row stands below the heading of its group, each group once, each row once. */
static void
test_groups (void)
{
  static const char *const queries[] = { "", "s", "st", "run", "a" };
  g_autoptr(DeskSession) session = desk_session_new ("/nonexistent");
  g_autoptr(GPtrArray) index = make_index (session);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr(GPtrArray) rows = desk_palette_index_search (index, queries[i], NULL);
      g_autoptr(GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr(GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
      const char *group = NULL;

      for (guint j = 0; j < rows->len; j++)
        {
          DeskPaletteItem *item = rows->pdata[j];

          if (item->key == NULL)
            g_assert_true (g_hash_table_add (groups, item->title));
          else
            g_assert_true (g_hash_table_add (keys, item->key));
          if (item->key == NULL)
            group = item->title;
          else
            g_assert_cmpstr (item->group, ==, group);
        }
      /* Before anything is typed all is there, of the symbols the first few */
      if (i == 0)
        g_assert_cmpuint (g_hash_table_size (keys), ==, index->len - N_SYMBOLS + 8);
    }
}

static void
test_recent (void)
{
  g_autoptr(DeskSession) session = desk_session_new ("/nonexistent");
  g_autoptr(GPtrArray) index = desk_palette_index_new (session, NULL, NULL);
  g_auto(GStrv) recent = NULL;

  for (guint i = 0; i < 10; i++)
    {
      char key[16];
      char **next;

      g_snprintf (key, sizeof key, "k%u", i % 8);
      next = desk_palette_push_recent (recent, key);
      g_strfreev (recent);
      recent = next;
      g_assert_cmpstr (recent[0], ==, key);
      g_assert_cmpuint (g_strv_length (recent), ==, MIN (i + 1, DESK_PALETTE_MAX_RECENT));
    }

  g_strfreev (recent);
  recent = g_strsplit ("order.sell;run.pause", ";", -1);
  {
    g_autoptr(GPtrArray) rows = desk_palette_index_search (index, "", recent);

    g_assert_cmpstr (((DeskPaletteItem *) rows->pdata[0])->title, ==, "Recent");
    g_assert_cmpstr (((DeskPaletteItem *) rows->pdata[1])->key, ==, "order.sell");
    g_assert_cmpstr (((DeskPaletteItem *) rows->pdata[2])->key, ==, "run.pause");
  }
}

/* An answer within 100 ms of a key is felt as at once. What counts is our own time: the machine may
 * be busy with others. */
static void
test_speed (void)
{
  static const char *const queries[] = { "", "a", "ap", "app", "stop", "industries inc" };
  g_autoptr(DeskSession) session = desk_session_new ("/nonexistent");
  g_autoptr(GPtrArray) index = make_index (session);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      clock_t start = clock ();
      g_autoptr(GPtrArray) rows = desk_palette_index_search (index, queries[i], NULL);
      double took = (double) (clock () - start) / CLOCKS_PER_SEC;

      g_test_message ("\"%s\": %u rows of %u in %.2f ms", queries[i], rows->len, index->len,
                      took * 1000.);
      g_assert_cmpfloat (took, <, 0.1);
    }
}

/* The window, used by keys. */

static GString *activated;

static void
on_action (GSimpleAction *action,
           GVariant      *target,
           gpointer       data)
{
  g_autofree char *text = target != NULL ? g_variant_print (target, TRUE) : g_strdup ("");

  g_string_append_printf (activated, "%s %s;", g_action_get_name (G_ACTION (action)), text);
}

static GtkWindow *
make_window (void)
{
  GtkWidget *window = g_object_new (GTK_TYPE_APPLICATION_WINDOW, NULL);
  static const GActionEntry entries[] = {
    { "run.pause", on_action },
    { "run.step", on_action, "a{sv}" },
    { "engine.rearm", on_action },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), NULL);
  g_simple_action_set_enabled (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (window), "engine.rearm")), FALSE);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

static void
settle (void)
{
  gint64 end = g_get_monotonic_time () + 150 * 1000;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE) ? (void) 0 : g_usleep (1000);
}

static GtkWindow *
find_palette (GtkWindow *parent)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_get_transient_for (l->data) == parent)
      return l->data;

  return NULL;
}

static GtkWidget *
find_entry (GtkWidget *widget)
{
  if (GTK_IS_SEARCH_ENTRY (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWindow *
type (GtkWindow    *parent,
      DeskSession  *session,
      DeskSettings *settings,
      const char   *text)
{
  GtkWindow *palette;
  GtkWidget *entry;

  desk_palette_present (parent, G_IS_ACTION_GROUP (parent) ? G_ACTION_GROUP (parent) : NULL,
                        session, settings);
  settle ();
  palette = find_palette (parent);
  g_assert_nonnull (palette);
  entry = find_entry (GTK_WIDGET (palette));
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  settle ();
  g_signal_emit_by_name (entry, "activate");
  settle ();

  return find_palette (parent);
}

static void
test_window (void)
{
  g_autofree char *folder = g_dir_make_tmp ("daytrader-desk-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "settings.ini", NULL);
  g_autoptr(DeskSession) session = desk_session_new ("/nonexistent");
  g_autoptr(DeskSettings) settings = desk_settings_new (path);
  GtkWindow *window = make_window (), *palette;

  activated = g_string_new (NULL);
  g_assert_null (type (window, session, settings, "pause"));
  g_assert_cmpstr (activated->str, ==, "run.pause ;");
  g_assert_cmpstr (desk_settings_get_string (settings, "palette.recent"), ==, "run.pause");

  g_assert_null (type (window, session, settings, "step"));
  g_assert_cmpstr (activated->str, ==, "run.pause ;run.step @a{sv} {};");
  g_assert_cmpstr (desk_settings_get_string (settings, "palette.recent"), ==, "run.step;run.pause");

  /* What cannot be done now stays, and says why */
  palette = type (window, session, settings, "re-arm");
  g_assert_nonnull (palette);
  g_assert_cmpstr (activated->str, ==, "run.pause ;run.step @a{sv} {};");
  gtk_window_destroy (palette);

  /* A switch is turned over */
  g_assert_true (desk_settings_get_boolean (settings, "chart.volume"));
  g_assert_null (type (window, session, settings, "settings volume"));
  g_assert_false (desk_settings_get_boolean (settings, "chart.volume"));

  gtk_window_destroy (window);
  g_string_free (activated, TRUE);
  desk_settings_save (settings);
  unlink (path);
  rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/palette/finds", test_finds);
  g_test_add_func ("/palette/groups", test_groups);
  g_test_add_func ("/palette/recent", test_recent);
  g_test_add_func ("/palette/speed", test_speed);
  g_test_add_func ("/palette/window", test_window);

  return g_test_run ();
}
