/* test-selector.c - selector files, and how long a regime is kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-selector.h"

#define HEAD "[selector]\nmarket = SPY\n"
#define BODY "[trending]\none = 1\n"

static void
test_file (void)
{
  static const char text[] =
    "# A comment\n[selector]\nname = Mine\nmarket = universe\ntimeframe = 15m\nbreadth = no\n"
    "dwell = 12\n[thresholds]\ntrend-enter = 0.5\nmax-age = 3\n"
    "[trending]\nfirst = 1\nsecond_2 = 0.25\n[ranging]\n[unknown]\nsecond_2 = 1e-1\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(DtSelectorFile) file = dt_selector_file_parse (text, "a/b/mine.selector", &error);
  g_autofree char *trending = NULL, *ranging = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (file->name, ==, "Mine");
  g_assert_null (file->market);
  g_assert_cmpuint (file->timeframe, ==, 900);
  g_assert_cmpuint (file->dwell, ==, 12);
  g_assert_false (file->rules.breadth);
  g_assert_cmpfloat (file->rules.trend_enter, ==, .5);
  g_assert_cmpfloat (file->rules.max_age, ==, 3.);
  g_assert_cmpfloat (file->rules.trend_leave, ==, .19);
  g_assert_cmpuint (file->strategies->len, ==, 2);
  g_assert_cmpfloat (file->weights[DT_REGIME_TRENDING][0], ==, 1.);
  g_assert_cmpfloat (file->weights[DT_REGIME_TRENDING][1], ==, .25);
  g_assert_cmpfloat (file->weights[DT_REGIME_UNKNOWN][1], ==, .1);
  g_assert_cmpfloat (file->weights[DT_REGIME_CALM][0], ==, 0.);
  trending = dt_selector_dup_chosen (file, DT_REGIME_TRENDING);
  ranging = dt_selector_dup_chosen (file, DT_REGIME_RANGING);
  g_assert_cmpstr (trending, ==, "first, second_2 x 0.25");
  g_assert_cmpstr (ranging, ==, "nothing");
}

/* Without a name it goes by its file's; what is left out is as documented. */
static void
test_defaults (void)
{
  g_autoptr(DtSelectorFile) file = dt_selector_file_parse (HEAD BODY, "a/mine.selector", NULL);

  g_assert_cmpstr (file->name, ==, "mine");
  g_assert_cmpstr (file->market, ==, "SPY");
  g_assert_cmpuint (file->timeframe, ==, DT_TIMEFRAME_DAY);
  g_assert_cmpuint (file->dwell, ==, 5);
  g_assert_true (file->rules.breadth);
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    const char *part;
  } cases[] = {
    { "", "needs “market”" },
    { "nonsense", "is no selector" },
    { BODY, "needs “market”" },
    { HEAD, "no strategy is chosen" },
    { HEAD BODY "[sideways]\none = 1\n", "no section [sideways]" },
    { HEAD BODY "[sideways]\n", "no section [sideways]" },
    { HEAD "colour = red\n" BODY, "no key “colour”" },
    { HEAD "dwell = 0\n" BODY, "dwell is “0”" },
    { HEAD "dwell = 2.5\n" BODY, "dwell is “2.5”" },
    { HEAD "breadth = maybe\n" BODY, "must be yes or no" },
    { HEAD "timeframe = 7x\n" BODY, "timeframe is “7x”" },
    { HEAD "name =\n" BODY, "name is empty" },
    { HEAD "[thresholds]\ntrend-entr = 1\n" BODY, "no threshold “trend-entr”" },
    { HEAD "[thresholds]\ntrend-enter = 1.5\n" BODY, "must be a number from 0 to 1" },
    { HEAD "[thresholds]\ntrend-enter = nan\n" BODY, "trend-enter is “nan”" },
    { HEAD "[thresholds]\ntrend-enter = 0.1\n" BODY, "trend-leave is above trend-enter" },
    { HEAD "[thresholds]\ntrend-length = 2.5\n" BODY, "without a fraction" },
    { HEAD "[thresholds]\ncalm-enter = 0.9\ncalm-leave = 1\n" BODY, "not below volatile-enter" },
    { HEAD "[trending]\none = 0\n", "must be above 0" },
    { HEAD "[trending]\none = 1.01\n", "at most 1" },
    { HEAD "[trending]\none = nan\n", "weight of one" },
    { HEAD "[trending]\none = -1\n", "weight of one" },
    { HEAD "[trending]\none.strategy = 1\n", "no name of a strategy file" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (dt_selector_file_parse (cases[i].text, "x.selector", &error));
      g_assert_error (error, DT_SELECTOR_ERROR, DT_SELECTOR_ERROR_FILE);
      if (strstr (error->message, cases[i].part) == NULL)
        g_error ("“%s” is not in: %s", cases[i].part, error->message);
    }
}

