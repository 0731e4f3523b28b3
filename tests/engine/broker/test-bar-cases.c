/* test-bar-cases.c - bars worked by hand: what fills, where, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-broker.h"

/* Every case runs under the three policies, and once more mirrored: prices p become 200 - p,
 * buying becomes selling, high becomes low. What is right for a long must be right for a short.
 *
 * Bars are "open high low close", separated by slashes. Fills are "bar side-price why", with
 * "?other outcome" when ambiguous. The position protected by stop and target is long 100 shares. */
typedef struct
{
  const char *name;
  const char *entry;        /* NULL: held from before */
  double      stop;
  double      target;
  gint64      slip_ticks;   /* of 0.01 */
  const char *bars;
  const char *pessimistic;
  const char *optimistic;   /* NULL: the same as pessimistic */
  const char *path;         /* NULL: the same as pessimistic */
  gboolean    no_mirror;
} Case;

static const Case cases[] = {
  /* A position held since before, stop 95, target 110 */
  { "held: neither price is reached", NULL, 95, 110, 0, "100 104 97 101", "" },
  { "held: the low is below the stop", NULL, 95, 110, 0, "100 104 94 96", "0 -95 at-stop" },
  { "held: the low is the stop", NULL, 95, 110, 0, "100 104 95 96", "0 -95 at-stop" },
  { "held: a tick above the stop", NULL, 95, 110, 0, "100 104 95.01 96", "" },
  { "held: opens below the stop: the open, 93", NULL, 95, 110, 0, "93 96 92 95",
    "0 -93 stop-gap" },
  { "held: opens at the stop", NULL, 95, 110, 0, "95 97 94 96", "0 -95 at-stop" },
  { "held: the high is above the target", NULL, 95, 110, 0, "100 111 98 109",
    "0 -110 at-limit" },
  { "held: touching the target fills", NULL, 95, 110, 0, "100 110 98 109", "0 -110 at-limit" },
  { "held: a tick below the target", NULL, 95, 110, 0, "100 109.99 98 109", "" },
  { "held: opens above the target: the open, 112", NULL, 95, 110, 0, "112 113 108 109",
    "0 -112 limit-gap" },
  { "held: opens at the target", NULL, 95, 110, 0, "110 111 105 106", "0 -110 at-limit" },
  /* 11 up, 6 down: the path goes to the low first */
  { "held: both, the low is nearer", NULL, 95, 110, 0, "100 111 94 105",
    "0 -95 at-stop?110", "0 -110 at-limit?95", "0 -95 at-stop?110" },
  /* 7 up, 10 down: the path goes to the high first */
  { "held: both, the high is nearer", NULL, 95, 110, 0, "104 111 94 96",
    "0 -95 at-stop?110", "0 -110 at-limit?95", "0 -110 at-limit?95" },
  /* 7.5 up, 7.5 down: the low first by definition, so the mirror image differs */
  { "held: both, as near: the path takes the low first", NULL, 95, 110, 0, "102.5 110 95 100",
    "0 -95 at-stop?110", "0 -110 at-limit?95", "0 -95 at-stop?110", TRUE },
  { "held: opens below the stop, target later: no doubt", NULL, 95, 110, 0, "93 112 92 111",
    "0 -93 stop-gap" },
  { "held: opens above the target, stop later: no doubt", NULL, 95, 110, 0, "112 113 90 94",
    "0 -112 limit-gap" },
  { "held: opens at the stop, target later: no doubt", NULL, 95, 110, 0, "95 112 94 111",
    "0 -95 at-stop" },
  { "held: stop in the second bar", NULL, 95, 110, 0, "100 101 99 100 / 100 100 94 95",
    "1 -95 at-stop" },
  { "held: both, in the second bar", NULL, 95, 110, 0, "100 101 99 100 / 100 111 94 95",
    "1 -95 at-stop?110", "1 -110 at-limit?95", "1 -95 at-stop?110" },
  { "held: only a stop", NULL, 95, 0, 0, "100 111 94 105", "0 -95 at-stop" },
  { "held: only a target", NULL, 0, 110, 0, "100 111 94 105", "0 -110 at-limit" },

  /* Market entry: the open, then the whole bar is ahead of the exits */
  { "market: the open", "market", 95, 110, 0, "100 102 98 101", "0 +100 at-open" },
  { "market: stop in the entry's bar", "market", 95, 110, 0, "100 102 94 96",
    "0 +100 at-open, 0 -95 at-stop" },
  { "market: target in the entry's bar", "market", 95, 110, 0, "100 111 98 109",
    "0 +100 at-open, 0 -110 at-limit" },
  { "market: both in the entry's bar", "market", 95, 110, 0, "100 111 94 105",
    "0 +100 at-open, 0 -95 at-stop?110", "0 +100 at-open, 0 -110 at-limit?95",
    "0 +100 at-open, 0 -95 at-stop?110" },
  { "market: opens below its own stop", "market", 95, 110, 0, "94 96 93 95",
    "0 +94 at-open, 0 -94 stop-gap" },
  { "market: opens above its own target", "market", 95, 110, 0, "111 112 109 110",
    "0 +111 at-open, 0 -111 limit-gap" },

  /* Limit entry at 97 from above: what is below 97 comes after it, what is above may have been
   * before, but the close is after */
  { "limit: not reached", "limit 97", 95, 110, 0, "100 104 97.01 101", "" },
  { "limit: touching fills", "limit 97", 95, 110, 0, "100 104 97 101", "0 +97 at-limit" },
  { "limit: opens lower: the open, 96", "limit 97", 95, 110, 0, "96 99 95.5 98",
    "0 +96 limit-gap" },
  { "limit: opens lower, then its stop", "limit 97", 95, 110, 0, "96 99 94 98",
    "0 +96 limit-gap, 0 -95 at-stop" },
  { "limit: opens lower, then both", "limit 97", 95, 110, 0, "96 111 94 98",
    "0 +96 limit-gap, 0 -95 at-stop?110", "0 +96 limit-gap, 0 -110 at-limit?95",
    "0 +96 limit-gap, 0 -95 at-stop?110" },
  { "limit: the stop below it is surely later", "limit 97", 95, 110, 0, "100 104 94 101",
    "0 +97 at-limit, 0 -95 at-stop" },
  /* 11 up, 4 down: down to 96, where 97 fills on the way, then up through 110; the close 101 is
   * what there was if 111 came first */
  { "limit: target perhaps before it, low nearer", "limit 97", 95, 110, 0, "100 111 96 101",
    "0 +97 at-limit", "0 +97 at-limit, 0 -110 at-limit?101",
    "0 +97 at-limit, 0 -110 at-limit?101" },
  /* 4 up, 11 down: the path has 111 behind it when 97 fills */
  { "limit: target perhaps before it, high nearer", "limit 97", 95, 110, 0, "107 111 96 101",
    "0 +97 at-limit", "0 +97 at-limit, 0 -110 at-limit?101", "0 +97 at-limit" },
  { "limit: closing above the target it was later", "limit 97", 95, 110, 0, "100 112 96 111",
    "0 +97 at-limit, 0 -110 at-limit" },
  { "limit: both, low nearer", "limit 97", 95, 110, 0, "100 111 94 101",
    "0 +97 at-limit, 0 -95 at-stop?110", "0 +97 at-limit, 0 -110 at-limit?95",
    "0 +97 at-limit, 0 -95 at-stop?110" },
  { "limit: both, high nearer", "limit 97", 95, 110, 0, "106 111 94 101",
    "0 +97 at-limit, 0 -95 at-stop?110", "0 +97 at-limit, 0 -110 at-limit?95",
    "0 +97 at-limit, 0 -95 at-stop?110" },
  { "limit: the bar after is whole again", "limit 97", 95, 110, 0,
    "100 111 96 101 / 101 110 100 105", "0 +97 at-limit, 1 -110 at-limit",
    "0 +97 at-limit, 0 -110 at-limit?101", "0 +97 at-limit, 0 -110 at-limit?101" },

  /* Stop entry at 103 from below: what is above comes after it, what is below may have been
   * before */
  { "stop: a tick short", "stop 103", 95, 110, 0, "100 102.99 98 101", "" },
  { "stop: reached", "stop 103", 95, 110, 0, "100 104 98 102", "0 +103 at-stop" },
  { "stop: opens above it: the open, 105", "stop 103", 95, 110, 0, "105 107 104 106",
    "0 +105 stop-gap" },
  { "stop: the target above it is surely later", "stop 103", 95, 110, 0, "100 111 98 109",
    "0 +103 at-stop, 0 -110 at-limit" },
  /* 4 up, 6 down: 103 fills on the way up, then down through 95 */
  { "stop: protective stop perhaps before it, high nearer", "stop 103", 95, 110, 0,
    "100 104 94 101", "0 +103 at-stop, 0 -95 at-stop?101", "0 +103 at-stop",
    "0 +103 at-stop, 0 -95 at-stop?101" },
  /* 6 up, 4 down: the path has 94 behind it when 103 fills */
  { "stop: protective stop perhaps before it, low nearer", "stop 103", 95, 110, 0,
    "98 104 94 101", "0 +103 at-stop, 0 -95 at-stop?101", "0 +103 at-stop", "0 +103 at-stop" },
  { "stop: closing below the protective stop it was later", "stop 103", 95, 110, 0,
    "100 104 94 94.5", "0 +103 at-stop, 0 -95 at-stop" },
  /* 11 up, 6 down: 94, then 103 fills, then 110 */
  { "stop: both, low nearer", "stop 103", 95, 110, 0, "100 111 94 101",
    "0 +103 at-stop, 0 -95 at-stop?110", "0 +103 at-stop, 0 -110 at-limit?95",
    "0 +103 at-stop, 0 -110 at-limit?95" },
  { "stop: opens above it, then both", "stop 103", 95, 110, 0, "105 111 94 100",
    "0 +105 stop-gap, 0 -95 at-stop?110", "0 +105 stop-gap, 0 -110 at-limit?95",
    "0 +105 stop-gap, 0 -110 at-limit?95" },

  /* Protective prices on the wrong side of the entry are met at once */
  { "limit: filled below its own stop", "limit 94", 95, 110, 0, "100 101 93 96",
    "0 +94 at-limit, 0 -94 at-once" },
  { "stop: filled above its own target", "stop 111", 95, 110, 0, "100 112 99 111",
    "0 +111 at-stop, 0 -111 at-once" },

  /* Stop-limit, stop 103, limit 104 */
  { "stop-limit: filled where it was triggered", "stop-limit 103 104", 95, 110, 0,
    "100 105 99 104.5", "0 +103 at-stop" },
  { "stop-limit: not triggered", "stop-limit 103 104", 95, 110, 0, "100 102 99 101", "" },
  { "stop-limit: opens between stop and limit", "stop-limit 103 104", 95, 110, 0,
    "103.5 106 103 105", "0 +103.5 stop-gap" },
  { "stop-limit: opens above the limit and comes back", "stop-limit 103 104", 95, 110, 0,
    "105 106 103.5 104.5", "0 +104 at-limit" },
  { "stop-limit: triggered, its limit rests", "stop-limit 103 104", 95, 110, 0,
    "105 107 104.5 106 / 105 106 103 104", "1 +104 at-limit" },
  { "stop-limit: triggered, the next bar opens lower", "stop-limit 103 104", 95, 110, 0,
    "105 107 104.5 106 / 102 103 101 102.5", "1 +102 limit-gap" },
  /* Limit below the stop: triggered at 103, down to 102 again */
  { "stop-limit: closing below the limit it came back", "stop-limit 103 102", 95, 110, 0,
    "100 104 99 101.5", "0 +102 at-limit" },
  /* 4 up, 1 down: 99 lies before the trigger on the path */
  { "stop-limit: perhaps not back, low nearer", "stop-limit 103 102", 95, 110, 0,
    "100 104 99 103.5", "", "0 +102 at-limit?", "" },
  /* 1.5 up, 3.5 down: 103 triggers, then 102 on the way down */
  { "stop-limit: perhaps not back, high nearer", "stop-limit 103 102", 95, 110, 0,
    "102.5 104 99 103.5", "", "0 +102 at-limit?", "0 +102 at-limit?" },
  { "stop-limit: not back; triggered all the same", "stop-limit 103 102", 95, 110, 0,
    "102.5 104 102.4 103.5 / 103 103.2 101.9 102.2", "1 +102 at-limit" },

  /* Slippage of 5 ticks */
  { "slip: market at the open, 100 + 0.05", "market", 95, 110, 5, "100 102 98 101",
    "0 +100.05 at-open" },
  { "slip: not above the bar's high", "market", 95, 110, 5, "100 100.02 98 99",
    "0 +100.02 at-open" },
  { "slip: a stop, 95 - 0.05", NULL, 95, 110, 5, "100 104 94 96", "0 -94.95 at-stop" },
  { "slip: not below the bar's low", NULL, 95, 110, 5, "100 104 94.97 96", "0 -94.97 at-stop" },
  { "slip: a gap slips out of the bar, 93 - 0.05", NULL, 95, 110, 5, "93 96 92.99 95",
    "0 -92.95 stop-gap" },
  { "slip: a limit does not", NULL, 95, 110, 5, "100 111 98 109", "0 -110 at-limit" },
  { "slip: the other outcome slips too", NULL, 95, 110, 5, "100 111 94 105",
    "0 -94.95 at-stop?110", "0 -110 at-limit?94.95", "0 -94.95 at-stop?110" },
};

