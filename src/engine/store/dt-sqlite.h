/* dt-sqlite.h - a connection and its statements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-market-store.h"

G_BEGIN_DECLS

/**
 * DtSqlite:
 *
 * A thin connection: what SQLite says becomes a #DtStoreError that names the file and what to do.
 *
 * Thread: one at a time; SQLite's own locks are off.
 */
typedef struct _DtSqlite DtSqlite;

/**
 * DtStatement:
 *
 * A prepared statement, owned by its connection. Values are put in and taken out in the order in
 * which they stand in the SQL. The first error sticks until dt_statement_end() hands it over, so a
 * reader is a loop over dt_statement_next() with one check behind it.
 */
typedef struct _DtStatement DtStatement;

DtSqlite    *dt_sqlite_open               (const char    *path,
                                           DtStoreMode    mode,
                                           GError       **error);
/* What one says that is to be read and is not there. */
void         dt_sqlite_set_not_found      (const char    *path,
                                           GError       **error);
/* The folder of a database: made, mode 0700, when it is to be written and not there. */
gboolean     dt_sqlite_make_folder        (const char    *path,
                                           DtStoreMode    mode,
                                           GError       **error);
void         dt_sqlite_close              (DtSqlite      *sqlite);
const char  *dt_sqlite_get_path           (DtSqlite      *sqlite);
gboolean     dt_sqlite_exec               (DtSqlite      *sqlite,
                                           const char    *sql,
                                           GError       **error);
gint64       dt_sqlite_get_last_id        (DtSqlite      *sqlite);
gboolean     dt_sqlite_get_pragma         (DtSqlite      *sqlite,
                                           const char    *name,
                                           gint64        *value,
                                           GError       **error);
/* The pages are read and compared with the indices: slow, for `data check`. */
gboolean     dt_sqlite_check              (DtSqlite      *sqlite,
                                           GError       **error);

/* Transactions nest: inside one, begin makes a savepoint. */
gboolean     dt_sqlite_begin              (DtSqlite      *sqlite,
                                           GError       **error);
gboolean     dt_sqlite_commit             (DtSqlite      *sqlite,
                                           GError       **error);
void         dt_sqlite_rollback           (DtSqlite      *sqlite);
gboolean     dt_sqlite_in_transaction     (DtSqlite      *sqlite);

/* @sql is a string that lives as long as the program: its address is the key of the cache. Never
 * %NULL: what cannot be prepared says so at dt_statement_end(). */
DtStatement *dt_sqlite_prepare            (DtSqlite      *sqlite,
                                           const char    *sql);

void         dt_statement_put_int         (DtStatement   *statement,
                                           gint64         value);
/* NaN is stored as NULL. */
void         dt_statement_put_double      (DtStatement   *statement,
                                           double         value);
/* %NULL is stored as NULL. The bytes must stay until dt_statement_end(). */
void         dt_statement_put_text        (DtStatement   *statement,
                                           const char    *value);
void         dt_statement_put_blob        (DtStatement   *statement,
                                           gconstpointer  data,
                                           gsize          size);

/* %FALSE at the end and after an error. */
gboolean     dt_statement_next            (DtStatement   *statement);

gint64       dt_statement_take_int        (DtStatement   *statement);
/* [min, max], or an error of code %DT_STORE_ERROR_VALUE */
gint64       dt_statement_take_range      (DtStatement   *statement,
                                           gint64         min,
                                           gint64         max);
/* NULL is NaN; infinities are refused. */
double       dt_statement_take_double     (DtStatement   *statement);
/* Borrowed until the next row. NULL is refused; valid UTF-8 or refused. */
const char  *dt_statement_take_text       (DtStatement   *statement);
/* The same, but NULL gives %NULL. */
const char  *dt_statement_take_nullable   (DtStatement   *statement);
const void  *dt_statement_take_blob       (DtStatement   *statement,
                                           gsize         *size);
/* A row that reads well but makes no sense. */
void         dt_statement_refuse          (DtStatement   *statement,
                                           const char    *format,
                                           ...) G_GNUC_PRINTF (2, 3);

/* Ready for the next use; %FALSE with the error that stuck, if one did. */
gboolean     dt_statement_end             (DtStatement   *statement,
                                           GError       **error);
/* For statements without rows: one step, then end. */
gboolean     dt_statement_run             (DtStatement   *statement,
                                           GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtSqlite, dt_sqlite_close)

G_END_DECLS