static void
test_bind (void)
{
  g_autoptr(DtSelectorFile) file
    = dt_selector_file_parse (HEAD "[trending]\none = 1\n[calm]\ntwo = 1\n", "x", NULL);
  char *good[] = { (char *) "/a/two.strategy", (char *) "one.strategy", NULL };
  char *few[] = { (char *) "one.strategy", NULL };
  char *other[] = { (char *) "one.strategy", (char *) "three.strategy", NULL };
  char *twice[] = { (char *) "one.strategy", (char *) "b/one.strategy", NULL };
  char **bad[] = { few, other, twice };
  g_autofree guint *places = dt_selector_file_bind (file, good, NULL);

  g_assert_cmpuint (places[0], ==, 1);
  g_assert_cmpuint (places[1], ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (dt_selector_file_bind (file, bad[i], &error));
      g_assert_error (error, DT_SELECTOR_ERROR, DT_SELECTOR_ERROR_STRATEGY);
    }
}

/* A source that says what it was told to. */
typedef struct
{
  DtRegimeSource  parent;
  const DtRegime *regimes;
  guint           at;
} Script;

static void
read_script (DtRegimeSource  *source,
             DtTime           time,
             DtRegimeReading *reading)
{
  Script *script = (Script *) source;

  *reading = (DtRegimeReading) { .regime = script->regimes[script->at++] };
}

static void
free_script (DtRegimeSource *source)
{
  g_free (source);
}

#define U DT_REGIME_UNKNOWN
#define T DT_REGIME_TRENDING
#define R DT_REGIME_RANGING
#define C DT_REGIME_CALM

/* With a dwell of three a regime lasts three readings at least; what comes and goes in between is
 * never seen. From and to unknown it is immediate. */
static void
test_dwell (void)
{
  static const DtRegimeSourceClass klass = { .name = "script", .read = read_script,
                                             .free = free_script };
  static const DtRegime said[] = { U, T, R, R, R, T, T, C, C, U, C, T, C, C, T };
  static const DtRegime kept[] = { U, T, T, T, R, R, R, C, C, U, C, C, C, C, T };
  g_autoptr(DtSelectorFile) file = dt_selector_file_parse (HEAD "dwell = 3\n" BODY, "x", NULL);
  Script *script = g_new0 (Script, 1);
  DtSelector selector;
  DtRegime last = U;

  script->parent.klass = &klass;
  script->regimes = said;
  dt_selector_init (&selector, file, &script->parent);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      gboolean switched = dt_selector_step (&selector, i);

      g_assert_cmpint (selector.regime, ==, kept[i]);
      g_assert_true (switched == (kept[i] != last));
      if (switched)
        g_assert_cmpint (selector.since, ==, i);
      last = kept[i];
    }
  dt_selector_clear (&selector);
}

/* What ships parses, and its strategies ship too. */
static void
test_shipped (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data",
                                              "selectors", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  for (; (name = g_dir_read_name (dir)) != NULL; n++)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *text = NULL;
      g_autoptr(DtSelectorFile) file = NULL;
      g_autoptr(GError) error = NULL;

      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);
      file = dt_selector_file_parse (text, path, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < file->strategies->len; i++)
        {
          g_autofree char *strategy
            = g_strconcat (folder, "/../strategies/",
                           (char *) g_ptr_array_index (file->strategies, i), ".strategy", NULL);

          g_assert_true (g_file_test (strategy, G_FILE_TEST_EXISTS));
        }
    }
  g_assert_cmpuint (n, >=, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selector/file", test_file);
  g_test_add_func ("/selector/defaults", test_defaults);
  g_test_add_func ("/selector/errors", test_errors);
  g_test_add_func ("/selector/bind", test_bind);
  g_test_add_func ("/selector/dwell", test_dwell);
  g_test_add_func ("/selector/shipped", test_shipped);

  return g_test_run ();
}
