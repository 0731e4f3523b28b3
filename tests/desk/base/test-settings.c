/* test-settings.c - what is remembered, and what is not believed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "dt-random.h"

#include "desk-settings.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("daytrader-settings-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "new", "settings.ini", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *inner = g_path_get_dirname (fixture->path);
  g_autofree char *beside = g_strconcat (fixture->path, ".damaged", NULL);

  g_unlink (fixture->path);
  g_unlink (beside);
  g_rmdir (inner);
  g_unlink (inner);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
write_text (Fixture    *fixture,
            const char *text,
            gssize      length)
{
  g_autofree char *inner = g_path_get_dirname (fixture->path);
  g_autoptr(GError) error = NULL;

  g_mkdir_with_parents (inner, 0700);
  g_file_set_contents (fixture->path, text, length, &error);
  g_assert_no_error (error);
}

static void
count (DeskSettings *settings,
       guint        *n)
{
  (*n)++;
}

static void
count_trouble (DeskSettings *settings,
               const char   *text,
               guint        *n)
{
  (*n)++;
}

/* Rows are what the classes of the desk rely on: unique, with a fallback that the row itself
 * allows. */
static void
test_table (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DeskSettings) settings = desk_settings_new (fixture->path);
  guint n;
  const DeskSettingRow *rows = desk_setting_list (&n);

  g_assert_null (desk_settings_get_trouble (settings));
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (desk_setting_find (rows[i].id) == &rows[i]);
      g_assert_nonnull (strchr (rows[i].id, '.'));
      g_assert_nonnull (strchr ("bids", *rows[i].type));
      g_assert_true ((rows[i].title == NULL) == (rows[i].summary == NULL));
      desk_settings_reset (settings, rows[i].id);
    }
  g_assert_null (desk_setting_find ("no.such"));
  g_assert_cmpfloat (desk_settings_get_double (settings, "replay.speed"), ==, 60.);
  g_assert_cmpstr (desk_settings_get_string (settings, "replay.universe"), ==, "minute");
  g_assert_cmpstr (desk_settings_get_string (settings, "chart.overlays"), ==, "ema(9);ema(21)");
  g_assert_true (desk_settings_get_boolean (settings, "chart.volume"));
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  DeskSettings *settings = desk_settings_new (fixture->path);
  const char *text = "ema(9);\\odd\n\t \"ü\" ";
  guint n_speed = 0, n_all = 0;

  g_signal_connect (settings, "changed::replay.speed", G_CALLBACK (count), &n_speed);
  g_signal_connect (settings, "changed", G_CALLBACK (count), &n_all);
  desk_settings_set (settings, "replay.speed", g_variant_new_double (INFINITY));
  desk_settings_set (settings, "replay.speed", g_variant_new_double (INFINITY));
  desk_settings_set (settings, "window.width", g_variant_new_int32 (777));
  desk_settings_set (settings, "window.maximized", g_variant_new_boolean (TRUE));
  desk_settings_set (settings, "palette.recent", g_variant_new_string (text));
  g_assert_cmpuint (n_speed, ==, 1);
  g_assert_cmpuint (n_all, ==, 4);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  desk_settings_save (settings);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  desk_settings_set (settings, "style.scheme", g_variant_new_string ("dark"));
  g_assert_finalize_object (settings);

  settings = desk_settings_new (fixture->path);
  g_assert_null (desk_settings_get_trouble (settings));
  g_assert_true (isinf (desk_settings_get_double (settings, "replay.speed")));
  g_assert_cmpint (desk_settings_get_int (settings, "window.width"), ==, 777);
  g_assert_true (desk_settings_get_boolean (settings, "window.maximized"));
  g_assert_cmpstr (desk_settings_get_string (settings, "palette.recent"), ==, text);
  g_assert_cmpstr (desk_settings_get_string (settings, "style.scheme"), ==, "dark");
  desk_settings_reset (settings, "window.width");
  g_assert_cmpint (desk_settings_get_int (settings, "window.width"), ==, 1200);
  g_assert_finalize_object (settings);
}

