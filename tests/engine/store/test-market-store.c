/* test-market-store.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "dt-event.h"
#include "dt-market-store.h"

typedef struct
{
  char          *folder;
  DtMarketStore *store;
} Fixture;

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("dt-market-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->store = dt_market_store_open (fixture->folder, DT_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->store);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* Daily bars of every weekday from 2013-02-08 on, prices in cents. */
static DtBarSeries *
make_daily (const char   *symbol,
            guint         n_bars,
            DtAdjustment  adjustment)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (g_str_hash (symbol) + adjustment);
  DtBarSeries *series = dt_bar_series_new (symbol, DT_TIMEFRAME_DAY, n_bars);
  DtDate date = dt_date_new (2013, 2, 8);
  gint32 close = 10000;

  series->identity.adjustment = adjustment;
  series->identity.zone = g_strdup ("America/New_York");
  series->identity.source = g_strdup ("test");
  if (adjustment != DT_ADJUSTMENT_RAW)
    series->identity.as_of = dt_date_new (2018, 2, 7);

  for (guint i = 0; i < n_bars; date++)
    {
      gint32 open = close + g_rand_int_range (rand, -50, 51);
      DtBar bar;

      if (dt_date_get_weekday (date) == 0 || dt_date_get_weekday (date) == 6)
        continue;
      close = open + g_rand_int_range (rand, -99, 100);
      bar = (DtBar) { dt_time_from_new_york (date, 0), open / 100., (MAX (open, close) + 30) / 100.,
                      (MIN (open, close) - 30) / 100., close / 100.,
                      g_rand_int_range (rand, 1, 10000000) };
      dt_bar_series_append (series, &bar, dt_time_from_new_york (date, 16 * DT_HOUR));
      i++;
    }

  return series;
}

static void
assert_same_series (const DtBarSeries *a,
                    gsize              first,
                    const DtBarSeries *b)
{
  gsize size = b->n_bars * 8;

  g_assert_cmpstr (a->symbol, ==, b->symbol);
  g_assert_cmpuint (a->timeframe, ==, b->timeframe);
  g_assert_cmpstr (a->identity.zone, ==, b->identity.zone);
  g_assert_cmpstr (a->identity.source, ==, b->identity.source);
  g_assert_cmpint (a->identity.adjustment, ==, b->identity.adjustment);
  g_assert_cmpint (a->identity.as_of, ==, b->identity.as_of);
  g_assert_cmpmem (a->time + first, size, b->time, size);
  g_assert_cmpmem (a->open + first, size, b->open, size);
  g_assert_cmpmem (a->high + first, size, b->high, size);
  g_assert_cmpmem (a->low + first, size, b->low, size);
  g_assert_cmpmem (a->close + first, size, b->close, size);
  g_assert_cmpmem (a->volume + first, size, b->volume, size);
}

static gint64
only_series (DtMarketStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = dt_market_store_list_series (store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);

  return ((DtSeriesInfo *) list->pdata[0])->id;
}

static void
put (DtMarketStore     *store,
     const DtBarSeries *series)
{
  g_autoptr(GError) error = NULL;

  dt_market_store_put_series (store, series, &error);
  g_assert_no_error (error);
}

