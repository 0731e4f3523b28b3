/* test-book-store.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "dt-book-store.h"

#include "random-book.h"

typedef struct
{
  char        *folder;
  DtBookStore *store;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("dt-book-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->store = dt_book_store_open (fixture->folder, DT_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  g_clear_object (&fixture->store);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static gint64
create (DtBookStore *store,
        DtBookMode   mode)
{
  const DtBookInfo info = { .mode = mode, .account = (char *) "demo", .started = 17 * DT_SECOND,
                            .spec = (char *) "{}", .tape_hash = (char *) "abc", .parent = 3 };
  g_autoptr(GError) error = NULL;
  gint64 id = dt_book_store_create (store, &info, random_symbols, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

static void
commit (DtJournalSink *sink,
        RandomRun     *run)
{
  g_autoptr(GError) error = NULL;

  dt_journal_sink_commit (sink, run->book, &run->batch, &error);
  g_assert_no_error (error);
}

static DtBook *
load (DtBookStore *store,
      gint64       id)
{
  g_autoptr(GError) error = NULL;
  DtBook *book = dt_book_store_load (store, id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (book);

  return book;
}

static void
test_life (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 id = create (fixture->store, DT_BOOK_REPLAY);
  g_autoptr(DtBookInfo) info = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(DtBook) book = NULL;
  g_auto(GStrv) symbols = NULL;
  g_autoptr(GError) error = NULL;

  info = dt_book_store_dup_info (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->mode, ==, DT_BOOK_REPLAY);
  g_assert_cmpstr (info->account, ==, "demo");
  g_assert_cmpint (info->parent, ==, 3);
  g_assert_cmpint (info->started, ==, 17 * DT_SECOND);
  g_assert_cmpint (info->state, ==, DT_RUN_RUNNING);
  g_assert_cmpstr (info->spec, ==, "{}");
  g_assert_cmpstr (info->tape_hash, ==, "abc");
  g_assert_cmpuint (info->step, ==, 0);
  g_assert_cmpint (info->market_time, ==, DT_TIME_NONE);
  g_assert_null (info->result);
  symbols = dt_book_store_dup_symbols (fixture->store, id, &error);
  g_assert_cmpuint (g_strv_length (symbols), ==, N_RANDOM_SYMBOLS);
  g_assert_cmpstr (symbols[4], ==, "E");

  /* Killed before its first batch: an empty book is a sound one */
  book = load (fixture->store, id);
  g_assert_cmpuint (book->ledger->len, ==, 0);
  g_assert_cmpint (book->cash, ==, 0);

  g_assert_cmpint (create (fixture->store, DT_BOOK_PAPER), ==, id + 1);
  g_assert_true (dt_book_store_finish (fixture->store, id, DT_RUN_FINISHED, "{\"a\":1}", NULL));
  list = dt_book_store_list (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpint (((DtBookInfo *) list->pdata[0])->id, ==, id + 1);
  g_assert_cmpint (((DtBookInfo *) list->pdata[1])->state, ==, DT_RUN_FINISHED);
  g_assert_cmpstr (((DtBookInfo *) list->pdata[1])->result, ==, "{\"a\":1}");

  g_assert_null (dt_book_store_load (fixture->store, 99, &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND);
}

/* After every batch the stored book is the one in memory, whole. */
static void
test_batches (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 id = create (fixture->store, DT_BOOK_REPLAY);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtJournalSink) sink = dt_book_store_open_sink (fixture->store, id, &error);
  g_autoptr(GPtrArray) commands = NULL;
  g_autoptr(GArray) equity = NULL;
  RandomRun run;

  g_assert_no_error (error);
  random_run_init (&run, 20190211);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr(DtBook) book = NULL;
      g_autoptr(DtBookInfo) info = NULL;

      random_run_step (&run);
      commit (sink, &run);
      if (i % 10 != 0)
        continue;
      book = load (fixture->store, id);
      assert_same_book (run.book, book);
      info = dt_book_store_dup_info (fixture->store, id, NULL);
      g_assert_cmpuint (info->step, ==, run.step);
      g_assert_cmpint (info->market_time, ==, run.batch.time);
    }
  g_assert_cmpuint (run.book->trades->len, >, 20);
  g_assert_cmpuint (run.book->n_open, >, 0);

  /* 300 / 7 = 42 commands, with steps 7, 14, ... */
  commands = dt_book_store_load_commands (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (commands->len, ==, 42);
  for (guint i = 0; i < commands->len; i++)
    {
      const DtJournalCommand *command = commands->pdata[i];

      g_assert_cmpuint (command->step, ==, 7 * (i + 1));
      g_assert_cmpstr (command->name, ==, "position.close");
      g_assert_cmpstr (command->arguments, ==, "{'symbol': <'A'>}");
    }

  equity = dt_book_store_load_equity (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (equity->len, ==, 300);
  g_assert_cmpuint (g_array_index (equity, DtEquityPoint, 299).step, ==, 300);
  g_assert_cmpint (g_array_index (equity, DtEquityPoint, 299).equity, ==, run.batch.equity);
  random_run_clear (&run);
}

/* Two books written in turns do not touch each other; a sink that is opened again goes on. */
static void
test_two_books (Fixture       *fixture,
                gconstpointer  data)
{
  gint64 ids[2];
  RandomRun runs[2];

  for (guint i = 0; i < 2; i++)
    {
      ids[i] = create (fixture->store, DT_BOOK_REPLAY);
      random_run_init (&runs[i], i + 1);
    }
  for (guint step = 0; step < 60; step++)
    for (guint i = 0; i < 2; i++)
      {
        g_autoptr(DtJournalSink) sink = dt_book_store_open_sink (fixture->store, ids[i], NULL);

        random_run_step (&runs[i]);
        commit (sink, &runs[i]);
      }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(DtBook) book = load (fixture->store, ids[i]);
      g_autoptr(GPtrArray) commands = dt_book_store_load_commands (fixture->store, ids[i], NULL);

      assert_same_book (runs[i].book, book);
      g_assert_cmpuint (commands->len, ==, 60 / 7);
      random_run_clear (&runs[i]);
    }
}

