/* test-screen-file.c - screens as they are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "dt-screen-library.h"

#define HEAD "[screen]\nname = Mine\n"
#define BODY "[criteria]\nprice = close > 10\n"

static void
test_file (void)
{
  static const char text[] =
    "# What I look for\n"
    "[screen]\n"
    "name = Mine   # mine alone\n"
    "description = Strong and liquid\n"
    "universe = daily\n"
    "timeframe = 15m\n"
    "keep = 12\n"
    "[criteria]\n"
    "average-volume = sma(volume, 20) > 1e6\n"
    "ATR = 1 < atr(14)\n"
    "both = close > 10\n"
    "  and volume > 0   # on two lines\n"
    "range = close between 5 and 50\n"
    "cross = ema(9) crosses above ema(21)\n"
    "same = (close > open) == true\n"
    "[score]\n"
    "momentum = roc(20)\n";
  static const struct
  {
    const char *name;
    const char *label;
    const char *text;
    gboolean    has_value;
  } expected[] = {
    { "average-volume", "Average volume", "sma(volume, 20) > 1e6", TRUE },
    { "ATR", "ATR", "1 < atr(14)", TRUE },
    { "both", "Both", "close > 10 and volume > 0", FALSE },
    { "range", "Range", "close between 5 and 50", TRUE },
    { "cross", "Cross", "ema(9) crosses above ema(21)", TRUE },
    /* What is compared there is no number */
    { "same", "Same", "(close > open) == true", FALSE },
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(DtScreenFile) file = dt_screen_file_parse (text, "mine.screen", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (file->name, ==, "Mine");
  g_assert_cmpstr (file->description, ==, "Strong and liquid");
  g_assert_cmpstr (file->universe, ==, "daily");
  g_assert_cmpuint (file->timeframe, ==, 900);
  g_assert_cmpuint (file->keep, ==, 12);
  g_assert_cmpuint (file->n_criteria, ==, G_N_ELEMENTS (expected));
  for (guint k = 0; k < G_N_ELEMENTS (expected); k++)
    {
      g_assert_cmpstr (file->criteria[k].name, ==, expected[k].name);
      g_assert_cmpstr (file->criteria[k].label, ==, expected[k].label);
      g_assert_cmpstr (file->criteria[k].text, ==, expected[k].text);
      g_assert_cmpint (file->criteria[k].has_value, ==, expected[k].has_value);
    }
  g_assert_cmpstr (file->score_name, ==, "momentum");
  g_assert_cmpstr (file->score_text, ==, "roc(20)");
  /* Conditions, values, score */
  g_assert_cmpuint (dt_rule_program_get_n_outputs (file->program), ==, 13);
  g_assert_cmpstr (dt_rule_program_get_text (file->program, 6), ==, "sma(volume, 20)");
  g_assert_cmpstr (dt_rule_program_get_text (file->program, 7), ==, "atr(14)");
  g_assert_cmpstr (dt_rule_program_get_text (file->program, 9), ==, "close");
}

static void
test_defaults (void)
{
  g_autoptr(DtScreenFile) file = dt_screen_file_parse (HEAD BODY, NULL, NULL);

  g_assert_nonnull (file);
  g_assert_cmpuint (file->timeframe, ==, DT_TIMEFRAME_DAY);
  g_assert_cmpuint (file->keep, ==, 30);
  g_assert_cmpstr (file->description, ==, "");
  g_assert_null (file->universe);
  g_assert_null (file->score_name);
}

