/* dt-cluster.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-portfolio"

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dt-cluster.h"

/* Average linkage (UPGMA): Sokal & Michener, "A statistical method for evaluating systematic
 * relationships", 1958; the mean distance of a merged cluster follows from those of its parts as
 * Lance & Williams, "A general theory of classificatory sorting strategies", 1967, have it. Found
 * by chains of nearest neighbours in n² steps: Murtagh, "A survey of recent advances in
 * hierarchical clustering algorithms", 1983. Which side comes first: the ends that are closest
 * meet, Gruvaeus & Wainer, "Two additions to hierarchical cluster analysis", 1972. */

typedef struct
{
  guint   n;
  double *distances;   /* between clusters, each in the row of one of its things */
  guint  *sizes;       /* 0: it is part of another one */
  guint  *chain;
  guint   n_chain;
} Work;

/* Found so far, by the rows of both; not yet sorted by height. */
typedef struct
{
  guint  a;
  guint  b;
  guint  place;
  double height;
} Pair;

/* The one before in the chain wins where several are as near: else chains could go in circles. */
static guint
find_nearest (const Work *work,
              guint       i,
              guint       before)
{
  const double *row = work->distances + (gsize) i * work->n;
  guint nearest = before;

  for (guint k = 0; k < work->n; k++)
    if (k != i && work->sizes[k] > 0 && (nearest == G_MAXUINT || row[k] < row[nearest]))
      nearest = k;

  return nearest;
}

static void
join (Work  *work,
      guint  a,
      guint  b)
{
  double of_a = work->sizes[a], of_b = work->sizes[b];

  for (guint k = 0; k < work->n; k++)
    if (k != a && k != b && work->sizes[k] > 0)
      {
        double *to_a = &work->distances[(gsize) a * work->n + k];
        double to_b = work->distances[(gsize) b * work->n + k];

        *to_a = (of_a * *to_a + of_b * to_b) / (of_a + of_b);
        work->distances[(gsize) k * work->n + a] = *to_a;
      }
  work->sizes[a] += work->sizes[b];
  work->sizes[b] = 0;
}

static guint
find_first (const Work *work)
{
  guint i = 0;

  while (work->sizes[i] == 0)
    i++;

  return i;
}

/* The next two that are nearest to each other. */
static Pair
find_pair (Work *work)
{
  if (work->n_chain == 0)
    work->chain[work->n_chain++] = find_first (work);

  while (TRUE)
    {
      guint last = work->chain[work->n_chain - 1];
      guint before = work->n_chain > 1 ? work->chain[work->n_chain - 2] : G_MAXUINT;
      guint nearest = find_nearest (work, last, before);

      if (nearest == before)
        {
          guint a = MIN (last, before), b = MAX (last, before);

          work->n_chain -= 2;
          return (Pair) { a, b, 0, work->distances[(gsize) a * work->n + b] };
        }
      work->chain[work->n_chain++] = nearest;
    }
}

static int
compare_pairs (const void *a,
               const void *b)
{
  const Pair *x = a, *y = b;

  if (x->height != y->height)
    return x->height < y->height ? -1 : 1;

  return (x->place > y->place) - (x->place < y->place);
}

static Pair *
find_pairs (const double *distances,
            guint         n)
{
  Pair *pairs = g_new (Pair, MAX (n, 1));
  g_autofree double *copy = g_memdup2 (distances, sizeof (double) * n * n);
  g_autofree guint *sizes = g_new (guint, n);
  g_autofree guint *chain = g_new (guint, n);
  Work work = { n, copy, sizes, chain, 0 };

  for (guint i = 0; i < n; i++)
    sizes[i] = 1;
  for (guint k = 0; k + 1 < n; k++)
    {
      pairs[k] = find_pair (&work);
      pairs[k].place = k;
      join (&work, pairs[k].a, pairs[k].b);
    }
  if (n > 1)
    qsort (pairs, n - 1, sizeof *pairs, compare_pairs);

  return pairs;
}

/* The things of a cluster in their order, as a stretch of one array. */
typedef struct
{
  guint first;
  guint n;
} Stretch;

static void
turn (guint   *things,
      Stretch  stretch)
{
  for (guint i = 0; i < stretch.n / 2; i++)
    {
      guint other = stretch.first + stretch.n - 1 - i, kept = things[stretch.first + i];

      things[stretch.first + i] = things[other];
      things[other] = kept;
    }
}

