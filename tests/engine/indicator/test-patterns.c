/* test-patterns.c - candlesticks drawn by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-indicator.h"

#define N_LEAD    20
#define N_CANDLES 5

typedef struct
{
  double open;
  double high;
  double low;
  double close;
} Candle;

/* After twenty candles with bodies of 1 and shadows of 0.25, closes falling by 1 to 101 or rising
 * by 1 to 99, so that the next would open there; a long body is above 1. */
typedef enum
{
  AFTER_FALL,
  AFTER_RISE,
} Lead;

typedef struct
{
  const char *id;
  Lead        lead;
  double      expected;
  Candle      candles[N_CANDLES];
  guint       n_candles;
} Case;

static const Case cases[] = {
  /* Closes 0.05 away from an open of 101: 0.05 % */
  { "doji", AFTER_FALL, 100, { { 101, 102, 100, 101.05 } }, 1 },
  { "doji", AFTER_FALL, 0, { { 101, 102, 100, 101.3 } }, 1 },
  { "dragonfly_doji", AFTER_FALL, 100, { { 101, 101.05, 99, 101 } }, 1 },
  { "dragonfly_doji", AFTER_FALL, 0, { { 101, 102, 99, 101 } }, 1 },
  { "gravestone_doji", AFTER_RISE, -100, { { 99, 101, 98.95, 99 } }, 1 },
  { "gravestone_doji", AFTER_RISE, 0, { { 99, 101, 97, 99 } }, 1 },
  /* All of the range, then nine tenths of it. */
  { "marubozu", AFTER_FALL, 100, { { 101, 103, 101, 103 } }, 1 },
  { "marubozu", AFTER_FALL, -100, { { 101, 101, 99, 99 } }, 1 },
  { "marubozu", AFTER_FALL, 0, { { 101, 103, 101, 102.8 } }, 1 },
  { "spinning_top", AFTER_FALL, 100, { { 101, 102.5, 100, 101.5 } }, 1 },
  { "spinning_top", AFTER_FALL, -100, { { 101.5, 102.5, 100, 101 } }, 1 },
  { "spinning_top", AFTER_FALL, 0, { { 101, 101.6, 100, 101.5 } }, 1 },
  /* A body of 0.5, two below it. */
  { "hammer", AFTER_FALL, 100, { { 100.5, 101.1, 98.5, 101 } }, 1 },
  { "hammer", AFTER_RISE, 0, { { 100.5, 101.1, 98.5, 101 } }, 1 },
  { "hammer", AFTER_FALL, 0, { { 100.5, 101.1, 100, 101 } }, 1 },
  { "hanging_man", AFTER_RISE, -100, { { 100.5, 101.1, 98.5, 101 } }, 1 },
  { "hanging_man", AFTER_FALL, 0, { { 100.5, 101.1, 98.5, 101 } }, 1 },
  { "inverted_hammer", AFTER_FALL, 100, { { 100.5, 103, 100.4, 101 } }, 1 },
  { "inverted_hammer", AFTER_RISE, 0, { { 100.5, 103, 100.4, 101 } }, 1 },
  { "shooting_star", AFTER_RISE, -100, { { 100.5, 103, 100.4, 101 } }, 1 },
  { "shooting_star", AFTER_RISE, 0, { { 100.5, 101.1, 98.5, 101 } }, 1 },
  { "engulfing", AFTER_FALL, 100, { { 101, 101.2, 99.8, 100 }, { 99.5, 102, 99, 101.5 } }, 2 },
  { "engulfing", AFTER_RISE, -100, { { 99, 100.2, 98.8, 100 }, { 100.5, 101, 98, 98.5 } }, 2 },
  { "engulfing", AFTER_FALL, 0, { { 101, 101.2, 99.8, 100 }, { 99.5, 102, 99, 100.9 } }, 2 },
  { "harami", AFTER_FALL, 100, { { 101, 101, 98, 98 }, { 99, 100, 98.5, 99.5 } }, 2 },
  { "harami", AFTER_RISE, -100, { { 99, 102, 99, 102 }, { 101, 101.5, 100, 100.5 } }, 2 },
  { "harami", AFTER_FALL, 0, { { 101, 101, 98, 98 }, { 97.5, 100, 97, 99.5 } }, 2 },
  { "harami_cross", AFTER_FALL, 100, { { 101, 101, 98, 98 }, { 99, 100, 98.5, 99.05 } }, 2 },
  { "harami_cross", AFTER_RISE, -100, { { 99, 102, 99, 102 }, { 101, 101.5, 100, 101 } }, 2 },
  { "harami_cross", AFTER_FALL, 0, { { 101, 101, 98, 98 }, { 99, 100, 98.5, 99.5 } }, 2 },
  /* The middle of 101 to 98 is 99.5. */
  { "piercing", AFTER_FALL, 100, { { 101, 101, 97.8, 98 }, { 97.5, 100.2, 97.4, 100 } }, 2 },
  { "piercing", AFTER_FALL, 0, { { 101, 101, 97.8, 98 }, { 97.5, 99.6, 97.4, 99.4 } }, 2 },
  { "dark_cloud_cover", AFTER_RISE, -100,
    { { 99, 102.2, 99, 102 }, { 102.5, 103, 99.8, 100 } }, 2 },
  { "dark_cloud_cover", AFTER_RISE, 0,
    { { 99, 102.2, 99, 102 }, { 102.1, 103, 99.8, 100 } }, 2 },
  { "tweezers", AFTER_FALL, 100, { { 101, 101.2, 99, 100 }, { 100, 101.5, 99.05, 101 } }, 2 },
  { "tweezers", AFTER_RISE, -100, { { 99, 101, 98.8, 100 }, { 100, 100.95, 98.5, 99 } }, 2 },
  { "tweezers", AFTER_FALL, 0, { { 101, 101.2, 99, 100 }, { 100, 101.5, 99.5, 101 } }, 2 },
  { "morning_star", AFTER_FALL, 100,
    { { 101, 101.2, 97.8, 98 }, { 97.5, 97.8, 97, 97.3 }, { 98, 100.2, 97.9, 100 } }, 3 },
  { "morning_star", AFTER_FALL, 0,
    { { 101, 101.2, 97.8, 98 }, { 97.5, 97.8, 97, 97.3 }, { 98, 99.6, 97.9, 99.4 } }, 3 },
  { "evening_star", AFTER_RISE, -100,
    { { 99, 102.2, 98.8, 102 }, { 102.5, 103, 102.2, 102.7 }, { 102, 102.1, 99.8, 100 } }, 3 },
  { "evening_star", AFTER_RISE, 0,
    { { 99, 102.2, 98.8, 102 }, { 101.5, 103, 101, 101.7 }, { 102, 102.1, 99.8, 100 } }, 3 },
  { "three_white_soldiers", AFTER_FALL, 100,
    { { 101, 103.1, 100.9, 103 }, { 102, 104.1, 101.9, 104 }, { 103, 105.1, 102.9, 105 } }, 3 },
  { "three_white_soldiers", AFTER_FALL, 0,
    { { 101, 103.1, 100.9, 103 }, { 102, 104.1, 101.9, 104 }, { 103, 107, 102.9, 105 } }, 3 },
  { "three_black_crows", AFTER_RISE, -100,
    { { 99, 99.1, 96.9, 97 }, { 98, 98.1, 95.9, 96 }, { 97, 97.1, 94.9, 95 } }, 3 },
  { "three_black_crows", AFTER_RISE, 0,
    { { 99, 99.1, 96.9, 97 }, { 96.5, 98.1, 95.9, 96 }, { 97, 97.1, 94.9, 95 } }, 3 },
  { "three_inside", AFTER_FALL, 100,
    { { 101, 101, 98, 98 }, { 99, 100, 98.5, 99.5 }, { 99.5, 102, 99.4, 101.5 } }, 3 },
  { "three_inside", AFTER_RISE, -100,
    { { 99, 102, 99, 102 }, { 101, 101.5, 100, 100.5 }, { 100.5, 100.6, 98, 98.5 } }, 3 },
  { "three_inside", AFTER_FALL, 0,
    { { 101, 101, 98, 98 }, { 99, 100, 98.5, 99.5 }, { 99.5, 101, 99.4, 100.5 } }, 3 },
  { "three_outside", AFTER_FALL, 100,
    { { 101, 101.2, 99.8, 100 }, { 99.5, 102, 99, 101.5 }, { 101.5, 103, 101, 102.5 } }, 3 },
  { "three_outside", AFTER_RISE, -100,
    { { 99, 100.2, 98.8, 100 }, { 100.5, 101, 98, 98.5 }, { 98.5, 99, 97, 97.5 } }, 3 },
  { "three_outside", AFTER_FALL, 0,
    { { 101, 101.2, 99.8, 100 }, { 99.5, 102, 99, 101.5 }, { 101, 103, 100.5, 101.4 } }, 3 },
  { "three_methods", AFTER_RISE, 100,
    { { 99, 103.2, 98.8, 103 }, { 102, 102.5, 101, 101.5 }, { 101.5, 102, 100.5, 101 },
      { 101, 101.5, 100, 100.5 }, { 101, 104.2, 100.8, 104 } }, 5 },
  { "three_methods", AFTER_FALL, -100,
    { { 101, 101.2, 96.8, 97 }, { 98, 99, 97.5, 98.5 }, { 98.5, 99.5, 98, 99 },
      { 99, 100, 98.5, 99.5 }, { 99, 99.2, 95.8, 96 } }, 5 },
  { "three_methods", AFTER_RISE, 0,
    { { 99, 103.2, 98.8, 103 }, { 102, 102.5, 101, 101.5 }, { 101.5, 102, 100.5, 101 },
      { 101, 101.5, 100, 100.5 }, { 101, 103, 100.8, 102.9 } }, 5 },
};

