/* test-book.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <string.h>

#include "dt-journal.h"

static DtBook *
new_book (gint64 dollars)
{
  g_autoptr(GError) error = NULL;
  DtBook *book = dt_book_new (3, DT_DOLLARS (dollars), 0, &error);

  g_assert_no_error (error);
  return book;
}

static DtMoney
money (const char *text)
{
  DtMoney value = 0;

  g_assert_true (dt_money_parse (text, &value));
  return value;
}

/* An order over exactly that fill, then the fill; bar days count from 0. */
static gboolean
trade (DtBook            *book,
       DtInstrumentIndex  instrument,
       gint64             units,
       const char        *price,
       const char        *fee,
       int                day,
       GError           **error)
{
  DtOrder order = {
    .instrument = instrument,
    .strategy = 2,
    .type = DT_ORDER_MARKET,
    .role = DT_ROLE_ENTRY,
    .quantity = DT_UNITS (units),
    .signal = 40 + day,
    .submitted = day * DT_DAY - DT_HOUR,
  };
  DtFill fill = {
    .order = dt_book_add_order (book, &order)->id,
    .instrument = instrument,
    .quantity = DT_UNITS (units),
    .price = money (price),
    .reference = money (price),
    .fee = money (fee),
    .time = day * DT_DAY + DT_HOUR,
    .bar_time = day * DT_DAY,
    .why = DT_FILL_AT_OPEN,
    .alternative = DT_MONEY_NONE,
  };

  return dt_book_apply_fill (book, &fill, error);
}

static void
must_trade (DtBook            *book,
            DtInstrumentIndex  instrument,
            gint64             units,
            const char        *price,
            const char        *fee,
            int                day)
{
  g_autoptr(GError) error = NULL;

  trade (book, instrument, units, price, fee, day, &error);
  g_assert_no_error (error);
  dt_book_verify (book, &error);
  g_assert_no_error (error);
}

static void
test_fifo (void)
{
  g_autoptr(DtBook) book = new_book (100000);
  const DtPosition *position = &book->positions[1];
  const DtRoundTrip *trip;
  const DtLot *lots;
  DtMoney equity;

  /* 100,000 - 100 x 10 - 1 = 98,999 */
  must_trade (book, 1, 100, "10", "1", 0);
  g_assert_cmpint (book->cash, ==, money ("98999"));
  g_assert_cmpuint (book->n_open, ==, 1);
  g_assert_cmpuint (book->open[0], ==, 1);

  /* - 50 x 12 - 1 = 98,398; average 1,600 / 150 = 10.666667 */
  must_trade (book, 1, 50, "12", "1", 1);
  g_assert_cmpint (book->cash, ==, money ("98398"));
  g_assert_cmpint (position->cost, ==, money ("1600"));
  g_assert_cmpint (dt_position_average (position), ==, money ("10.666667"));

  /* + 120 x 11 - 1 = 99,717: the 100 at 10 go first, then 20 of the 50 at 12; 30 at 12 are left.
   * Profit so far 1,320 - 1,000 - 240 - 3 fees = 77 */
  must_trade (book, 1, -120, "11", "1", 2);
  g_assert_cmpint (book->cash, ==, money ("99717"));
  lots = (const DtLot *) position->lots->data;
  g_assert_cmpuint (position->lots->len, ==, 1);
  g_assert_cmpint (lots[0].quantity, ==, DT_UNITS (30));
  g_assert_cmpint (lots[0].price, ==, money ("12"));
  g_assert_cmpuint (lots[0].fill, ==, 2);
  g_assert_cmpuint (lots[0].signal, ==, 41);
  trip = dt_book_get_trade (book, 1);
  g_assert_cmpint (trip->profit, ==, money ("77"));
  g_assert_true (trip->open);

  /* The mark 13: 99,717 + 30 x 13 = 100,107 */
  dt_book_mark (book, 1, 13.5, 12.5, 13.);
  g_assert_true (dt_book_get_equity (book, &equity));
  g_assert_cmpint (equity, ==, money ("100107"));

  /* + 30 x 9 - 1 = 99,986; profit 77 + 270 - 360 - 1 = -14 = 99,986 - 100,000 */
  must_trade (book, 1, -30, "9", "1", 3);
  g_assert_cmpint (book->cash, ==, money ("99986"));
  g_assert_cmpint (trip->profit, ==, money ("-14"));
  g_assert_cmpint (trip->fees, ==, money ("4"));
  g_assert_cmpint (trip->entry_value, ==, money ("1600"));
  g_assert_cmpint (trip->exit_value, ==, money ("1590"));
  g_assert_cmpint (trip->quantity, ==, DT_UNITS (150));
  g_assert_cmpint (trip->exit_time, ==, 3 * DT_DAY);
  g_assert_cmpint (trip->exit_role, ==, DT_ROLE_EXIT);
  g_assert_false (trip->open);
  g_assert_cmpuint (book->n_open, ==, 0);
  g_assert_cmpint (position->cost, ==, 0);
}