/* Lines and columns are counted by hand. */
static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    const char *part;
    guint       line;
    guint       column;
  } cases[] = {
    { "", "has no name", 1, 1 },
    { HEAD, "asks for nothing", 1, 1 },
    { BODY, "has no name", 1, 1 },
    { "[screen]\nname =\n" BODY, "has no value", 2, 1 },
    { HEAD "colour = red\n" BODY, "no key \"colour\"", 3, 1 },
    { HEAD "[critera]\nprice = close > 10\n", "no section \"critera\"", 3, 1 },
    { HEAD BODY "\n[notes]\n", "no section \"notes\"", 6, 1 },
    { HEAD "timeframe = 7x\n" BODY, "not \"7x\"", 3, 13 },
    { HEAD "keep = 0\n" BODY, "not \"0\"", 3, 8 },
    { HEAD "keep = 1001\n" BODY, "1 to 1000", 3, 8 },
    { HEAD "[criteria]\nprice = close >\n", "should be", 4, 16 },
    { HEAD "[criteria]\nprice = closs > 10\n", "did you mean \"close\"", 4, 9 },
    { HEAD "[criteria]\nprice = close\n", "condition", 4, 9 },
    { HEAD "[criteria]\nprice = close > 10\nprice = close > 11\n", "set twice", 5, 1 },
    { HEAD "[criteria]\nfull = account equity > 5\n", "reads a position or the account", 4, 8 },
    { HEAD "[criteria]\nheld = is long\n", "reads a position or the account", 4, 8 },
    { HEAD "[criteria]\nfell = rank(close)[1] > 0.5\n", "looks back on a rank", 4, 8 },
    { HEAD "[criteria]\nfell = sma(rank(close), 5) > 0.5\n", "looks back on a rank", 4, 8 },
    { HEAD BODY "[score]\nx = close > 1\n", "number", 6, 5 },
    { HEAD BODY "[score]\nx = close\ny = open\n", "one score", 7, 1 },
    { HEAD BODY "[score]\nx = close / 0\n", "zero", 6, 11 },
    { HEAD BODY "[score]\nx = rank(close)[2]\n", "looks back on a rank", 6, 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(DtScreenFile) file = dt_screen_file_parse (cases[i].text, "x.screen", &error);
      guint line, column;

      g_assert_null (file);
      g_assert_true (error->domain == DT_RULE_ERROR);
      g_test_message ("%u: %s", i, error->message);
      g_assert_nonnull (strstr (error->message, cases[i].part));
      dt_rule_error_get_place (error, &line, &column);
      g_assert_cmpuint (line, ==, cases[i].line);
      g_assert_cmpuint (column, ==, cases[i].column);
    }
}

static void
test_too_many (void)
{
  g_autoptr(GString) text = g_string_new (HEAD "[criteria]\n");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i <= DT_SCREEN_MAX_CRITERIA; i++)
    g_string_append_printf (text, "c%u = close > %u\n", i, i);
  g_assert_null (dt_screen_file_parse (text->str, NULL, &error));
  g_assert_nonnull (strstr (error->message, "at most 32 criteria, not 33"));
}

static void
test_names (void)
{
  static const char *const names[][3] = {
    { "Average volume", "average-volume", "Average volume" },
    { "ATR", "ATR", "ATR" },
    { "52-week High!", "52-week-high", "52 week high" },
    { "RSI (14)", "RSI-14", "RSI 14" },
    { "  ", "", "" },
    { "Größe", "gr-e", "Gr e" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = dt_screen_make_name (names[i][0]);
      g_autofree char *label = dt_screen_make_label (name);

      g_assert_cmpstr (name, ==, names[i][1]);
      g_assert_cmpstr (label, ==, names[i][2]);
    }
}

static DtScreenDraft
make_draft (const char *const *rules,
            const char        *score)
{
  static const char *const names[] = { "price", "ATR" };

  return (DtScreenDraft) {
    .name = "Mine", .description = "Two things", .universe = "daily", .timeframe = 900, .keep = 5,
    .n_criteria = 2, .names = names, .rules = rules, .score_name = "momentum", .score_rule = score,
  };
}

/* What a draft says is read back, and what is wrong in it is found in the line of the draft. */
static void
test_draft (void)
{
  static const char *const good[] = { "close > 10", "atr(14) > 1\n and close > 1" };
  static const char *const bad[] = { "close > 10", "atr(14) > oops" };
  DtScreenDraft draft = make_draft (good, "roc(20)");
  g_autofree char *text = dt_screen_draft_to_text (&draft);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtScreenFile) file = dt_screen_file_parse (text, NULL, &error);
  DtScreenPlace place;

  g_assert_no_error (error);
  g_assert_cmpstr (file->name, ==, "Mine");
  g_assert_cmpstr (file->description, ==, "Two things");
  g_assert_cmpstr (file->universe, ==, "daily");
  g_assert_cmpuint (file->timeframe, ==, 900);
  g_assert_cmpuint (file->keep, ==, 5);
  g_assert_cmpstr (file->criteria[1].name, ==, "ATR");
  g_assert_cmpstr (file->criteria[1].text, ==, "atr(14) > 1 and close > 1");
  g_assert_cmpstr (file->score_text, ==, "roc(20)");

  draft = make_draft (bad, "roc(20)");
  g_free (text);
  text = dt_screen_draft_to_text (&draft);
  g_assert_null (dt_screen_file_parse (text, NULL, &error));
  g_assert_true (dt_screen_draft_find (&draft, error, &place));
  g_assert_false (place.is_score);
  g_assert_cmpuint (place.criterion, ==, 1);
  g_assert_cmpuint (place.column, ==, 11);   /* of "atr(14) > oops" */
  g_clear_error (&error);

  draft = make_draft (good, "roc(");
  g_free (text);
  text = dt_screen_draft_to_text (&draft);
  g_assert_null (dt_screen_file_parse (text, NULL, &error));
  g_assert_true (dt_screen_draft_find (&draft, error, &place));
  g_assert_true (place.is_score);
  g_assert_cmpuint (place.column, ==, 5);
}

