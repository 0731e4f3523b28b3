/* dt-migration.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include "dt-migration.h"

/* Enumerations are stored as their numbers: new values are only ever added at the end. Times are
 * UTC nanoseconds, dates days since 1970, money 1e-6 USD, quantities 1e-9 units. */

static const char *const market_migrations[] =
{
  "CREATE TABLE instruments ("
  "  id INTEGER PRIMARY KEY,"
  "  kind INTEGER NOT NULL,"
  "  name TEXT,"
  "  sector TEXT,"
  "  underlying INTEGER NOT NULL,"      /* 0 for none */
  "  expiry INTEGER NOT NULL,"
  "  tick INTEGER NOT NULL,"
  "  lot INTEGER NOT NULL,"
  "  multiplier INTEGER NOT NULL,"
  "  currency TEXT NOT NULL) STRICT;"

  /* The spells in which an instrument went by a symbol; the open one has no last day. */
  "CREATE TABLE symbols ("
  "  instrument INTEGER NOT NULL,"
  "  symbol TEXT NOT NULL,"
  "  first INTEGER,"
  "  last INTEGER) STRICT;"
  "CREATE UNIQUE INDEX symbols_today ON symbols (symbol) WHERE last IS NULL;"
  "CREATE UNIQUE INDEX symbols_of ON symbols (instrument) WHERE last IS NULL;"

  "CREATE TABLE series ("
  "  id INTEGER PRIMARY KEY,"
  "  instrument INTEGER NOT NULL,"
  "  timeframe INTEGER NOT NULL,"
  "  adjustment INTEGER NOT NULL,"
  "  as_of INTEGER NOT NULL,"
  "  stamp INTEGER NOT NULL,"
  "  session INTEGER NOT NULL,"
  "  zone TEXT NOT NULL,"
  "  source TEXT NOT NULL,"
  "  n_bars INTEGER NOT NULL,"
  "  first INTEGER NOT NULL,"
  "  last INTEGER NOT NULL,"
  "  hash TEXT NOT NULL,"
  "  UNIQUE (instrument, timeframe, adjustment, as_of, stamp, session, zone, source)) STRICT;"

  /* Period: the date on which the calendar period of the chunk begins. */
  "CREATE TABLE chunks ("
  "  series INTEGER NOT NULL,"
  "  period INTEGER NOT NULL,"
  "  bars BLOB NOT NULL,"
  "  PRIMARY KEY (series, period)) STRICT;"

  "CREATE TABLE tapes ("
  "  name TEXT PRIMARY KEY,"
  "  title TEXT NOT NULL,"
  "  first INTEGER NOT NULL,"
  "  last INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE tape_series ("
  "  tape TEXT NOT NULL,"
  "  place INTEGER NOT NULL,"
  "  series INTEGER NOT NULL,"
  "  role INTEGER NOT NULL,"
  "  PRIMARY KEY (tape, place)) STRICT, WITHOUT ROWID;"

  /* What an import refused or found out, by the source that the series of the file carry. */
  "CREATE TABLE notes ("
  "  source TEXT NOT NULL,"
  "  place INTEGER NOT NULL,"
  "  file TEXT NOT NULL,"
  "  line INTEGER NOT NULL,"
  "  field TEXT,"
  "  value TEXT,"
  "  reason TEXT NOT NULL,"
  "  PRIMARY KEY (source, place)) STRICT, WITHOUT ROWID;",

  /* 2: corporate actions, by the date from which they are in force. */
  "CREATE TABLE actions ("
  "  instrument INTEGER NOT NULL,"
  "  date INTEGER NOT NULL,"
  "  kind INTEGER NOT NULL,"
  "  place INTEGER NOT NULL,"             /* of several of one kind */
  "  units_new INTEGER NOT NULL,"
  "  units_old INTEGER NOT NULL,"
  "  cash INTEGER NOT NULL,"
  "  symbol TEXT,"                        /* the new one */
  "  PRIMARY KEY (instrument, date, kind, place)) STRICT, WITHOUT ROWID;",
};

