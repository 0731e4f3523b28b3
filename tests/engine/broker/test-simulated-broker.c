/* test-simulated-broker.c - the life of orders at the simulated broker
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-bar-path.h"

/* A desk that submits by hand and writes down what comes back. */
typedef struct
{
  DtBroker    *broker;
  DtBarSeries *series[2];
  gsize        bar[2];
  GString     *log;
  DtTime       time;
  guint64      last_id;
  DtQuantity   grant;        /* answer of the size callback, G_MAXINT64: what is asked */
  guint        protect_with; /* order type of an exit that the fill callback submits, + 1 */
  double       protect_at;
} Desk;

static DtQuantity
on_size (gpointer       data,
         const DtOrder *order,
         DtMoney        price)
{
  Desk *desk = data;

  return desk->grant == G_MAXINT64 ? order->quantity : desk->grant;
}

static guint64 submit (Desk        *desk,
                       guint        instrument,
                       DtOrderType  type,
                       DtOrderRole  role,
                       double       price,
                       gint64       units);

static void
on_fill (gpointer  data,
         DtFill   *fill)
{
  Desk *desk = data;
  char quantity[DT_DECIMAL_BUF_SIZE], price[DT_DECIMAL_BUF_SIZE];

  g_string_append_printf (desk->log, "#%d %s@%s%s; ", (int) fill->order,
                          dt_quantity_to_string (fill->quantity, quantity),
                          dt_money_to_string (fill->price, price),
                          fill->flags & DT_FILL_CUT ? " cut" : "");
  if (desk->protect_with != 0)
    {
      DtOrderType type = desk->protect_with - 1;

      desk->protect_with = 0;
      submit (desk, fill->instrument, type, DT_ROLE_STOP, desk->protect_at, -100);
    }
}

static void
on_end (gpointer       data,
        guint64        order,
        DtOrderStatus  status,
        const char    *why)
{
  Desk *desk = data;

  g_string_append_printf (desk->log, "#%d %s; ", (int) order, dt_order_status_to_string (status));
}

static const DtBrokerCallbacks callbacks = { on_size, on_fill, on_end };
static const DtMoney ticks[2] = { 10000, 10000 };

static void
desk_init (Desk *desk)
{
  DtSimulatedBrokerConfig config = { .ticks = ticks, .n_instruments = 2 };

  *desk = (Desk) { .log = g_string_new (NULL), .grant = G_MAXINT64 };
  for (guint i = 0; i < 2; i++)
    desk->series[i] = dt_bar_series_new (i == 0 ? "A" : "B", DT_TIMEFRAME_DAY, 8);
  desk->broker = dt_simulated_broker_new (&config);
  desk->broker->callbacks = &callbacks;
  desk->broker->kernel = desk;
}

static void
desk_clear (Desk *desk)
{
  for (guint i = 0; i < 2; i++)
    dt_bar_series_unref (desk->series[i]);
  dt_broker_free (desk->broker);
  g_string_free (desk->log, TRUE);
}

static DtOrder
make_order (Desk        *desk,
            guint        instrument,
            DtOrderType  type,
            DtOrderRole  role,
            double       price,
            gint64       units)
{
  DtOrder order = {
    .id = ++desk->last_id,
    .instrument = instrument,
    .type = type,
    .tif = DT_TIF_GTC,
    .role = role,
    .quantity = DT_UNITS (units),
    .limit = DT_MONEY_NONE,
    .stop = DT_MONEY_NONE,
    .submitted = desk->time,
  };

  if (type == DT_ORDER_LIMIT)
    g_assert_true (dt_money_from_double (price, &order.limit));
  else if (type != DT_ORDER_MARKET)
    g_assert_true (dt_money_from_double (price, &order.stop));

  return order;
}

static void
send_order (Desk          *desk,
            const DtOrder *order)
{
  g_autoptr(GError) error = NULL;

  desk->broker->klass->submit (desk->broker, order, &error);
  g_assert_no_error (error);
}

static guint64
submit (Desk        *desk,
        guint        instrument,
        DtOrderType  type,
        DtOrderRole  role,
        double       price,
        gint64       units)
{
  DtOrder order = make_order (desk, instrument, type, role, price, units);

  send_order (desk, &order);
  return order.id;
}

