/* dt-sqlite.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "dt-sqlite.h"

/* Another process of ours holds the lock for milliseconds; one that holds it for longer owns it. */
#define BUSY_TIMEOUT_MS 2000

struct _DtSqlite
{
  sqlite3   *db;
  char      *path;
  GPtrArray *statements;    /* of DtStatement */
  guint      depth;         /* of nested transactions */
};

struct _DtStatement
{
  DtSqlite     *sqlite;
  sqlite3_stmt *stmt;
  const char   *sql;
  GError       *error;
  int           n_put;
  int           n_taken;
  guint64       row;
};

G_DEFINE_QUARK (dt-store-error-quark, dt_store_error)

/* Some refusals of the operating system reach SQLite as plain input/output errors. */
static DtStoreError
code_of_errno (int system_errno)
{
  switch (system_errno)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return DT_STORE_ERROR_FULL;

    case EROFS:
      return DT_STORE_ERROR_READ_ONLY;

    default:
      return DT_STORE_ERROR_FAILED;
    }
}

static DtStoreError
code_of_result (int result,
                int system_errno)
{
  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return DT_STORE_ERROR_FULL;

    case SQLITE_READONLY:
      return DT_STORE_ERROR_READ_ONLY;

    case SQLITE_CANTOPEN:
      return system_errno == EROFS ? DT_STORE_ERROR_READ_ONLY : DT_STORE_ERROR_OPEN;

    case SQLITE_PERM:
    case SQLITE_AUTH:
      return DT_STORE_ERROR_OPEN;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return DT_STORE_ERROR_BUSY;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return DT_STORE_ERROR_CORRUPT;

    case SQLITE_IOERR:
      return code_of_errno (system_errno);

    default:
      return DT_STORE_ERROR_FAILED;
    }
}

static void
set_error (GError     **error,
           const char  *path,
           int          result,
           int          system_errno,
           const char  *message)
{
  DtStoreError code = code_of_result (result, system_errno);

  switch (code)
    {
    case DT_STORE_ERROR_OPEN:
      g_set_error (error, DT_STORE_ERROR, code,
                   "%s cannot be opened (%s): check that its folder exists and that you may read "
                   "and write it", path, message);
      break;

    case DT_STORE_ERROR_FULL:
      g_set_error (error, DT_STORE_ERROR, code,
                   "The disk is full, %s could not be written (%s) and is as it was before: free "
                   "some space, then try again", path, message);
      break;

    case DT_STORE_ERROR_READ_ONLY:
      g_set_error (error, DT_STORE_ERROR, code,
                   "%s is read-only (%s): make its folder writable or choose another one with "
                   "--data-dir", path, message);
      break;

    case DT_STORE_ERROR_BUSY:
      g_set_error (error, DT_STORE_ERROR, code,
                   "%s is in use by another process (%s): stop that one or choose another "
                   "--data-dir", path, message);
      break;

    case DT_STORE_ERROR_CORRUPT:
      g_set_error (error, DT_STORE_ERROR, code,
                   "%s is damaged or no database (%s): restore it from a backup, or move it away "
                   "to start with an empty one", path, message);
      break;

    case DT_STORE_ERROR_NEWER:
    case DT_STORE_ERROR_NOT_FOUND:
    case DT_STORE_ERROR_VALUE:
    case DT_STORE_ERROR_FAILED:
    default:
      g_set_error (error, DT_STORE_ERROR, code, "%s could not be used: %s", path, message);
    }
}

/* SQLite does not keep the reason of every write that failed; errno, set to 0 before the call,
 * still has it then. */
static int
get_errno (sqlite3 *db)
{
  int saved = errno;
  int system_errno = sqlite3_system_errno (db);

  return system_errno != 0 ? system_errno : saved;
}

static gboolean
fail (DtSqlite  *self,
      int        result,
      GError   **error)
{
  set_error (error, self->path, result, get_errno (self->db), sqlite3_errmsg (self->db));

  return FALSE;
}

static void
dt_statement_free (DtStatement *statement)
{
  sqlite3_finalize (statement->stmt);
  g_clear_error (&statement->error);
  g_free (statement);
}

