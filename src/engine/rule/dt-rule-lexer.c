/* dt-rule-lexer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-rule-tree-private.h"

#define MAX_NAME   48
#define MAX_SYMBOL 32

typedef struct
{
  const DtRuleSource  *source;
  const char          *text;
  gsize                at;
  DtTokenList         *list;
  GError             **error;
} Lexer;

static const struct
{
  const char  *word;
  DtTokenKind  kind;
} keywords[] = {
  { "and", DT_TOKEN_AND },
  { "or", DT_TOKEN_OR },
  { "not", DT_TOKEN_NOT },
  { "between", DT_TOKEN_BETWEEN },
  { "crosses_above", DT_TOKEN_CROSSES_ABOVE },
  { "crosses_below", DT_TOKEN_CROSSES_BELOW },
};

/* Two-character operators stand before the ones they begin with. */
static const struct
{
  const char  *text;
  DtTokenKind  kind;
} operators[] = {
  { "<=", DT_TOKEN_LESS_EQUAL },
  { ">=", DT_TOKEN_GREATER_EQUAL },
  { "==", DT_TOKEN_EQUAL },
  { "!=", DT_TOKEN_NOT_EQUAL },
  { "<", DT_TOKEN_LESS },
  { ">", DT_TOKEN_GREATER },
  { "=", DT_TOKEN_ASSIGN },
  { "+", DT_TOKEN_PLUS },
  { "-", DT_TOKEN_MINUS },
  { "*", DT_TOKEN_TIMES },
  { "/", DT_TOKEN_OVER },
  { "%", DT_TOKEN_REMAINDER },
  { "(", DT_TOKEN_OPEN },
  { ")", DT_TOKEN_CLOSE },
  { "[", DT_TOKEN_OPEN_BRACKET },
  { "]", DT_TOKEN_CLOSE_BRACKET },
  { ",", DT_TOKEN_COMMA },
  { ".", DT_TOKEN_DOT },
};

/* What other languages write, and what is written here. */
static const char *const foreign[][2] = {
  { "&&", "and" },
  { "&", "and" },
  { "||", "or" },
  { "|", "or" },
  { "!", "not" },
  { "^", "pow (x, y)" },
};

static gboolean
is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_';
}

