/* test-market-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "dt-market-store.h"
#include "dt-migration.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("dt-actions-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "market.db", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static DtMarketStore *
open_store (Fixture     *fixture,
            DtStoreMode  mode)
{
  g_autoptr(GError) error = NULL;
  DtMarketStore *store = dt_market_store_open (fixture->folder, mode, &error);

  g_assert_no_error (error);
  return store;
}

static void
put (DtMarketStore *store,
     const char    *symbol,
     DtActionKind   kind,
     int            day,
     gint64         units_new,
     DtMoney        cash,
     const char    *new_symbol)
{
  g_autoptr(DtInstrument) instrument = dt_instrument_new (symbol, DT_INSTRUMENT_STOCK);
  g_autoptr(DtActionList) list = dt_action_list_new ();
  g_autoptr(GError) error = NULL;
  DtCorporateAction action = { 16000 + day, kind, units_new, 1, cash, (char *) new_symbol };

  dt_action_list_add (list, &action);
  dt_market_store_put_instrument (store, instrument, &error);
  g_assert_no_error (error);
  dt_market_store_put_actions (store, symbol, list, &error);
  g_assert_no_error (error);
}

/* "16007 split 7:1; ..." */
static char *
dup_stored (DtMarketStore *store,
            const char    *symbol)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtActionList) list = dt_market_store_load_actions (store, symbol, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < dt_action_list_count (list); i++)
    {
      const DtCorporateAction *action = dt_action_list_get (list, i);
      g_autofree char *value = dt_corporate_action_dup_value (action);

      g_string_append_printf (text, "%s%d %s %s", i > 0 ? "; " : "", action->date - 16000,
                              dt_action_kind_to_string (action->kind), value);
    }

  return g_string_free (text, FALSE);
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(DtMarketStore) store = open_store (fixture, DT_STORE_READ_WRITE);
  g_autoptr(DtActionList) list = dt_action_list_new ();
  g_autoptr(GPtrArray) all = NULL, renamed = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL, *again = NULL, *none = NULL;

  put (store, "X", DT_ACTION_DIVIDEND, 9, 1, DT_DOLLARS (1), NULL);
  put (store, "X", DT_ACTION_SPLIT, 7, 7, 0, NULL);
  put (store, "X", DT_ACTION_DELISTING, 20, 1, DT_MONEY_NONE, NULL);
  put (store, "A", DT_ACTION_SYMBOL_CHANGE, 5, 1, 0, "X");
  text = dup_stored (store, "X");
  g_assert_cmpstr (text, ==, "7 split 7:1; 9 dividend 1; 20 delisting ");
  none = dup_stored (store, "Y");
  g_assert_cmpstr (none, ==, "");

  /* The same again replaces it */
  put (store, "X", DT_ACTION_DIVIDEND, 9, 1, DT_DOLLARS (2), NULL);
  again = dup_stored (store, "X");
  g_assert_cmpstr (again, ==, "7 split 7:1; 9 dividend 2; 20 delisting ");

  all = dt_market_store_list_action_symbols (store, NULL, &error);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (all, 0), ==, "A");
  renamed = dt_market_store_list_action_symbols (store, "X", &error);
  g_assert_cmpuint (renamed->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (renamed, 0), ==, "A");

  g_assert_false (dt_market_store_put_actions (store, "NOBODY", list, &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND);
}

/* A file of version 1 is read as one without actions, and gets its table when it is written. */
static void
test_older (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  DtSqlite *sqlite = dt_sqlite_open (fixture->path, DT_STORE_READ_WRITE, &error);
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(GPtrArray) symbols = NULL;
  g_autofree char *text = NULL, *written = NULL;

  g_assert_no_error (error);
  g_assert_true (dt_schema_migrate (&dt_market_schema, sqlite, 1, &error));
  dt_sqlite_close (sqlite);

  store = open_store (fixture, DT_STORE_READ_ONLY);
  text = dup_stored (store, "X");
  g_assert_cmpstr (text, ==, "");
  symbols = dt_market_store_list_action_symbols (store, NULL, &error);
  g_assert_cmpuint (symbols->len, ==, 0);
  g_clear_object (&store);

  store = open_store (fixture, DT_STORE_READ_WRITE);
  put (store, "X", DT_ACTION_SPLIT, 7, 7, 0, NULL);
  written = dup_stored (store, "X");
  g_assert_cmpstr (written, ==, "7 split 7:1");
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(DtMarketStore) store = open_store (fixture, DT_STORE_READ_WRITE);
  static const char *const damages[] = {
    "UPDATE actions SET kind = 99", "UPDATE actions SET kind = 1, cash = -5",
    "UPDATE actions SET kind = 0, units_old = 0", "UPDATE actions SET kind = 3, units_old = 1",
  };

  put (store, "X", DT_ACTION_SPLIT, 7, 7, 0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr(GError) error = NULL;
      DtSqlite *sqlite = dt_sqlite_open (fixture->path, DT_STORE_READ_WRITE, &error);

      g_assert_true (dt_sqlite_exec (sqlite, damages[i], &error));
      dt_sqlite_close (sqlite);
      g_assert_null (dt_market_store_load_actions (store, "X", &error));
      g_assert_nonnull (error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add ("/store/market-actions/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("older", test_older);
  ADD ("damaged", test_damaged);

  return g_test_run ();
}