static void
test_flip (void)
{
  g_autoptr(DtBook) book = new_book (10000);
  const DtRoundTrip *first, *second;

  /* Long 100 at 20; then sell 250 at 22 for a fee of 1: two trades. The closing 100 of 250 bear
   * 0.40, the opening 150 the rest, 0.60. 10,000 - 2,000 + 5,500 - 1 = 13,499 */
  must_trade (book, 0, 100, "20", "0", 0);
  must_trade (book, 0, -250, "22", "1", 1);
  g_assert_cmpuint (book->trades->len, ==, 2);
  g_assert_cmpuint (book->fills->len, ==, 2);
  g_assert_cmpint (book->cash, ==, money ("13499"));

  first = dt_book_get_trade (book, 1);
  g_assert_cmpint (first->profit, ==, money ("199.6"));
  g_assert_cmpint (first->fees, ==, money ("0.4"));
  g_assert_false (first->open);

  second = dt_book_get_trade (book, 2);
  g_assert_cmpint (second->profit, ==, money ("-0.6"));
  g_assert_cmpint (second->quantity, ==, -DT_UNITS (150));
  g_assert_cmpint (second->entry_value, ==, money ("3300"));
  g_assert_true (second->open);
  g_assert_cmpint (book->positions[0].quantity, ==, -DT_UNITS (150));
  g_assert_cmpint (book->positions[0].cost, ==, money ("-3300"));
  g_assert_cmpint (dt_position_average (&book->positions[0]), ==, money ("22"));
  g_assert_cmpuint (book->n_open, ==, 1);

  /* Buys back at 21: 150 x (22 - 21) - 0.6 = 149.4 */
  must_trade (book, 0, 150, "21", "0", 2);
  g_assert_cmpint (second->profit, ==, money ("149.4"));
  g_assert_cmpint (book->cash, ==, money ("10349"));
}

/* A fee that does not divide: 0.01 over 3, one of which closes: 0.003333 and 0.006667. */
static void
test_fee_split (void)
{
  g_autoptr(DtBook) book = new_book (100);

  must_trade (book, 0, 1, "10", "0", 0);
  must_trade (book, 0, -3, "10", "0.01", 1);
  g_assert_cmpint (dt_book_get_trade (book, 1)->fees, ==, money ("0.003333"));
  g_assert_cmpint (dt_book_get_trade (book, 2)->fees, ==, money ("0.006667"));
  g_assert_cmpint (book->cash, ==, money ("119.99"));
}

static void
test_excursion (void)
{
  g_autoptr(DtBook) book = new_book (100000);
  const DtRoundTrip *trip;

  /* Entry at 100; the entry's bar counts whole: 104 and 97; then 110 and 99; exit at 90, which is
   * the worst: MAE -0.10, MFE 0.10, two bars after the entry's */
  must_trade (book, 0, 10, "100", "0", 0);
  trip = dt_book_get_trade (book, 1);
  g_assert_cmpfloat (trip->mae, ==, 0.);
  dt_book_mark (book, 0, 104., 97., 103.);
  g_assert_cmpfloat_with_epsilon (trip->mae, -.03, 1e-15);
  g_assert_cmpfloat_with_epsilon (trip->mfe, .04, 1e-15);
  g_assert_cmpuint (book->positions[0].bars, ==, 0);
  dt_book_mark (book, 0, 110., 99., 105.);
  g_assert_cmpuint (book->positions[0].bars, ==, 1);
  must_trade (book, 0, -10, "90", "0", 2);
  trip = dt_book_get_trade (book, 1);
  g_assert_cmpfloat_with_epsilon (trip->mae, -.1, 1e-15);
  g_assert_cmpfloat_with_epsilon (trip->mfe, .1, 1e-15);
  g_assert_cmpuint (trip->bars, ==, 2);

  /* Short at 50 in a bar 48..52, out in the same bar: MAE 0, exit 49: MFE 0.02 */
  must_trade (book, 0, -10, "50", "0", 3);
  must_trade (book, 0, 10, "49", "0", 3);
  trip = dt_book_get_trade (book, 2);
  g_assert_cmpfloat (trip->mae, ==, 0.);
  g_assert_cmpfloat_with_epsilon (trip->mfe, .02, 1e-15);
  g_assert_cmpuint (trip->bars, ==, 0);

  /* Short at 50, bar up to 52: MAE -0.04 */
  must_trade (book, 0, -10, "50", "0", 4);
  dt_book_mark (book, 0, 52., 49.5, 50.);
  trip = dt_book_get_trade (book, 3);
  g_assert_cmpfloat_with_epsilon (trip->mae, -.04, 1e-15);
  g_assert_cmpfloat_with_epsilon (trip->mfe, .01, 1e-15);
}

