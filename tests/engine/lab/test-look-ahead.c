/* test-look-ahead.c - the analysis finds a future that leaks, and none where none does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-look-ahead.h"
#include "dt-pool.h"
#include "dt-tape-cut.h"

#include "lab-fixture.h"

static DtLookAhead *
look (guint              n_max,
      guint64            seed,
      DtLookAheadCutFunc cut_func,
      gpointer           cut_data)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtRunSpec) spec = make_spec ();
  g_autoptr(GError) error = NULL;
  DtLookAhead *study = dt_look_ahead_run (spec, tape, n_max, seed, cut_func, cut_data, NULL, NULL,
                                          NULL, &error);

  g_assert_no_error (error);
  return study;
}

static const DtLookAheadFinding *
get_finding (const DtLookAhead *study,
             guint              i)
{
  return &g_array_index (study->findings, DtLookAheadFinding, i);
}

/* The kernel sees no bar before its time. */
static void
test_clean (void)
{
  g_autoptr(DtLookAhead) study = look (0, 0, NULL, NULL);

  g_assert_cmpuint (study->n_cuts, ==, study->n_instants);
  g_assert_cmpuint (study->n_instants, >, 20);
  g_assert_cmpuint (study->findings->len, ==, 0);
  /* The fast and the slow average */
  g_assert_cmpuint (study->n_values, ==, 2 * study->n_cuts);
}

/* A provider who adjusts by the last price it knows, so that old prices change whenever a new one
 * comes: the commonest leak there is. Everything is scaled by last / 100. */
static DtTapeSet *
adjust_to_last (DtTapeSet *tape,
                DtTime     until,
                gpointer   user_data)
{
  DtTapeSet *cut = dt_tape_cut (tape, tape->from, until);
  DtBarSeries *series = cut->lanes[0].series;
  double factor = series->close[series->n_bars - 1] / 100.;

  for (gsize i = 0; i < series->n_bars; i++)
    {
      series->open[i] *= factor;
      series->high[i] *= factor;
      series->low[i] *= factor;
      series->close[i] *= factor;
    }

  return cut;
}

/* Every signal's price and inputs depend on the end: each cut finds its very first signal. */
static void
test_adjusted (void)
{
  g_autoptr(DtLookAhead) clean = look (0, 0, NULL, NULL);
  g_autoptr(DtLookAhead) study = look (0, 0, adjust_to_last, NULL);

  g_assert_cmpuint (study->findings->len, ==, study->n_cuts);
  g_assert_cmpuint (study->n_cuts, ==, clean->n_cuts);
  for (guint i = 0; i < study->findings->len; i++)
    {
      g_assert_cmpint (get_finding (study, i)->kind, ==, DT_LOOK_AHEAD_SIGNAL);
      g_assert_cmpint (get_finding (study, i)->time, ==, get_finding (study, 0)->cut);
      g_assert_cmpstr (get_finding (study, i)->symbol, ==, "WALK");
    }
}

/* A past that was edited: the close of one bar, known to the archive of that day as it was. */
typedef struct
{
  gsize  bar;
  double factor;
} Edit;

static DtTapeSet *
edit_past (DtTapeSet *tape,
           DtTime     until,
           gpointer   user_data)
{
  const Edit *edit = user_data;
  DtTapeSet *cut = dt_tape_cut (tape, tape->from, until);
  DtBarSeries *series = cut->lanes[0].series;

  if (edit->bar < series->n_bars)
    {
      series->close[edit->bar] *= edit->factor;
      series->low[edit->bar] = MIN (series->low[edit->bar], series->close[edit->bar]);
    }

  return cut;
}

/* Cuts before the edited bar see nothing of it; all after the first signal behind it do, and none
 * blames what was before. */
static void
test_edited (void)
{
  Edit edit = { 300, 0.97 };
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtLookAhead) study = look (0, 0, edit_past, &edit);
  DtTime known = tape->lanes[0].series->known[300];
  guint n = study->findings->len;

  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, study->n_cuts);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (get_finding (study, i)->cut, >=, known);
      g_assert_cmpint (get_finding (study, i)->time, >=, known);
      g_assert_cmpint (get_finding (study, i)->time, <=, get_finding (study, i)->cut);
    }
}

/* Other opens, by a hundredth of a percent: no rule reads them, but orders fill there. */
static DtTapeSet *
edit_open (DtTapeSet *tape,
           DtTime     until,
           gpointer   user_data)
{
  DtTapeSet *cut = dt_tape_cut (tape, tape->from, until);
  DtBarSeries *series = cut->lanes[0].series;

  for (gsize i = 0; i < series->n_bars; i++)
    series->open[i] = CLAMP (series->open[i] * 1.0001, series->low[i], series->high[i]);

  return cut;
}

/* A second instrument whose price never moves, so that its averages never cross. */
static DtTapeSet *
make_tape_with_flat (void)
{
  DtTapeSet *tape = make_tape ();
  const DtBarSeries *walk = tape->lanes[0].series;
  DtBarSeries *series = dt_bar_series_new ("FLAT", DT_TIMEFRAME_DAY, N_BARS);

  for (gsize i = 0; i < walk->n_bars; i++)
    {
      DtBar bar = { walk->time[i], 50., 50.5, 49.5, 50., 1e6 };

      dt_bar_series_append (series, &bar, walk->known[i]);
    }

  tape->lanes = g_renew (DtLane, tape->lanes, 2);
  tape->instruments = g_renew (DtInstrument *, tape->instruments, 2);
  tape->lanes[1] = tape->lanes[0];
  tape->lanes[1].instrument = 1;
  tape->instruments[1] = tape->instruments[0];
  tape->lanes[0] = (DtLane) { series, 0, DT_LANE_BASE };
  tape->instruments[0] = dt_instrument_new ("FLAT", DT_INSTRUMENT_STOCK);
  tape->n_lanes = tape->n_instruments = 2;
  return tape;
}

