/* desk-rule-tagger.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-strategies"

#include "config.h"

#include <string.h>

#include "dt-indicator.h"
#include "dt-rule-words.h"

#include "desk-rule-tagger.h"

#define MAX_WORDS 3
/* Below a changed line a section may have become another. */
#define MAX_LINES 500

static const char *const styles[DESK_RULE_N_PIECES] = {
  "def:comment", "def:type", "def:preprocessor", "def:number", "def:keyword", "def:function",
  "def:constant", "def:identifier", "def:string",
};

/* One line */

static gboolean
is_name (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static void
add_span (GArray        *spans,
          gsize          start,
          gsize          end,
          DeskRulePiece  piece)
{
  DeskRuleSpan span = { start, end, piece };

  g_array_append_val (spans, span);
}

static gsize
number_span (const char *text)
{
  gsize n = 0;

  if (!g_ascii_isdigit (text[0]) && !(text[0] == '.' && g_ascii_isdigit (text[1])))
    return 0;
  while (g_ascii_isdigit (text[n]) || (text[n] == '.' && text[n + 1] != '.'))
    n++;
  if ((text[n] == 'e' || text[n] == 'E') && n > 0)
    {
      gsize k = n + 1 + (text[n + 1] == '+' || text[n + 1] == '-');

      while (g_ascii_isdigit (text[k]))
        n = ++k;
    }
  if (text[n] == '%')
    n++;

  return n;
}

/* "BRK.B:", 0 where no symbol is. */
static gsize
symbol_span (const char *text)
{
  gsize n = 0;

  while (is_name (text[n]) || (text[n] == '.' && is_name (text[n + 1])))
    n++;

  return n > 0 && text[n] == ':' ? n + 1 : 0;
}

/* The longest name of the language that the text begins with. */
static const DtRuleWord *
find_words (const char *text,
            gsize      *length)
{
  g_autoptr(GString) name = g_string_new (NULL);
  const DtRuleWord *found = NULL;
  gsize at = 0;

  for (guint i = 0; i < MAX_WORDS; i++)
    {
      const DtRuleWord *word;
      g_autofree char *plain = NULL;

      while (is_name (text[at]))
        g_string_append_c (name, g_ascii_tolower (text[at++]));
      plain = g_strdelimit (g_strdup (name->str), "_", ' ');
      word = dt_rule_word_find (plain);
      if (word != NULL)
        {
          found = word;
          *length = at;
        }
      if (text[at] != ' ' || !g_ascii_isalpha (text[at + 1]))
        break;
      g_string_append_c (name, ' ');
      at++;
    }

  return found;
}

static DeskRulePiece
piece_of (const DtRuleWord *word)
{
  switch (word->kind)
    {
    case DT_RULE_WORD_OPERATOR:
      return DESK_RULE_OPERATOR;
    case DT_RULE_WORD_FUNCTION:
      return DESK_RULE_FUNCTION;
    case DT_RULE_WORD_CONSTANT:
      return DESK_RULE_NUMBER;
    case DT_RULE_WORD_SERIES:
    case DT_RULE_WORD_SESSION:
    case DT_RULE_WORD_POSITION:
    case DT_RULE_WORD_ACCOUNT:
    case DT_RULE_WORD_SECTION:
    case DT_RULE_WORD_KEY:
    default:
      return DESK_RULE_TERM;
    }
}

static gsize
read_name (GArray     *spans,
           const char *line,
           gsize       at,
           GHashTable *parameters)
{
  g_autofree char *name = NULL;
  const DtRuleWord *word;
  gsize length = symbol_span (line + at), known = 0;

  if (length > 0)
    {
      add_span (spans, at, at + length, DESK_RULE_SYMBOL);
      return at + length;
    }
  while (is_name (line[at + length]))
    length++;

  name = g_ascii_strdown (line + at, length);
  word = find_words (line + at, &known);
  if (parameters != NULL && g_hash_table_contains (parameters, name))
    add_span (spans, at, at + length, DESK_RULE_PARAMETER);
  else if (known <= length && dt_indicator_find (name) != NULL)
    add_span (spans, at, at + length, DESK_RULE_FUNCTION);
  else if (word != NULL)
    {
      add_span (spans, at, at + known, piece_of (word));
      length = known;
    }

  return at + length;
}

static gsize
read_piece (GArray     *spans,
            const char *line,
            gsize       at,
            GHashTable *parameters)
{
  gsize n = number_span (line + at);
  const char *quote;

  if (n > 0)
    {
      add_span (spans, at, at + n, DESK_RULE_NUMBER);
      return at + n;
    }
  if (g_str_has_prefix (line + at, ".."))
    return at + 2;
  if (g_ascii_isalpha (line[at]) || line[at] == '_')
    return read_name (spans, line, at, parameters);
  if (line[at] == '@')
    {
      for (n = 1; is_name (line[at + n]); n++)
        ;
      add_span (spans, at, at + n, DESK_RULE_SYMBOL);
      return at + n;
    }
  quote = line[at] == '"' ? strchr (line + at + 1, '"') : NULL;
  if (quote != NULL && quote[1] == ':')
    {
      add_span (spans, at, quote + 2 - line, DESK_RULE_SYMBOL);
      return quote + 2 - line;
    }
  if (strchr ("<>=!+-*/", line[at]) != NULL && line[at] != '\0')
    add_span (spans, at, at + 1, DESK_RULE_OPERATOR);

  return at + 1;
}

GArray *
desk_rule_split_line (const char *line,
                      gboolean    is_rule,
                      GHashTable *parameters)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (DeskRuleSpan));
  gsize at = strspn (line, " \t");
  const char *end;

  if (line[at] == '[' && at == 0)
    {
      end = strchr (line, ']');
      add_span (spans, 0, end != NULL ? (gsize) (end + 1 - line) : strlen (line),
                DESK_RULE_SECTION);
      at = end != NULL ? (gsize) (end + 1 - line) : strlen (line);
    }
  else if (at == 0 && strchr (line, '=') != NULL && line[0] != '#')
    {
      gsize length = strcspn (line, " \t=");

      if (length > 0)
        add_span (spans, 0, length, DESK_RULE_KEY);
      at = strchr (line, '=') + 1 - line;
    }

  while (line[at] != '\0')
    if (line[at] == '#' && (at == 0 || g_ascii_isspace (line[at - 1])))
      {
        add_span (spans, at, strlen (line), DESK_RULE_COMMENT);
        break;
      }
    else if (is_rule)
      at = read_piece (spans, line, at, parameters);
    else
      at++;

  return spans;
}

