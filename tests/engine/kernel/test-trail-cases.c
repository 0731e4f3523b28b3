/* test-trail-cases.c - trailing stops worked by hand, from the rule to the fill
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-calendar.h"
#include "dt-kernel-private.h"
#include "dt-run.h"

/* A strategy that enters at the open after a bar with a volume above 1500 and protects what it
 * holds as the case says. Every case runs under the three policies; once by steps and once with
 * quiet bars passed over; and once more mirrored where its numbers allow that: prices p become
 * 200 - p and the short side does what the long one did.
 *
 * Bars are "open high low close [volume]" (1000 without), separated by slashes; the first is the
 * one that gives the signal. @before says how many bars "100 101 99 100" come before it, which are
 * what an ATR needs: their true range is 2, and so is its average. What happens is told bar by bar:
 * "+100 at-open" and "-95 at-stop" are fills, with "?other outcome" when ambiguous, "stop 97" is
 * where the stop lies after the bar when that is new. The stop that works in a bar is the one that
 * was there before it. */
typedef struct
{
  const char *name;
  const char *trail;
  const char *bars;
  const char *pessimistic;
  const char *optimistic;   /* NULL: the same as pessimistic */
  const char *path;         /* NULL: the same as pessimistic */
  double      stop;         /* fixed, so far from the entry; 0: none */
  double      target;       /* likewise */
  const char *step;         /* least move, ATR(14); NULL: "0", as soon as it is a tick */
  guint       before;
  guint       slip_ticks;   /* of 0.01 */
  char        side;         /* 'l' or 's': this one alone; else both, mirrored */
} Case;

#define SIGNAL "100 101 99 100 2000 / "

