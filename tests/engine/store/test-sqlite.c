/* test-sqlite.c - versions of the databases, and what can be wrong with a file or disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "dt-book-store.h"
#include "dt-migration.h"

#include "random-book.h"

typedef struct
{
  char *folder;
  char *market;
  char *book;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("dt-sqlite-XXXXXX", NULL);
  fixture->market = g_build_filename (fixture->folder, "market.db", NULL);
  fixture->book = g_build_filename (fixture->folder, "book.db", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->market);
  g_free (fixture->book);
}

static void
assert_one_sentence (const GError *error,
                     int           code,
                     const char   *path)
{
  g_assert_error (error, DT_STORE_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_null (strchr (error->message, '\n'));
}

static void
assert_market_refused (Fixture     *fixture,
                       DtStoreMode  mode,
                       int          code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtMarketStore) store = dt_market_store_open (fixture->folder, mode, &error);

  g_assert_null (store);
  assert_one_sentence (error, code, fixture->market);
}

static void
run_sql (const char *path,
         const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Versions */

static char *
dup_schema_text (DtSqlite *sqlite)
{
  DtStatement *statement = dt_sqlite_prepare (sqlite, "SELECT name, sql FROM sqlite_schema "
                                                      "WHERE sql IS NOT NULL ORDER BY name");
  GString *text = g_string_new (NULL);

  while (dt_statement_next (statement))
    {
      g_string_append_printf (text, "%s: ", dt_statement_take_text (statement));
      g_string_append_printf (text, "%s\n", dt_statement_take_text (statement));
    }
  g_assert_true (dt_statement_end (statement, NULL));

  return g_string_free (text, FALSE);
}

/* From every older version, the empty file included, to the tables of a new database. */
static void
check_migrations (const DtSchema *schema,
                  const char     *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtSqlite) fresh = dt_schema_open (schema, path, DT_STORE_READ_WRITE, &error);
  g_autofree char *expected = NULL;

  g_assert_no_error (error);
  expected = dup_schema_text (fresh);

  for (guint version = 0; version <= schema->n_migrations; version++)
    {
      g_autofree char *old = g_strdup_printf ("%s.%u", path, version);
      g_autoptr(DtSqlite) sqlite = dt_sqlite_open (old, DT_STORE_READ_WRITE, &error);
      g_autofree char *text = NULL;
      gint64 reached;

      g_assert_no_error (error);
      g_assert_true (dt_schema_migrate (schema, sqlite, version, &error));
      g_assert_true (dt_sqlite_get_pragma (sqlite, "user_version", &reached, &error));
      g_assert_cmpint (reached, ==, version);
      g_clear_pointer (&sqlite, dt_sqlite_close);

      sqlite = dt_schema_open (schema, old, DT_STORE_READ_WRITE, &error);
      g_assert_no_error (error);
      g_assert_true (dt_sqlite_get_pragma (sqlite, "user_version", &reached, &error));
      g_assert_cmpint (reached, ==, schema->n_migrations);
      text = dup_schema_text (sqlite);
      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_migrations (Fixture       *fixture,
                 gconstpointer  data)
{
  check_migrations (&dt_market_schema, fixture->market);
  check_migrations (&dt_book_schema, fixture->book);
}

static void
test_newer (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DtMarketStore) store = dt_market_store_open (fixture->folder, DT_STORE_READ_WRITE,
                                                         NULL);

  g_clear_object (&store);
  run_sql (fixture->market, "PRAGMA user_version = 99");
  assert_market_refused (fixture, DT_STORE_READ_WRITE, DT_STORE_ERROR_NEWER);
  assert_market_refused (fixture, DT_STORE_READ_ONLY, DT_STORE_ERROR_NEWER);
}

/* A new database whose first page was all that the disk had room for: nothing was ever in it, and
 * that is no matter of versions. The next run begins it anew. */
