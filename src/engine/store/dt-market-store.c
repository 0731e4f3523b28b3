/* dt-market-store.c - market.db: the connection and its instruments
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include <errno.h>
#include <string.h>

#include "dt-market-store-private.h"
#include "dt-migration.h"

/* The version of the schema that brought them. */
#define VERSION_WITH_ACTIONS 2

/* Merging the demo pack writes some 2,000 pages at once; 16 MB of log before it is folded in. */
#define SETTINGS "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4096; " \
                 "PRAGMA mmap_size = 268435456;"

struct _DtMarketStore
{
  GObject   parent_instance;

  DtSqlite *sqlite;
  gboolean  has_actions;
};

G_DEFINE_FINAL_TYPE (DtMarketStore, dt_market_store, G_TYPE_OBJECT)

static void
dt_market_store_finalize (GObject *object)
{
  DtMarketStore *self = (DtMarketStore *) object;

  g_clear_pointer (&self->sqlite, dt_sqlite_close);

  G_OBJECT_CLASS (dt_market_store_parent_class)->finalize (object);
}

static void
dt_market_store_class_init (DtMarketStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dt_market_store_finalize;
}

static void
dt_market_store_init (DtMarketStore *self)
{
}

DtMarketStore *
dt_market_store_open_file (const char   *path,
                           DtStoreMode   mode,
                           GError      **error)
{
  g_autoptr(DtSqlite) sqlite = dt_schema_open (&dt_market_schema, path, mode, error);
  DtMarketStore *self;
  gint64 version;

  if (sqlite == NULL || !dt_sqlite_exec (sqlite, SETTINGS, error)
      || !dt_sqlite_get_pragma (sqlite, "user_version", &version, error))
    return NULL;

  self = g_object_new (DT_TYPE_MARKET_STORE, NULL);
  self->sqlite = g_steal_pointer (&sqlite);
  self->has_actions = version >= VERSION_WITH_ACTIONS;

  return self;
}

/**
 * dt_market_store_open:
 * @data_dir: the folder of market.db; made, for this user only, when it is to be written
 *
 * Returns: (transfer full): the store; otherwise %NULL and @error says whether the file is absent
 *   (%DT_STORE_ERROR_NOT_FOUND, when reading), newer, damaged, read-only or in use
 */
DtMarketStore *
dt_market_store_open (const char   *data_dir,
                      DtStoreMode   mode,
                      GError      **error)
{
  g_autofree char *path = NULL;

  if (!dt_sqlite_make_folder (data_dir, mode, error))
    return NULL;

  path = g_build_filename (data_dir, "market.db", NULL);

  return dt_market_store_open_file (path, mode, error);
}

DtSqlite *
dt_market_store_get_sqlite (DtMarketStore *self)
{
  return self->sqlite;
}

gboolean
dt_market_store_has_actions (DtMarketStore *self)
{
  return self->has_actions;
}

gboolean
dt_market_store_begin (DtMarketStore  *self,
                       GError        **error)
{
  return dt_sqlite_begin (self->sqlite, error);
}

gboolean
dt_market_store_commit (DtMarketStore  *self,
                        GError        **error)
{
  return dt_sqlite_commit (self->sqlite, error);
}

void
dt_market_store_rollback (DtMarketStore *self)
{
  dt_sqlite_rollback (self->sqlite);
}

/**
 * dt_market_store_check:
 *
 * Reads every page of the database. The bars have checksums of their own, see
 * dt_market_store_check_series().
 */
gboolean
dt_market_store_check (DtMarketStore  *self,
                       GError        **error)
{
  return dt_sqlite_check (self->sqlite, error);
}

/* Instruments */

DtInstrumentId
dt_market_store_find_instrument (DtMarketStore  *self,
                                 const char     *symbol,
                                 GError        **error)
{
  DtStatement *statement;
  DtInstrumentId id = 0;

  statement = dt_sqlite_prepare (self->sqlite,
                                 "SELECT instrument FROM symbols "
                                 "WHERE symbol = ? AND last IS NULL");
  dt_statement_put_text (statement, symbol);
  if (dt_statement_next (statement))
    id = dt_statement_take_range (statement, 1, G_MAXUINT32);

  return dt_statement_end (statement, error) ? id : 0;
}

static void
put_columns (DtStatement        *statement,
             const DtInstrument *instrument)
{
  dt_statement_put_int (statement, instrument->kind);
  dt_statement_put_text (statement, instrument->name);
  dt_statement_put_text (statement, instrument->sector);
  dt_statement_put_int (statement, instrument->underlying);
  dt_statement_put_int (statement, instrument->expiry);
  dt_statement_put_int (statement, instrument->tick);
  dt_statement_put_int (statement, instrument->lot);
  dt_statement_put_int (statement, instrument->multiplier);
  dt_statement_put_text (statement, instrument->currency);
}