static const char *const book_migrations[] =
{
  "CREATE TABLE books ("
  "  id INTEGER PRIMARY KEY,"
  "  mode INTEGER NOT NULL,"
  "  account TEXT NOT NULL,"
  "  parent INTEGER NOT NULL,"
  "  started INTEGER NOT NULL,"
  "  state INTEGER NOT NULL,"
  "  spec TEXT NOT NULL,"
  "  tape_hash TEXT NOT NULL,"
  "  result TEXT) STRICT;"
  "CREATE TABLE book_symbols ("
  "  book INTEGER NOT NULL,"
  "  place INTEGER NOT NULL,"
  "  symbol TEXT NOT NULL,"
  "  PRIMARY KEY (book, place)) STRICT, WITHOUT ROWID;"

  /* Apart from the books, because it is written with every step and a spec is long. */
  "CREATE TABLE progress ("
  "  book INTEGER PRIMARY KEY,"
  "  step INTEGER NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  next_group INTEGER NOT NULL,"
  "  equity INTEGER NOT NULL,"
  "  marks BLOB NOT NULL) STRICT;"       /* see dt-book-rows.c */

  "CREATE TABLE signals ("
  "  book INTEGER NOT NULL,"
  "  id INTEGER NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  instrument INTEGER NOT NULL,"
  "  strategy INTEGER NOT NULL,"
  "  kind INTEGER NOT NULL,"
  "  price REAL,"
  "  rank REAL,"
  "  output INTEGER NOT NULL,"
  "  inputs BLOB NOT NULL,"             /* doubles, least byte first */
  "  taken INTEGER NOT NULL,"
  "  refused_by TEXT,"
  "  asked INTEGER NOT NULL,"
  "  granted INTEGER NOT NULL,"
  "  PRIMARY KEY (book, id)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE orders ("
  "  book INTEGER NOT NULL,"
  "  id INTEGER NOT NULL,"
  "  signal INTEGER NOT NULL,"
  "  exit_group INTEGER NOT NULL,"
  "  instrument INTEGER NOT NULL,"
  "  strategy INTEGER NOT NULL,"
  "  type INTEGER NOT NULL,"
  "  tif INTEGER NOT NULL,"
  "  role INTEGER NOT NULL,"
  "  status INTEGER NOT NULL,"
  "  sized_at_fill INTEGER NOT NULL,"
  "  size_kind INTEGER NOT NULL,"
  "  size_value REAL,"
  "  size_at INTEGER NOT NULL,"
  "  risk INTEGER NOT NULL,"
  "  quantity INTEGER NOT NULL,"
  "  filled INTEGER NOT NULL,"
  "  limit_price INTEGER NOT NULL,"
  "  stop_price INTEGER NOT NULL,"
  "  n_replaced INTEGER NOT NULL,"
  "  bars_left INTEGER NOT NULL,"
  "  submitted INTEGER NOT NULL,"
  "  updated INTEGER NOT NULL,"
  "  PRIMARY KEY (book, id)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE fills ("
  "  book INTEGER NOT NULL,"
  "  id INTEGER NOT NULL,"
  "  order_id INTEGER NOT NULL,"
  "  instrument INTEGER NOT NULL,"
  "  quantity INTEGER NOT NULL,"
  "  price INTEGER NOT NULL,"
  "  reference INTEGER NOT NULL,"
  "  fee INTEGER NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  bar_time INTEGER NOT NULL,"
  "  why INTEGER NOT NULL,"
  "  flags INTEGER NOT NULL,"
  "  alternative INTEGER NOT NULL,"
  "  PRIMARY KEY (book, id)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE ledger ("
  "  book INTEGER NOT NULL,"
  "  id INTEGER NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  kind INTEGER NOT NULL,"
  "  instrument INTEGER NOT NULL,"
  "  quantity INTEGER NOT NULL,"
  "  price INTEGER NOT NULL,"
  "  cash INTEGER NOT NULL,"
  "  fill INTEGER NOT NULL,"
  "  PRIMARY KEY (book, id)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE trades ("
  "  book INTEGER NOT NULL,"
  "  id INTEGER NOT NULL,"
  "  instrument INTEGER NOT NULL,"
  "  strategy INTEGER NOT NULL,"
  "  signal INTEGER NOT NULL,"
  "  open INTEGER NOT NULL,"
  "  quantity INTEGER NOT NULL,"
  "  entry_time INTEGER NOT NULL,"
  "  exit_time INTEGER NOT NULL,"
  "  entry_value INTEGER NOT NULL,"
  "  entry_units INTEGER NOT NULL,"
  "  exit_value INTEGER NOT NULL,"
  "  exit_units INTEGER NOT NULL,"
  "  fees INTEGER NOT NULL,"
  "  profit INTEGER NOT NULL,"
  "  mae REAL,"
  "  mfe REAL,"
  "  bars INTEGER NOT NULL,"
  "  exit_role INTEGER NOT NULL,"
  "  ambiguous INTEGER NOT NULL,"
  "  PRIMARY KEY (book, id)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE commands ("
  "  book INTEGER NOT NULL,"
  "  place INTEGER NOT NULL,"
  "  step INTEGER NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  name TEXT NOT NULL,"
  "  arguments TEXT NOT NULL,"
  "  PRIMARY KEY (book, place)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE activity ("
  "  book INTEGER NOT NULL,"
  "  id INTEGER NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  kind INTEGER NOT NULL,"
  "  instrument INTEGER NOT NULL,"
  "  order_id INTEGER NOT NULL,"
  "  signal INTEGER NOT NULL,"
  "  text TEXT NOT NULL,"
  "  PRIMARY KEY (book, id)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE equity ("
  "  book INTEGER NOT NULL,"
  "  step INTEGER NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  equity INTEGER NOT NULL,"
  "  PRIMARY KEY (book, step)) STRICT, WITHOUT ROWID;"

  /* The user's words on a trade, or on the day when trade is 0. */
  "CREATE TABLE journal_notes ("
  "  id INTEGER PRIMARY KEY,"
  "  book INTEGER NOT NULL,"
  "  trade INTEGER NOT NULL,"
  "  written INTEGER NOT NULL,"
  "  tags TEXT NOT NULL,"
  "  text TEXT NOT NULL) STRICT;"
  "CREATE TABLE models ("
  "  id INTEGER PRIMARY KEY,"
  "  name TEXT NOT NULL,"
  "  version INTEGER NOT NULL,"
  "  trained INTEGER NOT NULL,"
  "  data_hash TEXT NOT NULL,"
  "  parameters TEXT NOT NULL,"
  "  metrics TEXT NOT NULL,"
  "  model BLOB NOT NULL,"
  "  UNIQUE (name, version)) STRICT;",

  /* A trade has one note, with 1 to 5 stars or, 0, none. */
  ("ALTER TABLE journal_notes ADD COLUMN rating INTEGER NOT NULL DEFAULT 0;"
   "CREATE UNIQUE INDEX journal_notes_of_trade ON journal_notes (book, trade);"),

  /* What a trade risked: the price of its first stop; 0 without, and in books written before. */
  "ALTER TABLE trades ADD COLUMN initial_stop INTEGER NOT NULL DEFAULT 0;",
};