typedef struct
{
  const Case *c;
  gboolean    mirrored;
  DtBroker   *broker;
  GString    *fills;
  guint64     last_id;
  DtTime      time;
} Desk;

static DtMoney
money (double   price,
       gboolean mirrored)
{
  DtMoney value = 0;

  g_assert_true (dt_money_from_double (price, &value));
  return mirrored ? DT_DOLLARS (200) - value : value;
}

static void
submit (Desk        *desk,
        DtOrderType  type,
        DtOrderRole  role,
        gboolean     buys,
        double       stop,
        double       limit)
{
  DtOrder order = {
    .id = ++desk->last_id,
    .group = role == DT_ROLE_ENTRY ? 0 : 1,
    .type = type,
    .tif = DT_TIF_GTC,
    .role = role,
    .status = DT_ORDER_WORKING,
    .quantity = buys != desk->mirrored ? DT_UNITS (100) : -DT_UNITS (100),
    .stop = stop != 0. ? money (stop, desk->mirrored) : DT_MONEY_NONE,
    .limit = limit != 0. ? money (limit, desk->mirrored) : DT_MONEY_NONE,
    .submitted = desk->time,
  };
  GError *error = NULL;

  g_assert_true (desk->broker->klass->submit (desk->broker, &order, &error));
  g_assert_no_error (error);
}

