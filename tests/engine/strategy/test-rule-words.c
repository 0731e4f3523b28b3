/* test-rule-words.c - what is offered to a writer is what the language has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-indicator.h"
#include "dt-rule-names-private.h"
#include "dt-rule-words.h"
#include "dt-strategy-file.h"

/* No name of the language is missing, and none is offered that it does not have. */
static void
test_names (void)
{
  guint n_names, n_words, n_rules = 0;
  const DtRuleName *names = dt_rule_name_list (&n_names);
  const DtRuleWord *words = dt_rule_word_list (&n_words);

  for (guint i = 0; i < n_names; i++)
    g_assert_nonnull (dt_rule_word_find (names[i].name));
  for (guint i = 0; i < n_words; i++)
    {
      if (words[i].kind == DT_RULE_WORD_OPERATOR || words[i].kind >= DT_RULE_WORD_SECTION)
        continue;
      g_assert_nonnull (dt_rule_name_find (words[i].name));
      n_rules++;
    }
  g_assert_cmpuint (n_rules, ==, n_names);
}

/* Nothing is said twice, and each says what it is. */
static void
test_rows (void)
{
  guint n;
  const DtRuleWord *words = dt_rule_word_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (strlen (words[i].summary), >, 5);
      g_assert_nonnull (dt_rule_word_kind_to_string (words[i].kind));
      g_assert_null (dt_indicator_find (words[i].name));
      for (guint k = 0; k < i; k++)
        g_assert_false (words[i].kind == words[k].kind && g_str_equal (words[i].name, words[k].name)
                        && g_strcmp0 (words[i].section, words[k].section) == 0);
    }
}

static gboolean
is_known_key (const char *section,
              const char *key)
{
  g_autofree char *text = g_strdup_printf ("[strategy]\nname = a\n[%s]\n%s = x\n", section, key);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtStrategyFile) file = dt_strategy_file_parse (text, NULL, NULL, 0, &error);

  /* Whatever else is wrong with it */
  return file != NULL || strstr (error->message, "is no key of") == NULL;
}

/* The reader of strategy files knows every key that is offered, and refuses one that is not. */
static void
test_keys (void)
{
  guint n;
  const DtRuleWord *words = dt_rule_word_list (&n);

  for (guint i = 0; i < n; i++)
    if (words[i].kind == DT_RULE_WORD_KEY)
      g_assert_true (is_known_key (words[i].section, words[i].name));
  g_assert_false (is_known_key ("long", "enter"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/strategy/rule-words/names", test_names);
  g_test_add_func ("/strategy/rule-words/rows", test_rows);
  g_test_add_func ("/strategy/rule-words/keys", test_keys);

  return g_test_run ();
}