static const Case cases[] = {
  /* An amount. Bought at 100, 5 behind is 95 */
  { "amount: from the fill on, 100 - 5", "5", SIGNAL "100 100 98 99",
    "1 +100 at-open, 1 stop 95" },
  { "amount: hit in the bar of the entry", "5", SIGNAL "100 101 94 96",
    "1 +100 at-open, 1 -95 at-stop" },
  { "amount: touched in the bar of the entry", "5", SIGNAL "100 101 95 96",
    "1 +100 at-open, 1 -95 at-stop" },
  { "amount: the entry bar's high 103 raises it to 98", "5", SIGNAL "100 103 99 102",
    "1 +100 at-open, 1 stop 98" },
  { "amount: raised to 98, hit in the next bar", "5", SIGNAL "100 103 99 102 / 102 102 97 98",
    "1 +100 at-open, 1 stop 98, 2 -98 at-stop" },
  { "amount: raised to 98, touched by the low", "5", SIGNAL "100 103 99 102 / 102 102 98 99",
    "1 +100 at-open, 1 stop 98, 2 -98 at-stop" },
  { "amount: raised to 98, missed by a tick", "5", SIGNAL "100 103 99 102 / 102 102 98.01 99",
    "1 +100 at-open, 1 stop 98" },
  { "amount: raised twice, 103 - 5, 108 - 5", "5",
    SIGNAL "100 103 99 102 / 102 108 101 107 / 107 107 102 104",
    "1 +100 at-open, 1 stop 98, 2 stop 103, 3 -103 at-stop" },
  { "amount: never back: 103 stays the best price", "5",
    SIGNAL "100 103 99 102 / 102 102.5 99 100 / 100 101 98.5 99",
    "1 +100 at-open, 1 stop 98" },
  /* 103 is the best price again only when it is passed */
  { "amount: falls, then rises on to 104, 104 - 5", "5",
    SIGNAL "100 103 99 102 / 101 102 99 100 / 101 104 100 103",
    "1 +100 at-open, 1 stop 98, 3 stop 99" },

  /* Raised and hit in one bar: a stop is moved when the bar is over, whatever the policy thinks of
   * the order of prices in it. What worked in the bar is what was there before */
  { "one bar: raised by the high, the low is above what worked", "5",
    SIGNAL "100 103 96 101", "1 +100 at-open, 1 stop 98" },
  { "one bar: up to 108 (103 would be hit), 98 works and is missed", "5",
    SIGNAL "100 103 99 102 / 102 108 100 106", "1 +100 at-open, 1 stop 98, 2 stop 103" },
  { "one bar: up to 108, down to 97: sold at 98, not at 103", "5",
    SIGNAL "100 103 99 102 / 102 108 97 100", "1 +100 at-open, 1 stop 98, 2 -98 at-stop" },
  /* 6 up, 1 down would take the low first, 1 up, 6 down the high: it is all the same */
  { "one bar: the low is nearer", "5", SIGNAL "100 103 99 102 / 98.5 104.5 97.5 104",
    "1 +100 at-open, 1 stop 98, 2 -98 at-stop" },
  { "one bar: the high is nearer", "5", SIGNAL "100 103 99 102 / 103.5 104.5 97.5 104",
    "1 +100 at-open, 1 stop 98, 2 -98 at-stop" },
  { "one bar: closes below where it is raised to, 98: the next open, 96, is sold", "5",
    SIGNAL "100 103 96 97 / 96 99 95 98", "1 +100 at-open, 1 stop 98, 2 -96 stop-gap" },
  { "one bar: closes below, the next one opens above and falls to it", "5",
    SIGNAL "100 103 96 97 / 99 100 97 98", "1 +100 at-open, 1 stop 98, 2 -98 at-stop" },

  /* Gaps through a stop that was raised */
  { "gap: opens below 98: the open, 97", "5", SIGNAL "100 103 99 102 / 97 99 95 96",
    "1 +100 at-open, 1 stop 98, 2 -97 stop-gap" },
  { "gap: opens at 98", "5", SIGNAL "100 103 99 102 / 98 99 95 96",
    "1 +100 at-open, 1 stop 98, 2 -98 at-stop" },
  { "gap: opens a tick below 98, then far up: no doubt", "5",
    SIGNAL "100 103 99 102 / 97.99 109 97 108", "1 +100 at-open, 1 stop 98, 2 -97.99 stop-gap" },
  /* Bought at 94, 94 - 5 = 89: a gap before the entry is in the fill already */
  { "gap: before the entry", "5", SIGNAL "94 95 90 92", "1 +94 at-open, 1 stop 90" },
  { "gap: up, 112 - 5", "5", SIGNAL "100 103 99 102 / 110 112 109 111 / 111 111 106 107",
    "1 +100 at-open, 1 stop 98, 2 stop 107, 3 -107 at-stop" },

  /* Slippage of 5 ticks: bought at 100.05, 100.05 - 5 = 95.05; the high 103 is the best price */
  { "slip: 98 - 0.05", "5", SIGNAL "100 103 99 102 / 102 102 97 98",
    "1 +100.05 at-open, 1 stop 98, 2 -97.95 at-stop", .slip_ticks = 5 },
  { "slip: hit in the entry's bar, 95.05 - 0.05", "5", SIGNAL "100 101 94 96",
    "1 +100.05 at-open, 1 -95 at-stop", .slip_ticks = 5 },
  { "slip: a gap, 97 - 0.05", "5", SIGNAL "100 103 99 102 / 97 99 96.99 98",
    "1 +100.05 at-open, 1 stop 98, 2 -96.95 stop-gap", .slip_ticks = 5 },

  /* With a target, 100 + 10 */
  { "target: reached, and the stop goes", "5", SIGNAL "100 103 99 102 / 102 111 101 109",
    "1 +100 at-open, 1 stop 98, 2 -110 at-limit", .target = 10 },
  /* 9 up, 5 down: the low first */
  { "target: both in one bar, the low is nearer", "5", SIGNAL "100 103 99 102 / 102 111 97 105",
    "1 +100 at-open, 1 stop 98, 2 -98 at-stop?110", "1 +100 at-open, 1 stop 98, 2 -110 at-limit?98",
    "1 +100 at-open, 1 stop 98, 2 -98 at-stop?110", .target = 10 },
  /* 5 up, 9 down: the high first */
  { "target: both in one bar, the high is nearer", "5", SIGNAL "100 103 99 102 / 106 111 97 100",
    "1 +100 at-open, 1 stop 98, 2 -98 at-stop?110", "1 +100 at-open, 1 stop 98, 2 -110 at-limit?98",
    "1 +100 at-open, 1 stop 98, 2 -110 at-limit?98", .target = 10 },
  /* The low 95.5 is above 95, which works; the high 110 is the target */
  { "target: raised and reached in the entry's bar", "5", SIGNAL "100 110 95.5 104",
    "1 +100 at-open, 1 -110 at-limit", .target = 10 },
  /* 10 up, 6 down: the low first */
  { "target: both in the entry's bar", "5", SIGNAL "100 110 94 104",
    "1 +100 at-open, 1 -95 at-stop?110", "1 +100 at-open, 1 -110 at-limit?95",
    "1 +100 at-open, 1 -95 at-stop?110", .target = 10 },

  /* With a fixed stop: the nearer one to begin with, from where it trails */
  { "fixed: 97 is nearer than 95", "5", SIGNAL "100 101 98 100 / 100 101 96 99",
    "1 +100 at-open, 1 stop 97, 2 -97 at-stop", .stop = 3 },
  { "fixed: 97 until 103 - 5 is beyond it", "5",
    SIGNAL "100 101 98 100 / 100 103 99 102 / 102 102 97 98",
    "1 +100 at-open, 1 stop 97, 2 stop 98, 3 -98 at-stop", .stop = 3 },
  { "fixed: 92 is further away than 95", "5", SIGNAL "100 100 98 99 / 99 99 94 96",
    "1 +100 at-open, 1 stop 95, 2 -95 at-stop", .stop = 8 },

  /* Percent of the best price. 10 % of 100 is 10; of 102 10.2, 102 - 10.2 = 91.8 */
  { "percent, long: 100 - 10 % of 100", "10%", SIGNAL "100 100 98 99",
    "1 +100 at-open, 1 stop 90", .side = 'l' },
  { "percent, long: 102 - 10 % of 102", "10%", SIGNAL "100 102 98 99",
    "1 +100 at-open, 1 stop 91.8", .side = 'l' },
  /* 120 - 12 = 108 */
  { "percent, long: 120 - 10 % of 120, then hit", "10%",
    SIGNAL "100 100 98 99 / 100 120 99 119 / 118 118 107 110",
    "1 +100 at-open, 1 stop 90, 2 stop 108, 3 -108 at-stop", .side = 'l' },
  { "percent, long: gap through 108", "10%",
    SIGNAL "100 100 98 99 / 100 120 99 119 / 104 106 103 105",
    "1 +100 at-open, 1 stop 90, 2 stop 108, 3 -104 stop-gap", .side = 'l' },
  { "percent, short: 100 + 10 % of 100", "10%", SIGNAL "100 102 100 101",
    "1 +100 at-open, 1 stop 110", .side = 's' },
  /* 80 + 8 = 88 */
  { "percent, short: 80 + 10 % of 80, then hit", "10%",
    SIGNAL "100 102 100 101 / 100 101 80 81 / 82 89 82 87",
    "1 +100 at-open, 1 stop 110, 2 stop 88, 3 -88 at-stop", .side = 's' },
  { "percent, short: gap through 88", "10%",
    SIGNAL "100 102 100 101 / 100 101 80 81 / 90 92 89 91",
    "1 +100 at-open, 1 stop 110, 2 stop 88, 3 -90 stop-gap", .side = 's' },
  /* A part of the close of each bar instead: 10 % of 99 is 9.9, of 119 11.9; 120 - 11.9 = 108.1 */
  { "percent, long: of the last close", "close * 0.1", SIGNAL "100 100 98 99 / 100 120 99 119",
    "1 +100 at-open, 1 stop 90.1, 2 stop 108.1", .side = 'l' },

  /* Twice ATR(3), 2 until the signal: 100 - 4. A range of 5 makes it (2 x 2 + 5) / 3 = 3 */
  { "atr: 100 - 2 x 2 at the fill, 101 - 4 after it", "2 * atr(3)", SIGNAL "100 101 99 100",
    "1 +100 at-open, 1 stop 97", .before = 5 },
  { "atr: hit in the bar of the entry by what was known before it", "2 * atr(3)",
    SIGNAL "100 101 95 96", "1 +100 at-open, 1 -96 at-stop", .before = 5 },
  /* 104 - 2 x 3 = 98 is above 96 */
  { "atr: 104 - 2 x 3", "2 * atr(3)", SIGNAL "100 104 99 103", "1 +100 at-open, 1 stop 98",
    .before = 5 },
  /* Ranges of 4.5 and 4 are averages of 17/6 and 29/9: 101 - 17/3 and 101 - 58/9 are below 96 */
  { "atr: wider, but never back", "2 * atr(3)", SIGNAL "100 101 96.5 98.5 / 98.5 100.5 96.5 98",
    "1 +100 at-open, 1 stop 96", .before = 5 },
  /* 104 - 6 = 98, and from 103 a range of 2: (3 x 2 + 2) / 3 = 8/3; 104 - 16/3 = 98.666..., which
   * is 98.67 in ticks: a calmer market raises it without a new high */
  { "atr: a calmer market raises it, 104 - 2 x 8/3", "2 * atr(3)",
    SIGNAL "100 104 99 103 / 103 104 102 103", "1 +100 at-open, 1 stop 98, 2 stop 98.67",
    .before = 5 },
  { "atr: raised, then hit in one bar with a new high", "2 * atr(3)",
    SIGNAL "100 104 99 103 / 103 108 97 100", "1 +100 at-open, 1 stop 98, 2 -98 at-stop",
    .before = 5 },
  { "atr: raised, then gapped through", "2 * atr(3)", SIGNAL "100 104 99 103 / 97 98 96 97",
    "1 +100 at-open, 1 stop 98, 2 -97 stop-gap", .before = 5 },
  /* ATR(9) is there after ten bars, the signal comes with the sixth: nothing is opened that would
   * not be protected */
  { "atr: missing", "2 * atr(9)", SIGNAL "100 101 99 100 / 100 101 99 100", "", .before = 5 },

  /* Ticks of 0.01, halves to the even one: 101 - 0.125 = 100.875 is 100.88, 100.75 - 0.125 =
   * 100.625 is 100.62 */
  { "tick: 100 - 0.333 = 99.667 is 99.67", "0.333", SIGNAL "100 100 99.7 99.8",
    "1 +100 at-open, 1 stop 99.67" },
  { "tick: a half, up to the even one", "0.125", SIGNAL "100 101 99.9 101",
    "1 +100 at-open, 1 stop 100.88" },
  { "tick: a half, down to the even one", "0.125", SIGNAL "100 100.75 99.9 100.7",
    "1 +100 at-open, 1 stop 100.62" },
  { "tick: less than one is no move", "5", SIGNAL "100 100.004 99 100 / 100 100.009 99 100",
    "1 +100 at-open, 1 stop 95" },
  { "tick: one is", "5", SIGNAL "100 100 99 100 / 100 100.01 99 100",
    "1 +100 at-open, 1 stop 95, 2 stop 95.01" },

  /* The least move is a quarter of ATR(14), 2 as every bar's range is: 0.5 */
  { "least: 0.25 is less than a quarter of 2", "3",
    SIGNAL "100 100 98 99 / 99 100.25 98.25 99", "1 +100 at-open, 1 stop 97", .step = "0.25",
    .before = 20 },
  { "least: 0.5 is not", "3", SIGNAL "100 100 98 99 / 99 100.5 98.5 99",
    "1 +100 at-open, 1 stop 97, 2 stop 97.5", .step = "0.25", .before = 20 },
  /* 0.25 and 0.25 more: from where it lies the stop is half a dollar behind */
  { "least: small ones add up", "3",
    SIGNAL "100 100 98 99 / 99 100.25 98.25 99 / 99 100.5 98.5 100",
    "1 +100 at-open, 1 stop 97, 3 stop 97.5", .step = "0.25", .before = 20 },
  { "least: 97 works on while it waits", "3",
    SIGNAL "100 100 98 99 / 99 100.25 98.25 99 / 98.5 98.75 96.75 98",
    "1 +100 at-open, 1 stop 97, 3 -97 at-stop", .step = "0.25", .before = 20 },
  /* By default a tenth, 0.2 */
  { "least: by default 0.15 is too little", "3", SIGNAL "100 100 98 99 / 99 100.15 98.15 99",
    "1 +100 at-open, 1 stop 97", .step = "", .before = 20 },
  { "least: by default 0.25 is enough", "3", SIGNAL "100 100 98 99 / 99 100.25 98.25 99",
    "1 +100 at-open, 1 stop 97, 2 stop 97.25", .step = "", .before = 20 },
  /* Before there is an ATR(14) every tick counts */
  { "least: without an ATR a tick", "3", SIGNAL "100 100 98 99 / 99 100.05 98.05 99",
    "1 +100 at-open, 1 stop 97, 2 stop 97.05", .step = "", .before = 5 },

  /* A distance that is none */
  { "none: zero is no stop, and nothing is opened without one", "100 - close",
    SIGNAL "100 101 99 100", "", .side = 'l' },
  { "none: zero later leaves it where it is", "max(101 - close, 0)",
    "100 101 99 99 2000 / 100 103 99 102 / 102 103 99 101.5", "1 +100 at-open, 1 stop 98",
    .side = 'l' },
  { "none: below zero no price comes", "120", SIGNAL "100 101 1 100",
    "1 +100 at-open", .side = 'l' },
};

