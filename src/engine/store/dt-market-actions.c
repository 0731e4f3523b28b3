/* dt-market-actions.c - market.db: splits, dividends and the like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include "dt-market-store-private.h"

static gboolean
delete_same (DtSqlite                *sqlite,
             DtInstrumentId           instrument,
             const DtCorporateAction *action,
             GError                 **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite, "DELETE FROM actions WHERE instrument = ? AND date = ? "
                                         "AND kind = ?");
  dt_statement_put_int (statement, instrument);
  dt_statement_put_int (statement, action->date);
  dt_statement_put_int (statement, action->kind);

  return dt_statement_run (statement, error);
}

static gboolean
put_action (DtSqlite                *sqlite,
            DtInstrumentId           instrument,
            guint                    place,
            const DtCorporateAction *action,
            GError                 **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite, "INSERT INTO actions (instrument, date, kind, place,"
                                         " units_new, units_old, cash, symbol)"
                                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  dt_statement_put_int (statement, instrument);
  dt_statement_put_int (statement, action->date);
  dt_statement_put_int (statement, action->kind);
  dt_statement_put_int (statement, place);
  dt_statement_put_int (statement, action->units_new);
  dt_statement_put_int (statement, action->units_old);
  dt_statement_put_int (statement, action->cash);
  dt_statement_put_text (statement, action->symbol);

  return dt_statement_run (statement, error);
}

static gboolean
put_all (DtSqlite            *sqlite,
         DtInstrumentId       instrument,
         const DtActionList  *list,
         GError             **error)
{
  for (guint i = 0; i < dt_action_list_count (list); i++)
    if (!delete_same (sqlite, instrument, dt_action_list_get (list, i), error))
      return FALSE;
  for (guint i = 0; i < dt_action_list_count (list); i++)
    if (!put_action (sqlite, instrument, i, dt_action_list_get (list, i), error))
      return FALSE;

  return TRUE;
}

/**
 * dt_market_store_put_actions:
 * @symbol: of a stored instrument
 * @list: sorted
 *
 * Each action takes the place of those of its date and kind; others stay.
 */
gboolean
dt_market_store_put_actions (DtMarketStore       *self,
                             const char          *symbol,
                             const DtActionList  *list,
                             GError             **error)
{
  g_autoptr(GError) local = NULL;
  DtInstrumentId instrument;
  DtSqlite *sqlite;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), FALSE);

  instrument = dt_market_store_find_instrument (self, symbol, &local);
  if (instrument == 0)
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND,
                     "There is no instrument %s", symbol);
      return FALSE;
    }

  sqlite = dt_market_store_get_sqlite (self);
  if (!dt_sqlite_begin (sqlite, error))
    return FALSE;
  if (!put_all (sqlite, instrument, list, error))
    {
      dt_sqlite_rollback (sqlite);
      return FALSE;
    }

  return dt_sqlite_commit (sqlite, error);
}

/* A row that the importer would not have let in is a damaged one. */
static gboolean
is_possible (const DtCorporateAction *action)
{
  gboolean pays = action->kind == DT_ACTION_DIVIDEND || action->kind == DT_ACTION_SPIN_OFF;

  return (action->kind != DT_ACTION_SYMBOL_CHANGE || action->symbol != NULL)
         && (!pays || action->cash > 0)
         && (action->kind != DT_ACTION_DELISTING || action->cash >= 0
             || action->cash == DT_MONEY_NONE);
}

/**
 * dt_market_store_load_actions:
 *
 * Returns: (transfer full): the actions of a symbol, sorted, empty when there are none; %NULL and
 *   @error
 */
DtActionList *
dt_market_store_load_actions (DtMarketStore  *self,
                              const char     *symbol,
                              GError        **error)
{
  g_autoptr(DtActionList) list = dt_action_list_new ();
  gboolean possible = TRUE;
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), NULL);

  if (!dt_market_store_has_actions (self))
    return g_steal_pointer (&list);

  statement = dt_sqlite_prepare (dt_market_store_get_sqlite (self),
                                 "SELECT date, kind, units_new, units_old, cash, actions.symbol "
                                 "FROM actions JOIN symbols USING (instrument) "
                                 "WHERE symbols.symbol = ? AND last IS NULL "
                                 "ORDER BY date, kind, place");
  dt_statement_put_text (statement, symbol);
  while (dt_statement_next (statement))
    {
      DtCorporateAction action;

      action.date = dt_statement_take_range (statement, G_MININT32 + 1, G_MAXINT32);
      action.kind = dt_statement_take_range (statement, 0, DT_ACTION_DELISTING);
      action.units_new = dt_statement_take_range (statement, 1, DT_ACTION_MAX_UNITS);
      action.units_old = dt_statement_take_range (statement, 1, DT_ACTION_MAX_UNITS);
      action.cash = dt_statement_take_int (statement);
      action.symbol = (char *) dt_statement_take_nullable (statement);
      possible = possible && is_possible (&action);
      dt_action_list_add (list, &action);
    }
  if (!dt_statement_end (statement, error))
    return NULL;

  if (!possible)
    {
      g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE,
                   "A corporate action of %s has an impossible value", symbol);
      return NULL;
    }

  dt_action_list_sort (list);
  return g_steal_pointer (&list);
}

/**
 * dt_market_store_list_action_symbols:
 *
 * Returns: (transfer full): of char*, sorted: the symbols that have actions, and with @renamed_to
 *   only those that became it; %NULL and @error
 */
GPtrArray *
dt_market_store_list_action_symbols (DtMarketStore  *self,
                                     const char     *renamed_to,
                                     GError        **error)
{
  g_autoptr(GPtrArray) symbols = g_ptr_array_new_with_free_func (g_free);
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), NULL);

  if (!dt_market_store_has_actions (self))
    return g_steal_pointer (&symbols);

  statement = dt_sqlite_prepare (dt_market_store_get_sqlite (self),
                                 "SELECT DISTINCT symbols.symbol FROM actions "
                                 "JOIN symbols USING (instrument) "
                                 "WHERE last IS NULL AND (?1 IS NULL OR actions.symbol = ?1) "
                                 "ORDER BY symbols.symbol");
  dt_statement_put_text (statement, renamed_to);
  while (dt_statement_next (statement))
    g_ptr_array_add (symbols, g_strdup (dt_statement_take_text (statement)));
  if (!dt_statement_end (statement, error))
    return NULL;

  return g_steal_pointer (&symbols);
}
