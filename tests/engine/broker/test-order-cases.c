/* test-order-cases.c - orders over several bars, worked by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-broker.h"
#include "dt-calendar.h"

/* Where test-bar-cases.c has one bar and all of an order, here orders fill in parts, at the open
 * and the close of sessions, and late. Every case runs under the three policies, and once more
 * mirrored: prices p become 200 - p, buying becomes selling, high becomes low.
 *
 * Orders, separated by semicolons; each may end with "@n": sent when bar n is over, not before all:
 *
 *   buy UNITS market|limit P|stop P|stop-limit P P [ioc|opg|cls|day|bars=N]    an entry
 *   out UNITS market|limit P [opg|cls]                                         sells what is held
 *   stop UNITS P, target UNITS P            one group; what fills of one is taken off the other
 *   cancel N, move N P                      the nth order; its stop to P
 *
 * Bars are "open high low close [volume]" (1000 without), separated by slashes. Fills are
 * "bar side-units@price why", with "?other outcome" when ambiguous; "#n status" is an order's end
 * without one. */
typedef struct
{
  const char *name;
  const char *orders;
  const char *bars;
  const char *pessimistic;
  const char *optimistic;   /* NULL: the same as pessimistic */
  const char *path;         /* NULL: the same as pessimistic */
  guint       share;        /* percent of volume; 0: all */
  guint       latency;      /* bars */
  const char *session;      /* of half-hours: "2023-11-24 12:00"; NULL: days */
} Case;