/* The other side of 100 */
static double
mirror (gboolean mirrored,
        double   price)
{
  return mirrored ? 200. - price : price;
}

static void
append_bar (DtBarSeries *series,
            gboolean     mirrored,
            char       **words)
{
  DtDate date = dt_date_new (2018, 1, 8);
  double high, low;
  DtBar bar;

  for (gsize i = 0; i < series->n_bars; i++)
    date = dt_calendar_next_session (date);
  high = mirror (mirrored, g_ascii_strtod (words[1], NULL));
  low = mirror (mirrored, g_ascii_strtod (words[2], NULL));
  bar = (DtBar) {
    dt_time_from_new_york (date, 0), mirror (mirrored, g_ascii_strtod (words[0], NULL)),
    MAX (high, low), MIN (high, low), mirror (mirrored, g_ascii_strtod (words[3], NULL)),
    words[4] != NULL ? g_ascii_strtod (words[4], NULL) : 1000.,
  };
  dt_bar_series_append (series, &bar, dt_calendar_bar_known (bar.time, DT_TIMEFRAME_DAY));
}

static DtBarSeries *
read_bars (const Case *c,
           gboolean    mirrored)
{
  g_auto(GStrv) bars = g_strsplit (c->bars, "/", -1);
  g_auto(GStrv) flat = g_strsplit ("100 101 99 100", " ", -1);
  DtBarSeries *series = dt_bar_series_new ("TEST", DT_TIMEFRAME_DAY, 32);

  for (guint i = 0; i < c->before; i++)
    append_bar (series, mirrored, flat);
  for (guint i = 0; bars[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit (g_strstrip (bars[i]), " ", -1);

      append_bar (series, mirrored, words);
    }

  return series;
}

static char *
write_rules (const Case *c,
             gboolean    is_long)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];
  GString *text = g_string_new ("[strategy]\nname = trail\n");

  g_string_append_printf (text, "[%s]\nentry = volume > 1500\ntrail = %s\n",
                          is_long ? "long" : "short", c->trail);
  if (c->stop > 0.)
    g_string_append_printf (text, "stop = entry price %c %s\n", is_long ? '-' : '+',
                            g_ascii_dtostr (buf, sizeof buf, c->stop));
  if (c->target > 0.)
    g_string_append_printf (text, "target = entry price %c %s\n", is_long ? '+' : '-',
                            g_ascii_dtostr (buf, sizeof buf, c->target));
  if (c->step == NULL || *c->step != '\0')
    g_string_append_printf (text, "[orders]\ntrail-step = %s\n", c->step != NULL ? c->step : "0");
  g_string_append (text, "[size]\nsize = shares 10\n");

  return g_string_free (text, FALSE);
}