/* Step @i of what happens to two instruments: fills on both sides, marks, splits, dividends. */
static void
happen (DtBook *book,
        guint   i)
{
  static const gint64 units[] = { 10, 5, -8, -12, 3, 2, -4, 4 };
  static const char *const prices[] = { "100", "97", "104", "90", "93.5", "111", "88", "101" };
  DtInstrumentIndex instrument = i / 3 % 2;
  gint64 held = book->positions[instrument].quantity / DT_QUANTITY_SCALE;
  double price = 100. + (int) (i * 37 % 23) - 11.;

  if (i % 5 == 4 && held != 0)
    must_trade (book, instrument, -held, prices[i % 8], "0.1", i);
  else if (i % 11 == 7)
    g_assert_true (dt_book_apply_split (book, instrument, 2, 1, 0, i * DT_DAY, NULL));
  else if (i % 13 == 5)
    g_assert_true (dt_book_apply_cash (book, instrument, money ("1.5"), TRUE, i * DT_DAY, NULL));
  else if (i % 2 == 0)
    must_trade (book, instrument, units[i / 2 % 8], prices[i / 2 % 8], "0.1", i);
  else
    dt_book_mark (book, instrument, price + 2., price - 3., price);
}

/* Whenever somebody looks, a book that defers says what one says that does not. */
static void
test_deferred_excursion (void)
{
  for (guint every = 1; every < 60; every += 7)
    {
      g_autoptr(DtBook) now = new_book (100000), later = new_book (100000);

      later->defers = TRUE;
      for (guint i = 0; i < 240; i++)
        {
          happen (now, i);
          happen (later, i);
          if (i % every == 0)
            dt_book_settle (later);
          g_assert_cmpuint (later->trades->len, ==, now->trades->len);
          for (guint id = 1; id <= now->trades->len; id++)
            {
              const DtRoundTrip *a = dt_book_get_trade (now, id);
              const DtRoundTrip *b = dt_book_get_trade (later, id);

              if (a->open && i % every != 0)
                continue;
              g_assert_cmpmem (&a->mae, sizeof a->mae, &b->mae, sizeof b->mae);
              g_assert_cmpmem (&a->mfe, sizeof a->mfe, &b->mfe, sizeof b->mfe);
            }
        }
      g_assert_cmpuint (now->trades->len, >, 20);
    }
}

/* A fill at the close comes after its bar's mark: no bar more than were marked. */
static void
test_bars_at_close (void)
{
  g_autoptr(DtBook) book = new_book (100000);
  g_autoptr(GError) error = NULL;
  DtOrder order = { .type = DT_ORDER_MARKET, .role = DT_ROLE_FLATTEN, .quantity = -DT_UNITS (10) };
  DtFill fill = { .quantity = -DT_UNITS (10), .price = money ("103"), .why = DT_FILL_AT_CLOSE };

  must_trade (book, 0, 10, "100", "0", 0);
  dt_book_mark (book, 0, 104., 97., 103.);
  dt_book_mark (book, 0, 104., 97., 103.);
  fill.order = dt_book_add_order (book, &order)->id;
  g_assert_true (dt_book_apply_fill (book, &fill, &error));
  g_assert_cmpuint (dt_book_get_trade (book, 1)->bars, ==, 1);
}