static void
test_series (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_daily ("AAPL", 1259, DT_ADJUSTMENT_SPLIT);
  g_autoptr(DtBarSeries) back = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  const DtSeriesInfo *info;

  put (fixture->store, series);
  list = dt_market_store_list_series (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  info = list->pdata[0];
  g_assert_cmpstr (info->symbol, ==, "AAPL");
  g_assert_cmpuint (info->n_bars, ==, 1259);
  g_assert_cmpint (info->first, ==, series->time[0]);
  g_assert_cmpint (info->last, ==, series->time[1258]);
  g_assert_cmpuint (strlen (info->hash), ==, 64);

  back = dt_market_store_load_series (fixture->store, info->id, DT_TIME_NONE, DT_TIME_NONE,
                                      &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->n_bars, ==, 1259);
  assert_same_series (series, 0, back);

  /* 2013-02-08 was a session of the usual length: it is known at 16:00 in New York, 21:00 UTC */
  g_assert_cmpint (back->known[0], ==, dt_date_new (2013, 2, 8) * DT_DAY + 21 * DT_HOUR);

  g_assert_true (dt_market_store_check_series (fixture->store, info->id, &error));
  g_assert_no_error (error);
}

/* SHA-256 of 48 bytes by another program: time 0, then 1.0 (0x3ff0000000000000) five times.
 *   python3 -c "import hashlib, struct; print (hashlib.sha256 (
 *     struct.pack ('<qddddd', 0, 1, 1, 1, 1, 1)).hexdigest ())" */
static void
test_hash (void)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("X", DT_TIMEFRAME_DAY, 1);
  const DtBar bar = { 0, 1., 1., 1., 1., 1. };
  g_autofree char *hash = NULL;

  dt_bar_series_append (series, &bar, DT_DAY);
  hash = dt_bar_series_hash (series);
  g_assert_cmpstr (hash, ==,
                   "e39a96ab3d537c68a9a6b355c5d2afd6bc4c7f9abd895cf7b66effcd2203eed1");
}

/* More series than are packed at a time: each comes back as it was put. One that is empty fails the
 * whole. */
static void
test_put_many (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_bar_series_unref);
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *symbol = g_strdup_printf ("S%03u", i);

      g_ptr_array_add (all, make_daily (symbol, 5 + i % 40, DT_ADJUSTMENT_RAW));
    }
  g_assert_true (dt_market_store_put_many (fixture->store, all, &error));
  g_assert_no_error (error);

  list = dt_market_store_list_series (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, all->len);
  for (guint i = 0; i < list->len; i++)
    {
      const DtSeriesInfo *info = g_ptr_array_index (list, i);
      const DtBarSeries *put_in = g_ptr_array_index (all, i);
      g_autofree char *hash = dt_bar_series_hash (put_in);
      g_autoptr(DtBarSeries) loaded = dt_market_store_load_series (fixture->store, info->id,
                                                                   DT_TIME_NONE, DT_TIME_NONE,
                                                                   &error);

      g_assert_no_error (error);
      assert_same_series (put_in, 0, loaded);
      g_assert_cmpstr (info->hash, ==, hash);
    }

  g_ptr_array_add (all, dt_bar_series_new ("NONE", DT_TIMEFRAME_DAY, 0));
  g_assert_false (dt_market_store_put_many (fixture->store, all, &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "NONE"));
}

static void
test_range (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_daily ("IBM", 2600, DT_ADJUSTMENT_RAW);
  const gsize places[] = { 0, 1, 700, 1800, 2599 };
  g_autoptr(GError) error = NULL;
  gint64 id;

  /* Bars of 2013..2022 lie in two chunks of a decade each */
  put (fixture->store, series);
  id = only_series (fixture->store);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (guint j = i; j < G_N_ELEMENTS (places); j++)
      {
        g_autoptr(DtBarSeries) part = NULL;

        /* From a moment after the bar before, to the last bar's own start: that one is left out */
        part = dt_market_store_load_series (fixture->store, id, series->time[places[i]] - 1,
                                            series->time[places[j]], &error);
        g_assert_no_error (error);
        g_assert_cmpuint (part->n_bars, ==, places[j] - places[i]);
        assert_same_series (series, places[i], part);
        for (gsize k = 1; k < part->n_bars; k++)
          g_assert_cmpint (part->known[k], >, part->known[k - 1]);
      }

  {
    g_autoptr(DtBarSeries) none = dt_market_store_load_series (fixture->store, id, DT_TIME_NONE,
                                                               0, &error);
    g_autoptr(DtBarSeries) rest = dt_market_store_load_series (fixture->store, id,
                                                               series->time[2500], DT_TIME_NONE,
                                                               &error);

    g_assert_cmpuint (none->n_bars, ==, 0);
    g_assert_cmpuint (rest->n_bars, ==, 100);
    assert_same_series (series, 2500, rest);
  }
}