static Candle
lead_candle (Lead  lead,
             guint i)
{
  double close = lead == AFTER_FALL ? 120. - i : 80. + i;
  double open = lead == AFTER_FALL ? close + 1. : close - 1.;

  return (Candle) { open, MAX (open, close) + .25, MIN (open, close) - .25, close };
}

static double
run (const Case *c,
     double      sign)
{
  const DtIndicator *indicator = dt_indicator_find (c->id);
  double parameters[DT_INDICATOR_MAX_PARAMETERS], value = 0.;
  g_autofree guint64 *state = NULL;

  g_assert_nonnull (indicator);
  g_assert_true (dt_indicator_check (indicator, NULL, 0, parameters, NULL));
  state = g_malloc (indicator->state_size (parameters));
  indicator->init (state, parameters);

  for (guint i = 0; i < N_LEAD + c->n_candles; i++)
    {
      Candle bar = i < N_LEAD ? lead_candle (c->lead, i) : c->candles[i - N_LEAD];
      const double up[] = { bar.open, bar.high, bar.low, bar.close };
      const double down[] = { 200. - bar.open, 200. - bar.low, 200. - bar.high,
                              200. - bar.close };

      indicator->step (state, sign > 0. ? up : down, &value);
    }

  return value;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;

  g_assert_cmpfloat (run (c, 1.), ==, c->expected);
}

