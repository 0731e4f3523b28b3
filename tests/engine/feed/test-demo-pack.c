/* test-demo-pack.c - the market that comes with the program is whole, and what its notes say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "dt-demo-pack.h"
#include "dt-series-check.h"
#include "dt-tape-loader.h"

typedef struct
{
  char          *folder;
  char          *pack;
  DtMarketStore *store;
  guint          n_progress;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->pack = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data", "demo", "demo.db",
                                    NULL);
  fixture->folder = g_dir_make_tmp ("dt-demo-XXXXXX", &error);
  fixture->store = dt_market_store_open (fixture->folder, DT_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const names[] = { "market.db", "market.db-wal", "market.db-shm" };

  g_clear_object (&fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->pack);
}

static void
on_progress (goffset  done,
             goffset  total,
             gpointer user_data)
{
  g_assert_cmpint (done, <=, total);
  ((Fixture *) user_data)->n_progress++;
}

static void
ensure (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  gboolean ensured = dt_demo_pack_ensure (fixture->store, fixture->pack, on_progress, fixture,
                                          NULL, &error);

  g_assert_no_error (error);
  g_assert_true (ensured);
}

static void
check_source (GPtrArray  *list,
              const char *source,
              guint       n_series,
              gsize       n_bars)
{
  guint n = 0;
  gsize n_found = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const DtSeriesInfo *info = g_ptr_array_index (list, i);

      if (g_str_equal (info->identity.source, source))
        {
          n++;
          n_found += info->n_bars;
        }
    }
  g_assert_cmpuint (n, ==, n_series);
  if (n_bars > 0)
    g_assert_cmpuint (n_found, ==, n_bars);
}

/* Counts as data/demo/SOURCE.md has them. */
static void
test_contents (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GPtrArray) list = NULL;
  guint n_before;

  g_assert_false (dt_demo_pack_is_present (fixture->store));
  ensure (fixture);
  g_assert_true (dt_demo_pack_is_present (fixture->store));
  g_assert_cmpuint (fixture->n_progress, >, 1);

  list = dt_market_store_list_series (fixture->store, NULL);
  check_source (list, "sp500-daily", 505, 619040 - 23);
  check_source (list, "etf-daily", 44, 0);
  check_source (list, "av-1m", 24, 43164);
  check_source (list, "av-15m", 24, 18518);
  check_source (list, "av-daily", 24, 6781);
  check_source (list, "yf-1m", 75, 383797);
  for (guint i = 0; i < list->len; i++)
    g_assert_true (dt_market_store_check_series (
      fixture->store, ((DtSeriesInfo *) g_ptr_array_index (list, i))->id, NULL));

  /* A second call finds it there and does nothing */
  n_before = fixture->n_progress;
  ensure (fixture);
  g_assert_cmpuint (fixture->n_progress, ==, n_before);
}

static void
test_sectors (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *symbol, *sector; } stocks[] = {
    { "AAPL", "Information Technology" }, { "XOM", "Energy" }, { "BRK.B", "Financials" },
    { "PCLN", "Consumer Discretionary" }, { "CHK", "Energy" },
  };

  ensure (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (stocks); i++)
    {
      g_autoptr(DtInstrument) instrument
        = dt_market_store_dup_instrument (fixture->store, stocks[i].symbol, NULL);

      g_assert_nonnull (instrument);
      g_assert_cmpint (instrument->kind, ==, DT_INSTRUMENT_STOCK);
      g_assert_cmpstr (instrument->sector, ==, stocks[i].sector);
    }
}

static DtTapeSet *
load_tape (Fixture            *fixture,
           const char         *name,
           const DtRuleStream *streams,
           guint               n_streams)
{
  g_autoptr(GError) error = NULL;
  DtTapeRequest request;
  DtTapeSet *set;

  dt_tape_request_init (&request);
  request.universe = name;
  request.streams = streams;
  request.n_streams = n_streams;
  set = dt_tape_load (fixture->store, &request, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return set;
}

static gboolean
has_note (const DtTapeSet *set,
          const char      *text)
{
  for (guint i = 0; i < set->notes->len; i++)
    if (strstr (g_ptr_array_index (set->notes, i), text) != NULL)
      return TRUE;

  return FALSE;
}

static void
test_tapes (Fixture       *fixture,
            gconstpointer  data)
{
  DtRuleStream spy = { "SPY", DT_TIMEFRAME_NONE }, days = { NULL, DT_TIMEFRAME_DAY };
  g_autoptr(DtTapeSet) daily = NULL, minute = NULL, funds = NULL;

  ensure (fixture);
  daily = load_tape (fixture, "daily", &spy, 1);
  g_assert_cmpuint (daily->n_lanes, ==, 506);
  g_assert_cmpuint (daily->timeframe, ==, DT_TIMEFRAME_DAY);
  g_assert_true (has_note (daily, "SPY ends on 2017-11-10: later values are missing."));
  g_assert_true (has_note (daily, "total-return"));

  /* VIX is in the tape, but nobody trades a level; the daily bars are the tape's own */
  minute = load_tape (fixture, "minute", &days, 1);
  g_assert_cmpuint (minute->timeframe, ==, DT_TIMEFRAME_MINUTE);
  g_assert_cmpuint (minute->n_instruments, ==, 23);
  g_assert_cmpuint (minute->n_lanes, ==, 46);
  g_assert_cmpstr (minute->lanes[1].series->identity.source, ==, "av-daily");
  g_assert_cmpuint (minute->lanes[1].series->n_bars, >, 200);

  funds = load_tape (fixture, "minute-etf", NULL, 0);
  g_assert_cmpuint (funds->n_instruments, ==, 75);
}

static void
test_absent (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (dt_demo_pack_ensure (fixture->store, "/nowhere/demo.db", NULL, NULL, NULL,
                                       &error));
  g_assert_error (error, DT_FEED_ERROR, DT_FEED_ERROR_NO_PACK);
  g_assert_nonnull (strstr (error->message, "/nowhere/demo.db"));
}

/* LNT's row of 2016-05-19 was rejected, so its session is missing; no other LNT session is. */
static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  DtTapeRequest request;
  g_autoptr(DtTapeSet) set = NULL;
  g_autoptr(GArray) findings = NULL;
  const DtFinding *finding;

  ensure (fixture);
  dt_tape_request_init (&request);
  request.universe = "daily";
  request.symbols = (const char *[]) { "LNT", NULL };
  set = dt_tape_load (fixture->store, &request, NULL, NULL, NULL, NULL);
  findings = dt_series_check (set->lanes[0].series);

  g_assert_cmpuint (findings->len, ==, 1);
  finding = &g_array_index (findings, DtFinding, 0);
  g_assert_cmpint (finding->kind, ==, DT_FINDING_MISSING_SESSION);
  g_assert_cmpuint (finding->count, ==, 1);
  g_assert_cmpint (finding->first, ==, dt_time_from_new_york (dt_date_new (2016, 5, 19), 0));
}

int
main (int   argc,
      char *argv[])
{
#define ADD(name, func) \
  g_test_add ("/demo-pack/" name, Fixture, NULL, set_up, func, tear_down)

  g_test_init (&argc, &argv, NULL);
  ADD ("contents", test_contents);
  ADD ("sectors", test_sectors);
  ADD ("tapes", test_tapes);
  ADD ("absent", test_absent);
  ADD ("check", test_check);

  return g_test_run ();
}
