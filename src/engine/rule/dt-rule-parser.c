/* dt-rule-parser.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <stdarg.h>
#include <string.h>

#include "dt-rule-names-private.h"
#include "dt-rule-tree-private.h"

/* Precedence climbing: an operator takes what binds tighter than itself (Richards, 1979). */
enum
{
  BIND_NONE,
  BIND_OR,
  BIND_AND,
  BIND_NOT,
  BIND_COMPARE,
  BIND_SUM,
  BIND_PRODUCT,
  BIND_SIGN,
};

#define MAX_PHRASE_WORDS 3

typedef struct
{
  const DtRuleSource  *source;
  DtRuleForest        *forest;
  guint                at;
  guint                depth;
  GError             **error;
} Parser;

static DtRuleTree *parse_expression (Parser *parser,
                                     guint   least);

static const DtToken *
peek (Parser *parser)
{
  return &g_array_index (parser->forest->tokens.tokens, DtToken, parser->at);
}

static const DtToken *
take (Parser *parser)
{
  const DtToken *token = peek (parser);

  if (token->kind != DT_TOKEN_END)
    parser->at++;

  return token;
}

static void
free_tree (gpointer data)
{
  DtRuleTree *tree = data;

  g_free (tree->children);
  g_free (tree->labels);
  g_free (tree);
}

static DtRuleTree *
fail (Parser        *parser,
      const DtToken *token,
      const char    *what)
{
  if (token->kind == DT_TOKEN_END)
    dt_rule_error_set (parser->error, parser->source, token->start, DT_RULE_ERROR_SYNTAX,
                       "The rule ends where %s should be", what);
  else if (token->kind == DT_TOKEN_ASSIGN)
    dt_rule_error_set (parser->error, parser->source, token->start, DT_RULE_ERROR_SYNTAX,
                       "A single = only names an argument inside a call; to compare, write ==");
  else if (token->kind == DT_TOKEN_NAME && token[1].kind == DT_TOKEN_ASSIGN)
    dt_rule_error_set (parser->error, parser->source, token->start, DT_RULE_ERROR_SYNTAX,
                       "Here should be %s; if \"%s\" is the next key of a strategy file, it must "
                       "stand at the start of its line", what, token->text);
  else
    dt_rule_error_set (parser->error, parser->source, token->start, DT_RULE_ERROR_SYNTAX,
                       "Here should be %s, not \"%.*s\"", what,
                       (int) MIN (token->end - token->start, 32),
                       parser->source->text + token->start);

  return NULL;
}

static DtRuleTree *
fail_deep (Parser  *parser,
           guint32  at)
{
  dt_rule_error_set (parser->error, parser->source, at, DT_RULE_ERROR_TOO_COMPLEX,
                     "The rule is nested more than %d levels deep here", DT_RULE_MAX_DEPTH);

  return NULL;
}

static DtRuleTree *
new_tree (Parser        *parser,
          DtTreeKind     kind,
          const DtToken *token)
{
  DtRuleTree *tree = g_new0 (DtRuleTree, 1);

  tree->kind = kind;
  tree->token = token->kind;
  tree->start = tree->at = token->start;
  tree->end = token->end;
  tree->number = token->number;
  tree->name = token->text;
  tree->depth = 1;
  g_ptr_array_add (parser->forest->trees, tree);

  return tree;
}

static gboolean
adopt (Parser     *parser,
       DtRuleTree *tree,
       DtRuleTree *child)
{
  if (child->depth >= DT_RULE_MAX_DEPTH)
    return fail_deep (parser, tree->at) != NULL;

  tree->children = g_renew (DtRuleTree *, tree->children, tree->n_children + 1);
  tree->children[tree->n_children++] = child;
  tree->depth = MAX (tree->depth, child->depth + 1);
  tree->start = MIN (tree->start, child->start);
  tree->end = MAX (tree->end, child->end);

  return TRUE;
}

/* The canonical name that starts here, and how many tokens it is of. */
static const char *
read_phrase (Parser *parser,
             guint  *n_tokens)
{
  const DtToken *tokens = peek (parser);
  guint n_words = 1;

  while (n_words < MAX_PHRASE_WORDS && tokens[n_words].kind == DT_TOKEN_NAME)
    n_words++;

  for (; n_words > 0; n_words--)
    {
      g_autoptr(GString) phrase = g_string_new (tokens[0].text);
      const DtRuleName *name;

      for (guint i = 1; i < n_words; i++)
        g_string_append_printf (phrase, " %s", tokens[i].text);
      g_strdelimit (phrase->str, "_", ' ');

      name = dt_rule_name_find (phrase->str);
      if (name != NULL)
        {
          *n_tokens = n_words;
          return name->name;
        }
    }

  *n_tokens = 1;

  return tokens[0].text;
}