/* Saved by itself, a moment later. */
static void
test_saved_later (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(DeskSettings) settings = desk_settings_new (fixture->path);
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  desk_settings_set (settings, "chart.log", g_variant_new_boolean (TRUE));
  while (!g_file_test (fixture->path, G_FILE_TEST_EXISTS) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* One bad value does not take the others with it; keys of a newer version stay. */
static void
test_impossible_values (Fixture       *fixture,
                        gconstpointer  data)
{
  static const char text[] =
    "[replay]\nspeed=nan\nuniverse=daily\n[window]\nwidth=99999999999999999999\nheight=7\n"
    "maximized=perhaps\npage=nowhere\n[style]\nscheme=dark\n[chart]\nlog=1\n[new]\nkey=value\n";
  g_autofree char *beside = g_strconcat (fixture->path, ".damaged", NULL);
  g_autofree char *kept = NULL;
  g_autofree char *saved = NULL;
  DeskSettings *settings;
  const char *trouble;

  write_text (fixture, text, -1);
  settings = desk_settings_new (fixture->path);
  trouble = desk_settings_get_trouble (settings);
  g_assert_nonnull (trouble);
  g_assert_nonnull (strstr (trouble, "replay.speed, chart.log, window.width, window.height, "
                                     "window.maximized, window.page"));
  g_assert_nonnull (strstr (trouble, beside));
  g_assert_cmpfloat (desk_settings_get_double (settings, "replay.speed"), ==, 60.);
  g_assert_cmpint (desk_settings_get_int (settings, "window.width"), ==, 1200);
  g_assert_cmpstr (desk_settings_get_string (settings, "replay.universe"), ==, "daily");
  g_assert_cmpstr (desk_settings_get_string (settings, "style.scheme"), ==, "dark");
  g_assert_true (g_file_get_contents (beside, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, text);

  desk_settings_set (settings, "chart.log", g_variant_new_boolean (TRUE));
  g_assert_finalize_object (settings);
  g_assert_true (g_file_get_contents (fixture->path, &saved, NULL, NULL));
  g_assert_nonnull (strstr (saved, "key=value"));
  settings = desk_settings_new (fixture->path);
  g_assert_null (desk_settings_get_trouble (settings));
  g_assert_finalize_object (settings);
}

static void
test_garbage (Fixture       *fixture,
              gconstpointer  data)
{
  DtRandom random;

  dt_random_init (&random, 20190211);
  for (guint round = 0; round < 100; round++)
    {
      g_autoptr(DeskSettings) settings = NULL;
      gsize n = dt_random_below (&random, 300);
      char bytes[300];

      for (gsize i = 0; i < n; i++)
        bytes[i] = dt_random_next (&random);
      write_text (fixture, bytes, n);
      settings = desk_settings_new (fixture->path);
      g_assert_cmpint (desk_settings_get_int (settings, "window.width"), ==, 1200);
    }
}

/* A good file with a few bytes changed: every value stays one that its row allows. */
static void
test_mutations (Fixture       *fixture,
                gconstpointer  data)
{
  static const char good[] =
    "[replay]\nspeed=60\nuniverse=minute\nstrategy=ema-crossover\n[style]\nscheme=dark\n"
    "palette=classic\n[window]\nwidth=1000\nheight=700\nmaximized=false\npage=chart\n"
    "[chart]\noverlays=ema(9)\\;ema(21)\nvolume=true\nlog=false\nstyle=line\n";
  DtRandom random;

  dt_random_init (&random, 7);
  for (guint round = 0; round < 400; round++)
    {
      g_autoptr(DeskSettings) settings = NULL;
      char text[sizeof good];
      int width;
      double speed;

      memcpy (text, good, sizeof good);
      for (guint i = 0; i < 4; i++)
        text[dt_random_below (&random, sizeof good - 1)] = dt_random_next (&random);
      write_text (fixture, text, sizeof good - 1);
      settings = desk_settings_new (fixture->path);
      width = desk_settings_get_int (settings, "window.width");
      speed = desk_settings_get_double (settings, "replay.speed");
      g_assert_cmpint (width, >=, 200);
      g_assert_cmpint (width, <=, 16384);
      g_assert_true (speed >= 0.1);
      g_assert_true (g_utf8_validate (desk_settings_get_string (settings, "chart.overlays"), -1,
                                      NULL));
      g_assert_nonnull (strstr ("candles bars line",
                                desk_settings_get_string (settings, "chart.style")));
    }
}

static void
test_huge (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = g_strnfill (2 << 20, 'x');
  g_autoptr(DeskSettings) settings = NULL;

  write_text (fixture, text, -1);
  settings = desk_settings_new (fixture->path);
  g_assert_nonnull (strstr (desk_settings_get_trouble (settings), "1 MiB"));
  g_assert_cmpstr (desk_settings_get_string (settings, "style.scheme"), ==, "system");
}

/* The folder cannot be made: a file stands in its place. */
static void
test_unwritable (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *inner = g_path_get_dirname (fixture->path);
  g_autoptr(DeskSettings) settings = NULL;
  guint n = 0;

  g_assert_true (g_file_set_contents (inner, "in the way", -1, NULL));
  settings = desk_settings_new (fixture->path);
  g_assert_null (desk_settings_get_trouble (settings));
  g_signal_connect (settings, "trouble", G_CALLBACK (count_trouble), &n);
  desk_settings_set (settings, "style.scheme", g_variant_new_string ("light"));
  desk_settings_save (settings);
  g_assert_cmpuint (n, ==, 1);
  g_assert_nonnull (strstr (desk_settings_get_trouble (settings), "cannot be saved"));
  g_assert_cmpstr (desk_settings_get_string (settings, "style.scheme"), ==, "light");
}

/* A folder stands where the file should be. */
static void
test_folder_in_place (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(DeskSettings) settings = NULL;

  g_mkdir_with_parents (fixture->path, 0700);
  settings = desk_settings_new (fixture->path);
  g_assert_nonnull (strstr (desk_settings_get_trouble (settings), "cannot be read"));
  g_rmdir (fixture->path);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/desk/settings/table", test_table },
    { "/desk/settings/round-trip", test_round_trip },
    { "/desk/settings/saved-later", test_saved_later },
    { "/desk/settings/impossible-values", test_impossible_values },
    { "/desk/settings/garbage", test_garbage },
    { "/desk/settings/mutations", test_mutations },
    { "/desk/settings/huge", test_huge },
    { "/desk/settings/unwritable", test_unwritable },
    { "/desk/settings/folder-in-place", test_folder_in_place },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
