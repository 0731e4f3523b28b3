/* test-strategy-library.c - strategy files: found, copied, renamed, deleted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "dt-strategy-library.h"

#define RULES "[strategy]\nname = Mine\n[long]\nentry = close > open\n"

static char *folder;

static void
set_up (void)
{
  folder = g_dir_make_tmp ("daytrader-library-XXXXXX", NULL);
  g_assert_nonnull (folder);
}

static void
tear_down (void)
{
  g_autoptr(GPtrArray) files = dt_strategy_library_list (folder, NULL);
  g_autofree char *own = dt_strategy_library_get_folder (folder);

  for (guint i = 0; i < files->len; i++)
    {
      const DtLibraryFile *file = g_ptr_array_index (files, i);

      if (file->own)
        g_unlink (file->path);
    }
  g_rmdir (own);
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}

static const DtLibraryFile *
find (GPtrArray  *files,
      const char *id)
{
  for (guint i = 0; i < files->len; i++)
    if (g_str_equal (((const DtLibraryFile *) g_ptr_array_index (files, i))->id, id))
      return g_ptr_array_index (files, i);

  return NULL;
}

/* The files of data/strategies are there and sound, and nothing of the user's before there is. */
static void
test_shipped (void)
{
  static const char *const ids[] = { "breakout", "ema-crossover", "mean-reversion", "sma-10-30" };
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(GError) error = NULL;

  set_up ();
  files = dt_strategy_library_list (folder, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const DtLibraryFile *file = find (files, ids[i]);

      g_assert_nonnull (file);
      g_assert_no_error (file->error);
      g_assert_false (file->own);
      g_assert_cmpstr (file->name, ==, file->file->name);
    }
  for (guint i = 0; i < files->len; i++)
    g_assert_false (((const DtLibraryFile *) g_ptr_array_index (files, i))->own);
  tear_down ();
}

static void
test_own (void)
{
  g_autofree char *path = NULL, *again = NULL, *moved = NULL, *name = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(DtLibraryFile) file = NULL;

  set_up ();
  path = dt_strategy_library_add (folder, "My Rules", RULES, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (path, "/strategies/my-rules.strategy"));
  file = dt_strategy_library_load (folder, path, &error);
  g_assert_no_error (error);
  g_assert_true (file->own);
  g_assert_cmpstr (file->name, ==, "My Rules");
  g_assert_cmpstr (file->text, ==,
                   "[strategy]\nname = My Rules\n[long]\nentry = close > open\n");

  /* Names that would be the same file, or the same name in another's file, are taken */
  again = dt_strategy_library_add (folder, "my rules", RULES, &error);
  g_assert_error (error, DT_LIBRARY_ERROR, DT_LIBRARY_ERROR_TAKEN);
  g_assert_null (again);
  g_clear_error (&error);
  name = dt_strategy_library_make_name (folder, "My Rules", &error);
  g_assert_cmpstr (name, ==, "My Rules 2");

  moved = dt_strategy_library_rename (folder, path, "Their Rules", &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (moved, "/their-rules.strategy"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_pointer (&file, dt_library_file_free);
  file = dt_strategy_library_load (folder, moved, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (file->name, ==, "Their Rules");

  g_assert_true (dt_strategy_library_delete (folder, moved, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (moved, G_FILE_TEST_EXISTS));
  tear_down ();
}

/* What does not pass the check is listed with its reason and place. */
static void
test_broken (void)
{
  g_autofree char *path = NULL;
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(GError) error = NULL;
  const DtLibraryFile *file;
  guint line, column;

  set_up ();
  path = dt_strategy_library_add (folder, "Broken",
                                  "[strategy]\nname = B\n[long]\nentry = emma(9) > 1\n", &error);
  g_assert_no_error (error);
  files = dt_strategy_library_list (folder, &error);
  g_assert_no_error (error);
  file = find (files, "broken");
  g_assert_null (file->file);
  g_assert_error (file->error, DT_RULE_ERROR, DT_RULE_ERROR_UNKNOWN_NAME);
  dt_rule_error_get_place (file->error, &line, &column);
  g_assert_cmpuint (line, ==, 4);
  g_assert_cmpuint (column, ==, 9);
  g_assert_cmpstr (file->name, ==, "broken");
  tear_down ();
}

/* What came with the program stays as it is. */
static void
test_shipped_stays (void)
{
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(GError) error = NULL;
  const DtLibraryFile *file;

  set_up ();
  files = dt_strategy_library_list (folder, &error);
  file = find (files, "breakout");
  g_assert_false (dt_strategy_library_delete (folder, file->path, &error));
  g_assert_error (error, DT_SHELF_ERROR, DT_SHELF_ERROR_SHIPPED);
  g_clear_error (&error);
  g_assert_false (dt_strategy_library_save (folder, file->path, "", &error));
  g_assert_error (error, DT_SHELF_ERROR, DT_SHELF_ERROR_SHIPPED);
  g_clear_error (&error);
  g_assert_null (dt_strategy_library_rename (folder, file->path, "Other", &error));
  g_assert_error (error, DT_SHELF_ERROR, DT_SHELF_ERROR_SHIPPED);
  tear_down ();
}

static void
test_names (void)
{
  static const char *const bad[] = { "", "  ", "---", "a # b", "two\nlines" };
  g_autofree char *long_name = g_strnfill (81, 'a');
  g_autofree char *id = dt_strategy_library_make_id ("  EMA/crossover (2)… ");

  set_up ();
  g_assert_cmpstr (id, ==, "ema-crossover-2");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (dt_strategy_library_add (folder, bad[i], RULES, &error));
      g_assert_error (error, DT_LIBRARY_ERROR, DT_LIBRARY_ERROR_NAME);
    }
  g_assert_null (dt_strategy_library_add (folder, long_name, RULES, NULL));
  tear_down ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host/strategy-library/shipped", test_shipped);
  g_test_add_func ("/host/strategy-library/own", test_own);
  g_test_add_func ("/host/strategy-library/broken", test_broken);
  g_test_add_func ("/host/strategy-library/shipped-stays", test_shipped_stays);
  g_test_add_func ("/host/strategy-library/names", test_names);

  return g_test_run ();
}