/* One instant; the instruments with an open above 0 have a bar. */
static void
step (Desk        *desk,
      const DtBar *a,
      const DtBar *b)
{
  const DtBar *given[2] = { a, b };
  const DtBarSeries *present[2] = { NULL, NULL };
  DtMatchBars bars = { desk->time += DT_DAY, present, desk->bar };

  for (guint i = 0; i < 2; i++)
    if (given[i] != NULL)
      {
        DtBar bar = *given[i];

        bar.time = desk->time - DT_HOUR;
        dt_bar_series_append (desk->series[i], &bar, desk->time);
        desk->bar[i] = desk->series[i]->n_bars - 1;
        present[i] = desk->series[i];
      }

  desk->broker->klass->match (desk->broker, DT_MATCH_EXITS, &bars);
  desk->broker->klass->match (desk->broker, DT_MATCH_ENTRIES, &bars);
  desk->broker->klass->match (desk->broker, DT_MATCH_NEW_EXITS, &bars);
}

#define BAR(o, h, l, c, v) (&(const DtBar) { 0, o, h, l, c, v })

static void
expect (Desk       *desk,
        const char *log)
{
  g_assert_cmpstr (desk->log->str, ==, log);
  g_string_truncate (desk->log, 0);
}

static void
test_order_of_stages (void)
{
  Desk desk;

  desk_init (&desk);
  /* Submission: entry in B, exit in B, entry in A, exit in A. Exits come first, each in order */
  submit (&desk, 1, DT_ORDER_MARKET, DT_ROLE_ENTRY, 0., 100);
  submit (&desk, 1, DT_ORDER_MARKET, DT_ROLE_EXIT, 0., -50);
  submit (&desk, 0, DT_ORDER_MARKET, DT_ROLE_ENTRY, 0., 100);
  submit (&desk, 0, DT_ORDER_MARKET, DT_ROLE_EXIT, 0., -50);
  step (&desk, BAR (10, 11, 9, 10, 1), BAR (20, 21, 19, 20, 1));
  expect (&desk, "#2 -50@20; #4 -50@10; #1 100@20; #3 100@10; ");
  g_assert_false (dt_simulated_broker_has_orders (desk.broker));
  desk_clear (&desk);
}

static void
test_no_bar_no_fill (void)
{
  Desk desk;

  desk_init (&desk);
  submit (&desk, 1, DT_ORDER_MARKET, DT_ROLE_ENTRY, 0., 100);
  step (&desk, BAR (10, 11, 9, 10, 1), NULL);
  step (&desk, BAR (10, 11, 9, 10, 1), NULL);
  expect (&desk, "");
  step (&desk, NULL, BAR (20, 21, 19, 20, 1));
  expect (&desk, "#1 100@20; ");
  desk_clear (&desk);
}

static void
test_market_exit_before_stop (void)
{
  Desk desk;

  /* The stop was there first, but the bar's open comes before its low */
  desk_init (&desk);
  submit (&desk, 0, DT_ORDER_STOP, DT_ROLE_STOP, 9.5, -100);
  submit (&desk, 0, DT_ORDER_MARKET, DT_ROLE_EXIT, 0., -100);
  step (&desk, BAR (10, 11, 9, 10, 1), NULL);
  expect (&desk, "#2 -100@10; #1 -100@9.5; ");
  desk_clear (&desk);
}

static void
test_nearer_stop_first (void)
{
  Desk desk;

  desk_init (&desk);
  submit (&desk, 0, DT_ORDER_STOP, DT_ROLE_STOP, 9.2, -50);
  submit (&desk, 0, DT_ORDER_STOP, DT_ROLE_STOP, 9.6, -50);
  step (&desk, BAR (10, 11, 9, 10, 1), NULL);
  expect (&desk, "#2 -50@9.6; #1 -50@9.2; ");
  desk_clear (&desk);
}

static void
test_submitted_in_callback (void)
{
  Desk desk;

  /* A market exit from a fill's callback waits for the next bar; a stop works at once */
  desk_init (&desk);
  desk.protect_with = 1 + DT_ORDER_MARKET;
  submit (&desk, 0, DT_ORDER_MARKET, DT_ROLE_ENTRY, 0., 100);
  step (&desk, BAR (10, 11, 9, 10, 1), NULL);
  expect (&desk, "#1 100@10; ");
  step (&desk, BAR (12, 13, 11, 12, 1), NULL);
  expect (&desk, "#2 -100@12; ");

  desk.protect_with = 1 + DT_ORDER_STOP;
  desk.protect_at = 9.5;
  submit (&desk, 0, DT_ORDER_MARKET, DT_ROLE_ENTRY, 0., 100);
  step (&desk, BAR (10, 11, 9, 10, 1), NULL);
  expect (&desk, "#3 100@10; #4 -100@9.5; ");
  desk_clear (&desk);
}

