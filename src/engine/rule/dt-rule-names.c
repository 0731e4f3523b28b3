/* dt-rule-names.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <string.h>

#include "dt-indicator.h"

#include "dt-rule-instance.h"
#include "dt-rule-names-private.h"

#define MAX_WORD 48

#define BAR(field)      DT_NAME_SERIES, G_STRUCT_OFFSET (DtBar, field)
#define SESSION(field)  DT_NAME_SESSION, G_STRUCT_OFFSET (DtSessionTerms, field)
#define POSITION(field) DT_NAME_POSITION, G_STRUCT_OFFSET (DtRulePosition, field)
#define ACCOUNT(field)  DT_NAME_ACCOUNT, G_STRUCT_OFFSET (DtRuleAccount, field)

static const DtRuleName names[] = {
  { "open", BAR (open) },
  { "high", BAR (high) },
  { "low", BAR (low) },
  { "close", BAR (close) },
  { "volume", BAR (volume) },
  { "hl2", DT_NAME_MIX, 2 },
  { "hlc3", DT_NAME_MIX, 3 },
  { "typical", DT_NAME_MIX, 3 },
  { "ohlc4", DT_NAME_MIX, 4 },
  { "true", DT_NAME_CONSTANT, 1 },
  { "false", DT_NAME_CONSTANT, 0 },

  { "minutes since open", SESSION (minutes_since_open) },
  { "minutes to close", SESSION (minutes_to_close) },
  { "session open", SESSION (session_open) },
  { "session high", SESSION (session_high) },
  { "session low", SESSION (session_low) },
  { "session volume", SESSION (session_volume) },
  { "session vwap", SESSION (session_vwap) },
  { "prior close", SESSION (prior_close) },
  { "prior high", SESSION (prior_high) },
  { "prior low", SESSION (prior_low) },
  { "gap", SESSION (gap) },
  { "first bar", DT_NAME_FIRST_BAR, 0 },

  { "position quantity", POSITION (quantity) },
  { "entry price", POSITION (entry_price) },
  { "bars since entry", POSITION (bars_since_entry) },
  { "minutes since entry", POSITION (minutes_since_entry) },
  { "highest since entry", POSITION (highest_since_entry) },
  { "lowest since entry", POSITION (lowest_since_entry) },
  { "stop price", POSITION (stop_price) },
  { "target price", POSITION (target_price) },
  { "profit", POSITION (profit) },
  { "profit percent", POSITION (profit_fraction) },
  { "is long", DT_NAME_SIDE, 1 },
  { "is short", DT_NAME_SIDE, 2 },
  { "is flat", DT_NAME_SIDE, 0 },

  { "account equity", ACCOUNT (equity) },
  { "account cash", ACCOUNT (cash) },
  { "account day profit", ACCOUNT (day_profit) },
  { "account drawdown", ACCOUNT (drawdown) },
  { "account exposure", ACCOUNT (exposure) },
  { "account positions", ACCOUNT (n_positions) },

  { "abs", DT_NAME_UNARY, DT_OP_ABS },
  { "sqrt", DT_NAME_UNARY, DT_OP_SQRT },
  { "log", DT_NAME_UNARY, DT_OP_LOG },
  { "exp", DT_NAME_UNARY, DT_OP_EXP },
  { "floor", DT_NAME_UNARY, DT_OP_FLOOR },
  { "ceil", DT_NAME_UNARY, DT_OP_CEIL },
  { "round", DT_NAME_UNARY, DT_OP_ROUND },
  { "sign", DT_NAME_UNARY, DT_OP_SIGN },
  { "min", DT_NAME_FOLD, DT_OP_MIN },
  { "max", DT_NAME_FOLD, DT_OP_MAX },
  { "pow", DT_NAME_POW, 0 },
  { "if", DT_NAME_IF, 0 },
  { "present", DT_NAME_PRESENCE, 1 },
  /* A function with its argument, without one the constant. */
  { "missing", DT_NAME_PRESENCE, 0 },
  { "count", DT_NAME_COUNT, 0 },
  { "bars since", DT_NAME_BARS_SINCE, 0 },
  { "opening range high", DT_NAME_RANGE, DT_OP_RANGE_HIGH },
  { "opening range low", DT_NAME_RANGE, DT_OP_RANGE_LOW },
  { "rank", DT_NAME_RANK, 0 },
};

static const char *const operator_words[] = { "and", "or", "not", "between", "crosses", "above",
                                              "below", "crosses_above", "crosses_below" };

const DtRuleName *
dt_rule_name_list (guint *n_names)
{
  *n_names = G_N_ELEMENTS (names);

  return names;
}

const DtRuleName *
dt_rule_name_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].name[0] == name[0] && g_str_equal (names[i].name, name))
      return &names[i];

  return NULL;
}

gboolean
dt_rule_name_is_function (const DtRuleName *name)
{
  return name->kind >= DT_NAME_UNARY;
}

/* Edits between two words: insert, delete, replace, swap of neighbours (Damerau, 1964). */
static guint
distance (const char *a,
          const char *b)
{
  guint rows[3][MAX_WORD + 2];
  gsize n_a = strlen (a), n_b = strlen (b);

  if (n_a > MAX_WORD || n_b > MAX_WORD)
    return G_MAXUINT;

  for (gsize j = 0; j <= n_b; j++)
    rows[0][j] = j;

  for (gsize i = 1; i <= n_a; i++)
    {
      guint *row = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

      row[0] = i;
      for (gsize j = 1; j <= n_b; j++)
        {
          row[j] = MIN (MIN (last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
    }

  return rows[n_a % 3][n_b];
}

typedef struct
{
  const char *word;
  const char *best;
  guint       edits;
} Search;

static void
search_take (Search     *search,
             const char *candidate)
{
  guint edits = distance (search->word, candidate);

  if (edits < search->edits)
    {
      search->best = candidate;
      search->edits = edits;
    }
}

/* A third of the letters may be wrong, and one in any case. */
static Search
search_begin (const char *word)
{
  return (Search) { word, NULL, MAX (strlen (word) / 3, 1) + 1 };
}

const char *
dt_rule_nearest (const char        *word,
                 const char *const *words,
                 guint              n_words)
{
  Search search = search_begin (word);

  for (guint i = 0; i < n_words; i++)
    search_take (&search, words[i]);

  return search.best;
}

const char *
dt_rule_name_suggest (const char             *name,
                      const DtRuleParameter  *parameters,
                      guint                   n_parameters)
{
  Search search = search_begin (name);
  guint n_indicators;
  const DtIndicator *const *indicators = dt_indicator_list (&n_indicators);

  for (guint i = 0; i < n_parameters; i++)
    search_take (&search, parameters[i].name);
  for (guint i = 0; i < n_indicators; i++)
    search_take (&search, indicators[i]->id);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    search_take (&search, names[i].name);

  return search.best;
}

static gboolean
is_word (const char *name)
{
  if (!g_ascii_islower (name[0]))
    return FALSE;

  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && *c != '_')
      return FALSE;

  return strlen (name) <= MAX_WORD;
}

gboolean
dt_rule_name_is_free (const char *name)
{
  g_autofree char *words = g_strdelimit (g_strdup (name), "_", ' ');

  for (guint i = 0; i < G_N_ELEMENTS (operator_words); i++)
    if (g_str_equal (name, operator_words[i]))
      return FALSE;

  return is_word (name) && dt_rule_name_find (words) == NULL && dt_indicator_find (name) == NULL;
}