/* Three identities of one instrument and timeframe are three series; one of them again replaces. */
static void
test_identities (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(DtBarSeries) raw = make_daily ("GE", 100, DT_ADJUSTMENT_RAW);
  g_autoptr(DtBarSeries) split = make_daily ("GE", 100, DT_ADJUSTMENT_SPLIT);
  g_autoptr(DtBarSeries) total = make_daily ("GE", 100, DT_ADJUSTMENT_TOTAL_RETURN);
  g_autoptr(DtBarSeries) longer = make_daily ("GE", 200, DT_ADJUSTMENT_RAW);
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;
  g_autoptr(DtBarSeries) back = NULL;
  g_autoptr(GError) error = NULL;
  const DtSeriesInfo *info;

  put (fixture->store, total);
  put (fixture->store, raw);
  put (fixture->store, split);
  before = dt_market_store_list_series (fixture->store, &error);
  g_assert_cmpuint (before->len, ==, 3);

  put (fixture->store, longer);
  after = dt_market_store_list_series (fixture->store, &error);
  g_assert_cmpuint (after->len, ==, 3);

  info = after->pdata[0];
  g_assert_cmpint (info->identity.adjustment, ==, DT_ADJUSTMENT_RAW);
  g_assert_cmpint (info->id, ==, ((DtSeriesInfo *) before->pdata[0])->id);
  g_assert_cmpuint (info->n_bars, ==, 200);
  back = dt_market_store_load_series (fixture->store, info->id, DT_TIME_NONE, DT_TIME_NONE,
                                      &error);
  g_assert_no_error (error);
  assert_same_series (longer, 0, back);
}

static void
test_refused_series (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(DtBarSeries) empty = make_daily ("X", 0, DT_ADJUSTMENT_RAW);
  g_autoptr(DtBarSeries) nan = make_daily ("X", 10, DT_ADJUSTMENT_RAW);
  g_autoptr(DtBarSeries) back = make_daily ("X", 10, DT_ADJUSTMENT_RAW);
  const DtBarSeries *bad[] = { empty, nan, back };
  g_autoptr(GPtrArray) list = NULL;

  nan->low[5] = NAN;
  back->time[5] = back->time[4];
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (dt_market_store_put_series (fixture->store, bad[i], &error));
      g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_VALUE);
    }

  list = dt_market_store_list_series (fixture->store, NULL);
  g_assert_cmpuint (list->len, ==, 0);
}

