/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On how many shortest paths each node lies. */

#pragma once

#include "wuse-graph.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WUSE_BETWEENNESS_MAX_EXACT:
 *
 * Largest component, in nodes, for which betweenness is exact unless asked otherwise.
 */
#define WUSE_BETWEENNESS_MAX_EXACT 5000

/**
 * WUSE_BETWEENNESS_N_PIVOTS:
 *
 * How many nodes of a larger component shortest paths are counted from unless asked otherwise.
 */
#define WUSE_BETWEENNESS_N_PIVOTS 256

/**
 * wuse_graph_measure_betweenness:
 * @graph: a graph
 * @edges: (nullable): which edges count, see wuse-graph-metrics.h
 * @is_directed: whether paths follow the direction of edges
 * @max_exact: largest component to do exactly, in nodes; a larger one is done so as well if from all its nodes together no more
 *   than @max_exact² are reached, as in a forest of transmissions. 0 for %WUSE_BETWEENNESS_MAX_EXACT
 * @n_pivots: how many sources in larger ones; 0 for %WUSE_BETWEENNESS_N_PIVOTS
 * @value: (out caller-allocates): betweenness of each node: the sum, over pairs of other nodes, of the share of their
 *   shortest paths that lead through it (of ordered pairs if @is_directed, of unordered ones if not); not normalised
 * @is_exact: (out) (optional): %FALSE if the values of some component are estimates
 * @cancellable: (nullable): asked before every source
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Parallel edges are paths of their own, as in igraph. U. Brandes, A faster algorithm for betweenness centrality, J. Math.
 * Sociol. 25 (2001); in components above @max_exact from pivots only, chosen at random by a fixed seed and scaled up (U. Brandes,
 * C. Pich, Centrality estimation in large networks, Int. J. Bifurcat. Chaos 17, 2007). Runs on all cores; the values do not
 * depend on how many there are. 8 × 8 bytes a node are needed.
 *
 * Returns: %TRUE unless cancelled
 */
gboolean wuse_graph_measure_betweenness (const WuseGraph *graph,
                                         const guint8 *edges,
                                         gboolean is_directed,
                                         guint max_exact,
                                         guint n_pivots,
                                         double *value,
                                         gboolean *is_exact,
                                         GCancellable *cancellable,
                                         GError **error);

G_END_DECLS
