/* test-sweep-review.c - what a sweep says of its best cell, by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-sweep-review.h"

#define OBJECTIVE DT_SWEEP_RETURN_TOTAL

static void
clear_axis (gpointer data)
{
  dt_sweep_axis_free (data);
}

/* "a" with 4 values down and "b" with 3: cell = 3 a + b. */
static DtSweep *
make_sweep (const double values[12])
{
  DtSweep *sweep = g_new0 (DtSweep, 1);

  sweep->spec = dt_run_spec_new ();
  sweep->axes = g_ptr_array_new_with_free_func (clear_axis);
  g_ptr_array_add (sweep->axes, dt_sweep_axis_parse ("a=1..4", NULL));
  g_ptr_array_add (sweep->axes, dt_sweep_axis_parse ("b=10..30:10", NULL));
  sweep->n_cells = sweep->n_run = 12;
  sweep->periods_per_year = 252.;
  sweep->cells = g_new0 (DtSweepCell, 12);
  for (int i = 0; i < 12; i++)
    {
      sweep->cells[i].index = i;
      sweep->cells[i].statistics[OBJECTIVE] = values[i];
      sweep->cells[i].statistics[DT_SWEEP_TRADE_COUNT] = 6.;
      sweep->cells[i].statistics[DT_SWEEP_SESSION_COUNT] = 1250.;
    }

  return sweep;
}

static DtCheckOutcome
get_outcome (const DtReview *review,
             const char     *id)
{
  for (guint i = 0; i < review->results->len; i++)
    {
      const DtCheckResult *result = &g_array_index (review->results, DtCheckResult, i);

      if (g_str_equal (result->check->id, id))
        return result->outcome;
    }

  g_error ("no check %s", id);
}

/* The best, 1.0, is a = 2 and b = 20: cell 3 + 1 = 4. Around it are cells 1, 7, 3 and 5 with
 * .1, .2, .3 and .4: mean .25. Of twelve eight are above 0. */
static void
test_peak (void)
{
  static const double values[] = { -.1, .1, -.1, .3, 1., .4, -.1, .2, .1, .1, .1, -.1 };
  g_autoptr(DtSweep) sweep = make_sweep (values);
  g_autoptr(DtReview) review = NULL;
  DtSweepSummary summary;

  dt_sweep_summarise (sweep, OBJECTIVE, &summary);
  g_assert_cmpuint (summary.best->index, ==, 4);
  g_assert_cmpuint (summary.n_neighbours, ==, 4);
  g_assert_cmpuint (summary.n_edges, ==, 0);
  g_assert_cmpfloat_with_epsilon (summary.neighbours, .25, 1e-15);
  g_assert_cmpfloat_with_epsilon (summary.positive, 8. / 12., 1e-15);

  review = dt_sweep_review_new (sweep, OBJECTIVE);
  g_assert_cmpint (get_outcome (review, "crowded_parameters"), ==, DT_CHECK_FOUND);
  g_assert_cmpint (get_outcome (review, "few_good_cells"), ==, DT_CHECK_PASSED);
  /* Twelve settings for six trades */
  g_assert_cmpint (get_outcome (review, "cells_per_trade"), ==, DT_CHECK_FOUND);
}

/* In a corner: two neighbours, the ends of both axes. A shard is asked nothing. */
static void
test_corner (void)
{
  static const double values[] = { 0, 0, 0, 0, 0, 0, 0, 0, .8, 0, .9, 1. };
  g_autoptr(DtSweep) sweep = make_sweep (values);
  g_autoptr(DtReview) review = dt_sweep_review_new (sweep, OBJECTIVE), shard = NULL;
  DtSweepSummary summary;

  dt_sweep_summarise (sweep, OBJECTIVE, &summary);
  g_assert_cmpuint (summary.n_neighbours, ==, 2);
  g_assert_cmpuint (summary.n_edges, ==, 2);
  g_assert_cmpfloat_with_epsilon (summary.neighbours, .85, 1e-15);
  g_assert_cmpint (get_outcome (review, "crowded_parameters"), ==, DT_CHECK_PASSED);
  g_assert_cmpint (get_outcome (review, "edge_of_grid"), ==, DT_CHECK_FOUND);

  sweep->n_run = 6;
  shard = dt_sweep_review_new (sweep, OBJECTIVE);
  g_assert_cmpuint (dt_review_count (shard, DT_CHECK_SKIPPED), ==, shard->results->len);
}