static void
test_never_begun (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(GError) error = NULL;

  run_sql (fixture->market, "PRAGMA journal_mode = WAL");
  assert_market_refused (fixture, DT_STORE_READ_ONLY, DT_STORE_ERROR_NOT_FOUND);
  store = dt_market_store_open (fixture->folder, DT_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
}

/* Reading does not migrate. */
static void
test_older_read_only (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(DtBookStore) store = NULL;
  g_autoptr(GError) error = NULL;

  run_sql (fixture->book, "PRAGMA application_id = 0x4454424b; PRAGMA user_version = 1");
  store = dt_book_store_open (fixture->folder, DT_STORE_READ_ONLY, &error);
  g_assert_null (store);
  assert_one_sentence (error, DT_STORE_ERROR_READ_ONLY, fixture->book);
}

/* Files */

static void
test_absent (Fixture       *fixture,
             gconstpointer  data)
{
  assert_market_refused (fixture, DT_STORE_READ_ONLY, DT_STORE_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (fixture->market, G_FILE_TEST_EXISTS));
}

static void
test_no_database (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *text = g_strnfill (5000, 'a');

  g_assert_true (g_file_set_contents (fixture->market, text, -1, NULL));
  assert_market_refused (fixture, DT_STORE_READ_WRITE, DT_STORE_ERROR_CORRUPT);
  assert_market_refused (fixture, DT_STORE_READ_ONLY, DT_STORE_ERROR_CORRUPT);
}

static void
test_other_database (Fixture       *fixture,
                     gconstpointer  data)
{
  run_sql (fixture->market, "CREATE TABLE recipes (name TEXT)");
  assert_market_refused (fixture, DT_STORE_READ_WRITE, DT_STORE_ERROR_CORRUPT);

  /* Ours, but the other one of the two */
  g_assert_cmpint (g_remove (fixture->market), ==, 0);
  {
    g_autoptr(DtBookStore) store = dt_book_store_open (fixture->folder, DT_STORE_READ_WRITE,
                                                       NULL);

    g_assert_nonnull (store);
  }
  g_assert_cmpint (g_rename (fixture->book, fixture->market), ==, 0);
  assert_market_refused (fixture, DT_STORE_READ_ONLY, DT_STORE_ERROR_CORRUPT);
}

static DtBarSeries *
make_series (guint n_bars)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (n_bars);
  DtBarSeries *series = dt_bar_series_new ("S", DT_TIMEFRAME_MINUTE, n_bars);

  for (guint i = 0; i < n_bars; i++)
    {
      double price = g_rand_double (rand);
      DtBar bar = { i * DT_MINUTE, price, price, price, price, g_rand_double (rand) };

      dt_bar_series_append (series, &bar, bar.time + DT_MINUTE);
    }

  return series;
}

/* Bytes of pages that SQLite has to look at are gone: some call says so, none crashes. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);
  g_autoptr(DtBarSeries) series = make_series (1000);
  g_autofree char *good = NULL;
  guint n_noticed = 0;
  gsize size;

  {
    g_autoptr(DtMarketStore) store = dt_market_store_open (fixture->folder, DT_STORE_READ_WRITE,
                                                           NULL);

    g_assert_true (dt_market_store_put_series (store, series, NULL));
  }
  g_assert_true (g_file_get_contents (fixture->market, &good, &size, NULL));

  for (guint round = 0; round < 100; round++)
    {
      g_autofree char *bytes = g_memdup2 (good, size);
      g_autoptr(DtMarketStore) store = NULL;
      g_autoptr(GPtrArray) list = NULL;
      g_autoptr(GError) error = NULL;
      gsize page = g_rand_int_range (rand, 0, size / 4096);

      for (guint i = page == 0 ? 100 : 0; i < 4096; i++)
        bytes[page * 4096 + i] = g_rand_int (rand);
      g_assert_true (g_file_set_contents (fixture->market, bytes, size, NULL));

      store = dt_market_store_open (fixture->folder, DT_STORE_READ_ONLY, &error);
      if (store != NULL && dt_market_store_check (store, &error))
        list = dt_market_store_list_series (store, &error);
      for (guint i = 0; list != NULL && error == NULL && i < list->len; i++)
        dt_market_store_check_series (store, ((DtSeriesInfo *) list->pdata[i])->id, &error);
      if (error != NULL)
        {
          g_assert_true (g_error_matches (error, DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT)
                         || g_error_matches (error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE));
          n_noticed++;
        }
    }

  /* Not noticed: pages that hold nothing, which few of them do */
  g_assert_cmpuint (n_noticed, >=, 80);
}

/* Folders */

/* Not even root can make a folder below a file. */
static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *below = g_build_filename (fixture->market, "data", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->market, "", 0, NULL));
  g_assert_null (dt_market_store_open (below, DT_STORE_READ_WRITE, &error));
  assert_one_sentence (error, DT_STORE_ERROR_OPEN, below);
  g_clear_error (&error);
  g_assert_null (dt_book_store_open (below, DT_STORE_READ_WRITE, &error));
  assert_one_sentence (error, DT_STORE_ERROR_OPEN, below);
}

/* A read-only mount stops root too, where mounting is allowed at all; others by permission. */
static gboolean
make_read_only (const char *folder)
{
  if (geteuid () != 0)
    return g_chmod (folder, 0500) == 0;

  if (mount (folder, folder, NULL, MS_BIND, NULL) != 0)
    return FALSE;
  if (mount (NULL, folder, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) == 0)
    return TRUE;

  umount (folder);
  return FALSE;
}

static void
make_writable (const char *folder)
{
  if (geteuid () != 0)
    g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  else
    g_assert_cmpint (umount (folder), ==, 0);
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_series (10);
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(DtBookStore) books = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) read_error = NULL;
  g_autoptr(GError) book_error = NULL;
  g_autoptr(GError) write_error = NULL;

  store = dt_market_store_open (fixture->folder, DT_STORE_READ_WRITE, NULL);
  g_assert_true (dt_market_store_put_series (store, series, NULL));
  g_clear_object (&store);

  if (!make_read_only (fixture->folder))
    {
      g_test_skip ("Nothing can be mounted here");
      return;
    }

  /* What is there can be read, nothing can be written or made */
  store = dt_market_store_open (fixture->folder, DT_STORE_READ_ONLY, &read_error);
  if (store != NULL)
    list = dt_market_store_list_series (store, &read_error);
  g_clear_object (&store);
  books = dt_book_store_open (fixture->folder, DT_STORE_READ_WRITE, &book_error);
  store = dt_market_store_open (fixture->folder, DT_STORE_READ_WRITE, &write_error);
  if (store != NULL)
    dt_market_store_put_series (store, series, &write_error);
  make_writable (fixture->folder);

  g_assert_no_error (read_error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_null (books);
  g_assert_error (book_error, DT_STORE_ERROR, DT_STORE_ERROR_READ_ONLY);
  g_test_message ("%s", book_error->message);
  g_assert_error (write_error, DT_STORE_ERROR, DT_STORE_ERROR_READ_ONLY);
  g_test_message ("%s", write_error->message);
}