static gboolean
insert_instrument (DtMarketStore       *self,
                   const DtInstrument  *instrument,
                   GError             **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (self->sqlite,
                                 "INSERT INTO instruments (kind, name, sector, underlying, expiry,"
                                 " tick, lot, multiplier, currency) "
                                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  put_columns (statement, instrument);
  if (!dt_statement_run (statement, error))
    return FALSE;

  statement = dt_sqlite_prepare (self->sqlite,
                                 "INSERT INTO symbols (instrument, symbol) VALUES (?, ?)");
  dt_statement_put_int (statement, dt_sqlite_get_last_id (self->sqlite));
  dt_statement_put_text (statement, instrument->symbol);

  return dt_statement_run (statement, error);
}

static gboolean
update_instrument (DtMarketStore       *self,
                   DtInstrumentId       id,
                   const DtInstrument  *instrument,
                   GError             **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (self->sqlite,
                                 "UPDATE instruments SET kind = ?, name = ?, sector = ?,"
                                 " underlying = ?, expiry = ?, tick = ?, lot = ?, multiplier = ?,"
                                 " currency = ? WHERE id = ?");
  put_columns (statement, instrument);
  dt_statement_put_int (statement, id);

  return dt_statement_run (statement, error);
}

gboolean
dt_market_store_put_instrument (DtMarketStore       *self,
                                const DtInstrument  *instrument,
                                GError             **error)
{
  g_autoptr(GError) local_error = NULL;
  DtInstrumentId id;
  gboolean done;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), FALSE);
  g_return_val_if_fail (instrument->symbol != NULL && *instrument->symbol != '\0', FALSE);

  if (!dt_market_store_begin (self, error))
    return FALSE;

  id = dt_market_store_find_instrument (self, instrument->symbol, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      done = FALSE;
    }
  else if (id != 0)
    done = update_instrument (self, id, instrument, error);
  else
    done = insert_instrument (self, instrument, error);

  if (!done)
    {
      dt_market_store_rollback (self);
      return FALSE;
    }

  return dt_market_store_commit (self, error);
}

#define SELECT_INSTRUMENTS \
  "SELECT id, kind, symbol, name, sector, underlying, expiry, tick, lot, multiplier, currency " \
  "FROM instruments, symbols WHERE symbols.instrument = instruments.id AND last IS NULL "

static DtInstrument *
take_instrument (DtStatement *statement)
{
  DtInstrument *instrument = g_new0 (DtInstrument, 1);
  const char *currency;

  instrument->id = dt_statement_take_range (statement, 1, G_MAXUINT32);
  instrument->kind = dt_statement_take_range (statement, 0, DT_INSTRUMENT_OPTION);
  instrument->symbol = g_strdup (dt_statement_take_text (statement));
  instrument->name = g_strdup (dt_statement_take_nullable (statement));
  instrument->sector = g_strdup (dt_statement_take_nullable (statement));
  instrument->underlying = dt_statement_take_range (statement, 0, G_MAXUINT32);
  instrument->expiry = dt_statement_take_range (statement, G_MININT32, G_MAXINT32);
  instrument->tick = dt_statement_take_range (statement, 1, G_MAXINT64);
  instrument->lot = dt_statement_take_range (statement, 1, G_MAXINT64);
  instrument->multiplier = dt_statement_take_range (statement, 1, G_MAXINT32);
  currency = dt_statement_take_text (statement);
  if (strlen (currency) != 3)
    dt_statement_refuse (statement, "\"%s\" is no currency", currency);
  g_strlcpy (instrument->currency, currency, sizeof instrument->currency);

  return instrument;
}

DtInstrument *
dt_market_store_dup_instrument (DtMarketStore  *self,
                                const char     *symbol,
                                GError        **error)
{
  g_autoptr(DtInstrument) instrument = NULL;
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), NULL);

  statement = dt_sqlite_prepare (self->sqlite, SELECT_INSTRUMENTS "AND symbol = ?");
  dt_statement_put_text (statement, symbol);
  if (dt_statement_next (statement))
    instrument = take_instrument (statement);
  if (!dt_statement_end (statement, error))
    return NULL;

  if (instrument == NULL)
    g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND,
                 "There is no instrument with the symbol \"%s\" in %s", symbol,
                 dt_sqlite_get_path (self->sqlite));

  return g_steal_pointer (&instrument);
}

GPtrArray *
dt_market_store_list_instruments (DtMarketStore  *self,
                                  GError        **error)
{
  g_autoptr(GPtrArray) instruments = NULL;
  DtStatement *statement;

  g_return_val_if_fail (DT_IS_MARKET_STORE (self), NULL);

  instruments = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_instrument_free);
  statement = dt_sqlite_prepare (self->sqlite, SELECT_INSTRUMENTS "ORDER BY symbol");
  while (dt_statement_next (statement))
    g_ptr_array_add (instruments, take_instrument (statement));
  if (!dt_statement_end (statement, error))
    return NULL;

  return g_steal_pointer (&instruments);
}