static const Case cases[] = {
  /* Without a share of volume an order fills whole, however little was traded */
  { "whole: 5000 units of a volume of 1000", "buy 5000 market", "100 102 98 101",
    "0 +5000@100 at-open" },

  /* 10 % of 1000 units are 100 a bar */
  { "share: 250 are 100 + 100 + 50", "buy 250 market",
    "100 102 98 101 / 101 103 99 102 / 102 103 101 103 / 103 104 102 103",
    "0 +100@100 at-open, 1 +100@101 at-open, 2 +50@102 at-open", .share = 10 },
  { "share: exactly one bar's", "buy 100 market", "100 102 98 101 / 101 103 99 102",
    "0 +100@100 at-open", .share = 10 },
  /* 10 % of 1009 are 100.9, of which 100 are whole lots */
  { "share: whole lots only", "buy 150 market", "100 102 98 101 1009 / 101 103 99 102 1009",
    "0 +100@100 at-open, 1 +50@101 at-open", .share = 10 },
  { "share: less than a lot fills nothing", "buy 5 market", "100 102 98 101 9 / 101 103 99 102 10",
    "1 +1@101 at-open", .share = 10 },
  { "share: the volume of each bar counts", "buy 300 market",
    "100 102 98 101 2000 / 101 103 99 102 500 / 102 104 101 103 5000",
    "0 +200@100 at-open, 1 +50@101 at-open, 2 +50@102 at-open", .share = 10 },
  /* Two orders share the 100 units: the first has 60, the second what is left, 40 */
  { "share: two entries share a bar", "buy 60 market; buy 60 market",
    "100 102 98 101 / 101 103 99 102", "0 +60@100 at-open, 0 +40@100 at-open, 1 +20@101 at-open",
    .share = 10 },
  { "share: a limit works on at its limit", "buy 150 limit 97",
    "100 101 96 98 / 98 99 95 96 / 98 99 95 96", "0 +100@97 at-limit, 1 +50@97 at-limit",
    .share = 10 },
  { "share: the rest of a limit waits for its price", "buy 150 limit 97",
    "100 101 96 98 / 99 101 98 99 / 96 99 95 98", "0 +100@97 at-limit, 2 +50@96 limit-gap",
    .share = 10 },
  /* Once a stop was reached, what is left of it goes at the market, 90 is far below it */
  { "share: the rest of a stop goes at the market", "stop 250 95",
    "100 101 94 96 / 90 92 88 91 / 99 101 98 100",
    "0 -100@95 at-stop, 1 -100@90 at-open, 2 -50@99 at-open", .share = 10 },
  { "share: the rest of a stop entry too", "buy 150 stop 103",
    "100 104 99 102 / 99 100 98 99", "0 +100@103 at-stop, 1 +50@99 at-open", .share = 10 },
  { "share: the rest of a stop-limit is a limit", "buy 150 stop-limit 103 104",
    "100 105 99 104 / 105 106 104.5 105 / 105 106 103 104",
    "0 +100@103 at-stop, 2 +50@104 at-limit", .share = 10 },
  { "share: immediate or cancel, 100 of 150", "buy 150 market ioc",
    "100 102 98 101 / 101 103 99 102", "0 +100@100 at-open, #1 expired", .share = 10 },
  { "share: 1 bar, the rest expires with it", "buy 150 limit 97 bars=1",
    "100 101 96 98 / 96 97 95 96", "0 +100@97 at-limit, #1 expired", .share = 10 },
  { "share: 2 bars, done in the second", "buy 150 limit 97 bars=2",
    "100 101 96 98 / 96 97 95 96", "0 +100@97 at-limit, 1 +50@96 limit-gap", .share = 10 },
  { "share: cancelled after its first part", "buy 250 market; cancel 1 @0",
    "100 102 98 101 / 101 103 99 102", "0 +100@100 at-open", .share = 10 },

  /* An exit is never given up, it takes as many bars as it needs */
  { "share: an exit goes on until it is done", "out 250 market",
    "100 102 98 101 / 99 100 98 99 / 97 98 96 97",
    "0 -100@100 at-open, 1 -100@99 at-open, 2 -50@97 at-open", .share = 10 },
  { "share: exits come first, the entry has the rest", "out 70 market; buy 70 market",
    "100 102 98 101 / 101 103 99 102", "0 -70@100 at-open, 0 +30@100 at-open, 1 +40@101 at-open",
    .share = 10 },
  { "share: an exit that takes all keeps the entry out", "out 150 market; buy 70 market",
    "100 102 98 101 / 101 103 99 102 / 102 103 101 102",
    "0 -100@100 at-open, 1 -50@101 at-open, 1 +50@101 at-open, 2 +20@102 at-open", .share = 10 },

  /* Stop 95 and target 110 for 250: what one sells the other does not */
  { "share: the target in parts", "stop 250 95; target 250 110",
    "105 112 104 111 / 111 112 109 110 / 100 101 94 95",
    "0 -100@110 at-limit, 1 -100@111 limit-gap, 2 -50@95 at-stop, #2 cancelled", .share = 10 },
  { "share: the stop in parts", "stop 250 95; target 250 110",
    "100 101 94 95 / 96 98 95 97 / 97 99 96 98",
    "0 -100@95 at-stop, 1 -100@96 at-open, 2 -50@97 at-open, #2 cancelled", .share = 10 },
  /* 11 up, 6 down: the low first on the path. Of what was chosen first only 100 fill, and the other
   * outcome of these 100 is kept. The stop was reached in any case */
  { "share: both in one bar", "stop 250 95; target 250 110",
    "100 111 94 105 / 100 102 99 101 / 100 102 99 101",
    "0 -100@95 at-stop?110, 1 -100@100 at-open, 2 -50@100 at-open, #2 cancelled",
    "0 -100@110 at-limit?95, 1 -100@100 at-open, 2 -50@100 at-open, #2 cancelled",
    NULL, .share = 10 },

  /* Volume 0 after a bar that had some: nothing was traded, the order waits */
  { "halted: a market order waits", "buy 10 market @0",
    "100 101 99 100 / 100 100 100 100 0 / 104 105 103 104", "2 +10@104 at-open" },
  { "halted: a stop waits, and gaps when trade resumes", "stop 10 95 @0",
    "100 101 99 100 / 94 94 94 94 0 / 90 92 89 91", "2 -10@90 stop-gap" },
  { "halted: a bar of an order's life is over all the same", "buy 10 limit 97 bars=1 @0",
    "100 101 99 100 / 96 96 96 96 0 / 96 97 95 96", "#1 expired" },
  { "halted: immediate or cancel is over", "buy 10 market ioc @0",
    "100 101 99 100 / 100 100 100 100 0 / 104 105 103 104", "#1 expired" },
  { "no volume at all, as of an index: fills whole", "buy 10 market", "100 101 99 100 0",
    "0 +10@100 at-open", .share = 10 },

  /* The open of the next session: on daily bars that of the next bar */
  { "open: market", "buy 10 market opg", "100 102 98 101", "0 +10@100 at-open" },
  { "open: limit, opens lower", "buy 10 limit 101 opg", "100 102 98 101", "0 +10@100 at-open" },
  { "open: limit, opens at it", "buy 10 limit 100 opg", "100 102 98 101", "0 +10@100 at-open" },
  { "open: limit, opens higher: over, though the bar comes down to it", "buy 10 limit 99 opg",
    "100 102 98 101 / 98 99 97 98", "#1 expired" },
  { "open: what its volume leaves is over", "buy 150 market opg",
    "100 102 98 101 / 101 103 99 102", "0 +100@100 at-open, #1 expired", .share = 10 },
  /* Half-hours of 2023-11-22: sent at 15:30, the next open is that of the 24th */
  { "open: intraday, waits for the next session", "buy 10 market opg @0",
    "100 101 99 100 / 101 102 100 101 / 105 106 104 105", "2 +10@105 at-open",
    .session = "2023-11-22 15:00" },

  { "close: market", "buy 10 market cls", "100 102 98 101", "0 +10@101 at-close" },
  { "close: limit, closes lower", "buy 10 limit 102 cls", "100 103 98 101", "0 +10@101 at-close" },
  { "close: limit, closes at it", "buy 10 limit 101 cls", "100 103 98 101", "0 +10@101 at-close" },
  { "close: limit, closes higher: over, though the low was below", "buy 10 limit 99 cls",
    "100 102 98 101 / 98 99 97 98", "#1 expired" },
  { "close: an exit", "out 10 market cls", "100 102 98 101", "0 -10@101 at-close" },
  { "close: the stop was there before", "stop 10 95; out 10 market cls", "100 102 94 101",
    "0 -10@95 at-stop, #2 cancelled" },
  { "close: the stop was not reached", "stop 10 95; out 10 market cls", "100 102 96 101",
    "0 -10@101 at-close, #1 cancelled" },
  { "close: what the close leaves of an exit goes at the open", "out 150 market cls",
    "100 102 98 101 / 99 100 98 99", "0 -100@101 at-close, 1 -50@99 at-open", .share = 10 },
  { "close: what it leaves of an entry is over", "buy 150 market cls",
    "100 102 98 101 / 99 100 98 99", "0 +100@101 at-close, #1 expired", .share = 10 },
  { "close: intraday, the last half-hour", "buy 10 market cls",
    "100 101 99 100 / 101 102 100 101.5 / 105 106 104 105", "1 +10@101.5 at-close",
    .session = "2023-11-22 15:00" },
  /* The 24th of November 2023 ended at 13:00 */
  { "half day: the close is at 13:00", "buy 10 market cls",
    "100 101 99 100 / 101 102 100 101.5 / 105 106 104 105", "1 +10@101.5 at-close",
    .session = "2023-11-24 12:00" },
  { "half day: the next open is Monday's", "buy 10 market opg @0",
    "100 101 99 100 / 101 102 100 101.5 / 105 106 104 105", "2 +10@105 at-open",
    .session = "2023-11-24 12:00" },

  /* A trailing stop is moved when a bar is over. 10 behind the best price 110 is 100 */
  { "trail: raised by its bar's high, not hit in it", "stop 10 95; move 1 100 @0",
    "100 110 97 105 / 105 106 101 102", "" },
  { "trail: raised, then hit in the next bar", "stop 10 95; move 1 100 @0",
    "100 110 97 105 / 105 106 99 102", "1 -10@100 at-stop" },
  { "trail: raised, the next bar opens below it", "stop 10 95; move 1 100 @0",
    "100 110 97 98 / 98.5 99 97 98", "1 -10@98.5 stop-gap" },
  { "trail: raised twice, the second bar's low is the first's stop",
    "stop 10 95; move 1 100 @0; move 1 102 @1",
    "100 110 97 105 / 105 112 101 108 / 108 109 101 103", "2 -10@102 at-stop" },

  /* One bar of latency: sent when bar 0 is over, it meets bar 2 */
  { "late: a market order", "buy 10 market @0",
    "100 101 99 100 / 101 102 100 101 / 103 104 102 103", "2 +10@103 at-open", .latency = 1 },
  { "late: a limit that the bar in between had", "buy 10 limit 97 @0",
    "100 101 99 100 / 98 99 96 98 / 99 100 98 99", "", .latency = 1 },
  { "late: a fill before the cancel arrives wins", "buy 10 limit 97; cancel 1 @1",
    "100 101 99 100 / 100 101 99 100 / 98 99 96 98", "2 +10@97 at-limit", .latency = 1 },
  { "late: a cancel that arrives in time", "buy 10 limit 97; cancel 1 @1",
    "100 101 99 100 / 100 101 99 100 / 99 100 98 99 / 96 97 95 96", "#1 cancelled", .latency = 1 },
  { "late: a stop is hit where it was", "stop 10 95; move 1 100 @1",
    "103 104 102 103 / 103 111 102 105 / 105 106 94 101", "2 -10@95 at-stop", .latency = 1 },
  { "late: a stop that was moved in time", "stop 10 95; move 1 100 @1",
    "103 104 102 103 / 103 111 102 105 / 105 106 101 102 / 102 103 94 95", "3 -10@100 at-stop",
    .latency = 1 },
};

