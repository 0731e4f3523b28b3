/* test-exits.c - law 4: with everything against it an exit still goes out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-random.h"

#include "market.h"

/* A journal whose disk fills when it is told. */
#define TEST_TYPE_SINK (test_sink_get_type ())
G_DECLARE_FINAL_TYPE (TestSink, test_sink, TEST, SINK, GObject)

struct _TestSink
{
  GObject  parent_instance;
  gboolean fails;
};

static gboolean
test_sink_commit (DtJournalSink         *sink,
                  const DtBook          *book,
                  const DtJournalBatch  *batch,
                  GError               **error)
{
  if (!TEST_SINK (sink)->fails)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "No space left");
  return FALSE;
}

static void
test_sink_iface_init (DtJournalSinkInterface *iface)
{
  iface->commit = test_sink_commit;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSink, test_sink, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DT_TYPE_JOURNAL_SINK, test_sink_iface_init))

static void
test_sink_class_init (TestSinkClass *klass)
{
}

static void
test_sink_init (TestSink *self)
{
}

enum
{
  STALE,      /* long 10 by hand; its series ends */
  SHORT,      /* short 20 by hand; what it costs trips everything */
  RESTING,    /* an entry that works */
  RULED,      /* long 10 by rules, stop 10, target 13 */
};

static const char bracket[] =
  "[strategy]\nname = bracket\n"
  "[long]\nentry = close crosses above 10.5\nexit = close > 12.5\n"
  "stop = entry price - 1\ntarget = entry price + 2\n"
  "[size]\nsize = shares 10\n";

/* Every limit that a profile has; the emergency stop and the journal come by the way. */
static const char limits[] =
  "[risk]\nmax-positions=4\nmax-position-fraction=0.5\nmax-sector-fraction=0.5\n"
  "max-gross-exposure=1\nmax-daily-loss=0.01\nmax-drawdown=0.01\nmax-participation=0.5\n"
  "max-risk-per-trade=0.5\nmax-correlation=0.7\nprice-collar=0.6\nmin-price=1\n"
  "max-order-notional=500\nmax-order-shares=50\nmax-data-age=2\nmax-losses-in-a-row=1\n"
  "max-day-trades=1\nduplicate-seconds=60\nearnings-days=300\nnews-hours=300\nmin-sentiment=1\n"
  "require-session=1\nrequire-tradable=1\nbreaker-daily-loss=0.02\nbreaker-drawdown=0.02\n"
  "breaker-losses=1\nbreaker-errors=1\nbreaker-data-age=2\n";

static void
give (Market     *market,
      const char *name,
      const char *arguments)
{
  g_autoptr(GVariant) dict = g_variant_parse (G_VARIANT_TYPE_VARDICT, arguments, NULL, NULL, NULL);

  g_assert_nonnull (dict);
  dt_kernel_command (market->run->kernel, name, dict, NULL);
}

static void
go_on (Market *market,
       guint   n)
{
  DtInstant instant;

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (dt_lane_reader_next (market->reader, &instant));
      dt_run_step (market->run, &instant, NULL);
    }
}

static void
worst_news (gpointer           data,
            DtInstrumentIndex  instrument,
            DtTime             time,
            DtOutlook         *outlook)
{
  if (*(const gboolean *) data)
    *outlook = (DtOutlook) { 0., -1., 0., NAN };
}

/* All four as above, then: a price that doubles against the short, prices that are old, news, the
 * emergency stop on request, and a journal that cannot be written. */