/* Bailey and López de Prado 2014: the expected maximum of 12 is (1 - g) Z(1 - 1/12) +
 * g Z(1 - 1/(12 e)) deviations, with quantiles from tables:
 * .42278433509847 x 1.38299412710064 + .57721566490153 x 1.87122976935815 = 1.664811. */
static void
test_deflated (void)
{
  double values[12] = { 0 };
  g_autoptr(DtSweep) sweep = make_sweep (values);
  DtSweepSummary summary;
  DtSweepCell *best = &sweep->cells[4];

  best->statistics[OBJECTIVE] = 1.;
  best->statistics[DT_SWEEP_SKEWNESS] = -3.;
  best->statistics[DT_SWEEP_KURTOSIS] = 7.;
  for (int i = 0; i < 12; i++)
    sweep->cells[i].statistics[DT_SWEEP_SESSION_SHARPE] = i % 2 == 0 ? 1. : -1.;
  /* Mean 0, squares 12 of 11 degrees */
  best->statistics[DT_SWEEP_SESSION_SHARPE] = 1.;

  dt_sweep_summarise (sweep, OBJECTIVE, &summary);
  g_assert_cmpfloat_with_epsilon (summary.sharpe_deviation, sqrt (12. / 11.), 1e-14);
  g_assert_cmpfloat_with_epsilon (summary.sharpe_expected / summary.sharpe_deviation, 1.664811,
                                  1e-6);
  /* Not better than the luckiest of twelve: below one half */
  g_assert_cmpfloat (summary.sharpe_deflated, <, .5);
  g_assert_cmpfloat (summary.sharpe_deflated, >, 0.);
}

/* Four columns of a, three rows of b. */
static void
test_heatmap (void)
{
  double values[12];
  g_autoptr(DtSweep) sweep = NULL;
  g_autoptr(DtSweepHeatmap) heatmap = NULL, line = NULL;

  for (int i = 0; i < 12; i++)
    values[i] = i == 7 ? NAN : i;
  sweep = make_sweep (values);
  heatmap = dt_sweep_heatmap_new (sweep, 0, 1, OBJECTIVE);
  for (int a = 0; a < 4; a++)
    for (int b = 0; b < 3; b++)
      if (3 * a + b != 7)
        {
          g_assert_cmpfloat (heatmap->best[b * 4 + a], ==, 3 * a + b);
          g_assert_cmpfloat (heatmap->mean[b * 4 + a], ==, 3 * a + b);
        }
  g_assert_true (isnan (heatmap->best[1 * 4 + 2]));

  /* An axis against itself: the diagonal, over all of the other: cells 6 and 8 of the third */
  line = dt_sweep_heatmap_new (sweep, 0, 0, OBJECTIVE);
  g_assert_cmpfloat (line->best[2 * 4 + 2], ==, 8.);
  g_assert_cmpfloat (line->mean[2 * 4 + 2], ==, 7.);
  g_assert_cmpuint (line->n_cells[2 * 4 + 2], ==, 2);
  g_assert_true (isnan (line->mean[1]));
}

/* docs/review.md has every question, word for word, and nothing before or after the table that
 * looks like one: pasted twice it would still be in there. */
static void
test_documented (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "docs", "review.md",
                                            NULL);
  g_autofree char *table = dt_sweep_review_describe ();
  g_autofree char *doc = NULL;
  g_autoptr(GError) error = NULL;
  const char *place;

  g_file_get_contents (path, &doc, NULL, &error);
  g_assert_no_error (error);
  place = strstr (doc, table);
  if (place == NULL)
    g_error ("docs/review.md lacks:\n%s", table);
  g_assert_true (place - doc > 2 && g_str_has_prefix (place - 2, "\n\n"));
  g_assert_cmpint (place[strlen (table)], !=, '|');
  g_assert_null (strstr (place + 1, table));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lab/sweep-review/peak", test_peak);
  g_test_add_func ("/lab/sweep-review/corner", test_corner);
  g_test_add_func ("/lab/sweep-review/deflated", test_deflated);
  g_test_add_func ("/lab/sweep-review/heatmap", test_heatmap);
  g_test_add_func ("/lab/sweep-review/documented", test_documented);

  return g_test_run ();
}