#define MAX_ORDERS 8

typedef struct
{
  const Case *c;
  gboolean    mirrored;
  DtBroker   *broker;
  GString    *text;
  DtOrder     orders[MAX_ORDERS];
  gboolean    live[MAX_ORDERS];
  guint       n_orders;
  DtQuantity  held;         /* by the group */
  DtTime      time;
  guint       bar;
} Desk;

static DtMoney
money (Desk       *desk,
       const char *text)
{
  DtMoney value = 0;

  g_assert_true (dt_money_parse (text, &value));
  return desk->mirrored ? DT_DOLLARS (200) - value : value;
}

static DtTimeInForce
read_tif (const char *word,
          DtOrder    *order)
{
  if (g_str_has_prefix (word, "bars="))
    {
      order->bars_left = atoi (word + 5);
      return DT_TIF_DAY;
    }
  for (DtTimeInForce tif = DT_TIF_DAY; tif <= DT_TIF_CLS; tif++)
    if (strcmp (word, dt_tif_to_string (tif)) == 0)
      return tif;

  return DT_TIF_GTC;
}

/* Type, prices and how long it lasts, from @words on */
static void
read_kind (Desk     *desk,
           char    **words,
           DtOrder  *order)
{
  char **word = words + 1;

  order->type = DT_ORDER_MARKET;
  if (strcmp (words[0], "stop-limit") == 0)
    {
      order->type = DT_ORDER_STOP_LIMIT;
      order->stop = money (desk, *word++);
      order->limit = money (desk, *word++);
    }
  else if (strcmp (words[0], "stop") == 0)
    {
      order->type = DT_ORDER_STOP;
      order->stop = money (desk, *word++);
    }
  else if (strcmp (words[0], "limit") == 0)
    {
      order->type = DT_ORDER_LIMIT;
      order->limit = money (desk, *word++);
    }
  if (*word != NULL)
    order->tif = read_tif (*word, order);
}

