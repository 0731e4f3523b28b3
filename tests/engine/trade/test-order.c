/* test-order.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-order.h"

static void
test_names (void)
{
  g_assert_cmpstr (dt_order_type_to_string (DT_ORDER_STOP_LIMIT), ==, "stop-limit");
  g_assert_cmpstr (dt_tif_to_string (DT_TIF_GTC), ==, "gtc");
  g_assert_cmpstr (dt_order_role_to_string (DT_ROLE_FLATTEN), ==, "flatten");
  g_assert_cmpstr (dt_order_status_to_string (DT_ORDER_REJECTED), ==, "rejected");
  g_assert_cmpstr (dt_fill_why_to_string (DT_FILL_AT_ONCE), ==, "at-once");
  g_assert_cmpstr (dt_order_type_to_string (99), ==, "unknown");
}

/* Every pair of states: only a live order moves, and never back to pending. */
static void
test_states (void)
{
  for (DtOrderStatus from = DT_ORDER_PENDING; from <= DT_ORDER_REJECTED; from++)
    for (DtOrderStatus to = DT_ORDER_PENDING; to <= DT_ORDER_REJECTED; to++)
      {
        DtOrder order = { .status = from, .updated = 1 };
        gboolean live = from == DT_ORDER_PENDING || from == DT_ORDER_WORKING;
        gboolean allowed = live && to != DT_ORDER_PENDING;

        g_assert_cmpint (dt_order_is_live (&order), ==, live);
        g_assert_cmpint (dt_order_advance (&order, to, 2), ==, allowed);
        g_assert_cmpint (order.status, ==, allowed ? to : from);
        g_assert_cmpint (order.updated, ==, allowed ? 2 : 1);
      }
}

static void
test_explain (void)
{
  static const struct
  {
    DtFillWhy    why;
    gint64       units;
    DtOrderType  type;
    DtMoney      reference;
    DtMoney      price;
    DtFillFlags  flags;
    DtMoney      alternative;
    const char  *text;
  } cases[] = {
    { DT_FILL_AT_OPEN, 1, DT_ORDER_MARKET, 100000000, 100000000, 0, DT_MONEY_NONE,
      "at the bar's open 100" },
    /* 171.2 x 0.9999 = 171.18288 */
    { DT_FILL_STOP_GAP, -1, DT_ORDER_STOP, 171200000, 171182880, 0, DT_MONEY_NONE,
      "opened at 171.2, below the stop 172; 1 bp slippage" },
    { DT_FILL_STOP_GAP, 1, DT_ORDER_STOP, 173000000, 173000000, 0, DT_MONEY_NONE,
      "opened at 173, above the stop 172" },
    { DT_FILL_AT_STOP, -1, DT_ORDER_STOP, 172000000, 171914000, 0, DT_MONEY_NONE,
      "the price fell to the stop 172; 5 bp slippage" },
    { DT_FILL_AT_LIMIT, -1, DT_ORDER_LIMIT, 180000000, 180000000, 0, DT_MONEY_NONE,
      "the price rose to the limit 180" },
    { DT_FILL_LIMIT_GAP, 1, DT_ORDER_LIMIT, 179000000, 179000000, DT_FILL_CUT, DT_MONEY_NONE,
      "opened at 179, better than the limit 180; cut to what the account could pay" },
    { DT_FILL_AT_CLOSE, 1, DT_ORDER_MARKET, 100500000, 100500000, 0, DT_MONEY_NONE,
      "at the bar's close 100.5" },
    { DT_FILL_REPORTED, 1, DT_ORDER_MARKET, 100500000, 100500000, 0, DT_MONEY_NONE,
      "the broker reported 100.5" },
    { DT_FILL_AT_ONCE, -1, DT_ORDER_STOP, 94000000, 94000000, 0, DT_MONEY_NONE,
      "the entry filled at 94, already beyond the stop 172" },
    { DT_FILL_AT_STOP, -1, DT_ORDER_STOP, 172000000, 172000000, DT_FILL_AMBIGUOUS, 180000000,
      "the price fell to the stop 172; the order of prices inside the bar is unknown, the other "
      "outcome was 180" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DtOrder order = { .type = cases[i].type, .stop = 172000000, .limit = 180000000 };
      DtFill fill = {
        .quantity = DT_UNITS (cases[i].units),
        .reference = cases[i].reference,
        .price = cases[i].price,
        .why = cases[i].why,
        .flags = cases[i].flags,
        .alternative = cases[i].alternative,
      };
      g_autofree char *text = dt_fill_explain (&fill, &order);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trade/order/names", test_names);
  g_test_add_func ("/trade/order/states", test_states);
  g_test_add_func ("/trade/order/explain", test_explain);

  return g_test_run ();
}
