/* dt-rule-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-strategy"

#include "config.h"

#include "dt-rule-words.h"

#define OPERATOR DT_RULE_WORD_OPERATOR
#define SERIES   DT_RULE_WORD_SERIES
#define CONSTANT DT_RULE_WORD_CONSTANT
#define FUNCTION DT_RULE_WORD_FUNCTION
#define SESSION  DT_RULE_WORD_SESSION
#define POSITION DT_RULE_WORD_POSITION
#define ACCOUNT  DT_RULE_WORD_ACCOUNT
#define SECTION  DT_RULE_WORD_SECTION
#define KEY      DT_RULE_WORD_KEY

static const DtRuleWord words[] = {
  { "and", OPERATOR, "a and b", "Both conditions are true" },
  { "or", OPERATOR, "a or b", "At least one of the conditions is true" },
  { "not", OPERATOR, "not a", "The condition is false" },
  { "between", OPERATOR, "x between a and b", "x >= a and x <= b" },
  { "crosses above", OPERATOR, "a crosses above b", "Below on the bar before, above on this one" },
  { "crosses below", OPERATOR, "a crosses below b", "Above on the bar before, below on this one" },

  { "open", SERIES, NULL, "First price of the bar" },
  { "high", SERIES, NULL, "Highest price of the bar" },
  { "low", SERIES, NULL, "Lowest price of the bar" },
  { "close", SERIES, NULL, "Last price of the bar" },
  { "volume", SERIES, NULL, "Units traded in the bar" },
  { "hl2", SERIES, NULL, "(high + low) / 2" },
  { "hlc3", SERIES, NULL, "(high + low + close) / 3" },
  { "typical", SERIES, NULL, "(high + low + close) / 3" },
  { "ohlc4", SERIES, NULL, "(open + high + low + close) / 4" },

  { "true", CONSTANT, NULL, "The condition that always holds" },
  { "false", CONSTANT, NULL, "The condition that never holds" },
  { "missing", CONSTANT, "missing(x)", "The number that is not there, or whether x is not there" },

  { "abs", FUNCTION, "abs(x)", "x without its sign" },
  { "sqrt", FUNCTION, "sqrt(x)", "Square root" },
  { "log", FUNCTION, "log(x)", "Natural logarithm" },
  { "exp", FUNCTION, "exp(x)", "e to the power of x" },
  { "floor", FUNCTION, "floor(x)", "Next whole number below" },
  { "ceil", FUNCTION, "ceil(x)", "Next whole number above" },
  { "round", FUNCTION, "round(x)", "Nearest whole number, a half away from zero" },
  { "sign", FUNCTION, "sign(x)", "-1, 0 or 1" },
  { "min", FUNCTION, "min(x, y)", "Lowest of 2 to 16 numbers" },
  { "max", FUNCTION, "max(x, y)", "Highest of 2 to 16 numbers" },
  { "pow", FUNCTION, "pow(x, y)", "x to the power of y" },
  { "if", FUNCTION, "if(c, x, y)", "x where c is true, else y" },
  { "present", FUNCTION, "present(x)", "Whether the number x is there" },
  { "count", FUNCTION, "count(c, n)", "On how many of the last n bars c was true" },
  { "bars since", FUNCTION, "bars since(c)", "Bars since c was true last, 0 when it is true now" },
  { "opening range high", FUNCTION, "opening range high(15)",
    "Highest price of the session's first minutes" },
  { "opening range low", FUNCTION, "opening range low(15)",
    "Lowest price of the session's first minutes" },
  { "rank", FUNCTION, "rank(x)", "Place of x among all instruments of the run, from 0 to 1" },

  { "minutes since open", SESSION, NULL, "Minutes since the session's open, at the bar's end" },
  { "minutes to close", SESSION, NULL, "Minutes to the session's close, at the bar's end" },
  { "session open", SESSION, NULL, "First price of the session" },
  { "session high", SESSION, NULL, "Highest price of the session so far" },
  { "session low", SESSION, NULL, "Lowest price of the session so far" },
  { "session volume", SESSION, NULL, "Units traded in the session so far" },
  { "session vwap", SESSION, NULL, "Average price of the session by volume" },
  { "prior close", SESSION, NULL, "Last price of the session before" },
  { "prior high", SESSION, NULL, "Highest price of the session before" },
  { "prior low", SESSION, NULL, "Lowest price of the session before" },
  { "gap", SESSION, NULL, "session open / prior close - 1" },
  { "first bar", SESSION, NULL, "Whether the bar began the session" },

  { "position quantity", POSITION, NULL, "Signed units that are held, 0 when flat" },
  { "is long", POSITION, NULL, "Whether units are held" },
  { "is short", POSITION, NULL, "Whether units are owed" },
  { "is flat", POSITION, NULL, "Whether there is no position" },
  { "entry price", POSITION, NULL, "Average price of the position" },
  { "bars since entry", POSITION, NULL, "0 on the bar of the entry" },
  { "minutes since entry", POSITION, NULL, "Minutes since the entry" },
  { "highest since entry", POSITION, NULL, "Highest price since the entry" },
  { "lowest since entry", POSITION, NULL, "Lowest price since the entry" },
  { "stop price", POSITION, NULL, "Price of the working protective stop" },
  { "target price", POSITION, NULL, "Price of the working target" },
  { "profit", POSITION, NULL, "Profit that is not realised, USD" },
  { "profit percent", POSITION, NULL, "The same as a fraction of the entry's value" },

  { "account equity", ACCOUNT, NULL, "Cash and positions at their last prices, USD" },
  { "account cash", ACCOUNT, NULL, "Cash, USD" },
  { "account day profit", ACCOUNT, NULL, "Change of equity since the session began, USD" },
  { "account drawdown", ACCOUNT, NULL, "Equity by its peak, less 1: negative" },
  { "account exposure", ACCOUNT, NULL, "Gross value of positions by equity" },
  { "account positions", ACCOUNT, NULL, "How many positions are open" },

  { "strategy", SECTION, NULL, "Name and description" },
  { "parameters", SECTION, NULL, "Numbers that rules name and studies change" },
  { "long", SECTION, NULL, "Rules for buying" },
  { "short", SECTION, NULL, "Rules for selling short" },
  { "orders", SECTION, NULL, "How entries are sent" },
  { "size", SECTION, NULL, "How much is bought or sold" },

  { "name", KEY, "name = EMA crossover", "What the strategy is called", "strategy" },
  { "description", KEY, "description = ...", "A sentence for lists", "strategy" },
  { "timeframe", KEY, "timeframe = 15m", "1m to 1w; that of the run without it", "strategy" },
  { "entry", KEY, "entry = condition", "When to enter", "long" },
  { "exit", KEY, "exit = condition", "When to leave, at the next open", "long" },
  { "stop", KEY, "stop = price", "Fixed protective stop", "long" },
  { "target", KEY, "target = price", "Where profit is taken", "long" },
  { "trail", KEY, "trail = USD", "Distance of a stop behind the best price since entry", "long" },
  { "limit", KEY, "limit = price", "Limit of this side's entry orders", "long" },
  { "trigger", KEY, "trigger = price", "Stop of this side's entry orders", "long" },
  { "entry", KEY, "entry = condition", "When to enter", "short" },
  { "exit", KEY, "exit = condition", "When to leave, at the next open", "short" },
  { "stop", KEY, "stop = price", "Fixed protective stop", "short" },
  { "target", KEY, "target = price", "Where profit is taken", "short" },
  { "trail", KEY, "trail = USD", "Distance of a stop behind the best price since entry", "short" },
  { "limit", KEY, "limit = price", "Limit of this side's entry orders", "short" },
  { "trigger", KEY, "trigger = price", "Stop of this side's entry orders", "short" },
  { "entry", KEY, "entry = market", "market, limit PRICE, stop PRICE, stop-limit TRIGGER, LIMIT",
    "orders" },
  { "tif", KEY, "tif = day", "day or gtc: until it is cancelled", "orders" },
  { "bars", KEY, "bars = 1", "How many bars an entry order waits", "orders" },
  { "trail-step", KEY, "trail-step = 0.1", "Least move of a trailing stop in ATR(14)", "orders" },
  { "size", KEY, "size = risk 1%", "all-in, fraction 10%, shares 100, notional 5000 or risk 1%",
    "size" },
  { "at", KEY, "at = signal", "signal or fill: the price that sizes are worked out with", "size" },
  { "rank", KEY, "rank = number", "Simultaneous entries are taken from the highest down", "size" },
};

/* Returns: (transfer none) */
const DtRuleWord *
dt_rule_word_list (guint *n_words)
{
  *n_words = G_N_ELEMENTS (words);

  return words;
}

const DtRuleWord *
dt_rule_word_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (words) && words[i].kind < DT_RULE_WORD_SECTION; i++)
    if (g_str_equal (words[i].name, name))
      return &words[i];

  return NULL;
}

const char *
dt_rule_word_kind_to_string (DtRuleWordKind kind)
{
  static const char *const names[] = {
    "operator", "bar", "constant", "function", "session", "position", "account", "section", "key",
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (names), NULL);

  return names[kind];
}