static void
submit (Desk  *desk,
        char **words)
{
  gboolean buys = strcmp (words[0], "buy") == 0;
  DtOrder *order = &desk->orders[desk->n_orders];
  DtQuantity units = DT_UNITS (atoi (words[1]));
  g_autoptr(GError) error = NULL;

  *order = (DtOrder) {
    .id = desk->n_orders + 1,
    .type = DT_ORDER_STOP,
    .tif = DT_TIF_GTC,
    .role = buys ? DT_ROLE_ENTRY : DT_ROLE_EXIT,
    .quantity = buys != desk->mirrored ? units : -units,
    .limit = DT_MONEY_NONE,
    .stop = DT_MONEY_NONE,
    .submitted = desk->time,
  };
  if (buys || strcmp (words[0], "out") == 0)
    read_kind (desk, words + 2, order);
  else if (strcmp (words[0], "stop") == 0)
    order->stop = money (desk, words[2]);
  else
    {
      order->type = DT_ORDER_LIMIT;
      order->limit = money (desk, words[2]);
    }
  if (!buys)
    {
      order->group = order->type != DT_ORDER_MARKET;
      order->role = order->group == 0 ? DT_ROLE_EXIT
                    : order->type == DT_ORDER_STOP ? DT_ROLE_STOP : DT_ROLE_TARGET;
      desk->held = MAX (desk->held, units);
    }

  desk->live[desk->n_orders++] = TRUE;
  desk->broker->klass->submit (desk->broker, order, &error);
  g_assert_no_error (error);
}