/* The buffer */

static char *
dup_line (GtkTextBuffer *buffer,
          int            line)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line (buffer, &start, line);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* Whether values of the section that @line is in are rules. */
static gboolean
is_in_rules (GtkTextBuffer *buffer,
             int            line)
{
  for (; line >= 0; line--)
    {
      g_autofree char *text = dup_line (buffer, line);

      if (text[0] == '[')
        return !g_str_has_prefix (text, "[strategy]");
    }

  return TRUE;
}

static GHashTable *
list_parameters (GtkTextBuffer *buffer)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  gboolean inside = FALSE;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize length = strcspn (lines[i], " \t=");

      if (lines[i][0] == '[')
        inside = g_str_has_prefix (lines[i], "[parameters]");
      else if (inside && length > 0 && lines[i][0] != '#')
        g_hash_table_add (names, g_strndup (lines[i], length));
    }

  return names;
}

static void
tag_line (GtkTextBuffer *buffer,
          int            line,
          const char    *text,
          gboolean       is_rule,
          GHashTable    *parameters)
{
  g_autoptr(GArray) spans = desk_rule_split_line (text, is_rule, parameters);
  GtkTextTag **tags = g_object_get_data (G_OBJECT (buffer), "desk-tags");
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line (buffer, &start, line);
  end = start;
  gtk_text_iter_forward_line (&end);
  for (guint i = 0; i < DESK_RULE_N_PIECES; i++)
    gtk_text_buffer_remove_tag (buffer, tags[i], &start, &end);
  for (guint i = 0; i < spans->len; i++)
    {
      const DeskRuleSpan *span = &g_array_index (spans, DeskRuleSpan, i);

      gtk_text_buffer_get_iter_at_line_index (buffer, &start, line, (int) span->start);
      gtk_text_buffer_get_iter_at_line_index (buffer, &end, line, (int) span->end);
      gtk_text_buffer_apply_tag (buffer, tags[span->piece], &start, &end);
    }
}

static void
tag_lines (GtkTextBuffer *buffer,
           int            first,
           int            last)
{
  g_autoptr(GHashTable) parameters = list_parameters (buffer);
  gboolean is_rule = is_in_rules (buffer, first);
  int n = gtk_text_buffer_get_line_count (buffer);

  for (int line = first; line < n && line < last + MAX_LINES; line++)
    {
      g_autofree char *text = dup_line (buffer, line);

      if (text[0] == '[')
        {
          if (line > last)
            break;
          is_rule = !g_str_has_prefix (text, "[strategy]");
        }
      tag_line (buffer, line, text, is_rule, parameters);
    }
}

static void
inserted (GtkTextBuffer *buffer,
          GtkTextIter   *end,
          char          *text,
          int            length)
{
  GtkTextIter start = *end;

  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (text, length));
  tag_lines (buffer, gtk_text_iter_get_line (&start), gtk_text_iter_get_line (end));
}

static void
deleted (GtkTextBuffer *buffer,
         GtkTextIter   *start,
         GtkTextIter   *end)
{
  tag_lines (buffer, gtk_text_iter_get_line (start), gtk_text_iter_get_line (start));
}

static void
dress (GtkSourceBuffer *buffer)
{
  GtkSourceStyleScheme *scheme = gtk_source_buffer_get_style_scheme (buffer);
  GtkTextTag **tags = g_object_get_data (G_OBJECT (buffer), "desk-tags");

  for (guint i = 0; i < DESK_RULE_N_PIECES; i++)
    gtk_source_style_apply (scheme != NULL
                            ? gtk_source_style_scheme_get_style (scheme, styles[i]) : NULL,
                            tags[i]);
}

void
desk_rule_tagger_attach (GtkSourceBuffer *buffer)
{
  GtkTextTag **tags = g_new0 (GtkTextTag *, DESK_RULE_N_PIECES);

  g_return_if_fail (GTK_SOURCE_IS_BUFFER (buffer));

  for (guint i = 0; i < DESK_RULE_N_PIECES; i++)
    tags[i] = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (buffer), NULL, NULL);
  g_object_set_data_full (G_OBJECT (buffer), "desk-tags", tags, g_free);
  g_signal_connect_after (buffer, "insert-text", G_CALLBACK (inserted), NULL);
  g_signal_connect_after (buffer, "delete-range", G_CALLBACK (deleted), NULL);
  g_signal_connect (buffer, "notify::style-scheme", G_CALLBACK (dress), NULL);
  dress (buffer);
}