static void
protect (Desk *desk)
{
  if (desk->c->stop != 0.)
    submit (desk, DT_ORDER_STOP, DT_ROLE_STOP, FALSE, desk->c->stop, 0.);
  if (desk->c->target != 0.)
    submit (desk, DT_ORDER_LIMIT, DT_ROLE_TARGET, FALSE, 0., desk->c->target);
}

static DtQuantity
on_size (gpointer       data,
         const DtOrder *order,
         DtMoney        price)
{
  return order->quantity;
}

/* Prices are written as those of the long side. */
static void
append_price (Desk       *desk,
              const char *before,
              DtMoney     price)
{
  char buf[DT_DECIMAL_BUF_SIZE];

  g_string_append (desk->fills, before);
  if (price != DT_MONEY_NONE)
    g_string_append (desk->fills,
                     dt_money_to_string (desk->mirrored ? DT_DOLLARS (200) - price : price, buf));
}

static void
on_fill (gpointer  data,
         DtFill   *fill)
{
  Desk *desk = data;
  gboolean buys = (fill->quantity > 0) != desk->mirrored;

  g_string_append_printf (desk->fills, "%s%d ", desk->fills->len > 0 ? ", " : "",
                          (int) (fill->bar_time / DT_DAY));
  append_price (desk, buys ? "+" : "-", fill->price);
  g_string_append_printf (desk->fills, " %s", dt_fill_why_to_string (fill->why));
  if ((fill->flags & DT_FILL_AMBIGUOUS) != 0)
    append_price (desk, "?", fill->alternative);
  else
    g_assert_true (fill->alternative == DT_MONEY_NONE);

  if (buys)
    protect (desk);
}