static DtRunPlan *
make_plan (const Case      *c,
           DtIntrabarPolicy policy,
           gboolean         is_long)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autofree char *rules = write_rules (c, is_long);
  g_autoptr(GError) error = NULL;
  DtRunPlan *plan;

  spec->strategy_texts = g_strdupv ((char *[]) { rules, NULL });
  spec->strategy_paths = g_strdupv ((char *[]) { (char *) "trail.strategy", NULL });
  spec->cash = DT_DOLLARS (100000);
  spec->policy = policy;
  g_free (spec->slippage);
  spec->slippage = g_strdup_printf ("ticks=%u", c->slip_ticks);
  plan = dt_run_plan_new (spec, &error);
  g_assert_no_error (error);

  return plan;
}

/* What happens, in prices of the case */
typedef struct
{
  const Case  *c;
  gboolean     mirrored;
  GString     *text;
  DtMoney      stop;       /* that was told last */
  guint        n_fills;
} Story;

static void
begin_line (Story *story,
            gsize  bar)
{
  g_string_append_printf (story->text, "%s%d ", story->text->len > 0 ? ", " : "",
                          (int) bar - (int) story->c->before);
}

static void
add_price (Story      *story,
           const char *before,
           DtMoney     price)
{
  char buf[DT_DECIMAL_BUF_SIZE];

  g_string_append_printf (story->text, "%s%s", before,
                          dt_money_to_string (story->mirrored ? DT_DOLLARS (200) - price : price,
                                              buf));
}