/* Locks and disks */

static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(DtMarketStore) store = dt_market_store_open (fixture->folder, DT_STORE_READ_WRITE,
                                                         NULL);
  g_autoptr(DtBarSeries) series = make_series (10);
  g_autoptr(GError) error = NULL;
  sqlite3 *other = NULL;

  g_assert_cmpint (sqlite3_open (fixture->market, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_false (dt_market_store_put_series (store, series, &error));
  assert_one_sentence (error, DT_STORE_ERROR_BUSY, fixture->market);
  g_clear_error (&error);

  g_assert_cmpint (sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  dt_market_store_put_series (store, series, &error);
  g_assert_no_error (error);
}

static rlim_t
limit_files (rlim_t bytes)
{
  struct rlimit limit;
  rlim_t before;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  before = limit.rlim_cur;
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);

  return before;
}

/* No file may grow above a limit: what a full disk looks like to a process. */
static void
test_full_import (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(DtMarketStore) store = dt_market_store_open (fixture->folder, DT_STORE_READ_WRITE,
                                                         NULL);
  g_autoptr(DtBarSeries) big = make_series (40000);
  g_autoptr(DtBarSeries) small = make_series (10);
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  rlim_t before;

  g_assert_true (dt_market_store_put_series (store, small, NULL));
  before = limit_files (600000);
  g_assert_false (dt_market_store_put_series (store, big, &error));
  limit_files (before);
  assert_one_sentence (error, DT_STORE_ERROR_FULL, fixture->market);
  g_clear_error (&error);

  /* As it was, and of use again */
  list = dt_market_store_list_series (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpuint (((DtSeriesInfo *) list->pdata[0])->n_bars, ==, 10);
  g_assert_true (dt_market_store_check_series (store, 1, &error));
  dt_market_store_put_series (store, big, &error);
  g_assert_no_error (error);
  g_assert_true (dt_market_store_check_series (store, 1, &error));
}

/* The journal fails at some batch and ever after; the book is that of the batch before. */
static void
test_full_journal (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtBookStore) store = dt_book_store_open (fixture->folder, DT_STORE_READ_WRITE,
                                                     &error);
  const DtBookInfo info = { .mode = DT_BOOK_LIVE };
  gint64 id = dt_book_store_create (store, &info, random_symbols, &error);
  g_autoptr(DtJournalSink) sink = dt_book_store_open_sink (store, id, &error);
  g_autoptr(DtBookInfo) back = NULL;
  g_autoptr(DtBook) book = NULL;
  g_autofree char *first = NULL;
  RandomRun run, good;
  rlim_t before;

  g_assert_no_error (error);
  random_run_init (&run, 4);
  random_run_init (&good, 4);
  before = limit_files (1000000);
  while (run.step < 2000)
    {
      random_run_step (&run);
      if (!dt_journal_sink_commit (sink, run.book, &run.batch, &error))
        break;
    }
  limit_files (before);
  g_assert_cmpuint (run.step, >, 10);
  assert_one_sentence (error, DT_STORE_ERROR_FULL, fixture->book);
  first = g_strdup (error->message);
  g_clear_error (&error);

  g_assert_false (dt_journal_sink_commit (sink, run.book, &run.batch, &error));
  g_assert_cmpstr (error->message, ==, first);
  g_clear_error (&error);

  back = dt_book_store_dup_info (store, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->step, ==, run.step - 1);
  book = dt_book_store_load (store, id, &error);
  g_assert_no_error (error);
  while (good.step < back->step)
    random_run_step (&good);
  assert_same_book (good.book, book);
  random_run_clear (&run);
  random_run_clear (&good);
}

#define ADD(path, test) g_test_add ("/store/sqlite/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGXFSZ, SIG_IGN);

  ADD ("migrations", test_migrations);
  ADD ("newer", test_newer);
  ADD ("never-begun", test_never_begun);
  ADD ("older-read-only", test_older_read_only);
  ADD ("absent", test_absent);
  ADD ("no-database", test_no_database);
  ADD ("other-database", test_other_database);
  ADD ("damaged", test_damaged);
  ADD ("no-folder", test_no_folder);
  ADD ("read-only", test_read_only);
  ADD ("busy", test_busy);
  ADD ("full-import", test_full_import);
  ADD ("full-journal", test_full_journal);

  return g_test_run ();
}
