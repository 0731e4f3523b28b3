/* test-fuzzy.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "desk-fuzzy.h"

#define N_ROUNDS 20000

static const char *const letters[] = { "a", "b", "A", "B", "c", " ", "-", "é", "É", "×", "1" };

static char *
make_text (GRand *rand,
           guint  longest)
{
  GString *text = g_string_new (NULL);
  guint n = g_rand_int_range (rand, 0, longest + 1);

  for (guint i = 0; i < n; i++)
    g_string_append (text, letters[g_rand_int_range (rand, 0, G_N_ELEMENTS (letters))]);

  return g_string_free (text, FALSE);
}

/* The definition in words, as plainly as it can be written. */
static gboolean
stands_in (const char *query,
           const char *text)
{
  for (; *query != '\0'; query = g_utf8_next_char (query))
    {
      gunichar letter = g_unichar_tolower (g_utf8_get_char (query));

      if (g_unichar_isspace (letter))
        continue;
      while (*text != '\0' && g_unichar_tolower (g_utf8_get_char (text)) != letter)
        text = g_utf8_next_char (text);
      if (*text == '\0')
        return FALSE;
      text = g_utf8_next_char (text);
    }

  return TRUE;
}

static void
test_fits (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autofree char *query = make_text (rand, 5);
      g_autofree char *text = make_text (rand, 14);

      g_assert_cmpint (desk_fuzzy_score (query, text) >= 0, ==, stands_in (query, text));
    }
}

static void
test_case (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (12);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autofree char *query = make_text (rand, 4);
      g_autofree char *lower = g_utf8_strdown (query, -1);
      g_autofree char *upper = g_utf8_strup (query, -1);
      g_autofree char *text = make_text (rand, 12);

      g_assert_cmpint (desk_fuzzy_score (lower, text), ==, desk_fuzzy_score (upper, text));
      g_assert_cmpint (desk_fuzzy_score (query, text), ==, desk_fuzzy_score (upper, text));
    }
}

/* A text that begins with what was typed, against one of the same length in which the same letters
 * are parted. */
static void
test_prefix (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (13);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      guint n = g_rand_int_range (rand, 2, 8);
      guint split = g_rand_int_range (rand, 1, n);
      guint n_gap = g_rand_int_range (rand, 1, 6);
      GString *query = g_string_new (NULL), *prefix, *parted;

      for (guint j = 0; j < n; j++)
        g_string_append_c (query, 'a' + (int) j);
      prefix = g_string_new (query->str);
      parted = g_string_new_len (query->str, split);
      for (guint j = 0; j < n_gap; j++)
        {
          const char *filler = g_rand_boolean (rand) ? " " : "z";

          g_string_append (prefix, filler);
          g_string_append (parted, filler);
        }
      g_string_append (parted, query->str + split);

      g_assert_cmpint (desk_fuzzy_score (query->str, prefix->str), >,
                       desk_fuzzy_score (query->str, parted->str));
      g_string_free (query, TRUE);
      g_string_free (prefix, TRUE);
      g_string_free (parted, TRUE);
    }
}

static void
assert_better (const char *query,
               const char *better,
               const char *worse)
{
  g_assert_cmpint (desk_fuzzy_score (query, better), >, desk_fuzzy_score (query, worse));
}

static void
test_order (void)
{
  assert_better ("apple", "Apple Inc.", "Maple Plain Exploration");
  assert_better ("cp", "Close Position", "Cancel Stop");
  assert_better ("pos", "Close Position", "Play or Stop");
  assert_better ("t", "T", "TSLA");
  assert_better ("buy", "Buy", "Buy Back");
  assert_better ("bank", "Bank of America", "Citizens Bank");
  assert_better ("êtr", "Être", "Fenêtre");
}

static void
test_limits (void)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autofree char *long_query = g_strnfill (300, 'x');

  g_assert_cmpint (desk_fuzzy_score ("", ""), ==, 0);
  g_assert_cmpint (desk_fuzzy_score ("", "anything"), ==, 0);
  g_assert_cmpint (desk_fuzzy_score ("  ", "anything"), ==, 0);
  g_assert_cmpint (desk_fuzzy_score ("a", ""), <, 0);
  g_assert_cmpint (desk_fuzzy_score ("ab", "ba"), <, 0);
  g_assert_cmpint (desk_fuzzy_score (long_query, long_text), >, 0);
  g_assert_cmpint (desk_fuzzy_score ("x", "\xff\xc3"), <, 0);
  g_assert_cmpint (desk_fuzzy_score ("\xc3", "a\xc3"), >=, 0);
}

static void
test_names (void)
{
  g_assert_cmpint (desk_fuzzy_score_names ("ibm", "IBM", "International Business Machines"), >,
                   desk_fuzzy_score_names ("ibm", "BIIB", "Ibm"));
  g_assert_cmpint (desk_fuzzy_score_names ("apple", "AAPL", "Apple Inc."), >,
                   desk_fuzzy_score_names ("apple", "MAPLE", "A Person's Place"));
  g_assert_cmpint (desk_fuzzy_score_names ("zz", "AAPL", "Apple Inc."), <, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fuzzy/fits", test_fits);
  g_test_add_func ("/fuzzy/case", test_case);
  g_test_add_func ("/fuzzy/prefix", test_prefix);
  g_test_add_func ("/fuzzy/order", test_order);
  g_test_add_func ("/fuzzy/limits", test_limits);
  g_test_add_func ("/fuzzy/names", test_names);

  return g_test_run ();
}