static gboolean
parse_argument (Parser     *parser,
                DtRuleTree *call)
{
  const DtToken *tokens = peek (parser);
  const char *label = NULL;
  DtRuleTree *value;

  if (call->n_children == DT_RULE_MAX_ARGUMENTS)
    {
      dt_rule_error_set (parser->error, parser->source, tokens->start, DT_RULE_ERROR_ARGUMENT,
                         "A call has at most %d arguments", DT_RULE_MAX_ARGUMENTS);
      return FALSE;
    }

  if (tokens[0].kind == DT_TOKEN_NAME && tokens[1].kind == DT_TOKEN_ASSIGN)
    {
      label = tokens[0].text;
      parser->at += 2;
    }

  value = parse_expression (parser, BIND_NONE);
  if (value == NULL || !adopt (parser, call, value))
    return FALSE;

  call->labels = g_renew (const char *, call->labels, call->n_children);
  call->labels[call->n_children - 1] = label;

  return TRUE;
}

static DtRuleTree *
parse_arguments (Parser     *parser,
                 DtRuleTree *call)
{
  take (parser);
  call->kind = DT_TREE_CALL;

  if (peek (parser)->kind != DT_TOKEN_CLOSE)
    {
      if (!parse_argument (parser, call))
        return NULL;

      while (peek (parser)->kind == DT_TOKEN_COMMA)
        {
          take (parser);
          if (!parse_argument (parser, call))
            return NULL;
        }
    }

  if (peek (parser)->kind != DT_TOKEN_CLOSE)
    return fail (parser, peek (parser), "a comma or \")\"");
  call->end = take (parser)->end;

  return call;
}

/* Two words in a row are no name that the language has. */
static DtRuleTree *
fail_phrase (Parser *parser)
{
  const DtToken *tokens = peek (parser);
  g_autoptr(GString) phrase = g_string_new (tokens[0].text);
  const char *meant;

  for (guint i = 1; i < MAX_PHRASE_WORDS && tokens[i].kind == DT_TOKEN_NAME; i++)
    g_string_append_printf (phrase, " %s", tokens[i].text);
  g_strdelimit (phrase->str, "_", ' ');

  meant = dt_rule_name_suggest (phrase->str, NULL, 0);
  dt_rule_error_set (parser->error, parser->source, tokens->start, DT_RULE_ERROR_UNKNOWN_NAME,
                     "\"%s\" is unknown%s%s%s", phrase->str,
                     meant != NULL ? ", did you mean \"" : "", meant != NULL ? meant : "",
                     meant != NULL ? "\"?" : "");

  return NULL;
}

static DtRuleTree *
parse_name (Parser *parser)
{
  DtRuleTree *tree = new_tree (parser, DT_TREE_NAME, peek (parser));
  guint n_tokens;

  tree->name = read_phrase (parser, &n_tokens);
  if (peek (parser)[n_tokens].kind == DT_TOKEN_NAME && dt_rule_name_find (tree->name) == NULL)
    return fail_phrase (parser);

  for (guint i = 0; i < n_tokens; i++)
    tree->end = take (parser)->end;

  if (peek (parser)->kind == DT_TOKEN_OPEN)
    return parse_arguments (parser, tree);

  return tree;
}

static DtRuleTree *
parse_group (Parser *parser)
{
  guint32 start = take (parser)->start;
  DtRuleTree *tree = parse_expression (parser, BIND_NONE);

  if (tree == NULL)
    return NULL;
  if (peek (parser)->kind != DT_TOKEN_CLOSE)
    return fail (parser, peek (parser), "an operator or \")\"");

  tree->start = start;
  tree->end = take (parser)->end;

  return tree;
}

static DtRuleTree *
parse_lag (Parser     *parser,
           DtRuleTree *value)
{
  DtRuleTree *tree = new_tree (parser, DT_TREE_LAG, take (parser));
  DtRuleTree *bars = parse_expression (parser, BIND_NONE);

  if (bars == NULL || !adopt (parser, tree, value) || !adopt (parser, tree, bars))
    return NULL;
  if (peek (parser)->kind != DT_TOKEN_CLOSE_BRACKET)
    return fail (parser, peek (parser), "\"]\"");
  tree->end = take (parser)->end;

  return tree;
}