static void
on_end (gpointer       data,
        guint64        order,
        DtOrderStatus  status,
        const char    *why)
{
  g_assert_cmpint (status, ==, DT_ORDER_CANCELLED);
  g_assert_cmpstr (why, ==, "the other order of its group filled");
}

static const DtBrokerCallbacks callbacks = { on_size, on_fill, on_end };

static void
enter (Desk *desk)
{
  g_auto(GStrv) words = NULL;

  if (desk->c->entry == NULL)
    {
      protect (desk);
      return;
    }

  words = g_strsplit (desk->c->entry, " ", -1);
  if (strcmp (words[0], "market") == 0)
    submit (desk, DT_ORDER_MARKET, DT_ROLE_ENTRY, TRUE, 0., 0.);
  else if (strcmp (words[0], "limit") == 0)
    submit (desk, DT_ORDER_LIMIT, DT_ROLE_ENTRY, TRUE, 0., g_ascii_strtod (words[1], NULL));
  else if (strcmp (words[0], "stop") == 0)
    submit (desk, DT_ORDER_STOP, DT_ROLE_ENTRY, TRUE, g_ascii_strtod (words[1], NULL), 0.);
  else
    submit (desk, DT_ORDER_STOP_LIMIT, DT_ROLE_ENTRY, TRUE, g_ascii_strtod (words[1], NULL),
            g_ascii_strtod (words[2], NULL));
}