const DtSchema dt_market_schema =
{
  0x44544d4b, /* "DTMK" */
  "market", market_migrations, G_N_ELEMENTS (market_migrations), 1
};

const DtSchema dt_book_schema =
{
  0x4454424b, /* "DTBK" */
  "book", book_migrations, G_N_ELEMENTS (book_migrations), 0
};

/* An empty file counts as version 0 of anything. */
static gboolean
check_owner (const DtSchema  *schema,
             DtSqlite        *sqlite,
             gint64          *version,
             GError         **error)
{
  DtStatement *statement;
  gint64 application_id, n_tables = 0;

  if (!dt_sqlite_get_pragma (sqlite, "user_version", version, error)
      || !dt_sqlite_get_pragma (sqlite, "application_id", &application_id, error))
    return FALSE;

  statement = dt_sqlite_prepare (sqlite, "SELECT count(*) FROM sqlite_schema");
  if (dt_statement_next (statement))
    n_tables = dt_statement_take_int (statement);
  if (!dt_statement_end (statement, error))
    return FALSE;

  if (application_id != schema->application_id && (n_tables > 0 || *version != 0))
    {
      g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT,
                   "%s is a database, but not a %s database of DayTrader: move it away or choose "
                   "another --data-dir", dt_sqlite_get_path (sqlite), schema->name);
      return FALSE;
    }

  if (*version > schema->n_migrations || *version < 0)
    {
      g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NEWER,
                   "%s has version %" G_GINT64_FORMAT ", this program knows versions up to %u: "
                   "start the newer DayTrader that wrote it", dt_sqlite_get_path (sqlite),
                   *version, schema->n_migrations);
      return FALSE;
    }

  return TRUE;
}

static gboolean
migrate_once (const DtSchema  *schema,
              DtSqlite        *sqlite,
              guint            from,
              GError         **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA application_id = %u; PRAGMA user_version = %u",
                                            schema->application_id, from + 1);

  return dt_sqlite_exec (sqlite, schema->migrations[from], error)
         && dt_sqlite_exec (sqlite, stamp, error);
}

gboolean
dt_schema_migrate (const DtSchema  *schema,
                   DtSqlite        *sqlite,
                   guint            version,
                   GError         **error)
{
  gint64 current;

  if (!dt_sqlite_begin (sqlite, error))
    return FALSE;

  /* Asked again inside the transaction: another process may have been faster */
  if (!check_owner (schema, sqlite, &current, error))
    {
      dt_sqlite_rollback (sqlite);
      return FALSE;
    }

  for (guint from = current; from < version; from++)
    if (!migrate_once (schema, sqlite, from, error))
      {
        dt_sqlite_rollback (sqlite);
        return FALSE;
      }

  return dt_sqlite_commit (sqlite, error);
}

DtSqlite *
dt_schema_open (const DtSchema  *schema,
                const char      *path,
                DtStoreMode      mode,
                GError         **error)
{
  g_autoptr(DtSqlite) sqlite = dt_sqlite_open (path, mode, error);
  gint64 version;

  if (sqlite == NULL || !check_owner (schema, sqlite, &version, error))
    return NULL;

  if (version == schema->n_migrations)
    return g_steal_pointer (&sqlite);

  if (mode == DT_STORE_READ_ONLY && schema->oldest_readable > 0
      && version >= schema->oldest_readable)
    return g_steal_pointer (&sqlite);

  /* A file in which nothing was ever written, as a full disk leaves it, is as good as none */
  if (mode == DT_STORE_READ_ONLY && version == 0)
    {
      dt_sqlite_set_not_found (path, error);
      return NULL;
    }
  if (mode == DT_STORE_READ_ONLY)
    {
      g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_READ_ONLY,
                   "%s has the older version %" G_GINT64_FORMAT " and cannot be brought up to date "
                   "by reading: run a command that writes first", path, version);
      return NULL;
    }

  if (!dt_sqlite_exec (sqlite, "PRAGMA journal_mode = WAL", error)
      || !dt_schema_migrate (schema, sqlite, schema->n_migrations, error))
    return NULL;

  return g_steal_pointer (&sqlite);
}