static void
test_instruments (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(DtInstrument) option = dt_instrument_new ("SPY   210115C00370000",
                                                      DT_INSTRUMENT_OPTION);
  g_autoptr(DtInstrument) stock = dt_instrument_new ("BRK.B", DT_INSTRUMENT_STOCK);
  g_autoptr(DtInstrument) etf = dt_instrument_new ("SPY", DT_INSTRUMENT_ETF);
  g_autoptr(DtInstrument) back = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (dt_market_store_dup_instrument (fixture->store, "SPY", &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (dt_market_store_put_instrument (fixture->store, etf, NULL));
  g_assert_true (dt_market_store_put_instrument (fixture->store, stock, NULL));
  back = dt_market_store_dup_instrument (fixture->store, "SPY", &error);
  g_assert_no_error (error);

  option->underlying = back->id;
  option->expiry = dt_date_new (2021, 1, 15);
  option->tick = 50000;
  g_assert_true (dt_market_store_put_instrument (fixture->store, option, NULL));

  /* Again, with what was learned since */
  stock->name = g_strdup ("Berkshire Hathaway");
  stock->sector = g_strdup ("Financials");
  g_assert_true (dt_market_store_put_instrument (fixture->store, stock, NULL));

  list = dt_market_store_list_instruments (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpstr (((DtInstrument *) list->pdata[0])->symbol, ==, "BRK.B");
  g_assert_cmpstr (((DtInstrument *) list->pdata[0])->sector, ==, "Financials");
  g_assert_cmpstr (((DtInstrument *) list->pdata[1])->symbol, ==, "SPY");
  g_assert_null (((DtInstrument *) list->pdata[1])->name);

  g_clear_pointer (&back, dt_instrument_free);
  back = dt_market_store_dup_instrument (fixture->store, "SPY   210115C00370000", &error);
  g_assert_no_error (error);
  g_assert_cmpint (back->kind, ==, DT_INSTRUMENT_OPTION);
  g_assert_cmpint (back->expiry, ==, dt_date_new (2021, 1, 15));
  g_assert_cmpint (back->tick, ==, 50000);
  g_assert_cmpint (back->lot, ==, DT_QUANTITY_SCALE);
  g_assert_cmpint (back->multiplier, ==, 100);
  g_assert_cmpstr (back->currency, ==, "USD");
  g_assert_cmpuint (back->underlying, ==, ((DtInstrument *) list->pdata[1])->id);
}

static DtTape *
make_tape (const char *name,
           GPtrArray  *list)
{
  DtTape *tape = g_new0 (DtTape, 1);

  tape->name = g_strdup (name);
  tape->title = g_strdup ("A tape");
  tape->series = g_array_new (FALSE, FALSE, sizeof (gint64));
  tape->roles = g_array_new (FALSE, FALSE, sizeof (guint8));
  tape->from = 1000;
  tape->to = DT_TIME_NONE;
  for (guint i = 0; i < list->len; i++)
    {
      guint8 role = i % 2 == 0 ? DT_LANE_BASE : DT_LANE_CONTEXT;

      g_array_append_val (tape->series, ((DtSeriesInfo *) list->pdata[i])->id);
      g_array_append_val (tape->roles, role);
    }

  return tape;
}

static void
fill_store (DtMarketStore *store,
            guint          n_series)
{
  for (guint i = 0; i < n_series; i++)
    {
      g_autofree char *symbol = g_strdup_printf ("S%02u", i);
      g_autoptr(DtBarSeries) series = make_daily (symbol, 50 + i, DT_ADJUSTMENT_RAW);

      put (store, series);
    }
}

static void
test_tapes (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GPtrArray) tapes = NULL;
  g_autoptr(DtTape) b = NULL;
  g_autoptr(DtTape) a = NULL;
  g_autoptr(DtTape) back = NULL;
  g_autoptr(GError) error = NULL;

  fill_store (fixture->store, 4);
  list = dt_market_store_list_series (fixture->store, NULL);
  b = make_tape ("minute", list);
  a = make_tape ("daily", list);
  g_assert_true (dt_market_store_put_tape (fixture->store, b, NULL));
  g_assert_true (dt_market_store_put_tape (fixture->store, a, NULL));

  /* The second time it is shorter */
  g_array_set_size (b->series, 3);
  g_array_set_size (b->roles, 3);
  g_assert_true (dt_market_store_put_tape (fixture->store, b, NULL));

  tapes = dt_market_store_list_tapes (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tapes->len, ==, 2);
  g_assert_cmpstr (((DtTape *) tapes->pdata[0])->name, ==, "daily");
  back = dt_market_store_dup_tape (fixture->store, "minute", &error);
  g_assert_no_error (error);
  g_assert_cmpint (back->from, ==, 1000);
  g_assert_cmpint (back->to, ==, DT_TIME_NONE);
  g_assert_cmpmem (back->series->data, back->series->len * 8, b->series->data, 3 * 8);
  g_assert_cmpmem (back->roles->data, back->roles->len, b->roles->data, 3);

  g_assert_null (dt_market_store_dup_tape (fixture->store, "weekly", &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND);
}

static void
test_notes (Fixture       *fixture,
            gconstpointer  data)
{
  DtSourceNote row = { (char *) "a.csv", 7, (char *) "low", (char *) "x\xff",
                       (char *) "No number" };
  DtSourceNote whole = { (char *) "a.csv", 0, NULL, NULL, (char *) "Dates are day/month/year" };
  g_autoptr(GPtrArray) notes = g_ptr_array_new ();
  g_autoptr(GPtrArray) back = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (notes, &whole);
  g_ptr_array_add (notes, &row);
  for (guint i = 0; i < 2; i++)
    g_assert_true (dt_market_store_put_notes (fixture->store, "a", notes, NULL));

  back = dt_market_store_list_notes (fixture->store, "a", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->len, ==, 2);
  g_assert_null (((DtSourceNote *) back->pdata[0])->field);
  g_assert_cmpuint (((DtSourceNote *) back->pdata[1])->line, ==, 7);
  /* The byte that was no text is shown as U+FFFD */
  g_assert_cmpstr (((DtSourceNote *) back->pdata[1])->value, ==, "x\xef\xbf\xbd");

  none = dt_market_store_list_notes (fixture->store, "b", NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_rollback (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (dt_market_store_begin (fixture->store, &error));
  fill_store (fixture->store, 3);
  dt_market_store_rollback (fixture->store);

  list = dt_market_store_list_series (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 0);
  g_clear_pointer (&list, g_ptr_array_unref);

  g_assert_true (dt_market_store_begin (fixture->store, &error));
  fill_store (fixture->store, 3);
  g_assert_true (dt_market_store_commit (fixture->store, &error));
  list = dt_market_store_list_series (fixture->store, &error);
  g_assert_cmpuint (list->len, ==, 3);
}

/* Merging */

typedef struct
{
  goffset       last;
  goffset       total;
  guint         n_calls;
  guint         cancel_at;
  GCancellable *cancellable;
} Progress;

static void
on_progress (goffset  current,
             goffset  total,
             gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpint (current, >, progress->last);
  progress->last = current;
  progress->total = total;
  if (++progress->n_calls == progress->cancel_at)
    g_cancellable_cancel (progress->cancellable);
}

/* A pack of 20 series, one option and one tape. */
static char *
make_pack (const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtMarketStore) pack = dt_market_store_open (folder, DT_STORE_READ_WRITE, &error);
  g_autoptr(DtInstrument) option = dt_instrument_new ("A-OPTION", DT_INSTRUMENT_OPTION);
  g_autoptr(DtInstrument) underlying = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(DtTape) tape = NULL;

  g_assert_no_error (error);
  fill_store (pack, 20);
  list = dt_market_store_list_series (pack, NULL);
  tape = make_tape ("demo", list);
  g_assert_true (dt_market_store_put_tape (pack, tape, NULL));
  underlying = dt_market_store_dup_instrument (pack, "S07", NULL);
  option->underlying = underlying->id;
  g_assert_true (dt_market_store_put_instrument (pack, option, NULL));

  return g_build_filename (folder, "market.db", NULL);
}

static void
test_merge (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *folder = g_dir_make_tmp ("dt-pack-XXXXXX", NULL);
  g_autofree char *path = make_pack (folder);
  g_autoptr(DtBarSeries) own = make_daily ("A", 30, DT_ADJUSTMENT_RAW);
  g_autoptr(DtInstrument) option = NULL;
  g_autoptr(DtInstrument) underlying = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(DtTape) tape = NULL;
  g_autoptr(GError) error = NULL;

  /* So that ids here are not those of the pack */
  put (fixture->store, own);

  for (guint round = 0; round < 2; round++)
    {
      Progress progress = { 0 };

      dt_market_store_merge (fixture->store, path, on_progress, &progress, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (progress.n_calls, ==, 20);
      /* 50 + 51 + ... + 69 bars */
      g_assert_cmpint (progress.last, ==, 1190);
      g_assert_cmpint (progress.total, ==, 1190);
    }

  list = dt_market_store_list_series (fixture->store, NULL);
  g_assert_cmpuint (list->len, ==, 21);
  tape = dt_market_store_dup_tape (fixture->store, "demo", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *symbol = g_strdup_printf ("S%02u", i);
      g_autoptr(DtBarSeries) expected = make_daily (symbol, 50 + i, DT_ADJUSTMENT_RAW);
      g_autoptr(DtBarSeries) back = NULL;

      back = dt_market_store_load_series (fixture->store,
                                          g_array_index (tape->series, gint64, i),
                                          DT_TIME_NONE, DT_TIME_NONE, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (back->n_bars, ==, 50 + i);
      assert_same_series (expected, 0, back);
    }

  option = dt_market_store_dup_instrument (fixture->store, "A-OPTION", NULL);
  underlying = dt_market_store_dup_instrument (fixture->store, "S07", NULL);
  g_assert_cmpuint (option->underlying, ==, underlying->id);
  remove_folder (folder);
}

static void
test_merge_cancel (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *folder = g_dir_make_tmp ("dt-pack-XXXXXX", NULL);
  g_autofree char *path = make_pack (folder);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Progress progress = { .cancel_at = 10, .cancellable = cancellable };
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GPtrArray) instruments = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (dt_market_store_merge (fixture->store, path, on_progress, &progress, cancellable,
                                         &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (progress.n_calls, ==, 10);

  list = dt_market_store_list_series (fixture->store, NULL);
  instruments = dt_market_store_list_instruments (fixture->store, NULL);
  g_assert_cmpuint (list->len, ==, 0);
  g_assert_cmpuint (instruments->len, ==, 0);
  remove_folder (folder);
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

/* Nothing of a pack with one bad chunk comes in. */
static void
test_merge_damaged (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *folder = g_dir_make_tmp ("dt-pack-XXXXXX", NULL);
  g_autofree char *path = make_pack (folder);
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;

  run_sql (path, "UPDATE chunks SET bars = substr(bars, 1, 100) WHERE series = 13");
  g_assert_false (dt_market_store_merge (fixture->store, path, NULL, NULL, NULL, &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "series S12 1d \"test\", chunk of 2010-01-01"));

  list = dt_market_store_list_series (fixture->store, NULL);
  g_assert_cmpuint (list->len, ==, 0);
  remove_folder (folder);
}

/* Rows that hold nonsense are named and refused (law 15). */
static void
test_bad_rows (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct
  {
    const char   *sql;
    int           code;
    const char   *says;
  } cases[] = {
    { "UPDATE chunks SET bars = zeroblob(500)", DT_STORE_ERROR_CORRUPT, "series S00 1d" },
    { "UPDATE chunks SET bars = x''", DT_STORE_ERROR_CORRUPT, "chunk of 2010-01-01" },
    { "DELETE FROM chunks", DT_STORE_ERROR_CORRUPT, "0 bars are stored, 50 should be" },
    { "UPDATE series SET n_bars = 51", DT_STORE_ERROR_CORRUPT, "50 bars are stored, 51" },
    { "UPDATE series SET adjustment = 9", DT_STORE_ERROR_VALUE, "column adjustment holds 9" },
    { "UPDATE series SET timeframe = 0", DT_STORE_ERROR_VALUE, "column timeframe holds 0" },
    { "UPDATE series SET source = CAST(x'ff' AS TEXT)", DT_STORE_ERROR_VALUE, "no valid text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, "market.db", NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(DtBarSeries) series = NULL;

      run_sql (path, "DELETE FROM series; DELETE FROM chunks");
      fill_store (fixture->store, 1);
      run_sql (path, cases[i].sql);
      series = dt_market_store_load_series (fixture->store, 1, DT_TIME_NONE, DT_TIME_NONE,
                                            &error);
      g_assert_null (series);
      g_assert_error (error, DT_STORE_ERROR, cases[i].code);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* A chunk exchanged for that of another series is whole, but not what came in. */
static void
test_check_series (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "market.db", NULL);
  g_autoptr(DtBarSeries) other = make_daily ("S01", 50, DT_ADJUSTMENT_RAW);
  g_autoptr(GError) error = NULL;

  fill_store (fixture->store, 1);
  put (fixture->store, other);
  g_assert_true (dt_market_store_check (fixture->store, &error));
  g_assert_true (dt_market_store_check_series (fixture->store, 1, &error));

  run_sql (path, "UPDATE chunks SET bars = (SELECT bars FROM chunks WHERE series = 2)");
  g_assert_false (dt_market_store_check_series (fixture->store, 1, &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT);
}

/* Many at once are what each is alone, whatever end is asked for. */
static void
test_load_many (Fixture       *fixture,
                gconstpointer  data)
{
  DtTime ends[] = { DT_TIME_NONE, dt_time_from_new_york (dt_date_new (2013, 3, 1), 0),
                    dt_time_from_new_york (dt_date_new (2013, 2, 1), 0) };
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;

  fill_store (fixture->store, 40);
  list = dt_market_store_list_series (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 40);
  for (guint k = 0; k < G_N_ELEMENTS (ends); k++)
    {
      DtBarSeries *series[40];
      Progress progress = { 0 };

      g_assert_true (dt_market_store_load_many (fixture->store,
                                                (const DtSeriesInfo **) list->pdata, 40, ends[k],
                                                series, on_progress, &progress, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpint (progress.last, ==, 40);
      g_assert_cmpint (progress.total, ==, 40);
      for (guint i = 0; i < 40; i++)
        {
          const DtSeriesInfo *info = g_ptr_array_index (list, i);
          g_autoptr(DtBarSeries) alone
            = dt_market_store_load_series (fixture->store, info->id, DT_TIME_NONE, ends[k], &error);

          g_assert_no_error (error);
          g_assert_cmpuint (series[i]->n_bars, ==, alone->n_bars);
          assert_same_series (alone, 0, series[i]);
          g_assert_cmpmem (alone->known, alone->n_bars * sizeof (DtTime), series[i]->known,
                           series[i]->n_bars * sizeof (DtTime));
          dt_bar_series_unref (series[i]);
        }
    }
}

/* Two are damaged: the first one is told, as if it had been loaded alone, and none is given. */
static void
test_load_many_damaged (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "market.db", NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL, alone = NULL;
  DtBarSeries *series[40];

  fill_store (fixture->store, 40);
  run_sql (path, "UPDATE chunks SET bars = zeroblob(500) WHERE series IN (14, 31)");
  list = dt_market_store_list_series (fixture->store, &error);
  g_assert_no_error (error);
  for (guint k = 0; k < 20; k++)
    {
      memset (series, 0xff, sizeof series);
      g_assert_false (dt_market_store_load_many (fixture->store,
                                                 (const DtSeriesInfo **) list->pdata, 40,
                                                 DT_TIME_NONE, series, NULL, NULL, NULL, &error));
      g_assert_null (dt_market_store_load_series (fixture->store, 14, DT_TIME_NONE, DT_TIME_NONE,
                                                  &alone));
      g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT);
      g_assert_cmpstr (error->message, ==, alone->message);
      for (guint i = 0; i < 40; i++)
        g_assert_null (series[i]);
      g_clear_error (&error);
      g_clear_error (&alone);
    }

  g_cancellable_cancel (cancellable);
  g_assert_false (dt_market_store_load_many (fixture->store, (const DtSeriesInfo **) list->pdata,
                                             40, DT_TIME_NONE, series, NULL, NULL, cancellable,
                                             &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (series[0]);
}

#define ADD(path, test) g_test_add ("/store/market/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("series", test_series);
  g_test_add_func ("/store/market/hash", test_hash);
  ADD ("put-many", test_put_many);
  ADD ("range", test_range);
  ADD ("load-many", test_load_many);
  ADD ("load-many-damaged", test_load_many_damaged);
  ADD ("identities", test_identities);
  ADD ("refused-series", test_refused_series);
  ADD ("instruments", test_instruments);
  ADD ("tapes", test_tapes);
  ADD ("notes", test_notes);
  ADD ("rollback", test_rollback);
  ADD ("merge", test_merge);
  ADD ("merge-cancel", test_merge_cancel);
  ADD ("merge-damaged", test_merge_damaged);
  ADD ("bad-rows", test_bad_rows);
  ADD ("check-series", test_check_series);

  return g_test_run ();
}