static void
test_rearmed_after_exit (void)
{
  Desk desk;

  /* Half goes at the target 11; the stop that its callback sets at 9.5 begins at 11: the low 9 may
   * have been before, the close 10 is above the stop: the pessimist takes it */
  desk_init (&desk);
  desk.protect_with = 1 + DT_ORDER_STOP;
  desk.protect_at = 9.5;
  submit (&desk, 0, DT_ORDER_LIMIT, DT_ROLE_TARGET, 11., -50);
  step (&desk, BAR (10, 11, 9, 10, 1), NULL);
  expect (&desk, "#1 -50@11; #2 -100@9.5; ");
  desk_clear (&desk);
}

static void
test_group (void)
{
  Desk desk;
  DtOrder stop, target;

  desk_init (&desk);
  stop = make_order (&desk, 0, DT_ORDER_STOP, DT_ROLE_STOP, 9., -100);
  target = make_order (&desk, 0, DT_ORDER_LIMIT, DT_ROLE_TARGET, 11., -100);
  stop.group = target.group = 7;
  send_order (&desk, &stop);
  send_order (&desk, &target);
  step (&desk, BAR (10, 12, 9.5, 10, 1), NULL);
  expect (&desk, "#2 -100@11; #1 cancelled; ");
  step (&desk, BAR (8, 9, 7, 8, 1), NULL);
  expect (&desk, "");
  desk_clear (&desk);
}

static void
test_cancel_and_replace (void)
{
  const DtBrokerClass *klass;
  guint64 id;
  Desk desk;

  desk_init (&desk);
  klass = desk.broker->klass;
  id = submit (&desk, 0, DT_ORDER_STOP, DT_ROLE_STOP, 9., -100);
  g_assert_true (klass->replace (desk.broker, id, DT_MONEY_NONE, 9600000, 0));
  g_assert_false (klass->replace (desk.broker, id, DT_MONEY_NONE, -1, 0));
  g_assert_false (klass->replace (desk.broker, id, DT_MONEY_NONE, DT_MONEY_NONE, DT_UNITS (5)));
  g_assert_true (klass->replace (desk.broker, id, DT_MONEY_NONE, DT_MONEY_NONE, -DT_UNITS (60)));
  g_assert_false (klass->replace (desk.broker, id + 1, DT_MONEY_NONE, 9600000, 0));
  step (&desk, BAR (10, 11, 9.61, 10, 1), NULL);
  expect (&desk, "");
  step (&desk, BAR (10, 11, 9.6, 10, 1), NULL);
  expect (&desk, "#1 -60@9.6; ");
  g_assert_false (klass->cancel (desk.broker, id));

  id = submit (&desk, 0, DT_ORDER_STOP, DT_ROLE_STOP, 9., -100);
  g_assert_true (klass->cancel (desk.broker, id));
  g_assert_false (klass->cancel (desk.broker, id));
  step (&desk, BAR (10, 11, 8, 10, 1), NULL);
  expect (&desk, "");
  desk_clear (&desk);
}

static void
test_bars_left (void)
{
  DtOrder order;
  Desk desk;

  desk_init (&desk);
  order = make_order (&desk, 0, DT_ORDER_LIMIT, DT_ROLE_ENTRY, 9., 100);
  order.bars_left = 2;
  send_order (&desk, &order);
  step (&desk, BAR (10, 11, 9.5, 10, 1), NULL);
  step (&desk, NULL, BAR (10, 11, 9.5, 10, 1));
  expect (&desk, "");
  step (&desk, BAR (10, 11, 9.5, 10, 1), NULL);
  expect (&desk, "#1 expired; ");

  /* The last bar still fills */
  order = make_order (&desk, 0, DT_ORDER_LIMIT, DT_ROLE_ENTRY, 9., 100);
  order.bars_left = 1;
  send_order (&desk, &order);
  step (&desk, BAR (10, 11, 9, 10, 1), NULL);
  expect (&desk, "#2 100@9; ");
  desk_clear (&desk);
}

static void
test_day (void)
{
  DtOrder order;
  Desk desk;

  desk_init (&desk);
  step (&desk, BAR (10, 11, 9.5, 10, 1), NULL);
  order = make_order (&desk, 0, DT_ORDER_LIMIT, DT_ROLE_ENTRY, 9., 100);
  order.tif = DT_TIF_DAY;
  send_order (&desk, &order);
  submit (&desk, 0, DT_ORDER_LIMIT, DT_ROLE_ENTRY, 8., 100);

  /* Submitted at this very close: for the session that follows */
  dt_simulated_broker_expire_day (desk.broker, desk.time);
  expect (&desk, "");
  step (&desk, BAR (10, 11, 9.5, 10, 1), NULL);
  dt_simulated_broker_expire_day (desk.broker, desk.time);
  expect (&desk, "#1 expired; ");
  step (&desk, BAR (10, 11, 7, 10, 1), NULL);
  expect (&desk, "#2 100@8; ");
  desk_clear (&desk);
}