/* What was to be sent when this bar was over, @bar -1: before all */
static void
send_orders (Desk *desk,
             int   bar)
{
  g_auto(GStrv) parts = g_strsplit (desk->c->orders, ";", -1);
  DtSimulatedBroker *broker = (DtSimulatedBroker *) desk->broker;

  broker->travels = desk->c->latency > 0 && bar >= 0;
  broker->now = desk->time;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *at = strchr (parts[i], '@');
      g_auto(GStrv) words = NULL;

      if ((at != NULL ? atoi (at + 1) : -1) != bar)
        continue;
      if (at != NULL)
        *at = '\0';
      words = g_strsplit (g_strstrip (parts[i]), " ", -1);
      if (strcmp (words[0], "cancel") == 0)
        desk->broker->klass->cancel (desk->broker, atoi (words[1]));
      else if (strcmp (words[0], "move") == 0)
        desk->broker->klass->replace (desk->broker, atoi (words[1]), DT_MONEY_NONE,
                                      money (desk, words[2]), 0);
      else
        submit (desk, words);
    }
  broker->travels = FALSE;
}

static DtQuantity
on_size (gpointer       data,
         const DtOrder *order,
         DtMoney        price)
{
  return order->quantity - order->filled;
}

static void
append_price (Desk       *desk,
              const char *before,
              DtMoney     price)
{
  char buf[DT_DECIMAL_BUF_SIZE];

  g_string_append_printf (desk->text, "%s%s", before,
                          dt_money_to_string (desk->mirrored ? DT_DOLLARS (200) - price : price,
                                              buf));
}

/* The kernel's part: exits follow what is still held, and are cancelled when nothing is */
static void
follow (Desk *desk)
{
  for (guint i = 0; i < desk->n_orders; i++)
    {
      DtOrder *order = &desk->orders[i];

      if (!desk->live[i] || order->role == DT_ROLE_ENTRY)
        continue;
      if (desk->held == 0)
        {
          /* Of a group the broker does it by itself */
          if (desk->broker->klass->cancel (desk->broker, order->id))
            {
              g_string_append_printf (desk->text, ", #%u cancelled", i + 1);
              desk->live[i] = FALSE;
            }
          continue;
        }
      order->quantity = order->filled + (desk->mirrored ? desk->held : -desk->held);
      desk->broker->klass->replace (desk->broker, order->id, DT_MONEY_NONE, DT_MONEY_NONE,
                                    order->quantity);
    }
}

static void
on_fill (gpointer  data,
         DtFill   *fill)
{
  Desk *desk = data;
  DtOrder *order = &desk->orders[fill->order - 1];
  gboolean buys = (fill->quantity > 0) != desk->mirrored;
  char buf[DT_DECIMAL_BUF_SIZE];

  g_string_append_printf (desk->text, "%s%u %s%s", desk->text->len > 0 ? ", " : "", desk->bar,
                          buys ? "+" : "-", dt_quantity_to_string (ABS (fill->quantity), buf));
  append_price (desk, "@", fill->price);
  g_string_append_printf (desk->text, " %s", dt_fill_why_to_string (fill->why));
  if ((fill->flags & DT_FILL_AMBIGUOUS) != 0)
    append_price (desk, "?", fill->alternative);

  order->filled += fill->quantity;
  desk->live[fill->order - 1] = order->filled != order->quantity;
  if (order->role != DT_ROLE_ENTRY)
    {
      desk->held -= ABS (fill->quantity);
      follow (desk);
    }
}

static void
on_end (gpointer       data,
        guint64        order,
        DtOrderStatus  status,
        const char    *why)
{
  Desk *desk = data;

  if (!desk->live[order - 1])
    return;
  desk->live[order - 1] = FALSE;
  g_string_append_printf (desk->text, "%s#%u %s", desk->text->len > 0 ? ", " : "", (guint) order,
                          dt_order_status_to_string (status));
}

static const DtBrokerCallbacks callbacks = { on_size, on_fill, on_end };

