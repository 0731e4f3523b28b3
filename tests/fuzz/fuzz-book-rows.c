/* fuzz-book-rows.c - the rows of a book in book.db, some of them changed to anything
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "dt-book-rows.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* A change: table, column, row, kind, and eight bytes for a value */
#define CHANGE_SIZE 12
#define MAX_CHANGES 16
#define MAX_COLUMNS 22

static const struct
{
  const char *name;
  const char *key;
  const char *columns[MAX_COLUMNS];
} tables[] = {
  { "signals", "id",
    { "id", "time", "instrument", "strategy", "kind", "price", "rank", "output", "inputs", "taken",
      "refused_by", "asked", "granted" } },
  { "orders", "id",
    { "id", "signal", "exit_group", "instrument", "strategy", "type", "tif", "role", "status",
      "sized_at_fill", "size_kind", "size_value", "size_at", "risk", "quantity", "filled",
      "limit_price", "stop_price", "n_replaced", "bars_left", "submitted", "updated" } },
  { "fills", "id",
    { "id", "order_id", "instrument", "quantity", "price", "reference", "fee", "time", "bar_time",
      "why", "flags", "alternative" } },
  { "ledger", "id",
    { "id", "time", "kind", "instrument", "quantity", "price", "cash", "fill" } },
  { "trades", "id",
    { "id", "instrument", "strategy", "signal", "open", "quantity", "entry_time", "exit_time",
      "entry_value", "entry_units", "exit_value", "exit_units", "fees", "profit", "mae", "mfe",
      "bars", "exit_role", "ambiguous" } },
  { "activity", "id", { "id", "time", "kind", "instrument", "order_id", "signal", "text" } },
  { "progress", "book", { "next_group", "marks" } },
};

static const char *const symbols[] = { "AAA", "BBB", NULL };
static DtSqlite *sqlite;
static gint64 book_id;

static void
fill (DtBook      *book,
      guint        instrument,
      DtQuantity   quantity,
      DtMoney      price)
{
  DtSignal signal = { .instrument = instrument, .price = 10., .rank = NAN, .taken = TRUE,
                      .n_inputs = 2, .inputs = { 1., 2. } };
  guint64 signal_id = dt_book_add_signal (book, &signal)->id;
  DtOrder order = { .signal = signal_id, .instrument = instrument, .quantity = quantity,
                    .status = DT_ORDER_WORKING, .limit = DT_MONEY_NONE, .stop = DT_MONEY_NONE };
  DtFill row = { .order = dt_book_add_order (book, &order)->id, .instrument = instrument,
                 .quantity = quantity, .price = price, .reference = price, .fee = 1000,
                 .time = 100, .bar_time = 50, .alternative = DT_MONEY_NONE };

  row.id = book->fills->len + 1;
  g_assert_true (dt_book_apply_fill (book, &row, NULL));
  dt_book_add_activity (book, 100, DT_ACTIVITY_ORDER, instrument, row.order, signal_id, "filled");
}

/* Two lots and a part of them sold, a flip, and a position that is left. */
static DtBook *
make_book (void)
{
  DtBook *book = dt_book_new (2, DT_DOLLARS (10000), 1, NULL);

  fill (book, 0, DT_UNITS (10), DT_DOLLARS (10));
  fill (book, 0, DT_UNITS (5), DT_DOLLARS (11));
  fill (book, 0, -DT_UNITS (12), DT_DOLLARS (12));
  fill (book, 1, -DT_UNITS (7), DT_DOLLARS (30));
  fill (book, 1, DT_UNITS (9), DT_DOLLARS (29));
  return book;
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

/* The files are gone as soon as they are open: nothing is left behind, whatever happens. */
static void
open_book (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dt-fuzz-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "book.db", NULL);
  g_autoptr(DtBookStore) store = dt_book_store_open (folder, DT_STORE_READ_WRITE, NULL);
  g_autoptr(DtBook) book = make_book ();
  DtBookInfo info = { .mode = DT_BOOK_BACKTEST, .account = (char *) "a", .spec = (char *) "{}",
                      .tape_hash = (char *) "t" };

  book_id = dt_book_store_create (store, &info, symbols, NULL);
  g_assert_true (dt_book_store_save (store, book_id, book, DT_DAY, "{}", NULL));
  g_clear_object (&store);

  sqlite = dt_sqlite_open (path, DT_STORE_READ_WRITE, NULL);
  g_assert_nonnull (sqlite);
  remove_folder (folder);
}

static char *
make_value (guint8        kind,
            const guint8 *bytes)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  gint64 whole;
  double number;

  memcpy (&whole, bytes, sizeof whole);
  memcpy (&number, bytes, sizeof number);
  switch (kind % 6)
    {
    case 0:
      return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) (gint8) bytes[0]);
    case 1:
      return g_strdup_printf ("%" G_GINT64_FORMAT, MAX (whole, -G_MAXINT64));
    case 2:
      return g_strdup (isfinite (number) ? g_ascii_dtostr (text, sizeof text, number) : "9e999");
    case 3:
      return g_strdup ("NULL");
    case 4:
      return g_strdup_printf ("x'%02x%02x%02x%02x%02x%02x%02x%02x'", bytes[0], bytes[1], bytes[2],
                              bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
    default:
      return g_strdup_printf ("CAST(x'%02x%02x%02x' AS TEXT)", bytes[0], bytes[1], bytes[2]);
    }
}

/* What the tables themselves refuse stays as it is. */
static void
change (const guint8 *bytes)
{
  guint table = bytes[0] % G_N_ELEMENTS (tables);
  guint n_columns = 0;
  g_autofree char *value = make_value (bytes[3], bytes + 4);
  g_autofree char *sql = NULL;
  gint64 row = tables[table].key[0] == 'b' ? book_id : bytes[2] % 16;

  while (n_columns < MAX_COLUMNS && tables[table].columns[n_columns] != NULL)
    n_columns++;
  sql = bytes[3] >= 0xf0
        ? g_strdup_printf ("DELETE FROM %s WHERE book = %" G_GINT64_FORMAT " AND %s = %"
                           G_GINT64_FORMAT, tables[table].name, book_id, tables[table].key, row)
        : g_strdup_printf ("UPDATE %s SET %s = %s WHERE book = %" G_GINT64_FORMAT " AND %s = %"
                           G_GINT64_FORMAT, tables[table].name,
                           tables[table].columns[bytes[1] % n_columns], value, book_id,
                           tables[table].key, row);
  dt_sqlite_exec (sqlite, sql, NULL);
}

/* As dt_book_store_load() does. What is let through folds to itself. */
static void
load (void)
{
  g_autoptr(DtBook) book = dt_book_new (2, 0, DT_TIME_NONE, NULL);
  g_autoptr(GError) error = NULL;
  gboolean loaded;

  dt_rows_set_size (book->ledger, 0);
  loaded = dt_book_rows_load (sqlite, book_id, book, &error)
           && dt_book_rebuild (book, &error)
           && dt_book_marks_load (sqlite, book_id, book, &error)
           && dt_book_verify (book, &error);
  g_assert_true (loaded == (error == NULL));
  if (loaded)
    g_assert_true (dt_book_verify (book, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  if (sqlite == NULL)
    {
      open_book ();
      load ();
    }

  g_assert_true (dt_sqlite_begin (sqlite, NULL));
  for (guint i = 0; i < MAX_CHANGES && (i + 1) * CHANGE_SIZE <= size; i++)
    change (data + i * CHANGE_SIZE);
  load ();
  dt_sqlite_rollback (sqlite);

  return 0;
}
