/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds a component together: edges and nodes without which it falls apart. */

#pragma once

#include "wuse-graph.h"

G_BEGIN_DECLS

/**
 * wuse_graph_find_cuts:
 * @graph: a graph
 * @edges: (nullable): which edges connect, see wuse-graph-metrics.h
 * @edge_cut: (out caller-allocates) (optional): of each edge that is a bridge, how many nodes the smaller of the two parts has
 *   into which the component would fall without it; 0 of other edges
 * @node_cut: (out caller-allocates) (optional): of each node that is an articulation point, how many others would be cut off from
 *   the largest part of what remains of the component without it; 0 of other nodes
 *
 * Bridges and articulation points of the graph taken as undirected, with what they hold together as a rank: the higher, the
 * likelier it is the link between two clusters. An edge that has a parallel one is no bridge. R. Tarjan, A note on finding
 * the bridges of a graph, Inf. Process. Lett. 2 (1974), without recursion. Linear.
 */
void wuse_graph_find_cuts (const WuseGraph *graph, const guint8 *edges, guint32 *edge_cut, guint32 *node_cut);

G_END_DECLS
