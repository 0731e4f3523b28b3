/* dt-order.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-trade"

#include "config.h"

#include "dt-order.h"

static const char *const type_names[] = { "market", "limit", "stop", "stop-limit" };
static const char *const tif_names[] = { "day", "gtc", "ioc", "opg", "cls" };
static const char *const role_names[] = {
  "entry", "exit", "stop", "trail", "target", "close", "flatten",
};
static const char *const status_names[] = {
  "pending", "working", "filled", "cancelled", "expired", "rejected",
};
static const char *const why_names[] = {
  "at-open", "at-stop", "stop-gap", "at-limit", "limit-gap", "at-close", "reported", "at-once",
  "delisted",
};

#define NAME(names, value) \
  ((guint) (value) < G_N_ELEMENTS (names) ? (names)[value] : "unknown")

const char *
dt_order_type_to_string (DtOrderType type)
{
  return NAME (type_names, type);
}

const char *
dt_tif_to_string (DtTimeInForce tif)
{
  return NAME (tif_names, tif);
}

const char *
dt_order_role_to_string (DtOrderRole role)
{
  return NAME (role_names, role);
}

const char *
dt_order_status_to_string (DtOrderStatus status)
{
  return NAME (status_names, status);
}

const char *
dt_fill_why_to_string (DtFillWhy why)
{
  return NAME (why_names, why);
}

/* The stop or the limit that the order had, as text; "its price" when the fill's order has none. */
static const char *
order_price (DtMoney  price,
             char    *buf)
{
  if (price == DT_MONEY_NONE)
    return "its price";

  return dt_money_to_string (price, buf);
}

static void
explain_price (GString       *text,
               const DtFill  *fill,
               const DtOrder *order)
{
  char at[DT_DECIMAL_BUF_SIZE], of[DT_DECIMAL_BUF_SIZE];
  gboolean buys = fill->quantity > 0;
  const char *stop = order_price (order->stop, of);

  dt_money_to_string (fill->reference, at);
  switch (fill->why)
    {
    case DT_FILL_AT_OPEN:
      g_string_append_printf (text, "at the bar's open %s", at);
      break;
    case DT_FILL_AT_STOP:
      g_string_append_printf (text, "the price %s to the stop %s", buys ? "rose" : "fell", at);
      break;
    case DT_FILL_STOP_GAP:
      g_string_append_printf (text, "opened at %s, %s the stop %s", at, buys ? "above" : "below",
                              stop);
      break;
    case DT_FILL_AT_LIMIT:
      g_string_append_printf (text, "the price %s to the limit %s", buys ? "fell" : "rose", at);
      break;
    case DT_FILL_LIMIT_GAP:
      g_string_append_printf (text, "opened at %s, better than the limit %s", at,
                              order_price (order->limit, of));
      break;
    case DT_FILL_AT_CLOSE:
      g_string_append_printf (text, "at the bar's close %s", at);
      break;
    case DT_FILL_REPORTED:
      g_string_append_printf (text, "the broker reported %s", at);
      break;
    case DT_FILL_AT_ONCE:
      g_string_append_printf (text, "the entry filled at %s, already beyond %s %s", at,
                              order->type == DT_ORDER_LIMIT ? "the limit" : "the stop",
                              order->type == DT_ORDER_LIMIT ? order_price (order->limit, of)
                                                            : stop);
      break;
    case DT_FILL_DELISTED:
      g_string_append_printf (text, "the shares were struck off and paid with %s", at);
      break;
    }
}

/* In basis points of the reference, to two places, half to even. */
static void
explain_slippage (GString      *text,
                  const DtFill *fill)
{
  DtMoney moved = fill->quantity > 0 ? fill->price - fill->reference
                                     : fill->reference - fill->price;
  DtMoney bps;
  char buf[DT_DECIMAL_BUF_SIZE];

  if (moved == 0 || fill->reference <= 0
      || !dt_money_fraction (moved, 1000000, fill->reference, &bps))
    return;

  g_string_append_printf (text, "; %s bp slippage", dt_money_to_string (bps * 10000, buf));
}

/**
 * dt_fill_explain:
 *
 * Returns: (transfer full): a sentence that says why the fill has this price: "opened at 171.2,
 *   below the stop 172; 1 bp slippage"
 */
char *
dt_fill_explain (const DtFill  *fill,
                 const DtOrder *order)
{
  g_autoptr(GString) text = g_string_new (NULL);
  char buf[DT_DECIMAL_BUF_SIZE];

  explain_price (text, fill, order);
  explain_slippage (text, fill);

  if (ABS (fill->quantity) < ABS (order->quantity) && (fill->flags & DT_FILL_CUT) == 0)
    g_string_append (text, "; a part of the order");
  if ((fill->flags & DT_FILL_FINER) != 0)
    g_string_append (text, "; finer bars decided");
  if ((fill->flags & DT_FILL_CUT) != 0)
    g_string_append (text, "; cut to what the account could pay");
  if ((fill->flags & DT_FILL_AMBIGUOUS) != 0)
    {
      g_string_append (text, "; the order of prices inside the bar is unknown");
      if (fill->alternative != DT_MONEY_NONE)
        g_string_append_printf (text, ", the other outcome was %s",
                                dt_money_to_string (fill->alternative, buf));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