static DtBarSeries *
read_bars (const char *text,
           gboolean    mirrored)
{
  g_auto(GStrv) bars = g_strsplit (text, "/", -1);
  DtBarSeries *series = dt_bar_series_new ("TEST", DT_TIMEFRAME_DAY, 4);

  for (guint i = 0; bars[i] != NULL; i++)
    {
      g_auto(GStrv) v = g_strsplit (g_strstrip (bars[i]), " ", -1);
      DtBar bar = { i * DT_DAY, g_ascii_strtod (v[0], NULL), g_ascii_strtod (v[1], NULL),
                    g_ascii_strtod (v[2], NULL), g_ascii_strtod (v[3], NULL), 1000. };

      if (mirrored)
        bar = (DtBar) { bar.time, 200. - bar.open, 200. - bar.low, 200. - bar.high,
                        200. - bar.close, 1000. };
      dt_bar_series_append (series, &bar, i * DT_DAY + DT_HOUR);
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
  DtSimulatedBrokerConfig config = {
    .slippage = { 0, c->slip_ticks },
    .policy = policy,
    .ticks = &tick,
    .n_instruments = 1,
  };
  g_autoptr(DtBarSeries) series = read_bars (c->bars, mirrored);
  g_autoptr(GString) fills = g_string_new (NULL);
  const DtBarSeries *const_series = series;
  gsize bar;
  DtMatchBars bars = { 0, &const_series, &bar };
  Desk desk = { c, mirrored, dt_simulated_broker_new (&config), fills, 0, 0 };

  desk.broker->callbacks = &callbacks;
  desk.broker->kernel = &desk;
  enter (&desk);

  for (bar = 0; bar < series->n_bars; bar++)
    {
      bars.time = desk.time = series->known[bar];
      desk.broker->klass->match (desk.broker, DT_MATCH_EXITS, &bars);
      desk.broker->klass->match (desk.broker, DT_MATCH_ENTRIES, &bars);
      desk.broker->klass->match (desk.broker, DT_MATCH_NEW_EXITS, &bars);
    }

  if (strcmp (fills->str, expected) != 0)
    g_error ("%s, %s%s: “%s” instead of “%s”", c->name, dt_intrabar_policy_to_string (policy),
             mirrored ? ", mirrored" : "", fills->str, expected);
  dt_broker_free (desk.broker);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;

  for (gboolean mirrored = FALSE; mirrored <= !c->no_mirror; mirrored++)
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
      g_autofree char *path = g_strdup_printf ("/broker/bar/%02u %s", i, cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
