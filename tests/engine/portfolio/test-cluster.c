/* test-cluster.c - average linkage: by hand, and against its definition on random distances
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-cluster.h"
#include "dt-random.h"

/* Things at 4, 0, 6 and 1 of a line. Nearest are 0 and 1, at distance 1; then 4 and 6, at 2; the
 * mean of 4, 6, 3 and 5 between those two is 4.5. In order 1 and 4 meet, at 3, as no other ends
 * are closer: 0 1 4 6 or its mirror; the thing with the lower number decides that 4 and 6 (0 and 2)
 * come before 0 and 1 (1 and 3), turned so that 4 and 1 meet: 6 4 1 0. */
static void
test_line (void)
{
  static const double places[] = { 4., 0., 6., 1. };
  static const guint order[] = { 2, 0, 3, 1 };
  double distances[16];
  guint clusters[4];
  g_autoptr(DtClusterTree) tree = NULL;

  for (guint i = 0; i < 16; i++)
    distances[i] = fabs (places[i / 4] - places[i % 4]);
  tree = dt_cluster_average (distances, 4);

  g_assert_cmpfloat (tree->merges[0].height, ==, 1.);
  g_assert_cmpfloat (tree->merges[1].height, ==, 2.);
  g_assert_cmpfloat (tree->merges[2].height, ==, 4.5);
  g_assert_cmpuint (tree->merges[0].size, ==, 2);
  g_assert_cmpuint (tree->merges[2].size, ==, 4);
  g_assert_cmpmem (tree->order, sizeof order, order, sizeof order);
  g_assert_cmpuint (tree->merges[0].left, ==, 3);
  g_assert_cmpuint (tree->merges[0].right, ==, 1);
  g_assert_cmpuint (tree->merges[2].left, ==, 4 + 1);
  g_assert_cmpuint (tree->merges[2].right, ==, 4 + 0);

  g_assert_cmpuint (dt_cluster_tree_cut (tree, .5, clusters), ==, 4);
  g_assert_cmpuint (dt_cluster_tree_cut (tree, 4.5, clusters), ==, 1);
  g_assert_cmpuint (dt_cluster_tree_cut (tree, 2., clusters), ==, 2);
  g_assert_cmpuint (clusters[0], ==, 0);
  g_assert_cmpuint (clusters[2], ==, 0);
  g_assert_cmpuint (clusters[1], ==, 1);
  g_assert_cmpuint (clusters[3], ==, 1);
}

static void
test_few (void)
{
  static const double pair[] = { 0., .3, .3, 0. };
  guint cluster = 7;
  g_autoptr(DtClusterTree) none = dt_cluster_average (NULL, 0);
  g_autoptr(DtClusterTree) one = dt_cluster_average (pair, 1);
  g_autoptr(DtClusterTree) two = dt_cluster_average (pair, 2);

  g_assert_cmpuint (none->n, ==, 0);
  g_assert_cmpuint (dt_cluster_tree_cut (none, 1., NULL), ==, 0);
  g_assert_cmpuint (one->order[0], ==, 0);
  g_assert_cmpuint (dt_cluster_tree_cut (one, 1., &cluster), ==, 1);
  g_assert_cmpuint (cluster, ==, 0);
  g_assert_cmpfloat (two->merges[0].height, ==, .3);
  g_assert_cmpuint (two->order[0], ==, 0);
}

static void
collect (const DtClusterTree *tree,
         guint                cluster,
         GArray              *things)
{
  if (cluster < tree->n)
    {
      g_array_append_val (things, cluster);
      return;
    }
  collect (tree, tree->merges[cluster - tree->n].left, things);
  collect (tree, tree->merges[cluster - tree->n].right, things);
}

/* The definition: a merge is as high as the mean distance between the things of its two parts, no
 * merge is lower than one before it, and the order is the tree read from left to right. */
static void
check_tree (const DtClusterTree *tree,
            const double        *distances)
{
  for (guint k = 0; k + 1 < tree->n; k++)
    {
      const DtMerge *merge = &tree->merges[k];
      g_autoptr(GArray) left = g_array_new (FALSE, FALSE, sizeof (guint));
      g_autoptr(GArray) right = g_array_new (FALSE, FALSE, sizeof (guint));
      double sum = 0.;

      collect (tree, merge->left, left);
      collect (tree, merge->right, right);
      for (guint i = 0; i < left->len; i++)
        for (guint j = 0; j < right->len; j++)
          sum += distances[g_array_index (left, guint, i) * tree->n
                           + g_array_index (right, guint, j)];
      g_assert_cmpuint (left->len + right->len, ==, merge->size);
      g_assert_cmpfloat_with_epsilon (merge->height, sum / left->len / right->len, 1e-12);
      if (k > 0)
        g_assert_cmpfloat (merge->height, >=, merge[-1].height - 1e-12);
      if (k + 2 == tree->n)
        {
          g_array_append_vals (left, right->data, right->len);
          g_assert_cmpmem (left->data, left->len * sizeof (guint), tree->order,
                           tree->n * sizeof (guint));
        }
    }
}

static void
test_definition (void)
{
  for (guint seed = 1; seed <= 60; seed++)
    {
      guint n = 2 + seed % 40;
      g_autofree double *distances = g_new0 (double, n * n);
      g_autoptr(DtClusterTree) tree = NULL;
      DtRandom random;

      dt_random_init (&random, seed);
      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < i; j++)
          /* Some with many that are equal */
          distances[i * n + j] = distances[j * n + i] =
            seed % 3 == 0 ? (double) dt_random_below (&random, 4)
                          : 2. * dt_random_uniform (&random);
      tree = dt_cluster_average (distances, n);
      check_tree (tree, distances);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cluster/line", test_line);
  g_test_add_func ("/cluster/few", test_few);
  g_test_add_func ("/cluster/definition", test_definition);

  return g_test_run ();
}
