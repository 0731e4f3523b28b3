/* test-rule-text.c - colours, completion and the check of strategy files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <adwaita.h>

#include "dt-indicator.h"
#include "dt-rule-words.h"

#include "desk-rule-editor.h"
#include "desk-rule-proposal.h"
#include "desk-rule-tagger.h"

#include "../base/session-steps.h"

/* "k entry|o =|f ema|n 9": letter of the piece and its text */
static char *
split (const char *line,
       gboolean    is_rule)
{
  static const char letters[] = "cskno" "ftpy";
  g_autoptr(GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) spans = NULL;
  GString *text = g_string_new (NULL);

  g_hash_table_add (parameters, (gpointer) "fast");
  spans = desk_rule_split_line (line, is_rule, parameters);
  for (guint i = 0; i < spans->len; i++)
    {
      const DeskRuleSpan *span = &g_array_index (spans, DeskRuleSpan, i);

      g_string_append_printf (text, "%s%c %.*s", i > 0 ? "|" : "", letters[span->piece],
                              (int) (span->end - span->start), line + span->start);
    }

  return g_string_free (text, FALSE);
}

static void
test_split (void)
{
  static const struct
  {
    const char *line;
    gboolean    is_rule;
    const char *spans;
  } cases[] = {
    { "", TRUE, "" },
    { "# a comment = 3", TRUE, "c # a comment = 3" },
    { "[long] # side", TRUE, "s [long]|c # side" },
    { "name = EMA and 3", FALSE, "k name" },
    { "entry = ema(fast) crosses above EMA(21)", TRUE,
      "k entry|f ema|p fast|o crosses above|f EMA|n 21" },
    { "  and close > highest(high, 20)[1] # new", TRUE,
      "o and|t close|o >|f highest|t high|n 20|n 1|c # new" },
    { "size = risk 1%", TRUE, "k size|n 1%" },
    { "exit = bars since entry > 5 or bars_since(close < open) > 2.5e1", TRUE,
      "k exit|t bars since entry|o >|n 5|o or|f bars_since|t close|o <|t open|o >|n 2.5e1" },
    { "entry = BRK.B:close > \"^VIX\":close@1d", TRUE,
      "k entry|y BRK.B:|t close|o >|y \"^VIX\":|t close|y @1d" },
    { "entry = emma(9)", TRUE, "k entry|n 9" },
    { "fast = 9 in 2..50", TRUE, "k fast|n 9|n 2|n 50" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *spans = split (cases[i].line, cases[i].is_rule);

      g_assert_cmpstr (spans, ==, cases[i].spans);
    }
}

/* Everything that the language and the table of indicators know has a colour. */
static void
test_all_names (void)
{
  guint n;
  const DtRuleWord *words = dt_rule_word_list (&n);
  const DtIndicator *const *indicators;

  for (guint i = 0; i < n && words[i].kind < DT_RULE_WORD_SECTION; i++)
    {
      g_autoptr(GArray) spans = desk_rule_split_line (words[i].name, TRUE, NULL);

      g_assert_cmpuint (spans->len, ==, 1);
      g_assert_cmpuint (g_array_index (spans, DeskRuleSpan, 0).end, ==, strlen (words[i].name));
    }
  indicators = dt_indicator_list (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GArray) spans = desk_rule_split_line (indicators[i]->id, TRUE, NULL);

      g_assert_cmpuint (spans->len, ==, 1);
      g_assert_cmpint (g_array_index (spans, DeskRuleSpan, 0).piece, ==, DESK_RULE_FUNCTION);
    }
}