static void
test_save (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 id = create (fixture->store, DT_BOOK_BACKTEST);
  g_autoptr(DtBook) book = NULL;
  g_autoptr(DtBookInfo) info = NULL;
  g_autoptr(GError) error = NULL;
  RandomRun run;

  random_run_init (&run, 5);
  for (guint i = 0; i < 200; i++)
    random_run_step (&run);
  dt_book_store_save (fixture->store, id, run.book, run.batch.time + DT_DAY, "{\"trade_count\":1}",
                      &error);
  g_assert_no_error (error);

  book = load (fixture->store, id);
  assert_same_book (run.book, book);
  info = dt_book_store_dup_info (fixture->store, id, NULL);
  g_assert_cmpint (info->state, ==, DT_RUN_FINISHED);
  g_assert_cmpstr (info->result, ==, "{\"trade_count\":1}");
  /* The day after its last entry, on which nothing happened to the book */
  g_assert_cmpint (info->market_time, ==, run.batch.time + DT_DAY);
  random_run_clear (&run);
}

static void
run_sql (const char *path,
         const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

/* Law 15: rows with impossible values are refused, rows that do not add up too. */
static void
test_bad_rows (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const sql[] = {
    "UPDATE signals SET kind = 3",
    "UPDATE signals SET instrument = 5",
    "UPDATE signals SET inputs = x'00'",
    "UPDATE signals SET inputs = zeroblob(80)",
    "DELETE FROM signals WHERE id = 2",
    "UPDATE orders SET status = 77",
    "UPDATE orders SET role = -1",
    "UPDATE orders SET instrument = 4294967295",
    "UPDATE orders SET signal = 1000000",
    "UPDATE orders SET size_value = 9e999",
    "UPDATE orders SET filled = filled + 1 WHERE id = 1",
    "UPDATE fills SET order_id = 0",
    "UPDATE fills SET order_id = 99999",
    "UPDATE fills SET why = 100",
    "UPDATE fills SET flags = 8",
    "UPDATE fills SET price = price + 1 WHERE id = 3",
    "DELETE FROM fills WHERE id = 3",
    "UPDATE ledger SET kind = 12",
    "UPDATE ledger SET cash = cash + 1 WHERE id = 5",
    "UPDATE ledger SET fill = 1000000 WHERE id = 5",
    "DELETE FROM ledger WHERE id = 4",
    "UPDATE trades SET profit = profit + 1 WHERE id = 1",
    "UPDATE trades SET instrument = 4294967295",
    "DELETE FROM trades WHERE id = 1",
    "UPDATE activity SET kind = 9",
    "UPDATE activity SET text = CAST(x'fffe' AS TEXT)",
    "UPDATE progress SET marks = x'01'",
    "UPDATE progress SET next_group = 0",
    "UPDATE progress SET step = -1",
    "UPDATE books SET mode = 4",
    "DELETE FROM book_symbols WHERE place = 4",
    "DELETE FROM book_symbols WHERE place = 2",
  };
  gint64 id = create (fixture->store, DT_BOOK_BACKTEST);
  g_autofree char *path = g_build_filename (fixture->folder, "book.db", NULL);
  g_autofree char *good = g_build_filename (fixture->folder, "good.db", NULL);
  g_autofree char *keep = g_strdup_printf ("VACUUM INTO '%s'", good);
  RandomRun run;

  random_run_init (&run, 6);
  for (guint i = 0; i < 200; i++)
    random_run_step (&run);
  g_assert_true (dt_book_store_save (fixture->store, id, run.book, DT_DAY, NULL, NULL));
  random_run_clear (&run);
  g_clear_object (&fixture->store);
  run_sql (path, keep);

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(DtBook) book = NULL;
      g_autofree char *bytes = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (good, &bytes, &size, NULL));
      g_assert_true (g_file_set_contents (path, bytes, size, NULL));
      run_sql (path, sql[i]);
      fixture->store = dt_book_store_open (fixture->folder, DT_STORE_READ_ONLY, &error);
      g_assert_no_error (error);
      book = dt_book_store_load (fixture->store, id, &error);
      g_clear_object (&fixture->store);
      g_test_message ("%s: %s", sql[i], error != NULL ? error->message : "taken");
      g_assert_null (book);
      g_assert_true (g_error_matches (error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE)
                     || g_error_matches (error, DT_TRADE_ERROR, DT_TRADE_ERROR_INCONSISTENT));
    }
}

