/* dt-tape-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-feed"

#include "config.h"

#include "dt-tape-actions.h"

static gboolean
add_symbol (DtTapeActions  *actions,
            DtMarketStore  *store,
            const char     *symbol,
            GError        **error)
{
  DtActionList *list = dt_market_store_load_actions (store, symbol, error);

  if (list == NULL)
    return FALSE;

  g_hash_table_insert (actions->lists, g_strdup (symbol), list);
  for (guint i = 0; i < dt_action_list_count (list); i++)
    {
      const DtCorporateAction *action = dt_action_list_get (list, i);

      if (action->kind == DT_ACTION_SYMBOL_CHANGE)
        g_hash_table_insert (actions->before, g_strdup (action->symbol), g_strdup (symbol));
    }

  return TRUE;
}

/**
 * dt_tape_actions_new:
 * @store: (nullable): without one there are none
 */
DtTapeActions *
dt_tape_actions_new (DtMarketStore  *store,
                     GError        **error)
{
  g_autoptr(DtTapeActions) actions = g_new0 (DtTapeActions, 1);
  g_autoptr(GPtrArray) symbols = NULL;

  actions->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) dt_action_list_unref);
  actions->before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (store == NULL)
    return g_steal_pointer (&actions);

  symbols = dt_market_store_list_action_symbols (store, NULL, error);
  if (symbols == NULL)
    return NULL;
  for (guint i = 0; i < symbols->len; i++)
    if (!add_symbol (actions, store, g_ptr_array_index (symbols, i), error))
      return NULL;

  return g_steal_pointer (&actions);
}

void
dt_tape_actions_free (DtTapeActions *actions)
{
  if (actions == NULL)
    return;

  g_hash_table_unref (actions->lists);
  g_hash_table_unref (actions->before);
  g_free (actions);
}

/* The last change of a symbol's name; %NULL when there was none. */
static const DtCorporateAction *
find_change (const DtTapeActions *actions,
             const char          *symbol,
             const char          *to)
{
  const DtActionList *list = g_hash_table_lookup (actions->lists, symbol);

  for (guint i = dt_action_list_count (list); i-- > 0;)
    {
      const DtCorporateAction *action = dt_action_list_get (list, i);

      if (action->kind == DT_ACTION_SYMBOL_CHANGE
          && (to == NULL || g_str_equal (action->symbol, to)))
        return action;
    }

  return NULL;
}

const char *
dt_tape_actions_find_old (const DtTapeActions *actions,
                          const char          *symbol,
                          DtDate              *date)
{
  const char *old = g_hash_table_lookup (actions->before, symbol);

  if (old == NULL || g_str_equal (old, symbol))
    return NULL;

  *date = find_change (actions, old, symbol)->date;
  return old;
}

const char *
dt_tape_actions_find_new (const DtTapeActions *actions,
                          const char          *symbol,
                          DtDate              *date)
{
  const DtCorporateAction *change = find_change (actions, symbol, NULL);

  if (change == NULL)
    return NULL;

  *date = change->date;
  return change->symbol;
}

static void
copy_some (const DtActionList *from,
           DtActionList       *to,
           DtDate              first,
           DtDate              last)
{
  for (guint i = 0; i < dt_action_list_count (from); i++)
    {
      const DtCorporateAction *action = dt_action_list_get (from, i);

      if (action->date >= first && action->date <= last)
        dt_action_list_add (to, action);
    }
}

DtActionList *
dt_tape_actions_dup_list (const DtTapeActions *actions,
                          const char          *symbol)
{
  DtActionList *own = g_hash_table_lookup (actions->lists, symbol), *both;
  const char *old;
  DtDate date;

  old = dt_tape_actions_find_old (actions, symbol, &date);
  if (old == NULL)
    return own != NULL ? dt_action_list_ref (own) : NULL;

  both = dt_action_list_new ();
  copy_some (g_hash_table_lookup (actions->lists, old), both, G_MININT32, date);
  copy_some (own, both, date, G_MAXINT32);
  dt_action_list_sort (both);

  return both;
}

char *
dt_tape_actions_describe (const DtActionList *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < dt_action_list_count (list); i++)
    {
      const DtCorporateAction *action = dt_action_list_get (list, i);
      g_autofree char *value = dt_corporate_action_dup_value (action);

      g_string_append_printf (text, "%d %s %s\n", action->date,
                              dt_action_kind_to_string (action->kind), value);
    }

  return g_string_free (text, FALSE);
}
