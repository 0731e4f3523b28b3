/* dt-guard-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-risk"

#include "config.h"

#include <string.h>

#include "dt-guard.h"

/* What a guard found, for people; and what people call guards. */

static char *
number (double      value,
        const char *format,
        const char *after)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strconcat (g_ascii_formatd (buf, sizeof buf, format, value), after, NULL);
}

static char *
tell (double      value,
      DtGuardUnit unit)
{
  switch (unit)
    {
    case DT_GUARD_PERCENT:
      return number (value * 100., "%.4g", " %");
    case DT_GUARD_RATIO:
      return number (value, "%.4g", "");
    case DT_GUARD_USD:
      return number (value, "%.12g", " USD");
    case DT_GUARD_UNITS:
      return number (value, "%.12g", "");
    case DT_GUARD_MINUTES:
      return number (value, "%.4g", value == 1. ? " minute" : " minutes");
    case DT_GUARD_HOURS:
      return number (value, "%.4g", value == 1. ? " hour" : " hours");
    case DT_GUARD_DAYS:
      return number (value, "%.4g", value == 1. ? " day" : " days");
    case DT_GUARD_BARS:
      return number (value, "%.4g", value == 1. ? " bar" : " bars");
    case DT_GUARD_COUNT:
    case DT_GUARD_NO_UNIT:
    default:
      return number (value, "%.12g", "");
    }
}

/* Returns: (transfer none) (nullable): the guard of that name */
const DtGuard *
dt_guard_find (const char *id)
{
  guint n;
  const DtGuard *guards = dt_guard_list (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (guards[i].id, id) == 0)
      return &guards[i];

  return NULL;
}

/* What no guard says: the rules of a margin account, the size, and what a strategy may not do. */
static const struct
{
  const char *id;
  const char *title;
  const char *told;
} others[] = {
  { "margin", "Margin",
    "positions and entries would be worth {measured}, margin allows {limit}" },
  { "cash-account", "Cash Account", "a cash account sells nothing short" },
  { "margin-call", "Margin Call",
    "equity of {measured} is below the maintenance margin of {limit}" },
  { "pattern-day-trader", "Pattern Day Trader",
    "the session began with {measured}, {limit} would pass" },
  { "size", "Size", "what the size makes of it is less than one lot" },
  { "kelly", "Kelly", "the strategy's closed trades have no edge; with one it would pass" },
  { "selector", "Selector",
    "the strategy is not at work in this market; it passes once the selector says so" },
  { "owner", "Owner", "another strategy or the user holds it; it passes once that is closed" },
  { "working-entry", "Working Entry",
    "an entry in it is working already; it passes once that is filled or cancelled" },
  { "missing-price", "Missing Price", "a price that the entry needs is missing" },
  { "missing-stop", "Missing Stop", "the stop that the rules promise is missing" },
};

static int
find_other (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_strcmp0 (others[i].id, id) == 0)
      return (int) i;

  return -1;
}

const char *
dt_guard_get_title (const char *id)
{
  const DtGuard *guard = dt_guard_find (id);
  int other = find_other (id);

  return guard != NULL ? guard->title : other >= 0 ? others[other].title : id;
}

/**
 * dt_guard_explain:
 * @verdict: of a guard, or of whatever else, that refused or cut
 * @candidate: what it was asked about
 *
 * Returns: (transfer full): what it measured and what would pass, a clause to stand after the
 *   guard's name; "" when there is nothing to say
 */
char *
dt_guard_explain (const DtVerdict   *verdict,
                  const DtCandidate *candidate)
{
  const DtGuard *guard = dt_guard_find (verdict->guard);
  int other = guard == NULL ? find_other (verdict->guard) : -1;
  const char *told = guard != NULL ? guard->told : other >= 0 ? others[other].told : NULL;
  DtGuardUnit unit = guard != NULL ? guard->unit : DT_GUARD_USD;
  g_autoptr(GString) text = NULL;
  g_autofree char *measured = NULL;
  g_autofree char *limit = NULL;
  char units[DT_DECIMAL_BUF_SIZE];

  if (told == NULL)
    return g_strdup ("");

  text = g_string_new (told);
  measured = tell (verdict->measured, unit);
  limit = tell (verdict->limit, unit);
  /* A value just beyond its limit is not told as the limit */
  if (unit == DT_GUARD_PERCENT && g_str_equal (measured, limit))
    {
      g_free (measured);
      measured = number (verdict->measured * 100., "%.6g", " %");
    }
  g_string_replace (text, "{measured}", measured, 0);
  g_string_replace (text, "{limit}", limit, 0);
  if (verdict->left != 0)
    g_string_append_printf (text, ", which is %s, too small a part of what it would be alone",
                            dt_quantity_to_string (verdict->left, units));
  if (verdict->granted != 0 && verdict->granted != candidate->quantity)
    g_string_append_printf (text, ", which is %s",
                            dt_quantity_to_string (ABS (verdict->granted), units));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * dt_guard_parse_overrides:
 * @text: names of guards with commas between
 * @overrides: (out): 1 << place for each
 * @wrong: (out) (transfer full) (nullable): the first one that cannot be overridden
 */
gboolean
dt_guard_parse_overrides (const char  *text,
                          guint32     *overrides,
                          char       **wrong)
{
  g_auto(GStrv) names = g_strsplit (text, ",", -1);
  guint n;
  const DtGuard *guards = dt_guard_list (&n);

  *overrides = 0;
  *wrong = NULL;
  for (guint i = 0; names[i] != NULL; i++)
    {
      const DtGuard *guard = dt_guard_find (g_strstrip (names[i]));

      if (*names[i] == '\0')
        continue;
      if (guard == NULL || !guard->overridable)
        {
          *wrong = g_strdup (names[i]);
          return FALSE;
        }
      *overrides |= 1u << (guard - guards);
    }

  return TRUE;
}

gboolean
dt_guard_is_overridable (const char *id)
{
  const DtGuard *guard = dt_guard_find (id);

  return guard != NULL && guard->overridable;
}