static DtRuleTree *
parse_output (Parser     *parser,
              DtRuleTree *value)
{
  DtRuleTree *tree = new_tree (parser, DT_TREE_OUTPUT, take (parser));

  if (peek (parser)->kind != DT_TOKEN_NAME)
    return fail (parser, peek (parser), "the name of an output, as in macd(12, 26, 9).signal");
  if (!adopt (parser, tree, value))
    return NULL;

  tree->at = peek (parser)->start;
  tree->end = peek (parser)->end;
  tree->name = take (parser)->text;

  return tree;
}

static DtRuleTree *
parse_timeframe (Parser     *parser,
                 DtRuleTree *value)
{
  const DtToken *token = take (parser);
  DtRuleTree *tree = new_tree (parser, DT_TREE_STREAM, token);

  tree->timeframe = token->timeframe;

  return adopt (parser, tree, value) ? tree : NULL;
}

static DtRuleTree *parse_postfix (Parser *parser);

static DtRuleTree *
parse_symbol (Parser *parser)
{
  const DtToken *token = take (parser);
  DtRuleTree *tree = new_tree (parser, DT_TREE_STREAM, token), *value;

  if (peek (parser)->kind == DT_TOKEN_SYMBOL)
    return fail (parser, peek (parser), "a series, not a second symbol");

  tree->symbol = token->text;
  value = parse_postfix (parser);

  return value != NULL && adopt (parser, tree, value) ? tree : NULL;
}

static DtRuleTree *
parse_primary (Parser *parser)
{
  const DtToken *token = peek (parser);

  switch (token->kind)
    {
    case DT_TOKEN_NUMBER:
      return new_tree (parser, DT_TREE_NUMBER, take (parser));
    case DT_TOKEN_NAME:
      return parse_name (parser);
    case DT_TOKEN_OPEN:
      return parse_group (parser);
    default:
      return fail (parser, token, "a value");
    }
}

static DtRuleTree *
parse_postfix (Parser *parser)
{
  DtRuleTree *tree;

  if (peek (parser)->kind == DT_TOKEN_SYMBOL)
    return parse_symbol (parser);

  tree = parse_primary (parser);
  while (tree != NULL)
    switch (peek (parser)->kind)
      {
      case DT_TOKEN_OPEN_BRACKET:
        tree = parse_lag (parser, tree);
        break;
      case DT_TOKEN_DOT:
        tree = parse_output (parser, tree);
        break;
      case DT_TOKEN_TIMEFRAME:
        tree = parse_timeframe (parser, tree);
        break;
      default:
        return tree;
      }

  return NULL;
}

static DtRuleTree *
parse_prefix (Parser *parser)
{
  const DtToken *token = peek (parser);
  DtRuleTree *tree, *value;
  gboolean is_not = token->kind == DT_TOKEN_NOT;

  if (!is_not && token->kind != DT_TOKEN_MINUS && token->kind != DT_TOKEN_PLUS)
    return parse_postfix (parser);

  take (parser);
  value = parse_expression (parser, is_not ? BIND_NOT : BIND_SIGN);
  if (value == NULL || token->kind == DT_TOKEN_PLUS)
    return value;

  tree = new_tree (parser, is_not ? DT_TREE_NOT : DT_TREE_NEGATE, token);

  return adopt (parser, tree, value) ? tree : NULL;
}

static guint
get_binding (DtTokenKind kind)
{
  switch (kind)
    {
    case DT_TOKEN_OR:
      return BIND_OR;
    case DT_TOKEN_AND:
      return BIND_AND;
    case DT_TOKEN_PLUS:
    case DT_TOKEN_MINUS:
      return BIND_SUM;
    case DT_TOKEN_TIMES:
    case DT_TOKEN_OVER:
    case DT_TOKEN_REMAINDER:
      return BIND_PRODUCT;
    case DT_TOKEN_BETWEEN:
    case DT_TOKEN_CROSSES_ABOVE:
    case DT_TOKEN_CROSSES_BELOW:
    case DT_TOKEN_LESS:
    case DT_TOKEN_LESS_EQUAL:
    case DT_TOKEN_GREATER:
    case DT_TOKEN_GREATER_EQUAL:
    case DT_TOKEN_EQUAL:
    case DT_TOKEN_NOT_EQUAL:
      return BIND_COMPARE;
    default:
      return BIND_NONE;
    }
}