/* Whatever is written, spans are in order and inside the line. */
static void
test_any_line (void)
{
  static const char alphabet[] = "ab e1.%@\":[]#=<>()_,\xc3\xa4-and or";
  GRand *random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 20000; i++)
    {
      char line[40];
      gsize n = g_rand_int_range (random, 0, sizeof line), last = 0;
      g_autoptr(GArray) spans = NULL;

      for (gsize k = 0; k < n; k++)
        line[k] = alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];
      line[n < sizeof line ? n : sizeof line - 1] = '\0';
      spans = desk_rule_split_line (line, i % 2 == 0, NULL);
      for (guint k = 0; k < spans->len; k++)
        {
          const DeskRuleSpan *span = &g_array_index (spans, DeskRuleSpan, k);

          g_assert_cmpuint (span->start, >=, last);
          g_assert_cmpuint (span->end, >, span->start);
          g_assert_cmpuint (span->end, <=, strlen (line));
          last = span->end;
        }
    }
  g_rand_free (random);
}

/* Completion */

static DeskRuleProposal *
find_proposal (const char *before,
               const char *word,
               const char *name)
{
  g_autofree char *text = g_strconcat (before, word, "\n[parameters]\nquick = 3\n", NULL);
  g_autoptr(GListStore) list = desk_rule_proposals_list (text, before, word);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskRuleProposal) proposal = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (g_str_equal (desk_rule_proposal_get_name (proposal), name))
        return g_steal_pointer (&proposal);
    }

  return NULL;
}

static void
assert_offers (const char *before,
               const char *word,
               const char *name,
               const char *insert)
{
  g_autoptr(DeskRuleProposal) proposal = find_proposal (before, word, name);

  if (insert == NULL)
    g_assert_null (proposal);
  else
    {
      g_assert_nonnull (proposal);
      g_assert_cmpstr (desk_rule_proposal_get_insert (proposal, NULL), ==, insert);
      g_assert_cmpuint (strlen (desk_rule_proposal_get_summary (proposal)), >, 0);
    }
}

/* What can stand there is offered, and nothing else. Usual parameters are those of the table: an
 * RSI has 14 (Wilder, 1978), MACD has 12, 26 and 9 (Appel). */
static void
test_proposals (void)
{
  static const char rule[] = "[long]\nentry = ";
  static const char below[] = "[long]\nentry = close > 1\n  and ";
  g_autoptr(GListStore) list = NULL;
  g_autoptr(DeskRuleProposal) first = NULL;

  assert_offers (rule, "rs", "rsi", "rsi(14)");
  assert_offers (rule, "MAC", "macd", "macd(12, 26, 9)");
  assert_offers (below, "hig", "highest since entry", "highest since entry");
  assert_offers (rule, "cou", "count", "count()");
  assert_offers (rule, "qui", "quick", "quick");
  assert_offers (rule, "cro", "crosses above", "crosses above");
  assert_offers (rule, "rs", "trail", NULL);
  assert_offers ("[long]\n", "tr", "trail", "trail = ");
  assert_offers ("[size]\n", "tr", "trail", NULL);
  assert_offers ("[orders]\n", "ti", "tif", "tif = ");
  assert_offers ("[", "lo", "long", "long]");
  assert_offers ("[strategy]\nname = ", "rs", "rsi", NULL);
  assert_offers ("[parameters]\nfast = ", "rs", "rsi", NULL);

  list = desk_rule_proposals_list (rule, rule, "ema");
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (desk_rule_proposal_get_name (first), ==, "ema");
}

/* The editor */

static DeskRuleEditor *
make_editor (const char *text)
{
  DeskRuleEditor *editor = g_object_new (DESK_TYPE_RULE_EDITOR, NULL);
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (editor));
  gtk_window_set_default_size (GTK_WINDOW (window), 500, 400);
  gtk_window_present (GTK_WINDOW (window));
  desk_rule_editor_set_text (editor, text);

  return editor;
}

static void
close_editor (DeskRuleEditor *editor)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (editor))));
}

static GtkTextBuffer *
find_buffer (GtkWidget *root)
{
  if (GTK_IS_TEXT_VIEW (root))
    return gtk_text_view_get_buffer (GTK_TEXT_VIEW (root));

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkTextBuffer *buffer = find_buffer (child);

      if (buffer != NULL)
        return buffer;
    }

  return NULL;
}