static void
tell_fills (Story             *story,
            const DtBarSeries *series,
            const DtBook      *book)
{
  for (; story->n_fills < book->fills->len; story->n_fills++)
    {
      const DtFill *fill = &dt_rows_index (book->fills, DtFill, story->n_fills);

      begin_line (story, dt_bar_series_find (series, fill->bar_time));
      add_price (story, story->n_fills == 0 ? "+" : "-", fill->price);
      g_string_append_printf (story->text, " %s", dt_fill_why_to_string (fill->why));
      if ((fill->flags & DT_FILL_AMBIGUOUS) != 0)
        add_price (story, "?", fill->alternative);
    }
}

static void
tell_stop (Story        *story,
           gsize         bar,
           const DtBook *book)
{
  guint64 order = book->positions[0].stop_order;
  DtMoney stop;

  if (order == 0)
    return;

  stop = dt_rows_index (book->orders, DtOrder, order - 1).stop;
  if (stop == story->stop)
    return;
  story->stop = stop;
  begin_line (story, bar);
  add_price (story, "stop ", stop);
}

/* @skips: passes over quiet bars, and so tells fills alone */
static char *
play (const Case        *c,
      DtRunPlan         *plan,
      const DtBarSeries *series,
      gboolean           mirrored,
      gboolean           skips)
{
  DtInstrument *instrument = dt_instrument_new ("TEST", DT_INSTRUMENT_STOCK);
  DtLane lane = { (DtBarSeries *) series, 0, DT_LANE_BASE };
  Story story = { c, mirrored, g_string_new (NULL) };
  g_autoptr(GError) error = NULL;
  DtRun *run = dt_run_new (plan, (const DtInstrument *const *) &instrument, 1, &lane, 1,
                           DT_TIMEFRAME_DAY, DT_TIME_NONE, !skips, &error);

  g_assert_no_error (error);
  for (gsize bar = 0; bar < series->n_bars; bar++)
    {
      DtEvent event = { .kind = DT_EVENT_BAR };
      DtInstant instant = { .events = &event, .n_events = 1 };

      if (skips)
        bar += dt_run_skip (run, bar);
      if (bar == series->n_bars)
        break;
      event.bar = bar;
      instant.time = series->known[bar];
      dt_run_step (run, &instant, &error);
      g_assert_no_error (error);
      tell_fills (&story, series, dt_kernel_get_book (run->kernel));
      if (!skips)
        tell_stop (&story, bar, dt_kernel_get_book (run->kernel));
    }
  /* Also what filled in the last bars that were passed over */
  tell_fills (&story, series, dt_kernel_get_book (run->kernel));
  dt_run_free (run);
  dt_instrument_free (instrument);

  return g_string_free (story.text, FALSE);
}

