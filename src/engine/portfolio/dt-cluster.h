/* dt-cluster.h - what is alike, side by side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Two clusters become one. Below n they are single things, n + k is what merge k made. */
typedef struct
{
  guint  left;
  guint  right;
  guint  size;      /* things in it */
  double height;    /* mean distance between the things of both */
} DtMerge;

/**
 * DtClusterTree:
 *
 * A hierarchy of n things by average linkage, and an order in which every cluster is one stretch.
 *
 * Thread: any. Plain data.
 */
typedef struct
{
  guint    n;
  DtMerge *merges;  /* n - 1 of them, by height; left comes before right in the order */
  guint   *order;   /* n things */
} DtClusterTree;

DtClusterTree *dt_cluster_average    (const double        *distances,
                                      guint                n);
void           dt_cluster_tree_free  (DtClusterTree       *tree);
guint          dt_cluster_tree_cut   (const DtClusterTree *tree,
                                      double               height,
                                      guint               *clusters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtClusterTree, dt_cluster_tree_free)

G_END_DECLS