/* What knows both sides says the opposite of candles that are turned over. */
static void
test_turned (void)
{
  static const char *const both[] = { "marubozu", "spinning_top", "engulfing", "harami",
                                      "harami_cross", "tweezers", "three_inside",
                                      "three_outside", "three_methods" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint k = 0; k < G_N_ELEMENTS (both); k++)
      if (g_str_equal (cases[i].id, both[k]))
        g_assert_cmpfloat (run (&cases[i], -1.), ==, -cases[i].expected);
}

/* Every pattern has a case in which it is seen and one in which it just is not. */
static void
test_complete (void)
{
  const DtIndicator *const *table;
  guint n;

  table = dt_indicator_list (&n);
  for (guint i = 0; i < n; i++)
    {
      guint n_seen = 0, n_missed = 0;

      if (!g_str_equal (table[i]->category, "pattern"))
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
        if (g_str_equal (cases[k].id, table[i]->id))
          {
            n_seen += cases[k].expected != 0.;
            n_missed += cases[k].expected == 0.;
          }
      g_assert_cmpuint (n_seen, >, 0);
      g_assert_cmpuint (n_missed, >, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/indicator/patterns/%s/%u", cases[i].id, i);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/indicator/patterns/turned", test_turned);
  g_test_add_func ("/indicator/patterns/complete", test_complete);

  return g_test_run ();
}