/* Its last close is a cent higher: the averages part, but were not the other way round before, so
 * that no rule speaks. */
static DtTapeSet *
edit_flat (DtTapeSet *tape,
           DtTime     until,
           gpointer   user_data)
{
  DtTapeSet *cut = dt_tape_cut (tape, tape->from, until);
  DtBarSeries *series = cut->lanes[0].series;

  g_assert_cmpstr (series->symbol, ==, "FLAT");
  series->close[series->n_bars - 1] += .01;
  return cut;
}

/* No signal, order or fill tells of it: only the values of the indicators do. */
static void
test_value (void)
{
  g_autoptr(DtTapeSet) tape = make_tape_with_flat ();
  g_autoptr(DtRunSpec) spec = make_spec ();
  g_autoptr(GError) error = NULL;
  g_autoptr(DtLookAhead) study = dt_look_ahead_run (spec, tape, 0, 0, edit_flat, NULL, NULL, NULL,
                                                    NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (study->n_cuts, >, 20);
  g_assert_cmpuint (study->findings->len, ==, study->n_cuts);
  for (guint i = 0; i < study->findings->len; i++)
    {
      const DtLookAheadFinding *finding = get_finding (study, i);

      g_assert_cmpint (finding->kind, ==, DT_LOOK_AHEAD_VALUE);
      g_assert_cmpstr (finding->symbol, ==, "FLAT");
      g_assert_true (g_str_has_prefix (finding->indicator, "ema("));
      g_assert_cmpint (finding->time, ==, finding->cut);
      g_assert_false (finding->missing || finding->added);
    }
}

/* The data that end with the first signal have no fill yet and agree; all others fill its order at
 * another price, on the bar after it, and that is what is found, not what follows from it. */
static void
test_fill (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtLookAhead) study = look (0, 0, edit_open, NULL);
  g_autoptr(DtLookAhead) adjusted = look (0, 0, adjust_to_last, NULL);
  const DtBarSeries *series = tape->lanes[0].series;
  DtTime first = get_finding (adjusted, 0)->cut;
  gsize bar = 0;

  while (series->known[bar] != first)
    bar++;
  g_assert_cmpuint (study->findings->len, ==, study->n_cuts - 1);
  for (guint i = 0; i < study->findings->len; i++)
    {
      g_assert_cmpint (get_finding (study, i)->kind, ==, DT_LOOK_AHEAD_FILL);
      g_assert_cmpint (get_finding (study, i)->time, ==, series->known[bar + 1]);
      g_assert_false (get_finding (study, i)->missing || get_finding (study, i)->added);
    }
}

static void
test_sample (void)
{
  g_autoptr(DtLookAhead) a = look (7, 3, adjust_to_last, NULL);
  g_autoptr(DtLookAhead) b = look (7, 3, adjust_to_last, NULL);
  g_autoptr(DtLookAhead) c = look (7, 4, adjust_to_last, NULL);
  gboolean same = TRUE;

  g_assert_cmpuint (a->n_cuts, ==, 7);
  g_assert_cmpuint (a->findings->len, ==, 7);
  for (guint i = 0; i < 7; i++)
    {
      g_assert_cmpint (get_finding (a, i)->cut, ==, get_finding (b, i)->cut);
      same &= get_finding (a, i)->cut == get_finding (c, i)->cut;
      if (i > 0)
        g_assert_cmpint (get_finding (a, i)->cut, >, get_finding (a, i - 1)->cut);
    }
  g_assert_false (same);
}

static void
test_cancel (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtRunSpec) spec = make_spec ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (dt_look_ahead_run (spec, tape, 0, 0, NULL, NULL, NULL, NULL, cancellable,
                                    &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* However many threads try the cuts: the same findings in the same order. */
static void
test_threads (void)
{
  Edit edit = { 300, 0.97 };
  g_autoptr(DtLookAhead) one = NULL;

  dt_pool_set_n_threads (1);
  one = look (0, 0, edit_past, &edit);
  g_assert_cmpuint (one->findings->len, >, 0);
  for (guint n_threads = 2; n_threads <= 4; n_threads++)
    {
      g_autoptr(DtLookAhead) many = NULL;

      dt_pool_set_n_threads (n_threads);
      many = look (0, 0, edit_past, &edit);
      g_assert_cmpuint (many->n_cuts, ==, one->n_cuts);
      g_assert_cmpuint (many->n_values, ==, one->n_values);
      g_assert_cmpuint (many->findings->len, ==, one->findings->len);
      for (guint i = 0; i < one->findings->len; i++)
        {
          const DtLookAheadFinding *a = get_finding (one, i), *b = get_finding (many, i);

          g_assert_cmpint (a->cut, ==, b->cut);
          g_assert_cmpint (a->kind, ==, b->kind);
          g_assert_cmpint (a->time, ==, b->time);
          g_assert_cmpstr (a->symbol, ==, b->symbol);
          g_assert_cmpstr (a->indicator, ==, b->indicator);
        }
    }
  dt_pool_set_n_threads (0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lab/look-ahead/clean", test_clean);
  g_test_add_func ("/lab/look-ahead/adjusted", test_adjusted);
  g_test_add_func ("/lab/look-ahead/edited", test_edited);
  g_test_add_func ("/lab/look-ahead/fill", test_fill);
  g_test_add_func ("/lab/look-ahead/value", test_value);
  g_test_add_func ("/lab/look-ahead/sample", test_sample);
  g_test_add_func ("/lab/look-ahead/cancel", test_cancel);
  g_test_add_func ("/lab/look-ahead/threads", test_threads);

  return g_test_run ();
}