static gboolean
is_name (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

gsize
dt_rule_number_span (const char *text)
{
  gsize n = 0, digits = 0, exponent;

  for (; g_ascii_isdigit (text[n]); n++)
    digits++;
  if (text[n] == '.' && text[n + 1] != '.')
    for (n++; g_ascii_isdigit (text[n]); n++)
      digits++;
  if (digits == 0)
    return 0;

  if (text[n] == 'e' || text[n] == 'E')
    {
      exponent = n + 1;
      if (text[exponent] == '+' || text[exponent] == '-')
        exponent++;
      if (g_ascii_isdigit (text[exponent]))
        for (n = exponent; g_ascii_isdigit (text[n]); n++)
          ;
    }

  return n;
}

static DtToken *
add_token (Lexer       *lexer,
           DtTokenKind  kind,
           gsize        length)
{
  DtToken token = { .kind = kind, .start = lexer->at, .end = lexer->at + length };

  g_array_append_val (lexer->list->tokens, token);
  lexer->at += length;

  return &g_array_index (lexer->list->tokens, DtToken, lexer->list->tokens->len - 1);
}

/* A percent sign belongs to the number before it when it touches it and nothing touches its other
 * side: 1% is 0.01, 7 % 2 and 7%2 are remainders. */
static gboolean
is_percent (const char *text)
{
  return text[0] == '%' && !is_name (text[1]) && text[1] != '(' && text[1] != '.';
}

static gboolean
read_number (Lexer *lexer)
{
  const char *text = lexer->text + lexer->at;
  gsize length = dt_rule_number_span (text);
  g_autofree char *digits = g_strndup (text, length);
  double number = g_ascii_strtod (digits, NULL);
  DtToken *token;

  if (!isfinite (number))
    {
      dt_rule_error_set (lexer->error, lexer->source, lexer->at, DT_RULE_ERROR_ARGUMENT,
                         "The number %.24s is too large", digits);
      return FALSE;
    }

  if (is_percent (text + length))
    {
      number /= 100.;
      length++;
    }
  else if (is_name_start (text[length]))
    {
      dt_rule_error_set (lexer->error, lexer->source, lexer->at + length, DT_RULE_ERROR_SYNTAX,
                         "A name cannot start inside the number %.24s", digits);
      return FALSE;
    }

  token = add_token (lexer, DT_TOKEN_NUMBER, length);
  token->number = number;

  return TRUE;
}

static gsize
name_span (const char *text)
{
  gsize n = 0;

  while (is_name (text[n]))
    n++;

  return n;
}

/* Bytes of a symbol before its colon (BRK.B:), 0 when there is none. */
static gsize
symbol_span (const char *text)
{
  gsize n = 0;

  while (is_name (text[n]) || (text[n] == '.' && is_name (text[n + 1])))
    n++;

  return n > 0 && text[n] == ':' ? n : 0;
}

static gboolean
read_symbol (Lexer *lexer,
             gsize  length)
{
  g_autofree char *symbol = NULL;
  DtToken *token;

  if (length > MAX_SYMBOL)
    {
      dt_rule_error_set (lexer->error, lexer->source, lexer->at, DT_RULE_ERROR_SYNTAX,
                         "A symbol has at most %d characters", MAX_SYMBOL);
      return FALSE;
    }

  symbol = g_ascii_strup (lexer->text + lexer->at, length);
  token = add_token (lexer, DT_TOKEN_SYMBOL, length + 1);
  token->text = g_string_chunk_insert (lexer->list->strings, symbol);

  return TRUE;
}

/* "^VIX":close, for symbols that are no names. */
static gboolean
read_quoted_symbol (Lexer *lexer)
{
  const char *text = lexer->text + lexer->at + 1;
  gsize length = strcspn (text, "\"\r\n");
  DtToken *token;

  if (text[length] != '"' || length == 0 || length > MAX_SYMBOL || text[length + 1] != ':')
    {
      dt_rule_error_set (lexer->error, lexer->source, lexer->at, DT_RULE_ERROR_SYNTAX,
                         "Quotes hold a symbol of 1 to %d characters and stand before a colon, as "
                         "in \"^VIX\":close", MAX_SYMBOL);
      return FALSE;
    }

  token = add_token (lexer, DT_TOKEN_SYMBOL, length + 3);
  token->text = g_string_chunk_insert_len (lexer->list->strings, text, length);

  return TRUE;
}

/* "crosses above" and "crosses below" are operators of two words. */
static gboolean
read_crosses (Lexer *lexer,
              gsize  length)
{
  const char *text = lexer->text + lexer->at;
  gsize space = strspn (text + length, " \t\r\n");
  const char *next = text + length + space;
  gsize span = name_span (next);

  if (span == 5 && space > 0 && g_ascii_strncasecmp (next, "above", 5) == 0)
    add_token (lexer, DT_TOKEN_CROSSES_ABOVE, length + space + span);
  else if (span == 5 && space > 0 && g_ascii_strncasecmp (next, "below", 5) == 0)
    add_token (lexer, DT_TOKEN_CROSSES_BELOW, length + space + span);
  else
    {
      dt_rule_error_set (lexer->error, lexer->source, lexer->at + length + space,
                         DT_RULE_ERROR_SYNTAX,
                         "After \"crosses\" comes \"above\" or \"below\"");
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_name (Lexer *lexer)
{
  const char *text = lexer->text + lexer->at;
  gsize length = name_span (text);
  g_autofree char *name = NULL;

  if (length > MAX_NAME)
    {
      dt_rule_error_set (lexer->error, lexer->source, lexer->at, DT_RULE_ERROR_UNKNOWN_NAME,
                         "\"%.*s...\" is not a name", 24, text);
      return FALSE;
    }

  name = g_ascii_strdown (text, length);
  if (g_str_equal (name, "crosses"))
    return read_crosses (lexer, length);

  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (g_str_equal (name, keywords[i].word))
      {
        add_token (lexer, keywords[i].kind, length);
        return TRUE;
      }

  add_token (lexer, DT_TOKEN_NAME, length)->text = g_string_chunk_insert (lexer->list->strings,
                                                                          name);
  return TRUE;
}

static gboolean
read_timeframe (Lexer *lexer)
{
  const char *text = lexer->text + lexer->at + 1;
  gsize length = name_span (text);
  g_autofree char *name = g_ascii_strdown (text, MIN (length, MAX_NAME));
  DtTimeframe timeframe;

  if (!dt_timeframe_parse (name, &timeframe))
    {
      dt_rule_error_set (lexer->error, lexer->source, lexer->at + 1, DT_RULE_ERROR_SYNTAX,
                         "After @ comes a timeframe such as 5m, 1h, 1d or 1w, not \"%s\"", name);
      return FALSE;
    }

  add_token (lexer, DT_TOKEN_TIMEFRAME, length + 1)->timeframe = timeframe;

  return TRUE;
}

static gboolean
read_operator (Lexer *lexer)
{
  const char *text = lexer->text + lexer->at;

  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (g_str_has_prefix (text, operators[i].text))
      {
        add_token (lexer, operators[i].kind, strlen (operators[i].text));
        return TRUE;
      }

  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    if (g_str_has_prefix (text, foreign[i][0]))
      {
        dt_rule_error_set (lexer->error, lexer->source, lexer->at, DT_RULE_ERROR_SYNTAX,
                           "\"%s\" is not written here: write \"%s\"", foreign[i][0],
                           foreign[i][1]);
        return FALSE;
      }

  dt_rule_error_set (lexer->error, lexer->source, lexer->at, DT_RULE_ERROR_SYNTAX,
                     "The character \"%.*s\" has no meaning here",
                     (int) (g_utf8_next_char (text) - text), text);

  return FALSE;
}

static gboolean
read_token (Lexer *lexer)
{
  const char *text = lexer->text + lexer->at;
  gsize symbol = symbol_span (text);

  if (symbol > 0)
    return read_symbol (lexer, symbol);
  if (*text == '"')
    return read_quoted_symbol (lexer);
  if (is_name_start (*text))
    return read_name (lexer);
  if (dt_rule_number_span (text) > 0)
    return read_number (lexer);
  if (*text == '@')
    return read_timeframe (lexer);

  return read_operator (lexer);
}

static void
skip_space (Lexer *lexer)
{
  const char *text = lexer->text;

  for (;;)
    {
      lexer->at += strspn (text + lexer->at, " \t\r\n");
      if (text[lexer->at] != '#')
        return;
      lexer->at += strcspn (text + lexer->at, "\n");
    }
}

static gboolean
check_text (const DtRuleSource  *source,
            GError             **error)
{
  const char *end;

  if (strlen (source->text) > DT_RULE_MAX_TEXT)
    {
      dt_rule_error_set (error, source, DT_RULE_MAX_TEXT, DT_RULE_ERROR_TOO_COMPLEX,
                         "A rule has at most %d characters", DT_RULE_MAX_TEXT);
      return FALSE;
    }

  if (!g_utf8_validate (source->text, -1, &end))
    {
      dt_rule_error_set (error, source, end - source->text, DT_RULE_ERROR_SYNTAX,
                         "The byte 0x%02x is not UTF-8 text", (guint) (guchar) *end);
      return FALSE;
    }

  return TRUE;
}

/* Fills @list; it is to be cleared in any case. */
gboolean
dt_token_list_read (DtTokenList         *list,
                    const DtRuleSource  *source,
                    GError             **error)
{
  Lexer lexer = { source, source->text, 0, list, error };

  list->tokens = g_array_new (FALSE, FALSE, sizeof (DtToken));
  list->strings = g_string_chunk_new (256);

  if (!check_text (source, error))
    return FALSE;

  for (skip_space (&lexer); lexer.text[lexer.at] != '\0'; skip_space (&lexer))
    if (!read_token (&lexer))
      return FALSE;

  add_token (&lexer, DT_TOKEN_END, 0);

  return TRUE;
}

void
dt_token_list_clear (DtTokenList *list)
{
  g_clear_pointer (&list->tokens, g_array_unref);
  g_clear_pointer (&list->strings, g_string_chunk_free);
}