/* Every screen that is shipped passes its own check and has what product and docs promise. */
static void
test_shipped (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("dt-screens-XXXXXX", &error);
  g_autofree char *path = NULL, *own = NULL, *found = NULL;
  g_autoptr(GPtrArray) entries = dt_screen_library_list (folder, &error);
  guint n_shipped = entries->len;

  g_assert_no_error (error);
  g_assert_cmpuint (n_shipped, >=, 3);
  for (guint i = 0; i < n_shipped; i++)
    {
      const DtScreenEntry *entry = g_ptr_array_index (entries, i);

      g_assert_no_error (entry->error);
      g_assert_false (entry->own);
      g_assert_cmpstr (entry->file->description, !=, "");
      g_assert_nonnull (entry->file->score_name);
    }
  g_assert_false (dt_screen_library_save (folder, ((DtScreenEntry *) entries->pdata[0])->path, HEAD,
                                          &error));
  g_assert_error (error, DT_SHELF_ERROR, DT_SHELF_ERROR_SHIPPED);
  g_clear_error (&error);

  /* The user's own, even a wrong one, is listed behind them */
  path = dt_screen_library_make_path (folder, "My Screen", &error);
  g_assert_true (dt_screen_library_save (folder, path, HEAD, &error));
  g_clear_pointer (&entries, g_ptr_array_unref);
  entries = dt_screen_library_list (folder, &error);
  g_assert_cmpuint (entries->len, ==, n_shipped + 1);
  g_assert_true (((DtScreenEntry *) entries->pdata[n_shipped])->own);
  g_assert_error (((DtScreenEntry *) entries->pdata[n_shipped])->error, DT_RULE_ERROR,
                  DT_RULE_ERROR_FILE);
  found = dt_screen_library_find (folder, "my-screen", &error);
  g_assert_cmpstr (found, ==, path);
  g_assert_true (dt_screen_library_delete (folder, path, &error));
  g_assert_null (dt_screen_library_find (folder, "my-screen", &error));
  g_assert_error (error, DT_SCREEN_LIBRARY_ERROR, DT_SCREEN_LIBRARY_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_null (dt_screen_library_make_path (folder, "!?", &error));
  g_assert_error (error, DT_SCREEN_LIBRARY_ERROR, DT_SCREEN_LIBRARY_ERROR_NAME);

  own = g_build_filename (folder, "screens", NULL);
  g_rmdir (own);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/screen/file/read", test_file);
  g_test_add_func ("/screen/file/defaults", test_defaults);
  g_test_add_func ("/screen/file/errors", test_errors);
  g_test_add_func ("/screen/file/too-many", test_too_many);
  g_test_add_func ("/screen/file/names", test_names);
  g_test_add_func ("/screen/file/draft", test_draft);
  g_test_add_func ("/screen/file/library", test_shipped);

  return g_test_run ();
}