static void
test_open_list (void)
{
  g_autoptr(DtBook) book = new_book (100000);
  DtMoney gross;

  must_trade (book, 2, 10, "100", "0", 0);
  must_trade (book, 0, 10, "10", "0", 0);
  must_trade (book, 1, -10, "50", "0", 0);
  g_assert_cmpuint (book->n_open, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (book->open[i], ==, i);
  /* 1,000 + 100 + 500, both signs up */
  g_assert_true (dt_book_get_gross (book, &gross));
  g_assert_cmpint (gross, ==, money ("1600"));
  must_trade (book, 1, 10, "50", "0", 0);
  g_assert_cmpuint (book->n_open, ==, 2);
  g_assert_cmpuint (book->open[1], ==, 2);
}

static void
test_partial_fills (void)
{
  g_autoptr(DtBook) book = new_book (100000);
  g_autoptr(GError) error = NULL;
  DtOrder order = { .role = DT_ROLE_ENTRY, .quantity = DT_UNITS (10), .type = DT_ORDER_LIMIT };
  DtFill fill = { .order = 1, .quantity = DT_UNITS (4), .price = money ("10") };

  dt_book_add_order (book, &order);
  g_assert_true (dt_book_apply_fill (book, &fill, &error));
  g_assert_cmpint (dt_book_get_order (book, 1)->status, ==, DT_ORDER_WORKING);
  fill.quantity = DT_UNITS (7);
  g_assert_false (dt_book_apply_fill (book, &fill, &error));
  g_assert_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_STATE);
  g_assert_cmpstr (error->message, ==, "Order 1 over 10 units cannot have 11 filled");
  g_clear_error (&error);
  fill.quantity = DT_UNITS (6);
  g_assert_true (dt_book_apply_fill (book, &fill, &error));
  g_assert_cmpint (dt_book_get_order (book, 1)->status, ==, DT_ORDER_FILLED);
  g_assert_cmpint (dt_book_get_order (book, 1)->filled, ==, DT_UNITS (10));
  g_assert_true (dt_book_verify (book, &error));

  /* Cut by the account: the order is over */
  dt_book_add_order (book, &order);
  fill = (DtFill) { .order = 2, .quantity = DT_UNITS (3), .price = 1, .flags = DT_FILL_CUT };
  g_assert_true (dt_book_apply_fill (book, &fill, &error));
  g_assert_cmpint (dt_book_get_order (book, 2)->status, ==, DT_ORDER_FILLED);

  /* Sized at the fill: the order takes the fill's quantity */
  order.sized_at_fill = TRUE;
  order.quantity = DT_UNITS (1);
  dt_book_add_order (book, &order);
  fill = (DtFill) { .order = 3, .quantity = DT_UNITS (33), .price = money ("10") };
  g_assert_true (dt_book_apply_fill (book, &fill, &error));
  g_assert_cmpint (dt_book_get_order (book, 3)->quantity, ==, DT_UNITS (33));
  g_assert_cmpint (dt_book_get_order (book, 3)->status, ==, DT_ORDER_FILLED);
}

static void
test_refused_fills (void)
{
  g_autoptr(DtBook) book = new_book (1000);
  DtOrder order = { .role = DT_ROLE_ENTRY, .quantity = DT_UNITS (10) };
  const DtFill fills[] = {
    { .order = 0, .quantity = DT_UNITS (1), .price = 1 },
    { .order = 3, .quantity = DT_UNITS (1), .price = 1 },
    { .order = 2, .quantity = DT_UNITS (1), .price = 1 },
    { .order = 1, .quantity = 0, .price = 1 },
    { .order = 1, .quantity = -DT_UNITS (1), .price = 1 },
    { .order = 1, .quantity = DT_UNITS (1), .price = -1 },
    { .order = 1, .quantity = DT_UNITS (1), .price = DT_MONEY_NONE },
    { .order = 1, .instrument = 1, .quantity = DT_UNITS (1), .price = 1 },
    { .order = 1, .quantity = DT_UNITS (11), .price = 1 },
  };

  dt_book_add_order (book, &order);
  dt_book_add_order (book, &order);
  g_assert_true (dt_order_advance (dt_book_get_order (book, 2), DT_ORDER_CANCELLED, 0));

  for (guint i = 0; i < G_N_ELEMENTS (fills); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (dt_book_apply_fill (book, &fills[i], &error));
      g_assert_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_STATE);
      g_assert_cmpuint (book->fills->len, ==, 0);
      g_assert_cmpuint (book->ledger->len, ==, 1);
    }
}