/* kill -9 */

static void G_GNUC_NORETURN
commit_for_ever (const char *folder,
                 guint32     seed,
                 int         out)
{
  g_autoptr(DtBookStore) store = dt_book_store_open (folder, DT_STORE_READ_WRITE, NULL);
  gint64 id = create (store, DT_BOOK_REPLAY);
  g_autoptr(DtJournalSink) sink = dt_book_store_open_sink (store, id, NULL);
  RandomRun run;

  random_run_init (&run, seed);
  for (;;)
    {
      random_run_step (&run);
      commit (sink, &run);
      if (write (out, &run.step, sizeof run.step) != sizeof run.step)
        _exit (1);
    }
}

/* The last step that the child said was committed. */
static guint64
kill_writer (const char *folder,
             guint32     seed,
             gulong      microseconds)
{
  guint64 step = 0, last = 0;
  int pipes[2], status;
  pid_t child;

  g_assert_cmpint (pipe (pipes), ==, 0);
  child = fork ();
  if (child == 0)
    commit_for_ever (folder, seed, pipes[1]);
  close (pipes[1]);

  if (read (pipes[0], &step, sizeof step) == sizeof step)
    last = step;
  g_usleep (microseconds);
  kill (child, SIGKILL);
  while (read (pipes[0], &step, sizeof step) == sizeof step)
    last = step;
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  close (pipes[0]);

  return last;
}

static void
test_kills (Fixture       *fixture,
            gconstpointer  data)
{
  const char *wish = g_getenv ("DT_TEST_KILLS");
  guint n_kills = wish != NULL ? atoi (wish) : 30;
  g_autoptr(GRand) rand = g_rand_new_with_seed (9);

  g_clear_object (&fixture->store);
  for (guint i = 0; i < n_kills; i++)
    {
      guint64 last = kill_writer (fixture->folder, i, g_rand_int_range (rand, 0, 40000));
      g_autoptr(GError) error = NULL;
      g_autoptr(DtBookInfo) info = NULL;
      g_autoptr(DtBook) book = NULL;
      RandomRun run;

      fixture->store = dt_book_store_open (fixture->folder, DT_STORE_READ_WRITE, &error);
      g_assert_no_error (error);
      book = load (fixture->store, i + 1);
      info = dt_book_store_dup_info (fixture->store, i + 1, NULL);
      g_assert_cmpuint (last, >, 0);
      g_assert_cmpuint (info->step, >=, last);
      g_assert_cmpuint (info->step, <=, last + 1);

      random_run_init (&run, i);
      while (run.step < info->step)
        random_run_step (&run);
      assert_same_book (run.book, book);
      random_run_clear (&run);
      g_clear_object (&fixture->store);
    }
}

