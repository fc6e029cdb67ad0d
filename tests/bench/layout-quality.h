/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good a layout is, and graphs to lay out. */

#pragma once

#include "wuse-graph.h"

G_BEGIN_DECLS

/**
 * contact_graph_new:
 * @n_nodes: how many nodes
 *
 * A contact-tracing network: cases with about eight contacts each, some of them shared, some of one household, and offspring
 * of a negative binomial distribution (R 1.5, k 0.3). The same to the last edge as that of the comparisons' generator
 * `gen_graph.mjs`, so that figures taken elsewhere can be quoted.
 *
 * Returns: (transfer full): a graph
 */
WuseGraph *contact_graph_new (guint n_nodes);

/**
 * LayoutQuality:
 * @stress: mean of (s · Euclidean distance / graph distance − 1)² over 200 sampled nodes and 500 others of the component of
 *   each, with the best s: 0 if perfect, about 1 if collapsed
 * @np2: of 1,000 sampled nodes, the mean likeness (Jaccard) of who is within two steps, and as many who are nearest in the
 *   picture: 1 if perfect
 *
 * How well a layout shows its graph.
 */
typedef struct
{
  double stress;
  double np2;
} LayoutQuality;

/**
 * layout_quality_measure:
 * @graph: a graph
 * @x: (array): where its nodes lie
 * @y: (array): as @x
 *
 * Samples what the comparisons' `quality.cpp` samples.
 *
 * Returns: how good the layout is
 */
LayoutQuality layout_quality_measure (const WuseGraph *graph, const float *x, const float *y);

G_END_DECLS