/* The text that is underlined as a mistake. */
static char *
dup_underlined (GtkTextBuffer *buffer)
{
  GString *text = g_string_new (NULL);
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (buffer, &iter);
  do
    {
      g_autoptr(GSList) tags = gtk_text_iter_get_tags (&iter);

      for (GSList *tag = tags; tag != NULL; tag = tag->next)
        {
          PangoUnderline underline;

          g_object_get (tag->data, "underline", &underline, NULL);
          if (underline == PANGO_UNDERLINE_ERROR)
            g_string_append_unichar (text, gtk_text_iter_get_char (&iter));
        }
    }
  while (gtk_text_iter_forward_char (&iter));

  return g_string_free (text, FALSE);
}

static void
test_check (void)
{
  DeskRuleEditor *editor = make_editor ("[strategy]\nname = A\n[long]\nentry = close > open\n");
  GtkTextBuffer *buffer = find_buffer (GTK_WIDGET (editor));
  g_autofree char *wrong = NULL, *right = NULL, *text = NULL;
  GtkTextIter start, end;
  guint line, column;

  wait_for (desk_rule_editor_is_checked (editor));
  g_assert_nonnull (desk_rule_editor_get_file (editor));
  g_assert_false (desk_rule_editor_get_modified (editor));

  /* As it is typed: the name of the series becomes one that is unknown, in line 4 at column 9 */
  gtk_text_buffer_get_iter_at_line_offset (buffer, &start, 3, 8);
  end = start;
  gtk_text_iter_forward_chars (&end, 5);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, "clsoe", -1);
  g_assert_true (desk_rule_editor_get_modified (editor));
  g_assert_false (desk_rule_editor_is_checked (editor));
  wait_for (desk_rule_editor_is_checked (editor));
  g_assert_error (desk_rule_editor_get_problem (editor), DT_RULE_ERROR,
                  DT_RULE_ERROR_UNKNOWN_NAME);
  dt_rule_error_get_place (desk_rule_editor_get_problem (editor), &line, &column);
  g_assert_cmpuint (line, ==, 4);
  g_assert_cmpuint (column, ==, 9);
  wrong = dup_underlined (buffer);
  g_assert_cmpstr (wrong, ==, "clsoe");

  desk_rule_editor_show_problem (editor);
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (text, ==, "clsoe");

  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, "close", -1);
  wait_for (desk_rule_editor_is_checked (editor));
  g_assert_no_error (desk_rule_editor_get_problem (editor));
  right = dup_underlined (buffer);
  g_assert_cmpstr (right, ==, "");
  close_editor (editor);
}

/* A mistake at the very end of a line, and texts that are no strategy at all, are no trouble. */
static void
test_strange_texts (void)
{
  static const char *const texts[] = {
    "", "\n\n", "[", "[long", "x", "entry =", "[strategy]\nname = \n", "[long]\nentry = close >",
    "[long]\nentry = \xc3\xa4\xc3\xb6 > 1\n", "\xef\xbb\xbf[strategy]\nname = a\n",
  };
  DeskRuleEditor *editor = make_editor ("");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      desk_rule_editor_set_text (editor, texts[i]);
      wait_for (desk_rule_editor_is_checked (editor));
      g_assert_nonnull (desk_rule_editor_get_problem (editor));
      desk_rule_editor_show_problem (editor);
    }
  close_editor (editor);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/strategies/rule-text/split", test_split);
  g_test_add_func ("/strategies/rule-text/all-names", test_all_names);
  g_test_add_func ("/strategies/rule-text/any-line", test_any_line);
  g_test_add_func ("/strategies/rule-text/proposals", test_proposals);
  g_test_add_func ("/strategies/rule-text/check", test_check);
  g_test_add_func ("/strategies/rule-text/strange-texts", test_strange_texts);

  return g_test_run ();
}