/* value between low and high: its "and" is none of the logical ones. */
static DtRuleTree *
parse_between (Parser     *parser,
               DtRuleTree *tree)
{
  DtRuleTree *low = parse_expression (parser, BIND_SUM), *high;

  if (low == NULL)
    return NULL;
  if (peek (parser)->kind != DT_TOKEN_AND)
    return fail (parser, peek (parser), "the \"and\" of \"between x and y\"");
  take (parser);

  high = parse_expression (parser, BIND_SUM);
  if (high == NULL || !adopt (parser, tree, low) || !adopt (parser, tree, high))
    return NULL;

  return tree;
}

static DtRuleTree *
parse_infix (Parser     *parser,
             DtRuleTree *left)
{
  const DtToken *token = take (parser);
  gboolean between = token->kind == DT_TOKEN_BETWEEN;
  DtRuleTree *tree = new_tree (parser, between ? DT_TREE_BETWEEN : DT_TREE_BINARY, token), *right;
  guint binding = get_binding (token->kind);

  if (!adopt (parser, tree, left))
    return NULL;

  if (between)
    tree = parse_between (parser, tree);
  else
    {
      right = parse_expression (parser, binding + 1);
      if (right == NULL || !adopt (parser, tree, right))
        return NULL;
    }

  if (tree != NULL && binding == BIND_COMPARE
      && get_binding (peek (parser)->kind) == BIND_COMPARE)
    {
      dt_rule_error_set (parser->error, parser->source, peek (parser)->start,
                         DT_RULE_ERROR_SYNTAX,
                         "Comparisons do not chain: write a < b and b < c, or x between a and c");
      return NULL;
    }

  return tree;
}

static DtRuleTree *
parse_expression (Parser *parser,
                  guint   least)
{
  DtRuleTree *tree;

  if (parser->depth == DT_RULE_MAX_DEPTH)
    return fail_deep (parser, peek (parser)->start);

  parser->depth++;
  tree = parse_prefix (parser);
  while (tree != NULL)
    {
      guint binding = get_binding (peek (parser)->kind);

      if (binding == BIND_NONE || binding < least)
        break;
      tree = parse_infix (parser, tree);
    }
  parser->depth--;

  return tree;
}

/* The tree of a whole text, owned by @forest, which is to be cleared in any case. */
DtRuleTree *
dt_rule_parse (DtRuleForest        *forest,
               const DtRuleSource  *source,
               GError             **error)
{
  Parser parser = { source, forest, 0, 0, error };
  DtRuleTree *tree;

  forest->trees = g_ptr_array_new_with_free_func (free_tree);
  if (!dt_token_list_read (&forest->tokens, source, error))
    return NULL;

  tree = parse_expression (&parser, BIND_NONE);
  if (tree != NULL && peek (&parser)->kind != DT_TOKEN_END)
    return fail (&parser, peek (&parser), "an operator or the end of the rule");

  return tree;
}

void
dt_rule_forest_clear (DtRuleForest *forest)
{
  dt_token_list_clear (&forest->tokens);
  g_clear_pointer (&forest->trees, g_ptr_array_unref);
}

static gboolean
is_comparison (const DtRuleTree *tree)
{
  return tree->kind == DT_TREE_BETWEEN
         || (tree->kind == DT_TREE_BINARY
             && tree->token >= DT_TOKEN_CROSSES_ABOVE && tree->token <= DT_TOKEN_NOT_EQUAL);
}

static gboolean
is_plain_number (const DtRuleTree *tree)
{
  return tree->kind == DT_TREE_NUMBER
         || (tree->kind == DT_TREE_NEGATE && is_plain_number (tree->children[0]));
}

gboolean
dt_rule_find_compared (const DtRuleSource *source,
                       gsize              *start,
                       gsize              *end)
{
  DtRuleForest forest = { 0 };
  DtRuleTree *tree = dt_rule_parse (&forest, source, NULL);
  gboolean found = tree != NULL && is_comparison (tree);

  if (found)
    {
      gboolean right = tree->kind == DT_TREE_BINARY && is_plain_number (tree->children[0]);
      const DtRuleTree *side = tree->children[right ? 1 : 0];

      *start = side->start;
      *end = side->end;
    }
  dt_rule_forest_clear (&forest);

  return found;
}