#define ADD(path, test) g_test_add ("/store/book/" path, Fixture, NULL, set_up, test, tear_down)

typedef struct
{
  const char *folder;
  gint64      id;
  int         done;       /* atomic */
} Writer;

static gpointer
write_on (gpointer data)
{
  Writer *writer = data;
  g_autoptr(DtBookStore) store = dt_book_store_open (writer->folder, DT_STORE_READ_WRITE, NULL);
  g_autoptr(DtJournalSink) sink = dt_book_store_open_sink (store, writer->id, NULL);
  RandomRun run;

  random_run_init (&run, 42);
  for (guint i = 0; i < 600; i++)
    {
      random_run_step (&run);
      commit (sink, &run);
    }
  random_run_clear (&run);
  g_atomic_int_set (&writer->done, 1);

  return NULL;
}

/* A book that is written on meanwhile is read as it was at one moment: it folds, each time. */
static void
test_read_while_written (Fixture       *fixture,
                         gconstpointer  data)
{
  Writer writer = { fixture->folder, create (fixture->store, DT_BOOK_REPLAY), 0 };
  GThread *thread = g_thread_new ("writer", write_on, &writer);
  guint64 n_fills = 0;

  do
    {
      g_autoptr(DtBook) book = load (fixture->store, writer.id);

      g_assert_cmpuint (book->fills->len, >=, n_fills);
      n_fills = book->fills->len;
    }
  while (!g_atomic_int_get (&writer.done));
  g_thread_join (thread);
  {
    g_autoptr(DtBook) book = load (fixture->store, writer.id);

    g_assert_cmpuint (book->fills->len, >, 0);
  }
}

/* A note takes the place of the one before, an empty one takes it away, and a trade that is not
 * there has none. */
static void
test_notes (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) notes = NULL;
  g_autofree char *long_text = g_strnfill (DT_NOTE_MAX_TEXT + 1, 'x');
  DtTradeNote note = { .trade = 1, .tags = (char *) "gap, late", .text = (char *) "Too soon.",
                       .rating = 2, .written = 5 };
  gint64 book = create (fixture->store, DT_BOOK_REPLAY);
  RandomRun run;

  g_assert_false (dt_book_store_put_note (fixture->store, book, &note, &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  random_run_init (&run, 5);
  for (guint i = 0; i < 200; i++)
    random_run_step (&run);
  g_assert_cmpuint (run.book->trades->len, >, 0);
  g_assert_true (dt_book_store_save (fixture->store, book, run.book, DT_DAY, NULL, NULL));
  random_run_clear (&run);
  g_assert_true (dt_book_store_put_note (fixture->store, book, &note, &error));
  note.text = (char *) "Patience.";
  note.rating = 5;
  g_assert_true (dt_book_store_put_note (fixture->store, book, &note, &error));
  g_assert_no_error (error);
  notes = dt_book_store_load_notes (fixture->store, book, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (((DtTradeNote *) notes->pdata[0])->tags, ==, "gap, late");
  g_assert_cmpstr (((DtTradeNote *) notes->pdata[0])->text, ==, "Patience.");
  g_assert_cmpuint (((DtTradeNote *) notes->pdata[0])->rating, ==, 5);

  note.rating = 6;
  g_assert_false (dt_book_store_put_note (fixture->store, book, &note, &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE);
  g_clear_error (&error);
  note.rating = 0;
  note.text = long_text;
  g_assert_false (dt_book_store_put_note (fixture->store, book, &note, &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE);
  g_clear_error (&error);

  note.text = note.tags = (char *) "";
  g_assert_true (dt_book_store_put_note (fixture->store, book, &note, &error));
  g_ptr_array_unref (notes);
  notes = dt_book_store_load_notes (fixture->store, book, &error);
  g_assert_cmpuint (notes->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("life", test_life);
  ADD ("batches", test_batches);
  ADD ("two-books", test_two_books);
  ADD ("save", test_save);
  ADD ("notes", test_notes);
  ADD ("read-while-written", test_read_while_written);
  ADD ("bad-rows", test_bad_rows);
  ADD ("kills", test_kills);

  return g_test_run ();
}