static void
market_trip (Market   *market,
             TestSink *sink,
             gboolean  emergency)
{
  static const Prices ends[] = {
    { 10., 10., 10., 10. }, { 10., 10., 10., 10. }, { 10., 10., 10., 10. },
  };
  static const Prices doubles[] = {
    { 10., 10., 10., 10. }, { 10., 10., 10., 10. }, { 10., 10., 10., 10. }, { 20., 20., 20., 20. },
    { 20., 20., 20., 20. }, { 20., 20., 20., 20. }, { 20., 20., 20., 20. }, { 20., 20., 20., 20. },
    { 20., 20., 20., 20. }, { 20., 20., 20., 20. },
  };
  static const Prices ruled[] = {
    { 10., 10.2, 9.8, 10. }, { 10., 11., 10., 10.8 }, { 11., 11.5, 10.6, 11.2 },
    { 11.2, 11.4, 11., 11.2 }, { 11.2, 11.4, 11., 11.2 }, { 11.2, 11.4, 11., 11.2 },
    { 11.2, 11.4, 11., 11.2 }, { 11.2, 11.4, 11., 12.6 }, { 11.2, 11.4, 11., 11.2 },
    { 11.2, 11.4, 11., 11.2 },
  };
  static gboolean bad_news;
  DtAccountView view;

  bad_news = FALSE;
  market_add (market, "AAA", ends, G_N_ELEMENTS (ends));
  market_add (market, "BBB", doubles, G_N_ELEMENTS (doubles));
  market_add (market, "CCC", doubles, G_N_ELEMENTS (doubles));
  market_add (market, "DDD", ruled, G_N_ELEMENTS (ruled));
  market_start (market, bracket, limits, NULL);
  dt_kernel_set_outlook (market->run->kernel, worst_news, &bad_news);
  dt_kernel_set_sink (market->run->kernel, DT_JOURNAL_SINK (sink));
  go_on (market, 1);
  give (market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <10.0>}");
  give (market, "order.sell", "{'symbol': <'BBB'>, 'quantity': <20.0>}");
  go_on (market, 1);
  give (market, "order.buy", "{'symbol': <'CCC'>, 'quantity': <10.0>, 'limit': <5.0>}");
  go_on (market, 4);
  bad_news = TRUE;
  if (emergency)
    give (market, "engine.emergency-stop", "{}");
  sink->fails = TRUE;
  give (market, "order.cancel", "{'order': <uint64 1000>}");

  dt_kernel_view_account (market->run->kernel, &view);
  g_assert_cmpint (view.circuit.trip, !=, DT_TRIP_NONE);
  g_assert_cmpint (view.entries, ==, emergency ? DT_ENTRIES_EMERGENCY : DT_ENTRIES_JOURNAL);
  g_assert_cmpint (book_of (market)->positions[STALE].quantity, ==, DT_UNITS (10));
  if (emergency)
    return;
  g_assert_cmpint (book_of (market)->positions[SHORT].quantity, ==, -DT_UNITS (20));
  g_assert_cmpint (book_of (market)->positions[RULED].quantity, ==, DT_UNITS (10));
}

static const DtOrder *
find_live (Market            *market,
           DtInstrumentIndex  instrument,
           DtOrderRole        role)
{
  const DtBook *book = book_of (market);

  for (guint i = 0; i < book->orders->len; i++)
    {
      const DtOrder *order = &dt_rows_index (book->orders, DtOrder, i);

      if (order->instrument == instrument && order->role == role && dt_order_is_live (order))
        return order;
    }

  return NULL;
}

#define TRIPPED(market, sink, emergency)                                                        \
  Market market = { 0 };                                                                        \
  g_autoptr(TestSink) sink = g_object_new (TEST_TYPE_SINK, NULL);                               \
  market_trip (&market, sink, emergency)

static void
test_entries (void)
{
  TRIPPED (market, sink, FALSE);
  guint n = book_of (&market)->orders->len;

  give (&market, "order.buy", "{'symbol': <'CCC'>, 'quantity': <1.0>}");
  go_on (&market, 1);
  for (guint i = n; i < book_of (&market)->orders->len; i++)
    g_assert_cmpint (dt_rows_index (book_of (&market)->orders, DtOrder, i).role, !=,
                     DT_ROLE_ENTRY);
  market_clear (&market);
}

static void
test_close (void)
{
  TRIPPED (market, sink, FALSE);

  give (&market, "position.close", "{'symbol': <'BBB'>, 'fraction': <0.5>}");
  give (&market, "position.close", "{'symbol': <'DDD'>}");
  give (&market, "position.close", "{'symbol': <'AAA'>}");
  go_on (&market, 1);
  g_assert_cmpint (book_of (&market)->positions[SHORT].quantity, ==, -DT_UNITS (10));
  g_assert_cmpint (book_of (&market)->positions[RULED].quantity, ==, 0);
  /* Nothing trades any more in AAA, but the order is out */
  g_assert_cmpint (find_live (&market, STALE, DT_ROLE_CLOSE)->status, ==, DT_ORDER_WORKING);
  market_clear (&market);
}

/* Buying against the short reduces it, and is no entry. */
static void
test_cover (void)
{
  TRIPPED (market, sink, FALSE);

  give (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <20.0>}");
  go_on (&market, 1);
  g_assert_cmpint (book_of (&market)->positions[SHORT].quantity, ==, 0);
  market_clear (&market);
}