/* Without what is told of stops */
static char *
dup_fills (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, ", ", -1);
  GString *fills = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    if (strstr (parts[i], " stop ") == NULL)
      g_string_append_printf (fills, "%s%s", fills->len > 0 ? ", " : "", parts[i]);

  return g_string_free (fills, FALSE);
}

static void
run_case (const Case       *c,
          DtIntrabarPolicy  policy,
          gboolean          is_long,
          const char       *expected)
{
  gboolean mirrored = !is_long && c->side != 's';
  g_autoptr(DtBarSeries) series = read_bars (c, mirrored);
  g_autoptr(DtRunPlan) plan = make_plan (c, policy, is_long);
  g_autofree char *text = play (c, plan, series, mirrored, FALSE);
  g_autofree char *skipped = play (c, plan, series, mirrored, TRUE);
  g_autofree char *fills = dup_fills (expected);

  if (strcmp (text, expected) != 0)
    g_error ("%s, %s, %s: “%s” instead of “%s”", c->name, dt_intrabar_policy_to_string (policy),
             is_long ? "long" : "short", text, expected);
  if (strcmp (skipped, fills) != 0)
    g_error ("%s, %s, %s, quiet bars passed over: “%s” instead of “%s”", c->name,
             dt_intrabar_policy_to_string (policy), is_long ? "long" : "short", skipped, fills);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;

  for (gboolean is_long = c->side != 's'; is_long >= (c->side == 'l'); is_long--)
    {
      run_case (c, DT_POLICY_PESSIMISTIC, is_long, c->pessimistic);
      run_case (c, DT_POLICY_OPTIMISTIC, is_long, c->optimistic ? c->optimistic : c->pessimistic);
      run_case (c, DT_POLICY_PATH, is_long, c->path ? c->path : c->pessimistic);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/kernel/trail-case/%02u %s", i, cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
