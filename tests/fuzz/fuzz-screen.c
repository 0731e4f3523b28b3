/* fuzz-screen.c - any text as a screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "dt-rule-instance.h"
#include "dt-screen-file.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* Takes any text or refuses it with one error that has a place; what it takes keeps what the type
 * promises, can be followed over bars, and goes through a draft unchanged. */

static void
play (const DtScreenFile *file)
{
  g_autoptr(DtRuleInstance) rules = dt_rule_instance_new (file->program);

  for (guint i = 0; i < 20; i++)
    {
      double close = 100. + i % 7;
      DtBar bar = { i * DT_DAY, close, close, close, close, 1. };

      dt_rule_instance_step (rules, &bar, NULL);
      for (guint k = 0; k < file->n_criteria; k++)
        {
          double met = dt_rule_instance_get (rules, k);

          g_assert_true (met == 0. || met == 1.);
        }
      for (guint k = file->n_criteria; k <= DT_SCREEN_SCORE (file); k++)
        g_assert_false (isinf (dt_rule_instance_get (rules, k)));
    }
}

static void
check_file (const DtScreenFile *file)
{
  g_assert_cmpuint (file->n_criteria, >, 0);
  g_assert_cmpuint (file->n_criteria, <=, DT_SCREEN_MAX_CRITERIA);
  g_assert_cmpuint (file->keep, >, 0);
  g_assert_cmpuint (file->keep, <=, DT_SCREEN_MAX_KEEP);
  g_assert_cmpuint (file->timeframe, >, 0);
  g_assert_cmpstr (file->name, !=, "");
}

/* As the desk edits it: line by line. */
static void
check_draft (const DtScreenFile *file)
{
  const char *names[DT_SCREEN_MAX_CRITERIA], *rules[DT_SCREEN_MAX_CRITERIA];
  DtScreenDraft draft = {
    .name = file->name, .description = file->description, .universe = file->universe,
    .timeframe = file->timeframe, .keep = file->keep, .n_criteria = file->n_criteria,
    .names = names, .rules = rules, .score_name = file->score_name,
    .score_rule = file->score_text,
  };
  g_autofree char *text = NULL;
  g_autoptr(DtScreenFile) again = NULL;

  for (guint k = 0; k < file->n_criteria; k++)
    {
      names[k] = file->criteria[k].name;
      rules[k] = file->criteria[k].text;
    }
  text = dt_screen_draft_to_text (&draft);
  again = dt_screen_file_parse (text, NULL, NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->n_criteria, ==, file->n_criteria);
  for (guint k = 0; k < file->n_criteria; k++)
    g_assert_cmpstr (again->criteria[k].text, ==, file->criteria[k].text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtScreenFile) file = dt_screen_file_parse (text, "fuzz.screen", &error);
  guint line, column;

  g_assert_true ((file == NULL) == (error != NULL));
  if (error != NULL)
    {
      g_assert_true (error->domain == DT_RULE_ERROR);
      dt_rule_error_get_place (error, &line, &column);
      g_assert_true (line > 0 && column > 0);
      return 0;
    }

  check_file (file);
  play (file);
  check_draft (file);

  return 0;
}