/* What a book holds, as bytes, lots included. */
static GBytes *
image (const DtBook *book)
{
  GByteArray *bytes = g_byte_array_new ();
  const DtRows *rows[] = { book->orders, book->fills, book->ledger, book->trades };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i]->len > 0)
      g_byte_array_append (bytes, (guint8 *) rows[i]->data,
                           rows[i]->len * rows[i]->row_size);
  for (guint i = 0; i < book->n_instruments; i++)
    {
      const DtPosition *position = &book->positions[i];

      g_byte_array_append (bytes, (const guint8 *) position, sizeof *position);
      if (position->lots != NULL && position->lots->len > 0)
        g_byte_array_append (bytes, (guint8 *) position->lots->data,
                             position->lots->len * sizeof (DtLot));
    }
  g_byte_array_append (bytes, (const guint8 *) &book->cash, sizeof book->cash);

  return g_byte_array_free_to_bytes (bytes);
}

/* Fills that overflow somewhere, at every place where a sum is made, change nothing. */
static void
test_overflow_changes_nothing (void)
{
  static const struct
  {
    gint64      units;
    const char *price;
    const char *fee;
  } cases[] = {
    /* price x quantity beyond 9.2e12 USD */
    { 9000000000, "1100", "0" },
    { -9000000000, "1100", "0" },
    /* cash would pass 9.22e12 */
    { -9000000000, "1024", "0" },
    /* the fee does not fit */
    { 1, "1", "9223372036854.775807" },
    /* the fee is too much for the trade's profit and the cash */
    { -1, "0.000001", "-9223372036854.775807" },
  };
  g_autoptr(DtBook) book = new_book (9000000000000);

  must_trade (book, 0, 10, "5", "0", 0);
  must_trade (book, 0, 10, "6", "0", 0);
  must_trade (book, 0, -25, "6", "1", 0);
  must_trade (book, 0, 7, "6", "1", 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) before = NULL, after = NULL;
      DtOrder order = { .role = DT_ROLE_ENTRY, .quantity = DT_UNITS (cases[i].units) };
      DtFill fill = {
        .order = dt_book_add_order (book, &order)->id,
        .quantity = order.quantity,
        .price = money (cases[i].price),
        .fee = money (cases[i].fee),
      };

      before = image (book);
      g_assert_false (dt_book_apply_fill (book, &fill, &error));
      g_assert_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_OVERFLOW);
      after = image (book);
      g_assert_true (g_bytes_equal (before, after));
    }
}

static void
test_equity_overflow (void)
{
  g_autoptr(DtBook) book = new_book (9000000000000);
  DtMoney equity;

  must_trade (book, 0, 1000000, "1", "0", 0);
  dt_book_mark (book, 0, 1e6, 1e6, 1e6);
  g_assert_false (dt_book_get_equity (book, &equity));
  dt_book_mark (book, 0, 1e13, 1e13, 1e13);
  g_assert_false (dt_book_get_equity (book, &equity));
}

/* Each kind of damage is found. */
static void
test_verify_finds (void)
{
  for (guint damage = 0; damage < 16; damage++)
    {
      g_autoptr(DtBook) book = new_book (100000);
      g_autoptr(GError) error = NULL;
      DtLedgerEntry *entry;

      must_trade (book, 0, 100, "10", "1", 0);
      must_trade (book, 0, -150, "11", "1", 1);
      must_trade (book, 1, 10, "50", "1", 1);
      entry = &dt_rows_index (book->ledger, DtLedgerEntry, 1);

      switch (damage)
        {
        case 0: book->cash++; break;
        case 1: entry->cash--; break;
        case 2: entry->quantity += 5; break;
        case 3: entry->price++; break;
        case 4: entry->fill = 2; break;
        case 5: entry->fill = 77; break;
        case 6: entry->id = 9; break;
        case 7: dt_rows_index (book->positions[0].lots, DtLot, 0).price++; break;
        case 8: dt_rows_index (book->positions[1].lots, DtLot, 0).signal++; break;
        case 9: book->positions[1].quantity--; break;
        case 10: dt_book_get_trade (book, 1)->profit++; break;
        case 11: dt_book_get_trade (book, 2)->open = FALSE; break;
        case 12: dt_book_get_order (book, 2)->filled--; break;
        case 13: dt_rows_index (book->fills, DtFill, 1).fee++; break;
        case 14: book->n_open--; break;
        default: dt_rows_set_size (book->ledger, book->ledger->len - 1); break;
        }

      g_assert_false (dt_book_verify (book, &error));
      g_assert_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_INCONSISTENT);
    }
}