/* "2023-11-24 12:00": half-hours from then on, in sessions of New York; else days */
static void
place_bar (const Case *c,
           guint       i,
           DtTime     *start,
           DtTime     *known)
{
  DtSession session;
  DtDate date;
  g_autofree char *day = c->session != NULL ? g_strndup (c->session, 10) : NULL;
  DtTime time;

  if (c->session == NULL)
    {
      *start = i * DT_DAY;
      *known = *start + DT_HOUR;
      return;
    }

  g_assert_true (dt_date_parse (day, &date));
  time = dt_time_from_new_york (date, atoi (c->session + 11) * DT_HOUR);
  g_assert_true (dt_calendar_get_session (date, &session));
  for (; i > 0; i--)
    {
      time += 30 * DT_MINUTE;
      if (time < session.close)
        continue;
      date = dt_calendar_next_session (date);
      g_assert_true (dt_calendar_get_session (date, &session));
      time = session.open;
    }
  *start = time;
  *known = time + 30 * DT_MINUTE;
}

static DtBarSeries *
read_bars (const Case *c,
           gboolean    mirrored)
{
  g_auto(GStrv) bars = g_strsplit (c->bars, "/", -1);
  DtBarSeries *series = dt_bar_series_new ("TEST", c->session != NULL ? 1800 : DT_TIMEFRAME_DAY,
                                           8);

  for (guint i = 0; bars[i] != NULL; i++)
    {
      g_auto(GStrv) v = g_strsplit (g_strstrip (bars[i]), " ", -1);
      DtBar bar = { 0, g_ascii_strtod (v[0], NULL), g_ascii_strtod (v[1], NULL),
                    g_ascii_strtod (v[2], NULL), g_ascii_strtod (v[3], NULL),
                    v[4] != NULL ? g_ascii_strtod (v[4], NULL) : 1000. };
      DtTime known;

      place_bar (c, i, &bar.time, &known);
      if (mirrored)
        bar = (DtBar) { bar.time, 200. - bar.open, 200. - bar.low, 200. - bar.high,
                        200. - bar.close, bar.volume };
      dt_bar_series_append (series, &bar, known);
    }

  return series;
}

static void
run_case (const Case       *c,
          DtIntrabarPolicy  policy,
          gboolean          mirrored,
          const char       *expected)
{
  static const DtMoney tick = 10000;
  static const DtQuantity lot = DT_QUANTITY_SCALE;
  DtSimulatedBrokerConfig config = {
    .policy = policy,
    .ticks = &tick,
    .lots = &lot,
    .n_instruments = 1,
    .volume_share = c->share * 10000,
    .latency = { .bars = c->latency },
  };
  g_autoptr(DtBarSeries) series = read_bars (c, mirrored);
  g_autoptr(GString) text = g_string_new (NULL);
  const DtBarSeries *const_series = series;
  gsize bar;
  DtMatchBars bars = { 0, &const_series, &bar, NULL, NULL };
  Desk desk = { .c = c, .mirrored = mirrored, .text = text, .time = -DT_DAY };

  desk.broker = dt_simulated_broker_new (&config);
  desk.broker->callbacks = &callbacks;
  desk.broker->kernel = &desk;
  send_orders (&desk, -1);
  for (bar = 0; bar < series->n_bars; bar++)
    {
      bars.time = desk.time = series->known[bar];
      desk.bar = bar;
      desk.broker->klass->match (desk.broker, DT_MATCH_EXITS, &bars);
      desk.broker->klass->match (desk.broker, DT_MATCH_ENTRIES, &bars);
      desk.broker->klass->match (desk.broker, DT_MATCH_NEW_EXITS, &bars);
      send_orders (&desk, bar);
    }

  if (strcmp (text->str, expected) != 0)
    g_error ("%s, %s%s: “%s” instead of “%s”", c->name, dt_intrabar_policy_to_string (policy),
             mirrored ? ", mirrored" : "", text->str, expected);
  dt_broker_free (desk.broker);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;

  for (gboolean mirrored = FALSE; mirrored <= TRUE; mirrored++)
    {
      run_case (c, DT_POLICY_PESSIMISTIC, mirrored, c->pessimistic);
      run_case (c, DT_POLICY_OPTIMISTIC, mirrored, c->optimistic ? c->optimistic : c->pessimistic);
      run_case (c, DT_POLICY_PATH, mirrored, c->path ? c->path : c->pessimistic);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/broker/order/%02u %s", i, cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