static void
test_immediate_or_cancel (void)
{
  DtOrder order;
  Desk desk;

  desk_init (&desk);
  order = make_order (&desk, 0, DT_ORDER_LIMIT, DT_ROLE_ENTRY, 9.8, 100);
  order.tif = DT_TIF_IOC;
  send_order (&desk, &order);
  step (&desk, BAR (10, 11, 9, 10, 1), NULL);
  expect (&desk, "#1 expired; ");

  order.id = ++desk.last_id;
  send_order (&desk, &order);
  step (&desk, BAR (9.7, 11, 9, 10, 1), NULL);
  expect (&desk, "#2 100@9.7; ");
  desk_clear (&desk);
}

static void
test_no_volume (void)
{
  Desk desk;

  /* A day without trades fills nothing; an index, which never has volume, does */
  desk_init (&desk);
  step (&desk, BAR (10, 11, 9, 10, 5), BAR (10, 11, 9, 10, 0));
  submit (&desk, 0, DT_ORDER_MARKET, DT_ROLE_ENTRY, 0., 100);
  submit (&desk, 1, DT_ORDER_MARKET, DT_ROLE_ENTRY, 0., 100);
  step (&desk, BAR (10, 10, 10, 10, 0), BAR (10, 10, 10, 10, 0));
  expect (&desk, "#2 100@10; ");
  step (&desk, BAR (12, 12, 12, 12, 1), BAR (12, 12, 12, 12, 0));
  expect (&desk, "#1 100@12; ");
  desk_clear (&desk);
}

static void
test_size (void)
{
  DtOrder order;
  Desk desk;

  desk_init (&desk);
  desk.grant = DT_UNITS (40);
  submit (&desk, 0, DT_ORDER_MARKET, DT_ROLE_ENTRY, 0., 100);
  step (&desk, BAR (10, 11, 9, 10, 1), NULL);
  expect (&desk, "#1 40@10 cut; ");

  /* More than asked is not given */
  desk.grant = DT_UNITS (400);
  submit (&desk, 0, DT_ORDER_MARKET, DT_ROLE_ENTRY, 0., 100);
  step (&desk, BAR (10, 11, 9, 10, 1), NULL);
  expect (&desk, "#2 100@10; ");

  /* Unless the size is made at the fill */
  order = make_order (&desk, 0, DT_ORDER_MARKET, DT_ROLE_ENTRY, 0., 1);
  order.sized_at_fill = TRUE;
  send_order (&desk, &order);
  step (&desk, BAR (10, 11, 9, 10, 1), NULL);
  expect (&desk, "#3 400@10; ");

  desk.grant = 0;
  submit (&desk, 0, DT_ORDER_MARKET, DT_ROLE_ENTRY, 0., 100);
  step (&desk, BAR (10, 11, 9, 10, 1), NULL);
  expect (&desk, "#4 rejected; ");

  /* Exits are not asked */
  submit (&desk, 0, DT_ORDER_MARKET, DT_ROLE_EXIT, 0., -100);
  step (&desk, BAR (10, 11, 9, 10, 1), NULL);
  expect (&desk, "#5 -100@10; ");
  desk_clear (&desk);
}

static void
test_refused (void)
{
  static const struct
  {
    DtOrderType   type;
    DtTimeInForce tif;
    gint64        units;
    double        price;
    guint         instrument;
  } cases[] = {
    { DT_ORDER_MARKET, DT_TIF_GTC, 0, 0., 0 },
    { DT_ORDER_STOP, DT_TIF_OPG, 1, 1., 0 },
    { DT_ORDER_STOP, DT_TIF_CLS, 1, 1., 0 },
    { DT_ORDER_STOP, DT_TIF_IOC, 1, 1., 0 },
    { DT_ORDER_STOP, DT_TIF_GTC, 1, 0., 0 },
    { DT_ORDER_LIMIT, DT_TIF_GTC, 1, -1., 0 },
    { DT_ORDER_STOP_LIMIT, DT_TIF_GTC, 1, 1., 0 },
    { DT_ORDER_MARKET, DT_TIF_GTC, 1, 0., 2 },
  };
  Desk desk;

  desk_init (&desk);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      DtOrder order = make_order (&desk, cases[i].instrument, cases[i].type, DT_ROLE_ENTRY,
                                  cases[i].price, cases[i].units);

      order.tif = cases[i].tif;
      g_assert_false (desk.broker->klass->submit (desk.broker, &order, &error));
      g_assert_error (error, DT_BROKER_ERROR, DT_BROKER_ERROR_ORDER);
    }
  g_assert_false (dt_simulated_broker_has_orders (desk.broker));
  desk_clear (&desk);
}