/* Numbers of any size in a damaged file are an error and nothing worse. */
static void
test_verify_survives (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (23);
  static const gint64 values[] = {
    0, 1, -1, G_MAXINT64, G_MININT64, G_MAXINT64 / 2, G_MININT64 / 2, 1000000000, 77,
  };

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr(DtBook) book = new_book (100000);
      g_autoptr(GError) error = NULL;

      must_trade (book, 0, 100, "10", "1", 0);
      must_trade (book, 0, -150, "11", "1", 1);
      must_trade (book, 1, 10, "50", "1", 1);
      for (guint j = g_rand_int_range (rand, 1, 4); j > 0; j--)
        {
          guint row = g_rand_int_range (rand, 0, book->ledger->len);
          DtLedgerEntry *entry = &dt_rows_index (book->ledger, DtLedgerEntry, row);
          DtFill *fill = &dt_rows_index (book->fills, DtFill, row % book->fills->len);
          gint64 value = values[g_rand_int_range (rand, 0, G_N_ELEMENTS (values))];

          switch (g_rand_int_range (rand, 0, 8))
            {
            case 0: entry->cash = value; break;
            case 1: entry->quantity = value; break;
            case 2: entry->price = value; break;
            case 3: entry->fill = value; break;
            case 4: entry->instrument = value; break;
            case 5: entry->kind = value & 15; break;
            case 6: fill->order = value; break;
            default: fill->quantity = value; break;
            }
        }

      if (!dt_book_verify (book, &error))
        g_assert_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_INCONSISTENT);
      g_clear_error (&error);
      if (!dt_book_rebuild (book, &error))
        g_assert_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_INCONSISTENT);
    }
}

static void
test_rebuild (void)
{
  g_autoptr(DtBook) book = new_book (100000);
  g_autoptr(GError) error = NULL;
  DtMoney cash;

  must_trade (book, 0, 100, "10", "1", 0);
  must_trade (book, 2, 5, "10", "1", 0);
  must_trade (book, 0, -150, "11", "1", 1);
  must_trade (book, 2, -5, "10", "1", 1);
  cash = book->cash;

  book->cash = 0;
  book->positions[0].quantity = 7;
  dt_rows_set_size (book->positions[0].lots, 0);
  g_assert_true (dt_book_rebuild (book, &error));
  g_assert_no_error (error);
  g_assert_cmpint (book->cash, ==, cash);
  g_assert_cmpint (book->positions[0].quantity, ==, -DT_UNITS (50));
  g_assert_cmpuint (book->positions[0].trade, ==, 3);
  g_assert_true (dt_book_verify (book, &error));
}

/* Random fills with flips, fractions and fees: after each the book equals its fold, and at the end
 * what the round trips earned is what the cash and the lots' cost have more than the deposit. */
static void
test_random_fills (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);

  for (guint run = 0; run < 2000; run++)
    {
      g_autoptr(DtBook) book = new_book (1000000);
      gboolean whole = g_rand_boolean (rand);
      DtMoney profit = 0, cost = 0;

      for (guint i = 0; i < 20; i++)
        {
          g_autoptr(GError) error = NULL;
          DtInstrumentIndex instrument = g_rand_int_range (rand, 0, 3);
          DtOrder order = {
            .instrument = instrument,
            .role = g_rand_int_range (rand, 0, DT_ROLE_FLATTEN + 1),
            .quantity = g_rand_int_range (rand, -9, 10) * (whole ? DT_UNITS (10) : 1234567891),
            .signal = i,
            .strategy = i % 3,
          };
          DtFill fill = {
            .instrument = instrument,
            .quantity = order.quantity,
            .price = g_rand_int_range (rand, 1, 500000000),
            .fee = g_rand_boolean (rand) ? g_rand_int_range (rand, 0, 5000000) : 0,
            .time = i,
            .bar_time = i / 2,
            .flags = g_rand_int_range (rand, 0, 2),
          };

          if (g_rand_boolean (rand) && book->positions[instrument].quantity != 0)
            fill.quantity = order.quantity = -book->positions[instrument].quantity;
          if (order.quantity == 0)
            continue;
          fill.order = dt_book_add_order (book, &order)->id;
          g_assert_true (dt_book_apply_fill (book, &fill, &error));
          dt_book_verify (book, &error);
          g_assert_no_error (error);
        }

      for (guint i = 0; i < book->trades->len; i++)
        profit += dt_book_get_trade (book, i + 1)->profit;
      for (guint i = 0; i < book->n_instruments; i++)
        cost += book->positions[i].cost;
      g_assert_cmpint (book->cash + cost, ==, DT_DOLLARS (1000000) + profit);
    }
}