/* Turns both so that the nearest two of their ends meet; as they are where that is as good. */
static void
face (const double *distances,
      guint         n,
      guint        *things,
      Stretch       left,
      Stretch       right)
{
  guint a = things[left.first], b = things[left.first + left.n - 1];
  guint c = things[right.first], d = things[right.first + right.n - 1];
  double meets[4] = {
    distances[(gsize) b * n + c], distances[(gsize) b * n + d],
    distances[(gsize) a * n + c], distances[(gsize) a * n + d],
  };
  guint best = 0;

  for (guint i = 1; i < 4; i++)
    if (meets[i] < meets[best])
      best = i;
  if (best >= 2)
    turn (things, left);
  if (best % 2 == 1)
    turn (things, right);
}

/* A cluster that was turned has its parts the other way round. */
static void
sort_sides (DtClusterTree *tree)
{
  g_autofree guint *first = g_new (guint, 2 * MAX (tree->n, 1));

  for (guint i = 0; i < tree->n; i++)
    first[tree->order[i]] = i;
  for (guint k = 0; k + 1 < tree->n; k++)
    {
      DtMerge *merge = &tree->merges[k];

      if (first[merge->left] > first[merge->right])
        {
          guint left = merge->left;

          merge->left = merge->right;
          merge->right = left;
        }
      first[tree->n + k] = first[merge->left];
    }
}

/* Where the things of each cluster lie once all are in one order: the tree read from its top. */
static void
lay_out (const DtClusterTree *tree,
         Stretch             *places)
{
  guint n = tree->n;

  places[2 * n - 2] = (Stretch) { 0, n };
  for (guint k = n - 1; k-- > 0;)
    {
      const DtMerge *merge = &tree->merges[k];
      guint n_left = merge->left < n ? 1 : tree->merges[merge->left - n].size;

      places[merge->left] = (Stretch) { places[n + k].first, n_left };
      places[merge->right] = (Stretch) { places[n + k].first + n_left, merge->size - n_left };
    }
}

static void
put_in_order (DtClusterTree *tree,
              const double  *distances)
{
  guint n = tree->n;
  g_autofree Stretch *places = g_new (Stretch, 2 * n);

  lay_out (tree, places);
  for (guint i = 0; i < n; i++)
    tree->order[places[i].first] = i;
  for (guint k = 0; k + 1 < n; k++)
    face (distances, n, tree->order, places[tree->merges[k].left],
          places[tree->merges[k].right]);
  sort_sides (tree);
}

/**
 * dt_cluster_average:
 * @distances: n x n, symmetric, finite; 1 - r of correlations, for one
 *
 * Equal input gives an equal tree: of distances that are the same the lower index comes first.
 *
 * Returns: (transfer full): merges by height, and the order
 */
DtClusterTree *
dt_cluster_average (const double *distances,
                    guint         n)
{
  DtClusterTree *tree = g_new0 (DtClusterTree, 1);
  g_autofree Pair *pairs = find_pairs (distances, n);
  g_autofree guint *clusters = g_new (guint, MAX (n, 1));   /* by the row that pairs name */

  tree->n = n;
  tree->merges = g_new0 (DtMerge, MAX (n, 1));
  tree->order = g_new0 (guint, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    clusters[i] = i;
  for (guint k = 0; k + 1 < n; k++)
    {
      DtMerge *merge = &tree->merges[k];
      guint left = clusters[pairs[k].a], right = clusters[pairs[k].b];

      *merge = (DtMerge) { left, right, 0, pairs[k].height };
      merge->size = (left < n ? 1 : tree->merges[left - n].size)
                    + (right < n ? 1 : tree->merges[right - n].size);
      clusters[pairs[k].a] = n + k;
    }
  if (n > 1)
    put_in_order (tree, distances);

  return tree;
}

void
dt_cluster_tree_free (DtClusterTree *tree)
{
  if (tree == NULL)
    return;

  g_free (tree->merges);
  g_free (tree->order);
  g_free (tree);
}

/**
 * dt_cluster_tree_cut:
 * @clusters: (out) (array length=n): the cluster of each thing, from 0 in the order
 *
 * Returns: how many there are when nothing above @height is merged
 */
guint
dt_cluster_tree_cut (const DtClusterTree *tree,
                     double               height,
                     guint               *clusters)
{
  guint n = tree->n, n_clusters = 0;
  g_autofree guint *tops = g_new (guint, 2 * MAX (n, 1));

  if (n == 0)
    return 0;

  /* From the top: what is merged below the height has the number of what it is part of */
  for (guint i = 0; i < 2 * n - 1; i++)
    tops[i] = i;
  for (guint k = n - 1; k-- > 0;)
    if (tree->merges[k].height <= height)
      tops[tree->merges[k].left] = tops[tree->merges[k].right] = tops[n + k];

  for (guint i = 0; i < n; i++)
    {
      guint thing = tree->order[i];

      if (i > 0 && tops[thing] != tops[tree->order[i - 1]])
        n_clusters++;
      clusters[thing] = n_clusters;
    }

  return n_clusters + 1;
}