/* Many orders, ended in any order: the table and the lists stay whole. */
static void
test_many (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);
  gboolean live[2001] = { FALSE };
  guint n_live = 0;
  Desk desk;

  desk_init (&desk);
  for (guint i = 0; i < 20000; i++)
    {
      guint64 id = g_rand_int_range (rand, 1, 2001);

      if (id > desk.last_id && desk.last_id < 2000)
        {
          id = submit (&desk, id % 2, DT_ORDER_STOP, id % 3 ? DT_ROLE_STOP : DT_ROLE_ENTRY, 9.,
                       -100);
          live[id] = TRUE;
          n_live++;
        }
      else
        {
          g_assert_cmpint (desk.broker->klass->cancel (desk.broker, id), ==, live[id]);
          n_live -= live[id];
          live[id] = FALSE;
        }
      g_assert_cmpuint (((DtSimulatedBroker *) desk.broker)->n_orders, ==, n_live);
    }
  desk_clear (&desk);
}

static void
test_may_act (void)
{
  guint64 id;
  Desk desk;

  desk_init (&desk);
  g_assert_false (dt_simulated_broker_may_act (desk.broker, 0, 1e9, 0.));
  id = submit (&desk, 0, DT_ORDER_STOP, DT_ROLE_STOP, 9., -100);
  g_assert_false (dt_simulated_broker_may_act (desk.broker, 0, 11., 9.01));
  g_assert_true (dt_simulated_broker_may_act (desk.broker, 0, 11., 9.));
  g_assert_false (dt_simulated_broker_may_act (desk.broker, 1, 11., 9.));
  submit (&desk, 0, DT_ORDER_LIMIT, DT_ROLE_TARGET, 12., -100);
  g_assert_true (dt_simulated_broker_may_act (desk.broker, 0, 12., 9.01));
  desk.broker->klass->cancel (desk.broker, id);
  g_assert_false (dt_simulated_broker_may_act (desk.broker, 0, 11.99, 9.));
  desk_clear (&desk);
}

/* Comparing doubles with the bounds is the same as comparing money. */
static void
test_bounds (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < 200000; i++)
    {
      DtMoney price = 1 + (g_rand_int (rand) >> g_rand_int_range (rand, 0, 32))
                      * (gint64) g_rand_int_range (rand, 1, 2000);
      double near = ((double) price + g_rand_int_range (rand, -2, 3) / 2.) / DT_MONEY_SCALE;
      DtMoney money = 0;

      for (guint j = g_rand_int_range (rand, 0, 4); j > 0; j--)
        near = nextafter (near, g_rand_boolean (rand) ? INFINITY : 0.);
      g_assert_true (dt_money_from_double (near, &money));
      g_assert_cmpint (near <= dt_price_not_above (price), ==, money <= price);
      g_assert_cmpint (near >= dt_price_not_below (price), ==, money >= price);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broker/simulated/order-of-stages", test_order_of_stages);
  g_test_add_func ("/broker/simulated/no-bar-no-fill", test_no_bar_no_fill);
  g_test_add_func ("/broker/simulated/market-exit-before-stop", test_market_exit_before_stop);
  g_test_add_func ("/broker/simulated/nearer-stop-first", test_nearer_stop_first);
  g_test_add_func ("/broker/simulated/submitted-in-callback", test_submitted_in_callback);
  g_test_add_func ("/broker/simulated/rearmed-after-exit", test_rearmed_after_exit);
  g_test_add_func ("/broker/simulated/group", test_group);
  g_test_add_func ("/broker/simulated/cancel-and-replace", test_cancel_and_replace);
  g_test_add_func ("/broker/simulated/bars-left", test_bars_left);
  g_test_add_func ("/broker/simulated/day", test_day);
  g_test_add_func ("/broker/simulated/immediate-or-cancel", test_immediate_or_cancel);
  g_test_add_func ("/broker/simulated/no-volume", test_no_volume);
  g_test_add_func ("/broker/simulated/size", test_size);
  g_test_add_func ("/broker/simulated/refused", test_refused);
  g_test_add_func ("/broker/simulated/many", test_many);
  g_test_add_func ("/broker/simulated/may-act", test_may_act);
  g_test_add_func ("/broker/simulated/bounds", test_bounds);

  return g_test_run ();
}