static void
test_close_all (void)
{
  TRIPPED (market, sink, FALSE);

  give (&market, "position.close-all", "{}");
  go_on (&market, 1);
  g_assert_cmpint (book_of (&market)->positions[SHORT].quantity, ==, 0);
  g_assert_cmpint (book_of (&market)->positions[RULED].quantity, ==, 0);
  g_assert_nonnull (find_live (&market, STALE, DT_ROLE_CLOSE));
  market_clear (&market);
}

static void
test_cancel (void)
{
  TRIPPED (market, sink, FALSE);
  const DtOrder *target = find_live (&market, RULED, DT_ROLE_TARGET);
  g_autofree char *arguments = NULL;

  g_assert_nonnull (target);
  arguments = g_strdup_printf ("{'order': <uint64 %" G_GUINT64_FORMAT ">}", target->id);
  give (&market, "order.cancel", arguments);
  g_assert_null (find_live (&market, RULED, DT_ROLE_TARGET));
  g_assert_nonnull (find_live (&market, RULED, DT_ROLE_STOP));
  market_clear (&market);
}

static void
test_move_stop (void)
{
  TRIPPED (market, sink, FALSE);

  /* 11 is met in the next bar: sold there */
  give (&market, "order.move-stop", "{'symbol': <'DDD'>, 'price': <11.0>}");
  g_assert_cmpint (find_live (&market, RULED, DT_ROLE_STOP)->stop, ==, DT_DOLLARS (11));
  go_on (&market, 1);
  g_assert_cmpint (book_of (&market)->positions[RULED].quantity, ==, 0);
  market_clear (&market);
}

static void
test_move_target (void)
{
  TRIPPED (market, sink, FALSE);

  /* The next bar goes up to 11.4: sold at 11.3 */
  give (&market, "order.move-target", "{'symbol': <'DDD'>, 'price': <11.3>}");
  g_assert_cmpint (find_live (&market, RULED, DT_ROLE_TARGET)->limit, ==, 11300000);
  go_on (&market, 1);
  g_assert_cmpint (book_of (&market)->positions[RULED].quantity, ==, 0);
  market_clear (&market);
}

/* The bar after the next closes at 12.6: the rules want out, and are out at the open of 11.2. */
static void
test_rule (void)
{
  TRIPPED (market, sink, FALSE);

  go_on (&market, 2);
  g_assert_nonnull (find_live (&market, RULED, DT_ROLE_EXIT));
  go_on (&market, 1);
  g_assert_cmpint (book_of (&market)->positions[RULED].quantity, ==, 0);
  market_clear (&market);
}

static void
test_emergency_stop (void)
{
  TRIPPED (market, sink, FALSE);

  give (&market, "engine.emergency-stop", "{}");
  go_on (&market, 1);
  g_assert_cmpint (book_of (&market)->positions[SHORT].quantity, ==, 0);
  g_assert_cmpint (book_of (&market)->positions[RULED].quantity, ==, 0);
  g_assert_nonnull (find_live (&market, STALE, DT_ROLE_FLATTEN));
  market_clear (&market);
}

/* The stop was pressed before the disk was full. */
static void
test_after_emergency_stop (void)
{
  TRIPPED (market, sink, TRUE);

  go_on (&market, 1);
  g_assert_cmpint (book_of (&market)->positions[SHORT].quantity, ==, 0);
  g_assert_cmpint (book_of (&market)->positions[RULED].quantity, ==, 0);
  g_assert_nonnull (find_live (&market, STALE, DT_ROLE_FLATTEN));
  market_clear (&market);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kernel/exits/entries", test_entries);
  g_test_add_func ("/kernel/exits/close", test_close);
  g_test_add_func ("/kernel/exits/cover", test_cover);
  g_test_add_func ("/kernel/exits/close-all", test_close_all);
  g_test_add_func ("/kernel/exits/cancel", test_cancel);
  g_test_add_func ("/kernel/exits/move-stop", test_move_stop);
  g_test_add_func ("/kernel/exits/move-target", test_move_target);
  g_test_add_func ("/kernel/exits/rule", test_rule);
  g_test_add_func ("/kernel/exits/emergency-stop", test_emergency_stop);
  g_test_add_func ("/kernel/exits/after-emergency-stop", test_after_emergency_stop);

  return g_test_run ();
}