static DtSqlite *
open_flags (const char  *path,
            const char  *uri,
            int          flags,
            GError     **error)
{
  g_autoptr(DtSqlite) self = g_new0 (DtSqlite, 1);
  int result;

  self->path = g_strdup (path);
  self->statements = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_statement_free);

  errno = 0;
  result = sqlite3_open_v2 (uri, &self->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (result == SQLITE_OK)
    {
      sqlite3_extended_result_codes (self->db, 1);
      sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
      /* The file is only read with the first statement */
      result = sqlite3_exec (self->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    }
  if (result != SQLITE_OK)
    {
      fail (self, result, error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/* A database with a write-ahead log needs a writable folder even for reading, unless it is told
 * that nobody writes: true when the log is not there. */
static DtSqlite *
open_immutable (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *escaped = g_uri_escape_string (path, "/", TRUE);
  g_autofree char *uri = g_strdup_printf ("file:%s?immutable=1", escaped);

  if (g_file_test (log, G_FILE_TEST_EXISTS))
    return NULL;

  return open_flags (path, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
}

gboolean
dt_sqlite_make_folder (const char   *path,
                       DtStoreMode   mode,
                       GError      **error)
{
  int saved;

  if (mode == DT_STORE_READ_ONLY || g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;

  saved = errno;
  g_set_error (error, DT_STORE_ERROR,
               saved == EROFS ? DT_STORE_ERROR_READ_ONLY
               : saved == ENOSPC ? DT_STORE_ERROR_FULL : DT_STORE_ERROR_OPEN,
               "The folder %s cannot be made (%s): choose another one with --data-dir", path,
               g_strerror (saved));
  return FALSE;
}

/* SQLite makes files of its own beside the database. */
static gboolean
check_folder (const char  *path,
              GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (access (folder, W_OK) == 0 || (errno != EROFS && errno != EACCES))
    return TRUE;

  set_error (error, path, SQLITE_READONLY, errno, g_strerror (errno));
  return FALSE;
}

/* SQLite opens for reading what it may not write, and says so only at the first write. */
static DtSqlite *
open_for_writing (const char  *path,
                  GError     **error)
{
  g_autoptr(DtSqlite) self = NULL;

  if (!check_folder (path, error))
    return NULL;

  self = open_flags (path, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  if (self == NULL)
    return NULL;

  if (sqlite3_db_readonly (self->db, "main") == 1)
    {
      set_error (error, path, SQLITE_READONLY, 0, "permission to write it is missing");
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
dt_sqlite_set_not_found (const char  *path,
                         GError     **error)
{
  g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND,
               "There is no %s yet: it is made by the first import or run", path);
}

DtSqlite *
dt_sqlite_open (const char   *path,
                DtStoreMode   mode,
                GError      **error)
{
  g_autoptr(DtSqlite) self = NULL;
  g_autoptr(GError) local_error = NULL;

  if (mode == DT_STORE_READ_WRITE)
    return open_for_writing (path, error);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      dt_sqlite_set_not_found (path, error);
      return NULL;
    }

  self = open_flags (path, path, SQLITE_OPEN_READONLY, &local_error);
  if (self == NULL && !g_error_matches (local_error, DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT))
    self = open_immutable (path);
  if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return g_steal_pointer (&self);
}

void
dt_sqlite_close (DtSqlite *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->statements);
  sqlite3_close (self->db);
  g_free (self->path);
  g_free (self);
}

const char *
dt_sqlite_get_path (DtSqlite *self)
{
  return self->path;
}

gboolean
dt_sqlite_exec (DtSqlite    *self,
                const char  *sql,
                GError     **error)
{
  int result;

  errno = 0;
  result = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  return result == SQLITE_OK || fail (self, result, error);
}

gint64
dt_sqlite_get_last_id (DtSqlite *self)
{
  return sqlite3_last_insert_rowid (self->db);
}

gboolean
dt_sqlite_get_pragma (DtSqlite    *self,
                      const char  *name,
                      gint64      *value,
                      GError     **error)
{
  g_autofree char *sql = g_strconcat ("PRAGMA ", name, NULL);
  sqlite3_stmt *stmt = NULL;
  int result = sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL);

  if (result == SQLITE_OK && (result = sqlite3_step (stmt)) == SQLITE_ROW)
    *value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);

  return result == SQLITE_ROW || fail (self, result, error);
}

gboolean
dt_sqlite_check (DtSqlite  *self,
                 GError   **error)
{
  DtStatement *statement = dt_sqlite_prepare (self, "PRAGMA integrity_check (1)");
  g_autofree char *finding = NULL;

  if (dt_statement_next (statement))
    finding = g_strdup (dt_statement_take_text (statement));
  if (!dt_statement_end (statement, error))
    return FALSE;

  if (g_strcmp0 (finding, "ok") != 0)
    {
      set_error (error, self->path, SQLITE_CORRUPT, 0, finding != NULL ? finding : "no answer");
      return FALSE;
    }

  return TRUE;
}

gboolean
dt_sqlite_begin (DtSqlite  *self,
                 GError   **error)
{
  DtStatement *statement = dt_sqlite_prepare (self, self->depth == 0 ? "BEGIN IMMEDIATE"
                                                                     : "SAVEPOINT inner");

  if (!dt_statement_run (statement, error))
    return FALSE;

  self->depth++;
  return TRUE;
}

/* A commit that fails is rolled back. */
gboolean
dt_sqlite_commit (DtSqlite  *self,
                  GError   **error)
{
  DtStatement *statement;

  g_return_val_if_fail (self->depth > 0, FALSE);

  statement = dt_sqlite_prepare (self, self->depth == 1 ? "COMMIT" : "RELEASE inner");
  if (!dt_statement_run (statement, error))
    {
      dt_sqlite_rollback (self);
      return FALSE;
    }

  self->depth--;
  return TRUE;
}

void
dt_sqlite_rollback (DtSqlite *self)
{
  if (self->depth == 0)
    return;

  /* SQLite may have rolled back already, when the disk was full: nothing to say then */
  if (--self->depth == 0)
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  else
    sqlite3_exec (self->db, "ROLLBACK TO inner; RELEASE inner", NULL, NULL, NULL);
}

gboolean
dt_sqlite_in_transaction (DtSqlite *self)
{
  return self->depth > 0;
}

DtStatement *
dt_sqlite_prepare (DtSqlite   *self,
                   const char *sql)
{
  DtStatement *statement;
  int result;

  for (guint i = 0; i < self->statements->len; i++)
    {
      statement = g_ptr_array_index (self->statements, i);
      if (statement->sql == sql)
        return statement;
    }

  statement = g_new0 (DtStatement, 1);
  statement->sqlite = self;
  statement->sql = sql;
  result = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement->stmt,
                               NULL);
  if (result != SQLITE_OK)
    fail (self, result, &statement->error);
  g_ptr_array_add (self->statements, statement);

  return statement;
}

static gboolean
put (DtStatement *self,
     int          result)
{
  if (result != SQLITE_OK && self->error == NULL)
    fail (self->sqlite, result, &self->error);

  return self->error == NULL;
}

void
dt_statement_put_int (DtStatement *self,
                      gint64       value)
{
  if (self->error == NULL)
    put (self, sqlite3_bind_int64 (self->stmt, ++self->n_put, value));
}

void
dt_statement_put_double (DtStatement *self,
                         double       value)
{
  if (self->error == NULL)
    put (self, sqlite3_bind_double (self->stmt, ++self->n_put, value));
}

void
dt_statement_put_text (DtStatement *self,
                       const char  *value)
{
  if (self->error == NULL)
    put (self, sqlite3_bind_text (self->stmt, ++self->n_put, value, -1, SQLITE_STATIC));
}

void
dt_statement_put_blob (DtStatement   *self,
                       gconstpointer  data,
                       gsize          size)
{
  /* A blob without bytes is not NULL */
  if (self->error == NULL)
    put (self, sqlite3_bind_blob64 (self->stmt, ++self->n_put, size > 0 ? data : "", size,
                                    SQLITE_STATIC));
}

gboolean
dt_statement_next (DtStatement *self)
{
  int result;

  if (self->error != NULL)
    return FALSE;

  self->n_taken = 0;
  self->row++;
  errno = 0;
  result = sqlite3_step (self->stmt);
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    fail (self->sqlite, result, &self->error);

  return result == SQLITE_ROW;
}

/* The table a statement reads, for messages. */
static char *
dup_table (DtStatement *self)
{
  const char *from = strstr (self->sql, "FROM ");
  gsize length;

  if (from == NULL)
    return g_strdup ("its answer");

  from += strlen ("FROM ");
  length = strcspn (from, " ,");

  return g_strndup (from, length);
}

void
dt_statement_refuse (DtStatement *self,
                     const char  *format,
                     ...)
{
  g_autofree char *table = NULL;
  g_autofree char *what = NULL;
  va_list arguments;

  if (self->error != NULL)
    return;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  table = dup_table (self);

  g_set_error (&self->error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE,
               "%s, table %s, row %" G_GUINT64_FORMAT " read: %s", self->sqlite->path, table,
               self->row, what);
}

/* Whether the next column holds a value of this type, or may be NULL and is. */
static gboolean
take (DtStatement *self,
      int          type)
{
  int column = self->n_taken++;

  if (self->error != NULL)
    return FALSE;

  if (sqlite3_column_type (self->stmt, column) == type)
    return TRUE;

  dt_statement_refuse (self, "column %s holds a value of the wrong type (%d)",
                       sqlite3_column_name (self->stmt, column),
                       sqlite3_column_type (self->stmt, column));
  return FALSE;
}

static gboolean
is_null (DtStatement *self)
{
  return self->error == NULL
         && sqlite3_column_type (self->stmt, self->n_taken) == SQLITE_NULL;
}

gint64
dt_statement_take_int (DtStatement *self)
{
  return take (self, SQLITE_INTEGER) ? sqlite3_column_int64 (self->stmt, self->n_taken - 1) : 0;
}

gint64
dt_statement_take_range (DtStatement *self,
                         gint64       min,
                         gint64       max)
{
  gint64 value = dt_statement_take_int (self);

  if (self->error == NULL && (value < min || value > max))
    dt_statement_refuse (self, "column %s holds %" G_GINT64_FORMAT ", not between %"
                         G_GINT64_FORMAT " and %" G_GINT64_FORMAT,
                         sqlite3_column_name (self->stmt, self->n_taken - 1), value, min, max);

  return self->error == NULL ? value : min;
}

double
dt_statement_take_double (DtStatement *self)
{
  double value;

  if (is_null (self))
    {
      self->n_taken++;
      return NAN;
    }
  if (!take (self, SQLITE_FLOAT))
    return NAN;

  value = sqlite3_column_double (self->stmt, self->n_taken - 1);
  if (!isfinite (value))
    dt_statement_refuse (self, "column %s holds an infinity",
                         sqlite3_column_name (self->stmt, self->n_taken - 1));

  return value;
}

const char *
dt_statement_take_text (DtStatement *self)
{
  const char *text;

  if (!take (self, SQLITE_TEXT))
    return "";

  text = (const char *) sqlite3_column_text (self->stmt, self->n_taken - 1);
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    {
      dt_statement_refuse (self, "column %s holds no valid text",
                           sqlite3_column_name (self->stmt, self->n_taken - 1));
      return "";
    }

  return text;
}

const char *
dt_statement_take_nullable (DtStatement *self)
{
  if (is_null (self))
    {
      self->n_taken++;
      return NULL;
    }

  return dt_statement_take_text (self);
}

const void *
dt_statement_take_blob (DtStatement *self,
                        gsize       *size)
{
  *size = 0;
  if (!take (self, SQLITE_BLOB))
    return NULL;

  *size = sqlite3_column_bytes (self->stmt, self->n_taken - 1);
  return sqlite3_column_blob (self->stmt, self->n_taken - 1);
}

gboolean
dt_statement_end (DtStatement  *self,
                  GError      **error)
{
  self->n_put = 0;
  self->n_taken = 0;
  self->row = 0;

  if (self->stmt != NULL)
    sqlite3_reset (self->stmt);
  if (self->error == NULL)
    return TRUE;

  /* What could not be prepared may be so later, when the table is there */
  g_propagate_error (error, g_steal_pointer (&self->error));
  if (self->stmt == NULL)
    g_ptr_array_remove (self->sqlite->statements, self);

  return FALSE;
}

gboolean
dt_statement_run (DtStatement  *self,
                  GError      **error)
{
  dt_statement_next (self);

  return dt_statement_end (self, error);
}