static void
test_deposit (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtBook) book = new_book (100);

  g_assert_cmpuint (book->ledger->len, ==, 1);
  g_assert_cmpint (dt_rows_index (book->ledger, DtLedgerEntry, 0).cash, ==, DT_DOLLARS (100));
  g_assert_null (dt_book_new (1, -1, 0, &error));
  g_assert_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_STATE);
}

static void
test_memory_sink (void)
{
  g_autoptr(DtJournalSink) sink = dt_memory_sink_new ();
  g_autoptr(DtBook) book = new_book (100);
  g_autoptr(GError) error = NULL;
  DtJournalBatch batch = { .step = 1 };

  g_assert_true (dt_journal_sink_commit (sink, book, &batch, &error));
  g_assert_no_error (error);
}

/* 100 at 50.00 with the first stop at 48.00 risked 200; what came of it is told in those. */
static void
test_r (void)
{
  DtRoundTrip trade = {
    .quantity = 100 * DT_QUANTITY_SCALE,
    .entry_units = 100 * DT_QUANTITY_SCALE,
    .entry_value = 5000 * DT_MONEY_SCALE,
    .initial_stop = 48 * DT_MONEY_SCALE,
    .profit = 300 * DT_MONEY_SCALE,
  };

  g_assert_cmpfloat (dt_round_trip_get_r (&trade), ==, 1.5);
  trade.profit = -200 * DT_MONEY_SCALE;
  g_assert_cmpfloat (dt_round_trip_get_r (&trade), ==, -1.);

  /* A short at 50.00 with its stop at 52.50 risks 250 */
  trade.quantity = -100 * DT_QUANTITY_SCALE;
  trade.initial_stop = 52500000;
  trade.profit = 125 * DT_MONEY_SCALE;
  g_assert_cmpfloat (dt_round_trip_get_r (&trade), ==, .5);

  trade.initial_stop = 50 * DT_MONEY_SCALE;
  g_assert_true (isnan (dt_round_trip_get_r (&trade)));
  trade.initial_stop = 0;
  g_assert_true (isnan (dt_round_trip_get_r (&trade)));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trade/book/r", test_r);
  g_test_add_func ("/trade/book/fifo", test_fifo);
  g_test_add_func ("/trade/book/flip", test_flip);
  g_test_add_func ("/trade/book/deferred-excursion", test_deferred_excursion);
  g_test_add_func ("/trade/book/fee-split", test_fee_split);
  g_test_add_func ("/trade/book/excursion", test_excursion);
  g_test_add_func ("/trade/book/bars-at-close", test_bars_at_close);
  g_test_add_func ("/trade/book/open-list", test_open_list);
  g_test_add_func ("/trade/book/partial-fills", test_partial_fills);
  g_test_add_func ("/trade/book/refused-fills", test_refused_fills);
  g_test_add_func ("/trade/book/overflow-changes-nothing", test_overflow_changes_nothing);
  g_test_add_func ("/trade/book/equity-overflow", test_equity_overflow);
  g_test_add_func ("/trade/book/verify-finds", test_verify_finds);
  g_test_add_func ("/trade/book/verify-survives", test_verify_survives);
  g_test_add_func ("/trade/book/rebuild", test_rebuild);
  g_test_add_func ("/trade/book/random-fills", test_random_fills);
  g_test_add_func ("/trade/book/deposit", test_deposit);
  g_test_add_func ("/trade/book/memory-sink", test_memory_sink);

  return g_test_run ();
}
